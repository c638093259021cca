// Puts errors into right tables and asks what the validate stage makes of them. Run through bench/inject, which feeds it
// tables on standard input, a line each, fields divided by tabs:
//   document NAME | table ROWS COLS | cell ROW COL ROW_SPAN COL_SPAN ROLE TEXT | error ROW COL (a printed error, known)
// usage: bench_inject SEED PER_TABLE [verbose]
#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "stages/core/table_structure.h"
#include "stages/validate/repair.h"
#include "stages/validate/table_relations.h"
#include "stages/validate/values.h"
#include "stages/validate/verdicts.h"

namespace tabularium {
namespace {

using Random = std::mt19937;
using Cells = std::set<std::pair<int, int>>;

struct Sample {
  std::string name;
  Table table;
  Cells errors;  // printed errors that are known
};

struct Source {
  NumberStyle style = NumberStyle::unknown;
  std::vector<Sample> samples;
};

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line)
    if (c == '\t') fields.emplace_back();
    else fields.back() += c;
  return fields;
}

Role role_named(const std::string& name) {
  if (name == "col") return Role::column_header;
  if (name == "row") return Role::row_header;
  if (name == "section") return Role::section_header;
  if (name == "stub_head") return Role::stub_head;
  return Role::data;
}

void finish(Source& source) {
  std::vector<Table> tables;
  for (Sample& sample : source.samples) {
    fill_gaps(sample.table);
    build_header_trees(sample.table);
    tables.push_back(sample.table);
  }
  source.style = document_number_style(tables);
}

std::vector<Source> read_sources(std::istream& in) {
  std::vector<Source> sources;
  std::string name;
  std::string line;
  while (std::getline(in, line)) {
    const auto f = fields_of(line);
    if (f[0] == "document") {
      if (!sources.empty()) finish(sources.back());
      sources.emplace_back();
      name = f.at(1);
    } else if (f[0] == "table") {
      Sample& sample = sources.back().samples.emplace_back();
      sample.table.id = "t" + std::to_string(sources.back().samples.size());
      sample.name = name + " " + sample.table.id;
      sample.table.rows = std::stoi(f.at(1));
      sample.table.cols = std::stoi(f.at(2));
    } else if (f[0] == "cell") {
      Cell& cell = sources.back().samples.back().table.cells.emplace_back();
      cell.row = std::stoi(f.at(1));
      cell.col = std::stoi(f.at(2));
      cell.row_span = std::stoi(f.at(3));
      cell.col_span = std::stoi(f.at(4));
      cell.role = role_named(f.at(5));
      cell.text = cell.raw = f.at(6);
    } else if (f[0] == "error") {
      sources.back().samples.back().errors.emplace(std::stoi(f.at(1)), std::stoi(f.at(2)));
    }
  }
  if (!sources.empty()) finish(sources.back());
  return sources;
}

std::pair<int, int> place_of(const Table& table, CellId id) {
  const Cell& cell = table.cells[static_cast<std::size_t>(id)];
  return {cell.row, cell.col};
}

bool is_number(const Cell& cell) { return cell.role == Role::data && is_numeric(cell.value); }

struct Verdicts {
  std::vector<Relation> relations;
  std::vector<Finding> findings;
  std::vector<Finding> doubts;  // sums that rounding may have made miss
};

// `elsewhere`: what the document's other tables, which are right, show of rounding.
Verdicts validate(Table& table, NumberStyle style, const SumHabits& elsewhere) {
  type_values(table, style);
  Verdicts out;
  FoundRelations found = relations_among(table, nullptr, elsewhere);
  out.relations = std::move(found.relations);
  out.findings = give_verdicts(table, out.relations, true);
  out.doubts = report_unsettled(table, found.unsettled);
  return out;
}

// In how many relations that hold each covered number stands; those with a blank member decide nothing once a digit is wrong.
std::map<CellId, int> relations_by_cell(const Table& table, const std::vector<Relation>& relations) {
  std::map<CellId, int> counts;
  for (const Relation& relation : relations) {
    const auto gap = relation_gap(relation, table);
    if (!gap || gap->holes || evaluate(relation, table) != Outcome::holds) continue;
    for_members(relation, [&](CellId id, int) {
      const Cell& cell = table.cells[static_cast<std::size_t>(id)];
      if (is_number(cell) && (cell.verdict == Verdict::verified || cell.covered_to)) ++counts[id];
    });
  }
  return counts;
}

bool has_member(const Relation& relation, CellId id) {
  bool found = false;
  for_members(relation, [&](CellId member, int) { found = found || member == id; });
  return found;
}

// Relations of the right table that hold, have no blank member and would fail with this change: those in which the number is, for the digit
// that was changed. A sum of zeros is none until one of them is something else, so that those which fail in the wrong table are counted, too.
int relations_that_tell(CellId id, const Table& right, const std::vector<Relation>& relations, const Table& wrong, const std::vector<Relation>& relations_then) {
  const auto at = static_cast<std::size_t>(id);
  int before = 0;
  Table changed = right;
  changed.cells[at].value = wrong.cells[at].value;
  for (const Relation& relation : relations) {
    if (!has_member(relation, id)) continue;
    const auto gap = relation_gap(relation, right);
    before += gap && !gap->holes && evaluate(relation, right) == Outcome::holds && evaluate(relation, changed) == Outcome::fails ? 1 : 0;
  }
  const auto fails_then = [&](const Relation& relation) { return has_member(relation, id) && evaluate(relation, wrong) == Outcome::fails; };
  return std::max(before, static_cast<int>(std::count_if(relations_then.begin(), relations_then.end(), fails_then)));
}

std::size_t pick(Random& random, std::size_t count) { return static_cast<std::size_t>(random() % count); }

// The last digits of a number that its relations leave open: sums of rounded numbers do not tell them.
std::size_t uncovered_digits(const Cell& cell) {
  if (cell.verdict == Verdict::verified || !cell.covered_to) return 0;
  const std::size_t point = cell.covered_to->find('.');
  const int covered = point == std::string::npos ? -static_cast<int>(cell.covered_to->size() - 1) : static_cast<int>(cell.covered_to->size() - point - 1);
  return static_cast<std::size_t>(std::max(0, cell.value.number.places - covered));
}

// One digit made another one, the first never zero, the last `open` never; false where there is none to change.
bool change_digit(std::string& text, std::size_t open, Random& random) {
  std::vector<std::size_t> digits;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (std::isdigit(static_cast<unsigned char>(text[i])) != 0) digits.push_back(i);
  digits.resize(digits.size() - std::min(open, digits.size()));
  if (digits.empty()) return false;
  const std::size_t place = digits[pick(random, digits.size())];
  const bool leading = place == digits.front() && digits.size() > 1;
  const char before = text[place];
  while (text[place] == before || (leading && text[place] == '0')) text[place] = static_cast<char>('0' + pick(random, 10));
  return true;
}

struct Count {
  int tried = 0;
  int found = 0;       // a finding stands
  int named = 0;       // it names the right cell (one relation: among its suspects)
  int alone = 0;       // the right cells, and they alone, are contradicted
  int proposed = 0;    // with the right number as proposal
  int flagged = 0;     // other cells contradicted
  int verified = 0;    // the wrong number is called verified
  int repaired = 0;    // as if read from an image: the likeliest repairs, each unique, make the table right again
  int applied = 0;     // … and each might be applied
  int harmed = 0;      // a repair that might be applied puts in a wrong number
};

void judge(const Table& table, const Verdicts& verdicts, const std::map<CellId, std::string>& truth, Count& count) {
  ++count.tried;
  count.found += verdicts.findings.empty() ? 0 : 1;
  std::size_t named = 0;
  std::size_t proposed = 0;
  int others = 0;
  bool verified = false;
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    const bool wrong = truth.contains(static_cast<CellId>(id));
    verified = verified || (wrong && table.cells[id].verdict == Verdict::verified);
    if (table.cells[id].verdict != Verdict::contradicted) continue;
    if (wrong) ++named;
    else ++others;
  }
  for (const auto& [id, text] : truth) {
    const auto place = place_of(table, id);
    proposed += std::any_of(verdicts.findings.begin(), verdicts.findings.end(), [&](const Finding& f) {
                  if (f.cells.empty() || f.cells.front() != place || f.proposal.empty()) return false;
                  std::string digits;
                  for (const char c : text)
                    if (std::isdigit(static_cast<unsigned char>(c)) != 0) digits += c;
                  std::string shown;
                  for (const char c : f.proposal)
                    if (std::isdigit(static_cast<unsigned char>(c)) != 0) shown += c;
                  return digits == shown;
                }) ? 1U : 0U;
  }
  count.named += named == truth.size() ? 1 : 0;
  count.alone += named == truth.size() && others == 0 ? 1 : 0;
  count.proposed += proposed == truth.size() ? 1 : 0;
  count.flagged += others;
  count.verified += verified ? 1 : 0;
}

// What repairing would do, had the numbers been read from an image.
void judge_repairs(const Table& table, const Verdicts& verdicts, const std::map<CellId, std::string>& truth, const Table& right, Count& count) {
  std::size_t mended = 0;
  std::size_t applied = 0;
  bool other = false;
  bool harmed = false;
  for (const Mending& mending : find_mendings(table, verdicts.relations)) {
    for (const CellChange& change : mending.changes) {
      const auto wanted = truth.find(change.cell);
      const bool good = wanted != truth.end() && change.value.number == right.cells[static_cast<std::size_t>(change.cell)].value.number;
      if (!good) {
        other = other || mending.unique;
        harmed = harmed || may_be_applied(mending);
        continue;
      }
      mended += mending.unique ? 1U : 0U;
      applied += may_be_applied(mending) ? 1U : 0U;
    }
  }
  count.repaired += mended == truth.size() && !other ? 1 : 0;
  count.applied += applied == truth.size() && !other ? 1 : 0;
  count.harmed += harmed ? 1 : 0;
}

class Experiment {
 public:
  Experiment(unsigned seed, int per_table, bool verbose) : random_(seed), per_table_(per_table), verbose_(verbose) {}

  void run(const Source& source) {
    std::vector<Table> tables;
    for (const Sample& sample : source.samples) {
      tables.push_back(sample.table);
      type_values(tables.back(), source.style);
    }
    const DocumentRelations all = document_relations(tables, nullptr);
    for (std::size_t s = 0; s < source.samples.size(); ++s) {
      const Sample& sample = source.samples[s];
      elsewhere_ = all.elsewhere[s];
      Table table = sample.table;
      const Verdicts right = validate(table, source.style, elsewhere_);
      const auto counts = relations_by_cell(table, right.relations);
      tally_right(sample, table, right);
      shuffle(sample, source.style, right.relations);
      if (!sample.errors.empty() || !right.findings.empty()) continue;
      inject_one(sample, source.style, table, counts, right.relations);
      inject_two(sample, source.style, table, counts, right.relations);
    }
  }

  void print() const {
    std::printf("tables %d, numbers %d, verified %.3f; false contradictions %d (%.3f a table); known errors found %d of %d\n", tables_, numbers_,
                numbers_ > 0 ? static_cast<double>(verified_) / numbers_ : 0.0, false_findings_, per_table_rate(false_findings_), errors_found_, errors_);
    std::printf("sums in doubt: about %d more known errors, %d about none (%.3f a table)\n", errors_doubted_, false_doubts_, per_table_rate(false_doubts_));
    std::printf("shuffled tables %d: with chance relations %d (%.4f a table)\n", shuffled_, chance_, shuffled_ > 0 ? static_cast<double>(chance_) / shuffled_ : 0.0);
    std::printf("%-34s %6s %6s %6s %6s %9s %8s %9s %9s %8s %7s\n", "one wrong digit", "tried", "found", "named", "alone", "proposed", "flagged", "verified", "repaired",
                "applied", "harmed");
    print_line("  cell in two or more relations", several_);
    print_line("  cell in one relation", single_);
    print_line("two wrong digits, both in >= 2", two_);
  }

 private:
  double per_table_rate(int count) const { return tables_ > 0 ? static_cast<double>(count) / tables_ : 0; }

  static void print_line(const char* name, const Count& c) {
    const double n = std::max(c.tried, 1);
    std::printf("%-34s %6d %6.3f %6.3f %6.3f %9.3f %8.3f %9.3f %9.3f %8.3f %7.3f\n", name, c.tried, c.found / n, c.named / n, c.alone / n, c.proposed / n, c.flagged / n,
                c.verified / n, c.repaired / n, c.applied / n, c.harmed / n);
  }

  // The cells of all sums in doubt; those about no known error are counted.
  Cells tally_doubts(const Sample& sample, const Verdicts& verdicts) {
    Cells doubted;
    for (const Finding& doubt : verdicts.doubts) {
      doubted.insert(doubt.cells.begin(), doubt.cells.end());
      if (std::any_of(doubt.cells.begin(), doubt.cells.end(), [&](const auto& place) { return sample.errors.contains(place); })) continue;
      ++false_doubts_;
      if (verbose_) std::printf("in doubt in %s: %s\n", sample.name.c_str(), doubt.evidence.c_str());
    }
    return doubted;
  }

  void tally_right(const Sample& sample, const Table& table, const Verdicts& verdicts) {
    ++tables_;
    for (const Cell& cell : table.cells) {
      numbers_ += is_number(cell) ? 1 : 0;
      verified_ += cell.verdict == Verdict::verified ? 1 : 0;
    }
    Cells found;
    for (const Finding& finding : verdicts.findings) {
      bool known = false;
      for (const auto& place : finding.cells) known = known || sample.errors.contains(place);
      for (const auto& place : finding.cells) found.insert(place);
      false_findings_ += known ? 0 : 1;
      if (!known && verbose_) std::printf("false finding in %s: %s\n", sample.name.c_str(), finding.evidence.c_str());
    }
    const Cells doubted = tally_doubts(sample, verdicts);
    errors_ += static_cast<int>(sample.errors.size());
    for (const auto& place : sample.errors) {
      errors_found_ += found.contains(place) ? 1 : 0;
      errors_doubted_ += !found.contains(place) && doubted.contains(place) ? 1 : 0;
      if (verbose_ && !found.contains(place)) std::printf("known error missed in %s at (%d,%d)\n", sample.name.c_str(), place.first, place.second);
    }
  }

  // What a relation says, wherever its numbers stand: a sum that the table really has may survive a shuffle.
  static std::pair<std::string, std::multiset<std::string>> numbers_of(const Relation& relation, const Table& table) {
    std::pair<std::string, std::multiset<std::string>> numbers;
    for (const Term& term : relation.left) numbers.first += table.cells[static_cast<std::size_t>(term.cell)].text;
    for (const Term& term : relation.right) {
      const Cell& cell = table.cells[static_cast<std::size_t>(term.cell)];
      if (is_number(cell) && cell.value.number.units != 0) numbers.second.insert(cell.text);
    }
    return numbers;
  }

  void shuffle(const Sample& sample, NumberStyle style, const std::vector<Relation>& real) {
    Table table = sample.table;
    type_values(table, style);
    std::set<std::pair<std::string, std::multiset<std::string>>> known;
    for (const Relation& relation : real) known.insert(numbers_of(relation, table));
    std::vector<std::size_t> ids;
    std::vector<std::string> texts;
    for (std::size_t id = 0; id < table.cells.size(); ++id) {
      if (!is_number(table.cells[id])) continue;
      ids.push_back(id);
      texts.push_back(table.cells[id].text);
    }
    if (ids.size() < 3) return;
    for (int round = 0; round < per_table_; ++round) {
      std::shuffle(texts.begin(), texts.end(), random_);
      for (std::size_t k = 0; k < ids.size(); ++k) table.cells[ids[k]].text = texts[k];
      type_values(table, style);
      auto relations = discover_relations(table);
      std::erase_if(relations, [&](const Relation& relation) { return known.contains(numbers_of(relation, table)); });
      ++shuffled_;
      chance_ += relations.empty() ? 0 : 1;
      if (verbose_ && !relations.empty())
        std::printf("chance in %s: %s (%.1f bits)\n", sample.name.c_str(), show_relation(relations.front(), table).c_str(), relations.front().evidence);
    }
  }

  void inject_one(const Sample& sample, NumberStyle style, const Table& right, const std::map<CellId, int>& counts, const std::vector<Relation>& relations) {
    std::vector<std::pair<CellId, int>> cells(counts.begin(), counts.end());
    std::shuffle(cells.begin(), cells.end(), random_);
    std::map<bool, int> tried;
    for (std::size_t k = 0; k < cells.size(); ++k) {
      if (++tried[cells[k].second > 1] > per_table_) continue;
      Table table = sample.table;
      Cell& cell = table.cells[static_cast<std::size_t>(cells[k].first)];
      const std::string text = cell.text;
      if (!change_digit(cell.text, uncovered_digits(right.cells[static_cast<std::size_t>(cells[k].first)]), random_)) continue;
      const Verdicts verdicts = validate(table, style, elsewhere_);
      const int telling = relations_that_tell(cells[k].first, right, relations, table, verdicts.relations);
      if (telling == 0) continue;  // within what rounding leaves open
      Count& count = telling > 1 ? several_ : single_;
      const Count before = count;
      judge(table, verdicts, {{cells[k].first, text}}, count);
      const int mended = count.repaired;
      judge_repairs(table, verdicts, {{cells[k].first, text}}, right, count);
      if (verbose_ && count.repaired == mended && telling > 1) show_mendings(sample, table, verdicts, text, cell.text);
      if (!verbose_ || (count.named > before.named && count.alone > before.alone)) continue;
      std::printf("%s %s: %s for %s at (%d,%d) in %d relations\n", count.found == before.found ? "missed" : count.named == before.named ? "not named" : "others flagged",
                  sample.name.c_str(), cell.text.c_str(), text.c_str(), cell.row, cell.col, telling);
    }
  }

  static void show_mendings(const Sample& sample, const Table& table, const Verdicts& verdicts, const std::string& right, const std::string& wrong) {
    std::printf("not repaired in %s: %s for %s;", sample.name.c_str(), wrong.c_str(), right.c_str());
    for (const Relation& relation : verdicts.relations)
      if (evaluate(relation, table) == Outcome::fails) std::printf(" [%s]", show_relation(relation, table).c_str());
    for (const Mending& mending : find_mendings(table, verdicts.relations)) {
      for (const CellChange& change : mending.changes) std::printf(" %s -> %s", table.cells[static_cast<std::size_t>(change.cell)].text.c_str(), change.text.c_str());
      std::printf(" (p %.3f%s%s)", mending.probability, mending.unique ? "" : ", not unique", mending.confirmed ? "" : ", not confirmed");
    }
    std::printf("\n");
  }

  // Each of the errors, were it the only one, is told by two relations and more.
  bool both_tell(const Sample& sample, NumberStyle style, const Table& right, const std::vector<Relation>& relations, const Table& wrong, const std::map<CellId, std::string>& truth) const {
    return std::all_of(truth.begin(), truth.end(), [&](const auto& error) {
      const auto at = static_cast<std::size_t>(error.first);
      Table alone = sample.table;
      alone.cells[at].text = wrong.cells[at].text;
      const Verdicts verdicts = validate(alone, style, elsewhere_);
      return relations_that_tell(error.first, right, relations, alone, verdicts.relations) > 1;
    });
  }

  void inject_two(const Sample& sample, NumberStyle style, const Table& typed, const std::map<CellId, int>& counts, const std::vector<Relation>& relations) {
    std::vector<CellId> cells;
    for (const auto& [id, count] : counts)
      if (count > 1) cells.push_back(id);
    for (int round = 0; round < per_table_ && cells.size() > 1; ++round) {
      const CellId a = cells[pick(random_, cells.size())];
      const CellId b = cells[pick(random_, cells.size())];
      const auto [row_a, col_a] = place_of(typed, a);
      const auto [row_b, col_b] = place_of(typed, b);
      if (row_a == row_b || col_a == col_b) continue;
      Table table = sample.table;
      std::map<CellId, std::string> truth;
      for (const CellId id : {a, b}) {
        std::string& text = table.cells[static_cast<std::size_t>(id)].text;
        truth[id] = text;
        if (!change_digit(text, uncovered_digits(typed.cells[static_cast<std::size_t>(id)]), random_)) truth.clear();
      }
      if (truth.size() != 2 || !both_tell(sample, style, typed, relations, table, truth)) continue;
      const Verdicts verdicts = validate(table, style, elsewhere_);
      const int mended = two_.repaired;
      judge(table, verdicts, truth, two_);
      judge_repairs(table, verdicts, truth, typed, two_);
      if (!verbose_ || two_.repaired > mended) continue;
      for (const auto& [id, text] : truth) show_mendings(sample, table, verdicts, text, table.cells[static_cast<std::size_t>(id)].text);
    }
  }

  Random random_;
  SumHabits elsewhere_;  // of the table in hand
  int per_table_;
  bool verbose_;
  int tables_ = 0, numbers_ = 0, verified_ = 0, false_findings_ = 0, errors_ = 0, errors_found_ = 0, errors_doubted_ = 0, false_doubts_ = 0, shuffled_ = 0, chance_ = 0;
  Count several_, single_, two_;
};

// A large table of numbers with totals below and at the right.
void time_large(int rows, int cols, Random& random) {
  Table table;
  table.rows = rows + 2;
  table.cols = cols + 2;
  std::vector<long> below(static_cast<std::size_t>(cols + 1), 0);
  for (int r = 0; r < table.rows; ++r) {
    long right = 0;
    for (int c = 0; c < table.cols; ++c) {
      Cell& cell = table.cells.emplace_back();
      cell.row = r;
      cell.col = c;
      cell.role = r == 0 ? Role::column_header : c == 0 ? Role::row_header : Role::data;
      if (r == 0 || c == 0) {
        cell.text = r == rows + 1 || c == cols + 1 ? "Total" : "n" + std::to_string(r + c);
        continue;
      }
      const std::size_t at = static_cast<std::size_t>(c - 1);
      const long value = r == rows + 1 ? below[at] : c == cols + 1 ? right : static_cast<long>(pick(random, 9000) + 100);
      right += value;
      if (r <= rows) below[at] += value;
      cell.text = std::to_string(value);
    }
  }
  build_header_trees(table);
  type_values(table, NumberStyle::point);
  const std::clock_t start = std::clock();
  const auto relations = discover_relations(table);
  std::printf("%d x %d: %zu relations in %.2f s CPU\n", rows, cols, relations.size(), static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace tabularium

int main(int argc, char** argv) {
  using namespace tabularium;
  const unsigned seed = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 1U;
  const int per_table = argc > 2 ? std::atoi(argv[2]) : 10;
  Experiment experiment(seed, per_table, argc > 3);
  for (const Source& source : read_sources(std::cin)) experiment.run(source);
  experiment.print();
  Random random(seed);
  time_large(10000, 30, random);
  return 0;
}
