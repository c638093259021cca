#include "stages/tables/edge_grid.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "stages/core/drawn_text.h"
#include "stages/core/table_structure.h"
#include "stages/core/text_columns.h"
#include "stages/core/text_lines.h"
#include "stages/core/cell_text.h"
#include "stages/core/unicode.h"
#include "stages/tables/centred_rows.h"
#include "stages/tables/doubled_columns.h"
#include "stages/tables/grid_rows.h"
#include "stages/tables/grid_spans.h"
#include "stages/tables/key_values.h"
#include "stages/tables/ruled_grid.h"
#include "stages/tables/text_blocks.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

RuleSet rules_within(const RuleSet& rules, const Box& box) {
  RuleSet within;
  for (const Rule& rule : rules.horizontal)
    if (rule.at >= box.y0 - 3 && rule.at <= box.y1 + 3 && overlap(rule.from, rule.to, box.x0, box.x1) > 3)
      within.horizontal.push_back(rule);
  for (const Rule& rule : rules.vertical)
    if (rule.at >= box.x0 - 3 && rule.at <= box.x1 + 3 && overlap(rule.from, rule.to, box.y0, box.y1) > 3)
      within.vertical.push_back(rule);
  return within;
}

// Words at a vertical rule stand on different sides of it, however near they are.
void cut_at_rules(std::span<const Word> words, std::vector<PrintedLine>& lines, const RuleSet& rules) {
  if (rules.vertical.empty()) return;
  for (PrintedLine& line : lines) {
    std::vector<LineSegment> cut;
    for (LineSegment& segment : line.segments) {
      LineSegment open;
      for (int id : segment.words) {
        const Box& box = words[at(id)].box;
        const bool divided = !open.words.empty() &&
                             std::any_of(rules.vertical.begin(), rules.vertical.end(), [&](const Rule& rule) {
                               return rule.at > open.box.center_x() && rule.at >= open.box.x1 - 2 &&
                                      rule.at <= box.x0 + 2 && rule.from <= box.center_y() && rule.to >= box.center_y();
                             });
        if (divided) cut.push_back(std::exchange(open, {}));
        open.box = unite(open.box, box);
        open.words.push_back(id);
      }
      if (!open.words.empty()) cut.push_back(std::move(open));
    }
    line.segments = std::move(cut);
  }
}

// Letters of a script that parts its words with spaces.
bool has_spaced_letters(const std::string& text) {
  const std::u32string points = to_code_points(text);
  return std::any_of(points.begin(), points.end(), [](char32_t c) { return is_letter(c) && !is_cjk(c); });
}

struct Gap {
  double x0 = 0;
  double x1 = 0;
};

// Thousands set apart by a space: "1 237".
bool parts_thousands(const Word& left, const Word& right) {
  const auto digits = [](std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const std::string& group = right.text;
  return left.text.size() <= 3 && digits(left.text) && group.size() >= 3 && digits(std::string_view(group).substr(0, 3)) &&
         (group.size() == 3 || group[3] == '.' || group[3] == ',');
}

// White that runs down through all lines at a place where words of no script that is written with spaces
// part: a narrow gap between columns, however near they are set.
std::vector<double> find_rivers(std::span<const Word> words, std::span<const PrintedLine> lines, double height) {
  std::vector<Gap> narrow;  // within segments
  std::vector<Gap> wide;    // between them
  std::vector<Gap> groups;  // of the narrow ones, those in figures like "1 237"
  std::vector<Gap> taken;
  for (const PrintedLine& line : lines) {
    const Word* left = nullptr;
    for (const LineSegment& segment : line.segments) {
      for (std::size_t i = 0; i < segment.words.size(); ++i) {
        const Word& right = words[at(segment.words[i])];
        taken.push_back({right.box.x0, right.box.x1});
        const bool plain = left != nullptr && !has_spaced_letters(left->text) && !has_spaced_letters(right.text);
        if (i == 0 && left != nullptr) wide.push_back({left->box.x1, right.box.x0});
        if (i > 0 && plain && right.box.x0 - left->box.x1 > 0.35 * height) {
          narrow.push_back({left->box.x1, right.box.x0});
          if (parts_thousands(*left, right)) groups.push_back(narrow.back());
        }
        left = &right;
      }
    }
  }
  std::vector<double> rivers;
  for (const Gap& gap : narrow) {
    Gap river = gap;
    int cut = 0;
    for (const std::vector<Gap>* gaps : {&narrow, &wide}) {
      for (const Gap& other : *gaps) {
        if (overlap(river.x0, river.x1, other.x0, other.x1) <= 0) continue;
        river = {std::max(river.x0, other.x0), std::min(river.x1, other.x1)};
        ++cut;
      }
    }
    const double x = (river.x0 + river.x1) / 2;
    const bool open = std::none_of(taken.begin(), taken.end(),
                                   [&](const Gap& word) { return word.x0 < river.x1 && word.x1 > river.x0; });
    if (cut < 3 || !open || river.x1 - river.x0 < 0.35 * height) continue;
    // Where nothing but first groups of longer figures ends left of it, there is no column.
    const auto ends_here = [&](const std::vector<Gap>& all, double Gap::*end) {
      return std::count_if(all.begin(), all.end(), [&](const Gap& one) { return std::abs(one.*end - gap.x0) < 0.5 * height; });
    };
    if (ends_here(groups, &Gap::x0) >= ends_here(taken, &Gap::x1)) continue;
    if (std::none_of(rivers.begin(), rivers.end(), [&](double known) { return std::abs(known - x) < height; }))
      rivers.push_back(x);
  }
  return rivers;
}

// White of one place and width between two edges that the words of nearly every line keep: figures set to the right beside
// labels set to the left, nearer to each other than columns usually are. Running text keeps no such edges.
std::vector<double> find_double_edges(std::span<const Word> words, std::span<const PrintedLine> lines) {
  constexpr double same_edge = 0.4;  // points
  constexpr std::size_t least_lines = 4;
  std::vector<Gap> gaps;
  std::vector<double> usual;
  for (const PrintedLine& line : lines)
    for (const LineSegment& segment : line.segments)
      for (std::size_t i = 1; i < segment.words.size(); ++i) {
        const Gap gap{words[at(segment.words[i - 1])].box.x1, words[at(segment.words[i])].box.x0};
        if (gap.x1 <= gap.x0) continue;
        gaps.push_back(gap);
        usual.push_back(gap.x1 - gap.x0);
      }
  if (gaps.size() < least_lines) return {};
  std::sort(usual.begin(), usual.end());
  const double space = usual[usual.size() / 4];  // the narrower ones are spaces between words
  std::vector<double> edges;
  for (const Gap& gap : gaps) {
    if (gap.x1 - gap.x0 < 1.2 * space) continue;
    const double x = (gap.x0 + gap.x1) / 2;
    if (std::any_of(edges.begin(), edges.end(), [&](double known) { return std::abs(known - x) < 1; })) continue;
    const auto same = std::count_if(gaps.begin(), gaps.end(), [&](const Gap& other) {
      return std::abs(other.x0 - gap.x0) < same_edge && std::abs(other.x1 - gap.x1) < same_edge;
    });
    const auto across = std::count_if(lines.begin(), lines.end(), [&](const PrintedLine& line) {
      return line.box.x0 < x && line.box.x1 > x;
    });
    if (same >= static_cast<std::ptrdiff_t>(least_lines) && 5 * same >= 4 * across) edges.push_back(x);
  }
  return edges;
}

void cut_at_rivers(std::span<const Word> words, std::vector<PrintedLine>& lines, double height) {
  RuleSet rivers;
  Box all;
  for (const PrintedLine& line : lines) all = unite(all, line.box);
  std::vector<double> places = find_rivers(words, lines, height);
  for (double x : find_double_edges(words, lines)) places.push_back(x);
  for (double x : places)
    rivers.vertical.push_back({Orientation::vertical, x, all.y0, all.y1, 0, RuleSource::text});
  cut_at_rules(words, lines, rivers);
}

// Boundaries midway between neighbouring extents; the outer ones are the box's.
std::vector<double> column_bounds(std::span<const ColumnBand> columns, const Box& box) {
  std::vector<double> bounds{std::min(box.x0, columns.front().x0)};
  for (std::size_t c = 1; c < columns.size(); ++c) bounds.push_back((columns[c - 1].x1 + columns[c].x0) / 2);
  bounds.push_back(std::max(box.x1, columns.back().x1));
  return bounds;
}

std::vector<double> row_bounds(const std::vector<RowBand>& rows, const Box& box) {
  std::vector<double> bounds{std::min(box.y0, rows.front().y0)};
  for (std::size_t r = 1; r < rows.size(); ++r) bounds.push_back((rows[r - 1].y1 + rows[r].y0) / 2);
  bounds.push_back(std::max(box.y1, rows.back().y1));
  return bounds;
}

Table to_table(std::span<const Word> words, PlacedRows placed, std::span<const ColumnBand> columns, const Box& box,
               int page) {
  Table table;
  table.rows = static_cast<int>(placed.rows.size());
  table.cols = static_cast<int>(columns.size());
  table.pages = {page};
  table.boxes = {box};
  const std::vector<double> xs = column_bounds(columns, box);
  const std::vector<double> ys = row_bounds(placed.rows, box);
  std::vector<int> owner(at(table.rows * table.cols), -1);
  std::vector<std::vector<int>> content;
  const auto is_free = [&](int r0, int r1, int c0, int c1) {
    for (int r = r0; r < r1; ++r)
      for (int c = c0; c < c1; ++c)
        if (owner[at(r * table.cols + c)] >= 0) return false;
    return true;
  };
  // Narrow blocks first: a spanner that clashes with one is cut back to its first free position.
  std::stable_sort(placed.blocks.begin(), placed.blocks.end(), [](const PlacedBlock& a, const PlacedBlock& b) {
    return (a.col_end - a.col) * (a.row_end - a.row) < (b.col_end - b.col) * (b.row_end - b.row);
  });
  for (PlacedBlock& b : placed.blocks) {
    int home = -1;
    if (!is_free(b.row, b.row_end, b.col, b.col_end)) {
      b.row_end = b.row + 1;
      if (!is_free(b.row, b.row_end, b.col, b.col_end)) b.col_end = b.col + 1;
      home = owner[at(b.row * table.cols + b.col)];
    }
    if (home >= 0) {
      content[at(home)].insert(content[at(home)].end(), b.block.words.begin(), b.block.words.end());
      continue;
    }
    Cell cell;
    cell.row = b.row;
    cell.col = b.col;
    cell.row_span = b.row_end - b.row;
    cell.col_span = b.col_end - b.col;
    for (int r = b.row; r < b.row_end; ++r)
      for (int c = b.col; c < b.col_end; ++c) owner[at(r * table.cols + c)] = static_cast<int>(table.cells.size());
    table.cells.push_back(cell);
    content.push_back(b.block.words);
  }
  for (int r = 0; r < table.rows; ++r) {
    for (int c = 0; c < table.cols; ++c) {
      if (owner[at(r * table.cols + c)] >= 0) continue;
      Cell blank;
      blank.row = r;
      blank.col = c;
      table.cells.push_back(blank);
      content.emplace_back();
    }
  }
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    Cell& cell = table.cells[i];
    cell.place.page = page;
    cell.place.box = Box{xs[at(cell.col)], ys[at(cell.row)], xs[at(cell.col_end())], ys[at(cell.row_end())]};
    set_cell_text(cell, words, content[i], cell.place.box->x0);
  }
  std::stable_sort(table.cells.begin(), table.cells.end(), [](const Cell& a, const Cell& b) {
    return a.row != b.row ? a.row < b.row : a.col < b.col;
  });
  measure_indents(table, words);
  return table;
}

// A column without a head, in which no more texts begin than reach into it from the column before, is the rest of that one:
// longer labels of other lines end in it. So is a column of a head alone where the one before has none: it stands at the middle of
// both. A line between the two is proof of the contrary.
bool is_rest_of_column(const PlacedRows& placed, const RuleSet& rules, const ColumnBand& before, const ColumnBand& band, int col, int body_row) {
  int begun = 0, reaching = 0, heads = 0, heads_before = 0;
  for (const PlacedBlock& b : placed.blocks) {
    if (b.col == col && b.col_end > col + 1) return false;
    heads += b.row < body_row && b.col == col ? 1 : 0;
    heads_before += b.row < body_row && b.col < col && b.col_end == col ? 1 : 0;
    begun += b.row >= body_row && b.col == col ? 1 : 0;
    reaching += b.row >= body_row && b.col == col - 1 && b.col_end == col + 1 ? 1 : 0;
  }
  if (heads > 0 && (heads_before > 0 || begun > 0)) return false;
  const auto between = [&](const Rule& rule) { return rule.at >= before.x1 - 2 && rule.at <= band.x0 + 2; };
  return reaching > 0 && reaching >= begun && std::none_of(rules.vertical.begin(), rules.vertical.end(), between);
}

// A column in which nothing stands but the end of heads of the column before, set off by little more than a space: heads are
// spaced out to fill their column. A line between the two is proof of the contrary.
bool is_rest_of_heads(const PlacedRows& placed, const RuleSet& rules, const ColumnBand& before, const ColumnBand& band, int col, int body_row, double height) {
  constexpr int fewest_rows = 3;
  constexpr double little = 1.5;  // heights
  int ends = 0;
  for (const PlacedBlock& b : placed.blocks) {
    if (b.col_end <= col || b.col > col) continue;
    if (b.row_end > body_row || b.col_end > col + 1) return false;
    if (b.col < col) continue;
    const bool goes_on = std::any_of(placed.blocks.begin(), placed.blocks.end(), [&](const PlacedBlock& left) {
      return left.row == b.row && left.col_end == col && b.block.box.x0 - left.block.box.x1 < little * height;
    });
    if (!goes_on) return false;
    ++ends;
  }
  const auto between = [&](const Rule& rule) { return rule.at >= before.x1 - 2 && rule.at <= band.x0 + 2; };
  return ends > 0 && static_cast<int>(placed.rows.size()) >= body_row + fewest_rows &&
         std::none_of(rules.vertical.begin(), rules.vertical.end(), between);
}

// A column of heads alone right before one of figures without a head: a broad head at the middle of a column whose figures are set to
// its right. A line between the two is proof of the contrary.
bool heads_next_column(const PlacedRows& placed, const RuleSet& rules, std::span<const ColumnBand> columns, int col, int body_row) {
  if (col < 2) return false;   // `col`: of the figures; a stub has often no head
  int heads = 0, figures = 0;
  for (const PlacedBlock& b : placed.blocks) {
    const bool in_head = b.row < body_row;
    if (b.col == col - 1 && b.col_end == col + 1 && !in_head && b.block.numeric) continue;   // a longer figure reaches under the head
    if (b.col <= col - 1 && b.col_end > col - 1) {
      if (!in_head || b.col_end > col || b.col < col - 1) return false;
      ++heads;
    } else if (b.col <= col && b.col_end > col) {
      if (in_head || b.col_end > col + 1) return false;
      figures += b.block.numeric ? 1 : 0;
    }
  }
  const auto between = [&](const Rule& rule) { return rule.at >= columns[at(col - 1)].x1 - 2 && rule.at <= columns[at(col)].x0 + 2; };
  return heads > 0 && figures >= 3 && std::none_of(rules.vertical.begin(), rules.vertical.end(), between);
}

void join_rests_of_columns(PlacedRows& placed, std::vector<ColumnBand>& columns, const RuleSet& rules, int body_row, double height) {
  for (int c = static_cast<int>(columns.size()); c-- > 1;) {
    const ColumnBand &before = columns[at(c - 1)], &band = columns[at(c)];
    const bool one = is_rest_of_column(placed, rules, before, band, c, body_row) || is_rest_of_heads(placed, rules, before, band, c, body_row, height) ||
                     heads_next_column(placed, rules, columns, c, body_row);
    if (!one) continue;
    columns[at(c - 1)].x1 = columns[at(c)].x1;
    columns.erase(columns.begin() + c);
    for (PlacedBlock& b : placed.blocks) {
      b.col -= b.col >= c ? 1 : 0;
      b.col_end -= b.col_end > c ? 1 : 0;
    }
  }
}

// A label alone under the heads, in another face than the head of its column, is a section's name: the body begins with it.
int without_section(std::span<const Word> words, const PlacedRows& placed, int body_row) {
  const PlacedBlock* last = nullptr;
  const PlacedBlock* head = nullptr;
  for (const PlacedBlock& b : placed.blocks) {
    if (b.row >= body_row) continue;
    if (b.row_end == body_row && (b.row < body_row - 1 || b.col > 0 || last != nullptr)) return body_row;
    if (b.row_end == body_row) last = &b;
    else if (b.col == 0) head = &b;
  }
  if (last == nullptr || head == nullptr || last->block.numeric) return body_row;
  const Word &a = words[at(last->block.words.front())], &b = words[at(head->block.words.front())];
  return a.bold == b.bold && a.italic == b.italic ? body_row : body_row - 1;
}

// In print whose lines are rows, labels alone under the heads open the body: a section, or a parent of the rows below.
int without_labels(const PlacedRows& placed, int body_row) {
  const auto is_label = [&](int row) {
    return std::all_of(placed.blocks.begin(), placed.blocks.end(), [&](const PlacedBlock& b) { return b.row > row || b.row_end <= row || b.col_end == 1; });
  };
  while (body_row > 1 && is_label(body_row - 1)) --body_row;
  return body_row;
}

// Lines cut as the columns are, and the columns: `known`, or as the lines show them.
struct CutLines {
  std::vector<PrintedLine> lines;
  std::vector<ColumnBand> columns;
};

CutLines cut_lines(std::span<const Word> words, std::span<const int> which, const RuleSet& within, double height, std::span<const ColumnBand> known) {
  CutLines cut;
  cut.lines = printed_lines(words, which);
  if (cut.lines.empty() || height <= 0) return cut;
  cut_at_rules(words, cut.lines, within);
  cut_at_rivers(words, cut.lines, height);
  const auto find = [&] { cut.columns = known.empty() ? find_columns(cut.lines) : std::vector<ColumnBand>(known.begin(), known.end()); };
  find();
  if (cut.columns.empty()) return cut;
  cut.lines = recut_lines(words, cut.lines, cut.columns, within, height);
  find();
  return cut;
}

Table lay_grid(std::span<const Word> words, std::span<const int> which, const RuleSet& rules, const Box& box, int page, std::span<const ColumnBand> known) {
  const RuleSet within = rules_within(rules, box);
  const double height = typical_height(words, which);
  auto [lines, columns] = cut_lines(words, which, within, height, known);
  if (columns.empty()) return {};
  BlockOptions options;
  options.height = height;
  options.box = box;
  std::vector<TextBlock> blocks = make_blocks(words, lines, columns);
  join_centred(words, blocks, columns, within, height);
  blocks = join_wrapped(words, std::move(blocks), columns, within, options);
  join_key_values(words, blocks, within, options);
  PlacedRows placed = place_rows(std::move(blocks), height);
  if (placed.rows.empty()) return {};
  int body_row = first_body_row(placed, within, box);
  const bool drawn = words[at(which.front())].font == drawn_font;
  body_row = drawn ? without_labels(placed, body_row) : without_section(words, placed, body_row);
  body_row = join_head_lines(words, placed, within, body_row, height);
  body_row = stretch_lone_stub_heads(placed, within, body_row, height);
  join_rests_of_columns(placed, columns, within, body_row, height);
  stretch_spanners(placed, columns, within, body_row);
  if (!(drawn && hang_groups(placed, body_row))) stretch_groups(placed, body_row);
  stretch_sections(placed, static_cast<int>(columns.size()), body_row);
  return to_table(words, std::move(placed), columns, box, page);
}

}  // namespace

Table build_edge_grid(std::span<const Word> words, std::span<const int> which, const RuleSet& rules, const Box& box,
                      int page, std::span<const ColumnBand> known) {
  return with_lost_lines(rules, words, [&](const RuleSet& all) { return lay_grid(words, which, all, box, page, known); });
}

std::vector<ColumnBand> edge_columns(std::span<const Word> words, std::span<const int> which, const RuleSet& rules, const Box& box) {
  return cut_lines(words, which, rules_within(rules, box), typical_height(words, which), {}).columns;
}

}  // namespace tabularium
