#include "pipeline/cli/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace tabularium {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Settings parsed(const std::vector<std::string>& arguments) {
  Settings settings;
  const Status status = parse_arguments(arguments, settings);
  EXPECT_TRUE(status.ok()) << (status.ok() ? "" : status.error().message);
  return settings;
}

std::string refused(const std::vector<std::string>& arguments) {
  Settings settings;
  const Status status = parse_arguments(arguments, settings);
  return status.ok() ? "accepted" : status.error().message;
}

std::string config_file(const std::string& text) {
  // Tests run beside each other, each in a process of its own.
  const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  const std::string path = ::testing::TempDir() + "/options_test_" + test + "_" + std::to_string(::getpid()) + ".yaml";
  std::ofstream(path) << text;
  return path;
}

TEST(Options, FlagsFillTheSettings) {
  const Settings s = parsed({"convert", "a.pdf", "-o", "out", "--formats", "json,csv", "--lang=eng+chi_sim", "--pages", "1-3,7,12-",
                             "--script", "simplified", "--jobs", "3", "--group", "folder", "--readers", "tesseract", "--quiet", "--log", "json", "b"});
  EXPECT_EQ(s.command, Command::convert);
  EXPECT_THAT(s.inputs, ElementsAre("a.pdf", "b"));
  EXPECT_EQ(s.output, "out");
  EXPECT_THAT(s.options.formats, ElementsAre("json", "csv"));
  EXPECT_THAT(s.options.languages, ElementsAre("eng", "chi_sim"));
  ASSERT_EQ(s.options.pages.size(), 3U);
  EXPECT_EQ(s.options.pages[0], (PageRange{1, 3}));
  EXPECT_EQ(s.options.pages[1], (PageRange{7, 7}));
  EXPECT_GT(s.options.pages[2].last, 100000);
  EXPECT_EQ(s.options.script, Script::simplified);
  EXPECT_TRUE(s.options.script_given);
  EXPECT_EQ(s.jobs, 3);
  EXPECT_TRUE(s.options.group_folder);
  EXPECT_FALSE(s.options.second_reader);
  EXPECT_TRUE(s.quiet);
  EXPECT_TRUE(s.log_json);
}

TEST(Options, DashIsAnOutputAndDoubleDashEndsOptions) {
  const Settings s = parsed({"convert", "-o", "-", "--formats", "csv", "--", "--odd-name"});
  EXPECT_EQ(s.output, "-");
  EXPECT_THAT(s.inputs, ElementsAre("--odd-name"));
}

TEST(Options, MistakesAreNamedWithTheNearestWord) {
  EXPECT_THAT(refused({"convret"}), HasSubstr("did you mean convert?"));
  EXPECT_THAT(refused({"convert", "--fromats", "csv"}), HasSubstr("did you mean --formats?"));
  EXPECT_THAT(refused({"convert", "--formats", "csv,xslx"}), HasSubstr("did you mean xlsx?"));
  EXPECT_THAT(refused({"convert", "--from", "ocr"}), HasSubstr("layout, tables, headers, validate, export"));
  EXPECT_THAT(refused({"convert", "-o"}), HasSubstr("needs a value"));
  EXPECT_THAT(refused({"convert", "--jobs", "0"}), HasSubstr("--jobs"));
  EXPECT_THAT(refused({"convert", "--jobs", "two"}), HasSubstr("no whole number"));
  EXPECT_THAT(refused({"convert", "--pages", "5-2"}), HasSubstr("--pages"));
  EXPECT_THAT(refused({"convert", "--pages", ","}), HasSubstr("no page"));
}

TEST(Options, AConfigurationFileTakesTheSameNames) {
  Settings s;
  const Status status = apply_configuration(config_file("formats: [json, md]\nlang: [eng, chi_sim]\njobs: 2\nquiet: true\n"), s);
  ASSERT_TRUE(status.ok()) << status.error().message;
  EXPECT_THAT(s.options.formats, ElementsAre("json", "md"));
  EXPECT_THAT(s.options.languages, ElementsAre("eng", "chi_sim"));
  EXPECT_EQ(s.jobs, 2);
  EXPECT_TRUE(s.quiet);
}

TEST(Options, AConfigurationFileIsCheckedByLine) {
  Settings s;
  Status status = apply_configuration(config_file("jobs: 2\nformat: [json]\n"), s);
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message, HasSubstr(":2: unknown key format; did you mean formats?"));
  status = apply_configuration(config_file("jobs: many\n"), s);
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message, HasSubstr(":1: jobs: "));
  status = apply_configuration(config_file("force: true\n"), s);  // a decision of one call, not of an office
  EXPECT_FALSE(status.ok());
  EXPECT_FALSE(apply_configuration(config_file("- a\n- b\n"), s).ok());
  EXPECT_TRUE(apply_configuration(config_file("# nothing yet\n"), s).ok());
}

TEST(Options, FlagsWinOverTheFile) {
  const Result<Settings> s = configured_settings({"convert", "a", "--jobs", "5"}, {config_file("jobs: 2\nmemory: 512\n")});
  ASSERT_TRUE(s.ok());
  EXPECT_EQ(s.value().jobs, 5);
  EXPECT_EQ(s.value().memory_mb, 512);
}

TEST(Options, HelpNamesEveryOptionAndEveryNameIsUsedOnce) {
  std::set<std::string> names;
  const std::string help = help_text(Command::convert);
  for (const OptionSpec& spec : option_table()) {
    EXPECT_TRUE(names.insert(spec.name).second) << spec.name;
    EXPECT_THAT(help, HasSubstr("--" + spec.name));
    EXPECT_FALSE(spec.help.empty());
  }
}

TEST(Options, ShippedConfigurationIsAccepted) {
  Settings s;
  const Status status = apply_configuration(TABULARIUM_SOURCE_DIR "/configs/tabularium.yaml", s);
  EXPECT_TRUE(status.ok()) << status.error().message;
}

}  // namespace
}  // namespace tabularium
