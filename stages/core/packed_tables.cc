#include "stages/core/packed_tables.h"

#include <iterator>
#include <stdexcept>
#include <utility>

#include "stages/core/evidence_codec.h"
#include "stages/core/verdict_counts.h"

namespace tabularium {
namespace {

std::vector<Table> open(const PackedTables& packed) {
  Result<std::vector<Table>> tables = decode_tables(packed.bytes, packed.ids.size());
  if (!tables) throw std::runtime_error(tables.error().message);   // memory itself is damaged
  return std::move(tables).value();
}

}  // namespace

PackedTables pack_tables(const std::vector<Table>& tables) {
  PackedTables packed;
  VerdictCounts counts;
  for (const Table& table : tables) {
    packed.ids.push_back(table.id);
    counts += count_verdicts(table);
  }
  packed.bytes = encode_tables(tables);
  packed.verified = counts.verified;
  packed.unverified = counts.unverified;
  packed.contradicted = counts.contradicted;
  return packed;
}

void unpack_tables(Document& document) {
  if (document.packed.empty()) return;
  std::vector<Table> all;
  for (PackedTables& packed : document.packed) {
    std::vector<Table> tables = open(std::exchange(packed, {}));
    std::move(tables.begin(), tables.end(), std::back_inserter(all));
  }
  std::move(document.tables.begin(), document.tables.end(), std::back_inserter(all));
  document.packed.clear();
  document.tables = std::move(all);
}

TableReader::TableReader(const Document& document) : document_(document) {
  for (const PackedTables& packed : document.packed)
    for (const std::string& id : packed.ids) places_.emplace(id, packed_++);
  for (std::size_t i = 0; i < document.tables.size(); ++i) places_.insert_or_assign(document.tables[i].id, packed_ + i);
}

const Table& TableReader::at(std::size_t index) {
  if (index >= packed_) return document_.tables.at(index - packed_);
  if (index < opened_ || index >= opened_ + open_.size()) {
    opened_ = 0;
    auto packed = document_.packed.begin();
    for (; index >= opened_ + packed->ids.size(); ++packed) opened_ += packed->ids.size();
    open_.clear();
    open_ = open(*packed);
  }
  return open_[index - opened_];
}

std::optional<std::size_t> TableReader::find(std::string_view id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace tabularium
