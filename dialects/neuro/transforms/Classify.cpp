//===- Classify.cpp - neuro-classify: a solver for every state --*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes flat, unit-free neuron models (after neuro-inline and neuro-units) whose
// states have at most one `neuro.ddt`. Leaves the same models with `solver` and
// `reason` on every state that has an equation.
//
// The automatic choice, best first:
//   exact              the largest set of states that read no other states and
//                      whose equations are linear with parametric coefficients
//                      (Rotter & Diesmann, Biol. Cybern. 81, 1999);
//   exponential_euler  a strongly connected component in which every state is
//                      linear in itself once the others are given (Rush &
//                      Larsen, IEEE Trans. Biomed. Eng. 25, 1978), by symmetric
//                      splitting;
//   rk4                every other component, whole.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/analysis/Dynamics.h"
#include "dialects/neuro/transforms/Passes.h"
#include "dialects/neuro/transforms/SolveEdge.h"

using namespace mlir;

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROCLASSIFY
#include "dialects/neuro/transforms/Passes.h.inc"

namespace {

/// "V", "V and w", "m, h and n".
std::string list(const Dynamics &dynamics, ArrayRef<unsigned> states) {
  std::string text;
  for (auto [n, state] : llvm::enumerate(states)) {
    if (n == 6 && states.size() > 7)
      return text + " and " + std::to_string(states.size() - n) + " more";
    if (n)
      text += n + 1 == states.size() ? " and " : ", ";
    text += dynamics.equations[state].name.getValue();
  }
  return text;
}

SmallVector<unsigned> without(ArrayRef<unsigned> states, unsigned state) {
  SmallVector<unsigned> rest(states);
  llvm::erase(rest, state);
  return rest;
}

class Classifier {
public:
  Classifier(ModelOp model, std::optional<Method> setting)
      : dynamics(model), setting(setting), methods(dynamics.equations.size()),
        reasons(dynamics.equations.size()) {}

  LogicalResult run();

private:
  LogicalResult readRequests();
  void decompose();
  void findExact();
  LogicalResult checkRequests();
  void classifyComponent(ArrayRef<unsigned> component);
  void annotate();

  Dynamics dynamics;
  std::optional<Method> setting;
  std::vector<std::optional<Method>> methods;
  std::vector<std::string> reasons;
  /// Where a method was asked for, or null.
  std::vector<SolverOp> requests = std::vector<SolverOp>(methods.size());
  std::vector<LinearRow> rows;
  std::vector<AffineForm> own;
  std::vector<bool> exact;
  Region scratch; ///< holds the coefficients while they are looked at
};

/// A `solve` statement of the model wins over the experiment's setting.
LogicalResult Classifier::readRequests() {
  bool failedAny = false;
  for (SolverOp solver : dynamics.model.getItems<SolverOp>()) {
    std::optional<Method> method = parseMethod(solver.getMethod());
    if (!method) {
      emitError(solver.getLoc(), "E0313: unknown solver '")
          << solver.getMethod()
          << "'; known are exact, exponential_euler, rk4, rk45 and euler";
      failedAny = true;
      continue;
    }
    for (auto name : solver.getStates().getAsRange<StringAttr>()) {
      auto it = dynamics.index.find(name);
      if (it == dynamics.index.end() ||
          !dynamics.equations[it->second].ddt) {
        emitError(solver.getLoc(), "E0308: '") << name.getValue()
                              << "' has no differential equation to solve";
        failedAny = true;
        continue;
      }
      if (requests[it->second]) {
        auto error = emitError(solver.getLoc(), "E0351: two solvers for '")
                     << name.getValue() << "'";
        error.attachNote(requests[it->second].getLoc()) << "the other one";
        failedAny = true;
        continue;
      }
      methods[it->second] = method;
      requests[it->second] = solver;
      reasons[it->second] = "asked for by the model";
    }
  }
  for (auto [n, equation] : llvm::enumerate(dynamics.equations))
    if (equation.ddt && setting && !methods[n]) {
      methods[n] = setting;
      reasons[n] = "asked for by the setting 'solver'";
    }
  return failure(failedAny);
}

void Classifier::decompose() {
  OpBuilder builder(dynamics.model.getContext());
  builder.createBlock(&scratch);
  for (const Equation &equation : dynamics.equations) {
    if (!equation.ddt) {
      rows.emplace_back(dynamics.model.getLoc());
      own.emplace_back();
      continue;
    }
    rows.push_back(linearRow(dynamics, equation, builder));
    own.push_back(ownForm(dynamics, equation, builder));
  }
}

/// Starts from all linear states and drops those that read a dropped one until
/// nothing changes; what remains is the largest closed set, of which blocks too
/// large for a propagator are taken away.
void Classifier::findExact() {
  exact.assign(rows.size(), false);
  for (auto [n, equation] : llvm::enumerate(dynamics.equations))
    exact[n] = equation.ddt && rows[n].isLinear() &&
               (!methods[n] || *methods[n] == Method::Exact);
  for (bool changed = true; changed;) {
    changed = false;
    for (auto [n, equation] : llvm::enumerate(dynamics.equations)) {
      if (!exact[n])
        continue;
      for (unsigned read : equation.reads)
        if (!exact[read]) {
          exact[n] = false;
          changed = true;
          break;
        }
    }
  }
  SmallVector<unsigned> members;
  for (unsigned n = 0; n < exact.size(); ++n)
    if (exact[n])
      members.push_back(n);
  for (ArrayRef<unsigned> block : dynamics.weakComponents(members)) {
    if (block.size() <= MaxLinearBlock)
      continue;
    for (unsigned state : block) {
      exact[state] = false;
      rows[state].obstacle = "its linear block has " +
                             std::to_string(block.size()) +
                             " states, more than " +
                             std::to_string(MaxLinearBlock);
    }
  }
}

LogicalResult Classifier::checkRequests() {
  bool failedAny = false;
  for (auto [n, equation] : llvm::enumerate(dynamics.equations)) {
    if (!equation.ddt || !methods[n])
      continue;
    StringRef name = equation.name.getValue();
    std::string why;
    Location where = equation.ddt.getLoc();
    if (*methods[n] == Method::Exact && !exact[n]) {
      if (!rows[n].isLinear()) {
        why = rows[n].obstacle;
        where = rows[n].obstacleLoc;
      } else {
        for (unsigned read : without(equation.reads, n))
          if (!exact[read])
            why = "it reads " + dynamics.equations[read].name.str() +
                  ", which has no exact solution";
      }
      why = "E0351: no exact solution for '" + name.str() + "': " + why;
    } else if (*methods[n] == Method::ExponentialEuler && !own[n].isAffine()) {
      why = "E0351: exponential Euler does not apply to '" + name.str() +
            "': its term " + describe(own[n].breaker->getResult(0)) +
            " is not linear in " + name.str();
      where = own[n].breaker->getLoc();
    }
    if (why.empty())
      continue;
    InFlightDiagnostic error = emitError(where, why);
    if (requests[n])
      error.attachNote(requests[n].getLoc()) << reasons[n] << " here";
    else
      error.attachNote(equation.ddt.getLoc()) << reasons[n];
    failedAny = true;
  }
  return failure(failedAny);
}

void Classifier::classifyComponent(ArrayRef<unsigned> component) {
  auto open = [&](unsigned state) { return !methods[state].has_value(); };
  if (llvm::none_of(component, open))
    return;
  if (exact[component.front()]) {
    // Exactness is a property of the whole component.
    for (unsigned state : component) {
      SmallVector<unsigned> others =
          without(dynamics.closure(state), state);
      methods[state] = Method::Exact;
      reasons[state] = "linear with constant coefficients";
      if (!others.empty())
        reasons[state] += ", together with " + list(dynamics, others);
    }
    return;
  }
  const unsigned *nonlinear = llvm::find_if(
      component, [&](unsigned state) { return !own[state].isAffine(); });
  for (unsigned state : component) {
    if (!open(state))
      continue;
    const Equation &equation = dynamics.equations[state];
    if (nonlinear == component.end()) {
      methods[state] = Method::ExponentialEuler;
      SmallVector<unsigned> others = without(equation.reads, state);
      reasons[state] = "linear in itself";
      if (!others.empty())
        reasons[state] += " given " + list(dynamics, others);
      if (!rows[state].isLinear())
        reasons[state] += "; not exact because " + rows[state].obstacle;
      continue;
    }
    methods[state] = Method::RungeKutta4;
    const AffineForm &form = own[state];
    if (!form.isAffine())
      reasons[state] = "not linear in itself: the term " +
                       describe(form.breaker->getResult(0));
    else
      reasons[state] = "coupled to " +
                       dynamics.equations[*nonlinear].name.str() +
                       ", which is not linear in itself";
  }
}

void Classifier::annotate() {
  for (const Threshold &threshold : upwardThresholds(dynamics)) {
    std::optional<Method> method = methods[threshold.state];
    if (method == Method::RungeKutta4 || method == Method::RungeKutta45)
      reasons[threshold.state] +=
          "; within a tick its equations see it no higher than the spike "
          "threshold, so that an upstroke cannot overflow";
  }
  for (auto [n, equation] : llvm::enumerate(dynamics.equations)) {
    if (!equation.ddt) {
      equation.state.setSolver("events");
      equation.state.setReason("has no equation: only events change it");
      continue;
    }
    equation.state.setSolver(methodName(*methods[n]));
    equation.state.setReason(reasons[n]);
  }
}

LogicalResult Classifier::run() {
  bool failedAny = failed(readRequests());
  for (const Equation &equation : dynamics.equations)
    if (equation.ddt && equation.allReads.random) {
      emitError(equation.ddt.getLoc(), "E0908: the equation of '")
          << equation.name.getValue()
          << "' has a noise term; stochastic equations are not executed yet";
      failedAny = true;
    }
  if (failedAny)
    return failure();
  decompose();
  findExact();
  if (failed(checkRequests()))
    return failure();
  for (ArrayRef<unsigned> component : dynamics.components())
    classifyComponent(component);
  annotate();
  return success();
}

struct NeuroClassify : impl::NeuroClassifyBase<NeuroClassify> {
  using NeuroClassifyBase::NeuroClassifyBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    std::optional<Method> setting;
    if (failed(readSetting(module, setting)))
      return signalPassFailure();
    bool failedAny = false;
    for (ModelOp model : module.getOps<ModelOp>())
      if (model.getKind() == ModelKind::Neuron)
        failedAny |= failed(Classifier(model, setting).run());
      else if (model.getKind() == ModelKind::Synapse) {
        if (failed(Classifier(model, std::nullopt).run()))
          failedAny = true;
        else
          classifyEdge(model);
      }
    if (failedAny)
      signalPassFailure();
  }

  /// The option, or the one `solver = …` that the experiments agree on.
  LogicalResult readSetting(ModuleOp module, std::optional<Method> &setting) {
    std::string name = solver;
    Location where = module.getLoc();
    if (name.empty()) {
      SettingOp first;
      for (ExperimentOp experiment : module.getOps<ExperimentOp>())
        for (SettingOp found : experiment.getItems<SettingOp>()) {
          if (found.getSetting() != "solver" || !found.getText())
            continue;
          if (first && *first.getText() != *found.getText()) {
            auto error = emitError(
                found.getLoc(), "E0351: experiments of one compilation want different solvers");
            error.attachNote(first.getLoc()) << "the other one is here";
            return failure();
          }
          first = found;
          name = found.getText()->str();
          where = found.getLoc();
        }
    }
    if (name.empty() || name == "auto")
      return success();
    setting = parseMethod(name);
    if (setting)
      return success();
    return emitError(where, "E0313: unknown solver '")
           << name
           << "'; known are auto, exact, exponential_euler, rk4, rk45 and euler";
  }
};

} // namespace
} // namespace neuro::nir
