#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "stages/core/enumerator.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/core/unit_text.h"
#include "stages/tables/grid_rows.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::string text_of(std::span<const Word> words, const TextBlock& block) {
  std::string text;
  for (int id : block.words) text += (text.empty() ? "" : " ") + words[at(id)].text;
  return text;
}

// Units, serial numbers, years and what stands in brackets under heads are rows of their own; a single Chinese letter may well be
// the rest of a head.
bool has_a_row(std::span<const Word> words, const TextBlock& block) {
  const std::string text = text_of(words, block);
  const std::u32string folded = to_code_points(fold_label_case(text));
  if (block.numeric || block.year || looks_numeric(text) || text.starts_with('(') || text.starts_with("（")) return true;
  if ((folded.size() <= 1 && !(folded.size() == 1 && is_han(folded.front()))) || read_unit(folded)) return true;
  const auto enumerator = parse_enumerator(text + " x");
  return enumerator && enumerator->bytes >= text.size();
}

struct HeadLines {
  PlacedBlock* upper = nullptr;
  PlacedBlock* lower = nullptr;
  bool spans = false;  // one text beside both
};

// What each column has in rows `row` and the next; empty where a text there spans columns, or reaches beyond the two.
std::vector<HeadLines> head_columns(PlacedRows& placed, int row) {
  std::vector<HeadLines> columns;
  for (PlacedBlock& b : placed.blocks) {
    if (b.row_end <= row || b.row > row + 1) continue;
    if (b.col_end != b.col + 1 || b.row < row || b.row_end > row + 2) return {};
    columns.resize(std::max(columns.size(), at(b.col_end)));
    HeadLines& column = columns[at(b.col)];
    if (b.row == row && b.row_end == row + 2)
      column.spans = true;
    else
      (b.row == row ? column.upper : column.lower) = &b;
  }
  return columns;
}

bool is_han_text(const std::string& text) {
  const std::u32string points = to_code_points(text);
  return !points.empty() && std::all_of(points.begin(), points.end(), is_han);
}

// Letters that may part anywhere, no wider below than above, and set to the same middle or side: one head, broken where its line was full.
bool breaks_when_full(std::span<const Word> words, const PlacedBlock& upper, const PlacedBlock& lower, double height) {
  const Box &above = upper.block.last_line, &below = lower.block.box;
  if (!is_han_text(words[at(upper.block.words.back())].text) || !is_han_text(words[at(lower.block.words.front())].text)) return false;
  return below.width() < above.width() + 0.3 * height && misalignment(above, below) < 0.3 * height;
}

bool are_lines_of_heads(std::span<const Word> words, PlacedRows& placed, const RuleSet& rules, int row, double height) {
  constexpr double closest = 0.45;  // heights between the lines of a head
  int stacks = 0;
  int filled = 0;  // stacks of East Asian letters that break where the line is full
  int single = 0;
  bool only_upper = false;
  bool only_lower = false;
  const std::vector<HeadLines> columns = head_columns(placed, row);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const HeadLines& column = columns[c];
    const bool stack = column.upper != nullptr && column.lower != nullptr;
    stacks += stack ? 1 : 0;
    single += !stack && (column.spans || column.upper != nullptr || column.lower != nullptr) ? 1 : 0;
    // The stub's head may stand at the middle of the boxhead.
    only_upper = only_upper || (c > 0 && column.upper != nullptr && column.lower == nullptr);
    only_lower = only_lower || (c > 0 && column.lower != nullptr && column.upper == nullptr);
    if (column.lower != nullptr && has_a_row(words, column.lower->block)) return false;
    if (column.upper != nullptr && has_a_row(words, column.upper->block)) return false;
    if (!stack) continue;
    const Box& upper = column.upper->block.last_line;
    const Box& lower = column.lower->block.box;
    if (lower.y0 - upper.y1 > closest * height || rule_between(rules, upper, lower)) return false;
    if (misalignment(upper, lower) > 0.5 * height) return false;
    if (words[at(column.upper->block.words.back())].bold != words[at(column.lower->block.words.front())].bold) return false;
    filled += breaks_when_full(words, *column.upper, *column.lower, height) ? 1 : 0;
  }
  const bool all_full = stacks > 1 && filled == stacks;
  return stacks > 0 && (single > 0 || all_full) && !(only_upper && only_lower);
}

void join_rows(PlacedRows& placed, int row) {
  for (const HeadLines& column : head_columns(placed, row)) {
    if (column.upper == nullptr || column.lower == nullptr) continue;
    TextBlock& block = column.upper->block;
    const TextBlock& rest = column.lower->block;
    block.box = unite(block.box, rest.box);
    block.words.insert(block.words.end(), rest.words.begin(), rest.words.end());
    block.last_line = rest.last_line;
    block.lines += rest.lines;
    column.lower->row_end = column.lower->row;  // taken
  }
  std::erase_if(placed.blocks, [](const PlacedBlock& b) { return b.row_end == b.row; });
  for (PlacedBlock& b : placed.blocks) {
    if (b.row > row) --b.row;
    if (b.row_end > row + 1) --b.row_end;
  }
  placed.rows[at(row)].y0 = std::min(placed.rows[at(row)].y0, placed.rows[at(row + 1)].y0);
  placed.rows[at(row)].y1 = std::max(placed.rows[at(row)].y1, placed.rows[at(row + 1)].y1);
  placed.rows.erase(placed.rows.begin() + row + 1);
}

// A rule over its column, between the top of the heads and the block: it stands under a spanner.
bool is_under_spanner(const PlacedRows& placed, const PlacedBlock& b, const RuleSet& rules) {
  return std::any_of(rules.horizontal.begin(), rules.horizontal.end(), [&](const Rule& rule) {
    return rule.at > placed.rows.front().y0 && rule.at < b.block.first_line.center_y() && rule.from < b.block.box.x1 && rule.to > b.block.box.x0;
  });
}

}  // namespace

int join_head_lines(std::span<const Word> words, PlacedRows& placed, const RuleSet& rules, int body_row, double height) {
  for (int row = body_row - 2; row >= 0; --row) {
    if (row + 1 >= body_row || !are_lines_of_heads(words, placed, rules, row, height)) continue;
    join_rows(placed, row);
    --body_row;
  }
  return body_row;
}

int stretch_lone_stub_heads(PlacedRows& placed, const RuleSet& rules, int body_row, double height) {
  if (body_row < 2) return body_row;
  const double middle = (placed.rows.front().y0 + placed.rows[at(body_row - 1)].y1) / 2;
  for (PlacedBlock& b : placed.blocks) {
    if (b.row >= body_row || b.row_end > body_row || b.col_end != b.col + 1) continue;
    if (std::abs(b.block.box.center_y() - middle) > 0.3 * height) continue;
    const bool alone = std::none_of(placed.blocks.begin(), placed.blocks.end(), [&](const PlacedBlock& other) {
      return &other != &b && other.row < body_row && other.col < b.col_end && other.col_end > b.col;
    });
    if (!alone || is_under_spanner(placed, b, rules)) continue;
    b.row = 0;
    b.row_end = body_row;
  }
  return drop_unbegun(placed, body_row);
}

}  // namespace tabularium
