//===- Passes.h - Whole-model passes that can be switched off ---*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What only a compiler that sees the whole model can do. Some are passes over
// IR, some choices made when a network is instantiated; all go by these names,
// and a program means the same without any of them. Free of LLVM.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_ABI_PASSES_H
#define NEURO_RUNTIME_ABI_PASSES_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace neuro::rt {

enum class Pass : uint8_t {
  ReceptorMerging,
  DeadState,
  CompiledRecording,
  PopulationFusion,
  PoissonFolding,
  ConstantWeights,
  TraceSharing,
  NarrowCounters,
  DirectArrivals
};

struct PassInfo {
  Pass pass;
  const char *name;
  const char *sentence;
  /// Without it a run differs in the last digits of sums; else it is the same
  /// to the bit.
  bool rounds;
};

inline constexpr PassInfo allPasses[] = {
    {Pass::ReceptorMerging, "receptor-merging",
     "receptors of equal dynamics on a neuron share their states", true},
    {Pass::DeadState, "dead-state",
     "states, ports, traces and coefficients that nobody reads go away", true},
    {Pass::CompiledRecording, "compiled-recording",
     "only those `let`s are computed that somebody looks at", false},
    {Pass::PopulationFusion, "population-fusion",
     "populations of one class with equal parameters run in one kernel call", false},
    {Pass::PoissonFolding, "poisson-folding",
     "events of Poisson sources with one target are counted there, never sent", true},
    {Pass::ConstantWeights, "constant-weights",
     "a weight or state that all synapses share is stored once", true},
    {Pass::TraceSharing, "trace-sharing",
     "events of neurons and equal traces are kept once for all synapses", false},
    {Pass::NarrowCounters, "narrow-counters",
     "refractory counters take one or two bytes where that is enough", false},
    {Pass::DirectArrivals, "direct-arrivals",
     "events of ports that do nothing but add are added to the state itself", true},
};

inline const PassInfo &infoOf(Pass pass) { return allPasses[static_cast<size_t>(pass)]; }

inline std::optional<Pass> passCalled(std::string_view name) {
  for (const PassInfo &info : allPasses)
    if (name == info.name)
      return info.pass;
  return std::nullopt;
}

/// A set of them: those to do without.
class PassSet {
public:
  void add(Pass pass) { bits |= 1u << static_cast<unsigned>(pass); }
  bool has(Pass pass) const { return bits >> static_cast<unsigned>(pass) & 1; }
  bool empty() const { return bits == 0; }
  /// "receptor-merging,dead-state"
  std::string str() const {
    std::string text;
    for (const PassInfo &info : allPasses)
      if (has(info.pass))
        text += (text.empty() ? "" : ",") + std::string(info.name);
    return text;
  }

private:
  uint32_t bits = 0;
};

/// What a pass did to a program, for `nc report`.
struct PassNote {
  Pass pass;
  std::string text; ///< "LIF: inh.I into exc.I"
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_ABI_PASSES_H
