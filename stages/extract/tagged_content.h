// From a structure tree's tables to a page's. Plain values: no PDF library is needed to call or test this.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/evidence.h"

namespace tabularium {

// A stretch of a content stream that the file numbers (a marked-content sequence).
struct ContentMark {
  int stream = 0;   // object number of the form that it stands in; 0 = the page's own content
  int number = -1;  // MCID; -1 = the text stands in none
  bool artifact = false;  // no part of the text: a running head, a rule
  bool operator==(const ContentMark&) const = default;
};

// A cell as its tag tells it, before its place in the grid is known.
struct StructureCell {
  int row_span = 1;
  int col_span = 1;
  bool header = false;
  TagScope scope = TagScope::none;
  std::string id;                     // other cells name it by
  std::vector<std::string> headers;   // ids of the header cells that it names
  std::vector<std::pair<int, ContentMark>> content;  // page's object number, mark
};

// A table of the tree: rows of cells as they follow each other there.
struct StructureTable {
  std::vector<std::vector<StructureCell>> rows;
};

struct StructureTree {
  std::vector<StructureTable> tables;
  std::unordered_map<int, std::vector<std::uint64_t>> known;  // page's object number -> keys of marks in the tree, sorted
};

std::uint64_t mark_key(const ContentMark& mark) noexcept;

// A table with its cells set into a grid, as HTML does it: each in the first free place of its row.
struct SetTable {
  struct Part {
    int cell = 0;  // index into cells
    ContentMark mark;
  };
  int rows = 0;
  int cols = 0;
  std::vector<TaggedCell> cells;                        // without words; rows of the whole table
  std::unordered_map<int, std::vector<Part>> content;   // page's object number -> what of it belongs to which cell
};

// The tables that can be set; rows == 0 where one cannot (too large, no cell). Header cells without a scope get the
// one that the cells naming them imply.
SetTable set_table(const StructureTable& table);

// The part of `table` that stands on the page: rows from the first to the last of which a word stands there (a table
// that stands on one page only keeps all its rows). `marks[i]` is word i's. No cells when nothing of it stands there.
TaggedTable part_on_page(const SetTable& table, int number, int page_object, const std::vector<ContentMark>& marks);

// Share of the words whose mark the tree knows, or that are artifacts; 0..1.
double tree_cover(const StructureTree& tree, int page_object, const std::vector<ContentMark>& marks);

}  // namespace tabularium
