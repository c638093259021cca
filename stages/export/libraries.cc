#include "stages/export/libraries.h"

#include <xlsxwriter.h>

namespace tabularium {

std::vector<Library> export_libraries() { return {{"libxlsxwriter", lxw_version(), true}}; }

}  // namespace tabularium
