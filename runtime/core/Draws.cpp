//===- Draws.cpp - Random numbers that kernels read -----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Draws.h"

#include "runtime/core/Random.h"

namespace neuro::rt {

/// Uniform in the open interval (0, 1) with the 23 bits that stay below 1 in f32.
static float toUnit32(uint64_t bits) {
  return (static_cast<float>(bits >> 41) + 0.5f) * 0x1p-23f;
}

/// Third and fourth word of the counter: 4096 streams; ticks have 52 bits.
static uint32_t streamWord(const FieldPlan &plan, int64_t tick) {
  return static_cast<uint32_t>(static_cast<uint64_t>(tick) >> 32) << 12 |
         (static_cast<uint32_t>(plan.stream) & 0xfffu);
}

static uint32_t objectWord(const Population &population) {
  return randomObject(Purpose::Draw, static_cast<uint32_t>(population.index));
}

static void fillField(FieldStore &store, const FieldPlan &plan, uint64_t seed,
                      uint32_t object, int64_t tick, int64_t begin, int64_t end) {
  constexpr int block = 64;
  static_assert(LANES % block == 0, "ranges are whole blocks");
  const uint64_t low = static_cast<uint64_t>(tick) << 32;
  const uint32_t high = streamWord(plan, tick);
  const bool normal = plan.distribution == "normal";
  uint64_t counters[block], bits[block];
  double values[block];
  for (int64_t first = begin; first < end; first += block) {
    for (int l = 0; l < block; ++l)
      counters[l] = low | static_cast<uint32_t>(first + l);
    philoxLanes(seed, counters, object, high, bits, block);
    if (normal)
      normalSamples(bits, values, block);
    if (store.type == Scalar::F32) {
      float *out = static_cast<float *>(store.data) + first;
      for (int l = 0; l < block; ++l)
        out[l] = normal ? static_cast<float>(values[l]) : toUnit32(bits[l]);
    } else {
      double *out = static_cast<double *>(store.data) + first;
      for (int l = 0; l < block; ++l)
        out[l] = normal ? values[l] : toUnit(bits[l]);
    }
  }
}

void fillDraws(Population &population, const std::vector<int> &fields, uint64_t seed,
               int64_t tick, int64_t begin, int64_t end) {
  for (int f : fields)
    fillField(population.fields[f], population.fieldPlan(f), seed, objectWord(population),
              tick, begin, end);
}

double drawAt(const Population &population, int field, uint64_t seed, int64_t tick,
              int64_t element) {
  const FieldPlan &plan = population.fieldPlan(field);
  const uint64_t bits = philox(seed,
                               static_cast<uint64_t>(tick) << 32 |
                                   static_cast<uint32_t>(element),
                               objectWord(population), streamWord(plan, tick))
                            .a;
  double value;
  if (plan.distribution == "normal")
    normalSamples(&bits, &value, 1);
  else
    value = population.fields[field].type == Scalar::F32 ? toUnit32(bits) : toUnit(bits);
  return value;
}

} // namespace neuro::rt
