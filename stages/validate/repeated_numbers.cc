#include "stages/validate/repeated_numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "stages/core/number_lines.h"
#include "stages/core/sum_search.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int least_equal = 3;
constexpr double least_bits = 18;        // three numbers of two figures may meet, three of three figures do not
constexpr std::size_t most_alike = 24;   // of one label and number, or of one fact: what repeats more often tells nothing

const Cell& cell_of(std::span<const Table> tables, const RepeatedPlace& place) { return tables[place.table].cells[static_cast<std::size_t>(place.cell)]; }

bool is_number(const Cell& cell) { return cell.role == Role::data && is_numeric(cell.value); }

// The number as meant, without zeros at its end.
std::pair<std::int64_t, int> meaning_of(const Value& value) {
  std::int64_t units = value.number.units;
  int exponent = value.scale - value.number.places;
  if (units == 0) return {0, 0};
  for (; units % 10 == 0; units /= 10) ++exponent;
  return {units, exponent};
}

bool comparable(const Value& a, const Value& b) {
  return (a.kind == ValueKind::percent) == (b.kind == ValueKind::percent) && (a.unit.empty() || b.unit.empty() || a.unit == b.unit);
}

// Which side of a report's period a label names; the word for it is taken out.
constexpr std::array<std::string_view, 11> words_of_before = {"openingbalance", "opening", "atthebeginningof", "beginningof", "previousyear", "prioryear", "lastyear", "期初", "年初", "上年度", "上年"};
constexpr std::array<std::string_view, 10> words_of_now = {"closingbalance", "closing", "attheendof", "endof", "currentyear", "thisyear", "期末", "年末", "本年度", "本年"};

template <std::size_t N>
std::string without_period(std::string label, const std::array<std::string_view, N>& words) {
  for (const std::string_view word : words) {
    const std::size_t at = label.find(word);
    if (at == std::string::npos) continue;
    label.replace(at, word.size(), "\x01");
    break;
  }
  return label;
}

enum class Side { same, own, other };  // same: two tables of one report

std::string key_of_label(const std::string& text, Side side) {
  std::string label = fold_label_case(text);
  if (side == Side::own) return without_period(std::move(label), words_of_before);
  if (side == Side::other) return without_period(std::move(label), words_of_now);
  return label;
}

void add_labels(const Table& table, const std::vector<CellId>& path, Side side, std::vector<std::string>& labels) {
  for (const CellId id : path)
    if (std::string label = key_of_label(table.cells[static_cast<std::size_t>(id)].text, side); !label.empty()) labels.push_back(std::move(label));
}

std::string joined(const std::vector<std::string>& labels) {
  std::string key;
  for (const std::string& label : labels) key += label + '\x1f';
  return key;
}

// All labels of a cell in alphabetical order: a table and its transpose say the same.
std::string fact_key(const Table& table, const Cell& cell, Side side) {
  if (cell.row_path.empty() || cell.col_path.empty()) return "";
  std::vector<std::string> labels;
  for (const auto* path : {&cell.row_path, &cell.row_ancestors, &cell.col_path}) add_labels(table, *path, side, labels);
  std::sort(labels.begin(), labels.end());
  return joined(labels);
}

// Facts of a table whose labels no other fact of it has.
std::map<std::string, CellId> facts_of(const Table& table, Side side) {
  std::map<std::string, CellId> facts;
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    if (!is_number(table.cells[id])) continue;
    const std::string key = fact_key(table, table.cells[id], side);
    if (key.empty()) continue;
    const auto [known, fresh] = facts.emplace(key, static_cast<CellId>(id));
    if (!fresh) known->second = -1;
  }
  std::erase_if(facts, [](const auto& fact) { return fact.second < 0; });
  return facts;
}

// A row or column: its members by what stands over (beside) them.
struct Line {
  std::size_t table = 0;
  std::string name;
  std::map<std::string, CellId> members;  // -1: two of that label
};

void add_lines(const Table& table, std::size_t index, bool rows, Side side, std::vector<Line>& lines) {
  std::vector<Line> found(static_cast<std::size_t>(rows ? table.rows : table.cols));
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    const Cell& cell = table.cells[id];
    const int at = rows ? cell.row : cell.col;
    if (!is_number(cell) || at < 0 || at >= static_cast<int>(found.size())) continue;
    std::vector<std::string> across, along;
    if (!rows) add_labels(table, cell.row_ancestors, Side::same, across);
    add_labels(table, rows ? cell.col_path : cell.row_path, Side::same, across);
    add_labels(table, rows ? cell.row_path : cell.col_path, side, along);
    if (across.empty()) continue;
    Line& line = found[static_cast<std::size_t>(at)];
    line.table = index;
    line.name = joined(along);
    const auto [known, fresh] = line.members.emplace(joined(across), static_cast<CellId>(id));
    if (!fresh) known->second = -1;
  }
  for (Line& line : found) {
    std::erase_if(line.members, [](const auto& member) { return member.second < 0; });
    if (static_cast<int>(line.members.size()) >= least_equal) lines.push_back(std::move(line));
  }
}

std::vector<Line> lines_of(std::span<const Table> tables, Side side) {
  std::vector<Line> lines;
  for (std::size_t t = 0; t < tables.size(); ++t)
    for (const bool rows : {true, false}) add_lines(tables[t], t, rows, side, lines);
  return lines;
}

class GroupBuilder {
 public:
  GroupBuilder(std::span<const Table> own, std::span<const Table> other) : own_(own), other_(other) {}

  void add(const RepeatedPlace& own, const RepeatedPlace& other) {
    const Value& a = cell_of(own_, own).value;
    const Value& b = cell_of(other_, other).value;
    if (!is_numeric(a) || !is_numeric(b) || !comparable(a, b)) return;
    const auto meant = meaning_of(a);
    const bool equal = meant == meaning_of(b);
    if (equal && meant.first == 0) return;  // zeros prove nothing
    group_.pairs.push_back({own, other, equal});
    (equal ? group_.equal : group_.differ) += 1;
    if (equal && counted_.insert(meant).second) group_.bits += surprise(meant.first, 1, 0);
  }

  RepeatedGroup take(bool named) {
    group_.named = named;
    return std::move(group_);
  }

 private:
  std::span<const Table> own_, other_;
  RepeatedGroup group_;
  std::set<std::pair<std::int64_t, int>> counted_;
};

bool is_believed(const RepeatedGroup& group) { return group.equal >= least_equal && group.bits >= least_bits && group.differ * 4 <= group.equal; }

class Search {
 public:
  Search(std::span<const Table> own, std::span<const Table> other, bool same) : own_(own), other_(other), same_(same) {}

  std::vector<RepeatedGroup> run() {
    search_facts();
    search_lines();
    if (same_) search_carried();
    return std::move(groups_);
  }

 private:
  Side own_side() const { return same_ ? Side::same : Side::own; }
  Side other_side() const { return same_ ? Side::same : Side::other; }

  void keep(RepeatedGroup group) {
    if (is_believed(group)) groups_.push_back(std::move(group));
  }

  void search_facts() {
    std::vector<std::map<std::string, CellId>> facts;
    std::unordered_map<std::string, std::vector<RepeatedPlace>> known;
    for (std::size_t t = 0; t < other_.size(); ++t) {
      facts.push_back(facts_of(other_[t], other_side()));
      for (const auto& [key, cell] : facts.back()) known[key].push_back({t, cell});
    }
    std::map<std::pair<std::size_t, std::size_t>, GroupBuilder> by_tables;
    for (std::size_t t = 0; t < own_.size(); ++t)
      for (const auto& [key, cell] : same_ ? facts[t] : facts_of(own_[t], own_side())) {
        const auto found = known.find(key);
        if (found == known.end() || found->second.size() > most_alike) continue;
        for (const RepeatedPlace& place : found->second)
          if (!same_ || place.table > t) by_tables.try_emplace({t, place.table}, own_, other_).first->second.add({t, cell}, place);
      }
    for (auto& [tables, builder] : by_tables) keep(builder.take(true));
  }

  using Signature = std::pair<std::string, std::pair<std::int64_t, int>>;  // a label, a number

  template <typename F>
  static void for_signatures(std::span<const Table> tables, const Line& line, F&& use) {
    for (const auto& [label, cell] : line.members)
      if (const auto meant = meaning_of(tables[line.table].cells[static_cast<std::size_t>(cell)].value); meant.first != 0) use(Signature{label, meant});
  }

  void search_lines() {
    const std::vector<Line> theirs = lines_of(other_, other_side());
    const std::vector<Line> ours = same_ ? std::vector<Line>{} : lines_of(own_, own_side());
    const std::vector<Line>& own_lines = same_ ? theirs : ours;
    std::map<Signature, std::vector<std::size_t>> known;
    for (std::size_t k = 0; k < theirs.size(); ++k) for_signatures(other_, theirs[k], [&](const Signature& s) { known[s].push_back(k); });
    for (const Line& line : own_lines) {
      std::map<std::size_t, int> shared;
      for_signatures(own_, line, [&](const Signature& s) {
        const auto found = known.find(s);
        if (found == known.end() || found->second.size() > most_alike) return;
        for (const std::size_t k : found->second)
          if (!same_ || theirs[k].table > line.table) ++shared[k];
      });
      for (const auto& [k, count] : shared)
        if (count >= least_equal) keep(pair_up(line, theirs[k]));
    }
  }

  RepeatedGroup pair_up(const Line& own, const Line& other) const {
    GroupBuilder builder(own_, other_);
    for (const auto& [label, cell] : own.members)
      if (const auto match = other.members.find(label); match != other.members.end()) builder.add({own.table, cell}, {other.table, match->second});
    return builder.take(!own.name.empty() && own.name == other.name);
  }

  // The last line of a table that is carried forward, and its return at the head of the next table: same columns, column by column.
  void search_carried() {
    for (std::size_t t = 0; t + 1 < own_.size(); ++t) {
      const Table& before = own_[t];
      const Table& after = own_[t + 1];
      if (before.cols != after.cols) continue;
      const std::vector<CellId> carried = labelled_row(before, says_carried_forward);
      const std::vector<CellId> brought = labelled_row(after, says_brought_forward);
      GroupBuilder builder(own_, other_);
      for (std::size_t c = 0; c < carried.size() && c < brought.size(); ++c)
        if (carried[c] >= 0 && brought[c] >= 0) builder.add({t, carried[c]}, {t + 1, brought[c]});
      RepeatedGroup group = builder.take(true);
      group.carried = true;
      if (!group.pairs.empty() && (group.equal > 0 || group.pairs.size() == 1)) groups_.push_back(std::move(group));
    }
  }

  // Numbers by column of the row that `says` finds; the last of several.
  static std::vector<CellId> labelled_row(const Table& table, bool (*says)(const std::string&)) {
    std::vector<CellId> cells(static_cast<std::size_t>(table.cols), -1);
    int row = -1;
    for (const Cell& cell : table.cells)
      if (cell.role == Role::row_header && says(cell.text)) row = std::max(row, cell.row);
    for (std::size_t id = 0; id < table.cells.size(); ++id) {
      const Cell& cell = table.cells[id];
      if (cell.row == row && is_number(cell) && cell.col >= 0 && cell.col < table.cols) cells[static_cast<std::size_t>(cell.col)] = static_cast<CellId>(id);
    }
    return cells;
  }

  std::span<const Table> own_, other_;
  bool same_;
  std::vector<RepeatedGroup> groups_;
};

}  // namespace

std::vector<RepeatedGroup> repeated_within(std::span<const Table> tables) { return Search(tables, tables, true).run(); }
std::vector<RepeatedGroup> repeated_since(std::span<const Table> own, std::span<const Table> other) { return Search(own, other, false).run(); }

}  // namespace tabularium
