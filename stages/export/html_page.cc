#include "stages/export/html_page.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "stages/core/atomic_file.h"
#include "stages/core/base64.h"
#include "stages/core/names.h"
#include "stages/core/verdict_counts.h"
#include "stages/export/html_table.h"
#include "stages/export/html_text.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

constexpr double picture_dpi = 100;  // letters of 6 points can be read

std::string fact(std::string_view name, const std::string& value) {
  if (value.empty()) return {};
  return "<div><dt>" + std::string(name) + "</dt><dd>" + html_escaped(value) + "</dd></div>";
}

std::string text_of(const std::optional<PlacedText>& entry) { return entry ? entry->text : std::string(); }

std::string chip(std::string_view kind, int count) {
  const std::string colour = count > 0 ? ' ' + std::string(kind) : std::string();   // none contradicted is no alarm
  return "<li class=\"chip" + colour + "\">" + std::to_string(count) + ' ' + std::string(kind) + "</li>";
}

// What stands out: everything, or only cells of one kind. Without a script, by the style alone.
std::string filters() {
  const std::pair<const char*, const char*> choices[] = {
      {"everything", "everything"}, {"doubts", "doubts only"}, {"contradicted", "contradicted only"}, {"unverified", "unverified only"}};
  std::string out = "<fieldset class=\"chips\"><legend>Show</legend>";
  for (const auto& [id, label] : choices)
    out += std::string("<label class=\"chip\"><input type=\"radio\" name=\"show\" id=\"show-") + id + "\"" +
           (out.ends_with("</legend>") ? " checked" : "") + "> " + label + "</label>\n";
  return out + "</fieldset>\n<details class=\"keys quiet\"><summary>Keys</summary><p><kbd>n</kbd> and <kbd>p</kbd> lead to the next and "
               "previous doubt, arrow keys through a table; the picture of the page shows where a cell stands.</p></details>\n";
}

std::string page_header(const Document& document) {
  const VerdictCounts counts = count_verdicts(document);
  std::string out = "<header>\n<h1>" + html_escaped(title_of(document)) + "</h1>\n<dl class=\"facts\">";
  out += fact("Issuer", text_of(document.metadata.issuer)) + fact("Period", text_of(document.metadata.period));
  out += fact("Date", text_of(document.metadata.date)) + fact("Source", file_name_of(document.source.path));
  out += fact("Pages", std::to_string(document.pages.size())) + fact("Tables", std::to_string(document.tables.size()));
  out += "</dl>\n<ul class=\"chips\">" + chip("verified", counts.verified) + chip("unverified", counts.unverified) +
         chip("contradicted", counts.contradicted);
  out += "</ul>\n" + filters();
  for (const Page& page : document.pages)
    if (page.failure)
      out += "<p class=\"chip contradicted\">Page " + std::to_string(page.number) + " could not be read: " +
             html_escaped(*page.failure) + "</p>\n";
  return out + "</header>\n";
}

std::string finding_item(const Finding& finding) {
  std::string out = "<li><strong>" + html_escaped(name_of(finding.severity)) + "</strong> <code>" +
                    html_escaped(finding.code) + "</code> " + html_escaped(finding.message);
  if (!finding.table.empty()) {
    const std::string anchor = finding.cells.empty()
        ? finding.table
        : finding.table + "-r" + std::to_string(finding.cells.front().first) + 'c' + std::to_string(finding.cells.front().second);
    out += " <a href=\"#" + html_escaped(anchor) + "\">" + html_escaped(finding.table) + "</a>";
  } else if (const std::string place = place_text(finding.place); !place.empty()) {
    out += " <span class=\"quiet\">" + html_escaped(place) + "</span>";
  }
  if (!finding.evidence.empty()) out += "<span class=\"evidence\">" + html_escaped(finding.evidence) + "</span>";
  if (!finding.proposal.empty()) out += "<span class=\"evidence\">Proposal: " + html_escaped(finding.proposal) + "</span>";
  return out + "</li>\n";
}

std::string findings_panel(const Document& document) {
  if (document.findings.empty()) return {};
  std::string out = "<details class=\"panel\" open><summary>Findings (" + std::to_string(document.findings.size()) +
                    ")</summary>\n<ol class=\"findings\">\n";
  for (const Finding& finding : document.findings) out += finding_item(finding);
  return out + "</ol></details>\n";
}

std::string tables_panel(const Document& document) {
  if (document.tables.size() < 2) return {};
  std::string out = "<nav class=\"panel\" aria-label=\"Tables\"><ul>\n";
  for (const Table& table : document.tables)
    out += "<li><span class=\"dot " + std::string(name_of(table.status)) + "\" role=\"img\" aria-label=\"" + std::string(name_of(table.status)) + "\"></span><a href=\"#" + table.id + "\">" +
           html_escaped(title_of(table)) + "</a></li>\n";
  return out + "</ul></nav>\n";
}

// `deepest` is the level of the heading before: none may be passed over on the way down.
std::string html_of_block(const Block& block, int& deepest) {
  const std::string text = html_escaped(block.text);
  switch (block.kind) {
    case BlockKind::title:
    case BlockKind::heading: {
      if (text.empty()) return {};
      const int wanted = block.kind == BlockKind::title ? 2 : std::clamp(block.level + 1, 2, 6);
      deepest = std::min(wanted, deepest + 1);
      const std::string tag = "h" + std::to_string(deepest);
      return '<' + tag + '>' + text + "</" + tag + ">\n";
    }
    case BlockKind::note: return "<p class=\"quiet\">" + text + "</p>\n";
    case BlockKind::header:
    case BlockKind::footer:
    case BlockKind::table: return {};
    case BlockKind::paragraph:
    case BlockKind::list_item: break;
  }
  return "<p>" + text + "</p>\n";
}

std::string sample_text(const Document& document) {
  std::string text = title_of(document);
  for (const Block& block : document.blocks)
    if (text.size() < 4000) text += block.text;
  for (const Table& table : document.tables)
    for (const Cell& cell : table.cells)
      if (text.size() < 4000) text += cell.text;
  return text;
}

// The panel beside the tables; each picture stands in the file once.
void write_pictures(const Document& document, const std::vector<int>& wanted, PagePictures& pictures, AtomicFile& file) {
  file.write("<aside class=\"pages\" aria-label=\"Pictures of the pages\" tabindex=\"0\">\n<h2>The page</h2>\n");
  for (const Page& page : document.pages) {
    if (!std::binary_search(wanted.begin(), wanted.end(), page.number)) continue;
    const Result<PagePicture> picture = pictures.picture(page, picture_dpi);
    if (!picture.ok()) continue;  // the table stands without it
    const std::string number = std::to_string(page.number);
    file.write("<figure id=\"page-" + number + "\" data-page=\"" + number + "\" data-w=\"" + rounded(page.width, 2) +
               "\" data-h=\"" + rounded(page.height, 2) + "\"><div class=\"sheet\"><img loading=\"lazy\" alt=\"Page " + number +
               " of " + html_escaped(file_name_of(document.source.path)) + "\" width=\"" + std::to_string(picture.value().width) +
               "\" height=\"" + std::to_string(picture.value().height) + "\" src=\"data:" + picture.value().media_type + ";base64,");
    file.write(base64(picture.value().bytes));
    file.write("\"></div><figcaption>Page " + number + "</figcaption></figure>\n");
  }
  file.write("</aside>\n");
}

}  // namespace

Status write_html(const ExportJob& job) {
  const Document& document = job.document;
  const std::vector<int> wanted = pages_to_show(document);
  const bool shown = job.pictures != nullptr && !wanted.empty();
  AtomicFile file(job.dir + "/index.html");
  file.write(html_head(title_of(document), language_of(sample_text(document))));
  file.write(page_header(document));
  file.write(std::string("<div class=\"beside") + (shown ? " shown" : "") + "\">\n<main>\n" + findings_panel(document) +
             tables_panel(document));
  const std::string title = title_of(document);  // stands over the page
  const CellFindings findings(document);
  int deepest = 1;
  for_each_part(
      document,
      [&](const Block& block) {
        if (block.kind != BlockKind::title || block.text != title) file.write(html_of_block(block, deepest));
      },
      [&](const Table& table) { file.write(html_of_table(findings, table)); });
  file.write("</main>\n");
  if (shown) write_pictures(document, wanted, *job.pictures, file);
  file.write("</div>\n" + html_foot());
  return file.commit();
}

}  // namespace tabularium
