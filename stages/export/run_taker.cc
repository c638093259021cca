#include "stages/export/run_taker.h"

namespace tabularium {
namespace {

Status hand_result_to(const RunTakers& takers, const RunDocument& record, KeptResult& result) {
  std::vector<RunTaker*> wanting;
  for (const std::unique_ptr<RunTaker>& taker : takers) {
    const Result<bool> wants = taker->begin(record, result);
    if (!wants.ok()) return wants.error();
    if (wants.value()) wanting.push_back(taker.get());
  }
  if (wanting.empty()) return {};
  const Result<Document> rest = result.read([&wanting](const Document& head, const Table& table) -> Status {
    for (RunTaker* taker : wanting)
      if (Status status = taker->take(head, table); !status.ok()) return status;
    return {};
  });
  if (!rest.ok()) return rest.error();
  for (RunTaker* taker : wanting)
    if (Status status = taker->end(rest.value()); !status.ok()) return status;
  return {};
}

}  // namespace

Status hand_results_to(const RunTakers& takers, const std::string& out_dir, const NextDocument& next) {
  if (takers.empty()) return {};
  while (const std::optional<RunDocument> record = next()) {
    if (record->output.empty()) continue;
    KeptResult result(out_dir + '/' + record->output);
    if (Status status = hand_result_to(takers, *record, result); !status.ok()) return status;
  }
  for (const std::unique_ptr<RunTaker>& taker : takers)
    if (Status status = taker->finish(); !status.ok()) return status;
  return {};
}

Status hand_results_to(const RunTakers& takers, const std::string& out_dir, const RunInfo& run) {
  auto at = run.documents.begin();
  return hand_results_to(takers, out_dir, [&]() -> std::optional<RunDocument> {
    if (at == run.documents.end()) return std::nullopt;
    return *at++;
  });
}

}  // namespace tabularium
