#include "stages/layout/running_heads.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "stages/core/unicode.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

constexpr double margin_zone = 0.13;     // share of the page's height at head and foot
constexpr std::size_t most_lines = 6;    // looked at in each zone
constexpr double least_distance = 1.8;   // em between a running head and the text proper
constexpr double same_height = 8.0;      // points by which a repeated line may move from page to page

struct MarginLine {
  std::size_t page = 0;
  double page_width = 0;
  PageLine line;
  bool footer = false;
  std::string key;             // text with its numbers made alike
  std::optional<int> number;   // of a line that is a page number
  bool repeated = false;
};

std::string key_of(const std::string& text) {
  std::string key;
  bool in_number = false;
  for (const char c : fold_label_case(text)) {
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (!digit) key += c;
    if (digit && !in_number) key += '#';
    in_number = digit;
  }
  return key;
}

std::optional<int> roman_value(const std::string& text) {
  static const std::map<char, int> values{{'i', 1}, {'v', 5}, {'x', 10}, {'l', 50}, {'c', 100}};
  int sum = 0, last = 1000;
  for (const char c : text) {
    const auto found = values.find(c);
    if (found == values.end()) return std::nullopt;
    sum += found->second > last ? found->second - 2 * last : found->second;
    last = found->second;
  }
  return text.empty() ? std::nullopt : std::optional<int>(sum);
}

// "12", "- 12 -", "Page 3 of 10", "第3页", "3/10", "xiv".
std::optional<int> page_number(const std::string& text) {
  std::string folded = fold_label_case(text);
  for (const char* word : {"page", "seite", "第", "页", "頁", "p."}) {
    const auto at = folded.find(word);
    if (at != std::string::npos) folded.erase(at, std::string(word).size());
  }
  std::erase_if(folded, [](char c) { return c == '-' || c == '.' || c == '|' || c == '[' || c == ']' || c == '(' || c == ')'; });
  for (const char* word : {"of", "/", "共", "von"}) {
    const auto at = folded.find(word);
    if (at != std::string::npos && at > 0) folded.erase(at);
  }
  if (folded.empty() || folded.size() > 6) return std::nullopt;
  if (std::all_of(folded.begin(), folded.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
    return folded.size() <= 4 ? std::optional<int>(std::stoi(folded)) : std::nullopt;
  return roman_value(folded);
}

// The outermost lines of a page's head and foot.
void collect(const Page& page, std::size_t index, const std::vector<TableRegion>& regions, std::vector<MarginLine>& out) {
  const std::vector<Word>& words = page.evidence.words;
  std::vector<bool> in_table(words.size(), false);
  for (const TableRegion& region : regions)
    for (const int id : region.words) in_table[static_cast<std::size_t>(id)] = true;
  for (const bool footer : {false, true}) {
    std::vector<int> ids;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const double y = words[i].box.center_y();
      const bool inside = footer ? y > page.height * (1 - margin_zone) : y < page.height * margin_zone;
      if (inside && !in_table[i] && words[i].rotation == 0) ids.push_back(static_cast<int>(i));
    }
    std::vector<PageLine> lines = lines_of(words, ids);
    if (footer) std::reverse(lines.begin(), lines.end());
    if (lines.size() > most_lines) lines.resize(most_lines);
    for (PageLine& line : lines) {
      MarginLine candidate;
      candidate.page = index;
      candidate.page_width = page.width;
      candidate.footer = footer;
      candidate.key = key_of(line.text);
      candidate.number = page_number(line.text);
      candidate.line = std::move(line);
      out.push_back(std::move(candidate));
    }
  }
}

bool repeats(const MarginLine& a, const MarginLine& b) {
  return a.page != b.page && a.footer == b.footer && a.key == b.key && std::abs(a.line.baseline - b.line.baseline) < same_height;
}

// At the same place across the page, or, as on facing pages, at its mirror image in the outer third. Years over the columns of a table
// grow from one to the next, and stand at the same height on every page that repeats them.
bool same_across(const MarginLine& a, const MarginLine& b) {
  constexpr double same_place = 6.0;  // points; page numbers gain digits
  const Box &one = a.line.box, &other = b.line.box;
  const auto near = [](double x, double y) { return std::abs(x - y) < same_place; };
  const auto meets = [&](double from, double to) { return near(one.x0, from) || near(one.x1, to) || near(one.center_x(), (from + to) / 2); };
  const bool outer = std::abs(one.center_x() - a.page_width / 2) > a.page_width / 6;
  return meets(other.x0, other.x1) || (outer && meets(b.page_width - other.x1, b.page_width - other.x0));
}

// On the page's first line, in its outer third.
bool is_top_corner(const MarginLine& one, const std::vector<MarginLine>& all) {
  const bool outer = std::abs(one.line.box.center_x() - one.page_width / 2) > one.page_width / 6;
  return !one.footer && outer && std::none_of(all.begin(), all.end(), [&](const MarginLine& other) {
    return other.page == one.page && !other.footer && other.line.baseline < one.line.baseline && !same_baseline(one.line, other.line);
  });
}

// Numbers that grow with the pages; on a single page, a lone number at the foot's middle or edge, or in a top corner.
bool counts_pages(const MarginLine& one, const std::vector<MarginLine>& all, std::size_t pages) {
  if (!one.number) return false;
  if (pages == 1) return one.line.words.size() <= 3 && (one.footer || is_top_corner(one, all));
  return std::any_of(all.begin(), all.end(), [&](const MarginLine& other) {
    return other.number && other.page != one.page && other.footer == one.footer && same_across(one, other) &&
           *other.number - *one.number == static_cast<int>(other.page) - static_cast<int>(one.page);
  });
}

// Titles of chapters change, the place of the running head does not: a line on the height, and of the size, at which many
// other pages have a repeated one.
void mark_changing_heads(std::vector<MarginLine>& all) {
  constexpr double same_place = 1.5;  // points
  constexpr double same_size = 0.3;
  std::map<std::pair<bool, long>, std::vector<const MarginLine*>> repeated;  // by zone and height
  for (const MarginLine& one : all)
    if (one.repeated) repeated[{one.footer, std::lround(one.line.baseline)}].push_back(&one);
  std::vector<MarginLine*> changing;
  for (MarginLine& one : all) {
    if (one.repeated || is_table_caption(one.line.text) || is_unit_line(one.line.text)) continue;
    std::set<std::size_t> pages;
    for (long near = -2; near <= 2; ++near) {
      const auto found = repeated.find({one.footer, std::lround(one.line.baseline) + near});
      if (found == repeated.end()) continue;
      for (const MarginLine* other : found->second) {
        const bool alike = std::abs(other->line.baseline - one.line.baseline) <= same_place &&
                           std::abs(other->line.size - one.line.size) <= same_size;
        if (alike && other->page != one.page) pages.insert(other->page);
        if (pages.size() >= 3) break;
      }
    }
    if (pages.size() >= 3) changing.push_back(&one);
  }
  for (MarginLine* one : changing) one->repeated = true;
}

// Text proper keeps its distance; a sentence that happens to return on every page does not.
bool stands_apart(const MarginLine& one, std::span<const MarginLine> page) {
  return std::none_of(page.begin(), page.end(), [&](const MarginLine& other) {
    if (other.repeated || other.footer != one.footer || same_baseline(one.line, other.line)) return false;
    const double distance = one.footer ? one.line.baseline - other.line.baseline : other.line.baseline - one.line.baseline;
    return distance > 0 && distance < least_distance * std::max(one.line.size, other.line.size);
  });
}

// The number that a line ends with, else the one that it begins with.
std::optional<int> outer_number(const std::string& text) {
  constexpr std::size_t most_digits = 4;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto last = text.find_last_not_of("0123456789");
  const std::string tail = last == std::string::npos ? text : text.substr(last + 1);
  if (!tail.empty() && tail.size() <= most_digits) return std::stoi(tail);
  std::size_t head = 0;
  while (head < text.size() && digit(text[head])) ++head;
  return head > 0 && head <= most_digits ? std::optional<int>(std::stoi(text.substr(0, head))) : std::nullopt;
}

bool has_words(const MarginLine& one) {
  return std::any_of(one.key.begin(), one.key.end(), [](char c) { return c != '#' && std::ispunct(static_cast<unsigned char>(c)) == 0; });
}

bool counts_with_pages(const MarginLine& one, const std::vector<const MarginLine*>& alike) {
  const std::optional<int> number = outer_number(one.line.text);
  return number && std::any_of(alike.begin(), alike.end(), [&](const MarginLine* other) {
    const std::optional<int> there = outer_number(other->line.text);
    return there && repeats(one, *other) && same_across(one, *other) && *there - *number == static_cast<int>(other->page) - static_cast<int>(one.page);
  });
}

std::map<std::string, std::vector<const MarginLine*>> by_text(const std::vector<MarginLine>& all) {
  std::map<std::string, std::vector<const MarginLine*>> lines;
  for (const MarginLine& one : all) lines[one.key].push_back(&one);
  return lines;
}

}  // namespace

std::vector<std::vector<bool>> numbered_heads(const std::vector<Page>& pages) {
  std::vector<MarginLine> all;
  std::vector<std::vector<bool>> words;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    collect(pages[i], i, {}, all);
    words.emplace_back(pages[i].evidence.words.size(), false);
  }
  const auto alike = by_text(all);
  const auto leave_out = [&](const MarginLine& one) {
    for (const int id : one.line.words) words[one.page][static_cast<std::size_t>(id)] = true;
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    const MarginLine& one = all[i];
    if (!counts_with_pages(one, alike.at(one.key))) continue;
    if (has_words(one)) leave_out(one);
    // A number apart from the words on its line, which the other page has, too.
    std::size_t from = i;
    while (from > 0 && all[from - 1].page == one.page) --from;
    for (std::size_t k = from; k < all.size() && all[k].page == one.page; ++k) {
      const MarginLine& beside = all[k];
      if (k == i || has_words(one) || !has_words(beside) || beside.footer != one.footer || !same_baseline(one.line, beside.line)) continue;
      const auto& others = alike.at(beside.key);
      if (std::none_of(others.begin(), others.end(), [&](const MarginLine* other) { return repeats(beside, *other); })) continue;
      leave_out(one);
      leave_out(beside);
    }
  }
  return words;
}

std::vector<std::vector<RunningHead>> find_running_heads(const std::vector<Page>& pages,
                                                         const std::vector<std::vector<TableRegion>>& regions_of) {
  std::vector<MarginLine> all;
  for (std::size_t i = 0; i < pages.size(); ++i) collect(pages[i], i, regions_of[i], all);
  auto by_key = by_text(all);
  for (MarginLine& one : all) {
    const auto& alike = by_key[one.key];
    const auto count = std::count_if(alike.begin(), alike.end(), [&](const MarginLine* other) { return repeats(one, *other); });
    const bool often = count >= 3 || (count >= 1 && static_cast<double>(count + 1) >= 0.25 * static_cast<double>(pages.size()));
    const bool words = one.key.size() > 1 && !is_table_caption(one.line.text) && !is_unit_line(one.line.text);
    one.repeated = (often && words) || counts_pages(one, all, pages.size());
  }
  mark_changing_heads(all);
  std::vector<std::vector<RunningHead>> heads(pages.size());
  for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
    while (to < all.size() && all[to].page == all[from].page) ++to;
    for (std::size_t i = from; i < to; ++i)
      if (all[i].repeated && stands_apart(all[i], std::span(all).subspan(from, to - from)))
        heads[all[i].page].push_back({all[i].line, all[i].footer});
  }
  return heads;
}

}  // namespace tabularium
