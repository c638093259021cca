// What was found out about texts lately. A long report asks about the same labels and figures again and again: stage after stage, table after
// table.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

namespace tabularium {

// At most two generations of `most` answers each.
template <typename Answer>
class Remembered {
 public:
  explicit Remembered(std::size_t most) : most_(most) {}

  // Null where it is not known. Stands until something else is kept.
  const Answer* find(const std::string& key) const {
    for (const auto* answers : {&young_, &old_})
      if (const auto known = answers->find(key); known != answers->end()) return &known->second;
    return nullptr;
  }

  const Answer& keep(std::string key, Answer answer) {
    if (young_.size() >= most_) old_ = std::exchange(young_, {});
    return young_.emplace(std::move(key), std::move(answer)).first->second;
  }

  // The answer, which `find_out(key)` gives where it is not known.
  template <typename Key, typename FindOut>
  const Answer& ask(Key&& key, const FindOut& find_out) {
    if (const Answer* known = find(key)) return *known;
    Answer answer = find_out(key);
    return keep(std::forward<Key>(key), std::move(answer));
  }

 private:
  std::size_t most_;
  std::unordered_map<std::string, Answer> young_;
  std::unordered_map<std::string, Answer> old_;
};

}  // namespace tabularium
