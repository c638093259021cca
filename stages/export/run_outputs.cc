#include "stages/export/run_outputs.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "stages/core/atomic_file.h"
#include "stages/export/csv.h"
#include "stages/export/csv_metadata.h"
#include "stages/export/html_text.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

// Copies records, the first field of each replaced, the header left out. A quote may hide commas and line ends.
class FactCopier {
 public:
  FactCopier(AtomicFile& file, std::string_view document) : file_(file) { append_csv_field(first_field_, document); }

  void take(std::string_view piece) {
    while (!piece.empty()) piece.remove_prefix(in_first_field_ && !in_header_ ? pass_first_field(piece) : copy_line(piece));
  }

 private:
  // How many bytes of the piece belong to the first field.
  std::size_t pass_first_field(std::string_view piece) {
    std::size_t at = 0;
    for (; at < piece.size(); ++at) {
      if (piece[at] == '"') quoted_ = !quoted_;
      else if (!quoted_ && (piece[at] == ',' || piece[at] == '\n')) break;
    }
    if (at == piece.size()) return at;
    if (piece[at] == '\n') return at + 1;   // a record of one field is none of ours
    file_.write(first_field_);
    in_first_field_ = false;
    return at;
  }

  // Up to the next line end, which may be one within quotes.
  std::size_t copy_line(std::string_view piece) {
    const std::size_t end = piece.find('\n');
    const std::string_view line = piece.substr(0, end == std::string_view::npos ? end : end + 1);
    if (std::count(line.begin(), line.end(), '"') % 2 != 0) quoted_ = !quoted_;
    if (!in_header_) file_.write(line);
    if (end != std::string_view::npos && !quoted_) {
      in_header_ = false;
      in_first_field_ = true;
    }
    return line.size();
  }

  AtomicFile& file_;
  std::string first_field_;
  bool quoted_ = false;
  bool in_header_ = true;
  bool in_first_field_ = true;
};

std::string number_cell(const std::string& text, std::string_view kind = {}) {
  const bool marked = !kind.empty() && text != "0";
  return "<td class=\"number" + (marked ? ' ' + std::string(kind) : std::string()) + "\">" + text + "</td>";
}

// "converted_with_findings" as a person would say it.
std::string in_words(std::string status) {
  std::replace(status.begin(), status.end(), '_', ' ');
  return status;
}

std::string document_row(const std::string& out_dir, const RunDocument& document) {
  const std::string page = document.output + "/index.html";
  const bool linked = !document.output.empty() && fs::exists(out_dir + '/' + page);
  const std::string name = html_escaped(file_name_of(document.input));
  std::string out = "<tr><th class=\"row_header\" scope=\"row\" title=\"" + html_escaped(document.input) + "\">";
  out += linked ? "<a href=\"./" + address_of(page) + "\">" + name + "</a>" : name;
  out += "</th><td" + std::string(document.status == "failed" ? " class=\"contradicted\"" : "") + ">" +
         html_escaped(in_words(document.status)) + "</td>";
  out += number_cell(std::to_string(document.pages)) + number_cell(std::to_string(document.tables));
  out += number_cell(std::to_string(document.verified), "verified") + number_cell(std::to_string(document.unverified));
  out += number_cell(std::to_string(document.contradicted), "contradicted");
  out += number_cell(std::to_string(document.findings)) + number_cell(rounded(document.seconds, 1));
  return out + "<td>" + html_escaped(document.reason) + "</td></tr>\n";
}

}  // namespace

Status write_run_index(const std::string& out_dir, const RunInfo& run) {
  AtomicFile file(out_dir + "/index.html");
  file.write(html_head("Tabularium: converted documents", "en"));
  file.write("<header><h1>Converted documents</h1><p class=\"quiet\">" + std::to_string(run.documents.size()) +
             (run.documents.size() == 1 ? " document" : " documents") + ". Each line leads to the document's own page.</p></header>\n<main>\n"
             "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Documents\"><table class=\"run\"><thead><tr>");
  constexpr std::array heads = {"Document",     "Status",   "Pages",   "Tables", "Verified", "Unverified",
                                "Contradicted", "Findings", "Seconds", "Reason"};
  for (const char* head : heads) file.write("<th scope=\"col\">" + std::string(head) + "</th>");
  file.write("</tr></thead><tbody>\n");
  for (const RunDocument& document : run.documents) file.write(document_row(out_dir, document));
  file.write("</tbody></table></section>\n</main>\n" + html_foot());
  return file.commit();
}

Status write_run_facts(const std::string& out_dir, const RunInfo& run) {
  AtomicFile file(out_dir + "/facts.csv");
  file.write(facts_header);
  for (const RunDocument& document : run.documents) {
    if (document.output.empty()) continue;
    std::ifstream in(out_dir + '/' + document.output + "/facts.csv", std::ios::binary);
    FactCopier copier(file, document.output);
    std::array<char, 1U << 16U> piece{};
    while (in.read(piece.data(), piece.size()) || in.gcount() > 0)
      copier.take({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (Status status = file.commit(); !status.ok()) return status;
  return write_facts_metadata(out_dir);
}

}  // namespace tabularium
