//===- Importer.cpp - The order of things, locations, regions, units
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/ast/Printer.h"
#include "lang/sema/Builtins.h"

#include "mlir/IR/Location.h"
#include "mlir/IR/Verifier.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

Location neuro::locationOf(MLIRContext &context, SourceRange range) {
  if (!range.valid())
    return UnknownLoc::get(&context);
  SourceFile::LineColumn from = range.file->lineColumn(range.begin);
  SourceFile::LineColumn to = range.file->lineColumn(range.end);
  return FileLineColRange::get(StringAttr::get(&context, range.file->name()), from.line,
                               from.column, to.line, to.column);
}

OwningOpRef<ModuleOp> neuro::importProgram(const CheckedProgram &program,
                                           MLIRContext &context,
                                           const ImportOptions &options) {
  context.getOrLoadDialect<nir::NeuroDialect>();
  return Importer(program, context, options).run();
}

Importer::Importer(const CheckedProgram &program, MLIRContext &context,
                   const ImportOptions &options)
    : program(program), options(options), context(&context), b(&context) {}

OwningOpRef<ModuleOp> Importer::run() {
  SourceRange whole;
  if (!program.sources.empty())
    whole = {program.sources.front().get(), 0, 0};
  OwningOpRef<ModuleOp> module = ModuleOp::create(loc(whole));
  b.setInsertionPointToEnd(module->getBody());
  if (failed(collectModels()))
    return {};
  for (const CheckedModel &model : program.models)
    if (requiredModels.contains(&model) && failed(importModel(model)))
      return {};
  for (const ast::NetworkDecl *decl : allNetworks())
    if (failed(importNetwork(*decl)))
      return {};
  for (const ast::ExperimentDecl *experiment : program.experiments)
    if (isChosen(*experiment) && failed(importExperiment(*experiment)))
      return {};
  if (tooLarge || failed(verify(*module)))
    return {};
  return module;
}

// --- Locations, regions ---------------------------------------------------------

Location Importer::loc(SourceRange range) { return locationOf(*context, range); }

// Sema has accepted the program, so whatever is found here is about structure
// that only unrolling can see; it has one code of its own.
InFlightDiagnostic Importer::error(SourceRange range) {
  return emitError(loc(range)) << "E0922: ";
}

void Importer::count(SourceRange range) {
  if (++operations == options.maxOperations && !tooLarge) {
    tooLarge = true;
    error(range) << "the program expands to more than " << options.maxOperations
                 << " operations";
  }
}

Type Importer::typeOf(const ast::Type &type) {
  // Arrays of experiments have the type of their elements.
  bool isArray = place == Place::Experiment && (type.isNumber() || type.kind == ast::Type::List ||
                                                type.kind == ast::Type::Series);
  if ((type.isNumber() && type.isScalar()) || isArray)
    return quantity(type.dimension);
  if (type.kind == ast::Type::Bool)
    return b.getI1Type();
  return {};
}

LogicalResult Importer::region(Region &region, llvm::function_ref<LogicalResult()> fill) {
  OpBuilder::InsertionGuard guard(b);
  if (region.empty())
    b.createBlock(&region);
  else
    b.setInsertionPointToEnd(&region.front());
  // Values of one region cannot be used in another.
  llvm::DenseMap<const ast::Decl *, Value> outer;
  std::swap(outer, locals);
  LogicalResult result = fill();
  std::swap(outer, locals);
  return success(succeeded(result) && !tooLarge);
}

LogicalResult Importer::yield(SourceRange range, ValueRange values) {
  for (Value value : values)
    if (!value)
      return failure();
  create<nir::YieldOp>(range, values);
  return success();
}

LogicalResult Importer::expression(Region &into, const ast::Expr &e) {
  return region(into, [&] {
    Value value = convert(e);
    return value ? yield(e.range, value) : failure();
  });
}

LogicalResult Importer::rangeRegion(Region &into, const ast::RangeExpr &range) {
  return region(into, [&] {
    SmallVector<Value> values;
    for (const ast::ExprPtr *bound : {&range.low, &range.high, &range.step})
      if (*bound)
        values.push_back(convert(**bound));
    return yield(range.range, values);
  });
}

// --- Units ------------------------------------------------------------------------

std::string Importer::unitOf(const ast::VarDecl &var) {
  if (var.typeSpec && var.typeSpec->isUnit)
    return var.typeSpec->text;
  if (var.value) {
    std::string unit = unitOf(*var.value);
    auto parsed = units::parseUnit(unit);
    if (parsed && parsed->dimension == var.type.dimension)
      return unit;
  }
  return var.type.dimension.str();
}

/// The unit of the number an expression begins with or scales, if it is of the
/// expression's dimension.
std::string Importer::unitOf(const ast::Expr &e, unsigned level) {
  std::string unit;
  auto of = [&](const ast::Expr &part) {
    return part.type.dimension == e.type.dimension && level < 32
               ? unitOf(part, level + 1)
               : std::string();
  };
  switch (e.kind) {
  case ast::Expr::KNumber: {
    auto &number = ast::cast<ast::NumberExpr>(e);
    unit = number.unitText.empty() ? "1" : number.unitText;
    break;
  }
  case ast::Expr::KUnary:
    unit = of(*ast::cast<ast::UnaryExpr>(e).operand);
    break;
  case ast::Expr::KBinary: {
    auto &binary = ast::cast<ast::BinaryExpr>(e);
    if (binary.op == ast::BinaryExpr::Pow)
      break;
    unit = of(*binary.lhs);
    if (unit.empty() && binary.op != ast::BinaryExpr::Div)
      unit = of(*binary.rhs);
    break;
  }
  case ast::Expr::KConditional:
    unit = of(*ast::cast<ast::ConditionalExpr>(e).thenValue);
    break;
  case ast::Expr::KCall:
    for (const ast::Argument &argument : ast::cast<ast::CallExpr>(e).arguments)
      if (unit.empty())
        unit = of(*argument.value);
    break;
  case ast::Expr::KMember:
  case ast::Expr::KName: {
    const ast::Decl *decl = e.kind == ast::Expr::KName
                                ? ast::cast<ast::NameExpr>(e).ref.decl
                                : ast::cast<ast::MemberExpr>(e).ref.decl;
    if (level >= 32 || !decl)
      break;
    if (ast::VarDecl::classof(decl->kind) && !decl->isList)
      unit = unitOf(*static_cast<const ast::VarDecl *>(decl));
    else if (auto *let = ast::dynCast<ast::LetDecl>(decl))
      unit = let->value ? unitOf(*let->value, level + 1) : "";
    else if (auto *constant = ast::dynCast<ast::ConstDecl>(decl))
      unit = constant->value ? unitOf(*constant->value, level + 1) : "";
    break;
  }
  default:
    break;
  }
  auto parsed = units::parseUnit(unit);
  if (!unit.empty() && parsed && parsed->dimension == e.type.dimension)
    return unit;
  // Rates of events are read in Hz.
  units::Dimension perTime = units::Dimension() / units::Dimension::of(units::Time);
  if (place == Place::Experiment && e.type.dimension == perTime)
    return "Hz";
  return e.type.dimension.str();
}

// --- Names and arguments -----------------------------------------------------------

StringRef importer::nameOf(const ast::Expr *e) {
  auto *name = ast::dynCast<ast::NameExpr>(e);
  return name ? StringRef(name->name) : StringRef();
}

StringRef importer::calleeOf(const ast::Expr *e) {
  if (auto *call = ast::dynCast<ast::CallExpr>(e))
    return nameOf(call->callee.get());
  return nameOf(e);
}

llvm::StringMap<const ast::Expr *>
importer::bindArguments(const ast::CallExpr &call, ArrayRef<std::string> parameters) {
  llvm::StringMap<const ast::Expr *> result;
  size_t position = 0;
  for (const ast::Argument &argument : call.arguments) {
    if (!argument.name.empty())
      result[argument.name] = argument.value.get();
    else if (position < parameters.size())
      result[parameters[position++]] = argument.value.get();
  }
  return result;
}

llvm::StringMap<const ast::Expr *> importer::bindArguments(const ast::CallExpr &call,
                                                           StringRef builtin, int place) {
  const sema::Builtin *found = sema::findBuiltin(std::string_view(builtin.data(), builtin.size()),
                                                 static_cast<sema::Place>(place));
  std::vector<std::string> names;
  if (found)
    for (const sema::Parameter &parameter : found->signature())
      names.emplace_back(parameter.name);
  return bindArguments(call, names);
}
