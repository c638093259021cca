#include "stages/export/hocr.h"

#include <cmath>

#include "stages/core/atomic_file.h"
#include "stages/core/version.h"
#include "stages/export/html_text.h"
#include "stages/export/page_text.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

constexpr int units_per_inch = 300;

std::string units(double points) { return std::to_string(std::lround(points * units_per_inch / 72)); }

std::string bbox(const Box& box) {
  return "bbox " + units(box.x0) + ' ' + units(box.y0) + ' ' + units(box.x1) + ' ' + units(box.y1);
}

std::string word_span(const Word& word) {
  return "<span class=\"ocrx_word\" title=\"" + bbox(word.box) + "; x_wconf " + rounded(word.confidence * 100, 0) + "\">" +
         html_escaped(word.text) + "</span>";
}

std::string line_span(const WrittenLine& line) {
  std::string out = "<span class=\"ocr_line\" title=\"" + bbox(line.box) + "\">";
  for (std::size_t i = 0; i < line.words.size(); ++i) out += (i > 0 ? " " : "") + word_span(line.words[i]);
  return out + "</span>\n";
}

std::string block_div(const WrittenBlock& block) {
  const std::string kind = block.table.empty() ? "ocr_carea" : "ocr_table";
  std::string out = "<div class=\"" + kind + "\" title=\"" + bbox(block.box) + "\">\n";
  for (const WrittenLine& line : block.lines) out += line_span(line);
  return out + "</div>\n";
}

std::string page_div(const Document& document, const Page& page) {
  std::string out = "<div class=\"ocr_page\" id=\"page_" + std::to_string(page.number) + "\" title=\"image &quot;" +
                    html_escaped(file_name_of(document.source.path)) + "&quot;; " + bbox({0, 0, page.width, page.height}) +
                    "; ppageno " + std::to_string(page.number - 1) + "; scan_res " + std::to_string(units_per_inch) + ' ' +
                    std::to_string(units_per_inch) + "\">\n";
  for (const WrittenBlock& block : page_text(document, page)) out += block_div(block);
  for (const TextLine& line : page.evidence.lines)
    if (!line.text.empty()) out += "<span class=\"ocr_line\">" + html_escaped(line.text) + "</span>\n";
  return out + "</div>\n";
}

}  // namespace

Status write_hocr(const ExportJob& job) {
  AtomicFile file(job.dir + "/document.hocr");
  file.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title>" +
             html_escaped(title_of(job.document)) + "</title>\n<meta name=\"ocr-system\" content=\"tabularium " +
             html_escaped(tool_version()) +
             "\"/>\n<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_table ocr_line ocrx_word\"/>\n"
             "<meta name=\"ocr-number-of-pages\" content=\"" +
             std::to_string(job.document.pages.size()) + "\"/>\n</head>\n<body>\n");
  for (const Page& page : job.document.pages) file.write(page_div(job.document, page));
  file.write("</body>\n</html>\n");
  return file.commit();
}

}  // namespace tabularium
