//===- Views.cpp - What populations, groups and selections are called
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/ast/Printer.h"
#include "lang/ast/Walk.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

FailureOr<Path> Importer::path(const ast::Expr &e) {
  if (!network)
    return error(e.range) << "there is no network here", failure();
  if (auto *name = ast::dynCast<ast::NameExpr>(&e)) {
    Path result;
    if (name->ref.kind == ast::Ref::Phase)
      result.phase = name->name;
    else if (failed(named(name->name, e.range, result)))
      return failure();
    return result;
  }
  if (auto *member = ast::dynCast<ast::MemberExpr>(&e)) {
    auto result = path(*member->base);
    if (failed(result))
      return failure();
    if (result->view.empty()) {
      if (failed(named(member->name, e.range, *result)))
        return failure();
      return result;
    }
    result->member += (result->member.empty() ? "" : ".") + member->name;
    if (StringRef(result->member).ends_with(".spikes"))
      result->member = "spikes"; // a neuron has one kind, whichever compartment says when
    return result;
  }
  if (auto *index = ast::dynCast<ast::IndexExpr>(&e)) {
    auto result = path(*index->base);
    if (failed(result))
      return failure();
    SmallVector<const ast::Expr *> subscripts;
    for (const ast::ExprPtr &subscript : index->subscripts)
      subscripts.push_back(subscript.get());
    if (result->view.empty() || !result->member.empty() || subscripts.empty())
      return error(e.range) << "this is not a selection of elements", failure();
    ArrayRef<const ast::Expr *> rest = subscripts;
    // The first subscript of a family chooses among its members.
    if (result->isFamily && rest.front()->kind == ast::Expr::KRange) {
      if (failed(selectMembers(*result, e.range, *rest.front())))
        return failure();
      rest = rest.drop_front();
    } else if (result->isFamily) {
      Path one;
      one.phase = result->phase;
      if (failed(oneMember(result->view, *rest.front(), one)))
        return failure();
      *result = one;
      rest = rest.drop_front();
    }
    if (!rest.empty() && failed(select(*result, e.range, rest)))
      return failure();
    return result;
  }
  if (auto *sum = ast::dynCast<ast::BinaryExpr>(&e); sum && sum->op == ast::BinaryExpr::Add)
    return sumOf(e);
  return error(e.range) << "this does not name elements of the network", failure();
}

/// `E + I` where a group could stand: a view named by its parts.
FailureOr<Path> Importer::sumOf(const ast::Expr &e) {
  SmallVector<Attribute> parts;
  Elements elements;
  if (failed(groupParts(e, parts, elements.parts)))
    return failure();
  Path result;
  for (Attribute part : parts)
    result.view += (result.view.empty() ? "" : " + ") +
                   cast<FlatSymbolRefAttr>(part).getValue().str();
  result.parts = elements.parts;
  if (network->elements.contains(result.view))
    return result;
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToEnd(&network->op.getBodyBlock());
  create<nir::ViewOp>(e.range, str(result.view), b.getArrayAttr(parts), UnitAttr());
  network->elements[result.view] = std::move(elements);
  return result;
}

LogicalResult Importer::named(StringRef name, SourceRange range, Path &into) {
  if (!network->elements.contains(name)) {
    const ast::GroupDecl *group = network->groups.lookup(name);
    if (auto label = network->labels.find(name); !group && label != network->labels.end()) {
      into.view = label->second.symbol;
      into.projection = label->second.decl;
      return success();
    }
    if (!group)
      return error(range) << "there is no population '" << name << "'";
    if (failed(makeGroup(*group)))
      return failure();
  }
  const Elements &elements = network->elements[name];
  into.view = name.str();
  into.parts = elements.parts;
  into.isFamily = elements.isFamily;
  return success();
}

// --- Groups -------------------------------------------------------------------------

LogicalResult Importer::makeGroup(const ast::GroupDecl &group) {
  if (!network->openGroups.try_emplace(group.name).second)
    return error(group.range) << "group '" << group.name << "' contains itself";
  SmallVector<Attribute> parts;
  Elements elements;
  if (failed(groupParts(*group.value, parts, elements.parts)))
    return failure();
  network->openGroups.erase(group.name);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToEnd(&network->op.getBodyBlock());
  create<nir::ViewOp>(group.range, str(group.name), b.getArrayAttr(parts), UnitAttr());
  network->elements[group.name] = std::move(elements);
  return success();
}

LogicalResult Importer::groupParts(const ast::Expr &e, SmallVectorImpl<Attribute> &parts,
                                   std::vector<const ast::PopulationDecl *> &elements) {
  // Sums lean to the left; take the spine without recursion.
  SmallVector<const ast::Expr *> terms;
  const ast::Expr *at = &e;
  for (auto *sum = ast::dynCast<ast::BinaryExpr>(at); sum && sum->op == ast::BinaryExpr::Add;
       sum = ast::dynCast<ast::BinaryExpr>(at)) {
    terms.push_back(sum->rhs.get());
    at = sum->lhs.get();
  }
  terms.push_back(at);
  for (const ast::Expr *term : llvm::reverse(terms)) {
    auto found = path(*term);
    if (failed(found))
      return failure();
    if (!found->member.empty())
      return error(term->range) << "a group consists of populations";
    parts.push_back(symbol(found->view));
    llvm::append_range(elements, found->parts);
  }
  return success();
}

// --- Selections -----------------------------------------------------------------------

/// Whole numbers as such, other expressions as written.
std::string Importer::subscriptText(const ast::Expr &subscript) {
  if (auto *range = ast::dynCast<ast::RangeExpr>(&subscript)) {
    std::string text = subscriptText(*range->low) + ".." + subscriptText(*range->high);
    if (range->step)
      text += " step " + subscriptText(*range->step);
    return text;
  }
  auto value = evaluateConstant(subscript, env);
  if (value && *value == std::floor(*value) && std::fabs(*value) < 1e15)
    return std::to_string(static_cast<int64_t>(*value));
  return ast::print(subscript);
}

LogicalResult Importer::selectMembers(Path &family, SourceRange range,
                                      const ast::Expr &indices) {
  auto values = evaluateRange(indices, env);
  if (!values || values->empty())
    return error(range) << "members of a family are chosen by a range known when the program "
                           "is compiled";
  std::string name = family.view + "[" + subscriptText(indices) + "]";
  if (!network->elements.contains(name)) {
    Elements elements;
    elements.isFamily = true;
    SmallVector<Attribute> parts;
    for (double value : *values) {
      Path member;
      std::string text = std::to_string(static_cast<int64_t>(value));
      if (failed(named(family.view + "[" + text + "]", range, member)))
        return failure();
      parts.push_back(symbol(member.view));
      llvm::append_range(elements.parts, member.parts);
    }
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(&network->op.getBodyBlock());
    create<nir::ViewOp>(range, str(name), b.getArrayAttr(parts), b.getUnitAttr());
    network->elements[name] = std::move(elements);
  }
  family.view = name;
  family.parts = network->elements[name].parts;
  return success();
}

LogicalResult Importer::oneMember(StringRef family, const ast::Expr &index, Path &into) {
  if (!evaluateConstant(index, env))
    return error(index.range)
           << "which member of family '" << family
           << "' is meant must be known when the program is compiled: choose it by constants "
              "and variables of loops over constants";
  std::string name = (family + "[" + subscriptText(index) + "]").str();
  if (!network->elements.contains(name)) {
    InFlightDiagnostic d = emitError(loc(index.range));
    d << "E0417: family '" << family << "' has no member " << subscriptText(index) << ": it has";
    ArrayRef<Attribute> members = network->families[family];
    for (auto [i, member] : llvm::enumerate(members.take_front(8)))
      d << (i ? ", " : " ") << cast<FlatSymbolRefAttr>(member).getValue();
    return d << (members.size() > 8 ? ", …" : "");
  }
  return named(name, index.range, into);
}

/// What sema could not check, since it looks at the body of a loop once, and what
/// only the run knows, when the elements are long chosen.
LogicalResult Importer::checkSubscripts(const Elements &base,
                                        ArrayRef<const ast::Expr *> subscripts) {
  for (auto [axis, subscript] : llvm::enumerate(subscripts)) {
    const auto *range = ast::dynCast<ast::RangeExpr>(subscript);
    std::optional<double> extent;
    if (base.population && axis < base.population->shape.size())
      extent = evaluateConstant(*base.population->shape[axis], base.env);
    const ast::Expr *low = range ? range->low.get() : subscript;
    const ast::Expr *high = range ? range->high.get() : nullptr;
    for (const ast::Expr *bound : {low, high}) {
      if (!bound)
        continue;
      auto value = evaluateConstant(*bound, env);
      bool running = ast::anyExpr(bound, [&](const ast::Expr &part) {
        auto *name = ast::dynCast<ast::NameExpr>(&part);
        return name && slots.contains(name->ref.decl) && !evaluateConstant(part, env);
      });
      if (!value && running)
        return error(bound->range)
               << "which elements are meant must be known when the network is built: choose "
                  "them by constants, parameters of the network and variables of loops over "
                  "constants";
      if (!value)
        continue;
      bool upper = bound == high;
      if (*value < 0 || *value != std::floor(*value))
        return emitError(loc(bound->range))
               << "E0417: elements are counted by whole numbers from 0, but "
               << ast::print(*bound) << " is " << llvm::formatv("{0:g}", *value).str();
      if (extent && (upper ? *value > *extent : *value >= *extent))
        return emitError(loc(bound->range))
               << "E0417: '" << ast::print(*bound) << "' is " << static_cast<int64_t>(*value)
               << ", but '" << base.population->name << "' has "
               << static_cast<int64_t>(*extent) << " elements";
    }
  }
  return success();
}

LogicalResult Importer::select(Path &of, SourceRange range,
                               ArrayRef<const ast::Expr *> subscripts) {
  std::string name = of.view + "[";
  for (const ast::Expr *subscript : subscripts)
    name += (subscript == subscripts.front() ? "" : ", ") + subscriptText(*subscript);
  name += "]";
  if (!network->elements.contains(name)) {
    if (failed(checkSubscripts(network->elements[of.view], subscripts)))
      return failure();
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(&network->op.getBodyBlock());
    // The network does not know the experiment's variables.
    decltype(slots) outerSlots;
    std::swap(outerSlots, slots);
    Place outerPlace = place;
    place = Place::Network;
    auto op = create<nir::ViewOp>(range, str(name), b.getArrayAttr({symbol(of.view)}),
                                  UnitAttr());
    LogicalResult made =
        selectRegion(op.getRange(), network->elements[of.view], range, subscripts);
    std::swap(outerSlots, slots);
    place = outerPlace;
    if (failed(made))
      return failure();
    network->elements[name].parts = of.parts;
  }
  of.view = name;
  of.isFamily = false;
  return success();
}

LogicalResult Importer::selectRegion(Region &into, const Elements &base, SourceRange range,
                                     ArrayRef<const ast::Expr *> subscripts) {
  size_t dimensions = base.population ? std::max<size_t>(base.population->shape.size(), 1) : 1;
  if (subscripts.size() > dimensions)
    return error(range) << "there are more subscripts than dimensions";
  for (const ast::Expr *subscript : subscripts.drop_back())
    if (subscript->kind == ast::Expr::KRange)
      return error(subscript->range)
             << "a range is executed as the last subscript of a selection only";
  return region(into, [&]() -> LogicalResult {
    auto mul = [&](Value x, Value y) -> Value { return create<nir::MulOp>(range, x, y); };
    auto add = [&](Value x, Value y) -> Value { return create<nir::AddOp>(range, x, y); };
    // Extents are those of the population's declaration.
    SmallVector<Value> extents;
    if (dimensions > 1) {
      ConstEnv outer = env;
      env = base.env;
      for (const ast::ExprPtr &extent : base.population->shape)
        extents.push_back(convert(*extent));
      env = outer;
      if (llvm::any_of(extents, [](Value v) { return !v; }))
        return failure();
    }
    // Row-major: ((s0*n1 + s1)*n2 + low)*stride.
    Value offset;
    for (auto [axis, subscript] : llvm::enumerate(subscripts.drop_back())) {
      Value value = convert(*subscript);
      if (!value)
        return failure();
      offset = offset ? add(offset, value) : value;
      offset = mul(offset, extents[axis + 1]);
    }
    Value low, high, step;
    const ast::Expr &last = *subscripts.back();
    if (auto *bounds = ast::dynCast<ast::RangeExpr>(&last)) {
      low = convert(*bounds->low);
      high = low ? convert(*bounds->high) : Value();
      step = bounds->step && high ? convert(*bounds->step) : Value();
      if (!high || (bounds->step && !step))
        return failure();
    } else {
      low = convert(last);
      if (!low)
        return failure();
      high = add(low, constant(range, 1, units::Dimension()));
    }
    if (offset) {
      low = add(offset, low);
      high = add(offset, high);
    }
    for (size_t axis = subscripts.size(); axis < dimensions; ++axis) {
      if (step)
        return error(range) << "a step is executed in the last dimension only";
      low = mul(low, extents[axis]);
      high = mul(high, extents[axis]);
    }
    SmallVector<Value> values{low, high};
    if (step)
      values.push_back(step);
    return yield(range, values);
  });
}

// --- Members ------------------------------------------------------------------------------

/// The declaration `name` of a model has, if it holds a value.
static const ast::Decl *valueOf(const CheckedModel &model, StringRef name) {
  // A vector as a whole is like its first component, and like it of a matrix.
  auto matches = [&](StringRef item) {
    return item == name || item == (name + "[0]").str() || item == (name + "[0, 0]").str();
  };
  auto in = [&](const auto &items) -> const ast::Decl * {
    for (auto *item : items)
      if (matches(item->name))
        return item;
    return nullptr;
  };
  if (auto *decl = in(model.states))
    return decl;
  if (auto *decl = in(model.lets))
    return decl;
  if (auto *decl = in(model.parameters))
    return decl;
  if (auto *decl = in(model.inputs))
    return decl;
  return in(model.gates);
}

const ast::Decl *Importer::memberOf(const Path &path) {
  if (path.projection) {
    const CheckedModel *synapse =
        path.projection->synapse ? checked(path.projection->synapse) : nullptr;
    auto in = [&](const auto &items) -> const ast::Decl * {
      for (auto *item : items)
        if (item->name == path.member)
          return item;
      return nullptr;
    };
    if (!synapse)
      return nullptr;
    if (auto *edge = in(synapse->edges))
      return edge;
    return in(synapse->parameters);
  }
  const CheckedModel *model = path.parts.empty() ? nullptr : checked(path.parts[0]->model);
  StringRef name = path.member;
  while (model && name.contains('.')) {
    auto [first, rest] = name.split('.');
    const CheckedModel *inner = itemsOf(*model, first);
    for (const ast::UseDecl *use : model->uses)
      if (use->name == first)
        inner = checked(use->model);
    model = inner;
    name = rest;
  }
  return model ? valueOf(*model, name) : nullptr;
}

bool Importer::isEvent(const Path &path) {
  if (path.projection)
    return false;
  if (path.member.empty() || path.member == "spikes")
    return true;
  const CheckedModel *model = path.parts.empty() ? nullptr : checked(path.parts[0]->model);
  StringRef name = path.member;
  auto [compartment, rest] = name.split('.');
  if (const CheckedModel *items = model ? itemsOf(*model, compartment) : nullptr) {
    model = items;
    name = rest;
  }
  return model && llvm::any_of(model->events, [&](const ast::EventDecl *event) {
           return event->name == name;
         });
}

std::string Importer::unitOf(const Path &path) {
  const ast::Decl *decl = memberOf(path);
  if (!decl)
    return "1";
  if (ast::VarDecl::classof(decl->kind))
    return unitOf(*static_cast<const ast::VarDecl *>(decl));
  if (auto *let = ast::dynCast<ast::LetDecl>(decl))
    return unitOf(*let->value);
  return "1";
}
