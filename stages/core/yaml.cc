#include "stages/core/yaml.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace tabularium {
namespace {

constexpr int max_depth = 64;
constexpr std::size_t max_nodes = 100000;  // also bounds aliases that unfold into one another

struct Budget {
  std::size_t nodes = 0;
};

std::string place(const std::string& name, int line) { return name + ":" + std::to_string(line) + ": "; }

YamlNode plain(const YAML::Node& node, int depth, Budget& budget) {
  if (depth > max_depth || ++budget.nodes > max_nodes) throw YAML::ParserException(node.Mark(), "nested too deeply or too large");
  YamlNode out;
  out.line = node.Mark().line + 1;
  if (node.IsScalar()) {
    out.kind = YamlNode::Kind::scalar;
    out.scalar = node.Scalar();
  } else if (node.IsSequence()) {
    out.kind = YamlNode::Kind::sequence;
    for (const auto& item : node) out.items.push_back(plain(item, depth + 1, budget));
  } else if (node.IsMap()) {
    out.kind = YamlNode::Kind::map;
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) throw YAML::ParserException(entry.first.Mark(), "a key must be a plain name");
      const std::string& key = entry.first.Scalar();
      if (out.find(key) != nullptr) throw YAML::ParserException(entry.first.Mark(), "key '" + key + "' stands twice");
      YamlNode value = plain(entry.second, depth + 1, budget);
      value.line = entry.first.Mark().line + 1;  // of the key: where a reader looks for it
      out.entries.push_back({key, std::move(value)});
    }
  }
  return out;
}

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

const YamlNode* YamlNode::find(const std::string& key) const {
  for (const auto& [name, value] : entries)
    if (name == key) return &value;
  return nullptr;
}

Result<YamlNode> parse_yaml(const std::string& text, const std::string& name) {
  try {
    Budget budget;
    return plain(YAML::Load(text), 0, budget);
  } catch (const YAML::Exception& e) {
    return Error{ErrorCode::bad_configuration, place(name, e.mark.line + 1) + e.msg, {}};
  } catch (const std::exception& e) {
    return Error{ErrorCode::bad_configuration, name + ": " + e.what(), {}};
  }
}

Result<std::string> read_text_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::not_found, path + ": cannot be opened", {}};
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad()) return Error{ErrorCode::io, path + ": cannot be read", {}};
  return text.str();
}

Result<YamlNode> load_yaml(const std::string& path) {
  const Result<std::string> text = read_text_file(path);
  if (!text) return text.error();
  return parse_yaml(text.value(), path);
}

std::string nearest_name(const std::string& key, const std::vector<std::string>& known) {
  std::string nearest;
  std::size_t least = std::max<std::size_t>(2, key.size() / 3) + 1;
  for (const std::string& name : known) {
    const std::size_t distance = edit_distance(key, name);
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  return nearest;
}

}  // namespace tabularium
