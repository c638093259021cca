#include "stages/core/packed_tables.h"

#include <cstdint>
#include <cstring>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "stages/core/compose_text.h"
#include "stages/core/evidence_codec.h"
#include "stages/core/verdict_counts.h"

namespace tabularium {
namespace {

// PackedTables::bytes: the size of the first part (8 bytes), what the tables add to the document's text, the tables.
constexpr std::size_t size_bytes = 8;

std::size_t texts_size(const PackedTables& packed) {
  std::uint64_t size = 0;
  std::memcpy(&size, packed.bytes.data(), size_bytes);
  return size;
}

void sound(const Status& unpacked) {
  if (!unpacked.ok()) throw std::runtime_error(unpacked.error().message);   // memory itself is damaged
}

}  // namespace

PackedTables pack_tables(const std::vector<Table>& tables) {
  PackedTables packed;
  VerdictCounts counts;
  for (const Table& table : tables) {
    packed.ids.push_back(table.id);
    counts += count_verdicts(table);
  }
  std::vector<std::string> texts;
  for (const Table& table : tables) texts.push_back(compose_table_text(table));
  const std::string packed_texts = encode_texts(texts);
  const std::uint64_t size = packed_texts.size();
  packed.bytes.assign(reinterpret_cast<const char*>(&size), size_bytes);
  packed.bytes.append(packed_texts).append(encode_tables(tables));
  packed.bytes.shrink_to_fit();
  packed.verified = counts.verified;
  packed.unverified = counts.unverified;
  packed.contradicted = counts.contradicted;
  return packed;
}

std::string_view packed_tables_part(const PackedTables& packed) {
  return std::string_view(packed.bytes).substr(size_bytes + texts_size(packed));
}

void unpack_tables(Document& document) {
  if (document.packed.empty()) return;
  std::vector<Table> all;
  for (PackedTables& packed : document.packed) {
    std::vector<Table> tables;
    sound(decode_tables(packed_tables_part(packed), packed.ids.size(), tables));
    packed = {};
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

TableReader::Spot TableReader::spot_of(std::size_t index) const {
  Spot spot{document_.packed.data(), 0};
  for (; index >= spot.first + spot.packed->ids.size(); ++spot.packed) spot.first += spot.packed->ids.size();
  return spot;
}

const Table& TableReader::at(std::size_t index) {
  if (index >= packed_) return document_.tables.at(index - packed_);
  const Spot spot = spot_of(index);
  if (spot.packed != opened_) {
    sound(decode_tables(packed_tables_part(*spot.packed), spot.packed->ids.size(), open_));
    opened_ = spot.packed;
  }
  return open_.at(index - spot.first);
}

std::string TableReader::text(std::size_t index) {
  if (index >= packed_) return compose_table_text(document_.tables.at(index - packed_));
  const Spot spot = spot_of(index);
  const std::string_view packed_texts = std::string_view(spot.packed->bytes).substr(size_bytes, texts_size(*spot.packed));
  if (spot.packed != texts_of_) sound(decode_texts(packed_texts, spot.packed->ids.size(), texts_));
  texts_of_ = spot.packed;
  return texts_.at(index - spot.first);
}

std::optional<std::size_t> TableReader::find(std::string_view id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace tabularium
