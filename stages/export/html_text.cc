#include "stages/export/html_text.h"

#include <algorithm>

#include "stages/core/json_writer.h"
#include "stages/core/unicode.h"
#include "stages/core/version.h"
#include "stages/export/html_style.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

}  // namespace

void append_html(std::string& out, std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain)) return void(out += text);  // nearly all words
  for (const char c : xml_text(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\n': out += '\n'; break;
      default: out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
}

std::string html_escaped(std::string_view text) {
  std::string out;
  append_html(out, text);
  return out;
}

std::string address_of(std::string_view path) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4U];
      out += hex[byte & 0xFU];
    }
  }
  return out;
}

std::string html_head(std::string_view title, std::string_view language) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"" + html_escaped(language) + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
         "script-src 'unsafe-inline'; img-src data:\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  out += html_escaped(title);
  out += "</title>\n<style>";
  out += html_style;
  out += "</style>\n</head>\n<body>\n";
  return out;
}

std::string html_foot() {
  std::string out = "<footer class=\"quiet\">Made by Tabularium ";
  out += html_escaped(tool_version());
  out += "</footer>\n<div id=\"place\" role=\"status\"></div>\n<script>";
  out += html_script;
  out += "</script>\n</body>\n</html>\n";
  return out;
}

std::string_view language_of(std::string_view text) {
  int han = 0;
  int other = 0;
  for (const char32_t c : to_code_points(text.substr(0, 4000))) {
    if (is_han(c)) ++han;
    else if (is_letter(c)) ++other;
  }
  return han * 2 > other ? "zh" : "en";  // a Han character says as much as a short word
}

}  // namespace tabularium
