// What the parts of the PDF wrapper (pdf_*.cc) share. Nobody else includes this.
#pragma once

#include <poppler-config.h>
//
#include <PDFDoc.h>

#include <memory>
#include <string>

#include "stages/extract/pdf_document.h"
#include "stages/extract/pdf_page_device.h"

namespace tabularium {

struct PdfDocument::Impl {
  std::string path;
  std::unique_ptr<PDFDoc> document;
  PdfPageDevice device;
  int pages = 0;
};

}  // namespace tabularium
