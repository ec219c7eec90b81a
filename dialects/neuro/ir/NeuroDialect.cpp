//===- NeuroDialect.cpp - The neuro dialect, its types and helpers
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/ir/Verify.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Interfaces/FoldInterfaces.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace neuro;
using namespace neuro::nir;

llvm::hash_code neuro::units::hash_value(const Dimension &dimension) {
  return llvm::hash_code(dimension.hash());
}

#include "dialects/neuro/ir/NeuroDialect.cpp.inc"
#include "dialects/neuro/ir/NeuroEnums.cpp.inc"
#define GET_TYPEDEF_CLASSES
#include "dialects/neuro/ir/NeuroTypes.cpp.inc"

/// Every region is an expression or a body of its own: a folded constant belongs
/// where it is used, not among the items of the model.
struct NeuroFoldInterface : DialectFoldInterface {
  using DialectFoldInterface::DialectFoldInterface;
  bool shouldMaterializeInto(Region *) const override { return true; }
};

void NeuroDialect::initialize() {
  addInterfaces<NeuroFoldInterface>();
  addTypes<
#define GET_TYPEDEF_LIST
#include "dialects/neuro/ir/NeuroTypes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/neuro/ir/NeuroOps.cpp.inc"
      >();
}

// --- Types -------------------------------------------------------------------

Type QuantityType::parse(AsmParser &parser) {
  std::string text;
  SMLoc loc;
  if (parser.parseLess() || parser.getCurrentLocation(&loc) ||
      parser.parseString(&text) || parser.parseGreater())
    return {};
  std::string why;
  auto unit = units::parseUnit(text, &why);
  if (!unit) {
    parser.emitError(loc) << why;
    return {};
  }
  if (unit->pow10 != 0 || unit->factor != 1 || unit->offset != 0) {
    parser.emitError(loc) << "a quantity type is written in the coherent unit '"
                          << unit->dimension.str() << "', not '" << text << "'";
    return {};
  }
  return get(parser.getContext(), unit->dimension);
}

void QuantityType::print(AsmPrinter &printer) const {
  printer << "<\"" << getDimension().str() << "\">";
}

// --- Helpers -----------------------------------------------------------------

OperandRange nir::yieldedValues(Region &region) {
  if (region.hasOneBlock() && !region.front().empty())
    if (auto yield = dyn_cast<YieldOp>(region.front().back()))
      return yield.getValues();
  return OperandRange(nullptr, 0);
}

Value nir::yieldedValue(Region &region) {
  OperandRange values = yieldedValues(region);
  return values.size() == 1 ? values.front() : Value();
}

Type nir::declaredType(Operation *declaration) {
  return llvm::TypeSwitch<Operation *, Type>(declaration)
      .Case<ParamOp, StateOp, LetOp, HostOp, InputOp, DerivedOp, PreviousOp,
            RecordLetOp, NetParamOp>([](auto op) { return op.getType(); })
      .Default([](Operation *) { return Type(); });
}

Operation *nir::enclosingUnit(Operation *op) {
  while (op && !isa<ModelOp, NetworkOp, ExperimentOp>(op))
    op = op->getParentOp();
  return op;
}

Operation *nir::resolve(Operation *from, SymbolRefAttr name) {
  Operation *unit = enclosingUnit(from);
  if (!unit || !unit->getParentOp())
    return nullptr;
  if (auto experiment = dyn_cast<ExperimentOp>(unit)) {
    unit = SymbolTable::lookupSymbolIn(unit->getParentOp(),
                                       experiment.getNetworkAttr().getAttr());
    if (!unit || !unit->hasTrait<OpTrait::SymbolTable>())
      return nullptr;
  }
  Operation *found = SymbolTable::lookupSymbolIn(unit, name.getRootReference());
  for (FlatSymbolRefAttr member : name.getNestedReferences()) {
    // A receptor of the neuron, or the model a synapse refers to.
    auto use = dyn_cast_or_null<UseOp>(found);
    auto ref = dyn_cast_or_null<RefOp>(found);
    if ((!use && !ref) || !unit->getParentOp())
      return nullptr;
    auto model = dyn_cast_or_null<ModelOp>(SymbolTable::lookupSymbolIn(
        unit->getParentOp(),
        use ? use.getReceptorAttr().getAttr() : ref.getModelAttr().getAttr()));
    found = model ? model.lookup(member.getValue()) : nullptr;
  }
  return found;
}

Operation *nir::lookupMember(ModelOp model, StringRef name) {
  if (Operation *found = model.lookup(name))
    return found;
  auto [instance, member] = name.split('.');
  auto use = model.lookup<UseOp>(instance);
  if (!use || member.empty() || !model->getParentOp())
    return nullptr;
  auto receptor = dyn_cast_or_null<ModelOp>(SymbolTable::lookupSymbolIn(
      model->getParentOp(), use.getReceptorAttr().getAttr()));
  return receptor ? receptor.lookup(member) : nullptr;
}

std::optional<units::Dimension> nir::dimensionOf(Type type) {
  if (auto quantity = dyn_cast_or_null<QuantityType>(type))
    return quantity.getDimension();
  return std::nullopt;
}

std::optional<units::Rational> nir::rationalExponent(double exponent) {
  if (!(std::fabs(exponent) <= 1000))
    return std::nullopt;
  for (int32_t den = 1; den <= 12; ++den) {
    double num = std::round(exponent * den);
    if (std::fabs(exponent * den - num) < 1e-9)
      return units::Rational{static_cast<int32_t>(num), den};
  }
  return std::nullopt;
}

static constexpr Builtin builtins[] = {
    {"exp", 1, Builtin::Number},     {"expm1", 1, Builtin::Number},
    {"log", 1, Builtin::Number},     {"log10", 1, Builtin::Number},
    {"sin", 1, Builtin::Number},     {"cos", 1, Builtin::Number},
    {"tan", 1, Builtin::Number},     {"tanh", 1, Builtin::Number},
    {"atan", 1, Builtin::Number},    {"sigmoid", 1, Builtin::Number},
    {"exprelr", 1, Builtin::Number}, {"floor", 1, Builtin::Number},
    {"ceil", 1, Builtin::Number},    {"round", 1, Builtin::Number},
    {"sqrt", 1, Builtin::Root},      {"abs", 1, Builtin::Same},
    {"sign", 1, Builtin::Sign},      {"heaviside", 1, Builtin::Sign},
    {"mod", 2, Builtin::Same},       {"min", 2, Builtin::Same},
    {"max", 2, Builtin::Same},       {"clip", 3, Builtin::Same},
};

const Builtin *nir::lookupBuiltin(StringRef name) {
  for (const Builtin &builtin : builtins)
    if (builtin.name == name)
      return &builtin;
  return nullptr;
}

std::optional<int> nir::distributionArity(StringRef name) {
  return llvm::StringSwitch<std::optional<int>>(name)
      .Cases({"uniform", "normal", "lognormal", "gamma"}, 2)
      .Cases({"exponential", "kaiming"}, 1)
      .Case("choice", -1)
      .Default(std::nullopt);
}

// --- Shared checks -------------------------------------------------------------

LogicalResult nir::verifyExpression(Operation *op, Region &region, StringRef what,
                                    Type type, int count) {
  if (region.empty())
    return success();
  Block &block = region.front();
  if (block.empty() || !isa<YieldOp>(block.back()))
    return op->emitOpError() << "'" << what << "' must end in neuro.yield";
  if (block.getNumArguments() != 0)
    return op->emitOpError() << "'" << what << "' takes no arguments";
  OperandRange values = yieldedValues(region);
  if (count >= 0 ? static_cast<int>(values.size()) != count : values.empty())
    return op->emitOpError() << "'" << what << "' must yield "
                             << (count >= 0 ? std::to_string(count) : "one or more")
                             << (count == 1 ? " value" : " values") << ", not "
                             << values.size();
  for (Value value : values)
    if (type && value.getType() != type)
      return op->emitOpError() << "'" << what << "' must yield " << type << ", not "
                               << value.getType();
  return success();
}

bool nir::isRealOf(Type type, const units::Dimension &dimension) {
  if (auto quantity = dyn_cast<QuantityType>(type))
    return quantity.getDimension() == dimension;
  return type.isF64();
}

static LogicalResult verifyRealOf(Operation *op, Region &region, StringRef what,
                                  const units::Dimension &dimension, int count) {
  if (failed(verifyExpression(op, region, what, {}, count)))
    return failure();
  for (Value value : yieldedValues(region))
    if (!isRealOf(value.getType(), dimension) &&
        !(dimension.isDimensionless() && value.getType().isInteger(64)))
      return op->emitOpError() << "'" << what << "' must yield "
                               << QuantityType::get(op->getContext(), dimension)
                               << ", not " << value.getType();
  return success();
}

LogicalResult nir::verifyTime(Operation *op, Region &region, StringRef what) {
  return verifyRealOf(op, region, what, units::Dimension::of(units::Time), 1);
}

LogicalResult nir::verifyNumber(Operation *op, Region &region, StringRef what,
                                int count) {
  return verifyRealOf(op, region, what, {}, count);
}

LogicalResult nir::verifyCondition(Operation *op, Region &region, StringRef what) {
  return verifyExpression(op, region, what, IntegerType::get(op->getContext(), 1));
}

LogicalResult nir::verifyRange(Operation *op, Region &region, StringRef what) {
  if (failed(verifyExpression(op, region, what, {}, -1)))
    return failure();
  OperandRange values = yieldedValues(region);
  if (region.empty())
    return success();
  if (values.size() != 2 && values.size() != 3)
    return op->emitOpError() << "'" << what
                             << "' must yield low, high and optionally step";
  for (Value value : values)
    if (value.getType() != values.front().getType())
      return op->emitOpError() << "'" << what << "' must yield values of one type, not "
                               << values.front().getType() << " and "
                               << value.getType();
  return success();
}

LogicalResult nir::verifyBody(Operation *op, Region &region, StringRef what) {
  if (!region.empty() && !region.front().empty() && isa<YieldOp>(region.front().back()))
    return op->emitOpError() << "'" << what << "' yields nothing";
  return success();
}

LogicalResult nir::verifyUnit(Operation *op, std::optional<StringRef> unit, Type type) {
  if (!unit)
    return success();
  std::string why;
  auto parsed = units::parseUnit(std::string_view(unit->data(), unit->size()), &why);
  if (!parsed)
    return op->emitOpError() << why;
  auto dimension = dimensionOf(type);
  if (dimension && parsed->dimension != *dimension)
    return op->emitOpError() << "unit '" << *unit << "' is not of type " << type;
  return success();
}

LogicalResult nir::verifyVariableType(Operation *op, Type type) {
  if (isa<QuantityType>(type) || type.isF64() || type.isInteger(64) ||
      type.isInteger(1))
    return success();
  return op->emitOpError() << "a name is a quantity, f64, i64 or i1, not " << type;
}
