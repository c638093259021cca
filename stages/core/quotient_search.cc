#include "stages/core/quotient_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <span>
#include <utility>

namespace tabularium {
namespace {

constexpr int max_lines = 24;
constexpr int max_lines_for_rates = 14;
constexpr double least_bits = 12;        // after what the search could have met elsewhere
constexpr double max_sample_bits = 10;
constexpr double widest = 3;             // tolerance in steps of the last digit beyond which a quotient says nothing
constexpr int max_parts_of_whole = 200;  // each share has them all as members
constexpr int least_holds = 3;
constexpr double bits_a_failure = 3;
constexpr int holds_for_a_failure = 8;
constexpr std::size_t most_powers = 5;
constexpr std::array<int, most_powers> rate_powers = {2, 0, 3, 4, 1};   // of ten; growth is told in the first two
constexpr double clear_miss = 4;         // tolerances by which a failure must miss: rates are rounded in many ways

std::size_t at(int i) { return static_cast<std::size_t>(i); }

double power_of_ten(int exponent) {
  static const auto powers = [] {
    std::array<double, 33> list{};
    for (int i = 0; i < static_cast<int>(list.size()); ++i) list[at(i)] = std::pow(10.0, i - 16);
    return list;
  }();
  return exponent >= -16 && exponent <= 16 ? powers[at(exponent + 16)] : std::pow(10.0, exponent);
}

struct Place {
  int line = 0;
  int sample = 0;
};

// quotient = 10^power × (above − minus) / below; without `below` divided by `whole`, the sum of the line of `above`, which is not printed.
struct Quotient {
  Place result, above;
  std::optional<Place> below = std::nullopt;
  std::optional<Place> minus = std::nullopt;
  LineCell whole = {};
};

// All numbers of a line as one.
LineCell sum_of_line(const LineGrid& grid, int line) {
  LineCell sum;
  sum.slot = Slot::number;
  sum.ulp = 0;
  for (int s = 0; s < grid.samples; ++s) {
    const LineCell& one = grid.at(line, s);
    if (one.slot == Slot::unreadable) sum.slot = Slot::unreadable;
    if (one.slot != Slot::number) continue;
    sum.units += one.units;
    sum.ulp = std::max(sum.ulp, one.ulp);
  }
  return sum;
}

// A number as it is reckoned with again and again.
struct Figure {
  double units = 0;
  double step = 0;      // of its last digit
  double inverse = 0;   // 1 / units; 0 where nothing can be divided by it
  bool known = false;
};

Figure figure_of(const LineCell& one) {
  if (one.slot != Slot::number) return {};
  const auto units = static_cast<double>(one.units);
  return {units, static_cast<double>(one.ulp), one.units != 0 ? 1 / units : 0, true};
}

// Which members a pattern's quotients have beside the result: by sample, the one above and the one below.
struct Members {
  Place above;
  Place below;
};

struct Form {
  bool growth = false;              // the one below is taken from the one above
  const LineCell* whole = nullptr;  // what is divided by, in place of the one below
};

const LineCell& cell(const LineGrid& grid, const Place& place) { return grid.at(place.line, place.sample); }

struct Met {
  double gap = 0;        // in the result's units
  double tolerance = 0;  // likewise
  double bits = 0;       // where it holds
  bool holds() const { return std::abs(gap) <= tolerance; }
};

// nullopt where a member has no number, nothing is divided, or rounding leaves nothing to tell.
std::optional<Met> met(const LineGrid& grid, const Quotient& quotient, int power) {
  const LineCell& result = cell(grid, quotient.result);
  const LineCell& above = cell(grid, quotient.above);
  const LineCell& below = quotient.below ? cell(grid, *quotient.below) : quotient.whole;
  if (result.slot != Slot::number || above.slot != Slot::number || below.slot != Slot::number || below.units == 0) return std::nullopt;
  double top = static_cast<double>(above.units);
  double top_step = static_cast<double>(above.ulp);
  if (quotient.minus) {
    const LineCell& minus = cell(grid, *quotient.minus);
    if (minus.slot != Slot::number) return std::nullopt;
    top -= static_cast<double>(minus.units);
    top_step += static_cast<double>(minus.ulp);
  }
  const double base = static_cast<double>(below.units);
  const double factor = power_of_ten(power + grid.places);
  const double expected = factor * top / base;
  Met out;
  out.gap = static_cast<double>(result.units) - expected;
  out.tolerance = 0.5 * static_cast<double>(result.ulp) + 0.5 * factor * (top_step / std::abs(base) + std::abs(top) * static_cast<double>(below.ulp) / (base * base));
  const double steps = out.tolerance / static_cast<double>(result.ulp);
  if (steps > widest) return std::nullopt;
  out.tolerance += 0.01 * static_cast<double>(result.ulp);
  if (result.units != 0 && top != 0 && out.holds())
    out.bits = std::min(std::log2(1 + std::abs(static_cast<double>(result.units)) / static_cast<double>(result.ulp) / (2 * steps)), max_sample_bits);
  return out;
}

using Asked = std::vector<std::pair<Quotient, Met>>;

struct Pattern {
  double bits = 0;
  int holds = 0;
  int fails = 0;
};

bool goes_too_often_wrong(const Pattern& pattern) { return pattern.fails > 1 + pattern.holds / 6; }

bool take(const Met& one, Pattern& pattern) {
  if (one.holds()) {
    pattern.bits += one.bits;
    pattern.holds += one.bits > 1 ? 1 : 0;
  } else {
    ++pattern.fails;
  }
  return !goes_too_often_wrong(pattern);
}

// How rarely a gap is what one figure made another makes, in bits; nothing where it is not: beside few others that hold such a quotient is
// misprinted, no other quantity.
std::optional<double> slip_bits_of(const LineCell& result, const Met& one) {
  const double steps = std::max(one.tolerance / static_cast<double>(result.ulp), 0.5);
  double figures = 1;
  for (double rest = std::abs(static_cast<double>(result.units)) / static_cast<double>(result.ulp); rest >= 10; rest /= 10) ++figures;
  for (std::int64_t place = result.ulp; place <= std::abs(result.units); place *= 10)
    for (std::int64_t figure = 0; figure < 10; ++figure) {
      const std::int64_t change = (figure - std::abs(result.units) / place % 10) * place * (result.units < 0 ? -1 : 1);
      if (change != 0 && std::abs(one.gap + static_cast<double>(change)) <= one.tolerance) return std::max(0.0, std::log2(std::pow(10.0, figures) / (9 * figures * 2 * steps)));
    }
  return std::nullopt;
}

bool is_believed(const Pattern& pattern, double price) {
  return pattern.holds >= least_holds && pattern.fails * 6 <= pattern.holds && pattern.bits - price - bits_a_failure * pattern.fails >= least_bits;
}

void emit(const LineGrid& grid, const Table& table, const Pattern& pattern, const Asked& asked, int power, double price, std::vector<Relation>& found, double miss = clear_miss) {
  for (const auto& [quotient, one] : asked) {
    const bool held = one.holds();
    if (!held && (pattern.holds < holds_for_a_failure || std::abs(one.gap) < miss * one.tolerance)) continue;
    if (held && one.bits == 0) continue;
    Relation relation;
    relation.kind = RelationKind::quotient;
    relation.power = power + grid.scale;
    const CellId result = cell(grid, quotient.result).cell;
    relation.left.push_back({result, 1});
    relation.right.push_back({cell(grid, quotient.above).cell, 1});
    if (quotient.minus) relation.right.push_back({cell(grid, *quotient.minus).cell, -1});
    if (quotient.below) relation.over.push_back({cell(grid, *quotient.below).cell, 1});
    else
      for (int s = 0; s < grid.samples; ++s)
        if (grid.at(quotient.above.line, s).slot == Slot::number) relation.over.push_back({grid.at(quotient.above.line, s).cell, 1});
    const Value& value = table.cells[at(result)].value;
    const double steps = one.tolerance / static_cast<double>(cell(grid, quotient.result).ulp);
    relation.tolerance = {static_cast<std::int64_t>(std::ceil(steps * 1000)), value.number.places + 3};
    relation.evidence = pattern.bits - price;
    found.push_back(std::move(relation));
  }
}

// Percentages, decimals beyond the table's, or a label that says so.
bool may_be_quotient(const LineGrid& grid, int line) {
  int numbers = 0;
  int fractional = 0;
  std::int64_t whole = 1;
  for (int i = 0; i < grid.places; ++i) whole *= 10;
  for (int s = 0; s < grid.samples; ++s) {
    const LineCell& one = grid.at(line, s);
    if (one.slot != Slot::number) continue;
    ++numbers;
    fractional += one.percent || one.ulp < whole ? 1 : 0;
  }
  return numbers >= least_holds && (grid.info[at(line)].rate || fractional * 2 > numbers);
}

bool has_numbers(const LineGrid& grid, int line) {
  int numbers = 0;
  for (int s = 0; s < grid.samples; ++s) numbers += grid.at(line, s).slot == Slot::number ? 1 : 0;
  return numbers >= least_holds;
}

// Between what and what each share says that the total of its parts lies, and all of them but one together.
class TotalBounds {
 public:
  TotalBounds(const LineGrid& grid, int result, int value, int power) {
    const double factor = power_of_ten(power + grid.places);
    for (int s = 0; s < grid.samples && !hopeless(); ++s) {
      const LineCell& share = grid.at(result, s);
      const LineCell& part = grid.at(value, s);
      if (share.slot != Slot::number || part.slot != Slot::number || part.units <= 0) continue;
      const double half = 0.51 * static_cast<double>(share.ulp);
      const double units = static_cast<double>(share.units);
      push(least_, -factor * static_cast<double>(part.units) / (units + half), s);
      if (units > half) push(most_, factor * static_cast<double>(part.units) / (units - half), s);
    }
  }

  std::pair<double, double> without(int sample) const { return {std::max(0.0, -but(least_, sample)), std::min(9e17, but(most_, sample))}; }
  bool agree_without(int sample) const {
    const auto [least, most] = without(sample);
    return least <= most;
  }
  // Whichever sample is left out, the others do not agree; more of them change nothing. Only those two set a bound.
  bool hopeless() const { return least_.sample >= 0 && most_.sample >= 0 && !agree_without(least_.sample) && !agree_without(most_.sample) && !agree_without(-1); }

 private:
  // The two least values, and whose the first is.
  struct Least {
    double first = 9e18;
    double second = 9e18;
    int sample = -1;
  };
  static void push(Least& least, double value, int sample) {
    if (value < least.first) least = {value, least.first, sample};
    else least.second = std::min(least.second, value);
  }
  static double but(const Least& least, int sample) { return least.sample == sample ? least.second : least.first; }

  Least least_;  // negated: of what the total is at least
  Least most_;
};

class QuotientSearch {
 public:
  QuotientSearch(const LineGrid& grid, const Table& table, std::vector<Relation>& found) : grid_(grid), table_(table), found_(found) {
    if (grid.lines > max_lines) return;
    for (int line = 0; line < grid.lines; ++line) {
      if (!has_numbers(grid, line)) continue;
      lines_.push_back(line);
      if (may_be_quotient(grid, line)) results_.push_back(line);
    }
  }

  void run() {
    if (lines_.size() < 2 || results_.empty()) return;
    figures_.reserve(grid_.cells.size());
    for (const LineCell& one : grid_.cells) figures_.push_back(figure_of(one));
    for (const int result : results_) {
      if (shares(result) || shares_of_unprinted(result) || changes(result) || shares_of_broken_whole(result)) continue;
      if (static_cast<int>(lines_.size()) <= max_lines_for_rates) rates(result);
    }
  }

 private:
  // Each of the result's numbers is the share that its sample has in one sample of another line: where the share is 100 (or 1).
  bool shares(int result) {
    std::vector<std::pair<int, int>> wholes;   // with their powers; few lines have any
    for (int s = 0; s < grid_.samples; ++s)
      if (const auto power = power_of_whole(result, s)) wholes.emplace_back(s, *power);
    for (const int value : lines_) {
      if (value == result) continue;
      for (const auto& [whole, power] : wholes) {
        const auto share = [&, of = whole](int s) { return s == of ? std::nullopt : std::optional(Members{{value, s}, {value, of}}); };
        if (keep(result, {}, share, power, price_of_pair() + 1)) return true;
      }
    }
    return false;
  }

  // … the share that it has in all samples of another line together.
  bool shares_of_unprinted(int result) {
    if (grid_.samples > max_parts_of_whole) return false;
    for (const int value : lines_) {
      if (value == result) continue;
      const LineCell whole = sum_of_line(grid_, value);
      const auto share = [&](int s) { return std::optional(Members{{value, s}, {}}); };
      for (const int power : {share_power(result), 0})
        if (keep(result, {.whole = &whole}, share, power, price_of_pair() + 1)) return true;
    }
    return false;
  }

  // One wrong figure changes the total that is not printed, and so breaks every share. The others still agree on a total; where the figure that
  // would make it up differs from the printed one by a single figure and fits its own share, all are told.
  bool shares_of_broken_whole(int result) {
    if (grid_.samples > max_parts_of_whole) return false;
    for (const int value : lines_) {
      if (value == result) continue;
      const LineCell whole = sum_of_line(grid_, value);
      for (const int power : {share_power(result), 0}) {
        const TotalBounds bounds(grid_, result, value, power);
        if (bounds.hopeless()) continue;
        for (int wrong = 0; wrong < grid_.samples; ++wrong) {
          if (!bounds.agree_without(wrong)) continue;
          Asked asked;
          const auto pattern = without(result, value, whole, wrong, power, asked);
          const double price = price_of_pair() + std::log2(grid_.samples) + 1;
          if (!pattern || pattern->bits - price < least_bits) continue;
          emit_all(*pattern, asked, power, price);
          return true;
        }
      }
    }
    return false;
  }

  // The shares as they would be with another figure in the sample `wrong`; nullopt where they would not hold either.
  std::optional<Pattern> without(int result, int value, const LineCell& whole, int wrong, int power, Asked& asked) const {
    const LineCell& doubted = grid_.at(value, wrong);
    if (doubted.slot != Slot::number || whole.slot != Slot::number || doubted.units == 0) return std::nullopt;
    const double factor = power_of_ten(power + grid_.places);
    const auto [least, most] = TotalBounds(grid_, result, value, power).without(wrong);
    Pattern pattern;
    double surest = 0;
    for (int s = 0; s < grid_.samples; ++s) {
      const LineCell& share = grid_.at(result, s);
      const LineCell& part = grid_.at(value, s);
      if (share.slot != Slot::number || part.slot != Slot::number || part.units <= 0 || share.units < 0) continue;
      const double bits = std::min(std::log2(1 + static_cast<double>(share.units) / static_cast<double>(share.ulp)), max_sample_bits);
      const Quotient quotient{{result, s}, {value, s}, std::nullopt, std::nullopt, whole};
      if (const auto one = met(grid_, quotient, power)) asked.emplace_back(quotient, *one);
      pattern.bits += bits;
      if (s == wrong) continue;
      ++pattern.holds;
      surest = std::max(surest, bits);  // it only says what the total is
    }
    pattern.bits -= surest;
    const double sum = static_cast<double>(whole.units);
    if (pattern.holds < least_holds || least > most || (sum >= least && sum <= most)) return std::nullopt;
    const double rest = sum - static_cast<double>(doubted.units);
    const LineCell& share = grid_.at(result, wrong);
    const double half = 0.51 * static_cast<double>(share.ulp);
    for (std::int64_t place = 1; place <= std::abs(doubted.units); place *= 10)
      for (std::int64_t figure = 0; figure < 10; ++figure) {
        const double mended = static_cast<double>(doubted.units + (figure - doubted.units / place % 10) * place);
        const double total = rest + mended;
        if (total >= least && total <= most && std::abs(factor * mended / total - static_cast<double>(share.units)) <= half) return pattern;
      }
    return std::nullopt;
  }

  void emit_all(Pattern pattern, Asked& asked, int power, double price) {
    pattern.holds = std::max(pattern.holds, holds_for_a_failure);
    for (auto& [quotient, one] : asked) one.bits = std::max(one.bits, 1.0);
    emit(grid_, table_, pattern, asked, power, price, found_, 1);
  }

  // Growth, or an index, from one sample of another line to the next: years below each other, either way.
  bool changes(int result) {
    const int power = share_power(result);
    for (const int value : lines_) {
      if (value == result) continue;
      for (const int before : {-1, 1})
        for (const bool growth : {true, false}) {
          const auto change = [&](int s) {
            return s + before < 0 || s + before >= grid_.samples ? std::nullopt : std::optional(Members{{value, s}, {value, s + before}});
          };
          if (keep(result, {.growth = growth}, change, power, price_of_pair() + 2)) return true;
        }
    }
    return false;
  }

  // Of a hundred, or of a thousand where the line says so.
  int share_power(int result) const {
    for (int s = 0; s < grid_.samples; ++s)
      if (const LineCell& one = grid_.at(result, s); one.slot == Slot::number) return one.per_mille ? 3 : 2;
    return 2;
  }

  double price_of_pair() const { return std::log2(static_cast<double>(results_.size() * lines_.size()) * 4); }

  const Figure& figure(const Place& place) const { return figures_[at(place.line) * at(grid_.samples) + at(place.sample)]; }

  // Those of `powers` (a bit each) for which met() does not tell so many misses, counted with less care and more leave, that take() ends the
  // pattern, nor too little for is_believed(): nearly all end so. The samples are read once for all of them.
  template <typename F>
  unsigned standing(int result, const Form& form, F&& members_of, std::span<const int> powers) const {
    constexpr double leave = 1e-9;   // far more than reckoning in another order changes
    std::array<double, most_powers> factors;  // NOLINT: set below
    for (std::size_t p = 0; p < powers.size(); ++p) factors[p] = power_of_ten(powers[p] + grid_.places);
    const Figure whole = form.whole != nullptr ? figure_of(*form.whole) : Figure{};
    std::array<Pattern, most_powers> patterns;
    unsigned left = (1U << powers.size()) - 1;
    for (int s = 0; s < grid_.samples && left != 0; ++s) {
      const auto members = members_of(s);
      if (!members) continue;
      const Figure& ratio = figure({result, s});
      const Figure& above = figure(members->above);
      const Figure& below = form.whole != nullptr ? whole : figure(members->below);
      if (!ratio.known || !above.known || below.inverse == 0) continue;
      const double top = form.growth ? above.units - below.units : above.units;
      const double top_step = form.growth ? above.step + below.step : above.step;
      const double share = std::abs(below.inverse);
      const double quotient = top * below.inverse;
      const double spread = 0.5 * share * (top_step + std::abs(top) * share * below.step);
      for (std::size_t p = 0; p < powers.size(); ++p) {
        const double tolerance = 0.5 * ratio.step + factors[p] * spread;
        if (tolerance > widest * ratio.step * (1 + leave)) continue;
        const bool tells = tolerance <= widest * ratio.step * (1 - leave);
        const double expected = factors[p] * quotient;
        const bool missed = tells && std::abs(ratio.units - expected) > (tolerance + 0.01 * ratio.step) * (1 + leave) + leave * std::abs(expected);
        ++(missed ? patterns[p].fails : patterns[p].holds);
        if (goes_too_often_wrong(patterns[p])) left &= ~(1U << p);
      }
    }
    for (std::size_t p = 0; p < powers.size(); ++p)
      if (patterns[p].holds < least_holds) left &= ~(1U << p);
    return left;
  }

  // `members_of`: what a sample's quotient is made of, if it has one. Most patterns fail in their first samples, so that what was asked is put
  // down only for those that stand.
  template <typename F>
  bool keep(int result, const Form& form, F&& members_of, int power, double price) {
    return standing(result, form, members_of, std::span(&power, 1)) != 0 && keep_standing(result, form, members_of, power, price);
  }

  template <typename F>
  bool keep_standing(int result, const Form& form, F&& members_of, int power, double price) {
    const auto quotient_of = [&](int s) -> std::optional<Quotient> {
      const auto members = members_of(s);
      if (!members) return std::nullopt;
      Quotient quotient{{result, s}, members->above};
      if (form.whole != nullptr) quotient.whole = *form.whole;
      else quotient.below = members->below;
      if (form.growth) quotient.minus = members->below;
      return quotient;
    };
    Pattern pattern;
    for (int s = 0; s < grid_.samples; ++s) {
      const auto quotient = quotient_of(s);
      const auto one = quotient ? met(grid_, *quotient, power) : std::nullopt;
      if (one && !take(*one, pattern)) return false;
    }
    const bool believed = is_believed(pattern, price);
    if (!believed && (pattern.fails != 1 || pattern.holds < least_holds || pattern.bits <= price)) return false;
    Asked asked;
    for (int s = 0; s < grid_.samples; ++s)
      if (const auto quotient = quotient_of(s))
        if (const auto one = met(grid_, *quotient, power)) asked.emplace_back(*quotient, *one);
    if (!believed) {
      const auto broken = std::find_if(asked.begin(), asked.end(), [](const auto& entry) { return !entry.second.holds(); });
      const auto slip = broken == asked.end() ? std::nullopt : slip_bits_of(cell(grid_, broken->first.result), broken->second);
      if (!slip || pattern.bits + *slip - price - bits_a_failure < least_bits) return false;
      pattern.holds = std::max(pattern.holds, holds_for_a_failure);
    }
    emit(grid_, table_, pattern, asked, power, price, found_);
    return true;
  }

  std::optional<int> power_of_whole(int result, int sample) const {
    const LineCell& whole = grid_.at(result, sample);
    if (whole.slot != Slot::number) return std::nullopt;
    std::int64_t one = 1;
    for (int i = 0; i < grid_.places; ++i) one *= 10;
    if (whole.units == (whole.per_mille ? 1000 : 100) * one) return whole.per_mille ? 3 : 2;
    if (whole.units == one) return 0;
    return std::nullopt;
  }

  // result = a / b, or the growth from b to a, in every sample.
  bool rates(int result) {
    const double n = static_cast<double>(lines_.size());
    const double price = std::log2(static_cast<double>(results_.size()) * n * n * 7);
    for (const int above : lines_)
      for (const int below : lines_) {
        if (above == below || above == result || below == result) continue;
        const auto rate = [&](int s) { return std::optional(Members{{above, s}, {below, s}}); };
        for (const bool growth : {false, true}) {
          const std::span<const int> powers = std::span(rate_powers).first(growth ? 2 : most_powers);
          const unsigned left = standing(result, {.growth = growth}, rate, powers);
          for (std::size_t p = 0; left != 0 && p < powers.size(); ++p)
            if ((left >> p & 1U) != 0 && keep_standing(result, {.growth = growth}, rate, powers[p], price + (p < 2 ? 0 : 3))) return true;
        }
      }
    return false;
  }

  const LineGrid& grid_;
  const Table& table_;
  std::vector<Relation>& found_;
  std::vector<int> lines_;
  std::vector<int> results_;
  std::vector<Figure> figures_;   // as the grid's cells
};

}  // namespace

void search_quotients(const LineGrid& grid, const Table& table, std::vector<Relation>& found) { QuotientSearch(grid, table, found).run(); }

}  // namespace tabularium
