// Options as JSON, the same in document.json, in run.json and in the digest that a second run compares.
#pragma once

#include "models/options.h"
#include "stages/core/json_writer.h"

namespace tabularium {

// One object; passwords stay out.
void write_options(const Options& options, JsonWriter& json);

}  // namespace tabularium
