// Reading a recogniser's output: for each step along a line, how likely each letter is (connectionist temporal
// classification, Graves et al. 2006; the likeliest letter of each step is taken).
#pragma once

#include <span>
#include <string>
#include <vector>

namespace tabularium {

// A letter and where it stands: steps, half-open.
struct CtcLetter {
  std::string text;
  double confidence = 0;
  int from = 0;
  int to = 0;
};

// `scores`: steps × classes, each row adding up to one. Class 0 is "no letter", class i + 1 is letters[i].
std::vector<CtcLetter> decode_ctc(std::span<const float> scores, int classes, const std::vector<std::string>& letters);

}  // namespace tabularium
