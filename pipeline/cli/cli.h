// The program behind main: parse, run, map errors to exit codes.
#pragma once

#include <string>
#include <vector>

namespace tabularium {

int run_cli(const std::vector<std::string>& arguments);  // without the program's name; returns the exit code

}  // namespace tabularium
