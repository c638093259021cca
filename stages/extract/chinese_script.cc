#include "stages/extract/chinese_script.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "stages/core/text_repair.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t kMostLooks = 18;
constexpr double kLean = 0.15;          // by so much more a reader is sure of its own print than the other of the other's: half way between is no evidence
constexpr double kTraditionalAt = 4.6;  // sum of the evidence; pages in simplified print are the rule
constexpr double kSimplifiedAt = -3;

// How a reader doubts words with characters of two forms.
struct Doubt {
  double sum = 0;  // of the logarithms
  int characters = 0;
};

Result<Doubt> doubt_of(const PreparedPage& page, const TextPiece& piece, const std::string& language, Reader& reader) {
  Result<TextPiece> read = read_words(page, piece, language, Expectation::anything, reader);
  if (!read) return read.error();
  Doubt doubt;
  for (const Word& word : read.value().words) {
    const int characters = count_of_two_forms(word.text);
    doubt.sum += characters * std::log(1.005 - word.confidence);
    doubt.characters += characters;
  }
  return doubt;
}

}  // namespace

int count_of_two_forms(std::string_view text) {
  const Result<std::string> simplified = convert_script(text, Script::simplified), traditional = convert_script(text, Script::traditional);
  if (!simplified || !traditional) return 0;
  const std::u32string one = to_code_points(simplified.value()), other = to_code_points(traditional.value());
  if (one.size() != other.size()) return 0;
  int count = 0;
  for (std::size_t i = 0; i < one.size(); ++i) count += is_han(one[i]) && one[i] != other[i] ? 1 : 0;
  return count;
}

Result<bool> is_printed_in_traditional(const PreparedPage& page, const std::vector<TextPiece>& pieces, const std::vector<std::size_t>& order,
                                       Reader& reader) {
  double evidence = 0;
  for (std::size_t k = 0; k < std::min(order.size(), kMostLooks); ++k) {
    const Result<Doubt> simplified = doubt_of(page, pieces[order[k]], "chi_sim", reader);
    if (!simplified) return simplified.error();
    if (simplified.value().characters == 0) continue;
    const Result<Doubt> traditional = doubt_of(page, pieces[order[k]], "chi_tra", reader);
    if (!traditional) return traditional.error();
    const Doubt s = simplified.value(), t = traditional.value();
    if (t.characters == 0) continue;
    evidence += std::min(s.characters, t.characters) * (s.sum / s.characters - t.sum / t.characters + kLean);
    if (evidence <= kSimplifiedAt) return false;
    if (evidence >= kTraditionalAt) return true;
  }
  return false;
}

}  // namespace tabularium
