// A format that is written page by page from the words: they are put in order once for all such formats.
#pragma once

#include "models/page.h"
#include "models/result.h"
#include "stages/export/page_text.h"

namespace tabularium {

class PageWriter {
 public:
  virtual ~PageWriter() = default;
  virtual void take(const Page& page, const PageText& text) = 0;   // each page, in order
  virtual Status finish() = 0;                                     // after the last; without it nothing is left behind
};

}  // namespace tabularium
