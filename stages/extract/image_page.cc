#include "stages/extract/image_page.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "stages/core/unicode.h"
#include "stages/extract/image_lines.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/image_reading.h"
#include "stages/extract/piece_reading.h"
#include "stages/extract/reader.h"

namespace tabularium {
namespace {

constexpr std::size_t kMostPieces = 6000;

// Languages to choose from when the user named none.
std::vector<std::string> default_languages() {
  std::vector<std::string> chosen;
  const std::vector<std::string> installed = installed_languages();
  for (const char* language : {"eng", "deu", "fra", "chi_sim"})
    if (std::find(installed.begin(), installed.end(), language) != installed.end()) chosen.emplace_back(language);
  if (chosen.empty()) chosen.emplace_back("eng");
  return chosen;
}

Word to_points(Word word, double pixels_per_point, double font_size) {
  const double k = 1 / pixels_per_point;
  word.box = {word.box.x0 * k, word.box.y0 * k, word.box.x1 * k, word.box.y1 * k};
  word.baseline *= k;
  word.font_size = font_size;
  return word;
}

// The height of the ink tells the size of the type: capitals stand about 0.73 em, Chinese characters about 0.92 em high,
// letters with descenders reach from 0.73 above to 0.22 below the baseline.
double font_size_of(const TextPiece& piece, double pixels_per_point) {
  bool han = false, below = false;
  for (const Word& word : piece.words)
    for (char32_t c : to_code_points(word.text)) {
      han = han || is_han(c);
      below = below || std::u32string_view(U"gjpqy,;()Q").find(c) != std::u32string_view::npos;
    }
  const double height = piece.box.height() / pixels_per_point;
  const double em = han ? 0.92 : below ? 0.93 : 0.73;
  return std::round(height / em * 10) / 10;
}

struct PageReading {
  PreparedPage prepared;
  std::vector<TextPiece> pieces;
  double confidence = 0;
};

double mean_confidence(const std::vector<TextPiece>& pieces) {
  double sum = 0, letters = 0;
  for (const TextPiece& piece : pieces)
    for (const Word& word : piece.words) {
      sum += word.confidence * count_code_points(word.text);
      letters += count_code_points(word.text);
    }
  return letters > 0 ? sum / letters : 0;
}

Result<PageReading> read_turned(const PageImage& image, const ImagePageOptions& options, int turned, Readers readers) {
  Result<PreparedPage> prepared = prepare_page(image, options, turned);
  if (!prepared) return prepared.error();
  PageReading reading;
  reading.prepared = std::move(prepared).value();
  const PreparedPage& page = reading.prepared;
  if (page.glyph_height <= 0) return reading;
  for (const Box& box : find_text_pieces(page.ink.get(), page.rules, page.glyph_height))
    reading.pieces.push_back(TextPiece{.box = box});
  if (reading.pieces.size() > kMostPieces) reading.pieces.resize(kMostPieces);
  find_bands(reading.pieces, page.glyph_height);
  const std::vector<std::string> allowed = options.languages.empty() ? default_languages() : options.languages;
  Result<std::string> language = choose_language(page, reading.pieces, allowed, readers.first);
  if (!language) return language.error();
  if (is_han_language(language.value())) {
    join_light_pieces(reading.pieces, page.rules, page.glyph_height);
    find_bands(reading.pieces, page.glyph_height);
    if (readers.second != nullptr)  // what was read to choose the language is read again by who knows it better
      for (TextPiece& piece : reading.pieces) piece.read = false;
  }
  if (Status status = read_pieces(page, reading.pieces, language.value(), allowed, readers); !status) return status.error();
  reading.confidence = mean_confidence(reading.pieces);
  return reading;
}

void fill_page(PageReading& reading, Page& page) {
  const PreparedPage& prepared = reading.prepared;
  const double k = 1 / prepared.pixels_per_point;
  page.width = prepared.width;
  page.height = prepared.height;
  page.origin = PageOrigin::image;
  page.quality = prepared.quality;
  page.quality->mean_confidence = reading.confidence;
  page.evidence = {};
  for (const Rule& rule : prepared.rules) {
    Rule scaled = rule;
    scaled.at *= k;
    scaled.from *= k;
    scaled.to *= k;
    scaled.width *= k;
    page.evidence.rules.push_back(scaled);
  }
  for (TextPiece& piece : reading.pieces) {
    const double font_size = font_size_of(piece, prepared.pixels_per_point);
    for (Word& word : piece.words)
      if (!word.text.empty()) page.evidence.words.push_back(to_points(std::move(word), prepared.pixels_per_point, font_size));
  }
}

}  // namespace

Status read_image_page(const PageImage& image, const ImagePageOptions& options, Readers readers, Page& page) {
  Result<PageReading> reading = read_turned(image, options, 0, readers);
  if (!reading) return reading.error();
  fill_page(reading.value(), page);
  return {};
}

}  // namespace tabularium
