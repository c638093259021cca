#include "pipeline/watch/report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "pipeline/run/overview.h"
#include "stages/core/json_writer.h"
#include "stages/core/utc_time.h"

namespace tabularium {
namespace {

constexpr std::size_t most_lines = 200;  // of each list; all of it stands in run.json

std::string counted(std::int64_t count, const std::string& one, const std::string& many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

std::string doubts_of(const DocumentRecord& record) {
  std::string text = record.contradicted > 0 ? counted(record.contradicted, "number contradicted", "numbers contradicted") + ", " : "";
  text += counted(record.findings, "finding", "findings");
  return record.reason.empty() ? text : text + "; " + record.reason;
}

std::string tenths(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

std::string pages_per_minute(const RunTotals& totals) { return totals.seconds > 0 ? tenths(totals.pages * 60.0 / totals.seconds) : "-"; }

// One sentence for people in a hurry.
std::string summary_of(const MorningReport& report) {
  const RunTotals& totals = report.totals;
  std::string text = counted(totals.documents, "document", "documents") + " converted, " + std::to_string(report.contradicted.size()) + " with contradicted numbers, " +
                     std::to_string(report.failed.size()) + " failed, " + std::to_string(report.quarantined.size()) + " in quarantine; " +
                     counted(totals.pages, "page", "pages") + " in " + tenths(totals.seconds / 60) + " minutes.";
  if (report.left_over > 0) text += " " + counted(static_cast<std::int64_t>(report.left_over), "file was", "files were") + " not reached.";
  return text;
}

std::string counts_of(const MorningReport& report) {
  std::string text = std::to_string(report.known) + " known already, " + std::to_string(report.put_off) + " wait for their next try, " +
                     std::to_string(report.settling) + " still growing or unmarked";
  return text + ". The run ended: " + report.ended + ".";
}

struct Section {
  const char* title;
  const std::vector<ReportLine>& lines;
};

std::array<Section, 5> sections_of(const MorningReport& report) {
  return {{{"Contradicted: look at these first", report.contradicted},
           {"With findings", report.with_findings},
           {"Failed; tried again later", report.failed},
           {"In quarantine, until released", report.quarantined},
           {"Same content as another", report.same}}};
}

// "2026-01-02 03:04 UTC"; anything else as it is.
std::string for_people(const std::string& utc) {
  return utc.size() == 20 && utc[10] == 'T' && utc.back() == 'Z' ? utc.substr(0, 10) + " " + utc.substr(11, 5) + " UTC" : utc;
}

std::string title_of(const MorningReport& report) { return "Tabularium, " + report.command + " of " + for_people(report.totals.started); }

std::array<std::string, 8> row_of(const RunTotals& run) {
  return {for_people(run.started), std::to_string(run.documents), std::to_string(run.failed), std::to_string(run.pages), std::to_string(run.tables),
          std::to_string(run.verified), std::to_string(run.contradicted), pages_per_minute(run)};
}

constexpr std::array<const char*, 8> run_columns = {"Run", "Documents", "Failed", "Pages", "Tables", "Verified", "Contradicted", "Pages/min"};

std::string html_row(const RunTotals& run) {
  std::string row;
  for (const std::string& cell : row_of(run)) row += (row.empty() ? "<tr><th scope=\"row\">" : "<td class=\"number\">") + html_text(cell) + (row.empty() ? "</th>" : "</td>");
  return row + "</tr>\n";
}

std::string html_lines(const Section& section, const std::string& results) {
  if (section.lines.empty()) return "";
  std::string html = "<h2>" + html_text(section.title) + " (" + std::to_string(section.lines.size()) + ")</h2>\n<ul>\n";
  for (std::size_t i = 0; i < section.lines.size() && i < most_lines; ++i) {
    const ReportLine& line = section.lines[i];
    const std::string link = line.has_page ? "<a href=\"" + html_text(results + url_path(line.name) + "/index.html") + "\">" + html_text(line.name) + "</a>" : html_text(line.name);
    html += "<li>" + link + ": " + html_text(line.what) + "<br><small>" + html_text(line.input) + "</small></li>\n";
  }
  if (section.lines.size() > most_lines) html += "<li>" + std::to_string(section.lines.size() - most_lines) + " more: run.json</li>\n";
  return html + "</ul>\n";
}

void json_lines(JsonWriter& json, const char* key, const std::vector<ReportLine>& lines) {
  json.key(key).begin_array();
  for (const ReportLine& line : lines)
    json.begin_object().key("document").string(line.name).key("input").string(line.input).key("what").string(line.what).end_object();
  json.end_array();
}

std::string metric(const std::string& name, const char* help, const char* kind) {
  return "# HELP tabularium_" + name + " " + help + "\n# TYPE tabularium_" + name + " " + kind + "\n";
}

std::string gauge(const std::string& name, const char* help, const std::string& value) {
  return metric(name, help, "gauge") + "tabularium_" + name + " " + value + "\n";
}

}  // namespace

std::string words_of(NightEnd end) {
  switch (end) {
    case NightEnd::complete:
      return "nothing was left";
    case NightEnd::deadline:
      return "its time was over";
    case NightEnd::interrupted:
      return "it was told to stop";
    case NightEnd::paused_too_long:
      return "it was paused for too long";
  }
  return "";
}

MorningReport make_report(const NightRecord& night, const RunRecord& run, const Ledger& ledger, std::string ended, const std::vector<RunTotals>& earlier) {
  MorningReport report{.command = run.command, .ended = std::move(ended), .totals = totals_of(run), .earlier = earlier};
  report.left_alone = night.left_alone;
  report.pauses = night.pauses;
  report.known = night.known;
  report.put_off = night.put_off;
  report.left_over = night.left_over;
  report.settling = night.settling;
  std::vector<DocumentRecord> doubtful;
  for (const auto& [input, record] : night.handled) {
    const bool done = record.status == DocumentStatus::converted || record.status == DocumentStatus::converted_with_findings;
    if (done && (record.contradicted > 0 || record.findings > 0)) doubtful.push_back(record);
  }
  std::ranges::stable_sort(doubtful, [](const auto& a, const auto& b) { return std::tie(b.contradicted, b.findings) < std::tie(a.contradicted, a.findings); });
  const bool has_pages = std::ranges::find(run.options.formats, "html") != run.options.formats.end();
  for (const DocumentRecord& record : doubtful)
    (record.contradicted > 0 ? report.contradicted : report.with_findings).push_back({record.output, record.input, doubts_of(record), has_pages});
  for (const auto& [name, entry] : ledger.entries()) {
    const std::string input = input_path(entry.state);
    const std::string& reason = entry.state.record.reason;
    if (entry.state.state == LedgerState::failed) report.failed.push_back({name, input, reason + " (attempt " + std::to_string(entry.state.attempts) + ", again after " + for_people(utc_text(entry.state.next_try)) + ")"});
    if (entry.state.state == LedgerState::quarantined) report.quarantined.push_back({name, input, reason});
    if (!entry.state.same_as.empty() && night.handled.contains(input)) report.same.push_back({name, input, reason});
  }
  return report;
}

std::string report_text(const MorningReport& report) {
  std::string text = title_of(report) + "\n\n" + summary_of(report) + "\n" + counts_of(report) + "\n";
  for (const std::string& pause : report.pauses) text += "Paused: " + pause + "\n";
  for (const Section& section : sections_of(report)) {
    if (section.lines.empty()) continue;
    text += "\n" + std::string(section.title) + " (" + std::to_string(section.lines.size()) + ")\n";
    for (std::size_t i = 0; i < section.lines.size() && i < most_lines; ++i) text += "  " + section.lines[i].name + ": " + section.lines[i].what + "\n";
  }
  if (!report.left_alone.empty()) text += "\nLeft alone (" + std::to_string(report.left_alone.size()) + ")\n";
  for (const LeftAlone& left : report.left_alone) text += "  " + left.path + ": " + left.reason + "\n";
  text += "\nThis run and earlier ones\n";
  std::vector<std::array<std::string, 8>> rows = {row_of(report.totals)};
  for (const RunTotals& run : report.earlier) rows.push_back(row_of(run));
  const auto line = [&text](const auto& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = cells[i];
      const std::size_t width = i == 0 ? 21 : 13;
      const std::string blanks(cell.size() < width ? width - cell.size() : 1, ' ');
      text += i == 0 ? cell + blanks : blanks + cell;
    }
    text += "\n";
  };
  line(run_columns);
  for (const auto& row : rows) line(row);
  return text;
}

std::string report_html(const MorningReport& report, const std::string& results) {
  const std::string title = title_of(report);
  std::string html = page_head(title) + "<header><h1>" + html_text(title) + "</h1>\n<p>" + html_text(summary_of(report)) + "</p>\n<p class=\"quiet\">" +
                     html_text(counts_of(report)) + "</p></header>\n<main>\n";
  for (const std::string& pause : report.pauses) html += "<p><strong>Paused:</strong> " + html_text(pause) + "</p>\n";
  for (const Section& section : sections_of(report)) html += html_lines(section, results);
  if (!report.left_alone.empty()) html += "<h2>Left alone</h2>\n<ul>\n";
  for (const LeftAlone& left : report.left_alone) html += "<li>" + html_text(left.path) + ": " + html_text(left.reason) + "</li>\n";
  if (!report.left_alone.empty()) html += "</ul>\n";
  html += "<h2 id=\"runs\">This run and earlier ones</h2>\n<section class=\"scroll\" tabindex=\"0\" aria-labelledby=\"runs\"><table class=\"run\"><thead><tr>";
  for (const char* column : run_columns) html += "<th scope=\"col\">" + std::string(column) + "</th>";
  html += "</tr></thead><tbody>\n" + html_row(report.totals);
  for (const RunTotals& run : report.earlier) html += html_row(run);
  return html + "</tbody></table></section>\n</main>\n" + page_foot();
}

std::string report_json(const MorningReport& report, const ReportPaths& paths) {
  JsonWriter json;
  json.begin_object().key("schema").integer(1).key("command").string(report.command).key("started").string(report.totals.started);
  json.key("seconds").number(report.totals.seconds, 3).key("ended").string(report.ended);
  json.key("report").string(paths.html).key("text").string(paths.text).key("run").string(paths.run);
  json.key("summary").string(summary_of(report));
  const RunTotals& totals = report.totals;
  json.key("converted").integer(totals.documents).key("pages").integer(totals.pages).key("tables").integer(totals.tables);
  json.key("verified").integer(totals.verified).key("unverified").integer(totals.unverified).key("contradicted_numbers").integer(totals.contradicted);
  json.key("known").integer(static_cast<std::int64_t>(report.known)).key("waiting").integer(static_cast<std::int64_t>(report.left_over));
  json_lines(json, "contradicted", report.contradicted);
  json_lines(json, "with_findings", report.with_findings);
  json_lines(json, "failed", report.failed);
  json_lines(json, "quarantined", report.quarantined);
  json.key("pauses").begin_array();
  for (const std::string& pause : report.pauses) json.string(pause);
  json.end_array().end_object();
  return json.take();
}

std::string metrics_text(const NightRecord& night, const Ledger& ledger, const RunTotals& totals, bool paused, std::int64_t wall) {
  std::array<std::size_t, 8> states{};
  for (const auto& [name, entry] : ledger.entries()) ++states[static_cast<std::size_t>(entry.state.state)];
  std::string text = metric("documents", "Documents in the ledger by state.", "gauge");
  for (const LedgerState state : {LedgerState::done, LedgerState::done_with_findings, LedgerState::failed, LedgerState::quarantined})
    text += "tabularium_documents{state=\"" + state_name(state) + "\"} " + std::to_string(states[static_cast<std::size_t>(state)]) + "\n";
  text += gauge("waiting", "Files that came and are not converted yet.", std::to_string(night.left_over));
  text += gauge("settling", "Files that may be growing still.", std::to_string(night.settling));
  text += gauge("paused", "1 while a full disk or a missing mount holds the run up.", paused ? "1" : "0");
  text += gauge("run_documents", "Documents converted by this run so far.", std::to_string(totals.documents));
  text += gauge("run_failed", "Documents that failed in this run so far.", std::to_string(totals.failed));
  text += gauge("run_pages", "Pages converted by this run so far.", std::to_string(totals.pages));
  text += gauge("run_contradicted", "Contradicted numbers found by this run so far.", std::to_string(totals.contradicted));
  text += gauge("run_started_seconds", "When this run began, in seconds since 1970.", std::to_string(night.started));
  text += gauge("alive_seconds", "When this run last looked, in seconds since 1970.", std::to_string(wall));
  return text;
}

}  // namespace tabularium
