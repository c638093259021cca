// CSV after RFC 4180: UTF-8 without a byte order mark, CRLF, quotes where they are needed.
//
// Spreadsheet formulas: a field that a spreadsheet could take for a formula is given an apostrophe in front. That is one
// which, white space aside, begins with = + - @ (or their full-width forms), a tab or a carriage return, and is neither
// a signed number ("-1,234.5", "+3 %") nor made of dashes alone.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stages/export/export_job.h"

namespace tabularium {

bool looks_like_formula(std::string_view text);

std::string csv_text(std::string_view text);                       // guarded: what a reader of the field gets
void append_csv_field(std::string& out, std::string_view text);    // guarded and quoted
void append_csv_row(std::string& out, std::span<const std::string_view> fields);

// The grid as printed: a cell that spans several positions stands in its first, the others are empty.
std::string csv_of_table(const Table& table);

inline constexpr std::string_view facts_header =
    "document,table,row_path,col_path,text,value,unit,scale,verdict,confidence,page,box,line\r\n";
// One line for each data cell that is not empty; `document` is the first field of each. Without the header.
class FactLines {
 public:
  explicit FactLines(std::string_view document);
  void append(std::string& out, const Table& table);

 private:
  void append_path(std::string& out, const Table& table, const CellPath& path);

  std::string document_;   // as a field
  std::string path_;       // the last, unquoted
};

// tables/<id>.csv, facts.csv and csv-metadata.json.
Status write_csv(const ExportJob& job);

}  // namespace tabularium
