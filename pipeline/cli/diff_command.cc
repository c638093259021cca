#include <algorithm>
#include <iostream>
#include <set>

#include "pipeline/cli/commands.h"
#include "pipeline/run/compare.h"

namespace tabularium {
namespace {

std::string value_and_verdict(const std::string& text, const std::string& verdict) {
  return text + (verdict.empty() ? "" : " (" + verdict + ")");
}

std::string line_of(const FactChange& change) {
  std::string line = change.table + "  " + change.row_path + (change.row_path.empty() || change.col_path.empty() ? "" : " × ") + change.col_path + ": ";
  switch (change.kind) {
    case FactChange::Kind::added: return line + "+ " + value_and_verdict(change.is, change.is_verdict);
    case FactChange::Kind::removed: return line + "- " + value_and_verdict(change.was, change.was_verdict);
    case FactChange::Kind::changed: break;
  }
  return line + value_and_verdict(change.was, change.was_verdict) + " → " + value_and_verdict(change.is, change.is_verdict);
}

// How many changes there are between the two folders of one name; they are told as they are found.
Result<std::size_t> tell_changes(const std::string& older, const std::string& newer, const std::string& name) {
  const Result<Document> was = load_result(older + "/" + name);
  if (!was.ok()) return was.error();
  const Result<Document> is = load_result(newer + "/" + name);
  if (!is.ok()) return is.error();
  const std::vector<FactChange> changes = compare_documents(was.value(), is.value());
  for (const FactChange& change : changes) std::cout << (name.empty() ? "" : name + "  ") << line_of(change) << "\n";
  return changes.size();
}

}  // namespace

ExitCode run_diff(const Settings& settings) {
  if (settings.inputs.size() != 2) {
    std::cerr << "tabularium: diff: name two results: diff OLD NEW\n";
    return ExitCode::bad_usage;
  }
  const std::string& older = settings.inputs[0];
  const std::string& newer = settings.inputs[1];
  const std::vector<std::string> before = result_folders(older), after = result_folders(newer);
  for (const auto& [folder, names] : {std::pair{older, before}, {newer, after}})
    if (names.empty()) {
      std::cerr << "tabularium: diff: " + folder + ": no result is kept here\n";
      return ExitCode::bad_usage;
    }
  std::size_t changes = 0;
  for (const std::string& name : before)
    if (std::ranges::find(after, name) == after.end()) std::cout << name << "  only in " << older << "\n", ++changes;
  for (const std::string& name : after) {
    if (std::ranges::find(before, name) == before.end()) {
      std::cout << name << "  only in " << newer << "\n", ++changes;
      continue;
    }
    const Result<std::size_t> found = tell_changes(older, newer, name);
    if (!found.ok()) {
      std::cerr << "tabularium: " + found.error().message + "\n";
      return ExitCode::some_failed;
    }
    changes += found.value();
  }
  return changes == 0 ? ExitCode::done : ExitCode::done_with_findings;
}

}  // namespace tabularium
