// Each option once: its name, what it takes, what it does, what help says.
#include <algorithm>

#include "pipeline/cli/option_values.h"
#include "pipeline/cli/options.h"
#include "pipeline/run/overview.h"

namespace tabularium {
namespace {

Status set_count(const std::string& value, int least, int& target) {
  const Result<int> count = parse_count(value, least, 1000000);
  if (!count.ok()) return count.error();
  target = count.value();
  return {};
}

Status set_parsed(const Result<int>& parsed, int& target) {
  if (!parsed.ok()) return parsed.error();
  target = parsed.value();
  return {};
}

Status set_switch(const std::string& value, bool& target) {
  const Result<bool> on = parse_switch(value);
  if (!on.ok()) return on.error();
  target = on.value();
  return {};
}

Status set_formats(Settings& settings, const std::string& value) {
  settings.options.formats.clear();
  for (std::string& format : split_list(value, ','))
    if (std::ranges::find(settings.options.formats, format) == settings.options.formats.end())
      settings.options.formats.push_back(std::move(format));
  if (settings.options.formats.empty()) return Error{ErrorCode::bad_configuration, "no format is named", {}};
  return {};
}

Status set_languages(Settings& settings, const std::string& value) {
  settings.options.languages = split_list(value, '+');
  return {};
}

Status set_pages(Settings& settings, const std::string& value) {
  Result<std::vector<PageRange>> ranges = parse_pages(value);
  if (!ranges.ok()) return ranges.error();
  settings.options.pages = std::move(ranges).value();
  return {};
}

Status set_script(Settings& settings, const std::string& value) {
  settings.options.script = value == "simplified"    ? Script::simplified
                            : value == "traditional" ? Script::traditional
                                                     : Script::keep;
  settings.options.script_given = true;
  return {};
}

Status set_repair(Settings& settings, const std::string& value) {
  settings.options.repair = value == "off" ? Repair::off : value == "apply" ? Repair::apply : Repair::propose;
  return {};
}

std::vector<std::string> format_choices() {
  std::vector<std::string> names;
  for (const FormatName& format : format_names()) names.push_back(format.name);
  return names;
}

std::string formats_help() {
  std::string names;
  for (const std::string& name : format_choices()) names += (names.empty() ? "" : ", ") + name;
  return "What to write, comma-separated: " + names + ". document.json is always written.";
}

std::vector<OptionSpec> result_options() {
  return {
      {.name = "output", .letter = 'o', .value = "DIR", .help = "Folder for the results; - writes one document's result to standard output.",
       .in_file = false, .apply = [](Settings& s, const std::string& v) { s.output = v; return Status{}; }},
      {.name = "formats", .value = "LIST", .help = formats_help(), .choices = format_choices(), .is_list = true, .apply = set_formats},
      {.name = "to", .value = "DATABASE", .help = "Also put the results into a database: postgresql://USER@HOST/NAME, or an SQLite file.",
       .apply = [](Settings& s, const std::string& v) { s.database = v; return Status{}; }},
      {.name = "profile", .value = "NAME|FILE", .help = "What is known of this kind of report: a name in configs/profiles, or a file.",
       .apply = [](Settings& s, const std::string& v) { s.options.profile = v; return Status{}; }},
      {.name = "previous", .value = "DIR", .help = "Results of an earlier report of the series: what both print is compared, opening with closing figures, too.",
       .apply = [](Settings& s, const std::string& v) { s.options.previous = v; return Status{}; }},
      {.name = "lang", .value = "LIST", .help = "Languages of scanned pages, as eng+chi_sim. Default: found out from the page.", .apply = set_languages},
      {.name = "readers", .value = "tesseract|all", .help = "Who reads scanned pages: Tesseract alone, or also the second reader where it is installed. Default: all.",
       .choices = {"tesseract", "all"},
       .apply = [](Settings& s, const std::string& v) { s.options.second_reader = v == "all"; return Status{}; }},
      {.name = "charset", .value = "NAME", .help = "Character set of text files. Default: by byte order mark, else detected.",
       .apply = [](Settings& s, const std::string& v) { s.options.charset = v; return Status{}; }},
      {.name = "pages", .value = "LIST", .help = "Pages to convert, as 1-3,7 or 12- for all from the twelfth.", .in_file = false, .apply = set_pages},
      {.name = "password-file", .value = "FILE", .help = "Passwords of encrypted PDFs, one a line, tried in order. - reads standard input.",
       .apply = [](Settings& s, const std::string& v) { s.password_file = v; return Status{}; }},
      {.name = "group", .value = "file|folder", .help = "folder: the page images of a folder, in natural order of their names, are one document.",
       .choices = {"file", "folder"},
       .apply = [](Settings& s, const std::string& v) { s.options.group_folder = v == "folder"; return Status{}; }},
      {.name = "script", .value = "keep|simplified|traditional", .help = "Chinese characters of the results. Default: the profile's, else keep.",
       .choices = {"keep", "simplified", "traditional"}, .apply = set_script},
      {.name = "repair", .value = "off|propose|apply", .help = "What to do with a number on an image page that relations show to be misread. Default: propose.",
       .choices = {"off", "propose", "apply"}, .apply = set_repair},
      {.name = "messages", .value = "en|zh", .help = "Language of the findings. Default: en.", .choices = {"en", "zh"},
       .apply = [](Settings& s, const std::string& v) { s.options.messages = v; return Status{}; }},
  };
}

std::vector<OptionSpec> run_options() {
  return {
      {.name = "from", .value = "STAGE", .help = "Run again from this stage on kept evidence, without Poppler or OCR: layout, tables, headers, validate, export.",
       .choices = {"layout", "tables", "headers", "validate", "export"}, .in_file = false,
       .apply = [](Settings& s, const std::string& v) { s.options.from_stage = v; return Status{}; }},
      {.name = "without", .value = "LIST", .help =
           "For measuring: leaves parts out, comma-separated: the judge or its signs (arithmetic, uneven, listing, sentences, flow, symbols), fills, "
           "the structure tree, candidate grids by method; of scans cleaning, cells, columns.",
       .choices = {"judge", "arithmetic", "uneven", "listing", "sentences", "flow", "symbols", "fills", "tree", "edges", "ruled", "ruled-open", "tags",
                   "cleaning", "cells", "columns"}, .is_list = true,
       .apply = [](Settings& s, const std::string& v) { s.options.without = split_list(v, ','); return Status{}; }},
      {.name = "jobs", .letter = 'j', .value = "N", .help = "Worker processes. Default: one for each core.",
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 1, s.jobs); }},
      {.name = "page-seconds", .value = "N", .help = "Most CPU time for one page, and ten times as much by the clock. Default: 120.",
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 1, s.page_seconds); }},
      {.name = "document-seconds", .value = "N", .help = "Most CPU time for one document, likewise. Default: 300, and 30 more for each page.",
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 1, s.document_seconds); }},
      {.name = "memory", .value = "MB", .help = "Most memory of one worker process, in megabytes. Default: 3072.",
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 64, s.memory_mb); }},
      {.name = "isolation", .value = "on|off", .help = "off: workers keep all rights of the user. Default: on, as far as the kernel can.", .choices = {"on", "off"},
       .apply = [](Settings& s, const std::string& v) { s.isolation = v == "on"; return Status{}; }},
      {.name = "quiet", .letter = 'q', .help = "No progress bar and no closing table; errors are still said.",
       .apply = [](Settings& s, const std::string& v) { return set_switch(v, s.quiet); }},
      {.name = "log", .value = "text|json", .help = "json: one JSON object a line on standard error, for every event.", .choices = {"text", "json"},
       .apply = [](Settings& s, const std::string& v) { s.log_json = v == "json"; return Status{}; }},
      {.name = "force", .letter = 'f', .help = "Convert everything, also what is unchanged since the last run.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_switch(v, s.force); }},
      {.name = "outdated", .help = "Convert again what an older version of Tabularium made.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_switch(v, s.outdated); }},
      {.name = "candidates", .help = "inspect only: every grid that the judge weighed, one JSON object a line.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_switch(v, s.candidates); }},
      {.name = "overlay", .value = "FILE", .help = "inspect only: the pages with words, rules, grids, roles and scores drawn over them; .pdf, .svg or .html.",
       .in_file = false, .apply = [](Settings& s, const std::string& v) { s.overlay = v; return Status{}; }},
      {.name = "shard", .value = "MANIFEST", .help = "convert only, on a node of a cluster: converts one shard of RUN/manifest, and nothing else is said.",
       .in_file = false, .apply = [](Settings& s, const std::string& v) { s.shard = v; return Status{}; }},
      {.name = "index", .value = "N", .help = "convert --shard: which shard, from 0.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 0, s.index); }},
      {.name = "shards", .value = "N", .help = "cluster plan: into how many shards. Default: as many as --shard-minutes asks for.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 1, s.shards); }},
      {.name = "shard-minutes", .value = "N", .help = "cluster plan: how long a task is to take, with --jobs workers (default 1). Default: 30.",
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 1, s.shard_minutes); }},
      {.name = "sbatch", .value = "WORDS", .help = "cluster submit, retry: more words for sbatch, as '--partition=long --account=archive'.",
       .apply = [](Settings& s, const std::string& v) { s.sbatch = v; return Status{}; }},
      {.name = "partial", .help = "cluster merge: what is there; documents of missing shards are told as skipped.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_switch(v, s.partial); }},
      {.name = "who", .value = "NAME", .help = "review, audit: whose word it is. Default: $USER.",
       .apply = [](Settings& s, const std::string& v) { s.who = v; return Status{}; }},
      {.name = "port", .value = "N", .help = "review, audit: where to listen, on the loopback interface. Default: any free port.",
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 1, s.port); }},
      {.name = "cells", .value = "N", .help = "audit: how many cells to draw. Default: 300.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 1, s.cells); }},
      {.name = "seed", .value = "N", .help = "audit: draws the same cells again.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 1, s.seed); }},
      {.name = "config", .value = "FILE", .help = "Configuration file: a YAML map of these names. Flags win over it.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { s.config_file = v; return Status{}; }},
  };
}

std::vector<OptionSpec> unattended_options() {
  return {
      {.name = "until", .value = "HH:MM", .help = "nightly: after this time of day no document is begun.",
       .apply = [](Settings& s, const std::string& v) { return set_parsed(parse_time_of_day(v), s.until); }},
      {.name = "order", .value = "oldest|newest", .help = "nightly, watch: which files come first. Default: oldest.", .choices = {"oldest", "newest"},
       .apply = [](Settings& s, const std::string& v) { s.newest_first = v == "newest"; return Status{}; }},
      {.name = "ready", .value = "settled|marked", .help = "nightly, watch: a file is taken when it stopped growing, or only when NAME.done lies beside it. Default: settled.",
       .choices = {"settled", "marked"}, .apply = [](Settings& s, const std::string& v) { s.only_when_marked = v == "marked"; return Status{}; }},
      {.name = "settle", .value = "SECONDS", .help = "nightly, watch: how long a file must not have changed. Default: 10.",
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 0, s.settle_seconds); }},
      {.name = "poll", .value = "SECONDS", .help = "nightly, watch: longest time between two looks. Default: 30, and 5 on network mounts.",
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 1, s.poll_seconds); }},
      {.name = "min-free", .value = "MB", .help = "nightly, watch: pauses while the output's disk has less room. Default: 256.",
       .apply = [](Settings& s, const std::string& v) { return set_count(v, 0, s.least_free_mb); }},
      {.name = "report-at", .value = "HH:MM", .help = "watch: when the daily report is written. Default: 06:00.",
       .apply = [](Settings& s, const std::string& v) { return set_parsed(parse_time_of_day(v), s.report_at); }},
      {.name = "on-finish", .value = "COMMAND", .help = "nightly, watch: run with each report: JSON on standard input, its path in $TABULARIUM_REPORT.",
       .apply = [](Settings& s, const std::string& v) { s.on_finish = v; return Status{}; }},
      {.name = "metrics", .value = "FILE", .help = "nightly, watch: figures in Prometheus' text format. Default: metrics.prom in the output folder.",
       .apply = [](Settings& s, const std::string& v) { s.metrics = v; return Status{}; }},
      {.name = "older-than", .value = "AGE", .help = "purge: what was superseded or told longer ago, as 90d, 12h or 4w.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_parsed(parse_age(v), s.older_than_hours); }},
      {.name = "all", .help = "retry, quarantine release: every document.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_switch(v, s.all); }},
      {.name = "ledger-index", .value = "FILE", .help = "nightly, watch, status: the ledger's SQLite index, on a local disk; none = without. Default: in $STATE_DIRECTORY, else ~/.local/state.",
       .apply = [](Settings& s, const std::string& v) { s.ledger_index = v; return Status{}; }},
      {.name = "rebuild", .help = "status: makes the index anew from the documents' state files.", .in_file = false,
       .apply = [](Settings& s, const std::string& v) { return set_switch(v, s.rebuild); }},
  };
}

}  // namespace

const std::vector<CommandName>& command_table() {
  static const std::vector<CommandName> table = {
      {"convert", Command::convert, "convert files and folders"},
      {"inspect", Command::inspect, "what a file is, and what would be done with it"},
      {"rules", Command::rules, "check a profile, or explain what it asks of a document"},
      {"diff", Command::diff, "the facts that changed between two results"},
      {"review", Command::review, "a page to settle doubts on, in the browser"},
      {"audit", Command::audit, "cells drawn at random, and how many are wrong"},
      {"corrections", Command::corrections, "what people corrected: list, apply, export"},
      {"nightly", Command::nightly, "one unattended pass over an upload folder"},
      {"watch", Command::watch, "convert what comes into a folder, for ever"},
      {"retry", Command::retry, "try documents that failed again at once"},
      {"quarantine", Command::quarantine, "documents that were given up: list, release"},
      {"purge", Command::purge, "remove superseded results and old reports"},
      {"status", Command::status, "what became of every input of an output folder"},
      {"doctor", Command::doctor, "every library, model and optional part, and what is missing"},
      {"cluster", Command::cluster, "a run over many machines: plan, submit, status, retry, merge"},
      {"completion", Command::completion, "a completion script for bash, zsh or fish"},
      {"help", Command::help, "help, also of one command"},
      {"version", Command::version, "the version"},
  };
  return table;
}

const std::vector<OptionSpec>& option_table() {
  static const std::vector<OptionSpec> table = [] {
    std::vector<OptionSpec> all = result_options();
    for (OptionSpec& spec : run_options()) all.push_back(std::move(spec));
    for (OptionSpec& spec : unattended_options()) all.push_back(std::move(spec));
    return all;
  }();
  return table;
}

}  // namespace tabularium
