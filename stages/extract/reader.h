// The seam behind which text recognisers stand.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/evidence.h"
#include "models/result.h"
#include "stages/core/cell_reader.h"
#include "stages/extract/page_image.h"

namespace tabularium {

// bare_line: the picture is one line from edge to edge; no search for it.
enum class ReadScope { page, block, line, bare_line, word };

struct RecogniseRequest {
  ReadScope scope = ReadScope::page;
  Box pixels;                          // part of the image to read, in pixels; all zero = all
  Expectation expectation = Expectation::anything;
  std::string languages;               // "eng+chi_sim"
  double dpi = 300;
};

// Recognised words; boxes in pixels of the image given.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual std::string name() const = 0;
  virtual Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest& request) = 0;
};

// Tesseract; models are loaded once per language set and kept. missing_part names the package of a missing language.
Result<std::unique_ptr<Reader>> make_tesseract_reader();
std::vector<std::string> installed_languages();

}  // namespace tabularium
