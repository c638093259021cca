// evidence.zst: a Document, lossless and versioned, so that later stages can run again from it.
//
// zstd frames (each checksummed), one after another, around: "tabularium evidence", the version, a fingerprint of the model's shape, then the
// fields of Document in the order of models/. Integers are zigzag varints, doubles their 8 bytes, little-endian; a span's line and bytes are counted
// from the span before it, whose end they mostly follow, anew in each page, table and finding.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "models/document.h"
#include "models/result.h"

namespace tabularium {

inline constexpr int evidence_version = 2;

std::string encode_document(const Document& document);                 // compressed
void encode_document(const Document& document, const std::function<void(std::string_view)>& sink);  // the same, piece by piece
// bad_input when damaged or of another version, too_large when it would unpack to more than 2 GiB. Never more memory
// than a small multiple of what is really there.
Result<Document> decode_document(const std::string& bytes);
// The same without what the result was made from (pages' evidence, regions with their candidates): a third of the time.
Result<Document> decode_result(const std::string& bytes);
// Source, metadata, findings, and the tables one by one, so that memory does not grow with their number: `take` gets each of them and the
// source and metadata (both lent until it returns). What `take` could not do ends it. Damage may be found only after the last table, where the
// checksum is: what was done with the tables counts only when this succeeded.
using TakeTable = std::function<Status(const Document& head, const Table& table)>;
Result<Document> decode_result(const std::string& bytes, const TakeTable& take);

// For core/packed_tables: tables or texts alone, compressed, without their number. Decoding writes over what the vector held, whose memory
// serves again.
std::string encode_tables(const std::vector<Table>& tables);
Status decode_tables(std::string_view bytes, std::size_t count, std::vector<Table>& tables);
std::string encode_texts(const std::vector<std::string>& texts);
Status decode_texts(std::string_view bytes, std::size_t count, std::vector<std::string>& texts);

// Changes whenever a field is added to, removed from or moved in the model; written into the file, so that an
// evidence of another shape is refused rather than misread.
std::uint64_t evidence_fingerprint();

// The same without zstd around it, for tests of damage that no checksum stops.
namespace evidence_internal {
std::string encode_plain(const Document& document);
Result<Document> decode_plain(std::string_view bytes, bool result_alone = false, const TakeTable* take = nullptr);
}  // namespace evidence_internal

}  // namespace tabularium
