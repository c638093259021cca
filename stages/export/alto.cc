#include "stages/export/alto.h"

#include <cmath>

#include "stages/core/atomic_file.h"
#include "stages/core/version.h"
#include "stages/export/html_text.h"
#include "stages/export/page_text.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

std::string units(double points) { return std::to_string(std::lround(points * 1200 / 72)); }

std::string place(const Box& box) {
  return " HPOS=\"" + units(box.x0) + "\" VPOS=\"" + units(box.y0) + "\" WIDTH=\"" + units(box.width()) + "\" HEIGHT=\"" +
         units(box.height()) + '"';
}

// Gives each element of a page an id of its own.
class PageIds {
 public:
  explicit PageIds(int page) : prefix_("p" + std::to_string(page) + '_') {}
  std::string next(char kind) { return " ID=\"" + prefix_ + kind + std::to_string(++count_) + '"'; }

 private:
  std::string prefix_;
  int count_ = 0;
};

std::string text_line(const WrittenLine& line, PageIds& ids) {
  std::string out = "<TextLine" + ids.next('l') + place(line.box) + '>';
  const Word* before = nullptr;
  for (const Word& word : line.words) {
    if (before != nullptr && word.box.x0 > before->box.x1)
      out += "<SP" + place({before->box.x1, word.box.y0, word.box.x0, word.box.y1}) + "/>";
    out += "<String" + ids.next('w') + place(word.box) + " WC=\"" + rounded(word.confidence, 3) + "\" CONTENT=\"" +
           html_escaped(word.text) + "\"/>";
    before = &word;
  }
  return out + "</TextLine>\n";
}

std::string text_block(const WrittenLine& line, PageIds& ids) {
  return "<TextBlock" + ids.next('b') + place(line.box) + ">\n" + text_line(line, ids) + "</TextBlock>\n";
}

std::string block(const WrittenBlock& written, PageIds& ids) {
  std::string out;
  if (!written.table.empty()) out += "<ComposedBlock" + ids.next('t') + " TYPE=\"table\"" + place(written.box) + ">\n";
  for (const WrittenLine& line : written.lines) out += text_block(line, ids);
  return out + (written.table.empty() ? "" : "</ComposedBlock>\n");
}

// A line of a text file has no place on a page.
std::string unplaced_line(const TextLine& line, PageIds& ids) {
  return "<TextLine" + ids.next('l') + "><String" + ids.next('w') + " CONTENT=\"" + html_escaped(line.text) + "\"/></TextLine>\n";
}

std::string page_element(const Document& document, const Page& page) {
  PageIds ids(page.number);
  const std::string number = std::to_string(page.number);
  std::string out = "<Page ID=\"p" + number + "\" PHYSICAL_IMG_NR=\"" + number + "\" WIDTH=\"" + units(page.width) +
                    "\" HEIGHT=\"" + units(page.height) + "\">\n<PrintSpace" + place({0, 0, page.width, page.height}) + ">\n";
  for (const WrittenBlock& written : page_text(document, page)) out += block(written, ids);
  if (!page.evidence.lines.empty()) {
    out += "<TextBlock" + ids.next('b') + ">\n";
    for (const TextLine& line : page.evidence.lines) out += unplaced_line(line, ids);
    out += "</TextBlock>\n";
  }
  return out + "</PrintSpace>\n</Page>\n";
}

}  // namespace

Status write_alto(const ExportJob& job) {
  AtomicFile file(job.dir + "/document.alto.xml");
  file.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" "
             "SCHEMAVERSION=\"4.2\">\n<Description>\n<MeasurementUnit>inch1200</MeasurementUnit>\n<sourceImageInformation>"
             "<fileName>" +
             html_escaped(file_name_of(job.document.source.path)) +
             "</fileName></sourceImageInformation>\n<Processing ID=\"made\"><processingSoftware><softwareName>Tabularium"
             "</softwareName><softwareVersion>" +
             html_escaped(tool_version()) + "</softwareVersion></processingSoftware></Processing>\n</Description>\n<Layout>\n");
  for (const Page& page : job.document.pages) file.write(page_element(job.document, page));
  file.write("</Layout>\n</alto>\n");
  return file.commit();
}

}  // namespace tabularium
