// document.json: the whole result (docs/formats.md, models/document.schema.json).
#pragma once

#include "stages/core/json_writer.h"
#include "stages/export/export_job.h"

namespace tabularium {

void write_document_json(const Document& document, const Options& options, JsonWriter& json);
Status write_json(const ExportJob& job);

}  // namespace tabularium
