//===- SolveEvents.cpp - Arrivals, thresholds and resets --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ARRIVE: handlers see w, the sum of the weights due this tick. That equals
// handling the events one by one exactly when every assignment adds c*w with c
// free of w, which is proved here by affine decomposition and demanded.
//
// DETECT: all conditions are tested on the values after arrivals, at t_{n+1};
// then resets run in the order the model declares them, spike first. Reading
// and assigning inside one body is sequential.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/transforms/Solve.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;

namespace neuro::nir {

namespace {

/// An interpreter of what happens at t_{n+1}: states mean `values`.
class EventInterpreter {
public:
  EventInterpreter(TickBuilder &tick, std::vector<Value> &values)
      : tick(tick), values(values), interpreter(tick.interpreter()) {
    for (auto [n, value] : llvm::enumerate(values))
      interpreter.bind(tick.dynamics.equations[n].name, value);
    interpreter.setHook([this](Operation *op) -> std::optional<AffineForm> {
      if (isa<TimeOp>(op))
        return AffineForm::of(this->tick.math.add(this->tick.time,
                                                  this->tick.dt));
      if (isa<DtOp>(op))
        return AffineForm::of(this->tick.dt);
      if (auto rising = dyn_cast<RisingOp>(op))
        return AffineForm::of(this->rising(rising));
      return std::nullopt;
    });
  }

  TickBuilder &tick;
  std::vector<Value> &values;
  AffineInterpreter interpreter;

private:
  Value rising(RisingOp op);
  void fillInitial(PreviousOp previous, RisingOp op);
};

/// True now and false at the end of the last tick, which a hidden variable
/// remembers; it is written every tick, also a refractory one.
Value EventInterpreter::rising(RisingOp op) {
  OpBuilder &builder = tick.builder;
  Location loc = op.getLoc();
  Type f64 = builder.getF64Type();
  OpBuilder outside(tick.update);
  auto previous = PreviousOp::create(
      outside, loc, outside.getStringAttr(tick.freshSymbol("rising")),
      TypeAttr::get(f64));
  fillInitial(previous, op);
  Value now = interpreter.lookup(op.getCondition()).constant;
  Value before = GetOp::create(builder, loc, f64, previous.getSymName());
  Arithmetic math(builder, loc);
  Value wasFalse = arith::CmpFOp::create(
      builder, loc, arith::CmpFPredicate::OEQ, before, math.constant(0.0));
  SetOp::create(builder, loc, previous.getSymName(),
                math.materialize(math.select(now, math.constant(1.0), nullptr)));
  return arith::AndIOp::create(builder, loc, now, wasFalse);
}

/// A condition that holds for the initial values has not risen. One that reads
/// inputs is not known before the first tick: it counts as false.
void EventInterpreter::fillInitial(PreviousOp previous, RisingOp op) {
  Reads reads = readsOf(op.getCondition());
  for (StringAttr name : reads.names)
    if (tick.dynamics.inputs.contains(name))
      return;
  if (reads.random)
    return;
  Block &block = previous.getInit().emplaceBlock();
  OpBuilder builder = OpBuilder::atBlockEnd(&block);
  Arithmetic math(builder, op.getLoc());
  AffineInterpreter atStart(builder);
  atStart.setHook([&](Operation *inner) -> std::optional<AffineForm> {
    if (isa<TimeOp>(inner))
      return AffineForm::of(nullptr);
    if (isa<RisingOp>(inner)) // of a nested one: did not rise before the start
      return AffineForm::of(arith::ConstantOp::create(
          builder, inner->getLoc(), builder.getBoolAttr(false)));
    return std::nullopt;
  });
  atStart.run(*op->getBlock());
  Value holds = atStart.lookup(op.getCondition()).constant;
  Value value = math.materialize(
      math.select(holds, math.constant(1.0), math.constant(0.0)));
  YieldOp::create(builder, op.getLoc(), value);
  eraseUnused(block);
}

LogicalResult refuse(OnOp handler, Location where, const Twine &what) {
  InFlightDiagnostic error =
      emitError(where) << "E0931: " << what
                       << "; a handler is executed once a tick with the sum of "
                          "what arrives, so each assignment must add a multiple "
                          "of the event's value to a state";
  error.attachNote(handler.getLoc())
      << "way out: keep what arrives in a state of its own (x += w) and let an "
         "equation or the reset do the rest";
  return failure();
}

LogicalResult applyHandler(TickBuilder &tick, OnOp handler,
                           std::vector<Value> &values) {
  Block &body = handler.getBody().front();
  OpBuilder &builder = tick.builder;
  Location loc = handler.getLoc();
  if (body.getNumArguments() > 1)
    return refuse(handler, loc, "an event here carries several values");
  if (body.getNumArguments() == 0)
    return refuse(handler, loc, "an event here carries no value");
  for (Operation &op : body)
    if (isa<DrawOp, WhiteOp>(op))
      return refuse(handler, op.getLoc(), "the handler draws random numbers");

  OpBuilder outside(tick.update);
  auto port = PortOp::create(outside, loc, handler.getSymName(), StringAttr());
  for (NamedAttribute attribute : handler->getAttrs())
    if (attribute.getName() != handler.getSymNameAttrName())
      port->setAttr(attribute.getName(), attribute.getValue());

  EventInterpreter events(tick, values);
  StringAttr w = builder.getStringAttr(" event");
  events.interpreter.bindArgument(body.getArgument(0),
                                  AffineForm::variable(builder, loc, w));
  events.interpreter.run(body);
  Value sum = ArrivalOp::create(builder, loc, builder.getF64Type(),
                                FlatSymbolRefAttr::get(handler.getSymNameAttr()));
  for (StringAttr name : events.interpreter.written()) {
    auto it = tick.dynamics.index.find(name);
    if (it == tick.dynamics.index.end())
      return handler.emitError("assigns '") << name.getValue()
                                            << "', which is no state";
    unsigned state = it->second;
    const AffineForm form = *events.interpreter.bound(name);
    Location where = loc;
    body.walk([&](SetOp set) {
      if (nameOf(set) == name)
        where = set.getLoc();
    });
    if (!form.isAffine())
      return refuse(handler, where,
                    "the change of '" + name.getValue() +
                        "' is not proportional to the event's value: " +
                        describe(form.breaker->getResult(0)));
    if (form.constant != values[state])
      return refuse(handler, where,
                    "'" + name.getValue() +
                        "' is set anew instead of added to");
    Value added = tick.math.add(values[state],
                                tick.math.mul(form.coefficient(w), sum));
    values[state] = tick.unlessHeld(state, added, values[state]);
  }
  return success();
}

/// Runs a reset or event body and keeps its assignments where `hit` holds.
LogicalResult applyBody(TickBuilder &tick, Region &region, Value hit,
                        std::vector<Value> &values) {
  if (region.empty())
    return success();
  Block &body = region.front();
  EventInterpreter events(tick, values);
  for (Operation &op : body)
    if (isa<DrawOp, WhiteOp>(op))
      return mlir::emitError(op.getLoc(),
                             "E0932: a reset cannot draw random numbers yet");
  events.interpreter.run(body);
  for (StringAttr name : events.interpreter.written()) {
    auto it = tick.dynamics.index.find(name);
    if (it == tick.dynamics.index.end())
      return emitError(region.getLoc(), "assigns '")
             << name.getValue() << "', which is no state";
    Value &value = values[it->second];
    value = tick.math.select(hit, events.interpreter.bound(name)->constant, value);
  }
  return success();
}

/// The refractory time as a whole number of ticks, half rounded up.
Value refractoryTicks(EventInterpreter &events, SpikeOp spike) {
  if (spike.getRefractory().empty())
    return nullptr;
  Block &body = spike.getRefractory().front();
  events.interpreter.run(body);
  Arithmetic math(events.tick.builder, spike.getLoc());
  Value time = math.materialize(events.interpreter.yielded(body).constant);
  return math::RoundOp::create(math.builder, math.loc,
                               math.materialize(math.div(time, events.tick.dt)));
}

Value condition(EventInterpreter &events, Region &region) {
  events.interpreter.run(region.front());
  return events.interpreter.yielded(region.front()).constant;
}

} // namespace

LogicalResult applyArrivals(TickBuilder &tick, std::vector<Value> &values) {
  bool failedAny = false;
  for (OnOp handler : llvm::make_early_inc_range(tick.model.getItems<OnOp>())) {
    failedAny |= failed(applyHandler(tick, handler, values));
  }
  return failure(failedAny);
}

LogicalResult detectEvents(TickBuilder &tick, std::vector<Value> &values) {
  OpBuilder &builder = tick.builder;
  EventInterpreter events(tick, values);
  struct Detected {
    Region *body;
    Value hit;
  };
  SmallVector<std::pair<Operation *, Value>> conditions;
  SmallVector<Detected> detected;
  for (SpikeOp spike : tick.model.getItems<SpikeOp>())
    conditions.push_back({spike, condition(events, spike.getCondition())});
  for (EventOp event : tick.model.getItems<EventOp>())
    conditions.push_back({event, condition(events, event.getCondition())});
  for (auto [op, holds] : conditions) {
    if (auto spike = dyn_cast<SpikeOp>(op)) {
      Value ticks = refractoryTicks(events, spike);
      Value hit = DetectOp::create(builder, op->getLoc(), builder.getI1Type(),
                                   builder.getStringAttr("spikes"), holds, ticks);
      detected.push_back({&spike.getReset(), hit});
    } else {
      auto event = cast<EventOp>(op);
      Value hit = DetectOp::create(builder, op->getLoc(), builder.getI1Type(),
                                   event.getSymNameAttr(), holds, Value());
      detected.push_back({&event.getBody(), hit});
    }
  }
  for (Detected &one : detected)
    if (failed(applyBody(tick, *one.body, one.hit, values)))
      return failure();
  return success();
}

} // namespace neuro::nir
