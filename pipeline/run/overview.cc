#include "pipeline/run/overview.h"

#include "stages/export/formats.h"
#include "stages/export/html_text.h"
#include "stages/export/parquet.h"
#include "stages/export/run_database.h"

namespace tabularium {

Status write_overview(const std::string& output, const RunInfo& run, const std::string& database) { return write_run(output, run, database); }

Status write_database(const std::string& output, const RunInfo& run, const NextDocument& next, const std::string& database) {
  Result<std::unique_ptr<RunTaker>> taker = database_taker(run, database);
  if (!taker.ok()) return taker.error();
  RunTakers takers;
  takers.push_back(std::move(taker).value());
  return hand_results_to(takers, output, next);
}

Status merge_facts_parquet(const std::vector<std::string>& files, const std::string& path) { return merge_parquet(files, path); }

Status check_database(const std::string& database) { return database.empty() ? Status() : check_database_target(database); }

std::vector<FormatName> format_names() {
  std::vector<FormatName> names;
  for (const Format& format : formats())
    names.push_back({std::string(format.name), std::string(format.files), std::string(format.what), format.of_a_document()});
  return names;
}

std::string format_trouble(const std::string& name) {
  const Status status = check_formats({name});
  return status.ok() ? std::string() : status.error().message;
}

std::string html_text(std::string_view text) { return html_escaped(text); }
std::string url_path(std::string_view path) { return address_of(path); }
std::string page_head(std::string_view title) { return html_head(title, "en"); }
std::string page_foot() { return html_foot(); }

}  // namespace tabularium
