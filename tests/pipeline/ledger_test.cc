#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "pipeline/ledger/files.h"
#include "pipeline/ledger/record.h"
#include "stages/core/yaml.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

std::string fresh_folder(const std::string& name) {
  const fs::path folder = fs::path(::testing::TempDir()) / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder.string();
}

void put(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Ledger, AStateIsReadBackAndNoticesAMissingFile) {
  const std::string folder = fresh_folder("ledger-state");
  put(folder + "/document.json", "{}");
  DocumentState state;
  state.record.input = "odd \"name\"\n政.pdf";
  state.record.tables = 3;
  state.record.findings = 2;
  state.sha256 = "00ff";
  state.options = "key";
  state.version = "0.1.0";
  ASSERT_TRUE(write_state(folder, state).ok());
  const std::optional<DocumentState> back = read_state(folder);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->record.input, state.record.input);
  EXPECT_EQ(back->record.tables, 3);
  EXPECT_EQ(back->sha256, "00ff");
  EXPECT_TRUE(is_complete(folder, *back));
  put(folder + "/document.json", "longer than before");
  EXPECT_FALSE(is_complete(folder, *back));
  fs::remove(folder + "/document.json");
  EXPECT_FALSE(is_complete(folder, *back));
}

// Found by fuzzing: a name with a quotation mark or a line break made the state unreadable.
TEST(Ledger, FilesOfAnyNameMayLieBesideTheResult) {
  const std::string folder = fresh_folder("ledger-odd-names");
  put(folder + "/document.json", "{}");
  put(folder + "/my \"notes\"\n.txt", "hers");
  put(folder + "/caf\xe9.txt", "his");
  ASSERT_TRUE(write_state(folder, DocumentState{}).ok());
  const std::optional<DocumentState> back = read_state(folder);
  ASSERT_TRUE(back.has_value());
  EXPECT_TRUE(is_complete(folder, *back));
  EXPECT_EQ(back->files.size(), 2U);
}

// Found by fuzzing: such states were believed, and damaged when they were written again.
TEST(Ledger, AStateWithImpossibleSecondsOrNamesIsDamaged) {
  DocumentState state;
  state.record.input = "caf\xe9.pdf";
  state.record.seconds = 2;
  const std::string sound = state_to_json(state);
  ASSERT_TRUE(state_from_json(sound).ok());
  EXPECT_EQ(state_from_json(sound).value().record.input, state.record.input);
  const auto with = [&](const std::string& what, const std::string& instead) {
    std::string changed = sound;
    const std::size_t at = changed.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return state_from_json(changed.replace(at, what.size(), instead)).ok();
  };
  EXPECT_FALSE(with("\"seconds\": 2", "\"seconds\": 333333333333333333333333"));
  EXPECT_FALSE(with("\"seconds\": 2", "\"seconds\": -2"));
  EXPECT_FALSE(with("636166e92e", "636166e92"));
  EXPECT_FALSE(with("636166e92e", "63616.e92e"));
}

TEST(Ledger, AFolderIsCarriedOverWithAllThatIsInItAndStaysWhereItWas) {
  const std::string from = fresh_folder("ledger-carry-from");
  const std::string staging = fresh_folder("ledger-carry-staging");
  fs::create_directories(from + "/tables");
  put(from + "/document.json", "{}");
  put(from + "/tables/t1.csv", "a,b");
  const Result<std::string> carried = carry_over(from, staging);
  ASSERT_TRUE(carried.ok()) << carried.error().message;
  EXPECT_EQ(fs::path(carried.value()).parent_path(), staging);
  EXPECT_EQ(text_of(carried.value() + "/document.json"), "{}");
  EXPECT_EQ(text_of(carried.value() + "/tables/t1.csv"), "a,b");
  EXPECT_TRUE(fs::exists(from + "/tables/t1.csv"));
}

TEST(Ledger, WhatCannotBeCarriedOverLeavesNothingBehind) {
  const std::string staging = fresh_folder("ledger-carry-none");
  EXPECT_FALSE(carry_over(staging + "/missing", staging).ok());
  EXPECT_TRUE(fs::is_empty(staging));
}

TEST(Ledger, ADamagedStateIsNone) {
  const std::string folder = fresh_folder("ledger-damaged");
  EXPECT_FALSE(read_state(folder).has_value());
  for (const char* damaged : {"", "{", "[]", "{\"schema\": 1, \"sha256\": \"x\"}"}) {
    put(folder + "/.tabularium.json", damaged);
    EXPECT_FALSE(read_state(folder).has_value()) << damaged;
  }
}

TEST(Ledger, OnlyWhatChangesAResultChangesTheKey) {
  const std::string configs = fresh_folder("ledger-configs");
  fs::create_directories(configs + "/profiles");
  put(configs + "/profiles/p.yaml", "name: p");
  Options options;
  options.profile = "p";
  const std::string key = options_key(options, configs);
  Options same = options;
  same.passwords = {"secret"};
  same.from_stage = "headers";
  std::swap(same.formats[0], same.formats[1]);
  EXPECT_EQ(options_key(same, configs), key);
  Options other = options;
  other.pages = {{1, 2}};
  EXPECT_NE(options_key(other, configs), key);
  put(configs + "/profiles/p.yaml", "name: p, changed");
  EXPECT_NE(options_key(options, configs), key);
}

TEST(Ledger, RunJsonNamesEveryDocumentAndNoPassword) {
  RunRecord run;
  run.options.passwords = {"topsecret"};
  run.documents.resize(2);
  run.documents[0].input = "a.pdf";
  run.documents[1].input = "b.docx";
  run.documents[1].status = DocumentStatus::skipped;
  run.documents[1].reason = "a DOCX document";
  const std::string text = run_to_json(run);
  EXPECT_THAT(text, Not(HasSubstr("topsecret")));
  const Result<YamlNode> json = parse_yaml(text, "run.json");
  ASSERT_TRUE(json.ok());
  const YamlNode* documents = json.value().find("documents");
  ASSERT_NE(documents, nullptr);
  ASSERT_EQ(documents->items.size(), 2U);
  EXPECT_EQ(documents->items[1].find("status")->scalar, "skipped");
  for (const char* field : {"input", "status", "reason", "output", "pages", "tables", "seconds"})
    EXPECT_NE(documents->items[0].find(field), nullptr) << field;
}

TEST(Ledger, AFolderTakesThePlaceOfTheOldOne) {
  const std::string root = fresh_folder("ledger-place");
  for (const char* content : {"first", "second"}) {
    const Result<std::string> scratch = make_scratch_folder(root, "part-");
    ASSERT_TRUE(scratch.ok());
    put(scratch.value() + "/document.json", content);
    ASSERT_TRUE(put_in_place(scratch.value(), root + "/report").ok());
    EXPECT_EQ(text_of(root + "/report/document.json"), content);
    EXPECT_FALSE(fs::exists(scratch.value()));
  }
}

TEST(Ledger, OneRunAtATimeAndLeftoversGo) {
  const std::string root = fresh_folder("ledger-lock");
  fs::create_directories(root + "/.tabularium/part-dead");
  const Result<OutputLock> first = OutputLock::take(root);
  ASSERT_TRUE(first.ok());
  EXPECT_FALSE(fs::exists(root + "/.tabularium/part-dead"));
  const Result<OutputLock> second = OutputLock::take(root);
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(second.error().message, HasSubstr("another run"));
}

TEST(Ledger, AnOutputThatCannotBeMadeIsSaid) {
  const std::string root = fresh_folder("ledger-blocked");
  put(root + "/file", "in the way");
  const Result<OutputLock> lock = OutputLock::take(root + "/file/out");
  ASSERT_FALSE(lock.ok());
  EXPECT_THAT(lock.error().message, HasSubstr(root + "/file/out"));
}

}  // namespace
}  // namespace tabularium
