#include "stages/validate/label_ids.h"

namespace tabularium {

int LabelIds::label(const std::string& text) {
  if (text.empty()) return 0;
  return labels_.try_emplace(text, static_cast<int>(labels_.size()) + 1).first->second;
}

int LabelIds::sequence(int before, int label) {
  const std::uint64_t key = (static_cast<std::uint64_t>(static_cast<std::uint32_t>(before)) << 32U) | static_cast<std::uint32_t>(label);
  return sequences_.try_emplace(key, static_cast<int>(sequences_.size()) + 1).first->second;
}

}  // namespace tabularium
