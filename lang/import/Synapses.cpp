//===- Synapses.cpp - Synapses with state and the projections through them
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A synapse model is imported once for each pair of end models whose variables
// it reads, since only the ends give `pre.x` a dimension.
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/ast/Printer.h"
#include "lang/sema/StaticSynapse.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

// --- Ends and references ---------------------------------------------------------------

/// "pre" and {"syn", "I"} of `pre.syn.I`; nothing when it is not an end's member.
static std::optional<std::pair<StringRef, std::string>> endOf(const ast::MemberExpr &e) {
  std::string member = e.name;
  const ast::Expr *root = e.base.get();
  while (auto *inner = ast::dynCast<ast::MemberExpr>(root)) {
    member = inner->name + "." + member;
    root = inner->base.get();
  }
  auto *name = ast::dynCast<ast::NameExpr>(root);
  if (!name || name->ref.kind != ast::Ref::Unresolved ||
      (name->name != "pre" && name->name != "post"))
    return std::nullopt;
  return std::make_pair(StringRef(name->name), member);
}

Value Importer::synapseEnd(const ast::MemberExpr &e) {
  auto found = endOf(e);
  StringRef root = found->first;
  const std::string &member = found->second;
  const Path *end = root == "pre" ? synapseSource : synapseTarget;
  if (!end) {
    error(e.range) << "'" << root << "." << member << "' cannot be read here";
    return {};
  }
  auto refuse = [&](const Twine &why) -> Value {
    emitError(loc(e.range)) << "E0920: '" << root << "." << member << "' " << why;
    return {};
  };
  Type type;
  for (const ast::PopulationDecl *part : end->parts) {
    if (isBuiltinSource(part->model))
      return refuse("cannot be read: the elements of a source have no variables");
    Path one;
    one.parts = {part};
    one.member = member;
    const ast::Decl *decl = memberOf(one);
    Type here;
    if (decl && decl->kind == ast::Decl::DGate)
      here = quantity({});
    else if (decl && decl->kind == ast::Decl::DLet)
      return refuse("is a 'let', which is computed anew wherever it is read; a synapse reads "
                    "states and parameters of its neurons, so keep the value in a state");
    else if (decl && ast::VarDecl::classof(decl->kind) && !decl->isList)
      here = typeOf(static_cast<const ast::VarDecl *>(decl)->type);
    if (!here)
      return refuse("is not a number");
    if (type && type != here)
      return refuse("has different dimensions in the populations of this end");
    type = here;
  }
  if (!type)
    return refuse("cannot be read");
  return create<nir::GetOp>(e.range, type, SymbolRefAttr::get(str(root), {symbol(member)}));
}

bool Importer::isSynapseEnd(const ast::MemberExpr &e) const {
  if (place == Place::Model)
    return endOf(e).has_value();
  return inSignal && synapseSource && !e.ref.decl && endOf(e).has_value();
}

// --- Models -----------------------------------------------------------------------------

/// Names what the ends decide: two projections between the same models share one.
static std::string endsKey(const Path &source, const Path &target) {
  std::string key;
  for (const Path *end : {&source, &target}) {
    for (const ast::PopulationDecl *part : end->parts)
      key += std::to_string(reinterpret_cast<uintptr_t>(part->model)) + ",";
    key += ";";
  }
  return key;
}

static bool anyReadsEnds(const CheckedModel &synapse) {
  bool found = false;
  for (const ast::OdeDecl *ode : synapse.odes)
    found |= readsEnds(ode->value.get());
  for (const ast::LetDecl *let : synapse.lets)
    found |= readsEnds(let->value.get());
  auto body = [&](const ast::Block &block) {
    forEachStatement(block, [&](const ast::Decl &item) {
      if (auto *assign = ast::dynCast<ast::AssignDecl>(&item))
        found |= readsEnds(assign->value.get());
      else if (auto *let = ast::dynCast<ast::LetDecl>(&item))
        found |= readsEnds(let->value.get());
      else if (auto *emit = ast::dynCast<ast::EmitDecl>(&item))
        found |= readsEnds(emit->value.get());
      else if (auto *branch = ast::dynCast<ast::IfDecl>(&item))
        found |= readsEnds(branch->condition.get());
    });
  };
  for (const ast::OnDecl *on : synapse.handlers)
    body(on->body);
  for (const ast::EveryDecl *every : synapse.periodic)
    body(every->body);
  return found;
}

FailureOr<std::string> Importer::requireSynapse(const ast::ProjectDecl &project,
                                                const Path &source, const Path &target) {
  const CheckedModel *synapse = checked(project.synapse);
  if (!synapse)
    return error(project.via->range) << "the synapse was not checked", failure();
  std::string key = anyReadsEnds(*synapse) ? endsKey(source, target) : "";
  // Edges that a signal reads are advanced in every tick; others may wait.
  if (isContinuous(project))
    key += "signal";
  std::string &name = importedSynapses[{synapse, key}];
  if (!name.empty())
    return name;
  Operation *module = network->op->getParentOp();
  name = synapse->symbol;
  for (unsigned n = 2; SymbolTable::lookupSymbolIn(module, str(name)); ++n)
    name = synapse->symbol + "." + std::to_string(n);
  std::string made = name;

  // The model stands in front of the network that is being made.
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPoint(network->op);
  Place outerPlace = place;
  ConstEnv outerEnv = env;
  place = Place::Model;
  env = {};
  synapseSource = &source;
  synapseTarget = &target;
  LogicalResult result = importSynapse(*synapse, made);
  synapseSource = synapseTarget = nullptr;
  place = outerPlace;
  env = outerEnv;
  if (failed(result))
    return failure();
  return made;
}

LogicalResult Importer::importSynapse(const CheckedModel &model, StringRef name) {
  auto op = create<nir::ModelOp>(
      model.decl->range, str(name),
      nir::ModelKindAttr::get(context, nir::ModelKind::Synapse));
  if (model.tie)
    op->setAttr("tie", str(model.tie->name));
  return region(op.getBody(), [&]() -> LogicalResult {
    for (const ast::RefDecl *ref : model.refs) {
      const CheckedModel *referred = checked(ref->model);
      if (!referred)
        return error(ref->range) << "the model of the reference was not checked";
      create<nir::RefOp>(ref->range, str(ref->name), symbol(referred->symbol));
    }
    for (const ast::VarDecl *param : model.parameters)
      if (failed(importParameter(*param)))
        return failure();
    for (const ast::VarDecl *edge : model.edges)
      if (failed(importState(*edge)))
        return failure();
    for (const ast::GateDecl *gate : model.gates)
      if (failed(importGate(*gate)))
        return failure();
    for (const ast::TraceDecl *trace : model.traces)
      if (failed(importTrace(*trace)))
        return failure();
    for (const ast::OdeDecl *ode : model.odes)
      if (failed(importOde(*ode)))
        return failure();
    onEmit = [&](const ast::EmitDecl &emit, Value condition) {
      return importEmit(emit, condition);
    };
    LogicalResult handlers = success();
    for (const ast::OnDecl *on : model.handlers)
      if (failed(handlers = importHandler(*on)))
        break;
    for (const ast::EveryDecl *every : model.periodic) {
      if (failed(handlers))
        break;
      auto made = create<nir::EveryOp>(every->range);
      handlers = expression(made.getPeriod(), *every->period);
      if (succeeded(handlers))
        handlers = region(made.getBody(), [&] { return statements(every->body, {}); });
    }
    onEmit = nullptr;
    if (failed(handlers))
      return failure();
    for (const ast::BoundDecl *bound : model.bounds) {
      auto *range = ast::dynCast<ast::RangeExpr>(bound->range.get());
      if (!range)
        return error(bound->range->range) << "a bound is a range";
      auto made = create<nir::BoundOp>(bound->Decl::range, symbol(bound->name));
      if (failed(rangeRegion(made.getRange(), *range)))
        return failure();
    }
    for (const ast::SolveDecl *solve : model.solves)
      if (failed(importSolve(*solve)))
        return failure();
    return success();
  });
}

LogicalResult Importer::importTrace(const ast::TraceDecl &trace) {
  const ast::Expr *tau = nullptr;
  bool nearest = false;
  for (const ast::Argument &argument : trace.arguments) {
    if (argument.name == "pair")
      nearest = nameOf(argument.value.get()) == "nearest";
    else
      tau = argument.value.get();
  }
  if (!tau)
    return error(trace.range) << "the trace has no time constant";
  auto op = create<nir::TraceOp>(trace.range, str(trace.name),
                                 str(trace.ofPost ? "post" : "pre"),
                                 nearest ? b.getUnitAttr() : UnitAttr());
  return expression(op.getTau(), *tau);
}

LogicalResult Importer::importEmit(const ast::EmitDecl &emit, Value condition) {
  Value value = convert(*emit.value);
  if (!value || !isNumber(emit.value->range, value))
    return failure();
  Value after = emit.after ? convert(*emit.after) : Value();
  if (emit.after && !after)
    return failure();
  SymbolRefAttr to;
  if (emit.to) {
    auto *member = ast::dynCast<ast::MemberExpr>(emit.to.get());
    StringRef ref = member ? nameOf(member->base.get()) : StringRef();
    if (ref.empty())
      return error(emit.to->range) << "this is not the port of a reference";
    to = SymbolRefAttr::get(str(ref), {symbol(member->name)});
  }
  create<nir::EmitOp>(emit.range, value, condition, after, to);
  return success();
}

// --- Projections --------------------------------------------------------------------------

const ast::Expr *Importer::synapseArgument(const ast::ProjectDecl &project,
                                           const ast::VarDecl &var, bool &draws) {
  draws = false;
  for (const ast::DeclPtr &item : project.inits.items)
    if (auto *assign = ast::dynCast<ast::AssignDecl>(item.get()))
      if (nameOf(assign->target.get()) == var.name) {
        draws = assign->op == ast::AssignDecl::Draw;
        return assign->value.get();
      }
  if (auto *call = ast::dynCast<ast::CallExpr>(project.via.get());
      call && var.kind == ast::Decl::DParam) {
    std::vector<std::string> names;
    for (const ast::VarDecl *param : checked(project.synapse)->parameters)
      names.push_back(param->name);
    if (const ast::Expr *value = bindArguments(*call, names).lookup(var.name))
      return value;
  }
  return nullptr;
}

Value Importer::synapseParameter(const ast::VarDecl &param, SourceRange at) {
  if (auto known = locals.find(&param); known != locals.end())
    return known->second;
  if (inEdgeInit)
    return create<nir::GetOp>(at, typeOf(param.type),
                              SymbolRefAttr::get(str("self"), {symbol(param.name)}));
  bool draws = false;
  const ast::Expr *value = synapseArgument(*projection, param, draws);
  if (!value) {
    value = param.value.get();
    draws = param.drawn;
  }
  if (!value || draws) {
    error(at) << "'" << param.name << "' "
              << (draws ? "is drawn for each edge, and delays and rules cannot depend on it"
                        : "has no value");
    return {};
  }
  Value converted = convert(*value);
  if (converted)
    locals[&param] = converted;
  return converted;
}

LogicalResult Importer::importReference(const ast::AssignDecl &assign, StringRef ref) {
  const ast::Expr *of = assign.value.get();
  const ast::Expr *index = nullptr;
  bool nearest = false;
  if (auto *call = ast::dynCast<ast::CallExpr>(of)) {
    of = call->arguments.front().value.get();
    nearest = true;
  } else if (auto *subscripted = ast::dynCast<ast::IndexExpr>(of);
             subscripted && subscripted->subscripts.size() == 1 &&
             subscripted->subscripts[0]->kind != ast::Expr::KRange) {
    of = subscripted->base.get();
    index = subscripted->subscripts[0].get();
  }
  auto view = path(*of);
  if (failed(view))
    return failure();
  if (view->isFamily && index) { // L[k] is a member of the family, not an element
    view = path(*assign.value);
    index = nullptr;
    if (failed(view))
      return failure();
  }
  auto op = create<nir::BindRefOp>(assign.range, symbol(ref), symbol(view->view));
  if (nearest)
    return success();
  if (index)
    return expression(op.getIndex(), *index);
  return region(op.getIndex(), [&] {
    return yield(assign.range, constant(assign.range, 0, units::Dimension()));
  });
}

LogicalResult Importer::importEdgeInits(const ast::ProjectDecl &project, nir::ProjectOp op) {
  const CheckedModel &synapse = *checked(project.synapse);
  inEdgeInit = true;
  LogicalResult result = region(op.getInits(), [&]() -> LogicalResult {
    for (const std::vector<const ast::VarDecl *> *vars :
         {&synapse.parameters, &synapse.edges})
      for (const ast::VarDecl *var : *vars) {
        bool draws = false;
        const ast::Expr *value = synapseArgument(project, *var, draws);
        // What the model itself draws is drawn for each edge.
        if (!value && var->drawn) {
          value = var->value.get();
          draws = true;
        }
        if (value && failed(importInit(value->range, var->name, *value, draws)))
          return failure();
      }
    for (const ast::RefDecl *ref : synapse.refs) {
      const ast::AssignDecl *given = nullptr;
      for (const ast::DeclPtr &item : project.inits.items)
        if (auto *assign = ast::dynCast<ast::AssignDecl>(item.get()))
          if (nameOf(assign->target.get()) == ref->name)
            given = assign;
      if (!given)
        return emitError(loc(project.via->range))
               << "E0416: the projection does not say which element '" << ref->name
               << "' refers to: set " << ref->name << " = nearest(population)";
      if (failed(importReference(*given, ref->name)))
        return failure();
    }
    return success();
  });
  inEdgeInit = false;
  return result;
}

LogicalResult Importer::importSynapseProjection(const ast::ProjectDecl &project,
                                                nir::ProjectOp op, const Path &source,
                                                const Path &target) {
  auto model = requireSynapse(project, source, target);
  if (failed(model))
    return failure();
  op.setVia(*model);
  auto delay = [&](StringRef name, Region &into, bool always) -> LogicalResult {
    for (const ast::DeclPtr &item : project.inits.items)
      if (auto *assign = ast::dynCast<ast::AssignDecl>(item.get()))
        if (nameOf(assign->target.get()) == name)
          return expression(into, *assign->value);
    if (!always)
      return success();
    // Without a delay a spike takes what a file says, else the shortest time there is.
    return region(into, [&] {
      if (Value value = column(op, project.range, "delay", "ms"))
        return yield(project.range, value);
      Value dt = create<nir::DtOp>(project.range,
                                   quantity(units::Dimension::of(units::Time)));
      return yield(project.range, dt);
    });
  };
  auto drawn = [](Region &region) {
    return region.walk([](nir::DrawOp) { return WalkResult::interrupt(); }).wasInterrupted();
  };
  if (failed(delay("delay", op.getDelay(), true)) ||
      failed(delay("dendritic", op.getDendritic(), false)) ||
      failed(delay("backprop", op.getBackprop(), false)))
    return failure();
  op.setDelayDraws(drawn(op.getDelay()));
  op.setDendriticDraws(drawn(op.getDendritic()));
  op.setBackpropDraws(drawn(op.getBackprop()));
  return importEdgeInits(project, op);
}
