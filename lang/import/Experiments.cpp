//===- Experiments.cpp - Experiments: settings, statements, measures
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/sema/Builtins.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

LogicalResult Importer::importExperiment(const ast::ExperimentDecl &experiment) {
  auto found = networks.find(experiment.networkDecl);
  if (found == networks.end())
    return error(experiment.range) << "the network of this experiment is not known";
  network = &found->second;
  place = Place::Experiment;
  env = {};
  slots.clear();
  nextSlot = 0;
  OpBuilder::InsertionGuard guard(b);
  auto op = create<nir::ExperimentOp>(experiment.range, str(experiment.name),
                                      symbol(network->op.getSymName()));
  return region(op.getBody(), [&]() -> LogicalResult {
    if (auto *call = ast::dynCast<ast::CallExpr>(experiment.network.get())) {
      std::vector<std::string> names;
      for (const auto &param : network->decl->parameters)
        names.push_back(param->name);
      auto arguments = bindArguments(*call, names);
      for (const std::string &name : names)
        if (const ast::Expr *argument = arguments.lookup(name)) {
          auto made = create<nir::NetArgOp>(argument->range, symbol(name));
          if (failed(expression(made.getValue(), *argument)))
            return failure();
        }
    }
    return experimentStatements(experiment.body);
  });
}

LogicalResult Importer::experimentStatements(const ast::Block &block) {
  for (const ast::DeclPtr &item : block.items)
    if (failed(experimentStatement(*item)) || tooLarge)
      return failure();
  return success();
}

LogicalResult Importer::experimentStatement(const ast::Decl &statement) {
  switch (statement.kind) {
  case ast::Decl::DAssign:
    return experimentAssign(static_cast<const ast::AssignDecl &>(statement));
  case ast::Decl::DLet: {
    auto &let = static_cast<const ast::LetDecl &>(statement);
    int64_t slot = nextSlot++;
    auto op = create<nir::VariableOp>(
        let.range, str(let.name), b.getI64IntegerAttr(slot),
        let.value->type.isNumber() ? str(unitOf(*let.value)) : StringAttr());
    if (failed(expression(op.getValue(), *let.value)))
      return failure();
    slots[&let] = slot;
    return success();
  }
  case ast::Decl::DFor:
    return importExperimentFor(static_cast<const ast::ForDecl &>(statement));
  case ast::Decl::DSweep:
    return importSweep(static_cast<const ast::SweepDecl &>(statement));
  case ast::Decl::DSimulate: {
    auto &simulate = static_cast<const ast::SimulateDecl &>(statement);
    auto op = create<nir::SimulateOp>(simulate.range, simulate.name.empty()
                                                          ? StringAttr()
                                                          : str(simulate.name));
    return expression(op.getDuration(), *simulate.duration);
  }
  case ast::Decl::DReport:
    for (const ast::ExprPtr &value : static_cast<const ast::ExprListDecl &>(statement).values) {
      auto op = create<nir::ReportOp>(
          value->range, str(shown(*value)),
          value->type.isNumber() ? str(unitOf(*value)) : StringAttr());
      if (failed(expression(op.getValue(), *value)))
        return failure();
    }
    return success();
  case ast::Decl::DExpect:
    for (const ast::ExprPtr &value : static_cast<const ast::ExprListDecl &>(statement).values)
      if (failed(importExpect(*value)))
        return failure();
    return success();
  case ast::Decl::DReset:
    create<nir::ResetOp>(statement.range);
    return success();
  case ast::Decl::DRestore:
    for (const ast::ExprPtr &value : static_cast<const ast::ExprListDecl &>(statement).values)
      if (auto *file = ast::dynCast<ast::StringExpr>(value.get()))
        create<nir::RestoreOp>(statement.range, str(file->value));
    return success();
  case ast::Decl::DCheckpoint: {
    auto &checkpoint = static_cast<const ast::CheckpointDecl &>(statement);
    auto *file = ast::dynCast<ast::StringExpr>(checkpoint.file.get());
    if (!file)
      return error(statement.range) << "the name of a file is text";
    auto op = create<nir::CheckpointOp>(statement.range, str(file->value));
    return checkpoint.every ? expression(op.getEvery(), *checkpoint.every) : success();
  }
  case ast::Decl::DData:
    return importData(static_cast<const ast::DataDecl &>(statement));
  case ast::Decl::DPresent:
    return importPresent(static_cast<const ast::PresentDecl &>(statement));
  case ast::Decl::DFreeze:
    return importFreeze(static_cast<const ast::ExprListDecl &>(statement));
  default:
    return error(statement.range) << "this statement of an experiment is not executed yet";
  }
}

// --- Assignments --------------------------------------------------------------------

LogicalResult Importer::experimentAssign(const ast::AssignDecl &assign) {
  if (auto *name = ast::dynCast<ast::NameExpr>(assign.target.get())) {
    for (const auto &param : network->decl->parameters)
      if (param->name == name->name) {
        auto op = create<nir::AssignParamOp>(assign.range, symbol(name->name));
        return expression(op.getValue(), *assign.value);
      }
    return importSetting(assign, name->name);
  }
  auto target = path(*assign.target);
  if (failed(target))
    return failure();
  if (target->member.empty())
    return error(assign.target->range) << "name the parameter to assign";
  const ast::Type &type = assign.value->type;
  bool perElement = type.kind == ast::Type::List || type.kind == ast::Type::Opaque ||
                    (type.isNumber() && !type.isScalar());
  auto op = create<nir::AssignOp>(
      assign.range, symbol(target->view), str(inputSymbol(*target)),
      assign.op == ast::AssignDecl::Draw ? b.getUnitAttr() : UnitAttr(),
      perElement ? b.getUnitAttr() : UnitAttr());
  return expression(op.getValue(), *assign.value);
}

LogicalResult Importer::importSetting(const ast::AssignDecl &assign, StringRef name) {
  const sema::Setting *setting =
      sema::findSetting(std::string_view(name.data(), name.size()));
  if (!setting)
    return error(assign.range) << "there is no setting '" << name << "'";
  bool isWord = setting->kind.find('|') != std::string_view::npos;
  StringRef word = calleeOf(assign.value.get());
  auto op = create<nir::SettingOp>(assign.range, str(name), isWord ? str(word) : StringAttr());
  // A seed has 64 bits, of which a real number keeps 53.
  if (auto *digits = ast::dynCast<ast::NumberExpr>(assign.value.get());
      digits && name == "seed" && digits->isInteger && digits->value >= 0x1p53)
    op->setAttr("digits", str(digits->text));
  if (!isWord)
    return expression(op.getValue(), *assign.value);
  if (auto *call = ast::dynCast<ast::CallExpr>(assign.value.get()))
    for (const ast::Argument &argument : call->arguments) {
      auto value = evaluateConstant(*argument.value, env);
      if (!value || argument.name.empty())
        return error(argument.value->range) << "options of a setting are named constants";
      op->setAttr(argument.name, b.getF64FloatAttr(*value));
    }
  return success();
}

// --- Loops ----------------------------------------------------------------------------

LogicalResult Importer::importValues(const ast::Expr &values, Region &range, Region &list) {
  if (auto *bounds = ast::dynCast<ast::RangeExpr>(&values))
    return rangeRegion(range, *bounds);
  const ast::ListExpr *elements = listOf(values);
  if (!elements && values.type.isNumber()) // a vector that only the run knows
    return expression(list, values);
  if (!elements || elements->elements.empty())
    return error(values.range) << "a loop runs over a range or a list with elements";
  return region(list, [&] {
    SmallVector<Value> converted;
    for (const ast::ExprPtr &element : elements->elements)
      converted.push_back(convert(*element));
    return yield(values.range, converted);
  });
}

LogicalResult Importer::importExperimentFor(const ast::ForDecl &loop) {
  llvm::DenseSet<const ast::Decl *> names;
  if (const ast::Expr *selection = selectionBy(loop, names))
    return unroll(loop, *selection, names);
  int64_t slot = nextSlot++;
  auto op = create<nir::ForOp>(loop.Decl::range, str(loop.name), b.getI64IntegerAttr(slot));
  if (failed(importValues(*loop.range, op.getRange(), op.getValues())))
    return failure();
  slots[&loop] = slot;
  return region(op.getBody(), [&] { return experimentStatements(loop.body); });
}

LogicalResult Importer::importSweep(const ast::SweepDecl &sweep) {
  auto op = create<nir::SweepOp>(sweep.range);
  if (failed(region(op.getAxes(), [&]() -> LogicalResult {
        for (const auto &axis : sweep.axes) {
          std::string unit;
          for (const auto &param : network->decl->parameters)
            if (param->name == axis.name && param->type.isNumber())
              unit = unitOf(*param);
          auto made = create<nir::AxisOp>(axis.range, symbol(axis.name),
                                          unit.empty() ? StringAttr() : str(unit));
          if (failed(importValues(*axis.values, made.getRange(), made.getValues())))
            return failure();
        }
        return success();
      })))
    return failure();
  return region(op.getBody(), [&] { return experimentStatements(sweep.body); });
}

// --- Results ----------------------------------------------------------------------------

LogicalResult Importer::importExpect(const ast::Expr &condition) {
  auto op = create<nir::ExpectOp>(condition.range, str(shown(condition)));
  if (failed(expression(op.getCondition(), condition)))
    return failure();
  return region(op.getParts(), [&] { return importOperands(condition); });
}

static bool isLiteral(const ast::Expr &e) {
  auto *negation = ast::dynCast<ast::UnaryExpr>(&e);
  const ast::Expr &inner = negation ? *negation->operand : e;
  return inner.kind == ast::Expr::KNumber || inner.kind == ast::Expr::KBool;
}

LogicalResult Importer::importOperands(const ast::Expr &condition) {
  SmallVector<const ast::Expr *> operands, open{&condition};
  while (!open.empty()) {
    const ast::Expr *e = open.pop_back_val();
    if (auto *logical = ast::dynCast<ast::LogicalExpr>(e)) {
      open.push_back(logical->rhs.get());
      open.push_back(logical->lhs.get());
    } else if (auto *negation = ast::dynCast<ast::UnaryExpr>(e)) {
      if (negation->op == ast::UnaryExpr::Not)
        open.push_back(negation->operand.get());
    } else if (auto *comparison = ast::dynCast<ast::CompareExpr>(e)) {
      operands.append({comparison->lhs.get(), comparison->rhs.get()});
    } else if (auto *range = ast::dynCast<ast::InRangeExpr>(e)) {
      operands.append({range->value.get(), range->low.get(), range->high.get()});
    }
  }
  llvm::StringMap<bool> seen;
  for (const ast::Expr *operand : operands) {
    std::string text = shown(*operand);
    if (isLiteral(*operand) || !seen.try_emplace(text).second)
      continue;
    auto op = create<nir::OperandOp>(
        operand->range, str(text),
        operand->type.isNumber() ? str(unitOf(*operand)) : StringAttr());
    if (failed(expression(op.getValue(), *operand)))
      return failure();
  }
  return success();
}
