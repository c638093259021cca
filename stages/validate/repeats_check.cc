#include "stages/validate/repeats_check.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <tuple>

#include "stages/core/decimal.h"
#include "stages/core/messages.h"
#include "stages/core/typed_value.h"
#include "stages/validate/repeated_numbers.h"
#include "stages/validate/verdicts.h"

namespace tabularium {
namespace {

constexpr int equal_for_a_failure = 8;  // pairs that agree, for each that differs by more than a figure, or in lines of other names

Cell& cell_at(std::vector<Table>& tables, const RepeatedPlace& place) { return tables[place.table].cells[static_cast<std::size_t>(place.cell)]; }
const Cell& cell_at(const std::vector<Table>& tables, const RepeatedPlace& place) { return tables[place.table].cells[static_cast<std::size_t>(place.cell)]; }

// Figures without marks: "1,207" and "1.207" are the same.
std::string figures(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

bool one_figure_apart(const Cell& a, const Cell& b) {
  const std::string x = figures(a.text);
  const std::string y = figures(b.text);
  if (x.size() != y.size()) return false;
  int apart = 0;
  for (std::size_t i = 0; i < x.size(); ++i) apart += x[i] != y[i] ? 1 : 0;
  return apart <= 1;
}

// The pairs that agree are enough to say that the others should.
bool tells(const RepeatedGroup& group, const Cell& a, const Cell& b) {
  if (group.carried) return true;  // it says so itself
  if (group.equal >= equal_for_a_failure * group.differ) return group.named || one_figure_apart(a, b);
  return group.named && one_figure_apart(a, b);
}

void verify(Cell& cell) {
  if (cell.verdict != Verdict::unverified) return;
  cell.verdict = Verdict::verified;
  cell.verdict_source = VerdictSource::discovered;
  cell.covered_to.reset();
}

void contradict(Cell& cell) {
  if (cell.verdict == Verdict::verified) return;
  cell.verdict = Verdict::contradicted;
  cell.verdict_source = VerdictSource::discovered;
  cell.covered_to.reset();
}

class RepeatsCheck {
 public:
  RepeatsCheck(Document& document, const std::string& language) : tables_(document.tables), language_(language) {}

  void check_within() {
    const auto groups = repeated_within(tables_);
    for (const RepeatedGroup& group : groups)
      for (const RepeatedPair& pair : group.pairs)
        if (!pair.equal && tells(group, cell_at(tables_, pair.own), cell_at(tables_, pair.other))) mismatch(pair);
    for_equal(groups, [&](const RepeatedPair& pair) {
      verify(cell_at(tables_, pair.own));
      verify(cell_at(tables_, pair.other));
    });
  }

  void check_since(const Document& earlier) {
    const std::string report = std::filesystem::path(earlier.source.path).filename().string();
    const auto groups = repeated_since(tables_, earlier.tables);
    for_equal(groups, [&](const RepeatedPair& pair) { verify(cell_at(tables_, pair.own)); });
    for (const RepeatedGroup& group : groups)
      for (const RepeatedPair& pair : group.pairs)
        if (!pair.equal && group.named) changed(pair, tells(group, cell_at(tables_, pair.own), cell_at(earlier.tables, pair.other)), earlier, report);
  }

  std::vector<Finding> take() { return std::move(findings_); }

 private:
  template <typename F>
  static void for_equal(const std::vector<RepeatedGroup>& groups, F&& use) {
    for (const RepeatedGroup& group : groups)
      for (const RepeatedPair& pair : group.pairs)
        if (pair.equal) use(pair);
  }

  // What its own sums bear out stands; the other is wrong, or both are doubtful.
  void mismatch(const RepeatedPair& pair) {
    Cell& a = cell_at(tables_, pair.own);
    Cell& b = cell_at(tables_, pair.other);
    const bool second = a.verdict == Verdict::verified && b.verdict != Verdict::verified;
    const RepeatedPlace& first = second ? pair.other : pair.own;
    const RepeatedPlace& there = second ? pair.own : pair.other;
    if (!told_.emplace(first.table, first.cell, there.table, there.cell).second) return;
    if (a.verdict != Verdict::verified || b.verdict != Verdict::verified) {
      contradict(a);
      contradict(b);
    }
    report("repeat_mismatch", Severity::warning, first, {{"other", cell_at(tables_, there).text}, {"there", cell_name(tables_[there.table], there.cell, language_)}, {"table", tables_[there.table].id}});
  }

  void changed(const RepeatedPair& pair, bool told, const Document& earlier, const std::string& report_name) {
    Cell& own = cell_at(tables_, pair.own);
    const Cell& other = cell_at(earlier.tables, pair.other);
    if (own.verdict == Verdict::contradicted || !told_.emplace(pair.own.table, pair.own.cell, 0, -1).second) return;
    const bool slip = told && own.verdict != Verdict::verified && one_figure_apart(own, other);
    if (slip) contradict(own);
    report(slip ? "previous_mismatch" : "restated_value", slip ? Severity::warning : Severity::info, pair.own,
           {{"other", other.text}, {"there", cell_name(earlier.tables[pair.other.table], pair.other.cell, language_)}, {"report", report_name}});
  }

  void report(const std::string& code, Severity severity, const RepeatedPlace& place, MessageArguments arguments) {
    const Table& table = tables_[place.table];
    const Cell& cell = cell_at(tables_, place);
    Finding finding;
    finding.code = code;
    finding.severity = severity;
    finding.table = table.id;
    finding.cells.emplace_back(cell.row, cell.col);
    finding.place = cell.place;
    finding.evidence = cell.text + " here, " + arguments.front().second + " there";
    arguments.insert(arguments.end(), {{"where", cell_name(table, place.cell, language_)}, {"text", cell.text}});
    finding.message = message_text(language_, code, arguments);
    findings_.push_back(std::move(finding));
  }

  std::vector<Table>& tables_;
  const std::string& language_;
  std::vector<Finding> findings_;
  std::set<std::tuple<std::size_t, CellId, std::size_t, CellId>> told_;
};

}  // namespace

std::vector<Finding> check_repeated(Document& document, std::span<const Document> previous, const std::string& language) {
  RepeatsCheck check(document, language);
  check.check_within();
  for (const Document& earlier : previous) check.check_since(earlier);
  return check.take();
}

}  // namespace tabularium
