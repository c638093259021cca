// What the parts of the PDF wrapper (pdf_*.cc) share. Nobody else includes this.
#pragma once

#include <poppler-config.h>
//
#include <PDFDoc.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "stages/extract/pdf_document.h"
#include "stages/extract/pdf_page_device.h"
#include "stages/extract/tagged_content.h"

namespace tabularium {

struct PdfDocument::Impl {
  std::string path;
  std::unique_ptr<PDFDoc> document;
  PdfPageDevice device;
  int pages = 0;

  std::unordered_map<int, int> turned;  // pages set upright because their text runs sideways: quarter turns undone

  int page_scripts = 0, pinned_files = 0;  // of the pages read
  void note_annotations(::Page& page);

  // Read when the first page is: a tree can be large, and not every use of a document needs it.
  bool tree_read = false;
  StructureTree tree;              // its tables moved to:
  std::vector<SetTable> tables;
  void read_tree();
  void add_tags(int number, const std::vector<ContentMark>& marks, PageEvidence& evidence);
};

}  // namespace tabularium
