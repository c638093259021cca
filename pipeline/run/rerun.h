// Running again from a later stage on kept evidence.
#pragma once

#include <string>

#include "models/document.h"
#include "models/result.h"

namespace tabularium {

// The stage to begin with when a user asks for `stage`: accepted grids have moved out of their candidates, so that headers
// begins with the stage that makes them.
std::string first_stage_again(const std::string& stage);

// Takes back what `stage` and the stages after it gave, so that they start as the first time.
void forget_from(const std::string& stage, Document& document);

// The document as evidence.zst keeps it. bad_input when it is missing, damaged, or of other content than `sha256` (empty = any).
Result<Document> load_evidence(const std::string& file, const std::string& sha256);

}  // namespace tabularium
