#include "stages/core/version.h"

namespace tabularium {

std::string_view tool_version() noexcept { return TABULARIUM_VERSION; }

}  // namespace tabularium
