// tables.xlsx: contents with legend, one sheet a table, findings.
#pragma once

#include <string>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"

namespace tabularium {

Status write_xlsx(const Document& document, const Options& options, const std::string& dir);

}  // namespace tabularium
