#include "stages/core/typed_value.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "stages/core/date_text.h"
#include "stages/core/decimal.h"
#include "stages/core/enumerator.h"
#include "stages/core/number_text.h"
#include "stages/core/unicode.h"
#include "stages/core/unit_text.h"

namespace tabularium {
namespace {

constexpr std::size_t longest_value = 48;  // code points; a longer cell is prose

void trim(std::u32string_view& text) {
  while (!text.empty() && text.front() == U' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == U' ') text.remove_suffix(1);
}

bool take_prefix(std::u32string_view& text, std::u32string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  trim(text);
  return true;
}

bool take_suffix(std::u32string_view& text, std::u32string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  trim(text);
  return true;
}

std::u32string lower(std::u32string_view text) {
  std::u32string out(text);
  for (char32_t& c : out)
    if (c >= U'A' && c <= U'Z') c += 32;
  return out;
}

template <std::size_t n>
bool is_one_of(std::u32string_view text, const std::array<std::u32string_view, n>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// The words of a list begin with these letters, or beyond ASCII: most cells need no closer look.
bool may_begin(std::u32string_view text, std::u32string_view initials) {
  return !text.empty() && (text.front() >= 0x80 || initials.find(text.front()) != std::u32string_view::npos);
}

bool is_blank_word(std::u32string_view text) {
  constexpr std::u32string_view dots = U".-…·_:⋯‥* ";
  if (text.find_first_not_of(dots) == std::u32string_view::npos) return true;
  if (text.size() > 8 || !may_begin(text, U"nNkKsSxX/\\(")) return false;
  constexpr std::array<std::u32string_view, 22> words = {
      U"n.a.", U"n.a", U"n/a", U"na", U"n. a.", U"k.a.", U"k. a.", U"s.o.", U"n.d.", U"nd", U"n/d",
      U"x", U"/", U"//", U"\\", U"不适用", U"暂无", U"暂未", U"不详", U"n.v.", U"(blank)", U"空"};
  return is_one_of(lower(text), words);
}

bool is_zero_word(std::u32string_view text) {
  constexpr std::array<std::u32string_view, 14> words = {U"无", U"無", U"none", U"nil", U"零", U"zero", U"持平",
                                                         U"没有", U"keine", U"néant", U"aucun", U"unchanged", U"不变", U"nul"};
  return text.size() <= 9 && may_begin(text, U"nNzZkKaAuU") && is_one_of(lower(text), words);
}

// 增3, 减少5, up 3, down 1.5 %: the sign said in words. 0 = none.
int take_signed_word(std::u32string_view& text) {
  struct Word {
    std::u32string_view word;
    int sign;
  };
  static constexpr Word words[] = {{U"增加", 1}, {U"增长", 1}, {U"增", 1},    {U"上升", 1}, {U"升", 1},    {U"多", 1},
                                   {U"减少", -1}, {U"减", -1},  {U"減少", -1}, {U"減", -1},  {U"下降", -1}, {U"降低", -1},
                                   {U"降", -1},   {U"少", -1},  {U"up", 1},    {U"plus", 1}, {U"down", -1}, {U"minus", -1},
                                   {U"↑", 1},     {U"↓", -1}};
  if (!may_begin(text, U"uUpPdDmM")) return 0;
  const std::u32string folded = lower(text.substr(0, 6));
  const auto ends_at = [&](std::size_t at) { return at >= text.size() || text[at] >= 0x250 || !is_letter(text[at]); };
  for (const Word& word : words)
    if (folded.starts_with(word.word) && ends_at(word.word.size())) {
      text.remove_prefix(word.word.size());
      trim(text);
      return word.sign;
    }
  return 0;
}

bool is_footnote_sign(char32_t c) noexcept {
  constexpr std::u32string_view signs = U"*†‡§¶#¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉ①②③④⑤⑥⑦⑧⑨";
  return c == U'*' || c == U'#' || (c >= 0xA7 && signs.find(c) != std::u32string_view::npos);
}

// (1), (a), [2], a) behind a number: a mark that points to a note.
bool is_footnote_tail(std::u32string_view text) {
  trim(text);
  if (text.empty()) return true;
  const bool several = is_footnote_sign(text.front()) && is_footnote_sign(text.back());
  if (std::all_of(text.begin(), text.end(), [&](char32_t c) { return is_footnote_sign(c) || c == U' ' || (several && c == U','); })) return true;
  if (text.back() != U')' && text.back() != U']') return false;
  text.remove_suffix(1);
  if (!text.empty() && (text.front() == U'(' || text.front() == U'[')) text.remove_prefix(1);
  return text.size() == 1 && (is_ascii_digit(text[0]) || (text[0] >= U'a' && text[0] <= U'z'));
}

struct Signs {
  bool negative = false;
  bool parenthesised = false;
  bool in_words = false;
};

void take_signs(std::u32string_view& text, Signs& signs) {
  if (text.size() > 2 && text.front() == U'(' && text.back() == U')' && text.find(U')') == text.size() - 1) {
    text = text.substr(1, text.size() - 2);
    trim(text);
    signs.parenthesised = true;
    signs.negative = true;
  }
  if (take_prefix(text, U"-") || take_prefix(text, U"△") || take_prefix(text, U"▲") || take_prefix(text, U"▼")) {
    signs.negative = true;
  } else if (!take_prefix(text, U"+")) {
    if (const int sign = take_signed_word(text); sign != 0) {
      signs.in_words = true;
      signs.negative = sign < 0;
    }
  }
}

// Behind the number: trailing minus, CR/DR, footnote marks; what is left is the unit.
bool take_tail(std::u32string_view& tail, Signs& signs) {
  trim(tail);
  if (take_prefix(tail, U"-")) {
    if (signs.negative) return false;
    signs.negative = true;
  } else {
    take_prefix(tail, U"+");
  }
  const std::u32string word = lower(tail);
  if (word == U"cr" || word == U"cr.") {
    signs.negative = !signs.negative;
    tail = {};
  } else if (word == U"dr" || word == U"dr.") {
    tail = {};
  }
  if (is_footnote_tail(tail)) tail = {};
  while (!tail.empty() && is_footnote_sign(tail.back()) && !(tail.size() > 1 && is_letter(tail[tail.size() - 2]))) {
    tail.remove_suffix(1);
    trim(tail);
  }
  if (is_footnote_tail(tail)) tail = {};
  return true;
}

// 三千二百, 壹仟: the run of Han digits at the start, the greatest part of it that is a number (万 may be the unit's).
std::optional<PrintedNumber> read_han_amount(std::u32string_view text) {
  std::size_t run = 0;
  while (run < text.size() && is_han_digit(text[run])) ++run;
  if (run == 0) return std::nullopt;
  const auto value = parse_han_number(to_utf8(text.substr(0, run)));
  if (!value) return std::nullopt;
  return PrintedNumber{{*value, 0}, run, NumberStyle::unknown};
}

// The number itself, in digits or as a fraction.
std::optional<PrintedNumber> read_amount(std::u32string_view text, NumberStyle style) {
  if (text.empty()) return std::nullopt;
  if (is_han_digit(text.front())) return read_han_amount(text);
  if (auto fraction = read_fraction(text)) return fraction;
  auto number = read_number(text, style);
  if (!number) return std::nullopt;
  const bool code = number->value.places == 0 && number->length >= 3 && text.front() == U'0';
  return code ? std::nullopt : number;
}

void apply_unit(const UnitReading& reading, Value& value) {
  if (reading.percent) {
    value.kind = ValueKind::percent;
  } else if (reading.money) {
    value.kind = ValueKind::money;
  }
  if (!reading.unit.empty()) value.unit = reading.unit;
  value.scale += reading.scale;
}

void apply_defaults(const ValueOptions& options, Value& value) {
  if (!value.unit.empty()) {
    return;  // a unit in the cell outranks the column's, its scale included
  }
  value.unit = options.unit;
  if (value.scale == 0) value.scale = options.scale;
}

std::optional<Value> parse_number(std::u32string_view text, const ValueOptions& options) {
  Signs signs;
  Value value;
  value.kind = ValueKind::number;
  std::size_t length = 0;
  while (!text.empty() && is_footnote_sign(text.front())) text.remove_prefix(1);
  take_signs(text, signs);
  if (const auto currency = read_leading_currency(text, length)) {
    apply_unit(*currency, value);
    text.remove_prefix(length);
    if (!signs.negative && take_prefix(text, U"-")) signs.negative = true;
  }
  const auto number = read_amount(text, options.style);
  if (!number) return std::nullopt;
  value.number = number->value;
  std::u32string_view tail = text.substr(number->length);
  if (tail.starts_with(U'.') && tail.size() == 1 && !signs.parenthesised) tail = {};
  if (!take_tail(tail, signs)) return std::nullopt;
  if (!tail.empty()) {
    const auto unit = read_unit(tail);
    if (!unit || (!unit->unit.empty() && !value.unit.empty())) return std::nullopt;
    apply_unit(*unit, value);
  }
  if (signs.negative) value.number = negate(value.number);
  value.in_words = signs.in_words;
  apply_defaults(options, value);
  return value;
}

// Nothing but digits, groups and one decimal mark, and no date either way (2008.01, 14.1.2008): the greater part of all cells. What
// the long way would find in them, found without it.
bool is_plain_number(std::string_view cell) {
  if (cell.empty() || cell.size() > 18) return false;
  std::size_t marks = 0;
  std::size_t points = 0;
  std::size_t run = 0;      // of digits
  bool four = false;        // a run of them could be a year
  for (const char c : cell) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && c != ',' && c != '.') return false;
    marks += digit ? 0 : 1;
    points += c == '.' ? 1 : 0;
    four = four || (!digit && run == 4);
    run = digit ? run + 1 : 0;
  }
  const bool code = cell.front() == '0' && cell.size() > 2 && (marks != 1 || (cell[1] != ',' && cell[1] != '.'));
  return !code && cell.front() >= '0' && run > 0 && points < 2 && !(points == 1 && (four || run == 4));
}

// Letters of ASCII and Latin-1, no digit, and neither a word for nothing nor one for zero by its initial or its length: most labels.
bool is_plain_word(std::string_view cell) {
  constexpr std::string_view initials = "nNkKsSxXzZaAuU";   // of words for nothing or zero
  constexpr std::size_t longest_word = 9;
  const auto is_letter_byte = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (cell.empty() || !is_letter_byte(cell.front())) return false;
  std::size_t printed = 0;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const auto byte = static_cast<unsigned char>(cell[i]);
    if (byte >= '0' && byte <= '9') return false;
    if (byte >= 0x80 && (byte != 0xC3 || ++i == cell.size())) return false;
    printed += byte > ' ' ? 1 : 0;
  }
  return printed > longest_word || initials.find(cell.front()) == std::string_view::npos;
}

std::optional<Value> parse_plain(std::string_view cell, const ValueOptions& options) {
  if (!is_plain_number(cell)) return std::nullopt;
  const auto number = read_number(cell, options.style);
  if (!number || number->length != cell.size()) return std::nullopt;
  Value value;
  value.kind = ValueKind::number;
  value.number = number->value;
  apply_defaults(options, value);
  return value;
}

bool may_be_date(std::u32string_view text) {
  std::size_t digits = 0;
  for (const char32_t c : text) digits += is_ascii_digit(c) || is_han_digit(c) ? 1 : 0;
  return digits >= 4 || (digits >= 1 && text.find(U'年') != std::u32string_view::npos);
}

}  // namespace

Value parse_value(std::string_view cell, const ValueOptions& options) {
  if (const auto plain = parse_plain(cell, options)) return *plain;
  Value value;
  if (is_plain_word(cell)) {
    value.kind = ValueKind::text;
    return value;
  }
  const std::u32string folded = fold_cell(cell);
  const std::u32string_view text = folded;
  if (is_blank_word(text)) return value;
  value.kind = ValueKind::text;
  if (text.size() > longest_value) return value;
  if (is_zero_word(text)) {
    value.kind = ValueKind::number;
    value.in_words = true;
    apply_defaults(options, value);
    return value;
  }
  if (!has_figures(text)) return value;
  if (may_be_date(text)) {
    if (const auto date = read_date(text)) {
      value.kind = ValueKind::date;
      value.date = *date;
      return value;
    }
  }
  if (const auto number = parse_number(text, options)) return *number;
  return value;
}

bool looks_numeric(std::string_view cell) {
  if (is_plain_word(cell)) return false;
  const Value value = parse_value(cell);
  return value.kind != ValueKind::text && value.kind != ValueKind::date;
}

bool is_blank_mark(std::string_view cell) {
  if (cell.size() > 24 || is_plain_word(cell)) return false;
  return is_blank_word(fold_cell(cell));
}

namespace {

// What one printed number, at the start of `text`, shows.
template <typename Text>
void count_vote(Text text, const std::optional<PrintedNumber>& number, StyleVotes& votes) {
  if (!number) return;
  votes.points += number->shows == NumberStyle::point ? 1 : 0;
  votes.commas += number->shows == NumberStyle::comma ? 1 : 0;
  if (number->shows != NumberStyle::unknown) return;
  const auto printed = text.substr(0, number->length);
  const bool plain = std::all_of(printed.begin(), printed.end(), [](auto c) { return is_ascii_digit(static_cast<char32_t>(c)); });
  if (plain && printed.size() <= 3) ++votes.short_integers;
  votes.long_integer = votes.long_integer || (plain && printed.size() > 3);
  votes.open_points += printed.find('.') != printed.npos ? 1 : 0;
}

void vote(std::string_view cell, StyleVotes& votes) {
  if (cell.size() > longest_value) return;
  if (is_plain_number(cell)) return count_vote(cell, read_number(cell, NumberStyle::unknown), votes);
  if (std::none_of(cell.begin(), cell.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9'); })) return;
  const std::u32string folded = fold_cell(cell);
  const std::size_t digit = folded.find_first_of(U"0123456789");
  if (digit == std::u32string::npos || read_date(folded)) return;
  const std::u32string_view rest = std::u32string_view(folded).substr(digit);
  count_vote(rest, read_number(rest, NumberStyle::unknown), votes);
}

}  // namespace

StyleVotes& StyleVotes::operator+=(const StyleVotes& more) {
  points += more.points;
  commas += more.commas;
  open_points += more.open_points;
  short_integers += more.short_integers;
  long_integer = long_integer || more.long_integer;
  return *this;
}

StyleVotes style_votes(const std::vector<std::string_view>& cells) {
  StyleVotes votes;
  for (const std::string_view cell : cells) vote(cell, votes);
  return votes;
}

NumberStyle number_style_of(const std::vector<std::string_view>& cells) { return number_style_of(style_votes(cells)); }

NumberStyle number_style_of(const StyleVotes& votes) {
  constexpr int enough = 3;
  if (votes.points != votes.commas) return votes.points > votes.commas ? NumberStyle::point : NumberStyle::comma;
  // Three digits behind every point, and none above 999 without one: the points group.
  const bool grouping = votes.points == 0 && votes.open_points >= enough && votes.short_integers >= enough && !votes.long_integer;
  return grouping ? NumberStyle::comma : NumberStyle::unknown;
}

UnitNote parse_unit(std::string_view text) {
  const std::u32string folded = fold_cell(text);
  std::u32string_view view = folded;
  for (const std::u32string_view label : {std::u32string_view(U"单位"), std::u32string_view(U"單位"),
                                          std::u32string_view(U"unit"), std::u32string_view(U"Unit"),
                                          std::u32string_view(U"Einheit"), std::u32string_view(U"Angaben")}) {
    const std::size_t at = view.find(label);
    if (at == std::u32string_view::npos) continue;
    std::u32string_view rest = view.substr(at + label.size());
    if (rest.starts_with(U's')) rest.remove_prefix(1);
    trim(rest);
    if (!take_prefix(rest, U":") && !rest.starts_with(U"in ")) continue;
    while (take_suffix(rest, U")") || take_suffix(rest, U".")) {
    }
    if (const auto unit = read_unit(rest)) return {unit->unit, unit->scale};
  }
  const auto whole = read_unit(view);
  if (whole) return {whole->unit, whole->scale};
  const std::size_t close = view.rfind(U')');
  const std::size_t open = close == std::u32string_view::npos ? close : view.rfind(U'(', close);
  if (open != std::u32string_view::npos) {
    if (const auto unit = read_unit(view.substr(open + 1, close - open - 1))) return {unit->unit, unit->scale};
  }
  const std::size_t in = view.rfind(U" in ");
  if (in != std::u32string_view::npos) {
    if (const auto unit = read_unit(view.substr(in + 4)); unit && !unit->unit.empty()) return {unit->unit, unit->scale};
  }
  return {};
}

}  // namespace tabularium
