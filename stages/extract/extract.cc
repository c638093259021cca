#include "stages/extract/extract.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "stages/core/delimited_text.h"
#include "stages/core/facing_pages.h"
#include "stages/core/messages.h"
#include "stages/core/profile.h"
#include "stages/extract/cell_reader_factory.h"
#include "stages/extract/hidden_layer.h"
#include "stages/extract/html_input.h"
#include "stages/extract/image_page.h"
#include "stages/extract/image_places.h"
#include "stages/extract/image_spread.h"
#include "stages/extract/page_pictures.h"
#include "stages/extract/pdf_document.h"
#include "stages/extract/pictured_tables.h"
#include "stages/extract/printer_text.h"
#include "stages/extract/reader.h"
#include "stages/extract/text_input.h"

namespace tabularium {
namespace {

// The text recogniser, made when the first image page comes and kept for later documents: its models load slowly,
// and neither text nor digital pages may pay for them.
class LazyReader {
 public:
  Result<std::shared_ptr<Reader>> get() {
    if (!reader_) {
      Result<std::unique_ptr<Reader>> made = make_tesseract_reader();
      if (!made) return made.error();
      reader_ = std::move(made).value();
    }
    return reader_;
  }

  // Null where it is not installed, or not wanted.
  std::shared_ptr<Reader> second(const Options& options) {
    if (!options.second_reader) return nullptr;
    if (!second_sought_) {
      second_sought_ = true;
      if (Result<std::unique_ptr<Reader>> made = make_paddle_reader()) second_ = std::move(made).value();
    }
    return second_;
  }

 private:
  std::shared_ptr<Reader> reader_;
  std::shared_ptr<Reader> second_;
  bool second_sought_ = false;
};

class ExtractStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "extract"; }
  Layers needs() const noexcept override { return Layer::source; }
  Layers gives() const noexcept override { return Layer::evidence; }
  Status run(Document& document, StageContext& context) const override;

 private:
  mutable LazyReader reader_;  // a worker runs one document at a time
};

using PagePicture = std::function<Result<CellPage>(int page)>;
using Turns = std::map<int, int>;  // quarter turns of the pages that were read turned; a second look turns them, too

int turn_of(const Turns& turns, int page) {
  const auto known = turns.find(page);
  return known == turns.end() ? 0 : known->second;
}

// The pages asked for that exist, ascending, each once.
std::vector<int> wanted_pages(const std::vector<PageRange>& ranges, int pages) {
  std::vector<int> wanted;
  for (int page = 1; page <= pages; ++page) {
    const bool asked = std::any_of(ranges.begin(), ranges.end(),
                                   [&](const PageRange& range) { return page >= range.first && page <= range.last; });
    if (ranges.empty() || asked) wanted.push_back(page);
  }
  return wanted;
}

Page failed_page(int number, PageOrigin origin, const std::string& reason) {
  Page page;
  page.number = number;
  page.origin = origin;
  page.failure = reason;
  return page;
}

std::vector<std::string> languages_of(const StageContext& context) {
  if (!context.options.languages.empty() || context.profile == nullptr) return context.options.languages;
  return context.profile->languages;
}

bool left_out(const Options& options, std::string_view part) {
  return std::find(options.without.begin(), options.without.end(), part) != options.without.end();
}

ImagePageOptions image_options(const StageContext& context) {
  ImagePageOptions options;
  options.languages = languages_of(context);
  options.clean = !left_out(context.options, "cleaning");
  options.cut = !left_out(context.options, "cells");
  return options;
}

// As ImagePageOptions::turned has it.
int turns_of(const PageQuality& quality) {
  const bool mirrored = std::find(quality.treatments.begin(), quality.treatments.end(), "mirror") != quality.treatments.end();
  return quality.turned + (mirrored ? 4 : 0);
}

// What is known of pages read from pictures, beside what stands in them.
struct Looks {
  Turns turns;
  std::map<int, std::vector<Box>> unread;  // lines of which nothing was read
};

Page read_picture(int number, const PagePicture& picture_of, Looks& looks, LazyReader& lazy, StageContext& context) {
  Result<std::shared_ptr<Reader>> reader = lazy.get();
  if (!reader) return failed_page(number, PageOrigin::image, reader.error().message);
  Result<CellPage> picture = picture_of(number);
  if (!picture) return failed_page(number, PageOrigin::image, picture.error().message);
  Page page;
  page.number = number;
  page.origin = PageOrigin::image;
  const std::shared_ptr<Reader> second = lazy.second(context.options);
  Result<std::vector<Box>> unread = read_image_page(picture.value().image, picture.value().options, {*reader.value(), second.get()}, page);
  if (!unread) return failed_page(number, PageOrigin::image, unread.error().message);
  looks.unread[number] = std::move(unread).value();
  if (const int turned = page.quality ? turns_of(*page.quality) : 0; turned != 0) looks.turns[number] = turned;
  if (!context.cell_reader) context.cell_reader = make_cell_reader(picture_of, reader.value(), second);
  return page;
}

// Two facing pages scanned as one page of a PDF stay one page, for its number is the file's; they are marked, to be laid
// out apart.
void mark_facing(Page& page, const PagePicture& picture_of) {
  if (!page.quality || page.width <= page.height) return;
  Result<CellPage> picture = picture_of(page.number);
  if (!picture) return;
  if (faces(picture.value().image, page.quality->turned)) page.quality->treatments.emplace_back(kFacingPages);
}

// A page whose text cannot be trusted, or that shows pictures (or drawn letters) instead of text.
bool needs_reading(const PdfPage& page) {
  constexpr double mostly_picture = 0.8, partly_picture = 0.3;
  constexpr int many_shapes = 100;
  constexpr std::size_t stamp_words = 12;  // a library's stamp or a page number over a scan
  const std::size_t words = page.page.evidence.words.size();
  switch (page.text_layer) {
    case TextLayer::garbage: return true;
    case TextLayer::hidden: return page.image_cover >= mostly_picture || page.drawn_shapes >= many_shapes;
    case TextLayer::none: return page.image_cover >= partly_picture || page.drawn_shapes >= many_shapes;
    case TextLayer::good: return page.image_cover >= mostly_picture && words <= stamp_words;
  }
  return false;
}

// Letters laid invisibly over a figure (a map, a chart) that fills only part of the page: all the text there is.
void show_hidden_words(PdfPage& page) {
  for (Word& word : page.hidden_words) {
    word.hidden = false;
    page.page.evidence.words.push_back(std::move(word));
  }
}

Status no_such_page(const Document& document) {
  return Error{ErrorCode::bad_input, document.source.path + ": none of the pages asked for exists; it has " +
                                         std::to_string(document.source.pages), {}};
}

// A page that is full of marks of which none could be read is told: its tables are missing.
void note_illegible(Document& document, const Page& page, const std::string& language) {
  const auto& done = page.quality ? page.quality->treatments : std::vector<std::string>{};
  if (std::find(done.begin(), done.end(), kGivenUp) == done.end()) return;
  Finding finding;
  finding.code = "page_illegible";
  finding.severity = Severity::warning;
  finding.place.page = page.number;
  finding.place.box = Box{0, 0, page.width, page.height};
  finding.message = message_text(language, "page_illegible", {{"page", std::to_string(page.number)}});
  finding.proposal = message_text(language, "look_at_page", {});
  document.findings.push_back(std::move(finding));
}

// Rows that nobody would miss, since nothing was read of them.
void note_unread(Document& document, const Looks& looks, const std::string& language) {
  for (const auto& [page, lines] : looks.unread)
    for (const Box& line : lines) {
      Finding finding;
      finding.code = "line_unread";
      finding.severity = Severity::warning;
      finding.place.page = page;
      finding.place.box = line;
      finding.message = message_text(language, "line_unread", {{"page", std::to_string(page)}});
      finding.proposal = message_text(language, "look_for_row", {});
      document.findings.push_back(std::move(finding));
    }
}

// Runs `read` for each wanted page. A document of which no page could be read has failed.
Status read_pages(Document& document, StageContext& context, const std::function<Page(int)>& read) {
  const std::vector<int> wanted = wanted_pages(context.options.pages, document.source.pages);
  if (wanted.empty()) return no_such_page(document);
  int done = 0;
  for (const int number : wanted) {
    if (context.cancelled && context.cancelled()) return Error{ErrorCode::timed_out, document.source.path + ": stopped", {}};
    document.pages.push_back(read(number));
    note_illegible(document, document.pages.back(), context.options.messages);
    if (context.on_page) context.on_page(++done, static_cast<int>(wanted.size()));
  }
  if (std::all_of(document.pages.begin(), document.pages.end(), [](const Page& page) { return page.failure.has_value(); }))
    return Error{ErrorCode::bad_input, document.source.path + ": " + *document.pages.front().failure,
                 document.pages.front().number};
  return {};
}

// A character set that only the look of the text speaks for is told with its confidence.
void note_charset(Document& document, const DecodedText& text, const std::string& language) {
  constexpr double surely = 0.4;
  if (text.runner_up.empty()) return;
  Finding finding;
  finding.code = "charset_guessed";
  finding.severity = text.confidence < surely ? Severity::warning : Severity::info;
  const std::string percent = std::to_string(static_cast<int>(100 * text.confidence + 0.5));
  finding.message = message_text(language, "charset_guessed", {{"charset", text.charset}, {"percent", percent}, {"other", text.runner_up}});
  finding.evidence = text.charset + " " + percent + " %, then " + text.runner_up;
  finding.proposal = message_text(language, "other_charset", {{"other", text.runner_up}});
  document.findings.push_back(std::move(finding));
}

Status extract_text(Document& document, StageContext& context) {
  const bool from_profile = context.profile != nullptr && !context.options.script_given;
  const Script script = from_profile ? context.profile->script : context.options.script;
  Result<DecodedText> text = read_text_file(document.source.files.front(), context.options.charset, script, context.options.messages);
  if (!text) return text.error();
  document.source.charset = text.value().charset;
  note_charset(document, text.value(), context.options.messages);
  for (Finding& repair : text.value().repairs) document.findings.push_back(std::move(repair));
  std::vector<TextLine> lines = std::move(text.value().lines);
  if (looks_like_html(lines)) lines = lines_of_html(lines);
  else unify_delimited(lines);
  std::vector<Page> pages = printed_pages(std::move(lines));
  document.source.pages = static_cast<int>(pages.size());
  return read_pages(document, context, [&](int number) { return std::move(pages[static_cast<std::size_t>(number) - 1]); });
}

void note_extras(Document& document, const PdfExtras& extras, const std::string& language) {
  if (extras.scripts == 0 && extras.attachments == 0) return;
  Finding finding;
  finding.code = "extras_ignored";
  finding.severity = Severity::info;
  finding.message = message_text(language, "extras_ignored", {{"scripts", std::to_string(extras.scripts)}, {"files", std::to_string(extras.attachments)}});
  document.findings.push_back(std::move(finding));
}

// Tables in the pictures of a digital page.
void read_pictures_in(Page& page, const RenderPage& render, const ImagePageOptions& plain, LazyReader& lazy, const Options& settings) {
  read_pictured_tables(page, render, [&](const PageImage& picture, const ImagePageOptions& sized, Page& read) -> Status {
    const Result<std::shared_ptr<Reader>> reader = lazy.get();
    if (!reader) return reader.error();
    const std::shared_ptr<Reader> second = lazy.second(settings);
    ImagePageOptions options = plain;
    options.page_width = sized.page_width;
    options.page_height = sized.page_height;
    const Result<std::vector<Box>> unread = read_image_page(picture, options, {*reader.value(), second.get()}, read);
    return unread.ok() ? Status() : unread.error();
  });
}

// Findings of an earlier run of this stage make way.
void drop_own_findings(Document& document) {
  static constexpr std::array<std::string_view, 5> own = {"charset_guessed", "text_repaired", "page_illegible", "line_unread", "extras_ignored"};
  std::erase_if(document.findings, [](const Finding& f) { return std::find(own.begin(), own.end(), f.code) != own.end(); });
}

Status extract_pdf(Document& document, StageContext& context, LazyReader& reader) {
  Result<PdfDocument> opened = PdfDocument::open(document.source.files.front(), context.options.passwords);
  if (!opened) return opened.error();
  const auto pdf = std::make_shared<PdfDocument>(std::move(opened).value());
  document.source.pages = pdf->page_count();
  const ImagePageOptions plain = image_options(context);
  const auto looks = std::make_shared<Looks>();
  const PagePicture picture_of = [pdf, plain, looks](int number) -> Result<CellPage> {
    Result<PageImage> image = pdf->render_page(number);
    if (!image) return image.error();
    const PageSize size = pdf->page_size(number);
    CellPage page{std::move(image).value(), plain};
    page.options.page_width = size.width;
    page.options.page_height = size.height;
    page.options.turned = turn_of(looks->turns, number);
    return page;
  };
  context.page_pictures = make_page_pictures([pdf](int number, double dpi) { return pdf->render_page(number, dpi); });
  const Status read = read_pages(document, context, [&](int number) {
    Result<PdfPage> page = pdf->read_page(number);
    if (!page) return failed_page(number, PageOrigin::digital, page.error().message);
    if (needs_reading(page.value())) {
      Page seen = read_picture(number, picture_of, *looks, reader, context);
      weigh_layer(seen, page.value().hidden_words);
      mark_facing(seen, picture_of);
      return seen;
    }
    if (page.value().text_layer == TextLayer::hidden) show_hidden_words(page.value());
    read_pictures_in(page.value().page, [&](double dpi) { return pdf->render_page(number, dpi); }, plain, reader, context.options);
    return std::move(page.value().page);
  });
  note_unread(document, *looks, context.options.messages);
  note_extras(document, pdf->extras(), context.options.messages);
  return read;
}

Status extract_images(Document& document, StageContext& context, LazyReader& reader) {
  Result<std::vector<ImagePlace>> found = image_places(document.source.files);
  if (!found) return found.error();
  const auto places = std::make_shared<std::vector<ImagePlace>>(std::move(found).value());
  document.source.pages = static_cast<int>(places->size());
  const ImagePageOptions plain = image_options(context);
  const auto looks = std::make_shared<Looks>();
  const PagePicture picture_of = [places, plain, looks](int number) -> Result<CellPage> {
    Result<PageImage> image = load_place(places->at(static_cast<std::size_t>(number) - 1));
    if (!image) return image.error();
    CellPage page{std::move(image).value(), plain};
    page.options.turned = turn_of(looks->turns, number);
    return page;
  };
  context.page_pictures = open_page_pictures(document.source, {});
  const Status read = read_pages(document, context, [&](int number) { return read_picture(number, picture_of, *looks, reader, context); });
  note_unread(document, *looks, context.options.messages);
  return read;
}

Status ExtractStage::run(Document& document, StageContext& context) const {
  document.pages.clear();
  drop_own_findings(document);
  context.cell_reader = nullptr;
  context.page_pictures = nullptr;
  switch (document.source.kind) {
    case SourceKind::pdf: return extract_pdf(document, context, reader_);
    case SourceKind::text: return extract_text(document, context);
    case SourceKind::image:
    case SourceKind::image_folder: return extract_images(document, context, reader_);
    case SourceKind::other: break;
  }
  return Error{ErrorCode::unsupported, document.source.path + ": this kind is not read", {}};
}

}  // namespace

std::unique_ptr<Stage> make_extract_stage() { return std::make_unique<ExtractStage>(); }

}  // namespace tabularium
