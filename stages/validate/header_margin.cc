#include "stages/validate/header_margin.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

#include "stages/core/header_readings.h"
#include "stages/core/header_search.h"
#include "stages/core/messages.h"

namespace tabularium {
namespace {

constexpr double small_margin = 1.0;   // bits

bool changes(const HeaderChoice& a, const HeaderChoice& b, const Cell& cell) {
  const auto between = [](int at, int x, int y) { return at >= std::min(x, y) && at < std::max(x, y); };
  for (const HeaderChoice* choice : {&a, &b})
    if (choice->spanner_row >= 0 && cell.row == choice->spanner_row && cell.col < choice->spanner_to && cell.col_end() > choice->spanner_from) return true;
  return between(cell.row, a.boxhead_rows, b.boxhead_rows) || (cell.row == 0 && between(cell.col, a.stub_cols, b.stub_cols));
}

// Cells that are headers in the one reading and not in the other, or stand over other columns.
std::vector<CellId> cells_that_differ(const Table& table, const HeaderChoice& a, const HeaderChoice& b) {
  std::vector<CellId> differ;
  for (std::size_t id = 0; id < table.cells.size(); ++id)
    if (!table.cells[id].text.empty() && changes(a, b, table.cells[id])) differ.push_back(static_cast<CellId>(id));
  return differ;
}

// Labels that stand at another place, or over other columns, in the other reading.
std::vector<CellId> labels_that_differ(const BoxheadReadings& boxhead) {
  const std::vector<CellId>& labels = boxhead.labels;
  const std::optional<HeaderTree> best = lay_out_header_tree(boxhead.readings[0].children);
  const std::optional<HeaderTree> next = lay_out_header_tree(boxhead.readings[1].children);
  std::vector<CellId> differ;
  if (!best || !next || best->cells.size() != labels.size() || next->cells.size() != labels.size()) return differ;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const HeaderCell& a = best->cells[i];
    const HeaderCell& b = next->cells[i];
    if (a.row != b.row || a.col != b.col || a.col_span != b.col_span) differ.push_back(labels[i]);
  }
  return differ;
}

Finding finding_of(const Table& table, const BoxheadReadings& boxhead, const std::string& language) {
  Finding finding;
  finding.code = "header_unclear";
  finding.severity = Severity::info;
  finding.table = table.id;
  const HeaderReading& best = boxhead.readings[0];
  const HeaderReading& next = boxhead.readings[1];
  const std::vector<CellId> differ = best.choice && next.choice ? cells_that_differ(table, *best.choice, *next.choice) : labels_that_differ(boxhead);
  for (const CellId id : differ) {
    const Cell& cell = table.cells[static_cast<std::size_t>(id)];
    if (finding.cells.empty()) finding.place = cell.place;
    finding.cells.emplace_back(cell.row, cell.col);
  }
  finding.message = message_text(language, "header_unclear",
                                 {{"chosen", reading_text(table, boxhead, best)},
                                  {"other", reading_text(table, boxhead, next)}});
  finding.evidence = reading_name(best) + " / " + reading_name(next);
  return finding;
}

}  // namespace

std::vector<Finding> check_header_margins(const Document& document, const std::string& language) {
  std::vector<Finding> findings;
  for (const Table& table : document.tables)
    for (const BoxheadReadings& boxhead : header_readings(table))
      if (boxhead.chosen == 0U && boxhead.readings[0].score - boxhead.readings[1].score < small_margin)
        findings.push_back(finding_of(table, boxhead, language));
  return findings;
}

}  // namespace tabularium
