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

struct NamedCharset {
  const char* name;
  std::string bytes;
  const char* text;
};
class TextInputCharset : public testing::TestWithParam<NamedCharset> {};

TEST_P(TextInputCharset, IsReadWhenNamed) {
  const auto text = decode_text(GetParam().bytes, GetParam().name);
  ASSERT_TRUE(text.ok());
  ASSERT_EQ(text.value().lines.size(), 1U);
  EXPECT_EQ(text.value().lines[0].text, GetParam().text);
  EXPECT_EQ(text.value().lines[0].span.byte_to, static_cast<std::int64_t>(GetParam().bytes.size()));
}

INSTANTIATE_TEST_SUITE_P(
    Old, TextInputCharset,
    testing::Values(NamedCharset{"Big5", "\xAA\xED\x20\x31\x32", "表 12"}, NamedCharset{"Shift_JIS", "\x95\x5C\x20\x31\x32", "表 12"},
                    NamedCharset{"EUC-KR", "\xC7\xA5\x20\x31\x32", "표 12"},
                    NamedCharset{"windows-1251", "\xC8\xF2\xEE\xE3\x20\x31\x32", "Итог 12"},
                    NamedCharset{"windows-1253", "\xD3\xFD\xED\x20\x31\x32", "Σύν 12"},
                    NamedCharset{"ISO-8859-2", "\xA3\xF3\x64\xBC\x20\x31\x32", "Łódź 12"},
                    NamedCharset{"IBM850", "\x47\x72\x94\xE1\x65\x20\x31\x32", "Größe 12"},
                    NamedCharset{"IBM437", "\xB3\x20\x31\x32\x20\xB3", "│ 12 │"},
                    NamedCharset{"IBM037", "\xE3\x96\xA3\x81\x93\x40\xF1\xF2", "Total 12"},
                    NamedCharset{"UTF-16LE", "\x68\x88\x20\x00\x31\x00\x32\x00"s, "表 12"},
                    NamedCharset{"UTF-16BE", "\x88\x68\x00\x20\x00\x31\x00\x32"s, "表 12"},
                    NamedCharset{"UTF-32LE", "\x68\x88\x00\x00\x20\x00\x00\x00\x31\x00\x00\x00\x32\x00\x00\x00"s, "表 12"}));

TEST(TextInput, EbcdicLinesEndInNewLine) {
  const auto text = decode_text("\xC1\x15\xC2\x25\xC3", "IBM037");
  ASSERT_TRUE(text.ok());
  ASSERT_EQ(text.value().lines.size(), 3U);
  EXPECT_EQ(text.value().lines[2].text, "C");
}

TEST(TextInput, MainframeAndDosTextsAreToldFromWindows) {
  const auto detected = [](const std::string& bytes) {
    const auto text = decode_text(bytes, "");
    return text.ok() ? text.value().charset : text.error().message;
  };
  std::string mainframe, dos, windows;
  for (int i = 0; i < 8; ++i) {
    mainframe += "\xE3\x96\xA3\x81\x93\x40\xF1\xF2\x40\xC3\x96\xA2\xA3\x25";  // Total 12 Cost
    dos += "Die Zusch\x81sse der Gemeinde, fr\x81her gew\x84hrt.\r\n";
    windows += "Die Zusch\xFCsse der Gemeinde, fr\xFCher gew\xE4hrt; wie geht\x92s.\r\n";
  }
  EXPECT_EQ(detected(mainframe), "IBM037");
  EXPECT_EQ(detected(dos), "IBM850");
  EXPECT_EQ(detected(windows), "windows-1252");
}

TEST(TextInput, OverstruckCharactersStandOnce) {
  const auto text = decode_text("T\bTo\bo _\ba_\bb c\b_\n", "");
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text.value().lines[0].text, "To ab c");
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
