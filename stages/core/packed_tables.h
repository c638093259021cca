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

// A document's tables one after another, packed or not. Cheap while they are asked for in their order. The document is borrowed.
class TableReader {
 public:
  explicit TableReader(const Document& document);

  std::size_t size() const noexcept { return packed_ + document_.tables.size(); }
  const Table& at(std::size_t index);                             // valid until the next call
  std::optional<std::size_t> find(std::string_view id) const;     // where the table of that id stands

 private:
  const Document& document_;
  std::size_t packed_ = 0;                                        // how many tables are packed
  std::unordered_map<std::string_view, std::size_t> places_;
  std::size_t opened_ = 0;                                        // index of the first table in `open_`
  std::vector<Table> open_;
};

}  // namespace tabularium
