#include "stages/core/json_reader.h"

#include <gtest/gtest.h>

#include "stages/core/json_writer.h"

namespace tabularium {
namespace {

TEST(JsonReader, ReadsWhatTheWriterWrites) {
  JsonWriter json;
  json.begin_object(JsonWriter::Lines::one_each).key("text").string("政 \"\n\t\\").key("numbers").begin_array().integer(-3).number(1.25).end_array();
  json.key("none").null().key("yes").boolean(true).key("empty").begin_object().end_object().end_object();
  const Result<YamlNode> root = parse_json(json.take(), "test");
  ASSERT_TRUE(root.ok()) << root.error().message;
  EXPECT_EQ(root.value().find("text")->scalar, "政 \"\n\t\\");
  EXPECT_EQ(root.value().find("numbers")->items[0].scalar, "-3");
  EXPECT_EQ(root.value().find("numbers")->items[1].scalar, "1.25");
  EXPECT_EQ(root.value().find("none")->kind, YamlNode::Kind::null);
  EXPECT_EQ(root.value().find("yes")->scalar, "true");
  EXPECT_EQ(root.value().find("empty")->kind, YamlNode::Kind::map);
}

TEST(JsonReader, KnowsEscapesBeyondTheFirstPlane) {
  const Result<YamlNode> root = parse_json(R"("\ud842\udfb7\u00e9\/")", "test");
  ASSERT_TRUE(root.ok());
  EXPECT_EQ(root.value().scalar, "𠮷é/");
}

TEST(JsonReader, RefusesWhatIsNoJson) {
  for (const char* bad : {"", "{", "[1,]", "{\"a\" 1}", "{\"a\": 1, \"a\": 2}", "{a: 1}", "01", "1.", "1e", "-", "tru", "'a'", "\"a", "\"\\x\"", "\"\\ud842\"",
                          "\"\\udfb7\"", "\"\\u12\"", "1 2", "\"\x01\"", "\"\xff\"", "[1", "nul"})
    EXPECT_FALSE(parse_json(bad, "test").ok()) << bad;
  EXPECT_FALSE(parse_json(std::string(100000, '['), "test").ok());
}

TEST(JsonReader, NamesTheLine) {
  const Result<YamlNode> root = parse_json("{\n\"a\": 1,\n\"b\": x\n}", "file.json");
  ASSERT_FALSE(root.ok());
  EXPECT_EQ(root.error().message.substr(0, 12), "file.json:3:");
}

}  // namespace
}  // namespace tabularium
