//===- Models.cpp - Models: declarations, equations, handlers
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/ast/Printer.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

// --- Which models --------------------------------------------------------------------

const CheckedModel *Importer::checked(const ast::ModelDecl *decl) {
  auto it = program.modelOf.find(decl);
  return it == program.modelOf.end() ? nullptr : it->second;
}

/// Sources the runtime brings along; their models only declare settings.
bool importer::isBuiltinSource(const ast::ModelDecl *model) {
  return model && model->modelKind == ast::ModelKind::Source && model->range.valid() &&
         model->range.file->name() == "std/sources.neuro" &&
         llvm::is_contained({"Poisson", "SpikeTrain", "Regular", "Port", "SpikeFile",
                               "EventFile", "EventCamera"}, model->name);
}

LogicalResult Importer::requireModel(const ast::ModelDecl *decl, SourceRange at) {
  const CheckedModel *model = checked(decl);
  if (!model)
    return error(at) << "the model was not checked";
  if (!requiredModels.insert(model).second)
    return success();
  namePlaces(*model);
  auto requireUses = [&](const CheckedModel &items) -> LogicalResult {
    for (const ast::UseDecl *use : items.uses)
      if (failed(requireModel(use->model, use->range)))
        return failure();
    return success();
  };
  for (const CheckedModel &items : model->compartmentItems)
    if (failed(requireUses(items)))
      return failure();
  return requireUses(*model);
}

LogicalResult Importer::collectModels() {
  for (const ast::NetworkDecl *decl : allNetworks())
    if (failed(collectModels(decl->body)))
      return failure();
  return success();
}

LogicalResult Importer::collectModels(const ast::Block &block) {
  for (const ast::DeclPtr &item : block.items) {
    if (auto *loop = ast::dynCast<ast::ForDecl>(item.get())) {
      if (failed(collectModels(loop->body)))
        return failure();
    } else if (auto *population = ast::dynCast<ast::PopulationDecl>(item.get())) {
      if (!isBuiltinSource(population->model) &&
          failed(requireModel(population->model, population->range)))
        return failure();
    }
  }
  return success();
}

// --- A model ---------------------------------------------------------------------------

static nir::ModelKind kindOf(ast::ModelKind kind) {
  switch (kind) {
  case ast::ModelKind::Neuron:
    return nir::ModelKind::Neuron;
  case ast::ModelKind::Receptor:
    return nir::ModelKind::Receptor;
  case ast::ModelKind::Synapse:
    return nir::ModelKind::Synapse;
  case ast::ModelKind::Glia:
    return nir::ModelKind::Glia;
  case ast::ModelKind::Source: // one that says what it does, as a neuron does
    return nir::ModelKind::Neuron;
  }
  return nir::ModelKind::Neuron;
}

/// What sema has refused already, so that nothing is dropped in silence.
LogicalResult Importer::refuse(const CheckedModel &model) {
  auto first = [&](const auto &items, StringRef what) -> LogicalResult {
    if (items.empty())
      return success();
    const ast::Decl &decl = *items.front();
    return error(decl.range) << what << " are not executed yet";
  };
  if (failed(first(model.edges, "edge states")) || failed(first(model.traces, "traces")) ||
      failed(first(model.refs, "references")))
    return failure();
  return success();
}

LogicalResult Importer::importModel(const CheckedModel &model) {
  place = Place::Model;
  network = nullptr;
  env = {};
  if (failed(refuse(model)))
    return failure();
  OpBuilder::InsertionGuard guard(b);
  auto op = create<nir::ModelOp>(
      model.decl->range, str(model.symbol),
      nir::ModelKindAttr::get(context, kindOf(model.decl->modelKind)));
  return region(op.getBody(), [&]() -> LogicalResult {
    if (failed(importItems(model)) || failed(importCompartments(model)))
      return failure();
    const ast::SpikeDecl *spike = model.spike;
    for (const CheckedModel &items : model.compartmentItems)
      spike = spike ? spike : items.spike;
    return spike ? importSpike(*spike) : success();
  });
}

/// Everything but the spike condition of a model or one of its compartments.
LogicalResult Importer::importItems(const CheckedModel &model) {
  auto all = [&](const auto &items, auto import) -> LogicalResult {
    for (auto *item : items)
      if (failed(import(*item)))
        return failure();
    return success();
  };
  auto port = [&](auto make) {
    return [&, make](const ast::VarDecl &var) -> LogicalResult {
      Type type = typeOf(var.type);
      if (!type)
        return error(var.range) << "'" << var.name << "' is not a number";
      make(var, type);
      return success();
    };
  };
  if (failed(all(model.parameters, [&](auto &p) { return importParameter(p); })) ||
      failed(all(model.inputs, port([&](const ast::VarDecl &var, Type type) {
                   create<nir::InputOp>(var.range, str(inputName(var)), TypeAttr::get(type),
                                        str(unitOf(var)));
                 }))) ||
      failed(all(model.hosts, port([&](const ast::VarDecl &var, Type type) {
                   create<nir::HostOp>(var.range, str(localName(var)), TypeAttr::get(type),
                                       str(unitOf(var)));
                 }))) ||
      failed(all(model.uses, [&](auto &use) { return importUse(use); })) ||
      failed(all(model.states, [&](auto &state) { return importState(state); })))
    return failure();
  auto let = [&](const ast::LetDecl &decl) -> LogicalResult {
    Type type = typeOf(decl.type);
    if (!type)
      return error(decl.range) << "'" << decl.name << "' is not a number";
    auto made = create<nir::LetOp>(decl.range, str(localName(decl)), TypeAttr::get(type),
                                   decl.type.isNumber() ? str(unitOf(*decl.value))
                                                        : StringAttr());
    return expression(made.getValue(), *decl.value);
  };
  auto event = [&](const ast::EventDecl &decl) -> LogicalResult {
    auto made = create<nir::EventOp>(decl.range, str(localName(decl)));
    if (failed(expression(made.getCondition(), *decl.condition)))
      return failure();
    if (decl.body.items.empty())
      return success();
    return region(made.getBody(), [&] { return statements(decl.body, {}); });
  };
  auto every = [&](const ast::EveryDecl &decl) -> LogicalResult {
    auto made = create<nir::EveryOp>(decl.range);
    if (failed(expression(made.getPeriod(), *decl.period)))
      return failure();
    return region(made.getBody(), [&] { return statements(decl.body, {}); });
  };
  auto bound = [&](const ast::BoundDecl &decl) -> LogicalResult {
    auto *range = ast::dynCast<ast::RangeExpr>(decl.range.get());
    if (!range)
      return error(decl.range ? decl.range->range : decl.Decl::range) << "a range is needed";
    auto made = create<nir::BoundOp>(decl.Decl::range, symbol(scopePrefix + decl.name));
    return rangeRegion(made.getRange(), *range);
  };
  if (failed(all(model.lets, let)) ||
      failed(all(model.gates, [&](auto &gate) { return importGate(gate); })) ||
      failed(all(model.odes, [&](auto &ode) { return importOde(ode); })) ||
      failed(all(model.handlers, [&](auto &on) { return importHandler(on); })) ||
      failed(all(model.events, event)) || failed(all(model.periodic, every)) ||
      failed(all(model.bounds, bound)))
    return failure();
  return all(model.solves, [&](auto &solve) { return importSolve(solve); });
}

LogicalResult Importer::importParameter(const ast::VarDecl &param) {
  Type type = typeOf(param.type);
  if (!type)
    return error(param.range) << "'" << param.name << "' is not a number";
  auto op = create<nir::ParamOp>(
      param.range, str(localName(param)), TypeAttr::get(type),
      param.type.isNumber() ? str(unitOf(param)) : StringAttr(),
      param.constraint ? str(ast::print(*param.constraint)) : StringAttr(),
      param.drawn ? b.getUnitAttr() : UnitAttr());
  if (param.value && failed(expression(op.getDefaultValue(), *param.value)))
    return failure();
  return param.constraint ? expression(op.getConstraint(), *param.constraint) : success();
}

LogicalResult Importer::importState(const ast::VarDecl &state) {
  Type type = typeOf(state.type);
  if (!type)
    return error(state.range) << "'" << state.name << "' is not a number";
  auto op = create<nir::StateOp>(state.range, str(localName(state)), TypeAttr::get(type),
                                 str(unitOf(state)), StringAttr(), StringAttr());
  if (coupledStates.contains(&state))
    op->setAttr("coupled", b.getUnitAttr()); // neuro-classify solves them together
  if (state.value)
    return expression(op.getInit(), *state.value);
  // A state without initial value starts at zero.
  return region(op.getInit(), [&] {
    return yield(state.range, constant(state.range, 0, state.type.dimension));
  });
}

LogicalResult Importer::importOde(const ast::OdeDecl &ode) {
  // x of order n is n states x, x', …: each is the next one's derivative.
  if (!ode.state)
    return error(ode.range) << "'" << ode.name << "' is no state";
  units::Dimension dimension = ode.state->type.dimension;
  std::string name = localName(*ode.state);
  for (int order = 1; order < ode.order; ++order) {
    std::string next = name + "'";
    dimension = dimension / units::Dimension::of(units::Time);
    Type type = quantity(dimension);
    auto state = create<nir::StateOp>(ode.range, str(next), TypeAttr::get(type),
                                      str(dimension.str()), StringAttr(), StringAttr());
    if (failed(region(state.getInit(),
                      [&] { return yield(ode.range, constant(ode.range, 0, dimension)); })))
      return failure();
    auto ddt = create<nir::DdtOp>(ode.range, symbol(name));
    if (failed(region(ddt.getValue(), [&] {
          Value value = create<nir::GetOp>(ode.range, type, symbol(next));
          return yield(ode.range, value);
        })))
      return failure();
    name = next;
  }
  auto ddt = create<nir::DdtOp>(ode.range, symbol(name));
  return expression(ddt.getValue(), *ode.value);
}

LogicalResult Importer::importUse(const ast::UseDecl &use) {
  const CheckedModel *receptor = checked(use.model);
  if (!receptor)
    return error(use.range) << "the receptor was not checked";
  auto op =
      create<nir::UseOp>(use.range, str(localName(use)), symbol(receptor->symbol));
  return region(op.getBody(), [&]() -> LogicalResult {
    auto *call = ast::dynCast<ast::CallExpr>(use.receptor.get());
    if (!call)
      return success();
    std::vector<std::string> names;
    for (const ast::VarDecl *param : receptor->parameters)
      names.push_back(param->name);
    auto arguments = bindArguments(*call, names);
    for (const std::string &name : names)
      if (const ast::Expr *argument = arguments.lookup(name)) {
        auto bind = create<nir::BindOp>(argument->range, symbol(name));
        if (failed(expression(bind.getValue(), *argument)))
          return failure();
      }
    return success();
  });
}

LogicalResult Importer::importGate(const ast::GateDecl &gate) {
  auto op = create<nir::GateOp>(gate.range, str(localName(gate)));
  for (const ast::Argument &argument : gate.arguments) {
    Region *region = llvm::StringSwitch<Region *>(argument.name)
                         .Case("alpha", &op.getAlpha())
                         .Case("beta", &op.getBeta())
                         .Case("inf", &op.getInf())
                         .Case("tau", &op.getTau())
                         .Case("init", &op.getInit())
                         .Default(nullptr);
    if (!region || !region->empty())
      return error(argument.value->range) << "a gate has no argument '" << argument.name << "'";
    if (failed(expression(*region, *argument.value)))
      return failure();
  }
  return success();
}

LogicalResult Importer::importSolve(const ast::SolveDecl &solve) {
  SmallVector<Attribute> states;
  for (const auto &state : solve.states)
    states.push_back(str(scopePrefix + state.name));
  auto op = create<nir::SolverOp>(solve.range, b.getArrayAttr(states),
                                  str(calleeOf(solve.method.get())));
  if (auto *call = ast::dynCast<ast::CallExpr>(solve.method.get()))
    for (const ast::Argument &argument : call->arguments) {
      auto value = evaluateConstant(*argument.value, env);
      if (!value || argument.name.empty())
        return error(argument.value->range) << "options of a solver are named constants";
      op->setAttr(argument.name, b.getF64FloatAttr(*value));
    }
  return success();
}

// --- Handlers ----------------------------------------------------------------------------

LogicalResult Importer::importHandler(const ast::OnDecl &on) {
  auto op = create<nir::OnOp>(on.range, str(localName(on)));
  return region(op.getBody(), [&]() -> LogicalResult {
    for (const auto &parameter : on.parameters) {
      Type type = typeOf(parameter->type);
      if (!type)
        return error(parameter->range) << "'" << parameter->name << "' is not a number";
      locals[parameter.get()] =
          b.getInsertionBlock()->addArgument(type, loc(parameter->range));
    }
    return statements(on.body, {});
  });
}

LogicalResult Importer::importSpike(const ast::SpikeDecl &spike) {
  SmallVector<Attribute> hold;
  for (const auto &held : spike.hold)
    hold.push_back(symbol(held.state ? localName(*held.state) : held.name));
  auto op = create<nir::SpikeOp>(spike.range,
                                 hold.empty() ? ArrayAttr() : b.getArrayAttr(hold));
  if (failed(expression(op.getCondition(), *spike.condition)))
    return failure();
  if (spike.refractory && failed(expression(op.getRefractory(), *spike.refractory)))
    return failure();
  if (spike.reset.items.empty())
    return success();
  return region(op.getReset(), [&] { return statements(spike.reset, {}); });
}

LogicalResult Importer::statements(const ast::Block &block, Value condition) {
  for (const ast::DeclPtr &item : block.items) {
    if (auto *assign = ast::dynCast<ast::AssignDecl>(item.get())) {
      if (failed(assignment(*assign, condition)))
        return failure();
    } else if (auto *let = ast::dynCast<ast::LetDecl>(item.get())) {
      Value value = convert(*let->value);
      if (!value)
        return failure();
      locals[let] = value;
    } else if (auto *choice = ast::dynCast<ast::IfDecl>(item.get())) {
      Value yes = convert(*choice->condition);
      if (!yes)
        return failure();
      Value no = create<nir::NotOp>(choice->range, yes);
      if (condition) {
        yes = create<nir::AndOp>(choice->range, condition, yes);
        no = create<nir::AndOp>(choice->range, condition, no);
      }
      if (failed(statements(choice->thenBlock, yes)) ||
          failed(statements(choice->elseBlock, no)))
        return failure();
    } else if (auto *emit = ast::dynCast<ast::EmitDecl>(item.get()); emit && onEmit) {
      if (failed(onEmit(*emit, condition)))
        return failure();
    } else {
      return error(item->range) << "this statement is not executed here";
    }
  }
  return success();
}

LogicalResult Importer::assignment(const ast::AssignDecl &assign, Value condition) {
  const ast::Expr &target = *assign.target;
  Value value = convert(*assign.value);
  if (!value)
    return failure();
  // Edge variables of a static synapse are values, not storage.
  const ast::Decl *variable = nullptr;
  if (auto *name = ast::dynCast<ast::NameExpr>(&target))
    variable = name->ref.decl;
  bool local = variable && locals.contains(variable);
  SymbolRefAttr symbolName;
  Value old;
  if (assign.op != ast::AssignDecl::Set && assign.op != ast::AssignDecl::Draw) {
    old = convert(target);
    if (!old)
      return failure();
  }
  switch (assign.op) {
  case ast::AssignDecl::Set:
  case ast::AssignDecl::Draw:
    break;
  case ast::AssignDecl::Add:
  case ast::AssignDecl::Sub:
    if (!agree(assign.range, old, value))
      return failure();
    value = assign.op == ast::AssignDecl::Add
                ? Value(create<nir::AddOp>(assign.range, old, value))
                : Value(create<nir::SubOp>(assign.range, old, value));
    break;
  case ast::AssignDecl::Mul:
  case ast::AssignDecl::Div:
    if (!isNumber(assign.range, old) || !isNumber(assign.range, value))
      return failure();
    value = assign.op == ast::AssignDecl::Mul
                ? Value(create<nir::MulOp>(assign.range, old, value))
                : Value(create<nir::DivOp>(assign.range, old, value));
    break;
  }
  if (condition) {
    if (!old)
      old = convert(target);
    if (!old || old.getType() != value.getType())
      return old ? (agree(assign.range, old, value), failure()) : failure();
    value = create<nir::SelectOp>(assign.range, condition, value, old);
  }
  if (local) {
    locals[variable] = value;
    return success();
  }
  if (auto *name = ast::dynCast<ast::NameExpr>(&target))
    symbolName = symbol(name->ref.decl ? localName(*name->ref.decl) : name->name);
  else if (auto *member = ast::dynCast<ast::MemberExpr>(&target); member && member->ref.base)
    symbolName = memberSymbol(*member);
  if (!symbolName)
    return error(target.range) << "this cannot be assigned here";
  create<nir::SetOp>(assign.range, symbolName, value);
  return success();
}
