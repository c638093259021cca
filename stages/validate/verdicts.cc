#include "stages/validate/verdicts.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "stages/core/decimal.h"
#include "stages/core/messages.h"
#include "stages/core/typed_value.h"
#include "stages/validate/blame.h"

namespace tabularium {
namespace {

constexpr std::size_t longest_sum = 12;  // terms that are shown

Cell& cell_at(Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }
const Cell& cell_at(const Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }

std::vector<CellId> members_of(const Relation& relation) {
  std::vector<CellId> members;
  for_members(relation, [&](CellId id, int) { members.push_back(id); });
  return members;
}

// 10^exponent as printed: 3 -> "1000", -2 -> "0.01".
std::string place_name(int exponent) {
  return exponent >= 0 ? "1" + std::string(static_cast<std::size_t>(exponent), '0') : "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + "1";
}

int strength(VerdictSource source) {
  switch (source) {
    case VerdictSource::printed: return 4;
    case VerdictSource::declared: return 3;
    case VerdictSource::discovered: return 2;
    case VerdictSource::text: return 1;
    case VerdictSource::none: return 0;
  }
  return 0;
}

using Covered = std::vector<std::optional<int>>;  // by cell: see Coverage

void take_holding(Table& table, const Relation& relation, Covered& covered) {
  const Coverage coverage(relation, table);
  for (const CellId id : members_of(relation)) {
    Cell& cell = cell_at(table, id);
    if (!is_numeric(cell.value)) continue;
    const int exponent = coverage.exponent(id);
    auto& known = covered[static_cast<std::size_t>(id)];
    if (!known || exponent < *known || (exponent == *known && strength(relation.source) > strength(cell.verdict_source)))
      cell.verdict_source = relation.source;
    known = known ? std::min(*known, exponent) : exponent;
  }
}

void set_covered(Table& table, const Covered& covered) {
  for (std::size_t id = 0; id < covered.size(); ++id) {
    if (!covered[id]) continue;
    const int exponent = *covered[id];
    Cell& cell = table.cells[id];
    if (exponent <= -cell.value.number.places) {
      cell.verdict = Verdict::verified;
      continue;
    }
    const bool has_such_digits = std::abs(to_double(cell.value.number)) >= std::pow(10.0, exponent);
    if (has_such_digits) cell.covered_to = place_name(exponent);
    else cell.verdict_source = VerdictSource::none;
  }
}

std::vector<std::string> label_of(const Table& table, const Cell& cell) {
  std::vector<std::string> labels;
  for (const auto* path : {&cell.row_path, &cell.col_path})
    for (const CellId id : *path) labels.push_back(cell_at(table, id).text);
  return labels;
}

// The one number that is certainly meant stands first; else the total, then its suspects.
std::vector<CellId> cells_of(const Blame& blame) {
  std::vector<CellId> cells;
  const auto add = [&](CellId id) {
    if (std::find(cells.begin(), cells.end(), id) == cells.end()) cells.push_back(id);
  };
  if (blame.suspects.size() == 1) add(blame.suspects.front().cell);
  for (const Relation* relation : blame.relations)
    if (!relation->left.empty()) add(relation->left.front().cell);
  for (const Suspect& suspect : blame.suspects) add(suspect.cell);
  return cells;
}

// What the only suspect should be; for a failure that stands alone, what its total should be.
std::string proposal_of(const Table& table, const Blame& blame) {
  if (blame.suspects.size() != 1) return "";
  const Suspect& suspect = blame.suspects.front();
  if (!suspect.change) return "";
  const auto mended = changed_number(cell_at(table, suspect.cell).value, *suspect.change);
  return mended ? to_string(*mended) : "";
}

std::string kind_name(RelationKind kind) {
  switch (kind) {
    case RelationKind::average: return "average";
    case RelationKind::quotient: return "quotient";
    case RelationKind::running: return "running";
    case RelationKind::equality: return "equality";
    case RelationKind::sum: return "sum";
  }
  return "sum";
}

Finding finding_of(const Table& table, const Blame& blame, bool printed_so, const std::string& language) {
  Finding finding;
  finding.code = "sum_mismatch";
  finding.severity = Severity::error;
  finding.table = table.id;
  const std::vector<CellId> cells = cells_of(blame);
  for (const CellId id : cells) finding.cells.emplace_back(cell_at(table, id).row, cell_at(table, id).col);
  const CellId blamed = cells.front();
  finding.place = cell_at(table, blamed).place;
  finding.message = message_text(language, "sum_mismatch", {{"kind", kind_name(blame.relations.front()->kind)}, {"where", cell_name(table, blamed, language)},
                                                            {"text", cell_at(table, blamed).text}, {"so", printed_so ? "yes" : "no"}});
  for (const Relation* relation : blame.relations) {
    finding.evidence += (finding.evidence.empty() ? "" : "; ") + show_relation(*relation, table, language);
    if (!relation->rule.empty()) finding.evidence += " [" + relation->rule + "]";
  }
  finding.proposal = proposal_of(table, blame);
  return finding;
}

void contradict(Table& table, const Blame& blame) {
  for (const Suspect& suspect : blame.suspects) {
    Cell& cell = cell_at(table, suspect.cell);
    cell.verdict = Verdict::contradicted;
    cell.verdict_source = blame.relations.front()->source;
    cell.covered_to.reset();
  }
}

std::string term_text(const Table& table, const Term& term, const std::string& language) {
  const std::string& text = cell_at(table, term.cell).text;
  return text.empty() ? message_text(language, "blank_term", {}) : text;
}

std::string side_text(const Table& table, const std::vector<Term>& terms, const std::string& language) {
  std::string out;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (terms.size() > longest_sum && i == longest_sum - 2) {
      out += " + " + message_text(language, "more_terms", {{"count", std::to_string(terms.size() - i - 1)}});
      i = terms.size() - 1;
    }
    if (i > 0) out += terms[i].times < 0 ? " - " : " + ";
    else if (terms[i].times < 0) out += "-";
    out += term_text(table, terms[i], language);
  }
  return out;
}

// Failures that a sure mending explains: the cells that it changes are to blame, and no others.
std::vector<Blame> take_mended(const Table& table, const std::vector<Relation>& relations, const std::vector<Mending>& mendings, std::vector<Failure>& failures) {
  std::vector<Blame> blames;
  for (const Mending& mending : mendings) {
    if (!may_be_applied(mending)) continue;
    for (const CellChange& change : mending.changes) {
      Blame blame;
      blame.certain = true;
      for (const std::size_t r : mending.relations) {
        const auto members = members_of(relations[r]);
        if (std::find(members.begin(), members.end(), change.cell) != members.end()) blame.relations.push_back(&relations[r]);
      }
      const Value& before = cell_at(table, change.cell).value;
      if (blame.relations.empty()) continue;
      blame.suspects.push_back({change.cell, is_numeric(before) && is_numeric(change.value) ? subtract(change.value.number, before.number) : std::nullopt});
      blames.push_back(std::move(blame));
    }
    std::erase_if(failures, [&](const Failure& failure) {
      return std::any_of(mending.relations.begin(), mending.relations.end(), [&](std::size_t r) { return &relations[r] == failure.relation; });
    });
  }
  return blames;
}

// The mending of a finding's cells, where there is one, is its proposal: with several changes, each with its place.
void propose(const Table& table, const std::vector<Mending>& mendings, const std::string& language, Finding& finding) {
  for (const Mending& mending : mendings) {
    if (!mending.unique) continue;
    const auto concerns = [&](const CellChange& change) {
      const Cell& cell = cell_at(table, change.cell);
      return std::find(finding.cells.begin(), finding.cells.end(), std::pair(cell.row, cell.col)) != finding.cells.end();
    };
    std::string proposal;
    for (const CellChange& change : mending.changes) {
      if (!concerns(change)) continue;
      const Cell& cell = cell_at(table, change.cell);
      const bool obvious = mending.changes.size() == 1 && finding.cells.front() == std::pair(cell.row, cell.col);
      const std::string number = is_numeric(change.value) ? to_string(change.value.number) : change.text;
      proposal += (proposal.empty() ? "" : "; ") + (obvious ? number : cell_name(table, change.cell, language) + ": " + number);
    }
    if (proposal.empty()) continue;
    finding.proposal = proposal;
    finding.probability = mending.probability;
    return;
  }
}

// What was no number as it was read, and is one by its relations.
void report_unreadable(const Table& table, const Mending& mending, const std::string& language, std::vector<Finding>& findings) {
  for (const CellChange& change : mending.changes) {
    const Cell& cell = cell_at(table, change.cell);
    if (!mending.unique || is_numeric(cell.value) || cell.value.kind == ValueKind::blank) continue;
    Finding finding;
    finding.code = "unreadable_value";
    finding.table = table.id;
    finding.cells.emplace_back(cell.row, cell.col);
    finding.place = cell.place;
    finding.message = message_text(language, "unreadable_value", {{"where", cell_name(table, change.cell, language)}, {"text", cell.text}});
    finding.proposal = change.text;
    finding.probability = mending.probability;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

std::string cell_name(const Table& table, CellId id, const std::string& language) {
  const Cell& cell = cell_at(table, id);
  std::string name;
  for (const std::string& label : label_of(table, cell)) name += (name.empty() ? "" : " / ") + label;
  return name.empty() ? message_text(language, "place", {{"row", std::to_string(cell.row + 1)}, {"column", std::to_string(cell.col + 1)}}) : name;
}

std::vector<Finding> report_unsettled(const Table& table, const std::vector<Relation>& unsettled, const std::string& language) {
  std::vector<Finding> findings;
  for (const Relation& relation : unsettled) {
    const std::vector<CellId> members = members_of(relation);
    if (evaluate(relation, table) != Outcome::fails || std::ranges::any_of(members, [&](CellId id) { return cell_at(table, id).verdict == Verdict::contradicted; })) continue;
    const Cell& total = cell_at(table, members.front());
    Finding finding;
    finding.code = "sum_in_doubt";
    finding.severity = Severity::info;
    finding.table = table.id;
    for (const CellId id : members) finding.cells.emplace_back(cell_at(table, id).row, cell_at(table, id).col);
    finding.place = total.place;
    finding.message = message_text(language, "sum_in_doubt", {{"where", cell_name(table, members.front(), language)}, {"text", total.text}});
    finding.evidence = show_relation(relation, table, language);
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<Finding> report_applied(const Table& table, const Mending& mending, const Undo& undo, const std::vector<Relation>& relations, const std::string& language) {
  std::vector<Finding> findings;
  for (const auto& [id, before] : undo) {
    const Cell& cell = cell_at(table, id);
    Finding finding;
    finding.code = "repaired_value";
    finding.severity = Severity::warning;
    finding.table = table.id;
    finding.cells.emplace_back(cell.row, cell.col);
    finding.place = cell.place;
    finding.message = message_text(language, "repaired_value", {{"before", before.text}, {"after", cell.text}, {"where", cell_name(table, id, language)}});
    for (const std::size_t r : mending.relations) {
      const auto members = members_of(relations[r]);
      if (std::find(members.begin(), members.end(), id) == members.end()) continue;
      finding.evidence += (finding.evidence.empty() ? "" : "; ") + show_relation(relations[r], table, language);
    }
    finding.proposal = cell.text;
    finding.probability = mending.probability;
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::string show_relation(const Relation& relation, const Table& table, const std::string& language) {
  const auto gap = relation_gap(relation, table);
  std::string right = side_text(table, relation.right, language);
  std::string left = relation.left.size() == 1 ? term_text(table, {relation.left.front().cell, 1}, language) : side_text(table, relation.left, language);
  Decimal result = gap ? gap->right : Decimal{};
  if (relation.kind == RelationKind::average) {
    right = message_text(language, "mean_of", {{"terms", right}});
    const Value& mean = table.cells[static_cast<std::size_t>(relation.left.front().cell)].value;
    const double times = relation.left.front().times;
    const double whole = gap && gap->left.units != 0 ? to_double(gap->left) - to_double(gap->gap) : to_double(result);
    result = {std::llround(whole / times * std::pow(10.0, mean.number.places)), mean.number.places};
  } else if (relation.kind == RelationKind::quotient) {
    const std::string above = relation.right.size() > 1 ? "(" + right + ")" : right;
    const std::string below = side_text(table, relation.over, language);
    right = above + " / " + (relation.over.size() > 1 ? "(" + below + ")" : below);
    if (relation.power != 0) right += " × 10^" + std::to_string(relation.power);
  }
  if (!gap) return right + " = " + left;
  if (relation.left.size() == 1) return message_text(language, "relation_of_total", {{"terms", right}, {"result", to_string(result)}, {"text", left}});
  return message_text(language, "relation_of_sides", {{"terms", left}, {"result", to_string(gap->left)}, {"others", right}, {"other", to_string(result)}});
}

void set_status(Table& table) {
  int numbers = 0;
  int verified = 0;
  bool contradicted = false;
  for (const Cell& cell : table.cells) {
    if (cell.role != Role::data || !is_numeric(cell.value)) continue;
    ++numbers;
    verified += cell.verdict == Verdict::verified ? 1 : 0;
    contradicted = contradicted || cell.verdict == Verdict::contradicted;
  }
  table.status = contradicted ? Verdict::contradicted : numbers > 0 && numbers == verified ? Verdict::verified : Verdict::unverified;
}

std::vector<Finding> give_verdicts(Table& table, const std::vector<Relation>& relations, bool printed_so, const std::vector<Mending>& mendings,
                                   const std::string& language) {
  for (Cell& cell : table.cells) {
    cell.verdict = cell.role == Role::data && is_numeric(cell.value) ? Verdict::unverified : Verdict::none;
    cell.verdict_source = VerdictSource::none;
    cell.covered_to.reset();
  }
  Covered covered(table.cells.size());
  for (const Relation& relation : relations)
    if (evaluate(relation, table) == Outcome::holds) take_holding(table, relation, covered);
  set_covered(table, covered);
  std::vector<Finding> findings;
  std::vector<Failure> failures = failures_of(table, relations, covered);
  std::vector<Blame> blames = take_mended(table, relations, mendings, failures);
  for (Blame& blame : assign_blame(table, std::move(failures))) blames.push_back(std::move(blame));
  for (const Blame& blame : blames) {
    contradict(table, blame);
    findings.push_back(finding_of(table, blame, printed_so, language));
    propose(table, mendings, language, findings.back());
  }
  for (const Mending& mending : mendings) report_unreadable(table, mending, language, findings);
  set_status(table);
  return findings;
}

}  // namespace tabularium
