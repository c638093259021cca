// evidence.zst: a Document, lossless and versioned, so that later stages can run again from it.
#pragma once

#include <string>

#include "models/document.h"
#include "models/result.h"

namespace tabularium {

inline constexpr int evidence_version = 1;

std::string encode_document(const Document& document);                 // compressed
Result<Document> decode_document(const std::string& bytes);            // bad_input when damaged or of another version

}  // namespace tabularium
