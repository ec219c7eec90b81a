//===- ConstEval.cpp - Values known before instantiation ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/ConstEval.h"

#include <algorithm>
#include <cmath>

using namespace neuro;
using namespace neuro::ast;

namespace {
constexpr unsigned maxDepth = 1000;

class Evaluator {
public:
  explicit Evaluator(const ConstEnv &env) : env(env), budget(env.budget) {}

  std::optional<double> evaluate(const Expr &e) {
    if (budget == 0 || depth >= maxDepth)
      return std::nullopt;
    --budget;
    ++depth;
    auto result = visit(e);
    --depth;
    return result;
  }

private:
  const ConstEnv &env;
  size_t budget;
  unsigned depth = 0;
  /// Arguments of the functions being evaluated, innermost last.
  struct Frame {
    const FnDecl *function;
    std::vector<double> arguments;
  };
  std::vector<Frame> frames;
  /// Declarations already evaluated in this call, so that a chain of constants
  /// each used twice costs no more than its length.
  std::map<const Decl *, std::optional<double>> known;

  std::optional<double> visit(const Expr &e) {
    switch (e.kind) {
    case Expr::KNumber: {
      auto &n = cast<NumberExpr>(e);
      return n.unit.toCoherent(n.value);
    }
    case Expr::KBool:
      return cast<BoolExpr>(e).value ? 1 : 0;
    case Expr::KName:
      return reference(cast<NameExpr>(e).ref);
    case Expr::KMember:
      return cast<MemberExpr>(e).ref.base ? std::nullopt
                                          : reference(cast<MemberExpr>(e).ref);
    case Expr::KIndex: {
      const Expr *element = entry(e);
      return element ? evaluate(*element) : std::nullopt;
    }
    case Expr::KCall:
      return call(cast<CallExpr>(e));
    case Expr::KUnary: {
      auto &u = cast<UnaryExpr>(e);
      auto x = evaluate(*u.operand);
      if (!x)
        return x;
      return u.op == UnaryExpr::Neg ? -*x : *x == 0 ? 1.0 : 0.0;
    }
    case Expr::KBinary:
      return binary(cast<BinaryExpr>(e));
    case Expr::KCompare:
      return compare(cast<CompareExpr>(e));
    case Expr::KInRange: {
      auto &r = cast<InRangeExpr>(e);
      auto x = evaluate(*r.value), lo = evaluate(*r.low), hi = evaluate(*r.high);
      if (!x || !lo || !hi)
        return std::nullopt;
      return *x >= *lo && *x < *hi ? 1 : 0;
    }
    case Expr::KLogical: {
      auto &l = cast<LogicalExpr>(e);
      auto a = evaluate(*l.lhs);
      if (!a)
        return a;
      if ((*a != 0) == (l.op == LogicalExpr::Or))
        return *a != 0 ? 1 : 0;
      auto b = evaluate(*l.rhs);
      if (!b)
        return b;
      return *b != 0 ? 1 : 0;
    }
    case Expr::KConditional: {
      auto &c = cast<ConditionalExpr>(e);
      auto condition = evaluate(*c.condition);
      if (!condition)
        return condition;
      return evaluate(*condition != 0 ? *c.thenValue : *c.elseValue);
    }
    case Expr::KString:
    case Expr::KList:
    case Expr::KRange:
      return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<double> reference(const Ref &ref) {
    switch (ref.kind) {
    case Ref::Constant:
      return ref.value;
    case Ref::Dt:
      return env.dt;
    case Ref::Argument:
      return argument(ref.decl);
    case Ref::LoopVariable:
    case Ref::Declaration:
      return declaration(ref.decl);
    default:
      return std::nullopt;
    }
  }

  std::optional<double> argument(const Decl *decl) {
    if (frames.empty())
      return std::nullopt;
    const Frame &frame = frames.back();
    for (size_t i = 0; i < frame.arguments.size(); ++i)
      if (frame.function->parameters[i].get() == decl)
        return frame.arguments[i];
    return std::nullopt;
  }

  std::optional<double> declaration(const Decl *decl) {
    if (auto it = env.values.find(decl); it != env.values.end())
      return it->second;
    if (auto it = known.find(decl); it != known.end())
      return it->second;
    const Expr *value = nullptr;
    if (auto *constant = dynCast<ConstDecl>(decl))
      value = constant->value.get();
    else if (auto *let = dynCast<LetDecl>(decl))
      value = let->value.get();
    else if (decl && decl->kind == Decl::DParam && !decl->isList &&
             env.parameterDefaults) {
      auto *param = static_cast<const VarDecl *>(decl);
      if (!param->drawn)
        value = param->value.get();
    }
    if (!value)
      return std::nullopt;
    known[decl] = std::nullopt; // a definition by itself has no value
    // A definition does not see the arguments of the function that uses it.
    std::vector<Frame> outer;
    outer.swap(frames);
    auto result = evaluate(*value);
    outer.swap(frames);
    known[decl] = result;
    return result;
  }

  /// The element of a table that `p[a][b]` or `p[a, b]` denotes; null when the
  /// base is no constant list or a subscript is outside it.
  const Expr *entry(const Expr &e) {
    if (auto *index = dynCast<IndexExpr>(&e)) {
      const Expr *base = entry(*index->base);
      for (const ExprPtr &subscript : index->subscripts) {
        auto *list = dynCast<ListExpr>(base);
        auto at = list ? evaluate(*subscript) : std::nullopt;
        if (!at || !(*at >= 0) || *at >= double(list->elements.size()) ||
            *at != std::floor(*at))
          return nullptr;
        base = list->elements[size_t(*at)].get();
      }
      return base;
    }
    if (auto *list = dynCast<ListExpr>(&e))
      return list;
    const Ref *ref = nullptr;
    if (auto *name = dynCast<NameExpr>(&e))
      ref = &name->ref;
    else if (auto *member = dynCast<MemberExpr>(&e))
      ref = &member->ref;
    if (!ref || ref->kind != Ref::Declaration || ++links > maxDepth)
      return nullptr;
    if (auto *table = dynCast<TableDecl>(ref->decl))
      return entry(*table->value);
    if (auto *constant = dynCast<ConstDecl>(ref->decl))
      return entry(*constant->value);
    if (auto *let = dynCast<LetDecl>(ref->decl))
      return entry(*let->value);
    return nullptr;
  }
  unsigned links = 0;

  std::optional<double> binary(const BinaryExpr &b) {
    auto x = evaluate(*b.lhs), y = evaluate(*b.rhs);
    if (!x || !y)
      return std::nullopt;
    switch (b.op) {
    case BinaryExpr::Add:
      return *x + *y;
    case BinaryExpr::Sub:
      return *x - *y;
    case BinaryExpr::Mul:
      return *x * *y;
    case BinaryExpr::Div:
      return *x / *y;
    case BinaryExpr::Pow:
      return std::pow(*x, *y);
    }
    return std::nullopt;
  }

  std::optional<double> compare(const CompareExpr &c) {
    auto x = evaluate(*c.lhs), y = evaluate(*c.rhs);
    if (!x || !y)
      return std::nullopt;
    bool result = false;
    switch (c.op) {
    case CompareExpr::Lt:
      result = *x < *y;
      break;
    case CompareExpr::Le:
      result = *x <= *y;
      break;
    case CompareExpr::Gt:
      result = *x > *y;
      break;
    case CompareExpr::Ge:
      result = *x >= *y;
      break;
    case CompareExpr::Eq:
      result = *x == *y;
      break;
    case CompareExpr::Ne:
      result = *x != *y;
      break;
    }
    return result ? 1 : 0;
  }

  std::optional<double> call(const CallExpr &c) {
    std::vector<double> args;
    for (const Argument &a : c.arguments) {
      auto x = a.name.empty() ? evaluate(*a.value) : std::nullopt;
      if (!x)
        return std::nullopt;
      args.push_back(*x);
    }
    if (c.function) {
      auto *fn = static_cast<const FnDecl *>(c.function);
      if (args.size() != fn->parameters.size() || !fn->body)
        return std::nullopt;
      frames.push_back({fn, std::move(args)});
      auto result = evaluate(*fn->body);
      frames.pop_back();
      return result;
    }
    auto *name = dynCast<NameExpr>(c.callee.get());
    return name ? builtin(name->name, args) : std::nullopt;
  }

  static std::optional<double> builtin(const std::string &name,
                                       const std::vector<double> &a) {
    if (name == "min" || name == "max") {
      if (a.empty())
        return std::nullopt;
      return name == "min" ? *std::min_element(a.begin(), a.end())
                           : *std::max_element(a.begin(), a.end());
    }
    if (name == "mod" && a.size() == 2) // the sign of the divisor, as in Python
      return a[0] - a[1] * std::floor(a[0] / a[1]);
    if (name == "clip" && a.size() == 3)
      return std::min(std::max(a[0], a[1]), a[2]);
    if (a.size() != 1)
      return std::nullopt;
    double x = a[0];
    if (name == "exp")
      return std::exp(x);
    if (name == "log")
      return std::log(x);
    if (name == "log10")
      return std::log10(x);
    if (name == "sqrt")
      return std::sqrt(x);
    if (name == "abs")
      return std::abs(x);
    if (name == "floor")
      return std::floor(x);
    if (name == "ceil")
      return std::ceil(x);
    if (name == "round")
      return std::round(x);
    if (name == "sign")
      return x > 0 ? 1 : x < 0 ? -1 : 0;
    if (name == "sin")
      return std::sin(x);
    if (name == "cos")
      return std::cos(x);
    if (name == "tan")
      return std::tan(x);
    if (name == "tanh")
      return std::tanh(x);
    if (name == "atan")
      return std::atan(x);
    if (name == "sigmoid")
      return 1 / (1 + std::exp(-x));
    if (name == "exprelr")
      return x == 0 ? 1 : x / std::expm1(x);
    if (name == "heaviside")
      return x >= 0 ? 1 : 0;
    return std::nullopt;
  }
};
} // namespace

std::optional<double> neuro::evaluateConstant(const Expr &expr, const ConstEnv &env) {
  return Evaluator(env).evaluate(expr);
}

namespace {
struct Bounds {
  double low, high, step;
};
} // namespace

static std::optional<Bounds> bounds(const RangeExpr &range, const ConstEnv &env) {
  auto low = evaluateConstant(*range.low, env), high = evaluateConstant(*range.high, env);
  std::optional<double> step = 1.0;
  if (range.step)
    step = evaluateConstant(*range.step, env);
  if (!low || !high || !step || !std::isfinite(*low) || !std::isfinite(*high) ||
      !std::isfinite(*step) || *step == 0)
    return std::nullopt;
  return Bounds{*low, *high, *step};
}

/// Steps of a range; a bound reached up to rounding counts as reached, so
/// `0..1 step 0.1` has ten values.
static double count(const Bounds &b) {
  double steps = (b.high - b.low) / b.step;
  double nearest = std::round(steps);
  if (std::abs(steps - nearest) <= 1e-9 * std::max(1.0, std::abs(steps)))
    steps = nearest;
  return std::max(0.0, std::ceil(steps));
}

std::optional<double> neuro::rangeCount(const Expr &range, const ConstEnv &env) {
  if (auto *list = dynCast<ListExpr>(&range))
    return double(list->elements.size());
  auto *r = dynCast<RangeExpr>(&range);
  auto b = r ? bounds(*r, env) : std::nullopt;
  if (!b)
    return std::nullopt;
  return count(*b);
}

std::optional<std::vector<double>>
neuro::evaluateRange(const Expr &range, const ConstEnv &env, size_t limit) {
  std::vector<double> values;
  if (auto *list = dynCast<ListExpr>(&range)) {
    if (list->elements.size() > limit)
      return std::nullopt;
    for (const ExprPtr &element : list->elements) {
      auto value = evaluateConstant(*element, env);
      if (!value)
        return std::nullopt;
      values.push_back(*value);
    }
    return values;
  }
  auto *r = dynCast<RangeExpr>(&range);
  auto b = r ? bounds(*r, env) : std::nullopt;
  if (!b)
    return std::nullopt;
  double n = count(*b);
  if (n > double(limit))
    return std::nullopt;
  values.reserve(size_t(n));
  for (size_t i = 0; i < size_t(n); ++i)
    values.push_back(b->low + double(i) * b->step);
  return values;
}
