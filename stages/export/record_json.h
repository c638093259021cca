// The records of a result as JSON, field by field, the same in document.json and in document.jsonl. Each function writes
// the fields of one record into an object that the caller opened.
#pragma once

#include <string_view>

#include "models/document.h"
#include "models/options.h"
#include "stages/core/json_writer.h"

namespace tabularium {

inline constexpr std::string_view document_schema = "1.0";  // major.minor; a new major breaks readers

void write_head_fields(const Document& document, const Options& options, JsonWriter& json);  // schema … metadata
void write_page_fields(const Page& page, JsonWriter& json);
void write_block_fields(const Block& block, JsonWriter& json);
void write_table_fields(const Table& table, JsonWriter& json);  // all but its cells
void write_cell_fields(const Cell& cell, const Table& table, JsonWriter& json);
void write_finding_fields(const Finding& finding, JsonWriter& json);

}  // namespace tabularium
