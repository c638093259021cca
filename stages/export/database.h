// A database over the documents of many runs: runs, documents, tables, cells, findings, and the view facts. The schema is
// told in docs/formats.md; it is brought up to date step by step, so a database of an older version stays usable.
#pragma once

#include <string>

#include "models/document.h"
#include "models/result.h"
#include "stages/core/sql_connection.h"
#include "stages/export/run_outputs.h"

namespace tabularium {

// Makes the tables, or takes them through the migrations that they lack. unsupported: made by a newer version.
Status prepare_database(SqlConnection& database);

// Remembers the run; gives its id.
Result<std::int64_t> store_run(SqlConnection& database, const RunInfo& run);

// Whether the document of this name is kept with this very result (a hash), so that it need not be stored again.
Result<bool> holds_result(SqlConnection& database, const RunDocument& record, const std::string& result);

// The row of the document; gives its id. One content (SHA-256 of the input), one row: what was kept of it, with all that belongs to it, goes.
Result<std::int64_t> store_head(SqlConnection& database, const Document& document, const RunDocument& record, const std::string& result,
                                std::int64_t run_id);
// What belongs to the document of that id. All of a document is one transaction of the caller's.
Status store_table(SqlConnection& database, const Table& table, std::int64_t document_id);
Status store_findings(SqlConnection& database, const Document& document, std::int64_t document_id);

}  // namespace tabularium
