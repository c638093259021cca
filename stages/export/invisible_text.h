// Text that is there to be searched and copied, but not seen: PDF content in rendering mode 3, and the font for it, whose
// glyphs are all blank and half as wide as the font is high.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "models/evidence.h"
#include "stages/export/affine.h"

namespace tabularium {

class InvisibleText {
 public:
  // Content stream operators that set each word into its box. The font is called `font` ("/Name").
  std::string content(std::span<const Word> words, const Affine& to_user, const std::string& font);

  // Of the font that the content so far needs.
  std::string to_unicode() const;      // a CMap from codes to text
  std::string glyphs_of_codes() const; // a CIDToGIDMap: every code is the blank glyph
  static std::string font_file();      // TrueType

  static constexpr double ascent = 0.8;   // of the font's height; the rest lies below the baseline
  static constexpr double advance = 0.5;  // width of every glyph

 private:
  std::string codes(const std::u32string& text);

  std::map<char32_t, int> code_of_;
  std::vector<char32_t> points_;       // by code, from 1
};

}  // namespace tabularium
