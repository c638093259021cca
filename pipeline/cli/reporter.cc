#include "pipeline/cli/reporter.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <iostream>

#include "stages/core/json_writer.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t bar_width = 30;
constexpr double redraw_seconds = 0.1;
constexpr int widest_name = 48;

double now_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

std::string tenths(double seconds) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", seconds);
  return text.data();
}

// One line, whatever bytes a file name holds; long names lose their beginning.
std::string printable(const std::string& text, int widest) {
  std::u32string points = to_code_points(text);
  for (char32_t& c : points)
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) c = U'?';
  bool cut = false;
  while (terminal_width(to_utf8(points)) > widest - (cut ? 1 : 0)) {
    points.erase(0, 1);
    cut = true;
  }
  return (cut ? "…" : "") + to_utf8(points);
}

std::string padded(const std::string& text, int width, bool right) {
  const std::string spaces(static_cast<std::size_t>(std::max(0, width - terminal_width(text))), ' ');
  return right ? spaces + text : text + spaces;
}

using Row = std::array<std::string, 7>;

Row row_of(const DocumentRecord& record) {
  return {printable(record.input, widest_name), std::to_string(record.tables), std::to_string(record.verified),
          std::to_string(record.unverified),    std::to_string(record.contradicted), std::to_string(record.findings),
          tenths(record.seconds)};
}

std::string where(const DocumentRecord& record, const std::string& output) {
  std::string text;
  if (record.status == DocumentStatus::failed || record.output.empty()) text = status_name(record.status);
  else text = printable(output + "/" + record.output, 200) + (record.status == DocumentStatus::skipped ? "  skipped" : "");
  return text + (record.reason.empty() ? "" : ": " + printable(record.reason, 200));
}

int count_status(const RunRecord& run, DocumentStatus status) {
  return static_cast<int>(std::ranges::count(run.documents, status, &DocumentRecord::status));
}

std::string totals(const RunRecord& run) {
  const int with_findings = count_status(run, DocumentStatus::converted_with_findings);
  const int converted = count_status(run, DocumentStatus::converted) + with_findings;
  std::string text = std::to_string(run.documents.size()) + (run.documents.size() == 1 ? " document: " : " documents: ") +
                     std::to_string(converted) + " converted";
  if (with_findings > 0) text += " (" + std::to_string(with_findings) + " with findings)";
  if (const int failed = count_status(run, DocumentStatus::failed); failed > 0) text += ", " + std::to_string(failed) + " failed";
  if (const int skipped = count_status(run, DocumentStatus::skipped); skipped > 0) text += ", " + std::to_string(skipped) + " skipped";
  return text + ", in " + tenths(run.seconds) + " s" + (run.interrupted ? "; interrupted" : "");
}

}  // namespace

int terminal_width(std::string_view utf8) {
  int width = 0;
  for (const char32_t c : to_code_points(utf8)) width += is_cjk(c) ? 2 : 1;
  return width;
}

std::string trouble_line(const std::string& input, const std::string& reason) {
  return reason.starts_with(input + ": ") ? reason : input + ": " + reason;
}

std::string closing_table(const RunRecord& run, const std::string& output) {
  const Row titles = {"document", "tables", "verified", "unverified", "contradicted", "findings", "seconds"};
  std::vector<Row> rows = {titles};
  for (const DocumentRecord& record : run.documents) rows.push_back(row_of(record));
  std::array<int, 7> widths{};
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], terminal_width(row[i]));
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t i = 0; i < rows[r].size(); ++i) text += padded(rows[r][i], widths[i], i > 0) + "  ";
    text += (r == 0 ? "result" : where(run.documents[r - 1], output)) + "\n";
  }
  return text + totals(run) + "\n";
}

Reporter::Reporter(bool quiet, bool log_json)
    : quiet_(quiet), log_json_(log_json), bar_(!quiet && !log_json && ::isatty(STDERR_FILENO) == 1) {}

Reporter::~Reporter() { clear_bar(); }

void Reporter::event(std::string_view name, const LogFields& fields) const {
  if (!log_json_) return;
  JsonWriter json;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  json.begin_object().key("time").number(std::chrono::duration<double>(now).count(), 3).key("event").string(name);
  for (const auto& [key, value] : fields) json.key(key).string(value);
  json.end_object();
  std::string line = json.take();
  while (!line.empty() && line.back() == '\n') line.pop_back();
  std::cerr << line + "\n";
}

void Reporter::say(const std::string& line) {
  clear_bar();
  if (log_json_) event("hint", {{"message", line}});
  else if (!quiet_) std::cerr << "tabularium: " + line + "\n";
}

void Reporter::trouble(const std::string& line) {
  clear_bar();
  if (log_json_) event("trouble", {{"message", line}});
  else std::cerr << "tabularium: " + line + "\n";
}

void Reporter::progress(std::size_t done, std::size_t all, const std::string& current) {
  if (!bar_ || now_seconds() - last_drawn_ < redraw_seconds) return;
  last_drawn_ = now_seconds();
  bar_shown_ = true;
  const std::size_t filled = all == 0 ? bar_width : bar_width * done / all;
  std::cerr << "\r\033[K[" + std::string(filled, '=') + std::string(bar_width - filled, ' ') + "] " + std::to_string(done) +
                   "/" + std::to_string(all) + "  " + printable(current, 60)
            << std::flush;
}

void Reporter::finished(const DocumentRecord& record) {
  event("document", {{"input", record.input},
                     {"status", status_name(record.status)},
                     {"reason", record.reason},
                     {"output", record.output},
                     {"pages", std::to_string(record.pages)},
                     {"tables", std::to_string(record.tables)},
                     {"findings", std::to_string(record.findings)},
                     {"seconds", tenths(record.seconds)}});
  if (record.status == DocumentStatus::failed) trouble(trouble_line(record.input, record.reason));
}

void Reporter::clear_bar() {
  if (!bar_shown_) return;
  bar_shown_ = false;
  std::cerr << "\r\033[K" << std::flush;
}

}  // namespace tabularium
