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
  LogicalResult checkNoise(const Equation &equation);
  void decompose();
  void findExact();
  LogicalResult checkRequests();
  void classifyComponent(ArrayRef<unsigned> component);
  void classifyCompartments(ArrayRef<unsigned> component);
  void annotate();
  std::string noiseReason(unsigned state);

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
          << "'; known are exact, exponential_euler, rosenbrock, rk4, rk45, heun and euler";
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

/// Noise has to enter as a sum of coefficients times white().
LogicalResult Classifier::checkNoise(const Equation &equation) {
  OpBuilder builder(dynamics.model.getContext());
  Region region;
  builder.createBlock(&region);
  Operation *breaker = noiseOf(equation, builder).breaker;
  if (!breaker)
    return success();
  return emitError(breaker->getLoc(), "E0933: the white noise in the equation of '")
         << equation.name.getValue() << "' does not enter linearly: "
         << describe(breaker->getResult(0))
         << "; a function of white noise has no meaning, write g*white() with g over "
            "states and parameters";
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
/// large for a propagator are taken away. The covariance of noise is kept for
/// elements, not for edges.
void Classifier::findExact() {
  exact.assign(rows.size(), false);
  for (auto [n, equation] : llvm::enumerate(dynamics.equations))
    exact[n] = equation.ddt && rows[n].isLinear() &&
               (isElementModel(dynamics.model) || !equation.allReads.random) &&
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
        if (equation.allReads.random)
          why = "noise of synapses is added tick by tick";
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

/// Voltages of coupled compartments, and what is not linear in itself, advance
/// together; gates and the like take turns with them.
void Classifier::classifyCompartments(ArrayRef<unsigned> component) {
  SmallVector<unsigned> voltages;
  for (unsigned state : component)
    if (dynamics.equations[state].state->hasAttr("coupled"))
      voltages.push_back(state);
  for (unsigned state : component) {
    if (methods[state])
      continue;
    bool coupled = llvm::is_contained(voltages, state);
    if (!coupled && own[state].isAffine()) {
      methods[state] = Method::ExponentialEuler;
      reasons[state] = "linear in itself given " +
                       list(dynamics, without(dynamics.equations[state].reads, state));
      continue;
    }
    methods[state] = Method::Rosenbrock;
    reasons[state] = coupled ? "coupled to " + list(dynamics, without(voltages, state)) +
                                   " by axial currents: linearly implicit, eliminated from "
                                   "the leaves inwards"
                             : "not linear in itself, together with " +
                                   list(dynamics, voltages) + ": linearly implicit";
    if (coupled && !rows[state].isLinear())
      reasons[state] += "; not exact because " + rows[state].obstacle;
  }
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
  if (llvm::count_if(component, [&](unsigned state) {
        return dynamics.equations[state].state->hasAttr("coupled");
      }) > 1)
    return classifyCompartments(component);
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

/// How the noise of a state's equation is treated.
std::string Classifier::noiseReason(unsigned state) {
  if (*methods[state] == Method::Exact)
    return "; its noise with the exact covariance of a tick";
  OpBuilder builder(dynamics.model.getContext());
  Region region;
  builder.createBlock(&region);
  bool multiplicative = noiseOf(dynamics.equations[state], builder).isMultiplicative();
  bool decays = *methods[state] == Method::ExponentialEuler;
  return std::string(multiplicative ? "; multiplicative noise (Ito) by the derivative-free "
                                      "Milstein scheme"
                                    : "; additive noise by Euler-Maruyama") +
         (decays ? ", decaying with the state" : "");
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
    if (equation.ddt && equation.allReads.random)
      reasons[n] += noiseReason(n);
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
    if (equation.ddt && equation.allReads.random)
      failedAny |= failed(checkNoise(equation));
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
      if (isElementModel(model))
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
           << "'; known are auto, exact, exponential_euler, rosenbrock, rk4, rk45, heun and euler";
  }
};

} // namespace
} // namespace neuro::nir
