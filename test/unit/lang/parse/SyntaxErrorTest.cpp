//===- SyntaxErrorTest.cpp - Messages for texts that are wrong ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Helpers.h"

#include <gtest/gtest.h>

using namespace neuro;

namespace {

std::string brief(const std::string &text) { return Parsed(text).brief(); }
std::string inModel(const std::string &line) {
  return brief("synapse A {\n" + line + "\n}\n");
}
std::string inNetwork(const std::string &line) {
  return brief("network A {\n" + line + "\n}\n");
}
std::string inExperiment(const std::string &line) {
  return brief("experiment A on N {\n" + line + "\n}\n");
}
/// The help line of the only error.
std::string help(const std::string &text) {
  Parsed p(text);
  return p.diagnostics.all().size() == 1 ? p.diagnostics.all()[0].help : p.brief();
}

TEST(SyntaxErrors, EachStatementHasItsOwn) {
  EXPECT_EQ(brief("neuron A {\n"
                  "  state V = \n"
                  "  V' = (1 + 2\n"
                  "  param a = 3\n"
                  "  on pre { w = ; w = 2; w + 3 }\n"
                  "  tie\n"
                  "}\n"
                  "network B {\n  population E\n}\n"),
            "E0001 3:8 this '(' is never closed\n"
            "E0001 2:12 expected a value, found the end of the statement\n"
            "E0001 5:16 expected a value, found ';'\n"
            "E0001 5:27 expected '=', '+=', '-=', '*=', '/=' or '~', found '+'\n"
            "E0001 6:6 expected a name, found the end of the statement\n"
            "E0001 9:15 expected ':', found the end of the statement\n");
}

TEST(SyntaxErrors, WhatIsRightIsStillRead) {
  Parsed p("neuron A {\n  state V = \n  state u = 1\n}\nneuron B { }\n");
  EXPECT_FALSE(p.ok());
  ASSERT_EQ(p.file->items.items.size(), 2u);
  EXPECT_EQ(p.item<ast::ModelDecl>()->body.items.size(), 1u);
}

TEST(SyntaxErrors, MisspeltKeywords) {
  EXPECT_EQ(brief("neurn LIF { state V = 0 }\n"),
            "E0001 1:1 'neurn' does not begin a statement of a file\n");
  EXPECT_EQ(help("neurn LIF { }\n"), "did you mean 'neuron'?");
  EXPECT_EQ(help("network A {\n  poplation E: A[3]\n}\n"), "did you mean 'population'?");
  EXPECT_EQ(help("experiment A on N {\n  simulat 3 ms\n}\n"), "did you mean 'simulate'?");
  EXPECT_EQ(help("synapse A {\n  on pre { emitt w }\n}\n"), "did you mean 'emit'?");
  EXPECT_EQ(help("neuron A {\n  parm x = 3\n}\n"), "did you mean 'param'?");
}

TEST(SyntaxErrors, StatementsInTheWrongPlace) {
  EXPECT_EQ(inModel("population E: A[3]"),
            "E0001 2:1 'population' cannot stand in a model\n");
  EXPECT_EQ(help("neuron A {\n  population E: A[3]\n}\n"),
            "'population' belongs in a network");
  EXPECT_EQ(inNetwork("dt = 3 ms"),
            "E0001 2:1 an assignment cannot stand in a network\n");
  EXPECT_EQ(inExperiment("emit 3"), "E0001 2:1 'emit' cannot stand in an experiment\n");
  EXPECT_EQ(inModel("via S"),
            "E0001 2:1 the reserved word 'via' cannot begin a statement\n");
  EXPECT_EQ(brief("param a = 3\n"), "E0001 1:1 'param' cannot stand in a file\n");
}

TEST(SyntaxErrors, EqualSigns) {
  EXPECT_EQ(inModel("state V == 3"),
            "E0001 2:9 expected the end of the statement, found '=='\n");
  EXPECT_EQ(help("neuron A {\n  state V == 3\n}\n"),
            "'==' compares two values; '=' gives one");
  EXPECT_EQ(help("experiment A on N {\n  expect a = 3\n}\n"),
            "to compare two values, write '=='");
  EXPECT_EQ(inModel("V = 3"),
            "E0001 2:3 expected an equation V' = … in a model, found '='\n");
}

TEST(SyntaxErrors, OtherLanguages) {
  EXPECT_EQ(help("const a = b % 3\n"), "the remainder of x/y is written mod(x, y)");
  EXPECT_EQ(help("const a = b**3\n"), "a power is written x^2");
  EXPECT_EQ(help("const a = 3 // x\n"), "a comment begins with '#'");
  EXPECT_EQ(help("const a = b && c\n"), "write 'and'");
  EXPECT_EQ(help("const a = b || c\n"), "write 'or'");
  EXPECT_EQ(help("const a = !b\n"), "write 'not'");
  EXPECT_EQ(help("const a = 5 − 3\n"), "this is a typographic minus sign; write '-'");
  EXPECT_EQ(help("const a = 5 µV\n"), "the prefix micro is written 'u': 5 uM");
  EXPECT_EQ(help("const a = x' + 3\n"),
            "a derivative may stand only at the left of '='");
  EXPECT_EQ(brief("const a = $\n"), "E0001 1:11 '$' has no meaning in this language\n");
  EXPECT_EQ(brief("const a = 3 ☃ 4\n"),
            "E0001 1:13 the character U+2603 has no meaning in this language\n");
}

TEST(SyntaxErrors, ReservedNames) {
  EXPECT_EQ(inModel("let to = 3"),
            "E0001 2:5 the reserved word 'to' cannot be a name\n");
  EXPECT_EQ(inModel("param pre = 3"),
            "E0001 2:7 the reserved word 'pre' cannot be a name\n");
}

TEST(SyntaxErrors, MissingParts) {
  EXPECT_EQ(inNetwork("project A -> B { w = 1 }"),
            "E0001 2:16 expected 'connect', found '{'\n");
  EXPECT_EQ(help("network A {\n  project A -> B { w = 1 }\n}\n"),
            "project A -> B.port connect RULE { w = …; delay = … }");
  EXPECT_EQ(inNetwork("population E: A"),
            "E0001 2:16 expected '[', found the end of the statement\n");
  EXPECT_EQ(help("network A {\n  population E: A\n}\n"),
            "a population needs its size: population P: Model[100]");
  EXPECT_EQ(help("neuron A {\n  spike when V > 3\n}\n"),
            "what happens at a spike stands in braces, which may be empty: { }");
  EXPECT_EQ(inModel("let x = if a then b"),
            "E0001 2:20 expected 'else', found the end of the statement\n");
  EXPECT_EQ(inModel("bound w in 3"), "E0001 2:12 'bound' needs a range a..b\n");
}

TEST(SyntaxErrors, TwoStatementsOnALine) {
  EXPECT_EQ(inExperiment("x = 5 y = 3"),
            "E0001 2:7 expected the end of the statement, found 'y'\n");
  EXPECT_EQ(help("synapse A {\n  on pre { } on post { }\n}\n"),
            "put the next statement on a new line, or ';' before it");
}

TEST(SyntaxErrors, Brackets) {
  EXPECT_EQ(brief("const a = (1 + 2]\n"), "E0001 1:17 expected ')', found ']'\n");
  EXPECT_EQ(brief("const a = 1)\n"),
            "E0001 1:12 there is no '(' that this ')' could close\n");
  EXPECT_EQ(brief("neuron A {\n}\n}\n"),
            "E0001 3:1 there is no '{' that this '}' could close\n");
  EXPECT_EQ(brief("neuron A {\n  state V = 0\n"), "E0001 1:10 this '{' is never closed\n");
  // The next thing that can only stand outside of braces ends the search.
  EXPECT_EQ(brief("neuron A {\n  on pre {\n    w = 1\n}\nneuron B {\n  tie\n}\n"),
            "E0001 1:10 this '{' is never closed\n"
            "E0001 6:6 expected a name, found the end of the statement\n");
  EXPECT_EQ(brief("neuron A {\n  V' = foo(1, [2\n  u' = 3\n  tie\n}\n"),
            "E0001 2:15 this '[' is never closed\n"
            "E0001 4:6 expected a name, found the end of the statement\n");
}

TEST(SyntaxErrors, AMissingBraceIsOneError) {
  EXPECT_EQ(brief("experiment E on N\n  dt = 1 ms\n  seed = 3\nneuron A { }\n"),
            "E0001 1:18 expected '{', found the end of the statement\n");
}

TEST(SyntaxErrors, Strings) {
  EXPECT_EQ(brief("import \"abc\nneuron A { }\n"),
            "E0007 1:8 this string has no closing '\"'\n");
}

TEST(SyntaxErrors, FormsOfAssignment) {
  EXPECT_EQ(inNetwork("population E: A[1] { V += 3 }"),
            "E0001 2:24 a setting is given with '=' or drawn with '~'\n");
  EXPECT_EQ(inExperiment("dt ~ 3"),
            "E0001 2:4 an experiment gives values with '=' only\n");
  EXPECT_EQ(inModel("x''' = 3"), "E0001 2:2 an equation may have at most two primes\n");
}

TEST(SyntaxErrors, ComparisonsDoNotChain) {
  EXPECT_EQ(brief("const a = 1 < b < 3 < 4\n"), "E0001 1:17 comparisons do not chain\n");
  EXPECT_EQ(brief("const a = (1 < b) == (b < 3)\n"), "");
}

TEST(SyntaxErrors, NoTokenSetsAreShown) {
  for (const char *text : {"network A {\n  normalize x\n}\n", "neuron\n", "neuron A B { }\n",
                           "const a = f(1 2)\n", "network A {\n project\n}\n"}) {
    Parsed p(text);
    EXPECT_EQ(p.diagnostics.errorCount(), 1u) << p.errors();
    EXPECT_EQ(p.errors().find("QUANTITY"), std::string::npos) << p.errors();
    EXPECT_EQ(p.errors().find("SEP"), std::string::npos) << p.errors();
  }
}

} // namespace
