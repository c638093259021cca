#include "pipeline/run/compare.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "stages/core/atomic_file.h"
#include "stages/core/evidence_codec.h"
#include "stages/core/names.h"
#include "stages/core/natural_order.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t evidence_limit = 1U << 30U;

struct FactName {
  std::string row_path;
  std::string col_path;
  int nth = 0;  // of those with the same paths
  auto operator<=>(const FactName&) const = default;
};

using Facts = std::map<FactName, const Cell*>;

Facts facts_of(const Table& table) {
  Facts facts;
  for (const Cell& cell : table.cells) {
    if (cell.role != Role::data || cell.text.empty()) continue;
    FactName name{joined_path(table, cell.row_path), joined_path(table, cell.col_path), 0};
    while (facts.contains(name)) ++name.nth;
    facts.emplace(std::move(name), &cell);
  }
  return facts;
}

std::size_t shared(const Facts& a, const Facts& b) {
  return static_cast<std::size_t>(std::ranges::count_if(a, [&](const auto& fact) { return b.contains(fact.first); }));
}

FactChange change(FactChange::Kind kind, const Table& table, const FactName& name, const Cell* was, const Cell* is) {
  const auto text = [](const Cell* cell) { return cell == nullptr ? std::string() : cell->text; };
  const auto verdict = [](const Cell* cell) { return cell == nullptr ? std::string() : std::string(name_of(cell->verdict)); };
  return {kind, table.id, table.caption, name.row_path, name.col_path, text(was), text(is), verdict(was), verdict(is)};
}

void compare_tables(const Facts& older, const Facts& newer, const Table* old_table, const Table* new_table,
                    std::vector<FactChange>& changes) {
  for (const auto& [name, cell] : older)
    if (!newer.contains(name))
      changes.push_back(change(FactChange::Kind::removed, new_table != nullptr ? *new_table : *old_table, name, cell, nullptr));
  for (const auto& [name, cell] : newer) {
    const auto before = older.find(name);
    if (before == older.end()) changes.push_back(change(FactChange::Kind::added, *new_table, name, nullptr, cell));
    else if (before->second->text != cell->text || before->second->verdict != cell->verdict)
      changes.push_back(change(FactChange::Kind::changed, *new_table, name, before->second, cell));
  }
}

}  // namespace

std::vector<FactChange> compare_documents(const Document& older, const Document& newer) {
  std::vector<Facts> old_facts;
  for (const Table& table : older.tables) old_facts.push_back(facts_of(table));
  std::vector<bool> taken(older.tables.size(), false);
  std::vector<FactChange> changes;
  for (const Table& table : newer.tables) {
    const Facts facts = facts_of(table);
    std::size_t best = older.tables.size(), most = 0;
    for (std::size_t i = 0; i < older.tables.size(); ++i) {
      // Of equal ones the first on the same page: reports repeat their tables from page to page.
      const std::size_t common = taken[i] ? 0 : 2 * shared(facts, old_facts[i]) + (older.tables[i].pages == table.pages ? 1 : 0);
      if (common > 1 && common > most) {
        best = i;
        most = common;
      }
    }
    const bool paired = best < older.tables.size();
    if (paired) taken[best] = true;
    compare_tables(paired ? old_facts[best] : Facts{}, facts, paired ? &older.tables[best] : nullptr, &table, changes);
  }
  for (std::size_t i = 0; i < older.tables.size(); ++i)
    if (!taken[i]) compare_tables(old_facts[i], {}, &older.tables[i], nullptr, changes);
  return changes;
}

Result<Document> load_result(const std::string& folder) {
  const Result<std::string> bytes = read_file(folder + "/evidence.zst", evidence_limit);
  if (!bytes.ok()) return bytes.error();
  Result<Document> document = decode_document(bytes.value());
  if (!document.ok()) return Error{document.error().code, folder + "/evidence.zst: " + document.error().message, {}};
  return document;
}

std::vector<std::string> result_folders(const std::string& output) {
  if (fs::exists(output + "/evidence.zst")) return {""};
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(output, ignored))
    if (fs::exists(entry.path() / "evidence.zst")) names.push_back(entry.path().filename().string());
  std::ranges::sort(names, natural_less);
  return names;
}

}  // namespace tabularium
