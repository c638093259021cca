// The page itself, within the program: what lies in pipeline/review/web.
#pragma once

#include <span>
#include <string_view>

namespace tabularium {

struct WebFile {
  std::string_view name;
  std::string_view media_type;
  std::string_view content;
};

std::span<const WebFile> web_files();

}  // namespace tabularium
