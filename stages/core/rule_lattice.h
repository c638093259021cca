// Ruling lines put together: pieces joined, lines that touch gathered, and the cells that they close.
#pragma once

#include <span>
#include <vector>

#include "models/evidence.h"

namespace tabularium {

struct RuleSet {
  std::vector<Rule> horizontal;  // by y, then x
  std::vector<Rule> vertical;    // by x, then y
};

struct JoinOptions {
  double across = 1.6;  // points: parallel pieces closer than this are one line (a double rule, a rule drawn twice)
  double along = 2.0;   // points: a gap in a line up to this is bridged (dashes, cells drawn one by one)
};

// Pieces joined into whole lines.
RuleSet join_rules(std::span<const Rule> rules, const JoinOptions& options = {});

// The four edges of painted areas as rules of width 0, source fill. Areas thinner than `least` (points) give none.
std::vector<Rule> fill_edges(std::span<const Fill> fills, double least = 5);

// Lines that touch or cross, directly or through others.
struct RuleComponent {
  Box box;
  std::vector<int> horizontal;  // indices into RuleSet::horizontal
  std::vector<int> vertical;
};
std::vector<RuleComponent> connect_rules(const RuleSet& rules, double reach = 3.0);

// Cells that the lines close: rows x cols of elementary boxes, joined where no line divides them.
struct LatticeCell {
  int row = 0;
  int col = 0;
  int row_span = 1;
  int col_span = 1;
  Box box;
};
struct Lattice {
  std::vector<double> xs;          // column boundaries, cols + 1
  std::vector<double> ys;          // row boundaries, rows + 1
  std::vector<LatticeCell> cells;  // cover every position once

  int rows() const noexcept { return ys.empty() ? 0 : static_cast<int>(ys.size()) - 1; }
  int cols() const noexcept { return xs.empty() ? 0 : static_cast<int>(xs.size()) - 1; }
};

struct LatticeOptions {
  double merge = 3.0;      // points: boundaries closer than this are one
  double covered = 0.6;    // share of a cell's side that a line must cover to divide
  bool closed_box = true;  // the sides of `box` are boundaries, drawn or not
};

// Only the rules within `box` (a little tolerance) count. Empty when they give no row or no column.
Lattice build_lattice(const RuleSet& rules, const Box& box, const LatticeOptions& options = {});

}  // namespace tabularium
