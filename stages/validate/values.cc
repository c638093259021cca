#include "stages/validate/values.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/core/messages.h"
#include "stages/core/relations.h"
#include "stages/core/remembered.h"

namespace tabularium {
namespace {

const Cell& cell_of(const Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }

bool says_something(const UnitNote& note) { return !note.unit.empty() || note.scale != 0; }

// Most labels of a long report stand in many of its tables.
UnitNote unit_named_by(const std::string& label) {
  constexpr std::size_t most = 2048;
  thread_local Remembered<UnitNote> known(most);
  return known.ask(label, [](const std::string& text) { return parse_unit(text); });
}

using KnownUnits = std::vector<std::optional<UnitNote>>;   // by cell

// The unit that the innermost header of a path names, if any does.
const UnitNote& unit_of_path(const Table& table, const CellPath& path, KnownUnits& known) {
  static const UnitNote none;
  for (auto it = path.rbegin(); it != path.rend(); ++it) {
    std::optional<UnitNote>& note = known[static_cast<std::size_t>(*it)];
    if (!note) note = unit_named_by(cell_of(table, *it).text);
    if (says_something(*note)) return *note;
  }
  return none;
}

// A row's label that is only a word of size names no unit: "Mill" may be a place, 万 a family.
UnitNote unit_of_row(const Table& table, const CellPath& path, KnownUnits& known) {
  const UnitNote& note = unit_of_path(table, path, known);
  if (!note.unit.empty() || note.scale == 0) return note;
  for (const CellId id : path)
    for (const std::string_view mark : {"(", "（", "[", ",", "，"})
      if (cell_of(table, id).text.find(mark) != std::string::npos) return note;
  return {};
}

UnitNote unit_of_table(const Table& table) {
  const UnitNote line = parse_unit(table.unit);
  return says_something(line) ? line : parse_unit(table.caption);
}

void type_with(Table& table, NumberStyle style) {
  const UnitNote whole = unit_of_table(table);
  KnownUnits known(table.cells.size());
  const CellPath* row_path = nullptr;   // of the cell before, mostly the same
  UnitNote of_row;
  struct Column {
    const CellPath* path = nullptr;     // of the cell above, likewise
    const UnitNote* note = nullptr;
  };
  std::vector<Column> columns(static_cast<std::size_t>(std::max(table.cols, 0)) + 1);   // the last one for cells outside the grid
  ValueOptions options;
  options.style = style;
  for (Cell& cell : table.cells) {
    if (cell.role != Role::data) continue;
    Column& column = columns[std::min(static_cast<std::size_t>(cell.col), columns.size() - 1)];
    if (column.path == nullptr || *column.path != cell.col_path) column = {&cell.col_path, &unit_of_path(table, cell.col_path, known)};
    const UnitNote* note = column.note;
    if (!says_something(*note)) {
      if (row_path == nullptr || *row_path != cell.row_path) of_row = unit_of_row(table, cell.row_path, known);
      row_path = &cell.row_path;
      note = &of_row;
    }
    if (!says_something(*note)) note = &whole;
    options.unit = note->unit;
    options.scale = note->scale == 0 && note->unit == whole.unit ? whole.scale : note->scale;
    cell.value = parse_value(cell.text, options);
  }
}

// "1.234": a group of thousands in one style, decimals in the other.
bool is_ambiguous(std::string_view text) {
  const std::size_t mark = text.find_first_of(".,");
  if (mark == std::string_view::npos || mark == 0 || mark > 3 || text.size() != mark + 4) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) { return c == text[mark] || std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

std::vector<std::string_view> data_texts(const Table& table) {
  std::vector<std::string_view> texts;
  for (const Cell& cell : table.cells)
    if (cell.role == Role::data) texts.push_back(cell.text);
  return texts;
}

// Two readings fit: names the first cell that shows it.
Finding unclear_style(const Table& table, const std::string& language) {
  Finding finding;
  finding.code = "number_style_unclear";
  finding.severity = Severity::info;
  finding.table = table.id;
  for (const Cell& cell : table.cells) {
    if (cell.role != Role::data || !is_ambiguous(cell.text)) continue;
    if (finding.cells.empty()) {
      finding.place = cell.place;
      finding.evidence = cell.text;
    }
    finding.cells.emplace_back(cell.row, cell.col);
  }
  finding.message = message_text(language, "number_style_unclear", {{"text", finding.evidence}});
  return finding;
}

}  // namespace

StyleVotes style_votes_of(const Table& table) { return style_votes(data_texts(table)); }

NumberStyle document_number_style(const std::vector<Table>& tables) {
  StyleVotes together;
  for (const Table& table : tables) together += style_votes_of(table);
  return number_style_of(together);
}

std::vector<Finding> type_values(Table& table, NumberStyle document_style, const std::string& language) {
  return type_values(table, style_votes_of(table), document_style, language);
}

std::vector<Finding> type_values(Table& table, const StyleVotes& shown, NumberStyle document_style, const std::string& language) {
  NumberStyle style = number_style_of(shown);
  if (style == NumberStyle::unknown) style = document_style;
  type_with(table, style);
  if (style != NumberStyle::unknown) return {};
  const auto texts = data_texts(table);
  if (std::none_of(texts.begin(), texts.end(), is_ambiguous)) return {};
  // Nothing on the page tells; the table's own sums may.
  Table other = table;
  type_with(table, NumberStyle::point);
  type_with(other, NumberStyle::comma);
  // Commas before three digits mostly group them; and decimals have near misses that pass for rounding.
  const bool commas = std::any_of(texts.begin(), texts.end(), [](std::string_view text) { return is_ambiguous(text) && text.find(',') != std::string_view::npos; });
  const double margin = commas ? 0.5 : 0;
  constexpr double broken = 0.5;  // a sum that one figure breaks is still half a sum
  const double with_point = arithmetic_support(table, broken);
  const double with_comma = arithmetic_support(other, broken);
  if (with_comma > with_point + margin) table = std::move(other);
  if (with_comma != with_point || commas) return {};
  type_with(table, NumberStyle::unknown);
  return {unclear_style(table, language)};
}

}  // namespace tabularium
