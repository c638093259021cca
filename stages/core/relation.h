// One arithmetic statement about a table's numbers, and whether it holds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/table.h"
#include "models/value.h"

namespace tabularium {

// A member and how often it counts: 1, −1 for what is taken away, n for a mean of n numbers.
struct Term {
  CellId cell = -1;
  int times = 1;
};

enum class RelationKind {
  sum,       // total = parts, differences and balances included
  average,   // n × mean = parts
  running,   // what was so far + what is new = what is now
  equality,  // carried forward = brought forward
  quotient,  // share, rate, index, growth: left = 10^power × right / over
};

// Linear kinds: Σ left = Σ right, within `tolerance`. Quotient: one cell left, see above.
struct Relation {
  std::vector<Term> left;        // usually one cell: the total
  std::vector<Term> right;       // its parts
  Decimal tolerance;             // 0 = exact; in the units of RelationGap
  VerdictSource source = VerdictSource::discovered;
  double evidence = 0;           // how surprising it would be by chance, in bits; > 0 means more than chance
  std::string rule;              // the printed or declared rule, empty for a discovered one
  RelationKind kind = RelationKind::sum;
  std::vector<Term> over;        // quotient: what is divided by
  int power = 0;                 // quotient: 2 for percent; scales of the members are counted in
  Decimal modulus;               // numbers are printed without leading figures: known up to multiples of it; 0 = whole
};

enum class Outcome { holds, fails, undecided };

// Needs Cell::value. A blank or unreadable member leaves the relation undecided, unless the others meet to the digit
// without it (then it holds: the blank stood for nothing).
Outcome evaluate(const Relation& relation, const Table& table);

// Both sides and their difference, in units of 10^gap_scale.
struct RelationGap {
  Decimal left;
  Decimal right;
  Decimal gap;           // left - right; with a modulus, the least in size
  bool holes = false;    // a member is blank or unreadable
  bool nonzero = false;  // a member is not zero
};
std::optional<RelationGap> relation_gap(const Relation& relation, const Table& table);  // nullopt on overflow, or nothing to divide by

// The least scale of the members; of a quotient: the scale of its left side.
int gap_scale(const Relation& relation, const Table& table);

// By how much the gap grows when the cell's printed number grows by one.
double leverage(const Relation& relation, const Table& table, CellId id);
double leverage(const Relation& relation, const Table& table, CellId id, int scale);  // with its gap_scale(), where many cells are asked about

// What the cell's printed number would have to be for the gap to be `gap`, all other members as they are; nullopt where no number makes it so.
// Of a number that is divided by, too, which moves the gap by ever less the larger it is.
std::optional<double> number_for_gap(const Relation& relation, const Table& table, CellId id, double gap);

// use(cell, times) for every member; `times` as it counts in left − right, 0 for what is divided by (and nothing else).
template <typename F>
void for_members(const Relation& relation, F&& use) {
  for (const Term& term : relation.left) use(term.cell, term.times);
  for (const Term& term : relation.right) use(term.cell, -term.times);
  for (const Term& term : relation.over) {
    bool divided = false;  // a part of its own whole
    for (const Term& above : relation.right) divided = divided || above.cell == term.cell;
    if (!divided) use(term.cell, 0);
  }
}

}  // namespace tabularium
