//===- SameValue.cpp - Whether expressions have one value -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/analysis/SameValue.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;

namespace neuro::nir {

Value SameValue::resolve(Value value) {
  for (unsigned step = 0; value && step < 32; ++step) {
    auto get = value.getDefiningOp<GetOp>();
    if (!get || !isNeverSet(nameOf(get)))
      break;
    auto param = model.lookup<ParamOp>(nameOf(get).getValue());
    if (!param || param.getElement() || param.getDefaultValue().empty())
      break;
    Value next = yieldedValue(param.getDefaultValue());
    if (!next)
      break;
    value = next;
  }
  return value;
}

/// Operations whose value is the same whenever their operands and attributes are.
static bool isFunction(Operation *op) {
  StringRef dialect = op->getName().getDialectNamespace();
  return dialect == arith::ArithDialect::getDialectNamespace() ||
         dialect == math::MathDialect::getDialectNamespace() || isa<DtOp, TimeOp, GetOp>(op);
}

bool SameValue::operands(Operation *a, Operation *b, unsigned depth) {
  if (a->getNumOperands() != b->getNumOperands())
    return false;
  for (auto [x, y] : llvm::zip(a->getOperands(), b->getOperands()))
    if (!compare(x, y, false, depth + 1))
      return false;
  return true;
}

bool SameValue::compare(Value a, Value b, bool negated, unsigned depth) {
  if (depth > 64 || budget == 0)
    return false;
  --budget;
  a = resolve(a);
  b = resolve(b);
  std::optional<double> x = constantValue(a), y = constantValue(b);
  if (x || y)
    return x && y && *x == (negated ? -*y : *y);
  if (a == b)
    return !negated;
  Operation *p = a.getDefiningOp(), *q = b.getDefiningOp();
  if (!p || !q)
    return false;
  if (negated) {
    if (auto minus = dyn_cast<arith::NegFOp>(p))
      if (compare(minus.getOperand(), b, false, depth + 1))
        return true;
    if (auto minus = dyn_cast<arith::NegFOp>(q))
      if (compare(a, minus.getOperand(), false, depth + 1))
        return true;
    if (p->getName() != q->getName() || p->getNumOperands() != 2)
      return false;
    auto pair = [&](unsigned n, unsigned m, bool sign) {
      return compare(p->getOperand(n), q->getOperand(m), sign, depth + 1);
    };
    if (isa<arith::MulFOp, arith::DivFOp>(p))
      return (pair(0, 0, true) && pair(1, 1, false)) || (pair(0, 0, false) && pair(1, 1, true));
    if (isa<arith::AddFOp>(p))
      return pair(0, 0, true) && pair(1, 1, true);
    if (isa<arith::SubFOp>(p))
      return (pair(0, 1, false) && pair(1, 0, false)) || (pair(0, 0, true) && pair(1, 1, true));
    return false;
  }
  return p->getName() == q->getName() && p->getAttrs() == q->getAttrs() &&
         p->getNumResults() == 1 && p->getNumRegions() == 0 && isFunction(p) &&
         operands(p, q, depth);
}

} // namespace neuro::nir
