#include "stages/core/evidence_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "tests/export/sample_document.h"

namespace tabularium {
namespace {

TEST(EvidenceCodec, RoundTripLosesNothing) {
  for (const Document& document : {sample::document(), sample::text_document(), Document{}}) {
    const auto decoded = decode_document(encode_document(document));
    ASSERT_TRUE(decoded.ok()) << decoded.error().message;
    EXPECT_EQ(decoded.value(), document);
  }
}

TEST(EvidenceCodec, AResultAloneHasAllButItsEvidence) {
  for (Document document : {sample::document(), sample::text_document(), Document{}}) {
    TableRegion& region = document.regions.emplace_back();
    region.candidates.emplace_back().table = document.tables.empty() ? Table{} : document.tables[0];
    const auto decoded = decode_result(encode_document(document));
    ASSERT_TRUE(decoded.ok()) << decoded.error().message;
    for (Page& page : document.pages) page.evidence = {};
    document.regions.clear();
    EXPECT_EQ(decoded.value(), document);
  }
  std::string plain = evidence_internal::encode_plain(sample::document());
  for (std::size_t size = 0; size < plain.size(); ++size)
    ASSERT_FALSE(evidence_internal::decode_plain(plain.substr(0, size), true).ok()) << size;
}

TEST(EvidenceCodec, AResultIsHandedOverTableByTable) {
  Document document = sample::document();
  document.tables.push_back(document.tables[0]);
  document.tables.back().id = "t2";
  document.tables.back().cells.resize(2);   // less than the table before it: nothing of that one may stay
  const std::string bytes = encode_document(document);
  const Document whole = decode_result(bytes).value();
  std::vector<Table> taken;
  const auto rest = decode_result(bytes, [&](const Document& head, const Table& table) -> Status {
    EXPECT_EQ(head.source, whole.source);
    EXPECT_EQ(head.metadata, whole.metadata);
    taken.push_back(table);
    return {};
  });
  ASSERT_TRUE(rest.ok());
  EXPECT_EQ(taken, whole.tables);
  EXPECT_TRUE(rest.value().tables.empty());
  EXPECT_EQ(rest.value().findings, whole.findings);
  int calls = 0;
  const auto refused = decode_result(bytes, [&](const Document&, const Table&) -> Status {
    return ++calls, Error{ErrorCode::io, "disk full", {}};
  });
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message, "disk full");
  EXPECT_EQ(calls, 1);
}

TEST(EvidenceCodec, DamageIsToldAlsoToWhoTakesTables) {
  const std::string whole = encode_document(sample::document());
  const auto take = [](const Document&, const Table&) -> Status { return {}; };
  std::string flipped = whole;
  flipped.back() ^= 1;   // of the checksum, which comes last
  for (const std::string& bytes : {flipped, whole.substr(0, whole.size() - 1), whole + "x"}) {
    const auto decoded = decode_result(bytes, take);
    ASSERT_FALSE(decoded.ok());
    EXPECT_EQ(decoded.error().code, ErrorCode::bad_input);
  }
  EXPECT_TRUE(decode_result(whole, take).ok());
}

// Longer than what is unpacked at once: texts and numbers lie across the seams.
TEST(EvidenceCodec, TextsLongerThanAPieceComeBack) {
  Document document = sample::document();
  for (int i = 0; i < 5; ++i) {
    document.tables.push_back(document.tables[0]);
    document.tables.back().cells[6].text = std::string(static_cast<std::size_t>(100'003 + 70'001 * i), static_cast<char>('a' + i));
  }
  const std::string bytes = encode_document(document);
  EXPECT_EQ(decode_document(bytes).value(), document);
  std::vector<Table> taken;
  ASSERT_TRUE(decode_result(bytes, [&](const Document&, const Table& table) -> Status { return taken.push_back(table), Status(); }).ok());
  EXPECT_EQ(taken, document.tables);
}

// More than is compressed in one piece.
TEST(EvidenceCodec, LongDocumentsComeBackWhole) {
  Document document = sample::document();
  const Page page = document.pages.front();
  std::mt19937 random(3);
  for (int i = 0; i < 15000; ++i) {
    document.pages.push_back(page);
    for (Word& word : document.pages.back().evidence.words) word.box.x0 = random();
  }
  ASSERT_GT(evidence_internal::encode_plain(document).size(), std::size_t{3} << 20U);
  const auto decoded = decode_document(encode_document(document));
  ASSERT_TRUE(decoded.ok()) << decoded.error().message;
  EXPECT_EQ(decoded.value(), document);
}

TEST(EvidenceCodec, KeepsExtremes) {
  Document document;
  document.source.bytes = std::numeric_limits<std::int64_t>::min();
  document.source.pages = std::numeric_limits<int>::min();
  document.source.path = std::string("a\0\xFF", 3);
  Cell cell;
  cell.value.number.units = std::numeric_limits<std::int64_t>::max();
  cell.indent = -0.1;
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  document.tables.emplace_back().cells = {cell, cell, cell, cell};
  document.tables.back().cells[0].place.span = TextSpan{std::numeric_limits<int>::min(), 0, least, most};
  document.tables.back().cells[1].place.span = TextSpan{std::numeric_limits<int>::max(), -1, most, least};
  document.tables.back().cells[2].place.span = TextSpan{7, 1, 20, 10};
  document.tables.push_back(document.tables.back());
  const auto decoded = decode_document(encode_document(document));
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded.value(), document);
}

TEST(EvidenceCodec, EveryTruncationIsBadInput) {
  const std::string whole = encode_document(sample::document());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto decoded = decode_document(whole.substr(0, size));
    ASSERT_FALSE(decoded.ok()) << size;
    ASSERT_EQ(decoded.error().code, ErrorCode::bad_input) << size;
  }
  EXPECT_FALSE(decode_document(whole + "x").ok());
}

TEST(EvidenceCodec, FlippedBytesNeverPassForTheDocument) {
  const Document document = sample::document();
  const std::string whole = encode_document(document);
  std::mt19937 random(7);
  for (int round = 0; round < 1000; ++round) {
    std::string bytes = whole;
    for (int flips = 1 + round % 3; flips > 0; --flips) bytes[random() % bytes.size()] ^= static_cast<char>(1U << random() % 8);
    const auto decoded = decode_document(bytes);
    if (decoded.ok()) {  // two flips may undo each other
      EXPECT_EQ(decoded.value(), document);
    }
  }
}

TEST(EvidenceCodec, DamageBehindTheChecksumIsBadInput) {
  std::string plain = evidence_internal::encode_plain(sample::document());
  std::mt19937 random(11);
  int refused = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = plain;
    bytes[random() % bytes.size()] = static_cast<char>(random());
    if (!evidence_internal::decode_plain(bytes).ok()) ++refused;
  }
  EXPECT_GT(refused, 400);
  for (std::size_t size = 0; size < plain.size(); ++size)
    ASSERT_FALSE(evidence_internal::decode_plain(plain.substr(0, size)).ok()) << size;
}

// A count that promises more than is there must cost neither time nor memory; a tree must not exhaust the stack.
TEST(EvidenceCodec, DeepTreesAreRefused) {
  Document document;
  Table& table = document.tables.emplace_back();
  HeaderNode* node = &table.column_headers.emplace_back();
  for (int depth = 0; depth < 1000; ++depth) node = &node->children.emplace_back();
  const auto decoded = decode_document(encode_document(document));
  ASSERT_FALSE(decoded.ok());
  EXPECT_EQ(decoded.error().code, ErrorCode::bad_input);
}

TEST(EvidenceCodec, AnotherVersionIsRefusedByName) {
  std::string plain = evidence_internal::encode_plain(Document{});
  plain[plain.find('\n') + 1] ^= 1;  // the version follows the first line
  const auto decoded = evidence_internal::decode_plain(plain);
  ASSERT_FALSE(decoded.ok());
  EXPECT_THAT(decoded.error().message, ::testing::HasSubstr("another version"));
}

}  // namespace
}  // namespace tabularium
