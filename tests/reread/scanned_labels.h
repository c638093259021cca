// Labels of a scanned page, made by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/document.h"

namespace tabularium {

using LabelReadings = std::vector<std::pair<std::string, double>>;  // texts, and the reader's confidence in them

// One column of row headers on page 1.
inline Table column_of(const LabelReadings& readings) {
  Table table;
  table.cols = 1;
  for (const auto& [text, confidence] : readings) {
    Cell cell;
    cell.row = table.rows++;
    cell.role = Role::row_header;
    cell.raw = cell.text = text;
    cell.confidence = confidence;
    cell.place = {1, Box{0, 10.0 * cell.row, 50, 10.0 * cell.row + 8}, {}};
    table.cells.push_back(cell);
  }
  return table;
}

inline std::vector<Page> one_page(PageOrigin origin = PageOrigin::image) {
  std::vector<Page> pages(1);
  pages[0].number = 1;
  pages[0].origin = origin;
  return pages;
}

}  // namespace tabularium
