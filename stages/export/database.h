// A database over the documents of many runs: runs, documents, tables, cells, findings, and the view facts. The schema is
// told in docs/formats.md; it is brought up to date step by step, so a database of an older version stays usable.
#pragma once

#include <functional>
#include <string>

#include "models/document.h"
#include "models/result.h"
#include "stages/core/evidence_codec.h"
#include "stages/core/sql_connection.h"
#include "stages/export/run_outputs.h"

namespace tabularium {

// Makes the tables, or takes them through the migrations that they lack. unsupported: made by a newer version.
Status prepare_database(SqlConnection& database);

// Remembers the run; gives its id.
Result<std::int64_t> store_run(SqlConnection& database, const RunInfo& run);

// Whether the document of this name is kept with this very result (a hash), so that it need not be stored again.
Result<bool> holds_result(SqlConnection& database, const RunDocument& record, const std::string& result);

// The document in one transaction, in place of what was kept of the same content (SHA-256 of the input).
// `read` hands over its tables one by one and gives the rest (decode_result in core/evidence_codec.h).
using ReadTables = std::function<Result<Document>(const TakeTable& take)>;
Status store_document(SqlConnection& database, const ReadTables& read, const RunDocument& record, const std::string& result,
                      std::int64_t run_id);

}  // namespace tabularium
