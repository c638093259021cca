// document.jsonl: the records of document.json, one a line, for readers that take a document piece by piece.
#pragma once

#include "stages/export/export_job.h"

namespace tabularium {

Status write_jsonl(const ExportJob& job);

}  // namespace tabularium
