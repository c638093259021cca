#include "pipeline/run/overview.h"

#include <algorithm>

namespace tabularium {

Status write_overview(const std::string& output, const Options& options, const std::vector<RunDocument>& documents) {
  const auto wanted = [&](const char* format) { return std::ranges::find(options.formats, format) != options.formats.end(); };
  if (wanted("html"))
    if (Status status = write_run_index(output, documents); !status.ok()) return status;
  if (wanted("csv")) return write_run_facts(output, documents);
  return {};
}

}  // namespace tabularium
