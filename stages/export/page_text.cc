#include "stages/export/page_text.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>

#include "stages/core/text_lines.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

Box around(std::span<const Word* const> words) {
  return std::accumulate(words.begin(), words.end(), Box{}, [](const Box& box, const Word* word) { return unite(box, word->box); });
}

// Where the cell stands on this page.
std::optional<Box> box_on(const Cell& cell, int page) {
  for (const Place& part : cell.parts)
    if (part.page == page && part.box) return part.box;
  return cell.place.page == page ? cell.place.box : std::nullopt;
}

// Whether the words say what the cell does, spaces and forms of letters aside.
bool says(std::span<const Word* const> words, std::string_view cell) {
  std::size_t at = 0;
  bool same = true;   // without folding, which takes ten times as long
  const auto pass_spaces = [&] { for (; at < cell.size() && cell[at] == ' '; ++at) {} };
  for (const Word* word : words)
    for (const char c : word->text) {
      if (c == ' ') continue;
      pass_spaces();
      same = same && at < cell.size() && cell[at++] == c;
    }
  pass_spaces();
  if (same && at == cell.size()) return true;
  std::string text;
  for (const Word* word : words) text += word->text;
  return fold_label(text) == fold_label(cell);
}

}  // namespace

void PageText::take_words(const Cell& cell, const Page& page, const Box& box) {
  const std::vector<Word>& all = page.evidence.words;
  const auto take = [&](std::size_t index) {
    if (index >= all.size() || !free_[index]) return;
    free_[index] = false;
    words_.push_back(&all[index]);
  };
  if (cell.place.page == page.number) {
    for (const int id : cell.words) take(static_cast<std::size_t>(id));
    return;
  }
  for (std::size_t index = 0; index < all.size(); ++index)
    if (box.contains({all[index].box.center_x(), all[index].box.center_y()})) take(index);
}

void PageText::end_line(std::size_t from) {
  if (from < words_.size()) lines_.push_back({around(std::span(words_).subspan(from)), from, words_.size()});
}

void PageText::end_block(std::string_view table, Box box, std::size_t from) {
  for (std::size_t line = from; line < lines_.size(); ++line) box = unite(box, lines_[line].box);
  blocks_.push_back({table, box, from, lines_.size()});
}

// The cell's line. Where the result reads otherwise than its words do, the result counts.
void PageText::add_cell(const Cell& cell, const Page& page, const Box& box) {
  const std::size_t from = words_.size();
  take_words(cell, page, box);
  const auto words = std::span<const Word* const>(words_).subspan(from);
  const bool whole = cell.parts.size() < 2;
  if (whole && !cell.text.empty() && !says(words, cell.text)) {
    Word& word = made_.emplace_back();
    word.box = words.empty() ? box : around(words);
    word.text = cell.text;
    word.confidence = cell.confidence;
    words_.resize(from);
    words_.push_back(&word);
  }
  end_line(from);
}

void PageText::add_table(const Table& table, const Box& box, const Page& page) {
  const std::size_t from = lines_.size();
  for (const Cell& cell : table.cells)
    if (const std::optional<Box> place = box_on(cell, page.number)) add_cell(cell, page, *place);
  end_block(table.id, box, from);
}

// Lines of what no table holds, one block each: how they form paragraphs is told by document.json.
void PageText::add_free_lines(const Page& page) {
  const std::vector<Word>& all = page.evidence.words;
  const auto add = [&](std::span<const int> ids) {
    const std::size_t line = lines_.size(), from = words_.size();
    for (const int id : ids) words_.push_back(&all[static_cast<std::size_t>(id)]);
    end_line(from);
    end_block({}, lines_.back().box, line);
  };
  std::vector<int> upright;
  for (std::size_t i = 0; i < free_.size(); ++i) {
    if (!free_[i] || all[i].text.empty()) continue;
    const int id = static_cast<int>(i);
    if (all[i].rotation == 0) upright.push_back(id);
    else add(std::span(&id, 1));
  }
  for (const PrintedLine& line : printed_lines(all, upright))
    for (const LineSegment& segment : line.segments)
      if (!segment.words.empty()) add(segment.words);
}

void PageText::read(const Document& document, const Page& page) {
  free_.assign(page.evidence.words.size(), true);
  words_.clear();
  lines_.clear();
  blocks_.clear();
  made_.clear();
  for (const Table& table : document.tables)
    for (std::size_t i = 0; i < table.pages.size() && i < table.boxes.size(); ++i)
      if (table.pages[i] == page.number) add_table(table, table.boxes[i], page);
  add_free_lines(page);
  std::stable_sort(blocks_.begin(), blocks_.end(), [](const WrittenBlock& a, const WrittenBlock& b) { return a.box.y0 < b.box.y0; });
}

}  // namespace tabularium
