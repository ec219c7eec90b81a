//===- Affine.cpp - Affine decomposition over SSA ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/analysis/Affine.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace neuro::nir {

/// Inlining leaves flat names; a nested one reads the same as its dotted form.
static StringAttr flatName(SymbolRefAttr reference) {
  if (reference.getNestedReferences().empty())
    return reference.getRootReference();
  std::string name = reference.getRootReference().str();
  for (FlatSymbolRefAttr part : reference.getNestedReferences())
    name += "." + part.getValue().str();
  return StringAttr::get(reference.getContext(), name);
}

StringAttr nameOf(GetOp get) { return flatName(get.getVariable()); }
StringAttr nameOf(SetOp set) { return flatName(set.getVariable()); }

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

std::optional<double> constantValue(Value value) {
  if (!value)
    return 0.0;
  APFloat number(0.0);
  if (value.getType().isF64() && matchPattern(value, m_ConstantFloat(&number)))
    return number.convertToDouble();
  return std::nullopt;
}

static bool isNumber(Value value, double number) {
  std::optional<double> known = constantValue(value);
  return known && *known == number;
}

Value Arithmetic::constant(double value) {
  return arith::ConstantOp::create(builder, loc, builder.getF64FloatAttr(value));
}

Value Arithmetic::add(Value a, Value b) {
  if (isNumber(a, 0))
    return b;
  if (isNumber(b, 0))
    return a;
  auto x = constantValue(a), y = constantValue(b);
  if (x && y)
    return constant(*x + *y);
  return arith::AddFOp::create(builder, loc, a, b);
}

Value Arithmetic::sub(Value a, Value b) {
  if (isNumber(b, 0))
    return a;
  if (isNumber(a, 0))
    return neg(b);
  auto x = constantValue(a), y = constantValue(b);
  if (x && y)
    return constant(*x - *y);
  return arith::SubFOp::create(builder, loc, a, b);
}

Value Arithmetic::neg(Value a) {
  if (isNumber(a, 0))
    return nullptr;
  if (auto x = constantValue(a))
    return constant(-*x);
  if (auto negation = a.getDefiningOp<arith::NegFOp>())
    return negation.getOperand();
  return arith::NegFOp::create(builder, loc, a);
}

Value Arithmetic::mul(Value a, Value b) {
  if (isNumber(a, 0) || isNumber(b, 0))
    return nullptr;
  auto x = constantValue(a), y = constantValue(b);
  if (x && y)
    return constant(*x * *y);
  if (x && *x == 1)
    return b;
  if (y && *y == 1)
    return a;
  if (x && *x == -1)
    return neg(b);
  if (y && *y == -1)
    return neg(a);
  return arith::MulFOp::create(builder, loc, a, b);
}

Value Arithmetic::div(Value a, Value b) {
  if (isNumber(a, 0))
    return nullptr;
  auto x = constantValue(a), y = constantValue(b);
  if (x && y)
    return constant(*x / *y);
  if (y && *y == 1)
    return a;
  if (y && *y == -1)
    return neg(a);
  return arith::DivFOp::create(builder, loc, a, b);
}

Value Arithmetic::select(Value condition, Value a, Value b) {
  if (a == b)
    return a;
  APInt known;
  if (matchPattern(condition, m_ConstantInt(&known)))
    return known.isZero() ? b : a;
  return arith::SelectOp::create(builder, loc, condition, materialize(a),
                                 materialize(b));
}

//===----------------------------------------------------------------------===//
// The interpreter
//===----------------------------------------------------------------------===//

AffineForm AffineForm::variable(OpBuilder &builder, Location loc,
                                StringAttr name) {
  AffineForm form;
  form.coefficients[name] = Arithmetic(builder, loc).constant(1.0);
  return form;
}

void AffineInterpreter::bind(StringAttr name, AffineForm form) {
  environment[name] = std::move(form);
}

void AffineInterpreter::bindArgument(Value argument, AffineForm form) {
  values[argument] = std::move(form);
}

std::optional<AffineForm> AffineInterpreter::bound(StringAttr name) const {
  if (auto it = environment.find(name); it != environment.end())
    return it->second;
  if (base)
    if (auto it = base->find(name); it != base->end())
      return AffineForm::of(it->second);
  return std::nullopt;
}

AffineForm AffineInterpreter::lookup(Value value) const {
  auto it = values.find(value);
  assert(it != values.end() && "value is not of an interpreted body");
  return it->second;
}

AffineForm AffineInterpreter::yielded(Block &body, unsigned n) const {
  return lookup(body.getTerminator()->getOperand(n));
}

void AffineInterpreter::run(Block &body) {
  for (Operation &op : body.without_terminator())
    interpret(&op);
}

void AffineInterpreter::interpret(Operation *op) {
  if (hook)
    if (std::optional<AffineForm> form = hook(op)) {
      values[op->getResult(0)] = std::move(*form);
      return;
    }
  if (auto get = dyn_cast<GetOp>(op)) {
    StringAttr name = nameOf(get);
    if (std::optional<AffineForm> form = bound(name)) {
      values[get.getResult()] = std::move(*form);
    } else {
      Operation *copy = builder.clone(*op);
      AffineForm fresh = AffineForm::of(copy->getResult(0));
      values[get.getResult()] = fresh;
      // Read once: later reads see the same value.
      environment[name] = fresh;
    }
    return;
  }
  if (auto set = dyn_cast<SetOp>(op)) {
    StringAttr name = nameOf(set);
    environment[name] = lookup(set.getValue());
    writes.insert(name);
    return;
  }
  if (op->getNumResults() == 1)
    values[op->getResult(0)] = combine(op);
  else
    rebuild(op);
}

/// The first operand that is not affine decides; otherwise the operation itself
/// is to blame for combining its variables.
AffineForm AffineInterpreter::broken(Operation *op) const {
  AffineForm form;
  form.breaker = op;
  for (Value operand : op->getOperands()) {
    const AffineForm &from = values.find(operand)->second;
    if (from.breaker) {
      form.breaker = from.breaker;
      form.culprits = from.culprits;
      return form;
    }
  }
  for (Value operand : op->getOperands())
    for (auto &[name, coefficient] : values.find(operand)->second.coefficients)
      form.culprits.insert(name);
  return form;
}

/// The variables that either form has, those of the first one first.
static llvm::SmallSetVector<StringAttr, 4> variablesOf(const AffineForm &a,
                                                       const AffineForm &b) {
  llvm::SmallSetVector<StringAttr, 4> names;
  for (const AffineForm *form : {&a, &b})
    for (auto &entry : form->coefficients)
      names.insert(entry.first);
  return names;
}

AffineForm AffineInterpreter::linear(Operation *op, const AffineForm &a,
                                     const AffineForm &b, bool subtract) {
  Arithmetic arithmetic(builder, op->getLoc());
  auto combineTerms = [&](Value x, Value y) {
    return subtract ? arithmetic.sub(x, y) : arithmetic.add(x, y);
  };
  AffineForm form;
  form.constant = combineTerms(a.constant, b.constant);
  for (StringAttr name : variablesOf(a, b))
    if (Value coefficient =
            combineTerms(a.coefficient(name), b.coefficient(name)))
      if (!isNumber(coefficient, 0))
        form.coefficients[name] = coefficient;
  return form;
}

AffineForm AffineInterpreter::scale(Arithmetic &arithmetic,
                                    const AffineForm &form,
                                    llvm::function_ref<Value(Value)> by) {
  AffineForm result;
  if (form.constant)
    result.constant = by(form.constant);
  for (auto &[name, coefficient] : form.coefficients)
    if (Value scaled = by(coefficient))
      if (!isNumber(scaled, 0))
        result.coefficients[name] = scaled;
  return result;
}

AffineForm AffineInterpreter::rebuild(Operation *op) {
  IRMapping mapping;
  Arithmetic arithmetic(builder, op->getLoc());
  for (Value operand : op->getOperands())
    mapping.map(operand, arithmetic.materialize(lookup(operand).constant));
  Operation *copy = builder.clone(*op, mapping);
  if (copy->getNumResults() != 1)
    return {};
  // x*1, x+0 and whole constant expressions disappear here.
  SmallVector<Value, 1> folded;
  if (succeeded(builder.tryFold(copy, folded)) && !folded.empty()) {
    copy->erase();
    return AffineForm::of(folded.front());
  }
  return AffineForm::of(copy->getResult(0));
}

AffineForm AffineInterpreter::combine(Operation *op) {
  Arithmetic arithmetic(builder, op->getLoc());
  auto form = [&](unsigned n) { return lookup(op->getOperand(n)); };
  bool allConstant = true;
  for (Value operand : op->getOperands()) {
    AffineForm from = lookup(operand);
    if (!from.isAffine()) {
      // 0*x is zero whatever x is.
      if (isa<arith::MulFOp>(op))
        for (Value other : op->getOperands())
          if (other != operand && lookup(other).isConstant() &&
              isNumber(lookup(other).constant, 0))
            return {};
      return broken(op);
    }
    allConstant &= from.isConstant();
  }

  // Binary arithmetic goes through the folding builder even when it is
  // constant, so that structural zeros spread.
  return llvm::TypeSwitch<Operation *, AffineForm>(op)
      .Case<arith::AddFOp>(
          [&](auto) { return linear(op, form(0), form(1), false); })
      .Case<arith::SubFOp>(
          [&](auto) { return linear(op, form(0), form(1), true); })
      .Case<arith::NegFOp>([&](auto) {
        return scale(arithmetic, form(0),
                     [&](Value v) { return arithmetic.neg(v); });
      })
      .Case<arith::MulFOp>([&](auto) {
        AffineForm a = form(0), b = form(1);
        if (!a.isConstant() && !b.isConstant())
          return broken(op);
        if (a.isConstant())
          return scale(arithmetic, b, [&](Value v) {
            return arithmetic.mul(a.constant, v);
          });
        return scale(arithmetic, a, [&](Value v) {
          return arithmetic.mul(v, b.constant);
        });
      })
      .Case<arith::DivFOp>([&](auto) {
        AffineForm a = form(0), b = form(1);
        if (!b.isConstant())
          return broken(op);
        Value divisor = arithmetic.materialize(b.constant);
        // 0/0 keeps its NaN: only a known nonzero divisor lets a zero vanish.
        if (a.isConstant() && !a.constant && isNumber(divisor, 0))
          return AffineForm::of(arithmetic.constant(NAN));
        return scale(arithmetic, a,
                     [&](Value v) { return arithmetic.div(v, divisor); });
      })
      .Case<arith::SelectOp>([&](arith::SelectOp select) {
        if (!lookup(select.getCondition()).isConstant())
          return broken(op);
        if (!select.getType().isF64())
          return allConstant ? rebuild(op) : broken(op);
        Value condition = lookup(select.getCondition()).constant;
        AffineForm a = form(1), b = form(2), result;
        result.constant =
            arithmetic.select(condition, a.constant, b.constant);
        for (StringAttr name : variablesOf(a, b))
          result.coefficients[name] = arithmetic.select(
              condition, a.coefficient(name), b.coefficient(name));
        return result;
      })
      .Default([&](Operation *) {
        return allConstant ? rebuild(op) : broken(op);
      });
}

//===----------------------------------------------------------------------===//
// Expressions as text
//===----------------------------------------------------------------------===//

namespace {
/// Prints an expression tree within a budget of characters, so that shared
/// subexpressions cannot make the text (or the recursion) explode.
class Describer {
public:
  Describer(size_t limit) : limit(limit) {}

  void print(Value value, int binding, unsigned depth) {
    if (text.size() > limit || depth > 24) {
      cut = true;
      return;
    }
    Operation *op = value.getDefiningOp();
    if (!op) {
      text += "the event's value";
      return;
    }
    if (auto number = constantValue(value)) {
      llvm::raw_string_ostream(text) << llvm::format("%g", *number);
      return;
    }
    if (auto get = dyn_cast<GetOp>(op)) {
      text += nameOf(get).getValue();
      return;
    }
    StringRef name = op->getName().getStringRef();
    StringRef infix = llvm::StringSwitch<StringRef>(name)
                          .Case("arith.addf", " + ")
                          .Case("arith.subf", " - ")
                          .Case("arith.mulf", "*")
                          .Case("arith.divf", "/")
                          .Case("math.powf", "^")
                          .Case("math.fpowi", "^")
                          .Default("");
    if (!infix.empty()) {
      int own = infix.size() == 3 ? 1 : infix == "^" ? 4 : 2;
      bool parenthesised = own < binding;
      text += parenthesised ? "(" : "";
      print(op->getOperand(0), own, depth + 1);
      text += infix;
      bool leftOnly = infix == " - " || infix == "/" || infix == "^";
      print(op->getOperand(1), own + leftOnly, depth + 1);
      text += parenthesised ? ")" : "";
      return;
    }
    if (isa<arith::NegFOp>(op)) {
      text += "-";
      print(op->getOperand(0), 3, depth + 1);
      return;
    }
    if (auto compare = dyn_cast<arith::CmpFOp>(op)) {
      print(compare.getLhs(), 1, depth + 1);
      StringRef predicate = stringifyCmpFPredicate(compare.getPredicate());
      text += llvm::StringSwitch<StringRef>(predicate.drop_front())
                  .Case("lt", " < ")
                  .Case("le", " <= ")
                  .Case("gt", " > ")
                  .Case("ge", " >= ")
                  .Case("eq", " == ")
                  .Default(" != ");
      print(compare.getRhs(), 1, depth + 1);
      return;
    }
    if (auto select = dyn_cast<arith::SelectOp>(op)) {
      text += "if ";
      print(select.getCondition(), 0, depth + 1);
      text += " then ";
      print(select.getTrueValue(), 0, depth + 1);
      text += " else ";
      print(select.getFalseValue(), 0, depth + 1);
      return;
    }
    text += functionName(op);
    if (op->getNumOperands() == 0)
      return;
    text += "(";
    llvm::interleave(
        op->getOperands(),
        [&](Value operand) { print(operand, 0, depth + 1); },
        [&] { text += ", "; });
    text += ")";
  }

  std::string finish() {
    if (text.size() > limit) {
      text.resize(limit);
      cut = true;
    }
    return cut ? text + "…" : text;
  }

private:
  static StringRef functionName(Operation *op) {
    StringRef name = op->getName().stripDialect();
    return llvm::StringSwitch<StringRef>(name)
        .Case("absf", "abs")
        .Cases({"maximumf", "maxnumf"}, "max")
        .Cases({"minimumf", "minnumf"}, "min")
        .Case("time", "t")
        .Case("andi", "and")
        .Case("ori", "or")
        .Default(name);
  }

  std::string text;
  size_t limit;
  bool cut = false;
};
} // namespace

std::string describe(Value value, size_t limit) {
  Describer describer(limit);
  describer.print(value, 0, 0);
  return describer.finish();
}

} // namespace neuro::nir
