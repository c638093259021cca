#include "pipeline/run/inspect.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "stages/core/atomic_file.h"
#include "stages/core/libraries.h"
#include "stages/core/unicode.h"
#include "stages/export/formats.h"
#include "stages/export/libraries.h"
#include "stages/extract/libraries.h"
#include "stages/extract/page_image.h"
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
  std::map<std::string, int> letters;  // of digital pages, by script
};

void count_letters(const std::string& text, std::map<std::string, int>& letters) {
  for (const char32_t c : to_code_points(text))
    if (is_letter(c)) ++letters[script_name(c)];
}

// "Han 93 %, Latin 7 %", the most frequent first; empty without letters.
std::string scripts_line(const std::map<std::string, int>& letters) {
  std::vector<std::pair<int, std::string>> order;
  int all = 0;
  for (const auto& [script, count] : letters) {
    order.emplace_back(-count, script);
    all += count;
  }
  std::ranges::sort(order);
  std::string line;
  for (const auto& [count, script] : order)
    if (-count * 100 >= all) line += (line.empty() ? "" : ", ") + script + " " + std::to_string(-count * 100 / all) + " %";
  return line.empty() ? "no letters" : line;
}

Result<PageCounts> count_pages(PdfDocument& pdf) {
  PageCounts counts;
  for (int number = 1; number <= pdf.page_count(); ++number) {
    const Result<PdfPage> page = pdf.read_page(number);
    if (!page.ok()) ++counts.unread;
    else if (page.value().text_layer == TextLayer::good) ++counts.digital;
    else ++counts.scanned;
    if (!page.ok()) continue;
    for (const Word& word : page.value().page.evidence.words) count_letters(word.text, counts.letters);
  }
  return counts;
}

std::string languages_line(const Options& options) {
  std::string text;
  for (const std::string& language : options.languages.empty() ? installed_languages() : options.languages)
    if (language != "osd") text += (text.empty() ? "" : ", ") + language;  // a model of directions, not a language
  return (options.languages.empty() ? "languages: found out page by page, of " : "languages: ") + text;
}

Status inspect_pdf(const Source& source, const Options& options, std::vector<std::string>& lines) {
  Result<PdfDocument> pdf = PdfDocument::open(source.path, options.passwords);
  if (!pdf.ok()) return pdf.error();
  const Result<PageCounts> counts = count_pages(pdf.value());
  if (!counts.ok()) return counts.error();
  lines.push_back("pages: " + std::to_string(pdf.value().page_count()) + " (" + std::to_string(counts.value().digital) + " digital, " +
                  std::to_string(counts.value().scanned) + " scanned or without a usable text layer, " +
                  std::to_string(counts.value().unread) + " unreadable)");
  if (counts.value().digital > 0) lines.push_back("scripts: " + scripts_line(counts.value().letters));
  if (counts.value().scanned > 0) lines.push_back(languages_line(options));
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
  std::map<std::string, int> letters;
  for (const TextLine& line : text.value().lines) count_letters(line.text, letters);
  lines.push_back("scripts: " + scripts_line(letters));
  lines.emplace_back("convert: tables rebuilt from the words alone");
  return {};
}

Status inspect_images(const Source& source, const Options& options, std::vector<std::string>& lines) {
  int pages = 0;
  for (const std::string& file : source.files) {
    const Result<int> count = count_image_pages(file);
    if (!count.ok()) return count.error();
    pages += count.value();
  }
  lines.push_back("pages: " + std::to_string(pages) + " (0 digital, " + std::to_string(pages) + " scanned)");
  lines.push_back(languages_line(options));
  lines.emplace_back("convert: cleaned and read by OCR");
  return {};
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
  else status = inspect_images(source.value(), options, lines);
  if (!status.ok()) return status.error();
  return lines;
}

std::vector<Part> installed_parts(const std::string& config_dir) {
  std::vector<Part> parts;
  for (const std::vector<Library>& libraries : {extract_libraries(), core_libraries(), export_libraries()})
    for (const Library& library : libraries)
      parts.push_back({library.name, library.version + (library.told_by_itself ? "" : " (built with)"), true,
                       "apt-get install " + library.name});
  const std::vector<std::string> languages = installed_languages();
  for (const auto& [name, required] : {std::pair{"eng", true}, {"chi_sim", true}, {"osd", true}, {"deu", false}, {"fra", false}, {"spa", false}, {"rus", false}, {"chi_tra", false}}) {
    const bool here = std::ranges::find(languages, name) != languages.end();
    std::string package = std::string("tesseract-ocr-") + name;
    std::ranges::replace(package, '_', '-');
    parts.push_back({std::string("language pack ") + name, here ? "installed" : "", required, "apt-get install " + package});
  }
  const SecondReaderParts second = second_reader_parts();
  const std::string gain = "scripts/fetch-models installs it: fewer errors in scanned Chinese and on poor pages";
  parts.push_back({"second reader model", second.folder.empty() ? "" : "PP-OCRv4 in " + second.folder, false, gain});
  parts.push_back({"second reader ONNX Runtime", second.runtime, false, gain});
  for (const Format& format : formats()) {
    if (format.ready == nullptr) continue;
    const Status ready = format.ready();
    parts.push_back({"format " + std::string(format.name), ready.ok() ? "can be written" : "", false, ready.ok() ? "" : ready.error().message});
  }
  for (const char* file : {"tabularium.yaml", "judge.yaml", "confidence.yaml", "profiles"})
    parts.push_back({std::string("configuration ") + file, fs::exists(config_dir + "/" + file) ? config_dir + "/" + file : "",
                     true, "set TABULARIUM_CONFIGS to the folder of the configuration"});
  return parts;
}

}  // namespace tabularium
