// Outside libraries with their versions, for reports of what is installed.
#pragma once

#include <string>
#include <vector>

namespace tabularium {

struct Library {
  std::string name;
  std::string version;       // of the library that runs, where it tells; else of the one that this was built with
  bool told_by_itself = true;
};

std::vector<Library> core_libraries();

}  // namespace tabularium
