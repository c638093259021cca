#include <iostream>

#include "pipeline/cli/commands.h"
#include "pipeline/run/inspect.h"
#include "pipeline/worker/sandbox.h"

namespace tabularium {

namespace {

void print_line(const std::string& name, const std::string& what) {
  std::cout << "  " << name << std::string(name.size() < 32 ? 32 - name.size() : 1, ' ') << what << "\n";
}

// Isolation is no part that could be installed: what the kernel lacks is said, and workers run without it.
void print_isolation() {
  const SandboxSupport support = sandbox_support();
  print_line("isolation Landlock", support.landlock > 0 ? "version " + std::to_string(support.landlock) : "not in this kernel");
  print_line("isolation system calls", support.filter ? "filtered" : "not in this kernel");
}

}  // namespace

ExitCode run_doctor(const std::string& config_dir) {
  bool sound = true;
  std::cout << version_text();
  for (const Part& part : installed_parts(config_dir)) {
    const bool here = !part.version.empty();
    sound = sound && (here || !part.required);
    print_line(part.name, here ? part.version : (part.required ? "MISSING; " : "not installed (optional); ") + part.remedy);
  }
  print_isolation();
  std::cout << (sound ? "all that is required is there\n" : "something required is missing\n");
  return sound ? ExitCode::done : ExitCode::missing_part;
}

}  // namespace tabularium
