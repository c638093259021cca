#include "pipeline/run/inspection.h"

#include "pipeline/run/rerun.h"
#include "stages/core/profile.h"
#include "stages/export/table_text.h"
#include "stages/extract/page_pictures.h"
#include "stages/validate/validate.h"

namespace tabularium {

struct Judgement::State {
  Options options;
  std::string config_dir;
  std::optional<Profile> profile;
  std::unique_ptr<Stage> validate;
};

Judgement::Judgement(std::unique_ptr<State> state) : state_(std::move(state)) {}
Judgement::Judgement(Judgement&&) noexcept = default;
Judgement::~Judgement() = default;

Result<Judgement> Judgement::make(const Options& options, const std::string& config_dir) {
  auto state = std::make_unique<State>();
  state->options = options;
  state->config_dir = config_dir;
  state->validate = make_validate_stage();
  if (!options.profile.empty()) {
    Result<Profile> profile = load_profile(config_dir, options.profile);
    if (!profile.ok()) return profile.error();
    state->profile = std::move(profile).value();
  }
  return Judgement(std::move(state));
}

Status Judgement::judge(Document& document, CorrectionRun& corrections) const {
  forget_from("validate", document);
  corrections.to_tables(document);
  StageContext context{.options = state_->options, .config_dir = state_->config_dir, .output_dir = ""};
  context.profile = state_->profile ? &*state_->profile : nullptr;
  if (Status status = state_->validate->run(document, context); !status.ok()) return status;
  document.layers = document.layers | state_->validate->gives();
  corrections.to_verdicts(document);
  return {};
}

std::shared_ptr<PagePictures> pictures_of(const Source& source, const std::vector<std::string>& passwords) {
  return open_page_pictures(source, passwords);
}

CellDoubts::CellDoubts(const Document& document) : findings_(std::make_unique<CellFindings>(document)) {}
CellDoubts::~CellDoubts() = default;

std::vector<CellDoubt> CellDoubts::of(const Table& table, const Cell& cell) const {
  std::vector<CellDoubt> doubts;
  for (const Finding* finding : findings_->of(table, cell))
    if (finding->severity != Severity::info) doubts.push_back({finding->message, finding->evidence, finding->proposal});
  return doubts;
}

}  // namespace tabularium
