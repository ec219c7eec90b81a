//===- ExportClass.cpp - Classes to the plan -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/transforms/WideStates.h"
#include "lowering/SpikeToPlan/ExportEdges.h"
#include "lowering/SpikeToPlan/Exporter.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace neuro;
using namespace neuro::lowering;

namespace {

static_assert(static_cast<int>(spike::FieldRole::Parameter) ==
                      static_cast<int>(rt::FieldRole::Parameter) &&
                  static_cast<int>(spike::FieldRole::Let) ==
                      static_cast<int>(rt::FieldRole::Let) &&
                  static_cast<int>(spike::FieldRole::Arrive) ==
                      static_cast<int>(rt::FieldRole::Arrive) &&
                  static_cast<int>(spike::Phase::Record) ==
                      static_cast<int>(rt::KernelPlan::Record),
              "roles and phases have the same numbers in IR and plan");

class ClassExporter {
public:
  explicit ClassExporter(spike::ClassOp cls) : cls(cls) {}

  llvm::FailureOr<rt::ClassPlan> run() {
    plan.name = cls.getSymName().str();
    if (auto step = cls->getAttrOfType<mlir::FloatAttr>(spike::smallestStepName))
      plan.smallestStep = step.getValueAsDouble();
    for (auto [position, field] : llvm::enumerate(cls.getFields()))
      positions[spike::FieldOp(field).getSymName()] = position;
    for (spike::FieldOp field : cls.getFields())
      if (mlir::failed(addField(field)))
        return mlir::failure();
    for (auto propagator : cls.getBody().front().getOps<spike::PropagatorOp>())
      if (mlir::failed(addPropagator(propagator)))
        return mlir::failure();
    for (auto kernel : cls.getBody().front().getOps<spike::KernelOp>())
      if (mlir::failed(addKernel(kernel)))
        return mlir::failure();
    if (mlir::failed(exportEdgeClass(
            cls, plan, [&](mlir::Region &region) { return expr(region); })))
      return mlir::failure();
    return plan;
  }

private:
  /// More than an instruction or two.
  static bool isFunction(mlir::Operation *op) {
    return (op->getName().getDialectNamespace() == "math" &&
            !llvm::isa<mlir::math::FmaOp, mlir::math::AbsFOp, mlir::math::FloorOp,
                       mlir::math::CeilOp, mlir::math::SqrtOp>(op)) ||
           llvm::isa<spike::ExprelrOp, spike::DecayOp>(op);
  }

  /// From what kernels of integrate-and-fire and of Hodgkin-Huxley neurons take with
  /// eight lanes in f32 (tools/bench/KernelBench.cpp): an exponential and its like
  /// 0.6 ns, any other operation 0.015 ns.
  static double costOf(spike::KernelOp kernel) {
    double cost = 0.05;
    kernel.walk([&](mlir::Operation *op) {
      if (op == kernel.getOperation() || op->hasTrait<mlir::OpTrait::ConstantLike>())
        return;
      cost += isFunction(op) ? 0.6 : 0.015;
    });
    return cost;
  }

  /// Arithmetic on reals, of which a function takes about 16.
  static double operationsOf(spike::KernelOp kernel) {
    double operations = 0;
    kernel.walk([&](mlir::Operation *op) {
      const bool real = llvm::any_of(op->getOperandTypes(),
                                     [](mlir::Type type) { return type.isF32() || type.isF64(); });
      const llvm::StringRef space = op->getName().getDialectNamespace();
      if (real && isFunction(op))
        operations += 16;
      else if (llvm::isa<mlir::math::FmaOp>(op))
        operations += 2;
      else if (real && (space == "arith" || space == "math"))
        operations += 1;
    });
    return operations;
  }

  /// Whether a kernel does more with `elapsed` than to ask whether it is above 0.
  static bool measuresElapsed(spike::ClassOp cls, spike::KernelOp kernel) {
    auto asks = [](mlir::Operation *user) {
      auto compare = llvm::dyn_cast<mlir::arith::CmpFOp>(user);
      return compare && compare.getPredicate() == mlir::arith::CmpFPredicate::OGT &&
             mlir::matchPattern(compare.getRhs(), mlir::m_AnyZeroFloat());
    };
    bool measures = false;
    kernel.walk([&](spike::LoadOp load) {
      spike::FieldOp field = cls.lookupField(load.getField());
      if (field && field.getRole() == spike::FieldRole::Elapsed)
        measures |= !llvm::all_of(load->getUsers(), asks);
    });
    return measures;
  }

  /// Of the code as text: names of values come from its structure alone.
  static uint64_t fingerprintOf(spike::KernelOp kernel) {
    std::string text;
    llvm::raw_string_ostream os(text);
    kernel->print(os, mlir::OpPrintingFlags().useLocalScope());
    return llvm::xxh3_64bits(text);
  }

  llvm::FailureOr<rt::Expr> expr(mlir::Region &region) {
    int stream = 0;
    return exportExpr(region, [&](mlir::Operation *op) { return leaf(op); }, stream);
  }

  llvm::FailureOr<rt::Instr> leaf(mlir::Operation *op) {
    if (auto read = llvm::dyn_cast<spike::ReadOp>(op)) {
      auto found = positions.find(read.getField());
      if (found != positions.end())
        return rt::Instr{rt::Op::Field, static_cast<int32_t>(found->second)};
    }
    return unknownLeaf(op);
  }

  static rt::Scalar scalar(spike::FieldOp field) {
    mlir::Type type = field.getType();
    if (type.isF32())
      return rt::Scalar::F32;
    if (field.getRole() == spike::FieldRole::Event)
      return rt::Scalar::Bits;
    if (type.isInteger())
      return type.isInteger(8)    ? rt::Scalar::U8
             : type.isInteger(16) ? rt::Scalar::U16
                                  : rt::Scalar::I32;
    return rt::Scalar::F64;
  }

  llvm::LogicalResult addField(spike::FieldOp op) {
    rt::FieldPlan field;
    field.name = op.getSymName().str();
    field.role = static_cast<rt::FieldRole>(op.getRole());
    field.type = scalar(op);
    field.perElement = op.getElement();
    if (!op.getSlot())
      return op.emitError("field '") << op.getSymName() << "' has no slot: it was not placed";
    field.slot = static_cast<int>(*op.getSlot());
    int &slots = field.perElement ? plan.arraySlots : plan.uniformSlots;
    slots = std::max(slots, field.slot + 1);
    field.unit = unitText(op.getUnit(), op.getScale());
    auto value = expr(op.getValue()), constraint = expr(op.getConstraint());
    if (mlir::failed(value) || mlir::failed(constraint))
      return mlir::failure();
    field.value = std::move(*value);
    field.constraint = std::move(*constraint);
    field.constraintText = op.getConstraintText().value_or("").str();
    field.distribution = op.getDistribution().value_or("").str();
    field.stream = static_cast<int>(op.getStream().value_or(0));
    if (auto limit = op->getAttrOfType<mlir::IntegerAttr>("limit"))
      field.limit = limit.getInt();
    if (auto key = op->getAttrOfType<mlir::IntegerAttr>("draw_key"))
      field.key = static_cast<int>(key.getInt());
    if (op.getInto())
      field.into = static_cast<int>(positions.lookup(*op.getInto()));
    if (op.getRole() == spike::FieldRole::Event)
      plan.events.push_back({field.name, static_cast<int>(plan.fields.size())});
    plan.fields.push_back(std::move(field));
    return mlir::success();
  }

  llvm::LogicalResult addKernel(spike::KernelOp op) {
    rt::KernelPlan kernel;
    kernel.phase = static_cast<rt::KernelPlan::Phase>(op.getPhase());
    kernel.symbol = op.getSymName().str();
    kernel.fingerprint = fingerprintOf(op);
    kernel.usesTime = op.walk([](spike::TimeOp) { return mlir::WalkResult::interrupt(); })
                          .wasInterrupted();
    kernel.measuresElapsed = measuresElapsed(cls, op);
    kernel.cost = costOf(op);
    kernel.operations = operationsOf(op);
    auto period = expr(op.getPeriod());
    if (mlir::failed(period))
      return mlir::failure();
    kernel.period = std::move(*period);
    for (auto [names, fields] : {std::pair(op.getReads(), &kernel.reads),
                                 std::pair(op.getWrites(), &kernel.writes)})
      for (auto name : names.getAsRange<mlir::FlatSymbolRefAttr>())
        if (auto found = positions.find(name.getValue()); found != positions.end())
          fields->push_back(static_cast<int>(found->second));
    plan.kernels.push_back(std::move(kernel));
    return mlir::success();
  }

  /// Position of a coefficient's field; -1 for one that is not kept.
  int coefficient(mlir::FlatSymbolRefAttr name) const {
    return name.getValue() == "_" ? -1 : static_cast<int>(positions.lookup(name.getValue()));
  }

  llvm::LogicalResult addPropagator(spike::PropagatorOp op) {
    rt::PropagatorPlan propagator;
    propagator.name = op.getSymName().str();
    propagator.states = static_cast<int>(op.getStates());
    propagator.inputs = static_cast<int>(op.getInputs());
    int stream = 0;
    auto matrix = exportExprs(
        op.getMatrix(), [&](mlir::Operation *inner) { return leaf(inner); }, stream);
    if (mlir::failed(matrix))
      return mlir::failure();
    propagator.matrix = std::move(*matrix);
    for (auto name : op.getCoefficients().getAsRange<mlir::FlatSymbolRefAttr>())
      propagator.coefficients.push_back(coefficient(name));
    propagator.noises = static_cast<int>(op.getNoises().value_or(0));
    if (auto noise = op.getNoiseCoefficients())
      for (auto name : noise->getAsRange<mlir::FlatSymbolRefAttr>())
        propagator.noiseCoefficients.push_back(coefficient(name));
    plan.propagators.push_back(std::move(propagator));
    return mlir::success();
  }

  spike::ClassOp cls;
  rt::ClassPlan plan;
  llvm::StringMap<size_t> positions;
};

} // namespace

llvm::FailureOr<rt::ClassPlan> neuro::lowering::exportClass(spike::ClassOp cls) {
  return ClassExporter(cls).run();
}
