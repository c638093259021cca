// Configuration files as plain values; the only place that knows the YAML library.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/result.h"

namespace tabularium {

struct YamlEntry;

struct YamlNode {
  enum class Kind { null, scalar, sequence, map } kind = Kind::null;
  std::string scalar;
  std::vector<YamlNode> items;                                // sequence
  std::vector<YamlEntry> entries;                             // map, in file order
  int line = 0;                                               // 1-based

  const YamlNode* find(const std::string& key) const;
};

struct YamlEntry {
  std::string first;
  YamlNode second;
};

Result<YamlNode> load_yaml(const std::string& path);
Result<YamlNode> parse_yaml(const std::string& text, const std::string& name);

// The whole file; the error names it.
Result<std::string> read_text_file(const std::string& path);

// The entry of `known` that is nearest to `key` (edit distance), for "unknown key X; did you mean Y?". Empty if none is near.
std::string nearest_name(const std::string& key, const std::vector<std::string>& known);

}  // namespace tabularium
