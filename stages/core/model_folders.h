// Where optional recognition models lie once scripts/fetch-models has installed them.
#pragma once

#include <string>
#include <vector>

namespace tabularium {

// Folders to look in, in this order: the one that TABULARIUM_MODELS names, alone; else the user's
// ($XDG_DATA_HOME or ~/.local/share, tabularium/models) and the system's. They need not exist.
std::vector<std::string> model_folders();

}  // namespace tabularium
