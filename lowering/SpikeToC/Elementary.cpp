//===- Elementary.cpp - Elementary functions as C -------------------------===//
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
#include "lowering/SpikeToC/Convert.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace neuro::lowering {

namespace {

const char *suffix(Type type) { return type.isF32() ? "_f32" : "_f64"; }
const char *realName(Type type) { return type.isF32() ? "float" : "double"; }

} // namespace

/// A function that computes what `make` emits for its arguments.
std::string
ElementaryFunctions::function(StringRef formula, Type type, unsigned arguments, StringRef comment,
                              function_ref<Value(OpBuilder &, ValueRange)> make) {
  std::string name = (formula + suffix(type)).str();
  if (known[name])
    return name;
  known[name] = true;
  OpBuilder builder(module.getContext());
  Location loc = builder.getUnknownLoc();
  OwningOpRef<ModuleOp> scratch = ModuleOp::create(loc);
  builder.setInsertionPointToStart(scratch->getBody());
  SmallVector<Type> inputs(arguments, type);
  auto source = func::FuncOp::create(builder, loc, name, builder.getFunctionType(inputs, type));
  Block *entry = source.addEntryBlock();
  builder.setInsertionPointToStart(entry);
  Value result = make(builder, entry->getArguments());
  func::ReturnOp::create(builder, loc, result);
  // Formulas may hold elementary functions themselves; equal parts are computed once.
  PassManager passes(module.getContext());
  passes.enableVerifier(false);
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  if (failed(passes.run(*scratch)))
    return name;

  builder.setInsertionPointToEnd(scratch->getBody());
  auto target = emitc::FuncOp::create(builder, loc, name, builder.getFunctionType(inputs, type));
  builder.setInsertionPointToStart(target.addEntryBlock());
  static const char *const letters[] = {"x", "y", "z"};
  SmallVector<Attribute> names;
  for (unsigned k = 0; k < arguments; ++k)
    names.push_back(builder.getStringAttr(letters[k]));
  target->setAttr(namesAttribute, builder.getArrayAttr(names));
  EmitCLowering lowering(builder, *this, /*wrapping=*/true);
  for (auto [from, to] : llvm::zip(source.getArguments(), target.getArguments()))
    lowering.map(from, to);
  for (Operation &op : source.front()) {
    if (auto end = dyn_cast<func::ReturnOp>(op)) {
      builder.setInsertionPointToEnd(&target.getBody().front());
      emitc::ReturnOp::create(builder, loc, lowering.of(end.getOperand(0)));
    } else if (failed(lowering.lower(op))) {
      return name;
    }
  }
  texts.push_back(("/* " + comment + " */\n").str() +
                  printFunction(target, "static inline", nullptr));
  return name;
}

std::string ElementaryFunctions::nameFor(Operation *op) {
  if (op->getNumResults() != 1)
    return "";
  Type type = op->getResult(0).getType();
  if (!isa<FloatType>(type))
    return "";
  auto one = [&](StringRef name, StringRef comment, Value (*emit)(OpBuilder &, Location, Value)) {
    return function(name, type, 1, comment, [&](OpBuilder &b, ValueRange x) {
      return emit(b, b.getUnknownLoc(), x[0]);
    });
  };
  return TypeSwitch<Operation *, std::string>(op)
      .Case([&](math::ExpOp) { return one("exp", "e^x, 1 ulp", emitExp); })
      .Case([&](math::ExpM1Op) { return one("expm1", "e^x - 1, 2 ulp", emitExpm1); })
      .Case([&](math::LogOp) { return one("log", "natural logarithm, 1 ulp", emitLog); })
      .Case([&](math::Log10Op) { return one("log10", "decimal logarithm, 2 ulp", emitLog10); })
      .Case([&](math::TanhOp) { return one("tanh", "3 ulp", emitTanh); })
      .Case([&](math::SinOp) { return one("sin", "2 ulp", emitSin); })
      .Case([&](math::CosOp) { return one("cos", "2 ulp", emitCos); })
      .Case([&](spike::ExprelrOp) {
        return one("exprelr", "x / (e^x - 1), 1 at 0, 4 ulp", emitExprelr);
      })
      .Case([&](math::PowFOp) {
        return function("pow", type, 2, "x^y", [&](OpBuilder &b, ValueRange x) {
          return emitPow(b, b.getUnknownLoc(), x[0], x[1]);
        });
      })
      .Default([](Operation *) { return std::string(); });
}

std::string ElementaryFunctions::named(StringRef formula, Type type) {
  const bool exprel = formula == "exprel";
  return function(formula, type, 1,
                  exprel ? "(e^x - 1) / x, 1 at 0, 4 ulp" : "x / (e^x - 1), 1 at 0, 4 ulp",
                  [&](OpBuilder &b, ValueRange x) {
                    return exprel ? emitExprel(b, b.getUnknownLoc(), x[0])
                                  : emitExpm1Quotient(b, b.getUnknownLoc(), x[0]);
                  });
}

std::string ElementaryFunctions::decay(Type type) {
  std::string name = std::string("decay") + suffix(type);
  if (known[name])
    return name;
  const std::string exp = function("exp", type, 1, "e^x, 1 ulp", [&](OpBuilder &b, ValueRange x) {
    return emitExp(b, b.getUnknownLoc(), x[0]);
  });
  known[name] = true;
  const std::string real = realName(type), f = type.isF32() ? "f" : "";
  texts.push_back("/* e^(rate * age) of an age in whole ticks: below 32768 of them the product of three\n"
                  "   factors, as in compiled kernels, which look them up. */\n"
                  "static inline " + real + " " + name + "(" + real + " rate, " + real + " age)\n{\n"
                  "  if (!(age < 32768.0" + f + "))\n"
                  "    return " + exp + "(rate * age);\n"
                  "  const uint32_t ticks = (uint32_t)age;\n"
                  "  return " + exp + "(rate * (" + real + ")(ticks & 31u)) *\n"
                  "         " + exp + "(rate * (" + real + ")(ticks & 992u)) *\n"
                  "         " + exp + "(rate * (" + real + ")(ticks & ~1023u));\n}\n");
  return name;
}

std::string ElementaryFunctions::extremum(bool maximum, Type type) {
  std::string name = std::string(maximum ? "maximum" : "minimum") + suffix(type);
  if (known[name])
    return name;
  known[name] = true;
  const std::string real = realName(type);
  texts.push_back("/* The " + std::string(maximum ? "larger" : "smaller") +
                  " one; NaN if one is NaN; +0 is above -0. */\n"
                  "static inline " + real + " " + name + "(" + real + " x, " + real + " y)\n{\n"
                  "  if (x != x || y != y)\n    return x + y;\n"
                  "  if (x == y)\n    return signbit(x) " + (maximum ? "? y : x" : "? x : y") + ";\n"
                  "  return x " + (maximum ? ">" : "<") + " y ? x : y;\n}\n");
  return name;
}

std::string ElementaryFunctions::bitsOf(Type real) {
  std::string name = std::string("bits_of") + suffix(real);
  if (known[name])
    return name;
  known[name] = true;
  const std::string whole = real.isF32() ? "uint32_t" : "uint64_t";
  texts.push_back("static inline " + whole + " " + name + "(" + realName(real) + " x)\n{\n"
                  "  union {\n    " + realName(real) + " real;\n    " + whole + " bits;\n  } both;\n"
                  "  both.real = x;\n  return both.bits;\n}\n");
  return name;
}

std::string ElementaryFunctions::ofBits(Type real) {
  std::string name = std::string("from_bits") + suffix(real);
  if (known[name])
    return name;
  known[name] = true;
  const std::string whole = real.isF32() ? "uint32_t" : "uint64_t";
  texts.push_back("static inline " + std::string(realName(real)) + " " + name + "(" + whole +
                  " x)\n{\n  union {\n    " + realName(real) + " real;\n    " + whole +
                  " bits;\n  } both;\n  both.bits = x;\n  return both.real;\n}\n");
  return name;
}

std::string ElementaryFunctions::text() {
  std::string out;
  for (const std::string &one : texts)
    out += one + "\n";
  return out;
}

} // namespace neuro::lowering
