// What a row of a flattened table may look like: how many labels, which class of value in each column. Hypotheses come from the lengths of the
// runs of values and from the period of the classes, the likeliest first.
#pragma once

#include <cstddef>
#include <vector>

#include "stages/tables/flat_tokens.h"

namespace tabularium {

inline constexpr int widest_row = 64;
inline constexpr int longest_boxhead = 96;

struct Hypothesis {
  std::vector<TokenClass> row;   // labels, then values
  int stub = 1;
  int leaves() const { return static_cast<int>(row.size()) - stub; }
};

// Texts of one stretch and the values after them.
struct ValueRun {
  int labels = 0;   // texts before it
  int from = 0;
  int size = 0;
};

// Those of a table's first `count` tokens, found as they are asked for. The tokens are borrowed.
class Hypotheses {
 public:
  Hypotheses(const FlatTokens& tokens, int count);

  const Hypothesis* at(std::size_t index);    // null where there are no more; valid until the next call
  // Numbers of value columns that sections with boxheads of their own may have.
  std::vector<int> leaf_counts() const;

 private:
  bool add_periodic();

  const FlatTokens& all_;
  int count_;
  std::vector<ValueRun> runs_;
  std::vector<Hypothesis> list_;
  std::vector<int> widths_;        // with which the classes repeat …
  bool widths_known_ = false;      // … once they are asked for
  std::size_t next_width_ = 0;
  int rotation_ = 0;               // tokens by which rows of that width begin later
};

}  // namespace tabularium
