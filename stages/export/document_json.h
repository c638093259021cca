// document.json: the whole result (docs/formats.md, models/document.schema.json).
#pragma once

#include "stages/core/json_writer.h"
#include "stages/export/document_jsonl.h"
#include "stages/export/export_job.h"

namespace tabularium {

// With `lines` their records go there, too, each formatted once.
void write_document_json(const Document& document, const Options& options, JsonWriter& json, JsonLines* lines = nullptr);
// document.json, and document.jsonl where it is among the formats.
Status write_json(const ExportJob& job);

}  // namespace tabularium
