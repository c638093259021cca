#include "stages/core/judge_weights.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "stages/core/yaml.h"

namespace tabularium {
namespace {

const std::vector<std::string> feature_names = {
    "bias",   "column_alike", "column_numeric", "header_over", "header_unique", "row_labelled", "row_unique", "filled",
    "aligned", "arithmetic",  "prose",          "broken",      "ruled",         "size",         "narrow",
    "first",  "crowded",      "void",           "wordy",       "list",          "leaders",      "form",         "garbled",      "code",
    "headless", "doubt",       "tagged",         "untagged",    "uneven",        "listing",
    "sentences", "flow",       "symbols"};

std::optional<double> number_in(const YamlNode& node) {
  char* end = nullptr;
  const double value = std::strtod(node.scalar.c_str(), &end);
  if (node.scalar.empty() || *end != '\0') return std::nullopt;
  return value;
}

// A message where something is wrong; empty = read.
struct Fault {
  int line = 0;
  std::string what;
};

std::string did_you_mean(const std::string& name, const std::vector<std::string>& known) {
  const std::string near = nearest_name(name, known);
  return near.empty() ? "" : "; did you mean " + near + "?";
}

Fault read_list(const YamlNode& node, const std::vector<std::string>& known, Features& weights) {
  for (const auto& [name, entry] : node.entries) {
    if (std::ranges::find(known, name) == known.end())
      return {entry.line, "unknown feature " + name + did_you_mean(name, known)};
    const auto value = number_in(entry);
    if (!value) return {entry.line, name + " is no number"};
    weights.emplace_back(name, *value);
  }
  return {};
}

Fault read_entry(const std::string& key, const YamlNode& node, JudgeWeights& weights) {
  if (key == "grid") return read_list(node, feature_names, weights.grid);
  if (key == "table") return read_list(node, feature_names, weights.table);
  if (key == "confidence") {
    std::vector<std::string> known = feature_names;
    known.insert(known.end(), {"lone", "margin", "odds"});
    return read_list(node, known, weights.confidence);
  }
  if (key != "accept") return {node.line, "unknown key " + key + did_you_mean(key, {"accept", "grid", "table", "confidence"})};
  const auto value = number_in(node);
  if (!value) return {node.line, "accept is no number"};
  weights.accept = *value;
  return {};
}

}  // namespace

Result<JudgeWeights> load_judge_weights(const std::string& config_dir) {
  const std::string path = config_dir + "/judge.yaml";
  auto loaded = load_yaml(path);
  if (!loaded) return loaded.error();
  JudgeWeights weights;
  for (const auto& [key, node] : loaded.value().entries) {
    const Fault fault = read_entry(key, node, weights);
    if (!fault.what.empty())
      return Error{ErrorCode::bad_configuration, path + ":" + std::to_string(fault.line) + ": " + fault.what, {}};
  }
  return weights;
}

double weighed(const Features& features, const Features& weights) {
  double sum = 0;
  for (const auto& [name, value] : features) {
    const auto weight = std::ranges::find(weights, name, &Features::value_type::first);
    if (weight != weights.end()) sum += weight->second * value;
  }
  return sum;
}

}  // namespace tabularium
