//===- ElementaryTest.cpp - Error bounds of the elementary functions ------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bounds are those that lowering/LoopsToLLVM/Elementary.h states. Arguments
// sweep the bit patterns of the format (all exponents, denormals, both signs)
// and, densely, the ranges where the work is; the reference is the C library in
// 80-bit arithmetic.
//
//===----------------------------------------------------------------------===//

#include "test/unit/jit/Harness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <random>

using namespace neuro;
using namespace neuro::test;

static_assert(std::numeric_limits<long double>::digits >= 64,
              "the reference must be more precise than double");

namespace {

using Reference = std::function<long double(long double, long double)>;

/// A kernel that computes `operation` of %x, %y and the constant %c element by element;
/// REAL in it stands for the type. It may be several lines, the last without "%z =".
template <typename T>
Compiled compile(const std::string &operation, int width, const std::string &constant = "0.0",
                 const jit::JitOptions &options = {}) {
  std::string real = sizeof(T) == 4 ? "f32" : "f64", before, last = operation;
  if (size_t line = operation.rfind('\n'); line != std::string::npos) {
    before = operation.substr(0, line + 1);
    last = operation.substr(line + 1);
    for (size_t at; (at = before.find("REAL")) != std::string::npos;)
      before.replace(at, 4, real);
  }
  return Compiled("spike.class @C {\n"
                  "  spike.field @x : " + real + " role(state) element slot 0\n"
                  "  spike.field @y : " + real + " role(state) element slot 1\n"
                  "  spike.field @z : " + real + " role(state) element slot 2\n"
                  "  spike.kernel @C.update phase(update) reads [@x, @y] writes [@z] {\n"
                  "    %x = spike.load @x : " + real + "\n"
                  "    %y = spike.load @y : " + real + "\n"
                  "    %c = arith.constant " + constant + " : " + real + "\n"
                  + before + "    %z = " + last + " : " + real + "\n"
                  "    spike.store @z, %z : " + real + "\n"
                  "  }\n"
                  "}\n", width, options);
}

template <typename T> long double ulp(long double exact) {
  exact = std::fabs(exact);
  int digits = std::numeric_limits<T>::digits;
  int exponent = std::max(exact > 0 ? std::ilogb(exact) : -20000,
                          std::numeric_limits<T>::min_exponent - 1);
  return std::ldexp(1.0L, exponent - digits + 1);
}

/// Infinity where the kinds (NaN, infinite, sign of zero) disagree.
template <typename T> double errorInUlp(T got, long double exact) {
  double wrong = std::numeric_limits<double>::infinity();
  if (std::isnan(exact) || std::isnan(got))
    return std::isnan(exact) && std::isnan(got) ? 0 : wrong;
  T nearest = static_cast<T>(exact);
  if (got == nearest)
    return got == 0 && std::signbit(got) != std::signbit(exact) ? wrong : 0;
  if (std::isinf(exact))
    return wrong;
  long double largest = std::numeric_limits<T>::max();
  if (std::isinf(got)) // as if the format went on above its largest number
    return std::signbit(got) == std::signbit(exact)
               ? double((2 * std::ldexp(1.0L, std::numeric_limits<T>::max_exponent - 1) -
                         std::fabs(exact)) / ulp<T>(largest))
               : wrong;
  return double(std::fabs(static_cast<long double>(got) - exact) / ulp<T>(exact));
}

/// Bit patterns over the whole format, then the specials.
template <typename T> std::vector<T> patterns(size_t count) {
  using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
  std::vector<T> values;
  Bits step = std::numeric_limits<Bits>::max() / Bits(std::max<size_t>(count, 1)) | 1, bits = 0;
  for (size_t i = 0; i < count; ++i, bits += step) {
    T value;
    std::memcpy(&value, &bits, sizeof value);
    values.push_back(value);
  }
  using Limits = std::numeric_limits<T>;
  for (T value : {T(0), T(1), Limits::infinity(), Limits::quiet_NaN(), Limits::max(),
                  Limits::min(), Limits::denorm_min(), T(0.5), T(2), T(10), T(1000)}) {
    values.push_back(value);
    values.push_back(-value);
  }
  return values;
}

template <typename T> void addRange(std::vector<T> &values, double low, double high, size_t count) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> uniform(low, high);
  for (size_t i = 0; i < count; ++i)
    values.push_back(static_cast<T>(uniform(random)));
}

template <typename T>
void check(const std::string &operation, const Reference &reference, double bound,
           std::vector<T> xs, std::vector<T> ys = {}, const std::string &constant = "0.0") {
  Compiled compiled = compile<T>(operation, 8, constant);
  rt::Kernel kernel = compiled.kernel("C.update");
  ASSERT_TRUE(kernel) << compiled.error;
  Array<T> x(int64_t(xs.size())), y(int64_t(xs.size())), z(int64_t(xs.size()));
  for (size_t i = 0; i < xs.size(); ++i) {
    x[int64_t(i)] = xs[i];
    y[int64_t(i)] = ys.empty() ? T(0) : ys[i];
  }
  void *arrays[] = {x.get(), y.get(), z.get()};
  rt::Tick tick{};
  kernel(arrays, nullptr, &tick, 0, x.size());
  double worst = 0;
  T worstX = 0, worstY = 0, worstZ = 0;
  for (int64_t i = 0; i < int64_t(xs.size()); ++i) {
    double error = errorInUlp(z[i], reference(x[i], y[i]));
    if (!(error <= worst)) {
      worst = error;
      worstX = x[i], worstY = y[i], worstZ = z[i];
    }
  }
  ::testing::Test::RecordProperty("ulp", std::to_string(worst));
  EXPECT_LE(worst, bound) << operation << " of x = " << double(worstX) << ", y = " << double(worstY)
                          << " gives " << double(worstZ) << " instead of "
                          << double(reference(worstX, worstY));
}

constexpr size_t sweep = 200000;

struct Range {
  double low, high;
};

/// Both precisions over all patterns and the given ranges.
void checkUnary(const std::string &operation, const Reference &reference,
                double bound64, double bound32, std::vector<Range> ranges) {
  std::vector<double> doubles = patterns<double>(sweep);
  std::vector<float> singles = patterns<float>(sweep);
  for (Range range : ranges) {
    addRange(doubles, range.low, range.high, sweep / 2);
    addRange(singles, range.low, range.high, sweep / 2);
  }
  check<double>(operation, reference, bound64, doubles);
  check<float>(operation, reference, bound32, singles);
}

} // namespace

#define UNARY(function) [](long double x, long double) -> long double { return function; }

TEST(Elementary, Exp) {
  checkUnary("math.exp %x", UNARY(std::exp(x)), 1, 1,
             {{-1, 1}, {-90, 90}, {-750, 711}, {-110, -85}});
}

TEST(Elementary, Expm1) {
  checkUnary("math.expm1 %x", UNARY(std::expm1(x)), 2, 2,
             {{-1, 1}, {-0.01, 0.01}, {-60, 90}, {-45, 711}});
}

TEST(Elementary, Exprelr) {
  checkUnary("spike.exprelr %x",
             UNARY(x == 0 ? 1 : std::isinf(x) ? (x > 0 ? 0 : -x) : x / std::expm1(x)), 4, 4,
             {{-1, 1}, {-1e-3, 1e-3}, {-120, 120}, {-800, 800}});
}

namespace {

/// As solvers write an exponential step, with x = b s.
const char exprel[] = "%one = arith.constant 1.0 : REAL\n"
                      "%zero = arith.constant 0.0 : REAL\n"
                      "%bs = arith.mulf %x, %one : REAL\n"
                      "%flat = arith.cmpf oeq, %bs, %zero : REAL\n"
                      "%grown = math.expm1 %bs : REAL\n"
                      "%quotient = arith.divf %grown, %x : REAL\n"
                      "arith.select %flat, %one, %quotient";
/// As a rate of a gate comes from `exprelr`.
const char expm1Quotient[] = "%one = arith.constant 1.0 : REAL\n"
                             "%zero = arith.constant 0.0 : REAL\n"
                             "%grown = math.expm1 %x : REAL\n"
                             "%flat = arith.cmpf oeq, %grown, %zero : REAL\n"
                             "%quotient = arith.divf %x, %grown : REAL\n"
                             "arith.select %flat, %one, %quotient";

} // namespace

namespace {

template <typename T> void checkExprel() {
  // e^x overflows beyond; patterns are of all sizes.
  const long double top = std::log(static_cast<long double>(std::numeric_limits<T>::max()));
  std::vector<T> values = patterns<T>(sweep);
  for (Range range : std::initializer_list<Range>{{-4, 0.5}, {-4.01, -3.99}, {0.49, 0.51},
                                                  {-1e-3, 1e-3}, {-100, 90}, {-800, 711}})
    addRange(values, range.low, range.high, sweep / 2);
  check<T>(exprel,
           [top](long double x, long double) -> long double {
             if (x == 0 || std::isinf(x))
               return x == 0 ? 1 : x > 0 ? x : 0;
             return x > top ? std::numeric_limits<long double>::infinity() : std::expm1(x) / x;
           },
           4, values);
}

} // namespace

TEST(Elementary, ExprelF64) { checkExprel<double>(); }
TEST(Elementary, ExprelF32) { checkExprel<float>(); }

TEST(Elementary, ExprelOfZeroIsOne) {
  check<double>(exprel, UNARY(1), 0, {0.0, -0.0, 1e-300, -1e-17});
  check<float>(exprel, UNARY(1), 0, {0.0f, -0.0f, 1e-30f, -1e-9f});
}

TEST(Elementary, Expm1Quotient) {
  auto reference = UNARY(x == 0 ? 1 : std::isinf(x) ? (x > 0 ? 0 : -x) : x / std::expm1(x));
  std::vector<double> doubles;
  std::vector<float> singles;
  for (Range range : std::initializer_list<Range>{
           {-1, 1}, {-1e-3, 1e-3}, {-1e-15, 1e-15}, {-120, 88}, {-1e30, -1}}) {
    addRange(doubles, range.low, range.high, sweep / 2);
    addRange(singles, range.low, range.high, sweep / 2);
  }
  addRange(doubles, 88, 709, sweep / 2);
  for (double special : {0.0, -0.0, 5e-324, -5e-324, 1e-40, -1e-310,
                         std::numeric_limits<double>::quiet_NaN()})
    doubles.push_back(special), singles.push_back(float(special));
  check<double>(expm1Quotient, reference, 4, doubles);
  check<float>(expm1Quotient, reference, 4, singles);
  // Where e^x overflows.
  check<double>(expm1Quotient, UNARY(0), 0, {710.0, 1e5, std::numeric_limits<double>::infinity()});
  check<float>(expm1Quotient, UNARY(0), 0, {89.0f, 1e5f, std::numeric_limits<float>::infinity()});
}

TEST(Elementary, Log) {
  checkUnary("math.log %x", UNARY(std::log(x)), 1, 1, {{0, 2}, {0.9, 1.1}, {0, 1e6}});
}

TEST(Elementary, Log10) {
  checkUnary("math.log10 %x", UNARY(std::log10(x)), 2, 2,
             {{0, 2}, {0.9, 1.1}, {0, 1e6}});
}

TEST(Elementary, Tanh) {
  checkUnary("math.tanh %x", UNARY(std::tanh(x)), 3, 3, {{-1, 1}, {-1e-3, 1e-3}, {-25, 25}});
}

TEST(Elementary, Sin) {
  checkUnary("math.sin %x",
             UNARY(std::fabs(x) < 0x1p48L ? std::sin(x) : std::numeric_limits<long double>::quiet_NaN()),
             2, 1, {{-7, 7}, {-1e4, 1e4}, {-1e9, 1e9}});
}

TEST(Elementary, Cos) {
  checkUnary("math.cos %x",
             UNARY(std::fabs(x) < 0x1p48L ? std::cos(x) : std::numeric_limits<long double>::quiet_NaN()),
             2, 1, {{-7, 7}, {-1e4, 1e4}, {-1e9, 1e9}});
}

namespace {

template <typename T> void checkPow(double bound) {
  std::mt19937_64 random(5);
  std::vector<T> xs = patterns<T>(sweep), ys = patterns<T>(sweep);
  std::shuffle(ys.begin(), ys.end(), random);
  // Results across the format's exponents, where the error is largest.
  std::uniform_real_distribution<double> uniform(0, 1);
  double range = std::numeric_limits<T>::max_exponent * 0.6931 * 1.05;
  for (size_t i = 0; i < sweep; ++i) {
    double x = i % 2 ? std::exp(10 * (uniform(random) - 0.5)) : 0.5 + 1.5 * uniform(random);
    xs.push_back(T(x));
    ys.push_back(T(range * (2 * uniform(random) - 1) / std::log(x)));
  }
  // C's special cases.
  std::vector<T> specials = patterns<T>(0);
  for (T value : {T(3), T(-3), T(0.25), T(-4), T(1e9 + 1), T(-7.5)})
    specials.push_back(value);
  for (T x : specials)
    for (T y : specials)
      xs.push_back(x), ys.push_back(y);
  check<T>("math.powf %x, %y", [](long double x, long double y) { return std::pow(x, y); }, bound,
           xs, ys);
}

} // namespace

TEST(Elementary, PowF64) { checkPow<double>(1.5); }
TEST(Elementary, PowF32) { checkPow<float>(1); }

TEST(Elementary, SmallPowers) {
  for (int n : {-2, -1, 1, 2, 3, 4}) {
    auto reference = [n](long double x, long double) { return std::pow(x, (long double)n); };
    std::string constant = std::to_string(n) + ".0";
    check<double>("math.powf %x, %c", reference, 2, patterns<double>(sweep / 10), {}, constant);
    check<float>("math.powf %x, %c", reference, 2, patterns<float>(sweep / 10), {}, constant);
  }
}

namespace {

/// Bits of `operation` over a sample of arguments, NaNs made equal.
std::vector<uint64_t> bitsOf(const char *operation, int width, const jit::JitOptions &options) {
  Compiled compiled = compile<double>(operation, width, "0.0", options);
  rt::Kernel kernel = compiled.kernel("C.update");
  EXPECT_TRUE(kernel) << compiled.error;
  if (!kernel)
    return {};
  std::vector<double> values = patterns<double>(2000);
  addRange(values, -50, 50, 2000);
  Array<double> x(int64_t(values.size())), y(x.size()), z(x.size());
  for (size_t i = 0; i < values.size(); ++i)
    x[int64_t(i)] = values[i], y[int64_t(i)] = values[values.size() - 1 - i];
  void *arrays[] = {x.get(), y.get(), z.get()};
  rt::Tick tick{};
  kernel(arrays, nullptr, &tick, 0, x.size());
  std::vector<uint64_t> bits;
  for (int64_t i = 0; i < z.size(); ++i) {
    double value = std::isnan(z[i]) ? std::numeric_limits<double>::quiet_NaN() : z[i];
    bits.emplace_back();
    std::memcpy(&bits.back(), &value, sizeof value);
  }
  return bits;
}

const char *const functions[] = {"math.exp %x", "math.expm1 %x",  "math.tanh %x",
                                 "math.sin %x", "math.log %x",    "spike.exprelr %x",
                                 "math.cos %x", "math.log10 %x",  "math.powf %x, %y",
                                 exprel,        expm1Quotient};

} // namespace

TEST(Elementary, SameBitsAtEveryWidth) {
  for (const char *operation : functions) {
    std::vector<uint64_t> scalar = bitsOf(operation, 1, {});
    EXPECT_EQ(bitsOf(operation, 8, {}), scalar) << operation;
    EXPECT_EQ(bitsOf(operation, 32, {}), scalar) << operation;
  }
}

#if defined(__x86_64__)
TEST(Elementary, SameBitsOnEveryProcessor) {
  for (const char *operation : functions) {
    std::vector<uint64_t> host = bitsOf(operation, 8, {});
    jit::JitOptions old;
    old.processor = "x86-64"; // no fused multiply-add, two lanes
    EXPECT_EQ(bitsOf(operation, 8, old), host) << operation;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
      jit::JitOptions recent;
      recent.processor = "haswell"; // fused multiply-add, four lanes
      EXPECT_EQ(bitsOf(operation, 8, recent), host) << operation;
    }
  }
}
#endif

/// Decays over whole ticks: near the exponential, also where the two ways to compute
/// them meet and beyond the range of the format, and the same bits whatever looks the
/// factors up.
template <class Real>
static void testDecay() {
  using Limits = std::numeric_limits<Real>;
  std::vector<Real> ages;
  for (int n = 0; n < 1100; ++n)
    ages.push_back(static_cast<Real>(n));
  for (int n = 1100; n < 33000; n += 31)
    ages.push_back(static_cast<Real>(n));
  for (double n : {32767.0, 32768.0, 65536.0, 1e7, 3e9, 1e30})
    ages.push_back(static_cast<Real>(n));
  ages.push_back(Limits::infinity());
  const Real longest = -std::log(Limits::min()) - 2; // above, what is left has fewer digits
  for (const char *text : {"-1.0e-7", "-0.005", "-0.0517", "-0.7", "-3.0", "-200.0"}) {
    const Real rate = static_cast<Real>(std::strtod(text, nullptr));
    std::vector<Real> first;
    for (const auto &[width, processor] :
         {std::pair(16, ""), {16, "x86-64-v3"}, {8, ""}, {8, "x86-64-v3"}, {1, ""}}) {
#if !defined(__x86_64__)
      if (*processor)
        continue;
#endif
      jit::JitOptions options;
      options.processor = processor;
      Compiled compiled = compile<Real>("spike.decay %c, %x", width, text, options);
      rt::Kernel kernel = compiled.kernel("C.update");
      ASSERT_TRUE(kernel) << compiled.error;
      Array<Real> x(int64_t(ages.size())), y(int64_t(ages.size())), z(int64_t(ages.size()));
      for (size_t i = 0; i < ages.size(); ++i)
        x[int64_t(i)] = ages[i];
      void *arrays[] = {x.get(), y.get(), z.get()};
      rt::Tick tick{};
      kernel(arrays, nullptr, &tick, 0, x.size());
      for (size_t i = 0; i < ages.size(); ++i) {
        const Real got = z[int64_t(i)];
        const long double exponent = static_cast<long double>(rate) * ages[i];
        // The exponent is rounded, too.
        const double bound = 3 + static_cast<double>(-exponent);
        if (exponent > -longest)
          EXPECT_LE(errorInUlp(got, std::exp(exponent)), bound) << text << " * " << ages[i];
        else
          EXPECT_TRUE(got >= 0 && got < 100 * Limits::min())
              << text << " * " << ages[i] << ": " << got;
      }
      std::vector<Real> all(z.get(), z.get() + ages.size());
      if (first.empty())
        first = all;
      EXPECT_EQ(std::memcmp(first.data(), all.data(), all.size() * sizeof(Real)), 0)
          << "width " << width << " " << processor;
    }
  }
}

TEST(Elementary, Decay) { testDecay<float>(); }
TEST(Elementary, DecayInF64) { testDecay<double>(); }
