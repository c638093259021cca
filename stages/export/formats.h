// The formats that a result can be written in. A format is one file here and one line in the table of formats.cc.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"

namespace tabularium {

// Writes into `dir`, which exists.
using WriteFormat = Status (*)(const Document& document, const Options& options, const std::string& dir);

struct Format {
  std::string_view name;   // as in --formats
  std::string_view files;  // what it leaves behind, for help texts
  std::string_view what;
  WriteFormat write = nullptr;
};

std::span<const Format> formats();
const Format* find_format(std::string_view name);  // nullptr when there is none

// document.json and evidence.zst always, then every format of options.formats. Unknown names are bad_configuration.
Status write_document(const Document& document, const Options& options, const std::string& dir);

}  // namespace tabularium
