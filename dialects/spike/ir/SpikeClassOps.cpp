//===- SpikeClassOps.cpp - What a well-formed class is -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/ir/EdgeClass.h"
#include "dialects/spike/ir/Region.h"
#include "dialects/spike/ir/Spike.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

using namespace neuro::spike;
using mlir::Operation;

//===----------------------------------------------------------------------===//
// Look-ups
//===----------------------------------------------------------------------===//

FieldOp ClassOp::lookupField(llvm::StringRef name) {
  return llvm::dyn_cast_or_null<FieldOp>(mlir::SymbolTable::lookupSymbolIn(*this, name));
}

std::vector<FieldOp> ClassOp::getFields() {
  auto fields = getBody().front().getOps<FieldOp>();
  return {fields.begin(), fields.end()};
}

std::vector<FieldOp> ClassOp::getEvents() {
  std::vector<FieldOp> events;
  for (FieldOp field : getBody().front().getOps<FieldOp>())
    if (field.getRole() == FieldRole::Event)
      events.push_back(field);
  return events;
}

static int position(llvm::ArrayRef<FieldOp> fields, llvm::StringRef name) {
  for (auto [index, field] : llvm::enumerate(fields))
    if (FieldOp(field).getSymName() == name)
      return static_cast<int>(index);
  return -1;
}

int ClassOp::getFieldIndex(llvm::StringRef name) { return position(getFields(), name); }
int ClassOp::getEventIndex(llvm::StringRef name) { return position(getEvents(), name); }

void KernelOp::refreshAccesses() {
  llvm::SmallSetVector<mlir::Attribute, 8> reads, writes;
  getBody().walk([&](Operation *op) {
    if (auto load = llvm::dyn_cast<LoadOp>(op))
      reads.insert(load.getFieldAttr());
    else if (auto store = llvm::dyn_cast<StoreOp>(op))
      writes.insert(store.getFieldAttr());
    else if (auto mark = llvm::dyn_cast<MarkOp>(op))
      writes.insert(mark.getEventAttr());
    else if (auto clear = llvm::dyn_cast<ClearOp>(op))
      writes.insert(clear.getFieldAttr());
  });
  mlir::Builder builder(getContext());
  setReadsAttr(builder.getArrayAttr(reads.getArrayRef()));
  setWritesAttr(builder.getArrayAttr(writes.getArrayRef()));
}

bool KernelOp::hasControlFlow() {
  return llvm::any_of(getBody().front(),
                      [](Operation &op) { return op.getNumRegions() != 0; });
}

//===----------------------------------------------------------------------===//
// Fields and propagators
//===----------------------------------------------------------------------===//

/// Roles that every element has its own value of (rt::FieldPlan::perElement).
static bool isAlwaysPerElement(FieldRole role) {
  switch (role) {
  case FieldRole::State:
  case FieldRole::Refractory:
  case FieldRole::Previous:
  case FieldRole::Arrive:
  case FieldRole::Event:
  case FieldRole::Let:
  case FieldRole::Draw:
  case FieldRole::Elapsed:
  case FieldRole::Trace:
  case FieldRole::Age:
  case FieldRole::Emit:
  case FieldRole::Ref:
    return true;
  case FieldRole::End: // of the one target that a kernel is run for: uniform
  case FieldRole::Value:
  case FieldRole::Parameter:
  case FieldRole::Derived:
  case FieldRole::Coefficient:
  case FieldRole::Input:
    return false;
  }
  return false;
}

llvm::LogicalResult FieldOp::verify() {
  mlir::Type type = getType();
  if (getRole() == FieldRole::Refractory) {
    if (!type.isInteger(8) && !type.isInteger(16) && !type.isInteger(32))
      return emitOpError("of role 'refractory' counts ticks and must be i8, i16 or i32, not ")
             << type;
  } else if (getRole() == FieldRole::Event) {
    if (!type.isInteger(8))
      return emitOpError("of role 'event' is a mask of bits and must be i8, not ") << type;
  } else if (!type.isF32() && !type.isF64()) {
    return emitOpError("of role '")
           << stringifyFieldRole(getRole()) << "' must be f32 or f64, not " << type;
  }
  if (isAlwaysPerElement(getRole()) && !getElement())
    return emitOpError("of role '")
           << stringifyFieldRole(getRole()) << "' has one value for each element: 'element' is missing";
  if (!getElement() && type.isF32())
    return emitOpError("without 'element' is passed to kernels as f64");
  if (getInto() && getRole() != FieldRole::Arrive)
    return emitOpError("has 'into', which only a field of role 'arrive' may have");
  if (getRole() == FieldRole::Derived && getValue().empty())
    return emitOpError("of role 'derived' needs a value");
  if (!getConstraint().empty() && getRole() != FieldRole::Parameter)
    return emitOpError("has a constraint, which only a parameter may have");
  return mlir::success();
}

llvm::LogicalResult FieldOp::verifyRegions() {
  if (mlir::failed(verifyYield(*this, getValue(), "value")))
    return mlir::failure();
  return verifyYield(*this, getConstraint(), "where", {1, 1, true});
}

llvm::SmallVector<mlir::FlatSymbolRefAttr> PropagatorOp::getAllCoefficients() {
  llvm::SmallVector<mlir::FlatSymbolRefAttr> all =
      llvm::to_vector(getCoefficients().getAsRange<mlir::FlatSymbolRefAttr>());
  if (auto noise = getNoiseCoefficients())
    llvm::append_range(all, noise->getAsRange<mlir::FlatSymbolRefAttr>());
  llvm::erase_if(all, [](mlir::FlatSymbolRefAttr name) { return name.getValue() == "_"; });
  return all;
}

llvm::LogicalResult PropagatorOp::verifyRegions() {
  // Bounded before it is multiplied; a block of thousands of states is not one.
  int64_t noises = getNoises().value_or(0);
  if (getStates() < 1 || getStates() > 1024 || getInputs() < 0 || getInputs() > 1024 ||
      noises < 0 || noises > 1024)
    return emitOpError("must have 1 to 1024 states, 0 to 1024 inputs and 0 to 1024 noises");
  int64_t entries = getStates() * (getStates() + getInputs());
  if (static_cast<int64_t>(getCoefficients().size()) != entries)
    return emitOpError("of ") << getStates() << " states and " << getInputs()
                              << " inputs needs " << entries << " coefficients, not "
                              << getCoefficients().size();
  int64_t triangle = noises ? getStates() * (getStates() + 1) / 2 : 0;
  if (static_cast<int64_t>(getNoiseCoefficients() ? getNoiseCoefficients()->size() : 0) !=
      triangle)
    return emitOpError("of ") << getStates() << " states and " << noises << " noises needs "
                              << triangle << " noise coefficients";
  if (getFields() && getFields()->size() != getStates())
    return emitOpError("of ") << getStates() << " states names " << getFields()->size()
                              << " fields";
  entries += getStates() * noises;
  return verifyYield(*this, getMatrix(), "matrix", {entries, entries, false});
}

//===----------------------------------------------------------------------===//
// A class as a whole
//===----------------------------------------------------------------------===//

namespace {

using FieldMap = llvm::StringMap<std::pair<FieldOp, unsigned>>;

/// Fields named by one list of a kernel.
llvm::FailureOr<llvm::StringSet<>> namedFields(KernelOp kernel, mlir::ArrayAttr names,
                                               const FieldMap &fields,
                                               llvm::StringRef list) {
  llvm::StringSet<> result;
  for (auto name : names.getAsRange<mlir::FlatSymbolRefAttr>()) {
    if (!fields.contains(name.getValue()))
      return kernel.emitOpError() << list << " '" << name.getValue()
                                  << "', which is not a field of the class";
    if (!result.insert(name.getValue()).second)
      return kernel.emitOpError() << list << " '" << name.getValue() << "' twice";
  }
  return result;
}

class KernelVerifier {
public:
  KernelVerifier(KernelOp kernel, const FieldMap &fields) : kernel(kernel), fields(fields) {}

  llvm::LogicalResult run() {
    auto readNames = namedFields(kernel, kernel.getReads(), fields, "reads");
    if (mlir::failed(readNames))
      return mlir::failure();
    auto writeNames = namedFields(kernel, kernel.getWrites(), fields, "writes");
    if (mlir::failed(writeNames))
      return mlir::failure();
    reads = std::move(*readNames);
    writes = std::move(*writeNames);
    auto walk = kernel.getBody().walk([&](Operation *op) {
      return mlir::failed(check(op)) ? mlir::WalkResult::interrupt()
                                     : mlir::WalkResult::advance();
    });
    if (walk.wasInterrupted())
      return mlir::failure();
    return checkMarks();
  }

private:
  /// The field `name` that `op` touches, which `list` must declare.
  llvm::FailureOr<FieldOp> declared(Operation *op, llvm::StringRef name,
                                    const llvm::StringSet<> &list, llvm::StringRef verb) {
    auto found = fields.find(name);
    if (found == fields.end())
      return op->emitOpError("names '") << name << "', which is not a field of the class";
    if (!list.contains(name))
      return op->emitOpError() << verb << " '" << name << "', which kernel '"
                               << kernel.getSymName() << "' does not declare under '"
                               << verb << "'";
    return found->second.first;
  }

  llvm::LogicalResult checkType(Operation *op, FieldOp field, mlir::Type type) {
    if (field.getType() == type)
      return mlir::success();
    return op->emitOpError("has type ") << type << ", but field '" << field.getSymName()
                                        << "' is stored as " << field.getType();
  }

  /// What a kernel writes it writes once, whatever the condition: passes and lowerings take
  /// the last store of the body for the field's next value, and a mask's bit is written
  /// whether set or not. Loops and branches yield what is to be stored.
  llvm::LogicalResult checkStraight(Operation *op) {
    if (op->getParentOp() == kernel)
      return mlir::success();
    return op->emitOpError("must not be inside a loop or branch; yield the value, and store "
                           "it there");
  }

  llvm::LogicalResult check(Operation *op) {
    if (auto load = llvm::dyn_cast<LoadOp>(op)) {
      auto field = declared(op, load.getField(), reads, "reads");
      return mlir::failed(field) ? mlir::failure()
                                 : checkType(op, *field, load.getResult().getType());
    }
    if (auto store = llvm::dyn_cast<StoreOp>(op)) {
      auto field = declared(op, store.getField(), writes, "writes");
      if (mlir::failed(field) ||
          mlir::failed(checkType(op, *field, store.getValue().getType())))
        return mlir::failure();
      if (kernel->getParentOfType<ClassOp>().getEdge() &&
          field->getRole() != FieldRole::State && field->getRole() != FieldRole::Emit)
        return op->emitOpError("stores to '")
               << field->getSymName() << "' of role '"
               << stringifyFieldRole(field->getRole())
               << "', which a kernel of edges may not change";
      if (!field->getElement())
        return op->emitOpError("stores to '")
               << field->getSymName() << "', which has no value for each element";
      return checkStraight(op);
    }
    if (auto clear = llvm::dyn_cast<ClearOp>(op)) {
      auto field = declared(op, clear.getField(), writes, "writes");
      if (mlir::failed(field))
        return mlir::failure();
      if (field->getRole() != FieldRole::Arrive)
        return op->emitOpError("clears '") << field->getSymName() << "', which has role '"
                                           << stringifyFieldRole(field->getRole())
                                           << "', not 'arrive'";
      return checkStraight(op);
    }
    if (auto mark = llvm::dyn_cast<MarkOp>(op)) {
      auto field = declared(op, mark.getEvent(), writes, "writes");
      if (mlir::failed(field))
        return mlir::failure();
      if (field->getRole() != FieldRole::Event)
        return op->emitOpError("marks '") << field->getSymName() << "', which has role '"
                                          << stringifyFieldRole(field->getRole())
                                          << "', not 'event'";
      if (mlir::failed(checkStraight(op)))
        return mlir::failure();
      ++marks[mark.getEvent()];
      return mlir::success();
    }
    if (llvm::isa<ReadOp>(op))
      return op->emitOpError("belongs to expression regions; a kernel uses spike.load");
    return mlir::success();
  }

  llvm::LogicalResult checkMarks() {
    for (const auto &entry : fields) {
      FieldOp field = entry.second.first;
      if (field.getRole() != FieldRole::Event)
        continue;
      unsigned count = marks.lookup(entry.first());
      if (count > 1 || (count == 0 && kernel.getPhase() == Phase::Update))
        return kernel.emitOpError("must mark event '")
               << entry.first() << "' exactly once, not " << count << " times";
      if (count && kernel.getPhase() != Phase::Update)
        return kernel.emitOpError("marks event '")
               << entry.first() << "', which only an update kernel may do";
    }
    return mlir::success();
  }

  KernelOp kernel;
  const FieldMap &fields;
  llvm::StringSet<> reads, writes;
  llvm::StringMap<unsigned> marks;
};

/// Reads of an expression region name fields before `limit` that hold a number.
llvm::LogicalResult checkReads(mlir::Region &region, const FieldMap &fields,
                               unsigned limit) {
  auto walk = region.walk([&](ReadOp read) -> mlir::WalkResult {
    auto found = fields.find(read.getField());
    if (found == fields.end())
      return read.emitOpError("names '")
             << read.getField() << "', which is not a field of the class";
    if (found->second.second >= limit)
      return read.emitOpError("reads '")
             << read.getField() << "' before it has a value: it comes later in the class";
    return mlir::WalkResult::advance();
  });
  return mlir::failure(walk.wasInterrupted());
}

} // namespace

llvm::LogicalResult ClassOp::verifyRegions() {
  FieldMap fields;
  unsigned count = 0;
  for (FieldOp field : getBody().front().getOps<FieldOp>())
    fields[field.getSymName()] = {field, count++};
  for (FieldOp field : getBody().front().getOps<FieldOp>())
    if (field.getInto()) {
      auto found = fields.find(*field.getInto());
      if (found == fields.end() || found->second.first.getRole() != FieldRole::State ||
          found->second.first.getType() != field.getType())
        return field.emitOpError("adds into '")
               << *field.getInto() << "', which is not a state of the class stored as "
               << field.getType();
    }
  count = 0;
  for (FieldOp field : getBody().front().getOps<FieldOp>()) {
    if (mlir::failed(checkReads(field.getValue(), fields, count)) ||
        mlir::failed(checkReads(field.getConstraint(), fields, fields.size())))
      return mlir::failure();
    ++count;
  }
  for (Operation &op : getBody().front()) {
    if (auto kernel = llvm::dyn_cast<KernelOp>(op)) {
      if (mlir::failed(KernelVerifier(kernel, fields).run()))
        return mlir::failure();
    } else if (auto propagator = llvm::dyn_cast<PropagatorOp>(op)) {
      for (auto name : propagator.getAllCoefficients()) {
        auto found = fields.find(name.getValue());
        if (found == fields.end() ||
            found->second.first.getRole() != FieldRole::Coefficient)
          return propagator.emitOpError("names '")
                 << name.getValue() << "', which is not a field of role 'coefficient'";
      }
      if (auto states = propagator.getFields())
        for (auto name : states->getAsRange<mlir::FlatSymbolRefAttr>()) {
          auto found = fields.find(name.getValue());
          if (name.getValue() == "_")
            continue;
          if (found == fields.end() || found->second.first.getRole() != FieldRole::State)
            return propagator.emitOpError("names '")
                   << name.getValue() << "', which is not a field of role 'state'";
        }
      if (mlir::failed(checkReads(propagator.getMatrix(), fields, count)))
        return mlir::failure();
    } else if (auto emit = llvm::dyn_cast<EmitOp>(op)) {
      if (mlir::failed(checkReads(emit.getAfter(), fields, count)))
        return mlir::failure();
    } else if (!llvm::isa<FieldOp>(op)) {
      return op.emitOpError("does not belong in a spike.class");
    }
  }
  return verifyEdgeClass(*this);
}
