// Bytes within text: pictures inside HTML and SVG (RFC 4648, section 4).
#pragma once

#include <string>
#include <string_view>

namespace tabularium {

std::string base64(std::string_view bytes);

}  // namespace tabularium
