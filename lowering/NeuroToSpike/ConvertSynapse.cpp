//===- ConvertSynapse.cpp - Fields and kernels of edge classes --*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/NeuroToSpike/ConvertSynapse.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"

using namespace neuro;
using namespace neuro::lowering;
using mlir::Operation;
using mlir::Value;
using spike::FieldRole;

namespace {

spike::End endNamed(llvm::StringRef name) {
  return name == "pre"    ? spike::End::Pre
         : name == "post" ? spike::End::Post
         : name == "ref"  ? spike::End::Ref
                          : spike::End::None;
}

/// A new field behind those there are; its name must be free.
llvm::FailureOr<spike::FieldOp> addField(spike::ClassOp cls, mlir::Location loc,
                                         llvm::StringRef name, FieldRole role,
                                         bool perElement = true, ShownUnit unit = {}) {
  if (cls.lookupField(name))
    return mlir::emitError(loc, "'") << name << "' of '" << cls.getSymName()
                                     << "' already names something else";
  mlir::Block &body = cls.getBody().front();
  mlir::OpBuilder builder(cls.getContext());
  // Fields stand before the kernels, which may be there already.
  builder.setInsertionPointToStart(&body);
  for (Operation &op : llvm::reverse(body))
    if (llvm::isa<spike::FieldOp, spike::EmitOp>(op)) {
      builder.setInsertionPointAfter(&op);
      break;
    }
  return spike::FieldOp::create(builder, loc, name, builder.getF64Type(), role, perElement,
                                unit.text, unit.scale);
}

/// The field of that name and role, which is made when it is missing.
llvm::FailureOr<spike::FieldOp> fieldOnce(spike::ClassOp cls, mlir::Location loc,
                                          llvm::StringRef name, FieldRole role) {
  spike::FieldOp field = cls.lookupField(name);
  if (field && field.getRole() == role)
    return field;
  return addField(cls, loc, name, role);
}

std::string freeName(spike::ClassOp cls, llvm::StringRef base) {
  for (unsigned n = 0;; ++n)
    if (std::string name = (base + llvm::Twine(n)).str(); !cls.lookupField(name))
      return name;
}

} // namespace

// --- Fields ----------------------------------------------------------------------------

llvm::LogicalResult neuro::lowering::addEdgeFields(nir::ModelOp synapse, spike::ClassOp cls) {
  cls.setEdge(true);
  if (auto tie = synapse->getAttrOfType<mlir::StringAttr>("tie")) {
    auto known = spike::symbolizeTie(tie.getValue());
    if (!known)
      return synapse.emitError("has an unknown tie '") << tie.getValue() << "'";
    cls.setTie(*known);
  }
  for (auto ref : synapse.getItems<nir::RefOp>()) {
    auto field = addField(cls, ref.getLoc(), ref.getSymName(), FieldRole::Ref);
    if (mlir::failed(field))
      return mlir::failure();
    field->setOf(ref.getModel());
  }
  for (auto trace : synapse.getItems<nir::TraceOp>()) {
    auto field = addField(cls, trace.getLoc(), trace.getSymName(), FieldRole::Trace);
    if (mlir::failed(field))
      return mlir::failure();
    field->setEnd(endNamed(trace.getEnd()));
    field->setNearest(trace.getNearest());
    if (mlir::failed(moveExpression(trace.getTau(), field->getValue(), Home::Class)))
      return mlir::failure();
  }
  for (auto input : synapse.getItems<nir::InputOp>()) {
    auto end = input->getAttrOfType<mlir::StringAttr>("end");
    auto of = input->getAttrOfType<mlir::StringAttr>("of");
    if (!end || !of)
      continue;
    auto field = addField(cls, input.getLoc(), input.getSymName(), FieldRole::End, true,
                          shownUnit(input));
    if (mlir::failed(field))
      return mlir::failure();
    field->setEnd(endNamed(end.getValue()));
    field->setOf(of.getValue());
    if (auto ref = input->getAttrOfType<mlir::StringAttr>("ref"))
      field->setRef(ref.getValue());
  }
  return mlir::success();
}

// --- Handlers ----------------------------------------------------------------------------

spike::Phase neuro::lowering::handlerPhase(nir::HandlerOp handler) {
  return *spike::symbolizePhase(handler.getPhase());
}

std::string neuro::lowering::handlerSymbol(nir::HandlerOp handler, llvm::StringRef cls,
                                           unsigned number) {
  std::string name = (cls + "." + handler.getPhase()).str();
  if (handler.getPort())
    name += "." + handler.getPort()->str();
  return number ? name + "." + std::to_string(number) : name;
}

llvm::LogicalResult neuro::lowering::convertEventValue(nir::HandlerOp handler,
                                                       spike::KernelOp kernel,
                                                       spike::ClassOp cls) {
  mlir::Block &body = kernel.getBody().front();
  if (body.getNumArguments() == 0)
    return mlir::success();
  if (body.getNumArguments() > 1 || !handler.getPort())
    return handler.emitError("takes more values than an event carries");
  std::string name = handler.getPort()->str() + ".value";
  auto field = addField(cls, handler.getLoc(), name, FieldRole::Value, false,
                        shownUnit(handler));
  if (mlir::failed(field))
    return mlir::failure();
  mlir::OpBuilder builder = mlir::OpBuilder::atBlockBegin(&body);
  Value value =
      spike::LoadOp::create(builder, handler.getLoc(), builder.getF64Type(), name);
  body.getArgument(0).replaceAllUsesWith(value);
  body.eraseArgument(0);
  return mlir::success();
}

/// A delay decided by parameters, as an expression region of the class.
static llvm::LogicalResult moveDelay(Value delay, mlir::Region &into, spike::ClassOp cls) {
  // Definitions before uses, as in the kernel.
  llvm::SetVector<Operation *> slice;
  llvm::SmallVector<Operation *> pending{delay.getDefiningOp()};
  while (!pending.empty()) {
    Operation *op = pending.pop_back_val();
    if (!op)
      return mlir::emitError(delay.getLoc(), "E0936: the delay of an emission depends on "
                                             "the event");
    if (!slice.insert(op))
      continue;
    for (Value operand : op->getOperands())
      pending.push_back(operand.getDefiningOp());
  }
  llvm::SmallVector<Operation *> order(slice.begin(), slice.end());
  llvm::sort(order, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  mlir::Block &block = into.emplaceBlock();
  mlir::OpBuilder builder = mlir::OpBuilder::atBlockEnd(&block);
  mlir::IRMapping mapping;
  for (Operation *op : order) {
    // Names may have become loads already.
    llvm::StringRef read;
    if (auto get = llvm::dyn_cast<nir::GetOp>(op))
      read = get.getVariable().getRootReference().getValue();
    else if (auto load = llvm::dyn_cast<spike::LoadOp>(op))
      read = load.getField();
    if (read.empty()) {
      if (llvm::isa<nir::DtOp>(op))
        mapping.map(op->getResult(0),
                    spike::DtOp::create(builder, op->getLoc(), builder.getF64Type())
                        .getResult());
      else
        builder.clone(*op, mapping);
      continue;
    }
    spike::FieldOp field = cls.lookupField(read);
    if (!field || (field.getRole() != FieldRole::Parameter &&
                   field.getRole() != FieldRole::Derived))
      return op->emitError("E0936: the delay of an emission depends on '")
             << read << "', which is no parameter";
    mapping.map(op->getResult(0),
                spike::ReadOp::create(builder, op->getLoc(), builder.getF64Type(), read)
                    .getResult());
  }
  spike::YieldOp::create(builder, delay.getLoc(), mapping.lookup(delay));
  return mlir::success();
}

static llvm::LogicalResult convertEmission(nir::EmitOp emit, spike::ClassOp cls) {
  auto kernel = emit->getParentOfType<spike::KernelOp>();
  mlir::Location loc = emit.getLoc();
  auto field = addField(cls, loc, freeName(cls, "emit"), FieldRole::Emit);
  if (mlir::failed(field))
    return mlir::failure();
  mlir::OpBuilder after(cls.getContext());
  after.setInsertionPointAfter(*field);
  mlir::StringAttr ref, to;
  if (auto receiver = emit.getToAttr()) {
    ref = receiver.getRootReference();
    to = receiver.getLeafReference();
  }
  auto route = spike::EmitOp::create(
      after, loc, mlir::FlatSymbolRefAttr::get(field->getSymNameAttr()), kernel.getPhaseAttr(),
      kernel.getPortAttr(), ref, to);
  if (emit.getAfter() &&
      mlir::failed(moveDelay(emit.getAfter(), route.getAfter(), cls)))
    return mlir::failure();
  mlir::OpBuilder at(emit);
  Value value = emit.getValue();
  if (emit.getCondition()) {
    Value none = mlir::arith::ConstantOp::create(at, loc, at.getF64FloatAttr(0.0));
    value = mlir::arith::SelectOp::create(at, loc, emit.getCondition(), value, none);
  }
  spike::StoreOp::create(at, loc, field->getSymName(), value);
  return mlir::success();
}

llvm::FailureOr<std::optional<Value>>
neuro::lowering::convertHandlerOp(Operation *op, spike::ClassOp cls) {
  mlir::OpBuilder at(op);
  auto load = [&](llvm::FailureOr<spike::FieldOp> field)
      -> llvm::FailureOr<std::optional<Value>> {
    if (mlir::failed(field))
      return mlir::failure();
    Value value = spike::LoadOp::create(at, op->getLoc(), at.getF64Type(),
                                        field->getSymName());
    return std::optional<Value>(value);
  };
  if (auto age = llvm::dyn_cast<nir::AgeOp>(op)) {
    auto field = fieldOnce(cls, op->getLoc(), (age.getEnd() + ".age").str(), FieldRole::Age);
    if (mlir::succeeded(field))
      field->setEnd(endNamed(age.getEnd()));
    return load(field);
  }
  if (llvm::isa<nir::ElapsedOp>(op))
    return load(fieldOnce(cls, op->getLoc(), "elapsed", FieldRole::Elapsed));
  if (auto random = llvm::dyn_cast<nir::RandomOp>(op)) {
    // One field a stream: both halves of a handler see the same number.
    for (spike::FieldOp field : cls.getFields())
      if (field.getRole() == FieldRole::Draw && field.getStream() &&
          *field.getStream() == random.getStream() &&
          field.getDistribution() == random.getDistribution())
        return load(field);
    auto field = addField(cls, op->getLoc(), freeName(cls, "draw"), FieldRole::Draw);
    if (mlir::failed(field))
      return mlir::failure();
    field->setDistribution(random.getDistribution());
    field->setStream(random.getStream());
    return load(field);
  }
  if (auto emit = llvm::dyn_cast<nir::EmitOp>(op)) {
    if (mlir::failed(convertEmission(emit, cls)))
      return mlir::failure();
    return std::optional<Value>(Value());
  }
  return std::optional<Value>();
}

// --- Projections ---------------------------------------------------------------------------

static llvm::LogicalResult convertInits(mlir::Region &from, mlir::Region &to) {
  if (from.empty() || from.front().empty())
    return mlir::success();
  mlir::OpBuilder builder =
      mlir::OpBuilder::atBlockEnd(to.empty() ? &to.emplaceBlock() : &to.front());
  for (Operation &op : from.front()) {
    if (auto init = llvm::dyn_cast<nir::InitOp>(op)) {
      auto converted = spike::InitOp::create(builder, op.getLoc(), init.getField(),
                                             init.getDraws());
      if (mlir::failed(moveExpression(init.getValue(), converted.getValue(), Home::Edge)))
        return mlir::failure();
    } else if (auto bind = llvm::dyn_cast<nir::BindRefOp>(op)) {
      auto converted = spike::BindRefOp::create(builder, op.getLoc(), bind.getRef(),
                                                bind.getView());
      if (mlir::failed(moveExpression(bind.getIndex(), converted.getIndex(), Home::Edge)))
        return mlir::failure();
    } else if (!llvm::isa<nir::RuleArgumentOp>(op)) {
      return op.emitError("'") << op.getName() << "' cannot be lowered in a projection";
    }
  }
  return mlir::success();
}

llvm::LogicalResult neuro::lowering::convertEdge(nir::ProjectOp project,
                                                 spike::ProjectionOp result) {
  if (project.getToEdges())
    result.setToEdges(true);
  if (auto via = project.getViaAttr())
    result.setViaAttr(via);
  result.setDendriticDraws(project.getDendriticDraws());
  result.setBackpropDraws(project.getBackpropDraws());
  if (mlir::failed(
          moveExpression(project.getDendritic(), result.getDendritic(), Home::Edge)) ||
      mlir::failed(moveExpression(project.getBackprop(), result.getBackprop(), Home::Edge)))
    return mlir::failure();
  return convertInits(project.getInits(), result.getInits());
}

llvm::LogicalResult neuro::lowering::convertNormalize(mlir::OpBuilder &builder,
                                                      nir::NormalizeOp normalize) {
  auto result = spike::NormalizeOp::create(builder, normalize.getLoc(),
                                           normalize.getProjection(), normalize.getState(),
                                           normalize.getPerPost());
  if (mlir::failed(moveExpression(normalize.getTotal(), result.getTotal(), Home::Network)))
    return mlir::failure();
  return moveExpression(normalize.getEvery(), result.getEvery(), Home::Network);
}

llvm::LogicalResult neuro::lowering::convertStructural(mlir::OpBuilder &builder,
                                                       nir::StructuralOp structural) {
  spike::RuleAttr rule;
  if (auto name = structural.getRule()) {
    auto known = spike::symbolizeRule(*name);
    if (!known)
      return structural.emitError("'") << *name << "' is no connection rule";
    rule = spike::RuleAttr::get(builder.getContext(), *known);
  }
  auto result = spike::StructuralOp::create(builder, structural.getLoc(),
                                            structural.getProjectionAttr(), rule);
  for (auto [from, to] :
       {std::pair(&structural.getPrune(), &result.getPrune()),
        {&structural.getPruneEvery(), &result.getPruneEvery()},
        {&structural.getArgument(), &result.getArgument()},
        {&structural.getWhere(), &result.getWhere()},
        {&structural.getDelay(), &result.getDelay()},
        {&structural.getGrowEvery(), &result.getGrowEvery()}})
    if (mlir::failed(moveExpression(*from, *to, Home::Edge)))
      return mlir::failure();
  return convertInits(structural.getInits(), result.getInits());
}
