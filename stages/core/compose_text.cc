#include "stages/core/compose_text.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "stages/core/packed_tables.h"
#include "stages/core/printed_rows.h"

namespace tabularium {
namespace {

// For each region, whether its words went into an accepted table: its own, or that of the region which it continues.
std::vector<bool> accepted_regions(const Document& document) {
  std::vector<bool> accepted(document.regions.size(), false);
  for (const Block& block : document.blocks)
    if (!block.table.empty() && block.region >= 0 && static_cast<std::size_t>(block.region) < accepted.size())
      accepted[static_cast<std::size_t>(block.region)] = true;
  for (std::size_t i = 0; i < accepted.size(); ++i) {
    const int before = document.regions[i].continues;
    if (before >= 0 && static_cast<std::size_t>(before) < i && accepted[static_cast<std::size_t>(before)]) accepted[i] = true;
  }
  return accepted;
}

}  // namespace

std::string compose_table_text(const Table& table) {
  std::string text;
  for (const PrintedRows::Row row : PrintedRows(table)) {
    if (row.empty()) continue;
    if (!text.empty()) text += '\n';
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += '\t';
      text += row[i]->text;
    }
  }
  return text;
}

void compose_text(const Document& document, const std::function<void(std::string_view)>& sink) {
  TableReader tables(document);
  const std::vector<bool> accepted = accepted_regions(document);
  std::set<std::string> told_tables;
  bool first = true;
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::header || block.kind == BlockKind::footer) continue;
    const std::optional<std::size_t> table = tables.find(block.table);
    if (table && !told_tables.insert(block.table).second) continue;  // goes on over a page break
    const bool told = block.region >= 0 && static_cast<std::size_t>(block.region) < accepted.size() &&
                      accepted[static_cast<std::size_t>(block.region)];
    if (!table && told) continue;  // its rows stand in the table that it continues
    const std::string part = table ? tables.text(*table) : block.text;
    if (part.empty()) continue;
    if (!std::exchange(first, false)) sink("\n");
    sink(part);
  }
}

std::string compose_text(const Document& document) {
  std::string text;
  compose_text(document, [&text](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace tabularium
