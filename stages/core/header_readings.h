// Headers can be read in several ways: the best readings, told and exchanged.
// Where the lines of a boxhead were lost, the readings are trees over its labels. A tree over labels in the order in which
// they are printed is told by how many labels stand under each ("2 2 0 0 0 0": two spanners over two leaves each), as
// core/header_search lists them: row by row. Nothing is stored for it: labels and columns give the readings.
// Where the grid is seen (pages of any kind), they are the table's header_choices: another end of boxhead or stub, another spanner.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/table.h"

namespace tabularium {

struct HeaderReading {
  std::vector<int> children;    // labels under each label; empty where it is a choice
  double score = 0;             // bits; higher is better
  std::optional<HeaderChoice> choice = {};
};

struct BoxheadReadings {
  int row = 0;                  // the boxhead's rows [row, row + rows) and its value columns [col, col + cols)
  int rows = 1;
  int col = 0;
  int cols = 1;
  std::vector<CellId> labels;   // in printed order; where the grid is seen those of the table's first row
  std::vector<HeaderReading> readings;  // best first, at most three
  std::optional<std::size_t> chosen;    // the one that the cells show, if it is among them
};

// The boxheads of flattened text that stood a label a line and make more than one tree; for tables of pages the one at the top. None
// where a text's own lines, or the source, tell the headers.
std::vector<BoxheadReadings> header_readings(const Table& table);

// What it makes of the boxhead, for people; and what a correction calls it.
std::string reading_text(const Table& table, const BoxheadReadings& boxhead, const HeaderReading& reading);
std::string reading_name(const HeaderReading& reading);
// Puts the reading of this name into force. False, and nothing changed, where it does not fit.
bool choose_reading(Table& table, const BoxheadReadings& boxhead, std::string_view name);

std::string children_to_text(const std::vector<int>& children);
// nullopt for anything but numbers that make a tree.
std::optional<std::vector<int>> children_from_text(std::string_view text);
// The labels as one text, "a | b | c": what a correction is anchored to.
std::string boxhead_text(const Table& table, const BoxheadReadings& boxhead);
// "Exports (1961, 1962), Imports (1961, 1962)"; empty where the labels make no such tree.
std::string tree_text(const Table& table, const BoxheadReadings& boxhead, const std::vector<int>& children);

// Lays the labels of a boxhead out as `children` tell. Rows below move when the new tree is deeper or flatter; header trees and paths
// are built anew. False, and nothing changed, when the labels do not make such a tree over the boxhead's columns.
bool choose_header_tree(Table& table, const BoxheadReadings& boxhead, const std::vector<int>& children);

}  // namespace tabularium
