// What a user asked for, as plain values. The one table of options (pipeline/cli) fills it from flags and
// configuration files; stages read it through StageContext.
#pragma once

#include <string>
#include <vector>

namespace tabularium {

enum class Script { keep, simplified, traditional };
enum class Repair { off, propose, apply };

struct PageRange {
  int first = 1;  // 1-based, both ends included
  int last = 1;
  bool operator==(const PageRange&) const = default;
};

// Everything that changes a result. Two runs with equal Options and equal input give equal output.
struct Options {
  std::vector<std::string> formats = {"json", "csv", "xlsx", "html"};
  std::string profile;               // name in configs/profiles or a path; empty = none
  std::vector<std::string> languages;  // Tesseract names; empty = detect
  std::string charset;               // text input; empty = detect
  std::vector<PageRange> pages;      // empty = all
  std::vector<std::string> passwords;  // tried in order; never written anywhere
  std::string previous;              // folder with the results of earlier reports of the series; empty = none
  bool group_folder = false;         // page images of a folder are one document
  Script script = Script::keep;
  bool script_given = false;         // the user said --script; else the profile may
  Repair repair = Repair::propose;
  bool second_reader = true;         // scans are read by the second reader too, where it is installed
  std::vector<std::string> without;  // parts left out, to measure what they are worth: judge, arithmetic, fills, cleaning, cells,
                                     // columns, or a candidate's method
  std::string messages = "en";       // language of findings: "en", "zh"
  std::string from_stage;            // "tables", "headers", "validate", "export"; empty = from the start
};

}  // namespace tabularium
