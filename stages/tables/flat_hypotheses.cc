#include "stages/tables/flat_hypotheses.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

namespace tabularium {
namespace {

constexpr int most_hypotheses = 24;

const FlatToken& token_at(const FlatTokens& all, int i) { return all.tokens[static_cast<std::size_t>(i)]; }

std::vector<ValueRun> value_runs(const FlatTokens& all, int count) {
  std::vector<ValueRun> runs;
  for (int i = 0; i < count;) {
    ValueRun run;
    for (; i < count && token_at(all, i).cls == TokenClass::text; ++i) ++run.labels;
    run.from = i;
    while (i < count && token_at(all, i).cls != TokenClass::text) ++i;
    run.size = i - run.from;
    if (run.size > 0) runs.push_back(run);
  }
  return runs;
}

Hypothesis numeric_row(int stub, int leaves) {
  Hypothesis made;
  made.stub = stub;
  made.row.assign(static_cast<std::size_t>(stub), TokenClass::text);
  made.row.insert(made.row.end(), static_cast<std::size_t>(leaves), TokenClass::number);
  return made;
}

// Serial numbers in front of names are stub, too.
int stub_of(const std::vector<TokenClass>& row) {
  return row.size() > 2 && row[0] == TokenClass::number && row[1] == TokenClass::text ? 2 : 1;
}

using ClassCounts = std::array<int, 4>;

TokenClass majority(const ClassCounts& seen) {
  if (seen[0] + seen[1] + seen[2] == 0) return TokenClass::blank;
  return static_cast<TokenClass>(std::max_element(seen.begin(), seen.begin() + 3) - seen.begin());
}

// Whole numbers that mostly rise from row to row: serial numbers, codes.
bool names_rows(const FlatTokens& all, int count, const std::vector<int>& starts) {
  int last = -1;
  int rising = 0;
  int steps = 0;
  for (const int start : starts) {
    if (start >= count) continue;
    std::string_view text = token_at(all, start).text;
    if (text.ends_with('.')) text.remove_suffix(1);
    int number = -1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) number = -1;
    steps += last >= 0 || number < 0 ? 1 : 0;
    rising += last >= 0 && number > last ? 1 : 0;
    last = number;
  }
  return rising > 0 && 3 * rising >= 2 * steps;
}

// Classes of the columns where rows of `width` cells begin at `starts`.
Hypothesis row_at(const FlatTokens& all, int count, const std::vector<int>& starts, int width) {
  Hypothesis made;
  for (int column = 0; column < width; ++column) {
    ClassCounts seen{};
    for (const int start : starts)
      if (start + column < count) ++seen[static_cast<std::size_t>(token_at(all, start + column).cls)];
    made.row.push_back(majority(seen));
  }
  made.stub = stub_of(made.row);
  if (made.stub == 2 && !names_rows(all, count, starts)) made.row.clear();   // values of the row before
  return made;
}

// Row widths with which the classes repeat best.
std::vector<int> periods(const FlatTokens& all, int count) {
  constexpr double width_cost = 0.002;
  std::vector<std::pair<double, int>> found;
  std::vector<TokenClass> classes;   // side by side, so that many are compared at once
  for (int i = 0; i < count; ++i) classes.push_back(token_at(all, i).cls);
  for (int width = 2; width <= std::min(widest_row, count / 2); ++width) {
    const int same = std::inner_product(classes.begin(), classes.end() - width, classes.begin() + width, 0, std::plus<>(), std::equal_to<>());
    found.emplace_back(width_cost * width - static_cast<double>(same) / (count - width), width);
  }
  std::sort(found.begin(), found.end());
  std::vector<int> widths;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, found.size()); ++i) widths.push_back(found[i].second);
  return widths;
}

void add_once(std::vector<Hypothesis>& list, Hypothesis hypothesis) {
  if (hypothesis.row.empty() || hypothesis.leaves() < 1 || hypothesis.row.size() > widest_row || list.size() >= most_hypotheses) return;
  for (const Hypothesis& known : list)
    if (known.row == hypothesis.row && known.stub == hypothesis.stub) return;
  list.push_back(std::move(hypothesis));
}

// Rows that are named by what counts on: years, months. Such numbers, one more each time at equal distances, tell the rows' width
// where no label does.
std::vector<Hypothesis> hypotheses_of_counting(const FlatTokens& all, int count) {
  constexpr std::size_t least_rows = 3;
  std::vector<Counting> counting;
  for (int i = 0; i < count; ++i) counting.push_back(counting_of(token_at(all, i)));
  std::vector<int> firsts;   // where a chain may begin
  for (int i = 0; i < std::min(count, longest_boxhead); ++i)
    if (counting[static_cast<std::size_t>(i)].number >= 0 && i + 2 < count) firsts.push_back(i);
  std::vector<std::pair<std::size_t, std::vector<int>>> chains;   // cells covered, starts of rows
  for (int width = 2; width <= std::min(widest_row, count / 3); ++width)
    for (const int i : firsts) {
      if (counting[static_cast<std::size_t>(i + width)].number != counting[static_cast<std::size_t>(i)].number + 1) continue;   // nearly always
      std::vector<int> starts;
      for (int row = i; row < count; row += width) {
        const Counting& here = counting[static_cast<std::size_t>(row)];
        const Counting& first = counting[static_cast<std::size_t>(i)];
        if (here.number < 0 || here.suffix != first.suffix || here.number != first.number + static_cast<int>(starts.size())) break;
        starts.push_back(row);
      }
      if (starts.size() >= least_rows) chains.emplace_back(starts.size() * static_cast<std::size_t>(width), std::move(starts));
    }
  std::stable_sort(chains.begin(), chains.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Hypothesis> list;
  for (std::size_t c = 0; c < std::min<std::size_t>(2, chains.size()); ++c) {
    const std::vector<int>& starts = chains[c].second;
    add_once(list, row_at(all, count, starts, starts[1] - starts[0]));
  }
  return list;
}

std::vector<Hypothesis> hypotheses_of_lines(const FlatTokens& all, int count) {
  std::map<int, std::vector<int>> lines_of_size;   // first tokens
  int lines_with_values = 0;
  int bare_line = 0;                               // values of a line that has nothing else
  for (int i = 0; i < count;) {
    int end = i + 1;
    while (end < count && !token_at(all, end).opens_line) ++end;
    lines_of_size[end - i].push_back(i);
    const auto is_value = [&](int token) { return token_at(all, token).cls != TokenClass::text && !is_year_like(token_at(all, token)); };
    int values = 0;
    for (int token = i; token < end; ++token) values += is_value(token) ? 1 : 0;
    lines_with_values += values > 0 ? 1 : 0;
    if (values == end - i) bare_line = values;
    i = end;
  }
  std::vector<std::pair<std::size_t, int>> sizes;
  for (const auto& [size, lines] : lines_of_size)
    if (size > 1) sizes.emplace_back(lines.size(), size);
  std::sort(sizes.rbegin(), sizes.rend());
  std::vector<Hypothesis> list;
  if (lines_with_values == 1 && bare_line > 0) add_once(list, numeric_row(0, bare_line));
  for (std::size_t s = 0; s < std::min<std::size_t>(4, sizes.size()); ++s)
    add_once(list, row_at(all, count, lines_of_size[sizes[s].second], sizes[s].second));
  return list;
}

// True when the runs of `size` values end in numbers that count.
bool serials_close(const FlatTokens& all, const std::vector<ValueRun>& runs, int size) {
  int last = -1;
  int steps = 0;
  for (const ValueRun& run : runs) {
    if (run.size != size) continue;
    const std::string_view text = token_at(all, run.from + run.size - 1).text;
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || (last >= 0 && number != last + 1)) return false;
    steps += last >= 0 ? 1 : 0;
    last = number;
  }
  return steps >= 1;
}

std::vector<Hypothesis> hypotheses_of_cells(const FlatTokens& all, int count, const std::vector<ValueRun>& runs) {
  std::vector<Hypothesis> list = hypotheses_of_counting(all, count);
  std::map<int, int> covered;
  for (const ValueRun& run : runs) covered[run.size] += run.size;
  std::vector<std::pair<int, int>> sizes;
  for (const auto& [size, tokens] : covered) sizes.emplace_back(tokens, size);
  std::sort(sizes.rbegin(), sizes.rend());
  for (std::size_t i = 0; i < std::min<std::size_t>(4, sizes.size()); ++i) add_once(list, numeric_row(1, sizes[i].second));
  // Serial numbers make each run of values one longer: the next row's number closes it.
  for (std::size_t i = 0; i < std::min<std::size_t>(2, sizes.size()); ++i)
    if (sizes[i].second >= 2 && serials_close(all, runs, sizes[i].second)) {
      Hypothesis serial = numeric_row(2, sizes[i].second - 1);
      serial.row[0] = TokenClass::number;
      add_once(list, std::move(serial));
    }
  // Two labels before each of several runs: a column of words beside the stub.
  for (std::size_t i = 0; i < std::min<std::size_t>(2, sizes.size()); ++i) {
    const int size = sizes[i].second;
    const auto after_two = std::count_if(runs.begin(), runs.end(), [&](const ValueRun& run) { return run.size == size && run.labels == 2; });
    const auto of_size = std::count_if(runs.begin(), runs.end(), [&](const ValueRun& run) { return run.size == size; });
    if (after_two < 3 || after_two * 2 < of_size) continue;
    Hypothesis worded = numeric_row(1, size + 1);
    worded.row[1] = TokenClass::text;
    add_once(list, std::move(worded));
  }
  const bool ends_in_values = !runs.empty() && runs.back().from + runs.back().size == static_cast<int>(all.tokens.size());
  if (ends_in_values && runs.back().size >= 2) add_once(list, numeric_row(0, runs.back().size));
  return list;
}

}  // namespace

Hypotheses::Hypotheses(const FlatTokens& tokens, int count)
    : all_(tokens), count_(count), runs_(value_runs(tokens, count)), list_(tokens.rows_kept ? hypotheses_of_lines(tokens, count) : hypotheses_of_cells(tokens, count, runs_)) {}

const Hypothesis* Hypotheses::at(std::size_t index) {
  while (index >= list_.size())
    if (all_.rows_kept || !add_periodic()) return nullptr;
  return &list_[index];
}

// Rows of the widths with which the classes repeat, from wherever they may begin: one after the other, since most are needed only where no run
// of values shows the rows. False where there are no more.
bool Hypotheses::add_periodic() {
  if (!std::exchange(widths_known_, true)) widths_ = periods(all_, count_);
  for (const std::size_t before = list_.size(); next_width_ < widths_.size();) {
    const int width = widths_[next_width_];
    const int from = width + rotation_++;
    if (from > std::min(3 * width, count_ - width)) {
      ++next_width_;
      rotation_ = 0;
      continue;
    }
    std::vector<int> starts;
    for (int i = from; i < count_ && starts.size() < 8; i += width) starts.push_back(i);
    add_once(list_, row_at(all_, count_, starts, width));
    if (list_.size() > before) return true;
  }
  return false;
}

std::vector<int> Hypotheses::leaf_counts() const {
  std::set<int> counts;
  for (const ValueRun& run : runs_)
    if (run.labels >= run.size + 2 && run.size <= widest_row && counts.size() < 6) counts.insert(run.size);
  return {counts.begin(), counts.end()};
}

}  // namespace tabularium
