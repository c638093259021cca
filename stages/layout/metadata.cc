#include "stages/layout/metadata.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "stages/core/unicode.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

constexpr std::size_t front_blocks = 12;  // of the first page: where a title page says who and when
constexpr std::size_t back_blocks = 4;    // where a letter is signed and dated

bool is_text(const Block& block) {
  return block.kind != BlockKind::table && block.kind != BlockKind::header && block.kind != BlockKind::footer;
}

PlacedText placed(const Block& block) { return {block.text, block.place}; }

// What bodies that publish reports are called by; the name must end (or, in English, begin) with it.
constexpr std::array body_endings = {"人民政府", "政府", "办公厅", "办公室", "委员会", "管理局", "局", "厅", "部", "署", "院",
                                     "公司", "Department", "Office", "Council", "Commission", "Authority", "Board", "Bureau",
                                     "Agency", "Company", "Corporation", "Institute", "Ministry"};
constexpr std::array body_beginnings = {"Department of", "Ministry of", "Office of", "Board of", "Bureau of", "Corporation of",
                                        "Government of", "City of", "Borough of", "County of", "Commission of"};

bool names_a_body(const std::string& text) {
  if (text.empty() || display_width(text) > 80 || reads_as_sentence(text)) return false;
  const std::string_view view(text);
  return std::any_of(body_endings.begin(), body_endings.end(), [&](const char* end) { return view.ends_with(end); }) ||
         std::any_of(body_beginnings.begin(), body_beginnings.end(), [&](const char* start) { return view.starts_with(start); });
}

// "2019年某市人民政府办公厅…报告": the longest stretch behind the year that ends like a body's name.
std::optional<std::string> body_in_title(const std::string& title) {
  std::size_t from = title.find("年");
  from = from == std::string::npos ? 0 : from + std::string_view("年").size();
  for (const char* skip : {"度"})
    if (std::string_view(title).substr(from).starts_with(skip)) from += std::string_view(skip).size();
  std::size_t best = 0;
  for (const char* end : body_endings) {
    const std::string_view ending(end);
    if (static_cast<unsigned char>(ending.front()) < 0x80 || ending.size() < 6) continue;  // one letter alone proves little
    const std::size_t at = title.find(ending, from);
    if (at != std::string::npos && at > from) best = std::max(best, at + ending.size());
  }
  if (best == 0) return std::nullopt;
  return title.substr(from, best - from);
}

void find_issuer(const std::vector<const Block*>& blocks, Metadata& metadata) {
  if (!metadata.issuer && metadata.title)
    if (auto body = body_in_title(metadata.title->text)) metadata.issuer = PlacedText{*body, metadata.title->place};
  for (std::size_t i = 0; i < std::min(front_blocks, blocks.size()) && !metadata.issuer; ++i)
    if (blocks[i]->kind != BlockKind::title && names_a_body(blocks[i]->text)) metadata.issuer = placed(*blocks[i]);
  if (metadata.issuer || blocks.size() < 3 || !is_date_line(blocks.back()->text)) return;
  const Block& before = *blocks[blocks.size() - 2];
  if (before.kind == BlockKind::paragraph && display_width(before.text) <= 60 && !reads_as_sentence(before.text))
    metadata.issuer = placed(before);
}

void find_date(const std::vector<const Block*>& blocks, Metadata& metadata) {
  for (std::size_t i = 0; i < std::min(front_blocks, blocks.size()) && !metadata.date; ++i)
    if (is_date_line(blocks[i]->text)) metadata.date = placed(*blocks[i]);
  for (std::size_t i = blocks.size(); i-- > 0 && blocks.size() - i <= back_blocks && !metadata.date;)
    if (is_date_line(blocks[i]->text)) metadata.date = placed(*blocks[i]);
}

void find_period(const std::vector<const Block*>& blocks, Metadata& metadata) {
  if (metadata.period) return;
  if (metadata.title) {
    const std::string period = period_in(metadata.title->text);
    if (!period.empty()) metadata.period = PlacedText{period, metadata.title->place};
  }
  for (std::size_t i = 0; i < std::min(front_blocks, blocks.size()) && !metadata.period; ++i) {
    if (blocks[i]->kind != BlockKind::heading || is_date_line(blocks[i]->text)) continue;
    const std::string period = period_in(blocks[i]->text);
    if (!period.empty()) metadata.period = PlacedText{period, blocks[i]->place};
  }
}

}  // namespace

void read_metadata(Document& document) {
  std::vector<const Block*> blocks;
  for (const Block& block : document.blocks)
    if (is_text(block)) blocks.push_back(&block);
  Metadata& metadata = document.metadata;
  const auto title = std::find_if(blocks.begin(), blocks.end(), [](const Block* b) { return b->kind == BlockKind::title; });
  if (!metadata.title && title != blocks.end()) metadata.title = placed(**title);
  find_period(blocks, metadata);
  find_date(blocks, metadata);
  find_issuer(blocks, metadata);
}

}  // namespace tabularium
