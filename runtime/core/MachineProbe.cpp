//===- MachineProbe.cpp - What this machine can do at most ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/MachineProbe.h"

#include "runtime/core/Memory.h"
#include "runtime/core/Team.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <functional>

#include <unistd.h>

// One body, compiled for each width of vectors there may be.
#define NEURO_PROBE_INLINE inline __attribute__((always_inline))

namespace neuro::rt {

namespace {

using Clock = std::chrono::steady_clock;
using Words = uint64_t __attribute__((vector_size(64), aligned(64)));
using Floats = float __attribute__((vector_size(64), aligned(64)));
using Doubles = double __attribute__((vector_size(64), aligned(64)));

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Keeps the compiler from dropping what computes a value.
template <class T> void keep(const T &value) { __asm__ __volatile__("" : : "g"(&value) : "memory"); }

// --- The loops --------------------------------------------------------------------

NEURO_PROBE_INLINE uint64_t readBody(const char *data, size_t bytes) {
  const Words *words = reinterpret_cast<const Words *>(data);
  Words sum[4] = {};
  for (size_t k = 0; k + 4 <= bytes / sizeof(Words); k += 4)
    for (size_t l = 0; l < 4; ++l)
      sum[l] ^= words[k + l];
  sum[0] ^= sum[1] ^ sum[2] ^ sum[3];
  return sum[0][0] ^ sum[0][7];
}

NEURO_PROBE_INLINE void updateBody(char *data, size_t bytes) {
  Floats *numbers = reinterpret_cast<Floats *>(data);
  for (size_t k = 0; k + 4 <= bytes / sizeof(Floats); k += 4)
    for (size_t l = 0; l < 4; ++l)
      numbers[k + l] += 1.0f;
}

/// Independent chains, enough to hide how long one operation takes.
template <class Vector> NEURO_PROBE_INLINE void arithmeticBody(Vector *numbers, int rounds) {
  constexpr int chains = 8;
  Vector x[chains];
  std::memcpy(x, numbers, sizeof x);
  const Vector a = numbers[chains], b = numbers[chains + 1];
  for (int r = 0; r < rounds; ++r)
    for (int c = 0; c < chains; ++c) {
#pragma clang fp contract(fast)
      x[c] = x[c] * a + b;
    }
  std::memcpy(numbers, x, sizeof x);
}

struct Loops {
  uint64_t (*read)(const char *, size_t);
  void (*update)(char *, size_t);
  void (*floats)(Floats *, int);
  void (*doubles)(Doubles *, int);
};

#define NEURO_PROBE_LOOPS(NAME, TARGET)                                                        \
  TARGET uint64_t read##NAME(const char *data, size_t bytes) { return readBody(data, bytes); } \
  TARGET void update##NAME(char *data, size_t bytes) { updateBody(data, bytes); }              \
  TARGET void floats##NAME(Floats *numbers, int rounds) { arithmeticBody(numbers, rounds); }   \
  TARGET void doubles##NAME(Doubles *numbers, int rounds) { arithmeticBody(numbers, rounds); } \
  constexpr Loops loops##NAME = {read##NAME, update##NAME, floats##NAME, doubles##NAME}

NEURO_PROBE_LOOPS(Portable, );
#if defined(__x86_64__)
NEURO_PROBE_LOOPS(Avx2, __attribute__((target("avx2,fma"))));
NEURO_PROBE_LOOPS(Avx512, __attribute__((target("avx512f,avx512vl,avx512dq"))));
#endif

const Loops &chooseLoops() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq"))
    return loopsAvx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return loopsAvx2;
#endif
  return loopsPortable;
}

// --- The caches -------------------------------------------------------------------

/// Bytes of the data cache of a level, or 0 if the system does not say.
size_t cacheBytes(int level) {
  for (int index = 0; index < 8; ++index) {
    const std::string base =
        "/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(index) + "/";
    std::ifstream levelFile(base + "level"), typeFile(base + "type"), sizeFile(base + "size");
    int found = 0;
    std::string type;
    size_t size = 0;
    char unit = 0;
    if (!(levelFile >> found) || !(typeFile >> type) || !(sizeFile >> size))
      continue;
    sizeFile >> unit;
    if (found == level && type != "Instruction")
      return size * (unit == 'K' ? 1024 : unit == 'M' ? 1024 * 1024 : 1);
  }
#if defined(_SC_LEVEL1_DCACHE_SIZE)
  const long size = sysconf(level == 1   ? _SC_LEVEL1_DCACHE_SIZE
                            : level == 2 ? _SC_LEVEL2_CACHE_SIZE
                                         : _SC_LEVEL3_CACHE_SIZE);
  if (size > 0)
    return static_cast<size_t>(size);
#endif
  return 0;
}

/// What a thread goes over to be served by each level.
std::vector<MachineRates::Level> levelsFor(int threads) {
  const size_t first = std::max<size_t>(cacheBytes(1), 16 * 1024);
  const size_t second = std::max(cacheBytes(2), 4 * first);
  const size_t third = std::max(cacheBytes(3), 2 * second);
  constexpr size_t most = size_t(96) << 20; // of all threads: pages take time to come
  const size_t n = static_cast<size_t>(threads);
  std::vector<MachineRates::Level> levels;
  auto add = [&](const char *name, size_t bytes) {
    MachineRates::Level level;
    level.name = name;
    level.bytes = static_cast<double>(bytes / 4096 * 4096);
    if (levels.empty() || level.bytes > levels.back().bytes)
      levels.push_back(std::move(level));
  };
  add("L1", first / 2);
  add("L2", second / 2);
  add("L3", std::min(third / 2, most / 2) / n);
  add("memory", std::min(2 * third, most) / n);
  return levels;
}

// --- Measuring --------------------------------------------------------------------

/// What threads do together, timed from when all have begun to when all are done.
class Bench {
public:
  explicit Bench(int wanted) {
    threads = team.start(wanted) ? wanted : 1;
    meeting = std::make_unique<Barrier>(threads);
  }
  int size() const { return threads; }

  /// Rate of `work(thread, repetitions)`, each repetition of which is `amount`, for
  /// about `seconds`: the best of three.
  double rate(double amount, double seconds, const std::function<void(int, int)> &work) {
    int repetitions = 1;
    double took = time(repetitions, work);
    while (took < seconds / 8 && repetitions < (1 << 28)) {
      const double factor = took > 0 ? seconds / 4 / took : 8;
      repetitions = static_cast<int>(
          std::min<double>(1 << 28, repetitions * std::clamp(factor, 2.0, 64.0)));
      took = time(repetitions, work);
    }
    for (int tries = 0; tries < 2; ++tries)
      took = std::min(took, time(repetitions, work));
    return took > 0 ? amount * repetitions * threads / took : 0;
  }
  void run(const std::function<void(int)> &work) {
    team.run([&](int t) {
      if (t < threads)
        work(t);
    });
  }
  Barrier &barrier() { return *meeting; }

private:
  double time(int repetitions, const std::function<void(int, int)> &work) {
    double took = 0;
    team.run([&](int t) {
      if (t >= threads)
        return;
      Clock::time_point start;
      meeting->arrive([] {});
      if (t == 0)
        start = Clock::now();
      work(t, repetitions);
      meeting->arrive([] {});
      if (t == 0)
        took = since(start);
    });
    return took;
  }

  Team team;
  int threads = 1;
  std::unique_ptr<Barrier> meeting;
};

MachineRates measure(int wanted, double each) {
  Bench bench(wanted);
  MachineRates rates;
  rates.threads = bench.size();
  const size_t n = static_cast<size_t>(rates.threads);
  const Loops &loops = chooseLoops();

  const std::vector<MachineRates::Level> levels = levelsFor(rates.threads);
  std::vector<Buffer> data(n);
  std::vector<char> there(n, 0);
  const size_t largest = static_cast<size_t>(levels.back().bytes);
  // Not more than half of what is free: a probe must not push anything out.
  size_t bytes = largest;
  while (bytes > (size_t(1) << 20) && bytes * n > availableMemory() / 2)
    bytes /= 2;
  bench.run([&](int t) {
    const size_t at = static_cast<size_t>(t);
    there[at] = data[at].allocate(bytes);
    if (there[at])
      loops.update(data[at].as<char>(), bytes); // brings its pages
  });
  const bool all = std::all_of(there.begin(), there.end(), [](char ok) { return ok != 0; });
  for (MachineRates::Level level : levels) {
    const size_t size = static_cast<size_t>(level.bytes);
    if (!all || size > bytes)
      break;
    level.read = bench.rate(level.bytes, each, [&](int t, int repetitions) {
      const char *mine = data[static_cast<size_t>(t)].as<char>();
      for (int r = 0; r < repetitions; ++r)
        keep(loops.read(mine, size));
    });
    level.update = bench.rate(2 * level.bytes, each, [&](int t, int repetitions) {
      char *mine = data[static_cast<size_t>(t)].as<char>();
      for (int r = 0; r < repetitions; ++r) {
        loops.update(mine, size);
        keep(mine);
      }
    });
    rates.levels.push_back(level);
  }

  if (all) {
    // As delivery does it: 16-bit indices in order, a number each in a block of 64 Ki.
    constexpr size_t numbers = 65536, indices = 65536;
    rates.updateBytes = numbers * sizeof(float);
    if (bytes >= numbers * sizeof(float) + indices * sizeof(uint16_t)) {
      bench.run([&](int t) {
        char *mine = data[static_cast<size_t>(t)].as<char>();
        std::memset(mine, 0, numbers * sizeof(float));
        uint16_t *index = reinterpret_cast<uint16_t *>(mine + numbers * sizeof(float));
        uint32_t x = 12345u + static_cast<uint32_t>(t);
        for (size_t k = 0; k < indices; ++k) {
          x = x * 1664525u + 1013904223u; // Numerical Recipes' generator
          index[k] = static_cast<uint16_t>(x >> 16);
        }
      });
      rates.updates = bench.rate(indices, each, [&](int t, int repetitions) {
        char *mine = data[static_cast<size_t>(t)].as<char>();
        float *number = reinterpret_cast<float *>(mine);
        const uint16_t *index =
            reinterpret_cast<const uint16_t *>(mine + numbers * sizeof(float));
        for (int r = 0; r < repetitions; ++r) {
          for (size_t k = 0; k < indices; ++k)
            number[index[k]] += 1.0f;
          keep(number);
        }
      });
    }
  }

  constexpr int rounds = 512;
  constexpr int chains = 8;
  rates.flops32 = bench.rate(2.0 * chains * 16 * rounds, each, [&](int, int repetitions) {
    Floats x[chains + 2];
    for (Floats &v : x)
      v = Floats{} + 0.5f;
    for (int r = 0; r < repetitions; ++r)
      loops.floats(x, rounds);
    keep(x);
  });
  rates.flops64 = bench.rate(2.0 * chains * 8 * rounds, each, [&](int, int repetitions) {
    Doubles x[chains + 2];
    for (Doubles &v : x)
      v = Doubles{} + 0.5;
    for (int r = 0; r < repetitions; ++r)
      loops.doubles(x, rounds);
    keep(x);
  });
  if (rates.threads > 1) {
    const double meetings = bench.rate(1, each, [&](int, int repetitions) {
      for (int r = 0; r < repetitions; ++r)
        bench.barrier().arrive([] {});
    });
    rates.barrierSeconds = meetings > 0 ? rates.threads / meetings : 0;
  }
  return rates;
}

} // namespace

double MachineRates::bandwidth(double workingSet, bool written) const {
  for (const Level &level : levels)
    if (2 * level.bytes >= workingSet || &level == &levels.back())
      return written ? level.update : level.read;
  return 0;
}

const std::string &MachineRates::levelOf(double workingSet) const {
  static const std::string nowhere = "memory";
  for (const Level &level : levels)
    if (2 * level.bytes >= workingSet || &level == &levels.back())
      return level.name;
  return nowhere;
}

MachineProbe probeMachine(int threads) {
  const Clock::time_point start = Clock::now();
  MachineProbe probe;
  constexpr double each = 0.016; // of one measurement, at most about four times that
  probe.one = measure(1, each);
  probe.all = threads > 1 ? measure(threads, each) : probe.one;
  probe.seconds = since(start);
  return probe;
}

} // namespace neuro::rt
