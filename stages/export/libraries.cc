#include "stages/export/libraries.h"

#include <cairo.h>
#include <xlsxwriter.h>

namespace tabularium {

std::vector<Library> export_libraries() {
  return {{"libxlsxwriter", lxw_version(), true}, {"cairo", cairo_version_string(), true}};
}

}  // namespace tabularium
