//===- KernelTest.cpp - Kernels against plain C++ -------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/jit/Harness.h"
#include "test/unit/jit/LifText.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>

using namespace neuro;
using namespace neuro::test;

namespace {

template <typename T> struct Lif {
  Array<T> V, I, syn;
  Array<int32_t> refractory;
  Array<uint8_t> spikes;
  double uniforms[4] = {0.98, 0.09, 0.82, 20};

  explicit Lif(int64_t n) : V(n), I(n), syn(n), refractory(n), spikes(n / 8 + 8) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> uniform(0, 1);
    for (int64_t i = 0; i < V.size(); ++i) {
      V[i] = T(25 * uniform(random));
      I[i] = T(10 * uniform(random));
      refractory[i] = i % 5 == 0 ? int32_t(i % 7) : 0;
    }
  }
  void arrive(int tick) {
    for (int64_t i = 0; i < syn.size(); ++i)
      syn[i] = (i * 7 + tick * 3) % 11 == 0 ? T(9.5) : T(0);
  }
  void run(rt::Kernel kernel, int64_t begin, int64_t end) {
    void *arrays[] = {V.get(), I.get(), syn.get(), refractory.get(), spikes.get()};
    rt::Tick tick{};
    kernel(arrays, uniforms, &tick, begin, end);
  }
  /// The same tick written out for one element after the other.
  void reference() {
    for (int64_t i = 0; i < V.size(); ++i) {
      bool held = refractory[i] > 0;
      T leak = T(uniforms[0]) * V[i], drive = T(uniforms[1]) * I[i];
      T flowed = leak + drive, decayed = T(uniforms[2]) * I[i];
      T v = held ? V[i] : flowed;
      bool fires = v >= T(20) && !held;
      I[i] = decayed + syn[i];
      syn[i] = 0;
      V[i] = fires ? T(10) : v;
      refractory[i] = fires ? int32_t(uniforms[3]) : std::max(refractory[i] - 1, 0);
      uint8_t bit = uint8_t(1u << (i % 8));
      spikes[i / 8] = uint8_t(fires ? spikes[i / 8] | bit : spikes[i / 8] & ~bit);
    }
  }
  bool sameAs(Lif &other) {
    auto same = [](auto &a, auto &b) {
      return std::memcmp(a.get(), b.get(), size_t(a.size()) * sizeof(a[0])) == 0;
    };
    return same(V, other.V) && same(I, other.I) && same(syn, other.syn) &&
           same(refractory, other.refractory) && same(spikes, other.spikes);
  }
  int64_t spikeCount() {
    int64_t count = 0;
    for (int64_t i = 0; i < V.size(); ++i)
      count += spikes[i / 8] >> (i % 8) & 1;
    return count;
  }
};

template <typename T> void compareWithReference(const char *real) {
  for (int width : {1, 8, 16, 32}) {
    Compiled compiled(lifText(real), width);
    rt::Kernel kernel = compiled.kernel("LIF.update");
    ASSERT_TRUE(kernel) << compiled.error;
    Lif<T> generated(1000), reference(1000);
    int64_t spikes = 0;
    for (int tick = 0; tick < 200; ++tick) {
      generated.arrive(tick);
      reference.arrive(tick);
      // Two threads' ranges.
      generated.run(kernel, 0, 256);
      generated.run(kernel, 256, generated.V.size());
      reference.reference();
      ASSERT_TRUE(generated.sameAs(reference)) << "width " << width << ", tick " << tick;
      spikes += generated.spikeCount();
    }
    EXPECT_GT(spikes, 1000) << "the test must exercise spikes";
  }
}

} // namespace

TEST(Kernel, LifMatchesScalarCodeBitForBitF64) { compareWithReference<double>("f64"); }
TEST(Kernel, LifMatchesScalarCodeBitForBitF32) { compareWithReference<float>("f32"); }

TEST(Kernel, TouchesNothingOutsideItsRange) {
  Compiled compiled(lifText("f64"), 16);
  rt::Kernel kernel = compiled.kernel("LIF.update");
  ASSERT_TRUE(kernel) << compiled.error;
  Lif<double> before(512), after(512);
  after.run(kernel, 128, 192);
  for (int64_t i = 0; i < 512; ++i)
    EXPECT_EQ(after.V[i] == before.V[i] && after.I[i] == before.I[i], i < 128 || i >= 192) << i;
  after.run(kernel, 64, 64);
  EXPECT_EQ(after.V[64], before.V[64]);
}

TEST(Kernel, ControlFlowRunsElementByElement) {
  // Halves V until it is below 1 and counts the steps.
  const char *text = R"mlir(
    spike.class @Halve {
      spike.field @V : f64 role(state) element slot 0
      spike.field @steps : f64 role(state) element slot 1
      spike.field @odd : i8 role(event) element slot 2
      spike.kernel @Halve.update phase(update) reads [@V, @steps] writes [@V, @steps, @odd] {
        %V = spike.load @V : f64
        %zero = arith.constant 0.0 : f64
        %one = arith.constant 1.0 : f64
        %half = arith.constant 0.5 : f64
        %v, %n = scf.while (%x = %V, %k = %zero) : (f64, f64) -> (f64, f64) {
          %big = arith.cmpf oge, %x, %one : f64
          scf.condition(%big) %x, %k : f64, f64
        } do {
        ^bb0(%x: f64, %k: f64):
          %x1 = arith.mulf %x, %half : f64
          %k1 = arith.addf %k, %one : f64
          scf.yield %x1, %k1 : f64, f64
        }
        %h = arith.mulf %n, %half : f64
        %fl = math.floor %h : f64
        %odd = arith.cmpf one, %fl, %h : f64
        spike.store @V, %v : f64
        spike.store @steps, %n : f64
        spike.mark @odd if %odd
      }
    })mlir";
  Compiled compiled(text, 8);
  rt::Kernel kernel = compiled.kernel("Halve.update");
  ASSERT_TRUE(kernel) << compiled.error;
  Array<double> V(64), steps(64);
  Array<uint8_t> odd(64);
  for (int i = 0; i < 64; ++i)
    V[i] = i;
  void *arrays[] = {V.get(), steps.get(), odd.get()};
  rt::Tick tick{};
  kernel(arrays, nullptr, &tick, 0, 64);
  for (int i = 0; i < 64; ++i) {
    int expected = 0;
    for (double x = i; x >= 1; x /= 2)
      ++expected;
    EXPECT_EQ(steps[i], expected) << i;
    EXPECT_EQ(odd[i / 8] >> (i % 8) & 1, expected % 2) << i;
  }
}

TEST(Kernel, ReadsTimeAndLibraryFunctions) {
  const char *text = R"mlir(
    spike.class @T {
      spike.field @V : f64 role(state) element slot 0
      spike.field @W : f32 role(state) element slot 1
      spike.kernel @T.record phase(record) reads [@V, @W] writes [@V, @W] {
        %t = spike.time : f64
        %dt = spike.dt : f64
        %V = spike.load @V : f64
        %W = spike.load @W : f32
        %tan = math.tan %V : f64
        %atan = math.atan %W : f32
        %two = arith.constant 2.0 : f32
        %rem = arith.remf %atan, %two : f32
        %0 = arith.addf %tan, %t : f64
        %1 = arith.mulf %0, %dt : f64
        spike.store @V, %1 : f64
        spike.store @W, %rem : f32
      }
    })mlir";
  Compiled compiled(text, 8);
  rt::Kernel kernel = compiled.kernel("T.record");
  ASSERT_TRUE(kernel) << compiled.error;
  Array<double> V(64);
  Array<float> W(64);
  for (int i = 0; i < 64; ++i)
    V[i] = 0.1 * i, W[i] = 0.2f * float(i);
  void *arrays[] = {V.get(), W.get()};
  rt::Tick tick{3, 0.75, 0.25, 1, 2};
  kernel(arrays, nullptr, &tick, 0, 64);
  for (int i = 0; i < 64; ++i) {
    EXPECT_EQ(V[i], (std::tan(0.1 * i) + 0.75) * 0.25);
    EXPECT_EQ(W[i], std::fmod(std::atan(0.2f * float(i)), 2.0f));
  }
}
