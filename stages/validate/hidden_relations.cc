#include "stages/validate/hidden_relations.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "stages/core/decimal.h"
#include "stages/core/relations.h"
#include "stages/core/typed_value.h"
#include "stages/validate/misreading.h"

namespace tabularium {
namespace {

constexpr std::size_t most_failures = 24;   // then the grid is wrong, not a figure
constexpr std::size_t most_members = 60;    // of a relation whose numbers are read otherwise
constexpr std::size_t most_changes = 2;
constexpr std::size_t most_cells = 100'000; // that all searches together go through
constexpr std::size_t most_searches = 400;
constexpr std::size_t least_bearing = 2;    // relations that hold with a changed number, and would not without the change

using Meaning = std::set<std::pair<CellId, int>>;

bool has_member(const Relation& relation, CellId cell) {
  bool found = false;
  for_members(relation, [&](CellId id, int) { found = found || id == cell; });
  return found;
}

std::size_t size_of(const Relation& relation) { return relation.left.size() + relation.right.size() + relation.over.size(); }

// Those that a number read otherwise may close.
std::vector<const Relation*> failing(const std::vector<Relation>& relations, const Table& table) {
  std::vector<const Relation*> found;
  for (const Relation& relation : relations)
    if (size_of(relation) <= most_members && evaluate(relation, table) == Outcome::fails) found.push_back(&relation);
  return found;
}

struct Change {
  CellId cell = -1;
  Value value;
  double bits = 0;  // as a reading
};

// Under these changes all relations that touch them hold.
struct Unveiled {
  std::vector<Change> changes;
  std::vector<Relation> hidden;
  std::size_t failures = 0;  // that are left
};

class Search {
 public:
  Search(const Table& table, const std::vector<Relation>& known, const SumHabits* elsewhere) : as_is_(table), table_(table), known_(known), elsewhere_(elsewhere) {
    for (const Relation& relation : known) meanings_.insert(meaning_of(relation));
    most_searches_ = std::min(most_searches, most_cells / std::max<std::size_t>(table.cells.size(), 1));
  }

  std::vector<Relation> run() {
    descend(known_);
    const double least = RelationOptions{}.min_evidence + std::log2(1.0 + static_cast<double>(searched_));
    for (Unveiled& one : found_) std::erase_if(one.hidden, [&](const Relation& relation) { return relation.evidence < least; });
    std::erase_if(found_, [](const Unveiled& one) { return one.hidden.empty(); });
    const auto better = [](const Unveiled& a, const Unveiled& b) { return rank(a) < rank(b); };
    const auto best = std::min_element(found_.begin(), found_.end(), better);
    if (best == found_.end()) return {};
    const auto rivals = [&](const Unveiled& other) { return rank(other) == rank(*best) && cells_of(other) != cells_of(*best); };
    if (std::any_of(found_.begin(), found_.end(), rivals)) return {};
    return best->hidden;
  }

 private:
  Value& value_of(CellId id) { return table_.cells[static_cast<std::size_t>(id)].value; }

  static std::tuple<std::size_t, std::size_t, std::ptrdiff_t> rank(const Unveiled& one) {
    return {one.failures, one.changes.size(), -static_cast<std::ptrdiff_t>(one.hidden.size())};
  }

  static std::set<CellId> cells_of(const Unveiled& one) {
    std::set<CellId> cells;
    for (const Change& change : one.changes) cells.insert(change.cell);
    return cells;
  }

  void descend(const std::vector<Relation>& relations) {
    if (searched_ == most_searches_) return;
    for (const Change& change : candidates(relations)) {
      if (searched_ == most_searches_) return;
      ++searched_;
      const Value before = std::exchange(value_of(change.cell), change.value);
      changes_.push_back(change);
      const std::vector<Relation> now = relations_now();
      take(now);
      if (changes_.size() < most_changes) descend(now);
      changes_.pop_back();
      value_of(change.cell) = before;
    }
  }

  // What is known, and what is found now.
  std::vector<Relation> relations_now() const {
    std::vector<Relation> all = known_;
    std::set<Meaning> meanings = meanings_;
    for (Relation& relation : find_relations(table_, {.elsewhere = elsewhere_}).relations)
      if (meanings.insert(meaning_of(relation)).second) all.push_back(std::move(relation));
    return all;
  }

  bool is_changed(CellId id) const {
    return std::any_of(changes_.begin(), changes_.end(), [&](const Change& change) { return change.cell == id; });
  }

  // Readings that close a relation which fails, and break none; the likeliest first.
  std::vector<Change> candidates(const std::vector<Relation>& relations) {
    const std::vector<const Relation*> open = failing(relations, table_);
    if (open.empty() || open.size() > most_failures) return {};
    std::vector<std::vector<const Relation*>> holding(table_.cells.size());  // by cell
    for (const Relation& relation : relations)
      if (evaluate(relation, table_) == Outcome::holds)
        for_members(relation, [&](CellId id, int) { holding[static_cast<std::size_t>(id)].push_back(&relation); });
    std::map<std::pair<CellId, std::pair<std::int64_t, int>>, Change> distinct;
    for (const Relation* relation : open)
      for_members(*relation, [&](CellId id, int) {
        if (is_changed(id) || table_.cells[static_cast<std::size_t>(id)].role != Role::data || !is_numeric(value_of(id))) return;
        for (const Reading& reading : closing(*relation, id))
          if (breaks_none(holding[static_cast<std::size_t>(id)], id, reading.value)) distinct.try_emplace({id, {reading.value.number.units, reading.value.number.places}}, Change{id, reading.value, reading.bits});
      });
    std::vector<Change> all;
    for (auto& [key, change] : distinct) all.push_back(std::move(change));
    std::stable_sort(all.begin(), all.end(), [](const Change& a, const Change& b) { return a.bits < b.bits; });
    return all;
  }

  std::vector<Reading> closing(const Relation& relation, CellId id) {
    const double tolerance = to_double(relation.tolerance);
    const auto one = number_for_gap(relation, table_, id, tolerance);
    const auto other = number_for_gap(relation, table_, id, -tolerance);
    std::vector<Reading> closing;
    if (!one || !other) return closing;
    const double least = std::min(*one, *other) - 1e-9;
    const double most = std::max(*one, *other) + 1e-9;
    auto known = likely_.find(id);
    if (known == likely_.end()) known = likely_.emplace(id, likely_readings(as_is_.cells[static_cast<std::size_t>(id)])).first;
    for (const Reading& reading : known->second)
      if (to_double(reading.value.number) >= least && to_double(reading.value.number) <= most) closing.push_back(reading);
    return closing;
  }

  bool breaks_none(const std::vector<const Relation*>& holding, CellId id, const Value& value) {
    const Value before = std::exchange(value_of(id), value);
    const bool none = std::none_of(holding.begin(), holding.end(), [&](const Relation* relation) { return evaluate(*relation, table_) == Outcome::fails; });
    value_of(id) = before;
    return none;
  }

  // With its number as it is printed, the others changed.
  bool tells(const Relation& relation, const Change& change) {
    if (!has_member(relation, change.cell) || evaluate(relation, table_) != Outcome::holds) return false;
    std::swap(value_of(change.cell), was(change.cell));
    const bool fails = evaluate(relation, table_) == Outcome::fails;
    std::swap(value_of(change.cell), was(change.cell));
    return fails;
  }

  Value& was(CellId id) { return as_is_.cells[static_cast<std::size_t>(id)].value; }

  void take(const std::vector<Relation>& now) {
    Unveiled unveiled;
    for (const Change& change : changes_) {
      const auto bearing = std::count_if(now.begin(), now.end(), [&](const Relation& relation) { return tells(relation, change); });
      if (static_cast<std::size_t>(bearing) < least_bearing) return;
    }
    for (const Relation& relation : now) {
      const bool touched = std::any_of(changes_.begin(), changes_.end(), [&](const Change& change) { return has_member(relation, change.cell); });
      const Outcome outcome = evaluate(relation, table_);
      unveiled.failures += outcome == Outcome::fails ? 1 : 0;
      if (!touched) continue;
      if (outcome == Outcome::fails) return;
      if (outcome == Outcome::holds && !meanings_.contains(meaning_of(relation)) && evaluate(relation, as_is_) == Outcome::fails) unveiled.hidden.push_back(relation);
    }
    if (unveiled.hidden.empty()) return;
    unveiled.changes = changes_;
    found_.push_back(std::move(unveiled));
  }

  Table as_is_;
  Table table_;
  const std::vector<Relation>& known_;
  const SumHabits* elsewhere_;
  std::set<Meaning> meanings_;
  std::map<CellId, std::vector<Reading>> likely_;
  std::vector<Change> changes_;
  std::vector<Unveiled> found_;
  std::size_t searched_ = 0;
  std::size_t most_searches_ = 0;
};

}  // namespace

std::set<std::pair<CellId, int>> meaning_of(const Relation& relation) {
  Meaning terms;
  for_members(relation, [&](CellId id, int times) { terms.emplace(id, times); });
  if (relation.kind == RelationKind::quotient) return terms;
  if (!terms.empty() && terms.begin()->second < 0) {
    Meaning turned;
    for (const auto& [cell, times] : terms) turned.emplace(cell, -times);
    return turned;
  }
  return terms;
}

std::vector<Relation> hidden_relations(const Table& table, const std::vector<Relation>& known, const SumHabits* elsewhere) {
  if (const std::size_t failures = failing(known, table).size(); failures == 0 || failures > most_failures) return {};   // before anything is copied
  return Search(table, known, elsewhere).run();
}

}  // namespace tabularium
