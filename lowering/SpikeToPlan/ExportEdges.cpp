//===- ExportEdges.cpp - Edge classes in the plan ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/SpikeToPlan/ExportEdges.h"

#include "dialects/spike/ir/EdgeClass.h"

using namespace neuro;
using namespace neuro::lowering;

namespace {

static_assert(static_cast<int>(spike::FieldRole::Ref) == static_cast<int>(rt::FieldRole::Ref) &&
                  static_cast<int>(spike::FieldRole::Draw) ==
                      static_cast<int>(rt::FieldRole::Draw) &&
                  static_cast<int>(spike::Phase::Signal) ==
                      static_cast<int>(rt::KernelPlan::Signal) &&
                  static_cast<int>(spike::Phase::Emit) ==
                      static_cast<int>(rt::KernelPlan::Emit) &&
                  static_cast<int>(spike::End::Ref) == static_cast<int>(rt::EdgeEnd::Ref) &&
                  static_cast<int>(spike::Tie::PostFirst) ==
                      static_cast<int>(rt::Tie::PostFirst),
              "roles, phases, ends and ties have the same numbers in IR and plan");

int indexOf(const std::vector<std::string> &names, llvm::StringRef name) {
  for (size_t k = 0; k < names.size(); ++k)
    if (names[k] == name)
      return static_cast<int>(k);
  return -1;
}

int refNamed(const rt::ClassPlan &plan, llvm::StringRef name) {
  for (size_t k = 0; k < plan.refs.size(); ++k)
    if (plan.refs[k].name == name)
      return static_cast<int>(k);
  return -1;
}

} // namespace

llvm::LogicalResult neuro::lowering::exportEdgeClass(spike::ClassOp cls, rt::ClassPlan &plan,
                                                     ClassExpr expr) {
  plan.edge = cls.getEdge();
  plan.tie = static_cast<rt::Tie>(cls.getTie());
  if (!plan.edge)
    return mlir::success();
  std::vector<spike::FieldOp> fields = cls.getFields();
  for (spike::FieldOp field : fields)
    if (field.getRole() == spike::FieldRole::Ref)
      plan.refs.push_back({field.getSymName().str(), field.getOf().value_or("").str()});
  for (auto [op, field] : llvm::zip(fields, plan.fields)) {
    field.end = static_cast<rt::EdgeEnd>(op.getEnd());
    field.of = op.getOf().value_or("").str();
    field.nearest = op.getNearest();
    field.distribution = op.getDistribution().value_or("").str();
    field.stream = static_cast<int>(op.getStream().value_or(0));
    if (op.getRole() == spike::FieldRole::Ref)
      field.ref = refNamed(plan, op.getSymName());
    else if (auto ref = op.getRef())
      field.ref = refNamed(plan, *ref);
    // What stands as a trace's value in the class is its time constant.
    if (op.getRole() == spike::FieldRole::Trace)
      field.tau = std::move(field.value), field.value = {};
  }
  for (auto [op, kernel] :
       llvm::zip(cls.getBody().front().getOps<spike::KernelOp>(), plan.kernels)) {
    if (auto port = op.getPort()) {
      kernel.index = static_cast<int>(plan.ports.size());
      plan.ports.push_back(port->str());
    }
    auto period = expr(op.getPeriod());
    if (mlir::failed(period))
      return mlir::failure();
    kernel.period = std::move(*period);
  }
  if (spike::RowKernels rows = spike::rowKernelsOf(cls)) {
    plan.catchUpKernel = spike::catchUpSymbol(cls);
    plan.rowKernel = spike::rowSymbol(cls);
    const auto values = spike::targetValuesOf(rows.emit).values;
    plan.targetValues = static_cast<int>(values.size());
    plan.wideTargets = !values.empty() && values[0].getType().isF64();
    if (plan.targetValues > 0) {
      plan.targetsKernel = spike::targetsSymbol(cls);
      plan.seenRowKernel = spike::seenRowSymbol(cls);
    }
  }
  for (auto op : cls.getBody().front().getOps<spike::EmitOp>()) {
    rt::EmitPlan emit;
    emit.field = cls.getFieldIndex(op.getField());
    emit.phase = static_cast<rt::KernelPlan::Phase>(op.getPhase());
    if (auto port = op.getPort())
      emit.port = indexOf(plan.ports, *port);
    if (auto ref = op.getRef())
      emit.ref = refNamed(plan, *ref);
    emit.to = op.getTo().value_or("").str();
    auto after = expr(op.getAfter());
    if (mlir::failed(after))
      return mlir::failure();
    emit.after = std::move(*after);
    plan.emits.push_back(std::move(emit));
  }
  return mlir::success();
}
