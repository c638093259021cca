// What a worker process does: takes documents from one pipe, says what became of them on another.
#pragma once

#include <functional>

#include "pipeline/run/convert.h"
#include "pipeline/worker/messages.h"

namespace tabularium {

using ConvertFunction = std::function<DocumentOutcome(const ConvertJob& job, const Progress& progress)>;
using MakeConvert = std::function<ConvertFunction(const WorkerSetup& setup)>;

// Serves until `in` ends. Returns the process's exit code.
int serve_worker(int in, int out, const MakeConvert& make);

// The real one: models are loaded with the first document that needs them and kept.
ConvertFunction make_converter(const WorkerSetup& setup);

}  // namespace tabularium
