#include "stages/core/mojibake.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int least_runs = 2;
constexpr double least_share = 0.6;        // of the runs that could prove it
constexpr std::size_t least_ideographs = 2;  // that a run of wrong ideographs must stand for

// What windows-1252 has at 0x80 … 0x9F; 0 where it has nothing (Latin-1's control characters then stand for themselves).
constexpr char32_t windows_signs[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
                                        0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

std::optional<char> windows_byte(char32_t c) {
  constexpr char32_t last = 0x2122;   // beyond it nothing is looked for
  if (c > last) return std::nullopt;
  if (c >= 0x80 && c <= 0xFF) return static_cast<char>(c);
  for (std::size_t i = 0; i < 32; ++i)
    if (windows_signs[i] == c && c != 0) return static_cast<char>(0x80 + i);
  return std::nullopt;
}

// Letters and signs that reports are written with; what chance makes of two signs is mostly something else.
bool is_likely(char32_t c) {
  if (c >= 0xA0 && c <= 0x17F) return true;
  if (c >= 0x370 && c <= 0x52F) return is_letter(c);
  if (c >= 0x2010 && c <= 0x2044) return true;
  return c == 0x20AC || c == 0x2122 || c == 0xFEFF || c == 0x2116 || is_cjk(c) || (c >= 0x2190 && c <= 0x25FF) || (c >= 0x5D0 && c <= 0x6FF);
}

std::optional<std::string> as_utf8(std::string bytes) {
  if (bytes.empty() || !is_well_formed(bytes)) return std::nullopt;
  const std::u32string points = to_code_points(bytes);
  const bool likely = std::all_of(points.begin(), points.end(), [](char32_t c) { return c < 0x80 || is_likely(c) || (c >= 0x80 && c < 0xA0); });
  const bool more = std::any_of(points.begin(), points.end(), [](char32_t c) { return c >= 0x80; });
  return likely && more ? std::optional<std::string>(std::move(bytes)) : std::nullopt;
}

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};

std::optional<std::string> gbk_bytes(std::u32string_view text) {
  thread_local const std::unique_ptr<UConverter, CloseConverter> converter = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, CloseConverter> made(ucnv_open("GBK", &status));
    if (U_FAILURE(status)) return std::unique_ptr<UConverter, CloseConverter>();
    ucnv_setFromUCallBack(made.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    return made;
  }();
  if (!converter) return std::nullopt;
  std::u16string units;
  for (const char32_t c : text) {
    if (c > 0xFFFF) return std::nullopt;
    units += static_cast<char16_t>(c);
  }
  std::string bytes(units.size() * 4, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const int32_t size = ucnv_fromUChars(converter.get(), bytes.data(), static_cast<int32_t>(bytes.size()), units.data(), static_cast<int32_t>(units.size()), &status);
  if (U_FAILURE(status)) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

// A run of characters that the wrong reading could have made, read again; nothing where it proves nothing.
std::optional<std::string> reread_run(std::u32string_view run, Mojibake kind) {
  if (kind == Mojibake::latin) {
    std::string bytes;
    for (const char32_t c : run) bytes += *windows_byte(c);
    return as_utf8(std::move(bytes));
  }
  std::optional<std::string> bytes = gbk_bytes(run);
  if (!bytes) return std::nullopt;
  auto text = as_utf8(*std::move(bytes));
  if (!text) return std::nullopt;
  const std::u32string points = to_code_points(*text);
  const auto ideographs = static_cast<std::size_t>(std::count_if(points.begin(), points.end(), is_cjk));
  return ideographs == points.size() && ideographs >= least_ideographs ? text : std::nullopt;
}

bool in_run(char32_t c, Mojibake kind) { return c >= 0x80 && (kind == Mojibake::latin ? windows_byte(c).has_value() : is_cjk(c) || c == 0x20AC); }

// Calls `use(run, reread)` for each run and `keep(text)` for what lies between.
template <typename Keep, typename Use>
void each_run(std::u32string_view text, Mojibake kind, const Keep& keep, const Use& use) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    const bool run = in_run(text[at], kind);
    while (end < text.size() && in_run(text[end], kind) == run) ++end;
    if (run) use(text.substr(at, end - at));
    else keep(text.substr(at, end - at));
    at = end;
  }
}

// Whether a sign that windows_byte() knows may stand in the line, by the bytes that one begins with: no line of Han characters alone has any.
bool may_have_windows_signs(std::string_view line) {
  constexpr std::string_view leads = "\xC2\xC3\xC5\xC6\xCB\xE2";
  return std::any_of(line.begin(), line.end(), [&](char c) { return static_cast<unsigned char>(c) >= 0xC2 && leads.find(c) != std::string_view::npos; });
}

bool shows(const std::vector<std::string_view>& lines, Mojibake kind) {
  int proven = 0, all = 0;
  for (const std::string_view line : lines) {
    if (std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) continue;
    if (kind == Mojibake::latin && !may_have_windows_signs(line)) continue;
    each_run(to_code_points(line), kind, [](std::u32string_view) {}, [&](std::u32string_view run) {
      const bool could = kind == Mojibake::gbk || run.size() > 1;   // a sign alone proves neither
      all += could || is_letter(run.front()) ? 1 : 0;
      proven += could && reread_run(run, kind) ? 1 : 0;
    });
  }
  return proven >= least_runs && proven >= least_share * all;
}

}  // namespace

Mojibake find_mojibake(const std::vector<std::string_view>& lines) {
  if (shows(lines, Mojibake::latin)) return Mojibake::latin;
  return shows(lines, Mojibake::gbk) ? Mojibake::gbk : Mojibake::none;
}

std::string undo_mojibake(std::string_view text, Mojibake kind) {
  if (kind == Mojibake::none || std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return std::string(text);
  std::string out;
  each_run(
      to_code_points(text), kind, [&](std::u32string_view kept) { out += to_utf8(kept); },
      [&](std::u32string_view run) {
        const auto meant = reread_run(run, kind);
        out += meant ? *meant : to_utf8(run);
      });
  return out;
}

}  // namespace tabularium
