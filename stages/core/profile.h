// A profile: what is known of a kind of report beforehand (configs/profiles/*.yaml).
#pragma once

#include <string>
#include <vector>

#include "models/options.h"
#include "models/result.h"

namespace tabularium {

// A declared relation between rows (or columns) that are selected by their labels or ordinals.
struct ProfileRule {
  std::string name;
  std::string table;                  // pattern on caption, section or header labels; empty = every table
  std::vector<std::string> left;      // labels or ordinals ("一", "三")
  std::vector<std::string> right;
  bool over_rows = true;              // true: relates rows, in each column; false: relates columns, in each row
  int line = 0;                       // where in the file
};

struct Profile {
  std::string name;
  std::string description;
  Script script = Script::keep;
  std::vector<std::string> languages;
  std::vector<ProfileRule> rules;
};

// `name_or_path`: a name in config_dir/profiles, or a file. Errors name the line and the nearest known key.
Result<Profile> load_profile(const std::string& config_dir, const std::string& name_or_path);

}  // namespace tabularium
