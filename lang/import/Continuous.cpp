//===- Continuous.cpp - Signals and gap junctions
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A continuous projection is a neuro.project with a `signal`: an expression over
// `@pre::@x` and `@post::@x`, the edge's own `@edge::@w` and what any edge
// expression may read. With `via` the edge's variables are those of the synapse.
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

bool importer::isContinuous(const ast::ProjectDecl &project) {
  return llvm::any_of(project.inits.items, [](const ast::DeclPtr &item) {
    auto *assign = ast::dynCast<ast::AssignDecl>(item.get());
    return assign && nameOf(assign->target.get()) == "signal";
  });
}

/// `pre.x`, `post.syn.I`: what an edge reads of its ends.
Value Importer::endMember(const ast::MemberExpr &e) {
  SmallVector<FlatSymbolRefAttr> names;
  const ast::Expr *at = &e;
  while (auto *member = ast::dynCast<ast::MemberExpr>(at)) {
    names.insert(names.begin(), symbol(member->name));
    at = member->base.get();
  }
  Type type = typeOf(e.type);
  StringRef end = nameOf(at);
  if (!type || (end != "pre" && end != "post")) {
    error(e.range) << "'" << e.name << "' cannot be read here";
    return {};
  }
  return create<nir::GetOp>(e.range, type, SymbolRefAttr::get(str(end), names));
}

/// What an edge keeps; a rule's arguments may stand beside it.
LogicalResult Importer::edgeValues(nir::ProjectOp op,
                                   ArrayRef<const ast::AssignDecl *> values) {
  auto fill = [&]() -> LogicalResult {
    for (const ast::AssignDecl *value : values)
      if (failed(importInit(value->range, nameOf(value->target.get()), *value->value,
                            value->op == ast::AssignDecl::Draw)))
        return failure();
    return success();
  };
  if (op.getInits().empty())
    return region(op.getInits(), fill);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToEnd(&op.getInits().front());
  return fill();
}

LogicalResult Importer::importContinuous(const ast::ProjectDecl &project) {
  place = Place::Projection;
  projection = &project;
  auto source = path(*project.source), target = path(*project.target);
  if (failed(source) || failed(target))
    return failure();
  if (!source->member.empty())
    return error(project.source->range) << "a signal comes from a population, not an event";
  std::string port = target->member;
  if (port.empty() && project.port)
    port = project.port->name;
  if (port.empty())
    return error(project.target->range) << "the input is not known";
  std::string text = source->text() + " -> " + target->view + "." + port;
  auto op = create<nir::ProjectOp>(project.range, projectionSymbol(), text, source->view, "",
                                   target->view, port, calleeOf(project.rule.get()));
  if (!project.name.empty())
    op.setLabel(project.name);
  if (project.procedural)
    op->setAttr("procedural", b.getUnitAttr());
  const CheckedModel *synapse = project.synapse ? checked(project.synapse) : nullptr;
  if (synapse && !project.name.empty())
    network->labels[project.name] = {op.getSymName().str(), &project};

  // `w`, or w[0], w[1], … where it is a vector.
  SmallVector<const ast::AssignDecl *> weights;
  const ast::AssignDecl *signal = nullptr, *delay = nullptr;
  for (const ast::DeclPtr &item : project.inits.items) {
    auto *assign = ast::dynCast<ast::AssignDecl>(item.get());
    StringRef name = assign ? nameOf(assign->target.get()) : StringRef();
    if (!synapse && (name == "w" || name.starts_with("w[")))
      weights.push_back(assign);
    else if (name == "signal" && assign->op == ast::AssignDecl::Set)
      signal = assign;
    else if (name == "delay")
      delay = assign;
    else if (name == "multapse" || name == "autapse") {
      auto value = known(*assign->value);
      if (!value)
        return error(assign->range) << "'" << name << "' is true or false";
      name == "multapse" ? op.setMultapses(*value) : op.setAutapses(*value);
    } else if (!synapse) {
      return error(item->range) << "a continuous projection has no such setting";
    }
  }
  if (!signal || failed(importRule(project, op)))
    return failure();
  if (!weights.empty() && failed(edgeValues(op, weights)))
    return failure();
  if (synapse) {
    auto model = requireSynapse(project, *source, *target);
    if (failed(model))
      return failure();
    op.setVia(*model);
    if (failed(importEdgeInits(project, op)))
      return failure();
  }
  if (delay) {
    if (failed(expression(op.getDelay(), *delay->value)))
      return failure();
    op.setDelayDraws(delay->op == ast::AssignDecl::Draw);
  }
  LogicalResult result = region(op.getSignal(), [&]() -> LogicalResult {
    for (const ast::AssignDecl *weight : weights) {
      Type type = typeOf(weight->value->type);
      if (!type)
        return error(weight->range) << "'w' is not a number";
      locals[weight] = create<nir::GetOp>(
          weight->range, type,
          SymbolRefAttr::get(str("edge"), {symbol(nameOf(weight->target.get()))}));
    }
    // What a `let` of the synapse reads of its ends.
    if (synapse) {
      synapseSource = &*source;
      synapseTarget = &*target;
    }
    inSignal = true;
    Value value = convert(*signal->value);
    inSignal = false;
    synapseSource = synapseTarget = nullptr;
    return yield(signal->range, value);
  });
  projection = nullptr;
  place = Place::Network;
  return result;
}
