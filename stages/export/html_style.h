// The style and the script that every HTML page of ours carries within itself.
#pragma once

#include <string_view>

namespace tabularium {

extern const std::string_view html_style;
extern const std::string_view html_script;

}  // namespace tabularium
