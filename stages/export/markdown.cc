#include "stages/export/markdown.h"

#include <algorithm>
#include <vector>

#include "stages/core/atomic_file.h"
#include "stages/core/compose_text.h"
#include "stages/core/json_writer.h"
#include "stages/export/table_text.h"

namespace tabularium {

namespace {

using Grid = std::vector<std::vector<const Cell*>>;

// Cells by every position that they cover; nullptr where none does.
Grid grid_of(const Table& table) {
  Grid grid(static_cast<std::size_t>(std::max(table.rows, 0)),
            std::vector<const Cell*>(static_cast<std::size_t>(std::max(table.cols, 0))));
  for (const Cell& cell : table.cells)
    for (int row = std::max(cell.row, 0); row < std::min(cell.row_end(), table.rows); ++row)
      for (int col = std::max(cell.col, 0); col < std::min(cell.col_end(), table.cols); ++col)
        grid[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)] = &cell;
  return grid;
}

// Texts of the boxhead over a column, top down, each cell once.
std::string header_over(const Grid& grid, std::size_t col, std::size_t boxhead_rows) {
  std::string header;
  const Cell* last = nullptr;
  for (std::size_t row = 0; row < boxhead_rows; ++row) {
    const Cell* cell = grid[row][col];
    if (cell == nullptr || cell == last || cell->text.empty()) continue;
    header += (header.empty() ? "" : std::string(path_separator)) + markdown_escaped(cell->text);
    last = cell;
  }
  return header;
}

std::string text_at(const Cell* cell, std::size_t row, std::size_t col) {
  if (cell == nullptr || cell->row != static_cast<int>(row) || cell->col != static_cast<int>(col)) return {};
  const std::string text = markdown_escaped(cell->text);
  const bool strong = cell->role == Role::section_header || cell->role == Role::column_header ||
                      cell->role == Role::stub_head;
  return strong && !text.empty() ? "**" + text + "**" : text;
}

bool is_number_column(const Grid& grid, std::size_t col, std::size_t from) {
  int numbers = 0;
  int others = 0;
  for (std::size_t row = from; row < grid.size(); ++row) {
    const Cell* cell = grid[row][col];
    if (cell == nullptr || cell->role != Role::data || cell->text.empty()) continue;
    (is_numeric(cell->value) ? numbers : others) += 1;
  }
  return numbers > others;
}

// Escaped, and nothing at its start opens a list, an underline or a code block.
std::string escaped_line(std::string_view line) {
  std::string out = markdown_escaped(line.substr(std::min(line.find_first_not_of(' '), line.size())));
  if (out.empty()) return out;
  const std::size_t digits = out.find_first_not_of("0123456789");
  if (out.front() == '-' || out.front() == '+' || out.front() == '=') out.insert(out.begin(), '\\');
  else if (digits != std::string::npos && digits > 0 && (out[digits] == '.' || out[digits] == ')') &&
           (digits + 1 == out.size() || out[digits + 1] == ' '))
    out.insert(digits, "\\");
  return out;
}

std::string markdown_of_block(const Block& block) {
  const std::string text = escaped_line(block.text);
  switch (block.kind) {
    case BlockKind::title: return "# " + text + "\n\n";
    case BlockKind::heading:
      return std::string(static_cast<std::size_t>(std::clamp(block.level + 1, 2, 6)), '#') + ' ' + text + "\n\n";
    case BlockKind::list_item: return "- " + text + "\n\n";
    case BlockKind::note: return "> " + text + "\n\n";
    case BlockKind::header:
    case BlockKind::footer:
    case BlockKind::table: return {};
    case BlockKind::paragraph: break;
  }
  return text + "\n\n";
}

}  // namespace

std::string markdown_escaped(std::string_view text) {
  std::string out;
  for (const char c : well_formed(text)) {
    if (std::string_view("\\`*_[]<>|#~&$").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' || c == '\r' || c == '\t' || c == '\0' ? ' ' : c;
  }
  return out;
}

std::string markdown_of_table(const Table& table) {
  const Grid grid = grid_of(table);
  const auto cols = static_cast<std::size_t>(std::max(table.cols, 0));
  if (grid.empty() || cols == 0) return {};
  const auto boxhead_rows = static_cast<std::size_t>(std::clamp(table.boxhead_rows, 0, table.rows));
  std::string out;
  if (!table.caption.empty()) out += "**" + markdown_escaped(table.caption) + "**\n\n";
  if (!table.unit.empty()) out += escaped_line(table.unit) + "\n\n";
  std::string marks;
  for (std::size_t col = 0; col < cols; ++col) {
    out += "| " + header_over(grid, col, boxhead_rows) + ' ';
    marks += is_number_column(grid, col, boxhead_rows) ? "| ---: " : "| --- ";
  }
  out += "|\n" + marks + "|\n";
  for (std::size_t row = boxhead_rows; row < grid.size(); ++row) {
    for (std::size_t col = 0; col < cols; ++col) out += "| " + text_at(grid[row][col], row, col) + ' ';
    out += "|\n";
  }
  out += '\n';
  for (const std::string& note : table.notes) out += "> " + escaped_line(note) + "\n\n";
  return out;
}

Status write_markdown(const ExportJob& job) {
  AtomicFile markdown(job.dir + "/document.md");
  for_each_part(
      job.document, [&](const Block& block) { markdown.write(markdown_of_block(block)); },
      [&](const Table& table) { markdown.write(markdown_of_table(table)); });
  if (Status status = markdown.commit(); !status.ok()) return status;
  AtomicFile text(job.dir + "/document.txt");
  compose_text(job.document, [&text](std::string_view piece) { text.write(well_formed(piece)); });
  text.write("\n");
  return text.commit();
}

}  // namespace tabularium
