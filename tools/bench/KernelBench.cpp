//===- KernelBench.cpp - Time per element of generated kernels ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arguments: elements, width. The counter `ns_each` is nanoseconds per element and
// tick on one thread.
//
//===----------------------------------------------------------------------===//

#include "test/unit/jit/Harness.h"
#include "test/unit/jit/LifText.h"

#include <benchmark/benchmark.h>

using namespace neuro;
using namespace neuro::test;

template <typename T> static void lif(benchmark::State &state) {
  Compiled compiled(lifText(sizeof(T) == 4 ? "f32" : "f64"), int(state.range(1)));
  rt::Kernel kernel = compiled.kernel("LIF.update");
  if (!kernel)
    return state.SkipWithError(compiled.error.c_str());
  int64_t n = state.range(0);
  Array<T> V(n), I(n), syn(n);
  Array<int32_t> refractory(n);
  Array<uint8_t> spikes(n / 8);
  for (int64_t i = 0; i < V.size(); ++i)
    V[i] = T(i % 20), I[i] = T(i % 7);
  double uniforms[] = {0.98, 0.09, 0.999, 20};
  void *arrays[] = {V.get(), I.get(), syn.get(), refractory.get(), spikes.get()};
  rt::Tick tick{};
  for (auto _ : state)
    kernel(arrays, uniforms, &tick, 0, V.size());
  state.counters["ns_each"] = benchmark::Counter(
      1e-9 * double(V.size()) * double(state.iterations()),
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// Of `operation`, which may read %one and %zero and be several lines; REAL in them
/// stands for the type, and the last lacks "%y =".
template <typename T> static void function(benchmark::State &state, const char *text) {
  std::string real = sizeof(T) == 4 ? "f32" : "f64", operation = text;
  std::string before = "  %one = arith.constant 1.0 : REAL\n  %zero = arith.constant 0.0 : REAL\n";
  if (size_t line = operation.rfind('\n'); line != std::string::npos) {
    before += operation.substr(0, line + 1);
    operation.erase(0, line + 1);
  }
  for (size_t at; (at = before.find("REAL")) != std::string::npos;)
    before.replace(at, 4, real);
  Compiled compiled("spike.class @C {\n  spike.field @x : " + real +
                        " role(state) element slot 0\n  spike.field @y : " + real +
                        " role(state) element slot 1\n  spike.kernel @C.update phase(update) "
                        "reads [@x] writes [@y] {\n  %x = spike.load @x : " +
                        real + "\n" + before + "  %y = " + operation + " : " + real +
                        "\n  spike.store @y, %y : " + real + "\n}\n}\n",
                    int(state.range(1)));
  rt::Kernel kernel = compiled.kernel("C.update");
  if (!kernel)
    return state.SkipWithError(compiled.error.c_str());
  Array<T> x(state.range(0)), y(state.range(0));
  for (int64_t i = 0; i < x.size(); ++i)
    x[i] = T(0.5 + i % 97 * 0.035); // exprel: where it is a polynomial
  void *arrays[] = {x.get(), y.get()};
  rt::Tick tick{};
  for (auto _ : state)
    kernel(arrays, nullptr, &tick, 0, x.size());
  state.counters["ns_each"] = benchmark::Counter(
      1e-9 * double(x.size()) * double(state.iterations()),
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

static void functionF32(benchmark::State &state, const char *operation) {
  function<float>(state, operation);
}
static void functionF64(benchmark::State &state, const char *operation) {
  function<double>(state, operation);
}

static void sizes(benchmark::internal::Benchmark *benchmark) {
  for (int width : {8, 16, 32})
    benchmark->Args({4096, width});
}
BENCHMARK(lif<float>)->Apply(sizes)->Args({1 << 20, 16});
BENCHMARK(lif<double>)->Apply(sizes)->Args({1 << 20, 16});
#define FUNCTION(name, text)                                                                       \
  BENCHMARK_CAPTURE(functionF32, name, text)->Apply(sizes);                              \
  BENCHMARK_CAPTURE(functionF64, name, text)->Apply(sizes)
FUNCTION(exp, "math.exp %x");
FUNCTION(expm1, "math.expm1 %x");
FUNCTION(exprelr, "spike.exprelr %x");
/// The factor of an exponential step, as solvers write it, and a gate's rate.
FUNCTION(exprel, "%b = arith.subf %zero, %x : REAL\n"
                 "%z = arith.mulf %b, %one : REAL\n"
                 "%flat = arith.cmpf oeq, %z, %zero : REAL\n"
                 "%grown = math.expm1 %z : REAL\n"
                 "%quotient = arith.divf %grown, %b : REAL\n"
                 "arith.select %flat, %one, %quotient");
FUNCTION(expm1_quotient, "%grown = math.expm1 %x : REAL\n"
                         "%flat = arith.cmpf oeq, %grown, %zero : REAL\n"
                         "%quotient = arith.divf %x, %grown : REAL\n"
                         "arith.select %flat, %one, %quotient");
FUNCTION(tanh, "math.tanh %x");
FUNCTION(log, "math.log %x");
FUNCTION(sin, "math.sin %x");
FUNCTION(pow, "math.powf %x, %x");

/// Text to callable code.
static void compileLif(benchmark::State &state) {
  jit::JitOptions options;
  options.optimization = int(state.range(0));
  for (auto _ : state) {
    Compiled compiled(lifText("f32"), 16, options);
    benchmark::DoNotOptimize(compiled.kernel("LIF.update"));
    state.counters["translate_ms"] = 1e3 * compiled.jit->timings().translate;
    state.counters["optimize_ms"] = 1e3 * compiled.jit->timings().optimize;
    state.counters["generate_ms"] = 1e3 * compiled.jit->timings().generate;
  }
}
BENCHMARK(compileLif)->Arg(0)->Arg(1)->Arg(2)->Arg(3)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
