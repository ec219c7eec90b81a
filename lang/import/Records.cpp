//===- Records.cpp - What is recorded
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

LogicalResult Importer::importRecord(const ast::RecordDecl::Target &target) {
  place = Place::Network;
  const ast::Expr *what = target.what.get();
  // A function of a population: mean(E.V), rate(E).
  std::string function;
  if (auto *call = ast::dynCast<ast::CallExpr>(what)) {
    function = nameOf(call->callee.get()).str();
    if (function.empty() || call->arguments.size() != 1)
      return error(call->range) << "this cannot be recorded";
    what = call->arguments.front().value.get();
  }
  auto recorded = path(*what);
  if (failed(recorded))
    return failure();
  bool event = isEvent(*recorded);
  std::string written = recorded->text();
  if (event && recorded->member.empty())
    recorded->member = "spikes";
  // A function keeps the name it was given: rate(E), not rate(E.spikes).
  std::string text = function.empty() ? recorded->text() : written, unit;
  auto kind = event ? nir::RecordKind::Events : nir::RecordKind::Values;
  if (!function.empty()) {
    kind = nir::RecordKind::Function;
    text = function + "(" + text + ")";
  }
  if (function == "rate")
    unit = "Hz";
  else if (function == "order_parameter")
    unit = "1";
  else if (!event)
    unit = unitOf(*recorded);
  auto op = create<nir::RecordOp>(
      target.what->range, str(text), symbol(recorded->view),
      nir::RecordKindAttr::get(context, kind), str(recorded->member),
      function.empty() ? StringAttr() : str(function), unit.empty() ? StringAttr() : str(unit));
  if (target.every && failed(expression(op.getEvery(), *target.every)))
    return failure();
  return target.when ? expression(op.getCondition(), *target.when) : success();
}
