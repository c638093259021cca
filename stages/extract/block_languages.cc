#include "stages/extract/block_languages.h"

#include <algorithm>
#include <map>
#include <utility>

#include "stages/core/unicode.h"
#include "stages/extract/chinese_script.h"
#include "stages/extract/language_words.h"
#include "stages/extract/letter_repairs.h"
#include "stages/extract/piece_reading.h"

namespace tabularium {
namespace {

constexpr int kLeast = 2;  // words by which another language must know more

enum class Alphabet { latin, cyrillic, han };

Alphabet alphabet_of(const std::string& language) {
  return is_han_language(language) ? Alphabet::han : is_cyrillic_language(language) ? Alphabet::cyrillic : Alphabet::latin;
}

bool is_capital(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'À' && c <= U'Þ' && c != U'×'); }

// Known as it stands, or as it would stand elsewhere in a sentence.
bool knows_in_any_case(const std::u32string& word, const std::string& language, const KnowsWordIn& knows) {
  if (knows(to_utf8(word), language)) return true;
  std::u32string lower = word;
  for (char32_t& c : lower)
    if (is_capital(c)) c += 0x20;
  if (lower == word) return false;
  if (knows(to_utf8(lower), language)) return true;
  std::u32string title = lower;
  if (is_capital(word.front())) title.front() = word.front();
  return title != word && knows(to_utf8(title), language);
}

// Mostly letters of it.
bool is_of(const std::string& text, Alphabet alphabet) {
  constexpr double mostly = 0.7;
  double those = 0, letters = 0;
  for (const char32_t c : to_code_points(text)) {
    if (!is_letter(c)) continue;
    ++letters;
    those += (alphabet == Alphabet::han ? is_han(c) : script_name(c) == (alphabet == Alphabet::latin ? "Latin" : "Cyrillic")) ? 1 : 0;
  }
  return those > mostly * letters;
}

// The letters between the marks at both ends; empty where marks or figures stand within.
std::u32string bare_word(const std::string& text) {
  std::u32string word = to_code_points(text);
  while (!word.empty() && !is_letter(word.back())) word.pop_back();
  while (!word.empty() && !is_letter(word.front())) word.erase(word.begin());
  return std::all_of(word.begin(), word.end(), [](char32_t c) { return is_letter(c) && !is_cjk(c); }) ? word : std::u32string();
}

}  // namespace

LanguageVerdict judge_language(const std::vector<std::string>& words, const std::string& own, const std::vector<std::string>& candidates,
                               int least, const KnowsWordIn& knows) {
  constexpr std::size_t long_word = 4;
  constexpr double nearly_all = 0.7, clearly = 1.5;
  std::vector<std::u32string> telling;
  for (const std::string& text : words)
    if (std::u32string word = bare_word(text); word.size() > 1) telling.push_back(std::move(word));
  const auto count = [&](const auto& tells) { return static_cast<int>(std::count_if(telling.begin(), telling.end(), tells)); };
  const int judged = count([](const std::u32string& word) { return word.size() >= long_word; });
  const auto known_to = [&](const std::string& language) {
    return count([&](const std::u32string& word) {
      return is_function_word(to_utf8(word), language) || (word.size() >= long_word && knows_in_any_case(word, language, knows));
    });
  };
  const auto betrayed_to = [&](const std::string& language) {
    return count([&](const std::u32string& word) { return is_function_word(to_utf8(word), language); });
  };
  const int mine = known_to(own), betrayed = betrayed_to(own);
  if (mine >= least && mine >= nearly_all * judged) return {Verdict::own, own};
  LanguageVerdict best;
  int most = 0;
  for (const std::string& language : candidates) {  // a list has names from everywhere, so these words tell more
    const int theirs = language == own ? 0 : betrayed_to(language);
    if (theirs <= most || theirs < least || theirs < 2 * betrayed + least) continue;
    best = {Verdict::other, language};
    most = theirs;
  }
  if (most > 0) return best;
  for (const std::string& language : candidates) {
    if (language == own) continue;
    const int theirs = known_to(language);
    if (theirs <= most || theirs < mine + least || theirs < clearly * mine) continue;
    best = {Verdict::other, language};
    most = theirs;
  }
  return best;
}

std::vector<std::vector<std::size_t>> text_strips(const std::vector<TextPiece>& pieces, double glyph_height) {
  constexpr double closely = 1.3;  // glyph heights between lines
  std::vector<std::size_t> order(pieces.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return pieces[a].box.y0 < pieces[b].box.y0; });
  std::vector<std::vector<std::size_t>> strips;
  double bottom = 0;
  for (const std::size_t i : order) {
    if (strips.empty() || pieces[i].box.y0 > bottom + closely * glyph_height) strips.emplace_back();
    strips.back().push_back(i);
    bottom = std::max(bottom, pieces[i].box.y1);
  }
  return strips;
}

namespace {

class BlockReading {
 public:
  BlockReading(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::vector<std::string>& allowed, Readers readers);
  Status read_other_scripts();
  Status read_other_languages();
  Status read_traditional();

 private:
  using Indices = std::vector<std::size_t>;
  std::vector<std::string> of_alphabet(Alphabet alphabet) const;
  std::vector<std::string> words_of(const Indices& indices) const;
  LanguageVerdict judge(const Indices& indices, int least) const;
  bool is_lost(const Indices& indices) const;
  Result<std::string> script_of(const Indices& indices) const;
  Result<bool> is_traditional_unseen() const;
  Status read_left(const Indices& left, const std::vector<std::string>& languages);
  Result<std::vector<TextPiece>> readings_of(const Indices& indices, const std::string& language);
  Status read_anew(const Indices& indices, const std::string& language);

  const PreparedPage& page_;
  std::vector<TextPiece>& pieces_;
  const std::vector<std::string>& allowed_;
  Readers readers_;
  KnowsWordIn knows_;
  std::vector<Indices> strips_;
  Indices of_other_script_;  // what was read in another script than its page
};

BlockReading::BlockReading(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::vector<std::string>& allowed, Readers readers)
    : page_(page), pieces_(pieces), allowed_(allowed), readers_(readers) {
  knows_ = [readers](const std::string& word, const std::string& language) { return readers.first.knows(word, language); };
  strips_ = text_strips(pieces, page.glyph_height);
}

std::vector<std::string> BlockReading::of_alphabet(Alphabet alphabet) const {
  std::vector<std::string> those;
  for (const std::string& language : allowed_)
    if (alphabet_of(language) == alphabet) those.push_back(language);
  return those;
}

std::vector<std::string> BlockReading::words_of(const Indices& indices) const {
  std::vector<std::string> words;
  for (const std::size_t i : indices)
    for (const Word& word : pieces_[i].words) words.push_back(word.text);
  return words;
}

// Pieces of one alphabet, as most of them were read.
LanguageVerdict BlockReading::judge(const Indices& indices, int least) const {
  if (indices.empty()) return {};
  std::map<std::string, int> read_in;
  for (const std::size_t i : indices) ++read_in[pieces_[i].language];
  const auto own = std::max_element(read_in.begin(), read_in.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return judge_language(words_of(indices), own->first, of_alphabet(Alphabet::latin), least, knows_);
}

// In another language; a piece that stays as it was is left unread.
Result<std::vector<TextPiece>> BlockReading::readings_of(const Indices& indices, const std::string& language) {
  std::vector<TextPiece> anew;
  for (const std::size_t i : indices) {
    anew.push_back(pieces_[i]);
    anew.back().words.clear();
    anew.back().read = pieces_[i].language == language || is_figure_text(text_of(pieces_[i]));
  }
  if (Status status = read_pieces(page_, anew, language, allowed_, readers_); !status) return status.error();
  return anew;
}

// In letters of another script a piece must be read more surely than it was, and in such letters: a figure or a name of
// the page's own script may stand there.
Status BlockReading::read_anew(const Indices& indices, const std::string& language) {
  constexpr double less = 0.1;
  Result<std::vector<TextPiece>> anew = readings_of(indices, language);
  if (!anew) return anew.error();
  const Alphabet alphabet = alphabet_of(language);
  for (std::size_t k = 0; k < indices.size(); ++k) {
    TextPiece& first = pieces_[indices[k]];
    TextPiece& second = anew.value()[k];
    if (second.words.empty()) continue;
    const bool other_script = alphabet_of(first.language) != alphabet;
    const bool counts = other_script ? is_of(text_of(second), alphabet) && second.confidence > first.confidence
                                     : second.confidence >= first.confidence - less && !loses_marks(text_of(first), text_of(second));
    if (counts) first = std::move(second);
  }
  return {};
}

// A reader of another script's letters is unsure, and what it reads is no words.
bool BlockReading::is_lost(const Indices& indices) const {
  constexpr double unsure = 0.75;
  double sum = 0, width = 0;
  for (const std::size_t i : indices) {
    if (is_short(pieces_[i].box, page_.glyph_height) || is_figure_text(text_of(pieces_[i]))) continue;
    sum += pieces_[i].confidence * pieces_[i].box.width();
    width += pieces_[i].box.width();
  }
  return width > 0 && sum < unsure * width;
}

// The language in whose letters the longest pieces are read, clearly more surely than they were; empty where there is none.
Result<std::string> BlockReading::script_of(const Indices& indices) const {
  constexpr std::size_t few = 2;
  constexpr double least_sure = 0.7, clearly = 0.1;
  constexpr int few_characters = 4, few_letters = 8;  // a speck of another script is seen in any poor line
  Indices longest = indices;
  std::stable_sort(longest.begin(), longest.end(), [&](std::size_t a, std::size_t b) { return pieces_[a].box.width() > pieces_[b].box.width(); });
  if (longest.size() > few) longest.resize(few);
  const Alphabet own = alphabet_of(pieces_[longest.front()].language);
  for (const Alphabet alphabet : {Alphabet::han, Alphabet::cyrillic, Alphabet::latin}) {
    const std::vector<std::string> languages = of_alphabet(alphabet);
    if (alphabet == own || languages.empty()) continue;
    bool all = true;
    int letters = 0;
    for (const std::size_t i : longest) {
      Result<TextPiece> other = read_piece(page_, pieces_[i], languages.front(), Expectation::anything, readers_.first);
      if (!other) return other.error();
      const double asked = std::max(least_sure, pieces_[i].confidence + clearly);
      all = all && is_of(text_of(other.value()), alphabet) && other.value().confidence >= asked;
      letters += count_code_points(text_of(other.value()));
    }
    all = all && letters >= (alphabet == Alphabet::han ? few_characters : few_letters);
    if (all) return languages.front();
  }
  return std::string();
}

Status BlockReading::read_other_scripts() {
  for (const Indices& strip : strips_) {
    std::map<Alphabet, Indices> by_alphabet;
    for (const std::size_t i : strip)
      if (!pieces_[i].words.empty() && !pieces_[i].language.empty() && !is_figure_text(text_of(pieces_[i])))
        by_alphabet[alphabet_of(pieces_[i].language)].push_back(i);
    for (const auto& [alphabet, indices] : by_alphabet) {
      if (!is_lost(indices)) continue;
      Result<std::string> language = script_of(indices);
      if (!language) return language.error();
      if (language.value().empty()) continue;
      if (Status status = read_anew(indices, language.value()); !status) return status;
      of_other_script_.insert(of_other_script_.end(), indices.begin(), indices.end());
    }
  }
  return {};
}

// Blocks that were found to be Chinese on a page of another script, where only a reader that writes all in simplified
// characters has seen them. The page's own were looked at when its language was chosen.
Result<bool> BlockReading::is_traditional_unseen() const {
  Indices those;
  for (const std::size_t i : of_other_script_)
    if (pieces_[i].language == "chi_sim") those.push_back(i);
  if (those.empty() || readers_.second != nullptr) return false;
  std::stable_sort(those.begin(), those.end(), [&](std::size_t a, std::size_t b) { return pieces_[a].box.width() > pieces_[b].box.width(); });
  return is_printed_in_traditional(page_, pieces_, those, readers_.first);
}

// Strips of few characters follow the page's others.
Status BlockReading::read_traditional() {
  if (std::find(allowed_.begin(), allowed_.end(), "chi_tra") == allowed_.end()) return {};
  constexpr int few = 16;
  std::vector<std::pair<Indices, std::string>> simplified;  // of each strip, and its text
  std::string all;
  for (const Indices& strip : strips_) {
    simplified.emplace_back();
    for (const std::size_t i : strip) {
      if (!is_han_language(pieces_[i].language)) continue;
      all += text_of(pieces_[i]);
      if (pieces_[i].language != "chi_sim") continue;
      simplified.back().first.push_back(i);
      simplified.back().second += text_of(pieces_[i]);
    }
  }
  const Result<bool> hidden = is_traditional_unseen();
  if (!hidden) return hidden.error();
  const bool mostly = hidden.value() || traditional_share(all) >= kTraditional;
  for (const auto& [indices, text] : simplified) {
    const bool traditional = hidden.value() || (count_code_points(text) < few ? mostly : traditional_share(text) >= kTraditional);
    if (indices.empty() || !traditional) continue;
    if (Status status = read_anew(indices, "chi_tra"); !status) return status;
  }
  return {};
}

// Neighbouring strips in which too few words tell are judged together, and what then is open by all of the page's words.
Status BlockReading::read_other_languages() {
  if (of_alphabet(Alphabet::latin).size() < 2) return {};
  std::vector<std::pair<Indices, std::string>> found;
  Indices all, open, left;
  const auto close = [&] {
    const LanguageVerdict together = judge(open, kLeast);
    if (together.verdict == Verdict::other) found.emplace_back(open, together.language);
    if (together.verdict == Verdict::open) left.insert(left.end(), open.begin(), open.end());
    open.clear();
  };
  for (const Indices& strip : strips_) {
    Indices latin;
    for (const std::size_t i : strip)
      if (!pieces_[i].language.empty() && alphabet_of(pieces_[i].language) == Alphabet::latin) latin.push_back(i);
    all.insert(all.end(), latin.begin(), latin.end());
    const LanguageVerdict verdict = judge(latin, kLeast);
    if (verdict.verdict == Verdict::open) {
      open.insert(open.end(), latin.begin(), latin.end());
      continue;
    }
    close();
    if (verdict.verdict == Verdict::other) found.emplace_back(latin, verdict.language);
  }
  close();
  std::vector<std::string> languages;
  if (const LanguageVerdict of_page = left.empty() ? LanguageVerdict{} : judge(all, kLeast); of_page.verdict == Verdict::other) {
    found.emplace_back(left, of_page.language);
    left.clear();
  }
  for (const auto& [indices, language] : found) {
    if (Status status = read_anew(indices, language); !status) return status;
    if (std::find(languages.begin(), languages.end(), language) == languages.end()) languages.push_back(language);
  }
  return read_left(left, languages);
}

// What is still open is tried in the languages that stand elsewhere on the page: letters that the first language has not may
// be what made its words unknown.
Status BlockReading::read_left(const Indices& left, const std::vector<std::string>& languages) {
  if (left.empty()) return {};
  for (const std::string& language : languages) {
    Result<std::vector<TextPiece>> anew = readings_of(left, language);
    if (!anew) return anew.error();
    std::vector<std::string> words;
    for (const TextPiece& piece : anew.value())
      for (const Word& word : piece.words) words.push_back(word.text);
    const std::string& own = pieces_[left.front()].language;
    if (judge_language(words, own, {language}, kLeast, knows_).verdict != Verdict::other) continue;
    return read_anew(left, language);
  }
  return {};
}

}  // namespace

Status reread_by_block(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::vector<std::string>& allowed, Readers readers) {
  if (allowed.size() < 2 || page.glyph_height <= 0) return {};
  BlockReading reading(page, pieces, allowed, readers);
  if (Status status = reading.read_other_scripts(); !status) return status;
  if (Status status = reading.read_traditional(); !status) return status;
  return reading.read_other_languages();
}

}  // namespace tabularium
