#include "stages/core/json_writer.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>

namespace tabularium {
namespace {

std::string quoted(std::string_view text) {
  JsonWriter json;
  json.string(text);
  return json.take();
}

std::string number(double value, int places = 2) {
  JsonWriter json;
  json.number(value, places);
  return json.take();
}

TEST(JsonWriter, PutsCommasAndLines) {
  JsonWriter json;
  json.begin_object().key("a").begin_array(JsonWriter::Lines::one_each).integer(1).integer(-2).end_array();
  json.key("b").begin_object().end_object().key("c").null().key("d").boolean(true).end_object();
  EXPECT_EQ(json.take(), "{\"a\": [\n1,\n-2\n], \"b\": {}, \"c\": null, \"d\": true}");
}

TEST(JsonWriter, EscapesAndMendsText) {
  EXPECT_EQ(quoted("a\"b\\c\n\t\x01"), R"("a\"b\\c\n\t\u0001")");
  EXPECT_EQ(quoted("政务"), "\"政务\"");
  EXPECT_EQ(quoted(std::string_view("a\0", 2)), "\"a\\u0000\"");
  EXPECT_EQ(quoted("a\xC3"), "\"a\uFFFD\"");
  EXPECT_EQ(quoted("\xED\xA0\x80").find('\xED'), std::string::npos);  // a lone surrogate
}

// Text is looked at eight bytes at a time: wherever a byte stands that needs more, it is found.
TEST(JsonWriter, EscapesWhereverItStands) {
  const std::string plain = "abcdefgh ijklmnop~0123456";
  for (std::size_t size = 0; size <= plain.size(); ++size)
    for (std::size_t at = 0; at < size; ++at)
      for (const auto& [byte, escaped] : {std::pair<std::string, std::string>{"\"", "\\\""}, {"\\", "\\\\"}, {"\x1F", "\\u001f"}, {"ü", "ü"}, {"\x7F", "\x7F"}, {"\x80", "\uFFFD"}}) {
        const std::string before = plain.substr(0, at);
        const std::string behind = plain.substr(at, size - at);
        const std::string text = before + byte + behind;
        EXPECT_EQ(quoted(std::string_view(text)), "\"" + before + escaped + behind + "\"");
      }
}

TEST(JsonWriter, IntegersOfEveryLength) {
  for (const std::int64_t value : {std::int64_t{0}, std::int64_t{9}, std::int64_t{10}, std::int64_t{-1}, std::int64_t{1234567890123}, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    JsonWriter json;
    json.integer(value);
    EXPECT_EQ(json.take(), std::to_string(value));
  }
}

TEST(JsonWriter, RoundsForReaders) {
  EXPECT_EQ(number(1.005001), "1.01");
  EXPECT_EQ(number(-0.001), "0");
  EXPECT_EQ(number(72), "72");
  EXPECT_EQ(number(0.5), "0.5");
  EXPECT_EQ(number(-12.25), "-12.25");
  EXPECT_EQ(number(0.1234567, 6), "0.123457");
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "null");
  EXPECT_EQ(number(1e300), "null");
}

TEST(JsonWriter, DecimalsKeepEveryPrintedDigit) {
  JsonWriter json;
  json.begin_array().decimal({1371389, 2}).decimal({150, 2}).decimal({-5, 3}).end_array();
  EXPECT_EQ(json.take(), "[13713.89, 1.50, -0.005]");
}

TEST(JsonWriter, HandsOnPieceByPiece) {
  std::string all;
  int pieces = 0;
  JsonWriter json([&](std::string_view piece) {
    all += piece;
    ++pieces;
  });
  json.begin_array();
  for (int i = 0; i < 20000; ++i) json.string("something to write");
  json.end_array().flush();
  EXPECT_GT(pieces, 3);
  EXPECT_EQ(all.size(), 20000 * 20 + 19999 * 2 + 3U);
}

TEST(JsonWriter, ARecordThatWasWrittenGoesIntoAnotherObject) {
  JsonWriter one, all;
  all.begin_array(JsonWriter::Lines::one_each);
  for (const int number : {1, 2}) {
    one.restart();
    one.begin_object().key("number").integer(number).key("text").string("a\"b").end_object();
    const std::string_view record = one.written();
    all.begin_object().key("record").string("cell").raw(record.substr(1, record.size() - 2)).key("end").null().end_object();
  }
  all.end_array();
  EXPECT_EQ(all.take(), "[\n{\"record\": \"cell\", \"number\": 1, \"text\": \"a\\\"b\", \"end\": null},\n"
                        "{\"record\": \"cell\", \"number\": 2, \"text\": \"a\\\"b\", \"end\": null}\n]");
}

}  // namespace
}  // namespace tabularium
