// The evidence in a result's folder holds the whole result: what is written over all documents of a run is made from it.
#pragma once

#include <string>

#include "models/document.h"
#include "models/result.h"
#include "stages/core/evidence_codec.h"

namespace tabularium {

Result<std::string> kept_bytes(const std::string& folder);  // as they lie there, for a hash
Result<Document> kept_document(const std::string& folder);     // without its evidence
Result<Document> kept_document(const std::string& folder, const TakeTable& take);   // a table at a time (core/evidence_codec.h)

}  // namespace tabularium
