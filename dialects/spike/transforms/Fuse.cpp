//===- Fuse.cpp - One kernel per class and phase -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes classes with any number of kernels a phase. Leaves at most one, in which
// every field is loaded once and nothing is computed that nobody uses.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/Mentions.h"
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/Passes.h"

#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/StringSet.h"

namespace neuro::spike {
#define GEN_PASS_DEF_FUSE
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;
using mlir::Operation;

namespace {

/// Names some region of the module reads: of fields, and of what is recorded.
/// By name over all classes, which can only keep more than needed.
struct Uses {
  llvm::StringSet<> read, recorded;

  explicit Uses(mlir::ModuleOp module) {
    neuro::forEachHostName(module, [&](llvm::StringRef name) { recorded.insert(name); });
    module.walk([&](Operation *op) {
      if (auto load = llvm::dyn_cast<LoadOp>(op))
        read.insert(load.getField());
      else if (auto readOp = llvm::dyn_cast<ReadOp>(op))
        read.insert(readOp.getField());
      else if (auto end = llvm::dyn_cast<EndFieldOp>(op))
        read.insert(end.getField());
      else if (auto propagator = llvm::dyn_cast<PropagatorOp>(op))
        for (auto name : propagator.getAllCoefficients())
          read.insert(name.getValue());
      // What an edge reads of its neurons, lets included, has to be there.
      else if (auto field = llvm::dyn_cast<FieldOp>(op); field && field.getOf())
        recorded.insert(*field.getOf());
      else if (auto probe = llvm::dyn_cast<ProbeOp>(op))
        recorded.insert(probe.getWhat());
      // What an experiment measures is recorded even if the network does not.
      else if (auto measure = llvm::dyn_cast<neuro::nir::MeasureOp>(op)) {
        recorded.insert(measure.getWhat().value_or(""));
        recorded.insert(measure.getWithWhat().value_or(""));
      }
    });
  }
};

/// The vector that `m[3]` is a component of; other names themselves.
llvm::StringRef wholeOf(llvm::StringRef name) {
  return name.ends_with("]") ? name.take_until([](char c) { return c == '['; }) : name;
}

/// Kernels after the first of each phase are appended to it, unless they run at
/// times of their own.
unsigned fuseKernels(ClassOp cls) {
  llvm::SmallDenseMap<Phase, KernelOp> first;
  unsigned fused = 0;
  for (KernelOp kernel :
       llvm::make_early_inc_range(cls.getBody().front().getOps<KernelOp>())) {
    // Kernels of ports and periods of their own are occasions of their own.
    if (kernel.getPhase() != Phase::Update && kernel.getPhase() != Phase::Record)
      continue;
    auto [entry, isFirst] = first.try_emplace(kernel.getPhase(), kernel);
    if (isFirst)
      continue;
    mlir::Block &into = entry->second.getBody().front();
    mlir::Block &from = kernel.getBody().front();
    into.getOperations().splice(into.end(), from.getOperations());
    kernel.erase();
    ++fused;
  }
  return fused;
}

/// A load takes the value last loaded from or stored to its field in the same
/// block. Nested regions store nothing.
void forwardLoads(KernelOp kernel) {
  llvm::StringMap<mlir::Value> known;
  for (Operation &op : llvm::make_early_inc_range(kernel.getBody().front())) {
    if (auto load = llvm::dyn_cast<LoadOp>(op)) {
      auto [entry, isNew] = known.try_emplace(load.getField(), load.getResult());
      if (isNew)
        continue;
      load.replaceAllUsesWith(entry->second);
      load.erase();
    } else if (auto store = llvm::dyn_cast<StoreOp>(op)) {
      known[store.getField()] = store.getValue();
    } else if (auto clear = llvm::dyn_cast<ClearOp>(op)) {
      known.erase(clear.getField());
    }
  }
}

/// Removes stores to `dead` lets, then arithmetic and loads without a use.
/// Of several stores to a field only the last counts; loads were forwarded.
void removeOverwrittenStores(KernelOp kernel) {
  llvm::StringSet<> overwritten;
  llvm::SmallVector<Operation *> operations;
  for (Operation &op : kernel.getBody().front())
    operations.push_back(&op);
  for (Operation *op : llvm::reverse(operations)) {
    if (op->getNumRegions())
      overwritten.clear();
    else if (auto load = llvm::dyn_cast<LoadOp>(op))
      overwritten.erase(load.getField());
    else if (auto store = llvm::dyn_cast<StoreOp>(op))
      if (!overwritten.insert(store.getField()).second)
        op->erase();
  }
}

void removeDeadWork(KernelOp kernel, const llvm::StringSet<> &dead) {
  llvm::SmallVector<Operation *> operations;
  for (Operation &op : kernel.getBody().front())
    operations.push_back(&op);
  for (Operation *op : llvm::reverse(operations)) {
    if (auto store = llvm::dyn_cast<StoreOp>(op)) {
      if (dead.contains(store.getField()))
        op->erase();
    } else if (mlir::isOpTriviallyDead(op)) {
      op->erase();
    }
  }
}

struct FusePass : impl::FuseBase<FusePass> {
  using FuseBase::FuseBase;

  void runOnOperation() override {
    llvm::StringSet<> recorded = Uses(getOperation()).recorded;
    for (ClassOp cls : getOperation().getOps<ClassOp>()) {
      numKernelsFused += fuseKernels(cls);
      llvm::StringSet<> deadLets;
      unsigned lets = 0;
      for (FieldOp field : cls.getFields()) {
        lets += field.getRole() == FieldRole::Let;
        if (isDeadLet(field, recorded))
          deadLets.insert(field.getSymName());
      }
      if (!deadLets.empty())
        neuro::addNote(getOperation(), "compiled-recording",
                       cls.getSymName() + ": " + llvm::Twine(lets - deadLets.size()) + " of " +
                           llvm::Twine(lets) + " lets computed");
      for (KernelOp kernel :
           llvm::make_early_inc_range(cls.getBody().front().getOps<KernelOp>())) {
        forwardLoads(kernel);
        removeOverwrittenStores(kernel);
        removeDeadWork(kernel, deadLets);
        kernel.refreshAccesses();
        if (kernel.getPhase() == Phase::Record && kernel.getWrites().empty())
          kernel.erase();
      }
    }
    removeDeadFields();
  }

  bool isDeadLet(FieldOp field, const llvm::StringSet<> &recorded) const {
    return field.getRole() == FieldRole::Let && !keepLets &&
           !recorded.contains(field.getSymName()) &&
           !recorded.contains(wholeOf(field.getSymName()));
  }

  /// Lets nobody records and derived constants nobody reads; a constant may have
  /// been the last reader of an earlier one.
  void removeDeadFields() {
    for (bool changed = true; changed;) {
      changed = false;
      Uses uses(getOperation());
      for (ClassOp cls : getOperation().getOps<ClassOp>()) {
        for (FieldOp field : cls.getFields()) {
          bool dead =
              (isDeadLet(field, uses.recorded) && !uses.read.contains(field.getSymName())) ||
              (field.getRole() == FieldRole::Derived && !uses.read.contains(field.getSymName()) &&
               !uses.recorded.contains(field.getSymName()));
          if (!dead)
            continue;
          field.erase();
          ++numFieldsRemoved;
          changed = true;
        }
      }
    }
  }
};

} // namespace
