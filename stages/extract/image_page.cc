#include "stages/extract/image_page.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "stages/core/unicode.h"
#include "stages/extract/block_languages.h"
#include "stages/extract/fount_reading.h"
#include "stages/extract/image_lines.h"
#include "stages/extract/image_measure.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/image_reading.h"
#include "stages/extract/piece_reading.h"
#include "stages/extract/reader.h"
#include "stages/extract/unread_lines.h"

namespace tabularium {
namespace {

constexpr std::size_t kMostPieces = 6000;
constexpr std::size_t kManyPieces = 200;  // no page without text has so many
constexpr double kAtALoss = 0.55;         // sureness of a reader below it: of a page that lies the wrong way, or is noise

// Languages to choose from when the user named none.
std::vector<std::string> default_languages() {
  std::vector<std::string> chosen;
  const std::vector<std::string> installed = installed_languages();
  for (const char* language : {"eng", "deu", "fra", "spa", "chi_sim", "chi_tra", "rus"})
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

// The page turned so, its pieces found, its language chosen and a few of its pieces read.
struct PageStart {
  PageReading reading;
  std::string language;
  std::optional<double> sureness = {};  // of the reader on the pieces read so far; none where there are too few to tell
  double known = 0;                     // share of known words among the long words read so far
};

// Mirror writing is read with certainty, too, but seldom as words. Without any, Latin letters are not known.
double known_share(const std::vector<TextPiece>& pieces, const std::string& language, Reader& reader) {
  constexpr std::size_t long_word = 4;  // letters
  double known = 0, words = 0;
  for (const TextPiece& piece : pieces)
    for (const Word& word : piece.words) {
      std::u32string letters = to_code_points(word.text);
      std::erase_if(letters, [](char32_t c) { return !is_letter(c); });
      if (letters.size() < long_word || is_han(letters.front())) continue;
      ++words;
      known += reader.knows(to_utf8(letters), language) ? 1 : 0;
    }
  return words > 0 ? known / words : is_han_language(language) ? 1 : 0;
}

// Long pieces tell most about whether a page can be read at all; those that are read stay read, so looking costs nothing.
Status read_a_few(PageStart& start, const std::vector<std::string>& allowed, Readers readers) {
  constexpr std::size_t few = 5;
  const double long_piece = start.reading.prepared.quality.turned % 2 == 0 ? 4 : 1.5;  // glyph heights: which way up is to be told
  std::vector<TextPiece>& pieces = start.reading.pieces;
  const double glyph = start.reading.prepared.glyph_height;
  std::vector<std::size_t> sample;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    if (pieces[i].box.width() >= long_piece * glyph && pieces[i].box.height() <= 2.5 * glyph) sample.push_back(i);
  std::stable_sort(sample.begin(), sample.end(), [&](std::size_t x, std::size_t y) {
    return std::min(pieces[x].box.width(), 30 * glyph) > std::min(pieces[y].box.width(), 30 * glyph);
  });
  if (sample.size() > few) sample.resize(few);
  std::vector<TextPiece> chosen;
  for (std::size_t i : sample) chosen.push_back(pieces[i]);
  if (Status status = read_pieces(start.reading.prepared, chosen, start.language, allowed, readers); !status) return status;
  for (std::size_t i = 0; i < sample.size(); ++i) pieces[sample[i]] = chosen[i];
  constexpr std::size_t too_few = 3;
  if (chosen.size() >= too_few) start.sureness = mean_confidence(chosen);
  start.known = known_share(chosen, start.language, readers.first);
  return {};
}

Result<PageStart> start_turned(const PageImage& image, const ImagePageOptions& options, const std::vector<std::string>& allowed,
                               int turned, Readers readers) {
  Result<PreparedPage> prepared = prepare_page(image, options, turned);
  if (!prepared) return prepared.error();
  PageStart start;
  PageReading& reading = start.reading;
  reading.prepared = std::move(prepared).value();
  const PreparedPage& page = reading.prepared;
  if (page.glyph_height <= 0) return start;
  for (const Box& box : find_text_pieces(page.ink.get(), page.rules, page.glyph_height))
    reading.pieces.push_back(TextPiece{.box = box});
  if (reading.pieces.size() > kMostPieces) reading.pieces.resize(kMostPieces);
  find_bands(reading.pieces, page.glyph_height);
  Result<std::string> language = choose_language(page, reading.pieces, allowed, readers.first);
  if (!language) return language.error();
  start.language = language.value();
  if (is_han_language(start.language)) {
    join_light_pieces(reading.pieces, page.rules, page.glyph_height);
    find_bands(reading.pieces, page.glyph_height);
    if (readers.second != nullptr)  // what was read to choose the language is read again by who knows it better
      for (TextPiece& piece : reading.pieces) piece.read = false;
  }
  if (Status status = read_a_few(start, allowed, readers); !status) return status.error();
  return start;
}

// The page upright. It is turned only for a reason: lines of ink that run down the page, or a reader that is at a loss.
// Then a few lines are read each way. Where the lines run down, the surest way is taken; else one that can be read and is
// clearly surer, or upside down much surer: noise is read a little surer now one way, now another.
Result<PageStart> start_upright(const PageImage& image, const ImagePageOptions& options, const std::vector<std::string>& allowed,
                                Readers readers) {
  constexpr double clearly = 0.15, much = 0.35, mostly_words = 0.5;
  Result<PageStart> best = start_turned(image, options, allowed, options.turned, readers);
  if (!best || options.turned != 0 || best.value().reading.prepared.glyph_height <= 0) return best;
  const PreparedPage& prepared = best.value().reading.prepared;
  const bool sideways = lines_run_down(prepared.ink.get(), prepared.glyph_height);
  double sureness = best.value().sureness.value_or(sideways ? kAtALoss : 1);
  if (!sideways && sureness >= kAtALoss) return best;
  for (const int turned : sideways ? std::vector<int>{1, 3} : std::vector<int>{2, kMirrored, kMirrored + 2}) {
    const bool mirrored = turned >= kMirrored;  // by a film that lay the wrong way round
    if (mirrored && sureness >= kAtALoss) break;
    Result<PageStart> other = start_turned(image, options, allowed, turned, readers);
    if (!other) return other;
    const double so = other.value().sureness.value_or(sideways ? kAtALoss : 0);
    if (mirrored && other.value().known < mostly_words) continue;
    const double surer = std::max(sureness + clearly, kAtALoss);
    const double asked = sideways ? sureness : mirrored ? surer : std::min(surer, sureness + much);
    if (other.value().reading.pieces.empty() || so <= asked) continue;
    best = std::move(other);
    sureness = so;
  }
  return best;
}

// All words of the page as the reader finds them, each a piece of its own.
Result<PageReading> read_whole(const PageImage& image, const ImagePageOptions& options, const std::vector<std::string>& allowed,
                               Reader& reader) {
  Result<PreparedPage> prepared = prepare_page(image, options, options.turned);
  if (!prepared) return prepared.error();
  PageReading reading;
  reading.prepared = std::move(prepared).value();
  if (reading.prepared.glyph_height <= 0) return reading;
  RecogniseRequest request;
  for (const std::string& language : allowed) request.languages += (request.languages.empty() ? "" : "+") + language;
  request.dpi = reading.prepared.pixels_per_point * 72;
  Result<std::vector<Word>> words = reader.recognise(PageImage(pixClone(reading.prepared.gray.get())), request);
  if (!words) return words.error();
  for (Word& word : words.value()) {
    TextPiece piece;
    piece.box = word.box;
    piece.confidence = word.confidence;
    piece.read = true;
    piece.words.push_back(std::move(word));
    reading.pieces.push_back(std::move(piece));
  }
  reading.confidence = mean_confidence(reading.pieces);
  return reading;
}

// All pieces of a page that lies as it was started.
Result<PageReading> read_rest(PageStart start, const std::vector<std::string>& allowed, Readers readers) {
  PageReading reading = std::move(start.reading);
  if (reading.prepared.glyph_height <= 0) return reading;
  if (Status status = read_pieces(reading.prepared, reading.pieces, start.language, allowed, readers); !status) return status.error();
  const bool blank = std::all_of(reading.pieces.begin(), reading.pieces.end(), [](const TextPiece& piece) { return piece.words.empty(); });
  if (blank && reading.pieces.size() >= kManyPieces) reading.prepared.quality.treatments.emplace_back(kGivenUp);
  if (Status status = reread_by_block(reading.prepared, reading.pieces, allowed, readers); !status) return status.error();
  read_with_fount(reading.prepared, reading.pieces);
  reading.confidence = mean_confidence(reading.pieces);
  return reading;
}

Result<PageReading> read_upright(const PageImage& image, const ImagePageOptions& options, Readers readers) {
  constexpr double poor = 0.4, clearly = 0.15, much = 0.35;
  const std::vector<std::string> allowed = options.languages.empty() ? default_languages() : options.languages;
  if (!options.cut) return read_whole(image, options, allowed, readers.first);
  Result<PageStart> start = start_upright(image, options, allowed, readers);
  if (!start) return start.error();
  const double at_first = start.value().sureness.value_or(1);
  Result<PageReading> reading = read_rest(std::move(start).value(), allowed, readers);
  // A few pieces can deceive: 0, 6, 8 and 9 are figures on their head, too, and of poor lines a reader is not sure either way. But
  // then all of the page is read poorly, and all of it much better on its head.
  const bool in_doubt = reading && options.turned == 0 && reading.value().prepared.quality.turned == 0 &&
                        !reading.value().pieces.empty() && reading.value().confidence < poor;
  if (!in_doubt) return reading;
  Result<PageStart> on_head = start_turned(image, options, allowed, 2, readers);
  if (!on_head) return on_head.error();
  const double asked = std::min(at_first + clearly, reading.value().confidence + much);
  if (on_head.value().sureness.value_or(0) < asked) return reading;
  Result<PageReading> turned = read_rest(std::move(on_head).value(), allowed, readers);
  return turned && turned.value().confidence < reading.value().confidence + much ? std::move(reading) : std::move(turned);
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

Result<std::vector<Box>> read_image_page(const PageImage& image, const ImagePageOptions& options, Readers readers, Page& page) {
  Result<PageReading> reading = read_upright(image, options, readers);
  if (!reading) return reading.error();
  const double k = 1 / reading.value().prepared.pixels_per_point;
  std::vector<Box> unread = unread_lines(reading.value().pieces, reading.value().prepared.glyph_height);
  for (Box& box : unread) box = {box.x0 * k, box.y0 * k, box.x1 * k, box.y1 * k};
  fill_page(reading.value(), page);
  return unread;
}

}  // namespace tabularium
