// CSV on the Web (W3C, "Metadata Vocabulary for Tabular Data", 2015): what the columns of our CSV files hold.
#pragma once

#include <string>

#include "models/document.h"
#include "models/result.h"

namespace tabularium {

// dir/csv-metadata.json: facts.csv and every tables/<id>.csv of a document.
Status write_csv_metadata(const Document& document, const std::string& dir);
// out_dir/csv-metadata.json: facts.csv over all documents of a run.
Status write_facts_metadata(const std::string& out_dir);

}  // namespace tabularium
