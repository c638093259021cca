// Numbers that are printed more than once: in two tables of a document, or in consecutive reports of a series.
//
// Two ways lead to such pairs. The same fact: both numbers stand under the same labels (in whatever order), where last year's report
// calls "closing" or "this year" what this year's calls "opening" or "last year". The same line: a row or column of one table and one
// of the other name their members alike and print the same numbers, whatever the lines themselves are called: a total row by sector, and
// the column of a table of sectors. Equal numbers under equal labels are counted in bits, and must outweigh those that differ.
// Cost: linear in the number of cells (what repeats without end is left out).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "models/table.h"

namespace tabularium {

struct RepeatedPlace {
  std::size_t table = 0;
  CellId cell = -1;
};

struct RepeatedPair {
  RepeatedPlace own;
  RepeatedPlace other;
  bool equal = false;  // as meant: scales counted in
};

// Pairs that speak for one another: two tables' common facts, two lines, a carried line and its return.
struct RepeatedGroup {
  std::vector<RepeatedPair> pairs;
  int equal = 0;      // pairs with the same number, zeros left out
  int differ = 0;
  double bits = 0;    // by which the equal ones surprise, each number once
  bool named = false; // labels say that it is the same quantity: same facts, carried lines, lines of one name
  bool carried = false;  // a line that is carried forward, and its return
};

// Groups that are believed; needs Cell::value and paths.
std::vector<RepeatedGroup> repeated_within(std::span<const Table> tables);
// `own`: this report's tables, `other`: last year's.
std::vector<RepeatedGroup> repeated_since(std::span<const Table> own, std::span<const Table> other);

}  // namespace tabularium
