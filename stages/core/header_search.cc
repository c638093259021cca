#include "stages/core/header_search.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <string_view>
#include <unordered_map>

#include "stages/core/number_lines.h"
#include "stages/core/number_text.h"
#include "stages/core/unicode.h"
#include "stages/core/unit_text.h"

// Level order makes the search small: an ordered forest is told by how many children each node has, in the order in which
// the nodes are listed, so that a tree is one walk over the labels that says "leaf" or "spanner over the next c labels that
// have no parent yet". Walks are scored in bits: what a tree needs arbitrary choices for costs, what it explains (label runs
// that return under sibling spanners) gains. A beam keeps the best walks.

namespace tabularium {
namespace {

constexpr std::size_t beam_width = 96;
constexpr std::size_t longest_header = 160;   // labels

constexpr double level_cost = 0.5;            // for each level below the first
constexpr double lone_root_cost = 1.75;       // one spanner over everything: a caption usually says that
constexpr double lone_child_cost = 4.0;       // a spanner over a single leaf
constexpr double mixed_group_cost = 1.5;      // leaves and spanners stand side by side …
constexpr double at_edge_cost = 0.75;         // … the spanners not in the middle (leading column, total)
constexpr double lopsided_cost = 0.2;         // for each leaf that one side has more than the other
constexpr double scattered_cost = 2.0;        // … the spanners apart from each other
constexpr double uneven_cost = 2.5;           // sibling spanners over different numbers of labels
constexpr double split_cost = 0.25;           // sibling spanners over the same number
constexpr double repeated_run_gain = 0.75;    // for each label of a run under a spanner that returns elsewhere
constexpr double twin_cost = 6.0;             // a label twice in one group: its columns cannot be told apart
constexpr double unit_child_cost = 0.1;       // … which is a unit: how a row of units under the heads reads
constexpr double unit_over_others_cost = 3.0; // a unit heads nothing
constexpr double echo_cost = 2.0;             // a spanner that repeats its own child
constexpr double other_role_cost = 3.0;       // equal labels, one a leaf and one a spanner …
constexpr double other_size_cost = 1.5;       // … or over different numbers of labels
constexpr double narrowing_cost = 0.5;        // for each label that a level has less than the level over it
constexpr double class_change_cost = 0.75;    // words and numbers (years) side by side in one group
constexpr double total_over_others_cost = 2.0;  // a total is seldom a spanner …
constexpr double total_within_cost = 2.0;       // … and stands last among its siblings,
constexpr double total_first_cost = 1.5;        // at times first …
constexpr double lone_total_first_cost = 1.5;   // … though seldom under one spanner alone
constexpr double total_of_one_cost = 1.5;       // a total beside a single part
constexpr double total_beside_gain = 1.0;       // a leaf that closes a group with spanners in it
constexpr double year_over_years_cost = 3.0;  // what years stand under is no year
constexpr double backwards_cost = 3.0;        // a year left of an earlier one, where neither returns
constexpr double wrong_line_cost = 8.0;       // a node's level against its printed line

// A walk up to and including one node; the walk before it is `before`.
struct Step {
  int before = -1;        // index into the arena
  int node = -1;
  int children = 0;
  int next_child = 0;     // first label without a parent after this step
  int spanners = 0;       // so far
  int level_from = 0;
  int level_end = 0;      // first label of the next level
  int level = 0;
  int group_end = 0;      // end of the sibling group that the node belongs to
  int group_from = 0;
  int first_spanner = -1; // in the group
  int last_spanner = -1;
  int group_spanners = 0;
  int last_children = 0;  // of the last spanner in the group
  bool even = false;      // so far the plainest tree of all: as many leaves under each root
  double cost = 0;
};

struct Labels {
  std::vector<int> id;        // equal labels have equal ids
  std::vector<bool> number;   // mostly digits
  std::vector<bool> total;    // says that it is a total
  std::vector<int> year;      // 0 = none
  std::vector<bool> unit;     // names a unit or numbers a column, and nothing else: "km", "%", "万元", "(3)"
  std::vector<int> line;      // printed line, empty = unknown
};

bool is_mostly_digits(std::string_view label) {
  int digits = 0;
  int others = 0;
  for (const char c : label) {
    const auto byte = static_cast<unsigned char>(c);
    if (c >= '0' && c <= '9') ++digits;
    else if (byte > 0x20 && (byte & 0xC0U) != 0x80U) ++others;
  }
  return digits > others;
}

// 1961, 2006年: a number of four digits that is a year, and nothing else but what may stand behind it.
int year_of(std::string_view label) {
  const bool digits = label.size() >= 4 && std::all_of(label.begin(), label.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || (label.size() > 4 && static_cast<unsigned char>(label[4]) < 0x80)) return 0;
  const int year = (label[0] - '0') * 1000 + (label[1] - '0') * 100 + (label[2] - '0') * 10 + (label[3] - '0');
  return year >= 1500 && year < 2200 ? year : 0;
}

Labels read_labels(const std::vector<std::string>& labels, const std::vector<int>& rows) {
  Labels out;
  std::map<std::string, int> ids;
  for (const std::string& label : labels) {
    out.id.push_back(ids.emplace(fold_label(label), static_cast<int>(ids.size())).first->second);
    out.total.push_back(says_total(label));
    const std::u32string folded = fold_cell(label);
    const std::string plain = to_utf8(folded);
    out.number.push_back(is_mostly_digits(plain));
    out.year.push_back(year_of(plain));
    const auto unit = read_unit(folded);
    out.unit.push_back((unit && !unit->unit.empty()) || bracketed_number(folded) > 0);
  }
  if (rows.size() == labels.size()) {
    out.line = rows;
    const int first = rows.empty() ? 0 : *std::min_element(rows.begin(), rows.end());
    for (int& row : out.line) row -= first;
  }
  return out;
}

class Search {
 public:
  Search(const Labels& labels, int leaves, const HeaderSearchOptions& options)
      : labels_(labels), count_(static_cast<int>(labels.id.size())), spanners_(count_ - leaves), options_(options) {
    returning_.assign(at(count_) + 1, 0);
    for (int i = count_ - 1; i >= 0; --i)
      returning_[at(i)] = returning_[at(i) + 1] + (std::count(labels.id.begin(), labels.id.end(), labels.id[at(i)]) > 1 ? 1 : 0);
    for (int i = 0; i < count_; ++i) {
      const auto label = labels.id.begin() + i;
      const auto same = std::find(labels.id.begin(), label, *label);
      twin_.push_back(same == label ? -1 : static_cast<int>(same - labels.id.begin()));
      const auto nearest = std::find(std::make_reverse_iterator(label), labels.id.rend(), *label);
      nearest_twin_.push_back(static_cast<int>(labels.id.rend() - nearest) - 1);
    }
  }

  std::vector<HeaderTree> run() {
    std::vector<int> beam;
    for (int roots = 1; roots <= count_; ++roots) {
      if (spanners_ == 0 && roots != count_) continue;
      Step start;
      start.next_child = start.level_end = start.group_end = roots;
      start.even = roots == spanners_ && (count_ - roots) % roots == 0;
      start.cost = (roots == 1 && count_ > 1 ? lone_root_cost : 0) + group_cost(0, roots);
      beam.push_back(keep(start));
    }
    for (int node = 0; node < count_; ++node) beam = advance(beam, node);
    if (std::count_if(labels_.year.begin(), labels_.year.end(), [](int year) { return year != 0; }) > 1)
      for (const int end : beam) arena_[at(end)].cost += order_cost(tree_of(end));
    std::sort(beam.begin(), beam.end(), [this](int a, int b) { return arena_[at(a)].cost < arena_[at(b)].cost; });
    std::vector<HeaderTree> trees;
    for (const int end : beam) {
      if (static_cast<int>(trees.size()) >= options_.keep) break;
      trees.push_back(tree_of(end));
    }
    return trees;
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }

  // Of the labels [from, from + size).
  int key_of(int from, int size) const { return from * (count_ + 1) + size; }

  int keep(const Step& step) {
    arena_.push_back(step);
    return static_cast<int>(arena_.size()) - 1;
  }

  bool returns_elsewhere(int label) const { return returning_[at(label)] > returning_[at(label) + 1]; }

  // Years count on from left to right, also where some stand under a spanner and others beside it.
  double order_cost(const HeaderTree& tree) const {
    std::vector<int> leaf(at(tree.leaves), -1);
    for (const HeaderCell& cell : tree.cells)
      if (cell.row + cell.row_span == tree.depth) leaf[at(cell.col)] = cell.label;
    double cost = 0;
    for (std::size_t i = 1; i < leaf.size(); ++i) {
      if (leaf[i - 1] < 0 || leaf[i] < 0 || returns_elsewhere(leaf[i - 1]) || returns_elsewhere(leaf[i])) continue;
      const int left = labels_.year[at(leaf[i - 1])];
      const int right = labels_.year[at(leaf[i])];
      cost += left != 0 && right != 0 && right < left ? backwards_cost : 0;
    }
    return cost;
  }

  // What a sibling group [from, to) costs by its labels alone. Many walks ask for the same groups.
  double group_cost(int from, int to) {
    const auto [known, is_new] = group_costs_.try_emplace(key_of(from, to - from), 0);
    if (is_new) known->second = new_group_cost(from, to);
    return known->second;
  }

  double new_group_cost(int from, int to) const {
    double cost = 0;
    for (int i = from; i < to; ++i) {
      if (i > from && labels_.number[at(i)] != labels_.number[at(i - 1)]) cost += class_change_cost;
      if (labels_.total[at(i)] && to - from == 2) cost += total_of_one_cost;
      if (labels_.total[at(i)] && i + 1 < to) cost += i > from ? total_within_cost : total_first_cost;
      if (labels_.total[at(i)] && i == from && from > 0 && to - from > 1 && !returns_elsewhere(i)) cost += lone_total_first_cost;
      if (nearest_twin_[at(i)] >= from) cost += twin_cost;
    }
    return cost;
  }

  // What it costs that just these members of the group are spanners; called when the group is complete.
  double pattern_cost(const Step& step) const {
    const int size = step.group_end - step.group_from;
    const int some = step.group_spanners;
    if (some == 0 || some == size) return 0;
    const int left = step.first_spanner - step.group_from;
    const int right = step.group_end - 1 - step.last_spanner;
    double cost = mixed_group_cost + lopsided_cost * std::abs(left - right);
    if (left == 0 || right == 0) cost += at_edge_cost;
    if (right > 0 && size > 2 && labels_.total[at(step.group_end - 1)]) cost -= total_beside_gain;
    if (step.last_spanner - step.first_spanner + 1 != some) cost += scattered_cost;
    return cost;
  }

  // The groups of a level follow each other as their parents do.
  void enter_group(Step& step, int node) const {
    if (node < step.group_end) return;
    step.cost += pattern_cost(step);
    step.group_from = node;
    step.first_spanner = step.last_spanner = -1;
    step.group_spanners = step.last_children = 0;
    step.group_end = group_end_of(step, node);
  }

  // Walks back to the spanner whose children begin at `node`.
  int group_end_of(const Step& step, int node) const {
    if (step.node >= 0 && step.children > 0 && step.next_child - step.children == node) return step.next_child;
    for (int i = step.before; i >= 0; i = arena_[at(i)].before) {
      const Step& earlier = arena_[at(i)];
      if (earlier.children > 0 && earlier.next_child - earlier.children == node) return earlier.next_child;
    }
    return count_;
  }

  // True when the labels [from, from + size) stand together once more, elsewhere.
  bool run_returns(int from, int size) {
    const auto [known, is_new] = returns_.try_emplace(key_of(from, size), false);
    if (!is_new) return known->second;
    const auto run = labels_.id.begin() + from;
    bool found = false;
    for (int other = 0; !found && other + size <= count_; ++other)
      found = std::abs(other - from) >= size && std::equal(run, run + size, labels_.id.begin() + other);
    return known->second = found;
  }

  // Equal labels play equal parts.
  double role_cost(const Step& step) const {
    const int twin = twin_[at(step.node)];
    if (twin < 0) return 0;
    for (int i = step.before; i >= 0; i = arena_[at(i)].before) {
      if (arena_[at(i)].node != twin) continue;
      const int children = arena_[at(i)].children;
      if ((children == 0) != (step.children == 0)) return other_role_cost;
      return children == step.children ? 0 : other_size_cost;
    }
    return 0;
  }

  std::vector<int> advance(const std::vector<int>& beam, int node) {
    std::vector<Step> next;
    for (const int walk : beam) {
      Step step = arena_[at(walk)];
      if (node >= step.next_child) continue;  // no parent left for this label
      enter_group(step, node);
      step.before = walk;
      step.node = node;
      step.children = 0;
      if (node >= step.level_end) {
        ++step.level;
        const int above = step.level_end - step.level_from;
        step.level_from = step.level_end;
        step.level_end = step.next_child;
        step.cost += level_cost + narrowing_cost * std::max(0, above - (step.level_end - step.level_from));
      }
      if (!labels_.line.empty() && labels_.line[at(node)] != step.level) step.cost += wrong_line_cost;
      step.even = step.even && step.level > 0;
      offer(next, step);
      step.even = arena_[at(walk)].even && step.level == 0;
      if (step.level + 1 < options_.max_depth && step.spanners < spanners_) offer_spanners(next, step);
    }
    if (next.size() > beam_width) {
      // Labels that return, as units do, promise runs to other trees until they are used up: the even tree is not lost to them.
      const auto promise = [this](const Step& step) {
        return step.even ? std::numeric_limits<double>::lowest() : step.cost + unpaid_cost(step) - repeated_run_gain * returning_[at(step.next_child)];
      };
      std::nth_element(next.begin(), next.begin() + beam_width, next.end(), [&](const Step& a, const Step& b) { return promise(a) < promise(b); });
      next.resize(beam_width);
    }
    std::vector<int> kept;
    kept.reserve(next.size());
    for (const Step& step : next) kept.push_back(keep(step));
    return kept;
  }

  // What the group's pattern will cost at the least: a leaf stands in it, and a spanner does or must.
  double unpaid_cost(const Step& step) const {
    const bool leaf = step.node + 1 - step.group_from > step.group_spanners;
    const bool spanner = step.group_spanners > 0 || (step.level == 0 && spanners_ > 0);
    return leaf && spanner ? mixed_group_cost - total_beside_gain * (labels_.total[at(step.group_end - 1)] ? 1 : 0) : 0;
  }

  void offer_spanners(std::vector<Step>& next, const Step& step) {
    const int left = spanners_ - step.spanners - 1;  // spanners still to come
    const int most = count_ - step.next_child - left * (left > 0 ? 1 : 0);
    const int least = left == 0 ? count_ - step.next_child : 1;
    int echoes = 0;   // among the children
    int counted = 0;
    for (int children = std::max(1, least); children <= most; ++children) {
      Step taken = step;
      taken.children = children;
      taken.even = step.even && children * spanners_ == count_ - spanners_;
      const int from = step.next_child;
      taken.next_child = from + children;
      ++taken.spanners;
      // A head with nothing but its unit below it heads no columns: among spanners it is what a leaf is.
      if (const bool bears_unit = children == 1 && labels_.unit[at(from)]; !bears_unit) {
        if (taken.group_spanners > 0) taken.cost += children == taken.last_children ? split_cost : uneven_cost;
        if (taken.first_spanner < 0) taken.first_spanner = step.node;
        taken.last_spanner = step.node;
        ++taken.group_spanners;
        taken.last_children = children;
      }
      taken.cost += group_cost(from, from + children);
      if (children == 1) taken.cost += labels_.unit[at(from)] ? unit_child_cost : lone_child_cost;
      if (labels_.unit[at(step.node)]) taken.cost += unit_over_others_cost;
      if (labels_.total[at(step.node)]) taken.cost += total_over_others_cost;
      if (labels_.year[at(step.node)] != 0 && labels_.year[at(from)] != 0) taken.cost += year_over_years_cost;
      if (children > 1 && run_returns(from, children)) taken.cost -= repeated_run_gain * children;
      for (; counted < children; ++counted) echoes += labels_.id[at(from + counted)] == labels_.id[at(step.node)] ? 1 : 0;
      taken.cost += echo_cost * echoes;
      offer(next, taken);
    }
  }

  // Keeps a walk that can still end with all labels placed and the right number of leaves.
  void offer(std::vector<Step>& next, Step step) const {
    step.cost += role_cost(step);
    const bool last = step.node + 1 == count_;
    if (last && (step.next_child != count_ || step.spanners != spanners_)) return;
    if (!last && step.next_child <= step.node + 1) return;
    if (step.spanners == spanners_ && step.next_child != count_) return;
    if (count_ - step.node - 1 < spanners_ - step.spanners) return;
    if (last) step.cost += pattern_cost(step);
    next.push_back(step);
  }

  HeaderTree tree_of(int end) const {
    std::vector<int> children(at(count_), 0);
    for (int i = end; i >= 0 && arena_[at(i)].node >= 0; i = arena_[at(i)].before) children[at(arena_[at(i)].node)] = arena_[at(i)].children;
    HeaderTree tree = lay_out_header_tree(children).value_or(HeaderTree{});
    tree.score = -arena_[at(end)].cost;
    return tree;
  }

  const Labels& labels_;
  int count_;
  int spanners_;
  const HeaderSearchOptions& options_;
  std::vector<Step> arena_;
  std::unordered_map<int, bool> returns_;        // by key_of
  std::unordered_map<int, double> group_costs_;  // by key_of
  std::vector<int> twin_;          // the first label that is equal to this one and stands before it; -1 = none
  std::vector<int> nearest_twin_;  // the last such label; -1 = none
  std::vector<int> returning_;     // labels from here on that stand elsewhere, too: what they may still gain
};

}  // namespace

std::optional<HeaderTree> lay_out_header_tree(const std::vector<int>& children) {
  const std::size_t count = children.size();
  std::size_t roots = count;
  for (const int c : children) {
    if (c < 0 || static_cast<std::size_t>(c) > roots) return std::nullopt;
    roots -= static_cast<std::size_t>(c);
  }
  if (roots == 0) return std::nullopt;
  HeaderTree tree;
  tree.children = children;
  std::vector<int> level(count, 0);
  std::vector<std::size_t> first_child(count, 0);
  std::size_t next = roots;
  for (std::size_t i = 0; i < count; ++i) {
    if (i >= next) return std::nullopt;   // nothing over this label
    first_child[i] = next;
    for (int c = 0; c < children[i]; ++c) level[next++] = level[i] + 1;
  }
  tree.depth = level.back() + 1;
  std::vector<int> width(count, 1);
  for (std::size_t i = count; i-- > 0;) {
    if (children[i] == 0) continue;
    width[i] = 0;
    for (int c = 0; c < children[i]; ++c) width[i] += width[first_child[i] + static_cast<std::size_t>(c)];
  }
  std::vector<int> col(count, 0);
  for (std::size_t i = 0; i < roots; ++i) {
    col[i] = tree.leaves;
    tree.leaves += width[i];
  }
  for (std::size_t i = 0; i < count; ++i) {
    int inside = col[i];
    for (int c = 0; c < children[i]; ++c) {
      const std::size_t child = first_child[i] + static_cast<std::size_t>(c);
      col[child] = inside;
      inside += width[child];
    }
    tree.cells.push_back({static_cast<int>(i), level[i], col[i], children[i] > 0 ? 1 : tree.depth - level[i], width[i]});
  }
  return tree;
}

std::vector<HeaderTree> search_header_trees(const std::vector<std::string>& labels, int leaves, const HeaderSearchOptions& options) {
  const auto count = static_cast<int>(labels.size());
  if (leaves < 1 || leaves > count || labels.size() > longest_header) return {};
  const Labels read = read_labels(labels, options.row_of_label);
  return Search(read, leaves, options).run();
}

}  // namespace tabularium
