#pragma once

#include <vector>

#include "stages/core/libraries.h"

namespace tabularium {

// Poppler, its character maps (poppler-data; no version: not installed), Tesseract, Leptonica, libtiff.
std::vector<Library> extract_libraries();

}  // namespace tabularium
