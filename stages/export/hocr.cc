#include "stages/export/hocr.h"

#include <cmath>

#include "stages/core/append_number.h"
#include "stages/core/atomic_file.h"
#include "stages/core/version.h"
#include "stages/export/html_text.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

constexpr int units_per_inch = 300;

void append_bbox(std::string& out, const Box& box) {
  out += "bbox";
  for (const double points : {box.x0, box.y0, box.x1, box.y1}) append_integer(out += ' ', std::lround(points * units_per_inch / 72));
}

class HocrWriter final : public PageWriter {
 public:
  explicit HocrWriter(const ExportJob& job) : file_(job.dir + "/document.hocr"), image_(html_escaped(file_name_of(job.document.source.path))) {
    file_.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title>" +
                html_escaped(title_of(job.document)) + "</title>\n<meta name=\"ocr-system\" content=\"tabularium " +
                html_escaped(tool_version()) +
                "\"/>\n<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_table ocr_line ocrx_word\"/>\n"
                "<meta name=\"ocr-number-of-pages\" content=\"" +
                std::to_string(job.document.pages.size()) + "\"/>\n</head>\n<body>\n");
  }

  void take(const Page& page, const PageText& text) override {
    const std::string scale = std::to_string(units_per_inch);
    out_ = "<div class=\"ocr_page\" id=\"page_" + std::to_string(page.number) + "\" title=\"image &quot;" + image_ + "&quot;; ";
    append_bbox(out_, {0, 0, page.width, page.height});
    out_ += "; ppageno " + std::to_string(page.number - 1) + "; scan_res " + scale + ' ' + scale + "\">\n";
    for (const WrittenBlock& block : text.blocks()) add_block(text, block);
    for (const TextLine& line : page.evidence.lines) {
      if (line.text.empty()) continue;
      append_html(out_ += "<span class=\"ocr_line\">", line.text);
      out_ += "</span>\n";
    }
    file_.write(out_ += "</div>\n");
  }

  Status finish() override {
    file_.write("</body>\n</html>\n");
    return file_.commit();
  }

 private:
  void add_word(const Word& word) {
    append_bbox(out_ += "<span class=\"ocrx_word\" title=\"", word.box);
    append_rounded(out_ += "; x_wconf ", word.confidence * 100, 0);
    append_html(out_ += "\">", word.text);
    out_ += "</span>";
  }

  void add_line(const PageText& text, const WrittenLine& line) {
    append_bbox(out_ += "<span class=\"ocr_line\" title=\"", line.box);
    out_ += "\">";
    bool first = true;
    for (const Word* word : text.words(line)) {
      if (!first) out_ += ' ';
      first = false;
      add_word(*word);
    }
    out_ += "</span>\n";
  }

  void add_block(const PageText& text, const WrittenBlock& block) {
    out_ += block.table.empty() ? "<div class=\"ocr_carea\" title=\"" : "<div class=\"ocr_table\" title=\"";
    append_bbox(out_, block.box);
    out_ += "\">\n";
    for (const WrittenLine& line : text.lines(block)) add_line(text, line);
    out_ += "</div>\n";
  }

  AtomicFile file_;
  std::string image_;
  std::string out_;   // of one page
};

}  // namespace

std::unique_ptr<PageWriter> hocr_writer(const ExportJob& job) { return std::make_unique<HocrWriter>(job); }

}  // namespace tabularium
