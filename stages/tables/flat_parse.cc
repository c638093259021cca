#include "stages/tables/flat_parse.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "stages/tables/flat_boxhead.h"

// A hypothesis is a template of one row (how many labels, which class of value in each column). Under it a table is a
// sequence of items, and each way to cut the cells into items costs bits: nothing for what fits, more the less usual it is.
// The cheapest cut is found by dynamic programming from the end; the cheapest hypothesis wins. Hypotheses come from the
// lengths of the runs of values and from the period of the classes; they are compared on the table's beginning.

namespace tabularium {
namespace {

constexpr int sample_size = 240;             // tokens on which hypotheses are compared
constexpr int most_hypotheses = 24;
constexpr float good_enough = 3.0F;          // bits, and for each token of the sample …
constexpr float good_enough_per_token = 0.03F;  // … below which rotated templates are not tried
constexpr int widest_row = 64;
constexpr int longest_boxhead = 96;

constexpr float impossible = 1e9F;
constexpr float opener_cost = 1.75F;
constexpr float plain_over_numbered_cost = 1.0F;  // an opener without a number over a label with one
constexpr float section_line_cost = 0.7F;    // alone on its line where lines are rows
constexpr float top_section_cost = 5.0F;     // over the first boxhead …
constexpr float top_article_cost = 0.5F;     // … numbered
constexpr float stray_cost = 9.0F;           // a value or a blank that heads nothing
constexpr float short_stub_cost = 3.0F;      // a row without its serial number: a total
constexpr float odd_row_cost = 8.0F;         // a value too few or too many
constexpr float misplaced_name_cost = 4.0F;  // years that count on begin rows
constexpr float boxhead_returns_cost = 4.0F;
constexpr float late_openers_cost = 2.0F;    // rows before the first of several labels over rows
constexpr float lone_opener_cost = 2.0F;     // one label right under the boxhead over all rows
constexpr float heads_without_rows_cost = 8.0F;  // a boxhead right under another one, or a row of words between them
constexpr float known_label_gain = 1.0F;     // a returning boxhead repeats labels

struct Hypothesis {
  std::vector<TokenClass> row;   // labels, then values
  int stub = 1;
  int leaves() const { return static_cast<int>(row.size()) - stub; }
};

float class_cost(TokenClass is, TokenClass wanted, bool label) {
  if (is == wanted) return 0;
  if (is == TokenClass::blank) return label ? 2.0F : 0.1F;
  if (wanted == TokenClass::blank) return 0.2F;
  if (label) return wanted == TokenClass::text ? 7.0F : 2.5F;
  if (is == TokenClass::text) return wanted == TokenClass::number ? 4.5F : 2.0F;
  return wanted == TokenClass::text ? 1.0F : 1.5F;
}

class Parser {
 public:
  // `units`: how many labels where the first boxhead may stand name units.
  Parser(const FlatTokens& tokens, Hypothesis hypothesis, std::vector<int> leaf_counts, int units)
      : all_(tokens), tokens_(tokens.tokens), hypothesis_(std::move(hypothesis)), leaves_(std::move(leaf_counts)), units_(units) {
    const auto own = std::find(leaves_.begin(), leaves_.end(), hypothesis_.leaves());
    if (own == leaves_.end()) leaves_.insert(leaves_.begin(), hypothesis_.leaves());
    else std::iter_swap(leaves_.begin(), own);
    for (std::size_t l = 0; l < leaves_.size(); ++l) {
      prices_.emplace_back();
      for (int column = 0; column < hypothesis_.stub + leaves_[l]; ++column) {
        ClassCosts& prices = prices_.back().emplace_back();
        for (std::size_t c = 0; c < prices.size(); ++c) prices[c] = class_cost(static_cast<TokenClass>(c), wanted(column, l), column < hypothesis_.stub);
      }
    }
  }

  // Costs from every token to `count`, where the table goes on if it has more tokens.
  void solve(int count) {
    count_ = count;
    open_end_ = count < static_cast<int>(tokens_.size());
    const std::size_t states = (static_cast<std::size_t>(count) + 1) * leaves_.size();
    best_.assign(states, impossible);
    choice_.assign(states, {});
    for (std::size_t l = 0; l < leaves_.size(); ++l) best_[slot(count, l)] = 0;
    for (int i = count - 1; i >= 0; --i) {
      for (std::size_t l = 0; l < leaves_.size(); ++l) try_rows(i, l);
      try_boxheads(i);
    }
  }

  // The cheapest boxhead at the table's top (a section label may stand over it) and all below it, if under `least`.
  float open(float least, FlatItem& first, bool& section) const {
    struct Opening {
      float below;
      int over;
      int end;
      std::size_t leaves;
    };
    std::vector<Opening> openings;
    for (int over = 0; over <= 1 && over < count_; ++over) {
      if (over == 1 && tokens_[0].cls != TokenClass::text) break;
      const float over_cost = over == 0 ? 0 : tokens_[0].numbered ? top_article_cost : top_section_cost;
      for (std::size_t l = 0; l < leaves_.size(); ++l)
        for (int end = over + leaves_[l]; end <= std::min(count_, over + 2 * leaves_[l] + hypothesis_.stub + units_); ++end)
          if (!all_.rows_kept || end == count_ || tokens_[at(end)].opens_line)
            openings.push_back({best_[slot(end, l)] + over_cost, over, end, l});
    }
    std::sort(openings.begin(), openings.end(), [](const Opening& a, const Opening& b) { return a.below < b.below; });
    for (const Opening& opening : openings) {
      FlatItem item;
      float cost = opening.below + boxhead_cost(all_, opening.over, opening.end, leaves_[opening.leaves], hypothesis_.stub, item, least - opening.below);
      if (cost < least && !all_.rows_kept) cost += openers_cost(opening.end, opening.leaves);
      if (cost < least && heads_words_alone(opening.end, opening.leaves)) cost += heads_without_rows_cost;
      if (cost >= least) continue;
      least = cost;
      first = item;
      section = opening.over == 1;
    }
    return least;
  }

  // Before the next boxhead stands no figure, and one row at the most.
  bool heads_words_alone(int from, std::size_t l) const {
    for (int i = from, rows = 0; i < count_ && rows <= 1;) {
      const Choice& choice = choice_[slot(i, l)];
      if (choice.size == 0) return false;
      if (choice.kind == FlatItemKind::boxhead) return true;
      rows += choice.kind == FlatItemKind::row ? 1 : 0;
      for (const int end = i + choice.size; i < end; ++i)
        if (tokens_[at(i)].cls != TokenClass::text) return false;
    }
    return false;
  }

  // What the labels without a number over rows cost together: rows before the first of several; those right under the boxhead where no others
  // follow, which say of all rows what a caption would, and are as likely the boxhead's last labels.
  float openers_cost(int from, std::size_t l) const {
    int openers = 0;
    int leading = 0;   // before the first row
    bool first = false;
    bool rows = false;
    int i = from;
    while (i < count_) {
      const Choice& choice = choice_[slot(i, l)];
      if (choice.size == 0 || choice.kind == FlatItemKind::boxhead) break;
      const bool opener = choice.kind == FlatItemKind::opener && !is_numbered(i);
      first = first || (opener && i == from);
      openers += opener ? 1 : 0;
      rows = rows || choice.kind == FlatItemKind::row;
      leading += opener && !rows ? 1 : 0;
      i += choice.size;
    }
    if (first) return openers == leading && i >= count_ && !open_end_ ? lone_opener_cost * static_cast<float>(leading) : 0;
    return openers >= 2 ? late_openers_cost : 0;
  }

  FlatParse cut(const FlatItem& first, bool section) const {
    FlatParse parse;
    parse.stub = hypothesis_.stub;
    if (section) parse.items.push_back(opener_at(0));
    parse.items.push_back(first);
    auto l = static_cast<std::size_t>(std::find(leaves_.begin(), leaves_.end(), first.leaves) - leaves_.begin());
    for (int i = first.to; i < count_;) {
      const Choice& choice = choice_[slot(i, l)];
      if (choice.size == 0) break;
      if (choice.kind == FlatItemKind::boxhead) l = choice.leaves;
      parse.items.push_back(item_of(i, choice, leaves_[l]));
      i += choice.size;
    }
    for (const FlatItem& item : parse.items) parse.leaves = std::max(parse.leaves, item.leaves);
    return parse;
  }

 private:
  struct Choice {
    FlatItemKind kind = FlatItemKind::row;
    bool odd = false;
    std::uint8_t labels = 0;
    std::uint8_t leaves = 0;   // index of the count in force below a boxhead
    std::uint16_t size = 0;
  };

  bool is_numbered(int i) const { return tokens_[at(i)].numbered; }
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  std::size_t slot(int i, std::size_t l) const { return at(i) * leaves_.size() + l; }

  FlatItem item_of(int i, const Choice& choice, int leaves) const {
    if (choice.kind == FlatItemKind::opener) return opener_at(i);
    FlatItem item;
    if (choice.kind == FlatItemKind::boxhead) {
      (void)boxhead_cost(all_, i, i + choice.size, leaves, hypothesis_.stub, item);
      return item;
    }
    item.from = i;
    item.to = i + choice.size;
    item.labels = choice.labels;
    item.leaves = leaves;
    item.odd = choice.odd;
    return item;
  }

  bool ends_line(int i) const { return i + 1 >= static_cast<int>(tokens_.size()) || tokens_[at(i) + 1].opens_line; }

  FlatItem opener_at(int i) const {
    FlatItem item;
    item.kind = FlatItemKind::opener;
    item.from = i;
    item.to = i + 1;
    item.own_line = all_.rows_kept && tokens_[at(i)].opens_line && ends_line(i);
    return item;
  }

  void offer(int i, std::size_t l, float cost, const Choice& choice) {
    float& best = best_[slot(i, l)];
    if (cost >= best) return;
    best = cost;
    choice_[slot(i, l)] = choice;
  }

  // True when tokens [from, to) may be one row: rows do not run over lines where lines are rows.
  bool is_whole(int from, int to) const {
    if (!all_.rows_kept) return true;
    for (int i = from + 1; i < to; ++i)
      if (tokens_[at(i)].opens_line) return false;
    return ends_line(to - 1);
  }

  TokenClass wanted(int column, std::size_t l) const {
    return column < hypothesis_.stub || l == 0 ? hypothesis_.row[at(column)] : TokenClass::number;
  }

  // Reads the tokens from i as columns of a row, from `first` on: costs_[n] is what n of them cost.
  void read_columns(int i, int first, int size, std::size_t l) {
    const int width = hypothesis_.stub + leaves_[l];
    const std::vector<ClassCosts>& prices = prices_[l];
    costs_.resize(at(size) + 1);
    float cost = costs_[0] = 0;
    for (int n = 0; n < size; ++n, ++i) {
      if (i < count_) {
        const FlatToken& token = tokens_[at(i)];
        cost += prices[at(std::min(first + n, width - 1))][static_cast<std::size_t>(token.cls)];
        if (token.counts_on && n > 0) cost += misplaced_name_cost;
      }
      costs_[at(n) + 1] = cost;
    }
  }

  // A row from column `stub_from` on, which read_columns() has read, with `missing` values too few (negative: too many).
  void try_row(int i, std::size_t l, int stub_from, int missing, float extra) {
    const int size = hypothesis_.stub + leaves_[l] - stub_from - missing;
    const int labels = hypothesis_.stub - stub_from;
    if (size < labels || size == 0 || (size == labels && !tokens_[at(i)].counts_on)) return;
    const bool cut_off = i + size > count_;
    if (cut_off && !(open_end_ && missing == 0 && stub_from == 0)) return;
    const int end = std::min(i + size, count_);
    if (!cut_off && !is_whole(i, end)) return;
    const float cost = costs_[at(size)] + extra + best_[slot(end, l)];
    offer(i, l, cost, {FlatItemKind::row, missing != 0, static_cast<std::uint8_t>(labels), 0, static_cast<std::uint16_t>(end - i)});
  }

  void try_rows(int i, std::size_t l) {
    const int width = hypothesis_.stub + leaves_[l];
    read_columns(i, 0, width + 1, l);
    try_row(i, l, 0, 0, 0);
    if (hypothesis_.stub == 2) {
      read_columns(i, 1, width - 1, l);
      try_row(i, l, 1, 0, short_stub_cost);
      read_columns(i, 0, width + 1, l);
    }
    const bool counts_on = tokens_[at(i)].counts_on;
    if (leaves_[l] > 1 || counts_on) try_row(i, l, 0, 1, odd_row_cost);
    try_row(i, l, 0, -1, odd_row_cost);
    float cost = opener_at(i).own_line ? section_line_cost : opener_cost;
    if (tokens_[at(i)].cls != TokenClass::text || counts_on) cost = stray_cost;   // what counts on names a row of its own
    if (i + 1 < count_ && is_numbered(i + 1) && !is_numbered(i)) cost += plain_over_numbered_cost;
    if (i + 1 == count_ && !open_end_) cost += stray_cost;
    offer(i, l, cost + best_[slot(i + 1, l)], {FlatItemKind::opener, false, 0, 0, 1});
  }

  // A boxhead that returns: a run of labels long enough for a stub head, its leaves and the first row's label.
  void try_boxheads(int i) {
    if (tokens_[at(i)].cls != TokenClass::text || hypothesis_.stub == 0) return;
    if (all_.rows_kept && !tokens_[at(i)].opens_line) return;
    int run = i;
    while (run < count_ && run - i < longest_boxhead && tokens_[at(run)].cls == TokenClass::text) ++run;
    if (run - i < 3 || run == count_) return;
    for (std::size_t to = 0; to < leaves_.size(); ++to)
      for (int end = run - 1; end >= std::max(run - 3, i + leaves_[to]); --end) {
        if (all_.rows_kept && !tokens_[at(end)].opens_line) continue;
        FlatItem item;
        float cost = boxhead_cost(all_, i, end, leaves_[to], hypothesis_.stub, item);
        if (cost >= impossible) continue;
        cost += boxhead_returns_cost - known_labels(i, end) + best_[slot(end, to)];
        const Choice choice{FlatItemKind::boxhead, false, 0, static_cast<std::uint8_t>(to), static_cast<std::uint16_t>(end - i)};
        for (std::size_t l = 0; l < leaves_.size(); ++l) offer(i, l, cost, choice);
      }
  }

  // Gain for labels of [from, to) that stand among the table's first cells.
  float known_labels(int from, int to) const {
    float known = 0;
    const int head = std::min(from, 2 * (leaves_[0] + 2));
    for (int i = from; i < to; ++i)
      for (int j = 0; j < head; ++j)
        if (tokens_[at(i)].text == tokens_[at(j)].text) {
          known += known_label_gain;
          break;
        }
    return std::min(known, boxhead_returns_cost);
  }

  const FlatTokens& all_;
  const std::vector<FlatToken>& tokens_;
  Hypothesis hypothesis_;
  std::vector<int> leaves_;   // numbers of value columns that may be in force; the hypothesis's own first
  int units_ = 0;
  int count_ = 0;
  bool open_end_ = false;
  using ClassCosts = std::array<float, 4>;       // by TokenClass
  std::vector<std::vector<ClassCosts>> prices_;  // what each class costs in a column, by leaf count and column
  std::vector<float> costs_;
  std::vector<float> best_;
  std::vector<Choice> choice_;
};

// ---------------------------------------------------------------- hypotheses

struct ValueRun {
  int labels = 0;   // texts before it
  int from = 0;
  int size = 0;
};

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
  if (hypothesis.leaves() < 1 || hypothesis.row.size() > widest_row || list.size() >= most_hypotheses) return;
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
  std::vector<std::pair<std::size_t, std::vector<int>>> chains;   // cells covered, starts of rows
  for (int width = 2; width <= std::min(widest_row, count / 3); ++width)
    for (int i = 0; i < std::min(count, longest_boxhead); ++i) {
      if (counting[static_cast<std::size_t>(i)].number < 0) continue;
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

// Rows of the widths with which the classes repeat, from wherever they may begin: one after the other, since most are needed only where no run
// of values shows the rows.
class PeriodicRows {
 public:
  PeriodicRows(const FlatTokens& all, int count) : all_(all), count_(count) {}

  // Adds the next one that the list has not; false where there is none.
  bool add_next(std::vector<Hypothesis>& list) {
    if (!std::exchange(known_, true)) widths_ = periods(all_, count_);
    for (const std::size_t before = list.size(); next_ < widths_.size() && list.size() == before;) {
      const int width = widths_[next_];
      const int from = width + rotation_;
      if (from > std::min(3 * width, count_ - width)) {
        ++next_;
        rotation_ = 0;
        continue;
      }
      ++rotation_;
      std::vector<int> starts;
      for (int i = from; i < count_ && starts.size() < 8; i += width) starts.push_back(i);
      add_once(list, row_at(all_, count_, starts, width));
      if (list.size() > before) return true;
    }
    return false;
  }

 private:
  const FlatTokens& all_;
  int count_;
  std::vector<int> widths_;
  bool known_ = false;     // found when first asked for
  std::size_t next_ = 0;   // of them
  int rotation_ = 0;       // tokens by which the rows begin later
};

// Numbers of value columns that sections with boxheads of their own may have.
std::vector<int> leaf_counts(const std::vector<ValueRun>& runs) {
  std::set<int> counts;
  for (const ValueRun& run : runs)
    if (run.labels >= run.size + 2 && run.size <= widest_row && counts.size() < 6) counts.insert(run.size);
  return {counts.begin(), counts.end()};
}

}  // namespace

namespace {

// A label names one row. Figures in the stub's place that stand there again and again are values: the rows have another width.
float repeated_figures_cost(const FlatTokens& all, const Hypothesis& hypothesis, int from, int count) {
  constexpr float each = 1.0F;
  constexpr float most = 12.0F;
  if (hypothesis.stub != 1 || hypothesis.row.front() != TokenClass::number) return 0;
  std::set<std::string_view> seen;
  float cost = 0;
  for (int i = from; i < count; i += static_cast<int>(hypothesis.row.size()))
    if (token_at(all, i).cls == TokenClass::number && !seen.insert(token_at(all, i).text).second) cost += each;
  return std::min(cost, most);
}

}  // namespace

FlatParse parse_flat(const FlatTokens& all) {
  const int total = static_cast<int>(all.tokens.size());
  const int count = std::min(total, sample_size);
  if (count < 2) return {};
  const std::vector<ValueRun> runs = value_runs(all, count);
  std::vector<Hypothesis> hypotheses =
      all.rows_kept ? hypotheses_of_lines(all, count) : hypotheses_of_cells(all, count, runs);
  const std::vector<int> counts = leaf_counts(runs);
  const int units = unit_labels(all, 0, std::min(count, longest_boxhead));
  float least = impossible;
  std::optional<Parser> chosen;
  FlatItem first;
  bool section = false;
  const float enough = good_enough + good_enough_per_token * static_cast<float>(count);
  PeriodicRows periodic(all, count);
  for (std::size_t h = 0;; ++h) {
    if (least < enough && !all.rows_kept && h >= 4) break;
    if (h == hypotheses.size() && (all.rows_kept || !periodic.add_next(hypotheses))) break;
    const Hypothesis& hypothesis = hypotheses[h];
    Parser parser(all, hypothesis, counts, units);
    parser.solve(count);
    FlatItem opening;
    bool under_section = false;
    float cost = parser.open(least, opening, under_section);
    if (cost < least && !all.rows_kept) cost += repeated_figures_cost(all, hypothesis, opening.to, count);
    if (cost >= least) continue;
    least = cost;
    first = opening;
    section = under_section;
    chosen.emplace(std::move(parser));
  }
  if (!chosen) return {};
  if (total > count) {
    chosen->solve(total);
    if (chosen->open(impossible, first, section) >= impossible) return {};
  }
  FlatParse parse = chosen->cut(first, section);
  parse.cost = least;
  return parse;
}

}  // namespace tabularium
