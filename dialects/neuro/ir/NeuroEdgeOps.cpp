//===- NeuroEdgeOps.cpp - Verifiers of what synapses add to models
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/ir/Verify.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::nir;

LogicalResult TraceOp::verify() {
  if (getEnd() != "pre" && getEnd() != "post")
    return emitOpError("is of \"pre\" or \"post\", not of \"") << getEnd() << "\"";
  return verifyTime(*this, getTau(), "tau");
}

LogicalResult RefOp::verify() { return success(); }

LogicalResult BoundOp::verify() {
  return verifyExpression(*this, getRange(), "range", {}, 2);
}

LogicalResult BoundOp::verifySymbolUses(SymbolTableCollection &) {
  auto model = (*this)->getParentOfType<ModelOp>();
  if (!isa_and_nonnull<StateOp, GateOp>(model.lookup(getState())))
    return emitOpError() << "no state " << getStateAttr() << " in this model";
  return success();
}

LogicalResult EveryOp::verify() {
  if (failed(verifyTime(*this, getPeriod(), "period")))
    return failure();
  return verifyBody(*this, getBody(), "body");
}

LogicalResult HandlerOp::verify() {
  bool known = llvm::StringSwitch<bool>(getPhase())
                   .Cases({"emit", "pre", "post", "port", "every", "step", "advance",
                           "signal"},
                          true)
                   .Default(false);
  if (!known)
    return emitOpError() << "has unknown phase \"" << getPhase() << "\"";
  if (getPort().has_value() != (getPhase() == "port"))
    return emitOpError("of phase \"port\", and only that, names a port");
  if (getPeriod().empty() != (getPhase() != "every"))
    return emitOpError("of phase \"every\", and only that, has a period");
  return success();
}
