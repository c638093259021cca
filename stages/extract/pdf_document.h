// A PDF file: its pages' evidence and pixels, without showing the library that reads it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/page.h"
#include "models/result.h"
#include "stages/extract/page_image.h"

namespace tabularium {

// What a page's text layer is worth.
enum class TextLayer {
  good,     // visible text that can be trusted
  none,     // no text at all
  hidden,   // text lies invisibly under (or over) a picture: somebody's OCR
  garbage,  // glyphs without Unicode values, or mojibake
};

struct PdfPage {
  Page page;                       // digital evidence: visible words, rules, fills, images
  TextLayer text_layer = TextLayer::good;
  std::vector<Word> hidden_words;  // of the hidden layer, if there is one
  double image_cover = 0;          // share of the page that pictures cover, 0..1
  int drawn_shapes = 0;            // areas with curves or slanted edges: drawings, or text turned into outlines
};

struct PageSize {
  double width = 0;   // points, after rotation is undone
  double height = 0;
};

// What a PDF carries beside its pages: never run, never opened.
struct PdfExtras {
  int scripts = 0;      // of the document, its form fields and the pages read until now
  int attachments = 0;  // files embedded in the document or pinned to a page read until now
};

class PdfDocument {
 public:
  // Tries no password, then each of `passwords` as user's and as owner's. bad_input: damaged, with the reason.
  static Result<PdfDocument> open(const std::string& path, const std::vector<std::string>& passwords = {});
  PdfDocument(PdfDocument&&) noexcept;
  PdfDocument& operator=(PdfDocument&&) noexcept;
  ~PdfDocument();

  int page_count() const noexcept;
  PageSize page_size(int number) const;  // 0 x 0 where the page is damaged
  // Told from what the page names, without reading it: fonts, and no pictures or forms. A page that draws text and pictures is not
  // told here, nor whether the glyphs can be read as text.
  bool draws_text_alone(int number) const;
  // `number` is 1-based. Words are in the order of painting.
  Result<PdfPage> read_page(int number);
  PdfExtras extras() const;
  // The page as it looks. Where it is nothing but one picture, that picture at its own resolution.
  Result<PageImage> render_page(int number, double dpi = 300);

 private:
  struct Impl;
  explicit PdfDocument(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tabularium
