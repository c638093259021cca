#include "stages/tables/flat_boxhead.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "stages/core/number_text.h"
#include "stages/core/unit_text.h"

namespace tabularium {
namespace {

constexpr float impossible = 1e9F;
constexpr float no_stub_head_cost = 4.0F;
constexpr float numbered_stub_head_cost = 3.0F;  // an enumerator numbers rows and sections, not stub heads
constexpr float fewer_stub_heads_cost = 2.5F;    // one title over two label columns
constexpr float numbered_header_cost = 1.5F;     // … nor columns
constexpr float year_cost = 0.3F;
constexpr float number_cost = 2.0F;              // a quantity among headers
constexpr float blank_cost = 0.5F;
constexpr float unnamed_cost = 6.0F;             // no boxhead at all
constexpr std::size_t most_remembered = 4096;

const HeaderTree* best_tree(const FlatTokens& tokens, int from, int to, int leaves) {
  thread_local std::unordered_map<std::string, std::vector<HeaderTree>> remembered;
  std::string key = std::to_string(leaves);
  std::vector<std::string> labels;
  HeaderSearchOptions options;
  options.keep = 1;   // others are found again where they are told: core/header_readings
  for (int i = from; i < to; ++i) {
    const FlatToken& token = tokens.tokens[static_cast<std::size_t>(i)];
    labels.emplace_back(token.text);
    if (tokens.rows_kept) options.row_of_label.push_back(token.line - tokens.tokens[static_cast<std::size_t>(from)].line);
    key += tokens.rows_kept && token.opens_line ? '\n' : '|';
    key += token.text;
  }
  if (const auto known = remembered.find(key); known != remembered.end())
    return known->second.empty() ? nullptr : &known->second.front();
  if (remembered.size() > most_remembered) remembered.clear();
  const auto& trees = remembered.emplace(std::move(key), search_header_trees(labels, leaves, options)).first->second;
  return trees.empty() ? nullptr : &trees.front();
}

float labels_cost(const FlatTokens& tokens, int from, int to) {
  float cost = 0;
  for (int i = from; i < to; ++i) {
    const FlatToken& token = tokens.tokens[static_cast<std::size_t>(i)];
    if (token.cls == TokenClass::blank) cost += blank_cost;
    else if (token.numbered && i > from) cost += numbered_header_cost;
    else if (token.cls != TokenClass::text) cost += is_year_like(token) ? year_cost : number_cost;
  }
  return cost;
}

// Text cells of [from, to) that stand there more than once: what repeated runs can gain at most.
int returning_labels(const FlatTokens& tokens, int from, int to) {
  std::unordered_map<std::string_view, int> seen;
  for (int i = from; i < to; ++i) ++seen[tokens.tokens[static_cast<std::size_t>(i)].text.substr(0, 6)];
  int returning = 0;
  for (const auto& [text, times] : seen) returning += times > 1 ? times : 0;
  return returning;
}

}  // namespace

int unit_labels(const FlatTokens& tokens, int from, int to) {
  return static_cast<int>(std::count_if(tokens.tokens.begin() + from, tokens.tokens.begin() + to, [](const FlatToken& token) {
    if (token.cls != TokenClass::text || token.text.size() > 24) return false;
    const std::u32string folded = fold_cell(token.text);
    const auto unit = read_unit(folded);
    return (unit && !unit->unit.empty()) || bracketed_number(folded) > 0;
  }));
}

float boxhead_cost(const FlatTokens& tokens, int from, int to, int leaves, int stub, FlatItem& item, float limit) {
  item.kind = FlatItemKind::boxhead;
  item.from = from;
  item.to = to;
  item.leaves = leaves;
  item.labels = 0;
  if (from == to) return unnamed_cost;
  const float labels = labels_cost(tokens, from, to);
  if (labels - most_gain_per_label * static_cast<float>(to - from) >= limit) return impossible;
  if (labels - most_gain_per_label * static_cast<float>(returning_labels(tokens, from, to)) >= limit) return impossible;
  const auto too_many = [&](int spanners) { return spanners > leaves && spanners > leaves + unit_labels(tokens, from, to); };
  float least = impossible;
  std::vector<int> stub_heads = {stub > 0 ? 1 : 0};
  if (stub > 1) stub_heads.push_back(stub);
  if (stub > 0) stub_heads.push_back(0);
  for (const int heads : stub_heads) {
    const int spanners = to - from - heads - leaves;
    if (spanners < 0 || too_many(spanners)) continue;
    float cost = labels;
    if (heads == 0 && stub > 0) cost += no_stub_head_cost;
    if (heads == 1 && stub > 1) cost += fewer_stub_heads_cost;
    if (heads > 0 && tokens.tokens[static_cast<std::size_t>(from)].numbered) cost += numbered_stub_head_cost;
    const HeaderTree* tree = best_tree(tokens, from + heads, to, leaves);
    if (tree == nullptr) continue;
    cost -= static_cast<float>(tree->score);
    if (cost >= least) continue;
    least = cost;
    item.labels = heads;
    item.tree = *tree;
  }
  return least;
}

}  // namespace tabularium
