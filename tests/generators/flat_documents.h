// Tables from a seed number, and the forms in which flattened text keeps them: for tests that read them back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/table.h"

namespace tabularium {

enum class FlatForm {
  cells,     // one cell a line, closed by a bar: rows and spans are lost
  bars,      // a row a line, each cell closed by a bar: spans and cells below a spanning one are lost
  markdown,  // a closed grid; a spanning cell stands in its first place, the others are empty
  tabs,      // the same grid, divided by tabs
};

struct FlatSample {
  Table table;        // as contract: every position covered, roles and paths set
  std::string kind;   // what it is made of, for reports of failures
  std::vector<FlatForm> forms;  // those that carry the whole table
};

// What flattened text cannot tell is not made: groups without a number are three or more, over two or three rows each, sections
// over more; spanners of one group stand over like numbers of labels; a text column has no numbers.
FlatSample make_flat_sample(std::uint64_t seed);
std::string write_flat(const Table& table, FlatForm form);
std::string_view name_of(FlatForm form) noexcept;

}  // namespace tabularium
