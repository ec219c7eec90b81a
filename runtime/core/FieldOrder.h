//===- FieldOrder.h - In which order fields are evaluated -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_FIELDORDER_H
#define NEURO_RUNTIME_CORE_FIELDORDER_H

#include "runtime/core/Population.h"

namespace neuro::rt {

/// Orders the fields of a class, of neurons or of edges, so that each stands
/// behind those its value reads (behind those its propagator's matrix reads, if it
/// is a coefficient).
class FieldOrder {
public:
  /// `valueOf` gives the expression of a field, `circular` the error of one whose
  /// value depends on itself. Ordered fields are appended to `order`.
  FieldOrder(const Model &model, std::function<const Expr &(int)> valueOf,
             std::function<Error(int)> circular, std::vector<int> &order)
      : model(model), valueOf(std::move(valueOf)), circular(std::move(circular)),
        order(order), mark(model.plan->fields.size(), Mark::Unseen) {}

  /// Appends a field and before it what it needs, unless they are there already.
  Result<void> visit(int f);

private:
  enum class Mark : char { Unseen, Open, Placed };
  Result<void> visitReads(const Expr &expr);

  const Model &model;
  const std::function<const Expr &(int)> valueOf;
  const std::function<Error(int)> circular;
  std::vector<int> &order;
  std::vector<Mark> mark;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_FIELDORDER_H
