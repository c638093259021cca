// JSON (RFC 8259) that this program wrote earlier, as plain values: strict, and quick enough for thousands of small files.
#pragma once

#include <string>
#include <string_view>

#include "models/result.h"
#include "stages/core/yaml.h"

namespace tabularium {

// Numbers, true and false are scalars as they stand; null is Kind::null. A name that stands twice, nesting deeper than 64 and
// anything after the value are refused: bad_input, with `name`, line and reason.
Result<YamlNode> parse_json(std::string_view text, const std::string& name);

}  // namespace tabularium
