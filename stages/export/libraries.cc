#include "stages/export/libraries.h"

#include <cairo.h>
#include <sqlite3.h>
#include <xlsxwriter.h>

namespace tabularium {

std::vector<Library> export_libraries() {
  return {{"libxlsxwriter", lxw_version(), true}, {"cairo", cairo_version_string(), true}, {"libsqlite3", sqlite3_libversion(), true}};
}

}  // namespace tabularium
