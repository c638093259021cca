#include "pipeline/run/measure.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "stages/extract/page_image.h"
#include "stages/extract/pdf_document.h"
#include "stages/ingest/ingest.h"

namespace tabularium {
namespace {

// First, middle and last page tell a scan from a text, and a text with scanned appendices from both.
void measure_pdf(const std::string& path, const Options& options, Measure& measure) {
  Result<PdfDocument> pdf = PdfDocument::open(path, options.passwords);
  if (!pdf.ok()) return;
  measure.kind = Measure::Kind::pages;
  measure.pages = pdf.value().page_count();
  const std::set<int> sample = {1, (measure.pages + 1) / 2, measure.pages};
  int looked_at = 0;
  int scanned = 0;
  for (const int number : sample) {
    if (pdf.value().draws_text_alone(number)) {
      ++looked_at;
      continue;
    }
    const Result<PdfPage> page = pdf.value().read_page(number);
    if (!page.ok()) continue;
    ++looked_at;
    scanned += page.value().text_layer != TextLayer::good;
  }
  if (looked_at > 0) measure.scanned = (measure.pages * scanned + looked_at / 2) / looked_at;
}

void measure_images(const std::vector<std::string>& files, Measure& measure) {
  measure.kind = Measure::Kind::pages;
  for (const std::string& file : files) {
    const Result<int> pages = count_image_pages(file);
    measure.pages += pages.ok() ? pages.value() : 1;
  }
  measure.scanned = measure.pages;
}

}  // namespace

Measure measure_document(const std::string& path, const std::vector<std::string>& files, const Options& options) {
  const bool folder = files.size() != 1 || files[0] != path;
  const Result<Source> source = folder ? identify_pages(path, files) : identify(path);
  Measure measure;
  if (!source.ok()) return measure;
  measure.sha256 = source.value().sha256;
  measure.bytes = source.value().bytes;
  if (source.value().kind == SourceKind::pdf) measure_pdf(path, options, measure);
  else if (source.value().kind == SourceKind::text) measure.kind = Measure::Kind::text;
  else measure_images(files, measure);
  return measure;
}

std::string measure_to_text(const Measure& measure) {
  return std::to_string(static_cast<int>(measure.kind)) + " " + std::to_string(measure.bytes) + " " + std::to_string(measure.pages) + " " +
         std::to_string(measure.scanned) + " " + measure.sha256;
}

std::optional<Measure> measure_from_text(const std::string& text) {
  std::istringstream in(text);
  Measure measure;
  int kind = 0;
  if (!(in >> kind >> measure.bytes >> measure.pages >> measure.scanned) || kind < 0 || kind > static_cast<int>(Measure::Kind::pages))
    return std::nullopt;
  in >> measure.sha256;
  measure.kind = static_cast<Measure::Kind>(kind);
  return measure;
}

}  // namespace tabularium
