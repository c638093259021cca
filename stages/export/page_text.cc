#include "stages/export/page_text.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "stages/core/text_lines.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

Box around(const std::vector<Word>& words) {
  return std::accumulate(words.begin(), words.end(), Box{}, [](const Box& box, const Word& word) { return unite(box, word.box); });
}

// Where the cell stands on this page.
std::optional<Box> box_on(const Cell& cell, int page) {
  for (const Place& part : cell.parts)
    if (part.page == page && part.box) return part.box;
  return cell.place.page == page ? cell.place.box : std::nullopt;
}

// The page's words that the cell holds; takes them out of `free`.
std::vector<Word> take_words(const Cell& cell, const Page& page, const Box& box, std::vector<bool>& free) {
  const std::vector<Word>& all = page.evidence.words;
  std::vector<int> ids;
  if (cell.place.page == page.number) {
    ids = cell.words;
  } else {
    for (int id = 0; id < static_cast<int>(all.size()); ++id) {
      const Box& word = all[static_cast<std::size_t>(id)].box;
      if (box.contains({word.center_x(), word.center_y()})) ids.push_back(id);
    }
  }
  std::vector<Word> words;
  for (const int id : ids) {
    const auto index = static_cast<std::size_t>(id);
    if (index >= all.size() || !free[index]) continue;
    free[index] = false;
    words.push_back(all[index]);
  }
  return words;
}

// Whether the words say what the cell does, spaces and forms of letters aside.
bool says(const std::vector<Word>& words, const std::string& cell) {
  std::string text, wanted = cell;
  for (const Word& word : words) text += word.text;
  std::erase(text, ' ');
  std::erase(wanted, ' ');
  return text == wanted || fold_label(text) == fold_label(cell);  // folding takes ten times as long
}

// The cell's line. Where the result reads otherwise than its words do, the result counts.
WrittenLine line_of(const Cell& cell, std::vector<Word> words, const Box& box) {
  const bool whole = cell.parts.size() < 2;
  if (whole && !cell.text.empty() && !says(words, cell.text)) {
    Word word;
    word.box = words.empty() ? box : around(words);
    word.text = cell.text;
    word.confidence = cell.confidence;
    words = {word};
  }
  return {around(words), std::move(words)};
}

WrittenBlock block_of(const Table& table, const Box& box, const Page& page, std::vector<bool>& free) {
  WrittenBlock block{table.id, box, {}};
  for (const Cell& cell : table.cells) {
    const std::optional<Box> place = box_on(cell, page.number);
    if (!place) continue;
    WrittenLine line = line_of(cell, take_words(cell, page, *place, free), *place);
    if (!line.words.empty()) block.lines.push_back(std::move(line));
  }
  for (const WrittenLine& line : block.lines) block.box = unite(block.box, line.box);
  return block;
}

// Lines of what no table holds, one block each: how they form paragraphs is told by document.json.
void add_free_lines(const Page& page, const std::vector<bool>& free, std::vector<WrittenBlock>& blocks) {
  std::vector<int> upright;
  for (std::size_t i = 0; i < free.size(); ++i) {
    if (!free[i] || page.evidence.words[i].text.empty()) continue;
    const Word& word = page.evidence.words[i];
    if (word.rotation == 0) upright.push_back(static_cast<int>(i));
    else blocks.push_back({"", word.box, {{word.box, {word}}}});
  }
  for (const PrintedLine& line : printed_lines(page.evidence.words, upright))
    for (const LineSegment& segment : line.segments) {
      WrittenLine written;
      for (const int id : segment.words) written.words.push_back(page.evidence.words[static_cast<std::size_t>(id)]);
      written.box = around(written.words);
      blocks.push_back({"", written.box, {std::move(written)}});
    }
}

}  // namespace

std::vector<WrittenBlock> page_text(const Document& document, const Page& page) {
  std::vector<bool> free(page.evidence.words.size(), true);
  std::vector<WrittenBlock> blocks;
  for (const Table& table : document.tables)
    for (std::size_t i = 0; i < table.pages.size() && i < table.boxes.size(); ++i)
      if (table.pages[i] == page.number) blocks.push_back(block_of(table, table.boxes[i], page, free));
  add_free_lines(page, free, blocks);
  std::stable_sort(blocks.begin(), blocks.end(), [](const WrittenBlock& a, const WrittenBlock& b) { return a.box.y0 < b.box.y0; });
  return blocks;
}

}  // namespace tabularium
