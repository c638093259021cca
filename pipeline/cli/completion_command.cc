#include <iostream>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/man_page.h"

namespace tabularium {

ExitCode run_completion(const Settings& settings) {
  const std::string script = settings.inputs.size() == 1 ? completion_script(settings.inputs[0]) + man_page(settings.inputs[0]) : std::string();
  if (script.empty()) {
    std::cerr << "tabularium: completion: name a shell: bash, zsh or fish\n";
    return ExitCode::bad_usage;
  }
  std::cout << script;
  return ExitCode::done;
}

}  // namespace tabularium
