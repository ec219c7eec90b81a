//===- Units.cpp - Quantities become f64 in coherent units ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes a module whose reals are quantities with literals in the units they were
// written in. Leaves one whose reals are f64 in the coherent unit of their
// dimension, computed by arith and math without fast-math flags; declarations
// keep their unit for reports, with the coherent value of one of it as `scale`.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/transforms/Passes.h"
#include "dialects/units/Dimension.h"

#include "llvm/ADT/StringSwitch.h"

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROUNITS
#include "dialects/neuro/transforms/Passes.h.inc"
} // namespace neuro::nir

using namespace mlir;
using namespace neuro::nir;

namespace {

/// Largest integer power written as multiplications; beyond it the chain's
/// rounding (half an ulp a multiplication) loses to libm's pow.
constexpr int MaxMultipliedPower = 8;

// --- Declarations ----------------------------------------------------------------

/// The quantity an operation declares: its `type`, the first value a handler is
/// given, or what a report yields. Null for everything else.
QuantityType declaredQuantity(Operation *op) {
  if (auto type = op->getAttrOfType<TypeAttr>("type"))
    return dyn_cast<QuantityType>(type.getValue());
  Block *body = op->getNumRegions() && !op->getRegion(0).empty()
                    ? &op->getRegion(0).front()
                    : nullptr;
  if (!body)
    return {};
  if (isa<OnOp>(op) && body->getNumArguments())
    return dyn_cast<QuantityType>(body->getArgument(0).getType());
  if (isa<ReportOp, OperandOp, VariableOp>(op) && !body->empty())
    if (auto yield = dyn_cast<YieldOp>(body->back()))
      if (yield->getNumOperands())
        return dyn_cast<QuantityType>(yield->getOperand(0).getType());
  return {};
}

/// Gives a declaration the numbers its unit stands for. Temperatures in degC are
/// shown in kelvin, because an affine unit has no scale.
LogicalResult scaleDeclaration(Operation *op) {
  auto text = op->getAttrOfType<StringAttr>("unit");
  Builder builder(op->getContext());
  if (!text) {
    QuantityType type = declaredQuantity(op);
    if (!type)
      return success();
    text = builder.getStringAttr(type.getDimension().str());
    op->setAttr("unit", text);
  }
  std::string why;
  std::optional<neuro::units::Unit> unit =
      neuro::units::parseUnit(text.getValue(), &why);
  if (!unit)
    return op->emitOpError() << "has no unit: " << why;
  if (unit->offset != 0) {
    op->setAttr("unit", builder.getStringAttr(unit->dimension.str()));
    op->setAttr("scale", builder.getF64FloatAttr(1.0));
    return success();
  }
  op->setAttr("scale", builder.getF64FloatAttr(unit->toCoherent(1.0)));
  return success();
}

/// The same for the weights of a projection.
LogicalResult scaleWeight(ProjectOp project) {
  Region &weight = project.getWeight();
  if (!project.getWeightUnit() && !weight.empty()) {
    Operation *yield = weight.front().getTerminator();
    if (yield->getNumOperands())
      if (auto type = dyn_cast<QuantityType>(yield->getOperand(0).getType()))
        project.setWeightUnit(type.getDimension().str());
  }
  if (!project.getWeightUnit())
    return success();
  std::string why;
  std::optional<neuro::units::Unit> unit =
      neuro::units::parseUnit(*project.getWeightUnit(), &why);
  if (!unit)
    return project.emitOpError() << "has no weight unit: " << why;
  project->setAttr("weight_scale",
                   Builder(project).getF64FloatAttr(unit->toCoherent(1.0)));
  return success();
}

// --- Types --------------------------------------------------------------------------

void retype(ModuleOp module) {
  AttrTypeReplacer replacer;
  Type real = Float64Type::get(module.getContext());
  replacer.addReplacement([&](QuantityType) -> Type { return real; });
  module.walk([&](Operation *op) {
    replacer.replaceElementsIn(op, /*replaceAttrs=*/true, /*replaceLocs=*/false,
                               /*replaceTypes=*/true);
  });
}

// --- Arithmetic ---------------------------------------------------------------------

/// Builds arith and math on f64 at one place. No operation gets a fast-math
/// flag: what the text says is computed in the order it says it.
class Emitter {
public:
  explicit Emitter(Operation *at) : builder(at), loc(at->getLoc()) {}

  Value constant(double value) {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getF64FloatAttr(value));
  }
  template <typename Op> Value emit(ValueRange operands) {
    return Op::create(builder, loc, operands).getResult();
  }
  Value compare(arith::CmpFPredicate predicate, Value a, Value b) {
    return arith::CmpFOp::create(builder, loc, predicate, a, b);
  }
  Value choose(Value condition, Value a, Value b) {
    return arith::SelectOp::create(builder, loc, condition, a, b);
  }
  Value reciprocal(Value x) { return emit<arith::DivFOp>({constant(1), x}); }

  Value power(Value base, double exponent);
  Value call(StringRef function, ValueRange args);

  OpBuilder builder;
  Location loc;

private:
  Value multiplied(Value base, int exponent);
};

/// base^exponent for exponent >= 1 by squaring: x^4 is (x*x)*(x*x).
Value Emitter::multiplied(Value base, int exponent) {
  Value result;
  for (Value square = base;; square = emit<arith::MulFOp>({square, square})) {
    if (exponent & 1)
      result = result ? emit<arith::MulFOp>({result, square}) : square;
    exponent >>= 1;
    if (!exponent)
      return result;
  }
}

Value Emitter::power(Value base, double exponent) {
  double size = std::abs(exponent);
  if (exponent == 0)
    return constant(1);
  if (size == std::floor(size) && size <= MaxMultipliedPower) {
    Value product = multiplied(base, static_cast<int>(size));
    return exponent < 0 ? reciprocal(product) : product;
  }
  if (exponent == 0.5)
    return emit<math::SqrtOp>({base});
  return emit<math::PowFOp>({base, constant(exponent)});
}

/// The built-in functions. Those that arith and math lack are composed so that
/// their limits are right: sigmoid(+-inf) is 1 and 0, exprelr(0) is 1, sign(-0.0)
/// is -0.0, and NaN gives NaN except in heaviside, where it is not >= 0.
Value Emitter::call(StringRef function, ValueRange args) {
  Value x = args.empty() ? Value() : args[0];
  if (function == "exp")
    return emit<math::ExpOp>({x});
  if (function == "expm1")
    return emit<math::ExpM1Op>({x});
  if (function == "log")
    return emit<math::LogOp>({x});
  if (function == "log10")
    return emit<math::Log10Op>({x});
  if (function == "sqrt")
    return emit<math::SqrtOp>({x});
  if (function == "abs")
    return emit<math::AbsFOp>({x});
  if (function == "floor")
    return emit<math::FloorOp>({x});
  if (function == "ceil")
    return emit<math::CeilOp>({x});
  if (function == "round") // halves away from zero
    return emit<math::RoundOp>({x});
  if (function == "sin")
    return emit<math::SinOp>({x});
  if (function == "cos")
    return emit<math::CosOp>({x});
  if (function == "tan")
    return emit<math::TanOp>({x});
  if (function == "tanh")
    return emit<math::TanhOp>({x});
  if (function == "atan")
    return emit<math::AtanOp>({x});
  if (function == "sigmoid") {
    Value decay = emit<math::ExpOp>({emit<arith::NegFOp>({x})});
    return reciprocal(emit<arith::AddFOp>({constant(1), decay}));
  }
  if (function == "exprelr") {
    Value grown = emit<math::ExpM1Op>({x});
    Value flat = compare(arith::CmpFPredicate::OEQ, grown, constant(0));
    return choose(flat, constant(1), emit<arith::DivFOp>({x, grown}));
  }
  if (function == "sign") {
    Value zero = constant(0);
    Value up = compare(arith::CmpFPredicate::OGT, x, zero);
    Value down = compare(arith::CmpFPredicate::OLT, x, zero);
    return choose(up, constant(1), choose(down, constant(-1), x));
  }
  if (function == "heaviside") {
    Value on = compare(arith::CmpFPredicate::OGE, x, constant(0));
    return choose(on, constant(1), constant(0));
  }
  if (function == "clip") {
    Value raised = emit<arith::MaximumFOp>({x, args[1]});
    return emit<arith::MinimumFOp>({raised, args[2]});
  }
  if (function == "mod") { // takes the sign of the divisor, like floor division
    Value whole = emit<math::FloorOp>({emit<arith::DivFOp>({x, args[1]})});
    return emit<arith::SubFOp>({x, emit<arith::MulFOp>({args[1], whole})});
  }
  bool least = function == "min";
  if (!least && function != "max")
    return {};
  Value result = x;
  for (Value next : args.drop_front())
    result = least ? emit<arith::MinimumFOp>({result, next})
                   : emit<arith::MaximumFOp>({result, next});
  return result;
}

arith::CmpFPredicate predicateOf(StringRef name) {
  return llvm::StringSwitch<arith::CmpFPredicate>(name)
      .Case("lt", arith::CmpFPredicate::OLT)
      .Case("le", arith::CmpFPredicate::OLE)
      .Case("gt", arith::CmpFPredicate::OGT)
      .Case("ge", arith::CmpFPredicate::OGE)
      .Case("eq", arith::CmpFPredicate::OEQ)
      .Default(arith::CmpFPredicate::UNE);
}

/// The value an operation on quantities has in arith and math; null for the
/// operations that stay.
Value lowered(Operation *op) {
  Emitter emitter(op);
  ValueRange operands = op->getOperands();
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case([&](ConstantOp constant) {
        return emitter.constant(constant.getCoherentValue());
      })
      .Case([&](AddOp) { return emitter.emit<arith::AddFOp>(operands); })
      .Case([&](SubOp) { return emitter.emit<arith::SubFOp>(operands); })
      .Case([&](MulOp) { return emitter.emit<arith::MulFOp>(operands); })
      .Case([&](DivOp) { return emitter.emit<arith::DivFOp>(operands); })
      .Case([&](NegOp) { return emitter.emit<arith::NegFOp>(operands); })
      .Case([&](MinOp) { return emitter.call("min", operands); })
      .Case([&](MaxOp) { return emitter.call("max", operands); })
      .Case([&](PowOp pow) {
        if (auto exponent = pow.getExponentAttr())
          return emitter.power(pow.getBase(), exponent.getValueAsDouble());
        return emitter.emit<math::PowFOp>(operands);
      })
      .Case([&](CallOp call) {
        return emitter.call(call.getFunction(), operands);
      })
      .Case([&](CmpOp cmp) {
        return emitter.compare(predicateOf(cmp.getPredicate()), cmp.getLhs(),
                               cmp.getRhs());
      })
      .Case([&](SelectOp select) {
        return emitter.choose(select.getCondition(), select.getTrueValue(),
                              select.getFalseValue());
      })
      .Case([&](AndOp) { return emitter.emit<arith::AndIOp>(operands); })
      .Case([&](OrOp) { return emitter.emit<arith::OrIOp>(operands); })
      .Case([&](NotOp) {
        Value yes = arith::ConstantIntOp::create(emitter.builder, emitter.loc,
                                                 1, /*width=*/1);
        return emitter.emit<arith::XOrIOp>({operands[0], yes});
      })
      .Case([&](ToRealOp) {
        return arith::SIToFPOp::create(emitter.builder, emitter.loc,
                                       emitter.builder.getF64Type(),
                                       operands[0])
            .getResult();
      })
      .Default([](Operation *) { return Value(); });
}

/// A number may leave the range of f64 only by its unit: 1e306 kV.
LogicalResult checkLiteral(ConstantOp constant) {
  double written = constant.getValue().convertToDouble();
  if (!std::isfinite(written) || std::isfinite(constant.getCoherentValue()))
    return success();
  return constant.emitOpError() << "is too large: " << written << " "
                                << constant.getUnit() << " is no f64 in "
                                << constant.getType();
}

LogicalResult lowerArithmetic(ModuleOp module) {
  SmallVector<Operation *> candidates;
  module.walk([&](Operation *op) {
    if (isa_and_nonnull<NeuroDialect>(op->getDialect()) &&
        op->getNumResults() == 1)
      candidates.push_back(op);
  });
  for (Operation *op : candidates) {
    if (auto constant = dyn_cast<ConstantOp>(op))
      if (failed(checkLiteral(constant)))
        return failure();
    if (auto call = dyn_cast<CallOp>(op)) {
      if (Value value = lowered(op)) {
        call.getResult().replaceAllUsesWith(value);
        op->erase();
        continue;
      }
      return call.emitOpError()
             << "'" << call.getFunction() << "' is no function of f64";
    }
    if (Value value = lowered(op)) {
      op->getResult(0).replaceAllUsesWith(value);
      op->erase();
    }
  }
  return success();
}

struct UnitsPass : neuro::nir::impl::NeuroUnitsBase<UnitsPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    WalkResult declared = module.walk([](Operation *op) {
      if (isa<ConstantOp>(op)) // its unit is converted, not kept
        return WalkResult::advance();
      if (auto project = dyn_cast<ProjectOp>(op))
        return WalkResult(scaleWeight(project));
      return WalkResult(scaleDeclaration(op));
    });
    if (declared.wasInterrupted())
      return signalPassFailure();
    retype(module);
    if (failed(lowerArithmetic(module)))
      signalPassFailure();
  }
};

} // namespace
