// The completion scripts, run by the shells that are here.
#include <gmock/gmock.h>

#include "pipeline/cli/options.h"
#include "program_fixture.h"

namespace tabularium {
namespace {

using ::testing::HasSubstr;

TEST(Completion, EveryOptionAndCommandIsInEveryScript) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = completion_script(shell);
    for (const OptionSpec& spec : option_table()) EXPECT_THAT(script, HasSubstr(spec.name)) << shell;
    for (const CommandName& command : command_table()) EXPECT_THAT(script, HasSubstr(command.name)) << shell;
  }
  EXPECT_EQ(completion_script("csh"), "");
}

class CompletionProgram : public ProgramTest {
 protected:
  // What bash would offer for the line whose last word is `words`' last.
  std::string offered(const std::string& words, int at) {
    std::ofstream(root_ / "complete.bash") << completion_script("bash") << "COMP_WORDS=(" << words << ")\nCOMP_CWORD=" << at
                                           << "\n_tabularium\necho \"${COMPREPLY[@]}\"\n";
    const std::string out = (root_ / "offered.txt").string();
    EXPECT_EQ(std::system(("bash '" + (root_ / "complete.bash").string() + "' > '" + out + "' 2>&1").c_str()), 0);
    return text("offered.txt");
  }
};

TEST_F(CompletionProgram, BashOffersCommandsFlagsAndChoices) {
  EXPECT_EQ(offered("tabularium con", 1), "convert\n");
  EXPECT_EQ(offered("tabularium convert --form", 2), "--formats\n");
  EXPECT_EQ(offered("tabularium convert --group f", 3), "file folder\n");
  EXPECT_EQ(offered("tabularium convert --formats json,xl", 3), "json,xlsx\n");
}

// What stands on the line after the Tab key in a terminal of zsh's own.
constexpr const char* zsh_session = R"zsh(
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w shell 'told() { zle complete-word; print -r -- "<<$BUFFER>>" }; zle -N told; bindkey "^T" told; print REA''DY'
zpty -r shell seen '*READY*'
zpty -w -n shell "$2"$'\x14'
zpty -r shell seen '*<<*>>*'
print -r -- "${${seen##*<<}%%>>*}"
zpty -d shell
)zsh";

TEST_F(CompletionProgram, ZshCompletesCommandsOptionsAndValues) {
  if (std::system("command -v zsh > /dev/null") != 0) GTEST_SKIP() << "zsh is not installed";
  std::ofstream(root_ / "_tabularium") << completion_script("zsh");
  std::ofstream(root_ / "session.zsh") << zsh_session;
  const auto completed = [&](const std::string& line) {
    const std::string command = "timeout 120 zsh -f '" + (root_ / "session.zsh").string() + "' '" + root_.string() + "' '" + line + "' > '" +
                                (root_ / "line.txt").string() + "' 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
    return text("line.txt");
  };
  EXPECT_EQ(completed("tabularium conv"), "tabularium convert \n");
  EXPECT_EQ(completed("tabularium convert --form"), "tabularium convert --formats=\n");
  EXPECT_EQ(completed("tabularium convert --group fi"), "tabularium convert --group file \n");
  EXPECT_EQ(completed("tabularium convert --formats=json,xl"), "tabularium convert --formats=json,xlsx,\n");
}

TEST_F(CompletionProgram, FishCompletesCommandsOptionsAndValues) {
  if (std::system("command -v fish > /dev/null") != 0) GTEST_SKIP() << "fish is not installed";
  std::ofstream(root_ / "tabularium.fish") << completion_script("fish");
  const auto offers = [&](const std::string& line) {
    const std::string command = "HOME='" + root_.string() + "' fish -N -c 'source " + (root_ / "tabularium.fish").string() + "; complete -C \"" + line +
                                "\"' > '" + (root_ / "line.txt").string() + "' 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
    const std::string all = text("line.txt");
    return all.substr(0, all.find('\t'));   // the first, without its description
  };
  EXPECT_EQ(offers("tabularium conv"), "convert");
  EXPECT_EQ(offers("tabularium convert --form"), "--formats");
  EXPECT_EQ(offers("tabularium convert --group fi"), "file");
  EXPECT_EQ(offers("tabularium convert --formats json,xl"), "json,xlsx");
}

TEST_F(CompletionProgram, TheCommandWritesAScriptOrSaysWhichThereAre) {
  EXPECT_EQ(run("completion bash"), 0);
  EXPECT_EQ(run("completion tcsh"), 2);
}

}  // namespace
}  // namespace tabularium
