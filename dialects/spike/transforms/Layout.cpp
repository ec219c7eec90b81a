//===- Layout.cpp - Storage types, slots, widths, representations -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes scheduled, fused IR in f64. Leaves placed IR: every field has a storage
// type and a slot, every kernel a width, every projection a representation.
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/LayoutTypes.h"
#include "dialects/spike/transforms/Passes.h"
#include "runtime/abi/Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Verifier.h"

namespace neuro::spike {
#define GEN_PASS_DEF_LAYOUT
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;

namespace arith = mlir::arith;

namespace {

std::optional<Precision> precisionNamed(llvm::StringRef name) {
  if (name == "f32")
    return Precision::F32;
  if (name == "f64")
    return Precision::F64;
  if (name == "auto")
    return Precision::Auto;
  return std::nullopt;
}

void assignSlots(ClassOp cls) {
  int64_t arrays = 0, uniforms = 0;
  mlir::Builder builder(cls.getContext());
  for (FieldOp field : cls.getFields())
    field.setSlotAttr(builder.getI64IntegerAttr(field.getElement() ? arrays++ : uniforms++));
}

/// Operations that take a chain of tens of others.
bool isLong(mlir::Operation &op) {
  return llvm::isa<arith::DivFOp, ExprelrOp, mlir::math::ExpOp, mlir::math::ExpM1Op,
                   mlir::math::LogOp, mlir::math::Log10Op, mlir::math::PowFOp, mlir::math::SinOp,
                   mlir::math::CosOp, mlir::math::TanhOp>(op);
}

/// Lanes of one 64-byte line, or one where control flow differs by element. Where
/// long chains of operations depend on each other a processor has more to do at a
/// time with two lines or four, though registers do not hold them: a
/// Hodgkin-Huxley neuron of 11 exponentials takes 5.6, 5.0 and 4.5 ns with one, two
/// and four (f32, AVX-512, Zen 4). Where a counter takes a byte, two lines of states
/// share what is done about it: a leaky integrator, bound by its stores, takes 0.25 ns
/// instead of 0.27.
int64_t widthOf(ClassOp cls, KernelOp kernel, int64_t asked) {
  if (kernel.hasControlFlow())
    return 1;
  if (asked) // edges come in blocks of few lanes
    return cls.getEdge() ? std::min(asked, neuro::rt::EDGE_LANES) : asked;
  int64_t lines = 1;
  if (!cls.getEdge()) {
    auto count = llvm::count_if(kernel.getBody().front(), isLong);
    lines = count >= 8 ? 4 : count >= 4 ? 2 : 1;
  }
  bool f32 = false;
  for (mlir::ArrayAttr list : {kernel.getReads(), kernel.getWrites()})
    for (auto name : list.getAsRange<mlir::FlatSymbolRefAttr>()) {
      FieldOp field = cls.lookupField(name.getValue());
      f32 |= field.getType().isF32();
      if (field.getRole() == FieldRole::Refractory && field.getType().isInteger(8))
        lines = std::max<int64_t>(lines, 2);
    }
  return (f32 ? 16 : 8) * lines;
}

struct LayoutPass : impl::LayoutBase<LayoutPass> {
  using LayoutBase::LayoutBase;

  void runOnOperation() override {
    auto chosen = precisionNamed(precision);
    if (!chosen) {
      getOperation().emitError("precision must be f32, f64 or auto, not '")
          << precision.getValue() << "'";
      return signalPassFailure();
    }
    // A kernel's range is a multiple of 64 elements, so lanes must divide it.
    if (width < 0 || width > 64 || (width & (width - 1)) != 0) {
      getOperation().emitError("width must be a power of two up to 64, or 0, not ")
          << width.getValue();
      return signalPassFailure();
    }
    if (!(dt > 0)) {
      getOperation().emitError("dt must be positive");
      return signalPassFailure();
    }
    for (ClassOp cls : getOperation().getOps<ClassOp>()) {
      chooseTypes(cls, *chosen, dt, integerSums);
      mlir::Builder builder(cls.getContext());
      for (auto kernel : cls.getBody().front().getOps<KernelOp>()) {
        followTypes(cls, kernel, integerSums);
        kernel.setWidthAttr(builder.getI64IntegerAttr(widthOf(cls, kernel, width)));
      }
      assignSlots(cls);
    }
    getOperation().walk([](ProjectionOp projection) { projection.setRepresentation("rows"); });
  }
};

} // namespace
