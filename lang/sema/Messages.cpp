//===- Messages.cpp - How sema names things to its user ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

#include <algorithm>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

std::string sema::withArticle(std::string_view noun) {
  bool vowel = !noun.empty() && std::string_view("aeiou").find(noun[0]) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

static std::string shapeText(const Type &type) {
  auto extent = [](int64_t n) { return n < 0 ? std::string("n") : std::to_string(n); };
  if (type.shape.size() == 1)
    return "vec(" + extent(type.shape[0]) + ")";
  if (type.shape.size() == 2)
    return "mat(" + extent(type.shape[0]) + ", " + extent(type.shape[1]) + ")";
  return "";
}

/// What a value of this type is: the end of "this is …".
std::string Checker::typeText(const Type &type) {
  switch (type.kind) {
  case Type::Unknown:
    return "of unknown type";
  case Type::Real:
  case Type::Int: {
    std::string unit = type.dimension.isDimensionless() ? "" : type.dimension.str();
    if (!type.shape.empty())
      return "a " + shapeText(type) + (unit.empty() ? "" : " of " + unit);
    return unit.empty() ? "a pure number" : "a quantity in " + unit;
  }
  case Type::Bool:
    return "a condition";
  case Type::String:
    return "text";
  case Type::List:
    return "a list";
  case Type::Population:
    return "a population";
  case Type::Projection:
    return "a projection";
  case Type::Series:
    return "a recorded series";
  case Type::Model:
    return "a model";
  case Type::Range:
    return "a range";
  case Type::Distribution:
    return "a distribution";
  case Type::Opaque:
    return "data";
  case Type::Void:
    return "nothing";
  }
  return "";
}

/// What a place asks for: the end of "needs …".
std::string Checker::needText(const Type &type) {
  if (type.kind == Type::Real && type.shape.empty())
    return type.dimension.isDimensionless() ? "a pure number" : type.dimension.str();
  if (type.kind == Type::Int && type.shape.empty())
    return "a whole number";
  return typeText(type);
}

std::string Checker::kindText(const Decl &decl) {
  switch (decl.kind) {
  case Decl::DModule:
    return "module";
  case Decl::DImport:
    return "import";
  case Decl::DConst:
    return "constant";
  case Decl::DFn:
    return "function";
  case Decl::DModel:
    switch (static_cast<const ModelDecl &>(decl).modelKind) {
    case ModelKind::Neuron:
      return "neuron";
    case ModelKind::Receptor:
      return "receptor";
    case ModelKind::Synapse:
      return "synapse";
    case ModelKind::Glia:
      return "glia";
    case ModelKind::Source:
      return "source";
    }
    return "model";
  case Decl::DNetwork:
    return "network";
  case Decl::DExperiment:
    return "experiment";
  case Decl::DParam:
    return "parameter";
  case Decl::DState:
    return "state";
  case Decl::DEdge:
    return "edge state";
  case Decl::DRef:
    return "reference";
  case Decl::DInput:
    return "input";
  case Decl::DHost:
    return "host variable";
  case Decl::DUse:
    return "receptor";
  case Decl::DGate:
    return "gate";
  case Decl::DTrace:
    return "trace";
  case Decl::DLet:
    return "let";
  case Decl::DOde:
    return "equation";
  case Decl::DSpike:
    return "spike condition";
  case Decl::DEvent:
    return "event";
  case Decl::DOn:
    return "event port";
  case Decl::DEvery:
    return "periodic update";
  case Decl::DBound:
    return "bound";
  case Decl::DTie:
    return "tie";
  case Decl::DSolve:
    return "solver";
  case Decl::DCompartment:
    return "compartment";
  case Decl::DCouple:
    return "coupling";
  case Decl::DExpose:
    return "expose";
  case Decl::DPopulation:
    return "population";
  case Decl::DGroup:
    return "group";
  case Decl::DProject:
    return "projection";
  case Decl::DGap:
    return "gap junction";
  case Decl::DFor:
    return "loop variable";
  case Decl::DTable:
    return "table";
  case Decl::DSimulate:
    return "phase";
  case Decl::DData:
    return "data set";
  case Decl::DAssign:
    return "edge value";
  default:
    return "statement";
  }
}

/// The source text of an expression, on one line and not too long.
std::string Checker::text(const Expr &e) {
  if (!e.range.valid())
    return "this";
  const std::string &all = e.range.file->text();
  std::string result;
  for (uint32_t i = e.range.begin; i < e.range.end && i < all.size(); ++i) {
    char c = all[i];
    if (c == '\n' || c == '\t' || c == '\r')
      c = ' ';
    if (c == ' ' && !result.empty() && result.back() == ' ')
      continue;
    result += c;
  }
  if (result.size() > 40) {
    size_t cut = 36;
    while (cut > 0 && (static_cast<unsigned char>(result[cut]) & 0xC0) == 0x80)
      --cut;
    result.resize(cut);
    result += " …";
  }
  return result;
}

/// "'C' is a capacitance (pF), declared here".
std::string Checker::describe(const Decl &decl, const std::string &name) {
  Type type = typeOf(&decl);
  std::string who = quoted(name) + " is ";
  if (type.kind == Type::Real || type.kind == Type::Int) {
    if (!type.shape.empty())
      return who + typeText(type) + ", declared here";
    if (type.dimension.isDimensionless())
      return who + "a pure number, declared here";
    std::string unit = type.dimension.str();
    std::string_view quantity = units::quantityName(type.dimension);
    if (quantity.empty())
      return quoted(name) + " has unit " + unit + ", declared here";
    return who + withArticle(quantity) + " (" + unit + "), declared here";
  }
  if (type.kind == Type::Bool)
    return who + "a condition, declared here";
  return who + withArticle(kindText(decl)) + ", declared here";
}

void Checker::notePlace(Diagnostic &diagnostic, const Decl *decl, std::string message) {
  if (decl && decl->nameRange.valid())
    diagnostic.note(decl->nameRange, std::move(message));
}

namespace {
struct Leaf {
  const Ref *ref;
  std::string name;
};
/// Names in an expression that have a declaration, in order of appearance.
void collectLeaves(const Expr &e, std::vector<Leaf> &leaves) {
  switch (e.kind) {
  case Expr::KName: {
    auto &n = cast<NameExpr>(e);
    if (n.ref.decl)
      leaves.push_back({&n.ref, n.name});
    break;
  }
  case Expr::KMember: {
    auto &m = cast<MemberExpr>(e);
    if (m.ref.decl)
      leaves.push_back({&m.ref, m.name});
    break;
  }
  case Expr::KIndex:
    collectLeaves(*cast<IndexExpr>(e).base, leaves);
    break;
  case Expr::KCall:
    for (const Argument &a : cast<CallExpr>(e).arguments)
      collectLeaves(*a.value, leaves);
    break;
  case Expr::KUnary:
    collectLeaves(*cast<UnaryExpr>(e).operand, leaves);
    break;
  case Expr::KBinary:
    collectLeaves(*cast<BinaryExpr>(e).lhs, leaves);
    collectLeaves(*cast<BinaryExpr>(e).rhs, leaves);
    break;
  case Expr::KConditional:
    collectLeaves(*cast<ConditionalExpr>(e).thenValue, leaves);
    collectLeaves(*cast<ConditionalExpr>(e).elseValue, leaves);
    break;
  default:
    break;
  }
}
} // namespace

/// Says where the variables of an expression were declared. Those with a
/// dimension come first: they are the ones that do not fit.
void Checker::noteLeaves(Diagnostic &diagnostic, const Expr &e, unsigned most) {
  std::vector<Leaf> leaves;
  collectLeaves(e, leaves);
  std::vector<const Decl *> seen;
  for (bool dimensional : {true, false})
    for (const Leaf &leaf : leaves) {
      const Decl *decl = leaf.ref->decl;
      Type type = typeOf(decl);
      // A pure number explains nothing beside a quantity.
      if (!type.isNumber() || seen.size() >= most || !decl->nameRange.valid() ||
          dimensional == type.dimension.isDimensionless() ||
          (!dimensional && !seen.empty()) ||
          std::find(seen.begin(), seen.end(), decl) != seen.end())
        continue;
      bool noted = false;
      for (const Note &n : diagnostic.notes)
        noted |= n.range.begin == decl->nameRange.begin &&
                 n.range.file == decl->nameRange.file;
      if (noted)
        continue;
      seen.push_back(decl);
      diagnostic.note(decl->nameRange, describe(*decl, leaf.name));
    }
}

std::string Checker::withUnit(const Expr &e, const units::Dimension &dimension) {
  auto *negation = dynCast<UnaryExpr>(&e);
  bool negative = negation && negation->op == UnaryExpr::Neg;
  auto *number = dynCast<NumberExpr>(negative ? negation->operand.get() : &e);
  if (!number || !number->unitText.empty() || dimension.isDimensionless())
    return "";
  std::string unit = dimension.str();
  if (unit == "1/ms")
    unit = "Hz"; // what the field says
  else if (unit.find_first_of("*^(") != std::string::npos || unit.compare(0, 2, "1/") == 0)
    unit = "[" + unit + "]";
  return (negative ? "-" : "") + number->text + " " + unit;
}

namespace {
/// The variables of a product with their exponents; false when the term is not
/// a plain product.
struct Power {
  const NameExpr *name;
  int exponent;
};
void collectFactors(const Expr &e, int sign, std::vector<Power> &factors) {
  if (auto *name = dynCast<NameExpr>(&e)) {
    factors.push_back({name, sign});
  } else if (auto *unary = dynCast<UnaryExpr>(&e)) {
    if (unary->op == UnaryExpr::Neg)
      collectFactors(*unary->operand, sign, factors);
  } else if (auto *binary = dynCast<BinaryExpr>(&e)) {
    if (binary->op == BinaryExpr::Mul || binary->op == BinaryExpr::Div) {
      collectFactors(*binary->lhs, sign, factors);
      collectFactors(*binary->rhs, binary->op == BinaryExpr::Div ? -sign : sign, factors);
    }
  }
}
} // namespace

/// A change of one variable that would give `term` the wanted dimension: "did
/// you mean 'tau_m' (ms)?", "divide it by 'tau_m' (ms)?"; empty if there is none.
Checker::Repair Checker::repairOf(const Expr &term, const units::Dimension &wanted,
                                  const Context &ctx) {
  if (!term.type.isNumber() || diagnostics.errorCount() > 200)
    return {};
  units::Dimension excess = term.type.dimension / wanted;
  if (!excess.valid() || excess.isDimensionless() || term.type.dimension.isDimensionless())
    return {};
  if (wanted.isDimensionless())
    return {"divide it by a quantity of its unit, such as 1 " + excess.str(), nullptr};
  // The first declared variable of a dimension that is visible from here.
  auto visible = [&](const units::Dimension &dimension) {
    const Decl *best = nullptr;
    for (Scope *s = ctx.scope; s; s = s->parent)
      for (auto &[name, symbol] : s->names) {
        const Decl *d = symbol.ref.decl;
        if (symbol.ref.kind != Ref::Declaration || !d || d->kind != Decl::DParam)
          continue;
        auto it = declStates.find(d);
        if (it == declStates.end() || it->second.status != Status::Done)
          continue;
        const Type &type = it->second.type;
        if (type.kind != Type::Real || !type.shape.empty() || type.dimension != dimension)
          continue;
        if (!best || (d->nameRange.file == best->nameRange.file &&
                      d->nameRange.begin < best->nameRange.begin))
          best = d;
      }
    return best;
  };
  std::vector<Power> factors;
  collectFactors(term, 1, factors);
  if (factors.size() == 1 && factors[0].name == &term)
    factors.clear(); // to replace the whole term would be no repair
  for (const Power &factor : factors) {
    if (!factor.name->type.isNumber() || factor.name->type.dimension.isDimensionless())
      continue;
    units::Dimension needed =
        factor.name->type.dimension / excess.pow({factor.exponent, 1});
    if (needed.isDimensionless())
      continue;
    if (const Decl *d = visible(needed))
      return {"did you mean " + quoted(d->name) + " (" + needed.str() + ")?", factor.name};
  }
  if (const Decl *d = visible(excess))
    return {"divide it by " + quoted(d->name) + " (" + excess.str() + ")?", nullptr};
  units::Dimension lack = units::Dimension() / excess;
  if (const Decl *d = visible(lack))
    return {"multiply it by " + quoted(d->name) + " (" + lack.str() + ")?", nullptr};
  return {};
}
