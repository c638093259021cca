#pragma once

#include <memory>

#include "stages/stage.h"

namespace tabularium {

std::unique_ptr<Stage> make_tables_stage();

}  // namespace tabularium
