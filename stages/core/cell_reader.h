// The only later look at pixels: reading one spot of an image page again, knowing what to expect there.
#pragma once

#include <string>

#include "models/evidence.h"
#include "models/result.h"

namespace tabularium {

enum class Expectation { anything, digits, number, date, words };

struct ReadRequest {
  int page = 0;                 // 1-based
  Box box;                      // points, on the upright page; the cell's inside
  Expectation expectation = Expectation::anything;
  std::string language;         // Tesseract name; empty = the page's
};

class CellReader {
 public:
  virtual ~CellReader() = default;
  // An empty text is a reading, too: nothing stands there. An Error: the page cannot be looked at (again).
  virtual Result<Alternative> read(const ReadRequest& request) = 0;
};

}  // namespace tabularium
