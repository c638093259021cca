#include "stages/extract/known_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "stages/core/enumerator.h"
#include "stages/core/put_reading.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t kLongestHanWord = 4;
constexpr std::size_t kShortestRepaired = 4;  // letters: shorter words have too many neighbours

// Characters that take part in a known word which covers the place [from, to), in all: the longest such word.
std::size_t word_at(const std::u32string& text, std::size_t from, std::size_t to, const KnowsWord& knows) {
  std::size_t longest = 0;
  for (std::size_t length = std::max<std::size_t>(2, to - from); length <= kLongestHanWord; ++length)
    for (std::size_t begin = to > length ? to - length : 0; begin <= from && begin + length <= text.size(); ++begin) {
      const std::u32string part = text.substr(begin, length);
      if (std::all_of(part.begin(), part.end(), is_han) && knows(to_utf8(part))) longest = length;
    }
  return longest;
}

// Characters that proof-readers take for one another: they differ in a stroke, its length, or one small part of the same look.
constexpr std::array<std::u32string_view, 28> kAlikeHan = {
    U"申中甲由", U"予子", U"己已巳", U"未末", U"土士", U"人入八", U"日曰", U"大太犬", U"天夫", U"千干于", U"问间", U"贷货", U"拨拔", U"侯候",
    U"治冶", U"折拆", U"析折", U"技枝", U"挡档", U"刀力", U"今令", U"洒酒", U"微徽", U"晴睛", U"帐账", U"目自", U"名各", U"住往"};

// The character that looks like the one at `at` and makes a known word there; 0 where none does, or several.
char32_t meant_at(const std::u32string& text, std::size_t at, const KnowsWord& knows) {
  char32_t found = 0;
  for (const std::u32string_view group : kAlikeHan) {
    if (group.find(text[at]) == std::u32string_view::npos) continue;
    for (const char32_t like : group) {
      std::u32string other = text;
      other[at] = like;
      if (like == text[at] || word_at(other, at, at + 1, knows) == 0) continue;
      if (found != 0 && found != like) return 0;
      found = like;
    }
  }
  return found;
}

// Where two readings differ: half-open places in the one and in the other.
struct Difference {
  std::size_t from = 0, to = 0;
  std::size_t other_from = 0, other_to = 0;
};

// By the longest common subsequence; lines are short.
std::vector<Difference> differences(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  std::vector<Difference> found;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i;
      ++j;
      continue;
    }
    Difference gap{i, i, j, j};
    while ((i < a.size() || j < b.size()) && !(i < a.size() && j < b.size() && a[i] == b[j])) {
      if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) ++i;
      else ++j;
    }
    gap.to = i;
    gap.other_to = j;
    found.push_back(gap);
  }
  return found;
}

bool all_han(const std::u32string& text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_han); }

// The characters of a piece that holds one run of Chinese ones and nothing else.
std::u32string han_of(const TextPiece& piece) {
  if (piece.words.size() != 1) return {};
  const std::u32string text = to_code_points(piece.words.front().text);
  return all_han(text) ? text : std::u32string();
}

// The size of the type that most of a page's Chinese is set in, in pixels.
struct HanType {
  double pitch = 0;
  double height = 0;
};

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

std::optional<HanType> han_type(const std::vector<TextPiece>& pieces) {
  constexpr std::size_t fewest = 8;
  std::vector<double> pitches, heights;
  for (const TextPiece& piece : pieces) {
    const std::u32string text = han_of(piece);
    if (text.size() < 2) continue;
    pitches.push_back(piece.box.width() / static_cast<double>(text.size()));
    heights.push_back(piece.box.height());
  }
  if (pitches.size() < fewest) return std::nullopt;
  return HanType{median(std::move(pitches)), median(std::move(heights))};
}

bool is_of_type(const Box& box, const HanType& type) { return box.height() > 0.85 * type.height && box.height() < 1.2 * type.height; }

// "." and "-" stand by figures and Latin letters; between Chinese characters they are another mark misread, or a speck.
bool is_foreign_mark(const std::u32string& text, std::size_t from, std::size_t to) {
  if (to != from + 1 || (text[from] != U'.' && text[from] != U'-')) return false;
  return from > 0 && to < text.size() && is_cjk(text[from - 1]) && is_cjk(text[to]);
}

// An odd number of quotation marks means that one was overlooked.
bool closes_quotes(const std::u32string& counts, const std::u32string& mine, const std::u32string& theirs) {
  const auto quotes = [](const std::u32string& text) {
    return std::count_if(text.begin(), text.end(), [](char32_t c) { return std::u32string_view(U"\"“”〝〞").find(c) != std::u32string_view::npos; });
  };
  return quotes(counts) % 2 == 1 && quotes(mine) == 0 && mine.empty() && quotes(theirs) == 1 && theirs.size() == 1;
}

bool is_better(const std::u32string& counts, const std::u32string& other, const Difference& gap, const KnowsWord& knows) {
  constexpr std::size_t most = 2, head = 4;
  const std::u32string mine = counts.substr(gap.from, gap.to - gap.from);
  const std::u32string theirs = other.substr(gap.other_from, gap.other_to - gap.other_from);
  if (mine.size() > most || theirs.size() > most) return false;
  if (all_han(mine) && all_han(theirs) && mine.size() == theirs.size())
    return word_at(other, gap.other_from, gap.other_to, knows) > word_at(counts, gap.from, gap.to, knows);
  if (gap.to <= head && gap.other_to <= head && !parse_enumerator(to_utf8(counts)) && parse_enumerator(to_utf8(other))) return true;
  if (closes_quotes(counts, mine, theirs)) return true;
  return is_foreign_mark(counts, gap.from, gap.to) && !is_foreign_mark(other, gap.other_from, gap.other_to);
}

bool is_word_letter(char32_t c) { return is_letter(c) && !is_cjk(c); }

// The runs of letters in a word: places, half-open.
std::vector<std::pair<std::size_t, std::size_t>> runs_of_letters(const std::u32string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> runs;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_word_letter(text[i])) continue;
    if (!runs.empty() && runs.back().second == i) ++runs.back().second;
    else runs.emplace_back(i, i + 1);
  }
  return runs;
}

// Letters of one shape on a poor scan.
constexpr std::array<std::u32string_view, 9> kAlike = {U"litIj", U"ceo", U"BD", U"hb", U"uü", U"aä", U"oö", U"éeè", U"Uü"};
constexpr std::array<std::pair<std::u32string_view, std::u32string_view>, 4> kAlikePairs = {
    {{U"n", U"ri"}, {U"ri", U"n"}, {U"m", U"rn"}, {U"rn", U"m"}}};

// The word with one letter, or pair of letters, exchanged for one that looks like it.
std::vector<std::u32string> lookalikes(const std::u32string& word) {
  std::vector<std::u32string> found;
  for (std::size_t i = 0; i < word.size(); ++i) {
    for (const std::u32string_view group : kAlike) {
      if (group.find(word[i]) == std::u32string_view::npos) continue;
      for (const char32_t c : group) {
        if (c == word[i]) continue;
        found.push_back(word);
        found.back()[i] = c;
      }
    }
    for (const auto& [from, to] : kAlikePairs)
      if (word.compare(i, from.size(), from) == 0) found.push_back(std::u32string(word).replace(i, from.size(), to));
  }
  return found;
}

class PageWords {
 public:
  PageWords(const std::vector<TextPiece>& pieces, const KnowsWord& knows) : knows_(knows) {
    for (const TextPiece& piece : pieces)
      for (const Word& word : piece.words) {
        const std::u32string text = to_code_points(word.text);
        for (const auto& [from, to] : runs_of_letters(text)) ++counts_[text.substr(from, to - from)];
      }
  }

  // The only known word that looks like this one; nothing where it is known itself, or several do.
  std::optional<std::u32string> meant_by(const std::u32string& word) const {
    if (word.size() < kShortestRepaired || is_known(word)) return std::nullopt;
    std::set<std::u32string> known;
    for (std::u32string& like : lookalikes(word))
      if (is_known(like)) known.insert(std::move(like));
    if (known.size() == 1) return *known.begin();
    const auto here = [&](const std::u32string& like) { return counts_.contains(like); };
    if (std::count_if(known.begin(), known.end(), here) == 1) return *std::find_if(known.begin(), known.end(), here);
    return std::nullopt;
  }

 private:
  bool is_known(const std::u32string& word) const {
    const auto times = counts_.find(word);
    return (times != counts_.end() && times->second >= 2) || knows_(to_utf8(word));
  }

  const KnowsWord& knows_;
  std::map<std::u32string, int> counts_;
};

void repair(Word& word, const PageWords& page) {
  constexpr double guessed = 0.8;
  std::u32string text = to_code_points(word.text);
  auto runs = runs_of_letters(text);
  std::reverse(runs.begin(), runs.end());  // what stands behind keeps its place
  bool changed = false;
  for (const auto& [from, to] : runs) {
    const std::optional<std::u32string> meant = page.meant_by(text.substr(from, to - from));
    if (!meant) continue;
    text.replace(from, to - from, *meant);
    changed = true;
  }
  if (!changed) return;
  const std::string read = word.text;
  word.text = to_utf8(text);
  word.alternatives = {{word.text, guessed, "words"}, {read, word.confidence, "tesseract"}};
  word.confidence = std::min(word.confidence, guessed);
}

}  // namespace

std::size_t unknown_han(const std::string& text, const KnowsWord& knows) {
  const std::u32string line = to_code_points(text);
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (is_han(line[i]) && word_at(line, i, i + 1, knows) == 0) ++unknown;
  return unknown;
}

std::string repair_han(const std::string& text, const KnowsWord& knows) {
  std::u32string line = to_code_points(text);
  for (std::size_t i = 1; i + 1 < line.size(); ++i)
    if (line[i] == U'-' && line[i - 1] == U'一' && (is_cjk(line[i + 1]) || line[i + 1] == U')')) line.erase(i, 1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_han(line[i]) || word_at(line, i, i + 1, knows) > 0) continue;
    if (const char32_t meant = meant_at(line, i, knows); meant != 0) line[i] = meant;
  }
  return to_utf8(line);
}

std::string weigh_by_words(const std::string& counts, const std::string& other, const KnowsWord& knows) {
  std::u32string text = to_code_points(counts);
  const std::u32string second = to_code_points(other);
  std::vector<Difference> gaps = differences(text, second);
  std::reverse(gaps.begin(), gaps.end());
  for (const Difference& gap : gaps)
    if (is_better(text, second, gap, knows))
      text.replace(gap.from, gap.to - gap.from, second.substr(gap.other_from, gap.other_to - gap.other_from));
  return to_utf8(text);
}

void drop_crowded_han(std::vector<TextPiece>& pieces, const KnowsWord& knows) {
  const std::optional<HanType> type = han_type(pieces);
  if (!type) return;
  for (TextPiece& piece : pieces) {
    const std::u32string text = han_of(piece);
    if (text.size() < 3 || !is_of_type(piece.box, *type) || piece.box.width() > (static_cast<double>(text.size()) - 0.6) * type->pitch) continue;
    std::u32string best;
    std::size_t fewest = unknown_han(to_utf8(text), knows), times = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::u32string without = text.substr(0, i) + text.substr(i + 1);
      const std::size_t unknown = unknown_han(to_utf8(without), knows);
      if (unknown > fewest || (unknown == fewest && times == 0)) continue;
      times = unknown < fewest ? 1 : times + 1;
      fewest = unknown;
      best = without;
    }
    if (times != 1) continue;
    Word& word = piece.words.front();
    put_reading(word, to_utf8(best), word.confidence, "width");
  }
}

void repair_by_words(std::vector<TextPiece>& pieces, const KnowsWord& knows, double least_sure) {
  const PageWords page(pieces, knows);
  for (TextPiece& piece : pieces)
    for (Word& word : piece.words)
      if (word.confidence < least_sure) repair(word, page);
}

}  // namespace tabularium
