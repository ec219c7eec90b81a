//===- SolveSynapse.cpp - Handlers of synapses become kernels ---*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each handler of a lazy synapse begins by completing the ticks since the edge was
// last touched: the bounds of that tick, the flow of the edge's own equations, the
// bounds again. Nothing of this happens when it was touched in this very tick.
//
// `on pre` has two occasions. What it emits must be known before the neurons take
// this tick's arrivals; what it assigns is learning and comes after their resets,
// in an order with `on post` that `tie` decides. If nothing can change in between
// what the handler reads (no variable of an end or reference, and `on post` does
// not come first) one `emit` handler does all. Otherwise `emit` computes the
// emissions and assigns nothing, and `pre` does the rest.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/transforms/Solve.h"
#include "dialects/neuro/transforms/SolveEdge.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace neuro::nir;

// --- Code of a handler -------------------------------------------------------------

static HandlerOp appendHandler(ModelOp model, StringRef phase, StringAttr port) {
  OpBuilder builder = OpBuilder::atBlockEnd(&model.getBodyBlock());
  auto handler = HandlerOp::create(builder, model.getLoc(), builder.getStringAttr(phase), port);
  handler.getBody().emplaceBlock();
  return handler;
}

EdgeBuilder::EdgeBuilder(ModelOp synapse, StringRef phase, StringAttr port)
    : EdgeBuilder(appendHandler(synapse, phase, port)) {}

EdgeBuilder::EdgeBuilder(HandlerOp handler)
    : model(handler->getParentOfType<ModelOp>()), handler(handler),
      builder(OpBuilder::atBlockEnd(&handler.getBody().front())), loc(handler.getLoc()),
      math(builder, loc), interpreter(builder) {
  interpreter.setHook([this](Operation *op) { return read(op); });
}

std::optional<AffineForm> EdgeBuilder::read(Operation *op) {
  // Handlers run at the end of the tick that their events reach the edge in.
  if (isa<TimeOp>(op)) {
    Value start = TimeOp::create(builder, loc, builder.getF64Type());
    return AffineForm::of(math.add(start, dt()));
  }
  if (isa<DtOp>(op))
    return AffineForm::of(dt());
  if (auto drawn = dyn_cast<DrawOp>(op))
    return AffineForm::of(draw(drawn));
  if (auto get = dyn_cast<GetOp>(op))
    if (auto trace = model.lookup<TraceOp>(nameOf(get).getValue()))
      return AffineForm::of(this->trace(trace));
  return std::nullopt;
}

Value EdgeBuilder::state(StringAttr name) {
  if (std::optional<AffineForm> known = interpreter.bound(name))
    return math.materialize(known->constant);
  Value value = GetOp::create(builder, loc, builder.getF64Type(), name.getValue());
  interpreter.bind(name, value);
  return value;
}

void EdgeBuilder::setState(StringAttr name, Value value) { interpreter.bind(name, value); }

Value EdgeBuilder::evaluate(Region &region, unsigned n) {
  interpreter.run(region.front());
  return interpreter.yielded(region.front(), n).constant;
}

Value EdgeBuilder::dt() {
  if (!tick)
    tick = DtOp::create(builder, loc, builder.getF64Type());
  return tick;
}

Value EdgeBuilder::elapsed() {
  if (!since)
    since = ElapsedOp::create(builder, loc, builder.getF64Type());
  return since;
}

Value neuro::nir::decayedTrace(OpBuilder &builder, TraceOp trace, Value dt,
                               AffineInterpreter interpreter) {
  Location loc = trace.getLoc();
  Arithmetic math(builder, loc);
  Block &body = trace.getTau().front();
  interpreter.run(body);
  Value tau = math.materialize(interpreter.yielded(body).constant);
  Value age = AgeOp::create(builder, loc, builder.getF64Type(), trace.getEndAttr());
  Value rate = math.neg(math.div(dt, tau));
  Value decay = math::ExpOp::create(builder, loc, math.mul(rate, age));
  Value last = GetOp::create(builder, loc, builder.getF64Type(), trace.getSymName());
  return math.mul(decay, last);
}

Value EdgeBuilder::trace(TraceOp trace) {
  Value &known = traces[trace.getSymNameAttr()];
  if (!known)
    known = decayedTrace(builder, trace, dt(), interpreter);
  return known;
}

/// Distributions by transforming one uniform or normal number. Both halves of
/// `on pre` name the same stream and so draw the same.
Value EdgeBuilder::draw(DrawOp draw) {
  auto stream = draw->getAttrOfType<IntegerAttr>("stream").getInt();
  auto random = [&](StringRef distribution) -> Value {
    return RandomOp::create(builder, draw.getLoc(), builder.getF64Type(),
                            builder.getStringAttr(distribution),
                            builder.getI64IntegerAttr(stream));
  };
  auto argument = [&](unsigned n) -> Value {
    return interpreter.lookup(draw.getArgs()[n]).constant;
  };
  StringRef name = draw.getDistribution();
  if (name == "uniform") {
    Value span = math.sub(argument(1), argument(0));
    return math.add(argument(0), math.mul(span, random("uniform")));
  }
  if (name == "normal")
    return math.add(argument(0), math.mul(argument(1), random("normal")));
  if (name == "exponential") {
    Value rest = math.sub(math.constant(1.0), random("uniform"));
    Value log = math::LogOp::create(builder, draw.getLoc(), rest);
    return math.neg(math.mul(argument(0), log));
  }
  if (name == "lognormal") {
    // Mean and sd are the variable's: sigma^2 = log(1 + (sd/mean)^2).
    Value ratio = math.materialize(math.div(argument(1), math.materialize(argument(0))));
    Value spread = math::LogOp::create(
        builder, draw.getLoc(),
        math.materialize(math.add(math.constant(1.0), math.mul(ratio, ratio))));
    Value sigma = math::SqrtOp::create(builder, draw.getLoc(), spread);
    Value mean = math::LogOp::create(builder, draw.getLoc(), math.materialize(argument(0)));
    Value mu = math.sub(mean, math.mul(math.constant(0.5), spread));
    Value exponent = math.add(mu, math.mul(sigma, random("normal")));
    return math::ExpOp::create(builder, draw.getLoc(), math.materialize(exponent));
  }
  if (name == "gamma")
    return gammaVariate(builder, draw.getLoc(), argument(0),
                        math.materialize(argument(1)), [&](StringRef of) -> Value {
                          return RandomOp::create(builder, draw.getLoc(),
                                                  builder.getF64Type(),
                                                  builder.getStringAttr(of),
                                                  builder.getI64IntegerAttr(stream++));
                        });
  // choice: as many equal parts of [0, 1) as there are values.
  Value u = random("uniform");
  unsigned count = draw.getArgs().size();
  Value chosen = argument(count - 1);
  for (unsigned n = count - 1; n-- > 0;) {
    Value below = arith::CmpFOp::create(builder, draw.getLoc(), arith::CmpFPredicate::OLT, u,
                                        math.constant((n + 1.0) / count));
    chosen = math.select(below, argument(n), chosen);
  }
  return chosen;
}

void EdgeBuilder::finish() {
  for (StateOp state : model.getItems<StateOp>()) {
    std::optional<AffineForm> value = interpreter.bound(state.getSymNameAttr());
    if (!value)
      continue;
    Value now = math.materialize(value->constant);
    auto get = now.getDefiningOp<GetOp>();
    if (get && nameOf(get) == state.getSymNameAttr())
      continue;
    SetOp::create(builder, state.getLoc(), state.getSymName(), now);
  }
  eraseUnused(handler.getBody().front());
}

// --- A synapse ------------------------------------------------------------------------

namespace {

/// What the body of `on pre` does and reads.
struct PreBody {
  bool emits = false, assigns = false, readsEnds = false;
};

class SynapseSolver {
public:
  explicit SynapseSolver(ModelOp model) : model(model), stepped(isStepped(model)) {
    for (StateOp state : model.getItems<StateOp>())
      changes |= llvm::any_of(model.getItems<DdtOp>(), [&](DdtOp ddt) {
        return ddt.getState() == state.getSymName();
      });
    bounded = !model.getItems<BoundOp>().empty();
  }

  LogicalResult run();

private:
  bool isLazy() const { return !stepped && (changes || bounded); }
  LogicalResult numberDraws();
  LogicalResult complete(EdgeBuilder &edge, bool always);
  PreBody inspect(OnOp pre);
  LogicalResult pre(OnOp handler);
  LogicalResult handle(OnOp handler, StringRef phase, StringAttr port = {});
  LogicalResult every(EveryOp every);
  LogicalResult advance();
  LogicalResult step();

  ModelOp model;
  bool stepped, changes = false, bounded = false;
  int64_t draws = 0; ///< in handlers; noise in equations draws from later streams
};

/// Gives each draw its numbers.
LogicalResult SynapseSolver::numberDraws() {
  LogicalResult result = success();
  for (Operation &item : model.getBodyBlock()) {
    if (!isa<OnOp, EveryOp>(item))
      continue;
    item.walk([&](DrawOp draw) {
      draw->setAttr("stream", Builder(model).getI64IntegerAttr(draws));
      draws += draw.getDistribution() == "gamma" ? gammaStreams : 1;
      if (draw.getDistribution() != "kaiming")
        return;
      emitError(draw.getLoc(), "E0932: a handler cannot draw from 'kaiming', which is "
                               "made for weights of a whole projection")
              .attachNote()
          << "way out: draw from uniform, normal, lognormal, exponential, gamma or choice";
      result = failure();
    });
  }
  return result;
}

/// Makes up for the ticks since the edge was last touched. `always` for occasions
/// that come after the handlers of their tick, whose bounds are due by then.
LogicalResult SynapseSolver::complete(EdgeBuilder &edge, bool always) {
  if (stepped) {
    if (always)
      clipToBounds(edge);
    return success();
  }
  if (!isLazy())
    return success();
  Value missed;
  if (!always && bounded)
    missed = arith::CmpFOp::create(edge.builder, edge.loc, arith::CmpFPredicate::OGT,
                                   edge.elapsed(), edge.math.constant(0.0));
  clipToBounds(edge, missed);
  if (!changes)
    return success();
  if (failed(flowLazily(edge)))
    return failure();
  // What does not flow cannot have left its interval again.
  clipToBounds(edge, missed);
  return success();
}

PreBody SynapseSolver::inspect(OnOp pre) {
  PreBody found;
  pre.walk([&](Operation *op) {
    found.emits |= isa<EmitOp>(op);
    found.assigns |= isa<SetOp>(op);
    if (auto get = dyn_cast<GetOp>(op))
      if (auto input = model.lookup<InputOp>(nameOf(get).getValue()))
        found.readsEnds |= !isParameterOfEnds(model, input);
  });
  return found;
}

static void eraseEmissions(EdgeBuilder &edge) {
  for (Operation &op : llvm::make_early_inc_range(edge.handler.getBody().front()))
    if (isa<EmitOp>(op))
      op.erase();
}

LogicalResult SynapseSolver::pre(OnOp handler) {
  PreBody body = inspect(handler);
  if (!body.emits)
    return handle(handler, "pre");
  auto tie = model->getAttrOfType<StringAttr>("tie");
  bool splits = body.assigns &&
                (body.readsEnds || (tie && tie.getValue() == "post_first"));
  if (!splits)
    return handle(handler, "emit");
  EdgeBuilder emit(model, "emit");
  if (failed(complete(emit, false)))
    return failure();
  emit.run(handler.getBody().front());
  eraseUnused(emit.handler.getBody().front());
  EdgeBuilder learn(model, "pre");
  if (failed(complete(learn, false)))
    return failure();
  learn.run(handler.getBody().front());
  eraseEmissions(learn);
  learn.finish();
  return success();
}

LogicalResult SynapseSolver::handle(OnOp handler, StringRef phase, StringAttr port) {
  EdgeBuilder edge(model, phase, port);
  edge.handler->setLoc(handler.getLoc());
  if (failed(complete(edge, false)))
    return failure();
  Block &body = handler.getBody().front();
  for (BlockArgument argument : body.getArguments()) {
    Value value = edge.handler.getBody().front().addArgument(argument.getType(),
                                                             argument.getLoc());
    edge.interpreter.bindArgument(argument, AffineForm::of(value));
  }
  for (StringRef unit : {"unit", "scale"})
    if (Attribute shown = handler->getAttr(unit))
      edge.handler->setAttr(unit, shown);
  edge.run(body);
  edge.finish();
  return success();
}

LogicalResult SynapseSolver::every(EveryOp every) {
  EdgeBuilder edge(model, "every");
  edge.handler->setLoc(every.getLoc());
  edge.handler.getPeriod().takeBody(every.getPeriod());
  if (failed(complete(edge, true)))
    return failure();
  edge.run(every.getBody().front());
  edge.finish();
  return success();
}

LogicalResult SynapseSolver::advance() {
  if (stepped ? !bounded : !isLazy())
    return success();
  EdgeBuilder edge(model, "advance");
  if (failed(complete(edge, true)))
    return failure();
  edge.finish();
  return success();
}

LogicalResult SynapseSolver::step() {
  if (!stepped)
    return success();
  EdgeBuilder before(model, "step");
  clipToBounds(before);
  before.finish();
  // The states of a synapse flow as those of a neuron do; its ends are inputs.
  Dynamics dynamics(model);
  TickBuilder tick(dynamics);
  tick.streams = draws;
  if (failed(flowStates(tick)))
    return failure();
  for (auto [n, equation] : llvm::enumerate(dynamics.equations))
    if (tick.flowed[n] != tick.old(n))
      SetOp::create(tick.builder, equation.state.getLoc(), equation.name.getValue(),
                    tick.math.materialize(tick.flowed[n]));
  Block &flow = tick.update.getBody().front();
  eraseUnused(flow);
  Block &body = before.handler.getBody().front();
  body.getOperations().splice(body.end(), flow.getOperations());
  // Propagators were made in front of the update; they stay in front of the handler.
  before.handler->moveAfter(tick.update);
  tick.update.erase();
  EdgeBuilder after(before.handler);
  clipToBounds(after);
  after.finish();
  return success();
}

LogicalResult SynapseSolver::run() {
  if (failed(numberDraws()) || failed(step()))
    return failure();
  SmallVector<OnOp> handlers(model.getItems<OnOp>());
  for (OnOp handler : handlers) {
    StringRef name = handler.getSymName();
    LogicalResult result = name == "pre"    ? pre(handler)
                           : name == "post" ? handle(handler, "post")
                                            : handle(handler, "port", handler.getSymNameAttr());
    if (failed(result))
      return failure();
  }
  SmallVector<EveryOp> periodic(model.getItems<EveryOp>());
  for (EveryOp one : periodic)
    if (failed(every(one)))
      return failure();
  if (failed(advance()))
    return failure();
  for (Operation &op : llvm::make_early_inc_range(model.getBodyBlock()))
    if (isa<DdtOp, OnOp, EveryOp, BoundOp, SolverOp>(op))
      op.erase();
  return success();
}

} // namespace

LogicalResult neuro::nir::solveSynapse(ModelOp synapse) {
  return SynapseSolver(synapse).run();
}
