//===- DeadState.cpp - What nobody reads goes away --------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes fused classes. Leaves those without the fields, and the arithmetic for
// them, that can have no effect on an event, on what an edge emits, or on
// anything the rest of the program mentions. Values that remain are computed by
// the same operations in the same order.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/Mentions.h"
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"

namespace neuro::spike {
#define GEN_PASS_DEF_DEADSTATE
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;
using mlir::Operation;

namespace {

/// Which operations of a class's kernels matter, and which of its fields.
class Liveness {
public:
  Liveness(ClassOp cls, const neuro::Mentions &mentions) : cls(cls) {
    cls.walk([&](Operation *op) {
      if (auto store = llvm::dyn_cast<StoreOp>(op))
        writers[store.getField()].push_back(op);
      else if (auto mark = llvm::dyn_cast<MarkOp>(op))
        writers[mark.getEvent()].push_back(op);
      // What comes in has to be emptied as long as it is there.
      else if (auto clear = llvm::dyn_cast<ClearOp>(op))
        writers[clear.getField()].push_back(op);
      // Loops and branches stay whole.
      else if (!llvm::isa<KernelOp, ClassOp>(op) && op->getNumRegions() > 0 &&
               op->getParentOfType<KernelOp>())
        op->walk([&](Operation *inner) { keep(inner); });
    });
    for (FieldOp field : cls.getFields())
      if (mentions.has(field.getSymName()) || alwaysMatters(field))
        want(field.getSymName());
    readElsewhere();
    while (!pending.empty())
      visit(pending.pop_back_val());
  }

  bool matters(Operation *op) const { return kept.contains(op); }
  bool matters(llvm::StringRef field) const { return wanted.contains(field); }

private:
  /// What the runtime itself looks at, or a user may set at any time.
  static bool alwaysMatters(FieldOp field) {
    switch (field.getRole()) {
    case FieldRole::Parameter: // has a value and a constraint of its own
    case FieldRole::Input:
    case FieldRole::Let: // compiled-recording decides
    case FieldRole::Value:
    case FieldRole::Emit:
    case FieldRole::Ref:
      return true;
    case FieldRole::Event:
      return field.getSymName() == "spikes";
    default:
      return false;
    }
  }

  void want(llvm::StringRef field) {
    if (!wanted.insert(field).second)
      return;
    for (Operation *op : writers.lookup(field))
      keep(op);
  }

  void keep(Operation *op) {
    if (kept.insert(op).second)
      pending.push_back(op);
  }

  /// Values of fields, constraints, matrices, delays and periods read fields, too;
  /// of a field that goes away only what others read matters, which a further run
  /// of the pass's loop finds.
  void readElsewhere() {
    for (FieldOp field : cls.getFields())
      if (wanted.contains(field.getSymName()))
        wantReads(field);
    for (Operation &op : cls.getBody().front())
      if (!llvm::isa<FieldOp, PropagatorOp>(op))
        wantReads(&op);
  }

  void wantReads(Operation *op) {
    op->walk([&](ReadOp read) { wantWhole(read.getField()); });
  }

  void wantWhole(llvm::StringRef name) {
    if (wanted.contains(name))
      return;
    want(name);
    if (FieldOp field = cls.lookupField(name)) {
      wantReads(field);
      if (field.getRole() == FieldRole::Coefficient)
        for (auto propagator : cls.getBody().front().getOps<PropagatorOp>())
          for (auto coefficient : propagator.getAllCoefficients())
            if (coefficient.getValue() == name)
              wantReads(propagator);
    }
  }

  void visit(Operation *op) {
    if (auto load = llvm::dyn_cast<LoadOp>(op))
      wantWhole(load.getField());
    else if (auto store = llvm::dyn_cast<StoreOp>(op)) // of a loop that stays whole
      wantWhole(store.getField());
    for (mlir::Value operand : op->getOperands())
      if (Operation *made = operand.getDefiningOp())
        keep(made);
  }

  ClassOp cls;
  llvm::StringMap<llvm::SmallVector<Operation *, 2>> writers;
  llvm::StringSet<> wanted;
  llvm::DenseSet<Operation *> kept;
  llvm::SmallVector<Operation *> pending;
};

/// Roles of fields that this pass may remove.
bool mayGo(FieldRole role) {
  switch (role) {
  case FieldRole::Derived:
  case FieldRole::Coefficient:
  case FieldRole::State:
  case FieldRole::Refractory:
  case FieldRole::Previous:
  case FieldRole::Arrive:
  case FieldRole::Event:
  case FieldRole::Draw:
  case FieldRole::Elapsed:
  case FieldRole::Trace:
  case FieldRole::Age:
  case FieldRole::End:
    return true;
  default:
    return false;
  }
}

struct DeadStatePass : impl::DeadStateBase<DeadStatePass> {
  void runOnOperation() override {
    // A checkpoint may be restored by an experiment that looks at more than the one
    // that wrote it, so all of them keep everything.
    bool checkpoints = false;
    getOperation().walk([&](Operation *op) {
      checkpoints |= llvm::isa<neuro::nir::CheckpointOp, neuro::nir::RestoreOp>(op);
    });
    if (checkpoints)
      return neuro::addNote(getOperation(), "dead-state",
                            "nothing removed: the experiment uses checkpoints");
    neuro::Mentions mentions(getOperation(), [](Operation *op) {
      return llvm::isa<KernelOp, PropagatorOp>(op) ||
             (llvm::isa<ReadOp>(op) && op->getParentOfType<ClassOp>());
    });
    getOperation().walk([&](EndFieldOp end) { pinned.insert(end.getField()); });
    for (ClassOp cls : getOperation().getOps<ClassOp>())
      clean(cls, mentions);
  }

  void clean(ClassOp cls, const neuro::Mentions &mentions) {
    markPorts(cls, mentions);
    Liveness live(cls, mentions);
    std::vector<FieldOp> fields = cls.getFields();
    // Rules of connections name fields by position, which is then the same in all
    // classes of a view.
    size_t movable = 0;
    for (auto [n, field] : llvm::enumerate(fields))
      if (pinned.contains(field.getSymName()))
        movable = n;
    llvm::StringSet<> gone;
    llvm::SmallVector<FieldOp> dead;
    for (auto [n, field] : llvm::enumerate(fields))
      if (n >= movable && mayGo(field.getRole()) && !live.matters(field.getSymName())) {
        dead.push_back(field);
        gone.insert(field.getSymName());
      }
    if (dead.empty())
      return;
    for (auto kernel :
         llvm::make_early_inc_range(cls.getBody().front().getOps<KernelOp>()))
      shrink(kernel, live, gone, cls.getEdge());
    for (auto propagator :
         llvm::make_early_inc_range(cls.getBody().front().getOps<PropagatorOp>()))
      shrink(propagator, gone);
    numberDraws(fields, gone);
    note(cls, dead);
    for (FieldOp field : dead)
      field.erase();
    numFieldsRemoved += dead.size();
  }

  /// Nothing ever arrives at a port that nobody projects to.
  void markPorts(ClassOp cls, const neuro::Mentions &mentions) {
    for (FieldOp field : cls.getFields()) {
      if (field.getRole() != FieldRole::Arrive || mentions.has(field.getSymName()))
        continue;
      cls.walk([&](LoadOp load) {
        if (load.getField() != field.getSymName())
          return;
        mlir::OpBuilder builder(load);
        load.replaceAllUsesWith(mlir::arith::ConstantOp::create(
                                    builder, load.getLoc(),
                                    builder.getFloatAttr(load.getType(), 0.0))
                                    .getResult());
        load.erase();
      });
    }
  }

  static void shrink(KernelOp kernel, const Liveness &live, const llvm::StringSet<> &gone,
                     bool ofEdges) {
    llvm::SmallVector<Operation *> operations;
    for (Operation &op : kernel.getBody().front())
      operations.push_back(&op);
    for (Operation *op : llvm::reverse(operations)) {
      llvm::StringRef written;
      if (auto store = llvm::dyn_cast<StoreOp>(op))
        written = store.getField();
      else if (auto mark = llvm::dyn_cast<MarkOp>(op))
        written = mark.getEvent();
      else if (auto clear = llvm::dyn_cast<ClearOp>(op))
        written = clear.getField();
      if (written.empty() ? mlir::isOpTriviallyDead(op) : gone.contains(written))
        op->erase();
    }
    kernel.refreshAccesses();
    // An edge's `on pre` decides how its emissions run; ports are numbered; periods
    // are checked against the time step.
    if (ofEdges && kernel.getPhase() == Phase::Post && kernel.getWrites().empty())
      kernel.erase();
  }

  static void shrink(PropagatorOp propagator, const llvm::StringSet<> &gone) {
    mlir::Builder builder(propagator.getContext());
    auto without = [&](mlir::ArrayAttr names) {
      llvm::SmallVector<mlir::Attribute> kept;
      for (auto name : names.getAsRange<mlir::FlatSymbolRefAttr>())
        kept.push_back(gone.contains(name.getValue())
                           ? mlir::FlatSymbolRefAttr::get(builder.getContext(), "_")
                           : name);
      return builder.getArrayAttr(kept);
    };
    propagator.setCoefficientsAttr(without(propagator.getCoefficients()));
    if (auto noise = propagator.getNoiseCoefficients())
      propagator.setNoiseCoefficientsAttr(without(*noise));
    if (auto states = propagator.getFields())
      propagator.setFieldsAttr(without(*states));
    if (propagator.getAllCoefficients().empty())
      propagator.erase();
  }

  /// Draws of initial values are numbered by field: as they would be without us.
  static void numberDraws(llvm::ArrayRef<FieldOp> fields, const llvm::StringSet<> &gone) {
    int64_t position = 0;
    for (auto [n, field] : llvm::enumerate(fields)) {
      FieldOp op = field;
      if (gone.contains(op.getSymName()))
        continue;
      const bool drawn = op.getRole() == FieldRole::Parameter || op.getRole() == FieldRole::State ||
                         op.getRole() == FieldRole::Previous || op.getRole() == FieldRole::Input;
      if (position++ != static_cast<int64_t>(n) && drawn)
        op->setAttr("draw_key", mlir::Builder(op.getContext()).getI64IntegerAttr(n));
    }
  }

  void note(ClassOp cls, llvm::ArrayRef<FieldOp> dead) {
    std::string text;
    unsigned numbers = 0;
    for (FieldOp field : dead) {
      if (field.getRole() == FieldRole::Coefficient || field.getRole() == FieldRole::Derived) {
        ++numbers;
        continue;
      }
      text += (text.empty() ? "" : ", ");
      if (field.getRole() == FieldRole::Arrive)
        text += "port ";
      text += field.getSymName();
    }
    if (numbers > 0)
      text += (text.empty() ? "" : ", ") + std::to_string(numbers) + " constant" +
              (numbers == 1 ? "" : "s");
    neuro::addNote(getOperation(), "dead-state", cls.getSymName() + ": without " + text);
  }

  llvm::StringSet<> pinned;
};

} // namespace
