// What a file is, without converting it.
#pragma once

#include <string>
#include <vector>

#include "models/options.h"
#include "models/result.h"

namespace tabularium {

// One "name: value" line each: kind, size, pages and their origin, character set, and what convert would do.
Result<std::vector<std::string>> inspect_file(const std::string& path, const Options& options);

// What this program stands on.
struct Part {
  std::string name;
  std::string version;    // empty = missing
  bool required = true;
  std::string remedy;     // what would bring it, when missing
};

std::vector<Part> installed_parts(const std::string& config_dir);

}  // namespace tabularium
