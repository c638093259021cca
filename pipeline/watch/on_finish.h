// A command of the office's own that hears of a finished run: mail, a webhook, whatever there is.
#pragma once

#include <string>

#include "models/result.h"

namespace tabularium {

// Runs `command` in a shell with `json` on its standard input and the report's path in $TABULARIUM_REPORT. io: it could not be started,
// took longer than `seconds` (then it is ended) or did not end with 0.
Status run_on_finish(const std::string& command, const std::string& json, const std::string& report, int seconds = 60);

}  // namespace tabularium
