#include "stages/extract/glyph_words.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "stages/core/text_repair.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

// Along the writing direction (u) and across it, downwards from the line (v).
struct Frame {
  double u;
  double v;
};

Frame to_frame(Point p, int rotation) {
  switch (rotation & 3) {
    case 1: return {p.y, -p.x};
    case 2: return {-p.x, -p.y};
    case 3: return {-p.y, p.x};
    default: return {p.x, p.y};
  }
}

Box from_frame(double u0, double v0, double u1, double v1, int rotation) {
  switch (rotation & 3) {
    case 1: return {-v1, u0, -v0, u1};
    case 2: return {-u1, -v1, -u0, -v0};
    case 3: return {v0, -u1, v1, -u0};
    default: return {u0, v0, u1, v1};
  }
}

double baseline_from_frame(double v, int rotation) { return rotation == 1 || rotation == 2 ? -v : v; }

// Widest gap inside a word, in em, for each font. Where the font's spaces are painted as glyphs, a gap is only kerning
// or justification; where none are, the gaps are the spaces.
std::vector<double> word_gap_of_fonts(const std::vector<Glyph>& glyphs, std::size_t fonts) {
  constexpr double gap_with_spaces = 0.22;
  constexpr double gap_without_spaces = 0.12;
  constexpr double rare = 0.04;
  std::vector<int> all(fonts), spaces(fonts);
  for (const Glyph& glyph : glyphs) {
    ++all[static_cast<std::size_t>(glyph.font)];
    if (glyph.space) ++spaces[static_cast<std::size_t>(glyph.font)];
  }
  std::vector<double> gaps(fonts, gap_without_spaces);
  for (std::size_t i = 0; i < fonts; ++i)
    if (spaces[i] > 0 && spaces[i] >= rare * all[i]) gaps[i] = gap_with_spaces;
  return gaps;
}

class WordBuilder {
 public:
  WordBuilder(const std::vector<GlyphFont>& fonts, std::vector<double> gaps) : fonts_(fonts), gaps_(std::move(gaps)) {}

  void add(const Glyph& glyph);
  GlyphWords take() {
    end_word();
    return std::move(out_);
  }

 private:
  bool continues(const Glyph& glyph, const Frame& start) const;
  bool repeats_last(const Glyph& glyph) const;
  bool adjoins_last_word(const Glyph& glyph, const Frame& start) const;
  void begin_word(const Glyph& glyph, const Frame& start);
  void part_from_leader();
  void end_word();

  const std::vector<GlyphFont>& fonts_;
  std::vector<double> gaps_;
  GlyphWords out_;
  Word word_;
  bool open_ = false;
  bool space_seen_ = true;
  bool vertical_ = false;
  int order_ = 0;
  int mark_ = -1;
  int font_ = 0;
  double u0_ = 0, u1_ = 0, v_ = 0, ascent_ = 0, descent_ = 0;
  int leader_ = 0;               // dots or strokes in a row at the word's end
  double leader_u_ = 0;          // where they begin
  std::size_t leader_text_ = 0;  // bytes of the word before them
  Glyph last_;
};

bool WordBuilder::repeats_last(const Glyph& glyph) const {
  const double near = 0.15 * glyph.size;
  return open_ && glyph.text == last_.text && std::abs(glyph.origin.x - last_.origin.x) < near &&
         std::abs(glyph.origin.y - last_.origin.y) < near && std::abs(glyph.size - last_.size) < 0.1 * glyph.size;
}

bool WordBuilder::continues(const Glyph& glyph, const Frame& start) const {
  if (!open_ || space_seen_ || glyph.rotation != word_.rotation || glyph.hidden != word_.hidden) return false;
  if (std::abs(glyph.size - word_.font_size) > 0.1 * word_.font_size) return false;
  if (std::abs(start.v - v_) > std::max(0.5, 0.06 * glyph.size)) return false;
  if ((fonts_[static_cast<std::size_t>(glyph.font)].bold || glyph.heavy) != word_.bold) return false;
  const double gap = start.u - u1_;
  return gap <= gaps_[static_cast<std::size_t>(glyph.font)] * glyph.size && gap >= -0.4 * glyph.size;
}

// True when the glyph stands right behind the word before it, perhaps raised or lowered: no space between them.
bool WordBuilder::adjoins_last_word(const Glyph& glyph, const Frame& start) const {
  if (space_seen_ || out_.words.empty() || glyph.rotation != word_.rotation) return false;
  const double size = std::max(glyph.size, word_.font_size);
  const double gap = start.u - u1_;
  return std::abs(start.v - v_) < 0.6 * size && gap >= -0.4 * size &&
         gap <= gaps_[static_cast<std::size_t>(glyph.font)] * size;
}

void WordBuilder::begin_word(const Glyph& glyph, const Frame& start) {
  const bool space_before = !adjoins_last_word(glyph, start);
  const GlyphFont& font = fonts_[static_cast<std::size_t>(glyph.font)];
  word_ = Word{};
  word_.font_size = glyph.size;
  word_.rotation = glyph.rotation;
  word_.bold = font.bold || glyph.heavy;
  word_.italic = font.italic;
  word_.hidden = glyph.hidden;
  word_.color = glyph.color;
  word_.space_before = space_before;
  font_ = glyph.font;
  order_ = glyph.order;
  mark_ = glyph.mark;
  vertical_ = glyph.vertical;
  u0_ = u1_ = start.u;
  v_ = start.v;
  ascent_ = vertical_ ? 0.5 * glyph.size : font.ascent * glyph.size;
  descent_ = vertical_ ? 0.5 * glyph.size : -font.descent * glyph.size;
  open_ = true;
  space_seen_ = false;
}

constexpr int least_leader = 4;  // three dots are an ellipsis

bool leads_the_eye(const std::string& text) { return text == "." || text == "_" || text == "·" || text == "…" || text == "‥"; }

// The label before a leader is a word of its own.
void WordBuilder::part_from_leader() {
  const std::string leader = word_.text.substr(leader_text_);
  const double end = u1_;
  word_.text.resize(leader_text_);
  u1_ = leader_u_;
  leader_ = 0;
  const Word label = word_;
  end_word();
  word_ = label;
  word_.text = leader;
  word_.space_before = false;
  u0_ = leader_u_;
  u1_ = end;
  open_ = true;
}

void WordBuilder::end_word() {
  if (!open_) return;
  if (leader_ >= least_leader && leader_text_ > 0) part_from_leader();
  leader_ = 0;
  open_ = false;
  word_.box = from_frame(u0_, v_ - ascent_, u1_, v_ + descent_, word_.rotation);
  word_.baseline = baseline_from_frame(v_, word_.rotation);
  word_.font = fonts_[static_cast<std::size_t>(font_)].name;
  if (word_.text.empty()) return;
  if (word_.text.find('\xE2') != std::string::npos) {  // where radicals begin
    std::string folded = fold_radicals(word_.text);
    if (folded != word_.text) word_.raw = std::exchange(word_.text, std::move(folded));
  }
  out_.words.push_back(word_);
  out_.order.push_back(order_);
  out_.mark.push_back(mark_);
}

void WordBuilder::add(const Glyph& glyph) {
  if (glyph.space) {
    end_word();
    space_seen_ = true;
    return;
  }
  if (repeats_last(glyph)) {
    word_.bold = true;
    return;
  }
  const Frame start = to_frame(glyph.origin, glyph.rotation);
  const Frame end = to_frame(glyph.end, glyph.rotation);
  const bool leader = leads_the_eye(glyph.text);
  if (!continues(glyph, start) || (leader_ >= least_leader && !leader)) {
    end_word();
    begin_word(glyph, start);
  }
  if (leader && leader_++ == 0) {
    leader_u_ = std::min(start.u, end.u);
    leader_text_ = word_.text.size();
  }
  if (!leader) leader_ = 0;
  word_.text += glyph.text.empty() ? "\xEF\xBF\xBD" : glyph.text;
  u0_ = std::min(u0_, std::min(start.u, end.u));
  u1_ = std::max(u1_, std::max(start.u, end.u));
  last_ = glyph;
}

// Words painted twice with a small shift; the second goes, the first becomes bold.
void drop_repeated_words(GlyphWords& list) {
  constexpr double cell = 8;  // points; neighbours are looked at, too
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> grid;
  const auto key = [](long long x, long long y) {
    return static_cast<std::uint64_t>(x) * 0x9E3779B97F4A7C15ULL ^ static_cast<std::uint64_t>(y);
  };
  std::size_t kept = 0;
  for (std::size_t i = 0; i < list.words.size(); ++i) {
    Word& word = list.words[i];
    const auto column = static_cast<long long>(std::floor(word.box.x0 / cell));
    const auto row = static_cast<long long>(std::floor(word.box.y0 / cell));
    const double near = 0.15 * word.font_size;
    bool repeated = false;
    for (long long dx = -1; dx <= 1 && !repeated; ++dx) {
      for (long long dy = -1; dy <= 1 && !repeated; ++dy) {
        const auto found = grid.find(key(column + dx, row + dy));
        if (found == grid.end()) continue;
        for (const std::size_t j : found->second) {
          Word& other = list.words[j];
          if (std::abs(other.box.x0 - word.box.x0) > near || std::abs(other.box.y0 - word.box.y0) > near) continue;
          if (other.text != word.text || other.rotation != word.rotation) continue;
          other.bold = other.bold || !word.hidden;
          other.hidden = other.hidden && word.hidden;
          repeated = true;
          break;
        }
      }
    }
    if (repeated) continue;
    if (kept != i) {
      list.words[kept] = std::move(word);
      list.order[kept] = list.order[i];
      list.mark[kept] = list.mark[i];
    }
    grid[key(column, row)].push_back(kept++);
  }
  list.words.resize(kept);
  list.order.resize(kept);
  list.mark.resize(kept);
}

bool is_full_stop_beside(const Word& a, const Word& b) {
  constexpr double widest = 0.6;  // em
  if (a.text != "." || b.text != "." || a.rotation != b.rotation) return false;
  const Frame a0 = to_frame({a.box.x0, a.box.y0}, a.rotation), a1 = to_frame({a.box.x1, a.box.y1}, a.rotation);
  const Frame b0 = to_frame({b.box.x0, b.box.y0}, b.rotation), b1 = to_frame({b.box.x1, b.box.y1}, b.rotation);
  const double gap = std::min(b0.u, b1.u) - std::max(a0.u, a1.u);
  return std::abs(a.font_size - b.font_size) < 0.1 &&
         std::abs(a.baseline - b.baseline) < 0.5 && gap > 0 && gap < widest * a.font_size;
}

// Three full stops set apart, as typesetting programs print an ellipsis, are one; more lead the eye.
void join_ellipses(GlyphWords& list) {
  constexpr std::size_t dots = 3;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < list.words.size();) {
    std::size_t end = i + 1;
    while (end < list.words.size() && is_full_stop_beside(list.words[end - 1], list.words[end])) ++end;
    if (end - i == dots) {
      Word& first = list.words[i];
      for (std::size_t k = i + 1; k < end; ++k) first.box = unite(first.box, list.words[k].box);
      first.text = "\u2026";
      first.raw = ". . .";
    }
    const std::size_t stop = end - i == dots ? i + 1 : end;
    for (; i < stop; ++i, ++kept) {
      if (kept == i) continue;
      list.words[kept] = std::move(list.words[i]);
      list.order[kept] = list.order[i];
      list.mark[kept] = list.mark[i];
    }
    i = end;
  }
  list.words.resize(kept);
  list.order.resize(kept);
  list.mark.resize(kept);
}

// A raised number right behind a word is a mark or an exponent, no digits of the word's own: 1,234² is not 12342. Several
// marks have commas between them: 1.16⁴,⁵ is not 1.164,5.
void print_raised_digits(Word& word) {
  static constexpr std::u32string_view plain = U"0123456789()", raised = U"⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾";
  std::u32string letters = to_code_points(word.text);
  constexpr std::size_t longest = 5;
  const bool several = letters.find(U',') != std::u32string::npos;
  if (letters.size() > (several ? longest : 3) || letters.front() == U',' || letters.back() == U',') return;
  for (char32_t& c : letters) {
    if (c == U',') continue;
    const auto at = plain.find(c);
    if (at == std::u32string_view::npos) return;
    c = raised[at];
  }
  word.raw = word.text;
  word.text = to_utf8(letters);
}

// A smaller word right behind (or before) a larger one, off its baseline.
void flag_raised_and_lowered(std::vector<Word>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    Word& word = words[i];
    for (const std::size_t j : {i - 1, i + 1}) {
      if (j >= words.size()) continue;
      const Word& big = words[j];
      if (big.rotation != 0 || word.rotation != 0 || word.font_size > 0.85 * big.font_size) continue;
      const double gap = j < i ? word.box.x0 - big.box.x1 : big.box.x0 - word.box.x1;
      if (gap > 0.5 * big.font_size || gap < -0.5 * big.font_size) continue;
      const double raise = (big.baseline - word.baseline) / big.font_size;
      if (raise > 0.1 && raise < 0.8) word.superscript = true;
      if (raise < -0.05 && raise > -0.4) word.subscript = true;
      const bool behind = j < i && !word.space_before && gap < 0.25 * big.font_size;
      if (behind && raise > 0.15 && raise < 0.8 && word.raw.empty()) print_raised_digits(word);
    }
  }
}

}  // namespace

GlyphWords words_from_glyphs(const std::vector<Glyph>& glyphs, const std::vector<GlyphFont>& fonts) {
  WordBuilder builder(fonts, word_gap_of_fonts(glyphs, fonts.size()));
  for (const Glyph& glyph : glyphs) builder.add(glyph);
  GlyphWords result = builder.take();
  drop_repeated_words(result);
  join_ellipses(result);
  flag_raised_and_lowered(result.words);
  return result;
}

}  // namespace tabularium
