// A table as a grid of cells with its header trees.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/cell_path.h"
#include "models/evidence.h"
#include "models/place.h"
#include "models/value.h"

namespace tabularium {

enum class Role { data, stub_head, column_header, row_header, section_header, note };
enum class Verdict { none, unverified, verified, contradicted };  // none: texts, headers, blanks
enum class VerdictSource { none, printed, declared, discovered, text };

// Covers rows [row, row + row_span) and columns [col, col + col_span); 0-based.
struct Cell {
  int row = 0;
  int col = 0;
  int row_span = 1;
  int col_span = 1;
  Role role = Role::data;
  std::string raw;                        // what stood there or was read; line breaks are one space
  std::string text;                       // after repairs; equal to raw without one
  double indent = 0;                      // of the text from its column's left edge, points (text input: enumerator level)
  bool bold = false;
  double confidence = 1.0;                // 0..1 that `text` is what is printed
  std::vector<Alternative> alternatives;
  Value value;                            // set by validate
  Verdict verdict = Verdict::none;        // set by validate
  VerdictSource verdict_source = VerdictSource::none;
  std::optional<std::string> covered_to;  // smallest digit place that a relation covers, e.g. "10"
  Place place;                            // first part
  std::vector<Place> parts;               // all parts, when a page break splits the cell
  std::vector<int> words;                 // indices into the words of page `place.page` (first part only)

  // Set by headers. Indices into Table::cells.
  CellPath row_path;                      // section header in force, then row headers left to right
  CellPath col_path;                      // column headers over the cell, top down
  CellPath row_ancestors;                 // parents by indentation only, outermost first

  int row_end() const noexcept { return row + row_span; }
  int col_end() const noexcept { return col + col_span; }
  bool operator==(const Cell&) const = default;
};

struct HeaderNode {
  CellId cell = -1;
  std::vector<HeaderNode> children;
  bool operator==(const HeaderNode&) const = default;
};

// One way to read the headers of a grid that is seen: where boxhead and stub end, and in some a spanner that stands over other columns.
struct HeaderChoice {
  int boxhead_rows = 0;
  int stub_cols = 0;
  int spanner_row = -1;                   // the row of a spanner over columns [spanner_from, spanner_to); -1 = all spanners as laid out
  int spanner_from = 0;
  int spanner_to = 0;
  double score = 0;                       // bits; higher is better
  bool operator==(const HeaderChoice&) const = default;
};

struct Table {
  std::string id;                         // "t1", "t2" … in reading order
  std::vector<int> pages;                 // 1-based, in order
  std::vector<Box> boxes;                 // one a page of `pages`; empty for text input
  std::vector<std::string> section;       // headings over it, outermost first
  std::string caption;                    // empty = none
  std::string unit;                       // unit line, e.g. "单位:万元", "(in thousands)"
  std::vector<std::string> notes;
  int rows = 0;
  int cols = 0;
  int boxhead_rows = 0;                   // header rows at the top
  int stub_cols = 0;                      // stub columns at the left
  Verdict status = Verdict::unverified;
  double confidence = 0;                  // margin of the judge, 0..1
  std::vector<Cell> cells;                // every position of rows x cols is covered by exactly one
  std::vector<HeaderNode> column_headers;
  std::vector<HeaderNode> row_headers;
  std::vector<HeaderChoice> header_choices;  // set by headers, best first, at most three; empty where the source tells the headers
  bool operator==(const Table&) const = default;
};

}  // namespace tabularium
