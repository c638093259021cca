// Drawing cells at random and counting how many are wrong.
#include <algorithm>
#include <array>
#include <random>

#include "pipeline/review/session.h"
#include "pipeline/run/compare.h"
#include "stages/core/atomic_file.h"
#include "stages/core/json_writer.h"
#include "stages/core/names.h"

namespace tabularium {
namespace {

constexpr std::array verdicts = {Verdict::verified, Verdict::unverified, Verdict::contradicted};

// `count` of `from`, each as likely; the standard's algorithms differ between libraries, this does not.
template <typename T>
void keep_at_random(std::vector<T>& from, std::size_t count, std::mt19937_64& random) {
  count = std::min(count, from.size());
  for (std::size_t i = 0; i < count; ++i) std::swap(from[i], from[i + random() % (from.size() - i)]);
  from.resize(count);
}

// What each kind may have: a third, and what the others leave over.
std::array<std::size_t, 3> shares(std::size_t count, const std::array<std::size_t, 3>& there) {
  std::array<std::size_t, 3> share{};
  for (std::size_t left = count, before = count + 1; left > 0 && left != before;) {
    before = left;
    for (std::size_t i = 0; i < 3 && left > 0; ++i)
      if (share[i] < there[i]) ++share[i], --left;
  }
  return share;
}

std::string percent(double share) {
  const int tenths = static_cast<int>(share * 1000 + 0.5);
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " %";
}

}  // namespace

Result<std::string> ReviewSession::draw_sample(int count, std::uint64_t seed) {
  const std::lock_guard guard(mutex_);
  if (sample_.empty()) {
    std::array<std::vector<CellName>, 3> cells;
    for (const std::string& name : names_) {
      const Result<Document> document = load_result(folder_of(name));
      if (!document.ok()) return document.error();
      for (const Table& table : document.value().tables)
        for (const Cell& cell : table.cells)
          for (std::size_t i = 0; i < verdicts.size(); ++i)
            if (cell.verdict == verdicts[i]) cells[i].push_back({name, table.id, cell.row, cell.col});
    }
    std::mt19937_64 random(seed);
    const auto share = shares(static_cast<std::size_t>(std::max(0, count)), {cells[0].size(), cells[1].size(), cells[2].size()});
    for (std::size_t i = 0; i < 3; ++i) {
      keep_at_random(cells[i], share[i], random);
      for (CellName& cell : cells[i]) sample_.push_back({std::move(cell), std::string(name_of(verdicts[i])), std::nullopt});
    }
    // Mixed, so that nobody knows a cell's verdict from its turn.
    for (std::size_t i = sample_.size(); i > 1; --i) std::swap(sample_[i - 1], sample_[random() % i]);
  }
  JsonWriter json;
  json.begin_object().key("cells").begin_array();
  for (const Drawn& drawn : sample_) {
    json.begin_object().key("document").string(drawn.cell.document).key("table").string(drawn.cell.table);
    json.key("row").integer(drawn.cell.row).key("col").integer(drawn.cell.col).key("right");
    drawn.right ? json.boolean(*drawn.right) : json.null();
    json.end_object();
  }
  json.end_array().key("rates").raw(rates_json()).end_object();
  return json.take();
}

std::string ReviewSession::rates_json() const {
  JsonWriter json;
  json.begin_array();
  for (const Verdict verdict : verdicts) {
    int looked_at = 0, wrong = 0;
    for (const Drawn& drawn : sample_) {
      if (!drawn.right || drawn.verdict != name_of(verdict)) continue;
      ++looked_at;
      wrong += *drawn.right ? 0 : 1;
    }
    const ErrorRate rate = error_rate(wrong, looked_at);
    json.begin_object().key("verdict").string(name_of(verdict)).key("looked_at").integer(looked_at).key("wrong").integer(wrong);
    json.key("rate").number(rate.rate, 4).key("low").number(rate.low, 4).key("high").number(rate.high, 4).end_object();
  }
  json.end_array();
  return json.take();
}

Result<std::string> ReviewSession::answer(int number, bool right) {
  const std::lock_guard guard(mutex_);
  if (!may_write()) return Error{ErrorCode::permission_denied, only_to_look_, {}};
  if (number < 0 || static_cast<std::size_t>(number) >= sample_.size()) return Error{ErrorCode::not_found, "no such cell was drawn", {}};
  sample_[static_cast<std::size_t>(number)].right = right;
  JsonWriter json;
  json.begin_object(JsonWriter::Lines::one_each).key("schema").string("1.0").key("who").string(options_.who).key("rates").raw(rates_json());
  json.key("cells").begin_array(JsonWriter::Lines::one_each);
  for (const Drawn& drawn : sample_) {
    if (!drawn.right) continue;
    json.begin_object().key("document").string(drawn.cell.document).key("table").string(drawn.cell.table);
    json.key("row").integer(drawn.cell.row).key("col").integer(drawn.cell.col).key("verdict").string(drawn.verdict);
    json.key("right").boolean(*drawn.right).end_object();
  }
  json.end_array().end_object();
  if (Status status = write_file(options_.output + "/audit.json", json.take() + "\n"); !status.ok()) return status.error();
  return rates_json();
}

std::string ReviewSession::audit_summary() const {
  const std::lock_guard guard(mutex_);
  std::string text;
  for (const Verdict verdict : verdicts) {
    int looked_at = 0, wrong = 0;
    for (const Drawn& drawn : sample_)
      if (drawn.right && drawn.verdict == name_of(verdict)) ++looked_at, wrong += *drawn.right ? 0 : 1;
    const ErrorRate rate = error_rate(wrong, looked_at);
    text += std::string(name_of(verdict)) + ": " + std::to_string(wrong) + " of " + std::to_string(looked_at) + " wrong, " +
            percent(rate.rate) + " (95 %: " + percent(rate.low) + " to " + percent(rate.high) + ")\n";
  }
  return text;
}

}  // namespace tabularium
