#include <iostream>

#include "pipeline/cli/commands.h"
#include "pipeline/run/inspect.h"

namespace tabularium {

ExitCode run_doctor(const std::string& config_dir) {
  bool sound = true;
  std::cout << version_text();
  for (const Part& part : installed_parts(config_dir)) {
    const bool here = !part.version.empty();
    sound = sound && (here || !part.required);
    const std::string name = part.name + std::string(part.name.size() < 32 ? 32 - part.name.size() : 1, ' ');
    std::cout << "  " << name << (here ? part.version : (part.required ? "MISSING; " : "not installed (optional); ") + part.remedy) << "\n";
  }
  std::cout << (sound ? "all that is required is there\n" : "something required is missing\n");
  return sound ? ExitCode::done : ExitCode::missing_part;
}

}  // namespace tabularium
