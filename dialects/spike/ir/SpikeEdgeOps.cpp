//===- SpikeEdgeOps.cpp - What a well-formed edge class is ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/ir/EdgeClass.h"
#include "dialects/spike/ir/Region.h"

using namespace neuro::spike;

bool neuro::spike::isEdgeRole(FieldRole role) {
  switch (role) {
  case FieldRole::Elapsed:
  case FieldRole::Trace:
  case FieldRole::Age:
  case FieldRole::End:
  case FieldRole::Value:
  case FieldRole::Emit:
  case FieldRole::Ref:
    return true;
  default:
    return false;
  }
}

static bool isEdgePhase(Phase phase) {
  return phase != Phase::Update && phase != Phase::Record && phase != Phase::Every;
}

static llvm::LogicalResult verifyField(ClassOp cls, FieldOp field) {
  FieldRole role = field.getRole();
  if (!cls.getEdge())
    return isEdgeRole(role) ? field.emitOpError("of role '")
                                  << stringifyFieldRole(role) << "' belongs in an edge class"
                            : llvm::success();
  End end = field.getEnd();
  auto needs = [&](bool holds, llvm::StringRef what) -> llvm::LogicalResult {
    if (holds)
      return llvm::success();
    return field.emitOpError("of role '") << stringifyFieldRole(role) << "' " << what;
  };
  switch (role) {
  case FieldRole::Trace:
    if (mlir::failed(needs(!field.getValue().empty(), "needs its time constant")))
      return mlir::failure();
    [[fallthrough]];
  case FieldRole::Age:
    return needs(end == End::Pre || end == End::Post, "is of end 'pre' or 'post'");
  case FieldRole::End: {
    if (mlir::failed(needs(end != End::None && field.getOf(),
                           "needs 'end' and the field 'of' it")))
      return mlir::failure();
    if (end != End::Ref)
      return llvm::success();
    FieldOp ref = field.getRef() ? cls.lookupField(*field.getRef()) : FieldOp();
    return needs(ref && ref.getRole() == FieldRole::Ref, "goes through no reference");
  }
  case FieldRole::Ref:
    return needs(field.getOf().has_value(), "needs the class 'of' what it refers to");
  case FieldRole::Draw:
    return needs(field.getDistribution() && field.getStream(),
                 "needs a distribution and a stream");
  default:
    return llvm::success();
  }
}

static llvm::LogicalResult verifyRoute(ClassOp cls, EmitOp emit) {
  FieldOp field = cls.lookupField(emit.getField());
  if (!field || field.getRole() != FieldRole::Emit)
    return emit.emitOpError("names '")
           << emit.getField() << "', which is not a field of role 'emit'";
  if (emit.getRef().has_value() != emit.getTo().has_value())
    return emit.emitOpError("names a reference and its port, or neither");
  if (emit.getRef()) {
    FieldOp ref = cls.lookupField(*emit.getRef());
    if (!ref || ref.getRole() != FieldRole::Ref)
      return emit.emitOpError("goes through '")
             << *emit.getRef() << "', which is not a field of role 'ref'";
  }
  return verifyYield(emit, emit.getAfter(), "after");
}

llvm::LogicalResult neuro::spike::verifyEdgeClass(ClassOp cls) {
  for (FieldOp field : cls.getFields())
    if (mlir::failed(verifyField(cls, field)))
      return mlir::failure();
  for (EmitOp emit : cls.getBody().front().getOps<EmitOp>())
    if (mlir::failed(verifyRoute(cls, emit)))
      return mlir::failure();
  for (KernelOp kernel : cls.getBody().front().getOps<KernelOp>()) {
    Phase phase = kernel.getPhase();
    if (isEdgePhase(phase) && !cls.getEdge())
      return kernel.emitOpError("of phase '")
             << stringifyPhase(phase) << "' belongs in an edge class";
    if ((phase == Phase::Update || phase == Phase::Record) && cls.getEdge())
      return kernel.emitOpError("of phase '")
             << stringifyPhase(phase) << "' does not belong in an edge class";
    if (kernel.getPort().has_value() != (phase == Phase::Port))
      return kernel.emitOpError("of phase 'port', and only that, names a port");
    if (kernel.getPeriod().empty() != (phase != Phase::Every))
      return kernel.emitOpError("of phase 'every', and only that, has a period");
  }
  return llvm::success();
}

/// What a body may ask for of an edge that is read as one of a row.
static bool isOfRow(FieldOp field) {
  switch (field.getRole()) {
  case FieldRole::Parameter:
  case FieldRole::Derived:
  case FieldRole::Coefficient:
  case FieldRole::State:
  case FieldRole::Emit:
    return true;
  case FieldRole::Elapsed:
    return llvm::isa<mlir::FloatType>(field.getType());
  case FieldRole::Trace:
  case FieldRole::Age:
    return (field.getEnd() == End::Pre || field.getEnd() == End::Post) &&
           llvm::isa<mlir::FloatType>(field.getType());
  default:
    return false;
  }
}

static bool isOfRow(ClassOp cls, KernelOp kernel) {
  if (kernel.hasControlFlow())
    return false;
  auto known = [&](llvm::StringRef name) {
    FieldOp field = cls.lookupField(name);
    // What a spike of the target sends cannot wait.
    return field && isOfRow(field) &&
           (field.getRole() != FieldRole::Emit || kernel.getPhase() == Phase::Emit);
  };
  for (mlir::Operation &op : kernel.getBody().front()) {
    if (auto load = llvm::dyn_cast<LoadOp>(op); load && !known(load.getField()))
      return false;
    if (auto store = llvm::dyn_cast<StoreOp>(op); store && !known(store.getField()))
      return false;
    if (llvm::isa<MarkOp, ClearOp>(op))
      return false;
    if (llvm::isa<TimeOp>(op) && kernel.getPhase() == Phase::Post)
      return false;
  }
  return true;
}

neuro::spike::RowKernels neuro::spike::rowKernelsOf(ClassOp cls) {
  RowKernels found;
  if (!cls.getEdge())
    return found;
  for (KernelOp kernel : cls.getBody().front().getOps<KernelOp>()) {
    if (kernel.getPhase() == Phase::Step || kernel.getPhase() == Phase::Signal)
      return {};
    KernelOp *slot = kernel.getPhase() == Phase::Emit   ? &found.emit
                     : kernel.getPhase() == Phase::Post ? &found.post
                                                        : nullptr;
    if (slot && !*slot && isOfRow(cls, kernel))
      *slot = kernel;
    else if (slot)
      return {};
  }
  return found ? found : RowKernels{};
}

neuro::spike::TargetValues neuro::spike::targetValuesOf(KernelOp emit) {
  ClassOp cls = emit->getParentOfType<ClassOp>();
  llvm::DenseSet<mlir::Value> uniform, ofTarget;
  TargetValues found;
  mlir::Block &body = emit.getBody().front();
  for (mlir::Operation &op : body) {
    if (auto load = llvm::dyn_cast<LoadOp>(op)) {
      FieldOp field = cls.lookupField(load.getField());
      if (!field.getElement())
        uniform.insert(load.getResult());
      else if ((field.getRole() == FieldRole::Trace || field.getRole() == FieldRole::Age) &&
               field.getEnd() == End::Post)
        ofTarget.insert(load.getResult());
      continue;
    }
    if (op.getNumResults() != 1 || op.getNumRegions() != 0 || !mlir::isPure(&op))
      continue;
    bool target = false, edge = false;
    for (mlir::Value operand : op.getOperands()) {
      target |= ofTarget.contains(operand);
      edge |= !ofTarget.contains(operand) && !uniform.contains(operand);
    }
    if (!edge)
      (target ? ofTarget : uniform).insert(op.getResult(0));
  }
  for (mlir::Operation &op : body)
    for (mlir::Value value : op.getResults())
      if (ofTarget.contains(value) && llvm::any_of(value.getUsers(), [&](mlir::Operation *user) {
            return user->getNumResults() != 1 || !ofTarget.contains(user->getResult(0));
          })) {
        if (!llvm::isa<mlir::FloatType>(value.getType()))
          return {};
        found.values.push_back(value);
      }
  for (mlir::Value value : ofTarget)
    found.work.insert(value.getDefiningOp());
  return found;
}
