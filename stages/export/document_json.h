// document.json: the whole result (docs/formats.md, models/document.schema.json).
#pragma once

#include "models/document.h"
#include "models/options.h"
#include "stages/core/json_writer.h"

namespace tabularium {

inline constexpr std::string_view document_schema = "1.0";  // major.minor; a new major breaks readers

void write_document_json(const Document& document, const Options& options, JsonWriter& json);

}  // namespace tabularium
