#include "pipeline/cli/cli.h"

#include <iostream>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/places.h"
#include "pipeline/worker/child.h"
#include "pipeline/worker/serve.h"

namespace tabularium {
namespace {

ExitCode complain(ExitCode code, const std::string& message) {
  std::cerr << "tabularium: " + message + "\n";
  if (code == ExitCode::bad_usage) std::cerr << "tabularium --help says what can be said\n";
  return code;
}

ExitCode run_command(const Settings& settings, const std::vector<std::string>& words, const std::string& config_dir) {
  switch (settings.command) {
    case Command::convert:
      return run_convert(settings, config_dir);
    case Command::inspect:
      return run_inspect(settings, config_dir);
    case Command::rules:
      return run_rules(settings, config_dir);
    case Command::diff:
      return run_diff(settings);
    case Command::review:
    case Command::audit: {
      Settings served = settings;
      if (Status status = load_passwords(served); !status.ok()) return complain(ExitCode::bad_configuration, status.error().message);
      return run_review(served, config_dir);
    }
    case Command::cluster:
      return run_cluster(settings, words, config_dir);
    case Command::nightly:
    case Command::watch:
      return run_unattended(settings, config_dir);
    case Command::retry:
      return run_retry(settings);
    case Command::quarantine:
      return run_quarantine(settings);
    case Command::purge:
      return run_purge(settings);
    case Command::status:
      return run_status(settings);
    case Command::corrections:
      return run_corrections(settings, config_dir);
    default:
      return run_doctor(config_dir);
  }
}

ExitCode run(const std::vector<std::string>& arguments) {
  Settings flags;
  if (Status status = parse_arguments(arguments, flags); !status.ok()) return complain(ExitCode::bad_usage, status.error().message);
  if (flags.command == Command::worker) return static_cast<ExitCode>(serve_worker(worker_input, worker_output, make_converter));
  if (flags.command == Command::version) return std::cout << version_text(), ExitCode::done;
  if (flags.command == Command::help) return std::cout << help_text(flags.help_for), ExitCode::done;
  if (flags.command == Command::completion) return run_completion(flags);
  const std::string config_dir = find_config_dir();
  const Result<Settings> settings = settings_of_words(arguments, config_dir);
  if (!settings.ok()) return complain(ExitCode::bad_configuration, settings.error().message);
  return run_command(settings.value(), arguments, config_dir);
}

}  // namespace

int run_cli(const std::vector<std::string>& arguments) { return static_cast<int>(run(arguments)); }

}  // namespace tabularium
