//===- ConvertToC.cpp - The kernels of a program as C ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

#include "lowering/LoopsToLLVM/Elementary.h"
#include "lowering/SpikeToC/SpikeToC.h"

#include "mlir/IR/Matchers.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

#include <cmath>

using namespace mlir;

namespace neuro::lowering {

namespace {

std::string arrayType(Type type) {
  if (type.isF32())
    return "float";
  if (type.isInteger(32))
    return "int32_t";
  if (type.isInteger(16))
    return "uint16_t";
  if (type.isInteger(8))
    return "uint8_t";
  return "double";
}

/// A number that kernels only use rounded is kept rounded.
std::string constantType(spike::ClassOp cls, StringRef name) {
  bool any = false, narrow = true, whole = true;
  for (auto kernel : cls.getOps<spike::KernelOp>())
    kernel.getBody().walk([&](spike::LoadOp load) {
      if (load.getField() != name)
        return;
      for (Operation *user : load->getUsers()) {
        any = true;
        narrow &= isa<arith::TruncFOp>(user);
        whole &= isa<arith::FPToSIOp>(user) && user->getResult(0).getType().isInteger(32);
      }
    });
  return !any ? "double" : narrow ? "float" : whole ? "int32_t" : "double";
}

bool isReadByKernels(spike::ClassOp cls, StringRef name) {
  bool read = false;
  for (auto kernel : cls.getOps<spike::KernelOp>())
    kernel.getBody().walk([&](spike::LoadOp load) { read |= load.getField() == name; });
  return read;
}

/// Whether edges may read a `let` of the class: of that name.
bool isReadByEdges(spike::ClassOp cls, ModuleOp module) {
  for (auto edge : module.getOps<spike::ClassOp>())
    for (spike::FieldOp field : edge.getFields())
      if (field.getOf() && field.getRole() == spike::FieldRole::End)
        if (spike::FieldOp read = cls.lookupField(*field.getOf());
            read && read.getRole() == spike::FieldRole::Let)
          return true;
  return false;
}

/// Entries of propagators are called after what they lead to and from.
llvm::StringMap<std::pair<std::string, std::string>> propagatorNames(spike::ClassOp cls) {
  llvm::StringMap<std::pair<std::string, std::string>> names;
  for (auto propagator : cls.getOps<spike::PropagatorOp>()) {
    if (!propagator.getFields())
      continue;
    std::vector<std::string> states;
    for (auto state : propagator.getFields()->getAsRange<FlatSymbolRefAttr>())
      states.push_back(state.getValue().str());
    const size_t columns = propagator.getStates() + propagator.getInputs();
    size_t at = 0;
    for (auto entry : propagator.getCoefficients().getAsRange<FlatSymbolRefAttr>()) {
      const size_t row = at / columns, column = at % columns;
      ++at;
      if (row >= states.size() || states[row] == "_")
        continue;
      std::string from = column < states.size() ? states[column]
                                                : "input" + std::to_string(column - states.size() + 1);
      if (column >= states.size() && propagator.getInputs() == 1)
        from = "input";
      if (from == "_")
        continue;
      names[entry.getValue()] = {states[row] + "_from_" + from,
                                 from == "input" || column >= states.size()
                                     ? "exact propagator: what a tick adds to " + states[row]
                                     : "exact propagator: " + states[row] + " after a tick, from " + from};
    }
  }
  return names;
}

CClass describeClass(spike::ClassOp cls, CNames &types) {
  CClass out;
  out.name = types.of(cls.getSymName().str());
  // What kernels and handlers call their own.
  CNames names(cls.getEdge() ? std::vector<std::string>{"k", "t", "i", "size", "s", "j", "m", "now", "count",
                                                        "before", "after", "round", "argument", "constants",
                                                        "wait"}
                             : std::vector<std::string>{"k", "t", "i", "size"});
  auto entries = propagatorNames(cls);
  int index = 0;
  for (spike::FieldOp field : cls.getFields()) {
    CField one;
    const std::string own = field.getSymName().str();
    auto entry = entries.find(own);
    one.name = names.of(entry == entries.end() ? own : entry->second.first);
    if (entry != entries.end())
      one.comment = entry->second.second;
    else if (auto unit = field.getUnit(); unit && *unit != "1")
      one.comment = unit->str();
    if (field.getElement()) {
      one.type = arrayType(field.getType());
    } else {
      one.type = constantType(cls, own);
      if (isReadByKernels(cls, own))
        out.constants.push_back(index);
    }
    out.fields.push_back(std::move(one));
    ++index;
  }
  return out;
}

/// Small whole powers become products, as in compiled kernels.
void expandSmallPowers(Operation *root) {
  SmallVector<math::PowFOp> work;
  root->walk([&](math::PowFOp op) {
    FloatAttr exponent;
    if (matchPattern(op.getRhs(), m_Constant(&exponent))) {
      const double n = exponent.getValueAsDouble();
      if (n >= -2 && n <= 4 && n != 0 && std::floor(n) == n)
        work.push_back(op);
    }
  });
  for (math::PowFOp op : work) {
    op.getResult().replaceAllUsesWith(expandElementary(op));
    op.erase();
  }
}

void clean(ModuleOp module) {
  PassManager passes(module.getContext());
  passes.enableVerifier(false);
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  (void)passes.run(module);
}

} // namespace

FailureOr<CCode> convertToC(ModuleOp placed, const LineOf &lines) {
  CCode out;
  OwningOpRef<ModuleOp> copy = placed.clone();
  placed.getContext()
      ->loadDialect<arith::ArithDialect, emitc::EmitCDialect, func::FuncDialect, math::MathDialect,
                    scf::SCFDialect>();
  OwningOpRef<ModuleOp> target = ModuleOp::create(placed.getLoc());
  ElementaryFunctions functions(*target);
  CNames types, kernelNames;
  auto calling = [&](const char *formula) {
    return [&functions, formula](OpBuilder &b, Location loc, Value x) -> Value {
      return emitc::CallOpaqueOp::create(b, loc, TypeRange(x.getType()),
                                         functions.named(formula, x.getType()), ValueRange(x))
          .getResult(0);
    };
  };
  copy->walk([&](spike::KernelOp kernel) {
    fuseQuotients(kernel, {calling("exprel"), calling("expm1_quotient")});
    expandSmallPowers(kernel);
  });
  clean(*copy);
  for (auto cls : copy->getOps<spike::ClassOp>())
    out.classes.push_back(describeClass(cls, types));
  size_t index = 0;
  for (auto cls : copy->getOps<spike::ClassOp>()) {
    const CClass &owner = out.classes[index++];
    for (auto kernel : cls.getOps<spike::KernelOp>()) {
      // Records are the host's own: it reads states. What edges read is not.
      if (kernel.getPhase() == spike::Phase::Record && !isReadByEdges(cls, *copy))
        continue;
      CKernel one;
      one.name = kernelNames.of(kernel.getSymName().str());
      emitc::FuncOp function = convertKernel(*target, kernel, owner, functions, one);
      if (!function)
        return failure();
      // Synapses call theirs one by one, and are better inlined.
      one.text = printFunction(function, cls.getEdge() ? "static" : "KERNEL", lines);
      out.marks |= one.text.find("mark(") != std::string::npos;
      out.kernels[kernel.getSymName().str()] = std::move(one);
    }
  }
  out.functions = functions.text();
  return out;
}

} // namespace neuro::lowering
