#include "stages/tables/shared_columns.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "stages/core/page_of.h"
#include "stages/core/page_rules.h"
#include "stages/core/text_columns.h"
#include "stages/core/text_lines.h"
#include "stages/tables/edge_grid.h"
#include "stages/tables/repeated_heads.h"
#include "stages/tables/stitch.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr double same_place = 1.5;      // points
constexpr std::size_t most_parts = 12;  // pages looked at together: more would tell no more

// A page's part of a table.
struct Part {
  TableRegion* region = nullptr;
  const Page* page = nullptr;
  double dx = 0;        // how far its heads stand right of the first part's, points
  std::set<int> heads;  // words that repeat the first part's
};

bool is_edges(const TableRegion& region) {
  return region.box && region.kind != RegionKind::ruled && !region.candidates.empty() && region.candidates.front().method == "edges";
}

// The word of `next` with the text of `word` at its place, moved; -1 for none.
int returning(const Part& next, const Word& word, double dx, double dy) {
  for (const int id : next.region->words) {
    const Word& other = next.page->evidence.words[at(id)];
    if (other.text == word.text && std::abs(other.box.x0 - word.box.x0 - dx) < same_place && std::abs(other.box.y0 - word.box.y0 - dy) < same_place)
      return id;
  }
  return -1;
}

// Finds the lines at the top of `first` that return in `next`; false where they are no heads: no line of several texts.
bool heads_return(const Part& first, Part& next) {
  constexpr std::size_t least_words = 3;
  const std::vector<Word>& words = first.page->evidence.words;
  const std::vector<PrintedLine> lines = printed_lines(words, first.region->words);
  const std::vector<PrintedLine> others = printed_lines(next.page->evidence.words, next.region->words);
  if (lines.empty() || others.empty()) return false;
  const Box& from = words[at(lines.front().segments.front().words.front())].box;
  const Box& to = next.page->evidence.words[at(others.front().segments.front().words.front())].box;
  next.dx = to.x0 - from.x0;
  bool cut = false;
  for (const PrintedLine& line : lines) {
    std::vector<int> found;
    for (const LineSegment& segment : line.segments)
      for (const int id : segment.words) found.push_back(returning(next, words[at(id)], next.dx, to.y0 - from.y0));
    if (std::find(found.begin(), found.end(), -1) != found.end()) break;
    next.heads.insert(found.begin(), found.end());
    cut = cut || line.segments.size() > 1;
  }
  return cut && next.heads.size() >= least_words;
}

const Table& grid_of(const Part& part) { return part.region->candidates.front().table; }

bool heads_agree(const Table& first, const Table& next) { return repeated_head_rows(first, next) > 0 && columns_agree(first, next); }

// All parts as if they stood on one page, the heads once.
std::vector<ColumnBand> columns_of(const std::vector<Part>& parts) {
  std::vector<Word> words;
  double bottom = 0;
  for (std::size_t i = 0; i < std::min(parts.size(), most_parts); ++i) {
    const Part& part = parts[i];
    const double dy = i == 0 ? 0 : bottom - part.region->box->y0;
    for (const int id : part.region->words) {
      if (part.heads.contains(id)) continue;
      Word word = part.page->evidence.words[at(id)];
      word.box = {word.box.x0 - part.dx, word.box.y0 + dy, word.box.x1 - part.dx, word.box.y1 + dy};
      words.push_back(std::move(word));
    }
    bottom = part.region->box->y1 + dy;
  }
  std::vector<int> which(words.size());
  std::iota(which.begin(), which.end(), 0);
  return edge_columns(words, which, page_rules(*parts.front().page), *parts.front().region->box);
}

void lay_anew(std::vector<Part>& parts) {
  const std::vector<ColumnBand> columns = columns_of(parts);
  if (columns.empty()) return;
  std::vector<Table> tables;
  for (const Part& part : parts) {
    std::vector<ColumnBand> own = columns;
    for (ColumnBand& column : own) column.x0 += part.dx, column.x1 += part.dx;
    tables.push_back(build_edge_grid(part.page->evidence.words, part.region->words, page_rules(*part.page), *part.region->box, part.page->number, own));
    if (tables.back().rows == 0 || (tables.size() > 1 && !heads_agree(tables.front(), tables.back()))) return;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Table& grid = parts[i].region->candidates.front().table;
    tables[i].caption = grid.caption;
    tables[i].unit = grid.unit;
    tables[i].notes = grid.notes;
    tables[i].section = grid.section;
    grid = std::move(tables[i]);
  }
}

}  // namespace

void share_columns(Document& document) {
  std::vector<TableRegion>& regions = document.regions;
  for (std::size_t i = 0; i < regions.size();) {
    std::vector<Part> parts;
    if (is_edges(regions[i])) parts.push_back({&regions[i], page_of(document.pages, regions[i].page), 0, {}});
    std::size_t next = i + 1;
    while (!parts.empty() && parts.front().page != nullptr && next < regions.size()) {
      Part part{&regions[next], page_of(document.pages, regions[next].page), 0, {}};
      const bool follows = is_edges(*part.region) && part.page != nullptr && part.region->caption.empty() && part.region->page == regions[next - 1].page + 1;
      if (!follows || !heads_return(parts.front(), part)) break;
      parts.push_back(std::move(part));
      ++next;
    }
    const bool differ = std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
      return &part != &parts.front() && !heads_agree(grid_of(parts.front()), grid_of(part));
    });
    if (differ) lay_anew(parts);
    i = next;
  }
}

}  // namespace tabularium
