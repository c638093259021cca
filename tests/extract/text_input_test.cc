#include "stages/extract/text_input.h"

#include <gtest/gtest.h>

#include <string>

namespace tabularium {
namespace {

using namespace std::string_literals;

TEST(TextInput, LinesKnowTheirPlaceInTheFile) {
  const auto text = decode_text("ab\r\n\xE8\xA1\xA8|\nlast", "");
  ASSERT_TRUE(text.ok());
  const auto& lines = text.value().lines;
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].text, "ab");
  EXPECT_EQ(lines[1].text, "\xE8\xA1\xA8|");
  EXPECT_EQ(lines[1].span, (TextSpan{2, 1, 4, 8}));
  EXPECT_EQ(lines[2].span, (TextSpan{3, 1, 9, 13}));
  EXPECT_EQ(text.value().charset, "UTF-8");
}

TEST(TextInput, AByteOrderMarkNamesTheCharset) {
  const auto text = decode_text("\xFF\xFE" "a\0\n\0b\0"s, "");
  ASSERT_TRUE(text.ok());
  ASSERT_EQ(text.value().lines.size(), 2U);
  EXPECT_EQ(text.value().lines[1].text, "b");
  EXPECT_EQ(text.value().lines[1].span.byte_from, 6);
}

TEST(TextInput, OldCharsetsAreReadWhenNamed) {
  const auto text = decode_text("\xB1\xED\n", "GB18030");
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text.value().lines[0].text, "\xE8\xA1\xA8");
  EXPECT_EQ(text.value().lines[0].span.byte_to, 2);
}

TEST(TextInput, BinaryAndUnknownCharsetsAreErrors) {
  const auto binary = decode_text(std::string(200, '\0') + "text", "UTF-8");
  ASSERT_FALSE(binary.ok());
  EXPECT_EQ(binary.error().code, ErrorCode::bad_input);
  const auto unknown = decode_text("abc", "no-such-charset");
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, ErrorCode::bad_configuration);
}

}  // namespace
}  // namespace tabularium
