#include "pipeline/cluster/plan.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <utility>

#include "pipeline/cluster/external_sorter.h"
#include "pipeline/cluster/manifest.h"
#include "stages/core/atomic_file.h"
#include "stages/core/json_writer.h"
#include "stages/core/yaml.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t batch = 16384;                  // documents measured at once: each batch starts workers, which costs
                                                      // the more the larger this process has grown
constexpr std::int64_t most_documents = 5000;         // of a shard on the average, so that its folder stays handy
constexpr std::uint64_t most_milliseconds = 9'999'999'999'999'999U;

std::string plan_path(const std::string& run) { return run + "/plan.json"; }

// One pass over the inputs: names, measures, sums; everything else happens to sorted lines.
class Survey {
 public:
  Survey(const PlanRequest& request, const CostModel& model, const MeasureInputs& measure, Plan& plan)
      : request_(request), model_(model), measure_(measure), plan_(plan), by_length_(request.scratch) {}

  Status walk() {
    walk_inputs(request_.inputs, request_.group_folders, request_.run,
                {.input = [this](Input input) { add(std::move(input)); },
                 .hint = [this](std::string hint) { plan_.hints.push_back(std::move(hint)); }});
    measure_waiting();
    return status_;
  }

  ExternalSorter& longest_first() { return by_length_; }

 private:
  void add(Input input) {
    input.name = names_.name_of(input);
    waiting_.push_back(std::move(input));
    if (waiting_.size() >= batch) measure_waiting();
  }

  void measure_waiting() {
    if (waiting_.empty() || !status_.ok()) return;
    const std::vector<Measure> measures = measure_(waiting_);
    for (std::size_t i = 0; i < waiting_.size() && status_.ok(); ++i) note(waiting_[i], measures.at(i));
    waiting_.clear();
  }

  void note(const Input& input, const Measure& measure) {
    ManifestEntry entry{plan_.documents++, input.name, measure.sha256, measure.bytes, measure.pages, measure.scanned,
                        seconds_of(model_, measure), memory_mb_of(model_, measure), input.path, input.files};
    plan_.pages += entry.pages;
    plan_.scanned += entry.scanned;
    plan_.bytes += entry.bytes;
    plan_.seconds += entry.seconds;
    const auto milliseconds = static_cast<std::uint64_t>(std::llround(entry.seconds * 1000));
    status_ = by_length_.add(sortable_number(most_milliseconds - milliseconds) + sortable_number(static_cast<std::uint64_t>(entry.order)) +
                             manifest_line(entry));
  }

  const PlanRequest& request_;
  const CostModel& model_;
  const MeasureInputs& measure_;
  Plan& plan_;
  NameGiver names_;
  std::vector<Input> waiting_;
  ExternalSorter by_length_;
  Status status_;
};

constexpr std::size_t key_length = 32;  // two sortable numbers

std::int64_t shards_for(const PlanRequest& request, const Plan& plan) {
  std::int64_t shards = request.shards;
  if (shards == 0) {
    shards = static_cast<std::int64_t>(std::ceil(plan.seconds / (request.shard_seconds * plan.workers)));
    shards = std::max(shards, (plan.documents + most_documents - 1) / most_documents);
  }
  return std::clamp<std::int64_t>(shards, 1, plan.documents);
}

// From the longest first to shard after shard; within a shard in the order of the walk, where neighbours lie together.
Status write_manifest(const PlanRequest& request, const Plan& plan, ExternalSorter& longest_first) {
  ExternalSorter by_shard(request.scratch);
  Balancer balancer(plan.shards);
  Status status = longest_first.drain([&](std::string_view line) -> Status {
    const Result<ManifestEntry> entry = manifest_entry(line.substr(key_length));
    if (!entry.ok()) return entry.error();
    const std::int64_t shard = balancer.place(entry.value().seconds);
    return by_shard.add(sortable_number(static_cast<std::uint64_t>(shard)) + std::string(line.substr(key_length / 2)));
  });
  if (!status.ok()) return status;
  ManifestWriter writer(request.run);
  status = by_shard.drain([&](std::string_view line) -> Status {
    const Result<ManifestEntry> entry = manifest_entry(line.substr(key_length));
    if (!entry.ok()) return entry.error();
    writer.add(std::strtoll(std::string(line.substr(0, key_length / 2)).c_str(), nullptr, 10), entry.value());
    return {};
  });
  return status.ok() ? writer.commit() : status;
}

std::string plan_to_json(const Plan& plan) {
  JsonWriter json;
  json.begin_object(JsonWriter::Lines::one_each);
  json.key("schema").integer(1);
  json.key("version").string(plan.version);
  json.key("options").string(plan.options);
  json.key("directory").string(plan.directory);
  json.key("workers").integer(plan.workers);
  json.key("documents").integer(plan.documents);
  json.key("pages").integer(plan.pages);
  json.key("scanned").integer(plan.scanned);
  json.key("bytes").integer(plan.bytes);
  json.key("seconds").number(plan.seconds, 3);
  json.key("shards").integer(plan.shards);
  for (const auto& [name, list] : {std::pair{"command", &plan.command}, {"hints", &plan.hints}}) {
    json.key(name).begin_array();
    for (const std::string& word : *list) json.string(word);
    json.end_array();
  }
  json.end_object();
  return json.take();
}

}  // namespace

Balancer::Balancer(std::int64_t shards) {
  for (std::int64_t shard = 0; shard < shards; ++shard) heap_.emplace_back(0.0, shard);  // a heap as it is
}

std::int64_t Balancer::place(double seconds) {
  std::ranges::pop_heap(heap_, std::greater<>());
  auto& [load, shard] = heap_.back();
  const std::int64_t chosen = shard;
  load += seconds;
  std::ranges::push_heap(heap_, std::greater<>());
  return chosen;
}

Status make_plan(const PlanRequest& request, const CostModel& model, const MeasureInputs& measure, Plan& plan) {
  std::error_code failed;
  if (fs::exists(plan_path(request.run), failed))
    return Error{ErrorCode::unsupported, request.run + ": holds a plan already; name another folder", {}};
  fs::create_directories(request.run, failed);
  if (failed) return Error{ErrorCode::io, request.run + ": " + failed.message(), {}};
  Survey survey(request, model, measure, plan);
  if (Status status = survey.walk(); !status.ok()) return status;
  if (plan.documents == 0) return Error{ErrorCode::bad_input, "there is no document among the inputs", {}};
  plan.shards = shards_for(request, plan);
  if (Status status = write_manifest(request, plan, survey.longest_first()); !status.ok()) return status;
  return write_file(plan_path(request.run), plan_to_json(plan));
}

Result<Plan> read_plan(const std::string& run) {
  constexpr std::size_t limit = 64U << 20U;
  const Result<std::string> text = read_file(plan_path(run), limit);
  if (!text.ok()) return Error{text.error().code, run + ": no plan.json; `tabularium cluster plan INPUT... -o " + run + "` makes it", {}};
  const Result<YamlNode> root = parse_yaml(text.value(), plan_path(run));  // JSON is YAML
  if (!root.ok()) return root.error();
  bool sound = true;
  const auto text_of = [&](const char* key) {
    const YamlNode* node = root.value().find(key);
    sound = sound && node != nullptr;
    return node == nullptr ? std::string() : node->scalar;
  };
  const auto number_of = [&](const char* key) { return std::strtoll(text_of(key).c_str(), nullptr, 10); };
  Plan plan{text_of("version"), text_of("options"), text_of("directory"), {}, static_cast<int>(number_of("workers")),
            number_of("documents"), number_of("pages"), number_of("scanned"), number_of("bytes"),
            std::strtod(text_of("seconds").c_str(), nullptr), number_of("shards"), {}};
  for (const auto& [name, list] : {std::pair{"command", &plan.command}, {"hints", &plan.hints}})
    if (const YamlNode* node = root.value().find(name)) for (const YamlNode& item : node->items) list->push_back(item.scalar);
  if (!sound || plan.workers < 1 || plan.shards < 1) return Error{ErrorCode::bad_input, plan_path(run) + ": is no plan", {}};
  return plan;
}

}  // namespace tabularium
