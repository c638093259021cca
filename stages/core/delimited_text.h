// Delimited tables (CSV and its dialects) among the lines of a text, brought to one form: a record a line, fields divided by tabs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "models/evidence.h"

namespace tabularium {

// One record: its fields without quotes, line breaks within them as spaces, and how many lines it took.
struct DelimitedRecord {
  std::vector<std::string> fields;
  int lines = 1;
  bool closed = true;      // no quotation was left open
};

// The record that begins at lines[at]. Quotes as RFC 4180: a field that opens with " ends at its ", "" is one of them.
DelimitedRecord read_record(const std::vector<TextLine>& lines, std::size_t at, char mark);

// Finds runs of records with commas, semicolons, tabs or bars within quotes, and rewrites them; `raw` keeps what stood there, the span
// covers all lines of a record. Where a file often leaves out fields at a record's end, short records get empty ones; elsewhere a short
// record has lost something, and stays short. Prose, where commas stand before blanks, is left alone.
void unify_delimited(std::vector<TextLine>& lines);

// The commonest number of cells of a row.
std::size_t usual_width(const std::vector<std::size_t>& widths);
// So many rows are shorter than usual that ends are left out by habit, not by accident.
bool leaves_ends_out(std::size_t short_rows, std::size_t rows) noexcept;

}  // namespace tabularium
