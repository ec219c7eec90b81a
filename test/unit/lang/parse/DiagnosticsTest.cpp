//===- DiagnosticsTest.cpp - Rendering, suggestions, explanations ---------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/diag/Diagnostics.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace neuro;

namespace {

std::string rendered(const std::string &text, uint32_t begin, uint32_t end,
                     std::string help = {}) {
  SourceFile file("f.neuro", text);
  DiagnosticEngine engine;
  engine.error(Code::E0001, {&file, begin, end}, "wrong").suggest(std::move(help));
  return engine.render();
}

TEST(Render, TheFormOfAMessage) {
  SourceFile file("lif.neuro", "neuron LIF {\n"
                               "  param tau_m = 20 ms,\n"
                               "        C = 250 pF\n"
                               "  state V = 0 mV\n"
                               "  V' = (E_L - V)/C + syn.I/C\n}\n");
  uint32_t term = static_cast<uint32_t>(file.text().find("(E_L"));
  uint32_t c = static_cast<uint32_t>(file.text().find("C = 250"));
  DiagnosticEngine engine;
  engine
      .error(Code::E0001, {&file, term, term + 11},
             "this term has unit mV/pF, but V' needs mV/ms")
      .note({&file, c, c + 1}, "'C' is a capacitance (pF), declared here")
      .suggest("did you mean 'tau_m' (ms)?");
  EXPECT_EQ(engine.render(),
            "lif.neuro:5:8: error[E0001]: this term has unit mV/pF, but V' needs mV/ms\n"
            "    5 |   V' = (E_L - V)/C + syn.I/C\n"
            "      |        ^~~~~~~~~~~\n"
            "lif.neuro:3:9: note: 'C' is a capacitance (pF), declared here\n"
            "      = help: did you mean 'tau_m' (ms)?            more: nc explain E0001\n");
}

TEST(Render, TheHintAloneAndBehindALongHelp) {
  EXPECT_EQ(rendered("abc\n", 0, 1),
            "f.neuro:1:1: error[E0001]: wrong\n"
            "    1 | abc\n"
            "      | ^\n"
            "                                                    more: nc explain E0001\n");
  EXPECT_EQ(rendered("abc\n", 0, 3, "a help so long that the hint does not fit behind it"),
            "f.neuro:1:1: error[E0001]: wrong\n"
            "    1 | abc\n"
            "      | ^~~\n"
            "      = help: a help so long that the hint does not fit behind it\n"
            "                                                    more: nc explain E0001\n");
}

/// The caret line under the source line.
std::string caretLine(const std::string &text, uint32_t begin, uint32_t end) {
  std::string all = rendered(text, begin, end);
  size_t from = all.find("\n      | ") + 9;
  return all.substr(from, all.find('\n', from) - from);
}
std::string sourceLine(const std::string &text, uint32_t begin, uint32_t end) {
  std::string all = rendered(text, begin, end);
  size_t from = all.find(" | ") + 3;
  return all.substr(from, all.find('\n', from) - from);
}

TEST(Render, Tabs) {
  EXPECT_EQ(sourceLine("\ta\tb = 1\n", 3, 4), "    a   b = 1");
  EXPECT_EQ(caretLine("\ta\tb = 1\n", 3, 4), "        ^");
}

TEST(Render, LettersOfSeveralBytes) {
  EXPECT_EQ(caretLine("µµ b\n", 5, 6), "   ^");
  EXPECT_EQ(rendered("µµ b\n", 5, 6).substr(0, 12), "f.neuro:1:4:");
  EXPECT_EQ(caretLine("日本 b\n", 7, 8), "     ^"); // two columns each
  EXPECT_EQ(caretLine("µb\n", 0, 3), "^~");
}

TEST(Render, RangesOfSeveralLinesStopAtTheFirst) {
  EXPECT_EQ(caretLine("abc (d\nefg)\n", 4, 11), "    ^~");
}

TEST(Render, TheEndOfALineAndOfTheFile) {
  EXPECT_EQ(caretLine("abc\n", 3, 3), "   ^");
  EXPECT_EQ(caretLine("abc", 3, 3), "   ^");
  EXPECT_EQ(caretLine("", 0, 0), "^");
  EXPECT_EQ(caretLine("abc\n", 4, 4), "^");
  EXPECT_EQ(caretLine("abc\r\n", 3, 4), "   ^");
}

TEST(Render, LongLinesAreCut) {
  std::string text = std::string(5000, 'a') + "b" + std::string(5000, 'c') + "\n";
  std::string line = sourceLine(text, 5000, 5001), caret = caretLine(text, 5000, 5001);
  EXPECT_EQ(line.substr(0, 3), "…");
  EXPECT_EQ(line.substr(line.size() - 3), "…");
  EXPECT_LE(line.size(), 170u);
  ASSERT_EQ(caret.back(), '^');
  // Two bytes more before the caret: the mark of the cut has three.
  EXPECT_EQ(line[caret.size() - 1 + 2], 'b');
  EXPECT_EQ(sourceLine(text, 0, 1).substr(0, 3), "aaa");
}

TEST(Render, NothingReachesTheTerminalAsControl) {
  std::string all = rendered("a\x1b[31m\x7f b\xE2\x80\xAE \xFF\n", 0, 1);
  EXPECT_EQ(all.find('\x1b'), std::string::npos);
  EXPECT_EQ(all.find('\x7f'), std::string::npos);
  EXPECT_EQ(all.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(all.find('\xFF'), std::string::npos);
}

TEST(Render, SortedByFileAndPlace) {
  SourceFile a("a.neuro", "one\ntwo\n"), b("b.neuro", "three\n");
  DiagnosticEngine engine;
  engine.error(Code::E0001, {&b, 0, 5}, "third");
  engine.error(Code::E0001, {&a, 4, 7}, "second");
  engine.error(Code::E0001, {}, "last");
  engine.error(Code::E0001, {&a, 0, 3}, "first");
  std::string all = engine.render();
  size_t first = all.find("first"), second = all.find("second"),
         third = all.find("third"), last = all.find("last");
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_LT(third, last);
  EXPECT_NE(all.find("error[E0001]: last"), std::string::npos);
}

TEST(Render, Colours) {
  SourceFile file("a.neuro", "one\n");
  DiagnosticEngine engine;
  engine.error(Code::E0001, {&file, 0, 3}, "first");
  EXPECT_EQ(engine.render(false).find('\x1b'), std::string::npos);
  EXPECT_NE(engine.render(true).find("\x1b[1;31merror[E0001]"), std::string::npos);
}

TEST(Engine, CountsPastItsLimit) {
  SourceFile file("a.neuro", "one\n");
  DiagnosticEngine engine(3);
  for (int i = 0; i < 10; ++i)
    engine.error(Code::E0001, {&file, 0, 3}, "x").note({&file, 0, 1}, "n").suggest("h");
  engine.warning(Code::E0002, {&file, 0, 3}, "w");
  EXPECT_EQ(engine.errorCount(), 10u);
  EXPECT_EQ(engine.warningCount(), 1u);
  EXPECT_EQ(engine.all().size(), 4u);
  EXPECT_NE(engine.render().find("7 more messages were not shown"), std::string::npos);
  EXPECT_NE(engine.render().find("warning[E0002]: w"), std::string::npos);
}

TEST(Suggestions, Nearest) {
  EXPECT_EQ(nearest("tau_n", {"tau_m", "C", "E_L"}), "tau_m");
  EXPECT_EQ(nearest("taum", {"tau_m", "C", "E_L"}), "tau_m");
  EXPECT_EQ(nearest("atu_m", {"tau_m"}), "tau_m"); // neighbours exchanged
  EXPECT_EQ(nearest("v", {"V", "u"}), "V");        // case alone
  EXPECT_EQ(nearest("x", {"y", "z"}), "");
  EXPECT_EQ(nearest("rate", {"weight"}), "");
  EXPECT_EQ(nearest("", {"a"}), "");
  EXPECT_EQ(nearest(std::string(1000000, 'a'), {"a"}), "");
}

TEST(Explanations, EveryCodeHasOne) {
  for (Code code : allCodes()) {
    std::string name(codeName(code));
    EXPECT_FALSE(explain(name).empty()) << "lang/diag/explain/" << name << ".md is missing";
    EXPECT_FALSE(codeTitle(code).empty());
  }
  EXPECT_TRUE(explain("E9999").empty());
  EXPECT_TRUE(explain("").empty());
}

TEST(Source, LinesAndColumns) {
  SourceFile f("f", "ab\nµc\r\n\nlast");
  EXPECT_EQ(f.lineCount(), 4u);
  EXPECT_EQ(f.line(2), "µc");
  EXPECT_EQ(f.line(3), "");
  EXPECT_EQ(f.line(4), "last");
  EXPECT_EQ(f.line(5), "");
  EXPECT_EQ(f.lineColumn(5).line, 2u);
  EXPECT_EQ(f.lineColumn(5).column, 2u);
  EXPECT_EQ(f.lineColumn(9999).line, 4u);
  EXPECT_EQ(f.lineNumber(0), 1u);
}

TEST(Source, LoadFile) {
  std::string why;
  EXPECT_FALSE(loadFile("/nonexistent/x.neuro", &why));
  EXPECT_EQ(why, "No such file or directory");
  EXPECT_FALSE(loadFile("/", &why));
  EXPECT_EQ(why, "it is a directory");
  EXPECT_FALSE(loadFile("/dev/zero", &why));
  EXPECT_EQ(why, "it is not a regular file");
  EXPECT_FALSE(loadFile("/nonexistent/x.neuro", nullptr));
  std::string path = (std::filesystem::temp_directory_path() /
                      ("neuro-load-" + std::to_string(::getpid()))).string();
  std::ofstream(path) << "const a = 1\n";
  auto file = loadFile(path, &why);
  ASSERT_TRUE(file) << why;
  EXPECT_EQ(file->text(), "const a = 1\n");
  EXPECT_EQ(file->name(), path);
  EXPECT_FALSE(loadFile(path, &why, 5));
  EXPECT_EQ(why, "it has 12 bytes; at most 5 are read");
  std::filesystem::remove(path);
}

} // namespace
