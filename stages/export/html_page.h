// index.html: the whole document in reading order, one self-contained file.
#pragma once

#include "stages/export/export_job.h"

namespace tabularium {

Status write_html(const ExportJob& job);

}  // namespace tabularium
