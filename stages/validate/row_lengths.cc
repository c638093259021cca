#include "stages/validate/row_lengths.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "stages/core/messages.h"
#include "stages/core/text_cells.h"

namespace tabularium {
namespace {

constexpr double doubtful = 0.5;

bool is_text_input(const Document& document, const Table& table) {
  return !table.pages.empty() && std::any_of(document.pages.begin(), document.pages.end(), [&](const Page& page) {
    return page.number == table.pages.front() && page.origin == PageOrigin::text;
  });
}

Finding finding_of(const Table& table, const std::vector<const Cell*>& values, const std::string& language) {
  const Cell& first = *values.front();
  Finding finding;
  finding.code = "row_length";
  finding.table = table.id;
  finding.place = first.place;
  const auto printed = std::count_if(values.begin(), values.end(), [](const Cell* cell) { return !cell->text.empty(); });
  std::string label;
  for (const CellId id : first.row_path) label += (label.empty() ? "" : " / ") + table.cells[static_cast<std::size_t>(id)].text;
  finding.message = message_text(language, "row_length", {{"where", label}, {"count", std::to_string(printed)}});
  for (const Cell* cell : values) {
    finding.cells.emplace_back(cell->row, cell->col);
    finding.evidence += (finding.evidence.empty() ? "" : " | ") + cell->text;
  }
  return finding;
}

}  // namespace

std::vector<Finding> check_row_lengths(const Document& document, const std::string& language) {
  std::vector<Finding> findings;
  for (const Table& table : document.tables) {
    if (!is_text_input(document, table)) continue;
    std::map<int, std::vector<const Cell*>> rows;
    for (const Cell& cell : table.cells)   // a row out of its frame may look like heads
      if ((cell.role == Role::data || holds_bar(cell.text)) && cell.confidence < doubtful) rows[cell.row].push_back(&cell);
    for (const auto& [row, values] : rows) findings.push_back(finding_of(table, values, language));
  }
  return findings;
}

}  // namespace tabularium
