// Small PDF files made by hand.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace tabularium::testing {

// The objects 1, 2, 3 … (the first is the catalog) with a cross-reference table in order.
inline std::string pdf_of(const std::vector<std::string>& objects) {
  const std::string count = std::to_string(objects.size() + 1);
  std::string out = "%PDF-1.7\n", table = "xref\n0 " + count + "\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char line[24];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", out.size());
    table += line;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t start = out.size();
  return out + table + "trailer<</Size " + count + "/Root 1 0 R>>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
}

inline std::string stream_of(const std::string& content, const std::string& entries = "") {
  return "<</Length " + std::to_string(content.size()) + entries + ">>stream\n" + content + "\nendstream";
}

inline const char* const helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

// A one-page PDF of 300 x 200 points around a content stream; its font is /F.
inline std::string pdf_with(const std::string& content, const std::string& page_extra = "") {
  return pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>" + page_extra + ">>",
                 stream_of(content), helvetica});
}

}  // namespace tabularium::testing
