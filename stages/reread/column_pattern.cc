#include "stages/reread/column_pattern.h"

#include <algorithm>
#include <map>

#include "stages/core/number_text.h"
#include "stages/core/typed_value.h"

namespace tabularium {
namespace {

constexpr double kMostly = 0.6;       // share of cells that makes a column one of numbers
constexpr double kNearlyAll = 0.8;    // share that makes a habit a rule
constexpr int kLeastEvidence = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "1996-01-17", "17.1.1996", "1.1.96": three groups of figures with one kind of mark between. Groups of three are of thousands: 8.761.806.
bool is_date_shaped(std::string_view text) {
  int groups = 0, digits = 0;
  char mark = 0;
  for (char c : text) {
    if (is_digit(c)) {
      groups += digits == 0 ? 1 : 0;
      if (++digits > 4) return false;
      continue;
    }
    if ((c != '-' && c != '/' && c != '.') || digits == 0 || digits == 3 || (mark != 0 && c != mark)) return false;
    mark = c;
    digits = 0;
  }
  return groups == 3 && digits > 0 && digits != 3;
}

std::string date_form_of(std::string_view date) {
  std::string form(date);
  std::replace_if(form.begin(), form.end(), is_digit, 'd');
  return form;
}

// A number's figures and marks, as printed.
struct Figures {
  int digits = 0;
  int places = 0;         // after the last mark, when it reads as a decimal mark
  char decimal_mark = 0;
  char grouping_mark = 0;
  bool well_formed = true;
  int whole_digits = 0;
};

Figures figures_of(std::string_view text) {
  Figures f;
  std::vector<std::pair<char, int>> marks;  // mark, digits since
  int since = 0, first = 0;
  for (char c : text) {
    if (is_digit(c)) {
      ++since;
      ++f.digits;
    } else if (c == '.' || c == ',' || c == '\'') {
      if (marks.empty()) first = since;
      else marks.back().second = since;
      marks.emplace_back(c, 0);
      since = 0;
    }
  }
  f.whole_digits = f.digits;
  if (marks.empty()) return f;
  marks.back().second = since;
  const bool last_differs = marks.size() == 1 ? since != 3 : marks.back().first != marks.front().first;
  std::size_t groups = marks.size();
  if (last_differs) {
    f.decimal_mark = marks.back().first;
    f.places = since;
    f.whole_digits = f.digits - since;
    f.well_formed = since > 0;
    --groups;
  }
  for (std::size_t i = 0; i < groups; ++i) {
    f.grouping_mark = marks[i].first;
    f.well_formed = f.well_formed && marks[i].second == 3 && marks[i].first == marks[0].first;
  }
  if (groups > 0) f.well_formed = f.well_formed && first >= 1 && first <= 3;
  return f;
}

// What more than kNearlyAll of the counted cells share, else `otherwise`.
template <typename T>
T habit(const std::vector<T>& seen, T otherwise) {
  for (const T& value : seen)
    if (static_cast<double>(std::count(seen.begin(), seen.end(), value)) >= kNearlyAll * static_cast<double>(seen.size()))
      return value;
  return otherwise;
}

// The form that nearly all of a dozen cells or more have.
std::string common_form(const std::vector<std::string_view>& said) {
  constexpr double nearly_all = 0.9;
  constexpr std::size_t fewest = 12;
  std::map<std::string, std::size_t> forms;
  for (const std::string_view text : said) ++forms[figure_form(text)];
  for (const auto& [form, times] : forms)
    if (said.size() >= fewest && static_cast<double>(times) >= nearly_all * static_cast<double>(said.size())) return form;
  return {};
}

}  // namespace

std::string figure_form(std::string_view text) {
  std::string form(text);
  std::replace_if(form.begin(), form.end(), is_digit, '0');
  return form;
}

bool lacks_form(std::string_view text, const ColumnPattern& pattern) {
  const bool has_marks = pattern.form.find_first_not_of('0') != std::string::npos;
  if (pattern.expectation != Expectation::number || !has_marks || is_blank_mark(text)) return false;
  return figure_form(text) != pattern.form && ascii_digits(text).size() <= ascii_digits(pattern.form).size();
}

ColumnPattern learn_column(const std::vector<std::string_view>& texts) {
  ColumnPattern pattern;
  int said = 0, numbers = 0;
  std::vector<std::string_view> written;
  std::vector<std::string> dates;
  std::vector<int> places;
  std::vector<char> decimal_marks, grouping_marks;
  for (std::string_view text : texts) {
    if (is_blank_mark(text)) continue;
    ++said;
    written.push_back(text);
    if (is_date_shaped(text)) {
      dates.push_back(date_form_of(text));
      continue;
    }
    if (!looks_numeric(text)) continue;
    ++numbers;
    const Figures f = figures_of(text);
    if (!f.well_formed) continue;
    places.push_back(f.places);
    if (f.decimal_mark != 0) decimal_marks.push_back(f.decimal_mark);
    if (f.whole_digits > 3) grouping_marks.push_back(f.grouping_mark);
  }
  pattern.evidence = said;
  pattern.form = common_form(written);
  if (said < kLeastEvidence) return pattern;
  if (static_cast<double>(dates.size()) >= kMostly * said) {
    pattern.expectation = Expectation::date;
    pattern.date_form = habit(dates, std::string());
    return pattern;
  }
  if (numbers < kMostly * said) return pattern;
  pattern.expectation = Expectation::number;
  if (places.size() >= kLeastEvidence) pattern.places = habit(places, -1);
  if (!decimal_marks.empty()) pattern.decimal_mark = habit(decimal_marks, '\0');
  if (grouping_marks.size() >= kLeastEvidence) {
    pattern.grouping_mark = habit(grouping_marks, '\0');
    pattern.grouped = pattern.grouping_mark != 0;
  }
  return pattern;
}

double fit(std::string_view text, const ColumnPattern& pattern) {
  if (pattern.expectation == Expectation::anything || pattern.expectation == Expectation::words) return 1;
  if (is_blank_mark(text)) return 0.9;
  if (pattern.expectation == Expectation::date) return is_date_shaped(text) ? 1 : 0;
  if (!looks_numeric(text)) return 0;
  const Figures f = figures_of(text);
  if (!f.well_formed) return 0.3;
  double score = 1;
  if (pattern.places >= 0 && f.places != pattern.places) score -= 0.4;
  if (pattern.decimal_mark != 0 && f.decimal_mark != 0 && f.decimal_mark != pattern.decimal_mark) score -= 0.3;
  if (pattern.grouped && f.whole_digits > 3 && f.grouping_mark != pattern.grouping_mark) score -= 0.4;
  return std::max(0.1, score);
}

}  // namespace tabularium
