#include "stages/core/yaml_fields.h"

#include <algorithm>

namespace tabularium {

Error yaml_fault(const std::string& file, int line, const std::string& what) {
  return {ErrorCode::bad_configuration, file + ":" + std::to_string(line) + ": " + what, {}};
}

Status check_keys(const YamlNode& map, const std::vector<std::string>& known, const std::string& file) {
  for (const auto& [key, value] : map.entries) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string nearest = nearest_name(key, known);
    return yaml_fault(file, value.line, "unknown key '" + key + "'" + (nearest.empty() ? "" : "; did you mean '" + nearest + "'?"));
  }
  return {};
}

Status read_text(const YamlNode& map, const std::string& key, const std::string& file, std::string& out) {
  const YamlNode* node = map.find(key);
  if (node == nullptr) return {};
  if (node->kind != YamlNode::Kind::scalar) return yaml_fault(file, node->line, "'" + key + "' must be a text");
  out = node->scalar;
  return {};
}

Status read_texts(const YamlNode& map, const std::string& key, const std::string& file, std::vector<std::string>& out) {
  const YamlNode* node = map.find(key);
  if (node == nullptr) return {};
  if (node->kind != YamlNode::Kind::sequence) return yaml_fault(file, node->line, "'" + key + "' must be a list");
  for (const YamlNode& item : node->items) {
    if (item.kind != YamlNode::Kind::scalar) return yaml_fault(file, item.line, "'" + key + "' must be a list of texts");
    out.push_back(item.scalar);
  }
  return {};
}

Status read_switch(const YamlNode& map, const std::string& key, const std::string& file, bool& out) {
  const YamlNode* node = map.find(key);
  if (node == nullptr) return {};
  if (node->scalar != "true" && node->scalar != "false") return yaml_fault(file, node->line, "'" + key + "' must be true or false");
  out = node->scalar == "true";
  return {};
}

}  // namespace tabularium
