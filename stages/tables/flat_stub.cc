#include "stages/tables/flat_stub.h"

#include <algorithm>
#include <optional>
#include <string>

#include "stages/core/decimal.h"
#include "stages/core/enumerator.h"
#include "stages/core/number_lines.h"
#include "stages/core/typed_value.h"

namespace tabularium {
namespace {

constexpr int fewest_groups = 3;        // plain openers over short runs of like length are groups of the stub
constexpr double longest_group = 3.0;   // rows, on average

const FlatToken& token_at(const FlatTokens& tokens, int i) { return tokens.tokens[static_cast<std::size_t>(i)]; }

// What was found out about each item: its label's level (0 = plain), and for openers the item behind its reach.
struct Reach {
  std::vector<int> level;
  std::vector<int> end;
};

Reach reaches(const FlatTokens& tokens, const FlatParse& parse) {
  const auto count = static_cast<int>(parse.items.size());
  Reach reach{std::vector<int>(parse.items.size(), 0), std::vector<int>(parse.items.size(), count)};
  EnumeratorLevels levels;
  struct Open {
    int item;
    int level;
  };
  std::vector<Open> open;
  const auto close = [&](int at, auto&& closes) {
    while (!open.empty() && closes(open.back())) {
      reach.end[static_cast<std::size_t>(open.back().item)] = at;
      open.pop_back();
    }
  };
  for (int i = 0; i < count; ++i) {
    const FlatItem& item = parse.items[static_cast<std::size_t>(i)];
    if (item.kind == FlatItemKind::boxhead) continue;
    const FlatToken& label = token_at(tokens, item.from + (item.kind == FlatItemKind::row ? std::max(0, item.labels - 1) : 0));
    const int level = label.cls == TokenClass::text ? levels.next(label.text) : 0;
    reach.level[static_cast<std::size_t>(i)] = level;
    const bool opener = item.kind == FlatItemKind::opener;
    const bool next_to_opener = i > 0 && parse.items[static_cast<std::size_t>(i) - 1].kind == FlatItemKind::opener;
    if (level > 0) close(i, [&](const Open& o) { return o.level >= level; });
    else if (opener && !next_to_opener) close(i, [](const Open& o) { return o.level == 0; });
    if (opener) open.push_back({i, level});
  }
  return reach;
}

int rows_between(const FlatParse& parse, int from, int to) {
  int rows = 0;
  for (int i = from; i < to; ++i) rows += parse.items[static_cast<std::size_t>(i)].kind == FlatItemKind::row ? 1 : 0;
  return rows;
}

bool has_boxhead(const FlatParse& parse, int from, int to) {
  for (int i = from; i < to; ++i)
    if (parse.items[static_cast<std::size_t>(i)].kind == FlatItemKind::boxhead) return true;
  return false;
}

// Rows (or openers) of deeper number under a numbered opener show a numbered stub.
bool heads_deeper_numbers(const FlatParse& parse, const Reach& reach, int opener) {
  const int level = reach.level[static_cast<std::size_t>(opener)];
  if (level == 0) return false;
  int deeper = 0;
  const int end = reach.end[static_cast<std::size_t>(opener)];
  for (int i = opener + 1; i < end; ++i) deeper += reach.level[static_cast<std::size_t>(i)] > level ? 1 : 0;
  return deeper * 2 > rows_between(parse, opener + 1, end);
}

bool plain_openers_are_groups(const FlatParse& parse, const Reach& reach) {
  int openers = 0;
  int rows = 0;
  for (std::size_t i = 0; i < parse.items.size(); ++i) {
    if (parse.items[i].kind != FlatItemKind::opener || reach.level[i] != 0) continue;
    ++openers;
    rows += rows_between(parse, static_cast<int>(i), reach.end[i]);
  }
  return openers >= fewest_groups && rows <= longest_group * openers;
}

// True when the row's numbers are the sums of all rows above it, in at least half of the columns.
bool sums_up_all(const FlatTokens& tokens, const FlatParse& parse, int last) {
  const FlatItem& total = parse.items[static_cast<std::size_t>(last)];
  const int leaves = total.to - total.from - total.labels;
  int right = 0;
  for (int column = 0; column < leaves; ++column) {
    std::optional<Decimal> sum = Decimal{};
    for (int i = 0; i < last && sum; ++i) {
      const FlatItem& item = parse.items[static_cast<std::size_t>(i)];
      if (item.kind != FlatItemKind::row || item.from + item.labels + column >= item.to) continue;
      const Value value = parse_value(token_at(tokens, item.from + item.labels + column).text);
      if (value.kind == ValueKind::number || value.kind == ValueKind::money) sum = add(*sum, value.number);
    }
    const Value printed = parse_value(token_at(tokens, total.from + total.labels + column).text);
    const bool number = printed.kind == ValueKind::number || printed.kind == ValueKind::money;
    right += sum && number && compare(*sum, printed.number) == std::strong_ordering::equal && !is_zero(*sum) ? 1 : 0;
  }
  return right > 0 && right * 2 >= leaves;
}

// Groups stand beside their rows, so one ends before whatever runs over all columns. One that has no rows then is such a heading itself.
void end_group(FlatStub& stub, const FlatParse& parse, int opener, int at) {
  FlatOpener& group = stub.openers[static_cast<std::size_t>(opener)];
  group.last = at;
  if (rows_between(parse, group.item + 1, at) > 0) return;
  group.heading = Heading::section;
  for (int o = opener - 1; o >= 0; --o) {
    const FlatOpener& outer = stub.openers[static_cast<std::size_t>(o)];
    if (outer.heading == Heading::group && outer.last > group.item) end_group(stub, parse, o, group.item);
  }
}

void end_groups(FlatStub& stub, const FlatParse& parse, std::vector<int>& in_force, int at) {
  for (const int o : in_force) end_group(stub, parse, o, at);  // outermost first
  in_force.clear();
}

}  // namespace

FlatStub read_stub(const FlatTokens& tokens, const FlatParse& parse) {
  Reach reach = reaches(tokens, parse);
  const bool short_runs = plain_openers_are_groups(parse, reach);
  FlatStub stub;
  std::vector<int> in_force;
  const auto count = static_cast<int>(parse.items.size());
  const int last_row = count - 1;
  for (int i = 0; i < count; ++i) {
    const FlatItem& item = parse.items[static_cast<std::size_t>(i)];
    std::erase_if(in_force, [&](int o) { return stub.openers[static_cast<std::size_t>(o)].last <= i; });
    if (item.kind == FlatItemKind::opener) {
      FlatOpener opener{i, Heading::section, reach.end[static_cast<std::size_t>(i)]};
      const bool boxhead = has_boxhead(parse, i + 1, opener.last);
      const bool nested = heads_deeper_numbers(parse, reach, i);
      const bool plain_group = reach.level[static_cast<std::size_t>(i)] == 0 && short_runs;
      const bool in_line = tokens.rows_kept && !item.own_line;
      const bool rows = rows_between(parse, i + 1, opener.last) > 0;
      if (rows && !boxhead && !item.own_line && (in_line || nested || plain_group)) opener.heading = Heading::group;
      else end_groups(stub, parse, in_force, i);
      if (opener.heading == Heading::group) in_force.push_back(static_cast<int>(stub.openers.size()));
      stub.openers.push_back(opener);
    } else if (item.kind == FlatItemKind::row) {
      FlatRow row{i, in_force, reach.level[static_cast<std::size_t>(i)]};
      const bool plain = !in_force.empty() && reach.level[static_cast<std::size_t>(stub.openers[static_cast<std::size_t>(in_force.front())].item)] == 0;
      if (i == last_row && plain && row.level == 0 && item.labels > 0 && (says_total(std::string(token_at(tokens, item.from).text)) || sums_up_all(tokens, parse, i))) {
        end_groups(stub, parse, in_force, i);
        row.groups.clear();
      }
      stub.group_columns = std::max(stub.group_columns, static_cast<int>(row.groups.size()));
      stub.rows.push_back(std::move(row));
    }
  }
  return stub;
}

}  // namespace tabularium
