//===- Solve.cpp - neuro-solve: equations become one update -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes flat, unit-free neuron models whose states say their solver (after
// neuro-classify). Leaves them without equations, handlers, spike and event
// statements: each has one `neuro.update` in the order FLOW, ARRIVE, DETECT,
// RESET, its propagators, and its event ports.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/transforms/Passes.h"
#include "dialects/neuro/transforms/Solve.h"
#include "dialects/neuro/transforms/SolveEdge.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROSOLVE
#include "dialects/neuro/transforms/Passes.h.inc"

//===----------------------------------------------------------------------===//
// The tick under construction
//===----------------------------------------------------------------------===//

static UpdateOp appendUpdate(ModelOp model) {
  OpBuilder builder = OpBuilder::atBlockEnd(&model.getBodyBlock());
  auto update = UpdateOp::create(builder, model.getLoc());
  update.getBody().emplaceBlock();
  return update;
}

TickBuilder::TickBuilder(Dynamics &dynamics)
    : dynamics(dynamics), model(dynamics.model), update(appendUpdate(model)),
      builder(OpBuilder::atBlockEnd(&update.getBody().front())),
      loc(model.getLoc()), math(builder, loc),
      flowed(dynamics.equations.size()), holds(dynamics.equations.size()),
      thresholds(upwardThresholds(dynamics)) {
  for (Operation &op : model.getBodyBlock())
    if (isa<StateOp, InputOp, ParamOp, DerivedOp>(op)) {
      StringAttr name = SymbolTable::getSymbolName(&op);
      atStart[name] = GetOp::create(builder, op.getLoc(), declaredType(&op),
                                    name.getValue());
    }
  time = TimeOp::create(builder, loc, builder.getF64Type());
  dt = DtOp::create(builder, loc, builder.getF64Type());
  for (TraceOp trace : model.getItems<TraceOp>())
    atStart[trace.getSymNameAttr()] = decayedTrace(builder, trace, dt, interpreter());
  for (SpikeOp spike : model.getItems<SpikeOp>())
    if (auto names = spike.getHold())
      for (auto name : names->getAsRange<FlatSymbolRefAttr>()) {
        auto it = dynamics.index.find(name.getAttr());
        if (it == dynamics.index.end())
          continue;
        holds[it->second] = true;
        if (!held)
          held = RefractoryOp::create(builder, spike.getLoc(),
                                      builder.getI1Type());
      }
  for (unsigned state = 0; state < flowed.size(); ++state)
    flowed[state] = old(state);
}

Value TickBuilder::unlessHeld(unsigned state, Value moved, Value still) {
  return isHeld(state) ? math.select(held, still, moved) : moved;
}

AffineInterpreter TickBuilder::interpreterAt(Value atTime) {
  AffineInterpreter result(builder, &atStart);
  result.setHook([this, atTime](Operation *op) -> std::optional<AffineForm> {
    if (isa<TimeOp>(op))
      return AffineForm::of(atTime);
    if (isa<DtOp>(op))
      return AffineForm::of(dt);
    return withoutNoise(op);
  });
  return result;
}

SmallVector<Value, 2>
TickBuilder::noise(unsigned state, const llvm::DenseMap<unsigned, Value> &values,
                   Value atTime) {
  const Equation &equation = dynamics.equations[state];
  AffineInterpreter result = interpreter();
  for (unsigned read : equation.reads)
    if (Value value = values.lookup(read))
      result.bind(dynamics.equations[read].name, value);
  unsigned count = 0;
  result.setHook([&](Operation *op) -> std::optional<AffineForm> {
    if (isa<TimeOp>(op))
      return AffineForm::of(atTime);
    if (isa<DtOp>(op))
      return AffineForm::of(dt);
    if (isa<WhiteOp>(op))
      return AffineForm::variable(builder, op->getLoc(),
                                  noiseName(op->getContext(), count++));
    return std::nullopt;
  });
  Block &body = equation.ddt.getValue().front();
  result.run(body);
  AffineForm form = result.yielded(body);
  SmallVector<Value, 2> coefficients;
  for (unsigned n = 0; n < count; ++n)
    if (Value coefficient = form.coefficient(noiseName(builder.getContext(), n)))
      coefficients.push_back(coefficient);
  return coefficients;
}

Value TickBuilder::random(StringRef distribution, OpBuilder &at) {
  return RandomOp::create(at, loc, at.getF64Type(), at.getStringAttr(distribution),
                          at.getI64IntegerAttr(streams++));
}

Value TickBuilder::derivative(unsigned state,
                              const llvm::DenseMap<unsigned, Value> &values,
                              Value atTime) {
  AffineInterpreter result = interpreterAt(atTime);
  for (unsigned read : dynamics.equations[state].reads)
    if (Value value = values.lookup(read))
      result.bind(dynamics.equations[read].name, value);
  Block &body = dynamics.equations[state].ddt.getValue().front();
  result.run(body);
  Value slope = result.yielded(body).constant;
  return slope ? unlessHeld(state, slope, nullptr) : slope;
}

void TickBuilder::clampAtThresholds(
    llvm::DenseMap<unsigned, Value> &values) {
  llvm::DenseMap<unsigned, Value> clamped = values;
  for (const Threshold &threshold : thresholds) {
    auto it = clamped.find(threshold.state);
    if (it == clamped.end())
      continue;
    AffineInterpreter result = interpreter();
    for (auto [state, value] : values)
      result.bind(dynamics.equations[state].name, value);
    // A condition beside the comparison may be a rising one: not looked at.
    result.setHook([&](Operation *op) -> std::optional<AffineForm> {
      if (isa<RisingOp>(op))
        return AffineForm::of(
            arith::ConstantOp::create(builder, op->getLoc(),
                                      builder.getBoolAttr(false)));
      if (isa<TimeOp>(op))
        return AffineForm::of(time);
      if (isa<DtOp>(op))
        return AffineForm::of(dt);
      return std::nullopt;
    });
    result.run(*threshold.threshold.getParentBlock());
    Location where = threshold.threshold.getLoc();
    Value ceiling = Arithmetic(builder, where)
                        .materialize(result.lookup(threshold.threshold).constant);
    Value above = arith::CmpFOp::create(
        builder, where, arith::CmpFPredicate::OGT, it->second, ceiling);
    it->second = math.select(above, ceiling, it->second);
  }
  values = std::move(clamped);
}

std::string TickBuilder::freshSymbol(StringRef base) {
  for (unsigned n = 0;; ++n) {
    std::string name = (base + Twine(n)).str();
    if (!model.lookup(name))
      return name;
  }
}

void eraseUnused(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block))) {
    for (Region &region : op.getRegions())
      for (Block &inner : region)
        eraseUnused(inner);
    if (op.use_empty() && !isa<ArrivalOp>(op) &&
        (isa<GetOp, RefractoryOp, RandomOp>(op) || isOpTriviallyDead(&op)))
      op.erase();
  }
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {

/// The tolerance a `solve … with rk45(rtol, atol)` asks for; the smallest of all.
LogicalResult readTolerance(ModelOp model, Tolerance &tolerance) {
  for (SolverOp solver : model.getItems<SolverOp>()) {
    for (auto [name, bound] :
         {std::make_pair("rtol", &tolerance.relative),
          std::make_pair("atol", &tolerance.absolute)}) {
      auto value = solver->getAttrOfType<FloatAttr>(name);
      if (!value)
        continue;
      double number = value.getValueAsDouble();
      if (!(number > 0 && number < 1))
        return emitError(solver.getLoc(), "E0351: ")
               << name << " must be between 0 and 1, but is " << number;
      *bound = std::min(*bound, number);
    }
  }
  return success();
}

LogicalResult flow(TickBuilder &tick) {
  std::map<Method, SmallVector<unsigned>> states;
  for (auto [n, equation] : llvm::enumerate(tick.dynamics.equations)) {
    if (!equation.ddt)
      continue;
    std::optional<Method> method =
        parseMethod(equation.state.getSolver().value_or(""));
    if (!method)
      return equation.state.emitError("state '")
             << equation.name.getValue()
             << "' has no known solver; neuro-classify chooses one";
    states[*method].push_back(n);
  }
  Tolerance tolerance;
  if (failed(readTolerance(tick.model, tolerance)) ||
      failed(solveExact(tick, states[Method::Exact])))
    return failure();
  solveEuler(tick, states[Method::Euler]);
  solveHeun(tick, states[Method::Heun]);
  solveRungeKutta4(tick, states[Method::RungeKutta4]);
  solveRungeKutta45(tick, states[Method::RungeKutta45], tolerance);
  for (Method method : {Method::Euler, Method::RungeKutta4, Method::RungeKutta45})
    addNoise(tick, states[method]);
  return solveExponentialEuler(tick, states[Method::ExponentialEuler],
                               states[Method::Rosenbrock]);
}

/// A rising condition needs the end of the tick; only DETECT has one.
LogicalResult checkRising(ModelOp model) {
  WalkResult result = model.walk([&](RisingOp rising) {
    Operation *item = rising->getParentOp();
    auto isCondition = [&](Region &region) {
      return rising->getParentRegion() == &region;
    };
    if (auto spike = dyn_cast<SpikeOp>(item))
      if (isCondition(spike.getCondition()))
        return WalkResult::advance();
    if (auto event = dyn_cast<EventOp>(item))
      if (isCondition(event.getCondition()))
        return WalkResult::advance();
    emitError(rising.getLoc(), "E0932: 'rising' is executed only in the "
                               "condition of a spike or an event")
        .attachNote()
        << "way out: declare 'event NAME when rising(…) { … }'";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

LogicalResult solve(ModelOp model) {
  Dynamics dynamics(model);
  if (failed(checkRising(model)))
    return failure();
  TickBuilder tick(dynamics);
  if (failed(flow(tick)))
    return failure();
  std::vector<Value> values = tick.flowed;
  if (failed(applyArrivals(tick, values)) || failed(detectEvents(tick, values)) ||
      failed(applyBounds(tick, values)))
    return failure();
  for (auto [n, equation] : llvm::enumerate(dynamics.equations))
    if (values[n] != tick.old(n))
      SetOp::create(tick.builder, equation.state.getLoc(),
                    equation.name.getValue(), tick.math.materialize(values[n]));
  eraseUnused(tick.update.getBody().front());
  if (failed(solvePeriodic(tick)))
    return failure();
  for (Operation &op : llvm::make_early_inc_range(model.getBodyBlock()))
    if (isa<DdtOp, OnOp, SpikeOp, EventOp, SolverOp, BoundOp>(op))
      op.erase();
  return success();
}

struct NeuroSolve : impl::NeuroSolveBase<NeuroSolve> {
  using NeuroSolveBase::NeuroSolveBase;

  void runOnOperation() override {
    bool failedAny = false;
    for (ModelOp model : getOperation().getOps<ModelOp>())
      if (isElementModel(model) && !model.getUpdate())
        failedAny |= failed(solve(model));
      else if (model.getKind() == ModelKind::Synapse && model.getItems<HandlerOp>().empty())
        failedAny |= failed(solveSynapse(model));
    if (failedAny)
      signalPassFailure();
  }
};

} // namespace

LogicalResult flowStates(TickBuilder &tick) { return flow(tick); }

} // namespace neuro::nir
