// The one table of options. Flags, configuration files and --help are all made from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/options.h"
#include "models/result.h"

namespace tabularium {

enum class Command { convert, inspect, rules, doctor, diff, corrections, review, audit, cluster, nightly, watch, status, retry, quarantine, purge, completion, help, version, worker };

// A command as help and completion show it.
struct CommandName {
  std::string name;
  Command command;
  std::string what;
};

const std::vector<CommandName>& command_table();

// Everything a call can say. `options` changes results; the rest only how the work is done.
struct Settings {
  Command command = Command::help;
  Command help_for = Command::help;   // help: the command asked about, or help itself for the overview
  std::vector<std::string> inputs;
  std::string output;                 // folder, or "-" for standard output; empty = not given
  Options options;
  std::string database;               // --to; may hold a password, so it is told nowhere
  std::string password_file;
  int jobs = 0;                       // 0 = one for each core
  int page_seconds = 120;             // longest time without a page being finished
  int document_seconds = 0;           // 0 = 300, and 30 more for each page
  int memory_mb = 3072;               // of one worker process
  bool isolation = true;              // workers give up what they do not need (pipeline/worker/sandbox.h)
  bool quiet = false;
  bool log_json = false;
  bool force = false;
  bool outdated = false;
  bool candidates = false;            // inspect: every candidate grid with its features
  std::string overlay;                // inspect: file to draw the findings over the pages to; empty = none
  std::string config_file;
  std::string who;                    // review, audit: whose word it is
  std::string shard;                  // convert: RUN/manifest of a cluster run; empty = an ordinary run
  int index = -1;                     // convert: which shard of it
  int shards = 0;                     // cluster plan: 0 = from shard_minutes
  int shard_minutes = 30;             // cluster plan: how long a task is to take
  std::string sbatch;                 // cluster submit, retry: more words for sbatch
  bool partial = false;               // cluster merge: what is there, though shards are missing
  int port = 0;                       // review, audit: 0 = any free one
  int until = -1;                     // nightly: minutes since midnight after which nothing is begun; -1 = none
  int report_at = 360;                // watch: when the daily report is written, minutes since midnight
  bool newest_first = false;          // nightly, watch
  int settle_seconds = 10;            // nightly, watch: a file is taken when it has not changed for so long
  bool only_when_marked = false;      // nightly, watch: a file is taken when NAME.done lies beside it
  int least_free_mb = 256;            // nightly, watch: pauses when the output's disk has less
  int poll_seconds = 0;               // nightly, watch: 0 = 30 where the kernel tells what is new, else 5
  std::string on_finish;              // nightly, watch: command that gets the report
  std::string metrics;                // nightly, watch: file for Prometheus; empty = metrics.prom in the output folder
  int older_than_hours = 0;           // purge
  bool all = false;                   // retry, quarantine release: every one
  bool rebuild = false;               // status: make the index anew from the state files
  std::string ledger_index;           // nightly, watch, status: the ledger's index; empty = a place of its own, "none" = without
  int cells = 300;                    // audit
  int seed = 0;                       // audit: 0 = another sample each time
};

struct OptionSpec {
  std::string name;                   // flag --name; the same word is the key in a configuration file
  char letter = 0;                    // flag -x; 0 = none
  std::string value = "";             // what stands for the value in help; empty = a switch
  std::string help;                   // one or two lines
  std::vector<std::string> choices = {};   // allowed words; empty = free
  bool is_list = false;               // choices apply to each of a comma-separated list
  bool in_file = true;                // may stand in a configuration file
  Status (*apply)(Settings& settings, const std::string& value) = nullptr;
};

const std::vector<OptionSpec>& option_table();

// Sets one option after checking its choices. `where` leads the message of an error.
Status apply_option(const OptionSpec& spec, const std::string& value, const std::string& where, Settings& settings);

// `arguments` without the program's name. Values already in `settings` are the defaults.
Status parse_arguments(const std::vector<std::string>& arguments, Settings& settings);

// A YAML map of option names. An unknown key is refused, with its line and the nearest known name.
Status apply_configuration(const std::string& path, Settings& settings);

// The configuration files in order, then the flags, which win.
Result<Settings> configured_settings(const std::vector<std::string>& arguments, const std::vector<std::string>& files);

// The same with the configuration files that hold for these arguments: CONFIG_DIR/tabularium.yaml, then --config.
Result<Settings> settings_of_words(const std::vector<std::string>& arguments, const std::string& config_dir);

// A script for bash, zsh or fish; empty for another shell.
std::string completion_script(const std::string& shell);

std::string help_text(Command command);
std::string version_text();

}  // namespace tabularium
