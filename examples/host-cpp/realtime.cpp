//===- realtime.cpp - Two programs in step with the clock -------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop as a rig for closed-loop physiology has it. Once a millisecond of the wall
// clock: events of the outside go into the first program, it runs a millisecond, its
// spikes go on to a second program in the same process, which has a time step of its
// own and runs too; then what it says is there for whoever drives the stimulus. A step
// that is not done when the next one is due has missed its deadline.
//
//   realtime SECONDS cortex.neuro readout.neuro
//
// Afterwards the same is done without a clock: pace must not change a single spike.
//
//===----------------------------------------------------------------------===//
#include "neuro.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

namespace {

constexpr double period = 1; // ms

/// What a run of both programs has given.
struct Outcome {
  neuro::Events spikes;           ///< of the first program
  std::vector<double> rates;      ///< of the second one's channels, at the end
  std::vector<double> taken;      ///< us of each step
  std::vector<double> late;       ///< us that each step began after it was due
  int missed = 0;
};

class Loop {
public:
  Loop(const neuro::Program &cortex, const neuro::Program &readout)
      : first(cortex, options(0.1)), second(readout, options(1)), spikes(first.listen("all")) {}

  Outcome run(int steps, bool inStep) {
    Outcome out;
    out.taken.reserve(static_cast<size_t>(steps));
    out.late.reserve(static_cast<size_t>(steps));
    const auto each = std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double, std::milli>(period));
    auto due = Clock::now();
    for (int k = 0; k < steps; ++k, due += each) {
      if (inStep)
        std::this_thread::sleep_until(due);
      const auto begun = Clock::now();
      step(k, out);
      const auto done = Clock::now();
      out.taken.push_back(microseconds(done - begun));
      out.late.push_back(microseconds(begun - due));
      out.missed += inStep && done > due + each;
    }
    out.rates = second.get("channel.rate");
    return out;
  }

private:
  neuro::Sim first, second;
  neuro::Spikes spikes;
  neuro::Events now;
  std::vector<uint32_t> elements;
  std::vector<int64_t> ticks;

  static neuro::SimOptions options(double dt) {
    neuro::SimOptions options;
    options.dt = dt;
    options.seed = 7;
    options.threads = 1; // a thread that waits for no other is the most punctual
    return options;
  }
  static double microseconds(Clock::duration duration) {
    return std::chrono::duration<double, std::micro>(duration).count();
  }

  void step(int k, Outcome &out) {
    // The outside: a volley on all ten lines every 50 ms.
    if (k % 50 == 10) {
      elements.clear();
      ticks.clear();
      for (uint32_t line = 0; line < 10; ++line) {
        elements.push_back(line);
        ticks.push_back(first.tick() + 1 + line % 3);
      }
      first.push("stimulus", elements, ticks);
    }
    first.run(10);
    spikes.drain(now);
    // What spiked in this millisecond reaches the other program in its next one.
    ticks.assign(now.size(), second.tick() + 1);
    second.push("spikes", now.elements, ticks);
    second.run(1);
    out.spikes.ticks.insert(out.spikes.ticks.end(), now.ticks.begin(), now.ticks.end());
    out.spikes.elements.insert(out.spikes.elements.end(), now.elements.begin(), now.elements.end());
  }
};

/// The value that `share` of them do not exceed.
double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

void show(const char *what, const std::vector<double> &values) {
  std::printf("%-24s median %6.1f us, 99 %% below %6.1f us, most %6.1f us\n", what,
              quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1));
}

int realtime(double seconds, const char *cortexPath, const char *readoutPath) {
  const neuro::Engine engine;
  const neuro::Program cortex = engine.compileFile(cortexPath),
                       readout = engine.compileFile(readoutPath);
  const int steps = std::max(1, static_cast<int>(seconds * 1000 / period));
  const Outcome timed = Loop(cortex, readout).run(steps, true);
  std::printf("%d steps of %g ms: %zu spikes; ", steps, period, timed.spikes.size());
  std::printf("channels at");
  for (double rate : timed.rates)
    std::printf(" %.0f", rate * 1000); // stored a millisecond, shown a second
  std::printf(" Hz\n");
  show("a step takes", timed.taken);
  show("and begins late by", timed.late);
  std::printf("deadlines missed: %d\n", timed.missed);

  const Outcome free = Loop(cortex, readout).run(steps, false);
  if (free.spikes.ticks != timed.spikes.ticks || free.spikes.elements != timed.spikes.elements ||
      free.rates != timed.rates) {
    std::fprintf(stderr, "without a clock other neurons spiked\n");
    return 1;
  }
  if (timed.spikes.size() == 0) {
    std::fprintf(stderr, "no neuron spiked\n");
    return 1;
  }
  return 0;
}

} // namespace

int main(int argc, char **argv) {
  const double seconds = argc == 4 ? std::atof(argv[1]) : 0;
  if (!(seconds > 0 && seconds < 1e5)) {
    std::fprintf(stderr, "usage: realtime SECONDS cortex.neuro readout.neuro\n");
    return 2;
  }
  try {
    return realtime(seconds, argv[2], argv[3]);
  } catch (const neuro::Error &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
