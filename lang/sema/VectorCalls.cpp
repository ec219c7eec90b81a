//===- VectorCalls.cpp - Functions of vectors, component by component ----===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/VectorExpr.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

/// Voelker, Kajić and Eliasmith (2019), equation 2, counted from 0:
/// A_ij = (2i + 1) * (-1 if i < j, else (-1)^(i - j + 1)), B_i = (2i + 1)*(-1)^i.
static double legendreA(int64_t i, int64_t j) {
  double sign = i < j || (i - j) % 2 == 0 ? -1 : 1;
  return sign * static_cast<double>(2 * i + 1);
}
static double legendreB(int64_t i) {
  return (i % 2 == 0 ? 1.0 : -1.0) * static_cast<double>(2 * i + 1);
}

ExprPtr VectorExpr::call(const CallExpr &e, const Index &index) {
  const std::string &callee = calleeName(e);
  if (!e.function) {
    if (callee == "legendre_A" && index.size() == 2)
      return numberExpr(e.range, legendreA(index[0], index[1]));
    if (callee == "legendre_B" && index.size() == 1)
      return numberExpr(e.range, legendreB(index[0]));
    if (callee == "dot")
      return dot(e);
    if (callee == "sum" && e.type.kind != Type::Series && e.arguments.size() == 1 &&
        e.arguments[0].value->type.kind != Type::Series)
      return sum(e);
  }
  if (e.function) {
    // Written out where vectors take part, called otherwise.
    auto &function = static_cast<const FnDecl &>(*e.function);
    bool vectors = function.body && involves(function.body.get());
    for (const Argument &a : e.arguments) {
      auto shape = shapeOf(*a.value);
      if (!shape)
        return nullptr;
      vectors |= !shape->empty();
    }
    if (vectors) {
      Frame inner = frameOf(e);
      frame = &inner;
      ExprPtr result = part(*function.body, index);
      frame = inner.outer;
      return result;
    }
  }
  return copyCall(e, e.function ? Index() : index);
}

ExprPtr VectorExpr::copyCall(const CallExpr &e, const Index &index) {
  auto copy = std::make_unique<CallExpr>();
  copy->type = e.type;
  if (e.type.isNumber())
    copy->type.shape.clear();
  copy->callee = part(*e.callee, {});
  copy->function = e.function;
  for (const Argument &a : e.arguments) {
    bool list = a.value->type.kind == Type::List;
    ExprPtr value = part(*a.value, list ? Index() : index);
    if (!value)
      return nullptr;
    copy->arguments.push_back({a.name, a.nameRange, std::move(value)});
  }
  return copy->callee ? std::move(copy) : nullptr;
}

const Components *VectorExpr::spreadOf(const Expr &e, int64_t size) {
  auto *name = dynCast<NameExpr>(&e);
  return name && spread && name->ref.decl ? spread(name->ref.decl, size) : nullptr;
}

ExprPtr VectorExpr::dot(const CallExpr &e) {
  if (e.arguments.size() != 2)
    return error(e, "'dot' takes two vectors");
  const Expr *side[2] = {e.arguments[0].value.get(), e.arguments[1].value.get()};
  Shape shape[2];
  for (int s : {0, 1}) {
    auto found = shapeOf(*side[s]);
    if (!found)
      return nullptr;
    shape[s] = *found;
  }
  int64_t size = shape[0].size() == 1 ? shape[0][0] : shape[1].size() == 1 ? shape[1][0] : 0;
  const Components *spreads[2] = {};
  for (int s : {0, 1})
    if (shape[s].empty() && size > 0)
      spreads[s] = spreadOf(*side[s], size);
  for (int s : {0, 1})
    if (size == 0 || (shape[s] != Shape{size} && !spreads[s]))
      return error(*side[s], "'dot' needs two vectors of one size");
  ExprPtr sum;
  for (int64_t k = 0; k < size; ++k) {
    ExprPtr factor[2];
    for (int s : {0, 1}) {
      factor[s] = spreads[s] ? nameExpr(side[s]->range,
                                        *spreads[s]->parts[static_cast<size_t>(k)],
                                        side[s]->type)
                             : part(*side[s], {k});
      if (!factor[s])
        return nullptr;
    }
    ExprPtr term = binaryExpr(e.range, BinaryExpr::Mul, std::move(factor[0]),
                              std::move(factor[1]), e.type.dimension);
    sum = sum ? binaryExpr(e.range, BinaryExpr::Add, std::move(sum), std::move(term),
                           e.type.dimension)
              : std::move(term);
  }
  return sum;
}

ExprPtr VectorExpr::sum(const CallExpr &e) {
  const Expr &value = *e.arguments[0].value;
  auto shape = shapeOf(value);
  if (!shape)
    return nullptr;
  ExprPtr sum;
  for (int64_t k = 0; k < componentCount(*shape); ++k) {
    ExprPtr term = part(value, subscriptsOf(*shape, k));
    if (!term)
      return nullptr;
    sum = sum ? binaryExpr(e.range, BinaryExpr::Add, std::move(sum), std::move(term),
                           e.type.dimension)
              : std::move(term);
  }
  return sum ? std::move(sum) : numberExpr(e.range, 0);
}
