#include <exception>
#include <iostream>

#include "pipeline/cli/cli.h"
#include "pipeline/cli/exit_code.h"

int main(int argc, char** argv) try {
  return tabularium::run_cli({argv + 1, argv + argc});
} catch (const std::exception& defect) {
  std::cerr << "tabularium: unexpected: " << defect.what() << "\n";
  return static_cast<int>(tabularium::ExitCode::internal);
}
