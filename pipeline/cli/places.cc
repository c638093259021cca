#include "pipeline/cli/places.h"

#include <cstdlib>
#include <filesystem>

namespace tabularium {

std::string find_config_dir() {
  namespace fs = std::filesystem;
  if (const char* named = std::getenv("TABULARIUM_CONFIGS"); named != nullptr) return named;
  std::error_code failed;
  if (fs::is_directory(TABULARIUM_CONFIG_DIR, failed)) return TABULARIUM_CONFIG_DIR;
  return (fs::read_symlink("/proc/self/exe", failed).parent_path() / "../share/tabularium/configs").lexically_normal().string();
}

}  // namespace tabularium
