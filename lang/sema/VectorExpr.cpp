//===- VectorExpr.cpp - One component of a checked expression ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/VectorExpr.h"

#include "lang/ast/Walk.h"

#include <cmath>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

/// Definitions that lean on each other may be deeper than any text; and a product
/// of matrices of matrices is larger.
static constexpr unsigned maxDepth = 1000;
static constexpr size_t maxNodes = 1u << 20;
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

const std::string &sema::calleeName(const CallExpr &e) {
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

bool VectorExpr::involves(const Expr *e) const {
  return anyExpr(e, [&](const Expr &x) {
    if (x.type.isNumber() && !x.type.shape.empty())
      return true;
    if (auto *call = dynCast<CallExpr>(&x)) {
      if (!call->function)
        return (calleeName(*call) == "dot" || calleeName(*call) == "sum") &&
               x.type.kind != Type::Series;
      auto [body, fresh] = bodies.emplace(call->function, false);
      if (fresh)
        body->second = involves(static_cast<const FnDecl *>(call->function)->body.get());
      return body->second;
    }
    if (auto *name = dynCast<NameExpr>(&x))
      return componentsOf(x, name->ref) != nullptr;
    if (auto *member = dynCast<MemberExpr>(&x))
      return componentsOf(x, member->ref) != nullptr || bases.count(member->ref.base) != 0;
    return false;
  });
}

// --- Names -----------------------------------------------------------------------------

const Components *VectorExpr::componentsOf(const Expr &e, const Ref &ref) const {
  if (auto *member = dynCast<MemberExpr>(&e); member && members)
    if (const Components *found = members(*member))
      return found;
  auto found = ref.decl ? known.find(ref.decl) : known.end();
  return found == known.end() ? nullptr : &found->second;
}

/// What a parameter of the function being written out stands for.
const Expr *VectorExpr::argumentOf(const Expr &e) const {
  auto *name = frame ? dynCast<NameExpr>(&e) : nullptr;
  if (!name)
    return nullptr;
  auto found = frame->arguments.find(name->ref.decl);
  return found == frame->arguments.end() ? nullptr : found->second;
}

VectorExpr::Frame VectorExpr::frameOf(const CallExpr &e) const {
  auto &function = static_cast<const FnDecl &>(*e.function);
  Frame inner;
  inner.outer = frame;
  for (size_t i = 0; i < function.parameters.size(); ++i)
    inner.arguments[function.parameters[i].get()] =
        i < e.arguments.size() ? e.arguments[i].value.get() : function.parameters[i]->value.get();
  return inner;
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
    if (const Expr *argument = argumentOf(e)) {
      const Frame *inner = frame;
      frame = inner->outer;
      auto shape = shapeOf(*argument);
      frame = inner;
      return shape;
    }
    const Ref &ref = e.kind == Expr::KName ? cast<NameExpr>(e).ref : cast<MemberExpr>(e).ref;
    if (const Components *of = componentsOf(e, ref))
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
    if (c.function) {
      Frame inner = frameOf(c);
      frame = &inner;
      auto &function = static_cast<const FnDecl &>(*c.function);
      auto shape = function.body ? shapeOf(*function.body) : Shape();
      frame = inner.outer;
      return shape;
    }
    if (callee == "dot" || callee == "sum")
      return Shape();
    if ((callee == "legendre_A" || callee == "legendre_B") && !c.arguments.empty()) {
      auto d = sizeOf(*c.arguments[0].value);
      if (!d)
        return std::nullopt;
      return callee == "legendre_A" ? Shape{*d, *d} : Shape{*d};
    }
    Shape result;
    for (const Argument &a : c.arguments) {
      if (a.value->type.kind == Type::List || a.value->type.kind == Type::String)
        continue; // choice([…])
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
  case Expr::KConditional: {
    auto &c = cast<ConditionalExpr>(e);
    auto values = widest(*c.thenValue, *c.elseValue);
    auto condition = values ? shapeOf(*c.condition) : values;
    if (!condition)
      return condition;
    return values->empty() ? condition : values;
  }
  // A condition of a vector is found in functions of numbers that are taken of each
  // of its elements.
  case Expr::KCompare:
    return widest(*cast<CompareExpr>(e).lhs, *cast<CompareExpr>(e).rhs);
  case Expr::KLogical:
    return widest(*cast<LogicalExpr>(e).lhs, *cast<LogicalExpr>(e).rhs);
  case Expr::KInRange: {
    auto &r = cast<InRangeExpr>(e);
    auto shape = widest(*r.value, *r.low);
    auto high = shape ? shapeOf(*r.high) : shape;
    return high && shape->empty() ? high : shape;
  }
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
    if (!from.components.empty())
      return chosenByLoop(from, from.extents, [&](const Index &, size_t k) {
        return part(*from.components[k], index);
      });
    if (from.base->type.kind == Type::List ||
        (!involves(from.base.get()) && !argumentOf(*from.base))) {
      auto copy = like(from);
      copy->base = part(*from.base, {});
      for (const ExprPtr &s : from.subscripts)
        copy->subscripts.push_back(part(*s, {}));
      return failed ? nullptr : std::move(copy);
    }
    auto shape = shapeOf(*from.base);
    if (shape && shape->size() >= from.subscripts.size() && !isConstant(from)) {
      const Shape extents(shape->begin(),
                          shape->begin() + static_cast<int64_t>(from.subscripts.size()));
      return chosenByLoop(from, extents, [&](const Index &chosen, size_t) {
        Index all = chosen;
        if (all.size() < shape->size())
          all.insert(all.end(), index.begin(), index.end());
        return part(*from.base, all);
      });
    }
    auto fixed = shape ? subscripts(from, *shape) : std::nullopt;
    if (!fixed)
      return nullptr;
    if (fixed->size() < shape->size()) // otherwise it is a number for all components
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
    copy->condition = part(*from.condition, index);
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

/// True if a loop variable decides the expression, by itself or through a definition.
static bool leansOnLoop(const Expr &e, unsigned depth = 0) {
  return depth < 100 && anyExpr(&e, [&](const Expr &part) {
    auto *name = dynCast<NameExpr>(&part);
    if (!name)
      return false;
    auto *let = dynCast<LetDecl>(name->ref.decl);
    return name->ref.kind == Ref::LoopVariable ||
           (let && let->value && leansOnLoop(*let->value, depth + 1));
  });
}

/// False where the variable of a loop that is yet to be written out decides a subscript.
bool VectorExpr::isConstant(const IndexExpr &e) const {
  for (const ExprPtr &s : e.subscripts)
    if (!evaluateConstant(*s, env) && leansOnLoop(*s))
      return false;
  return true;
}

/// `m[k]` with all components that `k` may choose.
ExprPtr VectorExpr::chosenByLoop(
    const IndexExpr &e, const Shape &extents,
    const std::function<ExprPtr(const Index &chosen, size_t k)> &component) {
  auto copy = like(e);
  copy->extents = extents;
  for (int64_t k = 0; k < componentCount(extents); ++k) {
    ExprPtr one = component(subscriptsOf(extents, k), static_cast<size_t>(k));
    if (!one)
      return nullptr;
    one->type = copy->type;
    copy->components.push_back(std::move(one));
  }
  copy->base = clone(e.base.get()); // to be printed: it means nothing any more
  for (const ExprPtr &s : e.subscripts)
    copy->subscripts.push_back(part(*s, {}));
  return failed ? nullptr : std::move(copy);
}

ExprPtr VectorExpr::name(const Expr &e, const Ref &ref, const Index &index) {
  if (const Expr *argument = argumentOf(e)) {
    const Frame *inner = frame;
    frame = inner->outer;
    ExprPtr value = part(*argument, index);
    frame = inner;
    return value;
  }
  const Components *of = componentsOf(e, ref);
  if (of && of->shape.empty() && !index.empty())
    return name(e, ref, {});
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
      if (ref.decl)
        copy->ref.decl = &decl;
      if (auto base = bases.find(ref.base); base != bases.end())
        copy->ref.base = base->second;
      return copy->base ? std::move(copy) : nullptr;
    }
    return nameExpr(e.range, decl, e.type);
  }
  if (of && !of->shape.empty())
    return error(e, "a vector cannot stand here for a number",
                 "name one of its components: " + componentName("x", subscriptsOf(of->shape, 0)));
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
  if (auto base = bases.find(member.ref.base); base != bases.end())
    copy->ref.base = base->second;
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
  // Every row would draw its own.
  for (const Expr *side : {e.lhs.get(), e.rhs.get()})
    if (anyExpr(side, [](const Expr &part) {
          auto *call = dynCast<CallExpr>(&part);
          return call && !call->function && calleeName(*call) == "white";
        }))
      return error(*side, "white noise cannot be multiplied by a matrix: each component of the "
                          "product would have noise of its own, not shares of the same",
                   "give noise to states of their own, and multiply the matrix by those");
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
