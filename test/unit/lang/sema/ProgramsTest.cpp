//===- ProgramsTest.cpp - Complete programs check without a word ---------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

#include <filesystem>

using namespace neuro;

static std::unique_ptr<Checked> checkPath(const std::string &path) {
  std::string why;
  auto source = loadFile(path, &why);
  EXPECT_NE(source, nullptr) << path << ": " << why;
  return source ? checkText(source->text(), false, path) : std::make_unique<Checked>();
}

TEST(Programs, OfTheLanguageReference) {
  int programs = 0;
  for (auto &entry : std::filesystem::directory_iterator(NEURO_PROGRAMS_DIRECTORY))
    if (entry.path().extension() == ".neuro") {
      auto checked = checkPath(entry.path().string());
      EXPECT_EQ(checked->codes(), "") << checked->text();
      ++programs;
    }
  EXPECT_GE(programs, 13);
}

TEST(Programs, TheLibrary) {
  int files = 0;
  for (auto &entry : std::filesystem::directory_iterator(NEURO_STD_DIRECTORY)) {
    if (entry.path().extension() != ".neuro")
      continue;
    auto checked = checkPath(entry.path().string());
    EXPECT_EQ(checked->codes(), "") << checked->text();
    ++files;
  }
  EXPECT_EQ(files, 4);
}

/// Every neuron of the library can be built and driven; those that the language
/// executes can run.
TEST(Programs, LibraryNeuronsInANetwork) {
  auto library = checkPath(std::string(NEURO_STD_DIRECTORY) + "/neurons.neuro");
  int neurons = 0;
  for (auto &item : library->program->files[0]->items.items) {
    if (item->kind != ast::Decl::DModel)
      continue;
    auto checked = checkText("import std.neurons { " + item->name + " }\nnetwork N { population P: " +
                                 item->name + "[3] }\nexperiment e on N { simulate 1 s }\n",
                             true);
    EXPECT_EQ(checked->codes(), "") << item->name << "\n" << checked->text();
    EXPECT_FALSE(item->doc.empty()) << item->name << " has no description";
    ++neurons;
  }
  EXPECT_GE(neurons, 14);
}
