// Tables of a long text set aside, so that only a few of its cells are in memory at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/document.h"

namespace tabularium {

// Encodes and compresses; lossless.
PackedTables pack_tables(const std::vector<Table>& tables);
// All of a document's tables as they were; none is packed any more.
void unpack_tables(Document& document);

// The part of `packed` that core/evidence_codec's encode_tables() gave; valid as long as `packed`.
std::string_view packed_tables_part(const PackedTables& packed);

// A document's tables one after another, packed or not. Cheap while they are asked for in their order. The document is borrowed.
class TableReader {
 public:
  explicit TableReader(const Document& document);

  std::size_t size() const noexcept { return packed_ + document_.tables.size(); }
  const Table& at(std::size_t index);                             // valid until the next call
  std::string text(std::size_t index);                            // compose_table_text() of it, without its cells where it is packed
  std::optional<std::size_t> find(std::string_view id) const;     // where the table of that id stands

 private:
  struct Spot {
    const PackedTables* packed;
    std::size_t first;                                            // index of its first table
  };
  Spot spot_of(std::size_t index) const;

  const Document& document_;
  std::size_t packed_ = 0;                                        // how many tables are packed
  std::unordered_map<std::string_view, std::size_t> places_;
  const PackedTables* opened_ = nullptr;                          // what `open_` was
  std::vector<Table> open_;
  const PackedTables* texts_of_ = nullptr;                        // … and `texts_`
  std::vector<std::string> texts_;
};

}  // namespace tabularium
