// An unattended run: looks what came, has it converted batch by batch, pauses when the disk is full or a mount is gone, and ends at its
// deadline (nightly) or never (watch). Who converts, waits and writes reports is handed in.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/ledger/ledger.h"
#include "pipeline/ledger/record.h"
#include "pipeline/watch/intake.h"
#include "pipeline/watch/plan.h"

namespace tabularium {

struct NightOptions {
  IntakeOptions intake;
  PlanOptions plan;
  std::string output;                    // absolute
  bool keeps_watching = false;           // watch: goes on when nothing is left
  std::optional<std::int64_t> until;     // seconds since 1970: nothing is begun any more
  std::int64_t least_free = 256LL << 20; // bytes on the output's disk
  double poll_seconds = 2;               // between two looks, at most
  double patience = 600;                 // seconds; a pause that is longer ends a pass that has no deadline
};

// What the run has to tell since it began, or since its last report.
struct NightRecord {
  std::int64_t started = 0;                         // seconds since 1970
  double seconds = 0;
  std::map<std::string, DocumentRecord> handled;    // by input: what became of it last
  std::vector<std::string> present;                 // a single pass alone: what lay there, ready to be taken
  std::vector<LeftAlone> left_alone;
  std::vector<std::string> pauses;                  // one line each: when and why
  bool paused = false;                              // just now
  std::size_t known = 0;                            // done already, when it was last looked
  std::size_t put_off = 0;                          // failed earlier; their time has not come
  std::size_t quarantined = 0;
  std::size_t left_over = 0;                        // came, but were not reached
  std::size_t settling = 0;
};

enum class NightEnd { complete, deadline, interrupted, paused_too_long };

struct BatchEnd {
  std::vector<DocumentRecord> records;              // one for each file of the batch, in order
  bool interrupted = false;
};

struct NightHands {
  // Converts; asks `hold` before each document whether it may begin (empty = yes, else why not).
  std::function<BatchEnd(const std::vector<PlannedFile>& files, const std::function<std::string()>& hold)> convert;
  // Waits for something new in the folder, at most so long. False: the run is to end.
  std::function<bool(double seconds)> wait;
  std::function<void(const std::string& line)> say;
  std::function<void(const NightRecord& record)> told = {};   // after each look and each batch: metrics, `status`, reports
  Digest digest;
};

class Night {
 public:
  Night(Disk& disk, const Clock& clock, Ledger& ledger, NightOptions options, NightHands hands);

  NightEnd run();
  NightRecord& record() { return record_; }   // the holder may take it and begin a new one
  void begin_record();

 private:
  std::string hold() const;
  std::string trouble() const;
  std::string trouble_of(const std::string& folder, std::uint64_t device) const;
  bool past_deadline() const { return options_.until && clock_.wall() >= *options_.until; }
  std::optional<NightEnd> pause(const std::string& why);
  NightPlan look(const Scan& scan);
  std::optional<NightEnd> pass(const NightPlan& plan);
  void link_same(const NightPlan& plan);
  void settle(const std::vector<PlannedFile>& files, const BatchEnd& end);
  void settle_one(const PlannedFile& planned, const DocumentRecord& record);
  void relink(const std::string& name);
  void tell();

  Disk& disk_;
  const Clock& clock_;
  Ledger& ledger_;
  NightOptions options_;
  NightHands hands_;
  Intake intake_;
  NightRecord record_;
  double began_ = 0;
  std::uint64_t input_device_ = 0;
  std::uint64_t output_device_ = 0;
  std::map<std::string, double> held_;   // came to no end that could be noted: not again before this (steady)
};

}  // namespace tabularium
