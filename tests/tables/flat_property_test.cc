// Random tables, written in each flattened form and read back: the same cells, roles and paths.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <tuple>

#include "stages/core/table_structure.h"
#include "stages/tables/flat_tables.h"
#include "tests/generators/flat_documents.h"
#include "tests/text_lines.h"

namespace tabularium {
namespace {

Table read_back(const std::string& text) {
  const Document document = flat_document(text);
  std::vector<Candidate> candidates = flat_candidates(document, document.regions[0]);
  if (candidates.empty()) return {};
  Table table = std::move(candidates.front().table);
  build_header_trees(table);
  return table;
}

using Placed = std::tuple<int, int, int, int, int, std::string, std::string>;

std::string path_of(const Table& table, const CellPath& path) {
  std::string out;
  for (const CellId id : path) out += table.cells[static_cast<std::size_t>(id)].text + " / ";
  return out;
}

std::vector<Placed> cells_of(const Table& table) {
  std::vector<Placed> out;
  for (const Cell& cell : table.cells) {
    const std::string paths = cell.role == Role::data ? path_of(table, cell.row_path) + "x " + path_of(table, cell.col_path) : "";
    out.emplace_back(cell.row, cell.col, cell.row_span, cell.col_span, static_cast<int>(cell.role), cell.text, paths);
  }
  std::sort(out.begin(), out.end());
  return out;
}

int environment(const char* name, int otherwise) {
  const char* set = std::getenv(name);
  return set == nullptr ? otherwise : std::atoi(set);
}

// TABULARIUM_FLAT_FROM, TABULARIUM_FLAT_SEEDS: other seeds than the fixed ones; failures are told with their text.
TEST(FlatProperty, WrittenAndReadBack) {
  constexpr double floor = 0.95;  // of the tables of each form, all cells, roles and paths right
  const int from = environment("TABULARIUM_FLAT_FROM", 1);
  const int seeds = environment("TABULARIUM_FLAT_SEEDS", 80);
  std::map<std::string, std::pair<int, int>> right_of;  // form -> right, all
  int told = environment("TABULARIUM_FLAT_TELL", 0);
  for (int seed = from; seed < from + seeds; ++seed) {
    const FlatSample sample = make_flat_sample(static_cast<std::uint64_t>(seed));
    ASSERT_EQ(structure_error(sample.table), "") << seed;
    for (const FlatForm form : sample.forms) {
      const std::string text = write_flat(sample.table, form);
      const Table table = read_back(text);
      const auto expected = cells_of(sample.table);
      const auto found = cells_of(table);
      auto& [right, all] = right_of[std::string(name_of(form))];
      ++all;
      if (expected == found) {
        ++right;
        continue;
      }
      const std::string what = "seed " + std::to_string(seed) + " " + std::string(name_of(form)) + ": " + sample.kind;
      std::cout << what << " (" << sample.table.rows << "x" << sample.table.cols << " read as " << table.rows << "x" << table.cols << ")\n";
      if (told-- <= 0) continue;
      std::cout << text;
      for (std::size_t i = 0, shown = 0; i < found.size() && shown < 8; ++i)
        if (!std::binary_search(expected.begin(), expected.end(), found[i])) {
          const auto& [r, c, rs, cs, role, cell, paths] = found[i];
          std::cout << "  read " << r << "," << c << " " << rs << "x" << cs << " role " << role << " " << cell << " : " << paths << "\n";
          ++shown;
        }
    }
  }
  for (const auto& [form, counts] : right_of) {
    const auto [right, all] = counts;
    std::cout << form << ": " << right << " of " << all << "\n";
    EXPECT_GE(right, floor * all) << form;
  }
}

}  // namespace
}  // namespace tabularium
