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

std::string rounded(double bits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", bits);
  return text;
}

Finding finding_of(const Table& table, const BoxheadReadings& boxhead, const std::string& language) {
  Finding finding;
  finding.code = "header_unclear";
  finding.severity = Severity::info;
  finding.table = table.id;
  const std::vector<CellId> differ = labels_that_differ(boxhead);
  for (const CellId id : differ) {
    const Cell& cell = table.cells[static_cast<std::size_t>(id)];
    if (finding.cells.empty()) finding.place = cell.place;
    finding.cells.emplace_back(cell.row, cell.col);
  }
  const double margin = boxhead.readings[0].score - boxhead.readings[1].score;
  finding.message = message_text(language, "header_unclear",
                                 {{"chosen", tree_text(table, boxhead, boxhead.readings[0].children)},
                                  {"other", tree_text(table, boxhead, boxhead.readings[1].children)},
                                  {"margin", rounded(margin)}});
  finding.evidence = children_to_text(boxhead.readings[0].children) + " / " + children_to_text(boxhead.readings[1].children);
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
