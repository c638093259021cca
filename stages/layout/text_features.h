// What a line of text is like, seen alone: caption, unit line, note, heading, signature. Shared by the layout of text
// input; words are only those of the trade ("Table", "Source", 单位), never a document's own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stages/core/enumerator.h"

namespace tabularium {

// "Table 1. …", "Tabelle 2: …", "表3 …", "附表一 …": a table's number with the word for it in front.
bool is_table_caption(std::string_view line);
// "单位:万元", "Unit: tonnes", "(in thousands)": a line of its own that only names a unit.
bool is_unit_line(std::string_view line);
// "Note: …", "Source: …", "注:…", "* …": stands under a table.
bool is_note_line(std::string_view line);
// A whole line that is one date.
bool is_date_line(std::string_view line);
// Ends as a sentence does, or holds a sentence's end: prose and no heading.
bool reads_as_sentence(std::string_view line);
// Columns that the line takes on a screen: East Asian characters take two.
int display_width(std::string_view line);

struct HeadingMark {
  Enumerator enumerator;
  std::string printed;  // the enumerator as it stands there, without blanks around it
};
// An enumerated line that is short enough for a heading and no sentence.
std::optional<HeadingMark> heading_mark(std::string_view line);

// The year or span that a title speaks of: "2020年度", "1935", "2019-20"; empty when it names none.
std::string period_in(std::string_view title);

}  // namespace tabularium
