// Running another program and hearing it out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/result.h"

namespace tabularium {

struct ProgramAnswer {
  int code = 0;      // of its exit; 128 + the signal that ended it
  std::string out;
  std::string err;
};

// `words[0]` is looked for along PATH. missing_part: there is no such program; timed_out: it did not end in time and was killed;
// too_large: it says more than 256 MB. `input` is at most 64 KB.
Result<ProgramAnswer> run_program(const std::vector<std::string>& words, std::string_view input, int seconds);

}  // namespace tabularium
