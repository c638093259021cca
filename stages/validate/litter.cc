#include "stages/validate/litter.h"

#include <algorithm>
#include <map>
#include <utility>

#include "stages/core/messages.h"
#include "stages/core/number_text.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/validate/repair.h"
#include "stages/validate/verdicts.h"

namespace tabularium {
namespace {

constexpr int least_numbers = 4;      // that a column must have
constexpr int numbers_an_other = 3;   // and at least so many for each cell that is none
constexpr std::size_t longest_figures = 24;

using View = std::u32string_view;

bool is_mark(char32_t c) { return c == U'.' || c == U','; }

bool is_one_of(char32_t c, View signs) { return signs.find(c) != View::npos; }

// Letters that readers give for figures whatever stands beside them, and those that codes and flags hold as well: believed only within
// figures that a mark shows to be an amount.
char32_t surely(char32_t letter) {
  if (is_one_of(letter, U"lI|")) return U'1';
  if (is_one_of(letter, U"oO")) return U'0';
  return 0;
}

char32_t perhaps(char32_t letter) {
  if (letter == U'S') return U'5';
  if (letter == U'B') return U'8';
  if (letter == U'Z') return U'2';
  return 0;
}

bool is_figure_like(char32_t c) { return is_ascii_digit(c) || is_mark(c) || surely(c) != 0 || perhaps(c) != 0; }

// Specks that lie beside a figure. Signs that say something there (~ * " ' behind, a point before decimals) are none.
View without_specks(View text) {
  constexpr View before = U"`'‘’´;:^_¦•·";
  constexpr View behind = U"`´,;:^_¦•·";
  const auto blank = [](char32_t c) { return c == U' '; };
  while (!text.empty() && (blank(text.front()) || is_one_of(text.front(), before) ||
                           (text.size() > 1 && is_one_of(text.front(), U".,|") && blank(text[1])))) text.remove_prefix(1);
  while (!text.empty() && (blank(text.back()) || is_one_of(text.back(), behind) ||
                           (text.size() > 1 && text.back() == U'|' && blank(text[text.size() - 2])))) text.remove_suffix(1);
  return text;
}

// "1, 234": a blank beside a mark that groups or divides the column's other numbers.
std::u32string without_gaps(View text, const std::string& marks) {
  const auto joins = [&](std::size_t at) { return at < text.size() && is_mark(text[at]) && marks.find(static_cast<char>(text[at])) != std::string::npos; };
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool gap = text[i] == U' ' && i > 0 && i + 1 < text.size() && is_figure_like(text[i - 1]) && is_figure_like(text[i + 1]);
    if (!gap || !(joins(i - 1) || joins(i + 1))) out += text[i];
  }
  return out;
}

// A letter's figure, where its neighbours let it be one.
char32_t figure_for(View text, std::size_t i, bool amount) {
  const char32_t letter = text[i];
  const bool led = i > 0 && is_figure_like(text[i - 1]);
  const bool followed = i + 1 < text.size() && is_figure_like(text[i + 1]);
  if (led && followed) return surely(letter) != 0 ? surely(letter) : amount ? perhaps(letter) : 0;
  // At an end it may be a code's letter (I12), a unit's (12l) or a bar.
  if (followed && (letter == U'l' || (amount && letter != U'|' && letter != U'o'))) return surely(letter);
  if (led && (letter == U'O' || (amount && letter != U'|' && letter != U'o'))) return surely(letter);
  return 0;
}

// Letters made figures; nullopt where one cannot be. Figures must outnumber them.
std::optional<std::u32string> with_figures(View text) {
  const bool amount = std::any_of(text.begin(), text.end(), is_mark);
  std::u32string out(text);
  int figures = 0;
  int letters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    figures += is_ascii_digit(text[i]) ? 1 : 0;
    if (is_ascii_digit(text[i]) || is_mark(text[i]) || is_one_of(text[i], U" '-+()%‰$€£")) continue;
    out[i] = figure_for(text, i, amount);
    if (out[i] == 0) return std::nullopt;
    ++letters;
  }
  if (figures == 0 || letters > figures) return std::nullopt;
  return out;
}

bool looks_like(const std::string& text, const FigureColumn& column) {
  for (const NumberStyle style : {NumberStyle::unknown, NumberStyle::point, NumberStyle::comma}) {
    const Value value = parse_value(text, {.style = style, .unit = {}, .scale = 0});
    if (is_numeric(value) && (column.places < 0 || value.number.places == column.places)) return true;
  }
  return false;
}

bool is_figures(const FigureColumn& column) { return column.numbers >= least_numbers && column.numbers >= numbers_an_other * column.others; }

// Columns of the table, as far as their cells stand under one column.
std::map<int, FigureColumn> columns_of(const Table& table) {
  std::map<int, FigureColumn> columns;
  std::map<int, std::map<int, int>> places;
  for (const Cell& cell : table.cells) {
    if (cell.role != Role::data || cell.col_span != 1 || cell.value.kind == ValueKind::blank) continue;
    FigureColumn& column = columns[cell.col];
    const bool number = is_numeric(cell.value);
    ++(number ? column.numbers : column.others);
    if (!number || cell.value.in_words) continue;
    ++places[cell.col][cell.value.number.places];
    for (const char mark : {'.', ','})
      if (cell.text.find(mark) != std::string::npos && column.marks.find(mark) == std::string::npos) column.marks += mark;
  }
  for (auto& [col, counts] : places)
    for (const auto& [count_of, count] : counts)
      if (count * 10 >= columns[col].numbers * 9) columns[col].places = count_of;
  return columns;
}

bool stands_in_text(const Document& document, const Table& table) {
  return !table.pages.empty() && std::any_of(document.pages.begin(), document.pages.end(), [&](const Page& page) {
    return page.number == table.pages.front() && page.origin == PageOrigin::text;
  });
}

}  // namespace

std::optional<std::string> without_litter(std::string_view text, const FigureColumn& column) {
  if (!is_figures(column) || text.size() > longest_figures) return std::nullopt;
  const std::u32string printed = to_code_points(text);
  const View bare = without_specks(printed);
  if (bare.empty()) return "";
  const auto figures = with_figures(without_gaps(bare, column.marks));
  if (!figures || (column.places < 0 && bare.back() == U'l')) return std::nullopt;  // 12,5l: litres, unless decimals tell
  std::string mended = to_utf8(*figures);
  if (mended == text || !looks_like(mended, column)) return std::nullopt;
  return mended;
}

std::optional<Finding> mend_litter(const Document& document, Table& table, const std::string& language) {
  const auto is_open = [](const Cell& cell) { return cell.role == Role::data && cell.col_span == 1 && cell.value.kind == ValueKind::text; };
  if (std::none_of(table.cells.begin(), table.cells.end(), is_open) || !stands_in_text(document, table)) return std::nullopt;
  const std::map<int, FigureColumn> columns = columns_of(table);
  Finding finding;
  std::string first;
  std::string second;
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    Cell& cell = table.cells[id];
    if (!is_open(cell)) continue;
    auto mended = without_litter(cell.text, columns.at(cell.col));
    if (!mended) continue;
    if (finding.cells.empty()) {
      finding.place = cell.place;
      first = cell_name(table, static_cast<CellId>(id), language);
      second = cell.text + " → " + *mended;
    }
    finding.cells.emplace_back(cell.row, cell.col);
    finding.evidence += (finding.evidence.empty() ? "" : "; ") + cell.text + " → " + *mended;
    replace_text(cell, std::move(*mended));
  }
  if (finding.cells.empty()) return std::nullopt;
  finding.code = "litter_repaired";
  finding.severity = Severity::info;
  finding.table = table.id;
  finding.message = message_text(language, "litter_repaired", {{"count", std::to_string(finding.cells.size())}, {"change", second}, {"where", first}});
  return finding;
}

}  // namespace tabularium
