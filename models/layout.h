// What layout finds: blocks of text in reading order and the regions where tables stand.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/place.h"
#include "models/table.h"

namespace tabularium {

enum class BlockKind { title, heading, paragraph, list_item, table, note, header, footer };

struct Block {
  int id = 0;                     // index into Document::blocks
  BlockKind kind = BlockKind::paragraph;
  int level = 0;                  // headings: 1 = outermost; others 0
  std::string number;             // enumerator as printed: "二、", "3.1"; empty = none
  std::string text;               // whole text, enumerator included; a table's is empty until composed
  Place place;
  int region = -1;                // kind table: index into Document::regions
  std::string table;              // kind table: Table::id, set by headers; empty while none was accepted
  bool operator==(const Block&) const = default;
};

enum class RegionKind {
  ruled,      // closed cells by ruling lines
  part_ruled, // horizontal rules, fills or a frame, the rest by alignment
  unruled,    // alignment alone
  flattened,  // text input: the rows (or the grid) must be found from the words alone
};

// A hypothesis for one region's grid (and, for flattened text, its roles). `table` has cells with text, place, spans;
// roles only where `roles_known`. One that was accepted keeps id, rows and cols alone: its cells are in Document::tables. Captions, unit and notes are filled as far as the region knows them.
struct Candidate {
  Table table;
  std::string method;             // "ruled", "edges", "hybrid", "flat" … for people and for ablations
  bool roles_known = false;
  double score = 0;               // set by the judge: log-odds of this grid against another of the region
  double table_odds = 0;          // set by the judge: log-odds that there is a table at all
  std::vector<std::pair<std::string, double>> signs;     // what its finder knows, for the judge to weigh, 0..1 each
  std::vector<std::pair<std::string, double>> features;  // what both are made of
  bool operator==(const Candidate&) const = default;
};

struct TableRegion {
  int page = 0;
  RegionKind kind = RegionKind::unruled;
  std::optional<Box> box;         // absent for text input
  std::vector<int> words;         // indices into the page's words that lie inside
  int line_from = 0;              // text input: indices into the page's lines, half-open
  int line_to = 0;
  std::string caption;
  std::string unit;
  std::vector<std::string> notes;
  std::vector<std::string> section;   // headings in force, outermost first
  std::vector<Candidate> candidates;  // set by tables. A region that goes on an earlier one has none and says so below
  int continues = -1;                 // index of the region whose table goes on here
  bool operator==(const TableRegion&) const = default;
};

}  // namespace tabularium
