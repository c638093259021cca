#include "stages/export/invisible_text.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

#include "stages/core/unicode.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

constexpr std::size_t most_codes = 65534;

void append_hex(std::string& out, unsigned value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[(value >> static_cast<unsigned>(shift)) & 0xFU];
}

void append_utf16(std::string& out, char32_t c) {
  if (c <= 0xFFFF) return append_hex(out, static_cast<unsigned>(c));
  append_hex(out, 0xD800U + (static_cast<unsigned>(c - 0x10000) >> 10U));
  append_hex(out, 0xDC00U + (static_cast<unsigned>(c - 0x10000) & 0x3FFU));
}

// Where a word's text starts, which way it runs and which way is up; lengths along both.
struct Setting {
  Point start;
  Point along;
  Point up;
  double length = 0;
  double height = 0;
};

Setting setting_of(const Word& word) {
  const Box& box = word.box;
  const double below = 1 - InvisibleText::ascent;
  switch (word.rotation % 4) {
    case 1: return {{box.x0 + below * box.width(), box.y0}, {0, 1}, {1, 0}, box.height(), box.width()};
    case 2: return {{box.x1, box.y0 + below * box.height()}, {-1, 0}, {0, 1}, box.width(), box.height()};
    case 3: return {{box.x1 - below * box.width(), box.y1}, {0, -1}, {-1, 0}, box.height(), box.width()};
    default: return {{box.x0, box.y1 - below * box.height()}, {1, 0}, {0, -1}, box.width(), box.height()};
  }
}

// The big-endian bytes of a font table.
class Bytes {
 public:
  Bytes& u16(int value) { return put(static_cast<std::uint32_t>(value), 2); }
  Bytes& u32(std::uint32_t value) { return put(value, 4); }
  Bytes& zeros(int count) {
    out_.append(static_cast<std::size_t>(count), '\0');
    return *this;
  }
  std::string take() { return std::move(out_); }

 private:
  Bytes& put(std::uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) out_ += static_cast<char>((value >> (8U * static_cast<unsigned>(i))) & 0xFFU);
    return *this;
  }
  std::string out_;
};

std::uint32_t checksum(const std::string& table) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < table.size(); ++i)
    sum += static_cast<std::uint32_t>(static_cast<unsigned char>(table[i])) << (8U * (3U - static_cast<unsigned>(i % 4)));
  return sum;
}

constexpr int units_per_em = 1000;
constexpr int glyph_width = static_cast<int>(InvisibleText::advance * units_per_em);
constexpr int ascender = static_cast<int>(InvisibleText::ascent * units_per_em);

// The least that a TrueType font is made of (OpenType 1.9), tags in order: two blank glyphs.
std::vector<std::pair<std::string, std::string>> font_tables() {
  const int descender = ascender - units_per_em;
  return {
      {"glyf", Bytes().zeros(4).take()},
      {"head", Bytes().u32(0x00010000).u32(0x00010000).u32(0).u32(0x5F0F3CF5).u16(0).u16(units_per_em).zeros(16).u16(0)
                   .u16(descender).u16(glyph_width).u16(ascender).u16(0).u16(8).u16(2).u16(0).u16(0).take()},
      {"hhea", Bytes().u32(0x00010000).u16(ascender).u16(descender).u16(0).u16(glyph_width).zeros(6).u16(1).zeros(14).u16(2).take()},
      {"hmtx", Bytes().u16(glyph_width).u16(0).u16(glyph_width).u16(0).take()},
      {"loca", Bytes().zeros(6).take()},
      {"maxp", Bytes().u32(0x00010000).u16(2).zeros(8).u16(1).zeros(16).take()},
      {"post", Bytes().u32(0x00030000).zeros(28).take()},
  };
}

}  // namespace

std::string InvisibleText::codes(const std::u32string& text) {
  std::string hex;
  for (const char32_t c : text) {
    if (code_of_.size() >= most_codes && !code_of_.contains(c)) continue;
    const auto [entry, fresh] = code_of_.try_emplace(c, static_cast<int>(points_.size()) + 1);
    if (fresh) points_.push_back(c);
    append_hex(hex, static_cast<unsigned>(entry->second));
  }
  return hex;
}

std::string InvisibleText::content(std::span<const Word> words, const Affine& to_user, const std::string& font) {
  std::string out = "BT\n3 Tr\n";
  for (const Word& word : words) {
    const std::u32string text = to_code_points(word.text);
    const Setting set = setting_of(word);
    if (text.empty() || set.length <= 0 || set.height <= 0) continue;
    const Point start = to_user(set.start);
    const auto direction = [&](Point d) { return Point{to_user.a * d.x + to_user.c * d.y, to_user.b * d.x + to_user.d * d.y}; };
    const Point along = direction(set.along);
    const Point up = direction(set.up);
    const double natural = advance * static_cast<double>(text.size()) * set.height;
    out += font + ' ' + rounded(set.height, 3) + " Tf " + rounded(100 * set.length / natural, 3) + " Tz " + rounded(along.x, 6) +
           ' ' + rounded(along.y, 6) + ' ' + rounded(up.x, 6) + ' ' + rounded(up.y, 6) + ' ' + rounded(start.x, 3) + ' ' +
           rounded(start.y, 3) + " Tm <" + codes(text) + "> Tj\n";
  }
  return out + "ET\n";
}

std::string InvisibleText::to_unicode() const {
  constexpr std::size_t block = 100;  // most entries that a block may have
  std::string out = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) "
                    "/Ordering (UCS) /Supplement 0 >> def\n/CMapName /Tabularium def\n/CMapType 2 def\n"
                    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  for (std::size_t from = 0; from < points_.size(); from += block) {
    const std::size_t to = std::min(points_.size(), from + block);
    out += std::to_string(to - from) + " beginbfchar\n";
    for (std::size_t i = from; i < to; ++i) {
      out += '<';
      append_hex(out, static_cast<unsigned>(i + 1));
      out += "> <";
      append_utf16(out, points_[i]);
      out += ">\n";
    }
    out += "endbfchar\n";
  }
  return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

std::string InvisibleText::glyphs_of_codes() const {
  Bytes map;
  map.u16(0);
  for (std::size_t i = 0; i < points_.size(); ++i) map.u16(1);
  return map.take();
}

std::string InvisibleText::font_file() {
  std::vector<std::pair<std::string, std::string>> tables = font_tables();
  const int count = static_cast<int>(tables.size());
  const int power = static_cast<int>(std::bit_floor(static_cast<unsigned>(count)));
  Bytes directory;
  directory.u32(0x00010000).u16(count).u16(power * 16).u16(std::countr_zero(static_cast<unsigned>(power))).u16((count - power) * 16);
  auto offset = static_cast<std::uint32_t>(12 + 16 * count);
  std::string head;
  std::string body;
  for (auto& [tag, table] : tables) {
    head += tag + Bytes().u32(checksum(table)).u32(offset).u32(static_cast<std::uint32_t>(table.size())).take();
    table.resize((table.size() + 3) / 4 * 4, '\0');
    offset += static_cast<std::uint32_t>(table.size());
    body += table;
  }
  return directory.take() + head + body;
}

}  // namespace tabularium
