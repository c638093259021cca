// One document through the whole sequence, within this process.
#pragma once

#include <string>
#include <vector>

#include "models/options.h"
#include "stages/stage.h"

namespace tabularium {

struct ConvertJob {
  std::string path;                // the input as the user gave it
  std::vector<std::string> files;  // the same, or the page images of a folder in natural order
  std::string config_dir;
  std::string output_dir;          // exists; the export stage writes into it
};

// What became of one document, in numbers. `error` is empty when it was converted.
struct Outcome {
  std::optional<Error> error;
  int pages = 0;
  int failed_pages = 0;
  int tables = 0;
  int verified = 0;       // numbers by verdict
  int unverified = 0;
  int contradicted = 0;
  int findings = 0;       // of severity warning or error
  std::string reason;     // one line: the error's, or that of the first page which failed
};

using Sequence = std::vector<std::unique_ptr<Stage>>;

Outcome convert_document(const Sequence& sequence, const ConvertJob& job, const Options& options);

// The numbers of an Outcome, read off a finished document.
Outcome outcome_of(const Document& document);

}  // namespace tabularium
