#pragma once

#include <memory>

#include "stages/stage.h"

namespace tabularium {

std::unique_ptr<Stage> make_headers_stage();

}  // namespace tabularium
