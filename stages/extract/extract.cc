#include "stages/extract/extract.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "stages/core/profile.h"
#include "stages/extract/pdf_document.h"
#include "stages/extract/text_input.h"

namespace tabularium {
namespace {

class ExtractStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "extract"; }
  Layers needs() const noexcept override { return Layer::source; }
  Layers gives() const noexcept override { return Layer::evidence; }
  Status run(Document& document, StageContext& context) const override;
};

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

Page failed_page(int number, const std::string& reason) {
  Page page;
  page.number = number;
  page.failure = reason;
  return page;
}

Status extract_text(Document& document, StageContext& context) {
  const bool from_profile = context.profile != nullptr && !context.options.script_given;
  const Script script = from_profile ? context.profile->script : context.options.script;
  Result<DecodedText> text = read_text_file(document.source.files.front(), context.options.charset, script);
  if (!text) return text.error();
  document.source.charset = text.value().charset;
  document.source.pages = 1;
  Page page;
  page.number = 1;
  page.origin = PageOrigin::text;
  page.evidence.lines = std::move(text.value().lines);
  document.pages.push_back(std::move(page));
  if (context.on_page) context.on_page(1, 1);
  return {};
}

Status extract_pdf(Document& document, StageContext& context) {
  Result<PdfDocument> pdf = PdfDocument::open(document.source.files.front(), context.options.passwords);
  if (!pdf) return pdf.error();
  document.source.pages = pdf.value().page_count();
  const std::vector<int> wanted = wanted_pages(context.options.pages, document.source.pages);
  if (wanted.empty())
    return Error{ErrorCode::bad_input, document.source.path + ": none of the pages asked for exists; it has " +
                                           std::to_string(document.source.pages), {}};
  int done = 0;
  for (const int number : wanted) {
    if (context.cancelled && context.cancelled()) return Error{ErrorCode::timed_out, document.source.path + ": stopped", {}};
    Result<PdfPage> page = pdf.value().read_page(number);
    document.pages.push_back(page ? std::move(page.value().page) : failed_page(number, page.error().message));
    if (context.on_page) context.on_page(++done, static_cast<int>(wanted.size()));
  }
  return {};
}

Status ExtractStage::run(Document& document, StageContext& context) const {
  document.pages.clear();
  switch (document.source.kind) {
    case SourceKind::pdf: return extract_pdf(document, context);
    case SourceKind::text: return extract_text(document, context);
    default: return Error{ErrorCode::unsupported, document.source.path + ": this kind is not read", {}};
  }
}

}  // namespace

std::unique_ptr<Stage> make_extract_stage() { return std::make_unique<ExtractStage>(); }

}  // namespace tabularium
