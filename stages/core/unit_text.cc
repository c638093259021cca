#include "stages/core/unit_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

enum class Kind { unit, money, scale, percent, filler };

struct Entry {
  std::string_view words;  // lower case; variants divided by '|'
  Kind kind;
  std::string_view unit;   // empty: the word as printed
  int scale;
};

// One line a unit or family of units. Adding one needs no other change.
constexpr Entry entries[] = {
    {"€|eur|euro|euros", Kind::money, "EUR", 0},
    {"$|us$|usd|dollar|dollars|u.s. dollars|us dollars", Kind::money, "USD", 0},
    {"£|gbp|pound sterling|pounds sterling|l.", Kind::money, "GBP", 0},
    {"¥|￥|cny|rmb|yuan|人民币", Kind::money, "CNY", 0},
    {"元|圆|圓", Kind::money, "元", 0},
    {"角", Kind::money, "角", 0},
    {"美元", Kind::money, "USD", 0},
    {"欧元", Kind::money, "EUR", 0},
    {"港元|hk$|hkd", Kind::money, "HKD", 0},
    {"日元|jpy|yen|円", Kind::money, "JPY", 0},
    {"chf|sfr.|sfr|franken|fr.", Kind::money, "CHF", 0},
    {"dm|d-mark", Kind::money, "DEM", 0},
    {"₹|inr|rs.|rs|rupees", Kind::money, "INR", 0},
    {"₽|rub|руб.|руб|рублей", Kind::money, "RUB", 0},
    {"a$|aud", Kind::money, "AUD", 0},
    {"c$|cad|can$", Kind::money, "CAD", 0},
    {"r$|brl", Kind::money, "BRL", 0},
    {"₩|krw", Kind::money, "KRW", 0},
    {"sek|nok|dkk|pln|czk|huf|zar|mxn|sgd|twd|nzd|try|thb|nt$|nz$", Kind::money, "", 0},
    {"¢|cents|cent|pence", Kind::money, "", 0},
    {"%|percent|per cent|pct|pct.|prozent|v. h.|百分点|个百分点|percentage points|pp|pp.", Kind::percent, "", 0},
    {"百", Kind::scale, "", 2},
    {"千|k|thousand|thousands|thsd|thsd.|tsd|tsd.|tausend|'000|000|000s|'000s|1000|1,000|1 000|1.000|thousands of|mil|milliers|milliers de", Kind::scale, "", 3},
    {"万|萬", Kind::scale, "", 4},
    {"十万", Kind::scale, "", 5},
    {"lakh|lakhs", Kind::scale, "", 5},
    {"百万|百萬|million|millions|mn|mn.|mio|mio.|mill|mill.|m|millionen|000,000|'000,000|1,000,000|millions of|millones|millones de", Kind::scale, "", 6},
    {"千万|crore|crores", Kind::scale, "", 7},
    {"亿|億", Kind::scale, "", 8},
    {"billion|billions|bn|bn.|mrd|mrd.|milliarden|billions of|milliards", Kind::scale, "", 9},
    {"万亿|trillion|trillions|tn|bio|bio.", Kind::scale, "", 12},
    {"in|of|en|de|(|)|per", Kind::filler, "", 0},
    {"个|個|件|件次|份|份次|条|條|次|人|人次|名|项|項|户|戶|家|张|張|篇|起|宗|批|批次|台|辆|艘|架|座|栋|幢|间|套|部|本|册|卷|页|期|场|届|位|"
     "所|处|處|只|头|匹|株|棵|口|支|枝|把|根|块|片|箱|袋|瓶|桶|吨|噸|公斤|千克|克|斤|两|米|公里|千米|厘米|毫米|里|平方米|平方公里|亩|畝|"
     "公顷|公頃|立方米|升|毫升|度|千瓦|千瓦时|年|个月|月|天|日|周|星期|小时|分钟|秒|岁|歲|个工作日|工作日|倍|分|等|类|种|種|人日|"
     "信息条|車次|车次|标准箱|户次|家次|例|票|双|對|对|组|門|门|标段|元/人|元/吨|元/平方米|元/股|股|手|枚|回|点|點|層|层",
     Kind::unit, "", 0},
    {"mm|cm|dm.|m²|m2|m³|m3|km|km²|km2|sq km|sq. km|sq km.|ha|hectare|hectares|acre|acres|ac.|ft|feet|ft.|in.|inch|inches|yd|yards|mile|miles|"
     "sq mi|sq ft|sq. ft.|cu. ft.|cu ft|mi|kg|g|mg|µg|μg|ng|t|tonne|tonnes|ton|tons|kt|mt|lb|lbs|lb.|lbs.|oz|oz.|cwt|cwt.|cwts|cwts.|qr|qrs|"
     "l|ml|hl|litre|litres|liter|liters|gal|gallons|bbl|barrels|kwh|mwh|gwh|twh|kw|mw|gw|kv|ma|kj|mj|gj|kcal|hz|khz|mhz|ghz|"
     "°c|°f|°|k.|bar|pa|kpa|mpa|mol|mmol|ppm|ppb|db|"
     "s|sec|sec.|secs|seconds|min|min.|mins|minutes|h|hr|hrs|hours|hour|d|day|days|wk|weeks|week|month|months|mths|yr|yrs|year|years|"
     "person|persons|people|head|number|no.|nos|nos.|units|unit|pcs|pieces|items|item|cases|case|vessels|ships|households|inhabitants|"
     "employees|fte|students|pupils|members|shares|copies|pages|times|x|points|pts|pt|index|index points|basis points|bp|bps|"
     "personen|tonnen|hektar|stück|stueck|st.|anzahl|einwohner|jahre|tage|stunden|monate|fälle|fahrzeuge|haushalte|"
     "personnes|hectares.|tonnes.|nombre|jours|heures|ans|"
     "kb|mb|gb|tb|bytes|bits|km/h|m/s|mph|kg/ha|t/ha|kg/m³|g/l|mg/l|mg/kg|µg/l|g/km|kwh/m²|per 1000|per 100000",
     Kind::unit, "", 0},
    {"тыс.|тыс|тысяч", Kind::scale, "", 3},
    {"млн|млн.|миллионов", Kind::scale, "", 6},
    {"млрд|млрд.|миллиардов", Kind::scale, "", 9},
    {"мм|см|м|км|м²|м2|м³|м3|км²|га|мг|кг|т|ц|тонн|л|шт.|шт|чел.|чел|человек|ед.|ед|экз.|лет|дней|часов|мин|"
     "квт|мвт|квт·ч",
     Kind::unit, "", 0},
    {"‰|per mille|promille", Kind::percent, "‰", 0},
};

using Lexicon = std::unordered_map<std::string, Entry>;

const Lexicon& lexicon() {
  static const Lexicon table = [] {
    Lexicon out;
    for (const Entry& entry : entries) {
      std::string_view rest = entry.words;
      while (!rest.empty()) {
        const std::size_t bar = rest.find('|');
        out.emplace(std::string(rest.substr(0, bar)), entry);
        rest = bar == std::string_view::npos ? std::string_view{} : rest.substr(bar + 1);
      }
    }
    return out;
  }();
  return table;
}

char32_t lower_of(char32_t c) {
  const bool capital = (c >= U'A' && c <= U'Z') || c == 0xC4 || c == 0xD6 || c == 0xDC;
  return capital ? c + 32 : c;
}

// Most labels are no units: their first character says so already.
bool may_begin_word(char32_t c) {
  static const std::u32string firsts = [] {
    std::u32string out;
    for (const auto& [word, entry] : lexicon()) out += to_code_points(word).front();
    std::sort(out.begin(), out.end());
    return out;
  }();
  return std::binary_search(firsts.begin(), firsts.end(), lower_of(c));
}

// Folded for look-up: lower case, no spaces at the ends.
std::string key_of(std::u32string_view text) {
  while (!text.empty() && text.front() == U' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == U' ') text.remove_suffix(1);
  std::u32string lower(text);
  for (char32_t& c : lower) c = lower_of(c);
  return to_utf8(lower);
}

std::string trimmed(std::u32string_view text) {
  while (!text.empty() && text.front() == U' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == U' ') text.remove_suffix(1);
  return to_utf8(text);
}

bool apply(const Entry& entry, std::u32string_view printed, UnitReading& reading) {
  switch (entry.kind) {
    case Kind::scale:
      reading.scale += entry.scale;
      return true;
    case Kind::percent:
      if (!reading.unit.empty()) return false;
      reading.percent = true;
      reading.unit = entry.unit.empty() ? "%" : std::string(entry.unit);
      return true;
    case Kind::filler:
      return true;
    case Kind::money:
    case Kind::unit:
      if (!reading.unit.empty() || reading.percent) return false;
      reading.money = entry.kind == Kind::money;
      reading.unit = entry.unit.empty() ? trimmed(printed) : std::string(entry.unit);
      return true;
  }
  return false;
}

// Where a word may end: at a space, or between a Han character (or a sign) and what follows.
bool may_break(std::u32string_view text, std::size_t at) {
  if (at >= text.size() || text[at] == U' ') return true;
  const auto glued = [](char32_t c) { return (c < 0x250 && is_letter(c)) || (c >= U'0' && c <= U'9'); };
  return !(glued(text[at - 1]) && glued(text[at]));
}

}  // namespace

std::optional<UnitReading> read_unit(std::u32string_view text) {
  constexpr std::size_t longest = 40;
  if (text.size() > longest) return std::nullopt;
  UnitReading reading;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == U' ') {
      ++at;
      continue;
    }
    if (!may_begin_word(text[at])) return std::nullopt;
    bool found = false;
    for (std::size_t length = std::min<std::size_t>(text.size() - at, 18); length > 0 && !found; --length) {
      if (!may_break(text, at + length)) continue;
      const std::u32string_view piece = text.substr(at, length);
      const auto entry = lexicon().find(key_of(piece));
      if (entry == lexicon().end() || !apply(entry->second, piece, reading)) continue;
      at += length;
      found = true;
    }
    if (!found) return std::nullopt;
  }
  return reading;
}

std::optional<UnitReading> read_leading_currency(std::u32string_view text, std::size_t& length) {
  if (text.empty() || !may_begin_word(text.front())) return std::nullopt;   // nearly always
  for (length = std::min<std::size_t>(text.size(), 4); length > 0; --length) {
    if (!may_break(text, length)) continue;
    const auto entry = lexicon().find(key_of(text.substr(0, length)));
    if (entry == lexicon().end() || entry->second.kind != Kind::money) continue;
    UnitReading reading;
    apply(entry->second, text.substr(0, length), reading);
    while (length < text.size() && text[length] == U' ') ++length;
    return reading;
  }
  return std::nullopt;
}

}  // namespace tabularium
