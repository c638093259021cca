// What lies beside run.json: what the formats leave over all documents of the run, and the database it goes to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/options.h"
#include "models/result.h"
#include "stages/export/run_database.h"
#include "stages/export/run_outputs.h"

namespace tabularium {

// What run.options.formats leave in `output`; then, where `database` names one (--to), all documents in it.
Status write_overview(const std::string& output, const RunInfo& run, const std::string& database);

// All documents in `database`, one by one until `next` has no more; those of `run` are not looked at.
Status write_database(const std::string& output, const RunInfo& run, const NextDocument& next, const std::string& database);

// Files facts.parquet, in order, as one. missing_part without the library that writes them.
Status merge_facts_parquet(const std::vector<std::string>& files, const std::string& path);

// Whether `database` can be an address (--to); nothing is opened.
Status check_database(const std::string& database);

// A format that a result can be written in, as help and completion tell it.
struct FormatName {
  std::string name;
  std::string files;
  std::string what;
  bool per_document = true;
};
std::vector<FormatName> format_names();

// What keeps a format from being written here; empty = nothing.
std::string format_trouble(const std::string& name);

// For pages that tell of runs: text made safe, a path made safe within an address, the frame that all our pages share.
std::string html_text(std::string_view text);
std::string url_path(std::string_view path);
std::string page_head(std::string_view title);
std::string page_foot();

}  // namespace tabularium
