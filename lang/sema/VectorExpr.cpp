//===- VectorExpr.cpp - One component of a checked expression ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/VectorExpr.h"

#include <cmath>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

/// Definitions that lean on each other may be deeper than any text; and a product
/// of matrices of matrices is larger.
static constexpr unsigned maxDepth = 1000;
static constexpr size_t maxNodes = 4u << 20;
/// Components of one vector or matrix.
static constexpr int64_t maxComponents = 4096;

int64_t sema::componentCount(const Shape &shape) {
  int64_t count = 1;
  for (int64_t extent : shape)
    count *= extent;
  return count;
}

Index sema::subscriptsOf(const Shape &shape, int64_t k) {
  Index index(shape.size());
  for (size_t axis = shape.size(); axis-- > 0;) {
    index[axis] = k % shape[axis];
    k /= shape[axis];
  }
  return index;
}

std::string sema::componentName(const std::string &name, const Index &index) {
  if (index.empty())
    return name;
  std::string text = name + "[";
  for (size_t axis = 0; axis < index.size(); ++axis)
    text += (axis ? ", " : "") + std::to_string(index[axis]);
  return text + "]";
}

// --- Nodes ---------------------------------------------------------------------------

ExprPtr sema::numberExpr(SourceRange range, double value) {
  auto number = std::make_unique<NumberExpr>();
  number->range = range;
  number->value = std::fabs(value);
  number->type = Type::real();
  if (value >= 0)
    return number;
  auto minus = std::make_unique<UnaryExpr>();
  minus->range = range;
  minus->operand = std::move(number);
  minus->type = Type::real();
  return minus;
}

ExprPtr sema::binaryExpr(SourceRange range, BinaryExpr::Op op, ExprPtr lhs, ExprPtr rhs,
                         const units::Dimension &dimension) {
  auto result = std::make_unique<BinaryExpr>();
  result->range = range;
  result->op = op;
  result->lhs = std::move(lhs);
  result->rhs = std::move(rhs);
  result->type = Type::real(dimension);
  return result;
}

ExprPtr sema::nameExpr(SourceRange range, const Decl &decl, const Type &type) {
  auto name = std::make_unique<NameExpr>();
  name->range = range;
  name->name = decl.name;
  name->ref.kind = Ref::Declaration;
  name->ref.decl = &decl;
  name->type = type;
  name->type.shape.clear();
  return name;
}

static const std::string &calleeName(const CallExpr &e) {
  static const std::string none;
  auto *name = dynCast<NameExpr>(e.callee.get());
  return name ? name->name : none;
}

ExprPtr VectorExpr::error(const Expr &at, std::string message, std::string help) {
  if (!failed)
    diagnostics.error(Code::E0909, at.range, std::move(message)).suggest(std::move(help));
  failed = true;
  return nullptr;
}

bool VectorExpr::involves(const Expr *e) {
  if (!e)
    return false;
  if (e->type.isNumber() && !e->type.shape.empty())
    return true;
  auto any = [](const std::vector<ExprPtr> &list) {
    for (const ExprPtr &x : list)
      if (involves(x.get()))
        return true;
    return false;
  };
  switch (e->kind) {
  case Expr::KIndex:
    return involves(cast<IndexExpr>(*e).base.get()) || any(cast<IndexExpr>(*e).subscripts);
  case Expr::KCall: {
    auto &call = cast<CallExpr>(*e);
    if (!call.function && (calleeName(call) == "dot" || calleeName(call) == "sum"))
      return e->type.kind != Type::Series;
    for (const Argument &a : call.arguments)
      if (involves(a.value.get()))
        return true;
    return false;
  }
  case Expr::KList:
    return any(cast<ListExpr>(*e).elements);
  case Expr::KUnary:
    return involves(cast<UnaryExpr>(*e).operand.get());
  case Expr::KBinary:
    return involves(cast<BinaryExpr>(*e).lhs.get()) || involves(cast<BinaryExpr>(*e).rhs.get());
  case Expr::KCompare:
    return involves(cast<CompareExpr>(*e).lhs.get()) ||
           involves(cast<CompareExpr>(*e).rhs.get());
  case Expr::KLogical:
    return involves(cast<LogicalExpr>(*e).lhs.get()) ||
           involves(cast<LogicalExpr>(*e).rhs.get());
  case Expr::KInRange:
    return involves(cast<InRangeExpr>(*e).value.get()) ||
           involves(cast<InRangeExpr>(*e).low.get()) ||
           involves(cast<InRangeExpr>(*e).high.get());
  case Expr::KConditional:
    return involves(cast<ConditionalExpr>(*e).condition.get()) ||
           involves(cast<ConditionalExpr>(*e).thenValue.get()) ||
           involves(cast<ConditionalExpr>(*e).elseValue.get());
  case Expr::KRange:
    return involves(cast<RangeExpr>(*e).low.get()) || involves(cast<RangeExpr>(*e).high.get());
  default:
    return false;
  }
}

// --- Shapes --------------------------------------------------------------------------

std::optional<int64_t> VectorExpr::sizeOf(const Expr &e) {
  auto value = evaluateConstant(e, env);
  if (!value) {
    error(e, "the size of a vector must be known when the program is compiled",
          "give a number, or a parameter of the model whose value is a number");
    return std::nullopt;
  }
  if (!(*value >= 1) || *value != std::floor(*value) || *value > maxComponents) {
    error(e, "a vector has 1 to " + std::to_string(maxComponents) + " components");
    return std::nullopt;
  }
  return static_cast<int64_t>(*value);
}

std::optional<Shape> VectorExpr::declaredShape(const VarDecl &var) {
  if (var.type.shape.empty() || !var.type.isNumber())
    return Shape();
  Shape shape;
  if (var.typeSpec && !var.typeSpec->isUnit) {
    for (size_t axis = 0; axis < var.type.shape.size(); ++axis) {
      auto extent = axis < var.typeSpec->arguments.size()
                        ? sizeOf(*var.typeSpec->arguments[axis])
                        : std::nullopt;
      if (!extent)
        return std::nullopt;
      shape.push_back(*extent);
    }
  } else if (var.value) {
    return shapeOf(*var.value);
  }
  if (componentCount(shape) > maxComponents) {
    if (var.value)
      error(*var.value, "'" + var.name + "' has more than " + std::to_string(maxComponents) +
                            " components");
    failed = true;
    return std::nullopt;
  }
  return shape;
}

std::optional<Shape> VectorExpr::shapeOf(const Expr &e) {
  if (failed)
    return std::nullopt;
  if (depth >= maxDepth || ++nodes > maxNodes) {
    error(e, "definitions of vectors are nested too deeply or too large");
    return std::nullopt;
  }
  ++depth;
  auto shape = visitShape(e);
  --depth;
  return shape;
}

std::optional<Shape> VectorExpr::visitShape(const Expr &e) {
  auto widest = [&](const Expr &a, const Expr &b) -> std::optional<Shape> {
    auto x = shapeOf(a), y = shapeOf(b);
    if (!x || !y)
      return std::nullopt;
    if (!x->empty() && !y->empty() && *x != *y) {
      error(e, "the sizes of these vectors differ");
      return std::nullopt;
    }
    return x->empty() ? y : x;
  };
  switch (e.kind) {
  case Expr::KName:
  case Expr::KMember: {
    const Ref &ref = e.kind == Expr::KName ? cast<NameExpr>(e).ref : cast<MemberExpr>(e).ref;
    if (auto found = known.find(ref.decl); found != known.end())
      return found->second.shape;
    if (e.kind == Expr::KMember && ends && e.type.isNumber() && !e.type.shape.empty())
      if (const Components *of = ends(cast<MemberExpr>(e)))
        return of->shape;
    if (auto *constant = dynCast<ConstDecl>(ref.decl); constant && constant->value)
      return shapeOf(*constant->value);
    if (auto *let = dynCast<LetDecl>(ref.decl); let && let->value && !let->type.shape.empty())
      return shapeOf(*let->value);
    if (auto *table = dynCast<TableDecl>(ref.decl); table && table->value)
      return shapeOf(*table->value);
    if (e.type.isNumber() && !e.type.shape.empty()) {
      error(e, "this vector is not executed here",
            "use its components, x[0], x[1], …, or a model that declares it");
      return std::nullopt;
    }
    return Shape();
  }
  case Expr::KIndex: {
    auto &index = cast<IndexExpr>(e);
    auto shape = shapeOf(*index.base);
    if (!shape || shape->size() < index.subscripts.size())
      return shape ? std::optional(Shape()) : shape;
    return Shape(shape->begin() + static_cast<int64_t>(index.subscripts.size()), shape->end());
  }
  case Expr::KCall: {
    auto &c = cast<CallExpr>(e);
    const std::string &callee = calleeName(c);
    if (c.function || callee == "dot" || callee == "sum")
      return Shape();
    if ((callee == "legendre_A" || callee == "legendre_B") && !c.arguments.empty()) {
      auto d = sizeOf(*c.arguments[0].value);
      if (!d)
        return std::nullopt;
      return callee == "legendre_A" ? Shape{*d, *d} : Shape{*d};
    }
    Shape result;
    for (const Argument &a : c.arguments) {
      if (!a.value->type.isNumber() || a.value->type.shape.empty())
        continue;
      auto shape = shapeOf(*a.value);
      if (!shape)
        return shape;
      if (!result.empty() && !shape->empty() && *shape != result) {
        error(e, "the sizes of these vectors differ");
        return std::nullopt;
      }
      if (!shape->empty())
        result = *shape;
    }
    return result;
  }
  case Expr::KList: {
    auto &list = cast<ListExpr>(e);
    Shape shape{static_cast<int64_t>(list.elements.size())};
    if (list.elements.empty())
      return shape;
    auto inner = shapeOf(*list.elements[0]);
    if (!inner)
      return inner;
    for (const ExprPtr &element : list.elements)
      if (auto other = shapeOf(*element); !other || *other != *inner) {
        error(*element, "the rows of a matrix have one length");
        return std::nullopt;
      }
    shape.insert(shape.end(), inner->begin(), inner->end());
    return shape;
  }
  case Expr::KUnary:
    return shapeOf(*cast<UnaryExpr>(e).operand);
  case Expr::KBinary: {
    auto &b = cast<BinaryExpr>(e);
    auto x = shapeOf(*b.lhs), y = x ? shapeOf(*b.rhs) : x;
    if (!y)
      return y;
    if (b.op == BinaryExpr::Mul && x->size() == 2 && !y->empty()) {
      if ((*x)[1] != (*y)[0]) {
        error(e, "a matrix of " + std::to_string((*x)[1]) + " columns times " +
                     std::to_string((*y)[0]) + " rows");
        return std::nullopt;
      }
      return y->size() == 1 ? Shape{(*x)[0]} : Shape{(*x)[0], (*y)[1]};
    }
    return widest(*b.lhs, *b.rhs);
  }
  case Expr::KConditional:
    return widest(*cast<ConditionalExpr>(e).thenValue, *cast<ConditionalExpr>(e).elseValue);
  default:
    return Shape();
  }
}

Index VectorExpr::indexInto(const Expr &value, const Shape &shape, int64_t k) {
  auto own = shapeOf(value);
  if (!own || own->empty())
    return {};
  if (*own != shape)
    error(value, "there are " + std::to_string(componentCount(*own)) + " values for " +
                     std::to_string(componentCount(shape)) + " components");
  return subscriptsOf(shape, k);
}

// --- Components ------------------------------------------------------------------------

ExprPtr VectorExpr::part(const Expr &e, const Index &index) {
  if (failed)
    return nullptr;
  if (depth >= maxDepth || ++nodes > maxNodes)
    return error(e, "definitions of vectors are nested too deeply or too large");
  ++depth;
  ExprPtr result = visit(e, index);
  --depth;
  if (result) {
    result->range = e.range;
    result->parenthesised = e.parenthesised;
  }
  return result;
}

template <typename T> static std::unique_ptr<T> like(const T &e) {
  auto copy = std::make_unique<T>();
  copy->type = e.type;
  copy->type.shape.clear();
  return copy;
}

ExprPtr VectorExpr::visit(const Expr &e, const Index &index) {
  auto both = [&](auto &from) -> ExprPtr {
    auto copy = like(from);
    copy->op = from.op;
    copy->lhs = part(*from.lhs, index);
    copy->rhs = copy->lhs ? part(*from.rhs, index) : nullptr;
    return copy->rhs ? std::move(copy) : nullptr;
  };
  switch (e.kind) {
  case Expr::KNumber: {
    auto &from = cast<NumberExpr>(e);
    auto copy = like(from);
    copy->value = from.value;
    copy->isInteger = from.isInteger;
    copy->text = from.text;
    copy->unitText = from.unitText;
    copy->bracketed = from.bracketed;
    copy->unit = from.unit;
    return copy;
  }
  case Expr::KString: {
    auto copy = like(cast<StringExpr>(e));
    copy->value = cast<StringExpr>(e).value;
    return copy;
  }
  case Expr::KBool: {
    auto copy = like(cast<BoolExpr>(e));
    copy->value = cast<BoolExpr>(e).value;
    return copy;
  }
  case Expr::KName:
    return name(e, cast<NameExpr>(e).ref, index);
  case Expr::KMember:
    return name(e, cast<MemberExpr>(e).ref, index);
  case Expr::KIndex: {
    auto &from = cast<IndexExpr>(e);
    if (from.base->type.kind == Type::List || !involves(from.base.get())) {
      auto copy = like(from);
      copy->base = part(*from.base, {});
      for (const ExprPtr &s : from.subscripts)
        copy->subscripts.push_back(part(*s, {}));
      return failed ? nullptr : std::move(copy);
    }
    auto shape = shapeOf(*from.base);
    auto fixed = shape ? subscripts(from, *shape) : std::nullopt;
    if (!fixed)
      return nullptr;
    fixed->insert(fixed->end(), index.begin(), index.end());
    return part(*from.base, *fixed);
  }
  case Expr::KCall:
    return call(cast<CallExpr>(e), index);
  case Expr::KList: {
    auto &list = cast<ListExpr>(e);
    if (!index.empty()) {
      if (index[0] >= static_cast<int64_t>(list.elements.size()))
        return error(e, "there are fewer values than components");
      return part(*list.elements[static_cast<size_t>(index[0])],
                  Index(index.begin() + 1, index.end()));
    }
    auto copy = std::make_unique<ListExpr>();
    copy->type = e.type;
    for (const ExprPtr &element : list.elements)
      copy->elements.push_back(part(*element, {}));
    return failed ? nullptr : std::move(copy);
  }
  case Expr::KUnary: {
    auto &from = cast<UnaryExpr>(e);
    auto copy = like(from);
    copy->op = from.op;
    copy->operand = part(*from.operand, index);
    return copy->operand ? std::move(copy) : nullptr;
  }
  case Expr::KBinary:
    if (cast<BinaryExpr>(e).op == BinaryExpr::Mul)
      return product(cast<BinaryExpr>(e), index);
    return both(cast<BinaryExpr>(e));
  case Expr::KCompare:
    return both(cast<CompareExpr>(e));
  case Expr::KLogical:
    return both(cast<LogicalExpr>(e));
  case Expr::KInRange: {
    auto &from = cast<InRangeExpr>(e);
    auto copy = like(from);
    copy->value = part(*from.value, index);
    copy->low = part(*from.low, index);
    copy->high = part(*from.high, index);
    return failed ? nullptr : std::move(copy);
  }
  case Expr::KConditional: {
    auto &from = cast<ConditionalExpr>(e);
    auto copy = like(from);
    copy->condition = part(*from.condition, {});
    copy->thenValue = part(*from.thenValue, index);
    copy->elseValue = part(*from.elseValue, index);
    return failed ? nullptr : std::move(copy);
  }
  case Expr::KRange: {
    auto &from = cast<RangeExpr>(e);
    auto copy = std::make_unique<RangeExpr>();
    copy->type = e.type;
    copy->low = part(*from.low, index);
    copy->high = part(*from.high, index);
    if (from.step)
      copy->step = part(*from.step, index);
    return failed ? nullptr : std::move(copy);
  }
  }
  return nullptr;
}

ExprPtr VectorExpr::name(const Expr &e, const Ref &ref, const Index &index) {
  const Components *of = nullptr;
  if (auto found = known.find(ref.decl); found != known.end())
    of = &found->second;
  else if (e.kind == Expr::KMember && ends && e.type.isNumber() && !e.type.shape.empty())
    of = ends(cast<MemberExpr>(e));
  if (of && index.size() == of->shape.size()) {
    int64_t k = 0;
    for (size_t axis = 0; axis < index.size(); ++axis) {
      if (index[axis] < 0 || index[axis] >= of->shape[axis])
        return error(e, "the sizes of these vectors differ");
      k = k * of->shape[axis] + index[axis];
    }
    const Decl &decl = *of->parts[static_cast<size_t>(k)];
    if (auto *member = dynCast<MemberExpr>(&e)) {
      auto copy = like(*member);
      copy->base = part(*member->base, {});
      copy->name = decl.name;
      copy->nameRange = member->nameRange;
      copy->ref = ref;
      copy->ref.decl = &decl;
      return copy->base ? std::move(copy) : nullptr;
    }
    return nameExpr(e.range, decl, e.type);
  }
  if (of && !of->shape.empty())
    return error(e, "a vector cannot stand here for a number");
  if (!index.empty() && e.type.kind != Type::Unknown && e.type.isNumber() &&
      !e.type.shape.empty()) {
    // A constant, or a let whose text stands for it.
    const Expr *value = nullptr;
    if (auto *constant = dynCast<ConstDecl>(ref.decl))
      value = constant->value.get();
    else if (auto *let = dynCast<LetDecl>(ref.decl))
      value = let->value.get();
    else if (auto *table = dynCast<TableDecl>(ref.decl))
      value = table->value.get();
    if (!value)
      return error(e, "this vector is not executed here");
    return part(*value, index);
  }
  if (!index.empty() && e.type.kind == Type::List) {
    const Expr *value = nullptr;
    if (auto *constant = dynCast<ConstDecl>(ref.decl))
      value = constant->value.get();
    else if (auto *table = dynCast<TableDecl>(ref.decl))
      value = table->value.get();
    if (value)
      return part(*value, index);
  }
  if (auto *name = dynCast<NameExpr>(&e)) {
    auto copy = like(*name);
    copy->type = e.type;
    copy->name = name->name;
    copy->ref = name->ref;
    return copy;
  }
  auto &member = cast<MemberExpr>(e);
  auto copy = like(member);
  copy->type = e.type;
  copy->base = part(*member.base, {});
  copy->name = member.name;
  copy->nameRange = member.nameRange;
  copy->ref = member.ref;
  return copy->base ? std::move(copy) : nullptr;
}

std::optional<Index> VectorExpr::subscripts(const IndexExpr &e, const Shape &shape) {
  Index index;
  for (size_t axis = 0; axis < e.subscripts.size(); ++axis) {
    auto value = evaluateConstant(*e.subscripts[axis], env);
    if (!value) {
      error(*e.subscripts[axis], "the index of a vector must be known when the program is "
                                 "compiled");
      return std::nullopt;
    }
    if (axis >= shape.size() || *value != std::floor(*value) || *value < 0 ||
        *value >= static_cast<double>(shape[axis])) {
      error(*e.subscripts[axis],
            "index " + std::to_string(static_cast<int64_t>(std::clamp(*value, -1e9, 1e9))) +
                " is outside a vector of " +
                std::to_string(axis < shape.size() ? shape[axis] : 0));
      return std::nullopt;
    }
    index.push_back(static_cast<int64_t>(*value));
  }
  return index;
}

/// Matrix products sum over the inner index, first one first; everything else is
/// component by component.
ExprPtr VectorExpr::product(const BinaryExpr &e, const Index &index) {
  auto x = shapeOf(*e.lhs), y = x ? shapeOf(*e.rhs) : x;
  if (!y)
    return nullptr;
  auto times = [&](ExprPtr a, ExprPtr b) -> ExprPtr {
    if (!a || !b)
      return nullptr;
    return binaryExpr(e.range, BinaryExpr::Mul, std::move(a), std::move(b), e.type.dimension);
  };
  if (x->size() != 2 || y->empty() || index.empty())
    return times(part(*e.lhs, x->empty() ? Index() : index),
                 part(*e.rhs, y->empty() ? Index() : index));
  ExprPtr sum;
  for (int64_t k = 0; k < (*x)[1]; ++k) {
    Index right{k};
    right.insert(right.end(), index.begin() + 1, index.end());
    ExprPtr term = times(part(*e.lhs, {index[0], k}), part(*e.rhs, right));
    if (!term)
      return nullptr;
    sum = sum ? binaryExpr(e.range, BinaryExpr::Add, std::move(sum), std::move(term),
                           e.type.dimension)
              : std::move(term);
  }
  return sum;
}

// --- Calls -----------------------------------------------------------------------------

/// Voelker, Kajić and Eliasmith (2019), equation 2, counted from 0:
/// A_ij = (2i + 1) * (-1 if i < j, else (-1)^(i - j + 1)), B_i = (2i + 1)*(-1)^i.
static double legendreA(int64_t i, int64_t j) {
  double sign = i < j || (i - j) % 2 == 0 ? -1 : 1;
  return sign * static_cast<double>(2 * i + 1);
}
static double legendreB(int64_t i) {
  return (i % 2 == 0 ? 1.0 : -1.0) * static_cast<double>(2 * i + 1);
}

ExprPtr VectorExpr::call(const CallExpr &e, const Index &index) {
  const std::string &callee = calleeName(e);
  if (!e.function) {
    if (callee == "legendre_A" && index.size() == 2)
      return numberExpr(e.range, legendreA(index[0], index[1]));
    if (callee == "legendre_B" && index.size() == 1)
      return numberExpr(e.range, legendreB(index[0]));
    if (callee == "dot")
      return dot(e);
    if (callee == "sum" && e.type.kind != Type::Series && e.arguments.size() == 1 &&
        e.arguments[0].value->type.kind != Type::Series)
      return sum(e);
  }
  if (e.function)
    for (const Argument &a : e.arguments)
      if (a.value->type.isNumber() && !a.value->type.shape.empty())
        return error(*a.value, "a function of vectors is not executed yet",
                     "write the expression out where it is used");
  return copyCall(e, e.function ? Index() : index);
}

ExprPtr VectorExpr::copyCall(const CallExpr &e, const Index &index) {
  auto copy = like(e);
  copy->type = e.type;
  if (e.type.isNumber())
    copy->type.shape.clear();
  copy->callee = part(*e.callee, {});
  copy->function = e.function;
  for (const Argument &a : e.arguments) {
    bool list = a.value->type.kind == Type::List;
    ExprPtr value = part(*a.value, list ? Index() : index);
    if (!value)
      return nullptr;
    copy->arguments.push_back({a.name, a.nameRange, std::move(value)});
  }
  return copy->callee ? std::move(copy) : nullptr;
}

const Components *VectorExpr::spreadOf(const Expr &e, int64_t size) {
  auto *name = dynCast<NameExpr>(&e);
  return name && spread && name->ref.decl ? spread(name->ref.decl, size) : nullptr;
}

ExprPtr VectorExpr::dot(const CallExpr &e) {
  if (e.arguments.size() != 2)
    return error(e, "'dot' takes two vectors");
  const Expr *side[2] = {e.arguments[0].value.get(), e.arguments[1].value.get()};
  Shape shape[2];
  for (int s : {0, 1}) {
    auto found = shapeOf(*side[s]);
    if (!found)
      return nullptr;
    shape[s] = *found;
  }
  int64_t size = shape[0].size() == 1 ? shape[0][0] : shape[1].size() == 1 ? shape[1][0] : 0;
  const Components *spreads[2] = {};
  for (int s : {0, 1})
    if (shape[s].empty() && size > 0)
      spreads[s] = spreadOf(*side[s], size);
  for (int s : {0, 1})
    if (size == 0 || (shape[s] != Shape{size} && !spreads[s]))
      return error(*side[s], "'dot' needs two vectors of one size");
  ExprPtr sum;
  for (int64_t k = 0; k < size; ++k) {
    ExprPtr factor[2];
    for (int s : {0, 1}) {
      factor[s] = spreads[s] ? nameExpr(side[s]->range,
                                        *spreads[s]->parts[static_cast<size_t>(k)],
                                        side[s]->type)
                             : part(*side[s], {k});
      if (!factor[s])
        return nullptr;
    }
    ExprPtr term = binaryExpr(e.range, BinaryExpr::Mul, std::move(factor[0]),
                              std::move(factor[1]), e.type.dimension);
    sum = sum ? binaryExpr(e.range, BinaryExpr::Add, std::move(sum), std::move(term),
                           e.type.dimension)
              : std::move(term);
  }
  return sum;
}

ExprPtr VectorExpr::sum(const CallExpr &e) {
  const Expr &value = *e.arguments[0].value;
  auto shape = shapeOf(value);
  if (!shape)
    return nullptr;
  ExprPtr sum;
  for (int64_t k = 0; k < componentCount(*shape); ++k) {
    ExprPtr term = part(value, subscriptsOf(*shape, k));
    if (!term)
      return nullptr;
    sum = sum ? binaryExpr(e.range, BinaryExpr::Add, std::move(sum), std::move(term),
                           e.type.dimension)
              : std::move(term);
  }
  return sum ? std::move(sum) : numberExpr(e.range, 0);
}
