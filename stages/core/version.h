#pragma once

#include <string_view>

namespace tabularium {

inline constexpr std::string_view tool_name = "tabularium";
std::string_view tool_version() noexcept;  // of the project, as CMake knows it

}  // namespace tabularium
