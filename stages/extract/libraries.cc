#include "stages/extract/libraries.h"

#include <allheaders.h>
#include <tesseract/baseapi.h>
#include <tiffio.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace tabularium {
namespace {

// "LIBTIFF, Version 4.5.0\nCopyright …", "leptonica-1.82.0": the number alone.
std::string number_in(const std::string& text) {
  const auto from = text.find_first_of("0123456789");
  return from == std::string::npos ? text : text.substr(from, text.find_first_not_of("0123456789.", from) - from);
}

std::string leptonica_version() {
  char* text = getLeptonicaVersion();
  const std::string number = number_in(text != nullptr ? text : "");
  lept_free(text);
  return number;
}

}  // namespace

std::vector<Library> extract_libraries() {
  std::error_code ignored;
  const bool maps = std::filesystem::is_directory("/usr/share/poppler/cMap", ignored);
  return {{"poppler", POPPLER_VERSION_BUILT, false},
          {"poppler-data", maps ? "installed" : "", true},
          {"tesseract", tesseract::TessBaseAPI::Version(), true},
          {"leptonica", leptonica_version(), true},
          {"libtiff", number_in(TIFFGetVersion()), true}};
}

}  // namespace tabularium
