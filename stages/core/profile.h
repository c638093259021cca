// A profile: what is known of a kind of report beforehand (configs/profiles/*.yaml; the language: docs/profiles.md).
#pragma once

#include <string>
#include <vector>

#include "models/options.h"
#include "models/result.h"
#include "stages/core/cell_rules.h"

namespace tabularium {

// One side's member of a declared relation: rows (or columns) selected by label ("合计") or by their own
// enumerator ("一", "3", "B"), whatever its punctuation. An item that is a group stands for its total.
struct RuleTerm {
  std::string item;
  int sign = 1;
  bool operator==(const RuleTerm&) const = default;
};

// left = right, over rows in each column or over columns in each row.
struct ProfileRule {
  std::string name;
  std::string table;                  // text that caption, section or a header contains; empty = every table
  std::vector<RuleTerm> left;
  std::vector<RuleTerm> right;
  bool over_rows = true;              // true: relates rows, in each column; false: relates columns, in each row
  int line = 0;                       // where in the file
};

struct Profile {
  std::string name;
  std::string description;
  Script script = Script::keep;
  std::vector<std::string> languages; // Tesseract names
  std::vector<ProfileRule> rules;     // equations of rows and columns
  std::vector<CellRule> cell_rules;   // what cells must be
};

// `name_or_path`: a name in config_dir/profiles, or a file. Errors name file, line and the nearest known key.
Result<Profile> load_profile(const std::string& config_dir, const std::string& name_or_path);
Result<Profile> parse_profile(const std::string& yaml, const std::string& file_name);

// "一 + 二 = 三 + 四": operators stand between spaces, so that labels may hold them ("A-share - B-share" is two items);
// an item in double quotes may hold anything. False with a reason in `error` when it is no equation.
bool parse_equation(const std::string& text, std::vector<RuleTerm>& left, std::vector<RuleTerm>& right, std::string& error);

}  // namespace tabularium
