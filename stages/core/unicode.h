// Unicode text: thin free functions over ICU. All strings are UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tabularium {

std::u32string to_code_points(std::string_view utf8);   // ill-formed bytes become U+FFFD
std::string to_utf8(std::u32string_view code_points);
bool is_well_formed(std::string_view utf8) noexcept;

bool is_han(char32_t c) noexcept;
bool is_cjk(char32_t c) noexcept;                       // Han, kana, hangul and CJK punctuation, full-width forms
bool is_letter(char32_t c) noexcept;
std::string script_name(char32_t c);                    // "Latin", "Han" …
bool is_space(char32_t c) noexcept;                     // White_Space, and U+200B, U+FEFF

// NFKC, without any white space, soft hyphens or zero-width marks, dashes and quotes folded:
// for comparing labels, never for output.
std::string fold_label(std::string_view utf8);
// Case-folded fold_label.
std::string fold_label_case(std::string_view utf8);

// Runs of white space become one space; none at the ends.
std::string collapse_spaces(std::string_view utf8);
// Joins two pieces of one cell or paragraph: no space between two CJK characters, none twice, hyphenation kept.
std::string join_text(std::string_view left, std::string_view right);
// The next line of a printed text put behind `left`: a word broken at a hyphen is whole again ("har-" over "bour"), a hyphen that
// stands for a part left out stays with its space ("im-" over "und exports"); otherwise as join_text. `breaks_words`: false in print
// that breaks no words, where every hyphen is the word's own ("self-" over "owned").
std::string continue_text(std::string_view left, std::string_view right, bool breaks_words = true);

int count_code_points(std::string_view utf8) noexcept;

}  // namespace tabularium
