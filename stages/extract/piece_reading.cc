#include "stages/extract/piece_reading.h"

#include <algorithm>
#include <string_view>

#include "stages/core/put_reading.h"
#include "stages/core/unicode.h"
#include "stages/extract/image_lines.h"
#include "stages/extract/known_words.h"
#include "stages/extract/letter_repairs.h"
#include "stages/extract/lost_marks.h"

namespace tabularium {
namespace {

constexpr int kMostLooks = 200;     // a page: noise is never sure, and must not cost minutes
constexpr int kMostConsulted = 600; // a page: pieces that the second reader is asked for
constexpr double kCertain = 0.99;   // no word list knows better: names are not in it
constexpr double kSure = 0.9;       // the first reader's own confidence in words that it reads right
constexpr double kGrainy = 7;       // gray levels of grain, as image_prepare smooths from
constexpr double kSpecky = 12;      // specks per square inch

// Figures are narrower than they are high; a Chinese character is as wide as high.
bool is_figure_shaped(Pix* ink, const Box& box) {
  const auto runs = ink_runs(ink, box);
  return !runs.empty() && std::all_of(runs.begin(), runs.end(), [&](const auto& run) {
    return run.second - run.first <= 0.8 * box.height();
  });
}

// A flat stroke alone on its line is a dash; recognisers make letters of it.
bool is_dash(const Box& box, double glyph_height) {
  return box.height() <= 0.3 * glyph_height && box.width() >= 0.3 * glyph_height && box.width() >= 1.8 * box.height() &&
         box.width() <= 2.5 * glyph_height;
}

// Two to four dots on the baseline and nothing else: the sign for a figure that is not there.
bool is_ellipsis(Pix* ink, const Box& box, double glyph_height) {
  if (box.height() > 0.3 * glyph_height || box.width() < 0.4 * glyph_height || box.width() > 2.5 * glyph_height) return false;
  const auto runs = ink_runs(ink, box);
  return runs.size() >= 2 && runs.size() <= 6 && std::all_of(runs.begin(), runs.end(), [&](const auto& run) {
    return run.second - run.first <= 1.6 * box.height() && run.second - run.first <= 0.3 * glyph_height;
  });
}

Word dash_word(const Box& box, double glyph_height) {
  Word word;
  word.text = box.width() < 0.7 * glyph_height ? "-" : "—";
  word.box = {box.x0, box.center_y() - glyph_height / 2, box.x1, box.center_y() + glyph_height / 2};
  word.confidence = 0.7;
  return word;
}

bool worth_reading(const Box& box, double glyph_height) {
  return box.height() >= 0.4 * glyph_height && box.width() >= 0.1 * glyph_height && box.height() <= 8 * glyph_height;
}

bool is_latin_letter(char32_t c) noexcept { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

// The share of letters of a kind among all that is no figure, mark or space.
double letter_share(const std::string& text, bool (*of_kind)(char32_t) noexcept) {
  double kind = 0, letters = 0;
  for (const char32_t c : to_code_points(text)) {
    if (!is_latin_letter(c) && !is_cjk(c)) continue;
    ++letters;
    kind += of_kind(c) ? 1 : 0;
  }
  return letters >= 3 ? kind / letters : 0;
}

bool has_han(const std::string& text) {
  const std::u32string letters = to_code_points(text);
  return std::any_of(letters.begin(), letters.end(), is_han);
}

// Figures that look like letters, as figures.
std::string as_figures(const std::string& text) {
  std::string figures;
  for (const char c : text) {
    const bool zero = c == 'o' || c == 'O', one = c == 'l' || c == 'I' || c == '|';
    figures += zero ? '0' : one ? '1' : c;
  }
  return figures;
}

// The same reading, spaces and width of signs aside.
bool same_text(const std::string& a, const std::string& b) {
  const std::string x = fold_label(a), y = fold_label(b);
  if (x == y) return true;
  return (is_figure_text(x) || is_figure_text(y)) && as_figures(x) == as_figures(y);
}

// Figures in parentheses, of which the other reading lost one or both: thin strokes are overlooked, but not made up in pairs.
bool keeps_pair(const TextPiece& pair, const TextPiece& other) {
  constexpr double likely = 0.5;
  const std::string x = fold_label(text_of(pair)), y = fold_label(text_of(other));
  if (pair.confidence < likely || x.size() < 3 || x.front() != '(' || x.back() != ')' || !is_figure_text(x)) return false;
  if (y.empty() || (y.front() == '(' && y.back() == ')')) return false;
  const std::string inner = x.substr(1, x.size() - 2);
  const std::size_t from = y.front() == '(' ? 1 : 0, end = y.back() == ')' ? 1 : 0;
  return same_text(inner, y.substr(from, y.size() - from - end));
}

void add_alternative(Word& word, std::string text, double confidence, const std::string& reader) {
  word.alternatives.push_back({std::move(text), confidence, reader});
}

// Notes both readings at the words of the one that counts: word by word where they have as many, else the other's
// whole text at the first word, and nothing at the rest.
void note_both(TextPiece& counts, const std::string& name, const TextPiece& other, const std::string& other_name) {
  const std::string whole = text_of(other);
  const bool even = counts.words.size() == other.words.size(), same = same_text(text_of(counts), whole);
  for (std::size_t i = 0; i < counts.words.size(); ++i) {
    Word& word = counts.words[i];
    word.alternatives.clear();
    const std::string text = even ? other.words[i].text : same ? word.text : i == 0 ? whole : std::string();
    add_alternative(word, word.text, word.confidence, name);
    add_alternative(word, text, even ? other.words[i].confidence : other.confidence, other_name);
  }
}

}  // namespace

TextPiece settle(TextPiece first, const std::string& first_name, TextPiece second, const std::string& second_name) {
  if (second.words.empty()) return first;
  if (first.words.empty()) return second;
  const std::string a = text_of(first), b = text_of(second);
  if (same_text(a, b)) {
    const bool figures = is_figure_text(fold_label(b)) && !is_figure_text(fold_label(a));
    TextPiece agreed = figures ? std::move(second) : first;
    note_both(agreed, figures ? second_name : first_name, figures ? first : second, figures ? first_name : second_name);
    const double doubt = 1 - std::max(first.confidence, second.confidence);
    for (Word& word : agreed.words) word.confidence = std::max(word.confidence, 1 - doubt * 0.5);
    agreed.confidence = 1 - doubt * 0.5;
    return agreed;
  }
  const bool first_keeps = keeps_pair(first, second) || loses_marks(a, b);
  const bool second_counts = keeps_pair(second, first) || (!first_keeps && second.confidence >= first.confidence);
  TextPiece counts = second_counts ? second : first;
  note_both(counts, second_counts ? second_name : first_name, second_counts ? first : second,
            second_counts ? first_name : second_name);
  return counts;
}

namespace {

// Of two readings that both stand by the piece's word, character by character the one that makes words.
void weigh_words(TextPiece& piece, const KnowsWord& knows) {
  if (piece.words.size() != 1 || piece.words.front().alternatives.size() != 2) return;
  Word& word = piece.words.front();
  const std::string weighed = weigh_by_words(word.text, word.alternatives[1].text, knows);
  if (weighed == word.text) return;
  if (weighed == word.alternatives[1].text) {
    std::swap(word.alternatives[0], word.alternatives[1]);
  } else {
    word.alternatives.insert(word.alternatives.begin(), {weighed, word.confidence, "words"});
  }
  word.text = weighed;
}

// Every reading stands by the word that counts, which none of them may be as a whole.
void note_all(Word& counts, const std::vector<TextPiece>& looks, const std::string& reader) {
  const auto stands = [&](const std::string& text) {
    return std::any_of(counts.alternatives.begin(), counts.alternatives.end(), [&](const Alternative& known) { return known.text == text; });
  };
  const bool was_read = std::any_of(looks.begin(), looks.end(), [&](const TextPiece& look) { return text_of(look) == counts.text; });
  counts.alternatives.clear();
  add_alternative(counts, counts.text, counts.confidence, was_read ? reader : "words");
  for (const TextPiece& look : looks)
    if (!stands(text_of(look))) add_alternative(counts, text_of(look), look.confidence, reader);
}

// Of several readings of a piece by one reader the one that most of them are; of as many the one with the fewest characters
// outside known words; then the surest. Each other lends characters where only they make words.
TextPiece vote(std::vector<TextPiece> looks, const std::string& reader, const KnowsWord& knows) {
  const auto allies = [&](const TextPiece& look) {
    return std::count_if(looks.begin(), looks.end(), [&](const TextPiece& other) { return same_text(text_of(look), text_of(other)); });
  };
  const auto counts_less = [&](const TextPiece& a, const TextPiece& b) {
    if (const auto more = allies(b) - allies(a); more != 0) return more > 0;
    const std::size_t x = unknown_han(text_of(a), knows), y = unknown_han(text_of(b), knows);
    return x != y ? x > y : a.confidence < b.confidence;
  };
  std::iter_swap(looks.begin(), std::max_element(looks.begin(), looks.end(), counts_less));
  TextPiece counts = looks.front();
  const TextPiece* other = nullptr;   // the last that says something else
  for (const TextPiece& look : looks) {
    if (same_text(text_of(look), text_of(counts))) {
      counts.confidence = std::max(counts.confidence, look.confidence);
      continue;
    }
    other = &look;
    if (counts.words.size() == 1) counts.words.front().text = weigh_by_words(text_of(counts), text_of(look), knows);
  }
  if (other != nullptr && counts.words.size() == 1) note_all(counts.words.front(), looks, reader);
  else if (other != nullptr) note_both(counts, reader, *other, reader);
  return counts;
}

class PieceReading {
 public:
  PieceReading(const PreparedPage& page, std::string language, const std::vector<std::string>& allowed, Readers readers);
  PieceReading(const PieceReading&) = delete;  // knows_ looks back at it
  PieceReading& operator=(const PieceReading&) = delete;
  Status read(TextPiece& piece);
  void finish(std::vector<TextPiece>& pieces) const;

 private:
  bool is_sign(TextPiece& piece) const;
  Result<TextPiece> read_figures(const TextPiece& piece);
  Result<TextPiece> read_by_first(const TextPiece& piece);
  Result<TextPiece> read_enlarged(TextPiece first);
  Result<TextPiece> read_by_second(const TextPiece& piece, Expectation expectation);
  Result<TextPiece> read_han(const TextPiece& piece);
  bool is_sure(const TextPiece& piece) const;
  Result<TextPiece> consult(TextPiece first, Expectation expectation);
  Result<TextPiece> in_other_script(TextPiece piece);
  bool may_look() { return looks_++ < kMostLooks; }
  bool may_consult() { return readers_.second != nullptr && consulted_ < kMostConsulted; }

  const PreparedPage& page_;
  std::string language_;
  std::string latin_;   // empty: none is allowed
  bool second_leads_ = false;  // the second reader knows the page's characters better
  std::string other_script_;  // a language of the script that the page is not written in; empty: none is allowed
  bool han_ = false;
  bool noisy_ = false;
  Readers readers_;
  KnowsWord knows_;  // of the page's language
  int looks_ = 0;
  int consulted_ = 0;
};

PieceReading::PieceReading(const PreparedPage& page, std::string language, const std::vector<std::string>& allowed, Readers readers)
    : page_(page), language_(std::move(language)), han_(is_han_language(language_)), readers_(readers) {
  const auto latin = std::find_if(allowed.begin(), allowed.end(), [](const auto& l) { return !is_han_language(l); });
  if (latin != allowed.end()) latin_ = *latin;
  second_leads_ = han_ && !language_.starts_with("chi_tra");  // of traditional ones it lacks many and simplifies others
  const std::vector<std::string>& done = page.quality.treatments;
  const bool smoothed = std::any_of(done.begin(), done.end(), [](const auto& what) {
    return what.starts_with("smooth") || what.starts_with("median") || what == "despeckle";
  });
  noisy_ = smoothed || page.grain > kGrainy || page.quality.noise > kSpecky;
  knows_ = [this](const std::string& word) { return readers_.first.knows(word, language_); };
  const auto other = std::find_if(allowed.begin(), allowed.end(), [&](const auto& l) { return is_han_language(l) != han_; });
  if (other != allowed.end()) other_script_ = *other;
}

// Dashes, ellipses and specks are told by their shape.
bool PieceReading::is_sign(TextPiece& piece) const {
  const Box box = piece.box;
  const bool ellipsis = is_ellipsis(page_.ink.get(), box, page_.glyph_height);
  if (ellipsis || is_dash(box, page_.glyph_height)) {
    piece.words = {dash_word(box, page_.glyph_height)};
    if (ellipsis) piece.words.front().text = "…";
    piece.confidence = piece.words.front().confidence;
  } else if (worth_reading(box, page_.glyph_height)) {
    return false;
  }
  piece.read = true;
  return true;
}

// The piece as figures; of no confidence where it is not a figure.
Result<TextPiece> PieceReading::read_figures(const TextPiece& piece) {
  Result<TextPiece> figures = read_piece(page_, piece, latin_, Expectation::number, readers_.first);
  if (figures && is_short(piece.box, page_.glyph_height) && is_unsure(figures.value(), page_.glyph_height))
    figures = look_again(page_, std::move(figures).value(), latin_, Expectation::number, readers_.first);
  if (figures && !is_figure_text(text_of(figures.value()))) figures.value().confidence = 0;
  return figures;
}

Result<TextPiece> PieceReading::read_by_second(const TextPiece& piece, Expectation expectation) {
  ++consulted_;
  return read_piece(page_, piece, language_, expectation, *readers_.second, ReadScope::bare_line);
}

Result<TextPiece> PieceReading::read_by_first(const TextPiece& piece) {
  Result<TextPiece> read = read_piece(page_, piece, language_, Expectation::anything, readers_.first);
  if (read && is_unsure(read.value(), page_.glyph_height) && may_look())
    read = look_again(page_, std::move(read).value(), language_, Expectation::anything, readers_.first);
  const bool doubted = han_ && noisy_ && read && has_han(text_of(read.value())) && !is_sure(read.value());
  return doubted && may_look() ? read_enlarged(std::move(read).value()) : std::move(read);
}

// Dense characters on few and noisy pixels: at other sizes the same reader makes other mistakes. What most of the sizes agree on
// counts, else what leaves the fewest characters outside known words.
Result<TextPiece> PieceReading::read_enlarged(TextPiece first) {
  std::vector<TextPiece> looks = {std::move(first)};
  for (const Retouch& retouch : {Retouch{true, 1}, Retouch{false, 1.5}}) {
    Result<TextPiece> look = read_piece(page_, looks.front(), language_, Expectation::anything, readers_.first, ReadScope::line, retouch);
    if (!look) return look.error();
    if (!look.value().words.empty()) looks.push_back(std::move(look).value());
  }
  return vote(std::move(looks), readers_.first.name(), knows_);
}

// On a poor page a reader is sure of wrong characters, too: there they must make words, unless it is certain.
bool PieceReading::is_sure(const TextPiece& piece) const {
  if (piece.words.empty() || piece.confidence < kSure) return false;
  return piece.confidence >= kCertain || !noisy_ || unknown_han(text_of(piece), knows_) == 0;
}

// The second reader knows Chinese better than the first: where it is sure the first is not asked.
Result<TextPiece> PieceReading::read_han(const TextPiece& piece) {
  Result<TextPiece> second = read_by_second(piece, Expectation::anything);
  if (!second || is_sure(second.value())) return second;
  Result<TextPiece> first = read_by_first(piece);
  if (!first) return first;
  if (second.value().confidence >= kSure) first.value().confidence = std::min(first.value().confidence, second.value().confidence);
  TextPiece settled = settle(std::move(first).value(), readers_.first.name(), std::move(second).value(), readers_.second->name());
  weigh_words(settled, knows_);
  return settled;
}

// A second opinion on a reading of the first that is doubtful, or on a page where all are. The second reader drops
// spaces, so it has no say on several words that are not figures.
Result<TextPiece> PieceReading::consult(TextPiece first, Expectation expectation) {
  const bool figures = is_figure_text(text_of(first));
  const bool doubtful = first.confidence < kSure || (noisy_ && figures);
  if (!doubtful || !may_consult() || (first.words.size() > 1 && !figures)) return first;
  Result<TextPiece> second = read_by_second(first, expectation);
  if (!second) return second;
  const bool knows_letters = second_leads_ || language_ == "eng";  // it has no letters with accents
  if (!knows_letters && !is_figure_text(text_of(second.value()))) return first;
  return settle(std::move(first), readers_.first.name(), std::move(second).value(), readers_.second->name());
}

// A line in the other script than its page's: Latin words that were read as such by a reader of Chinese, or what a
// reader of Latin letters could make nothing of.
Result<TextPiece> PieceReading::in_other_script(TextPiece piece) {
  constexpr double kHopeless = 0.5, kMostly = 0.8;
  if (other_script_.empty() || piece.words.empty() || is_short(piece.box, page_.glyph_height)) return piece;
  const bool candidate = han_ ? letter_share(text_of(piece), is_latin_letter) >= kMostly : piece.confidence < kHopeless;
  if (!candidate || !may_look()) return piece;
  Result<TextPiece> other = read_piece(page_, piece, other_script_, Expectation::anything, readers_.first);
  if (!other || other.value().words.empty()) return piece;
  if (han_) return other.value().confidence > piece.confidence - 0.15 ? std::move(other).value() : std::move(piece);
  const bool is_other = letter_share(text_of(other.value()), is_han) >= kMostly;
  return is_other && other.value().confidence > piece.confidence ? std::move(other).value() : std::move(piece);
}

Status PieceReading::read(TextPiece& piece) {
  if (is_sign(piece)) return {};
  const bool figures_apart = han_ && !latin_.empty();
  if (figures_apart && is_figure_shaped(page_.ink.get(), piece.box)) {
    Result<TextPiece> figures = read_figures(piece);
    if (figures && figures.value().confidence >= 0.6) {
      Result<TextPiece> settled = consult(std::move(figures).value(), Expectation::anything);
      if (!settled) return settled.error();
      piece = std::move(settled).value();
      return {};
    }
  }
  const bool by_second = second_leads_ && may_consult();
  Result<TextPiece> read = by_second ? read_han(piece) : read_by_first(piece);
  if (!read) return read.error();
  Result<TextPiece> written = in_other_script(std::move(read).value());
  if (!written) return written.error();
  piece = std::move(written).value();
  if (figures_apart && is_short(piece.box, page_.glyph_height) && is_unsure(piece, page_.glyph_height) && may_look()) {
    Result<TextPiece> figures = read_figures(piece);  // their serifs may touch
    if (figures && figures.value().confidence >= std::max(0.8, piece.confidence + 0.1)) piece = std::move(figures).value();
  }
  if (by_second) return {};
  if (!han_ && !noisy_) restore_marks(page_.ink.get(), page_.glyph_height, piece);
  Result<TextPiece> settled = consult(std::move(piece), Expectation::anything);
  if (!settled) return settled.error();
  piece = std::move(settled).value();
  return {};
}

// What can be told of the pieces only when all are read.
void PieceReading::finish(std::vector<TextPiece>& pieces) const {
  for (TextPiece& piece : pieces)
    for (Word& word : piece.words) repair_letters(word);
  restore_first_serials(pieces, page_.glyph_height);
  if (han_) drop_crowded_han(pieces, knows_);
  if (!han_) repair_by_words(pieces, knows_, noisy_ ? 1.0 : kSure);
  if (!han_ || !noisy_) return;
  for (TextPiece& piece : pieces)
    for (Word& word : piece.words) {
      if (word.confidence >= kCertain) continue;
      std::string repaired = repair_han(word.text, knows_);
      if (repaired == word.text) continue;
      put_reading(word, std::move(repaired), word.confidence, "words");
    }
}

// Noise, a screen of dots or a photograph falls into thousands of pieces, none of which is text. Some from all over the
// page tell, before all are read; those stay read.
Result<bool> is_legible(PieceReading& reading, std::vector<TextPiece>& pieces) {
  constexpr std::size_t many = 1000, probes = 120;
  constexpr double hopeless = 0.35;
  if (pieces.size() < many) return true;
  double sum = 0, read = 0;
  for (std::size_t i = 0; i < pieces.size(); i += pieces.size() / probes) {
    if (!pieces[i].read)
      if (Status status = reading.read(pieces[i]); !status) return status.error();
    sum += pieces[i].words.empty() ? 0 : pieces[i].confidence;
    ++read;
  }
  return sum >= hopeless * read;
}

}  // namespace

Status read_pieces(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::string& language,
                   const std::vector<std::string>& allowed, Readers readers) {
  PieceReading reading(page, language, allowed, readers);
  Result<bool> legible = is_legible(reading, pieces);
  if (!legible) return legible.error();
  if (!legible.value()) {
    for (TextPiece& piece : pieces) piece.words.clear();
    return {};
  }
  for (TextPiece& piece : pieces)
    if (!piece.read)
      if (Status status = reading.read(piece); !status) return status;
  reading.finish(pieces);
  return {};
}

}  // namespace tabularium
