// What every HTML page of ours shares: escaping, the frame of a page, its style.
#pragma once

#include <string>
#include <string_view>

namespace tabularium {

// Safe as text and within quoted attributes; ill-formed UTF-8 becomes U+FFFD, control characters spaces.
std::string html_escaped(std::string_view text);
void append_html(std::string& out, std::string_view text);

// Percent-encodes what a path in an address may not hold.
std::string address_of(std::string_view path);

// From the doctype to the opened body. Nothing is loaded from outside, and the page's own policy forbids it.
std::string html_head(std::string_view title, std::string_view language);
std::string html_foot();  // a line that names the program, the script, the end of the page

// "zh" when most letters are Han, else "en": a screen reader needs to know.
std::string_view language_of(std::string_view text);

}  // namespace tabularium
