//===- ClassifyEdge.cpp - Which edges can wait for their next event -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An edge may be left alone between events when completing the ticks that passed
// all at once gives what stepping through them one by one would have given.
//
// Flow. For x' = A x + b with A, b constant between events the solution over n
// ticks is the n-th power of that over one, exp(A n dt) = exp(A dt)^n, so the
// order of completing does not matter. This needs every equation of the synapse
// to be linear with coefficients that parameters decide, and to read nothing that
// changes between the edge's own events: no variable of an end, no trace, no time.
//
// Bounds. Stepping clips a bounded state in every tick, completing only clips it
// before and after the whole flow. A bounded state without an equation is clipped
// once and stays. One whose solution is monotone in time either stays inside the
// interval or leaves it once, through one end, and moves on outward; stepping then
// keeps it at that end, where clipping afterwards puts it as well. Monotone are
//   x' = a x + b       the solution approaches or leaves -b/a from one side;
//   x' = c y, y' = a y y keeps its sign, so x keeps its direction.
// No other state may read a bounded one that flows, since it would have seen the
// clipped values on the way. Any other bounded state could touch its bound and
// return: such edges are stepped.
//
// Memory. Coupled states without a closed form need the matrices of 1, 2, 4, … ticks
// (SolveEdgeFlow.cpp). One set of them serves all edges; where their coefficients
// differ from edge to edge each edge would keep 32 matrices, kilobytes of them, and
// is stepped with the one of a single tick instead.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/transforms/Classes.h"
#include "dialects/neuro/transforms/SolveEdge.h"

using namespace mlir;
using namespace neuro::nir;

namespace {

/// True for x' = c y with y' = a y: x moves one way only.
bool followsDecay(const Dynamics &dynamics, const Equation &x) {
  Region scratch; // holds the coefficients while they are looked at
  OpBuilder builder(x.ddt.getContext());
  builder.createBlock(&scratch);
  LinearRow row = linearRow(dynamics, x, builder);
  if (!row.isLinear() || row.form.constant || row.form.coefficients.size() != 1)
    return false;
  auto y = dynamics.index.find(row.form.coefficients.begin()->first);
  if (y == dynamics.index.end() || !dynamics.equations[y->second].ddt)
    return false;
  const Equation &source = dynamics.equations[y->second];
  LinearRow decay = linearRow(dynamics, source, builder);
  return decay.isLinear() && !decay.form.constant &&
         decay.form.coefficients.size() == 1 &&
         decay.form.coefficients.begin()->first == source.name;
}

/// True if a continuous projection has such edges.
bool isReadBySignal(ModelOp synapse) {
  Operation *module = synapse->getParentOp();
  if (!module)
    return false;
  WalkResult found = module->walk([&](ProjectOp project) {
    return !project.getSignal().empty() && project.getVia() == synapse.getSymName()
               ? WalkResult::interrupt()
               : WalkResult::advance();
  });
  return found.wasInterrupted();
}

/// True if the solution of a block can be written down without matrices: every state
/// reads only such others as decay by themselves (see SolveEdgeFlow.cpp).
bool hasClosedForm(const Dynamics &dynamics, ArrayRef<unsigned> block) {
  Region scratch;
  OpBuilder builder(dynamics.model.getContext());
  builder.createBlock(&scratch);
  llvm::DenseSet<unsigned> decaying;
  std::vector<std::pair<unsigned, SmallVector<unsigned, 4>>> reading;
  for (unsigned state : block) {
    const Equation &equation = dynamics.equations[state];
    LinearRow row = linearRow(dynamics, equation, builder);
    bool driven = row.lumped || row.form.constant;
    SmallVector<unsigned, 4> others;
    for (auto &[name, coefficient] : row.form.coefficients)
      if (!dynamics.hasEquation(name))
        driven = true;
      else if (name != equation.name)
        others.push_back(dynamics.index.lookup(name));
    if (others.empty() && !driven)
      decaying.insert(state);
    reading.emplace_back(state, std::move(others));
  }
  return llvm::all_of(reading, [&](const auto &row) {
    return llvm::all_of(row.second, [&](unsigned other) { return decaying.contains(other); });
  });
}

/// Parameters that differ between the edges of some projection through the synapse.
ParameterNames varyingOf(ModelOp synapse) {
  ParameterNames names;
  auto module = dyn_cast_or_null<ModuleOp>(synapse->getParentOp());
  if (!module)
    return names;
  module.walk([&](ProjectOp project) {
    if (project.getVia() == synapse.getSymName())
      for (const std::string &name : varyingParameters(module, project, synapse))
        names.insert(name);
  });
  return names;
}

/// The coupled states whose matrices would differ from edge to edge, if any.
std::string statesWithOwnMatrices(const Dynamics &dynamics) {
  const ParameterNames varying = varyingOf(dynamics.model);
  if (varying.empty())
    return "";
  SmallVector<unsigned> flowing;
  for (auto [n, equation] : llvm::enumerate(dynamics.equations))
    if (equation.ddt)
      flowing.push_back(n);
  for (ArrayRef<unsigned> block : dynamics.weakComponents(flowing)) {
    std::string names, parameter;
    for (unsigned state : block) {
      names += (names.empty() ? "" : " and ") + dynamics.equations[state].name.str();
      for (StringAttr read : dynamics.equations[state].allReads.names)
        if (varying.count(read.str()))
          parameter = read.str();
    }
    if (!parameter.empty() && !hasClosedForm(dynamics, block))
      return parameter + " differs from edge to edge, and completing " + names +
             " would take 32 matrices an edge";
  }
  return "";
}

/// Why the edges cannot wait, as half a sentence, or "".
std::string obstacle(const Dynamics &dynamics) {
  if (!dynamics.model.getItems<DdtOp>().empty() && isReadBySignal(dynamics.model))
    return "a signal reads them all the time";
  llvm::DenseMap<StringAttr, bool> bounded;
  for (BoundOp bound : dynamics.model.getItems<BoundOp>())
    bounded[bound.getStateAttr().getAttr()] = true;
  for (const Equation &equation : dynamics.equations) {
    if (!equation.ddt)
      continue;
    std::string name = equation.name.str();
    if (equation.allReads.random)
      return "the equation of " + name + " has noise";
    if (equation.state.getSolver() != "exact")
      return "the equation of " + name + " is not linear with constant coefficients";
    if (equation.allReads.time)
      return "the equation of " + name + " depends on t";
    for (StringAttr read : equation.allReads.names)
      if (dynamics.inputs.contains(read))
        return "the equation of " + name + " reads " + read.str() +
               ", which changes between the edge's events";
    for (unsigned other : equation.reads) {
      StringAttr read = dynamics.equations[other].name;
      if (read == equation.name)
        continue;
      if (bounded.lookup(equation.name) && !followsDecay(dynamics, equation))
        return name + " is bounded and depends on " + read.str() +
               ", so that it could touch its bound between events";
      if (bounded.lookup(read))
        return name + " depends on " + read.str() + ", which is bounded";
    }
  }
  for (BoundOp bound : dynamics.model.getItems<BoundOp>())
    for (Value end : yieldedValues(bound.getRange()))
      for (StringAttr read : readsOf(end).names)
        if (dynamics.hasEquation(read) || dynamics.inputs.contains(read))
          return "the bound of " + bound.getState().str() + " depends on " + read.str();
  return statesWithOwnMatrices(dynamics);
}

} // namespace

void neuro::nir::classifyEdge(ModelOp synapse) {
  Dynamics dynamics(synapse);
  std::string why = obstacle(dynamics);
  OpBuilder builder(synapse.getContext());
  synapse->setAttr("flow", builder.getStringAttr(why.empty() ? "lazy" : "step"));
  for (const Equation &equation : dynamics.equations) {
    if (!equation.ddt)
      continue;
    std::string reason = equation.state.getReason().value_or("").str();
    if (why.empty())
      reason += "; completed when an event touches the edge, for all the ticks that passed "
                "at once";
    else
      reason += "; every edge is advanced in every tick, because " + why;
    equation.state.setReason(reason);
  }
}

bool neuro::nir::isStepped(ModelOp synapse) {
  auto flow = synapse->getAttrOfType<StringAttr>("flow");
  return flow && flow.getValue() == "step";
}

bool neuro::nir::isParameterOfEnds(ModelOp synapse, InputOp input) {
  auto end = input->getAttrOfType<StringAttr>("end");
  auto of = input->getAttrOfType<StringAttr>("of");
  Operation *module = synapse->getParentOp();
  if (!end || !of || !module)
    return false;
  bool isParameter = true, any = false;
  auto check = [&](ModelOp model) {
    any = true;
    isParameter &= model && isa_and_nonnull<ParamOp>(lookupMember(model, of.getValue()));
  };
  if (end.getValue() == "ref") {
    auto ref = synapse.lookup<RefOp>(
        synapse.lookup(input->getAttrOfType<StringAttr>("ref").getValue())
            ? input->getAttrOfType<StringAttr>("ref").getValue()
            : StringRef());
    check(ref ? dyn_cast_or_null<ModelOp>(SymbolTable::lookupSymbolIn(
                    module, ref.getModelAttr().getAttr()))
              : ModelOp());
    return any && isParameter;
  }
  module->walk([&](ProjectOp project) {
    if (!project.getVia() || *project.getVia() != synapse.getSymName())
      return;
    auto network = project->getParentOfType<NetworkOp>();
    StringRef view = end.getValue() == "pre" ? project.getSource() : project.getTarget();
    for (PopulationOp population : network.populationsOf(view))
      check(population.getModelAttr()
                ? dyn_cast_or_null<ModelOp>(SymbolTable::lookupSymbolIn(
                      module, population.getModelAttr().getAttr()))
                : ModelOp());
  });
  return any && isParameter;
}
