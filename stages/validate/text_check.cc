#include "stages/validate/text_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "stages/core/decimal.h"
#include "stages/core/messages.h"
#include "stages/core/number_text.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/core/unit_text.h"
#include "stages/validate/text_labels.h"
#include "stages/validate/values.h"
#include "stages/validate/verdicts.h"

namespace tabularium {
namespace {

constexpr std::size_t longest_counter = 12;  // code points
constexpr int digits_that_bind = 4;          // significant digits that do not meet by chance

bool ends_sentence(char32_t c) { return c == U'。' || c == U'!' || c == U'?' || c == U'！' || c == U'？' || c == U'\n'; }
bool ends_clause(char32_t c) {
  return ends_sentence(c) || c == U',' || c == U'，' || c == U';' || c == U'；' || c == U'、' || c == U':' || c == U'：';
}

bool is_point_between_digits(std::u32string_view text, std::size_t i) {
  return (text[i] == U',' || text[i] == U'.') && i > 0 && i + 1 < text.size() && is_ascii_digit(text[i - 1]) && is_ascii_digit(text[i + 1]);
}

bool is_latin_full_stop(std::u32string_view text, std::size_t i) {
  return text[i] == U'.' && !is_point_between_digits(text, i) && (i + 1 == text.size() || is_space(text[i + 1]));
}

std::vector<std::u32string_view> split(std::u32string_view text, bool into_clauses) {
  std::vector<std::u32string_view> pieces;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool cut = i == text.size() || is_latin_full_stop(text, i) ||
                     (into_clauses ? ends_clause(text[i]) && !is_point_between_digits(text, i) : ends_sentence(text[i]));
    if (!cut) continue;
    if (i > from) pieces.push_back(text.substr(from, i - from));
    from = i + 1;
  }
  return pieces;
}

// Scale and unit words right after a number: the longest run that reads as a unit and ends where a word may end.
std::size_t counter_length(std::u32string_view rest, UnitReading& reading) {
  std::size_t lead = 0;
  while (lead < rest.size() && rest[lead] == U' ') ++lead;
  for (std::size_t length = std::min(longest_counter, rest.size()); length > lead; --length) {
    const char32_t last = rest[length - 1];
    if (last == U' ' || (length < rest.size() && last < 0x250 && is_letter(last) && is_letter(rest[length]) && rest[length] < 0x250)) continue;
    const auto unit = read_unit(rest.substr(lead, length - lead));
    if (!unit || unit->unit.empty()) continue;
    reading = *unit;
    return length;
  }
  return 0;
}

// Dates and ordinals have counting words too.
bool is_calendar(std::u32string_view counter) {
  return counter.starts_with(U"年") || counter.starts_with(U"月") || counter.starts_with(U"日") || counter.starts_with(U"时") || counter.starts_with(U"点");
}

bool starts_number(std::u32string_view text, std::size_t i) {
  if (!is_ascii_digit(text[i])) return false;
  if (i == 0) return true;
  const char32_t before = text[i - 1];
  if (is_ascii_digit(before) || before == U'.' || before == U'第' || before == U'-' || before == U'/') return false;
  return before >= 0x250 || !is_letter(before);
}

Quantity quantity_at(std::u32string_view sentence, std::size_t at, const PrintedNumber& number, std::size_t counter, const UnitReading& unit) {
  Quantity quantity;
  quantity.value.kind = unit.percent ? ValueKind::percent : unit.money ? ValueKind::money : ValueKind::number;
  quantity.value.number = number.value;
  quantity.value.unit = unit.unit;
  quantity.value.scale = unit.scale;
  quantity.printed = to_utf8(sentence.substr(at, number.length + counter));
  quantity.counter = to_utf8(sentence.substr(at + number.length, counter));
  quantity.context = to_utf8(sentence.substr(0, at));
  const auto clauses = split(sentence.substr(0, at), true);
  const bool fresh = at > 0 && ends_clause(sentence[at - 1]);
  if (!clauses.empty() && !fresh) quantity.label = to_utf8(clauses.back());
  return quantity;
}

void read_sentence(std::u32string_view sentence, std::vector<Quantity>& found) {
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (!starts_number(sentence, i)) continue;
    const auto number = read_number(sentence.substr(i), NumberStyle::unknown);
    if (!number || number->length == 0) continue;
    UnitReading unit;
    const std::u32string_view rest = sentence.substr(i + number->length);
    const std::size_t counter = counter_length(rest, unit);
    if (counter > 0 && !is_calendar(rest)) found.push_back(quantity_at(sentence, i, *number, counter, unit));
    i += number->length + counter - 1;
  }
}

int significant_digits(const Decimal& number) {
  std::int64_t units = std::abs(number.units);
  while (units != 0 && units % 10 == 0) units /= 10;
  int digits = 0;
  for (; units != 0; units /= 10) ++digits;
  return digits;
}

// Pieces of a label that can be recognised elsewhere: pairs of Han characters, Latin words of four letters and more.
std::set<std::string> pieces_of(const std::string& text) {
  const std::u32string points = to_code_points(text);
  std::set<std::string> pieces;
  std::u32string word;
  for (std::size_t i = 0; i <= points.size(); ++i) {
    const char32_t c = i < points.size() ? points[i] : U' ';
    if (i + 1 < points.size() && is_han(c) && is_han(points[i + 1])) pieces.insert(to_utf8(points.substr(i, 2)));
    if (is_letter(c) && !is_han(c)) {
      word += c;
      continue;
    }
    if (word.size() >= 4) pieces.insert(fold_label_case(to_utf8(word)));
    word.clear();
  }
  return pieces;
}

int shared_pieces(const std::set<std::string>& a, const std::string& label) {
  int shared = 0;
  for (const std::string& piece : pieces_of(label)) shared += a.contains(piece) ? 1 : 0;
  return shared;
}

struct Agreement {
  int row = 0;
  int col = 0;
};

Agreement agreement(const Quantity& quantity, const Table& table, const Cell& cell) {
  const std::set<std::string> pieces = pieces_of(quantity.context);
  Agreement out;
  for (const CellId id : cell.row_path) out.row += shared_pieces(pieces, table.cells[static_cast<std::size_t>(id)].text);
  for (const CellId id : cell.col_path) out.col += shared_pieces(pieces, table.cells[static_cast<std::size_t>(id)].text);
  return out;
}

// A doubt about a cell that the text of `block` raises; the message is the caller's.
Finding doubt_about(const char* code, const Table& table, const Cell& cell, const Block& block, std::string evidence) {
  Finding finding;
  finding.code = code;
  finding.severity = Severity::warning;
  finding.table = table.id;
  finding.cells.emplace_back(cell.row, cell.col);
  finding.place = block.place;
  finding.evidence = std::move(evidence);
  return finding;
}

Finding conflict(const Quantity& quantity, const Table& table, const Cell& cell, const Block& block, const std::string& language) {
  Finding finding = doubt_about("unit_conflict", table, cell, block, quantity.context + quantity.printed);
  finding.message = message_text(language, "unit_conflict", {{"said", quantity.printed}, {"text", cell.text}});
  return finding;
}

// The same digits about the same thing, in the same unit but for its scale: one of the two is wrong.
bool conflicts(const Quantity& quantity, const Cell& cell) {
  return !quantity.value.unit.empty() && quantity.value.unit == cell.value.unit && quantity.value.scale != cell.value.scale;
}

bool agrees(const Quantity& quantity, const Cell& cell) {
  return quantity.value.unit == cell.value.unit && quantity.value.scale == cell.value.scale;
}

// Where each number stands in the tables, by its value: a text names few of a long report's numbers.
class NumberIndex {
 public:
  struct Entry {
    std::size_t table;
    std::size_t cell;
  };

  explicit NumberIndex(const std::vector<Table>& tables) {
    for (std::size_t t = 0; t < tables.size(); ++t)
      for (std::size_t c = 0; c < tables[t].cells.size(); ++c) {
        const Cell& cell = tables[t].cells[c];
        if (cell.role == Role::data && is_numeric(cell.value)) entries_[key_of(cell.value.number)].push_back({t, c});
      }
  }

  std::span<const Entry> find(const Decimal& number) const {
    const auto found = entries_.find(key_of(number));
    return found == entries_.end() ? std::span<const Entry>() : std::span<const Entry>(found->second);
  }

 private:
  // 1.5 and 1.50 are one value: digits without zeros at the end.
  static std::pair<std::int64_t, int> key_of(Decimal number) {
    if (number.units == 0) return {0, 0};
    for (; number.units % 10 == 0; number.units /= 10) --number.places;
    return {number.units, number.places};
  }

  std::map<std::pair<std::int64_t, int>, std::vector<Entry>> entries_;
};

void verify(Cell& cell) {
  if (cell.verdict != Verdict::unverified) return;
  cell.verdict = Verdict::verified;
  cell.verdict_source = VerdictSource::text;
  cell.covered_to.reset();
}

void compare(const Quantity& quantity, const Block& block, std::vector<Table>& tables, const NumberIndex& index,
             const std::string& language, std::vector<Finding>& findings) {
  if (significant_digits(quantity.value.number) < digits_that_bind) return;
  std::vector<Finding> conflicting;
  bool agreed = false;
  for (const NumberIndex::Entry& entry : index.find(quantity.value.number)) {
    Table& table = tables[entry.table];
    Cell& cell = table.cells[entry.cell];
    const Agreement labels = agreement(quantity, table, cell);
    if (labels.row + labels.col == 0) continue;
    if (agrees(quantity, cell)) {
      agreed = true;
      if (!cell.covered_to) verify(cell);
    } else if (conflicts(quantity, cell)) {
      conflicting.push_back(conflict(quantity, table, cell, block, language));
    }
  }
  if (!agreed && conflicting.size() == 1) findings.push_back(std::move(conflicting.front()));
}

Finding value_conflict(const std::string& said, const std::string& evidence, const Table& table, CellId id, const Block& block, const std::string& language) {
  const Cell& cell = table.cells[static_cast<std::size_t>(id)];
  Finding finding = doubt_about("value_conflict", table, cell, block, evidence);
  finding.message = message_text(language, "value_conflict", {{"said", said}, {"text", cell.text}, {"where", cell_name(table, id, language)}});
  return finding;
}

// As many figures, and one of them another, or two beside each other exchanged: a slip, where it is no other quantity.
bool is_slip(const Decimal& a, const Decimal& b) {
  const std::string x = to_string(a);
  const std::string y = to_string(b);
  if (x.size() != y.size()) return false;
  std::vector<std::size_t> apart;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] != y[i]) apart.push_back(i);
  if (apart.size() == 2) return apart[1] == apart[0] + 1 && x[apart[0]] == y[apart[1]] && x[apart[1]] == y[apart[0]];
  return apart.size() == 1;
}

// A quantity whose clause names a row in full, in the unit of that row's number: the same number, or one that a slip made another.
void compare_named(const Quantity& quantity, const Block& block, std::vector<Table>& tables, const NumberIndex& index, const LabelIndex& labels, const std::string& language,
                   std::vector<Finding>& findings) {
  const std::size_t figures = quantity.label.find_last_of("0123456789");  // what stands before another number is that one's
  const auto named = labels.find(figures == std::string::npos ? quantity.label : quantity.label.substr(figures + 1), quantity.context);
  if (!named) return;
  Table& table = tables[named->table];
  Cell& cell = table.cells[static_cast<std::size_t>(named->cell)];
  if (cell.value.unit.empty() || !agrees(quantity, cell)) return;
  if (quantity.value.number == cell.value.number) return verify(cell);
  if (significant_digits(quantity.value.number) >= digits_that_bind && is_slip(quantity.value.number, cell.value.number) && index.find(quantity.value.number).empty())
    findings.push_back(value_conflict(quantity.printed, quantity.context + quantity.printed, table, named->cell, block, language));
}

// Behind a label nothing that would make it another thing ("无行政处罚违规").
bool ends_statement(std::string_view tail) {
  static constexpr std::array<std::string_view, 6> openings = {"was", "were", "has", "have", "in", "during"};
  static constexpr std::array<std::string_view, 6> suffixes = {"案件", "事件", "情况", "事项", "申请", "案"};
  return tail.empty() || std::find(suffixes.begin(), suffixes.end(), tail) != suffixes.end() ||
         std::any_of(openings.begin(), openings.end(), [&](std::string_view word) { return tail.starts_with(word); });
}

void compare_zero(const SaidZero& zero, const Block& block, std::vector<Table>& tables, const LabelIndex& labels, const std::string& language, std::vector<Finding>& findings) {
  const auto named = labels.find(zero.rest, zero.sentence);
  if (!named || named->before > 0) return;
  const std::u32string rest = to_code_points(fold_label_case(zero.rest));
  if (!ends_statement(to_utf8(rest.substr(rest.size() - named->after)))) return;
  Table& table = tables[named->table];
  Cell& cell = table.cells[static_cast<std::size_t>(named->cell)];
  if (cell.value.number.units == 0) return verify(cell);
  findings.push_back(value_conflict(zero.printed, zero.sentence, table, named->cell, block, language));
}

bool has_number(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) { return is_ascii_digit(c) || is_han_digit(c); });
}

// The item without blanks and underscores that may stand for the missing number.
std::u32string without_gaps(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : text)
    if (!is_space(c) && c != U'_') out += c;
  return out;
}

// An item that ends with digits and a counting word: the two characters before the digits, and the word.
struct Ending {
  std::u32string before;
  std::u32string counter;
};

std::optional<Ending> ending_of(std::u32string_view item) {
  std::size_t end = item.size();
  while (end > 0 && !is_ascii_digit(item[end - 1])) --end;
  if (end == 0 || item.size() - end == 0 || item.size() - end > 3) return std::nullopt;
  std::size_t from = end;
  while (from > 0 && (is_ascii_digit(item[from - 1]) || is_point_between_digits(item, from - 1))) --from;
  if (from < 2 || !read_unit(item.substr(end))) return std::nullopt;
  return Ending{std::u32string(item.substr(from - 2, 2)), std::u32string(item.substr(end))};
}

bool is_text(BlockKind kind) { return kind == BlockKind::paragraph || kind == BlockKind::list_item || kind == BlockKind::note; }

}  // namespace

std::vector<Quantity> read_quantities(const std::string& text) {
  std::vector<Quantity> found;
  const std::u32string points = to_code_points(text);
  for (const auto sentence : split(points, false)) read_sentence(sentence, found);
  return found;
}

std::vector<SaidZero> read_zeros(const std::string& text) {
  // Most texts say nothing of the kind: every opening below holds one of these.
  static constexpr std::array<std::string_view, 7> within = {"无", "没有", "未收到", "未发生", "未受理", "no ", "No "};
  if (std::none_of(within.begin(), within.end(), [&](std::string_view part) { return text.find(part) != std::string::npos; })) return {};
  static constexpr std::array<std::u32string_view, 12> openings = {U"暂未收到", U"未收到", U"没有收到", U"暂未发生", U"未发生", U"没有发生", U"未受理", U"暂无", U"没有", U"无", U"no ", U"No "};
  std::vector<SaidZero> zeros;
  const std::u32string points = to_code_points(text);
  for (const auto sentence : split(points, false))
    for (auto clause : split(sentence, true)) {
      while (!clause.empty() && is_space(clause.front())) clause.remove_prefix(1);
      std::size_t at = std::u32string_view::npos, length = 0;
      for (const std::u32string_view opening : openings) {
        const std::size_t found = clause.find(opening);
        const bool word = found != std::u32string_view::npos && (is_han(opening.front()) || found == 0 || is_space(clause[found - 1]));
        if (!word || (at != std::u32string_view::npos && found + opening.size() <= at + length)) continue;
        at = found;
        length = opening.size();
      }
      if (at != std::u32string_view::npos && !has_number(clause.substr(at + length))) zeros.push_back({to_utf8(clause), to_utf8(clause.substr(at + length)), to_utf8(sentence)});
    }
  return zeros;
}

std::vector<Hole> find_holes(const std::string& text) {
  std::vector<Hole> holes;
  const std::u32string points = to_code_points(text);
  for (const auto sentence : split(points, false)) {
    if (std::none_of(sentence.begin(), sentence.end(), is_ascii_digit)) continue;   // no ending with a number
    std::vector<std::u32string> items;
    for (const auto clause : split(sentence, true)) items.push_back(without_gaps(clause));
    std::vector<std::pair<Ending, std::size_t>> endings;
    for (std::size_t i = 0; i < items.size(); ++i)
      if (const auto ending = ending_of(items[i])) endings.emplace_back(*ending, i);
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (has_number(items[i])) continue;
      for (const auto& [ending, sibling] : endings) {
        const std::u32string tail = ending.before + ending.counter;
        const std::size_t apart = sibling > i ? sibling - i : i - sibling;
        if (apart > 2 || items[i].size() <= tail.size() || !std::u32string_view(items[i]).ends_with(tail)) continue;
        holes.push_back({to_utf8(items[i]), to_utf8(ending.counter), to_utf8(items[sibling])});
        break;
      }
    }
  }
  return holes;
}

std::vector<Finding> check_text(Document& document, const std::string& language) {
  std::vector<Finding> findings;
  std::optional<NumberIndex> numbers;  // of use only where the text says a number
  std::optional<LabelIndex> labels;
  for (const Block& block : document.blocks) {
    if (!is_text(block.kind)) continue;
    const auto quantities = read_quantities(block.text);
    const auto zeros = read_zeros(block.text);
    if (!quantities.empty() && !numbers) numbers.emplace(document.tables);
    if (!(quantities.empty() && zeros.empty()) && !labels) labels.emplace(document.tables);
    for (const Quantity& quantity : quantities) {
      compare(quantity, block, document.tables, *numbers, language, findings);
      compare_named(quantity, block, document.tables, *numbers, *labels, language, findings);
    }
    for (const SaidZero& zero : zeros) compare_zero(zero, block, document.tables, *labels, language, findings);
    for (const Hole& hole : find_holes(block.text)) {
      Finding finding;
      finding.code = "missing_value";
      finding.severity = Severity::warning;
      finding.place = block.place;
      finding.message = message_text(language, "missing_value", {{"counter", hole.counter}, {"item", hole.item}});
      finding.evidence = message_text(language, "beside_the_hole", {{"text", hole.sibling}});
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace tabularium
