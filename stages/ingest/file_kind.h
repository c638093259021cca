// Kinds of files, told by their first bytes. No file is opened here: bytes in, a plain value out.
#pragma once

#include <string>
#include <string_view>

#include "models/document.h"

namespace tabularium {

struct FileKind {
  SourceKind kind = SourceKind::other;
  std::string media_type;
  std::string name;    // of a kind that is not read, for people: "a DOCX document"
  std::string remedy;  // what would make it readable: "save it as PDF"
};

// Enough of a file to tell its kind.
inline constexpr std::size_t kind_sample_bytes = 65536;

// `head` is the file's beginning (kind_sample_bytes of it, or all), `whole` = that is all of it.
FileKind kind_of(std::string_view head, bool whole);

}  // namespace tabularium
