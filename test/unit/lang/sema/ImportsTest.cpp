//===- ImportsTest.cpp - Files, modules and what they bring --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {
/// A directory of files that is removed again.
class Imports : public testing::Test {
protected:
  fs::path directory;

  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "neuro-imports-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    directory = name;
    fs::create_directories(directory / "project/models");
  }
  void TearDown() override { fs::remove_all(directory); }

  void write(const std::string &path, const std::string &text) {
    std::ofstream(directory / path) << text;
  }
  std::unique_ptr<Checked> checkMain(const std::string &text) {
    return checkText(text, false, (directory / "project/main.neuro").string());
  }
};
} // namespace

TEST_F(Imports, BringNames) {
  write("project/models/m.neuro", "import \"n.neuro\"\nneuron M { state V = k }\n");
  write("project/models/n.neuro", "const k = 3 mV\nconst hidden = 1\n");
  EXPECT_EQ(checkMain("import \"models/m.neuro\"\nnetwork N { population P: M[2] }\n")->codes(), "");
  EXPECT_EQ(checkMain("import \"models/m.neuro\" { M }\nnetwork N { population P: M[2] }\n")->codes(),
            "");
  EXPECT_EQ(checkMain("import \"models/m.neuro\" as m\nnetwork N { population P: m.M[2] }\n")->codes(),
            "");
  EXPECT_EQ(checkMain("import \"models/n.neuro\" as n\nconst x = n.k + 1 mV\n")->codes(), "");
  EXPECT_EQ(checkMain("import \"models/n.neuro\" as n\nconst x = n.q\n")->codes(), "E0103");
  EXPECT_EQ(checkMain("import \"models/m.neuro\" { k }\nconst x = k\n")->codes(), "E0103")
      << "what a file has imported is not passed on";
}

TEST_F(Imports, OneFileIsReadOnce) {
  write("project/a.neuro", "import \"c.neuro\"\nneuron A { state V = k }\n");
  write("project/b.neuro", "import \"c.neuro\"\nneuron B { state V = k }\n");
  write("project/c.neuro", "const k = 3 mV\n");
  auto checked = checkMain("import \"a.neuro\"\nimport \"b.neuro\"\nimport \"./c.neuro\"\n");
  EXPECT_EQ(checked->codes(), "");
  EXPECT_EQ(checked->program->files.size(), 5u) << "main, sources of the library, a, b, c";
}

TEST_F(Imports, CyclesAreErrors) {
  write("project/a.neuro", "import \"b.neuro\"\n");
  write("project/b.neuro", "import \"a.neuro\"\n");
  EXPECT_EQ(checkMain("import \"a.neuro\"\n")->codes(), "E0104");
  write("project/main.neuro", "import \"main.neuro\"\n");
  EXPECT_EQ(checkMain("import \"main.neuro\"\n")->codes(), "E0104");
}

TEST_F(Imports, StayInTheProject) {
  write("secret.neuro", "const k = 1\n");
  EXPECT_EQ(checkMain("import \"../secret.neuro\"\n")->codes(), "E0105");
  EXPECT_EQ(checkMain("import \"models/../../secret.neuro\"\n")->codes(), "E0105");
  EXPECT_EQ(checkMain("import \"" + (directory / "secret.neuro").string() + "\"\n")->codes(),
            "E0105");
  EXPECT_EQ(checkMain("import \"../../../../../../etc/passwd\"\n")->codes(), "E0105");
  fs::create_symlink(directory / "secret.neuro", directory / "project/link.neuro");
  EXPECT_EQ(checkMain("import \"link.neuro\"\n")->codes(), "E0105");
  // A sibling whose name begins like the project's directory is outside, too.
  fs::create_directories(directory / "project2");
  write("project2/x.neuro", "const k = 1\n");
  EXPECT_EQ(checkMain("import \"../project2/x.neuro\"\n")->codes(), "E0105");
}

TEST_F(Imports, UnreadableFiles) {
  EXPECT_EQ(checkMain("import \"none.neuro\"\n")->codes(), "E0101");
  EXPECT_EQ(checkMain("import \"models\"\n")->codes(), "E0101");
  EXPECT_EQ(checkMain("import std.nothing\n")->codes(), "E0102");
  EXPECT_EQ(checkMain("import other.module\n")->codes(), "E0102");
  EXPECT_EQ(checkMain("import std.neurons { LIFF }\n")->codes(), "E0103");
}

TEST_F(Imports, AFailedImportMakesNoFurtherErrors) {
  EXPECT_EQ(checkMain("import \"none.neuro\" { A }\nneuron B extends A { V' = -V/tau }\n"
                      "network N { population P: A[2]\n population Q: B[2] { c = 1 }\n"
                      "project P -> Q.syn connect all { w = 1 pA; delay = 1 ms } }\n")
                ->codes(),
            "E0101");
  EXPECT_EQ(checkMain("import \"none.neuro\"\nnetwork N { population P: A[2] }\n")->codes(),
            "E0101");
  EXPECT_EQ(checkMain("import std.neurons { Nope }\nnetwork N { population P: Nope[2] }\n")->codes(),
            "E0103");
}

TEST_F(Imports, ErrorsOfImportedFilesAreReported) {
  write("project/a.neuro", "neuron A { state V = Q }\n");
  auto checked = checkMain("import \"a.neuro\"\nneuron B { state V = R }\n");
  EXPECT_EQ(checked->diagnostics.errorCount(), 2u) << checked->text();
  EXPECT_NE(checked->text().find("a.neuro:1:22: error[E0110]"), std::string::npos)
      << checked->text();
}

TEST_F(Imports, TooManyFiles) {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    write("project/f" + std::to_string(i) + ".neuro", "");
    text += "import \"f" + std::to_string(i) + ".neuro\"\n";
  }
  EXPECT_NE(checkMain(text)->codes().find("E0106"), std::string::npos);
}

TEST_F(Imports, ShadowingIsAnError) {
  EXPECT_EQ(checkMain("import std.neurons { LIF }\nneuron LIF { state V = 0 mV }\n")->codes(),
            "E0111");
  // The sources that need no import may be declared anew.
  EXPECT_EQ(checkMain("source Poisson { param rate = 1 Hz }\n")->codes(), "");
}
