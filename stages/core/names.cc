#include "stages/core/names.h"

#include <array>

namespace tabularium {
namespace {

template <std::size_t count, typename Enumeration>
std::string_view pick(const std::array<std::string_view, count>& names, Enumeration value) noexcept {
  const auto index = static_cast<std::size_t>(value);
  return index < count ? names[index] : std::string_view{};
}

constexpr std::array<std::string_view, 3> origins = {"digital", "image", "text"};
constexpr std::array<std::string_view, 8> block_kinds = {"title", "heading", "paragraph", "list_item",
                                                         "table", "note",    "header",    "footer"};
constexpr std::array<std::string_view, 6> roles = {"data",       "stub_head",      "column_header",
                                                   "row_header", "section_header", "note"};
constexpr std::array<std::string_view, 4> verdicts = {"", "unverified", "verified", "contradicted"};
constexpr std::array<std::string_view, 5> verdict_sources = {"", "printed", "declared", "discovered", "text"};
constexpr std::array<std::string_view, 6> value_kinds = {"blank", "number", "percent", "money", "date", "text"};
constexpr std::array<std::string_view, 3> severities = {"info", "warning", "error"};
constexpr std::array<std::string_view, 3> scripts = {"keep", "simplified", "traditional"};
constexpr std::array<std::string_view, 3> repairs = {"off", "propose", "apply"};

}  // namespace

std::string_view name_of(PageOrigin origin) noexcept { return pick(origins, origin); }
std::string_view name_of(BlockKind kind) noexcept { return pick(block_kinds, kind); }
std::string_view name_of(Role role) noexcept { return pick(roles, role); }
std::string_view name_of(Verdict verdict) noexcept { return pick(verdicts, verdict); }
std::string_view name_of(VerdictSource source) noexcept { return pick(verdict_sources, source); }
std::string_view name_of(ValueKind kind) noexcept { return pick(value_kinds, kind); }
std::string_view name_of(Severity severity) noexcept { return pick(severities, severity); }
std::string_view name_of(Script script) noexcept { return pick(scripts, script); }
std::string_view name_of(Repair repair) noexcept { return pick(repairs, repair); }

}  // namespace tabularium
