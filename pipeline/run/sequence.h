// The one readable list of stages, and how a document goes through it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stages/core/corrections.h"
#include "stages/stage.h"

namespace tabularium {

// ingest → extract → layout → tables → headers → reread → validate → export
std::vector<std::unique_ptr<Stage>> make_sequence();

// Runs the stages from `from` on (empty = all); each stage's needs are checked before it starts, and `on_stage` is told.
// What people corrected goes in at its time: to the words after extract, to the tables before validate, to the findings
// after it. A long text without corrections, profile and earlier report goes slice by slice from tables to validate (pipeline/run/long_text.h).
Status run_sequence(const std::vector<std::unique_ptr<Stage>>& sequence, const std::string& from, Document& document,
                    StageContext& context, const std::function<void(std::string_view)>& on_stage = {},
                    CorrectionRun* corrections = nullptr);

}  // namespace tabularium
