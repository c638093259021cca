#include "stages/export/kept_document.h"

#include "stages/core/atomic_file.h"

namespace tabularium {

Result<std::string> kept_bytes(const std::string& folder) {
  constexpr std::size_t evidence_limit = 1U << 30U;
  return read_file(folder + "/evidence.zst", evidence_limit);
}

Result<Document> kept_document(const std::string& folder) {
  const Result<std::string> bytes = kept_bytes(folder);
  if (!bytes.ok()) return bytes.error();
  return decode_result(bytes.value());
}

Result<Document> kept_document(const std::string& folder, const TakeTable& take) {
  const Result<std::string> bytes = kept_bytes(folder);
  if (!bytes.ok()) return bytes.error();
  return decode_result(bytes.value(), take);
}

}  // namespace tabularium
