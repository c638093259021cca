#include "stages/core/text_repair.h"

#include <opencc/opencc.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <unordered_map>

#include "stages/core/unicode.h"
#include "stages/core/unicode_tables.h"

namespace tabularium {
namespace {

constexpr std::size_t longest_syllable = 6;  // zhuāng

std::string nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  std::string out;
  normalizer->normalize(source, status).toUTF8String(out);
  return U_FAILURE(status) ? std::string(text) : out;
}

// The reading that ICU's Han-Latin gives a single character; empty when there is none.
std::string usual_reading(char32_t character) {
  static const std::unique_ptr<icu::Transliterator> transliterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  if (!transliterator) return {};
  icu::UnicodeString text(static_cast<UChar32>(character));
  transliterator->transliterate(text);
  std::string reading;
  text.trim().toUTF8String(reading);
  return nfc(reading);
}

using Readings = std::unordered_map<char32_t, std::vector<std::string>>;

const Readings& further_readings() {
  static const Readings readings = [] {
    Readings made;
    for (std::size_t at = 0; at < reading_lines.size();) {
      const std::size_t end = reading_lines.find('\n', at);
      const std::size_t space = reading_lines.find(' ', at);
      const std::string syllable(reading_lines.substr(at, space - at));
      for (const char32_t c : to_code_points(reading_lines.substr(space + 1, end - space - 1))) made[c].push_back(syllable);
      at = end + 1;
    }
    return made;
  }();
  return readings;
}

bool is_reading_of(char32_t character, std::string_view syllable) {
  thread_local std::unordered_map<char32_t, std::string> usual;  // asking ICU is slow; a text repeats its characters
  auto known = usual.find(character);
  if (known == usual.end()) known = usual.emplace(character, usual_reading(character)).first;
  const std::string wanted = nfc(syllable);
  if (known->second == wanted) return true;
  const auto further = further_readings().find(character);
  return further != further_readings().end() &&
         std::find(further->second.begin(), further->second.end(), wanted) != further->second.end();
}

// A parenthesis in `text` from which an annotation may open: "(x…)" after a character outside ASCII.
struct Parenthesis {
  std::size_t from = 0;   // of the opening mark
  std::size_t inside = 0;
  std::size_t close = 0;  // of the closing mark
  std::size_t end = 0;    // behind it
};

bool is_lead_of_syllable(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (byte >= 0xC3 && byte <= 0xC7) || byte == 0xE1;
}

// The next parenthesis at or after `at` that could hold a syllable; from == npos when there is none.
Parenthesis next_parenthesis(std::string_view text, std::size_t at) {
  constexpr std::string_view wide_open = "（";
  constexpr std::string_view wide_close = "）";
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const bool wide = c == wide_open[0] && text.substr(at, wide_open.size()) == wide_open;
    if (c != '(' && !wide) continue;
    const std::size_t inside = at + (wide ? wide_open.size() : 1);
    if (at == 0 || static_cast<unsigned char>(text[at - 1]) < 0x80 || inside >= text.size() || !is_lead_of_syllable(text[inside])) continue;
    const std::string_view window = text.substr(inside, longest_syllable * 3 + 3);
    const std::size_t narrow = window.find(')');
    const std::size_t broad = window.find(wide_close);
    const std::size_t length = std::min(narrow, broad);
    if (length == std::string_view::npos) continue;
    return {at, inside, inside + length, inside + length + (narrow < broad ? 1 : wide_close.size())};
  }
  return {std::string_view::npos, 0, 0, 0};
}

char32_t last_code_point(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0U) == 0x80U) --at;
  const std::u32string points = to_code_points(text.substr(at == 0 ? 0 : at - 1));
  return points.empty() ? 0 : points.back();
}

const std::unordered_map<char32_t, char32_t>& radicals() {
  static const std::unordered_map<char32_t, char32_t> table = [] {
    std::unordered_map<char32_t, char32_t> made;
    for (std::size_t i = 0; i + 1 < radical_pairs.size(); i += 2) made[radical_pairs[i]] = radical_pairs[i + 1];
    return made;
  }();
  return table;
}

// U+2E80 … U+2FD5 are E2 BA 80 … E2 BF 95.
bool is_radical_at(std::string_view text, std::size_t at) noexcept {
  if (text[at] != '\xE2' || at + 2 >= text.size()) return false;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  return second >= 0xBA && second <= 0xBF;
}

// True when a character of the scripts that OpenCC knows may stand in the text: U+2E80 and above.
bool may_have_han(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE2; });
}

}  // namespace

std::string compose_accents(std::string_view text) { return nfc(text); }

std::string remove_pinyin_annotations(std::string_view text) {
  std::string out;
  std::size_t kept = 0;
  for (Parenthesis p = next_parenthesis(text, 0); p.from != std::string_view::npos;) {
    const char32_t before = last_code_point(text.substr(0, p.from));
    const bool annotation = is_han(before) && is_reading_of(before, text.substr(p.inside, p.close - p.inside));
    if (annotation) {
      out.append(text, kept, p.from - kept);
      kept = p.end;
    }
    p = next_parenthesis(text, annotation ? p.end : p.inside);
  }
  if (kept == 0) return std::string(text);
  return out.append(text, kept, std::string_view::npos);
}

std::string fold_radicals(std::string_view text) {
  std::string out;
  std::size_t kept = 0;
  for (std::size_t at = text.find('\xE2'); at < text.size(); at = text.find('\xE2', at + 1)) {
    if (!is_radical_at(text, at)) continue;
    const std::u32string point = to_code_points(text.substr(at, 3));
    const auto found = radicals().find(point.front());
    if (found == radicals().end()) continue;
    out.append(text, kept, at - kept);
    out += to_utf8(std::u32string_view(&found->second, 1));
    kept = at + 3;
  }
  if (kept == 0) return std::string(text);
  return out.append(text, kept, std::string_view::npos);
}

Result<std::string> convert_script(std::string_view text, Script script) {
  if (script == Script::keep || !may_have_han(text)) return std::string(text);
  try {
    // Made once: loading the dictionaries costs more than converting a document. Convert() is const and shares nothing.
    if (script == Script::simplified) {
      static const opencc::SimpleConverter to_simplified("t2s.json");
      return to_simplified.Convert(text.data(), text.size());
    }
    static const opencc::SimpleConverter to_traditional("s2t.json");
    return to_traditional.Convert(text.data(), text.size());
  } catch (const std::exception& error) {
    return Error{ErrorCode::missing_part, std::string("cannot convert Chinese script: ") + error.what(), std::nullopt};
  }
}

Result<std::string> repair_text(std::string_view text, Script script) {
  if (!may_have_han(text)) return std::string(text);
  std::string repaired = remove_pinyin_annotations(fold_radicals(text));
  if (script == Script::keep) return repaired;
  return convert_script(repaired, script);
}

}  // namespace tabularium
