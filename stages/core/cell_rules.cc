#include "stages/core/cell_rules.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "stages/core/decimal.h"
#include "stages/core/profile.h"
#include "stages/core/unicode.h"
#include "stages/core/yaml_fields.h"

namespace tabularium {
namespace {

constexpr std::array<std::pair<std::string_view, CellType>, 7> types = {{{"any", CellType::any},
                                                                         {"number", CellType::number},
                                                                         {"integer", CellType::integer},
                                                                         {"percent", CellType::percent},
                                                                         {"money", CellType::money},
                                                                         {"date", CellType::date},
                                                                         {"text", CellType::text}}};

// "a / b" into its labels.
std::vector<std::string> labels_of(const std::string& path) {
  std::vector<std::string> labels;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t end = std::min(path.find(" / ", from), path.size());
    labels.push_back(collapse_spaces(path.substr(from, end - from)));
    from = end + 3;
  }
  std::erase(labels, "");
  return labels;
}

Status read_selector(const YamlNode& node, const std::string& key, const std::string& file, CellSelector& selector) {
  if (node.kind != YamlNode::Kind::map) return yaml_fault(file, node.line, "'" + key + "' must have keys: table, row, column");
  std::vector<std::string> keys = {"table", "row", "column"};
  if (key == "equals") keys.emplace_back("previous");
  if (Status s = check_keys(node, keys, file); !s) return s;
  if (Status s = read_switch(node, "previous", file, selector.previous); !s) return s;
  std::string row;
  std::string column;
  if (Status s = read_text(node, "table", file, selector.table); !s) return s;
  if (Status s = read_text(node, "row", file, row); !s) return s;
  if (Status s = read_text(node, "column", file, column); !s) return s;
  selector.row = labels_of(row);
  selector.column = labels_of(column);
  if (selector.row.empty() && selector.column.empty()) return yaml_fault(file, node.line, "'" + key + "' needs a row, a column or both");
  return {};
}

Status read_type(const YamlNode& node, const std::string& file, CellType& type) {
  const YamlNode* found = node.find("type");
  if (found == nullptr) return {};
  std::vector<std::string> known;
  for (const auto& [name, value] : types) {
    if (name == found->scalar) {
      type = value;
      return {};
    }
    known.emplace_back(name);
  }
  const std::string nearest = nearest_name(found->scalar, known);
  return yaml_fault(file, found->line, "unknown type '" + found->scalar + "'" + (nearest.empty() ? "" : "; did you mean '" + nearest + "'?"));
}

Status read_range(const YamlNode& node, const std::string& file, CellRule& rule) {
  const YamlNode* range = node.find("range");
  if (range == nullptr) return {};
  const Error fault = yaml_fault(file, range->line, "'range' must be two numbers, as [0, 100]; ~ leaves an end open");
  if (range->kind != YamlNode::Kind::sequence || range->items.size() != 2) return fault;
  const auto read = [&](const YamlNode& item, std::optional<Decimal>& end) {
    if (item.kind == YamlNode::Kind::null) return true;
    end = decimal_from_ascii(item.scalar);
    return end.has_value();
  };
  if (!read(range->items[0], rule.least) || !read(range->items[1], rule.most)) return fault;
  if (rule.least && rule.most && compare(*rule.least, *rule.most) == std::strong_ordering::greater) return yaml_fault(file, range->line, "'range' must begin with its smaller end");
  return {};
}

Status read_dates(const YamlNode& node, const std::string& file, DateOrder& order) {
  const YamlNode* dates = node.find("dates");
  if (dates == nullptr) return {};
  if (dates->scalar == "ascending") order = DateOrder::ascending;
  else if (dates->scalar == "descending") order = DateOrder::descending;
  else return yaml_fault(file, dates->line, "'dates' must be ascending or descending");
  return {};
}

bool asks_something(const CellRule& rule) {
  return rule.required || rule.type != CellType::any || rule.least || rule.most || rule.dates != DateOrder::none || rule.unique || !rule.codes.empty() || rule.equals;
}

// `*` in the pattern stands for any text.
bool label_matches(std::string_view pattern, std::string_view label) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == label;
  if (!label.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t from = star; from <= label.size(); ++from)
    if (label_matches(rest, label.substr(from))) return true;
  return false;
}

std::string joined(const std::vector<std::string>& labels) {
  std::string out;
  for (const std::string& label : labels) out += (out.empty() ? "" : " / ") + label;
  return out;
}

std::string where(const CellSelector& cells) {
  std::string out = cells.row.empty() ? "" : "row '" + joined(cells.row) + "'";
  if (!cells.column.empty()) out += (out.empty() ? "" : ", ") + ("column '" + joined(cells.column) + "'");
  return out + (cells.table.empty() ? "" : " in tables that name '" + cells.table + "'") + (cells.previous ? " of the earlier report" : "");
}

std::string side(const std::vector<RuleTerm>& terms) {
  std::string out;
  for (const RuleTerm& term : terms) out += (out.empty() ? (term.sign < 0 ? "-" : "") : term.sign < 0 ? " - " : " + ") + ("'" + term.item + "'");
  return out;
}

}  // namespace

Status read_cell_rule(const YamlNode& node, const std::string& file, CellRule& rule) {
  if (Status s = check_keys(node, {"name", "cells", "required", "type", "range", "dates", "unique", "codes", "equals"}, file); !s) return s;
  rule.line = node.line;
  if (Status s = read_text(node, "name", file, rule.name); !s) return s;
  if (Status s = read_selector(*node.find("cells"), "cells", file, rule.cells); !s) return s;
  if (Status s = read_switch(node, "required", file, rule.required); !s) return s;
  if (Status s = read_type(node, file, rule.type); !s) return s;
  if (Status s = read_range(node, file, rule); !s) return s;
  if (Status s = read_dates(node, file, rule.dates); !s) return s;
  if (Status s = read_switch(node, "unique", file, rule.unique); !s) return s;
  if (Status s = read_texts(node, "codes", file, rule.codes); !s) return s;
  if (const YamlNode* equals = node.find("equals"))
    if (Status s = read_selector(*equals, "equals", file, rule.equals.emplace()); !s) return s;
  if (!asks_something(rule)) return yaml_fault(file, node.line, "a rule about cells needs one of: required, type, range, dates, unique, codes, equals");
  if (rule.name.empty()) rule.name = explain(rule);
  return {};
}

bool path_matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  auto label = path.begin();
  for (const std::string& wanted : pattern) {
    const std::string folded = fold_label_case(wanted);
    label = std::find_if(label, path.end(), [&](const std::string& one) { return label_matches(folded, fold_label_case(one)); });
    if (label == path.end()) return false;
    ++label;
  }
  return true;
}

std::string explain(const CellRule& rule) {
  std::vector<std::string> asks;
  if (rule.required) asks.emplace_back("must be there and filled in");
  for (const auto& [name, type] : types)
    if (type == rule.type && type != CellType::any) asks.push_back("must be of type " + std::string(name));
  if (rule.least || rule.most) asks.push_back("must lie within " + (rule.least ? to_string(*rule.least) : "any") + " to " + (rule.most ? to_string(*rule.most) : "any"));
  if (rule.dates != DateOrder::none) asks.push_back(std::string("must be dates in ") + (rule.dates == DateOrder::ascending ? "ascending" : "descending") + " order");
  if (rule.unique) asks.emplace_back("must all differ");
  if (!rule.codes.empty()) asks.push_back("must be one of: " + joined(rule.codes));
  if (rule.equals) asks.push_back("must equal " + where(*rule.equals));
  std::string out = "cells of " + where(rule.cells) + " ";
  for (std::size_t i = 0; i < asks.size(); ++i) out += (i > 0 ? ", " : "") + asks[i];
  return out;
}

std::string explain(const ProfileRule& rule) {
  const std::string lines = rule.over_rows ? "rows " : "columns ";
  return "in each " + std::string(rule.over_rows ? "column" : "row") + ", " + lines + side(rule.left) + " equal " + lines + side(rule.right) +
         (rule.table.empty() ? "" : ", in tables that name '" + rule.table + "'");
}

}  // namespace tabularium
