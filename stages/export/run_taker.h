// What is made of all results of a run together, each of which is read once for all that want it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/document.h"
#include "models/result.h"
#include "stages/export/kept_document.h"
#include "stages/export/run_outputs.h"

namespace tabularium {

// Is told of one document after another: begin(), where that says yes take() for each table, end(). A failure ends it all; what was begun
// and not ended is undone when the taker goes.
class RunTaker {
 public:
  virtual ~RunTaker() = default;
  // False where it has this very result already.
  virtual Result<bool> begin(const RunDocument& record, KeptResult& result) = 0;
  virtual Status take(const Document& head, const Table& table) = 0;   // both lent; of the head only source and metadata are there
  virtual Status end(const Document& rest) = 0;                        // source, metadata, findings
  virtual Status finish() = 0;                                         // after the last document
};

using RunTakers = std::vector<std::unique_ptr<RunTaker>>;
using NextDocument = std::function<std::optional<RunDocument>()>;      // nullopt after the last one

// The results that `next` names, in `out_dir`, to all of `takers`.
Status hand_results_to(const RunTakers& takers, const std::string& out_dir, const NextDocument& next);
// The same with the documents of `run`.
Status hand_results_to(const RunTakers& takers, const std::string& out_dir, const RunInfo& run);

}  // namespace tabularium
