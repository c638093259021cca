// What a person who looks at a result needs of the stages: verdicts on a changed document, pictures of its pages.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"
#include "stages/core/corrections.h"
#include "stages/core/page_pictures.h"

namespace tabularium {

// Gives verdicts as a run does, within this process and in memory.
class Judgement {
 public:
  // bad_configuration when the profile cannot be used.
  static Result<Judgement> make(const Options& options, const std::string& config_dir);
  Judgement(Judgement&&) noexcept;
  ~Judgement();

  // Takes back the verdicts and earlier corrections, lets `corrections` in, and judges anew.
  Status judge(Document& document, CorrectionRun& corrections) const;

 private:
  struct State;
  explicit Judgement(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Null for text input.
std::shared_ptr<PagePictures> pictures_of(const Source& source, const std::vector<std::string>& passwords);

// Messages of the findings that name the cell, with what they propose.
struct CellDoubt {
  std::string message;
  std::string evidence;
  std::string proposal;
};
class CellDoubts {
 public:
  explicit CellDoubts(const Document& document);  // which outlives it
  ~CellDoubts();
  std::vector<CellDoubt> of(const Table& table, const Cell& cell) const;

 private:
  std::unique_ptr<class CellFindings> findings_;
};

}  // namespace tabularium
