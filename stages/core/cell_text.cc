#include "stages/core/cell_text.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "stages/core/text_lines.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr double touching_em = 0.12;  // a smaller gap is none

// The box as it looks when its text is turned upright: u along the text, v down its lines.
Box upright(const Box& b, int rotation) {
  switch (rotation & 3) {
    case 1: return {b.y0, -b.x1, b.y1, -b.x0};
    case 2: return {-b.x1, -b.y1, -b.x0, -b.y0};
    case 3: return {-b.y1, b.x0, -b.y0, b.x1};
    default: return b;
  }
}

struct Reading {
  std::string raw;
  std::string text;
};

void append_word(Reading& line, const Word& word, bool space) {
  const std::string& raw = word.raw.empty() ? word.text : word.raw;
  if (line.text.empty()) {
    line = {raw, word.text};
  } else if (space) {
    line.raw = join_text(line.raw, raw);
    line.text = join_text(line.text, word.text);
  } else {
    line.raw += raw;
    line.text += word.text;
  }
}

bool spaced(const Word& before, const Word& word, double gap, double height) {
  if (gap > touching_em * height) return true;
  return word.space_before && gap > 0 && &before != &word;
}

bool ends_in_broken_word(std::string_view text) {
  return text.size() > 2 && text.back() == '-' && text[text.size() - 2] != ' ' && is_letter(to_code_points(text.substr(0, text.size() - 1)).back());
}

// Does the page break the word that ends in `left` and goes on in `right`, or is the hyphen its own? The word as it stands elsewhere on
// the page tells; else whether the page breaks words at all: several different ones then end in a hyphen.
bool breaks_word(std::span<const Word> words, std::string_view left, std::string_view right) {
  constexpr std::size_t several = 3;
  const std::string end(left.substr(left.rfind(' ') == std::string_view::npos ? 0 : left.rfind(' ') + 1));
  const std::string rest(right.substr(0, right.find(' ')));
  const std::string whole = end.substr(0, end.size() - 1) + rest;
  const std::string compound = end + rest;
  std::set<std::string_view> broken;
  for (const Word& word : words) {
    if (word.text == whole) return true;
    if (word.text == compound) return false;
    if (word.text != end && ends_in_broken_word(word.text)) broken.insert(word.text);
  }
  return broken.size() >= several;
}

}  // namespace

bool continues_date(std::string_view above, std::string_view below) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto figures = [&](std::string_view text) {
    return std::all_of(text.begin(), text.end(), [&](char c) { return is_digit(c) || c == '-'; });
  };
  if (above.size() < 2 || above.back() != '-' || !is_digit(above.front()) || !figures(above)) return false;
  if (below.empty() || !is_digit(below.front()) || !is_digit(below.back()) || !figures(below)) return false;
  return std::count(above.begin(), above.end(), '-') + std::count(below.begin(), below.end(), '-') == 2;
}

CellText read_cell(std::span<const Word> words, std::span<const int> which) {
  CellText cell;
  if (which.empty()) return cell;
  std::array<int, 4> turned{};
  for (int id : which) ++turned[at(words[at(id)].rotation & 3)];
  const int rotation = static_cast<int>(std::max_element(turned.begin(), turned.end()) - turned.begin());
  std::vector<Word> upright_words;
  std::vector<int> local;
  for (int id : which) {
    Word word;
    word.box = upright(words[at(id)].box, rotation);
    word.superscript = words[at(id)].superscript;
    word.subscript = words[at(id)].subscript;
    upright_words.push_back(std::move(word));
    local.push_back(static_cast<int>(local.size()));
  }
  Reading whole;
  double sum = 0;
  double least = 1;
  cell.bold = true;
  for (const PrintedLine& line : printed_lines(upright_words, local, {.gap = 1e9})) {
    Reading reading;
    int before = -1;
    for (const LineSegment& segment : line.segments) {
      for (int index : segment.words) {
        const int id = which[at(index)];
        const Word& word = words[at(id)];
        bool space = true;
        if (before >= 0) {
          const Box& left = upright_words[at(before)].box;
          const Box& right = upright_words[at(index)].box;
          space = spaced(words[at(which[at(before)])], word, right.x0 - left.x1, std::min(left.height(), right.height()));
        }
        append_word(reading, word, space);
        cell.words.push_back(id);
        cell.bold = cell.bold && word.bold;
        sum += word.confidence;
        least = std::min(least, word.confidence);
        before = index;
      }
    }
    whole.raw = whole.raw.empty() ? reading.raw : join_text(whole.raw, reading.raw);
    const bool tight = whole.text.empty() || continues_date(whole.text, reading.text);
    const bool breaks = !tight && ends_in_broken_word(whole.text) && breaks_word(words, whole.text, reading.text);
    whole.text = tight ? whole.text + reading.text : continue_text(whole.text, reading.text, breaks);
  }
  cell.raw = collapse_spaces(whole.raw);
  cell.text = collapse_spaces(whole.text);
  cell.confidence = cell.words.empty() ? 1 : (least + sum / static_cast<double>(cell.words.size())) / 2;
  cell.bold = cell.bold && !cell.words.empty();
  return cell;
}

void set_cell_text(Cell& cell, std::span<const Word> words, std::span<const int> which, double left) {
  CellText read = read_cell(words, which);
  cell.raw = std::move(read.raw);
  cell.text = std::move(read.text);
  cell.confidence = read.confidence;
  cell.bold = read.bold;
  cell.words = std::move(read.words);
  if (!cell.words.empty()) cell.indent = std::max(0.0, words[at(cell.words.front())].box.x0 - left);
}

}  // namespace tabularium
