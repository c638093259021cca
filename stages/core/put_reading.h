#pragma once

#include <string>
#include <utility>

namespace tabularium {

// Puts another reading in the place of the one that counted, in a Word or a Cell. Both stand first among its alternatives, the new
// one by the name of what told it, the old one as the reader's.
template <typename Read>
void put_reading(Read& read, std::string text, double confidence, std::string told_by) {
  read.alternatives.insert(read.alternatives.begin(), {{text, confidence, std::move(told_by)}, {read.text, read.confidence, "reader"}});
  read.text = std::move(text);
}

}  // namespace tabularium
