#include "stages/extract/image_reading.h"

#include <allheaders.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "stages/core/unicode.h"
#include "stages/extract/chinese_script.h"
#include "stages/extract/image_lines.h"
#include "stages/extract/image_measure.h"
#include "stages/extract/language_words.h"

namespace tabularium {
namespace {

// A piece's gray pixels on paper, and where the paper's corner lies on the page.
struct Cutting {
  PageImage image;
  int x = 0;
  int y = 0;
};

// A recogniser takes the grain of paper for strokes of thin type: from the lightest grain on all is white, and ink of
// the mean level and darker is black.
void stretch_levels(Pix* gray, const PreparedPage& page) {
  const double white = page.paper - std::max(4.0, 2.5 * page.grain), black = page.ink_level;
  if (white - black < 32) return;  // too faint to tell grain from strokes
  NUMA* levels = numaCreate(256);
  for (int level = 0; level < 256; ++level)
    numaAddNumber(levels, static_cast<l_float32>(std::clamp((level - black) * 255.0 / (white - black), 0.0, 255.0)));
  pixTRCMap(gray, nullptr, levels);
  numaDestroy(&levels);
}

// A recogniser scales a line by its height, so the paper spans what a full line of this type would: from above the
// capitals to below the descenders, wherever on it the piece's own ink stands.
Cutting cut_piece(const PreparedPage& page, const TextPiece& piece) {
  const int w = pixGetWidth(page.gray.get()), h = pixGetHeight(page.gray.get());
  const Box& box = piece.box;
  const int x0 = std::max(0, int(box.x0) - 2), y0 = std::max(0, int(box.y0) - 2);
  const int x1 = std::min(w, int(box.x1) + 2), y1 = std::min(h, int(box.y1) + 2);
  if (x1 <= x0 || y1 <= y0) return {};
  const double glyph = page.glyph_height;
  double top = std::min(piece.band_top, box.y0), bottom = std::max(piece.band_bottom, box.y1);
  if (piece.band_bottom <= piece.band_top) { top = box.y0; bottom = box.y1; }
  const double size = std::max(glyph, 0.7 * (bottom - top));
  if (bottom - top < 1.2 * size) bottom += 0.15 * size;
  const int margin = std::max(3, int(0.3 * size)), above = std::max(2, int(y0 - top + 0.15 * size));
  const int below = std::max(2, int(bottom - y1 + 0.15 * size));
  Pix* canvas = pixCreate(x1 - x0 + 2 * margin, y1 - y0 + above + below, 8);
  if (canvas == nullptr) return {};
  pixSetAllArbitrary(canvas, static_cast<l_uint32>(page.paper));
  pixRasterop(canvas, margin, above, x1 - x0, y1 - y0, PIX_SRC, page.gray.get(), x0, y0);
  stretch_levels(canvas, page);
  return {PageImage(canvas), x0 - margin, y0 - above};
}

PageImage retouched(PageImage image, const Retouch& retouch) {
  const auto scale = static_cast<l_float32>(retouch.enlarged);
  if (retouch.soften)
    if (Pix* soft = pixBlockconvGray(image.get(), nullptr, 1, 1)) image = PageImage(soft);
  if (retouch.enlarged > 1)
    if (Pix* larger = pixScaleGrayLI(image.get(), scale, scale)) image = PageImage(larger);
  return image;
}

// Word boxes from a recogniser are rough: each run of ink goes to the word whose span holds its middle.
void fit_to_ink(Pix* ink, TextPiece& piece) {
  const auto runs = ink_runs(ink, piece.box);
  std::vector<std::pair<double, double>> spans(piece.words.size(), {1e9, -1e9});
  for (const auto& [from, to] : runs) {
    const double middle = piece.box.x0 + (from + to) / 2.0;
    std::size_t best = piece.words.size();
    double nearest = 1e9;
    for (std::size_t i = 0; i < piece.words.size(); ++i) {
      const Box& b = piece.words[i].box;
      const double distance = std::max({0.0, b.x0 - middle, middle - b.x1});
      if (distance < nearest) {
        nearest = distance;
        best = i;
      }
    }
    if (best == piece.words.size()) continue;
    spans[best].first = std::min(spans[best].first, piece.box.x0 + from);
    spans[best].second = std::max(spans[best].second, piece.box.x0 + to);
  }
  for (std::size_t i = 0; i < piece.words.size(); ++i) {
    Word& word = piece.words[i];
    if (spans[i].first < spans[i].second) {
      word.box.x0 = spans[i].first;
      word.box.x1 = spans[i].second;
    }
    word.box.y0 = std::clamp(word.box.y0, piece.box.y0, piece.box.y1);
    word.box.y1 = std::clamp(word.box.y1, word.box.y0, piece.box.y1);
    if (word.box.height() < 0.3 * piece.box.height()) {
      word.box.y0 = piece.box.y0;
      word.box.y1 = piece.box.y1;
    }
  }
}

// Chinese is printed without spaces: parts that a recogniser divided are one word unless a real gap divides them.
void join_han(TextPiece& piece) {
  std::vector<Word> joined;
  for (Word& word : piece.words) {
    if (!joined.empty()) {
      Word& left = joined.back();
      const std::u32string a = to_code_points(left.text), b = to_code_points(word.text);
      const double gap = word.box.x0 - left.box.x1;
      if (!a.empty() && !b.empty() && (is_cjk(a.back()) || is_cjk(b.front())) && gap < 0.75 * piece.box.height()) {
        left.text += word.text;
        left.box = unite(left.box, word.box);
        left.confidence = std::min(left.confidence, word.confidence);
        continue;
      }
    }
    joined.push_back(std::move(word));
  }
  piece.words = std::move(joined);
}

double letter_confidence(const std::vector<Word>& words) {
  double sum = 0, letters = 0;
  for (const Word& word : words) {
    const double n = count_code_points(word.text);
    sum += n * word.confidence;
    letters += n;
  }
  return letters > 0 ? sum / letters : 0;
}

// The most telling pieces for a judgement of language: long ones, not taller than a line, spread over the page.
std::vector<std::size_t> sample_pieces(const std::vector<TextPiece>& pieces, double glyph_height, std::size_t count) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    if (pieces[i].box.height() >= 0.7 * glyph_height && pieces[i].box.height() <= 2.5 * glyph_height &&
        pieces[i].box.width() >= 2 * glyph_height)
      order.push_back(i);
  const auto usefulness = [&](std::size_t i) { return std::min(pieces[i].box.width(), 40 * glyph_height); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return usefulness(a) > usefulness(b); });
  if (order.size() > count) order.resize(count);
  return order;
}

std::map<std::string, int> count_function_words(const std::vector<TextPiece>& pieces, const std::vector<std::size_t>& sample,
                                                const std::vector<std::string>& languages) {
  std::map<std::string, int> hits;
  for (std::size_t i : sample)
    for (const Word& word : pieces[i].words)
      for (const std::string& language : languages) hits[language] += is_function_word(word.text, language) ? 1 : 0;
  return hits;
}

double sample_confidence(const std::vector<TextPiece>& pieces, const std::vector<std::size_t>& sample) {
  double sum = 0, weight = 0;
  for (std::size_t i : sample) {
    sum += pieces[i].confidence * pieces[i].box.width();
    weight += pieces[i].box.width();
  }
  return weight > 0 ? sum / weight : 0;
}

Status read_sample(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::vector<std::size_t>& sample,
                   const std::string& language, Reader& reader) {
  for (std::size_t i : sample) {
    Result<TextPiece> piece = read_piece(page, pieces[i], language, Expectation::anything, reader);
    if (!piece) return piece.error();
    pieces[i] = std::move(piece).value();
  }
  return {};
}

// The best of `languages` by the reader's own confidence on the sample, which is left read in that language.
Result<std::string> most_confident(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::vector<std::size_t>& sample,
                                   const std::vector<std::string>& languages, Reader& reader) {
  std::string best;
  double best_confidence = -1;
  std::vector<TextPiece> best_pieces;
  for (const std::string& language : languages) {
    if (Status status = read_sample(page, pieces, sample, language, reader); !status) return status.error();
    const double confidence = sample_confidence(pieces, sample);
    if (confidence <= best_confidence + 0.01) continue;
    best = language;
    best_confidence = confidence;
    best_pieces = pieces;
  }
  pieces = std::move(best_pieces);
  return best;
}

double share_of(bool (*of_script)(char32_t), const std::vector<TextPiece>& pieces, const std::vector<std::size_t>& sample) {
  double those = 0, letters = 0;
  for (std::size_t i : sample)
    for (const Word& word : pieces[i].words)
      for (const char32_t c : to_code_points(word.text)) {
        those += of_script(c) ? 1 : 0;
        ++letters;
      }
  return letters > 0 ? those / letters : 0;
}

bool is_cyrillic(char32_t c) { return c >= 0x400 && c < 0x530; }

void forget(std::vector<TextPiece>& pieces, const std::vector<std::size_t>& sample) {
  for (std::size_t i : sample) {
    pieces[i].words.clear();
    pieces[i].read = false;
  }
}

// Simplified and traditional Chinese are told apart afterwards: each model knows both in part, and on a whole line is
// about as sure of what it takes for characters of its own.
std::vector<std::string> without_traditional(std::vector<std::string> han) {
  if (std::find(han.begin(), han.end(), "chi_sim") != han.end()) std::erase(han, "chi_tra");
  return han;
}

Result<std::string> with_traditional(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::vector<std::size_t>& sample,
                                     const std::vector<std::string>& han, const std::string& best, Reader& reader) {
  constexpr std::size_t many = 18;
  if (best != "chi_sim" || std::find(han.begin(), han.end(), "chi_tra") == han.end()) return best;
  const Result<bool> traditional = is_printed_in_traditional(page, pieces, sample_pieces(pieces, page.glyph_height, many), reader);
  if (!traditional) return traditional.error();
  if (!traditional.value()) return best;
  forget(pieces, sample);
  return std::string("chi_tra");
}

// The language of `han` that the sample is written in, empty where it is written with Latin letters, which were read with
// `latin_confidence`. A recogniser of Chinese reads Latin letters as such, so what it makes of the sample tells more
// than how sure it is: on a poor page it is unsure of Chinese, too, or at a loss like the other. So it is on a page that
// lies on its side, whatever its letters: there it sees Chinese in any. Leaves the sample read where it is Chinese.
Result<std::string> han_of(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::vector<std::size_t>& sample,
                           const std::vector<std::string>& han, double latin_confidence, Reader& reader) {
  constexpr double kMostlyHan = 0.5, kNearlyAll = 0.75, kPoorer = 0.25, kAtALoss = 0.5;
  std::vector<TextPiece> in_latin = pieces;
  Result<std::string> best = most_confident(page, pieces, sample, without_traditional(han), reader);
  if (!best) return best;
  const double confidence = sample_confidence(pieces, sample);
  const double share = share_of(is_han, pieces, sample);
  const double poorer = share >= kMostlyHan ? kPoorer : -0.01;
  const bool at_a_loss = share >= kNearlyAll && latin_confidence < kAtALoss;
  if (confidence > latin_confidence - poorer || (at_a_loss && !lines_run_down(page.ink.get(), page.glyph_height)))
    return with_traditional(page, pieces, sample, han, best.value(), reader);
  pieces = std::move(in_latin);
  return std::string();
}

// The language of `cyrillic` that the sample is written in, empty where it is not. A recogniser of one alphabet is at a
// loss with the other, since letters that look alike make no words there: so two pieces tell. Where it is, the sample is
// left to be read.
Result<std::string> cyrillic_of(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::vector<std::size_t>& sample,
                                const std::vector<std::string>& cyrillic, Reader& reader) {
  constexpr double kMostly = 0.5, kClearly = 0.25;
  constexpr std::size_t kTell = 2;
  const std::vector<std::size_t> few(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(std::min(kTell, sample.size())));
  const double latin_confidence = sample_confidence(pieces, few);
  std::vector<TextPiece> in_cyrillic = pieces;
  Result<std::string> best = most_confident(page, in_cyrillic, few, cyrillic, reader);
  if (!best) return best;
  const bool surer = sample_confidence(in_cyrillic, few) > latin_confidence + kClearly;
  if (!surer || share_of(is_cyrillic, in_cyrillic, few) < kMostly) return std::string();
  forget(pieces, sample);
  return best;
}

}  // namespace

void find_bands(std::vector<TextPiece>& pieces, double glyph_height) {
  for (TextPiece& piece : pieces) {
    piece.band_top = piece.box.y0;
    piece.band_bottom = piece.box.y1;
    if (piece.box.height() > 1.8 * glyph_height) continue;
    for (const TextPiece& other : pieces) {
      if (std::abs(other.box.center_y() - piece.box.center_y()) > 0.45 * glyph_height || other.box.height() > 1.6 * glyph_height)
        continue;
      const double apart = std::max({0.0, other.box.x0 - piece.box.x1, piece.box.x0 - other.box.x1});
      if (apart > 12 * glyph_height) continue;
      const double top = std::min(piece.band_top, other.box.y0), bottom = std::max(piece.band_bottom, other.box.y1);
      if (bottom - top > 1.55 * glyph_height) continue;
      piece.band_top = top;
      piece.band_bottom = bottom;
    }
  }
}

bool is_han_language(std::string_view language) {
  return language.starts_with("chi") || language.starts_with("jpn") || language.starts_with("kor");
}

bool is_cyrillic_language(std::string_view language) {
  constexpr std::array<std::string_view, 6> those = {"rus", "ukr", "bel", "bul", "srp", "mkd"};
  return std::find(those.begin(), those.end(), language) != those.end();
}

Result<TextPiece> read_words(const PreparedPage& page, const TextPiece& where, const std::string& language,
                             Expectation expectation, Reader& reader, ReadScope scope, const Retouch& retouch) {
  TextPiece piece = where;
  piece.words.clear();
  piece.read = true;
  piece.language = language;
  Cutting cutting = cut_piece(page, piece);
  if (cutting.image.empty()) return piece;
  cutting.image = retouched(std::move(cutting.image), retouch);
  RecogniseRequest request;
  request.scope = scope;
  request.languages = language;
  request.expectation = expectation;
  request.dpi = page.pixels_per_point * 72 * retouch.enlarged;
  Result<std::vector<Word>> words = reader.recognise(cutting.image, request);
  if (!words) return words.error();
  piece.words = std::move(words).value();
  for (Word& word : piece.words) {
    const Box cut = word.box;
    const double k = retouch.enlarged;
    word.box = {cut.x0 / k + cutting.x, cut.y0 / k + cutting.y, cut.x1 / k + cutting.x, cut.y1 / k + cutting.y};
    if (word.baseline != 0) word.baseline = word.baseline / k + cutting.y;
  }
  fit_to_ink(page.ink.get(), piece);
  piece.confidence = letter_confidence(piece.words);
  return piece;
}

Result<TextPiece> read_piece(const PreparedPage& page, const TextPiece& where, const std::string& language,
                             Expectation expectation, Reader& reader, ReadScope scope, const Retouch& retouch) {
  Result<TextPiece> piece = read_words(page, where, language, expectation, reader, scope, retouch);
  if (!piece || !is_han_language(language)) return piece;
  join_han(piece.value());
  piece.value().confidence = letter_confidence(piece.value().words);
  return piece;
}

bool is_short(const Box& box, double glyph_height) { return box.width() <= 2.3 * glyph_height; }

std::string text_of(const TextPiece& piece) {
  std::string text;
  for (const Word& word : piece.words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

bool is_figure_text(const std::string& text) {
  const std::u32string letters = to_code_points(text);
  bool digit = false;
  for (char32_t c : letters) {
    if (c >= U'0' && c <= U'9')
      digit = true;
    else if (std::u32string_view(U" .,-+%()/:").find(c) == std::u32string_view::npos)
      return false;
  }
  return digit;
}

bool loses_figures(const TextPiece& piece) {
  constexpr double kWidest = 0.85, kBearing = 0.3;  // of the height: a figure with the space around it; what marks may add
  const std::string text = text_of(piece);
  if (!is_figure_text(text)) return false;
  const double height = piece.box.height();
  return piece.box.width() > (count_code_points(text) * kWidest + kBearing) * height;
}

bool is_unsure(const TextPiece& piece, double glyph_height) {
  return piece.words.empty() || loses_figures(piece) || piece.confidence < (is_short(piece.box, glyph_height) ? 0.8 : 0.6);
}

// A line's search for its own text loses single figures and characters, and a band lent by neighbours of another size
// misleads about the type's: so the piece is read by its own height, then as it stands, then as one word.
Result<TextPiece> look_again(const PreparedPage& page, TextPiece first, const std::string& language,
                             Expectation expectation, Reader& reader) {
  constexpr double kClearly = 0.1, kLeast = 0.3;
  TextPiece best = std::move(first);
  TextPiece alone = best;
  alone.band_top = alone.band_bottom = 0;
  for (ReadScope scope : {ReadScope::line, ReadScope::bare_line, ReadScope::word}) {
    if (!is_unsure(best, page.glyph_height)) break;
    if (scope == ReadScope::word && !is_short(best.box, page.glyph_height)) break;
    Result<TextPiece> look = read_piece(page, alone, language, expectation, reader, scope);
    if (!look) return look.error();
    if (look.value().words.empty()) continue;
    if (!loses_figures(best) && loses_figures(look.value())) continue;
    const bool surer = look.value().confidence > std::max(best.confidence + kClearly, kLeast);
    const bool fuller = loses_figures(best) && !loses_figures(look.value()) && look.value().confidence > kLeast;
    if (best.words.empty() || surer || fuller) best = std::move(look).value();
  }
  return best;
}

void join_light_pieces(std::vector<TextPiece>& pieces, const std::vector<Rule>& rules, double glyph_height) {
  const auto is_light = [&](const Box& box) { return box.height() < 0.5 * glyph_height && box.width() < 2.3 * glyph_height; };
  const auto divided = [&](const Box& left, const Box& right) {
    return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
      return rule.orientation == Orientation::vertical && rule.at > left.center_x() && rule.at < right.center_x() &&
             rule.from < left.center_y() && rule.to > left.center_y();
    });
  };
  std::sort(pieces.begin(), pieces.end(), [](const TextPiece& a, const TextPiece& b) { return a.box.x0 > b.box.x0; });
  std::vector<TextPiece> joined;
  for (TextPiece& piece : pieces) {
    const auto next = std::find_if(joined.begin(), joined.end(), [&](const TextPiece& right) {
      const double gap = right.box.x0 - piece.box.x1;
      const bool light = is_light(piece.box) || is_light(right.box);
      const double em = std::clamp(std::max(right.box.height(), piece.box.height()), glyph_height, 1.5 * glyph_height);
      const bool figure = right.box.width() < 1.5 * glyph_height && right.box.height() < 0.8 * piece.box.height();
      const double most = light || figure ? 0.9 * em : piece.box.width() < 1.5 * glyph_height ? 0.85 * glyph_height : 0;
      return gap > -0.3 * glyph_height && gap < most &&
             std::abs(right.box.center_y() - piece.box.center_y()) < 0.5 * glyph_height &&
             unite(piece.box, right.box).height() < 1.5 * glyph_height && !divided(piece.box, right.box);
    });
    if (next == joined.end()) {
      joined.push_back(std::move(piece));
      continue;
    }
    next->box = unite(next->box, piece.box);
    next->words.clear();
    next->read = false;
  }
  std::sort(joined.begin(), joined.end(), [](const TextPiece& a, const TextPiece& b) {
    return a.box.y0 != b.box.y0 ? a.box.y0 < b.box.y0 : a.box.x0 < b.box.x0;
  });
  pieces = std::move(joined);
}

Result<std::string> choose_language(const PreparedPage& page, std::vector<TextPiece>& pieces,
                                    const std::vector<std::string>& allowed, Reader& reader) {
  std::vector<std::string> latin, han, cyrillic;
  for (const std::string& language : allowed)
    (is_han_language(language) ? han : is_cyrillic_language(language) ? cyrillic : latin).push_back(language);
  if (allowed.size() == 1) return allowed.front();
  const std::vector<std::size_t> sample = sample_pieces(pieces, page.glyph_height, 6);
  if (sample.empty()) return allowed.front();

  const std::string first = !latin.empty() ? latin.front() : !han.empty() ? han.front() : cyrillic.front();
  if (Status status = read_sample(page, pieces, sample, first, reader); !status) return status.error();
  constexpr double kDoubtful = 0.8;
  const double confidence = sample_confidence(pieces, sample);
  if (!cyrillic.empty() && first != cyrillic.front() && confidence < kDoubtful) {
    Result<std::string> written = cyrillic_of(page, pieces, sample, cyrillic, reader);
    if (!written || !written.value().empty()) return written;
  }
  if (!latin.empty() && !han.empty() && confidence < kDoubtful) {
    Result<std::string> written = han_of(page, pieces, sample, han, confidence, reader);
    if (!written || !written.value().empty()) return written;
  }
  if (latin.empty()) {
    Result<std::string> best = most_confident(page, pieces, sample, han.empty() ? cyrillic : without_traditional(han), reader);
    return best ? with_traditional(page, pieces, sample, han, best.value(), reader) : best;
  }
  if (latin.size() == 1) return first;
  const std::map<std::string, int> hits = count_function_words(pieces, sample, latin);
  std::string best = first;
  int most = 0;
  for (const std::string& language : latin)
    if (auto it = hits.find(language); it != hits.end() && it->second > most) {
      best = language;
      most = it->second;
    }
  if (most == 0 && confidence < 0.88) return most_confident(page, pieces, sample, latin, reader);
  if (best != first) forget(pieces, sample);
  return best;
}

}  // namespace tabularium
