#include "stages/export/html_page.h"

#include <algorithm>
#include <set>

#include "stages/core/atomic_file.h"
#include "stages/core/names.h"
#include "stages/export/html_table.h"
#include "stages/export/html_text.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

std::string fact(std::string_view name, const std::string& value) {
  if (value.empty()) return {};
  return "<div><dt>" + std::string(name) + "</dt><dd>" + html_escaped(value) + "</dd></div>";
}

std::string text_of(const std::optional<PlacedText>& entry) { return entry ? entry->text : std::string(); }

std::string chip(std::string_view kind, int count) {
  return "<li class=\"chip " + std::string(kind) + "\">" + std::to_string(count) + ' ' + std::string(kind) + "</li>";
}

std::string page_header(const Document& document) {
  VerdictCounts counts;
  for (const Table& table : document.tables) counts += count_verdicts(table);
  std::string out = "<header>\n<h1>" + html_escaped(title_of(document)) + "</h1>\n<dl class=\"facts\">";
  out += fact("Issuer", text_of(document.metadata.issuer)) + fact("Period", text_of(document.metadata.period));
  out += fact("Date", text_of(document.metadata.date)) + fact("Source", file_name_of(document.source.path));
  out += fact("Pages", std::to_string(document.pages.size())) + fact("Tables", std::to_string(document.tables.size()));
  out += "</dl>\n<ul class=\"chips\">" + chip("verified", counts.verified) + chip("unverified", counts.unverified) +
         chip("contradicted", counts.contradicted);
  out += "<li><label class=\"chip\"><input type=\"checkbox\" id=\"doubts\"> show doubts only</label></li></ul>\n";
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
    out += "<li><span class=\"dot " + std::string(name_of(table.status)) + "\"></span><a href=\"#" + table.id + "\">" +
           html_escaped(title_of(table)) + "</a></li>\n";
  return out + "</ul></nav>\n";
}

std::string html_of_block(const Block& block) {
  const std::string text = html_escaped(block.text);
  switch (block.kind) {
    case BlockKind::title: return "<h2>" + text + "</h2>\n";
    case BlockKind::heading: {
      const std::string tag = "h" + std::to_string(std::clamp(block.level + 1, 2, 6));
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

// Blocks in reading order, each table in its place, a table without a block at the end.
void write_body(const Document& document, AtomicFile& file) {
  std::set<std::string> shown;
  const std::vector<bool> told = told_by_tables(document);
  const std::string title = title_of(document);  // stands over the page
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const Block& block = document.blocks[i];
    if (told[i] || (block.kind == BlockKind::title && block.text == title)) continue;
    if (block.kind != BlockKind::table) {
      file.write(html_of_block(block));
      continue;
    }
    const auto table = std::find_if(document.tables.begin(), document.tables.end(),
                                    [&](const Table& candidate) { return candidate.id == block.table; });
    if (table != document.tables.end() && shown.insert(table->id).second) file.write(html_of_table(document, *table));
  }
  for (const Table& table : document.tables)
    if (shown.insert(table.id).second) file.write(html_of_table(document, table));
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

}  // namespace

Status write_html(const Document& document, const Options&, const std::string& dir) {
  AtomicFile file(dir + "/index.html");
  file.write(html_head(title_of(document), language_of(sample_text(document))));
  file.write(page_header(document));
  file.write("<main>\n" + findings_panel(document) + tables_panel(document));
  write_body(document, file);
  file.write("</main>\n" + html_foot());
  return file.commit();
}

}  // namespace tabularium
