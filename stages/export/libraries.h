#pragma once

#include <vector>

#include "stages/core/libraries.h"

namespace tabularium {

std::vector<Library> export_libraries();

}  // namespace tabularium
