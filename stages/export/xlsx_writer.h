// tables.xlsx: contents with legend, one sheet a table, findings.
#pragma once

#include "stages/export/export_job.h"

namespace tabularium {

Status write_xlsx(const ExportJob& job);

}  // namespace tabularium
