//===- Projections.cpp - Projections and static synapses
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/sema/Builtins.h"
#include "lang/sema/StaticSynapse.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

/// The setting of that name in `{ … }`, the last one counts.
static const ast::AssignDecl *setting(const ast::ProjectDecl &project, StringRef name) {
  const ast::AssignDecl *found = nullptr;
  for (const ast::DeclPtr &item : project.inits.items)
    if (auto *assign = ast::dynCast<ast::AssignDecl>(item.get()))
      if (nameOf(assign->target.get()) == name)
        found = assign;
  return found;
}

static bool draws(Region &region) {
  return region.walk([](nir::DrawOp) { return WalkResult::interrupt(); }).wasInterrupted();
}

static bool emitsLater(const ast::Block &block) {
  return llvm::any_of(block.items, [](const ast::DeclPtr &item) {
    if (auto *emit = ast::dynCast<ast::EmitDecl>(item.get()))
      return emit->after != nullptr;
    auto *choice = ast::dynCast<ast::IfDecl>(item.get());
    return choice && (emitsLater(choice->thenBlock) || emitsLater(choice->elseBlock));
  });
}

FailureOr<std::string> Importer::portOf(const ast::ProjectDecl &project, const Path &target) {
  StringRef written = target.member;
  if (!written.empty()) {
    if (project.portUse) // a receptor's port has the receptor's name
      written.consume_back(".arrive");
    return written.str();
  }
  std::string port = project.portUse ? localName(*project.portUse) : "";
  if (auto *on = ast::dynCast<ast::OnDecl>(project.port)) {
    if (port.empty())
      port = localName(*on);
    else if (on->name != "arrive")
      port += "." + on->name;
  }
  if (port.empty())
    return error(project.target->range) << "the port is not known", failure();
  return port;
}

LogicalResult Importer::importProjection(const ast::ProjectDecl &project) {
  if (isContinuous(project))
    return importContinuous(project);
  if (project.targetPopulation && project.targetPopulation->type.kind == ast::Type::Projection) {
    network->edgeStatements.emplace_back(&project, env);
    return success();
  }
  place = Place::Projection;
  projection = &project;
  auto source = path(*project.source), target = path(*project.target);
  if (failed(source) || failed(target))
    return failure();
  auto port = portOf(project, *target);
  if (failed(port))
    return failure();
  std::string unit;
  if (auto *on = ast::dynCast<ast::OnDecl>(project.port); on && !on->parameters.empty())
    unit = unitOf(*on->parameters.front());
  std::string text = source->text() + " -> " + target->view + "." + *port;
  auto op = create<nir::ProjectOp>(
      project.range, projectionSymbol(), text, source->view,
      source->member.empty() ? "spikes" : source->member, target->view, *port,
      calleeOf(project.rule.get()));
  if (!project.name.empty())
    op.setLabel(project.name);
  if (!project.name.empty())
    network->labels[project.name] = {op.getSymName().str(), &project};
  if (!unit.empty())
    op.setWeightUnit(unit);
  if (project.procedural)
    op->setAttr("procedural", b.getUnitAttr());
  for (const ast::DeclPtr &item : project.inits.items) {
    auto *assign = ast::dynCast<ast::AssignDecl>(item.get());
    StringRef name = assign ? nameOf(assign->target.get()) : StringRef();
    if (name.empty())
      return error(item->range) << "this setting of a projection is not executed yet";
    if (name != "multapse" && name != "autapse")
      continue;
    auto value = known(*assign->value);
    if (!value)
      return error(assign->range) << "'" << name << "' is true or false";
    if (name == "multapse")
      op.setMultapses(*value);
    else
      op.setAutapses(*value);
  }
  LogicalResult result = failure();
  const CheckedModel *synapse = project.synapse ? checked(project.synapse) : nullptr;
  if (failed(importRule(project, op)))
    result = failure();
  else if (synapse && !isStaticSynapse(*synapse))
    result = importSynapseProjection(project, op, *source, *target);
  else if (succeeded(importWeight(project, op)))
    result = importDelay(project, op);
  projection = nullptr;
  place = Place::Network;
  return result;
}

// --- Rule -------------------------------------------------------------------------------

/// `i != j`, either way round.
static bool isNotSelf(const ast::Expr &e) {
  auto *c = ast::dynCast<ast::CompareExpr>(&e);
  auto *a = c ? ast::dynCast<ast::NameExpr>(c->lhs.get()) : nullptr;
  auto *b = c ? ast::dynCast<ast::NameExpr>(c->rhs.get()) : nullptr;
  return c && c->op == ast::CompareExpr::Ne && a && b && a->ref.kind == ast::Ref::Index &&
         b->ref.kind == ast::Ref::Index && a->ref.index != b->ref.index;
}

/// A named argument: text, a number or a list of numbers.
LogicalResult Importer::importRuleArgument(nir::ProjectOp op, std::string_view name,
                                           const ast::Expr &value) {
  OpBuilder::InsertionGuard guard(b);
  Region &inits = op.getInits();
  if (inits.empty())
    inits.emplaceBlock();
  b.setInsertionPointToEnd(&inits.front());
  auto *text = ast::dynCast<ast::StringExpr>(&value);
  auto argument = create<nir::RuleArgumentOp>(
      value.range, str(StringRef(name.data(), name.size())),
      text ? str(text->value) : StringAttr());
  if (text)
    return success();
  return region(argument.getValue(), [&] {
    SmallVector<Value> values;
    if (const ast::ListExpr *list = listOf(value))
      for (const ast::ExprPtr &element : list->elements)
        values.push_back(convert(*element));
    else
      values.push_back(convert(value));
    return yield(value.range, values);
  });
}

LogicalResult Importer::importRule(const ast::Expr &ruleExpr, const ast::Expr *where,
                                   nir::ProjectOp op) {
  if (auto *call = ast::dynCast<ast::CallExpr>(&ruleExpr)) {
    StringRef name = calleeOf(call);
    const sema::Builtin *rule = sema::findBuiltin(std::string_view(name.data(), name.size()),
                                                  sema::Place::Rule);
    auto signature = rule ? rule->signature() : std::vector<sema::Parameter>();
    auto arguments = bindArguments(*call, name, static_cast<int>(sema::Place::Rule));
    if (name == "file") {
      auto *path = ast::dynCast<ast::StringExpr>(arguments.lookup("path"));
      if (!path)
        return error(call->range) << "the name of a file is text";
      op.setFile(path->value);
    } else if (name == "conv2d" || name == "sumpool" || name == "toeplitz") {
      for (const sema::Parameter &parameter : signature)
        if (const ast::Expr *argument =
                arguments.lookup(StringRef(parameter.name.data(), parameter.name.size())))
          if (failed(importRuleArgument(op, parameter.name, *argument)))
            return failure();
    } else if (!signature.empty()) {
      const ast::Expr *argument = arguments.lookup(signature.front().name);
      if (!argument || call->arguments.size() != 1)
        return error(call->range) << "rule '" << name << "' takes one argument";
      if (failed(expression(op.getArgument(), *argument)))
        return failure();
    }
  }
  if (!where)
    return success();
  // Between a view and itself `i != j` is a property of the rule, which then
  // draws only among the pairs that remain.
  SmallVector<const ast::Expr *> terms, open{where};
  bool sameView = op.getSource() == op.getTarget();
  while (!open.empty()) {
    const ast::Expr *term = open.pop_back_val();
    auto *both = ast::dynCast<ast::LogicalExpr>(term);
    if (both && both->op == ast::LogicalExpr::And) {
      open.push_back(both->rhs.get());
      open.push_back(both->lhs.get());
    } else if (sameView && isNotSelf(*term)) {
      op.setAutapses(false);
    } else {
      terms.push_back(term);
    }
  }
  if (terms.empty())
    return success();
  return region(op.getWhere(), [&]() -> LogicalResult {
    Value condition;
    for (const ast::Expr *term : terms) {
      Value value = convert(*term);
      if (!value)
        return failure();
      condition =
          condition ? Value(create<nir::AndOp>(term->range, condition, value)) : value;
    }
    return yield(where->range, condition);
  });
}

// --- Weight and delay -----------------------------------------------------------------------

LogicalResult Importer::bindSynapse(const ast::ProjectDecl &project) {
  const CheckedModel *synapse = checked(project.synapse);
  if (!synapse)
    return error(project.via->range) << "the synapse was not checked";
  std::vector<std::string> names;
  for (const ast::VarDecl *param : synapse->parameters)
    names.push_back(param->name);
  llvm::StringMap<const ast::Expr *> arguments;
  if (auto *call = ast::dynCast<ast::CallExpr>(project.via.get()))
    arguments = bindArguments(*call, names);
  auto bind = [&](const ast::VarDecl &var) -> LogicalResult {
    const ast::Expr *value = arguments.lookup(var.name);
    if (auto *assign = setting(project, var.name))
      value = assign->value.get();
    if (!value)
      value = var.value.get();
    if (!value)
      return error(project.range) << "'" << var.name << "' has no value";
    Value converted = convert(*value);
    if (!converted)
      return failure();
    locals[&var] = converted;
    return success();
  };
  for (const ast::VarDecl *param : synapse->parameters)
    if (failed(bind(*param)))
      return failure();
  for (const ast::VarDecl *edge : synapse->edges)
    if (failed(bind(*edge)))
      return failure();
  return success();
}

LogicalResult Importer::emissions(const ast::ProjectDecl &project, Value &weight,
                                  Value &after) {
  if (failed(bindSynapse(project)))
    return failure();
  const ast::OnDecl &on = *checked(project.synapse)->handlers.front();
  if (on.name != "pre")
    return error(on.range) << "only 'on pre' is executed yet";
  onEmit = [&](const ast::EmitDecl &emit, Value condition) -> LogicalResult {
    if (emit.to)
      return error(emit.range) << "'emit … to' is not executed yet";
    if (weight && (emit.after || after))
      return error(emit.range) << "several delayed emissions are not executed yet";
    Value value = convert(*emit.value);
    if (!value || (emit.after && !(after = convert(*emit.after))))
      return failure();
    if (condition) {
      auto type = dyn_cast<nir::QuantityType>(value.getType());
      if (!type)
        return error(emit.range) << "a condition is not a weight";
      Value zero = constant(emit.range, 0, type.getDimension());
      value = create<nir::SelectOp>(emit.range, condition, value, zero);
    }
    if (weight && !agree(emit.range, weight, value))
      return failure();
    // Values emitted together arrive together.
    weight = weight ? Value(create<nir::AddOp>(emit.range, weight, value)) : value;
    return success();
  };
  LogicalResult result = statements(on.body, {});
  onEmit = nullptr;
  if (succeeded(result) && !weight)
    return error(on.range) << "the synapse emits nothing";
  return result;
}

Value Importer::column(nir::ProjectOp op, SourceRange range, StringRef name, StringRef unit) {
  if (!op.getFile())
    return {};
  Value number = create<nir::ColumnOp>(range, quantity({}), str(name));
  return create<nir::MulOp>(range, number, constant(range, 1, unit));
}

LogicalResult Importer::importWeight(const ast::ProjectDecl &project, nir::ProjectOp op) {
  if (failed(region(op.getWeight(), [&]() -> LogicalResult {
        if (project.synapse) {
          Value weight, after;
          if (failed(emissions(project, weight, after)))
            return failure();
          return yield(project.range, weight);
        }
        const ast::AssignDecl *w = setting(project, "w");
        auto *on = ast::dynCast<ast::OnDecl>(project.port);
        // A port of bare events counts them.
        if (!w && on && on->parameters.empty())
          return yield(project.range, constant(project.range, 1, units::Dimension()));
        if (!w)
          if (Value value = column(op, project.range, "weight",
                                   op.getWeightUnit().value_or("1")))
            return yield(project.range, value);
        if (!w)
          return error(project.range) << "the projection has no weight";
        return yield(w->range, convert(*w->value));
      })))
    return failure();
  op.setWeightDraws(draws(op.getWeight()));
  return success();
}

LogicalResult Importer::importDelay(const ast::ProjectDecl &project, nir::ProjectOp op) {
  auto time = quantity(units::Dimension::of(units::Time));
  if (failed(region(op.getDelay(), [&]() -> LogicalResult {
        Value after, weight;
        if (project.synapse && llvm::any_of(checked(project.synapse)->handlers,
                                            [](const ast::OnDecl *on) {
                                              return emitsLater(on->body);
                                            }))
          if (failed(emissions(project, weight, after)))
            return failure();
        const ast::AssignDecl *axonal = setting(project, "delay");
        const ast::AssignDecl *dendritic = setting(project, "dendritic");
        // Without a delay a spike takes the shortest time there is.
        Value delay = axonal ? convert(*axonal->value)
                             : column(op, project.range, "delay", "ms");
        if (!delay && !axonal)
          delay = create<nir::DtOp>(project.range, time);
        if (!delay)
          return failure();
        auto plus = [&](Value more) {
          if (!more || !agree(project.range, delay, more))
            return false;
          delay = create<nir::AddOp>(project.range, delay, more);
          return true;
        };
        if (dendritic && !plus(convert(*dendritic->value)))
          return failure();
        if (after && !plus(after))
          return failure();
        return yield(project.range, delay);
      })))
    return failure();
  op.setDelayDraws(draws(op.getDelay()));
  return success();
}
