// A PDF to which text is added; the only file that knows qpdf.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/geometry.h"
#include "models/result.h"
#include "stages/core/page_pictures.h"

namespace tabularium {

struct PaperSize {
  double width = 0;   // points
  double height = 0;
};

struct PagePlace {
  Box crop;           // user space: y up
  int rotate = 0;     // quarter turns clockwise
};

struct InvisibleFont {
  std::string file;          // TrueType
  std::string to_unicode;    // CMap
  std::string code_to_glyph; // CIDToGIDMap
};

Status pdf_copy_ready();  // missing_part when this was built without qpdf

class PdfCopy {
 public:
  // Tries no password, then each of `passwords`; the copy is encrypted as the file is.
  static Result<PdfCopy> of_file(const std::string& path, const std::vector<std::string>& passwords);
  static PdfCopy empty(const std::string& folder);  // for its temporary file
  PdfCopy(PdfCopy&&) noexcept;
  ~PdfCopy();

  // A page of `size` with nothing but the picture. Its bytes wait in a temporary file, so memory does not grow with pages.
  Status add_picture_page(int number, const PagePicture& picture, const PaperSize& size);
  Result<PagePlace> place_of(int number) const;  // 1-based, as the source counts
  // Puts `content` behind what the page shows, and takes out invisible text that it had. `font` is its font's name.
  Status add_invisible(int number, const std::string& content, const std::string& font);
  Status set_font(const InvisibleFont& font);
  Status write(const std::string& path);

 private:
  struct Impl;
  explicit PdfCopy(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tabularium
