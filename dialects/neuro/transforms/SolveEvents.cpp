//===- SolveEvents.cpp - Arrivals, thresholds and resets --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ARRIVE: handlers see w, the sum of the weights due this tick. Where every
// assignment adds c*w with c free of w, which is proved here by affine
// decomposition, that equals handling the events one by one. Other handlers run
// once, with the sum, in ticks in which it is not zero. A port of bare events
// receives their number: x += c becomes x += c*number, an assignment that does not
// read what it assigns happens once, and anything else, which would have to happen
// as often as there are events, is refused.
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
      if (auto draw = dyn_cast<DrawOp>(op))
        return AffineForm::of(this->draw(draw));
      return std::nullopt;
    });
  }

  /// A draw that cannot be made was met (and reported).
  bool failedDraw = false;

  TickBuilder &tick;
  std::vector<Value> &values;
  AffineInterpreter interpreter;

private:
  Value rising(RisingOp op);
  Value draw(DrawOp op);
  void fillInitial(PreviousOp previous, RisingOp op);
};

Value EventInterpreter::draw(DrawOp op) {
  SmallVector<Value> args;
  Arithmetic math(tick.builder, op.getLoc());
  for (Value arg : op.getArgs())
    args.push_back(math.materialize(interpreter.lookup(arg).constant));
  FailureOr<Value> value = drawValue(tick, tick.builder, op, args);
  failedDraw |= failed(value);
  return failed(value) ? Value() : *value;
}

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
  InFlightDiagnostic error = emitError(where) << "E0931: " << what;
  error.attachNote(handler.getLoc())
      << "way out: keep what arrives in a state of its own (x += w) and let an "
         "equation or the reset do the rest";
  return failure();
}

/// Where `name` is assigned last in a handler.
Location assignmentOf(OnOp handler, StringAttr name) {
  Location where = handler.getLoc();
  handler.getBody().walk([&](SetOp set) {
    if (nameOf(set) == name)
      where = set.getLoc();
  });
  return where;
}

/// One event port: its handler becomes part of the update.
class Arrival {
public:
  Arrival(TickBuilder &tick, OnOp handler, std::vector<Value> &values)
      : tick(tick), handler(handler), values(values), body(handler.getBody().front()),
        loc(handler.getLoc()) {}

  LogicalResult apply();

private:
  LogicalResult checkTargets();
  bool addSum(Value sum);
  LogicalResult runOnce(Value sum);
  LogicalResult countEvents(Value count);
  void assign(StringAttr name, Value value) {
    unsigned state = tick.dynamics.index.lookup(name);
    values[state] = tick.unlessHeld(state, value, values[state]);
  }
  Value arrived(Value sum) {
    return arith::CmpFOp::create(tick.builder, loc, arith::CmpFPredicate::UNE, sum,
                                 tick.math.constant(0.0));
  }

  TickBuilder &tick;
  OnOp handler;
  std::vector<Value> &values;
  Block &body;
  Location loc;
  llvm::SmallSetVector<StringAttr, 4> assigned;
};

LogicalResult Arrival::checkTargets() {
  body.walk([&](SetOp set) { assigned.insert(nameOf(set)); });
  for (StringAttr name : assigned)
    if (!tick.dynamics.index.count(name))
      return handler.emitError("assigns '") << name.getValue() << "', which is no state";
  return success();
}

/// Every assignment adds a multiple of w that does not depend on w; false if not,
/// and then nothing has happened.
bool Arrival::addSum(Value sum) {
  if (body.walk([](DrawOp) { return WalkResult::interrupt(); }).wasInterrupted())
    return false; // the events' draws are independent, the sum has one
  EventInterpreter events(tick, values);
  StringAttr w = tick.builder.getStringAttr(" event");
  events.interpreter.bindArgument(body.getArgument(0),
                                  AffineForm::variable(tick.builder, loc, w));
  events.interpreter.run(body);
  for (StringAttr name : assigned) {
    AffineForm form = *events.interpreter.bound(name);
    if (!form.isAffine() || form.constant != values[tick.dynamics.index.lookup(name)])
      return false;
  }
  for (StringAttr name : assigned) {
    AffineForm form = *events.interpreter.bound(name);
    Value old = values[tick.dynamics.index.lookup(name)];
    assign(name, tick.math.add(old, tick.math.mul(form.coefficient(w), sum)));
  }
  return true;
}

/// Runs the handler once with the sum, if there is one.
LogicalResult Arrival::runOnce(Value sum) {
  // What does not depend on the value but on what it assigns counts events, of
  // which the sum does not say how many there were.
  {
    Region scratch;
    OpBuilder builder(tick.builder.getContext());
    builder.createBlock(&scratch);
    AffineInterpreter interpreter(builder);
    Value weight = TimeOp::create(builder, loc, builder.getF64Type()); // stands for it
    interpreter.bindArgument(body.getArgument(0), AffineForm::of(weight));
    interpreter.run(body);
    for (StringAttr name : interpreter.written()) {
      Value value = interpreter.bound(name)->constant;
      SmallVector<Value> pending{value};
      llvm::DenseSet<Value> seen;
      bool dependsOnWeight = false;
      while (!pending.empty()) {
        Value next = pending.pop_back_val();
        if (!next || !seen.insert(next).second)
          continue;
        dependsOnWeight |= next == weight;
        if (Operation *op = next.getDefiningOp())
          llvm::append_range(pending, op->getOperands());
      }
      if (!dependsOnWeight && readsOf(value).names.contains(name))
        return refuse(handler, assignmentOf(handler, name),
                      "'" + name.getValue() +
                          "' changes by every event alike, but a handler of a port with "
                          "values runs once a tick, with the sum of what arrives; let the "
                          "port take bare events, on " +
                          handler.getSymName() + " { … }, which are counted");
    }
  }
  EventInterpreter events(tick, values);
  events.interpreter.bindArgument(body.getArgument(0), AffineForm::of(sum));
  events.interpreter.run(body);
  if (events.failedDraw)
    return failure();
  Value some = arrived(sum);
  for (StringAttr name : events.interpreter.written())
    assign(name, tick.math.select(some, events.interpreter.bound(name)->constant,
                                  values[tick.dynamics.index.lookup(name)]));
  return success();
}

/// A port of bare events: the sum is their number.
LogicalResult Arrival::countEvents(Value count) {
  EventInterpreter events(tick, values);
  auto variable = [&](StringAttr name) {
    return tick.builder.getStringAttr(" " + name.getValue());
  };
  for (StringAttr name : assigned)
    events.interpreter.bind(name,
                            AffineForm::variable(tick.builder, loc, variable(name)));
  events.interpreter.run(body);
  if (events.failedDraw)
    return failure();
  Value some = arrived(count);
  for (StringAttr name : assigned) {
    AffineForm form = *events.interpreter.bound(name);
    Value old = values[tick.dynamics.index.lookup(name)];
    if (form.isConstant()) {
      assign(name, tick.math.select(some, form.constant, old));
      continue;
    }
    Value own = form.isAffine() && form.coefficients.size() == 1
                    ? form.coefficient(variable(name))
                    : Value();
    if (!own || constantValue(own) != std::optional<double>(1.0))
      return refuse(handler, assignmentOf(handler, name),
                    "the change of '" + name.getValue() +
                        "' depends on how often it happened before, but the events of a "
                        "tick are handled together: x += c and x = c are executed here");
    assign(name, tick.math.add(old, tick.math.mul(form.constant, count)));
  }
  return success();
}

LogicalResult Arrival::apply() {
  if (body.getNumArguments() > 1)
    return refuse(handler, loc, "an event carries one value");
  if (failed(checkTargets()))
    return failure();
  OpBuilder outside(tick.update);
  auto port = PortOp::create(outside, loc, handler.getSymName(), StringAttr());
  for (NamedAttribute attribute : handler->getAttrs())
    if (attribute.getName() != handler.getSymNameAttrName())
      port->setAttr(attribute.getName(), attribute.getValue());
  Value sum = ArrivalOp::create(tick.builder, loc, tick.builder.getF64Type(),
                                FlatSymbolRefAttr::get(handler.getSymNameAttr()));
  if (body.getNumArguments() == 0)
    return countEvents(sum);
  if (addSum(sum))
    return success();
  return runOnce(sum);
}

/// Runs a reset or event body and keeps its assignments where `hit` holds.
LogicalResult applyBody(TickBuilder &tick, Region &region, Value hit,
                        std::vector<Value> &values) {
  if (region.empty())
    return success();
  Block &body = region.front();
  EventInterpreter events(tick, values);
  events.interpreter.run(body);
  if (events.failedDraw)
    return failure();
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
    failedAny |= failed(Arrival(tick, handler, values).apply());
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
