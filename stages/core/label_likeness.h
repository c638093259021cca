// How far labels that may have been misread are from one another.
#pragma once

#include <cstddef>
#include <string>

namespace tabularium {

// Letters to change, add or leave out (Levenshtein 1966).
std::size_t letter_edits(const std::u32string& a, const std::u32string& b);

// The ASCII figures of a text, in order.
std::u32string figures_in(const std::u32string& text);

}  // namespace tabularium
