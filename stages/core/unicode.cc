#include "stages/core/unicode.h"

#include <algorithm>
#include <iterator>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace tabularium {
namespace {

// ASCII, letters of Latin-1 and common Han characters: no normal form changes them, none of them but ASCII's is a space, and their bytes
// alone tell how they fold. Nearly every label is of these; ICU is asked about the others.
bool is_plain(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned lead = byte(i);
    if (lead < 0x80) {
      ++i;
    } else if (lead == 0xC3 && follows(i + 1)) {
      i += 2;
    } else if (lead >= 0xE4 && lead <= 0xE9 && follows(i + 1) && follows(i + 2) && (lead > 0xE4 || byte(i + 1) >= 0xB8)) {
      i += 3;
    } else {
      return false;
    }
  }
  return true;
}

constexpr bool is_ascii_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Nothing to collapse, in plain text: most cells.
bool has_single_spaces(std::string_view plain) noexcept {
  bool after_space = true;
  for (const char c : plain) {
    const bool space = is_ascii_space(c);
    if (space && (after_space || c != ' ')) return false;
    after_space = space;
  }
  return plain.empty() || !after_space;
}

std::string without_spaces(std::string_view plain) {
  std::string out;
  out.reserve(plain.size());
  for (const char c : plain)
    if (!is_ascii_space(c)) out += c;
  return out;
}

// Small letters, of plain text.
void lower_plain(std::string& text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 'A' && c <= 'Z') {
      text[i] = static_cast<char>(c + ('a' - 'A'));
    } else if (c == 0xC3 && i + 1 < text.size()) {  // À to Þ, without ×
      const auto next = static_cast<unsigned char>(text[++i]);
      if (next <= 0x9E && next != 0x97) text[i] = static_cast<char>(next + 0x20);
    }
  }
}

// Dashes and quotes that no reader can tell apart become one; 0 = leave out.
char32_t fold_mark(char32_t c) noexcept {
  if (c == 0xAD || c == 0x200B || c == 0xFEFF || c == 0x200C || c == 0x200D) return 0;
  if ((c >= 0x2010 && c <= 0x2014) || c == 0x2212 || c == 0xFE63) return U'-';
  if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x2032) return U'\'';
  if (c == 0x201C || c == 0x201D) return U'"';
  return c;
}

std::string nfkc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) return std::string(utf8);
  const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  const icu::UnicodeString folded = normalizer->normalize(source, status);
  std::string out;
  folded.toUTF8String(out);
  return out;
}

bool is_small_letter(char32_t c) noexcept { return u_islower(static_cast<UChar32>(c)) != 0; }

// "im- and exports", "Ein- und Ausfuhr": the hyphen stands for what both words share.
bool joins_parts(std::u32string_view text) noexcept {
  constexpr std::u32string_view conjunctions[] = {U"and", U"or", U"to", U"und", U"oder", U"bzw.", U"bis", U"et", U"ou", U"y", U"o", U"и", U"или"};
  const std::u32string_view first = text.substr(0, text.find(U' '));
  return std::find(std::begin(conjunctions), std::end(conjunctions), first) != std::end(conjunctions);
}

}  // namespace

std::u32string to_code_points(std::string_view utf8) {
  std::u32string out(utf8.size(), U'\0');   // no fewer bytes than characters
  std::size_t count = 0;
  const auto length = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const uint8_t*>(utf8.data()), i, length, c);
    out[count++] = static_cast<char32_t>(c);
  }
  out.resize(count);
  return out;
}

std::string to_utf8(std::u32string_view code_points) {
  std::string out;
  out.reserve(code_points.size());
  for (const char32_t c : code_points) {
    uint8_t buffer[4];
    int32_t length = 0;
    UBool error = false;
    U8_APPEND(buffer, length, 4, static_cast<UChar32>(c), error);
    if (error) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
    }
  }
  return out;
}

bool is_well_formed(std::string_view utf8) noexcept {
  const auto length = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const uint8_t*>(utf8.data()), i, length, c);
    if (c < 0) return false;
  }
  return true;
}

bool is_han(char32_t c) noexcept {
  if (c < 0x2E80) return false;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_HAN && c != 0x3005;
}

bool is_cjk(char32_t c) noexcept {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x323AF);
}

bool is_letter(char32_t c) noexcept { return u_isalpha(static_cast<UChar32>(c)) != 0; }

std::string script_name(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getName(uscript_getScript(static_cast<UChar32>(c), &status));
}

bool is_space(char32_t c) noexcept {
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0 || c == 0x200B || c == 0xFEFF;
}

std::string fold_label(std::string_view utf8) {
  if (is_plain(utf8)) return without_spaces(utf8);
  const std::string normal = nfkc(utf8);
  if (is_plain(normal)) return without_spaces(normal);
  std::u32string out;
  for (const char32_t c : to_code_points(normal)) {
    if (is_space(c)) continue;
    if (const char32_t folded = fold_mark(c); folded != 0) out += folded;
  }
  return to_utf8(out);
}

std::string fold_label_case(std::string_view utf8) {
  std::string label = fold_label(utf8);
  if (is_plain(label)) {
    lower_plain(label);
    return label;
  }
  std::u32string points = to_code_points(label);
  for (char32_t& c : points) c = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
  return to_utf8(points);
}

std::string collapse_spaces(std::string_view utf8) {
  bool pending = false;
  if (is_plain(utf8)) {
    if (has_single_spaces(utf8)) return std::string(utf8);
    std::string plain;
    plain.reserve(utf8.size());
    for (const char c : utf8) {
      if (is_ascii_space(c)) {
        pending = !plain.empty();
        continue;
      }
      if (pending) plain += ' ';
      pending = false;
      plain += c;
    }
    return plain;
  }
  std::u32string out;
  for (const char32_t c : to_code_points(utf8)) {
    if (is_space(c)) {
      pending = !out.empty();
      continue;
    }
    if (pending) out += U' ';
    pending = false;
    out += c;
  }
  return to_utf8(out);
}

std::string join_text(std::string_view left, std::string_view right) {
  if (left.empty() || right.empty()) return std::string(left.empty() ? right : left);
  // The last and the first character decide: at most four bytes each.
  std::size_t last = left.size() - 1;
  while (last > 0 && left.size() - last < 4 && (static_cast<unsigned char>(left[last]) & 0xC0U) == 0x80U) --last;
  const std::u32string a = to_code_points(left.substr(last));
  const std::u32string b = to_code_points(right.substr(0, 4));
  const bool tight = (is_cjk(a.back()) && is_cjk(b.front())) || is_space(a.back()) || is_space(b.front());
  return std::string(left) + (tight ? "" : " ") + std::string(right);
}

int count_code_points(std::string_view utf8) noexcept {
  int count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return count;
}

std::string continue_text(std::string_view left, std::string_view right, bool breaks_words) {
  const bool hyphen = left.size() > 1 && left.back() == '-';
  if (!hyphen || right.empty()) return join_text(left, right);
  const std::string both = std::string(left) + std::string(right);
  const std::u32string before = to_code_points(left.substr(0, left.size() - 1));
  const std::u32string after = to_code_points(right);
  if (!is_small_letter(before.back()) || !is_small_letter(after.front())) return both;
  if (joins_parts(after)) return join_text(left, right);
  const bool whole_syllable = before.size() > 1 && is_letter(before[before.size() - 2]);
  return breaks_words && whole_syllable ? std::string(left.substr(0, left.size() - 1)) + std::string(right) : both;
}

}  // namespace tabularium
