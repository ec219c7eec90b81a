//===- Quotients.cpp - Finds quotients of expm1 -----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes arithmetic with math.expm1, scalar or vector, before it is expanded;
// leaves it with the quotients of Elementary.h in their place. Compiled code and
// the reference interpreter both come by here, so they round alike.
//
//===----------------------------------------------------------------------===//

#include "lowering/LoopsToLLVM/Elementary.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace neuro::lowering {

namespace {

bool isOne(Value value) {
  return matchPattern(value, m_OneFloat());
}

/// What is compared for equality with 0, or null.
Value comparedWithZero(Value condition) {
  auto compare = condition.getDefiningOp<arith::CmpFOp>();
  if (!compare || compare.getPredicate() != arith::CmpFPredicate::OEQ ||
      !matchPattern(compare.getRhs(), m_AnyZeroFloat()))
    return {};
  return compare.getLhs();
}

/// b s = 0 ? s : (e^(b s) - 1)/b
Value asExprel(arith::SelectOp select, arith::DivFOp quotient, Value zero,
               const QuotientFormulas &formulas) {
  auto product = zero.getDefiningOp<arith::MulFOp>();
  auto grown = quotient.getLhs().getDefiningOp<math::ExpM1Op>();
  if (!product || !grown || grown.getOperand() != zero)
    return {};
  Value b = quotient.getRhs(), s = select.getTrueValue();
  if (!(product.getLhs() == b && product.getRhs() == s) &&
      !(product.getLhs() == s && product.getRhs() == b))
    return {};
  OpBuilder builder(select);
  return arith::MulFOp::create(builder, select.getLoc(), s,
                               formulas.exprel(builder, select.getLoc(), zero));
}

/// e^x - 1 = 0 ? 1 : x/(e^x - 1)
Value asExpm1Quotient(arith::SelectOp select, arith::DivFOp quotient, Value zero,
                      const QuotientFormulas &formulas) {
  auto grown = zero.getDefiningOp<math::ExpM1Op>();
  if (!grown || quotient.getRhs() != zero || quotient.getLhs() != grown.getOperand() ||
      !isOne(select.getTrueValue()))
    return {};
  OpBuilder builder(select);
  return formulas.expm1Quotient(builder, select.getLoc(), grown.getOperand());
}

/// Erases what is left without a use, from `work` up.
void eraseUnused(llvm::SetVector<Operation *> work) {
  while (!work.empty()) {
    Operation *next = work.pop_back_val();
    if (!isOpTriviallyDead(next))
      continue;
    SmallVector<Value> operands(next->getOperands());
    next->erase();
    for (Value operand : operands)
      if (Operation *definition = operand.getDefiningOp())
        work.insert(definition);
  }
}

} // namespace

void fuseQuotients(Operation *root, const QuotientFormulas &formulas) {
  SmallVector<arith::SelectOp> selects;
  root->walk([&](arith::SelectOp select) { selects.push_back(select); });
  llvm::SetVector<Operation *> replaced;
  for (arith::SelectOp select : selects) {
    auto quotient = select.getFalseValue().getDefiningOp<arith::DivFOp>();
    Value zero = comparedWithZero(select.getCondition());
    if (!quotient || !zero)
      continue;
    Value fused = asExprel(select, quotient, zero, formulas);
    if (!fused)
      fused = asExpm1Quotient(select, quotient, zero, formulas);
    if (!fused)
      continue;
    select.getResult().replaceAllUsesWith(fused);
    replaced.insert(select);
  }
  eraseUnused(std::move(replaced));
}

} // namespace neuro::lowering
