#include "pipeline/run/inspect.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "stages/core/atomic_file.h"
#include "stages/extract/pdf_document.h"
#include "stages/extract/reader.h"
#include "stages/extract/text_input.h"
#include "stages/ingest/ingest.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t text_limit = 256U << 20U;

struct PageCounts {
  int digital = 0;
  int scanned = 0;
  int unread = 0;
};

Result<PageCounts> count_pages(PdfDocument& pdf) {
  PageCounts counts;
  for (int number = 1; number <= pdf.page_count(); ++number) {
    const Result<PdfPage> page = pdf.read_page(number);
    if (!page.ok()) ++counts.unread;
    else if (page.value().text_layer == TextLayer::good) ++counts.digital;
    else ++counts.scanned;
  }
  return counts;
}

Status inspect_pdf(const Source& source, const Options& options, std::vector<std::string>& lines) {
  Result<PdfDocument> pdf = PdfDocument::open(source.path, options.passwords);
  if (!pdf.ok()) return pdf.error();
  const Result<PageCounts> counts = count_pages(pdf.value());
  if (!counts.ok()) return counts.error();
  lines.push_back("pages: " + std::to_string(pdf.value().page_count()) + " (" + std::to_string(counts.value().digital) + " digital, " +
                  std::to_string(counts.value().scanned) + " scanned or without a usable text layer, " +
                  std::to_string(counts.value().unread) + " unreadable)");
  lines.push_back(counts.value().scanned > 0 ? "convert: text and rules from digital pages, OCR of the others"
                                             : "convert: text and rules as the file draws them, no OCR");
  return {};
}

Status inspect_text(const Source& source, const Options& options, std::vector<std::string>& lines) {
  const Result<std::string> bytes = read_file(source.path, text_limit);
  if (!bytes.ok()) return bytes.error();
  const Result<DecodedText> text = decode_text(bytes.value(), options.charset);
  if (!text.ok()) return text.error();
  lines.push_back("charset: " + text.value().charset);
  lines.push_back("lines: " + std::to_string(text.value().lines.size()));
  lines.emplace_back("convert: tables rebuilt from the words alone");
  return {};
}

std::string joined_languages() {
  std::string text;
  for (const std::string& language : installed_languages()) text += (text.empty() ? "" : ", ") + language;
  return text;
}

}  // namespace

Result<std::vector<std::string>> inspect_file(const std::string& path, const Options& options) {
  const Result<Source> source = identify(path);
  if (!source.ok()) return source.error();
  std::vector<std::string> lines = {"file: " + path, "kind: " + source.value().media_type,
                                    "bytes: " + std::to_string(source.value().bytes), "sha256: " + source.value().sha256};
  Status status;
  if (source.value().kind == SourceKind::pdf) status = inspect_pdf(source.value(), options, lines);
  else if (source.value().kind == SourceKind::text) status = inspect_text(source.value(), options, lines);
  else {
    lines.push_back("images: " + std::to_string(source.value().files.size()));
    lines.push_back("convert: cleaned and read by OCR; languages at hand: " + joined_languages());
  }
  if (!status.ok()) return status.error();
  return lines;
}

std::vector<Part> installed_parts(const std::string& config_dir) {
  std::vector<Part> parts = {{"poppler", POPPLER_VERSION_BUILT, true, ""},     {"tesseract", TESSERACT_VERSION_BUILT, true, ""},
                             {"leptonica", LEPTONICA_VERSION_BUILT, true, ""}, {"icu", ICU_VERSION_BUILT, true, ""},
                             {"opencc", OPENCC_VERSION_BUILT, true, ""},       {"zstd", ZSTD_VERSION_BUILT, true, ""},
                             {"yaml-cpp", YAMLCPP_VERSION_BUILT, true, ""},    {"openssl", CRYPTO_VERSION_BUILT, true, ""}};
  const std::vector<std::string> languages = installed_languages();
  for (const auto& [name, required] : {std::pair{"eng", true}, {"chi_sim", true}, {"osd", true}, {"deu", false}, {"fra", false}}) {
    const bool here = std::ranges::find(languages, name) != languages.end();
    std::string package = std::string("tesseract-ocr-") + name;
    std::ranges::replace(package, '_', '-');
    parts.push_back({std::string("language pack ") + name, here ? "installed" : "", required, "apt-get install " + package});
  }
  for (const char* file : {"tabularium.yaml", "judge.yaml", "profiles"})
    parts.push_back({std::string("configuration ") + file, fs::exists(config_dir + "/" + file) ? config_dir + "/" + file : "",
                     true, "set TABULARIUM_CONFIGS to the folder of the configuration"});
  return parts;
}

}  // namespace tabularium
