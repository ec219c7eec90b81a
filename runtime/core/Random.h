//===- Random.h - Counter-based random numbers ------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
// SC 2011). The key is the seed; the counter says what the number is for:
//
//   c0, c1   element and tick, or the 64-bit identity of an edge
//   c2       purpose (8 bits) and index of the object (24 bits)
//   c3       stream, or high tick bits
//
// so numbers depend on their use and on nothing else.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_RANDOM_H
#define NEURO_RUNTIME_CORE_RANDOM_H

#include <Random123/philox.h>

#include <cstdint>

namespace neuro::rt {

enum class Purpose : uint8_t {
  Initial, ///< parameters and states of a population
  Assign,  ///< assignments between runs
  Weight,
  Delay,
  Connect, ///< which pairs are connected
  Share,   ///< how many synapses each target gets (fixed_total)
  Poisson, ///< counts of a Poisson source
  PoissonTail,
  Noise, ///< noise stimuli
  Edge,      ///< fields of edges with state
  EdgeDelay, ///< their further delays
  EdgeDraw,  ///< draws in their handlers
  EdgeGrow,  ///< structural changes
  Position, ///< of elements in a box
  Draw,      ///< Draw fields of populations
};

/// Index must be below 2^24.
constexpr uint32_t randomObject(Purpose purpose, uint32_t index) {
  return static_cast<uint32_t>(purpose) << 24 | (index & 0xffffffu);
}

struct Random128 {
  uint64_t a, b;
};

inline Random128 philox(uint64_t seed, uint64_t c01, uint32_t c2, uint32_t c3) {
  r123::Philox4x32::ctr_type counter = {
      {static_cast<uint32_t>(c01), static_cast<uint32_t>(c01 >> 32), c2, c3}};
  r123::Philox4x32::key_type key = {
      {static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)}};
  r123::Philox4x32::ctr_type r = r123::Philox4x32()(counter, key);
  return {static_cast<uint64_t>(r.v[1]) << 32 | r.v[0],
          static_cast<uint64_t>(r.v[3]) << 32 | r.v[2]};
}

/// First halves (`a`) of philox for n values of c01, as vector code.
void philoxLanes(uint64_t seed, const uint64_t *c01, uint32_t c2, uint32_t c3,
                 uint64_t *out, int n);

/// Uniform in the open interval (0, 1), 53 bits.
inline double toUnit(uint64_t bits) {
  // The largest of them would be rounded to 1.
  const double unit = (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53;
  return unit < 1 ? unit : 1 - 0x1p-53;
}

/// Uniform integer in [0, n), n > 0: the high half of the product (Lemire 2019,
/// without the rejection step: the bias is below n / 2^64).
inline uint64_t toBelow(uint64_t bits, uint64_t n) {
  return static_cast<uint64_t>((static_cast<unsigned __int128>(bits) * n) >> 64);
}

/// philox of `sequenceBlock` consecutive c3, as vector code: out[2 k] and
/// out[2 k + 1] are the halves of counter c3 + k.
constexpr int sequenceBlock = 16;
void philoxSequence(uint64_t seed, uint64_t c01, uint32_t c2, uint32_t c3,
                    uint64_t *out);

/// A sequence of 64-bit numbers for one object and one 64-bit identity: halves of
/// counters 0, 1, 2, … The first few are made one by one, later ones in blocks.
class RandomSequence {
public:
  RandomSequence(uint64_t seed, uint64_t id, uint32_t object)
      : seed(seed), id(id), object(object) {}
  uint64_t next() {
    if (used == filled)
      refill();
    return buffer[used++];
  }
  double unit() { return toUnit(next()); }

private:
  void refill() {
    used = 0;
    if (position < 4) {
      Random128 r = philox(seed, id, object, position++);
      buffer[0] = r.a;
      buffer[1] = r.b;
      filled = 2;
      return;
    }
    philoxSequence(seed, id, object, position, buffer);
    position += sequenceBlock;
    filled = 2 * sequenceBlock;
  }

  uint64_t seed, id;
  uint32_t object, position = 0;
  int used = 0, filled = 0;
  uint64_t buffer[2 * sequenceBlock];
};

/// Standard normal by inversion of the distribution function: one uniform
/// gives one normal, so draws stay counter-based.
double normalSample(uint64_t bits);
void normalSamples(const uint64_t *bits, double *out, int n);
double logNormalSample(uint64_t bits, double mean, double sd);
double exponentialSample(uint64_t bits, double mean);
/// Marsaglia and Tsang (2000), "A simple method for generating gamma
/// variables"; attempts take successive counters below the given stream word,
/// whose low 12 bits must be 0.
double gammaSample(uint64_t seed, uint64_t id, uint32_t object, uint32_t stream,
                   double shape, double scale);
/// Number of successes in n trials of probability p, by inversion outwards
/// from the mode: O(sqrt(n p (1 - p))) steps, exact to rounding.
int64_t binomialSample(double unit, int64_t n, double p);
/// Number of marked items among `drawn` of `total`, `marked` of which are
/// marked; inversion from the mode.
int64_t hypergeometricSample(double unit, int64_t total, int64_t marked,
                             int64_t drawn);
/// Poisson by inversion from the mode.
int64_t poissonSample(double unit, double mean);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_RANDOM_H
