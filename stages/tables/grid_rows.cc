#include "stages/tables/grid_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

bool beside(const Box& a, const Box& b) {
  return overlap_y(a, b) >= 0.5 * std::min(a.height(), b.height());
}

bool share_columns(const ColumnRange& a, const ColumnRange& b) { return a.first <= b.last && b.first <= a.last; }

// A wrapped block beside two blocks of one other column that stand under one another.
std::vector<char> find_tall(const std::vector<TextBlock>& blocks) {
  std::vector<char> tall(blocks.size(), 0);
  double tallest = 0;
  for (const TextBlock& block : blocks) tallest = std::max(tallest, block.box.height());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].lines < 2) continue;
    std::vector<std::size_t> near;
    std::size_t first = i;
    while (first > 0 && blocks[first - 1].box.y0 > blocks[i].box.y0 - tallest) --first;
    for (std::size_t j = first; j < blocks.size() && blocks[j].box.y0 < blocks[i].box.y1; ++j)
      if (j != i && !share_columns(blocks[i].columns, blocks[j].columns) && beside(blocks[i].box, blocks[j].box))
        near.push_back(j);
    for (std::size_t a = 0; a < near.size() && tall[i] == 0; ++a) {
      for (std::size_t b = a + 1; b < near.size() && tall[i] == 0; ++b) {
        const TextBlock& x = blocks[near[a]];
        const TextBlock& y = blocks[near[b]];
        if (x.columns == y.columns && !beside(x.box, y.box)) tall[i] = 1;
      }
    }
  }
  return tall;
}

// Blocks that share a line go into one row together; a wrapped block goes alone. Top down by their middles.
std::vector<std::vector<std::size_t>> row_parts(const std::vector<TextBlock>& blocks, const std::vector<char>& tall) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (tall[i] == 0) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return blocks[a].box.center_y() < blocks[b].box.center_y();
  });
  std::vector<std::vector<std::size_t>> parts;
  const auto same_line = [&](const std::vector<std::size_t>& part, const TextBlock& block) {
    const TextBlock& first = blocks[part.front()];
    if (first.lines > 1 || block.lines > 1) return false;
    if (std::abs(first.box.center_y() - block.box.center_y()) > 0.25 * std::min(first.box.height(), block.box.height())) return false;
    return std::none_of(part.begin(), part.end(), [&](std::size_t m) { return share_columns(blocks[m].columns, block.columns); });
  };
  for (std::size_t i : order) {
    auto home = parts.rbegin();
    const auto end = parts.size() > 4 ? parts.rbegin() + 4 : parts.rend();
    while (home != end && !same_line(*home, blocks[i])) ++home;
    if (home != end)
      home->push_back(i);
    else
      parts.push_back({i});
  }
  return parts;
}

// Row number of each block (-1 for tall ones), rows top down.
std::vector<int> group_rows(const std::vector<TextBlock>& blocks, const std::vector<char>& tall,
                            std::vector<RowBand>& rows) {
  std::vector<int> row_of(blocks.size(), -1);
  std::vector<std::vector<std::size_t>> members;
  const auto any_pair = [&](const std::vector<std::size_t>& row, const std::vector<std::size_t>& part, const auto& holds) {
    return std::any_of(row.begin(), row.end(), [&](std::size_t m) {
      return std::any_of(part.begin(), part.end(), [&](std::size_t i) { return holds(blocks[m], blocks[i]); });
    });
  };
  for (const std::vector<std::size_t>& part : row_parts(blocks, tall)) {
    int home = -1;
    for (int r = static_cast<int>(members.size()) - 1; r >= 0 && r >= static_cast<int>(members.size()) - 3; --r) {
      const bool fits = any_pair(members[at(r)], part,
                                 [](const TextBlock& a, const TextBlock& b) { return beside(a.box, b.box); });
      const bool taken = any_pair(members[at(r)], part, [](const TextBlock& a, const TextBlock& b) {
        return share_columns(a.columns, b.columns) && !beside(a.box, b.box);
      });
      if (fits && !taken) {
        home = r;
        break;
      }
    }
    if (home < 0) {
      home = static_cast<int>(members.size());
      members.emplace_back();
    }
    members[at(home)].insert(members[at(home)].end(), part.begin(), part.end());
  }
  std::vector<std::size_t> by_height(members.size());
  std::iota(by_height.begin(), by_height.end(), 0);
  std::vector<Box> extent(members.size());
  for (std::size_t r = 0; r < members.size(); ++r)
    for (std::size_t i : members[r]) extent[r] = unite(extent[r], blocks[i].box);
  std::stable_sort(by_height.begin(), by_height.end(),
                   [&](std::size_t a, std::size_t b) { return extent[a].center_y() < extent[b].center_y(); });
  for (std::size_t r = 0; r < by_height.size(); ++r) {
    rows.push_back({extent[by_height[r]].y0, extent[by_height[r]].y1});
    for (std::size_t i : members[by_height[r]]) row_of[i] = static_cast<int>(r);
  }
  return row_of;
}

// Does the row use a column that a neighbour uses? Cells that span all three rows are not in the way.
bool clashes(const PlacedRows& placed, int row) {
  PlacedRows others;
  others.rows = placed.rows;
  for (const PlacedBlock& b : placed.blocks)
    if (b.row > row - 1 || b.row_end < row + 2) others.blocks.push_back(b);
  const std::vector<std::vector<char>> used = used_columns(others);
  for (std::size_t c = 0; c < used[at(row)].size(); ++c)
    if (used[at(row)][c] != 0 && (used[at(row - 1)][c] != 0 || used[at(row + 1)][c] != 0)) return true;
  return false;
}

// A row that lies between its neighbours, overlaps both, and uses other columns than they: its cells span them.
void dissolve_between(PlacedRows& placed, double height) {
  for (int r = 1; r + 1 < static_cast<int>(placed.rows.size()); ++r) {
    const RowBand& above = placed.rows[at(r - 1)];
    const RowBand& here = placed.rows[at(r)];
    const RowBand& below = placed.rows[at(r + 1)];
    const double up = overlap(above.y0, above.y1, here.y0, here.y1);
    const double down = overlap(below.y0, below.y1, here.y0, here.y1);
    if (up < 0.04 * height || down < 0.04 * height) {
      // Set a little wider apart: still one row's text between two rows if they are near, and it stands midway or reaches into one.
      const double to_above = here.y0 - above.y1;
      const double to_below = below.y0 - here.y1;
      const bool midway = std::abs(to_above - to_below) <= 0.3 * height;
      if (!(midway || std::min(to_above, to_below) < -0.1 * height) || below.y0 - above.y1 > 1.6 * height) continue;
    }
    if (clashes(placed, r)) continue;
    for (PlacedBlock& b : placed.blocks) {
      if (b.row == r && b.row_end == r + 1) {
        b.row = r - 1;
        b.row_end = r + 1;
      } else {
        if (b.row >= r) --b.row;
        if (b.row_end > r) --b.row_end;
      }
    }
    placed.rows.erase(placed.rows.begin() + r);
    --r;
  }
}

enum class RowEnd { open, painted, drawn };

// What parts a row from the next: a line, or the edge of painted cells alone.
RowEnd end_of_row(const PlacedRows& placed, const RuleSet& rules, const Box& box, int row) {
  const double from = placed.rows[at(row)].y1 - 2;
  const double to = placed.rows[at(row + 1)].y0 + 2;
  double covered = 0;
  double left = box.x1;
  bool drawn = false;
  for (const Rule& rule : rules.horizontal) {
    if (rule.at < from || rule.at > to) continue;
    drawn = drawn || rule.width > 0;
    covered += overlap(rule.from, rule.to, box.x0, box.x1);
    left = std::min(left, rule.from);
  }
  // A rule that leaves out the stub divides spanners from the heads below them.
  const bool whole = covered >= 0.8 * box.width() && left < box.x0 + 0.1 * box.width();
  return !whole ? RowEnd::open : drawn ? RowEnd::drawn : RowEnd::painted;
}

// Which rows number the columns: every text right of the first column is "(n)", each one more than the one before.
std::vector<char> numbering_rows(const PlacedRows& placed) {
  std::vector<std::vector<std::pair<int, int>>> serials(placed.rows.size());  // column, number
  for (const PlacedBlock& b : placed.blocks)
    if (b.col > 0) serials[at(b.row)].emplace_back(b.col, b.block.serial);
  std::vector<char> found(placed.rows.size(), 0);
  for (std::size_t r = 0; r < serials.size(); ++r) {
    std::sort(serials[r].begin(), serials[r].end());
    const auto breaks = std::adjacent_find(serials[r].begin(), serials[r].end(), [](const auto& a, const auto& b) { return b.second != a.second + 1; });
    found[r] = serials[r].size() > 1 && serials[r].front().second > 0 && breaks == serials[r].end() ? 1 : 0;
  }
  return found;
}

}  // namespace

std::vector<std::vector<char>> used_columns(const PlacedRows& placed) {
  int cols = 0;
  for (const PlacedBlock& b : placed.blocks) cols = std::max(cols, b.col_end);
  std::vector<std::vector<char>> used(placed.rows.size(), std::vector<char>(at(cols), 0));
  for (const PlacedBlock& b : placed.blocks)
    for (int r = b.row; r < b.row_end; ++r)
      for (int c = b.col; c < b.col_end; ++c) used[at(r)][at(c)] = 1;
  return used;
}

int drop_unbegun(PlacedRows& placed, int body_row) {
  for (int r = static_cast<int>(placed.rows.size()); r-- > 1;) {
    if (std::any_of(placed.blocks.begin(), placed.blocks.end(), [&](const PlacedBlock& b) { return b.row == r; })) continue;
    for (PlacedBlock& b : placed.blocks) {
      if (b.row > r) --b.row;
      if (b.row_end > r) --b.row_end;
    }
    placed.rows.erase(placed.rows.begin() + r);
    if (r < body_row) --body_row;
  }
  return body_row;
}

PlacedRows place_rows(std::vector<TextBlock> blocks, double height) {
  PlacedRows placed;
  std::stable_sort(blocks.begin(), blocks.end(),
                   [](const TextBlock& a, const TextBlock& b) { return a.box.y0 < b.box.y0; });
  const std::vector<char> tall = find_tall(blocks);
  const std::vector<int> row_of = group_rows(blocks, tall, placed.rows);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    PlacedBlock p;
    p.col = std::max(0, blocks[i].columns.first);
    p.col_end = std::max(p.col, blocks[i].columns.last) + 1;
    if (tall[i] == 0) {
      p.row = row_of[i];
      p.row_end = p.row + 1;
    } else {
      p.row = -1;
      for (int r = 0; r < static_cast<int>(placed.rows.size()); ++r) {
        const RowBand& band = placed.rows[at(r)];
        if (overlap(band.y0, band.y1, blocks[i].box.y0, blocks[i].box.y1) < 0.5 * (band.y1 - band.y0)) continue;
        if (p.row < 0) p.row = r;
        p.row_end = r + 1;
      }
      if (p.row < 0) continue;
    }
    p.block = std::move(blocks[i]);
    placed.blocks.push_back(std::move(p));
  }
  dissolve_between(placed, height);
  drop_unbegun(placed, 0);
  return placed;
}

int first_body_row(const PlacedRows& placed, const RuleSet& rules, const Box& box) {
  const int rows = static_cast<int>(placed.rows.size());
  std::vector<int> filled(at(rows), 0);
  std::vector<int> numeric(at(rows), 0);
  const std::vector<char> numbering = numbering_rows(placed);
  for (const PlacedBlock& b : placed.blocks) {
    if (b.col == 0) continue;
    ++filled[at(b.row)];
    numeric[at(b.row)] += b.block.numeric && !b.block.year && numbering[at(b.row)] == 0 ? 1 : 0;
  }
  int figures = 0;
  while (figures < rows && (filled[at(figures)] == 0 || 2 * numeric[at(figures)] <= filled[at(figures)])) ++figures;
  const int limit = figures < rows ? std::min(rows - 1, figures + 2) : std::min(rows - 1, 4);
  int ruled = 0;
  for (int r = 0; r < limit; ++r) {
    const RowEnd end = end_of_row(placed, rules, box, r);
    // Every row of a painted boxhead may be painted by itself: more heads stand below such an edge, right of the stub.
    const bool goes_on = ruled > 0 && end == RowEnd::painted && r < figures &&
                         std::all_of(filled.begin() + ruled, filled.begin() + r + 1, [](int texts) { return texts > 0; });
    if (end != RowEnd::open && (ruled == 0 || goes_on)) ruled = r + 1;
    if (end == RowEnd::drawn) break;
  }
  if (ruled > 0) return ruled;
  return figures < rows ? std::max(figures, 0) : std::min(1, rows);
}

}  // namespace tabularium
