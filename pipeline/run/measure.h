// A cheap look at a document, to know what converting it will cost: it is hashed, its pages are counted, three of them looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/options.h"
#include "models/result.h"

namespace tabularium {

struct Measure {
  enum class Kind { unreadable, text, pages } kind = Kind::unreadable;
  std::string sha256;
  std::int64_t bytes = 0;
  int pages = 0;
  int scanned = 0;  // of them, from the share among those looked at
};

// Never fails: what cannot be opened is unreadable, and its own conversion will say why. `files` as in Input.
Measure measure_document(const std::string& path, const std::vector<std::string>& files, const Options& options);

// As one line and back, to come out of a process of its own. Nothing when the line is none.
std::string measure_to_text(const Measure& measure);
std::optional<Measure> measure_from_text(const std::string& text);

}  // namespace tabularium
