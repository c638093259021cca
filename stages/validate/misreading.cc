#include "stages/validate/misreading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "stages/core/decimal.h"
#include "stages/core/number_text.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

// Bits. Shapes that share most of their strokes are confused several times as often as others; the figures are rounded
// from what readers do to clean and degraded print, and only their order matters to the search.
constexpr double confusable = 3;
constexpr double letter_for_figure = 2;
constexpr double point_lost = 4;
constexpr double sign_lost = 5;
constexpr double figure_lost = 6;
constexpr double any_pair = 6;
constexpr double no_figure = 9;

// What a reader says of itself is never taken for certain.
constexpr double least_doubt = 0.01;
constexpr double most_doubt = 0.9;
constexpr double least_seen = 0.05;  // an alternative counts at least so much

constexpr std::array<std::string_view, 14> confusable_pairs = {"17", "38", "56", "06", "68", "08", "89", "49", "09", "14", "27", "35", "39", "58"};
constexpr std::array<std::string_view, 18> look_alikes = {"l1", "I1", "|1", "i1", "O0", "o0", "D0", "Q0", "S5", "s5", "B8", "Z2", "z2", "g9", "q9", "b6", "?7", "T7"};

bool is_figure(char c) { return c >= '0' && c <= '9'; }

template <std::size_t N>
bool listed(const std::array<std::string_view, N>& pairs, char a, char b) {
  return std::any_of(pairs.begin(), pairs.end(), [&](std::string_view pair) { return (pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a); });
}

double lost_bits(char c) { return c == '.' ? point_lost : c == '-' ? sign_lost : is_figure(c) ? figure_lost : no_figure; }

double exchanged_bits(char printed, char read) {
  if (printed == read) return 0;
  if (is_figure(printed) && is_figure(read)) return listed(confusable_pairs, printed, read) ? confusable : any_pair;
  if (is_figure(printed) && listed(look_alikes, printed, read)) return letter_for_figure;
  return no_figure;
}

// What was read, as plain figures, point and sign where it is a number, else with its letters.
std::string plain(const Cell& cell) {
  if (is_numeric(cell.value)) return to_string(cell.value.number);
  std::string out;
  for (const char c : to_utf8(fold_cell(cell.text)))
    if (c != ' ' && c != ',') out += c;
  return out;
}

struct Marks {
  std::size_t from = 0;  // of the number's figures in the text
  std::size_t to = 0;
  std::string decimal;
  std::string grouping;
};

// Where the figures stand, and what divides them. The last mark is the decimal one if the number has decimals.
std::optional<Marks> marks_of(const std::string& text, int places) {
  Marks marks;
  marks.from = text.find_first_of("0123456789");
  const std::size_t last = text.find_last_of("0123456789");
  if (marks.from == std::string::npos) return std::nullopt;
  marks.to = last + 1;
  std::vector<std::string> runs(1);
  int after = 0;
  for (std::size_t i = marks.from; i < marks.to; ++i) {
    if (!is_figure(text[i])) {
      runs.back() += text[i];
      after = 0;
      continue;
    }
    if (!runs.back().empty()) runs.emplace_back();
    ++after;
  }
  runs.pop_back();
  if (places > 0) {
    if (runs.empty() || after != places) return std::nullopt;
    marks.decimal = runs.back();
    runs.pop_back();
  }
  for (const std::string& run : runs) {
    if (!marks.grouping.empty() && run != marks.grouping) return std::nullopt;
    marks.grouping = run;
  }
  return marks;
}

std::string figures_of(const Decimal& number, const Marks& marks) {
  std::string digits = to_string(number.units < 0 ? negate(number) : number);
  std::string decimals;
  if (const std::size_t point = digits.find('.'); point != std::string::npos) {
    decimals = (marks.decimal.empty() ? "." : marks.decimal) + digits.substr(point + 1);
    digits.resize(point);
  }
  if (!marks.grouping.empty())
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, marks.grouping);
  return digits + decimals;
}

void erase_all(std::string& text, std::string_view what) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what)) text.erase(at, what.size());
}

bool reads_as(const std::string& text, const Value& value, const Decimal& number) {
  for (const NumberStyle style : {NumberStyle::unknown, NumberStyle::point, NumberStyle::comma}) {
    const Value read = parse_value(text, {.style = style, .unit = value.unit, .scale = value.scale});
    if (is_numeric(read) && read.number == number) return true;
  }
  return false;
}

// One figure, point or sign more, less or other.
std::vector<std::string> single_changes(const std::string& read) {
  std::vector<std::string> changed;
  const std::size_t first = read.starts_with('-') ? 1 : 0;
  for (std::size_t i = first; i <= read.size(); ++i) {
    for (char figure = '0'; figure <= '9'; ++figure) {
      if (i < read.size() && is_figure(read[i]) && read[i] != figure) {
        changed.push_back(read);
        changed.back()[i] = figure;
      }
      changed.push_back(read.substr(0, i) + figure + read.substr(i));
    }
    if (i < read.size() && is_figure(read[i]) && read.size() > first + 1) changed.push_back(read.substr(0, i) + read.substr(i + 1));
    if (i > first && i < read.size() && read.find('.') == std::string::npos) changed.push_back(read.substr(0, i) + "." + read.substr(i));
  }
  if (const std::size_t point = read.find('.'); point != std::string::npos) changed.push_back(read.substr(0, point) + read.substr(point + 1));
  changed.push_back(first == 1 ? read.substr(1) : "-" + read);
  return changed;
}

// 0123 and 5. are no printed numbers.
bool is_printable(const std::string& number) {
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  if (number.size() <= first || !is_figure(number[first]) || !is_figure(number.back())) return false;
  return number[first] != '0' || number.size() == first + 1 || number[first + 1] == '.';
}

double seen_bits(const Alternative& alternative) { return -std::log2(std::clamp(alternative.confidence, least_seen, 1.0)); }

}  // namespace

double misreading_bits(const std::string& printed, const std::string& read) {
  const double place = std::log2(1.0 + static_cast<double>(printed.size()));  // it might have been any of its characters
  std::vector<double> row(read.size() + 1);
  for (std::size_t j = 0; j < read.size(); ++j) row[j + 1] = row[j] + lost_bits(read[j]) + place;
  for (const char c : printed) {
    double diagonal = row[0];
    row[0] += lost_bits(c) + place;
    for (std::size_t j = 0; j < read.size(); ++j) {
      const double exchanged = diagonal + exchanged_bits(c, read[j]) + (c == read[j] ? 0 : place);
      diagonal = row[j + 1];
      row[j + 1] = std::min({exchanged, row[j + 1] + lost_bits(c) + place, row[j] + lost_bits(read[j]) + place});
    }
  }
  return row[read.size()];
}

double doubt_bits(const Cell& cell) {
  const double wrong = std::clamp(1 - cell.confidence, least_doubt, most_doubt);
  return -std::log2(wrong / (1 - wrong));
}

std::string restyled(const std::string& printed, const Value& value, const Decimal& number) {
  const auto marks = marks_of(printed, value.number.places);
  if (!marks) return to_string(number);
  std::string before = printed.substr(0, marks->from);
  std::string after = printed.substr(marks->to);
  const bool was_negative = value.number.units < 0;
  if (was_negative && number.units >= 0) {
    for (const char* sign : {"-", "−", "–", "(", "（", "减", "△", "▲"}) erase_all(before, sign);
    for (const char* sign : {")", "）"}) erase_all(after, sign);
  } else if (!was_negative && number.units < 0) {
    before += "-";
  }
  const std::string text = before + figures_of(number, *marks) + after;
  return reads_as(text, value, number) ? text : to_string(number);
}

std::optional<Reading> reading_of(const Cell& cell, const Decimal& number) {
  const std::string printed = to_string(number);
  const std::string read = plain(cell);
  if (printed == read) return std::nullopt;
  Reading reading;
  reading.value = cell.value;
  if (!is_numeric(cell.value)) reading.value = Value{.kind = ValueKind::number, .number = {}, .unit = cell.value.unit, .scale = cell.value.scale, .date = "", .in_words = false};
  reading.value.number = number;
  reading.value.in_words = false;
  reading.text = is_numeric(cell.value) ? restyled(cell.text, cell.value, number) : printed;
  reading.bits = doubt_bits(cell) + misreading_bits(printed, read);
  for (const Alternative& alternative : cell.alternatives) {
    if (alternative.text == cell.text || !reads_as(alternative.text, cell.value, number)) continue;
    const double bits = doubt_bits(cell) + seen_bits(alternative);
    if (reading.seen && bits >= reading.bits) continue;
    reading.bits = std::min(reading.bits, bits);
    reading.text = alternative.text;
    reading.seen = true;
  }
  return reading;
}

std::vector<Reading> likely_readings(const Cell& cell) {
  std::map<std::pair<std::int64_t, int>, Reading> distinct;
  const auto offer = [&](const Decimal& number) {
    if (distinct.contains({number.units, number.places})) return;
    if (auto reading = reading_of(cell, number)) distinct.emplace(std::pair(number.units, number.places), std::move(*reading));
  };
  for (const Alternative& alternative : cell.alternatives) {
    const Value value = parse_value(alternative.text, {.style = NumberStyle::unknown, .unit = cell.value.unit, .scale = cell.value.scale});
    if (is_numeric(value)) offer(value.number);
  }
  if (is_numeric(cell.value))
    for (const std::string& changed : single_changes(plain(cell)))
      if (is_printable(changed))
        if (const auto number = decimal_from_ascii(changed)) offer(*number);
  std::vector<Reading> readings;
  for (auto& [number, reading] : distinct) readings.push_back(std::move(reading));
  std::stable_sort(readings.begin(), readings.end(), [](const Reading& a, const Reading& b) { return a.bits < b.bits; });
  return readings;
}

}  // namespace tabularium
