// Arithmetic that a table's numbers obey: sums over rows, columns and groups. Found without being told
// (discovered), or made from rules that are printed or declared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/table.h"
#include "models/value.h"

namespace tabularium {

// sum of sign * left = sum of sign * right, within `tolerance`.
struct Term {
  CellId cell = -1;
  int sign = 1;
};

struct Relation {
  std::vector<Term> left;        // usually one cell: the total
  std::vector<Term> right;       // its parts
  Decimal tolerance;             // 0 = exact
  VerdictSource source = VerdictSource::discovered;
  double evidence = 0;           // how surprising it would be by chance, in bits; > 0 means more than chance
  std::string rule;              // the printed or declared rule, empty for a discovered one
};

enum class Outcome { holds, fails, undecided };

// Needs Cell::value. A blank or unreadable member leaves the relation undecided, unless the others meet to the digit
// without it (then it holds: the blank stood for nothing).
Outcome evaluate(const Relation& relation, const Table& table);

// Both sides and their difference, at the least scale of the members.
struct RelationGap {
  Decimal left;
  Decimal right;
  Decimal gap;           // left - right
  bool holes = false;    // a member is blank or unreadable
  bool nonzero = false;  // a member is not zero
};
std::optional<RelationGap> relation_gap(const Relation& relation, const Table& table);  // nullopt on overflow

struct RelationOptions {
  double min_evidence = 8;       // bits; below it a discovered relation is not believed
  int max_parts = 20000;
};

// Relations that hold too often to be chance, including single failures of a pattern that holds elsewhere
// (one wrong cell in a column of totals). Cost is linear in the number of cells for a bounded number of columns.
std::vector<Relation> discover_relations(const Table& table, const RelationOptions& options = {});

// Share of a candidate's numeric cells that take part in a discovered relation that holds, 0..1: evidence for the judge.
double arithmetic_support(const Table& table);

}  // namespace tabularium
