#include "stages/validate/printed_rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "stages/core/enumerator.h"
#include "stages/core/number_lines.h"
#include "stages/core/number_text.h"
#include "stages/core/unicode.h"
#include "stages/validate/cell_checks.h"

namespace tabularium {
namespace {

enum class Mark { item, plus, minus, equals, range, sum_of, filler, unknown };

struct Token {
  Mark mark = Mark::unknown;
  std::string item;                   // ordinal in digits, or a single letter
  RuleAxis axis = RuleAxis::unknown;  // what its counting word says
  bool counted = false;               // 第…项, line 3, (3): an ordinal, not a mere number
};

struct Word {
  std::u32string_view text;
  Mark mark;
  RuleAxis axis = RuleAxis::unknown;
};

constexpr Word words[] = {
    {U"等于", Mark::equals},  {U"equals", Mark::equals}, {U"=", Mark::equals},
    {U"plus", Mark::plus},    {U"加上", Mark::plus},     {U"加", Mark::plus},    {U"+", Mark::plus},     {U"与", Mark::plus},
    {U"和", Mark::plus},      {U"及", Mark::plus},       {U"and", Mark::plus},   {U"&", Mark::plus},
    {U"minus", Mark::minus},  {U"less", Mark::minus},    {U"减去", Mark::minus}, {U"减", Mark::minus},   {U"−", Mark::minus},
    {U"至", Mark::range},     {U"到", Mark::range},      {U"to", Mark::range},   {U"through", Mark::range}, {U"thru", Mark::range},
    {U"totalof", Mark::sum_of}, {U"sumof", Mark::sum_of}, {U"total", Mark::sum_of}, {U"sum", Mark::sum_of},
    {U"之和", Mark::filler},  {U"之差", Mark::filler},   {U"的和", Mark::filler}, {U"the", Mark::filler},  {U",", Mark::filler},
    {U"lines", Mark::filler, RuleAxis::rows}, {U"line", Mark::filler, RuleAxis::rows}, {U"rows", Mark::filler, RuleAxis::rows},
    {U"row", Mark::filler, RuleAxis::rows},   {U"items", Mark::filler, RuleAxis::rows}, {U"item", Mark::filler, RuleAxis::rows},
    {U"columns", Mark::filler, RuleAxis::columns}, {U"column", Mark::filler, RuleAxis::columns}, {U"cols.", Mark::filler, RuleAxis::columns},
    {U"cols", Mark::filler, RuleAxis::columns}, {U"col.", Mark::filler, RuleAxis::columns}, {U"col", Mark::filler, RuleAxis::columns},
    {U"spalten", Mark::filler, RuleAxis::columns}, {U"spalte", Mark::filler, RuleAxis::columns}, {U"zeile", Mark::filler, RuleAxis::rows},
};

RuleAxis axis_of_counter(char32_t c) {
  if (c == U'项' || c == U'行' || c == U'項') return RuleAxis::rows;
  if (c == U'列' || c == U'栏' || c == U'欄') return RuleAxis::columns;
  return RuleAxis::unknown;
}

bool is_latin(char32_t c) { return c >= U'a' && c <= U'z'; }

// An ordinal at `at`: 第三项, 3, (3), 三, a letter that stands alone. Advances `at`.
bool read_item(const std::u32string& text, std::size_t& at, Token& token) {
  std::size_t i = at;
  const bool open = text[i] == U'(';
  if (open) ++i;
  const bool ordinal = i < text.size() && text[i] == U'第';
  if (ordinal) ++i;
  const std::size_t from = i;
  while (i < text.size() && is_ascii_digit(text[i])) ++i;
  if (i == from)
    while (i < text.size() && is_han_digit(text[i])) ++i;
  if (i > from) {
    const std::string digits = to_utf8(std::u32string_view(text).substr(from, i - from));
    const auto value = parse_han_number(digits);
    token.item = value ? std::to_string(*value) : digits;
    if (token.item.size() > 3) return false;  // an amount or a year
  } else if (!ordinal && i < text.size() && is_latin(text[i]) && (i + 1 == text.size() || !is_latin(text[i + 1])) && (i == 0 || !is_latin(text[i - 1]))) {
    token.item = to_utf8(std::u32string_view(text).substr(i, 1));
    ++i;
  } else {
    return false;
  }
  if (i < text.size() && axis_of_counter(text[i]) != RuleAxis::unknown) token.axis = axis_of_counter(text[i++]);
  if (open) {
    if (i >= text.size() || text[i] != U')') return false;
    ++i;
  }
  token.mark = Mark::item;
  token.counted = ordinal || open || token.axis != RuleAxis::unknown;
  at = i;
  return true;
}

Token next_token(const std::u32string& text, std::size_t& at) {
  Token token;
  if (read_item(text, at, token)) return token;
  const std::u32string_view rest = std::u32string_view(text).substr(at);
  const Word* longest = nullptr;
  for (const Word& word : words)
    if (rest.starts_with(word.text) && (longest == nullptr || word.text.size() > longest->text.size())) longest = &word;
  if (longest != nullptr) {
    at += longest->text.size();
    token.mark = longest->mark;
    token.axis = longest->axis;
    return token;
  }
  token.mark = rest.front() == U'-' ? Mark::minus : rest.front() == U'(' || rest.front() == U')' ? Mark::filler : Mark::unknown;
  ++at;
  return token;
}

std::vector<Token> tokens_of(const std::string& text) {
  const std::u32string folded = to_code_points(fold_label_case(text));
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < folded.size();) tokens.push_back(next_token(folded, at));
  return tokens;
}

// Terms of one side: items with an operator between any two. Lists and ranges ("lines 1-4", "1, 2 and 3") after "sum of".
bool read_side(const std::vector<Token>& tokens, std::size_t from, std::size_t to, bool list, std::vector<RuleTerm>& side, RuleAxis& axis) {
  int sign = 1;
  bool ready = true;
  bool range = false;
  for (std::size_t i = from; i < to; ++i) {
    const Token& token = tokens[i];
    if (token.axis != RuleAxis::unknown) axis = token.axis;
    switch (token.mark) {
      case Mark::item:
        if (range && !side.empty()) {
          const int first = std::atoi(side.back().item.c_str());
          const int last = std::atoi(token.item.c_str());
          if (first <= 0 || last <= first || last - first > 60) return false;
          for (int n = first + 1; n <= last; ++n) side.push_back({std::to_string(n), 1});
        } else if (ready || list) {
          side.push_back({token.item, sign});
        } else {
          return false;
        }
        sign = 1;
        ready = range = false;
        break;
      case Mark::plus: ready = true; break;
      case Mark::minus:
        if (list && !ready) range = true;
        else sign = -1;
        ready = true;
        break;
      case Mark::range: range = true; break;
      case Mark::filler:
      case Mark::sum_of: break;
      case Mark::equals:
      case Mark::unknown: return false;
    }
  }
  return !side.empty() && !range;
}

bool belongs(const Token& token) { return token.mark != Mark::unknown && token.mark != Mark::equals; }

void read_equation(const std::vector<Token>& tokens, std::size_t equals, const std::string& text, std::vector<RuleText>& rules) {
  std::size_t from = equals;
  while (from > 0 && belongs(tokens[from - 1])) --from;
  std::size_t to = equals + 1;
  while (to < tokens.size() && belongs(tokens[to])) ++to;
  RuleText rule;
  rule.text = text;
  if (!read_side(tokens, from, equals, false, rule.left, rule.axis) || !read_side(tokens, equals + 1, to, false, rule.right, rule.axis)) return;
  if (rule.left.size() + rule.right.size() >= 3) rules.push_back(std::move(rule));
}

// "Total of lines 1-4", "Sum of items 1 and 2": the left side is the line whose label this is.
void read_sum_of(const std::vector<Token>& tokens, std::size_t at, const std::string& text, std::vector<RuleText>& rules) {
  std::size_t to = at + 1;
  while (to < tokens.size() && belongs(tokens[to])) ++to;
  RuleText rule;
  rule.text = text;
  if (!read_side(tokens, at + 1, to, true, rule.right, rule.axis) || rule.right.size() < 2 || rule.axis == RuleAxis::unknown) return;
  rules.push_back(std::move(rule));
}

const Cell& cell_of(const Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }

std::string key_of(const std::string& item) {
  const std::string folded = fold_label_case(item);
  const auto value = parse_han_number(folded);
  return value ? std::to_string(*value) : folded;
}

// The name by which a header may be called: its enumerator's ordinal (outermost only), its own number, its label.
std::vector<std::string> names_of(const std::string& label) {
  std::vector<std::string> names = {fold_label_case(label)};
  if (const auto enumerator = parse_enumerator(label)) {
    names.push_back(std::to_string(enumerator->ordinal));
    const bool letter = enumerator->family == EnumeratorFamily::alpha_lower || enumerator->family == EnumeratorFamily::alpha_upper;
    if (letter) names.push_back(std::string(1, static_cast<char>('a' + enumerator->ordinal - 1)));
    names.push_back(fold_label_case(std::string_view(label).substr(enumerator->bytes)));
  }
  std::string bare;
  for (const char c : names.front())
    if (c != '(' && c != ')' && c != '.') bare += c;
  names.push_back(bare);
  return names;
}

// Lines (rows or columns) that a rule may name: each line under its outermost header that is no section.
class Lines {
 public:
  Lines(const Table& table, bool rows) : table_(table), rows_(rows), headers_(static_cast<std::size_t>(rows ? table.rows : table.cols)) {
    const Role wanted = rows ? Role::row_header : Role::column_header;
    for (std::size_t id = 0; id < table.cells.size(); ++id) {
      const Cell& cell = table.cells[id];
      if (cell.role != wanted || cell.text.empty()) continue;
      const int to = std::min(rows ? cell.row_end() : cell.col_end(), static_cast<int>(headers_.size()));
      for (int line = std::max(rows ? cell.row : cell.col, 0); line < to; ++line) headers_[static_cast<std::size_t>(line)].push_back(static_cast<CellId>(id));
    }
    for (auto& ids : headers_)
      std::stable_sort(ids.begin(), ids.end(), [&](CellId a, CellId b) {
        return rows_ ? cell_of(table_, a).col < cell_of(table_, b).col : cell_of(table_, a).row < cell_of(table_, b).row;
      });
    read_names();
  }

  // The line that an item stands for; a group stands for its total. -1 when there is none or more than one.
  int resolve(const std::string& item) const {
    const auto found = by_name_.find(key_of(item));
    if (found == by_name_.end() || found->second.size() != 1) return -1;
    return total_of(*found->second.begin());
  }

  int line_of(CellId id) const {
    const Cell& cell = cell_of(table_, id);
    return rows_ ? cell.row : cell.col;
  }

 private:
  // Rows answer to their outermost header (第一项 is 一、, never (一)), columns to any (a row of column numbers is innermost).
  // Where the stub's first column is a number, that is the row's name. A label must be the only one of its kind.
  void read_names() {
    std::set<CellId> seen;
    std::vector<int> levels = outermost_levels();
    for (std::size_t line = 0; line < headers_.size(); ++line) {
      for (std::size_t depth = 0; depth < headers_[line].size(); ++depth) {
        const CellId id = headers_[line][depth];
        if (!seen.insert(id).second) continue;
        const bool outermost = !rows_ || (depth == 0 && levels[line] <= 1 && cell_of(table_, id).row_ancestors.empty());
        const auto names = names_of(cell_of(table_, id).text);
        for (std::size_t k = 0; k < names.size(); ++k)
          if (!names[k].empty() && (outermost || k == 0)) by_name_[names[k]].insert(id);
      }
    }
  }

  // Enumerator levels of the outermost headers: in a stub of one column, (一) stands below 一、 all the same.
  std::vector<int> outermost_levels() const {
    std::vector<std::string> labels;
    for (const auto& ids : headers_) labels.push_back(ids.empty() ? "" : cell_of(table_, ids.front()).text);
    return enumerator_levels(labels);
  }

  int total_of(CellId id) const {
    const Cell& cell = cell_of(table_, id);
    const int from = rows_ ? cell.row : cell.col;
    const int to = rows_ ? cell.row_end() : cell.col_end();
    if (to - from == 1) return own_or_children(from);
    int total = -1;
    for (int line = from; line < to; ++line) {
      const auto& ids = headers_[static_cast<std::size_t>(line)];
      const auto place = std::find(ids.begin(), ids.end(), id);
      if (place == ids.end() || place + 1 == ids.end() || place + 2 != ids.end()) continue;  // its own children only
      if (says_total(cell_of(table_, *(place + 1)).text)) total = line;
    }
    return total;
  }

  // A label above its parts (indented or numbered below it): its own row where it has numbers, else the total among them.
  int own_or_children(int line) const {
    if (has_numbers(line)) return line;
    const std::vector<int> levels = outermost_levels();
    if (!rows_ || levels[static_cast<std::size_t>(line)] == 0) return -1;
    int total = -1;
    for (int next = line + 1; next < static_cast<int>(headers_.size()); ++next) {
      const int level = levels[static_cast<std::size_t>(next)];
      if (level > 0 && level <= levels[static_cast<std::size_t>(line)]) break;
      const auto& ids = headers_[static_cast<std::size_t>(next)];
      if (!ids.empty() && level == levels[static_cast<std::size_t>(line)] + 1 && says_total(cell_of(table_, ids.front()).text)) total = next;
    }
    return total;
  }

  bool has_numbers(int line) const {
    return std::any_of(table_.cells.begin(), table_.cells.end(), [&](const Cell& cell) {
      return cell.role == Role::data && (rows_ ? cell.row : cell.col) == line && !cell.text.empty();
    });
  }

  const Table& table_;
  bool rows_;
  std::vector<std::vector<CellId>> headers_;
  std::map<std::string, std::set<CellId>> by_name_;
};

struct Bound {
  std::vector<std::pair<int, int>> left;  // (line, sign)
  std::vector<std::pair<int, int>> right;
};

bool bind_side(const Lines& lines, const std::vector<RuleTerm>& terms, std::vector<std::pair<int, int>>& side) {
  for (const RuleTerm& term : terms) {
    const int line = lines.resolve(term.item);
    if (line < 0) return false;
    side.emplace_back(line, term.sign);
  }
  return true;
}

std::optional<Bound> bind(const Lines& lines, const RuleText& rule) {
  Bound bound;
  if (rule.owner) bound.left.emplace_back(lines.line_of(*rule.owner), 1);
  if (!bind_side(lines, rule.left, bound.left) || !bind_side(lines, rule.right, bound.right)) return std::nullopt;
  std::set<int> distinct;
  for (const auto* side : {&bound.left, &bound.right})
    for (const auto& [line, sign] : *side)
      if (!distinct.insert(line).second) return std::nullopt;
  return bound;
}

std::vector<Relation> relations_of(const Table& table, const Bound& bound, bool rows, VerdictSource source, const std::string& text) {
  std::map<std::pair<int, int>, CellId> data;  // (line, sample)
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    const Cell& cell = table.cells[id];
    if (cell.role == Role::data) data[rows ? std::pair(cell.row, cell.col) : std::pair(cell.col, cell.row)] = static_cast<CellId>(id);
  }
  std::vector<Relation> relations;
  for (int sample = 0; sample < (rows ? table.cols : table.rows); ++sample) {
    Relation relation;
    relation.source = source;
    relation.rule = text;
    bool whole = true;
    const auto take = [&](const std::vector<std::pair<int, int>>& side, std::vector<Term>& terms) {
      for (const auto& [line, sign] : side) {
        const auto cell = data.find({line, sample});
        if (cell == data.end()) whole = false;
        else terms.push_back({cell->second, sign});
      }
    };
    take(bound.left, relation.left);
    take(bound.right, relation.right);
    if (whole) relations.push_back(std::move(relation));
  }
  return relations;
}

// A rule that fails more often than it holds was not understood; it says nothing then.
bool is_met(const std::vector<Relation>& relations, const Table& table) {
  int holds = 0;
  int fails = 0;
  for (const Relation& relation : relations) {
    const Outcome outcome = evaluate(relation, table);
    holds += outcome == Outcome::holds ? 1 : 0;
    fails += outcome == Outcome::fails ? 1 : 0;
  }
  return holds > 0 && fails * 2 <= holds + 1;
}

void add_rule(const Table& table, const RuleText& rule, VerdictSource source, std::vector<Relation>& out) {
  for (const bool rows : {true, false}) {
    if (rule.axis != RuleAxis::unknown && rows != (rule.axis == RuleAxis::rows)) continue;
    const Lines lines(table, rows);
    const auto bound = bind(lines, rule);
    if (!bound) continue;
    const auto relations = relations_of(table, *bound, rows, source, rule.text);
    if (!is_met(relations, table)) continue;
    out.insert(out.end(), relations.begin(), relations.end());
    return;
  }
}

bool may_hold_rule(const Cell& cell) { return cell.role != Role::data && !cell.text.empty(); }

// Most labels say nothing of the kind: words for "equals" and "sum of" begin with one of these.
bool may_say_rule(const std::string& text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  std::string lower = ascii ? text : fold_label_case(text);
  if (ascii)
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const char* sign : {"=", "equal", "sum", "total", "等于"})
    if (lower.find(sign) != std::string::npos) return true;
  return false;
}

}  // namespace

std::vector<RuleText> read_rules(const std::string& text) {
  std::vector<RuleText> rules;
  if (text.size() > 2000 || !may_say_rule(text)) return rules;
  const std::vector<Token> tokens = tokens_of(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].mark == Mark::equals) read_equation(tokens, i, text, rules);
    if (tokens[i].mark == Mark::sum_of) read_sum_of(tokens, i, text, rules);
  }
  return rules;
}

std::vector<Relation> printed_relations(const Table& table) {
  std::vector<Relation> relations;
  const auto read = [&](const std::string& text, std::optional<CellId> owner) {
    for (RuleText& rule : read_rules(text)) {
      if (rule.left.empty()) {
        if (!owner) continue;
        rule.owner = owner;
        rule.axis = cell_of(table, *owner).role == Role::row_header ? RuleAxis::rows : RuleAxis::columns;
      }
      add_rule(table, rule, VerdictSource::printed, relations);
    }
  };
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    const Cell& cell = table.cells[id];
    if (!may_hold_rule(cell)) continue;
    const bool may_own = (cell.role == Role::row_header && cell.row_span == 1) || (cell.role == Role::column_header && cell.col_span == 1);
    read(cell.text, may_own ? std::optional(static_cast<CellId>(id)) : std::nullopt);
  }
  read(table.caption, std::nullopt);
  for (const std::string& note : table.notes) read(note, std::nullopt);
  return relations;
}

std::vector<Relation> declared_relations(const Table& table, const Profile& profile) {
  std::vector<Relation> relations;
  for (const ProfileRule& rule : profile.rules) {
    if (!names_table(table, rule.table)) continue;
    RuleText text;
    text.left = rule.left;
    text.right = rule.right;
    text.axis = rule.over_rows ? RuleAxis::rows : RuleAxis::columns;
    text.text = rule.name;
    add_rule(table, text, VerdictSource::declared, relations);
  }
  return relations;
}

}  // namespace tabularium
