#include "stages/export/searchable_pdf.h"

#include "stages/core/atomic_file.h"
#include "stages/export/invisible_text.h"
#include "stages/export/page_text.h"
#include "stages/export/pdf_copy.h"

namespace tabularium {
namespace {

std::vector<Word> words_of(const Document& document, const Page& page) {
  PageText text;
  text.read(document, page);
  std::vector<Word> words;
  for (const WrittenBlock& block : text.blocks())
    for (const WrittenLine& line : text.lines(block))
      for (const Word* word : text.words(line)) words.push_back(*word);
  return words;
}

// Where a page of an image file comes to stand on the page of a PDF.
PaperSize source_size(const Page& page) {
  const bool sideways = page.quality && page.quality->turned % 2 == 1;
  return sideways ? PaperSize{page.height, page.width} : PaperSize{page.width, page.height};
}

Status add_layers(const ExportJob& job, PdfCopy& copy) {
  InvisibleText text;
  const std::string font = "/TabulariumText";
  for (const Page& page : job.document.pages) {
    if (page.origin != PageOrigin::image || page.failure) continue;  // a digital page can be searched as it is
    const auto place = copy.place_of(page.number);
    if (!place.ok()) return place.error();
    Affine to_user = to_user_space(place.value().crop, place.value().rotate);
    const PaperSize size = source_size(page);
    const bool sideways = place.value().rotate % 2 == 1;
    const double width = sideways ? place.value().crop.height() : place.value().crop.width();
    if (size.width > 0) to_user = then({width / size.width, 0, 0, width / size.width, 0, 0}, to_user);
    const std::string content = text.content(words_of(job.document, page), then(to_source_page(page), to_user), font);
    if (Status status = copy.add_invisible(page.number, content, font); !status.ok()) return status;
  }
  return copy.set_font({InvisibleText::font_file(), text.to_unicode(), text.glyphs_of_codes()});
}

}  // namespace

Status searchable_pdf_ready() { return pdf_copy_ready(); }

Status write_searchable_pdf(const ExportJob& job) {
  const Source& source = job.document.source;
  if (source.kind == SourceKind::text) return {};
  Result<PdfCopy> copy = source.kind == SourceKind::pdf ? PdfCopy::of_file(source.files.front(), job.options.passwords)
                                                        : Result<PdfCopy>(PdfCopy::empty(job.dir));
  if (!copy.ok()) return copy.error();
  if (source.kind != SourceKind::pdf) {
    if (job.pictures == nullptr) return Error{ErrorCode::bad_input, "searchable.pdf needs the input's pictures", {}};
    for (const Page& page : job.document.pages) {
      if (page.failure) continue;
      const Result<PagePicture> picture = job.pictures->original(page);
      if (!picture.ok()) return picture.error();
      if (Status status = copy.value().add_picture_page(page.number, picture.value(), source_size(page)); !status.ok()) return status;
    }
  }
  if (Status status = add_layers(job, copy.value()); !status.ok()) return status;
  AtomicFile file(job.dir + "/searchable.pdf");
  file.close_for_library();
  if (Status status = copy.value().write(file.temporary_path()); !status.ok()) return status;
  return file.commit();
}

}  // namespace tabularium
