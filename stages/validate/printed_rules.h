// Rules that a table prints about itself ("第一项加第二项之和,等于第三项加第四项之和", "col. 3 = 1 + 2", "Total of lines 1–4"),
// and rules that a profile declares: read, bound to rows or columns by their numbering or labels, made into relations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/table.h"
#include "stages/core/profile.h"
#include "stages/core/relations.h"

namespace tabularium {

enum class RuleAxis { unknown, rows, columns };

struct RuleText {
  std::vector<RuleTerm> left;
  std::vector<RuleTerm> right;
  RuleAxis axis = RuleAxis::unknown;
  std::string text;             // as printed
  std::optional<CellId> owner;  // "Total of lines 1–4" in a row's or column's own label: that line is the left side
};

// Every equation that `text` states.
std::vector<RuleText> read_rules(const std::string& text);

std::vector<Relation> printed_relations(const Table& table);
std::vector<Relation> declared_relations(const Table& table, const Profile& profile);

}  // namespace tabularium
