// The commands of the program, one function each. Each says its troubles itself and returns the exit code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/cli/exit_code.h"
#include "pipeline/cli/options.h"
#include "pipeline/ledger/record.h"
#include "models/result.h"

namespace tabularium {

class Reporter;

ExitCode run_convert(Settings settings, const std::string& config_dir);
ExitCode run_inspect(Settings settings, const std::string& config_dir);
// rules check FILE..., rules explain NAME|FILE
ExitCode run_rules(const Settings& settings, const std::string& config_dir);
ExitCode run_diff(const Settings& settings);
ExitCode run_corrections(const Settings& settings, const std::string& config_dir);
ExitCode run_review(const Settings& settings, const std::string& config_dir);  // review and audit
ExitCode run_shard(const Settings& asked, const std::string& config_dir);  // convert --shard
// `words`: all that was said after the program's name.
ExitCode run_cluster(Settings settings, const std::vector<std::string>& words, const std::string& config_dir);
ExitCode run_unattended(Settings settings, const std::string& config_dir);  // nightly and watch
// retry, quarantine, purge: for people who look after an output folder
ExitCode run_retry(const Settings& settings);
ExitCode run_quarantine(const Settings& settings);
ExitCode run_purge(const Settings& settings);
ExitCode run_status(const Settings& settings);
ExitCode run_completion(const Settings& settings);
ExitCode run_doctor(const std::string& config_dir);

// What a run ends with: some_failed, done_with_findings or done.
ExitCode exit_code_of(const std::vector<DocumentRecord>& records);

// Reads the passwords, and completes settings.options from the profile; bad_configuration.
Status complete_options(Settings& settings, const std::string& config_dir);

// Says `trouble`, if there is any, else completes the settings; what to end with where that fails.
std::optional<ExitCode> refused_settings(const std::string& trouble, Settings& settings, const std::string& config_dir, Reporter& reporter);

// Reads settings.password_file (- = standard input) into settings.options.passwords.
Status load_passwords(Settings& settings);

}  // namespace tabularium
