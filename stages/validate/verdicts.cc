#include "stages/validate/verdicts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "stages/core/decimal.h"
#include "stages/validate/values.h"

namespace tabularium {
namespace {

constexpr std::size_t longest_sum = 12;  // terms that are shown

Cell& cell_at(Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }
const Cell& cell_at(const Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }

std::vector<CellId> members_of(const Relation& relation) {
  std::vector<CellId> members;
  for (const auto* side : {&relation.left, &relation.right})
    for (const Term& term : *side) members.push_back(term.cell);
  return members;
}

// 10^exponent as printed: 3 -> "1000", -2 -> "0.01".
std::string place_name(int exponent) {
  return exponent >= 0 ? "1" + std::string(static_cast<std::size_t>(exponent), '0') : "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + "1";
}

// Smallest power of ten, in the cell's printed units, by which a digit could not be other without the relation failing.
int covered_exponent(const Relation& relation, const RelationGap& gap, const Cell& cell, int least_scale) {
  const double slack = to_double(relation.tolerance) + std::abs(to_double(gap.gap));  // in units of 10^least_scale
  const int shift = cell.value.scale - least_scale;
  int exponent = -cell.value.number.places;
  while (std::pow(10.0, exponent + shift) <= slack * (1 + 1e-12) && exponent < 18) ++exponent;
  return exponent;
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

void take_holding(Table& table, const Relation& relation, std::map<CellId, int>& covered) {
  const auto gap = relation_gap(relation, table);
  if (!gap) return;
  int least_scale = INT32_MAX;
  for (const CellId id : members_of(relation))
    if (is_numeric(cell_at(table, id).value)) least_scale = std::min(least_scale, cell_at(table, id).value.scale);
  for (const CellId id : members_of(relation)) {
    Cell& cell = cell_at(table, id);
    if (!is_numeric(cell.value)) continue;
    const int exponent = covered_exponent(relation, *gap, cell, least_scale);
    const auto [known, first] = covered.emplace(id, exponent);
    if (first || exponent < known->second || (exponent == known->second && strength(relation.source) > strength(cell.verdict_source)))
      cell.verdict_source = relation.source;
    known->second = std::min(known->second, exponent);
  }
}

void set_covered(Table& table, const std::map<CellId, int>& covered) {
  for (const auto& [id, exponent] : covered) {
    Cell& cell = cell_at(table, id);
    if (exponent <= -cell.value.number.places) {
      cell.verdict = Verdict::verified;
      continue;
    }
    const bool has_such_digits = std::abs(to_double(cell.value.number)) >= std::pow(10.0, exponent);
    if (has_such_digits) cell.covered_to = place_name(exponent);
    else cell.verdict_source = VerdictSource::none;
  }
}

// A failure, and who may be to blame.
struct Failure {
  const Relation* relation = nullptr;
  std::vector<CellId> suspects;  // the total first
};

std::vector<Failure> failures_of(const Table& table, const std::vector<Relation>& relations) {
  std::vector<Failure> failures;
  for (const Relation& relation : relations) {
    if (evaluate(relation, table) != Outcome::fails) continue;
    Failure failure{&relation, {}};
    for (const CellId id : members_of(relation))
      if (is_numeric(cell_at(table, id).value) && cell_at(table, id).verdict != Verdict::verified) failure.suspects.push_back(id);
    if (failure.suspects.empty() && !relation.left.empty()) failure.suspects.push_back(relation.left.front().cell);
    failures.push_back(std::move(failure));
  }
  return failures;
}

// The cell that the most failures have in common; -1 when no two share one.
CellId common_suspect(const std::vector<Failure>& failures) {
  std::map<CellId, int> counts;
  for (const Failure& failure : failures)
    for (const CellId id : failure.suspects) ++counts[id];
  CellId best = -1;
  int most = 1;
  for (const auto& [id, count] : counts) {
    if (count <= most) continue;
    best = id;
    most = count;
  }
  return best;
}

std::vector<std::string> label_of(const Table& table, const Cell& cell) {
  std::vector<std::string> labels;
  for (const auto* path : {&cell.row_path, &cell.col_path})
    for (const CellId id : *path) labels.push_back(cell_at(table, id).text);
  return labels;
}

std::string named(const Table& table, CellId id) {
  const Cell& cell = cell_at(table, id);
  std::string name;
  for (const std::string& label : label_of(table, cell)) name += (name.empty() ? "" : " / ") + label;
  return name.empty() ? "row " + std::to_string(cell.row + 1) + ", column " + std::to_string(cell.col + 1) : name;
}

Finding finding_of(const Table& table, const std::vector<const Relation*>& relations, const std::vector<CellId>& suspects, bool printed_so) {
  Finding finding;
  finding.code = "sum_mismatch";
  finding.severity = Severity::error;
  finding.table = table.id;
  std::vector<CellId> cells;
  const auto add = [&](CellId id) {
    if (std::find(cells.begin(), cells.end(), id) == cells.end()) cells.push_back(id);
  };
  for (const Relation* relation : relations)
    if (!relation->left.empty()) add(relation->left.front().cell);
  for (const CellId id : suspects) add(id);
  for (const CellId id : cells) finding.cells.emplace_back(cell_at(table, id).row, cell_at(table, id).col);
  const CellId blamed = suspects.size() == 1 ? suspects.front() : cells.front();
  finding.place = cell_at(table, blamed).place;
  finding.message = "The sum does not hold at " + named(table, blamed) + ": printed " + cell_at(table, blamed).text;
  if (printed_so) finding.message += " (printed so)";
  for (const Relation* relation : relations) {
    finding.evidence += (finding.evidence.empty() ? "" : "; ") + show_relation(*relation, table);
    if (!relation->rule.empty()) finding.evidence += " [" + relation->rule + "]";
  }
  return finding;
}

std::string difference_text(const Relation& relation, const Table& table, CellId id) {
  const auto gap = relation_gap(relation, table);
  const bool is_total = !relation.left.empty() && relation.left.front().cell == id;
  if (!gap || !is_total || relation.left.size() != 1) return "";
  return to_string(gap->right);
}

std::vector<Finding> blame(Table& table, std::vector<Failure> failures, bool printed_so) {
  std::vector<Finding> findings;
  const auto contradict = [&](const std::vector<CellId>& suspects, const std::vector<const Relation*>& relations) {
    for (const CellId id : suspects) {
      Cell& cell = cell_at(table, id);
      cell.verdict = Verdict::contradicted;
      cell.verdict_source = relations.front()->source;
      cell.covered_to.reset();
    }
    Finding finding = finding_of(table, relations, suspects, printed_so);
    if (suspects.size() == 1) {
      const std::string value = difference_text(*relations.front(), table, suspects.front());
      if (!value.empty()) finding.proposal = value;
    }
    findings.push_back(std::move(finding));
  };
  while (!failures.empty()) {
    const CellId common = common_suspect(failures);
    std::vector<const Relation*> relations;
    if (common < 0) {
      contradict(failures.front().suspects, {failures.front().relation});
      failures.erase(failures.begin());
      continue;
    }
    std::erase_if(failures, [&](const Failure& failure) {
      const bool explained = std::find(failure.suspects.begin(), failure.suspects.end(), common) != failure.suspects.end();
      if (explained) relations.push_back(failure.relation);
      return explained;
    });
    contradict({common}, relations);
  }
  return findings;
}

std::string term_text(const Table& table, const Term& term) {
  const std::string& text = cell_at(table, term.cell).text;
  return text.empty() ? "(blank)" : text;
}

std::string side_text(const Table& table, const std::vector<Term>& terms) {
  std::string out;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (terms.size() > longest_sum && i == longest_sum - 2) {
      out += " + … (" + std::to_string(terms.size() - i - 1) + " more)";
      i = terms.size() - 1;
    }
    if (i > 0) out += terms[i].sign < 0 ? " - " : " + ";
    else if (terms[i].sign < 0) out += "-";
    out += term_text(table, terms[i]);
  }
  return out;
}

}  // namespace

std::string show_relation(const Relation& relation, const Table& table) {
  const auto gap = relation_gap(relation, table);
  const std::string right = side_text(table, relation.right);
  if (!gap) return right + " = " + side_text(table, relation.left);
  if (relation.left.size() == 1) return right + " = " + to_string(gap->right) + ", printed " + side_text(table, relation.left);
  return side_text(table, relation.left) + " = " + to_string(gap->left) + ", but " + right + " = " + to_string(gap->right);
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

std::vector<Finding> give_verdicts(Table& table, const std::vector<Relation>& relations, bool printed_so) {
  for (Cell& cell : table.cells) {
    cell.verdict = cell.role == Role::data && is_numeric(cell.value) ? Verdict::unverified : Verdict::none;
    cell.verdict_source = VerdictSource::none;
    cell.covered_to.reset();
  }
  std::map<CellId, int> covered;
  for (const Relation& relation : relations)
    if (evaluate(relation, table) == Outcome::holds) take_holding(table, relation, covered);
  set_covered(table, covered);
  std::vector<Finding> findings = blame(table, failures_of(table, relations), printed_so);
  set_status(table);
  return findings;
}

}  // namespace tabularium
