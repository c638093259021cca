#include "stages/core/note_marks.h"

#include <algorithm>
#include <utility>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::u32string_view raised_signs = U"⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠ";
constexpr std::u32string_view plain_signs = U"0123456789abcdef";
constexpr std::u32string_view symbols = U"*∗†‡§¶#";

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_symbol(char32_t c) { return symbols.find(c) != std::u32string_view::npos; }

// What a raised sign stands for; 0 for any other.
char32_t lowered(char32_t c) {
  const auto at = raised_signs.find(c);
  return at == std::u32string_view::npos ? 0 : plain_signs[at];
}

// "12" or one small letter.
bool is_plain_mark(std::u32string_view mark) {
  const bool figures = !mark.empty() && mark.size() <= 2 && std::all_of(mark.begin(), mark.end(), is_digit);
  return figures || (mark.size() == 1 && mark.front() >= U'a' && mark.front() <= U'z');
}

// The mark that a note begins with, plain; empty where there is none.
std::u32string mark_of_note(std::string_view note) {
  const std::u32string points = to_code_points(note);
  std::u32string mark;
  std::size_t i = 0;
  while (i < points.size() && is_symbol(points[i])) mark += points[i++];
  if (!mark.empty()) return mark;
  while (i < points.size() && lowered(points[i]) != 0) mark += lowered(points[i++]);
  if (!mark.empty()) return mark;
  const bool opened = i < points.size() && points[i] == U'(';
  std::size_t from = i + (opened ? 1 : 0);
  std::size_t to = from;
  while (to < points.size() && to < from + 2 && is_plain_mark(std::u32string_view(points).substr(from, to - from + 1))) ++to;
  if (to == from || to >= points.size()) return {};
  const bool figures = !opened && is_digit(points[from]);   // "2 Estimated", "2. Estimated", and not "2.5 tonnes", "a year"
  const bool point = points[to] == U'.' && to + 1 < points.size() && points[to + 1] == U' ';
  const bool closed = points[to] == U')' || (figures && (point || points[to] == U' '));
  return closed ? points.substr(from, to - from) : std::u32string();
}

// Marks that a cell's text ends in, plain, left to right.
std::vector<std::u32string> marks_of_text(std::string_view text) {
  const std::u32string points = to_code_points(text);
  std::size_t end = points.size();
  if (end > 2 && points[end - 1] == U')') {
    std::size_t from = end - 1;
    while (from > 0 && end - 1 - from < 2 && is_plain_mark(std::u32string_view(points).substr(from - 1, end - from))) --from;
    const bool apart = from > 1 && (points[from - 1] == U'(' || points[from - 1] == U' ');
    if (from < end - 1 && apart) return {points.substr(from, end - 1 - from)};
  }
  const auto is_mark = [](char32_t c) { return is_symbol(c) || lowered(c) != 0; };
  std::size_t from = end;
  const auto parts = [&](std::size_t i) { return i > 0 && i + 1 < end && (points[i] == U',' || points[i] == U' ') && is_mark(points[i - 1]); };
  while (from > 0 && (is_mark(points[from - 1]) || parts(from - 1))) --from;
  std::vector<std::u32string> marks;
  std::u32string mark;
  for (std::size_t i = from; i <= end; ++i) {
    const bool symbol = i < end && is_symbol(points[i]);
    const bool other = i == end || !is_mark(points[i]) || (!mark.empty() && (symbol ? points[i] != mark.back() : is_symbol(mark.back())));
    if (other && !mark.empty()) marks.push_back(std::exchange(mark, {}));
    if (i < end && is_mark(points[i])) mark += symbol ? points[i] : lowered(points[i]);
  }
  return marks;
}

}  // namespace

std::vector<int> notes_of(std::string_view text, const std::vector<std::string>& notes) {
  std::vector<int> found;
  if (notes.empty() || text.empty()) return found;
  for (const std::u32string& mark : marks_of_text(text)) {
    const auto note = std::find_if(notes.begin(), notes.end(), [&](const std::string& one) { return mark_of_note(one) == mark; });
    const int index = static_cast<int>(note - notes.begin());
    if (note != notes.end() && std::find(found.begin(), found.end(), index) == found.end()) found.push_back(index);
  }
  return found;
}

}  // namespace tabularium
