// Which character set a text is in: one table of character sets, one of languages, and how well a reading fits a language.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tabularium {

struct CharsetGuess {
  std::string name;              // of ICU's converter
  double confidence = 1;         // 0 … 1; 1 where the bytes prove it
  std::string runner_up;         // the next best; empty where the bytes prove it
  std::size_t skip = 0;          // bytes of a byte order mark
};

// A byte order mark, escape sequences and the pattern of zero bytes prove a Unicode form or an ISO 2022 set; well-formed UTF-8 with a
// character beyond ASCII proves itself. Else every set of the table reads the beginning, and the reading wins whose letters best
// make words of one language: letters of its alphabet, no signs within words, no capital behind a small letter.
CharsetGuess guess_charset(std::string_view bytes);

}  // namespace tabularium
