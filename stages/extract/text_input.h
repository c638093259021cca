// A plain text file as lines with their places in the original bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/evidence.h"
#include "models/finding.h"
#include "models/options.h"
#include "models/result.h"

namespace tabularium {

struct DecodedText {
  std::vector<TextLine> lines;  // text as decoded; `raw` empty. One that a form feed begins begins a page
  std::string charset;          // converter that was used
  double confidence = 1;        // that it is the right one; 1 where it was given or the bytes prove it
  std::string runner_up;        // the next best guess; empty = none
  std::vector<Finding> repairs;
};

// Charset: the one given, else what extract/charset finds.
// bad_input: NUL-ridden or otherwise no text. bad_configuration: an unknown charset was asked for.
Result<DecodedText> decode_text(std::string_view bytes, const std::string& charset);

// Reads the file, decodes it, repairs its lines (core/document_repair).
Result<DecodedText> read_text_file(const std::string& path, const std::string& charset, Script script, const std::string& language = "en");

}  // namespace tabularium
