// Flattened cells read as boxheads, rows and the labels over them: the cheapest reading in bits.
#pragma once

#include <vector>

#include "stages/core/header_search.h"
#include "stages/tables/flat_tokens.h"

namespace tabularium {

enum class FlatItemKind {
  opener,   // one label over the rows below it: a section or a group
  boxhead,
  row,
};

struct FlatItem {
  FlatItemKind kind = FlatItemKind::row;
  int from = 0;            // tokens, half-open
  int to = 0;
  int labels = 0;          // row: how many of them are row headers. boxhead: stub heads
  int leaves = 0;          // value columns in force
  bool odd = false;        // a row with a value too few or too many
  bool own_line = false;   // opener: alone on its line where lines are rows
  HeaderTree tree;         // boxhead
};

struct FlatParse {
  std::vector<FlatItem> items;
  int stub = 1;            // label columns of a full row, groups left out
  int leaves = 0;          // widest boxhead
  double cost = 0;         // bits; lower is better
};

// Empty items where nothing fits.
FlatParse parse_flat(const FlatTokens& tokens);

}  // namespace tabularium
