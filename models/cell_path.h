// A path through a header tree. A long report has one for each of a million cells, mostly of one or two headers: those stand in the
// path itself, so that nothing is allocated, and nothing looked up elsewhere in memory where paths are compared.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <utility>

namespace tabularium {

using CellId = int;  // index into Table::cells

class CellPath {
 public:
  using value_type = CellId;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using reference = CellId&;
  using const_reference = const CellId&;
  using iterator = CellId*;
  using const_iterator = const CellId*;

  CellPath() noexcept {}  // NOLINT(modernize-use-equals-default): what stands beyond the size is never read
  CellPath(std::initializer_list<CellId> ids) { append(ids.begin(), ids.size()); }
  CellPath(const CellPath& other) { append(other.data(), other.size()); }
  CellPath(CellPath&& other) noexcept { take(other); }
  CellPath& operator=(const CellPath& other) {
    if (this == &other) return *this;
    clear();
    append(other.data(), other.size());
    return *this;
  }
  CellPath& operator=(CellPath&& other) noexcept {
    if (this == &other) return *this;
    if (is_outside()) delete[] outside_;
    take(other);
    return *this;
  }
  ~CellPath() {
    if (is_outside()) delete[] outside_;
  }

  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }
  CellId* data() noexcept { return is_outside() ? outside_ : inside_; }
  const CellId* data() const noexcept { return is_outside() ? outside_ : inside_; }
  CellId* begin() noexcept { return data(); }
  CellId* end() noexcept { return data() + size_; }
  const CellId* begin() const noexcept { return data(); }
  const CellId* end() const noexcept { return data() + size_; }
  auto rbegin() const noexcept { return std::make_reverse_iterator(end()); }
  auto rend() const noexcept { return std::make_reverse_iterator(begin()); }
  CellId front() const noexcept { return *data(); }
  CellId back() const noexcept { return data()[size_ - 1]; }
  CellId& operator[](std::size_t i) noexcept { return data()[i]; }
  CellId operator[](std::size_t i) const noexcept { return data()[i]; }

  void clear() noexcept { size_ = 0; }
  void reserve(std::size_t count) {
    if (count > capacity_) move_outside(count);
  }
  void push_back(CellId id) {
    if (size_ == capacity_) move_outside(2 * static_cast<std::size_t>(capacity_));
    data()[size_++] = id;
  }
  CellId& emplace_back() {
    push_back(0);
    return data()[size_ - 1];
  }
  void resize(std::size_t count) {
    while (size_ < count) push_back(0);
    size_ = static_cast<std::uint32_t>(count);
  }

  bool operator==(const CellPath& other) const noexcept { return size_ == other.size_ && std::equal(begin(), end(), other.begin()); }

 private:
  static constexpr std::uint32_t most_inside = 4;

  bool is_outside() const noexcept { return capacity_ > most_inside; }
  void append(const CellId* ids, std::size_t count) {
    reserve(count);
    std::copy_n(ids, count, data());
    size_ = static_cast<std::uint32_t>(count);
  }
  void move_outside(std::size_t count) {
    auto* wider = new CellId[count];
    std::copy_n(data(), size_, wider);
    if (is_outside()) delete[] outside_;
    outside_ = wider;
    capacity_ = static_cast<std::uint32_t>(count);
  }
  void take(CellPath& other) noexcept {
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, most_inside);
    if (is_outside()) outside_ = other.outside_;
    else std::copy_n(other.inside_, most_inside, inside_);
  }

  union {
    CellId inside_[most_inside];  // NOLINT(modernize-avoid-c-arrays): a member of a union
    CellId* outside_;
  };
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = most_inside;   // more than most_inside: they stand outside
};

}  // namespace tabularium
