#include <algorithm>

#include "pipeline/cli/options.h"

namespace tabularium {
namespace {

constexpr std::size_t help_column = 34;
constexpr std::size_t line_length = 110;

std::string folded(const std::string& text, std::size_t indent) {
  std::string out;
  std::size_t used = indent;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    if (used > indent && used + 1 + (end - from) > line_length) {
      out += "\n" + std::string(indent, ' ');
      used = indent;
    } else if (used > indent) {
      out += ' ';
      ++used;
    }
    out += text.substr(from, end - from);
    used += end - from;
    from = end + 1;
  }
  return out;
}

std::string option_help(const OptionSpec& spec) {
  std::string left = spec.letter != 0 ? std::string("  -") + spec.letter + ", " : "      ";
  left += "--" + spec.name + (spec.value.empty() ? "" : " " + spec.value);
  left += left.size() + 2 > help_column ? "\n" + std::string(help_column, ' ') : std::string(help_column - left.size(), ' ');
  return left + folded(spec.help, help_column) + "\n";
}

std::string all_options() {
  std::string text = "Options (the long names are also the keys of a configuration file):\n";
  for (const OptionSpec& spec : option_table()) text += option_help(spec);
  return text;
}

constexpr const char* overview =
    R"(Tabularium turns published PDFs, scans and flattened legacy text into structured, arithmetically checked tables.

  tabularium convert INPUT... -o DIR [options]   convert files and folders (folders with all that is in them)
  tabularium inspect FILE                        what it is, and what would be done with it
  tabularium rules check|explain PROFILE         what is wrong with a profile, or what it asks of a document
  tabularium diff OLD NEW                        the facts that changed between two results
  tabularium review DIR                          a page to settle doubts on, in the browser
  tabularium audit DIR [--cells N]               cells drawn at random, and how many are wrong
  tabularium corrections list|apply|export DIR   what people corrected
  tabularium cluster plan INPUT... -o RUN        a run over many machines; then cluster submit|status|retry|merge RUN
  tabularium nightly FOLDER -o DIR [--until HH:MM]   one unattended pass over an upload folder
  tabularium watch FOLDER -o DIR                 convert what comes into a folder, for ever
  tabularium retry DIR NAME...|--all             try documents that failed again at once
  tabularium quarantine list|release DIR         documents that were given up
  tabularium purge DIR --older-than AGE          remove superseded results and old reports
  tabularium status DIR [--rebuild]              what became of every input of an output folder
  tabularium doctor                              every library, model and optional part, and what is missing
  tabularium completion bash|zsh|fish            a completion script for the shell
  tabularium help [COMMAND], --help, --version

Inputs: PDF (digital, scanned, mixed, encrypted), TIFF, PNG, JPEG and other images, folders of page images, and
plain text in any character set. The kind is told by content, not by extension.

)";

constexpr const char* exit_codes = R"(
Exit codes:
   0  done
   1  done, with findings: something in a document is doubtful
   2  the command line makes no sense
   3  a configuration file or profile is wrong
   4  at least one document could not be converted; run.json says which and why
   5  the output folder cannot be written to, or another run is writing there
   6  doctor: a required part is missing
   7  interrupted by a signal; run.json says what was not reached
  70  a defect of this program
)";

}  // namespace

std::string help_text(Command command) {
  switch (command) {
    case Command::inspect:
      return "tabularium inspect FILE [--password-file FILE] [--charset NAME] [--candidates | --overlay FILE]\n\nSays what the file is: kind, pages, digital, "
             "scanned or text, languages, character set, and what convert would do.\n"
             "With --candidates: every grid that the judge weighed, with its features, one JSON object a line.\n"
             "With --overlay: the pages with words, rules, grids and their scores, roles and doubts drawn over them, as PDF, SVG or HTML "
             "by the ending of FILE.\n";
    case Command::rules:
      return "tabularium rules check FILE...\ntabularium rules explain NAME|FILE\n\ncheck: reads profiles and says what is wrong with them, by file and "
             "line, with the nearest known key.\nexplain: says in plain words what a profile asks of a document.\n";
    case Command::doctor:
      return "tabularium doctor\n\nLists every library, model, language pack and optional part with its version, and what is "
             "missing.\n";
    case Command::diff:
      return "tabularium diff OLD NEW\n\nThe facts that changed between two results: folders of one document each, or output folders of "
             "whole runs.\nA fact is named by its table and its headers, so a row that moved is no change.\nExit code 0: nothing "
             "changed, 1: something did.\n";
    case Command::review:
      return "tabularium review DIR [--who NAME] [--port N]\n\nServes a page on this machine alone (the address has a random token), where "
             "the doubtful cells of the results in\nDIR are shown beside their pages, the worst first. What is corrected there lies in "
             "corrections.json beside each result;\n`tabularium corrections apply DIR`, or the next convert, takes it into all outputs.\n";
    case Command::audit:
      return "tabularium audit DIR [--cells N] [--seed N] [--who NAME]\n\nDraws cells at random by verdict, asks in the browser whether each "
             "is right, and tells the share of wrong ones with its\n95 % interval for verified, unverified and contradicted numbers. "
             "The answers lie in DIR/audit.json.\n";
    case Command::corrections:
      return "tabularium corrections list DIR     every correction, whether it holds, and what it conflicts with\n"
             "tabularium corrections apply DIR    run again from the kept evidence with the corrections as they are now\n"
             "tabularium corrections export DIR   all of them as JSON on standard output\n\nDIR is the output folder of a run.\n";
    case Command::cluster:
      return "tabularium cluster plan INPUT... -o RUN [options]   measures every document and cuts the work into balanced shards\n"
             "tabularium cluster submit RUN [--sbatch WORDS]      Slurm job arrays, with time and memory from the estimates\n"
             "tabularium cluster status RUN                       what is done, runs, waits, failed or is lost, and when it will end\n"
             "tabularium cluster retry RUN                        submits what is missing, and no more\n"
             "tabularium cluster merge RUN [--partial] [--to DATABASE]   one run.json, facts and findings out of all shards\n\n"
             "RUN is a folder that all nodes see. Options of convert are said to plan; --jobs there is the workers of one task, --shards or\n"
             "--shard-minutes how the work is cut. A node runs `tabularium convert --shard RUN/manifest --index N`, under any scheduler\n"
             "(docs/cluster.md).\n";
    case Command::nightly:
    case Command::watch:
      return "tabularium nightly FOLDER -o DIR [--until HH:MM] [options]\ntabularium watch FOLDER -o DIR [options]\n\nConverts what lies in "
             "FOLDER and stopped growing: each content once, changed files anew (the older result is kept), failed ones again\nafter a while, then "
             "quarantine. nightly ends when nothing is left or the time is over, watch when it is told to. A full disk or a\nmissing mount "
             "pauses either. DIR/morning.html tells in the morning what came, what needs eyes and what failed.\n\n" + all_options() + exit_codes;
    case Command::retry:
      return "tabularium retry DIR NAME...|--all\n\nDocuments that failed do not wait for their next try: the next run takes them.\n";
    case Command::quarantine:
      return "tabularium quarantine list DIR                    documents that were given up: name, since when, why\n"
             "tabularium quarantine release DIR NAME...|--all   the next run tries them again\n";
    case Command::purge:
      return "tabularium purge DIR --older-than AGE\n\nRemoves superseded results and files of runs that are older than AGE (90d, 12h, 4w). "
             "Results in force stay.\n";
    case Command::status:
      return "tabularium status DIR [--rebuild] [--ledger-index FILE]\n\nHow many inputs of the output folder DIR are done, failed or quarantined; each "
             "that needs eyes with its reason;\nwho is writing there now. --rebuild makes the index anew from the state files in the documents' "
             "folders.\n";
    case Command::completion:
      return "tabularium completion bash|zsh|fish\n\nWrites a completion script to standard output, made from the same table as --help.\n";
    case Command::convert:
      return "tabularium convert INPUT... -o DIR [options]\n\n" + all_options() + exit_codes;
    default:
      return overview + all_options() + exit_codes;
  }
}

std::string version_text() { return std::string("tabularium ") + TABULARIUM_VERSION + "\n"; }

}  // namespace tabularium
