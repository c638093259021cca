#include "stages/core/remembered.h"

#include <gtest/gtest.h>

#include <string>

namespace tabularium {
namespace {

TEST(Remembered, FindsOutOnceAndForgetsWhatWasAskedLongAgo) {
  Remembered<std::string> remembered(3);
  int found_out = 0;
  const auto ask = [&](const std::string& key) {
    return remembered.ask(key, [&](const std::string& of) {
      ++found_out;
      return of + "!";
    });
  };
  EXPECT_EQ(ask("a"), "a!");
  EXPECT_EQ(ask("a"), "a!");
  EXPECT_EQ(found_out, 1);
  for (const char* key : {"b", "c", "d"}) (void)ask(key);   // a, b and c are the older generation now
  EXPECT_EQ(ask("a"), "a!");
  EXPECT_EQ(found_out, 4);
  for (const char* key : {"e", "f", "g"}) (void)ask(key);
  EXPECT_EQ(remembered.find("a"), nullptr);
  EXPECT_EQ(ask("a"), "a!");
  EXPECT_EQ(found_out, 8);
}

}  // namespace
}  // namespace tabularium
