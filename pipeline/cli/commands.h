// The commands of the program, one function each. Each says its troubles itself and returns the exit code.
#pragma once

#include <string>

#include "pipeline/cli/exit_code.h"
#include "pipeline/cli/options.h"
#include "models/result.h"

namespace tabularium {

ExitCode run_convert(Settings settings, const std::string& config_dir);
ExitCode run_inspect(Settings settings, const std::string& config_dir);
// rules check FILE..., rules explain NAME|FILE
ExitCode run_rules(const Settings& settings, const std::string& config_dir);
ExitCode run_diff(const Settings& settings);
ExitCode run_corrections(const Settings& settings, const std::string& config_dir);
ExitCode run_review(const Settings& settings, const std::string& config_dir);  // review and audit
ExitCode run_completion(const Settings& settings);
ExitCode run_doctor(const std::string& config_dir);

// Reads settings.password_file (- = standard input) into settings.options.passwords.
Status load_passwords(Settings& settings);

}  // namespace tabularium
