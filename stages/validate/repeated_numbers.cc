#include "stages/validate/repeated_numbers.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "stages/core/number_lines.h"
#include "stages/core/sum_search.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/validate/label_ids.h"

namespace tabularium {
namespace {

constexpr int least_equal = 3;
constexpr double least_bits = 18;        // three numbers of two figures may meet, three of three figures do not
constexpr std::size_t most_alike = 24;   // of one label and number, or of one fact: what repeats more often tells nothing

bool is_number(const Cell& cell) { return cell.role == Role::data && is_numeric(cell.value); }

// The number as meant, without zeros at its end.
std::pair<std::int64_t, int> meaning_of(const Value& value) {
  std::int64_t units = value.number.units;
  int exponent = value.scale - value.number.places;
  if (units == 0) return {0, 0};
  for (; units % 10 == 0; units /= 10) ++exponent;
  return {units, exponent};
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

// A number of a table: what stands over and beside it, and what it means.
struct Fact {
  CellId cell = -1;
  int fact = 0;           // all labels in whatever order: a table and its transpose say the same; 0 = a header is missing
  int along_row = 0;      // labels of its row as the line's name
  int across_row = 0;     // labels of its row as one member of its column
  int along_column = 0;
  int across_column = 0;
  int unit = 0;           // 0 = none
  bool percent = false;
  std::pair<std::int64_t, int> meant;
};

bool comparable(const Fact& a, const Fact& b) { return a.percent == b.percent && (a.unit == 0 || b.unit == 0 || a.unit == b.unit); }

// What the number itself says.
Fact number_at(const Table& table, CellId id, LabelIds& units) {
  const Value& value = table.cells[static_cast<std::size_t>(id)].value;
  Fact fact;
  fact.cell = id;
  fact.unit = units.label(value.unit);
  fact.percent = value.kind == ValueKind::percent;
  fact.meant = meaning_of(value);
  return fact;
}

// A number and its table.
struct Placed {
  std::size_t table = 0;
  const Fact* fact = nullptr;
  RepeatedPlace place() const { return {table, fact->cell}; }
};

// Reads the labels of one table after the other, each label once.
class FactReader {
 public:
  FactReader(LabelIds& ids, LabelIds& units, Side side) : ids_(ids), units_(units), side_(side) {}

  std::vector<Fact> read(const Table& table) {
    as_printed_.assign(table.cells.size(), -1);
    by_period_.assign(table.cells.size(), -1);
    std::vector<Memo> rows(static_cast<std::size_t>(std::max(table.rows, 0)));
    std::vector<Memo> columns(static_cast<std::size_t>(std::max(table.cols, 0)));
    std::vector<Fact> facts;
    for (std::size_t id = 0; id < table.cells.size(); ++id) {
      const Cell& cell = table.cells[id];
      if (!is_number(cell) || cell.row < 0 || cell.row >= table.rows || cell.col < 0 || cell.col >= table.cols) continue;
      const Memo& row = read_path(table, cell.row_path, &cell.row_ancestors, rows[static_cast<std::size_t>(cell.row)]);
      const Memo& column = read_path(table, cell.col_path, nullptr, columns[static_cast<std::size_t>(cell.col)]);
      Fact fact = number_at(table, static_cast<CellId>(id), units_);
      fact.along_row = row.along;
      fact.across_row = row.across;
      fact.along_column = column.along;
      fact.across_column = column.across;
      if (!cell.row_path.empty() && !cell.col_path.empty()) fact.fact = sorted_sequence(row.labels, column.labels);
      facts.push_back(fact);
    }
    return facts;
  }

 private:
  // What the last path of a row (column) came to: its cells share it, mostly.
  struct Memo {
    const CellPath* path = nullptr;
    const CellPath* ancestors = nullptr;
    std::vector<int> labels;  // as the period names them, ancestors included
    int along = 0;
    int across = 0;
  };

  const Memo& read_path(const Table& table, const CellPath& path, const CellPath* ancestors, Memo& memo) {
    if (memo.path != nullptr && *memo.path == path && (ancestors == nullptr || *memo.ancestors == *ancestors)) return memo;
    memo = {&path, ancestors, {}, 0, 0};
    if (ancestors != nullptr)
      for (const CellId id : *ancestors) {
        if (const int label = label_of(table, id, side_)) memo.labels.push_back(label);
        if (const int label = label_of(table, id, Side::same)) memo.across = ids_.sequence(memo.across, label);
      }
    for (const CellId id : path) {
      if (const int label = label_of(table, id, side_)) {
        memo.labels.push_back(label);
        memo.along = ids_.sequence(memo.along, label);
      }
      if (const int label = label_of(table, id, Side::same)) memo.across = ids_.sequence(memo.across, label);
    }
    return memo;
  }

  int label_of(const Table& table, CellId id, Side side) {
    int& known = (side == Side::same ? as_printed_ : by_period_)[static_cast<std::size_t>(id)];
    if (known < 0) known = ids_.label(key_of_label(table.cells[static_cast<std::size_t>(id)].text, side));
    return known;
  }

  int sorted_sequence(const std::vector<int>& row, const std::vector<int>& column) {
    sorted_.assign(row.begin(), row.end());
    sorted_.insert(sorted_.end(), column.begin(), column.end());
    std::sort(sorted_.begin(), sorted_.end());
    int sequence = 0;
    for (const int label : sorted_) sequence = ids_.sequence(sequence, label);
    return sequence;
  }

  LabelIds& ids_;
  LabelIds& units_;
  Side side_;
  std::vector<int> as_printed_, by_period_;  // by cell; -1: not read yet
  std::vector<int> sorted_;
};

using Facts = std::vector<std::vector<Fact>>;  // by table

Facts read_facts(std::span<const Table> tables, Side side, LabelIds& ids, LabelIds& units) {
  FactReader reader(ids, units, side);
  Facts facts;
  for (const Table& table : tables) facts.push_back(reader.read(table));
  return facts;
}

struct Member {
  int label = 0;
  const Fact* fact = nullptr;
};

// Sorted by label; labels that come twice tell nothing and go.
void keep_unique(std::vector<Member>& members) {
  const auto by_label = [](const Member& a, const Member& b) { return a.label < b.label; };
  if (!std::is_sorted(members.begin(), members.end(), by_label)) std::stable_sort(members.begin(), members.end(), by_label);
  const auto twice = [](const Member& a, const Member& b) { return a.label == b.label; };
  if (std::adjacent_find(members.begin(), members.end(), twice) == members.end()) return;   // nearly always
  std::vector<Member> unique;
  for (std::size_t i = 0; i < members.size();) {
    std::size_t end = i + 1;
    while (end < members.size() && members[end].label == members[i].label) ++end;
    if (end == i + 1) unique.push_back(members[i]);
    i = end;
  }
  members = std::move(unique);
}

// A row or column: its members by what stands over (beside) them.
struct Line {
  std::size_t table = 0;
  int name = 0;
  std::vector<Member> members;
};

void add_lines(const Table& table, const std::vector<Fact>& facts, std::size_t index, bool rows, std::vector<Line>& lines) {
  std::vector<Line> found(static_cast<std::size_t>(std::max(rows ? table.rows : table.cols, 0)));
  for (const Fact& fact : facts) {
    const Cell& cell = table.cells[static_cast<std::size_t>(fact.cell)];
    const int across = rows ? fact.across_column : fact.across_row;
    if (across == 0) continue;
    Line& line = found[static_cast<std::size_t>(rows ? cell.row : cell.col)];
    line.table = index;
    line.name = rows ? fact.along_row : fact.along_column;
    line.members.push_back({across, &fact});
  }
  for (Line& line : found) {
    keep_unique(line.members);
    if (static_cast<int>(line.members.size()) >= least_equal) lines.push_back(std::move(line));
  }
}

std::vector<Line> lines_of(std::span<const Table> tables, const Facts& facts) {
  std::vector<Line> lines;
  for (std::size_t t = 0; t < tables.size(); ++t)
    for (const bool rows : {true, false}) add_lines(tables[t], facts[t], t, rows, lines);
  return lines;
}

class GroupBuilder {
 public:
  void add(const Placed& own, const Placed& other) {
    if (!comparable(*own.fact, *other.fact)) return;
    const bool equal = own.fact->meant == other.fact->meant;
    if (equal && own.fact->meant.first == 0) return;  // zeros prove nothing
    group_.pairs.push_back({own.place(), other.place(), equal});
    (equal ? group_.equal : group_.differ) += 1;
    if (equal) counted_.push_back(own.fact->meant);
  }

  RepeatedGroup take(bool named) {
    std::sort(counted_.begin(), counted_.end());
    counted_.erase(std::unique(counted_.begin(), counted_.end()), counted_.end());
    for (const auto& meant : counted_) group_.bits += surprise(meant.first, 1, 0);
    group_.named = named;
    return std::move(group_);
  }

 private:
  RepeatedGroup group_;
  std::vector<std::pair<std::int64_t, int>> counted_;
};

// For each key that both lists have, in ascending order: where it stands in the one and in the other. Both are sorted by `key`.
template <typename T, typename Key, typename F>
void for_shared(const std::vector<T>& own, const std::vector<T>& other, Key&& key, F&& use) {
  const auto run_end = [&](const std::vector<T>& list, std::size_t from) {
    std::size_t end = from + 1;
    while (end < list.size() && key(list[end]) == key(list[from])) ++end;
    return end;
  };
  for (std::size_t i = 0, k = 0; i < own.size() && k < other.size();) {
    if (key(own[i]) < key(other[k])) {
      ++i;
    } else if (key(other[k]) < key(own[i])) {
      ++k;
    } else {
      const std::size_t i_end = run_end(own, i);
      const std::size_t k_end = run_end(other, k);
      use(std::span(own).subspan(i, i_end - i), std::span(other).subspan(k, k_end - k));
      i = i_end;
      k = k_end;
    }
  }
}

bool is_believed(const RepeatedGroup& group) { return group.equal >= least_equal && group.bits >= least_bits && group.differ * 4 <= group.equal; }

class Search {
 public:
  Search(std::span<const Table> own, std::span<const Table> other, bool same) : own_(own), other_(other), same_(same) {
    other_facts_ = read_facts(other, same ? Side::same : Side::other, ids_, units_);
    if (!same) own_facts_ = read_facts(own, Side::own, ids_, units_);
  }

  std::vector<RepeatedGroup> run() {
    search_facts();
    search_lines();
    if (same_) search_carried();
    return std::move(groups_);
  }

 private:
  void keep(RepeatedGroup group) {
    if (is_believed(group)) groups_.push_back(std::move(group));
  }

  // Tells, by a number for each of them, which things stand in one table alone: within a report those meet nothing, and most are such.
  // Two things may share a number; then both seem to stand in more.
  class Seen {
   public:
    explicit Seen(std::size_t things) : table_(std::bit_ceil(2 * things + 1), none) {}
    void add(std::uint64_t thing, std::size_t table) {
      std::uint32_t& known = table_[slot_of(thing)];
      const auto own = static_cast<std::uint32_t>(table);
      known = known == none || known == own ? own : several;
    }
    bool in_one_table(std::uint64_t thing) const { return table_[slot_of(thing)] != several; }

   private:
    static constexpr std::uint32_t none = UINT32_MAX;
    static constexpr std::uint32_t several = UINT32_MAX - 1;
    std::size_t slot_of(std::uint64_t thing) const {
      const std::uint64_t mixed = thing * 0x9E3779B97F4A7C15U;
      return static_cast<std::size_t>(mixed ^ (mixed >> 32U)) & (table_.size() - 1);
    }
    std::vector<std::uint32_t> table_;
  };

  // A table's facts whose labels no other fact of it has.
  struct Known {
    int fact = 0;
    Placed placed;
  };

  std::vector<Known> known_facts(const Facts& facts) const {
    std::vector<Known> known;
    std::size_t count = 0;
    for (const std::vector<Fact>& of_table : facts) count += of_table.size();
    Seen seen(same_ ? count : 0);
    for (std::size_t t = 0; same_ && t < facts.size(); ++t)
      for (const Fact& fact : facts[t]) seen.add(static_cast<std::uint64_t>(fact.fact), t);
    for (std::size_t t = 0; t < facts.size(); ++t) {
      std::vector<Member> members;
      for (const Fact& fact : facts[t])
        if (fact.fact != 0 && !(same_ && seen.in_one_table(static_cast<std::uint64_t>(fact.fact)))) members.push_back({fact.fact, &fact});
      keep_unique(members);
      for (const Member& member : members) known.push_back({member.label, {t, member.fact}});
    }
    std::stable_sort(known.begin(), known.end(), [](const Known& a, const Known& b) { return a.fact < b.fact; });
    return known;
  }

  void search_facts() {
    const std::vector<Known> theirs = known_facts(other_facts_);
    const std::vector<Known> ours = same_ ? std::vector<Known>{} : known_facts(own_facts_);
    std::vector<std::pair<Placed, Placed>> pairs;
    for_shared(same_ ? theirs : ours, theirs, [](const Known& known) { return known.fact; }, [&](auto own, auto other) {
      if (other.size() > most_alike) return;
      for (const Known& a : own)
        for (const Known& b : other)
          if (!same_ || b.placed.table > a.placed.table) pairs.emplace_back(a.placed, b.placed);
    });
    const auto order = [](const auto& pair) { return std::tuple(pair.first.table, pair.second.table, pair.first.fact->cell); };
    std::sort(pairs.begin(), pairs.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
    for (std::size_t i = 0; i < pairs.size();) {
      GroupBuilder builder;
      const auto tables = std::pair(pairs[i].first.table, pairs[i].second.table);
      for (; i < pairs.size() && std::pair(pairs[i].first.table, pairs[i].second.table) == tables; ++i) builder.add(pairs[i].first, pairs[i].second);
      keep(builder.take(true));
    }
  }

  // A label and a number of a line, with a number made of both, by which nearly all are told apart.
  struct Signature {
    std::uint64_t mixed = 0;
    int label = 0;
    std::uint32_t line = 0;
    const Fact* fact = nullptr;
  };

  static auto key_of(const Signature& s) { return std::tuple(s.mixed, s.label, s.fact->meant.first, s.fact->meant.second); }

  static Signature signature_of(const Member& member, std::size_t line) {
    const auto& [units, exponent] = member.fact->meant;
    const std::uint64_t mixed = (static_cast<std::uint64_t>(member.label) << 32U) ^ (static_cast<std::uint64_t>(units) << 5U) ^ static_cast<std::uint64_t>(exponent);
    return {mixed, member.label, static_cast<std::uint32_t>(line), member.fact};
  }

  std::vector<Signature> signatures_of(const std::vector<Line>& lines) const {
    std::vector<Signature> signatures;
    for (std::size_t k = 0; k < lines.size(); ++k)
      for (const Member& member : lines[k].members)
        if (member.fact->meant.first != 0) signatures.push_back(signature_of(member, k));
    if (same_) {
      Seen seen(signatures.size());
      for (const Signature& s : signatures) seen.add(s.mixed, lines[s.line].table);
      std::erase_if(signatures, [&](const Signature& s) { return seen.in_one_table(s.mixed); });
    }
    std::sort(signatures.begin(), signatures.end(), [](const Signature& a, const Signature& b) {
      return a.mixed != b.mixed ? a.mixed < b.mixed : std::pair(key_of(a), a.line) < std::pair(key_of(b), b.line);
    });
    return signatures;
  }

  void search_lines() {
    const std::vector<Line> theirs = lines_of(other_, other_facts_);
    const std::vector<Line> ours = same_ ? std::vector<Line>{} : lines_of(own_, own_facts_);
    const std::vector<Line>& own_lines = same_ ? theirs : ours;
    const std::vector<Signature> their_signatures = signatures_of(theirs);
    const std::vector<Signature> our_signatures = same_ ? std::vector<Signature>{} : signatures_of(ours);
    std::vector<std::uint64_t> shared;  // two lines that have a label and its number in common, once for each: one number, to be sorted fast
    for_shared(same_ ? their_signatures : our_signatures, their_signatures, key_of, [&](auto own, auto other) {
      if (other.size() > most_alike) return;
      for (const Signature& a : own)
        for (const Signature& b : other)
          if (!same_ || theirs[b.line].table > theirs[a.line].table) shared.push_back(static_cast<std::uint64_t>(a.line) << 32U | b.line);
    });
    std::sort(shared.begin(), shared.end());
    for (std::size_t i = 0; i < shared.size();) {
      std::size_t end = i + 1;
      while (end < shared.size() && shared[end] == shared[i]) ++end;
      if (end - i >= static_cast<std::size_t>(least_equal)) keep(pair_up(own_lines[shared[i] >> 32U], theirs[shared[i] & UINT32_MAX]));
      i = end;
    }
  }

  static RepeatedGroup pair_up(const Line& own, const Line& other) {
    GroupBuilder builder;
    for_shared(own.members, other.members, [](const Member& member) { return member.label; }, [&](auto a, auto b) {
      builder.add({own.table, a.front().fact}, {other.table, b.front().fact});
    });
    return builder.take(own.name != 0 && own.name == other.name);
  }

  // The last line of a table that is carried forward, and its return at the head of the next table: same columns, column by column.
  void search_carried() {
    for (std::size_t t = 0; t + 1 < own_.size(); ++t) {
      const Table& before = own_[t];
      const Table& after = own_[t + 1];
      if (before.cols != after.cols) continue;
      const std::vector<CellId> carried = labelled_row(before, says_carried_forward);
      const std::vector<CellId> brought = labelled_row(after, says_brought_forward);
      GroupBuilder builder;
      for (std::size_t c = 0; c < carried.size() && c < brought.size(); ++c)
        if (carried[c] >= 0 && brought[c] >= 0) {
          const Fact left = number_at(before, carried[c], units_), right = number_at(after, brought[c], units_);
          builder.add({t, &left}, {t + 1, &right});
        }
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
  LabelIds ids_, units_;
  Facts own_facts_, other_facts_;
  std::vector<RepeatedGroup> groups_;
};

}  // namespace

std::vector<RepeatedGroup> repeated_within(std::span<const Table> tables) { return Search(tables, tables, true).run(); }
std::vector<RepeatedGroup> repeated_since(std::span<const Table> own, std::span<const Table> other) { return Search(own, other, false).run(); }

}  // namespace tabularium
