// Sorting more lines than memory should hold: sorted runs in temporary files, merged while they are read back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/result.h"

namespace tabularium {

// Lines (without line ends in them) in bytewise order of themselves; equal lines are kept. A caller that sorts by a number puts
// it in front, with leading zeros (sortable_number).
class ExternalSorter {
 public:
  // Temporary files go to `folder`, which is on a local disk and exists; they have no names and vanish with this object.
  explicit ExternalSorter(std::string folder, std::size_t memory_bytes = 64U << 20U);
  ~ExternalSorter();
  ExternalSorter(const ExternalSorter&) = delete;
  ExternalSorter& operator=(const ExternalSorter&) = delete;

  // io: no room left in the folder.
  Status add(std::string line);
  // Each line once, in order, until `take` fails. Afterwards the sorter is empty.
  Status drain(const std::function<Status(std::string_view line)>& take);

  std::size_t size() const noexcept { return count_; }

 private:
  struct Run;

  Status spill();
  Status merge_runs();

  std::string folder_;
  std::size_t memory_bytes_;
  std::size_t held_bytes_ = 0;
  std::size_t count_ = 0;
  std::vector<std::string> lines_;
  std::vector<std::unique_ptr<Run>> runs_;
};

// 16 digits that sort as the number does. `number` is 0 or more, and below 10^16.
std::string sortable_number(std::uint64_t number);

}  // namespace tabularium
