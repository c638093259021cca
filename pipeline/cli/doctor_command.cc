#include "pipeline/cli/commands.h"

namespace tabularium {

ExitCode run_doctor(const std::string&) { return ExitCode::done; }

}  // namespace tabularium
