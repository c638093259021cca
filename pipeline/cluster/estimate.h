// What a document will cost, before it is converted: from its pages, whether they are pictures, and its size.
#pragma once

#include <cstdint>
#include <string>

#include "models/result.h"
#include "pipeline/run/measure.h"

namespace tabularium {

// Seconds of one core. The numbers are measured (docs/cluster.md); a site puts its own into configs/cluster.yaml.
struct CostModel {
  double document = 0.05;          // opening, writing, moving
  double digital_page = 0.03;
  double scanned_page = 2.0;
  double scanned_megabyte = 0.0;   // added for each MB of a scanned page: noise makes files large and reading slow
  double text_megabyte = 1.2;
  int worker_mb = 150;             // memory of a worker with its models
  int scanned_mb = 400;            // one that reads pictures
  double page_mb = 0.25;           // for each page of a document
};

// CONFIG_DIR/cluster.yaml over the defaults; without the file the defaults. bad_configuration: unknown key, no number.
Result<CostModel> load_cost_model(const std::string& config_dir);

double seconds_of(const CostModel& model, const Measure& measure);
int memory_mb_of(const CostModel& model, const Measure& measure);

}  // namespace tabularium
