// Enumerators in front of labels and headings: 一、 (一) 1. 1.2 A. i. ① 第二十条 …
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tabularium {

enum class EnumeratorFamily {
  han_comma,       // 一、
  han_paren,       // (一)
  han_article,     // 第一条, 第三章, 第二十条第(五)项
  arabic_dot,      // 1.  1、
  arabic_paren,    // (1)  1)
  arabic_multi,    // 1.2  3.4.1   (depth = number of parts)
  roman_upper,     // IV.
  roman_lower,     // iv)  (iv)
  alpha_upper,     // A.
  alpha_lower,     // a)  (a)
  circled,         // ①
};

struct Enumerator {
  EnumeratorFamily family = EnumeratorFamily::arabic_dot;
  int ordinal = 0;          // 1-based; of the last part for arabic_multi
  int depth = 1;            // parts of arabic_multi, else 1
  std::size_t bytes = 0;    // length of the enumerator in the label, separator included
};

// The numerals of one character that enumerators count with, 一 to 十 in their order.
inline constexpr std::u32string_view kHanNumerals = U"一二三四五六七八九十";

// The enumerator that `label` begins with, if any. A bare year or number ("1961", "3.5 tonnes") is none.
std::optional<Enumerator> parse_enumerator(std::string_view label);
// 三千二百 -> 3200, 壹仟 -> 1000, 〇 -> 0; nullopt when it is no Han numeral.
std::optional<long long> parse_han_number(std::string_view text);

// Levels (1 = outermost) of labels from their enumerators alone: a family is one level deeper than the family that was in
// force when it first appeared; a return to an earlier family closes the deeper ones. 0 for labels without one.
class EnumeratorLevels {
 public:
  int next(std::string_view label);

 private:
  struct Open {
    EnumeratorFamily family;
    int depth;
    char32_t unit;  // of 第…章, 第…条
    int ordinal;    // the last one seen
  };
  std::vector<Open> open_;
};

// The same for a run of labels at once.
std::vector<int> enumerator_levels(const std::vector<std::string>& labels);

}  // namespace tabularium
