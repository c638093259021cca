// What would mend the relations that fail: the smallest, likeliest change of numbers under which they hold.
//
// Relations that fail and share a number are mended together. The search branches on a failing relation: one of its numbers
// was misread (a reader's alternative, one likely misreading, whatever closes a relation, or a value that slipped into the
// cell beside it), or the relation does not apply. Each has a price in bits; what is found within a few bits of the cheapest is weighed
// against it, which gives the probability.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/table.h"
#include "stages/core/relations.h"

namespace tabularium {

struct CellChange {
  CellId cell = -1;
  Value value;
  std::string text;  // as it would be printed
};

struct Mending {
  std::vector<CellChange> changes;
  std::vector<std::size_t> relations;  // those that failed and hold with it: indices into what was given
  double probability = 0;              // that just these changes are right
  bool unique = false;                 // no other change comes near it
  bool confirmed = false;              // each change is borne out twice: by two relations, or by one and another reader
};

// Above it (and only where unique and confirmed) a repair may be applied to what was read from an image.
constexpr double least_probability_to_apply = 0.95;

// One repair at most for each group of failing relations; needs Cell::value. Nothing is changed.
std::vector<Mending> find_mendings(const Table& table, const std::vector<Relation>& relations);

bool may_be_applied(const Mending& mending);

// The cells as they were, to take a repair back.
using Undo = std::vector<std::pair<CellId, Cell>>;

// Sets text, value and confidence of the changed cells; `raw` stays, and what was read so far stays among the alternatives.
Undo apply_mending(Table& table, const Mending& mending);
void revert_mending(Table& table, const Undo& undo);

// Puts a text in place of the cell's: what stood there stays among the alternatives.
void replace_text(Cell& cell, std::string text);

// Takes back what an earlier run of the stage replaced, as far as the cells tell.
void revert_all(Table& table);

}  // namespace tabularium
