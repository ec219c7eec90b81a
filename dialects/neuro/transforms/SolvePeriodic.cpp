//===- SolvePeriodic.cpp - Periodic updates and bounds ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// EVERY comes after everything else of a tick, so it is a kernel of its own: a
// `neuro.handler "every"` with its period. Names mean the values at the end of the
// tick there.
//
// `bound` clips at the end of the update, after resets, and again at the end of a
// periodic update that set the state: whoever looks at the end of a tick sees it
// within its bounds.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/transforms/Solve.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace neuro::nir {

/// The value of `x` clipped to what `bound` yields in `interpreter`.
static Value clipped(BoundOp bound, AffineInterpreter &interpreter, OpBuilder &builder,
                     Value x) {
  Block &body = bound.getRange().front();
  interpreter.run(body);
  Arithmetic math(builder, bound.getLoc());
  Value low = math.materialize(interpreter.yielded(body, 0).constant);
  Value high = math.materialize(interpreter.yielded(body, 1).constant);
  Value raised =
      arith::MaximumFOp::create(builder, math.loc, math.materialize(x), low);
  return arith::MinimumFOp::create(builder, math.loc, raised, high);
}

LogicalResult applyBounds(TickBuilder &tick, std::vector<Value> &values) {
  for (BoundOp bound : tick.model.getItems<BoundOp>()) {
    auto it = tick.dynamics.index.find(bound.getStateAttr().getAttr());
    if (it == tick.dynamics.index.end())
      return bound.emitError("bounds '") << bound.getState() << "', which is no state";
    AffineInterpreter interpreter = tick.interpreter();
    for (auto [n, value] : llvm::enumerate(values))
      interpreter.bind(tick.dynamics.equations[n].name, value);
    interpreter.setHook([&](Operation *op) -> std::optional<AffineForm> {
      if (isa<TimeOp>(op))
        return AffineForm::of(tick.math.add(tick.time, tick.dt));
      if (isa<DtOp>(op))
        return AffineForm::of(tick.dt);
      return std::nullopt;
    });
    values[it->second] = clipped(bound, interpreter, tick.builder, values[it->second]);
  }
  return success();
}

static LogicalResult solveEvery(TickBuilder &tick, EveryOp every) {
  OpBuilder outside(every);
  auto handler = HandlerOp::create(outside, every.getLoc(), outside.getStringAttr("every"),
                                   StringAttr());
  handler.getPeriod().takeBody(every.getPeriod());
  Block &block = handler.getBody().emplaceBlock();
  OpBuilder builder = OpBuilder::atBlockEnd(&block);
  AffineInterpreter interpreter(builder);
  bool failedAny = false;
  interpreter.setHook([&](Operation *op) -> std::optional<AffineForm> {
    auto draw = dyn_cast<DrawOp>(op);
    if (!draw)
      return std::nullopt;
    SmallVector<Value> args;
    Arithmetic math(builder, op->getLoc());
    for (Value arg : draw.getArgs())
      args.push_back(math.materialize(interpreter.lookup(arg).constant));
    FailureOr<Value> value = drawValue(tick, builder, draw, args);
    failedAny |= failed(value);
    return AffineForm::of(failed(value) ? Value() : *value);
  });
  interpreter.run(every.getBody().front());
  if (failedAny)
    return failure();
  SmallVector<std::pair<StringAttr, Value>> assigned;
  for (StringAttr name : interpreter.written()) {
    if (!tick.dynamics.index.count(name))
      return every.emitError("assigns '") << name.getValue() << "', which is no state";
    assigned.push_back({name, interpreter.bound(name)->constant});
  }
  for (auto &[name, value] : assigned)
    for (BoundOp bound : tick.model.getItems<BoundOp>())
      if (bound.getStateAttr().getAttr() == name) {
        value = clipped(bound, interpreter, builder, value);
        interpreter.bind(name, value);
      }
  Arithmetic math(builder, every.getLoc());
  for (auto [name, value] : assigned)
    SetOp::create(builder, every.getLoc(), name.getValue(), math.materialize(value));
  eraseUnused(block);
  every.erase();
  return success();
}

LogicalResult solvePeriodic(TickBuilder &tick) {
  for (EveryOp every : llvm::make_early_inc_range(tick.model.getItems<EveryOp>()))
    if (failed(solveEvery(tick, every)))
      return failure();
  return success();
}

} // namespace neuro::nir
