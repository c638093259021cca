// Words that betray a language.
#pragma once

#include <string>
#include <string_view>

namespace tabularium {

// Short words that nearly every sentence of the language has, and those that stand by nearly every table (its name, total, source, note),
// as a recogniser of English letters would give them: case and what is no letter of English aside. A word may be of several languages.
// False for languages without a list.
bool is_function_word(std::string_view word, const std::string& language);

// Which Chinese a text is written in: the share of its Chinese characters that simplified print has in another form. 0 of
// texts of a few characters.
double traditional_share(std::string_view text);
constexpr double kTraditional = 0.1;  // simplified texts hold hardly any, traditional ones a third

}  // namespace tabularium
