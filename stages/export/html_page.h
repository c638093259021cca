// index.html: the whole document in reading order, one self-contained file.
#pragma once

#include <string>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"

namespace tabularium {

Status write_html(const Document& document, const Options& options, const std::string& dir);

}  // namespace tabularium
