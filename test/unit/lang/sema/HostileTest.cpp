//===- HostileTest.cpp - Hostile texts end in errors, soon ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

#include <ctime>

using namespace neuro;

namespace {
class Hostile : public testing::Test {
protected:
  const std::clock_t start = std::clock(); // of the processor: others may be at work
  void TearDown() override {
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    EXPECT_LT(seconds, 60) << "far more than a bounded check needs, also with sanitizers";
  }
  static std::string number(int i) { return std::to_string(i); }
};
} // namespace

TEST_F(Hostile, ChainsOfDefinitions) {
  std::string forward, backward;
  for (int i = 0; i < 20000; ++i) {
    forward += "const c" + number(i) + " = " + (i ? "c" + number(i - 1) : "1") + " + 1\n";
    backward += "const d" + number(i) + " = d" + number(i + 1) + " + 1\n";
  }
  EXPECT_EQ(codesOf(forward), "") << "in order, any length";
  auto checked = checkText(backward + "const d20000 = 1\n");
  EXPECT_NE(checked->codes().find("E0002"), std::string::npos);
}

TEST_F(Hostile, DeepExpressionsInChains) {
  std::string text;
  for (int i = 0; i < 90; ++i)
    text += "const d" + number(i) + " = " + std::string(100, '(') + "d" + number(i + 1) +
            std::string(100, ')') + "\n";
  text += "const d90 = 1\n";
  checkText(text); // an answer, whichever it is
  text = "const a = " + std::string(100000, '(') + "1" + std::string(100000, ')') + "\n";
  EXPECT_NE(codesOf(text), "");
  text = "const a = 1";
  for (int i = 0; i < 100000; ++i)
    text += "+1";
  EXPECT_NE(codesOf(text + "\n"), "");
}

TEST_F(Hostile, Generations) {
  std::string text = "neuron A0 { state V = 0 mV }\n";
  for (int i = 1; i < 500; ++i)
    text += "neuron A" + number(i) + " extends A" + number(i - 1) + " { param p" + number(i) +
            " = 1 }\n";
  EXPECT_NE(codesOf(text).find("E0304"), std::string::npos);
  std::string reversed;
  for (int i = 0; i < 500; ++i)
    reversed += "neuron B" + number(i) + " extends B" + number(i + 1) + " { }\n";
  EXPECT_NE(codesOf(reversed + "neuron B500 { }\n").find("E0304"), std::string::npos);
}

TEST_F(Hostile, ManyHeirs) {
  std::string text = "neuron A {\n";
  for (int i = 0; i < 3000; ++i)
    text += "param p" + number(i) + " = 1\n";
  text += "}\n";
  for (int i = 0; i < 1000; ++i)
    text += "neuron B" + number(i) + " extends A { }\n";
  EXPECT_NE(codesOf(text).find("E0304"), std::string::npos) << "so many copies are refused";
}

TEST_F(Hostile, ManyErrors) {
  std::string text = "neuron N {\nstate V = 0 mV\n";
  for (int i = 0; i < 20000; ++i)
    text += "param longname" + number(i) + " = 1 mV\nlet x" + number(i) + " = unknown" + number(i) +
            "\n";
  auto checked = checkText(text + "}\n");
  EXPECT_GT(checked->diagnostics.errorCount(), 200u);
  EXPECT_LE(checked->diagnostics.all().size(), 200u);
}

TEST_F(Hostile, LongCirclesWithoutDelay) {
  std::string text = "import std.neurons { LIF }\nnetwork N {\n";
  const int n = 2000;
  for (int i = 0; i < n; ++i)
    text += "population P" + number(i) + ": LIF[1]\n";
  for (int i = 0; i < n; ++i)
    text += "project P" + number(i) + " -> P" + number((i + 1) % n) +
            " connect all { w = 1 pA; delay = 0 ms }\n";
  EXPECT_EQ(codesOf(text + "}\n"), "E0408");
}

TEST_F(Hostile, HugeNumbers) {
  EXPECT_EQ(codesOf("neuron P { state V = 0 mV }\nnetwork N { population A: P[1e15] }"), "");
  EXPECT_NE(codesOf("neuron P { state m: vec(1e30) = 0 }"), "");
  EXPECT_NE(codesOf("network N { table t = [1]\n let x = t[1e300] }"), "");
  EXPECT_NE(codesOf("network N { for k in 0..1e300 { let x = k } }"), "");
  EXPECT_NE(codesOf("network N { for k in 0..(1/0) { let x = k } }"), "");
  EXPECT_NE(codesOf("neuron N { state V = 1 mV\n let x = V^(0/0) }"), "");
  EXPECT_NE(codesOf("neuron N { state V = 1 mV\n let x = V^(1e300) }"), "");
}

TEST_F(Hostile, BrokenTexts) {
  // Syntax errors leave holes in the tree; sema steps around them.
  const char *pieces[] = {
      "neuron", "neuron N {", "neuron N { state }", "neuron N { state V = }", "neuron N { V' = }",
      "neuron N { use x = }", "neuron N { spike when }", "neuron N { gate m( }",
      "network N { population }", "network N { population P: }", "network N { population P: [3] }",
      "network N { project -> }", "network N { project A -> B connect }", "network N { record }",
      "network N { for k in { } }", "network N { stimulate with }", "network N { table t = }",
      "experiment e on { }", "experiment e on N { simulate }", "experiment e on N { report }",
      "experiment e on N { sweep in { } }", "experiment e on N { x = }", "import", "import \"",
      "import std.", "const = 3", "fn f( = 3", "synapse S { on pre { emit } }",
      "synapse S { bound w in }", "synapse S { trace x of }", "neuron N { couple a -- }",
      "neuron N { solve V with }", "neuron N extends { }", "neuron N { on arrive( { } }"};
  for (const char *text : pieces) {
    EXPECT_NE(codesOf(text), "") << text;
    EXPECT_NE(codesOf(std::string("import std.neurons { LIF }\n") + text + "\nneuron Z { }\n"), "")
        << text;
  }
}
