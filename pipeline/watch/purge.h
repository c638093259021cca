// Removes what nobody asks for any more: superseded results and files of old runs. Results in force are never touched.
#pragma once

#include <cstdint>
#include <string>

#include "models/result.h"
#include "pipeline/ledger/ledger.h"

namespace tabularium {

struct Purged {
  int results = 0;
  int runs = 0;   // files
};

// What was put there before `before` (seconds since 1970). A superseded result that another input's link leads to stays.
Result<Purged> purge(Disk& disk, const Ledger& ledger, const std::string& output, std::int64_t before);

}  // namespace tabularium
