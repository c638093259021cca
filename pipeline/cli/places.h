// Where the program's own files lie.
#pragma once

#include <string>

namespace tabularium {

// $TABULARIUM_CONFIGS; else configs/ of the source tree that this was built from; else ../share/tabularium/configs
// beside the program.
std::string find_config_dir();

}  // namespace tabularium
