//===- DirectArrivals.cpp - What arrives is added to the state itself -----===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes placed IR. A port that does nothing but `state += value` needs no sum of
// its own: FLOW of the state does not ask what arrives, so that events can be added
// to the state once it has flowed. Update kernels then neither read nor clear the
// port, and threads may send what spiked while others still flow.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/Mentions.h"
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/StringMap.h"

namespace neuro::spike {
#define GEN_PASS_DEF_DIRECTARRIVALS
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;
using mlir::Operation;
namespace arith = mlir::arith;

namespace {

/// What a kernel does with one port.
struct Port {
  FieldOp field, state;
  LoadOp load;
  ClearOp clear;
  arith::AddFOp sum;
  StoreOp store;
};

/// The only operation of type Op that touches `name` in a class; null if there is
/// none or another one, too.
template <class Op> Op onlyOne(ClassOp cls, llvm::StringRef name) {
  Op found;
  unsigned count = 0;
  cls.walk([&](Op op) {
    if (op.getField() == name) {
      found = op;
      ++count;
    }
  });
  return count == 1 ? found : Op();
}

/// Finds `store(state, flowed + load(port))`, where the sum goes nowhere else: not
/// into a condition of this tick, nor through one that holds the state.
std::optional<Port> match(ClassOp cls, FieldOp field) {
  Port port;
  port.field = field;
  port.load = onlyOne<LoadOp>(cls, field.getSymName());
  port.clear = onlyOne<ClearOp>(cls, field.getSymName());
  if (!port.load || !port.clear || !port.load->hasOneUse())
    return std::nullopt;
  port.sum = llvm::dyn_cast<arith::AddFOp>(*port.load->user_begin());
  if (!port.sum || !port.sum->hasOneUse())
    return std::nullopt;
  port.store = llvm::dyn_cast<StoreOp>(*port.sum->user_begin());
  auto kernel = port.load->getParentOfType<KernelOp>();
  if (!port.store || !kernel || kernel.getPhase() != Phase::Update)
    return std::nullopt;
  for (Operation *op : {port.load.getOperation(), port.clear.getOperation(),
                        port.sum.getOperation(), port.store.getOperation()})
    if (op->getParentOp() != kernel)
      return std::nullopt;
  port.state = cls.lookupField(port.store.getField());
  if (!port.state || port.state.getRole() != FieldRole::State ||
      port.state.getType() != field.getType())
    return std::nullopt;
  // Stored twice, it would be read in between.
  unsigned stores = 0;
  kernel.walk([&](StoreOp store) { stores += store.getField() == port.store.getField(); });
  return stores == 1 ? std::optional(port) : std::nullopt;
}

struct DirectArrivalsPass : impl::DirectArrivalsBase<DirectArrivalsPass> {
  void runOnOperation() override {
    mlir::ModuleOp module = getOperation();
    bool possible = true;
    llvm::SmallVector<Port> ports;
    for (ClassOp cls : module.getOps<ClassOp>()) {
      // Synapses with state look at states of their ends before and after ARRIVE.
      possible &= !cls.getEdge();
      llvm::StringMap<unsigned> into;
      for (FieldOp field : cls.getFields()) {
        if (field.getRole() != FieldRole::Arrive)
          continue;
        std::optional<Port> port = match(cls, field);
        // All or none, since a spike's synapses onto different ports are delivered
        // together; and one port a state, whose place in memory becomes the port's.
        possible &= port && ++into[port->state.getSymName()] == 1;
        if (possible)
          ports.push_back(*port);
      }
    }
    if (!possible)
      return;
    for (Port &port : ports)
      rewrite(port);
  }

  void rewrite(Port &port) {
    auto cls = port.field->getParentOfType<ClassOp>();
    auto kernel = port.load->getParentOfType<KernelOp>();
    port.field.setInto(port.state.getSymName());
    neuro::addNote(getOperation(), "direct-arrivals",
                   cls.getSymName() + ": " + port.field.getSymName() + " into " +
                       port.state.getSymName());
    const bool left = port.sum.getLhs() == port.load.getResult();
    port.sum.replaceAllUsesWith(left ? port.sum.getRhs() : port.sum.getLhs());
    port.sum.erase();
    port.load.erase();
    port.clear.erase();
    kernel.refreshAccesses();
    ++numDirect;
  }
};

} // namespace
