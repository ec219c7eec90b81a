//===- ProgramTest.cpp - The specification's programs ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every program parses without a message, and printing it gives a text with the
// same tree that printing does not change again.
//
//===----------------------------------------------------------------------===//
#include "Dump.h"
#include "Helpers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

using namespace neuro;

namespace {

std::vector<std::string> programs() {
  std::vector<std::string> paths;
  for (auto &entry : std::filesystem::directory_iterator(NEURO_PROGRAMS))
    if (entry.path().extension() == ".neuro")
      paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

class Program : public testing::TestWithParam<std::string> {
protected:
  std::string text() const {
    std::string why;
    auto file = loadFile(GetParam(), &why);
    EXPECT_TRUE(file) << why;
    return file ? file->text() : std::string();
  }
};

TEST_P(Program, Parses) {
  Parsed p(text());
  EXPECT_EQ(p.diagnostics.all().size(), 0u) << p.errors();
  EXPECT_GE(p.file->items.items.size(), 3u);
}

TEST_P(Program, PrintsToAFixedPointWithTheSameTree) {
  Parsed once(text());
  std::string printed = ast::print(*once.file);
  Parsed twice(printed);
  EXPECT_TRUE(twice.ok()) << printed << twice.errors();
  EXPECT_EQ(dump(*once.file), dump(*twice.file));
  EXPECT_EQ(ast::print(*twice.file), printed);
}

TEST_P(Program, KeepsItsLinesAndComments) {
  // The programs are written in the canonical style but for alignment: printing
  // changes nothing but runs of blanks.
  auto squeezed = [](const std::string &text) {
    std::string out;
    for (char c : text)
      if (c != ' ')
        out += c;
    return out;
  };
  std::string original = text();
  EXPECT_EQ(squeezed(ast::print(*Parsed(original).file)), squeezed(original));
}

TEST_P(Program, ClonesAreEqual) {
  Parsed p(text());
  for (const ast::DeclPtr &item : p.file->items.items)
    EXPECT_EQ(dump(*ast::clone(item.get())), dump(*item));
}

TEST_P(Program, EveryCutIsReadWithoutHarm) {
  // A file that ends anywhere gives messages, never a crash.
  std::string whole = text();
  for (size_t n = 0; n < whole.size(); n += 13) {
    Parsed p(whole.substr(0, n));
    ast::print(*p.file);
  }
}

INSTANTIATE_TEST_SUITE_P(All, Program, testing::ValuesIn(programs()),
                         [](const testing::TestParamInfo<std::string> &info) {
                           return std::filesystem::path(info.param).stem().string();
                         });

TEST(Programs, AreAllThere) { EXPECT_EQ(programs().size(), 13u); }

} // namespace
