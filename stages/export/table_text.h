// What several formats say about a table in the same words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/document.h"
#include "stages/core/typed_value.h"

namespace tabularium {

inline constexpr std::string_view path_separator = " / ";

// Texts of the cells of a path, blank ones left out.
std::vector<std::string_view> path_texts(const Table& table, const std::vector<CellId>& path);
std::string joined_path(const Table& table, const std::vector<CellId>& path);

std::string rounded(double value, int places);                 // without trailing zeros, '.' in every locale
std::string box_text(const Box& box);                          // "72 90.5 150 101.25"
// "page 3, 72–150 × 90–101 pt", "line 12, column 1"; "" when nothing is known.
std::string place_text(const Place& place);

struct VerdictCounts {
  int verified = 0;
  int unverified = 0;
  int contradicted = 0;
  VerdictCounts& operator+=(const VerdictCounts& other) noexcept;
};
VerdictCounts count_verdicts(const Table& table) noexcept;

// Caption, else the innermost heading over it, else "Table t3".
std::string title_of(const Table& table);
// The document's title, else its file name.
std::string title_of(const Document& document);
std::string file_name_of(std::string_view path);

// By block: true for a caption, unit line or note beside a table that already carries it, so that it is told once.
std::vector<bool> told_by_tables(const Document& document);

// Findings that name the cell, or a position which it covers.
std::vector<const Finding*> findings_of(const Document& document, const Table& table, const Cell& cell);

}  // namespace tabularium
