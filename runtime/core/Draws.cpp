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

static void fillField(FieldStore &store, const FieldPlan &plan, uint64_t seed,
                      uint32_t object, int64_t tick, int64_t begin, int64_t end) {
  constexpr int block = 64;
  static_assert(LANES % block == 0, "ranges are whole blocks");
  const uint64_t low = static_cast<uint64_t>(tick) << 32;
  // 4096 streams; ticks have 52 bits.
  const uint32_t high = static_cast<uint32_t>(static_cast<uint64_t>(tick) >> 32) << 12 |
                        (static_cast<uint32_t>(plan.stream) & 0xfffu);
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
  const uint32_t object =
      randomObject(Purpose::Draw, static_cast<uint32_t>(population.index));
  for (int f : fields)
    fillField(population.fields[f], population.fieldPlan(f), seed, object, tick, begin, end);
}

} // namespace neuro::rt
