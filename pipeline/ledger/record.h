// What became of each input: in run.json for a run, and inside a document's own folder for the next run to find.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"
#include "stages/core/json_writer.h"

namespace tabularium {

enum class DocumentStatus { converted, converted_with_findings, failed, skipped };

// Where a document stands in the ledger. seen, settling and running are known to the run at work alone; the others last.
enum class LedgerState { seen, settling, running, done, done_with_findings, failed, quarantined, superseded };

struct DocumentRecord {
  std::string input;       // as the user gave it, or as found in a folder
  DocumentStatus status = DocumentStatus::failed;
  std::string reason;      // one line; empty when there is nothing to say
  std::string output;      // the document's folder below the output folder; empty = none
  int pages = 0;
  int tables = 0;
  int verified = 0;
  int unverified = 0;
  int contradicted = 0;
  int findings = 0;
  double seconds = 0;
};

// Of what a folder is the result: OUT/<name>/.tabularium.json, which moves into place together with the folder. Where an input has
// no result (it failed, or has the content of another), the same stands in OUT/.tabularium/waiting/<name>.json.
struct DocumentState {
  DocumentRecord record;
  std::string sha256;      // of the input
  std::string options;     // options_key
  std::string version;     // of the program
  std::string directory = {};    // that a relative input path starts from
  std::string corrections = {};  // digest of corrections.json as it was taken in; empty = none
  bool reshaped = false;         // some of them changed the shape of tables
  std::vector<std::pair<std::string, std::int64_t>> files;  // result files and their sizes
  LedgerState state = LedgerState::done;
  std::string since = {};        // when it came to be so; ISO 8601, UTC
  int attempts = 0;              // that failed, of this content
  std::int64_t next_try = 0;     // seconds since 1970; not before
  std::string same_as = {};      // name of the document whose result this is, too
  std::int64_t input_size = -1;  // of the input as it was read; -1 = not known
  std::int64_t input_time = 0;   // its time of change, nanoseconds since 1970
};

struct RunRecord {
  std::string version;
  std::string started;     // ISO 8601, UTC
  double seconds = 0;
  Options options;
  bool interrupted = false;
  std::vector<std::string> hints;
  std::vector<DocumentRecord> documents;
  std::string command = "convert";  // convert, nightly, watch
};

std::string status_name(DocumentStatus status);
std::optional<DocumentStatus> status_of_name(std::string_view name);
std::string state_name(LedgerState state);

// The input's absolute path.
std::string input_path(const DocumentState& state);

// A digest of everything in `options` that changes a result, and of the files in `config_dir` that do.
// Passwords and the stage to start from are no part of it.
std::string options_key(const Options& options, const std::string& config_dir);

// The source with its paths made absolute, so that its pages are found from wherever one looks at the result.
Source located(Source source, const DocumentState& state);

// Digest of the corrections that lie in a document's folder; empty where there are none.
std::string corrections_key(const std::string& folder);
// Whether some of them change the shape of tables (stages/core/corrections.h).
bool corrections_reshape(const std::string& folder);

// The options of the run that filled this output folder, as far as they change results; bad_input without a run.json.
Result<Options> options_of_run(const std::string& output);
Result<Options> options_from_run_json(const std::string& json, const std::string& path);  // `path` for messages

// Lossless, also for names that are no UTF-8.
std::string state_to_json(const DocumentState& state);
Result<DocumentState> state_from_json(const std::string& text);
std::string run_to_json(const RunRecord& run);
// The same with documents that come one by one, until `next` has no more; those of `head` are not written.
void write_run_json(const RunRecord& head, const std::function<std::optional<DocumentRecord>()>& next, JsonWriter& json);

inline constexpr const char* state_file = "/.tabularium.json";  // in a document's folder

Status write_state(const std::string& folder, DocumentState state);       // lists the folder's files itself
std::optional<DocumentState> read_state(const std::string& folder);       // nothing when missing or damaged
bool is_complete(const std::string& folder, const DocumentState& state);  // every file there, with its size

}  // namespace tabularium
