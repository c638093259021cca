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

TEST_F(CompletionProgram, TheCommandWritesAScriptOrSaysWhichThereAre) {
  EXPECT_EQ(run("completion bash"), 0);
  EXPECT_EQ(run("completion tcsh"), 2);
}

}  // namespace
}  // namespace tabularium
