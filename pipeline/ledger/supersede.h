// A result that a newer one takes the place of is kept: OUT/superseded/<name>/<time>.
#pragma once

#include <string>

#include "models/result.h"

namespace tabularium {

// The folder `fresh` takes the place of OUT/<name>, in one step where the file system can swap names; what stood there is kept.
Status supersede(const std::string& output, const std::string& fresh, const std::string& name);

// What a run left half way when it was killed between the steps of supersede. No run may be at work there.
void recover_superseded(const std::string& output);

// Where the superseded result of this content lies, below the output folder; empty = there is none.
std::string superseded_folder(const std::string& output, const std::string& name, const std::string& sha256);

}  // namespace tabularium
