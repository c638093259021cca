// Labels, and sequences of them, as numbers: two are equal where their numbers are. So a label is folded and compared once, not once for
// each number that it stands over.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

namespace tabularium {

class LabelIds {
 public:
  // 0 for the empty label.
  int label(const std::string& text);
  // `before` (0: nothing) and one more label.
  int sequence(int before, int label);

 private:
  std::unordered_map<std::string, int> labels_;
  std::unordered_map<std::uint64_t, int> sequences_;  // by what goes before and the label
};

}  // namespace tabularium
