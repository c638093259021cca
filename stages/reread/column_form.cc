#include "stages/reread/column_form.h"

#include <algorithm>
#include <vector>

#include "stages/core/number_text.h"

namespace tabularium {
namespace {

// A text's figures, what stands around them, and where they are divided (figures before the gap or mark).
struct Divided {
  std::string before, figures, after;
  std::vector<std::size_t> at;
};

std::optional<Divided> divide(std::string_view text) {
  constexpr std::string_view opening = "-+(", closing = ")%", between = " .,;:'-/";
  Divided parts;
  std::size_t from = 0, to = text.size();
  while (from < to && opening.find(text[from]) != std::string_view::npos) parts.before += text[from++];
  while (to > from && closing.find(text[to - 1]) != std::string_view::npos) parts.after.insert(parts.after.begin(), text[--to]);
  for (; from < to; ++from) {
    if (is_ascii_digit(static_cast<unsigned char>(text[from]))) {
      parts.figures += text[from];
    } else if (between.find(text[from]) == std::string_view::npos) {
      return std::nullopt;
    } else if (parts.at.empty() || parts.at.back() != parts.figures.size()) {
      parts.at.push_back(parts.figures.size());
    }
  }
  std::erase_if(parts.at, [&](std::size_t place) { return place == 0 || place == parts.figures.size(); });  // specks beside it
  return parts.figures.empty() ? std::nullopt : std::optional(parts);
}

struct Mark {
  std::size_t at = 0;
  char mark = 0;
};

// Where a number of so many figures has marks in this column, left to right.
std::vector<Mark> number_marks(std::size_t figures, const ColumnPattern& pattern) {
  const auto places = static_cast<std::size_t>(pattern.places);
  std::vector<Mark> marks;
  const std::size_t whole = figures - places;
  if (pattern.grouped)
    for (std::size_t at = whole % 3 == 0 ? 3 : whole % 3; at < whole; at += 3) marks.push_back({at, pattern.grouping_mark});
  if (places > 0) marks.push_back({whole, pattern.decimal_mark});
  return marks;
}

std::vector<Mark> date_marks(const std::string& form) {
  std::vector<Mark> marks;
  std::size_t figures = 0;
  for (const char c : form) {
    if (c == 'd') ++figures;
    else marks.push_back({figures, c});
  }
  return marks;
}

std::string compose(const Divided& parts, const std::vector<Mark>& marks) {
  std::string text = parts.before;
  std::size_t next = 0;
  for (std::size_t i = 0; i < parts.figures.size(); ++i) {
    if (next < marks.size() && marks[next].at == i) text += marks[next++].mark;
    text += parts.figures[i];
  }
  return text + parts.after;
}

}  // namespace

std::optional<std::string> in_column_form(std::string_view text, const ColumnPattern& pattern) {
  const std::optional<Divided> parts = divide(text);
  if (!parts) return std::nullopt;
  std::vector<Mark> marks;
  if (pattern.expectation == Expectation::date) {
    if (static_cast<std::size_t>(std::count(pattern.date_form.begin(), pattern.date_form.end(), 'd')) != parts->figures.size())
      return std::nullopt;
    marks = date_marks(pattern.date_form);
  } else {
    const bool known = pattern.expectation == Expectation::number && pattern.places >= 0 &&
                       (pattern.places == 0 || pattern.decimal_mark != 0);
    if (!known || parts->figures.size() <= static_cast<std::size_t>(pattern.places)) return std::nullopt;
    marks = number_marks(parts->figures.size(), pattern);
  }
  const bool all_known = std::all_of(parts->at.begin(), parts->at.end(), [&](std::size_t place) {
    return std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) { return mark.at == place; });
  });
  if (!all_known || (parts->at.empty() && !marks.empty())) return std::nullopt;
  const bool point_seen = pattern.places <= 0 || parts->at.empty() || parts->at.back() == marks.back().at;
  std::string whole = compose(*parts, marks);
  if (!point_seen || whole == text) return std::nullopt;
  return whole;
}

}  // namespace tabularium
