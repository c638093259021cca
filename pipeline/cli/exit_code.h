// What the program's exit code says. Documented in docs/operations.md and in --help; never renumber one.
#pragma once

namespace tabularium {

enum class ExitCode : int {
  done = 0,
  done_with_findings = 1,   // all converted; something in them is doubtful
  bad_usage = 2,            // the command line makes no sense
  bad_configuration = 3,    // a configuration file, profile or weight file is wrong
  some_failed = 4,          // at least one document (or the inspected file) could not be read
  cannot_write = 5,         // the output folder is not writable, or another run holds it
  missing_part = 6,         // doctor: something required is not installed
  interrupted = 7,          // SIGINT or SIGTERM; run.json names what was not reached
  internal = 70,            // a defect of this program
};

}  // namespace tabularium
