// What lies beside run.json: what the formats leave over all documents of the run, and the database it goes to.
#pragma once

#include <string>
#include <vector>

#include "models/options.h"
#include "models/result.h"
#include "stages/export/run_outputs.h"

namespace tabularium {

// What run.options.formats leave in `output`; then, where `database` names one (--to), all documents in it.
Status write_overview(const std::string& output, const RunInfo& run, const std::string& database);

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

}  // namespace tabularium
