#include "stages/extract/pdf_document.h"

#include <poppler-config.h>
//
#include <Catalog.h>
#include <Error.h>
#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <goo/GooString.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <mutex>
#include <optional>

#include "stages/core/tagged_grid.h"
#include "stages/extract/character_rules.h"
#include "stages/extract/pdf_impl.h"
#include "stages/extract/pdf_structure.h"
#include "stages/extract/text_layer.h"
#include "stages/extract/turn_page.h"

namespace tabularium {
namespace {

constexpr double largest_page = 200'000;  // points, about 70 m

thread_local std::string last_complaint;

void remember_complaint(ErrorCategory category, Goffset, const char* message) {
  if (category != errSyntaxWarning && category != errUnimplemented) last_complaint = message;
}

void start_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    setErrorCallback(remember_complaint);
    globalParams = std::make_unique<GlobalParams>();
    globalParams->setErrQuiet(true);
  });
}

std::string with_complaint(std::string message) {
  if (!last_complaint.empty()) message += " (" + last_complaint + ")";
  return message;
}

std::unique_ptr<PDFDoc> open_with(const std::string& path, const std::optional<std::string>& password) {
  std::optional<GooString> secret;
  if (password) secret.emplace(*password);
  return std::make_unique<PDFDoc>(std::make_unique<GooString>(path), secret, secret);
}

Error open_error(const std::string& path, const PDFDoc& document, bool passwords_given) {
  switch (document.getErrorCode()) {
    case errOpenFile: return {ErrorCode::not_found, path + ": cannot be opened", {}};
    case errEncrypted:
      return {ErrorCode::password_needed,
              path + (passwords_given ? ": encrypted, and no password given fits" : ": encrypted; a password is needed"), {}};
    case errBadCatalog: return {ErrorCode::bad_input, path + ": damaged PDF: " + with_complaint("no page list can be found"), {}};
    default: return {ErrorCode::bad_input, path + ": damaged PDF: " + with_complaint("it cannot be repaired"), {}};
  }
}

double share_covered(const PaintedPage& painted, const Box& page) {
  // Pictures of a page hardly overlap, except for strips and layers of one scan: the union's box is close enough
  // when one is large, the sum when many are small.
  double sum = 0, largest = 0;
  for (const PaintedImage& image : painted.images) {
    const double area = intersect(image.box, page).area();
    sum += area;
    largest = std::max(largest, area);
  }
  return page.area() > 0 ? std::min(1.0, std::max(largest, sum) / page.area()) : 0;
}

// Text under a picture and white text on white ground can be read by nobody: hidden like invisible text.
void hide_unseen(GlyphWords& list, const PaintedPage& painted) {
  for (std::size_t i = 0; i < list.words.size(); ++i) {
    Word& word = list.words[i];
    const Point center{word.box.center_x(), word.box.center_y()};
    const int order = list.order[i];
    word.hidden = word.hidden || std::any_of(painted.images.begin(), painted.images.end(), [&](const PaintedImage& image) {
                    return image.opaque && image.order > order && image.box.contains(center);
                  });
    if (word.hidden || !is_near_white(word.color)) continue;
    bool on_dark = std::any_of(painted.images.begin(), painted.images.end(),
                               [&](const PaintedImage& image) { return image.order < order && image.box.contains(center); });
    for (const FillMark& fill : painted.fills) {
      if (fill.order >= order) break;
      if (fill.box.contains(center)) on_dark = !is_near_white(fill.color);
    }
    word.hidden = !on_dark;
  }
}

// Shares out the words that stand on the page; gives the mark of each visible one.
std::vector<ContentMark> move_words(GlyphWords& list, const PaintedPage& painted, const Box& page, PdfPage& out) {
  std::vector<ContentMark> marks;
  for (std::size_t i = 0; i < list.words.size(); ++i) {
    Word& word = list.words[i];
    if (!page.contains({word.box.center_x(), word.box.center_y()})) continue;
    if (!word.hidden && !painted.marks.empty())
      marks.push_back(list.mark[i] < 0 ? ContentMark{} : painted.marks[static_cast<std::size_t>(list.mark[i])]);
    (word.hidden ? out.hidden_words : out.page.evidence.words).push_back(std::move(word));
  }
  out.page.evidence.words.shrink_to_fit();  // kept for as long as the document is
  return marks;
}

// `marks`: of the visible words; left empty where the page has none.
PdfPage evidence_of(PaintedPage painted, int number, double width, double height, std::vector<ContentMark>& marks) {
  PdfPage out;
  out.page.number = number;
  out.page.width = width;
  out.page.height = height;
  out.page.origin = PageOrigin::digital;
  const Box page{0, 0, width, height};
  GlyphWords list = words_from_glyphs(painted.glyphs, painted.fonts);
  hide_unseen(list, painted);
  const std::vector<RuleMark> drawn = take_character_rules(list);
  painted.rules.insert(painted.rules.end(), drawn.begin(), drawn.end());
  marks = move_words(list, painted, page, out);
  Ruling ruling = ruling_from_marks(std::move(painted.rules), painted.fills, page);
  out.page.evidence.rules = std::move(ruling.rules);
  out.page.evidence.fills = std::move(ruling.fills);
  for (const PaintedImage& image : painted.images) {
    const Box seen = intersect(image.box, page);
    if (!seen.empty()) out.page.evidence.images.push_back({seen});
  }
  out.image_cover = share_covered(painted, page);
  out.drawn_shapes = painted.drawn_shapes;
  out.text_layer = judge_text_layer(out.page.evidence.words, out.hidden_words, painted.unmapped_glyphs);
  return out;
}

}  // namespace

void PdfDocument::Impl::read_tree() {
  if (tree_read) return;
  tree_read = true;
  tree = read_structure_tree(*document);
  for (const StructureTable& table : tree.tables) {
    SetTable set = set_table(table);
    if (set.rows > 0) tables.push_back(std::move(set));
  }
  tree.tables.clear();
}

void PdfDocument::Impl::add_tags(int number, const std::vector<ContentMark>& marks, PageEvidence& evidence) {
  read_tree();
  const Ref* page = document->getCatalog()->getPageRef(number);
  if (page == nullptr || tables.empty()) return;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    TaggedTable part = part_on_page(tables[i], static_cast<int>(i), page->num, marks);
    if (part.cells.empty()) continue;
    spread_short_rows(part, evidence.words);
    evidence.tagged_tables.push_back(std::move(part));
  }
  evidence.tag_cover = tree_cover(tree, page->num, marks);
}

PdfDocument::PdfDocument(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
PdfDocument::PdfDocument(PdfDocument&&) noexcept = default;
PdfDocument& PdfDocument::operator=(PdfDocument&&) noexcept = default;
PdfDocument::~PdfDocument() = default;

int PdfDocument::page_count() const noexcept { return impl_->pages; }

PageSize PdfDocument::page_size(int number) const {
  ::Page* page = impl_->document->getPage(number);
  if (page == nullptr || !page->isOk()) return {};
  const bool turned = page->getRotate() % 180 != 0;
  return turned ? PageSize{page->getCropHeight(), page->getCropWidth()}
                : PageSize{page->getCropWidth(), page->getCropHeight()};
}

Result<PdfDocument> PdfDocument::open(const std::string& path, const std::vector<std::string>& passwords) {
  start_library();
  last_complaint.clear();
  try {
    auto document = open_with(path, std::nullopt);
    for (std::size_t i = 0; i < passwords.size() && document->getErrorCode() == errEncrypted; ++i)
      document = open_with(path, passwords[i]);
    if (!document->isOk()) return open_error(path, *document, !passwords.empty());
    const int pages = document->getNumPages();
    if (pages <= 0) return Error{ErrorCode::bad_input, path + ": damaged PDF: " + with_complaint("it has no pages"), {}};
    auto impl = std::make_unique<Impl>();
    impl->path = path;
    impl->document = std::move(document);
    impl->pages = pages;
    return PdfDocument(std::move(impl));
  } catch (const std::exception& failure) {
    return Error{ErrorCode::bad_input, path + ": damaged PDF: " + failure.what(), {}};
  }
}

Result<PdfPage> PdfDocument::read_page(int number) {
  const auto failed = [&](ErrorCode code, const std::string& reason) { return Error{code, reason, number}; };
  last_complaint.clear();
  try {
    ::Page* page = impl_->document->getPage(number);
    if (page == nullptr || !page->isOk()) return failed(ErrorCode::bad_input, with_complaint("the page is damaged"));
    const auto [width, height] = page_size(number);
    if (!(width > 0) || !(height > 0)) return failed(ErrorCode::bad_input, "the page has no size");
    if (width > largest_page || height > largest_page)
      return failed(ErrorCode::too_large, "the page is larger than " + std::to_string(static_cast<int>(largest_page)) + " points");
    impl_->document->displayPage(&impl_->device, number, 72, 72, 0, false, true, false);
    impl_->note_annotations(*page);
    std::vector<ContentMark> marks;
    PdfPage read = evidence_of(impl_->device.take(), number, width, height, marks);
    if (!marks.empty()) impl_->add_tags(number, marks, read.page.evidence);
    if (const int turns = sideways_turns(read); turns != 0) {
      turn_upright(read, turns);
      impl_->turned[number] = turns;
    }
    return read;
  } catch (const std::exception& failure) {
    return failed(ErrorCode::bad_input, failure.what());
  }
}

}  // namespace tabularium
