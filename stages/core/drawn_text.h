// Pages that a printer of fixed pitch drew with characters: read as words and ruling lines on a page, so that the same code
// serves them, published pages and scans.
#pragma once

#include <span>
#include <string_view>

#include "models/document.h"

namespace tabularium {

// What tells a drawn page from text whose grid was lost, counted over its lines.
struct DrawnSigns {
  int lines = 0;      // with text
  int columns = 0;    // … of which share a gap of two blanks or more with a neighbour
  int frames = 0;     // … of which carry bars, under one another, within drawn rules
  int flat = 0;       // … of which carry cells in another way: "a | b |", tabs
};
DrawnSigns drawn_signs(std::span<const TextLine> lines);
bool looks_drawn(const DrawnSigns& signs) noexcept;

// Words (a character is `pitch` wide, an East Asian one twice that) and rules of the page's lines; its size in points.
// Strokes (+---+, box-drawing characters, rows of dashes) become rules, bars within frames upright ones. Tabs stop every eight.
constexpr double character_pitch = 6.0;   // points: ten to the inch …
constexpr double line_pitch = 12.0;       // … and six lines
// The font of drawn words: between them a blank is a space, and lines are set alike whether they are rows or one cell's.
inline constexpr std::string_view drawn_font = "fixed pitch";
void draw_page(Page& page);

// Was this page drawn? (Text with words.)
bool is_drawn(const Page& page) noexcept;

// Places on drawn pages are told as stretches of the file: boxes of blocks and metadata, and of a table's cells, become
// spans. The first for what layout found, the second for a finished table.
void place_blocks_in_file(Document& document);
void place_table_in_file(Table& table, std::span<const Page> pages);

}  // namespace tabularium
