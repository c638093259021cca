// Labels, and sequences of them, as numbers: two are equal where their numbers are. So a label is folded and compared once, not once for
// each number that it stands over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace tabularium {

class LabelIds {
 public:
  LabelIds() : slots_(1024) {}

  // 0 for the empty label.
  int label(const std::string& text);
  // `before` (0: nothing) and one more label.
  int sequence(int before, int label);

 private:
  struct Slot {
    std::uint64_t key = 0;
    int id = 0;  // 0: free
  };

  std::size_t slot_of(std::uint64_t key) const;
  void grow();

  std::unordered_map<std::string, int> labels_;
  std::vector<Slot> slots_;  // open addressing; a power of two
  int sequences_ = 0;
};

}  // namespace tabularium
