#include "stages/core/profile.h"

#include <algorithm>
#include <filesystem>

#include "stages/core/yaml_fields.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

Status read_script(const YamlNode& map, const std::string& file, Script& out) {
  const YamlNode* node = map.find("script");
  if (node == nullptr) return {};
  if (node->scalar == "keep") out = Script::keep;
  else if (node->scalar == "simplified") out = Script::simplified;
  else if (node->scalar == "traditional") out = Script::traditional;
  else return yaml_fault(file, node->line, "'script' must be keep, simplified or traditional");
  return {};
}

Status read_rule(const YamlNode& node, const std::string& file, ProfileRule& rule) {
  if (node.kind != YamlNode::Kind::map) return yaml_fault(file, node.line, "a rule must have keys: name, table, rows, columns or cells");
  if (Status s = check_keys(node, {"name", "table", "rows", "columns", "cells"}, file); !s) return s;
  rule.line = node.line;
  if (Status s = read_text(node, "name", file, rule.name); !s) return s;
  if (Status s = read_text(node, "table", file, rule.table); !s) return s;
  const YamlNode* rows = node.find("rows");
  const YamlNode* columns = node.find("columns");
  if ((rows == nullptr) == (columns == nullptr)) return yaml_fault(file, node.line, "a rule needs either 'rows', 'columns' or 'cells'");
  rule.over_rows = rows != nullptr;
  const YamlNode& equation = rule.over_rows ? *rows : *columns;
  std::string why;
  if (!parse_equation(equation.scalar, rule.left, rule.right, why)) return yaml_fault(file, equation.line, why);
  if (rule.name.empty()) rule.name = equation.scalar;
  return {};
}

// One word of an equation: an operator, or a piece of an item. Advances `at`.
std::string next_word(const std::string& text, std::size_t& at, bool& quoted) {
  quoted = text[at] == '"';
  if (quoted) {
    const std::size_t end = text.find('"', at + 1);
    const std::string word = text.substr(at + 1, end == std::string::npos ? end : end - at - 1);
    at = end == std::string::npos ? text.size() : end + 1;
    return word;
  }
  const std::size_t end = std::min(text.find(' ', at), text.size());
  const std::string word = text.substr(at, end - at);
  at = end;
  return word;
}

}  // namespace

bool parse_equation(const std::string& text, std::vector<RuleTerm>& left, std::vector<RuleTerm>& right, std::string& error) {
  left.clear();
  right.clear();
  std::vector<RuleTerm>* side = &left;
  RuleTerm term;
  const auto close = [&] {
    if (term.item.empty()) return false;
    side->push_back(term);
    term = {};
    return true;
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    bool quoted = false;
    const std::string word = next_word(text, at, quoted);
    const bool equals = !quoted && word == "=";
    if (!quoted && (equals || word == "+" || word == "-")) {
      const bool leading_sign = !equals && term.item.empty() && side->empty();
      if (!leading_sign && !close()) return error = "an item is missing before '" + word + "'", false;
      if (equals && side == &right) return error = "more than one '='", false;
      if (equals) side = &right;
      term.sign = word == "-" ? -1 : 1;
    } else {
      term.item += (term.item.empty() ? "" : " ") + word;
    }
  }
  if (!close()) return error = "an equation is expected, such as: A + B = C", false;
  if (side == &left) return error = "'=' is missing, or has no spaces around it", false;
  return true;
}

Result<Profile> parse_profile(const std::string& yaml, const std::string& file_name) {
  const Result<YamlNode> root = parse_yaml(yaml, file_name);
  if (!root) return root.error();
  const YamlNode& map = root.value();
  if (map.kind != YamlNode::Kind::map) return yaml_fault(file_name, 1, "a profile must have keys");
  Profile profile;
  if (Status s = check_keys(map, {"name", "description", "script", "languages", "rules"}, file_name); !s) return s.error();
  if (Status s = read_text(map, "name", file_name, profile.name); !s) return s.error();
  if (Status s = read_text(map, "description", file_name, profile.description); !s) return s.error();
  if (Status s = read_script(map, file_name, profile.script); !s) return s.error();
  if (Status s = read_texts(map, "languages", file_name, profile.languages); !s) return s.error();
  const YamlNode* rules = map.find("rules");
  if (rules != nullptr && rules->kind != YamlNode::Kind::sequence) return yaml_fault(file_name, rules->line, "'rules' must be a list");
  for (const YamlNode& node : rules != nullptr ? rules->items : std::vector<YamlNode>{}) {
    const bool about_cells = node.find("cells") != nullptr;
    Status s = about_cells ? read_cell_rule(node, file_name, profile.cell_rules.emplace_back()) : read_rule(node, file_name, profile.rules.emplace_back());
    if (!s) return s.error();
  }
  return profile;
}

Result<Profile> load_profile(const std::string& config_dir, const std::string& name_or_path) {
  const fs::path folder = fs::path(config_dir) / "profiles";
  std::error_code ignored;
  std::string path = (folder / (name_or_path + ".yaml")).string();
  if (!fs::is_regular_file(path, ignored)) path = name_or_path;
  if (!fs::is_regular_file(path, ignored)) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
      if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
    const std::string nearest = nearest_name(name_or_path, names);
    return Error{ErrorCode::bad_configuration,
                 "no profile '" + name_or_path + "'" + (nearest.empty() ? "" : "; did you mean '" + nearest + "'?"), {}};
  }
  Result<std::string> text = read_text_file(path);
  if (!text) return text.error();
  Result<Profile> profile = parse_profile(text.value(), path);
  if (profile.ok() && profile.value().name.empty()) profile.value().name = fs::path(path).stem().string();
  return profile;
}

}  // namespace tabularium
