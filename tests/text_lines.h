// Text as the lines of a page, for tests that need no file.
#pragma once

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "models/document.h"

namespace tabularium {

// Lines of `text` with their places, as if it were a file in UTF-8.
inline std::vector<TextLine> lines_of_text(const std::string& text) {
  std::vector<TextLine> lines;
  std::istringstream in(text);
  std::int64_t offset = 0;
  for (std::string line; std::getline(in, line);) {
    const auto bytes = static_cast<std::int64_t>(line.size());
    TextLine made;
    made.span = {static_cast<int>(lines.size()) + 1, 1, offset, offset + bytes};
    made.text = std::move(line);
    offset += bytes + 1;
    lines.push_back(std::move(made));
  }
  return lines;
}

// One page of these lines; nothing is laid out yet.
inline Document text_document(const std::string& text) {
  Document document;
  Page page;
  page.number = 1;
  page.origin = PageOrigin::text;
  page.evidence.lines = lines_of_text(text);
  document.pages.push_back(std::move(page));
  return document;
}

// The same, all of it one region of flattened text.
inline Document flat_document(const std::string& text) {
  Document document = text_document(text);
  TableRegion region;
  region.page = 1;
  region.kind = RegionKind::flattened;
  region.line_to = static_cast<int>(document.pages.front().evidence.lines.size());
  document.regions.push_back(std::move(region));
  return document;
}

}  // namespace tabularium
