// The text against the tables: quantities quoted in prose are bound to cells by label, counting word and magnitude.
#pragma once

#include <string>
#include <vector>

#include "models/document.h"
#include "models/finding.h"

namespace tabularium {

// A number in prose with what it counts and what it is about.
struct Quantity {
  Value value;
  std::string printed;    // "13713.89万元"
  std::string counter;    // what follows the digits: "万元", "条"
  std::string label;      // its clause up to the digits: "实现交易金额"
  std::string context;    // the sentence up to the digits
};

// Ordinals, dates, citations, telephone numbers and numbers without a counting word are no quantities.
std::vector<Quantity> read_quantities(const std::string& text);

// A zero in words: "未发生行政诉讼", "no appeals were lodged".
struct SaidZero {
  std::string printed;    // the clause
  std::string rest;       // what it says that there is none of, to the end of the clause
  std::string sentence;
};
std::vector<SaidZero> read_zeros(const std::string& text);

// A place where a number is expected: a list item that ends like a sibling with a number, but has none.
struct Hole {
  std::string item;       // "主动公开招标采购信息条"
  std::string counter;    // "条"
  std::string sibling;    // "…结果信息8条"
};
std::vector<Hole> find_holes(const std::string& text);

// `unit_conflict`, `value_conflict`, `missing_value`. Needs Cell::value. Cells that the text quotes in full agreement become verified by text.
std::vector<Finding> check_text(Document& document, const std::string& language = "en");

}  // namespace tabularium
