// What a format gets to write a document.
#pragma once

#include <string>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"
#include "stages/core/page_pictures.h"

namespace tabularium {

// Everything is borrowed for the call.
struct ExportJob {
  const Document& document;
  const Options& options;
  const std::string& dir;             // exists; files go here
  PagePictures* pictures = nullptr;   // null = the pages cannot be looked at
};

}  // namespace tabularium
