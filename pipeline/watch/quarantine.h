// Documents that were given up: OUT/quarantine/<name>/ holds a copy of the input and reason.txt beside it.
#pragma once

#include <string>

#include "models/result.h"
#include "pipeline/ledger/ledger.h"

namespace tabularium {

// Where the copy cannot be made (a full disk, an input that cannot be read) the reason stands alone and says so.
Status put_in_quarantine(Disk& disk, const std::string& output, const LedgerEntry& entry);

// Tried again by the next run, as if it had just come. not_found: no such document is quarantined.
Status release_from_quarantine(Disk& disk, Ledger& ledger, const std::string& output, const std::string& name);

// A document that failed is due at once. not_found: no such document has failed.
Status retry_now(Ledger& ledger, const std::string& name);

}  // namespace tabularium
