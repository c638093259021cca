#include "stages/reread/form_labels.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "stages/core/enumerator.h"
#include "stages/core/label_likeness.h"
#include "stages/core/number_text.h"
#include "stages/core/put_reading.h"
#include "stages/core/unicode.h"
#include "stages/reread/image_cells.h"

namespace tabularium {
namespace {

constexpr double kCertain = 0.97;    // a reader's own confidence in letters that stay
constexpr double kSurer = 0.03;
constexpr std::size_t kFewestLabels = 4;
constexpr double kNearlyAll = 0.8;   // of the labels stand in both tables, and are alike there

// Figures and Chinese numerals.
std::u32string numerals_in(const std::u32string& text) {
  std::u32string kept;
  std::copy_if(text.begin(), text.end(), std::back_inserter(kept), [](char32_t c) { return is_ascii_digit(c) || kHanNumerals.find(c) != std::u32string_view::npos; });
  return kept;
}

// Labels that count differently are different labels; a Chinese numeral of one stroke may be lost.
bool count_alike(const std::u32string& a, const std::u32string& b) {
  const std::u32string x = numerals_in(a), y = numerals_in(b);
  return figures_in(a) == figures_in(b) && (x == y || x.size() != y.size());
}

bool are_alike(const std::string& a, const std::string& b) {
  const std::u32string x = to_code_points(fold_label(a)), y = to_code_points(fold_label(b));
  if (x == y) return true;
  const std::size_t shorter = std::min(x.size(), y.size());
  return shorter >= 3 && 3 * letter_edits(x, y) <= std::max(x.size(), y.size());
}

using Place = std::pair<int, int>;  // row, column
using Labels = std::map<Place, Cell*>;

Labels labels_of(Table& table, const std::vector<Page>& pages) {
  Labels labels;
  for (Cell& cell : table.cells)
    if (cell.role != Role::data && !cell.text.empty() && image_page_of(cell, pages) != nullptr) labels.emplace(Place{cell.row, cell.col}, &cell);
  return labels;
}

// The labels that stand in one place of both, if these are one form.
std::vector<std::pair<Cell*, Cell*>> labels_in_both(const Labels& a, const Labels& b) {
  std::vector<std::pair<Cell*, Cell*>> both;
  for (const auto& [place, cell] : a)
    if (const auto other = b.find(place); other != b.end() && are_alike(cell->text, other->second->text)) both.emplace_back(cell, other->second);
  const auto all = static_cast<double>(std::max(a.size(), b.size()));
  if (both.size() < kFewestLabels || static_cast<double>(both.size()) < kNearlyAll * all) both.clear();
  return both;
}

// Negative, 0 or positive as `a` is believed less than, as much as or more than `b`.
int compare(const Cell& a, const Cell& b) {
  if (a.confidence > b.confidence + kSurer) return 1;
  if (b.confidence > a.confidence + kSurer) return -1;
  return int(parse_enumerator(a.text).has_value()) - int(parse_enumerator(b.text).has_value());
}

bool settle(Cell& a, Cell& b) {
  const std::u32string x = to_code_points(fold_label(a.text)), y = to_code_points(fold_label(b.text));
  if (x == y || !count_alike(x, y)) return false;
  const int order = compare(a, b);
  if (order == 0) return false;
  Cell& less = order > 0 ? b : a;
  const Cell& more = order > 0 ? a : b;
  if (less.confidence >= kCertain) return false;
  put_reading(less, more.text, more.confidence, "form");
  return true;
}

constexpr std::u32string_view kOpening = U"(（【{《[〔〈「", kClosing = U")）】}》]〕〉」";
constexpr std::size_t kPlainPairs = 2;  // the first ones of each

// The label with its enumerator in a pair of parentheses; nothing where it has none, or a pair already.
std::optional<std::u32string> with_paired_brackets(const std::u32string& text) {
  const std::size_t opening = text.empty() ? std::u32string::npos : kOpening.find(text[0]);
  if (opening == std::u32string::npos) return std::nullopt;
  const std::u32string numerals = U"0123456789" + std::u32string(kHanNumerals);
  const std::size_t end = std::min(text.find_first_not_of(numerals, 1), text.size());
  const std::size_t after = std::min(text.find_first_not_of(kClosing, end), text.size());
  if (end == 1 || after == end || after == text.size()) return std::nullopt;
  if (after == end + 1 && opening == kClosing.find(text[end])) return std::nullopt;
  std::size_t plain = opening < kPlainPairs ? opening : kPlainPairs;
  for (std::size_t i = end; i < after; ++i) plain = std::min(plain, kClosing.find(text[i]));
  if (plain >= kPlainPairs) return std::nullopt;
  return kOpening[plain] + text.substr(1, end - 1) + kClosing[plain] + text.substr(after);
}

}  // namespace

int settle_labels_of_forms(std::vector<Table>& tables, const std::vector<Page>& pages) {
  int changed = 0;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const Labels mine = labels_of(tables[i], pages);
    for (std::size_t j = i + 1; mine.size() >= kFewestLabels && j < tables.size(); ++j) {
      if (tables[j].cols != tables[i].cols) continue;
      for (const auto& [a, b] : labels_in_both(mine, labels_of(tables[j], pages))) changed += settle(*a, *b) ? 1 : 0;
    }
  }
  return changed;
}

int pair_enumerator_brackets(Table& table, const std::vector<Page>& pages) {
  int changed = 0;
  for (Cell& cell : table.cells) {
    if (cell.text.empty() || image_page_of(cell, pages) == nullptr) continue;
    const std::optional<std::u32string> paired = with_paired_brackets(to_code_points(cell.text));
    if (!paired) continue;
    put_reading(cell, to_utf8(*paired), cell.confidence, "pair");
    ++changed;
  }
  return changed;
}

}  // namespace tabularium
