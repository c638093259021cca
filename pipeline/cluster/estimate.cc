#include "pipeline/cluster/estimate.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <vector>

#include "stages/core/yaml_fields.h"

namespace tabularium {
namespace {

constexpr double megabyte = 1e6;

struct Factor {
  const char* name;
  double CostModel::* seconds = nullptr;
  int CostModel::* megabytes = nullptr;
};

const std::vector<Factor>& factors() {
  static const std::vector<Factor> all = {{"document", &CostModel::document},
                                          {"digital_page", &CostModel::digital_page},
                                          {"scanned_page", &CostModel::scanned_page},
                                          {"scanned_megabyte", &CostModel::scanned_megabyte},
                                          {"text_megabyte", &CostModel::text_megabyte},
                                          {"page_mb", &CostModel::page_mb},
                                          {"worker_mb", nullptr, &CostModel::worker_mb},
                                          {"scanned_mb", nullptr, &CostModel::scanned_mb}};
  return all;
}

Status read_factor(const YamlNode& map, const Factor& factor, const std::string& path, CostModel& model) {
  const YamlNode* node = map.find(factor.name);
  if (node == nullptr) return {};
  double value = 0;
  const std::string& text = node->scalar;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0 && value <= 1e6))
    return yaml_fault(path, node->line, std::string(factor.name) + ": a number from 0 to 1000000 is expected");
  if (factor.seconds != nullptr) model.*factor.seconds = value;
  else model.*factor.megabytes = static_cast<int>(value);
  return {};
}

}  // namespace

Result<CostModel> load_cost_model(const std::string& config_dir) {
  const std::string path = config_dir + "/cluster.yaml";
  CostModel model;
  if (!std::filesystem::exists(path)) return model;
  const Result<YamlNode> file = load_yaml(path);
  if (!file.ok()) return file.error();
  std::vector<std::string> known;
  for (const Factor& factor : factors()) known.emplace_back(factor.name);
  if (Status status = check_keys(file.value(), known, path); !status.ok()) return status.error();
  for (const Factor& factor : factors())
    if (Status status = read_factor(file.value(), factor, path, model); !status.ok()) return status.error();
  return model;
}

double seconds_of(const CostModel& model, const Measure& measure) {
  const double megabytes = static_cast<double>(measure.bytes) / megabyte;
  if (measure.kind == Measure::Kind::unreadable) return model.document;
  if (measure.kind == Measure::Kind::text) return model.document + model.text_megabyte * megabytes;
  const double scanned_share = measure.pages > 0 ? static_cast<double>(measure.scanned) / measure.pages : 0;
  return model.document + model.digital_page * (measure.pages - measure.scanned) + model.scanned_page * measure.scanned +
         model.scanned_megabyte * megabytes * scanned_share;
}

int memory_mb_of(const CostModel& model, const Measure& measure) {
  constexpr double text_growth = 90;  // a text file of 1 MB takes about so many MB while it is worked on
  double needed = measure.scanned > 0 ? model.scanned_mb : model.worker_mb;
  needed += model.page_mb * measure.pages;
  if (measure.kind == Measure::Kind::text) needed += text_growth * static_cast<double>(measure.bytes) / megabyte;
  return static_cast<int>(std::ceil(needed));
}

}  // namespace tabularium
