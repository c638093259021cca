#include "stages/extract/fount_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <string>

#include "stages/core/number_text.h"
#include "stages/extract/fount_rows.h"
#include "stages/extract/image_lines.h"

namespace tabularium {
namespace {

constexpr int kFigure = InkField::kFigureHeight;
constexpr double kSure = 0.6;       // of a figure: below it the recogniser's own figure counts
constexpr double kLostMark = 0.8;   // sureness of a mark of which little more than the place is left

bool is_plain_number(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; });
}

// Figures of the page that a recogniser is sure of and that stand apart from each other: one run of ink each.
std::vector<Specimen> specimens_of(const PreparedPage& page, const InkField& field, const std::vector<TextPiece>& pieces, double& advance) {
  constexpr double sure = 0.8;
  std::vector<Specimen> specimens;
  std::vector<double> distances;
  for (const TextPiece& piece : pieces) {
    const double height = piece.box.height() / page.glyph_height;
    if (piece.words.size() != 1 || piece.confidence < sure || height < 0.85 || height > 1.15) continue;
    const std::string& text = piece.words.front().text;
    if (!is_plain_number(text)) continue;
    const auto runs = ink_runs(page.ink.get(), piece.box);
    if (runs.size() != text.size()) continue;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (text[i] < '0' || text[i] > '9') continue;
      const double x = (piece.box.x0 + (runs[i].first + runs[i].second) / 2.0) * field.scale;
      if (i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9') distances.push_back(x - specimens.back().x);
      specimens.push_back({x, piece.box.center_y() * field.scale, text[i] - '0'});
    }
  }
  if (distances.empty()) return {};
  std::nth_element(distances.begin(), distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2), distances.end());
  advance = distances[distances.size() / 2];
  return specimens;
}

std::string squeezed(const std::vector<Word>& words) {
  std::string text;
  for (const Word& word : words) text += word.text;
  return text;
}

bool is_figure(char c) { return is_ascii_digit(static_cast<unsigned char>(c)); }

std::string figures_of(const FigureRow& row) {
  std::string figures;
  for (const FigureRun& run : row.runs) figures += run.figures;
  return figures;
}

// What a reading has after each of its figures: one sign, 0 for nothing; '?' for more than one, or a letter.
std::vector<char> signs_of(const std::string& text) {
  std::vector<char> signs;
  for (const char c : text) {
    if (is_figure(c))
      signs.push_back(0);
    else if (!signs.empty())
      signs.back() = signs.back() == 0 && std::string(".,-/:").find(c) != std::string::npos ? c : '?';
  }
  return signs;
}

// Which sign a mark of some shape is: what the recogniser mostly reads there on this page. It confuses a point with a comma
// or a degree now and then, not always.
class MarkNames {
 public:
  void learn(const FigureRow& row, const std::string& reading);
  char name(Mark mark, char read) const;   // `read`: the recogniser's sign there, 0 or '?' for none

 private:
  char usual(const std::map<char, int>& signs, int fewest, double share) const;
  std::array<std::map<char, int>, 6> signs_;
  std::map<char, int> all_;
};

void MarkNames::learn(const FigureRow& row, const std::string& reading) {
  if (figures_of(row) != ascii_digits(reading)) return;
  const std::vector<char> signs = signs_of(reading);
  std::size_t next = 0;
  for (const FigureRun& run : row.runs)
    for (const Mark mark : run.after) {
      const char sign = signs[next++];
      if (mark == Mark::none || sign == '?') continue;
      ++signs_[static_cast<std::size_t>(mark)][sign];
      ++all_[sign];
    }
}

char MarkNames::usual(const std::map<char, int>& signs, int fewest, double share) const {
  int all = 0;
  for (const auto& [sign, count] : signs) all += count;
  for (const auto& [sign, count] : signs)
    if (all >= fewest && count >= share * all) return sign;
  return '?';
}

char MarkNames::name(Mark mark, char read) const {
  const bool has_shape = mark == Mark::point || mark == Mark::comma || mark == Mark::dash;
  const char habit = has_shape ? usual(signs_[static_cast<std::size_t>(mark)], 8, 0.8) : usual(all_, 20, 0.9);
  if (habit != '?') return habit;
  if (read != '?' && (read != 0 || !has_shape)) return read;
  return mark == Mark::comma ? ',' : mark == Mark::dash ? '-' : has_shape ? '.' : '\0';
}

bool is_whole(const Fount& fount) {
  return std::all_of(fount.told_apart.begin(), fount.told_apart.end(), [](bool told) { return told; });
}

// The row in words. A figure that the fount is not sure of, or cannot tell, is the recogniser's, where that read as many; so
// are all signs where the fount lacks a figure, as what is beside that figure is found where it is not.
TextPiece piece_of(const FigureRow& row, const std::string& reading, const MarkNames& names, const Fount& fount) {
  const std::string figures = ascii_digits(reading);
  const bool even = figures.size() == figures_of(row).size(), whole = is_whole(fount);
  const std::vector<char> signs = signs_of(reading);
  TextPiece piece;
  piece.box = row.box;
  piece.band_top = row.box.y0;
  piece.band_bottom = row.box.y1;
  piece.read = true;
  piece.confidence = 1;
  std::size_t next = 0;
  for (const FigureRun& run : row.runs) {
    Word word;
    word.box = run.box;
    word.space_before = !piece.words.empty();
    if (run.minus) word.text = "-";
    double sureness = 1;
    for (std::size_t i = 0; i < run.figures.size(); ++i, ++next) {
      const bool keeps = even && (run.sureness[i] < kSure || !fount.told_apart[static_cast<std::size_t>(figures[next] - '0')]);
      word.text += keeps ? figures[next] : run.figures[i];
      sureness *= run.sureness[i];
      if (!whole && even) {
        if (signs[next] != 0 && signs[next] != '?') word.text += signs[next];
        continue;
      }
      if (run.after[i] == Mark::none) continue;
      const char sign = names.name(run.after[i], even ? signs[next] : '?');
      if (sign != 0) word.text += sign;
      if (run.after[i] == Mark::lost || run.after[i] == Mark::other) sureness *= kLostMark;
    }
    word.confidence = std::max(0.05, sureness);
    piece.confidence = std::min(piece.confidence, word.confidence);
    piece.words.push_back(std::move(word));
  }
  return piece;
}

// The fount's reading with what the recogniser made of the same piece.
TextPiece settled(const FigureRow& row, const TextPiece& first, const MarkNames& names, const Fount& fount) {
  const std::string other = squeezed(first.words);
  TextPiece piece = piece_of(row, other, names, fount);
  if (squeezed(piece.words) == other) {
    for (Word& word : piece.words) word.confidence = 1 - (1 - word.confidence) * (1 - first.confidence);
  } else if (piece.words.size() == 1) {
    Word& word = piece.words.front();
    word.alternatives = {{word.text, word.confidence, "fount"}, {text_of(first), first.confidence, "tesseract"}};
  }
  return piece;
}

// Any upright stroke is like a 1, so a figure alone needs the recogniser's word; and what it reads as a sign or a letter
// beside figures may be one, where something small stands there.
bool may_replace(const FigureRow& row, const TextPiece& first) {
  const std::string reading = squeezed(first.words), figures = figures_of(row);
  if (figures.size() == 1 && ascii_digits(reading).size() != 1) return false;
  if (!row.specks || reading.empty()) return true;
  const auto is_speck = [](char c) { return std::string(".,:;'`-|_").find(c) != std::string::npos; };
  const bool own_point = reading.front() == '.' && ascii_digits(reading) == figures && signs_of(reading) == std::vector<char>(figures.size(), 0);
  return !own_point && (is_figure(reading.back()) || is_speck(reading.back())) && (is_figure(reading.front()) || is_speck(reading.front()));
}

// A fount that lacks a figure takes it for another: then the recogniser must at least have seen the same figures.
bool has_as_many(const std::vector<FigureRow>& rows, const TextPiece& first) {
  return rows.size() == 1 && figures_of(rows.front()).size() == ascii_digits(squeezed(first.words)).size();
}

// Letters, and no figure among them.
bool is_letters(const std::string& text) {
  const auto letters = std::count_if(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; });
  return letters >= 2 && ascii_digits(text).empty();
}

}  // namespace

bool outweighs(std::span<const FigureRow> rows, const TextPiece& first) {
  if (!is_letters(squeezed(first.words))) return true;
  double least = 1;
  for (const FigureRow& row : rows)
    for (const FigureRun& run : row.runs)
      least = std::min(least, std::accumulate(run.sureness.begin(), run.sureness.end(), 1.0, std::multiplies<>()));
  return least > first.confidence;
}

std::optional<Fount> fount_of(const PreparedPage& page, const InkField& field, const std::vector<TextPiece>& pieces) {
  double advance = 0;
  std::vector<Specimen> specimens = specimens_of(page, field, pieces, advance);
  if (specimens.empty() || advance < 0.3 * kFigure || advance > 1.1 * kFigure) return std::nullopt;
  return learn_fount(field, std::move(specimens), advance);
}

int read_with_fount(const PreparedPage& page, std::vector<TextPiece>& pieces) {
  constexpr double lowest = 0.8, highest = 8;  // glyph heights of a piece worth trying
  Pix* printed = page.printed ? page.printed.get() : page.gray.get();
  const InkField field = make_ink_field(printed, page.paper, page.ink_level, page.glyph_height);
  if (field.width == 0) return 0;
  const std::optional<Fount> fount = fount_of(page, field, pieces);
  if (!fount) return 0;
  const bool whole = is_whole(*fount);
  std::vector<std::vector<FigureRow>> rows(pieces.size());
  MarkNames names;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const double height = pieces[i].box.height() / page.glyph_height;
    if (height <= lowest || height >= highest) continue;
    rows[i] = find_figure_rows(field, *fount, pieces[i].box);
    if (rows[i].size() == 1 && !may_replace(rows[i].front(), pieces[i])) rows[i].clear();
    if (!whole && !has_as_many(rows[i], pieces[i])) rows[i].clear();
    if (!outweighs(rows[i], pieces[i])) rows[i].clear();
    if (rows[i].size() == 1) names.learn(rows[i].front(), squeezed(pieces[i].words));
  }
  std::vector<TextPiece> all;
  int count = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    count += rows[i].empty() ? 0 : 1;
    if (rows[i].empty())
      all.push_back(std::move(pieces[i]));
    else if (rows[i].size() == 1)
      all.push_back(settled(rows[i].front(), pieces[i], names, *fount));
    else
      for (const FigureRow& row : rows[i]) all.push_back(piece_of(row, "", names, *fount));
  }
  pieces = std::move(all);
  return count;
}

}  // namespace tabularium
