#include "stages/validate/cell_checks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "stages/core/decimal.h"
#include "stages/core/messages.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/validate/verdicts.h"

namespace tabularium {
namespace {

struct Place {
  std::size_t table = 0;
  CellId cell = -1;
};

class CellCheck {
 public:
  CellCheck(Document& document, const std::string& language, const Document* previous) : document_(document), language_(language), previous_(previous) {}

  void check(const CellRule& rule) {
    rule_ = &rule;
    std::vector<Place> all;
    bool concerned = false;
    for (std::size_t t = 0; t < document_.tables.size(); ++t) {
      if (!names_table(document_.tables[t], rule.cells.table)) continue;
      concerned = true;
      const std::vector<Place> places = selected(rule.cells, document_.tables, t);
      if (rule.dates != DateOrder::none) check_dates(places);
      if (rule.unique) check_unique(places);
      all.insert(all.end(), places.begin(), places.end());
    }
    if (rule.required && concerned && all.empty()) report_absent();
    for (const Place& place : all) check_one(place);
    if (rule.equals) check_equals(all);
  }

  std::vector<Finding> take() { return std::move(findings_); }

 private:
  Cell& cell(const Place& place) { return document_.tables[place.table].cells[static_cast<std::size_t>(place.cell)]; }

  static std::vector<Place> selected(const CellSelector& selector, const std::vector<Table>& tables, std::size_t t) {
    const Table& table = tables[t];
    std::vector<Place> places;
    const auto texts = [&](const CellPath& outer, const CellPath& path) {
      std::vector<std::string> labels;
      for (const auto* ids : {&outer, &path})
        for (const CellId id : *ids) labels.push_back(table.cells[static_cast<std::size_t>(id)].text);
      return labels;
    };
    for (std::size_t id = 0; id < table.cells.size(); ++id) {
      const Cell& one = table.cells[id];
      if (one.role != Role::data) continue;
      if (path_matches(selector.row, texts(one.row_ancestors, one.row_path)) && path_matches(selector.column, texts({}, one.col_path)))
        places.push_back({t, static_cast<CellId>(id)});
    }
    return places;
  }

  void report(const std::string& code, const Place& place, MessageArguments arguments, std::optional<Place> other = std::nullopt) {
    const Table& table = document_.tables[place.table];
    const Cell& one = cell(place);
    Finding finding;
    finding.code = code;
    finding.table = table.id;
    finding.cells.emplace_back(one.row, one.col);
    if (other && other->table == place.table) finding.cells.emplace_back(cell(*other).row, cell(*other).col);
    finding.place = one.place;
    arguments.insert(arguments.end(), {{"rule", rule_->name}, {"where", cell_name(table, place.cell, language_)}, {"text", one.text}});
    finding.message = message_text(language_, code, arguments);
    findings_.push_back(std::move(finding));
  }

  void report_absent() {
    Finding finding;
    finding.code = "required_value";
    std::string path;
    for (const auto* labels : {&rule_->cells.row, &rule_->cells.column})
      for (const std::string& label : *labels) path += (path.empty() ? "" : " / ") + label;
    finding.message = message_text(language_, "required_cell", {{"rule", rule_->name}, {"where", path}});
    findings_.push_back(std::move(finding));
  }

  void check_one(const Place& place) {
    const Value& value = cell(place).value;
    if (value.kind == ValueKind::blank) {
      if (rule_->required) report("required_value", place, {});
      return;
    }
    if (!is_of_type(value)) report("type_mismatch", place, {{"wanted", type_name()}});
    if (is_numeric(value) && !is_within(value))
      report("out_of_range", place, {{"least", rule_->least ? to_string(*rule_->least) : "−∞"}, {"most", rule_->most ? to_string(*rule_->most) : "∞"}});
    if (!rule_->codes.empty() && !is_code(cell(place).text)) report("unknown_code", place, {});
  }

  bool is_of_type(const Value& value) const {
    switch (rule_->type) {
      case CellType::any: return true;
      case CellType::number: return is_numeric(value);
      case CellType::integer: return is_numeric(value) && rescale(value.number, std::min(0, value.number.places)).has_value();
      case CellType::percent: return value.kind == ValueKind::percent;
      case CellType::money: return value.kind == ValueKind::money;
      case CellType::date: return value.kind == ValueKind::date;
      case CellType::text: return value.kind == ValueKind::text;
    }
    return true;
  }

  std::string type_name() const {
    static const std::map<CellType, std::pair<std::string, std::string>> names = {
        {CellType::number, {"number", "数字"}}, {CellType::integer, {"whole number", "整数"}}, {CellType::percent, {"percentage", "百分数"}},
        {CellType::money, {"sum of money", "金额"}}, {CellType::date, {"date", "日期"}}, {CellType::text, {"text", "文字"}}};
    const auto found = names.find(rule_->type);
    return found == names.end() ? "" : language_ == "zh" ? found->second.second : found->second.first;
  }

  bool is_within(const Value& value) const {
    const double meant = to_double(value.number) * std::pow(10.0, value.scale);
    const double slack = std::abs(meant) * 1e-12;
    return (!rule_->least || meant + slack >= to_double(*rule_->least)) && (!rule_->most || meant - slack <= to_double(*rule_->most));
  }

  bool is_code(const std::string& text) const {
    const std::string folded = fold_label_case(text);
    return std::any_of(rule_->codes.begin(), rule_->codes.end(), [&](const std::string& code) { return fold_label_case(code) == folded; });
  }

  // ISO dates of like length compare as texts; a year says nothing of its months.
  void check_dates(const std::vector<Place>& places) {
    std::optional<Place> last;
    for (const Place& place : places) {
      const Value& value = cell(place).value;
      if (value.kind != ValueKind::date) continue;
      if (last) {
        const std::string& before = cell(*last).value.date;
        const std::size_t length = std::min(before.size(), value.date.size());
        const int order = before.substr(0, length).compare(value.date.substr(0, length));
        if (rule_->dates == DateOrder::ascending ? order > 0 : order < 0) report("date_order", place, {{"other", cell(*last).text}}, last);
      }
      last = place;
    }
  }

  void check_unique(const std::vector<Place>& places) {
    std::map<std::string, Place> known;
    for (const Place& place : places) {
      const std::string folded = fold_label_case(cell(place).text);
      if (folded.empty()) continue;
      const auto [first, fresh] = known.emplace(folded, place);
      if (!fresh) report("duplicate_value", place, {}, first->second);
    }
  }

  // The counterparts, here or in the earlier report: as many as there are cells, in the same order; or one for all.
  void check_equals(const std::vector<Place>& places) {
    const bool earlier = rule_->equals->previous;
    if (earlier && previous_ == nullptr) return;
    const std::vector<Table>& tables = earlier ? previous_->tables : document_.tables;
    std::vector<Place> others;
    for (std::size_t t = 0; t < tables.size(); ++t)
      if (names_table(tables[t], rule_->equals->table)) {
        const auto more = selected(*rule_->equals, tables, t);
        others.insert(others.end(), more.begin(), more.end());
      }
    if (others.size() != places.size() && others.size() != 1) return;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const Place& other = others[others.size() == 1 ? 0 : i];
      Cell& one = cell(places[i]);
      const Cell& two = tables[other.table].cells[static_cast<std::size_t>(other.cell)];
      if (&one == &two || !is_numeric(one.value) || !is_numeric(two.value)) continue;
      if (is_same(one.value, two.value)) {
        verify(one);
        if (!earlier) verify(cell(other));
        continue;
      }
      report("reference_mismatch", places[i], {{"other", two.text}, {"there", cell_name(tables[other.table], other.cell, language_)}}, earlier ? std::nullopt : std::optional(other));
    }
  }

  static bool is_same(const Value& a, const Value& b) {
    const int scale = std::min(a.scale, b.scale);
    Decimal x = a.number;
    Decimal y = b.number;
    x.places -= a.scale - scale;
    y.places -= b.scale - scale;
    const int places = std::max({x.places, y.places, 0});
    const auto widened = [&](Decimal number) -> std::optional<Decimal> {
      std::int64_t units = number.units;
      for (int i = number.places; i < places; ++i)
        if (__builtin_mul_overflow(units, std::int64_t{10}, &units)) return std::nullopt;
      return Decimal{units, places};
    };
    const auto left = widened(x);
    const auto right = widened(y);
    return left && right && *left == *right;
  }

  static void verify(Cell& held) {
    if (held.verdict != Verdict::unverified) return;
    held.verdict = Verdict::verified;
    held.verdict_source = VerdictSource::declared;
    held.covered_to.reset();
  }

  Document& document_;
  const std::string& language_;
  const Document* previous_;
  const CellRule* rule_ = nullptr;
  std::vector<Finding> findings_;
};

}  // namespace

bool names_table(const Table& table, const std::string& text) {
  const std::string wanted = fold_label_case(text);
  if (wanted.empty()) return true;
  const auto names_it = [&](const std::string& one) { return fold_label_case(one).find(wanted) != std::string::npos; };
  if (names_it(table.caption) || std::any_of(table.section.begin(), table.section.end(), names_it)) return true;
  return std::any_of(table.cells.begin(), table.cells.end(), [&](const Cell& cell) { return cell.role != Role::data && names_it(cell.text); });
}

std::vector<Finding> check_cells(Document& document, const Profile& profile, const std::string& language, std::span<const Document> previous) {
  CellCheck check(document, language, previous.empty() ? nullptr : &previous.back());
  for (const CellRule& rule : profile.cell_rules) check.check(rule);
  return check.take();
}

}  // namespace tabularium
