// Ownership of Leptonica's images within the image part of extract, without its headers.
#pragma once

#include <memory>

struct Pix;

namespace tabularium {

struct PixDeleter {
  void operator()(Pix* pix) const noexcept;
};
using PixPtr = std::unique_ptr<Pix, PixDeleter>;

}  // namespace tabularium
