// Rules of a profile about cells, and the words that say what a rule asks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/result.h"
#include "models/value.h"

namespace tabularium {

struct ProfileRule;  // stages/core/profile.h
struct YamlNode;     // stages/core/yaml.h

// Cells by their headers. A pattern's labels must be met in the path in this order, others may stand between; `*` within a label
// stands for any text. Empty = any.
struct CellSelector {
  std::string table;                // text that caption, section or a header contains
  std::vector<std::string> row;
  std::vector<std::string> column;
  bool previous = false;            // `equals` only: of the earlier report (--previous)
  bool operator==(const CellSelector&) const = default;
};

enum class CellType { any, number, integer, percent, money, date, text };
enum class DateOrder { none, ascending, descending };

struct CellRule {
  std::string name;
  CellSelector cells;
  bool required = false;            // a cell must be there, and none may be blank
  CellType type = CellType::any;
  std::optional<Decimal> least;     // as meant, scales counted in
  std::optional<Decimal> most;
  DateOrder dates = DateOrder::none;
  bool unique = false;
  std::vector<std::string> codes;   // texts that may stand there
  std::optional<CellSelector> equals;  // the cells' counterparts, in the same or another table
  int line = 0;                     // where in the file
};

// A map with the key `cells`. Errors name file, line and the nearest known key.
Status read_cell_rule(const YamlNode& node, const std::string& file, CellRule& rule);

bool path_matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path);

// One line for a person: what the rule asks of which cells.
std::string explain(const CellRule& rule);
std::string explain(const ProfileRule& rule);

}  // namespace tabularium
