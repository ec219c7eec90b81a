//===- Dimension.cpp - Dimension algebra and names of units ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/units/Dimension.h"

#include <climits>
#include <cstdlib>
#include <numeric>
#include <utility>
#include <vector>

namespace neuro::units {

// --- Rational exponents ----------------------------------------------------

/// Reduces num/den, or gives the invalid fraction when it does not fit.
static Rational reduce(int64_t num, int64_t den) {
  if (den == 0)
    return {0, 0};
  if (den < 0) {
    num = -num;
    den = -den;
  }
  int64_t divisor = std::gcd(num, den);
  num /= divisor;
  den /= divisor;
  if (num < -INT32_MAX || num > INT32_MAX || den > INT32_MAX)
    return {0, 0};
  return {static_cast<int32_t>(num), static_cast<int32_t>(den)};
}

Rational add(Rational a, Rational b) {
  if (a.den == 0 || b.den == 0)
    return {0, 0};
  // Each product is below 2^62, their sum below 2^63.
  return reduce(int64_t(a.num) * b.den + int64_t(b.num) * a.den,
                int64_t(a.den) * b.den);
}

Rational mul(Rational a, Rational b) {
  return reduce(int64_t(a.num) * b.num, int64_t(a.den) * b.den);
}

static Rational negate(Rational a) { return {-a.num, a.den}; }

static Rational divide(Rational a, Rational b) {
  if (a.den == 0 || b.den == 0 || b.num == 0)
    return {0, 0};
  return reduce(int64_t(a.num) * b.den, int64_t(a.den) * b.num);
}

// --- Dimensions ------------------------------------------------------------

Dimension Dimension::of(Base base, int exponent) {
  Dimension result;
  result.exponents[base] = {exponent, 1};
  return result;
}

bool Dimension::isDimensionless() const {
  for (Rational e : exponents)
    if (e.num != 0 || e.den == 0)
      return false;
  return true;
}

bool Dimension::valid() const {
  for (Rational e : exponents)
    if (e.den == 0)
      return false;
  return true;
}

Dimension operator*(const Dimension &a, const Dimension &b) {
  Dimension result;
  for (int i = 0; i < NumBases; ++i)
    result.exponents[i] = add(a.exponents[i], b.exponents[i]);
  return result;
}

Dimension operator/(const Dimension &a, const Dimension &b) {
  Dimension result;
  for (int i = 0; i < NumBases; ++i)
    result.exponents[i] = add(a.exponents[i], negate(b.exponents[i]));
  return result;
}

Dimension Dimension::pow(Rational exponent) const {
  Dimension result;
  for (int i = 0; i < NumBases; ++i)
    result.exponents[i] = mul(exponents[i], exponent);
  return result;
}

size_t Dimension::hash() const {
  size_t result = 0;
  for (Rational e : exponents) {
    result = result * 1000003u ^ static_cast<uint32_t>(e.num);
    result = result * 1000003u ^ static_cast<uint32_t>(e.den);
  }
  return result;
}

// --- Writing a dimension as the field does -----------------------------------

namespace {
/// Units in which the coherent set is written, the preferred ones first. All
/// have scale 1 in it; tests check that through parseUnit.
struct CoherentName {
  const char *text;
  int exponents[NumBases]; // length mass time current temperature amount
};
constexpr CoherentName coherentNames[] = {
    {"mV", {2, 1, -3, -1, 0, 0}},   {"pA", {0, 0, 0, 1, 0, 0}},
    {"ms", {0, 0, 1, 0, 0, 0}},     {"um", {1, 0, 0, 0, 0, 0}},
    {"nS", {-2, -1, 3, 2, 0, 0}},   {"pF", {-2, -1, 4, 2, 0, 0}},
    {"uM", {-3, 0, 0, 0, 0, 1}},    {"GOhm", {2, 1, -3, -2, 0, 0}},
    {"fC", {0, 0, 1, 1, 0, 0}},     {"K", {0, 0, 0, 0, 1, 0}},
    {"zmol", {0, 0, 0, 0, 0, 1}},   {"ng", {0, 1, 0, 0, 0, 0}},
    {"pN", {1, 1, -2, 0, 0, 0}},    {"aJ", {2, 1, -2, 0, 0, 0}},
    {"fW", {2, 1, -3, 0, 0, 0}},    {"Pa", {-1, 1, -2, 0, 0, 0}},
};
constexpr int numCoherent = sizeof(coherentNames) / sizeof(coherentNames[0]);

struct Factor {
  int name; // index into coherentNames
  Rational exponent;
};
using Product = std::vector<Factor>;

/// Solves D = sum e_k * names[k] by elimination; empty when there is no
/// solution, when it is not unique, or when an exponent is zero (a shorter
/// product then says the same).
Product solve(const Dimension &dimension, const int *names, int count) {
  Rational rows[NumBases][4];
  for (int r = 0; r < NumBases; ++r) {
    for (int k = 0; k < count; ++k)
      rows[r][k] = {coherentNames[names[k]].exponents[r], 1};
    rows[r][count] = dimension.exponent(static_cast<Base>(r));
  }
  for (int k = 0; k < count; ++k) {
    int pivot = k;
    while (pivot < NumBases && rows[pivot][k].num == 0)
      ++pivot;
    if (pivot == NumBases)
      return {};
    std::swap(rows[pivot], rows[k]);
    for (int r = 0; r < NumBases; ++r) {
      if (r == k || rows[r][k].num == 0)
        continue;
      Rational ratio = divide(rows[r][k], rows[k][k]);
      for (int c = k; c <= count; ++c)
        rows[r][c] = add(rows[r][c], negate(mul(ratio, rows[k][c])));
    }
  }
  for (int r = count; r < NumBases; ++r)
    if (rows[r][count].num != 0 || rows[r][count].den == 0)
      return {};
  Product result;
  for (int k = 0; k < count; ++k) {
    Rational exponent = divide(rows[k][count], rows[k][k]);
    if (exponent.den == 0 || exponent.num == 0)
      return {};
    result.push_back({names[k], exponent});
  }
  return result;
}

/// Plainness of a product of a given number of units: few fractional exponents,
/// small exponents, something above the line, preferred units. Smaller is
/// plainer.
double awkwardness(const Product &product) {
  double fractions = 0, size = 0, rank = 0;
  bool allBelow = true;
  for (const Factor &f : product) {
    if (f.exponent.den != 1)
      fractions += 1;
    size += std::abs(double(f.exponent.num)) / f.exponent.den;
    rank += f.exponent.num > 0 ? f.name : f.name + 5;
    allBelow &= f.exponent.num < 0;
  }
  return fractions * 1e6 + size * 1e3 + (allBelow ? 3 : 0) + rank;
}

void appendFactor(std::string &out, int name, Rational exponent) {
  if (!out.empty())
    out += '*';
  out += coherentNames[name].text;
  if (exponent.den != 1)
    out += "^(" + std::to_string(exponent.num) + "/" +
           std::to_string(exponent.den) + ")";
  else if (exponent.num != 1)
    out += "^" + std::to_string(exponent.num);
}

std::string write(const Product &product) {
  std::string above, below;
  int numBelow = 0;
  for (const Factor &f : product) {
    if (f.exponent.num > 0) {
      appendFactor(above, f.name, f.exponent);
    } else {
      appendFactor(below, f.name, negate(f.exponent));
      ++numBelow;
    }
  }
  if (above.empty())
    above = "1";
  if (numBelow == 0)
    return above;
  return numBelow == 1 ? above + "/" + below : above + "/(" + below + ")";
}
} // namespace

std::string Dimension::str() const {
  if (!valid())
    return "<invalid>";
  if (isDimensionless())
    return "1";
  // The shortest product of named units; of equally short ones the plainest.
  Product best;
  auto offer = [&](const int *names, int count) {
    Product candidate = solve(*this, names, count);
    if (!candidate.empty() &&
        (best.empty() || awkwardness(candidate) < awkwardness(best)))
      best = std::move(candidate);
  };
  for (int a = 0; a < numCoherent; ++a)
    offer(&a, 1);
  bool single = !best.empty();
  for (int a = 0; !single && a < numCoherent; ++a)
    for (int b = a + 1; b < numCoherent; ++b) {
      int names[] = {a, b};
      offer(names, 2);
    }
  if (best.empty())
    for (int a = 0; a < numCoherent; ++a)
      for (int b = a + 1; b < numCoherent; ++b)
        for (int c = b + 1; c < numCoherent; ++c) {
          int names[] = {a, b, c};
          offer(names, 3);
        }
  if (best.empty()) {
    // More than three quantities: the base units themselves.
    constexpr int baseName[NumBases] = {3, 11, 2, 1, 9, 10};
    for (int i = 0; i < NumBases; ++i)
      if (exponents[i].num != 0)
        best.push_back({baseName[i], exponents[i]});
  }
  return write(best);
}

std::string_view quantityName(const Dimension &dimension) {
  struct Named {
    int exponents[NumBases];
    const char *word;
  };
  static constexpr Named words[] = {
      {{2, 1, -3, -1, 0, 0}, "voltage"},
      {{0, 0, 0, 1, 0, 0}, "current"},
      {{0, 0, 1, 0, 0, 0}, "time"},
      {{0, 0, -1, 0, 0, 0}, "rate"},
      {{1, 0, 0, 0, 0, 0}, "length"},
      {{2, 0, 0, 0, 0, 0}, "area"},
      {{3, 0, 0, 0, 0, 0}, "volume"},
      {{1, 0, -1, 0, 0, 0}, "speed"},
      {{-2, -1, 3, 2, 0, 0}, "conductance"},
      {{-2, -1, 4, 2, 0, 0}, "capacitance"},
      {{2, 1, -3, -2, 0, 0}, "resistance"},
      {{0, 0, 1, 1, 0, 0}, "charge"},
      {{-3, 0, 0, 0, 0, 1}, "concentration"},
      {{-3, 0, -1, 0, 0, 1}, "concentration per time"},
      {{0, 0, 0, 0, 1, 0}, "temperature"},
      {{0, 0, 0, 0, 0, 1}, "amount of substance"},
      {{0, 1, 0, 0, 0, 0}, "mass"},
      {{1, 1, -2, 0, 0, 0}, "force"},
      {{2, 1, -2, 0, 0, 0}, "energy"},
      {{2, 1, -3, 0, 0, 0}, "power"},
      {{-1, 1, -2, 0, 0, 0}, "pressure"},
      {{2, 1, -4, -1, 0, 0}, "voltage per time"},
      {{0, 0, -1, 1, 0, 0}, "current per time"},
      {{-2, 0, 0, 1, 0, 0}, "current density"},
      {{-4, -1, 3, 2, 0, 0}, "conductance density"},
      {{-4, -1, 4, 2, 0, 0}, "specific capacitance"},
      {{2, 0, -1, 0, 0, 0}, "diffusion coefficient"},
  };
  if (dimension.isDimensionless())
    return "number";
  for (const Named &n : words) {
    bool same = true;
    for (int i = 0; i < NumBases; ++i)
      same &= dimension.exponent(static_cast<Base>(i)) ==
              Rational{n.exponents[i], 1};
    if (same)
      return n.word;
  }
  return "";
}

} // namespace neuro::units
