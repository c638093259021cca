#include <iostream>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/reporter.h"
#include "pipeline/run/candidates.h"
#include "pipeline/run/inspect.h"

namespace tabularium {

ExitCode run_inspect(Settings settings, const std::string& config_dir) {
  Reporter reporter(settings.quiet, settings.log_json);
  if (settings.inputs.size() != 1) {
    reporter.trouble("inspect: name one file");
    return ExitCode::bad_usage;
  }
  if (Status status = load_passwords(settings); !status.ok()) {
    reporter.trouble(status.error().message);
    return ExitCode::bad_configuration;
  }
  const std::string& path = settings.inputs[0];
  const Result<std::vector<std::string>> lines =
      !settings.overlay.empty() ? inspect_overlay(path, settings.options, config_dir, settings.overlay)
      : settings.candidates     ? inspect_candidates(path, settings.options, config_dir)
                                : inspect_file(path, settings.options);
  if (!lines.ok()) {
    reporter.trouble(trouble_line(path, lines.error().message));
    return ExitCode::some_failed;
  }
  for (const std::string& line : lines.value()) std::cout << line << "\n";
  return ExitCode::done;
}

}  // namespace tabularium
