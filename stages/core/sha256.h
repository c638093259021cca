// SHA-256 of files and strings: who a document is, whatever its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/result.h"

namespace tabularium {

// Lower-case hex, 64 characters.
std::string sha256_of(std::string_view bytes);

// Over the contents of `files`, one after the other.
Result<std::string> sha256_of_files(const std::vector<std::string>& files);

}  // namespace tabularium
