// Grids written as strings, and roles drawn as letters.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/core/table_structure.h"

namespace tabularium {

// One string a row, cells divided by '|'; "<" goes on the cell to the left, "^" the one above; "*x" is bold.
inline Table grid(const std::vector<std::string>& rows) {
  Table table;
  table.rows = static_cast<int>(rows.size());
  std::vector<std::vector<std::string>> texts;
  for (const std::string& row : rows) {
    std::vector<std::string> cells(1);
    for (const char c : row) {
      if (c == '|') {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    texts.push_back(cells);
  }
  table.cols = static_cast<int>(texts.front().size());
  for (std::size_t r = 0; r < texts.size(); ++r)
    for (std::size_t c = 0; c < texts[r].size(); ++c) {
      if (texts[r][c] == "<" || texts[r][c] == "^") continue;
      Cell cell;
      cell.row = static_cast<int>(r);
      cell.col = static_cast<int>(c);
      while (c + static_cast<std::size_t>(cell.col_span) < texts[r].size() && texts[r][c + static_cast<std::size_t>(cell.col_span)] == "<") ++cell.col_span;
      while (r + static_cast<std::size_t>(cell.row_span) < texts.size() && texts[r + static_cast<std::size_t>(cell.row_span)][c] == "^") ++cell.row_span;
      cell.text = texts[r][c];
      if (cell.text.starts_with("*")) {
        cell.bold = true;
        cell.text.erase(0, 1);
      }
      table.cells.push_back(cell);
    }
  EXPECT_EQ(structure_error(table), "");
  return table;
}

// The roles as a picture: H stub head, C column header, R row header, S section, N note, . data; one letter a position.
inline std::string picture(const Table& table) {
  const std::vector<CellId> ids = coverage(table);
  std::string out;
  for (int row = 0; row < table.rows; ++row) {
    for (int col = 0; col < table.cols; ++col) {
      const Cell& cell = table.cells[static_cast<std::size_t>(ids[static_cast<std::size_t>(row * table.cols + col)])];
      switch (cell.role) {
        case Role::stub_head: out += 'H'; break;
        case Role::column_header: out += 'C'; break;
        case Role::row_header: out += 'R'; break;
        case Role::section_header: out += 'S'; break;
        case Role::note: out += 'N'; break;
        case Role::data: out += '.'; break;
      }
    }
    out += row + 1 < table.rows ? "/" : "";
  }
  return out;
}

}  // namespace tabularium
