// The records of a result as JSON, field by field, the same in document.json and in document.jsonl. Each function writes
// the fields of one record into an object that the caller opened.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "models/document.h"
#include "models/options.h"
#include "stages/core/json_writer.h"

namespace tabularium {

inline constexpr std::string_view document_schema = "1.0";  // major.minor; a new major breaks readers

void write_head_fields(const Document& document, const Options& options, JsonWriter& json);  // schema … metadata
void write_page_fields(const Page& page, JsonWriter& json);
void write_block_fields(const Block& block, JsonWriter& json);
void write_table_fields(const Table& table, JsonWriter& json);  // all but its cells

// The cells of one table, which outlives it.
class CellFields {
 public:
  explicit CellFields(const Table& table) : table_(table), columns_(static_cast<std::size_t>(std::max(table.cols, 0)) + 1) {}
  void write(const Cell& cell, JsonWriter& json);

 private:
  // A path as it was written last: the cells of a row, or of a column, share theirs.
  struct Written {
    const CellPath* path = nullptr;
    JsonWriter json;
  };
  void write_shared(const CellPath& path, Written& last, JsonWriter& json) const;

  const Table& table_;
  Written row_, ancestors_;
  std::vector<Written> columns_;   // the last one for cells outside the grid
};

void write_finding_fields(const Finding& finding, JsonWriter& json);

}  // namespace tabularium
