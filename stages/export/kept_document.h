// The evidence in a result's folder holds the whole result: what is written over all documents of a run is made from it.
#pragma once

#include <optional>
#include <string>

#include "models/document.h"
#include "models/result.h"
#include "stages/core/evidence_codec.h"

namespace tabularium {

// The result in a folder, read from the disk when it is asked for and once.
class KeptResult {
 public:
  explicit KeptResult(std::string folder) : folder_(std::move(folder)) {}

  const std::string& folder() const noexcept { return folder_; }
  bool is_there() const;
  Result<std::string> hash();                      // SHA-256 of what is kept
  Result<Document> read(const TakeTable& take);    // a table at a time (core/evidence_codec.h)

 private:
  Status load();

  std::string folder_;
  std::optional<std::string> bytes_;
};

Result<Document> kept_document(const std::string& folder);     // without its evidence

}  // namespace tabularium
