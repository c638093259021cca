// One document through the whole sequence, within this process.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/options.h"
#include "stages/export/formats.h"
#include "stages/stage.h"

namespace tabularium {

struct ConvertJob {
  std::string path;                // the input as the user gave it
  std::vector<std::string> files;  // the same, or the page images of a folder in natural order
  std::string output_dir;          // exists; the export stage writes into it
  std::string sha256;              // of the input's content
  std::string evidence;            // evidence.zst to run again from, when options.from_stage is set
};

// What became of one document, in numbers. `error` is empty when it was converted.
struct DocumentOutcome {
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

// Called at the start of every stage (page 0) and for every page that a stage reports.
using Progress = std::function<void(std::string_view stage, int page, int of_pages)>;

using Sequence = std::vector<std::unique_ptr<Stage>>;

// What all documents of a run share: the stages, the options as the profile completes them, the configuration.
class Converter {
 public:
  // bad_configuration when the profile cannot be used; missing_part when a format cannot be written.
  static Result<Converter> make(Options options, std::string config_dir, Writes what = Writes::documents_and_run);
  Converter(Sequence sequence, Options options, std::string config_dir, std::shared_ptr<const Profile> profile);

  const Options& options() const { return options_; }  // as the profile completed them

  // Never throws: what a library lets through becomes an internal error of this document.
  DocumentOutcome convert(const ConvertJob& job, const Progress& progress) const;

 private:
  Status run(const ConvertJob& job, const Progress& progress, Document& document) const;

  Sequence sequence_;
  Options options_;
  std::string config_dir_;
  std::shared_ptr<const Profile> profile_;
};

// The numbers of an DocumentOutcome, read off a finished document.
DocumentOutcome outcome_of(const Document& document);

}  // namespace tabularium
