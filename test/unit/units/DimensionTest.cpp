//===- DimensionTest.cpp - Dimension algebra and its written form ---------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/units/Dimension.h"

#include <climits>
#include <gtest/gtest.h>

using namespace neuro::units;

static Dimension dim(const char *text) {
  std::string why;
  auto unit = parseUnit(text, &why);
  EXPECT_TRUE(unit.has_value()) << text << ": " << why;
  return unit ? unit->dimension : Dimension();
}

TEST(Rational, ReducesAndSaturates) {
  EXPECT_EQ(add({1, 2}, {1, 3}), (Rational{5, 6}));
  EXPECT_EQ(add({1, 2}, {-1, 2}), (Rational{0, 1}));
  EXPECT_EQ(mul({2, 3}, {-3, 4}), (Rational{-1, 2}));
  EXPECT_EQ(mul({INT_MAX, 1}, {INT_MAX, 1}).den, 0);
  EXPECT_EQ(add({INT_MAX, 1}, {INT_MAX, 1}).den, 0);
  EXPECT_EQ(add({0, 0}, {1, 1}).den, 0) << "invalid stays invalid";
}

TEST(Dimension, PhysicsHolds) {
  EXPECT_EQ(dim("V"), dim("A*Ohm"));
  EXPECT_EQ(dim("S"), dim("1/Ohm"));
  EXPECT_EQ(dim("F/S"), dim("s"));
  EXPECT_EQ(dim("C"), dim("F*V"));
  EXPECT_EQ(dim("J"), dim("N*m"));
  EXPECT_EQ(dim("W"), dim("V*A"));
  EXPECT_EQ(dim("Pa"), dim("N/m^2"));
  EXPECT_EQ(dim("M"), dim("mol/L"));
  EXPECT_EQ(dim("L"), dim("m^3"));
  EXPECT_TRUE(dim("rad").isDimensionless());
  EXPECT_TRUE(dim("Hz*s").isDimensionless());
}

TEST(Dimension, OverflowIsInvalidNotUndefined) {
  Dimension d = Dimension::of(Time, INT_MAX);
  EXPECT_TRUE(d.valid());
  EXPECT_FALSE((d * d).valid());
  EXPECT_FALSE((d * d).isDimensionless());
  EXPECT_FALSE(d.pow({2, 1}).valid());
  EXPECT_EQ((d * d).str(), "<invalid>");
  for (int i = 0; i < 100; ++i)
    d = d * d;
  EXPECT_FALSE(d.valid());
}

TEST(Dimension, WrittenAsTheFieldDoes) {
  const char *names[] = {
      "1",        "mV",        "pA",        "nS",      "pF",       "GOhm",
      "fC",       "um",        "ms",        "1/ms",    "mV/ms",    "pA/ms",
      "uM",       "uM/ms",     "1/(mV*ms)", "um/ms",   "um^2",     "um^3",
      "um^2/ms",  "pA/um^2",   "pF/um^2",   "nS/um^2", "K",        "zmol",
      "mV*ms",    "1/mV",      "1/uM",      "mV^2",    "1/ms^2",   "mV/ms^2",
      "nS/ms",    "ng",        "aJ",        "pN",      "Pa",       "fW",
      "um*GOhm",  "1/(ms*uM)", "mV*ms^(1/2)", "mV/ms^(1/2)", "pA*ms^(1/2)",
      "1/ms^(1/2)"};
  for (const char *name : names)
    EXPECT_EQ(dim(name).str(), name);
}

TEST(Dimension, WrittenFormReadsBackWithScaleOne) {
  // Every small vector of exponents, and some fractional ones.
  int checked = 0;
  for (int code = 0; code < 729; ++code) {
    Dimension d;
    int rest = code;
    for (int base = 0; base < NumBases; ++base, rest /= 3)
      d = d * Dimension::of(static_cast<Base>(base), rest % 3 - 1);
    for (Rational power : {Rational{1, 1}, Rational{1, 2}, Rational{3, 1}}) {
      Dimension p = d.pow(power);
      std::string why;
      auto unit = parseUnit(p.str(), &why);
      ASSERT_TRUE(unit) << p.str() << ": " << why;
      ASSERT_EQ(unit->dimension, p) << p.str();
      ASSERT_EQ(unit->pow10, 0) << p.str();
      ASSERT_EQ(unit->factor, 1.0) << p.str();
      ++checked;
    }
  }
  EXPECT_EQ(checked, 3 * 729);
}

TEST(Dimension, HashFollowsEquality) {
  EXPECT_EQ(dim("V").hash(), dim("A*Ohm").hash());
  EXPECT_NE(dim("V").hash(), dim("A").hash());
}

TEST(Dimension, QuantityNames) {
  EXPECT_EQ(quantityName(dim("mV")), "voltage");
  EXPECT_EQ(quantityName(dim("pF")), "capacitance");
  EXPECT_EQ(quantityName(dim("Hz")), "rate");
  EXPECT_EQ(quantityName(dim("1")), "number");
  EXPECT_EQ(quantityName(dim("m/s")), "speed");
  EXPECT_EQ(quantityName(dim("mV^3")), "");
}
