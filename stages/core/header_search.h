// Header trees for a run of labels whose grid was lost (flattened text): a search over trees with a score.
// Nodes are listed in row-major order: spanners before the leaves below them, row-spanning leaves among the spanners.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tabularium {

struct HeaderCell {
  int label = 0;      // index into the labels
  int row = 0;
  int col = 0;        // relative to the first data column
  int row_span = 1;
  int col_span = 1;
};

struct HeaderTree {
  std::vector<HeaderCell> cells;  // in label order
  std::vector<int> children;      // how many labels stand under each
  int leaves = 0;
  int depth = 1;                  // boxhead rows
  double score = 0;               // higher is better
};

struct HeaderSearchOptions {
  int max_depth = 4;
  int keep = 3;                   // best trees returned
  std::vector<int> row_of_label;  // printed line of each label where lines survived; empty = unknown
};

// The best trees with exactly `leaves` leaf columns that list `labels` in row-major order; empty if there is none.
std::vector<HeaderTree> search_header_trees(const std::vector<std::string>& labels, int leaves,
                                            const HeaderSearchOptions& options = {});

// The tree in which `children[i]` labels stand under the i-th, laid out; without a score. nullopt when that is no tree.
std::optional<HeaderTree> lay_out_header_tree(const std::vector<int>& children);

}  // namespace tabularium
