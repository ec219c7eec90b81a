//===- ExprTest.cpp - Reading expressions, numbers and units --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Dump.h"
#include "Helpers.h"

#include <gtest/gtest.h>

using namespace neuro;
using namespace neuro::ast;

namespace {

/// The dump of an expression, or the errors it gives.
std::string read(const std::string &text) {
  Parsed p("const c = " + text + "\n");
  auto *c = p.item<ConstDecl>();
  return p.ok() && c ? dump(*c->value) : p.brief();
}

TEST(Expr, Precedence) {
  EXPECT_EQ(read("a + b*c"), "(+ a (* b c))");
  EXPECT_EQ(read("a - b - c"), "(- (- a b) c)");
  EXPECT_EQ(read("a/b*c"), "(* (/ a b) c)");
  EXPECT_EQ(read("a^b^c"), "(^ a (^ b c))");
  EXPECT_EQ(read("-a^2"), "(neg (^ a 2))");
  EXPECT_EQ(read("-a*b"), "(* (neg a) b)");
  EXPECT_EQ(read("a^-b*c"), "(* (^ a (neg b)) c)");
  EXPECT_EQ(read("a - -b"), "(- a (neg b))");
  EXPECT_EQ(read("a--b"), "(- a (neg b))");
  EXPECT_EQ(read("not a == b and c or d"), "(or (and (not (== a b)) c) d)");
  EXPECT_EQ(read("a + b < c*d"), "(< (+ a b) (* c d))");
  EXPECT_EQ(read("x in a..b + 1 and y"), "(and (in x a (+ b 1)) y)");
  EXPECT_EQ(read("if a then b else if c then d else e + 1"),
            "(if a b (if c d (+ e 1)))");
  EXPECT_EQ(read("(a + b)*c"), "(* (+ a b) c)");
}

TEST(Expr, Postfix) {
  EXPECT_EQ(read("f(1, b = 2)[3, 0..5 step 2].x"),
            "(. (index (call f ( 1 b=2 )) [ 3 (range 0 5 2) ]) x)");
  EXPECT_EQ(read("pre.th - post.th"), "(- (. pre th) (. post th))");
  EXPECT_EQ(read("[[1, 2], [3], []]"), "[ [ 1 2 ] [ 3 ] [ ] ]");
  EXPECT_EQ(read("[1, 2,]"), "[ 1 2 ]");
  EXPECT_EQ(read("\"a # b\""), "\"a # b\"");
  EXPECT_EQ(read("true"), "true");
}

TEST(Expr, UnitBindsTighterThanAnyOperator) {
  EXPECT_EQ(read("-70 mV"), "(neg 70:mV)");
  EXPECT_EQ(read("distance/0.3 m/s"), "(/ distance 0.3:m/sr)");
  EXPECT_EQ(read("0.01 uM/ms*q^2"), "(* 0.01:uM/msr (^ q 2))");
  EXPECT_EQ(read("-0.062*V/1 mV"), "(/ (* (neg 0.062r) V) 1:mV)");
  EXPECT_EQ(read("8 mV/ms"), "8:mV/ms");
  EXPECT_EQ(read("5mV"), "5:mV");
  EXPECT_EQ(read("2 m^2"), "2:m^2");
  EXPECT_EQ(read("9.8 m/s^2"), "9.8:m/s^2r");
  EXPECT_EQ(read("3 1/1"), "E0001 1:13 expected the end of the statement, found '1'\n");
  EXPECT_EQ(read("10 %"), "10:%");
  EXPECT_EQ(read("36 °C"), "36:°C");
  EXPECT_EQ(read("36 degC"), "36:degC");
  EXPECT_EQ(read("2e-3 s"), "2e-3:sr");
  EXPECT_EQ(read("1e7 ms"), "1e7:msr");
  EXPECT_EQ(read(".5 nS"), ".5:nSr");
}

TEST(Expr, BracketedUnit) {
  EXPECT_EQ(read("0.04 [1/(mV*ms)]*V^2"), "(* 0.04:1/(mV*ms)]r (^ V 2))");
  EXPECT_EQ(read("5 [1/ms]*V"), "(* 5:1/ms] V)");
  EXPECT_EQ(read("5[ nS * mV ]"), "5:nS*mV]");
  EXPECT_EQ(read("[1 [mV], 2 [mV]]"), "[ 1:mV] 2:mV] ]");
}

TEST(Expr, NamesAreNeverUnits) {
  // A blank around '/' or a name that is no unit: a division.
  EXPECT_EQ(read("3 ms / x"), "(/ 3:ms x)");
  EXPECT_EQ(read("3 ms / m"), "(/ 3:ms m)");
  EXPECT_EQ(read("3 ms/x"), "(/ 3:ms x)");
  EXPECT_EQ(read("3 mV/tau"), "(/ 3:mV tau)");
  EXPECT_EQ(read("V/mV"), "(/ V mV)");
  EXPECT_EQ(read("1/ms"), "(/ 1 ms)");
  EXPECT_EQ(read("5 mV*ms"), "(* 5:mV ms)");
  // What is called, subscripted or has members is no unit either.
  EXPECT_EQ(read("3 mV/s[2]"), "(/ 3:mV (index s [ 2 ]))");
  EXPECT_EQ(read("3 mV/m.x"), "(/ 3:mV (. m x))");
  EXPECT_EQ(read("3 mV/min(a, b)"), "(/ 3:mV (call min ( a b )))");
  EXPECT_EQ(read("0 mV/s..3 mV/s").substr(0, 5), "E0001"); // no range here
  EXPECT_EQ(read("f(0 mV/s..3 mV/s)"), "(call f ( (range 0:mV/s 3:mV/s _) ))");
}

TEST(Expr, NumbersAreExact) {
  Parsed p("const a = 12\nconst b = 1.25\nconst c = 3e2 mV\n");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto &a = cast<NumberExpr>(*p.item<ConstDecl>(0)->value);
  EXPECT_TRUE(a.isInteger);
  EXPECT_EQ(a.value, 12);
  auto &b = cast<NumberExpr>(*p.item<ConstDecl>(1)->value);
  EXPECT_FALSE(b.isInteger);
  EXPECT_EQ(b.value, 1.25);
  auto &c = cast<NumberExpr>(*p.item<ConstDecl>(2)->value);
  EXPECT_EQ(c.value, 300);
  EXPECT_EQ(c.unit.dimension, units::parseUnit("V")->dimension);
}

TEST(Expr, NumbersOutOfRange) {
  EXPECT_EQ(read("1e999").substr(0, 11), "E0005 1:11 ");
  EXPECT_EQ(read("1e-999").substr(0, 11), "E0005 1:11 ");
  EXPECT_EQ(read("0e999"), "0e999r");
}

TEST(Expr, UnknownUnits) {
  EXPECT_EQ(read("5 mX"), "E0006 1:13 unknown unit 'mX'; did you mean 'mV'?\n");
  EXPECT_EQ(read("5 [mV*q]").substr(0, 6), "E0006 ");
  EXPECT_EQ(read("5 []").substr(0, 6), "E0006 ");
  EXPECT_EQ(read("5 [1, 2]").substr(0, 6), "E0006 ");
  EXPECT_EQ(read("5 m^999999999999").substr(0, 6), "E0006 ");
}

TEST(Expr, UnitsNeedANumber) {
  EXPECT_EQ(read("V mV"),
            "E0001 1:13 the unit 'mV' may stand only directly after a number\n");
  EXPECT_EQ(read("(1 + 2) mV"),
            "E0001 1:19 the unit 'mV' may stand only directly after a number\n");
}

TEST(Expr, Ranges) {
  Parsed p("const c = (a + b)*foo(x = 3 ms, [1])\n");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto &product = cast<BinaryExpr>(*p.item<ConstDecl>()->value);
  EXPECT_EQ(p.slice(product.range), "(a + b)*foo(x = 3 ms, [1])");
  EXPECT_EQ(p.slice(product.lhs->range), "(a + b)");
  EXPECT_TRUE(product.lhs->parenthesised);
  auto &call = cast<CallExpr>(*product.rhs);
  EXPECT_EQ(p.slice(call.range), "foo(x = 3 ms, [1])");
  EXPECT_EQ(p.slice(call.arguments[0].nameRange), "x");
  EXPECT_EQ(p.slice(call.arguments[0].value->range), "3 ms");
  EXPECT_EQ(p.slice(call.arguments[1].value->range), "[1]");
}

TEST(Expr, RangesCountBytes) {
  Parsed p("# µ is a micro sign\nconst c = 36 °C + abc\n");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto &sum = cast<BinaryExpr>(*p.item<ConstDecl>()->value);
  EXPECT_EQ(p.slice(sum.lhs->range), "36 °C");
  EXPECT_EQ(p.slice(sum.rhs->range), "abc");
  EXPECT_EQ(p.source.lineColumn(sum.rhs->range.begin).column, 19u);
}

TEST(Expr, CloneIsEqualAndOwn) {
  Parsed p("const c = if not a then -b[1..2].x else f(q = [1 mV, \"s\"], x in 0..1 or "
           "true)^2 < 3\n");
  ASSERT_TRUE(p.ok()) << p.errors();
  const Expr *e = p.item<ConstDecl>()->value.get();
  ExprPtr copy = clone(e);
  EXPECT_EQ(dump(*copy), dump(*e));
  EXPECT_EQ(p.slice(copy->range), p.slice(e->range));
  EXPECT_NE(copy.get(), e);
}

} // namespace
