#include "stages/validate/label_ids.h"

namespace tabularium {

int LabelIds::label(const std::string& text) {
  if (text.empty()) return 0;
  return labels_.try_emplace(text, static_cast<int>(labels_.size()) + 1).first->second;
}

int LabelIds::sequence(int before, int label) {
  const std::uint64_t key = (static_cast<std::uint64_t>(static_cast<std::uint32_t>(before)) << 32U) | static_cast<std::uint32_t>(label);
  Slot& slot = slots_[slot_of(key)];
  if (slot.id != 0) return slot.id;
  slot = {key, ++sequences_};
  const int id = slot.id;
  if (static_cast<std::size_t>(sequences_) * 2 > slots_.size()) grow();
  return id;
}

std::size_t LabelIds::slot_of(std::uint64_t key) const {
  std::uint64_t hash = key * 0x9E3779B97F4A7C15U;
  hash ^= hash >> 32U;
  std::size_t at = static_cast<std::size_t>(hash) & (slots_.size() - 1);
  while (slots_[at].id != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
  return at;
}

void LabelIds::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old)
    if (slot.id != 0) slots_[slot_of(slot.key)] = slot;
}

}  // namespace tabularium
