#include "stages/validate/text_labels.h"

#include <algorithm>

#include "stages/core/enumerator.h"
#include "stages/core/number_lines.h"
#include "stages/core/number_text.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t beginning = 2;  // code points by which labels are looked up
constexpr std::ptrdiff_t least_han = 3;
constexpr std::ptrdiff_t least_letters = 6;

std::u32string folded(std::string_view text) { return to_code_points(fold_label_case(text)); }

std::u32string label_of(const std::string& text) {
  const auto enumerator = parse_enumerator(text);
  return folded(enumerator ? std::string_view(text).substr(enumerator->bytes) : std::string_view(text));
}

bool names_something(const std::u32string& label) {
  return std::count_if(label.begin(), label.end(), is_han) >= least_han || std::count_if(label.begin(), label.end(), is_letter) >= least_letters;
}

}  // namespace

LabelIndex::LabelIndex(const std::vector<Table>& tables) : tables_(tables) {
  for (std::size_t t = 0; t < tables.size(); ++t) {
    std::map<int, const Cell*> innermost;
    for (const Cell& cell : tables[t].cells) {
      if (cell.role != Role::row_header || cell.row_span != 1) continue;
      const Cell*& known = innermost[cell.row];
      if (known == nullptr || known->col < cell.col) known = &cell;
    }
    for (const auto& [row, cell] : innermost) {
      const std::u32string label = label_of(cell->text);
      if (says_total(cell->text) || !names_something(label)) continue;
      const auto [known, fresh] = rows_.emplace(label, Row{t, row});
      if (fresh) by_beginning_[label.substr(0, beginning)].push_back(label);
      else known->second.row = -1;
    }
  }
}

std::optional<NamedCell> LabelIndex::find(std::string_view clause, std::string_view sentence) const {
  if (rows_.empty()) return std::nullopt;
  const std::u32string text = folded(clause);
  const std::u32string* longest = nullptr;
  std::size_t place = 0;
  for (std::size_t at = 0; at + beginning <= text.size(); ++at) {
    const auto bucket = by_beginning_.find(text.substr(at, beginning));
    if (bucket == by_beginning_.end()) continue;
    for (const std::u32string& label : bucket->second) {
      if (text.compare(at, label.size(), label) != 0 || (longest != nullptr && label.size() <= longest->size())) continue;
      longest = &label;
      place = at;
    }
  }
  if (longest == nullptr) return std::nullopt;
  const Row& row = rows_.at(*longest);
  if (row.row < 0) return std::nullopt;
  const auto cell = number_in(row, sentence);
  if (!cell) return std::nullopt;
  return NamedCell{row.table, *cell, text.size() - place - longest->size(), place};
}

std::optional<CellId> LabelIndex::number_in(const Row& row, std::string_view sentence) const {
  const Table& table = tables_[row.table];
  const std::u32string said = folded(sentence);
  std::vector<CellId> numbers, named;
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    const Cell& cell = table.cells[id];
    if (cell.row != row.row || cell.role != Role::data || !is_numeric(cell.value)) continue;
    numbers.push_back(static_cast<CellId>(id));
    const bool spoken = !cell.col_path.empty() && std::all_of(cell.col_path.begin(), cell.col_path.end(), [&](CellId header) {
      const std::u32string label = folded(table.cells[static_cast<std::size_t>(header)].text);
      const std::size_t at = label.size() < 2 ? std::u32string::npos : said.find(label);
      if (at == std::u32string::npos) return false;
      const std::size_t end = at + label.size();  // a year, not a piece of a number
      return end == said.size() || !is_ascii_digit(label.back()) || !is_ascii_digit(said[end]);
    });
    if (spoken) named.push_back(static_cast<CellId>(id));
  }
  if (numbers.size() == 1) return numbers.front();
  if (named.size() == 1) return named.front();
  return std::nullopt;
}

}  // namespace tabularium
