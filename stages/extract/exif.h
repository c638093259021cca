// Which way up a camera's or a scanner's picture is to be shown, as its file says (Exif 2.3, tag 0x0112).
#pragma once

#include <cstddef>
#include <span>

namespace tabularium {

// 1..8 as in the standard; 1 (as it stands) where the JPEG says nothing, or nothing that can be right.
int jpeg_orientation(std::span<const std::byte> jpeg) noexcept;

}  // namespace tabularium
