#include "pipeline/cli/commands.h"

namespace tabularium {

ExitCode run_inspect(Settings, const std::string&) { return ExitCode::done; }

}  // namespace tabularium
