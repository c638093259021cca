#include "stages/core/rule_lattice.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Joins parallel rules of one orientation, sorted by position.
std::vector<Rule> join_parallel(std::vector<Rule> rules, const JoinOptions& options) {
  std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) {
    return a.at != b.at ? a.at < b.at : a.from < b.from;
  });
  std::vector<Rule> joined;
  std::size_t start = 0;
  while (start < rules.size()) {
    std::size_t end = start + 1;
    while (end < rules.size() && rules[end].at - rules[end - 1].at <= options.across &&
           rules[end].at - rules[start].at <= 2 * options.across)
      ++end;
    std::sort(rules.begin() + static_cast<std::ptrdiff_t>(start), rules.begin() + static_cast<std::ptrdiff_t>(end),
              [](const Rule& a, const Rule& b) { return a.from < b.from; });
    std::size_t open = joined.size();
    for (std::size_t i = start; i < end; ++i) {
      if (joined.size() > open && rules[i].from <= joined.back().to + options.along) {
        Rule& line = joined.back();
        const double length = line.to - line.from;
        const double piece = rules[i].to - rules[i].from;
        if (length + piece > 0) line.at = (line.at * length + rules[i].at * piece) / (length + piece);
        line.to = std::max(line.to, rules[i].to);
        line.width = std::max(line.width, rules[i].width);
      } else {
        joined.push_back(rules[i]);
      }
    }
    start = end;
  }
  std::sort(joined.begin(), joined.end(), [](const Rule& a, const Rule& b) {
    return a.at != b.at ? a.at < b.at : a.from < b.from;
  });
  return joined;
}

class DisjointSets {
 public:
  explicit DisjointSets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0); }
  int find(int i) {
    while (parent_[at(i)] != i) i = parent_[at(i)] = parent_[at(parent_[at(i)])];
    return i;
  }
  void join(int a, int b) { parent_[at(find(a))] = find(b); }

 private:
  std::vector<int> parent_;
};

bool touch(const Rule& horizontal, const Rule& vertical, double reach) {
  return vertical.at >= horizontal.from - reach && vertical.at <= horizontal.to + reach &&
         horizontal.at >= vertical.from - reach && horizontal.at <= vertical.to + reach;
}

// Positions closer than `merge` become one, at the mean weighted by length.
std::vector<double> boundaries(std::vector<std::pair<double, double>> positions, double merge) {
  std::sort(positions.begin(), positions.end());
  std::vector<double> result;
  std::size_t i = 0;
  while (i < positions.size()) {
    double sum = 0;
    double weight = 0;
    const double first = positions[i].first;
    while (i < positions.size() && positions[i].first - first <= merge) {
      sum += positions[i].first * positions[i].second;
      weight += positions[i].second;
      ++i;
    }
    result.push_back(weight > 0 ? sum / weight : first);
  }
  return result;
}

// For each boundary line and each stretch between crossing boundaries: is it drawn?
// drawn[b * stretches + s]
std::vector<char> drawn_sides(const std::vector<Rule>& rules, const std::vector<double>& lines,
                              const std::vector<double>& crossings, const LatticeOptions& options) {
  const std::size_t stretches = crossings.size() - 1;
  std::vector<double> covered(lines.size() * stretches, 0);
  for (const Rule& rule : rules) {
    const auto near = std::lower_bound(lines.begin(), lines.end(), rule.at - options.merge);
    for (auto line = near; line != lines.end() && *line <= rule.at + options.merge; ++line) {
      for (std::size_t s = 0; s < stretches; ++s)
        covered[static_cast<std::size_t>(line - lines.begin()) * stretches + s] +=
            overlap(rule.from, rule.to, crossings[s], crossings[s + 1]);
    }
  }
  std::vector<char> drawn(covered.size());
  for (std::size_t i = 0; i < covered.size(); ++i) {
    const std::size_t s = i % stretches;
    drawn[i] = covered[i] >= options.covered * (crossings[s + 1] - crossings[s]) ? 1 : 0;
  }
  return drawn;
}

struct Drawn {
  std::vector<char> below;  // row boundary r + 1 under (r, c): index (r + 1) * cols + c
  std::vector<char> right;  // column boundary c + 1 right of (r, c): index (c + 1) * rows + r
};

// Grows a rectangle from its top-left position as far as no line divides it.
LatticeCell grow_cell(const Lattice& lattice, const Drawn& drawn, const std::vector<char>& taken, int row, int col) {
  const int rows = lattice.rows();
  const int cols = lattice.cols();
  const auto open_right = [&](int r, int c) { return drawn.right[at((c + 1) * rows + r)] == 0; };
  const auto open_below = [&](int r, int c) { return drawn.below[at((r + 1) * cols + c)] == 0; };
  LatticeCell cell{row, col, 1, 1, {}};
  while (col + cell.col_span < cols && taken[at(row * cols + col + cell.col_span)] == 0 &&
         open_right(row, col + cell.col_span - 1))
    ++cell.col_span;
  for (int r = row; r + 1 < rows; ++r) {
    bool goes_on = true;
    for (int c = col; c < col + cell.col_span && goes_on; ++c) {
      goes_on = taken[at((r + 1) * cols + c)] == 0 && open_below(r, c) &&
                (c + 1 == col + cell.col_span || open_right(r + 1, c));
    }
    if (!goes_on) break;
    ++cell.row_span;
  }
  return cell;
}

}  // namespace

RuleSet join_rules(std::span<const Rule> rules, const JoinOptions& options) {
  RuleSet set;
  for (const Rule& rule : rules)
    (rule.orientation == Orientation::horizontal ? set.horizontal : set.vertical).push_back(rule);
  set.horizontal = join_parallel(std::move(set.horizontal), options);
  set.vertical = join_parallel(std::move(set.vertical), options);
  return set;
}

std::vector<Rule> fill_edges(std::span<const Fill> fills, double least) {
  std::vector<Rule> edges;
  for (const Fill& fill : fills) {
    const Box& b = fill.box;
    if (b.width() < least || b.height() < least) continue;
    edges.push_back({Orientation::horizontal, b.y0, b.x0, b.x1, 0, RuleSource::fill});
    edges.push_back({Orientation::horizontal, b.y1, b.x0, b.x1, 0, RuleSource::fill});
    edges.push_back({Orientation::vertical, b.x0, b.y0, b.y1, 0, RuleSource::fill});
    edges.push_back({Orientation::vertical, b.x1, b.y0, b.y1, 0, RuleSource::fill});
  }
  return edges;
}

std::vector<RuleComponent> connect_rules(const RuleSet& rules, double reach) {
  const int n = static_cast<int>(rules.horizontal.size());
  const int m = static_cast<int>(rules.vertical.size());
  DisjointSets sets(at(n + m));
  // Horizontal rules are sorted by y: each vertical looks only at those within its extent.
  for (int v = 0; v < m; ++v) {
    const Rule& vertical = rules.vertical[at(v)];
    auto first = std::lower_bound(rules.horizontal.begin(), rules.horizontal.end(), vertical.from - reach,
                                  [](const Rule& r, double y) { return r.at < y; });
    for (; first != rules.horizontal.end() && first->at <= vertical.to + reach; ++first) {
      if (touch(*first, vertical, reach)) sets.join(n + v, static_cast<int>(first - rules.horizontal.begin()));
    }
  }
  std::vector<int> index(at(n + m), -1);
  std::vector<RuleComponent> components;
  for (int i = 0; i < n + m; ++i) {
    const int root = sets.find(i);
    if (index[at(root)] < 0) {
      index[at(root)] = static_cast<int>(components.size());
      components.emplace_back();
    }
    RuleComponent& component = components[at(index[at(root)])];
    const Rule& rule = i < n ? rules.horizontal[at(i)] : rules.vertical[at(i - n)];
    const double half = std::max(rule.width, 0.01) / 2;
    const Box box = i < n ? Box{rule.from, rule.at - half, rule.to, rule.at + half}
                          : Box{rule.at - half, rule.from, rule.at + half, rule.to};
    component.box = unite(component.box, box);
    if (i < n)
      component.horizontal.push_back(i);
    else
      component.vertical.push_back(i - n);
  }
  return components;
}

Lattice build_lattice(const RuleSet& rules, const Box& box, const LatticeOptions& options) {
  const double slack = options.merge;
  std::vector<std::pair<double, double>> x_positions;
  std::vector<std::pair<double, double>> y_positions;
  std::vector<Rule> horizontal;
  std::vector<Rule> vertical;
  for (const Rule& rule : rules.horizontal) {
    if (rule.at < box.y0 - slack || rule.at > box.y1 + slack) continue;
    if (overlap(rule.from, rule.to, box.x0, box.x1) < std::min(slack, rule.to - rule.from)) continue;
    horizontal.push_back(rule);
    y_positions.emplace_back(rule.at, std::max(0.1, rule.to - rule.from));
  }
  for (const Rule& rule : rules.vertical) {
    if (rule.at < box.x0 - slack || rule.at > box.x1 + slack) continue;
    if (overlap(rule.from, rule.to, box.y0, box.y1) < std::min(slack, rule.to - rule.from)) continue;
    vertical.push_back(rule);
    x_positions.emplace_back(rule.at, std::max(0.1, rule.to - rule.from));
  }
  if (options.closed_box) {
    x_positions.emplace_back(box.x0, 0.1);
    x_positions.emplace_back(box.x1, 0.1);
    y_positions.emplace_back(box.y0, 0.1);
    y_positions.emplace_back(box.y1, 0.1);
  }
  Lattice lattice;
  lattice.xs = boundaries(std::move(x_positions), options.merge);
  lattice.ys = boundaries(std::move(y_positions), options.merge);
  if (lattice.xs.size() < 2 || lattice.ys.size() < 2) return {};

  const Drawn drawn{drawn_sides(horizontal, lattice.ys, lattice.xs, options),
                    drawn_sides(vertical, lattice.xs, lattice.ys, options)};
  const int rows = lattice.rows();
  const int cols = lattice.cols();
  std::vector<char> taken(at(rows * cols), 0);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      if (taken[at(r * cols + c)] != 0) continue;
      LatticeCell cell = grow_cell(lattice, drawn, taken, r, c);
      for (int i = r; i < r + cell.row_span; ++i)
        for (int j = c; j < c + cell.col_span; ++j) taken[at(i * cols + j)] = 1;
      cell.box = {lattice.xs[at(c)], lattice.ys[at(r)], lattice.xs[at(c + cell.col_span)],
                  lattice.ys[at(r + cell.row_span)]};
      lattice.cells.push_back(cell);
    }
  }
  return lattice;
}

}  // namespace tabularium
