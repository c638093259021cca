#include "stages/layout/region_ruled.h"

#include <algorithm>

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr double edge_slack = 5.0;  // points: like extents, text at a rule's end

bool is_drawn(const Rule& rule) { return rule.width > 0; }

// Words by the cell that holds their centre; -1 outside.
int cell_of(const Lattice& lattice, const std::vector<int>& owner, Point p) {
  const auto column = std::upper_bound(lattice.xs.begin(), lattice.xs.end(), p.x) - lattice.xs.begin() - 1;
  const auto row = std::upper_bound(lattice.ys.begin(), lattice.ys.end(), p.y) - lattice.ys.begin() - 1;
  if (column < 0 || row < 0 || column >= lattice.cols() || row >= lattice.rows()) return -1;
  return owner[static_cast<std::size_t>(row * lattice.cols() + column)];
}

struct Filling {
  int cells_with_text = 0;
  int words = 0;
  int fullest = 0;   // words in the fullest cell
  int rows_with_text = 0;
  int cols_with_text = 0;
};

Filling fill_lattice(const Lattice& lattice, std::span<const Word> words) {
  std::vector<int> owner(at(lattice.rows() * lattice.cols()), -1);
  for (std::size_t i = 0; i < lattice.cells.size(); ++i) {
    const LatticeCell& cell = lattice.cells[i];
    for (int r = cell.row; r < cell.row + cell.row_span; ++r)
      for (int c = cell.col; c < cell.col + cell.col_span; ++c)
        owner[at(r * lattice.cols() + c)] = static_cast<int>(i);
  }
  std::vector<int> count(lattice.cells.size(), 0);
  for (const Word& word : words) {
    const int cell = cell_of(lattice, owner, {word.box.center_x(), word.box.center_y()});
    if (cell >= 0) ++count[at(cell)];
  }
  Filling filling;
  std::vector<char> row(at(lattice.rows()), 0);
  std::vector<char> col(at(lattice.cols()), 0);
  for (std::size_t i = 0; i < count.size(); ++i) {
    filling.words += count[i];
    filling.fullest = std::max(filling.fullest, count[i]);
    if (count[i] == 0) continue;
    ++filling.cells_with_text;
    row[at(lattice.cells[i].row)] = 1;
    col[at(lattice.cells[i].col)] = 1;
  }
  filling.rows_with_text = static_cast<int>(std::count(row.begin(), row.end(), 1));
  filling.cols_with_text = static_cast<int>(std::count(col.begin(), col.end(), 1));
  return filling;
}

bool is_page_frame(const Box& box, const Page& page, const Filling& filling) {
  const bool large = box.width() > 0.8 * page.width && box.height() > 0.8 * page.height;
  return large && filling.fullest > 0.6 * filling.words;
}

// Upright lines within the box that run from its top to its bottom.
int dividing_lines(const RuleSet& rules, const Box& box) {
  return static_cast<int>(std::count_if(rules.vertical.begin(), rules.vertical.end(), [&](const Rule& rule) {
    return is_drawn(rule) && rule.at > box.x0 + edge_slack && rule.at < box.x1 - edge_slack && rule.to - rule.from > 0.9 * box.height();
  }));
}

}  // namespace

RuledRegions find_ruled_regions(const Page& page, const RuleSet& rules) {
  RuledRegions found;
  for (const RuleComponent& component : connect_rules(rules)) {
    if (component.horizontal.size() < 2 || component.vertical.empty()) continue;
    if (component.box.width() < 20 || component.box.height() < 10) continue;
    RuleSet own;
    for (int i : component.horizontal) own.horizontal.push_back(rules.horizontal[at(i)]);
    for (int i : component.vertical) own.vertical.push_back(rules.vertical[at(i)]);
    const Lattice lattice = build_lattice(own, component.box);
    if (lattice.cells.empty()) continue;
    const Filling filling = fill_lattice(lattice, page.evidence.words);
    if (filling.words < 2 || is_page_frame(component.box, page, filling)) continue;
    const bool drawn = std::any_of(own.horizontal.begin(), own.horizontal.end(), is_drawn) ||
                       std::any_of(own.vertical.begin(), own.vertical.end(), is_drawn);
    const bool crowded = filling.fullest > 60 && filling.fullest > 0.75 * filling.words;
    const bool sparse = filling.cells_with_text * 6 < static_cast<int>(lattice.cells.size());
    if (filling.rows_with_text >= 2 && filling.cols_with_text >= 2 && filling.cells_with_text >= 3 && !crowded &&
        !sparse)
      (drawn ? found.closed : found.painted).push_back(component.box);
    else if (drawn && !crowded && lattice.rows() <= 3 && filling.cols_with_text >= 3 && dividing_lines(own, component.box) >= 2)
      found.columned.push_back(component.box);
    else
      (drawn ? found.frames : found.panels).push_back(component.box);
  }
  return found;
}

}  // namespace tabularium
