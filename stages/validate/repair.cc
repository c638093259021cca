#include "stages/validate/repair.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "stages/core/decimal.h"
#include "stages/core/typed_value.h"
#include "stages/validate/misreading.h"

namespace tabularium {
namespace {

// Bits. That a relation which was discovered does not apply in one place, and misses by just this much; a printed or declared one.
constexpr double discovered_in_vain = 14;
constexpr double stated_in_vain = 18;
constexpr double misprint = 13;      // that the report itself is wrong here
constexpr double slipped_cell = 9;   // that a value stands in the cell beside its own
constexpr double odd_places = 4;     // that a number has other decimals than its column
constexpr double odd_length = 3;     // that it is longer than every other of its column
constexpr double met_nearly = 3;     // that a sum which is mended is met only within rounding
constexpr double margin = 7;         // solutions dearer than the best by more do not count
constexpr double rival = 2;          // a solution within so many bits leaves the best not unique

constexpr std::string_view as_read = "as read";  // the reader's name of what a repair replaced

constexpr std::size_t most_relations = 24;  // failing together: then the grid is wrong, not a figure
constexpr std::size_t most_changes = 3;
constexpr std::size_t longest_relation = 400;  // members whose every likely reading is tried
constexpr int most_steps = 4000;

using Ids = std::vector<std::size_t>;

struct Move {
  std::vector<CellChange> changes;
  double bits = 0;
  bool seen = false;
};

struct Solution {
  std::vector<Move> moves;
  Ids closed;
  double bits = 0;
};

std::size_t size_of(const Relation& relation) { return relation.left.size() + relation.right.size() + relation.over.size(); }

double in_vain_bits(const Relation& relation) { return relation.source == VerdictSource::discovered ? discovered_in_vain : stated_in_vain; }

bool is_unreadable(const Cell& cell) { return cell.role == Role::data && cell.value.kind == ValueKind::text; }

class Search {
 public:
  Search(const Table& table, const std::vector<Relation>& relations) : table_(table), relations_(relations), by_cell_(table.cells.size()) {
    for (std::size_t r = 0; r < relations.size(); ++r)
      for_members(relations[r], [&](CellId id, int) { by_cell_[static_cast<std::size_t>(id)].push_back(r); });
    for (std::size_t id = 0; id < table.cells.size(); ++id) at_place_[{table.cells[id].row, table.cells[id].col}] = static_cast<CellId>(id);
  }

  std::vector<Mending> run() {
    std::vector<Mending> mendings;
    for (const Ids& group : groups()) {
      if (group.size() > most_relations) continue;
      if (auto mending = mend(group)) mendings.push_back(std::move(*mending));
    }
    return mendings;
  }

 private:
  Cell& cell(CellId id) { return table_.cells[static_cast<std::size_t>(id)]; }

  // Fails, or cannot be asked because of one number that could not be read.
  bool is_open(std::size_t r) const {
    const Outcome outcome = evaluate(relations_[r], table_);
    if (outcome != Outcome::undecided) return outcome == Outcome::fails;
    int unreadable = 0;
    int blank = 0;
    for_members(relations_[r], [&](CellId id, int) {
      const Cell& member = table_.cells[static_cast<std::size_t>(id)];
      if (is_unreadable(member)) ++unreadable;
      else if (!is_numeric(member.value)) ++blank;
    });
    return unreadable == 1 && blank == 0;
  }

  // Open relations, those with a number in common together.
  std::vector<Ids> groups() const {
    Ids open;
    for (std::size_t r = 0; r < relations_.size(); ++r)
      if (is_open(r)) open.push_back(r);
    Ids leader(relations_.size());
    std::iota(leader.begin(), leader.end(), std::size_t{0});
    const auto find = [&](std::size_t r) {
      while (leader[r] != r) r = leader[r] = leader[leader[r]];
      return r;
    };
    std::map<CellId, std::size_t> first;
    for (const std::size_t r : open)
      for_members(relations_[r], [&](CellId id, int) { leader[find(r)] = find(first.emplace(id, r).first->second); });
    std::map<std::size_t, Ids> grouped;
    for (const std::size_t r : open) grouped[find(r)].push_back(r);
    std::vector<Ids> all;
    for (auto& [of, group] : grouped) all.push_back(std::move(group));
    return all;
  }

  std::optional<Mending> mend(const Ids& group) {
    solutions_.clear();
    current_ = {};
    steps_ = 0;
    least_ = 0;
    for (const std::size_t r : group) least_ += in_vain_bits(relations_[r]);
    open_.clear();
    open_.insert(group.begin(), group.end());
    dropped_.clear();
    descend();
    return best_of(group);
  }

  void descend() {
    if (current_.bits > least_ + margin) return;
    std::optional<std::size_t> next;
    for (const std::size_t r : open_)
      if (!dropped_.contains(r) && (!next || size_of(relations_[r]) < size_of(relations_[*next]))) next = r;
    if (!next) {
      solutions_.push_back(current_);
      solutions_.back().bits += met_nearly * static_cast<double>(std::ranges::count_if(current_.closed, [&](std::size_t r) { return is_met_nearly(relations_[r]); }));
      least_ = std::min(least_, solutions_.back().bits);
      return;
    }
    if (current_.moves.size() < most_changes)
      for (const Move& move : moves_at(*next)) try_move(move);
    dropped_.insert(*next);
    current_.bits += in_vain_bits(relations_[*next]);
    descend();
    current_.bits -= in_vain_bits(relations_[*next]);
    dropped_.erase(*next);
  }

  bool is_met_nearly(const Relation& relation) const {
    const auto gap = relation.kind == RelationKind::sum ? relation_gap(relation, table_) : std::nullopt;
    return gap && !is_zero(gap->gap);
  }

  // Cheapest first, so that the dear ones are cut off early.
  std::vector<Move> moves_at(std::size_t relation) {
    std::vector<Move> moves;
    for_members(relations_[relation], [&](CellId id, int) {
      if (is_changed(id) || cell(id).role != Role::data) return;
      if (size_of(relations_[relation]) <= longest_relation) add_likely(id, moves);
      add_mending(id, moves);
      add_slips(id, moves);
    });
    std::stable_sort(moves.begin(), moves.end(), [](const Move& a, const Move& b) { return a.bits < b.bits; });
    return moves;
  }

  // A number unlike its column: with decimals as no other has them, or longer than all others.
  double oddity_bits(const Cell& member, const Decimal& number) {
    const auto [known, fresh] = columns_.try_emplace(member.col);
    Column& column = known->second;
    if (fresh)
      for (const Cell& other : table_.cells)
        if (other.col == member.col && other.role == Role::data && is_numeric(other.value)) {
          ++column.places[other.value.number.places];
          column.longest = std::max(column.longest, std::abs(to_double(other.value.number)));
        }
    double bits = 0;
    const auto alike = column.places.find(number.places);
    const bool own = is_numeric(member.value) && member.value.number.places == number.places;
    if (alike == column.places.end() || (own && alike->second < 2 && column.places.size() > 1)) bits += odd_places;
    double power = 1;
    while (power <= column.longest) power *= 10;
    if (std::abs(to_double(number)) >= power) bits += odd_length;
    return bits;
  }

  bool is_changed(CellId id) const {
    return std::any_of(current_.moves.begin(), current_.moves.end(), [&](const Move& move) {
      return std::any_of(move.changes.begin(), move.changes.end(), [&](const CellChange& change) { return change.cell == id; });
    });
  }

  void add_likely(CellId id, std::vector<Move>& moves) {
    auto known = likely_.find(id);
    if (known == likely_.end()) {
      known = likely_.emplace(id, likely_readings(cell(id))).first;
      for (Reading& reading : known->second) reading.bits += oddity_bits(cell(id), reading.value.number);
      std::stable_sort(known->second.begin(), known->second.end(), [](const Reading& a, const Reading& b) { return a.bits < b.bits; });
    }
    const std::vector<Slack> slacks = slacks_of(id);
    for (const Reading& reading : known->second) {
      if (current_.bits + reading.bits > least_ + margin) break;
      if (closes_any(id, reading.value, slacks)) moves.push_back({{{id, reading.value, reading.text}}, reading.bits, reading.seen});
    }
  }

  // The number that closes each open relation in which the cell stands.
  void add_mending(CellId id, std::vector<Move>& moves) {
    const Cell& member = cell(id);
    for (const std::size_t r : by_cell_[static_cast<std::size_t>(id)]) {
      if (!open_.contains(r) || dropped_.contains(r)) continue;
      const auto number = closing_number(r, id);
      if (!number) continue;
      auto reading = reading_of(member, *number);
      if (reading) reading->bits += oddity_bits(member, *number);
      const auto same = [&](const Move& move) { return move.changes.front().cell == id && move.changes.front().value.number == *number; };
      if (reading && current_.bits + reading->bits <= least_ + margin && std::none_of(moves.begin(), moves.end(), same))
        moves.push_back({{{id, reading->value, reading->text}}, reading->bits, reading->seen});
    }
  }

  std::optional<Decimal> closing_number(std::size_t r, CellId id) {
    const Cell& member = cell(id);
    int places = is_numeric(member.value) ? member.value.number.places : 0;
    if (!is_numeric(member.value)) for_members(relations_[r], [&](CellId other, int) { places = std::max(places, cell(other).value.number.places); });
    const auto number = number_for_gap(relations_[r], table_, id, 0);
    const double units = number ? std::round(*number * std::pow(10.0, places)) : 1e18;
    if (!(std::abs(units) < 9e15)) return std::nullopt;
    return Decimal{std::llround(units), places};
  }

  // A value in the cell beside its own: it changes places with a blank neighbour.
  void add_slips(CellId id, std::vector<Move>& moves) {
    const Cell& member = cell(id);
    for (const int step : {-1, 1}) {
      const auto beside = at_place_.find({member.row, member.col + step});
      if (beside == at_place_.end() || is_changed(beside->second)) continue;
      const Cell& other = cell(beside->second);
      if (other.role != Role::data || is_numeric(member.value) == is_numeric(other.value) || is_unreadable(other) || is_unreadable(member)) continue;
      Move move{{{id, other.value, other.text}, {beside->second, member.value, member.text}}, slipped_cell, false};
      if (current_.bits + move.bits <= least_ + margin) moves.push_back(std::move(move));
    }
  }

  // What an open relation lacks, and how much of it a cell gives for each unit of its number.
  struct Slack {
    std::size_t relation = 0;
    double gap = 0;
    double leverage = 0;
    double tolerance = 0;  // infinite where the cell's leverage changes with its number, so that nothing is known without asking
    double modulus = 0;
  };

  static bool is_divided_by(const Relation& relation, CellId id) {
    return std::any_of(relation.over.begin(), relation.over.end(), [&](const Term& term) { return term.cell == id; });
  }

  std::vector<Slack> slacks_of(CellId id) const {
    std::vector<Slack> slacks;
    for (const std::size_t r : by_cell_[static_cast<std::size_t>(id)]) {
      if (!open_.contains(r) || dropped_.contains(r)) continue;
      const Relation& relation = relations_[r];
      if (const auto gap = relation_gap(relation, table_))
        slacks.push_back({r, to_double(gap->gap), leverage(relation, table_, id), is_divided_by(relation, id) ? INFINITY : to_double(relation.tolerance), to_double(relation.modulus)});
    }
    return slacks;
  }

  // Asked roughly first: thousands of readings are no candidates.
  bool closes_any(CellId id, const Value& value, const std::vector<Slack>& slacks) {
    Value& held = cell(id).value;
    const double change = to_double(value.number) - (is_numeric(held) ? to_double(held.number) : 0);
    for (const Slack& slack : slacks) {
      double left = slack.gap + slack.leverage * change;
      if (slack.modulus > 0) left = std::remainder(left, slack.modulus);
      if (std::abs(left) > slack.tolerance * 1.001 + std::abs(slack.gap) * 0.001) continue;
      Value before = value;
      std::swap(before, held);
      const bool closed = evaluate(relations_[slack.relation], table_) == Outcome::holds;
      std::swap(before, held);
      if (closed) return true;
    }
    return false;
  }

  void try_move(const Move& move) {
    if (current_.bits + move.bits > least_ + margin || ++steps_ > most_steps) return;
    std::vector<std::pair<CellId, Value>> before;
    std::set<std::size_t> touched;
    for (const CellChange& change : move.changes) {
      before.emplace_back(change.cell, cell(change.cell).value);
      cell(change.cell).value = change.value;
      touched.insert(by_cell_[static_cast<std::size_t>(change.cell)].begin(), by_cell_[static_cast<std::size_t>(change.cell)].end());
    }
    Ids closed;
    Ids opened;
    for (const std::size_t r : touched) {
      if (dropped_.contains(r)) continue;
      const bool was = open_.contains(r);
      const bool is = is_open(r);
      // A slip may leave a relation with a blank, which decides nothing: it counts as closed for the search only, where another holds.
      if (was && !is) closed.push_back(r);
      if (!was && is) opened.push_back(r);
    }
    const bool slip = move.changes.size() > 1;
    if (std::any_of(closed.begin(), closed.end(), [&](std::size_t r) { return !slip || evaluate(relations_[r], table_) == Outcome::holds; })) {
      for (const std::size_t r : closed) open_.erase(r);
      open_.insert(opened.begin(), opened.end());
      const std::size_t known = current_.closed.size();
      for (const std::size_t r : closed)
        if (evaluate(relations_[r], table_) == Outcome::holds) current_.closed.push_back(r);
      current_.moves.push_back(move);
      current_.bits += move.bits;
      descend();
      current_.bits -= move.bits;
      current_.moves.pop_back();
      current_.closed.resize(known);
      for (const std::size_t r : opened) open_.erase(r);
      open_.insert(closed.begin(), closed.end());
    }
    for (const auto& [id, value] : before) cell(id).value = value;
  }

  using Key = std::set<std::pair<CellId, std::string>>;

  static Key key_of(const Solution& solution) {
    Key key;
    for (const Move& move : solution.moves)
      for (const CellChange& change : move.changes) key.emplace(change.cell, change.text);
    return key;
  }

  // That the change is right, but the report is to blame for it and not the reader.
  double misread_share(const Solution& solution) {
    double share = 1;
    for (const Move& move : solution.moves) {
      if (move.changes.size() > 1) continue;
      share *= 1 / (1 + std::exp2(doubt_bits(cell(move.changes.front().cell)) - misprint));
    }
    return share;
  }

  std::optional<Mending> best_of(const Ids& group) {
    std::map<Key, std::pair<double, const Solution*>> weights;  // the same changes may be met on several ways
    for (const Solution& solution : solutions_) {
      const double weight = std::exp2(least_ - solution.bits);
      auto& [most, which] = weights[key_of(solution)];
      if (weight > most) {
        most = weight;
        which = &solution;
      }
    }
    double all = 0;
    double second = 0;
    std::pair<double, const Solution*> best{0, nullptr};
    for (const auto& [key, weighed] : weights) {
      all += weighed.first;
      if (!key.empty() && weighed.first > best.first) best = weighed;
    }
    if (best.second == nullptr) return std::nullopt;
    for (const auto& [key, weighed] : weights)
      if (weighed.second != best.second) second = std::max(second, weighed.first);
    Mending mending;
    const Solution& solution = *best.second;
    for (const Move& move : solution.moves) mending.changes.insert(mending.changes.end(), move.changes.begin(), move.changes.end());
    for (const std::size_t r : solution.closed)
      if (std::find(group.begin(), group.end(), r) != group.end()) mending.relations.push_back(r);
    mending.probability = best.first / all * misread_share(solution);
    mending.unique = second < best.first * std::exp2(-rival) && steps_ <= most_steps;
    mending.confirmed = std::all_of(solution.moves.begin(), solution.moves.end(), [&](const Move& move) { return is_confirmed(move, mending.relations); });
    return mending;
  }

  bool is_confirmed(const Move& move, const Ids& closed) const {
    std::set<std::size_t> bearing;
    for (const CellChange& change : move.changes)
      for (const std::size_t r : by_cell_[static_cast<std::size_t>(change.cell)])
        if (std::find(closed.begin(), closed.end(), r) != closed.end()) bearing.insert(r);
    return bearing.size() + (move.seen ? 1 : 0) >= 2;
  }

  struct Column {
    std::map<int, int> places;
    double longest = 0;
  };

  Table table_;
  const std::vector<Relation>& relations_;
  std::map<int, Column> columns_;
  std::vector<Ids> by_cell_;
  std::map<std::pair<int, int>, CellId> at_place_;
  std::map<CellId, std::vector<Reading>> likely_;
  std::set<std::size_t> open_;
  std::set<std::size_t> dropped_;
  std::vector<Solution> solutions_;
  Solution current_;
  double least_ = 0;
  int steps_ = 0;
};

}  // namespace

std::vector<Mending> find_mendings(const Table& table, const std::vector<Relation>& relations) { return Search(table, relations).run(); }

bool may_be_applied(const Mending& mending) { return mending.unique && mending.confirmed && mending.probability >= least_probability_to_apply; }

Undo apply_mending(Table& table, const Mending& mending) {
  Undo undo;
  for (const CellChange& change : mending.changes) {
    Cell& cell = table.cells[static_cast<std::size_t>(change.cell)];
    undo.emplace_back(change.cell, cell);
    replace_text(cell, change.text);
    cell.value = change.value;
    cell.confidence = mending.probability;
  }
  return undo;
}

void replace_text(Cell& cell, std::string text) {
  cell.alternatives.push_back({std::exchange(cell.text, std::move(text)), cell.confidence, std::string(as_read)});
}

void revert_all(Table& table) {
  for (Cell& cell : table.cells) {
    const auto read = std::find_if(cell.alternatives.begin(), cell.alternatives.end(), [](const Alternative& alternative) { return alternative.reader == as_read; });
    if (read == cell.alternatives.end()) continue;
    cell.text = read->text;
    cell.confidence = read->confidence;
    cell.alternatives.erase(read);
  }
}

void revert_mending(Table& table, const Undo& undo) {
  for (auto it = undo.rbegin(); it != undo.rend(); ++it) table.cells[static_cast<std::size_t>(it->first)] = it->second;
}

}  // namespace tabularium
