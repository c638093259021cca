// Notes under a table bound to the cells that bear their marks: 1,234² and "² Estimated".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tabularium {

// Which of `notes` the marks at the end of `text` name, in the order of the marks; each once. Marks are raised figures and letters (⁴,⁵),
// figures or one small letter before a bracket ("Coal 1)", "Coal (a)"), asterisks, daggers and the like. A mark that no note begins with
// names none, and a figure that is not raised or bracketed is part of the text.
std::vector<int> notes_of(std::string_view text, const std::vector<std::string>& notes);

}  // namespace tabularium
