// Corrections as a file, and what they do to a document on its way through the stages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/correction.h"
#include "models/document.h"
#include "models/result.h"

namespace tabularium {

inline constexpr std::string_view corrections_file = "corrections.json";  // in a document's folder

std::string_view name_of(CorrectionKind kind) noexcept;

// None where the file does not exist; bad_input where it is damaged.
Result<std::vector<Correction>> read_corrections(const std::string& path);
Result<std::vector<Correction>> corrections_from_json(const std::string& text, const std::string& path);  // `path` for messages
std::string corrections_to_json(const std::vector<Correction>& corrections);  // models/corrections.schema.json

enum class CorrectionState { waiting, applied, conflict };

// Takes the corrections to a document, each at its time. What stood where a correction was made decides whether it still
// holds: where something else stands there now, nothing is changed and a finding tells of the conflict.
class CorrectionRun {
 public:
  explicit CorrectionRun(std::vector<Correction> corrections);
  bool empty() const noexcept { return corrections_.empty(); }

  void to_evidence(Document& document) const;  // after extract: words and lines, so that all later stages see the right text
  void to_tables(Document& document);          // before validate: merges, splits, roles, texts
  void to_verdicts(Document& document);        // after validate: printed so; findings for what could not be done

  const std::vector<Correction>& corrections() const noexcept { return corrections_; }
  const std::vector<CorrectionState>& states() const noexcept { return states_; }

 private:
  std::vector<Correction> corrections_;
  std::vector<CorrectionState> states_;
};

// The cell at this place, the one that shares most of it: table and cell index.
struct CellAddress {
  std::size_t table = 0;
  std::size_t cell = 0;
};
std::optional<CellAddress> cell_at(const Document& document, const Place& place);

// The reader's name in the alternatives that keep what stood in a cell before a person corrected it.
inline constexpr std::string_view before_correction = "before correction";

}  // namespace tabularium
