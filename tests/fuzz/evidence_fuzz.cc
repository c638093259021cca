// libFuzzer target: any bytes as evidence, without the checksum around it. What is read as a document is written and read again alike.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "stages/core/evidence_codec.h"

namespace {

using namespace tabularium;

// What every evidence of this version begins with: name, version, fingerprint. Seeds are kept without it, so that they outlive it.
const std::string& head() {
  static const std::string common = [] {
    Document named;
    named.source.path = "x";
    const std::string one = evidence_internal::encode_plain(Document{});
    const std::string other = evidence_internal::encode_plain(named);
    return std::string(one.begin(), std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first);
  }();
  return common;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)decode_document(bytes).ok();
  const Result<Document> document = evidence_internal::decode_plain(head() + bytes);
  if (!document.ok()) return 0;
  const std::string again = evidence_internal::encode_plain(document.value());
  const Result<Document> back = evidence_internal::decode_plain(again);
  if (!back.ok() || evidence_internal::encode_plain(back.value()) != again) std::abort();
  return 0;
}
