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
std::optional<CorrectionKind> correction_kind(std::string_view name);

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
  void to_tables(Document& document);          // before validate: grids, joins, edges, merges, roles, texts
  void to_verdicts(Document& document);        // after validate: printed so; findings for what could not be done

  const std::vector<Correction>& corrections() const noexcept { return corrections_; }
  const std::vector<CorrectionState>& states() const noexcept { return states_; }

 private:
  std::vector<Correction> corrections_;
  std::vector<CorrectionState> states_;
};

// The cell at this place, the one that shares most of it, and at least so much: table and cell index.
struct CellAddress {
  std::size_t table = 0;
  std::size_t cell = 0;
};
inline constexpr double least_share = 0.5;  // of the smaller box that two places of one cell have in common
std::optional<CellAddress> cell_at(const Document& document, const Place& place, double least = least_share);

// The cell reads as it did when the correction was made, or as the correction says already.
bool reads_as_told(const Cell& cell, const Correction& correction);

// Whether it changes more than what cells read: then it is taken back only by finding the tables anew.
constexpr bool changes_shape(CorrectionKind kind) noexcept { return kind != CorrectionKind::text && kind != CorrectionKind::printed_so; }

// The reader's name in the alternatives that keep what stood in a cell before a person corrected it.
inline constexpr std::string_view before_correction = "before correction";

}  // namespace tabularium
