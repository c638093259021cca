#include "stages/export/kept_document.h"

#include <filesystem>

#include "stages/core/atomic_file.h"
#include "stages/core/sha256.h"

namespace tabularium {
namespace {

std::string evidence_of(const std::string& folder) { return folder + "/evidence.zst"; }

Result<std::string> kept_bytes(const std::string& folder) {
  constexpr std::size_t evidence_limit = 1U << 30U;
  return read_file(evidence_of(folder), evidence_limit);
}

}  // namespace

bool KeptResult::is_there() const { return std::filesystem::exists(evidence_of(folder_)); }

Status KeptResult::load() {
  if (bytes_) return {};
  Result<std::string> bytes = kept_bytes(folder_);
  if (!bytes.ok()) return bytes.error();
  bytes_ = std::move(bytes).value();
  return {};
}

Result<std::string> KeptResult::hash() {
  if (Status status = load(); !status.ok()) return status.error();
  return sha256_of(*bytes_);
}

Result<Document> KeptResult::read(const TakeTable& take) {
  if (Status status = load(); !status.ok()) return status.error();
  return decode_result(*bytes_, take);
}

Result<Document> kept_document(const std::string& folder) {
  const Result<std::string> bytes = kept_bytes(folder);
  if (!bytes.ok()) return bytes.error();
  return decode_result(bytes.value());
}

}  // namespace tabularium
