//===- EngineSignals.cpp - What an engine sees of continuous edges --------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeTable.h"
#include "runtime/core/Engine.h"
#include "runtime/core/State.h"

#include <algorithm>

namespace neuro::rt {

Result<void> Instance::bindSignals() {
  return state.continuous.empty() ? Result<void>() : state.continuous.bind();
}

std::vector<SignalInstance> Instance::signals() const {
  std::vector<SignalInstance> all;
  const Continuous &continuous = state.continuous;
  for (size_t s = 0; s < continuous.signals.size(); ++s) {
    const Continuous::Signal &signal = continuous.signals[s];
    const Continuous::Part &part = continuous.shares[0].parts[s];
    SignalInstance one;
    one.projection = signal.projection->index;
    one.type = signal.plan;
    one.emit = signal.emit;
    one.uniformFields = signal.uniformFields;
    one.edgeFields = signal.edgeFields;
    const int64_t sources = signal.projection->source->size;
    const int64_t padded = (sources + LANES - 1) / LANES * LANES;
    if (signal.dense) {
      const bool mixed = !signal.projection->constantDelay;
      for (size_t r = 0; r < part.rows.size(); ++r) {
        const Continuous::Row &row = part.rows[r];
        SignalSum sum;
        sum.population = continuous.targets[signal.inputs[row.part]].population;
        sum.field = continuous.targets[signal.inputs[row.part]].field;
        sum.element = row.element;
        sum.target = row.target;
        for (int64_t i = 0; i < sources; ++i) {
          if (i % Continuous::longestBlock == 0)
            sum.pieces.emplace_back();
          SignalEdge edge;
          edge.source = static_cast<uint32_t>(i);
          edge.target = row.target;
          edge.at = static_cast<size_t>(static_cast<int64_t>(r) * padded + i);
          edge.delay = mixed ? part.delay.as<uint32_t>()[edge.at] : signal.projection->delayTicks;
          edge.excluded = std::find(row.excluded.begin(), row.excluded.end(), edge.source) !=
                          row.excluded.end();
          sum.pieces.back().push_back(edge);
        }
        one.sums.push_back(std::move(sum));
      }
    } else {
      size_t next = 0;
      for (const Continuous::Block &block : part.blocks) {
        int64_t at = block.begin;
        for (int r = 0; r < block.runs; ++r) {
          const Continuous::Run &run = part.runs[next++];
          SignalSum sum;
          sum.population = continuous.targets[run.input].population;
          sum.field = continuous.targets[run.input].field;
          sum.element = run.place; // of the one thread's first element on
          sum.pieces.emplace_back();
          for (int k = 0; k < run.length; ++k, ++at) {
            SignalEdge edge;
            edge.source = part.source.as<uint32_t>()[at];
            edge.target = part.target.as<uint32_t>()[at];
            edge.at = static_cast<size_t>(at);
            edge.delay = part.delay.size() ? part.delay.as<uint32_t>()[at]
                                           : signal.pairs->delayTicks;
            sum.target = edge.target;
            sum.pieces.back().push_back(edge);
          }
          one.sums.push_back(std::move(sum));
        }
      }
    }
    all.push_back(std::move(one));
  }
  return all;
}

double Instance::signalUniform(size_t index, int field) const {
  const Continuous::Signal &signal = state.continuous.signals[index];
  return signal.uniforms[static_cast<size_t>(signal.plan->fields[static_cast<size_t>(field)].slot)];
}

double Instance::signalValue(size_t index, size_t which, size_t at) const {
  const Continuous::Signal &signal = state.continuous.signals[index];
  const Continuous::Part &part = state.continuous.shares[0].parts[index];
  const FieldPlan &field = signal.plan->fields[static_cast<size_t>(signal.edgeFields[which])];
  return loadScalar(part.values[which].as<void>(), field.type, static_cast<int64_t>(at));
}

} // namespace neuro::rt
