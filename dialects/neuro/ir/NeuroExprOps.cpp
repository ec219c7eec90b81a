//===- NeuroExprOps.cpp - Verifiers and folders of expressions
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/ir/Verify.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::nir;

static ParseResult parseExperimentName(OpAsmParser &parser, StringAttr &name) {
  return parser.parseSymbolName(name);
}
static void printExperimentName(OpAsmPrinter &printer, Operation *, StringAttr name) {
  printer.printSymbolName(name.getValue());
}

#define GET_OP_CLASSES
#include "dialects/neuro/ir/NeuroOps.cpp.inc"

static units::Dimension dim(Value value) {
  return cast<QuantityType>(value.getType()).getDimension();
}

static Type quantity(Value like, const units::Dimension &dimension) {
  return QuantityType::get(like.getContext(), dimension);
}

// --- Literals and names ---------------------------------------------------------

LogicalResult ConstantOp::verify() { return verifyUnit(*this, getUnit(), getType()); }

double ConstantOp::getCoherentValue() {
  StringRef text = getUnit();
  auto unit = units::parseUnit(std::string_view(text.data(), text.size()));
  return unit ? unit->toCoherent(getValue().convertToDouble())
              : getValue().convertToDouble();
}

static bool isRole(StringRef root) {
  return root == "self" || root == "pre" || root == "post" || root == "edge";
}

/// The name resolves, and to something of the given type.
static LogicalResult verifyName(Operation *op, SymbolRefAttr name, Type type) {
  Operation *unit = enclosingUnit(op);
  if (!unit)
    return success();
  // `@pre` is also what a synapse calls its handler of those events.
  if (!name.getNestedReferences().empty() && isRole(name.getRootReference().getValue()) &&
      !isa_and_nonnull<UseOp, RefOp>(
          SymbolTable::lookupSymbolIn(unit, name.getRootReference())))
    return success(); // checked where the population or projection is known
  Operation *found = resolve(op, name);
  if (!found)
    return op->emitOpError() << "no " << name << " here";
  Type declared = declaredType(found);
  if (declared && declared != type)
    return (op->emitOpError() << name << " is " << declared << ", not " << type)
               .attachNote(found->getLoc())
           << "declared here";
  return success();
}

LogicalResult GetOp::verifySymbolUses(SymbolTableCollection &) {
  return verifyName(*this, getVariable(), getType());
}

LogicalResult SetOp::verifySymbolUses(SymbolTableCollection &) {
  if (failed(verifyName(*this, getVariable(), getValue().getType())))
    return failure();
  Operation *found = resolve(*this, getVariable());
  if (isa_and_nonnull<ParamOp, LetOp, InputOp, DerivedOp, NetParamOp>(found))
    return (emitOpError() << getVariable() << " is not a state").attachNote(found->getLoc())
           << "declared here";
  return success();
}

// --- Arithmetic -------------------------------------------------------------------

OpFoldResult MinOp::fold(FoldAdaptor) {
  return getLhs() == getRhs() ? getLhs() : Value();
}
OpFoldResult MaxOp::fold(FoldAdaptor) {
  return getLhs() == getRhs() ? getLhs() : Value();
}

static LogicalResult verifyResult(Operation *op, const units::Dimension &expected) {
  if (!expected.valid())
    return op->emitOpError("dimension exponents overflow");
  if (dim(op->getResult(0)) != expected)
    return op->emitOpError() << "result must be "
                             << QuantityType::get(op->getContext(), expected)
                             << ", not " << op->getResult(0).getType();
  return success();
}

LogicalResult MulOp::verify() {
  return verifyResult(*this, dim(getLhs()) * dim(getRhs()));
}
LogicalResult DivOp::verify() {
  return verifyResult(*this, dim(getLhs()) / dim(getRhs()));
}
void MulOp::build(OpBuilder &builder, OperationState &state, Value lhs, Value rhs) {
  build(builder, state, quantity(lhs, dim(lhs) * dim(rhs)), lhs, rhs);
}
void DivOp::build(OpBuilder &builder, OperationState &state, Value lhs, Value rhs) {
  build(builder, state, quantity(lhs, dim(lhs) / dim(rhs)), lhs, rhs);
}

OpFoldResult NegOp::fold(FoldAdaptor) {
  if (auto inner = getOperand().getDefiningOp<NegOp>())
    return inner.getOperand();
  return {};
}

void PowOp::build(OpBuilder &builder, OperationState &state, Value base, double exponent) {
  auto ratio = rationalExponent(exponent);
  units::Dimension dimension = dim(base);
  build(builder, state,
        quantity(base, dimension.isDimensionless() || !ratio ? units::Dimension()
                                                             : dimension.pow(*ratio)),
        base, Value(), builder.getF64FloatAttr(exponent));
}

LogicalResult PowOp::verify() {
  if (!getPower() == !getExponent())
    return emitOpError("has either a computed or a constant exponent");
  units::Dimension base = dim(getBase());
  if (getPower()) {
    if (!base.isDimensionless() || !dim(getPower()).isDimensionless())
      return emitOpError("base and computed exponent must be dimensionless");
    return verifyResult(*this, {});
  }
  if (base.isDimensionless())
    return verifyResult(*this, {});
  auto ratio = rationalExponent(getExponent()->convertToDouble());
  if (!ratio)
    return emitOpError("the exponent of a quantity must be a ratio of small integers");
  return verifyResult(*this, base.pow(*ratio));
}

LogicalResult CallOp::verify() {
  const Builtin *builtin = lookupBuiltin(getFunction());
  if (!builtin)
    return emitOpError() << "no built-in function '" << getFunction() << "'";
  if (getArgs().size() != builtin->arity)
    return emitOpError() << "'" << getFunction() << "' takes " << builtin->arity
                         << (builtin->arity == 1 ? " argument" : " arguments");
  units::Dimension first = dim(getArgs().front()), result;
  switch (builtin->rule) {
  case Builtin::Number:
    if (!first.isDimensionless())
      return emitOpError() << "'" << getFunction() << "' takes a dimensionless number, not "
                           << getArgs().front().getType();
    break;
  case Builtin::Same:
    for (Value arg : getArgs())
      if (dim(arg) != first)
        return emitOpError() << "arguments of '" << getFunction()
                             << "' must have one dimension, not "
                             << getArgs().front().getType() << " and " << arg.getType();
    result = first;
    break;
  case Builtin::Root:
    result = first.pow({1, 2});
    break;
  case Builtin::Sign:
    break;
  }
  return verifyResult(*this, result);
}

LogicalResult CmpOp::verify() {
  if (!llvm::is_contained({"lt", "le", "gt", "ge", "eq", "ne"}, getPredicate()))
    return emitOpError() << "no relation '" << getPredicate() << "'";
  return success();
}

OpFoldResult SelectOp::fold(FoldAdaptor) {
  return getTrueValue() == getFalseValue() ? getTrueValue() : Value();
}
OpFoldResult AndOp::fold(FoldAdaptor) {
  return getLhs() == getRhs() ? getLhs() : Value();
}
OpFoldResult OrOp::fold(FoldAdaptor) {
  return getLhs() == getRhs() ? getLhs() : Value();
}
OpFoldResult NotOp::fold(FoldAdaptor) {
  if (auto inner = getOperand().getDefiningOp<NotOp>())
    return inner.getOperand();
  return {};
}

// --- Leaves --------------------------------------------------------------------------

static LogicalResult verifyDimension(Operation *op, const units::Dimension &dimension) {
  if (isRealOf(op->getResult(0).getType(), dimension))
    return success();
  return op->emitOpError() << "result must be "
                           << QuantityType::get(op->getContext(), dimension) << ", not "
                           << op->getResult(0).getType();
}

LogicalResult ToRealOp::verify() { return verifyDimension(*this, {}); }
LogicalResult TimeOp::verify() {
  return verifyDimension(*this, units::Dimension::of(units::Time));
}
LogicalResult DtOp::verify() {
  return verifyDimension(*this, units::Dimension::of(units::Time));
}
LogicalResult DistanceOp::verify() {
  return verifyDimension(*this, units::Dimension::of(units::Length));
}
LogicalResult WhiteOp::verify() {
  return verifyDimension(*this, units::Dimension::of(units::Time).pow({-1, 2}));
}
LogicalResult IndexOp::verify() {
  if (getWhich() != "i" && getWhich() != "j")
    return emitOpError("an index is \"i\" or \"j\"");
  return verifyDimension(*this, {});
}

LogicalResult CoordinateOp::verify() {
  if (getWhich() != "i" && getWhich() != "j")
    return emitOpError("an end is \"i\" or \"j\"");
  return verifyDimension(*this, units::Dimension::of(units::Length));
}
LogicalResult ColumnOp::verify() {
  if (getName() != "weight" && getName() != "delay")
    return emitOpError() << "no column '" << getName() << "'";
  return verifyDimension(*this, {});
}

LogicalResult DrawOp::verify() {
  auto arity = distributionArity(getDistribution());
  if (!arity)
    return emitOpError() << "no distribution '" << getDistribution() << "'";
  if (*arity >= 0 ? getArgs().size() != static_cast<size_t>(*arity) : getArgs().empty())
    return emitOpError() << "'" << getDistribution() << "' takes "
                         << (*arity >= 0 ? std::to_string(*arity) : "one or more")
                         << (*arity == 1 ? " argument" : " arguments");
  bool gamma = getDistribution() == "gamma"; // its shape is a number
  if (gamma && !isRealOf(getArgs().front().getType(), {}))
    return emitOpError("the shape of 'gamma' must be dimensionless");
  for (Value arg : getArgs().drop_front(gamma))
    if (arg.getType() != getType())
      return emitOpError() << "arguments of '" << getDistribution() << "' must be "
                           << getType() << ", not " << arg.getType();
  return success();
}
