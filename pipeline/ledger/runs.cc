#include "pipeline/ledger/runs.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>

#include "stages/core/atomic_file.h"
#include "stages/core/json_reader.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

// "2026-03-01T07:05:00Z" as a name: colons mean something else on some file systems.
std::string stamp_of(const std::string& started) {
  std::string stamp = started;
  std::erase_if(stamp, [](char c) { return c == ':' || c == '-'; });
  return stamp;
}

void add(RunTotals& totals, const std::string& status, const DocumentRecord& record) {
  const bool with_findings = status == status_name(DocumentStatus::converted_with_findings);
  if (status == status_name(DocumentStatus::failed)) ++totals.failed;
  if (status == status_name(DocumentStatus::skipped)) ++totals.skipped;
  if (!with_findings && status != status_name(DocumentStatus::converted)) return;
  ++totals.documents;
  totals.with_findings += with_findings ? 1 : 0;
  totals.pages += record.pages;
  totals.tables += record.tables;
  totals.verified += record.verified;
  totals.unverified += record.unverified;
  totals.contradicted += record.contradicted;
}

std::string text_of(const YamlNode& map, const char* key) {
  const YamlNode* node = map.find(key);
  return node == nullptr ? "" : node->scalar;
}

int count_of(const YamlNode& map, const char* key) {
  const std::string digits = text_of(map, key);
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

Result<std::string> keep_run(const std::string& output, const RunRecord& run) {
  std::error_code failed;
  fs::create_directories(output + "/runs", failed);
  if (failed) return Error{ErrorCode::io, output + "/runs: " + failed.message(), {}};
  const std::string stem = output + "/runs/" + stamp_of(run.started);
  std::string path = stem;
  for (int number = 2; fs::exists(path + ".json", failed); ++number) path = stem + "-" + std::to_string(number);
  const std::string json = run_to_json(run);
  if (Status status = write_file(path + ".json", json); !status.ok()) return status.error();
  if (Status status = write_file(output + "/run.json", json); !status.ok()) return status.error();
  return path;
}

std::vector<std::string> kept_runs(const std::string& output) {
  std::vector<std::string> paths;
  std::error_code failed;
  for (fs::directory_iterator it(output + "/runs", failed), end; !failed && it != end; it.increment(failed))
    if (it->path().extension() == ".json") paths.push_back(it->path().string());
  std::ranges::sort(paths);
  return paths;
}

RunTotals totals_of(const RunRecord& run) {
  RunTotals totals{.started = run.started, .command = run.command, .seconds = run.seconds};
  for (const DocumentRecord& record : run.documents) add(totals, status_name(record.status), record);
  return totals;
}

Result<RunTotals> totals_from_run_json(const std::string& json, const std::string& path) {
  const Result<YamlNode> root = parse_json(json, path);
  if (!root.ok()) return root.error();
  const YamlNode* documents = root.value().find("documents");
  if (documents == nullptr) return Error{ErrorCode::bad_input, path + ": no documents", {}};
  RunTotals totals{.started = text_of(root.value(), "started"), .command = text_of(root.value(), "command")};
  totals.seconds = std::strtod(text_of(root.value(), "seconds").c_str(), nullptr);
  for (const YamlNode& item : documents->items) {
    DocumentRecord record;
    record.pages = count_of(item, "pages");
    record.tables = count_of(item, "tables");
    record.verified = count_of(item, "verified");
    record.unverified = count_of(item, "unverified");
    record.contradicted = count_of(item, "contradicted");
    add(totals, text_of(item, "status"), record);
  }
  return totals;
}

}  // namespace tabularium
