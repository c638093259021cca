// A table's printed cells, row by row.
#pragma once

#include <span>
#include <vector>

#include "models/table.h"

namespace tabularium {

// The printed cells of each row from left to right, found once for all that asks for them. The table is borrowed.
class PrintedRows {
 public:
  using Row = std::span<const Cell* const>;

  PrintedRows(const Table& table);  // NOLINT(google-explicit-constructor): a table is asked for its rows
  PrintedRows(const PrintedRows&) = delete;
  PrintedRows& operator=(const PrintedRows&) = delete;
  auto begin() const noexcept { return rows_.begin(); }
  auto end() const noexcept { return rows_.end(); }

 private:
  std::vector<const Cell*> cells_;
  std::vector<Row> rows_;
};

}  // namespace tabularium
