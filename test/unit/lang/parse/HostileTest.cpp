//===- HostileTest.cpp - Texts made to break the reader -------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each text is read, rendered and printed; the codes it must give are checked.
// That none of them crashes, hangs or fills the memory is the test.
//
//===----------------------------------------------------------------------===//
#include "Dump.h"
#include "Helpers.h"

#include <gtest/gtest.h>

using namespace neuro;

namespace {

std::string times(size_t n, std::string_view text) {
  std::string out;
  out.reserve(n * text.size());
  for (size_t i = 0; i < n; ++i)
    out += text;
  return out;
}

/// The code of the first error; "" when there is none.
std::string code(const std::string &text) {
  Parsed p(text);
  p.errors();
  ast::print(*p.file);
  for (const ast::DeclPtr &item : p.file->items.items)
    ast::clone(item.get());
  return p.diagnostics.all().empty()
             ? std::string()
             : std::string(codeName(p.diagnostics.all()[0].code));
}

constexpr size_t many = 100000;

std::string constant(const std::string &value) { return "const a = " + value + "\n"; }

TEST(Hostile, Nesting) {
  EXPECT_EQ(code(constant(times(many, "(") + "x" + times(many, ")"))), "E0002");
  EXPECT_EQ(code(constant(times(many, "("))), "E0002");
  EXPECT_EQ(code(constant(times(many, "[") + times(many, "]"))), "E0002");
  EXPECT_EQ(code(constant(times(many, "f(") + times(many, ")"))), "E0002");
  EXPECT_EQ(code(times(many, "{")), "E0002");
  EXPECT_EQ(code("neuron A { " + times(many, "compartment a { ")), "E0002");
  EXPECT_EQ(code("neuron A {\n on pre { " + times(many, "if a { ") + times(many, "} ") +
                 "}\n}\n"),
            "E0002");
  EXPECT_EQ(code(constant("5 [" + times(many, "(") + "m" + times(many, ")") + "]")),
            "E0006");
  EXPECT_EQ(code("fn f(x: [" + times(many, "(") + "m" + times(many, ")") + "]) = 1\n"),
            "E0002");
}

TEST(Hostile, PrefixesAndRightAssociativity) {
  EXPECT_EQ(code(constant(times(many, "-") + "x")), "E0002");
  EXPECT_EQ(code(constant(times(many, "- ") + "x")), "E0002");
  EXPECT_EQ(code(constant(times(many, "not ") + "x")), "E0002");
  EXPECT_EQ(code(constant(times(many, "x^") + "x")), "E0002");
  EXPECT_EQ(code(constant(times(many, "x^-") + "x")), "E0002");
  EXPECT_EQ(code(constant(times(many, "if x then "))), "E0002");
  EXPECT_EQ(code(constant(times(1000, "if x then y else ") + "z")), "E0002");
  EXPECT_EQ(code(constant(times(many, "x in ") + "x")), "E0002");
  EXPECT_EQ(code("neuron A {\n on pre { if a { }" + times(1000, " else if a { }") +
                 " }\n}\n"),
            "E0002");
}

TEST(Hostile, LongChains) {
  EXPECT_EQ(code(constant(times(many, "1+") + "1")), "E0002");
  EXPECT_EQ(code(constant("a" + times(many, ".b"))), "E0002");
  EXPECT_EQ(code(constant("a" + times(many, "()"))), "E0002");
  EXPECT_EQ(code(constant("a" + times(many, "[1]"))), "E0002");
  EXPECT_EQ(code(constant(times(many, "a and ") + "a")), "E0002");
  // Neither is long, both together are: the height counts.
  EXPECT_EQ(code(constant(times(150, "(1+") + times(990, "1+") + "1" + times(150, ")"))),
            "E0002");
}

TEST(Hostile, WhatIsWithinTheLimitsIsRead) {
  EXPECT_EQ(code(constant(times(190, "(") + "x" + times(190, ")"))), "");
  EXPECT_EQ(code(constant(times(190, "-") + "x")), "");
  EXPECT_EQ(code(constant(times(190, "x^") + "x")), "");
  EXPECT_EQ(code(constant(times(900, "1+") + "1")), "");
  EXPECT_EQ(code(constant(times(400, "-x*-y + ") + "-(z)")), "");
  EXPECT_EQ(code(constant("[" + times(20000, "1, ") + "2]")), "");
}

TEST(Hostile, LongLinesAndLongTokens) {
  constexpr size_t large = 10000000;
  EXPECT_EQ(code(constant(times(large / 2, "1+") + "1")), "E0003");
  EXPECT_EQ(code(constant(std::string(large, 'a'))), "");
  EXPECT_EQ(code(constant(std::string(large, '1'))), "E0005");
  EXPECT_EQ(code("#" + std::string(large, '#')), "");
  EXPECT_EQ(code(std::string(large, ' ') + "?"), "E0001");
  EXPECT_EQ(code(times(large / 4, "$@?`")), "E0001");
  EXPECT_EQ(code(times(large / 4, "−")), "E0001");
  EXPECT_EQ(code("neuron A { V" + std::string(many, '\'') + " = 1 }\n"), "E0001");
  EXPECT_EQ(code(constant("5 " + std::string(many, 'q'))), "E0006");
  EXPECT_EQ(code(constant("5 m" + times(many, "/m"))), "E0006");
  EXPECT_EQ(code(std::string(large, 'x') + " y\n"), "E0001");
}

TEST(Hostile, ManyErrors) {
  EXPECT_EQ(code("neuron A {\n" + times(many, "x y z\n") + "}\n"), "E0001");
  EXPECT_EQ(code(times(many, ")")), "E0001");
  EXPECT_EQ(code(times(many, "}")), "E0001");
  EXPECT_EQ(code(times(many, "\"\n")), "E0007");
  EXPECT_EQ(code("neuron A {\n" + times(20000, "V' = (3\n") + "}\n"), "E0001");
  Parsed p("neuron A {\n" + times(1000, "x y z\n") + "}\n");
  EXPECT_LE(p.diagnostics.all().size(), 200u); // bounded, but counted
  EXPECT_GT(p.diagnostics.errorCount(), 200u);
}

TEST(Hostile, BytesThatAreNoText) {
  EXPECT_EQ(code(std::string("neuron A { }\n\0", 14)), "E0004");
  EXPECT_EQ(code("neuron Caf\xE9 { }\n"), "E0004");
  EXPECT_EQ(code("\xFF\xFEn\0e\0"), "E0004");
  EXPECT_EQ(code("# \xC0\xAF overlong\n"), "E0004");
  EXPECT_EQ(code("# \xED\xA0\x80 surrogate\n"), "E0004");
  EXPECT_EQ(code("# \xF4\x90\x80\x80 beyond\n"), "E0004");
  EXPECT_EQ(code("# cut \xE2\x82"), "E0004");
  std::string bytes;
  for (int i = 1; i < 256; ++i)
    bytes += static_cast<char>(i);
  EXPECT_EQ(code(bytes), "E0004");
  EXPECT_EQ(code("\xEF\xBB\xBFneuron A { }\r\n"), ""); // a byte order mark
}

TEST(Hostile, NothingAtAll) {
  EXPECT_EQ(code(""), "");
  EXPECT_EQ(code("\n\n;;\n"), "");
  EXPECT_EQ(code("# only"), "");
  EXPECT_EQ(ast::print(*Parsed("").file), "");
  EXPECT_EQ(ast::print(*Parsed("# only").file), "# only\n");
}

TEST(Hostile, LimitsCanBeSet) {
  ParseLimits limits;
  limits.maxBytes = 10;
  Parsed large("const abc = 1\n", limits);
  EXPECT_EQ(codeName(large.diagnostics.all().at(0).code), "E0003");
  limits = {};
  limits.maxDepth = 3;
  Parsed deep("const a = ((((1))))\n", limits);
  EXPECT_EQ(codeName(deep.diagnostics.all().at(0).code), "E0002");
}

} // namespace
