// Words to lines. A line here is a stretch of words on one baseline without a wide gap: two columns give two lines.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/evidence.h"

namespace tabularium {

struct PageLine {
  Box box;
  double baseline = 0;
  double size = 0;          // points, of most of its characters
  bool bold = false;        // most of its characters
  bool superscript_start = false;  // begins with a raised mark, as a footnote does
  std::vector<int> words;   // indices into the page's words, left to right
  std::string text;
};

// Lines of the words `ids`, top down, then left to right. Turned words make lines of their own, last.
std::vector<PageLine> lines_of(const std::vector<Word>& words, std::span<const int> ids);

// One line of several that stand on one baseline.
PageLine join_lines(const std::vector<Word>& words, const std::vector<PageLine>& pieces);

// True when the lines stand on one baseline, as far as their sizes let them be told apart.
bool same_baseline(const PageLine& a, const PageLine& b) noexcept;

}  // namespace tabularium
