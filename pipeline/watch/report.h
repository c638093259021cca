// The morning report: what came, what was done, what needs eyes, what failed and why, beside earlier nights.
#pragma once

#include <string>
#include <vector>

#include "pipeline/ledger/ledger.h"
#include "pipeline/ledger/runs.h"
#include "pipeline/watch/night.h"

namespace tabularium {

struct ReportLine {
  std::string name;         // of its folder among the results
  std::string input;
  std::string what;         // "3 contradicted, 5 findings"; the reason
  bool has_page = false;    // OUT/<name>/index.html is there to look at
};

struct MorningReport {
  std::string command;      // nightly, watch
  std::string ended;        // in words
  RunTotals totals;
  std::vector<RunTotals> earlier = {};            // latest first, at most seven
  std::vector<ReportLine> contradicted = {};      // of what was done; the most contradicted numbers first
  std::vector<ReportLine> with_findings = {};     // the others with findings
  std::vector<ReportLine> failed = {};            // will be tried again
  std::vector<ReportLine> quarantined = {};       // given up, until they are released: all, not of this night alone
  std::vector<ReportLine> same = {};              // linked to the result of another
  std::vector<LeftAlone> left_alone = {};
  std::vector<std::string> pauses = {};
  std::size_t known = 0;
  std::size_t put_off = 0;
  std::size_t left_over = 0;
  std::size_t settling = 0;
};

std::string words_of(NightEnd end);

MorningReport make_report(const NightRecord& night, const RunRecord& run, const Ledger& ledger, std::string ended,
                          const std::vector<RunTotals>& earlier);

std::string report_text(const MorningReport& report);
// `results`: the way from where the page lies to the output folder: "" or "../".
std::string report_html(const MorningReport& report, const std::string& results);

struct ReportPaths {
  std::string html;
  std::string text;
  std::string run;
};

// For programs; one line.
std::string report_json(const MorningReport& report, const ReportPaths& paths);

// Prometheus' text format, for a collector that reads files.
std::string metrics_text(const NightRecord& night, const Ledger& ledger, const RunTotals& totals, bool paused, std::int64_t wall);

}  // namespace tabularium
