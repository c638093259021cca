// Manual pages for the package, made from the option table.
#pragma once

#include <string>

namespace tabularium {

// "man": tabularium(1); "man-config": tabularium.yaml(5); empty for anything else.
std::string man_page(const std::string& which);

}  // namespace tabularium
