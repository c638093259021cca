// Which cell a clause speaks of, by the labels that it names in full.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/table.h"

namespace tabularium {

struct NamedCell {
  std::size_t table = 0;
  CellId cell = -1;
  std::size_t after = 0;   // code points of the folded clause behind the row's label
  std::size_t before = 0;  // … in front of it
};

// Rows by their innermost label, enumerators left out; labels of less than three Han characters or six letters name nothing, nor do
// labels that stand over several rows of the document, nor totals.
class LabelIndex {
 public:
  explicit LabelIndex(const std::vector<Table>& tables);

  // The cell whose row's label stands in `clause`, the longest one if several do. Of several numbers in that row the one whose column
  // label `sentence` names; nullopt where that leaves none, or more than one.
  std::optional<NamedCell> find(std::string_view clause, std::string_view sentence) const;

 private:
  struct Row {
    std::size_t table = 0;
    int row = -1;  // -1: several rows of that label
  };
  std::optional<CellId> number_in(const Row& row, std::string_view sentence) const;

  const std::vector<Table>& tables_;
  std::map<std::u32string, Row> rows_;
  std::map<std::u32string, std::vector<std::u32string>> by_beginning_;
};

}  // namespace tabularium
