#include "stages/reread/header_numbers.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "stages/core/number_text.h"
#include "stages/core/put_reading.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/reread/image_cells.h"

namespace tabularium {
namespace {

constexpr std::string_view kOpening = "([{141lI|CfJ", kClosing = ")]}1lI|iJ";

// A cell whose last word may be the number of its column.
struct Numbered {
  Cell* cell = nullptr;
  std::size_t from = 0;     // where that word begins
  std::string word;
};

std::optional<Numbered> numbered(Cell& cell) {
  const std::size_t space = cell.text.find_last_of(' ');
  Numbered found{&cell, space == std::string::npos ? 0 : space + 1, {}};
  found.word = cell.text.substr(found.from);
  if (found.word.empty()) return std::nullopt;
  return found;
}

bool is_bracketed(const std::string& word) { return word.front() == '(' || word.back() == ')'; }

// `word` as the number in parentheses, as far as its strokes tell. "(D" is (1) whose last strokes have run together.
bool looks_like(const std::string& word, int number) {
  const std::string figures = std::to_string(number);
  if (number == 1 && word.size() == 2 && word.front() == '(' && (word.back() == 'D' || word.back() == ')')) return true;
  const std::size_t at = word.find(figures, 1);
  if (word.size() != figures.size() + 2 || at == std::string::npos) return word == "(" + figures || word == figures + ")";
  return at == 1 && kOpening.find(word.front()) != std::string_view::npos && kClosing.find(word.back()) != std::string_view::npos;
}

// Of one row of the boxhead, left to right.
int restore_row(std::vector<Numbered>& row) {
  constexpr std::size_t many = 3;
  for (int first = 1; first <= 2; ++first) {  // the stub may have the first number
    int number = first;
    const bool all = std::all_of(row.begin(), row.end(), [&](const Numbered& cell) { return looks_like(cell.word, number++); });
    if (!all) continue;
    const bool told = std::any_of(row.begin(), row.end(), [](const Numbered& cell) { return is_bracketed(cell.word); });
    if (!told && row.size() < many) return 0;
    int changed = 0;
    number = first;
    for (const Numbered& cell : row) {
      const std::string whole = "(" + std::to_string(number++) + ")";
      if (cell.word == whole) continue;
      put_reading(*cell.cell, cell.cell->text.substr(0, cell.from) + whole, cell.cell->confidence, "sequence");
      ++changed;
    }
    return changed;
  }
  return 0;
}

// "35.296", "35.2%" or what was read for it; empty where the text does not end like that. `places`: between mark and sign.
std::string as_percent(const std::string& text, std::size_t places) {
  const std::size_t mark = text.find_last_of(".,");
  if (mark == std::string::npos || !looks_numeric(text)) return {};
  const std::string_view behind = std::string_view(text).substr(mark + 1);
  const std::string_view figures = behind.substr(0, places);
  if (figures.size() < places || figures.find_first_not_of("0123456789") != std::string_view::npos) return {};
  constexpr std::array<std::string_view, 4> signs = {"%", "96", "9%", "%6"};
  const std::string_view sign = behind.substr(places);
  if (std::find(signs.begin(), signs.end(), sign) == signs.end()) return {};
  return text.substr(0, mark + 1 + places) + "%";
}

}  // namespace

int restore_column_numbers(Table& table, const std::vector<Page>& pages) {
  std::map<int, std::vector<Numbered>> rows;  // by the row in which the cells end
  for (Cell& cell : table.cells)
    if (cell.role == Role::column_header && cell.col_span == 1 && image_page_of(cell, pages) != nullptr)
      if (std::optional<Numbered> found = numbered(cell)) rows[cell.row + cell.row_span].push_back(std::move(*found));
  int changed = 0;
  for (auto& [row, cells] : rows) {
    std::sort(cells.begin(), cells.end(), [](const Numbered& a, const Numbered& b) { return a.cell->col < b.cell->col; });
    changed += restore_row(cells);
  }
  return changed;
}

int restore_percent_signs(Table& table, const std::vector<Page>& pages) {
  int changed = 0;
  for (int col = 0; col < table.cols; ++col) {
    std::vector<Cell*> cells;
    for (Cell& cell : table.cells)
      if (cell.col == col && cell.col_span == 1 && cell.role == Role::data && !is_blank_mark(cell.text)) cells.push_back(&cell);
    const auto whole = std::find_if(cells.begin(), cells.end(), [](const Cell* cell) {
      return cell->text.ends_with('%') && cell->text.find_last_of(".,") != std::string::npos;
    });
    if (whole == cells.end()) continue;
    const std::size_t places = (*whole)->text.size() - (*whole)->text.find_last_of(".,") - 2;
    const auto is_percent = [&](const Cell* cell) { return !as_percent(cell->text, places).empty(); };
    if (places == 0 || !std::all_of(cells.begin(), cells.end(), is_percent)) continue;
    for (Cell* cell : cells) {
      std::string text = as_percent(cell->text, places);
      if (text == cell->text || image_page_of(*cell, pages) == nullptr) continue;
      put_reading(*cell, std::move(text), cell->confidence, "column");
      ++changed;
    }
  }
  return changed;
}

}  // namespace tabularium
