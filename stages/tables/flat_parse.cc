#include "stages/tables/flat_parse.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "stages/tables/flat_boxhead.h"
#include "stages/tables/flat_hypotheses.h"

// A hypothesis is a template of one row (how many labels, which class of value in each column). Under it a table is a
// sequence of items, and each way to cut the cells into items costs bits: nothing for what fits, more the less usual it is.
// The cheapest cut is found by dynamic programming from the end; the cheapest hypothesis wins. They are compared on the table's beginning.

namespace tabularium {
namespace {

constexpr int sample_size = 240;             // tokens on which hypotheses are compared
constexpr float good_enough = 3.0F;          // bits, and for each token of the sample …
constexpr float good_enough_per_token = 0.03F;  // … below which rotated templates are not tried

constexpr float impossible = 1e9F;
constexpr float opener_cost = 1.75F;
constexpr float plain_over_numbered_cost = 1.0F;  // an opener without a number over a label with one
constexpr float section_line_cost = 0.7F;    // alone on its line where lines are rows
constexpr float top_section_cost = 5.0F;     // over the first boxhead …
constexpr float top_article_cost = 0.5F;     // … numbered
constexpr float stray_cost = 9.0F;           // a value or a blank that heads nothing
constexpr float short_stub_cost = 3.0F;      // a row without its serial number: a total
constexpr float odd_row_cost = 8.0F;         // a value too few or too many
constexpr float number_for_label_cost = 5.0F;  // a quantity where rows have words, right behind a label
constexpr float misplaced_name_cost = 4.0F;  // years that count on begin rows
constexpr float boxhead_returns_cost = 4.0F;
constexpr float late_openers_cost = 2.0F;    // rows before the first of several labels over rows
constexpr float lone_opener_cost = 2.0F;     // one label right under the boxhead over all rows
constexpr float heads_without_rows_cost = 8.0F;  // a boxhead right under another one, or a row of words between them
constexpr float known_label_gain = 1.0F;     // a returning boxhead repeats labels

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

  // Costs from every token to `count`, where the table goes on if it has more tokens. False, and left unfinished, once all of it costs `limit`
  // at least.
  bool solve(int count, float limit = impossible) {
    constexpr int look = 32;   // tokens after which it is asked again
    count_ = count;
    open_end_ = count < static_cast<int>(tokens_.size());
    const std::size_t states = (static_cast<std::size_t>(count) + 1) * leaves_.size();
    best_.assign(states, impossible);
    choice_.assign(states, {});
    for (std::size_t l = 0; l < leaves_.size(); ++l) best_[slot(count, l)] = 0;
    for (int i = count - 1; i >= 0; --i) {
      for (std::size_t l = 0; l < leaves_.size(); ++l) try_rows(i, l);
      try_boxheads(i);
      if ((count - i) % look == 0 && costs_at_least(i, limit)) return false;
    }
    return true;
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

  // Whatever the tokens before i are: a cut of all goes through one of the places from i on that an item may end at which begins before, and
  // nothing before it gains, but labels of boxheads.
  bool costs_at_least(int i, float limit) const {
    const int most_leaves = *std::max_element(leaves_.begin(), leaves_.end());
    const auto is_text = [](const FlatToken& token) { return token.cls == TokenClass::text; };
    const auto from = tokens_.begin() + i;
    const int run = static_cast<int>(std::find_if_not(from, tokens_.begin() + count_, is_text) - from);   // a boxhead that returns is nothing else
    const int opening_end = 1 + 2 * most_leaves + hypothesis_.stub + units_;
    const int reach = std::max({hypothesis_.stub + most_leaves + 1, run, opening_end - i});
    const int to = std::min(i + reach, count_);
    const float least = *std::min_element(best_.begin() + static_cast<std::ptrdiff_t>(slot(i, 0)), best_.begin() + static_cast<std::ptrdiff_t>(slot(to + 1, 0)));
    const auto labels = opening_end + std::count_if(tokens_.begin(), tokens_.begin() + to, is_text);
    return least - most_gain_per_label * static_cast<float>(labels) >= limit + 1;
  }

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

  // A figure alone on its line, where lines are rows, names no section: its row has lost what else it had.
  bool is_lone_figure(int i) const { return all_.rows_kept && tokens_[at(i)].opens_line && ends_line(i) && tokens_[at(i)].cls != TokenClass::text; }

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

  // A value that would be its row's label, so that the label before it stands alone: more likely the row has a value too many.
  bool is_quantity_for_label(int i, int column, std::size_t l) const {
    if (column >= hypothesis_.stub || wanted(column, l) != TokenClass::text || i == 0 || tokens_[at(i)].opens_line == all_.rows_kept) return false;
    return tokens_[at(i)].cls == TokenClass::number && tokens_[at(i) - 1].cls == TokenClass::text && !is_year_like(tokens_[at(i)]);
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
        if (n == 0 && is_quantity_for_label(i, first, l)) cost += number_for_label_cost;
        if (token.counts_on && n > 0) cost += misplaced_name_cost;
      }
      costs_[at(n) + 1] = cost;
    }
  }

  // A row from column `stub_from` on, which read_columns() has read, with `missing` values too few (negative: too many).
  void try_row(int i, std::size_t l, int stub_from, int missing, float extra) {
    const int size = hypothesis_.stub + leaves_[l] - stub_from - missing;
    const int labels = hypothesis_.stub - stub_from;
    if (size < labels || size == 0 || (size == labels && !tokens_[at(i)].counts_on && !is_lone_figure(i))) return;
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
    const bool counts_on = tokens_[at(i)].counts_on || is_lone_figure(i);
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

// A label names one row. Figures in the stub's place that stand there again and again are values: the rows have another width.
float repeated_figures_cost(const FlatTokens& all, const Hypothesis& hypothesis, int from, int count) {
  constexpr float each = 1.0F;
  constexpr float most = 12.0F;
  if (hypothesis.stub != 1 || hypothesis.row.front() != TokenClass::number) return 0;
  std::set<std::string_view> seen;
  float cost = 0;
  for (int i = from; i < count; i += static_cast<int>(hypothesis.row.size()))
    if (all.tokens[static_cast<std::size_t>(i)].cls == TokenClass::number && !seen.insert(all.tokens[static_cast<std::size_t>(i)].text).second) cost += each;
  return std::min(cost, most);
}

}  // namespace

FlatParse parse_flat(const FlatTokens& all) {
  const int total = static_cast<int>(all.tokens.size());
  const int count = std::min(total, sample_size);
  if (count < 2) return {};
  Hypotheses hypotheses(all, count);
  const int units = unit_labels(all, 0, std::min(count, longest_boxhead));
  float least = impossible;
  std::optional<Parser> chosen;
  FlatItem first;
  bool section = false;
  const float enough = good_enough + good_enough_per_token * static_cast<float>(count);
  for (std::size_t h = 0;; ++h) {
    if (least < enough && !all.rows_kept && h >= 4) break;
    const Hypothesis* hypothesis = hypotheses.at(h);
    if (hypothesis == nullptr) break;
    Parser parser(all, *hypothesis, hypotheses.leaf_counts(), units);
    if (!parser.solve(count, least)) continue;
    FlatItem opening;
    bool under_section = false;
    float cost = parser.open(least, opening, under_section);
    if (cost < least && !all.rows_kept) cost += repeated_figures_cost(all, *hypothesis, opening.to, count);
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
