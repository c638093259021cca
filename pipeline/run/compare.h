// What changed between two results of a document, fact by fact.
#pragma once

#include <string>
#include <vector>

#include "models/document.h"
#include "models/result.h"

namespace tabularium {

struct FactChange {
  enum class Kind { added, removed, changed } kind = Kind::changed;
  std::string table;     // id in the newer result; of the older where it was removed
  std::string title;     // caption of the table; empty = none
  std::string row_path;  // joined by " / "
  std::string col_path;
  std::string was;       // text, empty when added
  std::string is;        // text, empty when removed
  std::string was_verdict;
  std::string is_verdict;
};

// Tables are paired by the headers that they share, facts by their paths and, where paths repeat, by their order. A fact
// whose text is the same but whose verdict is not has changed, too.
std::vector<FactChange> compare_documents(const Document& older, const Document& newer);

// A document's kept result: a folder with evidence.zst.
Result<Document> load_result(const std::string& folder);

// Folders below `output` that hold a result, in natural order of their names; `output` itself when it is one ("").
std::vector<std::string> result_folders(const std::string& output);

}  // namespace tabularium
