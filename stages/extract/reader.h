// The seam behind which text recognisers stand.
#pragma once

#include <memory>
#include <string>
#include <string_view>
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
  // True where the word stands in the reader's list of that language; false for a reader that has none.
  virtual bool knows(const std::string& /*word*/, const std::string& /*language*/) { return false; }
};

// The first always reads; the second, where there is one, is asked by language, noise and doubt.
struct Readers {
  Readers(Reader& always, Reader* other = nullptr) : first(always), second(other) {}  // NOLINT: one reader will do
  Reader& first;
  Reader* second;
};

// Tesseract; models are loaded once per language set and kept. missing_part names the package of a missing language.
Result<std::unique_ptr<Reader>> make_tesseract_reader();
std::vector<std::string> installed_languages();


// PP-OCRv4 through ONNX Runtime, where both are installed; else missing_part. Lines only: scopes make no difference.
Result<std::unique_ptr<Reader>> make_paddle_reader();
// What of it is there: the folder that holds its model, the runtime's version; empty = missing.
struct SecondReaderParts {
  std::string folder;
  std::string runtime;
};
SecondReaderParts second_reader_parts();

// The letters that an expectation leaves; empty = all.
constexpr std::string_view allowed_letters(Expectation expectation) {
  switch (expectation) {
    case Expectation::digits: return "0123456789";
    case Expectation::number: return "0123456789.,-+()%";
    case Expectation::date: return "0123456789.-/:";
    case Expectation::anything:
    case Expectation::words: return "";
  }
  return "";
}

}  // namespace tabularium
