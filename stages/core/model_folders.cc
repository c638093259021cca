#include "stages/core/model_folders.h"

#include <cstdlib>

namespace tabularium {

std::vector<std::string> model_folders() {
  if (const char* named = std::getenv("TABULARIUM_MODELS")) return {named};
  std::vector<std::string> folders;
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0')
    folders.push_back(std::string(data) + "/tabularium/models");
  else if (const char* home = std::getenv("HOME"))
    folders.push_back(std::string(home) + "/.local/share/tabularium/models");
  folders.emplace_back("/usr/local/share/tabularium/models");
  folders.emplace_back("/usr/share/tabularium/models");
  return folders;
}

}  // namespace tabularium
