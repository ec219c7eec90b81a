//===- Networks.cpp - Networks: unrolling, parameters, populations
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/ast/Printer.h"
#include "lang/sema/Builtins.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

std::vector<const ast::NetworkDecl *> Importer::allNetworks() const {
  // Of other networks than the chosen experiments' nobody has asked whether they can
  // be executed.
  std::vector<const ast::NetworkDecl *> all;
  if (options.experiments.empty())
    all = program.networks;
  for (const ast::ExperimentDecl *experiment : program.experiments)
    if (isChosen(*experiment) && experiment->networkDecl &&
        !llvm::is_contained(all, experiment->networkDecl))
      all.push_back(experiment->networkDecl);
  return all;
}

LogicalResult Importer::importNetwork(const ast::NetworkDecl &decl) {
  place = Place::Network;
  env = {};
  slots.clear();
  network = &networks[&decl];
  network->decl = &decl;
  OpBuilder::InsertionGuard guard(b);
  // Networks of two files may share a name, also with a model.
  std::string name = decl.name;
  auto module = b.getInsertionBlock()->getParentOp();
  for (unsigned n = 2; SymbolTable::lookupSymbolIn(module, str(name)); ++n)
    name = decl.name + "." + std::to_string(n);
  network->op = create<nir::NetworkOp>(decl.range, str(name));
  return region(network->op.getBody(), [&]() -> LogicalResult {
    for (const auto &param : decl.parameters)
      if (failed(importNetworkParameter(*param)))
        return failure();
    // Populations first: views and projections may name later ones.
    if (failed(walkNetwork(decl.body, Walk::Populations)))
      return failure();
    for (const auto &[name, range] : network->familyOrder) {
      Elements &family = network->elements[name];
      family.isFamily = true;
      create<nir::ViewOp>(range, str(name), b.getArrayAttr(network->families[name]),
                          b.getUnitAttr());
    }
    if (failed(walkNetwork(decl.body, Walk::Rest)))
      return failure();
    return importEdgeStatements();
  });
}

LogicalResult Importer::importNetworkParameter(const ast::VarDecl &param) {
  Type type = typeOf(param.type);
  if (!type)
    return error(param.range) << "'" << param.name << "' is not a number";
  bool integer = param.type.kind == ast::Type::Int && param.typeSpec;
  auto op = create<nir::NetParamOp>(param.range, str(param.name), TypeAttr::get(type),
                                    param.type.isNumber() ? str(unitOf(param)) : StringAttr(),
                                    integer ? b.getUnitAttr() : UnitAttr(),
                                    param.constraint ? str(ast::print(*param.constraint))
                                                     : StringAttr());
  if (param.value && failed(expression(op.getDefaultValue(), *param.value)))
    return failure();
  return param.constraint ? expression(op.getConstraint(), *param.constraint) : success();
}

LogicalResult Importer::walkNetwork(const ast::Block &block, Walk walk) {
  for (const ast::DeclPtr &item : block.items) {
    if (auto *loop = ast::dynCast<ast::ForDecl>(item.get())) {
      auto values = evaluateRange(*loop->range, env);
      if (!values)
        return error(loop->range->range)
               << "the range of a network's 'for' must be known when the program is compiled";
      for (double value : *values) {
        env.values[loop] = value;
        count(loop->range->range);
        if (tooLarge || failed(withComponents(loop->body, [&] {
              return walkNetwork(loop->body, walk);
            })))
          return failure();
      }
      env.values.erase(loop);
    } else if (auto *population = ast::dynCast<ast::PopulationDecl>(item.get())) {
      if (walk == Walk::Populations && failed(importPopulation(*population)))
        return failure();
    } else if (auto *group = ast::dynCast<ast::GroupDecl>(item.get())) {
      if (walk == Walk::Populations)
        network->groups[group->name] = group;
      else if (!network->elements.contains(group->name) && failed(makeGroup(*group)))
        return failure();
    } else if (walk == Walk::Rest && failed(networkItem(*item))) {
      return failure();
    }
    if (tooLarge)
      return failure();
  }
  return success();
}

LogicalResult Importer::networkItem(const ast::Decl &item) {
  switch (item.kind) {
  case ast::Decl::DLet:
  case ast::Decl::DTable:
    return success(); // folded where they are read
  case ast::Decl::DProject:
    return importProjection(static_cast<const ast::ProjectDecl &>(item));
  case ast::Decl::DGap:
    return importGap(static_cast<const ast::GapDecl &>(item));
  case ast::Decl::DNormalize:
  case ast::Decl::DStructural:
    network->edgeStatements.emplace_back(&item, env);
    return success();
  case ast::Decl::DStimulate:
    return importStimulus(static_cast<const ast::StimulateDecl &>(item));
  case ast::Decl::DRecord:
    for (const auto &target : static_cast<const ast::RecordDecl &>(item).targets)
      if (failed(importRecord(target)))
        return failure();
    return success();
  default:
    return error(item.range) << "this statement of a network is not executed yet";
  }
}

std::string Importer::projectionSymbol() {
  std::string name;
  do
    name = "p" + std::to_string(network->projections++);
  while (network->elements.contains(name) || network->groups.contains(name) ||
         llvm::any_of(network->decl->parameters,
                      [&](const auto &param) { return param->name == name; }));
  return name;
}

const ast::ListExpr *Importer::listOf(const ast::Expr &e) {
  const ast::Expr *at = &e;
  for (unsigned links = 0; links < 100; ++links) {
    if (auto *list = ast::dynCast<ast::ListExpr>(at))
      return list;
    auto *name = ast::dynCast<ast::NameExpr>(at);
    if (!name)
      return nullptr;
    if (auto *table = ast::dynCast<ast::TableDecl>(name->ref.decl))
      at = table->value.get();
    else if (auto *constant = ast::dynCast<ast::ConstDecl>(name->ref.decl))
      at = constant->value.get();
    else if (auto *let = ast::dynCast<ast::LetDecl>(name->ref.decl))
      at = let->value.get();
    else
      return nullptr;
  }
  return nullptr;
}

// --- Populations --------------------------------------------------------------------

LogicalResult Importer::importPopulation(const ast::PopulationDecl &population) {
  place = Place::Network;
  std::string name = population.name;
  if (population.familyIndex) {
    auto index = evaluateConstant(*population.familyIndex, env);
    if (!index || *index != std::floor(*index) || std::fabs(*index) > 1e15)
      return error(population.familyIndex->range)
             << "the index of a family must be a whole number known when the program is "
                "compiled";
    std::string member =
        name + "[" + std::to_string(static_cast<int64_t>(*index)) + "]";
    auto [it, isFirst] = network->families.try_emplace(name);
    if (isFirst)
      network->familyOrder.emplace_back(name, population.range);
    it->second.push_back(symbol(member));
    network->elements[name].parts.push_back(&population);
    name = member;
  }
  if (network->elements.contains(name))
    return error(population.range) << "population '" << name << "' is declared twice";
  Elements &elements = network->elements[name];
  elements.parts = {&population};
  elements.population = &population;
  elements.env = env;

  bool source = isBuiltinSource(population.model);
  const CheckedModel *model = checked(population.model);
  if (!model)
    return error(population.range) << "the model was not checked";
  auto *layout = population.layout.get();
  auto op = create<nir::PopulationOp>(
      population.range, str(name), source ? FlatSymbolRefAttr() : symbol(model->symbol),
      source ? str(population.model->name) : StringAttr(),
      layout ? str(calleeOf(layout)) : StringAttr(), StringAttr(), StringAttr());
  if (failed(region(op.getShape(), [&] {
        SmallVector<Value> extents;
        for (const ast::ExprPtr &extent : population.shape)
          extents.push_back(convert(*extent));
        if (extents.empty())
          extents.push_back(constant(population.range, 1, units::Dimension()));
        return yield(population.range, extents);
      })))
    return failure();
  if (layout && failed(importLayout(*layout, op)))
    return failure();
  return importInits(population, op);
}

/// The arguments in the order nx ny nz pitch, lx ly lz, radius or unit, those left
/// out with what they then are.
LogicalResult Importer::importLayout(const ast::Expr &layout, nir::PopulationOp op) {
  auto *call = ast::dynCast<ast::CallExpr>(&layout);
  const sema::Builtin *builtin = call ? sema::findLayout(*call) : nullptr;
  if (!builtin)
    return error(layout.range) << "the layout was not checked";
  std::vector<std::string> names;
  for (const sema::Parameter &parameter : builtin->signature())
    names.emplace_back(parameter.name);
  auto arguments = bindArguments(*call, names);
  if (auto *path = ast::dynCast<ast::StringExpr>(arguments.lookup("path")))
    op.setLayoutFile(path->value);
  return region(op.getLayoutArguments(), [&] {
    SmallVector<Value> values;
    auto add = [&](StringRef name, std::optional<Value> otherwise = {}) {
      const ast::Expr *argument = arguments.lookup(name);
      values.push_back(argument ? convert(*argument) : otherwise.value_or(Value()));
    };
    StringRef kind(builtin->name.data(), builtin->name.size());
    const auto length = units::Dimension::of(units::Length);
    if (kind == "grid") {
      add("nx");
      add("ny");
      add("nz", constant(layout.range, 1, units::Dimension()));
      add("pitch");
    } else if (kind == "box") {
      add("lx");
      add("ly");
      add("lz", constant(layout.range, 0, length));
    } else if (kind == "ring") {
      add("radius");
    } else {
      add("unit", constant(layout.range, 1, length));
    }
    return yield(layout.range, values);
  });
}

LogicalResult Importer::importInits(const ast::PopulationDecl &population,
                                    nir::PopulationOp op) {
  const CheckedModel &model = *checked(population.model);
  std::vector<std::string> names;
  for (const ast::VarDecl *param : model.parameters)
    names.push_back(param->name);
  llvm::StringMap<const ast::Expr *> arguments;
  if (auto *call = ast::dynCast<ast::CallExpr>(population.modelExpr.get()))
    arguments = bindArguments(*call, names);
  llvm::StringMap<bool> assigned;
  for (const ast::DeclPtr &item : population.inits.items)
    if (auto *assign = ast::dynCast<ast::AssignDecl>(item.get()))
      assigned[ast::print(*assign->target)] = true;

  return region(op.getBody(), [&]() -> LogicalResult {
    place = Place::Population;
    for (const ast::VarDecl *param : model.parameters) {
      const ast::Expr *value = arguments.lookup(param->name);
      bool drawn = false;
      // Settings of a source have no other place for their defaults.
      if (!value && op.getSource()) {
        value = param->value.get();
        drawn = param->drawn;
      }
      if (value && !assigned.contains(param->name) &&
          failed(importInit(value->range, param->name, *value, drawn)))
        return failure();
    }
    for (const ast::DeclPtr &item : population.inits.items) {
      auto *assign = ast::dynCast<ast::AssignDecl>(item.get());
      if (!assign)
        return error(item->range) << "a population's settings are assignments";
      if (failed(importInit(assign->range, ast::print(*assign->target), *assign->value,
                            assign->op == ast::AssignDecl::Draw)))
        return failure();
    }
    place = Place::Network;
    return success();
  });
}

LogicalResult Importer::importInit(SourceRange range, StringRef field,
                                   const ast::Expr &value, bool draws) {
  // The file of a source belongs to the population itself.
  if (auto *text = ast::dynCast<ast::StringExpr>(&value)) {
    if (!text->value.empty())
      b.getInsertionBlock()->getParentOp()->setAttr(field, str(text->value));
    return success();
  }
  const ast::ListExpr *list = listOf(value);
  if (list && list->elements.empty())
    return success(); // no spike times: the source is silent
  auto op = create<nir::InitOp>(range, symbol(field), draws ? b.getUnitAttr() : UnitAttr());
  if (!list)
    return expression(op.getValue(), value);
  return region(op.getValue(), [&] {
    SmallVector<Value> values;
    for (const ast::ExprPtr &element : list->elements)
      values.push_back(convert(*element));
    return yield(value.range, values);
  });
}
