// The words of a page as the formats of OCR programs want them: in blocks, lines and words, with the readings that the
// result holds.
#pragma once

#include <deque>
#include <span>
#include <string_view>
#include <vector>

#include "models/document.h"

namespace tabularium {

// Lines of a block and words of a line lie one after another: from `from` to before `to` (PageText::lines, words).
struct WrittenLine {
  Box box;
  std::size_t from = 0;
  std::size_t to = 0;                   // left to right
};

struct WrittenBlock {
  std::string_view table;               // Table::id; empty = text outside tables
  Box box;
  std::size_t from = 0;
  std::size_t to = 0;                   // of a table: a line for each cell that is not empty
};

// Read of one page after another, in the same memory. Blocks top down. A cell whose reading was changed after its words were recognised
// stands as one word. Turned words stand each on a line of its own. Empty for text input.
class PageText {
 public:
  void read(const Document& document, const Page& page);

  // Lent until the next read(), and as long as the document is there.
  std::span<const WrittenBlock> blocks() const { return blocks_; }
  std::span<const WrittenLine> lines(const WrittenBlock& block) const { return std::span(lines_).subspan(block.from, block.to - block.from); }
  std::span<const Word* const> words(const WrittenLine& line) const { return std::span(words_).subspan(line.from, line.to - line.from); }

 private:
  void add_table(const Table& table, const Box& box, const Page& page);
  void add_cell(const Cell& cell, const Page& page, const Box& box);
  void take_words(const Cell& cell, const Page& page, const Box& box);
  void add_free_lines(const Page& page);
  void end_line(std::size_t from);
  void end_block(std::string_view table, Box box, std::size_t from);

  std::vector<bool> free_;              // by word of the page: no table has taken it
  std::vector<const Word*> words_;
  std::vector<WrittenLine> lines_;
  std::vector<WrittenBlock> blocks_;
  std::deque<Word> made_;               // readings that no words of the page say
};

}  // namespace tabularium
