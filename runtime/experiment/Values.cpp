//===- Values.cpp - Expressions of an experiment ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Interpreter.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

using namespace neuro::rt;

Scope Interpreter::scope() const {
  Scope out;
  if (simulation) {
    out = simulation->scope();
  } else {
    // Before the network exists: defaults and overrides, in order.
    out.dt = result.dt;
    out.seed = result.seed;
    for (const ParameterPlan &parameter : network.parameters) {
      Result<double> value = evaluateScalar(parameter.value, out);
      double v = value ? *value : NAN;
      for (const auto &[index, forced] : parameters)
        if (index == static_cast<int>(out.parameters.size()))
          v = forced;
      out.parameters.push_back(v);
    }
  }
  out.occasion = occasion;
  return out;
}

Flow Interpreter::scalar(const Expr &expr, double &value, const std::string &at) {
  Array all;
  if (Flow flow = array(expr, all, at); flow != Flow::Go)
    return flow;
  if (all.data.size() != 1)
    return fail(fmt::format("E0508: one value is needed here, but this is {}", all.text()), at);
  value = all.data[0];
  return Flow::Go;
}

Flow Interpreter::array(const Expr &expr, Array &value, const std::string &at) {
  // Only what draws is numbered, so that looking at more changes nothing.
  const uint64_t here = drawsAny(expr) ? ++occasion : occasion;
  std::vector<Array> table(plan.measures.size());
  for (const Instr &instr : expr.code) {
    if (instr.op != Op::Measure || !table[static_cast<size_t>(instr.a)].data.empty())
      continue;
    if (Flow flow = measured(instr.a, table[static_cast<size_t>(instr.a)], at); flow != Flow::Go)
      return flow;
  }
  Scope names = scope();
  names.occasion = here;
  Result<Array> evaluated = evaluateArray(expr, names, {&variables, &table});
  if (!evaluated)
    return fail(evaluated.error(), at);
  value = std::move(*evaluated);
  return Flow::Go;
}

/// The value of a measure. Its arguments are expressions themselves, and may hold
/// measures again; sema bounds the nesting.
Flow Interpreter::measured(int index, Array &value, const std::string &outer) {
  const MeasurePlan &measure = plan.measures[static_cast<size_t>(index)];
  const std::string &at = measure.at.empty() ? outer : measure.at;
  MeasureTable::Call call;
  for (const MeasurePlan::Arg &arg : measure.args) {
    Array evaluated;
    if (Flow flow = array(arg.value, evaluated, at); flow != Flow::Go)
      return flow;
    call.arguments.emplace_back(arg.name, std::move(evaluated));
  }
  if (measure.data >= 0)
    if (Flow flow = openData(static_cast<size_t>(measure.data), at); flow != Flow::Go)
      return flow;
  call.occasion = MeasureTable::draws(measure) ? ++occasion : occasion;
  call.seed = result.seed;
  call.dt = result.dt;
  if (MeasureTable::needsSimulation(measure)) {
    if (Flow flow = ensureSimulation(); flow != Flow::Go)
      return flow;
    call.simulation = simulation.get();
  }
  call.now = simulation ? simulation->time() : 0;
  call.realTimeFactor = biologicalHere > 0 ? simulatedHere * 1000 / biologicalHere : NAN;
  call.phases = &phases;
  call.presentations = &shown;
  if (measure.data >= 0)
    call.data = data[static_cast<size_t>(measure.data)].get();
  if (sample) {
    call.sampleData = sample->data;
    call.sample = sample->index;
  }
  Result<Array> got = measures.evaluate(index, call);
  if (!got)
    return fail(got.error(), at);
  value = std::move(*got);
  if (value.shape.empty() && value.data.empty())
    value.data = {NAN};
  return Flow::Go;
}
