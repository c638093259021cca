#include "pipeline/cluster/shard.h"

#include <fstream>
#include <utility>

#include "pipeline/cluster/fields.h"
#include "stages/core/atomic_file.h"

namespace tabularium {
namespace {

constexpr int kills_to_isolate = 2;

std::string isolated_path(const std::string& run) { return run + "/manifest.isolated"; }
std::string closing_path(const std::string& run, std::int64_t index) { return state_folder(run, index) + "/closed"; }

ShardSummary summary_of(const Shard& shard, const std::map<std::size_t, DocumentRecord>& records, ShardTimes times) {
  ShardSummary sum{.documents = static_cast<std::int64_t>(shard.entries.size()), .started = times.started, .wall = times.wall};
  for (const auto& [position, record] : records) {
    sum.converted += record.status == DocumentStatus::converted || record.status == DocumentStatus::converted_with_findings;
    sum.with_findings += record.status == DocumentStatus::converted_with_findings;
    sum.failed += record.status == DocumentStatus::failed;
    sum.skipped += record.status == DocumentStatus::skipped;
    sum.pages += record.pages;
    sum.seconds += record.seconds;
  }
  sum.isolated = sum.documents - static_cast<std::int64_t>(records.size());
  return sum;
}

std::string summary_line(const ShardSummary& sum) {
  FieldLine line;
  for (const std::int64_t number : {sum.documents, sum.converted, sum.with_findings, sum.failed, sum.skipped, sum.isolated, sum.pages, sum.started})
    line.integer(number);
  return line.seconds(sum.seconds).seconds(sum.wall).take();
}

DocumentRecord quarantined(const ManifestEntry& entry, int kills) {
  DocumentRecord record;
  record.input = entry.input;
  record.status = DocumentStatus::failed;
  record.reason = "quarantined: " + std::to_string(kills) + " attempts ended while it was in hand, the last one with this document alone";
  return record;
}

}  // namespace

std::vector<IsolatedDocument> read_isolated(const std::string& run) {
  std::vector<IsolatedDocument> documents;
  std::ifstream file(isolated_path(run));
  for (std::string text; std::getline(file, text);) {
    FieldsOfLine line(text);
    const std::int64_t shard = line.integer();
    const std::int64_t position = line.integer();
    if (line.sound()) documents.push_back({shard, static_cast<std::size_t>(position)});
  }
  return documents;
}

Status write_isolated(const std::string& run, const std::vector<IsolatedDocument>& documents) {
  std::string text;
  for (const IsolatedDocument& document : documents)
    text += FieldLine().integer(document.shard).integer(static_cast<std::int64_t>(document.position)).take() + '\n';
  return write_file(isolated_path(run), text);
}

Result<Shard> open_shard(const std::string& run, std::int64_t index) {
  const Result<std::int64_t> planned = count_shards(run);
  if (!planned.ok()) return planned.error();
  if (index < planned.value()) {
    Result<std::vector<ManifestEntry>> entries = read_shard(run, index);
    if (!entries.ok()) return entries.error();
    return Shard{index, false, std::move(entries).value()};
  }
  const std::vector<IsolatedDocument> isolated = read_isolated(run);
  const auto place = static_cast<std::size_t>(index - planned.value());
  if (place >= isolated.size())
    return Error{ErrorCode::not_found, run + ": there is no shard " + std::to_string(index) + " of " +
                                           std::to_string(planned.value() + static_cast<std::int64_t>(isolated.size())), {}};
  Result<std::vector<ManifestEntry>> entries = read_shard(run, isolated[place].shard);
  if (!entries.ok()) return entries.error();
  if (isolated[place].position >= entries.value().size())
    return Error{ErrorCode::bad_input, isolated_path(run) + ": names a document that the manifest does not have", {}};
  return Shard{index, true, {entries.value()[isolated[place].position]}};
}

ShardWork work_of(const Shard& shard, const ShardHistory& history, const std::function<bool(const DocumentRecord&)>& in_place) {
  ShardWork work;
  for (std::size_t position = 0; position < shard.entries.size(); ++position) {
    const auto record = history.records.find(position);
    if (record != history.records.end() && (record->second.output.empty() || in_place(record->second))) {
      work.settled.insert(*record);
      continue;
    }
    const auto found = history.kills.find(position);
    const int kills = found == history.kills.end() ? 0 : found->second;
    if (shard.isolated && kills > 0) work.settled.emplace(position, quarantined(shard.entries[position], kills_to_isolate + kills));
    else if (kills >= kills_to_isolate) work.to_isolate.push_back(position);
    else (kills > 0 ? work.with_care : work.at_ease).push_back(position);
  }
  return work;
}

Status close_shard(const std::string& run, const Shard& shard, const std::map<std::size_t, DocumentRecord>& records, ShardTimes times) {
  AtomicFile file(closing_path(run, shard.index));
  file.write(summary_line(summary_of(shard, records, times)) + '\n');
  for (const auto& [position, record] : records)
    file.write(FieldLine().integer(shard.entries[position].order).take() + '\t' + record_fields(record) + '\n');
  return file.commit();
}

std::optional<ShardSummary> read_summary(const std::string& run, std::int64_t index) {
  std::ifstream file(closing_path(run, index), std::ios::binary);
  std::string text;
  if (!std::getline(file, text)) return std::nullopt;
  FieldsOfLine line(text);
  ShardSummary sum;
  for (std::int64_t ShardSummary::* number : {&ShardSummary::documents, &ShardSummary::converted, &ShardSummary::with_findings,
                                              &ShardSummary::failed, &ShardSummary::skipped, &ShardSummary::isolated, &ShardSummary::pages,
                                              &ShardSummary::started})
    sum.*number = line.integer();
  sum.seconds = line.seconds();
  sum.wall = line.seconds();
  if (!line.sound()) return std::nullopt;
  return sum;
}

Status each_record(const std::string& run, std::int64_t index,
                   const std::function<Status(std::int64_t order, DocumentRecord record)>& take) {
  std::ifstream file(closing_path(run, index), std::ios::binary);
  std::string line;
  if (!std::getline(file, line)) return Error{ErrorCode::not_found, closing_path(run, index) + ": is missing", {}};
  while (std::getline(file, line)) {
    const std::size_t tab = line.find('\t');
    FieldsOfLine order(std::string_view(line).substr(0, tab));
    const std::int64_t place = order.integer();
    Result<DocumentRecord> record = record_from_fields(tab == std::string::npos ? std::string_view() : std::string_view(line).substr(tab + 1));
    if (!order.sound() || !record.ok()) return Error{ErrorCode::bad_input, closing_path(run, index) + ": is damaged", {}};
    if (Status status = take(place, std::move(record).value()); !status.ok()) return status;
  }
  return {};
}

}  // namespace tabularium
