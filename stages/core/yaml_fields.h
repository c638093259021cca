// Reading known keys of a YAML map, with errors that name file, line and the nearest known key.
#pragma once

#include <string>
#include <vector>

#include "models/result.h"
#include "stages/core/yaml.h"

namespace tabularium {

Error yaml_fault(const std::string& file, int line, const std::string& what);

// An error for the first key that is not among `known`.
Status check_keys(const YamlNode& map, const std::vector<std::string>& known, const std::string& file);

// The text at `key`; `out` stays as it is where there is none.
Status read_text(const YamlNode& map, const std::string& key, const std::string& file, std::string& out);
Status read_texts(const YamlNode& map, const std::string& key, const std::string& file, std::vector<std::string>& out);
Status read_switch(const YamlNode& map, const std::string& key, const std::string& file, bool& out);

}  // namespace tabularium
