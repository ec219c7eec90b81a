//===- PrinterTest.cpp - Canonical text -----------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Dump.h"
#include "Helpers.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace neuro;
using namespace neuro::ast;

namespace {

/// Prints, and checks that the result has the same tree and stays as it is.
std::string format(const std::string &text) {
  Parsed once(text);
  EXPECT_TRUE(once.ok()) << once.errors();
  std::string printed = print(*once.file);
  Parsed twice(printed);
  EXPECT_TRUE(twice.ok()) << printed << twice.errors();
  EXPECT_EQ(dump(*once.file), dump(*twice.file)) << printed;
  EXPECT_EQ(print(*twice.file), printed);
  auto comments = [](const std::string &s) {
    return std::count(s.begin(), s.end(), '#');
  };
  EXPECT_EQ(comments(printed), comments(text)) << printed;
  return printed;
}

std::string expression(const std::string &text) {
  std::string out = format("const c = " + text + "\n");
  return out.substr(10, out.size() - 11);
}

TEST(Printer, Blanks) {
  EXPECT_EQ(expression("a+b * c ^ 2- -d"), "a + b*c^2 - -d");
  EXPECT_EQ(expression("( a )"), "(a)");
  EXPECT_EQ(expression("((a + b))*2"), "(a + b)*2");
  EXPECT_EQ(expression("5mV"), "5 mV");
  EXPECT_EQ(expression("5[ 1 / (mV * ms) ]"), "5 [1/(mV*ms)]");
  EXPECT_EQ(expression("f(a=1,b)[ 0 .. 3 step 2 ].x"), "f(a = 1, b)[0..3 step 2].x");
  EXPECT_EQ(expression("not a<b and x in 0 .. 1"), "not a < b and x in 0..1");
  EXPECT_EQ(expression("if a then b else if c then d else e"),
            "if a then b else if c then d else e");
}

TEST(Printer, DivisionsNeverBecomeUnits) {
  EXPECT_EQ(expression("3 mV / m"), "3 mV / m");
  EXPECT_EQ(expression("3 mV / m*2"), "3 mV / m*2");
  EXPECT_EQ(expression("a*3 mV / m"), "a*3 mV / m");
  EXPECT_EQ(expression("3 mV / x"), "3 mV/x");
  EXPECT_EQ(expression("3 [mV] / m"), "3 [mV]/m");
  EXPECT_EQ(expression("3 mV ^ 2"), "3 mV ^ 2");
  EXPECT_EQ(expression("(3 mV)^2"), "(3 mV)^2");
  EXPECT_EQ(expression("3 mV^2"), "3 mV^2");
  EXPECT_EQ(expression("3 mV / (m)"), "3 mV/(m)");
}

TEST(Printer, ParenthesesWhereATreeNeedsThem) {
  // A tree that was never written: (a + b)*c.
  auto name = [](const char *n) {
    auto e = std::make_unique<NameExpr>();
    e->name = n;
    return e;
  };
  auto binary = [](BinaryExpr::Op op, ExprPtr l, ExprPtr r) {
    auto e = std::make_unique<BinaryExpr>();
    e->op = op;
    e->lhs = std::move(l);
    e->rhs = std::move(r);
    return e;
  };
  auto sum = binary(BinaryExpr::Add, name("a"), name("b"));
  auto product = binary(BinaryExpr::Mul, std::move(sum), name("c"));
  EXPECT_EQ(print(*product), "(a + b)*c");
  auto power = binary(BinaryExpr::Pow, std::move(product), name("d"));
  EXPECT_EQ(print(*power), "((a + b)*c)^d");
  auto difference = binary(BinaryExpr::Sub, name("x"),
                           binary(BinaryExpr::Sub, name("y"), name("z")));
  EXPECT_EQ(print(*difference), "x - (y - z)");
  auto negation = std::make_unique<UnaryExpr>();
  negation->operand = std::move(difference);
  EXPECT_EQ(print(*negation), "-(x - (y - z))");
}

TEST(Printer, BlocksKeepTheirShape) {
  EXPECT_EQ(format("neuron A{\nstate V=0\n\n\n\nspike when V>1{V=0;u+=1}\n}\n"),
            "neuron A {\n  state V = 0\n\n  spike when V > 1 { V = 0; u += 1 }\n}\n");
  EXPECT_EQ(format("neuron A { }\nneuron B {\n}\n"), "neuron A { }\nneuron B { }\n");
  EXPECT_EQ(format("network N {\n for a in 0..2 { for b in 0..2 {\n let x=a\n} }\n}\n"),
            "network N {\n  for a in 0..2 { for b in 0..2 {\n    let x = a\n  } }\n}\n");
  EXPECT_EQ(format("synapse S {\n on pre { if a {\n b = 1 }\n else if c { b = 2 } else "
                   "{\n b = 3\n} }\n}\n"),
            "synapse S {\n  on pre { if a {\n    b = 1\n  } else if c { b = 2 } else {\n"
            "    b = 3\n  } }\n}\n");
}

TEST(Printer, StatementsOfOneLineStayThere) {
  EXPECT_EQ(format("experiment e on N {\n  dt=1 ms;seed=3;\n  reset; simulate 1 s\n}\n"),
            "experiment e on N {\n  dt = 1 ms; seed = 3\n  reset; simulate 1 s\n}\n");
}

TEST(Printer, LinesBrokenInBracketsStayBroken) {
  EXPECT_EQ(format("network N {\n  table p = [[1,2],\n [3,   4]]\n}\n"),
            "network N {\n  table p = [[1, 2],\n             [3, 4]]\n}\n");
  EXPECT_EQ(format("network N {\n  table p = [\n[1,2],\n [3, 4],\n ]\n}\n"),
            "network N {\n  table p = [\n    [1, 2],\n    [3, 4]\n  ]\n}\n");
  EXPECT_EQ(format("neuron A {\n  V' = (a\n + b\n  - c)/d\n}\n"),
            "neuron A {\n  V' = (a\n        + b\n        - c)/d\n}\n");
  EXPECT_EQ(format("network N(a = 1,\nb = 2) { }\n"),
            "network N(a = 1,\n          b = 2) { }\n");
  EXPECT_EQ(format("import std.neurons {\nA,\nB }\n"),
            "import std.neurons {\n  A,\n  B }\n");
}

TEST(Printer, CommentsAreKept) {
  EXPECT_EQ(format("# one\n\n# two\nneuron A { # head\n# own\nstate V = 0   # behind\n"
                   "\n\n# last\n} # closing\n# end\n"),
            "# one\n\n# two\nneuron A {  # head\n  # own\n  state V = 0  # behind\n\n"
            "  # last\n}  # closing\n# end\n");
  EXPECT_EQ(format("network N {\n  table p = [1, # one\n # two\n 2]# three\n}\n"),
            "network N {\n  table p = [1,  # one\n             # two\n             2]  # three\n}\n");
  EXPECT_EQ(format("synapse S {\n on pre { # a\n } # b\n on post { if x { # c\n } # d\n"
                   "  else { # e\n } # f\n } # g\n}\n"),
            "synapse S {\n  on pre {  # a\n  }  # b\n  on post {\n    if x {  # c\n    } else {\n"
            "      # d\n      # e\n    }  # f\n  }  # g\n}\n");
}

TEST(Printer, NoCommentIsEverLost) {
  // A comment at each place where a line may end.
  std::string text = "network N(a = 1, b = 2) {\n"
                     "  project A -> B connect f(x = [1, 2]) {\n    w = (1 + 2)\n  }\n"
                     "  record a; let b = 2\n}\n"
                     "neuron A {\n  on pre {\n  }\n  spike when x { a = 1 }\n}\n"
                     "import a { B, C }\n";
  for (size_t i = 0; i < text.size(); ++i) {
    int depth = 0;
    for (size_t k = 0; k < i; ++k)
      depth += (text[k] == '(' || text[k] == '[') - (text[k] == ')' || text[k] == ']');
    if (i > text.find("import"))
      depth += i > text.find("{ B") && i < text.find(" }\n", text.find("{ B"));
    bool mayBreak = text[i] == '\n' || (depth > 0 && text[i] == ' ');
    if (!mayBreak)
      continue;
    std::string with = text.substr(0, i) + " # here\n" + text.substr(i);
    EXPECT_NE(format(with).find("# here"), std::string::npos) << with;
  }
}

TEST(Printer, Types) {
  EXPECT_EQ(format("fn f(x:mV,y: [ 1/(mV*ms) ], z:vec( 3 ),n:int): 1/ms=x\n"),
            "fn f(x: mV, y: [1/(mV*ms)], z: vec(3), n: int): 1/ms = x\n");
}

TEST(Printer, EveryStatement) {
  format("module a.b\nimport \"f.neuro\" as g\nimport std.x { }\n"
         "neuron A extends B(t = 1) {\n"
         "  ref a: Astro\n  host V: mV\n  input I: pA\n  edge w: pA = 1 pA, e = 0\n"
         "  x'' = -x\n  solve x, y with rk45(rtol = 1e-6)\n  tie post_first\n"
         "  expose V, w\n  couple a -- b: 8 nS\n  event e when a { b = 1 }\n"
         "  every 1 ms { b *= 2; c /= 3; x ~ normal(0, 1) }\n"
         "  on x(w: 1) { emit w to a.b after 1 ms }\n  bound w in 0..1\n}\n"
         "network N {\n  g: gap A -- B connect all where i < j { g = 1 nS }\n"
         "  stimulate A.I with sine(1 nA)\n  normalize L.w per pre to 1 every 1 s\n"
         "  structural L {\n    prune when w < 1 every 1 s\n    grow all { w = 1 } every 2 s\n  }\n"
         "  record A.V every 1 ms when t > 1 s, B.V\n"
         "  project A -> B via S connect procedural all where i != j\n}\n"
         "experiment E on m.N(a = 1) {\n  checkpoint \"a\" every 2\n  restore \"a\"\n"
         "  present d for 1 s gap 2 s\n  quantise L.w as int(8)\n  freeze a, b\n"
         "  test on d { report 1 }\n}\n");
}

} // namespace
