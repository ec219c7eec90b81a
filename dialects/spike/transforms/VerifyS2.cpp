//===- VerifyS2.cpp - Contract S2: placed -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks IR as spike-layout leaves it; changes nothing.
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/Passes.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/Twine.h"

namespace neuro::spike {
#define GEN_PASS_DEF_VERIFYS2
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;

namespace {

llvm::LogicalResult checkSlots(ClassOp cls) {
  std::vector<FieldOp> fields = cls.getFields();
  unsigned counts[2] = {0, 0};
  for (FieldOp field : fields)
    ++counts[field.getElement()];
  llvm::BitVector taken[2] = {llvm::BitVector(counts[0]), llvm::BitVector(counts[1])};
  for (FieldOp field : fields) {
    if (!field.getSlot())
      return field.emitError("[S2] field '") << field.getSymName() << "' has no slot";
    int64_t slot = *field.getSlot();
    llvm::StringRef list = field.getElement() ? "arrays" : "uniforms";
    if (slot < 0 || slot >= counts[field.getElement()])
      return field.emitError("[S2] slot ")
             << slot << " of field '" << field.getSymName() << "' is outside the "
             << counts[field.getElement()] << " " << list;
    if (taken[field.getElement()].test(slot))
      return field.emitError("[S2] slot ") << slot << " of " << list << " is used twice";
    taken[field.getElement()].set(slot);
  }
  return mlir::success();
}

llvm::LogicalResult checkKernels(ClassOp cls) {
  llvm::StringSet<> seen;
  for (auto kernel : cls.getBody().front().getOps<KernelOp>()) {
    if (!kernel.getWidth())
      return kernel.emitError("[S2] kernel '") << kernel.getSymName() << "' has no width";
    int64_t width = *kernel.getWidth();
    if (width < 1 || width > 64 || (width & (width - 1)) != 0)
      return kernel.emitError("[S2] width ")
             << width << " of kernel '" << kernel.getSymName()
             << "' is not a power of two up to 64";
    // There may be several periods, and one kernel for each port.
    if (kernel.getPhase() != Phase::Every &&
        !seen.insert((stringifyPhase(kernel.getPhase()) + " " +
                      kernel.getPort().value_or(""))
                         .str())
             .second)
      return kernel.emitError("[S2] class '")
             << cls.getSymName() << "' has more than one kernel of phase '"
             << stringifyPhase(kernel.getPhase()) << "'";
  }
  return mlir::success();
}

struct VerifyS2Pass : impl::VerifyS2Base<VerifyS2Pass> {
  void runOnOperation() override {
    for (ClassOp cls : getOperation().getOps<ClassOp>())
      if (mlir::failed(checkSlots(cls)) || mlir::failed(checkKernels(cls)))
        return signalPassFailure();
    auto walk = getOperation().walk([](ProjectionOp projection) -> mlir::WalkResult {
      if (projection.getRepresentation())
        return mlir::WalkResult::advance();
      return projection.emitError("[S2] projection '")
             << projection.getSymName() << "' has no representation";
    });
    if (walk.wasInterrupted())
      return signalPassFailure();
    markAllAnalysesPreserved();
  }
};

} // namespace
