//===- Tangents.cpp - Partial derivatives of straight-line bodies ---------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/analysis/Tangents.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace neuro::nir {

namespace {

class Differentiation {
public:
  Differentiation(const AffineInterpreter &interpreter, ArrayRef<StringAttr> variables,
                  OpBuilder &builder)
      : interpreter(interpreter), variables(variables), builder(builder) {}

  void visit(Operation *op) {
    if (op->getNumResults() != 1)
      return;
    Tangent tangent(variables.size());
    if (auto get = dyn_cast<GetOp>(op)) {
      Arithmetic math(builder, op->getLoc());
      for (auto [n, name] : llvm::enumerate(variables))
        if (nameOf(get) == name)
          tangent[n] = math.constant(1.0);
    } else {
      differentiate(op, tangent);
    }
    tangents[op->getResult(0)] = std::move(tangent);
  }

  /// With respect to each variable; null: zero.
  using Tangent = SmallVector<Value, 4>;
  Tangent of(Value value) const {
    auto it = tangents.find(value);
    return it == tangents.end() ? Tangent(variables.size()) : it->second;
  }

private:
  /// The value of an operand or result where the body was interpreted.
  Value at(Arithmetic &math, Value value) const {
    return math.materialize(interpreter.lookup(value).constant);
  }
  bool moves(Value value) const {
    return llvm::any_of(of(value), [](Value part) { return part != nullptr; });
  }
  void differentiate(Operation *op, Tangent &out);

  const AffineInterpreter &interpreter;
  ArrayRef<StringAttr> variables;
  OpBuilder &builder;
  llvm::DenseMap<Value, Tangent> tangents;
};

void Differentiation::differentiate(Operation *op, Tangent &out) {
  if (llvm::none_of(op->getOperands(), [&](Value v) { return moves(v); }))
    return;
  Arithmetic math(builder, op->getLoc());
  auto x = [&] { return at(math, op->getOperand(0)); };
  auto y = [&] { return at(math, op->getOperand(1)); };
  auto result = [&] { return at(math, op->getResult(0)); };
  Value one = math.constant(1.0);
  /// out += factor * tangent of the n-th operand
  auto add = [&](unsigned n, Value factor) {
    Tangent tangent = of(op->getOperand(n));
    for (auto [total, part] : llvm::zip(out, tangent))
      total = math.add(total, math.mul(factor, part));
  };
  auto choose = [&](Value condition, unsigned yes, unsigned no) {
    Tangent a = of(op->getOperand(yes)), b = of(op->getOperand(no));
    for (auto [total, first, second] : llvm::zip(out, a, b))
      total = math.select(condition, first, second);
  };
  auto compare = [&](arith::CmpFPredicate predicate) -> Value {
    return arith::CmpFOp::create(builder, op->getLoc(), predicate, x(), y());
  };
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](arith::AddFOp) {
        add(0, one);
        add(1, one);
      })
      .Case([&](arith::SubFOp) {
        add(0, one);
        add(1, math.constant(-1.0));
      })
      .Case([&](arith::NegFOp) { add(0, math.constant(-1.0)); })
      .Case([&](arith::MulFOp) {
        if (moves(op->getOperand(0)))
          add(0, y());
        if (moves(op->getOperand(1)))
          add(1, x());
      })
      .Case([&](arith::DivFOp) {
        Value inverse = math.div(one, y());
        if (moves(op->getOperand(0)))
          add(0, inverse);
        if (moves(op->getOperand(1)))
          add(1, math.neg(math.mul(result(), inverse)));
      })
      .Case([&](arith::SelectOp) { choose(at(math, op->getOperand(0)), 1, 2); })
      .Case([&](arith::MaximumFOp) { choose(compare(arith::CmpFPredicate::OGE), 0, 1); })
      .Case([&](arith::MinimumFOp) { choose(compare(arith::CmpFPredicate::OLE), 0, 1); })
      .Case([&](math::ExpOp) { add(0, result()); })
      .Case([&](math::ExpM1Op) { add(0, math.add(result(), one)); })
      .Case([&](math::LogOp) { add(0, math.div(one, x())); })
      .Case([&](math::Log10Op) {
        add(0, math.div(math.constant(0.43429448190325182765), x()));
      })
      .Case([&](math::SqrtOp) { add(0, math.div(math.constant(0.5), result())); })
      .Case([&](math::AbsFOp) {
        Value up = arith::CmpFOp::create(builder, op->getLoc(), arith::CmpFPredicate::OGE,
                                         x(), math.constant(0.0));
        add(0, math.select(up, one, math.constant(-1.0)));
      })
      .Case([&](math::SinOp) { add(0, math::CosOp::create(builder, op->getLoc(), x())); })
      .Case([&](math::CosOp) {
        add(0, math.neg(math::SinOp::create(builder, op->getLoc(), x())));
      })
      .Case([&](math::TanOp) { add(0, math.add(one, math.mul(result(), result()))); })
      .Case([&](math::TanhOp) { add(0, math.sub(one, math.mul(result(), result()))); })
      .Case([&](math::AtanOp) {
        add(0, math.div(one, math.add(one, math.mul(x(), x()))));
      })
      .Case([&](math::PowFOp) {
        // x^y with y constant; a moving exponent is not differentiated.
        Value less = math.sub(y(), one);
        Value power = math::PowFOp::create(builder, op->getLoc(), x(),
                                           math.materialize(less));
        if (!moves(op->getOperand(1)))
          add(0, math.mul(y(), power));
      })
      .Default([](Operation *) {});
}

} // namespace

SmallVector<Value, 4> partialDerivatives(Block &body, const AffineInterpreter &interpreter,
                                         ArrayRef<StringAttr> variables,
                                         OpBuilder &builder) {
  Differentiation differentiation(interpreter, variables, builder);
  for (Operation &op : body.without_terminator())
    differentiation.visit(&op);
  return differentiation.of(body.getTerminator()->getOperand(0));
}

} // namespace neuro::nir
