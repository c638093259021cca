// What a person or a log collector sees of a run: progress, one line for each trouble, the closing table.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/ledger/record.h"

namespace tabularium {

using LogFields = std::vector<std::pair<std::string_view, std::string>>;

// Standard error gets troubles, the progress bar (terminals only) and with --log json one object a line.
class Reporter {
 public:
  Reporter(bool quiet, bool log_json);
  ~Reporter();

  void event(std::string_view name, const LogFields& fields) const;  // nothing without --log json
  void say(const std::string& line);                                 // a hint; nothing with --quiet
  void trouble(const std::string& line);                             // always

  void progress(std::size_t done, std::size_t all, const std::string& current);
  void finished(const DocumentRecord& record);

 private:
  void clear_bar();

  bool quiet_;
  bool log_json_;
  bool bar_;
  bool bar_shown_ = false;
  double last_drawn_ = 0;
};

// "a.pdf: page 3: reason", where the reason does not already begin with the name.
std::string trouble_line(const std::string& input, const std::string& reason);

// Each document: tables found, numbers verified / unverified / contradicted, findings, seconds, where the result lies.
std::string closing_table(const RunRecord& run, const std::string& output);

// Columns on a terminal: Han and full-width characters take two.
int terminal_width(std::string_view utf8);

}  // namespace tabularium
