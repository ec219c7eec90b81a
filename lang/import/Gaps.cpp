//===- Gaps.cpp - Gap junctions
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A gap junction is a pair of continuous projections over the same pairs of
// neurons: into each end flows g*(V of the other end - own V). The second one
// mirrors the first.
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

/// The input that the current flows into, and the potential beside it.
static std::pair<std::string, std::string> gapPort(const CheckedModel *model,
                                                   const std::string &member) {
  std::string port = member;
  if (port.empty() && model)
    for (const ast::VarDecl *input : model->inputs)
      if (input->type.dimension == units::parseUnit("pA")->dimension)
        port = input->name;
  size_t dot = port.rfind('.');
  return {port, dot == std::string::npos ? "V" : port.substr(0, dot + 1) + "V"};
}

LogicalResult Importer::importGap(const ast::GapDecl &gap) {
  place = Place::Projection;
  auto a = path(*gap.a), z = path(*gap.b);
  if (failed(a) || failed(z))
    return failure();
  const ast::AssignDecl *conductance = nullptr;
  for (const ast::DeclPtr &item : gap.inits.items)
    if (auto *assign = ast::dynCast<ast::AssignDecl>(item.get()))
      if (nameOf(assign->target.get()) == "g")
        conductance = assign;
  if (!conductance || a->parts.empty() || z->parts.empty())
    return error(gap.range) << "the gap junction has no conductance or no neurons";
  auto [portA, potentialA] = gapPort(checked(a->parts.front()->model), a->member);
  auto [portZ, potentialZ] = gapPort(checked(z->parts.front()->model), z->member);
  const bool self = a->view == z->view;
  std::string first;
  for (bool mirror : {false, true}) {
    const Path &from = mirror ? *z : *a, &to = mirror ? *a : *z;
    const std::string &port = mirror ? portA : portZ;
    std::string text = from.view + " -- " + to.view + "." + port;
    std::string name = projectionSymbol();
    auto op = create<nir::ProjectOp>(gap.range, name, text, from.view, "", to.view, port,
                                     calleeOf(gap.rule.get()));
    op.setGap(true);
    if (mirror)
      op->setAttr("mirror", symbol(first));
    first = name;
    if (failed(importRule(*gap.rule, gap.where.get(), op)))
      return failure();
    // Of a view with itself each pair is one junction, whichever end is named first.
    if (self && failed(onlyOnce(gap.range, op)))
      return failure();
    if (failed(edgeValues(op, conductance)))
      return failure();
    auto current = [&]() -> LogicalResult {
      auto get = [&](StringRef end, StringRef member, StringRef unit) -> Value {
        SmallVector<FlatSymbolRefAttr> nested;
        SmallVector<StringRef> parts;
        member.split(parts, '.');
        for (StringRef part : parts)
          nested.push_back(symbol(part));
        auto dimension =
            units::parseUnit(std::string_view(unit.data(), unit.size()))->dimension;
        return create<nir::GetOp>(gap.range, quantity(dimension),
                                  SymbolRefAttr::get(str(end), nested));
      };
      Value g = get("edge", "g", "nS");
      Value pre = get("pre", mirror ? potentialZ : potentialA, "mV");
      Value post = get("post", mirror ? potentialA : potentialZ, "mV");
      Value difference = create<nir::SubOp>(gap.range, pre, post);
      return yield(gap.range, {create<nir::MulOp>(gap.range, g, difference)});
    };
    if (failed(region(op.getSignal(), current)))
      return failure();
  }
  place = Place::Network;
  return success();
}

/// Adds i < j to the condition on a pair.
LogicalResult Importer::onlyOnce(SourceRange range, nir::ProjectOp op) {
  op.setAutapses(true); // i < j says more
  Region &where = op.getWhere();
  auto less = [&]() -> Value {
    Value i = create<nir::IndexOp>(range, quantity({}), str("i"));
    Value j = create<nir::IndexOp>(range, quantity({}), str("j"));
    return create<nir::CmpOp>(range, str("lt"), i, j);
  };
  if (where.empty())
    return region(where, [&]() -> LogicalResult { return yield(range, less()); });
  OpBuilder::InsertionGuard guard(b);
  auto end = cast<nir::YieldOp>(where.front().getTerminator());
  b.setInsertionPoint(end);
  Value both = create<nir::AndOp>(range, end.getValues().front(), less());
  end->setOperands(both);
  return success();
}
