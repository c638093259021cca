#include "stages/tables/region_signs.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "stages/core/median.h"
#include "stages/core/text_lines.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// The smallest and the largest size of a cell's words; 0 without words. Marks set small on purpose say nothing, nor do
// words read from pixels, whose size is guessed.
struct Sizes {
  double least = 0;
  double most = 0;
};

Sizes sizes_of(const Cell& cell, std::span<const Word> words) {
  Sizes sizes;
  for (const int id : cell.words) {
    const Word& word = words[at(id)];
    if (word.font_size <= 0 || word.confidence < 1 || word.superscript || word.subscript) continue;
    sizes.least = sizes.most == 0 ? word.font_size : std::min(sizes.least, word.font_size);
    sizes.most = std::max(sizes.most, word.font_size);
  }
  return sizes;
}

// Ideographs are of one width in every fount.
bool is_of_ideographs(const Word& word) {
  const std::u32string letters = to_code_points(word.text);
  return std::any_of(letters.begin(), letters.end(), [](char32_t c) { return c >= 0x2E80; });
}

// A letter's width as a share of the size, 0 where the word says nothing of it: all letters of a fount of one width have one.
double pitch_of(const Word& word) {
  if (is_of_ideographs(word)) return 0;
  const int letters = count_code_points(word.text);
  return letters < 2 || word.font_size <= 0 || word.rotation != 0 ? 0 : word.box.width() / letters / word.font_size;
}

// Whether letters have the width `pitch`, within the rounding of boxes.
bool is_of_pitch(double pitch, double of) { return std::abs(pitch - of) < 0.02 * of; }

// Enough of the words for a column or two of a table.
bool holds_figures(std::span<const int> region, std::span<const Word> words) {
  constexpr double enough = 0.25;
  const auto figures = std::count_if(region.begin(), region.end(), [&](int id) { return looks_numeric(words[at(id)].text); });
  return static_cast<double>(figures) >= enough * static_cast<double>(region.size());
}

// How many of the page's `lines` (top down) are of one block with the region's: no wide white stands between them.
std::size_t lines_around(std::span<const PrintedLine> region, const std::vector<PrintedLine>& lines) {
  constexpr double far = 4;  // line heights: a blank line or two part no listing
  const double white = far * region.front().box.height();
  std::size_t around = 0;
  bool met = false;
  double last = -1e9;
  for (const PrintedLine& line : lines) {
    if (line.box.y0 - last > white) {
      if (met) break;
      around = 0;
    }
    ++around;
    met = met || overlap_y(line.box, region.front().box) > 0;
    last = std::max(last, line.box.y1);
  }
  return met ? around : 0;
}

}  // namespace

double uneven_share(const Table& table, std::span<const Word> words) {
  constexpr double other = 4.0 / 3;
  std::vector<Sizes> cells;
  std::vector<double> sizes;
  for (const Cell& cell : table.cells) {
    const Sizes found = sizes_of(cell, words);
    if (found.most <= 0) continue;
    cells.push_back(found);
    sizes.push_back(found.most);
  }
  if (cells.empty()) return 0;
  const double usual = median(std::move(sizes));
  const auto uneven = std::count_if(cells.begin(), cells.end(), [&](const Sizes& cell) {
    return cell.most >= other * cell.least || cell.most >= other * usual || usual >= other * cell.most;
  });
  return static_cast<double>(uneven) / static_cast<double>(cells.size());
}

double listing_sign(std::span<const int> region, std::span<const int> others, std::span<const Word> words) {
  constexpr std::size_t least_words = 4;
  constexpr double all = 0.95;
  std::vector<double> pitches;
  for (const int id : region)
    if (const double pitch = pitch_of(words[at(id)]); pitch > 0) pitches.push_back(pitch);
  if (pitches.size() < least_words) return 0;
  const double pitch = median(pitches);
  const auto same = std::count_if(pitches.begin(), pitches.end(), [&](double p) { return is_of_pitch(p, pitch); });
  if (static_cast<double>(same) < all * static_cast<double>(pitches.size())) return 0;
  std::vector<int> listing;
  std::size_t otherwise = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const double own = pitch_of(words[i]);
    if (own <= 0 || words[i].hidden) continue;
    if (!is_of_pitch(own, pitch)) ++otherwise;
    else if (!std::binary_search(others.begin(), others.end(), static_cast<int>(i))) listing.push_back(static_cast<int>(i));
  }
  // By chance a word of any fount is as wide, so more than a few must be otherwise.
  if (otherwise < least_words) return 0;
  const std::vector<PrintedLine> own = printed_lines(words, region);
  if (own.empty()) return 0;
  return lines_around(own, printed_lines(words, listing)) >= 3 * own.size() || (otherwise > region.size() && !holds_figures(region, words)) ? 1 : 0;
}

}  // namespace tabularium
