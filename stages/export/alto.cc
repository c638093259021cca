#include "stages/export/alto.h"

#include <cmath>

#include "stages/core/append_number.h"
#include "stages/core/atomic_file.h"
#include "stages/core/version.h"
#include "stages/export/html_text.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

void append_units(std::string& out, double points) { append_integer(out, std::lround(points * 1200 / 72)); }

void append_place(std::string& out, const Box& box) {
  append_units(out += " HPOS=\"", box.x0);
  append_units(out += "\" VPOS=\"", box.y0);
  append_units(out += "\" WIDTH=\"", box.width());
  append_units(out += "\" HEIGHT=\"", box.height());
  out += '"';
}

class AltoWriter final : public PageWriter {
 public:
  explicit AltoWriter(const ExportJob& job) : file_(job.dir + "/document.alto.xml") {
    file_.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" "
                "SCHEMAVERSION=\"4.2\">\n<Description>\n<MeasurementUnit>inch1200</MeasurementUnit>\n<sourceImageInformation>"
                "<fileName>" +
                html_escaped(file_name_of(job.document.source.path)) +
                "</fileName></sourceImageInformation>\n<Processing ID=\"made\"><processingSoftware><softwareName>Tabularium"
                "</softwareName><softwareVersion>" +
                html_escaped(tool_version()) + "</softwareVersion></processingSoftware></Processing>\n</Description>\n<Layout>\n");
  }

  void take(const Page& page, const PageText& text) override {
    const std::string number = std::to_string(page.number);
    id_ = " ID=\"p" + number + '_';
    count_ = 0;
    out_ = "<Page ID=\"p" + number + "\" PHYSICAL_IMG_NR=\"" + number + "\" WIDTH=\"";
    append_units(out_, page.width);
    append_units(out_ += "\" HEIGHT=\"", page.height);
    append_place(out_ += "\">\n<PrintSpace", {0, 0, page.width, page.height});
    out_ += ">\n";
    for (const WrittenBlock& block : text.blocks()) add_block(text, block);
    add_unplaced(page.evidence.lines);
    file_.write(out_ += "</PrintSpace>\n</Page>\n");
  }

  Status finish() override {
    file_.write("</Layout>\n</alto>\n");
    return file_.commit();
  }

 private:
  // Each element of a page has an id of its own.
  void begin(std::string_view element, char kind, int number) {
    out_ += element;
    out_ += id_;
    out_ += kind;
    append_integer(out_, number);
    out_ += '"';
  }

  void add_word(const Word& word) {
    begin("<String", 'w', ++count_);
    append_place(out_, word.box);
    append_rounded(out_ += " WC=\"", word.confidence, 3);
    append_html(out_ += "\" CONTENT=\"", word.text);
    out_ += "\"/>";
  }

  // A line's number comes before those of its words, its block's after them.
  void add_line(const PageText& text, const WrittenLine& line) {
    const auto words = text.words(line);
    const int block_number = count_ + static_cast<int>(words.size()) + 2;
    begin("<TextBlock", 'b', block_number);
    append_place(out_, line.box);
    begin(">\n<TextLine", 'l', ++count_);
    append_place(out_, line.box);
    out_ += '>';
    const Word* before = nullptr;
    for (const Word* word : words) {
      if (before != nullptr && word->box.x0 > before->box.x1) {
        append_place(out_ += "<SP", {before->box.x1, word->box.y0, word->box.x0, word->box.y1});
        out_ += "/>";
      }
      add_word(*word);
      before = word;
    }
    out_ += "</TextLine>\n</TextBlock>\n";
    count_ = block_number;
  }

  void add_block(const PageText& text, const WrittenBlock& block) {
    if (!block.table.empty()) {
      begin("<ComposedBlock", 't', ++count_);
      append_place(out_ += " TYPE=\"table\"", block.box);
      out_ += ">\n";
    }
    for (const WrittenLine& line : text.lines(block)) add_line(text, line);
    if (!block.table.empty()) out_ += "</ComposedBlock>\n";
  }

  // A line of a text file has no place on a page.
  void add_unplaced(const std::vector<TextLine>& lines) {
    if (lines.empty()) return;
    begin("<TextBlock", 'b', ++count_);
    out_ += ">\n";
    for (const TextLine& line : lines) {
      const int word_number = ++count_;
      begin("<TextLine", 'l', ++count_);
      begin("><String", 'w', word_number);
      append_html(out_ += " CONTENT=\"", line.text);
      out_ += "\"/></TextLine>\n";
    }
    out_ += "</TextBlock>\n";
  }

  AtomicFile file_;
  std::string id_;    // what the ids of the page begin with
  int count_ = 0;
  std::string out_;   // of one page
};

}  // namespace

std::unique_ptr<PageWriter> alto_writer(const ExportJob& job) { return std::make_unique<AltoWriter>(job); }

}  // namespace tabularium
