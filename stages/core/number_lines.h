// A table's numbers as lines × samples of whole units: what the search for sums works on. Lines are what a relation
// relates (rows for totals below, columns for totals at the side); samples are the other direction.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/table.h"

namespace tabularium {

enum class Slot : std::uint8_t {
  none,        // header, date, covered by a span: takes no part
  number,
  blank,       // a mark for no value
  unreadable,  // text where its sample holds numbers
};

struct LineCell {
  CellId cell = -1;        // -1 where a span covers the place
  std::int64_t units = 0;  // value * 10^LineGrid::places
  std::int64_t ulp = 1;    // one step of its last printed digit, in the same units
  Slot slot = Slot::none;
  bool percent = false;
  bool per_mille = false;
};

struct LineInfo {
  std::string label;       // own label, folded for comparison
  std::string group;       // key of what the line stands under: section, parents, spanners
  bool total = false;      // the label says that it is a total
  bool difference = false; // … what lies between two others
  bool average = false;    // … a mean (this and the following: set by read_meanings)
  bool rate = false;       // … a share, rate, change
  bool cumulative = false; // … a running total
  bool carried = false;    // … carried forward to the next page
  bool brought = false;    // … brought forward from the last one
  int level = 0;           // depth by parents and enumerators
  int scope_begin = 0;     // lines [begin, end) around it that stand under its group
  int scope_end = 0;
  int children_end = 0;    // lines (own index, end) that stand under it; own index + 1 when none
};

struct LineGrid {
  bool rows = true;        // lines are the table's rows
  int lines = 0;
  int samples = 0;
  int places = 0;
  int scale = 0;           // power of ten of the whole units
  std::vector<LineCell> cells;  // line-major
  std::vector<LineInfo> info;

  const LineCell& at(int line, int sample) const { return cells[static_cast<std::size_t>(line) * static_cast<std::size_t>(samples) + static_cast<std::size_t>(sample)]; }
};

// Needs Cell::value and roles; paths where headers have run.
LineGrid row_lines(const Table& table);
LineGrid column_lines(const Table& table);
void read_meanings(const Table& table, LineGrid& grid);

// The label names a total: "Total", "合计", "Summe", "(七)总计" …
bool says_total(const std::string& label);
bool says_average(const std::string& label);          // "Mean", "平均"
bool says_rate(const std::string& label);             // "%", "Share", "增长率", "per cent"
bool says_difference(const std::string& label);       // "Difference", "Change", "增减"
bool says_cumulative(const std::string& label);       // "Cum.", "累计"
bool says_carried_forward(const std::string& label);  // "Carried forward", "过次页"
bool says_brought_forward(const std::string& label);  // "Brought forward", "承前页"

}  // namespace tabularium
