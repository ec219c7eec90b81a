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
  std::string no; ///< why its events cannot be added to a state
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

constexpr const char *anotherPort = "another port is added to the same state";

/// Why something other than a sum that is stored is made of what arrives.
std::string otherUse(Operation *user) {
  if (llvm::isa<arith::MulFOp, arith::DivFOp>(user))
    return "the state gets a multiple of what arrives; a state in units of what arrives "
           "would do without";
  if (llvm::isa<arith::ExtFOp, arith::TruncFOp>(user))
    return "the state is not of the precision in which events are added up";
  return "what arrives is not only added to a state";
}

/// Why a sum that is looked at is looked at.
std::string otherLook(ClassOp cls, mlir::Value sum) {
  for (Operation *user : sum.getUsers())
    if (llvm::isa<arith::AddFOp>(user) && llvm::any_of(user->getOperands(), [&](mlir::Value v) {
          auto load = v.getDefiningOp<LoadOp>();
          return load && cls.lookupField(load.getField()).getRole() == FieldRole::Arrive;
        }))
      return anotherPort;
  for (Operation *user : sum.getUsers())
    if (llvm::isa<arith::CmpFOp>(user))
      return "what arrives decides on events of the same tick";
  for (Operation *user : sum.getUsers())
    if (llvm::isa<arith::SelectOp>(user))
      return "what arrives is dropped where the state is held or set";
  return "what arrives is looked at in the same tick";
}

/// Finds `store(state, flowed + load(port))`, where the sum goes nowhere else: not
/// into a condition of this tick, nor through one that holds the state.
Port match(ClassOp cls, FieldOp field) {
  Port port;
  port.field = field;
  auto no = [&](std::string why) {
    port.no = std::move(why);
    return port;
  };
  const std::string complex = "what arrives is not only added to a state";
  port.load = onlyOne<LoadOp>(cls, field.getSymName());
  port.clear = onlyOne<ClearOp>(cls, field.getSymName());
  if (!port.load || !port.clear || !port.load->hasOneUse())
    return no(complex);
  port.sum = llvm::dyn_cast<arith::AddFOp>(*port.load->user_begin());
  if (!port.sum)
    return no(otherUse(*port.load->user_begin()));
  if (!port.sum->hasOneUse())
    return no(otherLook(cls, port.sum.getResult()));
  port.store = llvm::dyn_cast<StoreOp>(*port.sum->user_begin());
  if (!port.store)
    return no(otherLook(cls, port.sum.getResult()));
  auto kernel = port.load->getParentOfType<KernelOp>();
  if (!kernel || kernel.getPhase() != Phase::Update)
    return no(complex);
  for (Operation *op : {port.load.getOperation(), port.clear.getOperation(),
                        port.sum.getOperation(), port.store.getOperation()})
    if (op->getParentOp() != kernel)
      return no(complex);
  port.state = cls.lookupField(port.store.getField());
  if (!port.state || port.state.getRole() != FieldRole::State)
    return no(complex);
  if (port.state.getType() != field.getType())
    return no("the state is not of the precision in which events are added up");
  // Stored twice, it would be read in between.
  unsigned stores = 0;
  kernel.walk([&](StoreOp store) { stores += store.getField() == port.store.getField(); });
  if (stores != 1)
    return no("the state is set again after what arrives");
  return port;
}

/// Why synapses with state keep events from states: those that look at their ends see
/// them before and after ARRIVE. Empty if they do not look.
std::string looksAtEnds(ClassOp cls) {
  for (FieldOp field : cls.getFields())
    if (field.getRole() == FieldRole::End || field.getRole() == FieldRole::Ref)
      return "synapses read " + field.getOf().value_or(field.getSymName()).str() +
             " of their ends";
  for (KernelOp kernel : cls.getBody().front().getOps<KernelOp>())
    if (kernel.getPhase() == Phase::Signal)
      return "their signals must be there before neurons flow";
  return "";
}

struct DirectArrivalsPass : impl::DirectArrivalsBase<DirectArrivalsPass> {
  void runOnOperation() override {
    mlir::ModuleOp module = getOperation();
    // All or none, since a spike's synapses onto different ports are delivered together.
    llvm::SmallVector<Port> ports;
    llvm::SmallVector<std::pair<std::string, std::string>> reasons;
    for (ClassOp cls : module.getOps<ClassOp>()) {
      if (cls.getEdge()) {
        if (std::string why = looksAtEnds(cls); !why.empty())
          reasons.push_back({cls.getSymName().str(), why});
        continue;
      }
      llvm::StringMap<unsigned> into;
      for (FieldOp field : cls.getFields()) {
        if (field.getRole() != FieldRole::Arrive)
          continue;
        Port port = match(cls, field);
        // One port a state, whose place in memory becomes the port's.
        if (port.no.empty() && ++into[port.state.getSymName()] > 1)
          port.no = anotherPort;
        if (!port.no.empty())
          reasons.push_back({(cls.getSymName() + ": " + field.getSymName()).str(), port.no});
        ports.push_back(std::move(port));
      }
    }
    module.walk([&](ProjectionOp op) {
      if (op.getContinuous() && reasons.empty())
        reasons.push_back({"signals", "they must be there before neurons flow"});
    });
    module.walk([&](StructuralOp op) {
      bool looks = false;
      op.walk([&](EndFieldOp) { looks = true; });
      if (looks)
        reasons.push_back({"structural plasticity", "it reads states of neurons"});
    });
    if (ports.empty())
      return;
    for (const auto &[what, why] : reasons)
      neuro::addNote(module, "direct-arrivals",
                     "none for the sake of " + what + ": " + why);
    if (!reasons.empty())
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
