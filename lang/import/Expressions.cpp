//===- Expressions.cpp - Checked expressions to values
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/sema/Builtins.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

/// Nested `let`s and functions may be deeper than any text.
static constexpr unsigned maxDepth = 2000;

static bool isReal(Value value) { return value && isa<nir::QuantityType>(value.getType()); }
static units::Dimension dimensionOf(Value value) {
  return cast<nir::QuantityType>(value.getType()).getDimension();
}

Value Importer::convert(const ast::Expr &e) {
  if (tooLarge)
    return {};
  if (depth >= maxDepth) {
    error(e.range) << "definitions are nested too deeply";
    return {};
  }
  ++depth;
  Value value = visit(e);
  --depth;
  return value;
}

Value Importer::visit(const ast::Expr &e) {
  switch (e.kind) {
  case ast::Expr::KNumber:
    return number(ast::cast<ast::NumberExpr>(e), 1);
  case ast::Expr::KBool: {
    // There is no literal of conditions: 0 = 0 or 0 = 1.
    Value zero = constant(e.range, 0, units::Dimension());
    Value other = constant(e.range, ast::cast<ast::BoolExpr>(e).value ? 0 : 1,
                           units::Dimension());
    return create<nir::CmpOp>(e.range, str("eq"), zero, other);
  }
  case ast::Expr::KName: {
    auto &n = ast::cast<ast::NameExpr>(e);
    return name(e, n.name, n.ref);
  }
  case ast::Expr::KMember:
    return member(ast::cast<ast::MemberExpr>(e));
  case ast::Expr::KIndex: {
    if (auto value = evaluateConstant(e, env))
      return constant(e.range, *value, e.type.dimension);
    if (place == Place::Experiment)
      return index(ast::cast<ast::IndexExpr>(e));
    error(e.range) << "the index of a table must be known when the program is compiled";
    return {};
  }
  case ast::Expr::KCall:
    return call(ast::cast<ast::CallExpr>(e));
  case ast::Expr::KUnary: {
    auto &u = ast::cast<ast::UnaryExpr>(e);
    if (u.op == ast::UnaryExpr::Neg)
      if (auto *literal = ast::dynCast<ast::NumberExpr>(u.operand.get()))
        return number(*literal, -1);
    Value operand = convert(*u.operand);
    if (!operand)
      return {};
    if (u.op == ast::UnaryExpr::Not)
      return create<nir::NotOp>(e.range, operand);
    if (!isNumber(e.range, operand))
      return {};
    return create<nir::NegOp>(e.range, operand);
  }
  case ast::Expr::KBinary:
    return binary(ast::cast<ast::BinaryExpr>(e));
  case ast::Expr::KCompare: {
    static constexpr StringLiteral predicates[] = {"lt", "le", "gt", "ge", "eq", "ne"};
    auto &c = ast::cast<ast::CompareExpr>(e);
    Value lhs = convert(*c.lhs), rhs = lhs ? convert(*c.rhs) : Value();
    return rhs ? compare(e.range, predicates[c.op], lhs, rhs) : Value();
  }
  case ast::Expr::KInRange: {
    auto &r = ast::cast<ast::InRangeExpr>(e);
    Value value = convert(*r.value);
    Value low = value ? convert(*r.low) : Value(), high = low ? convert(*r.high) : Value();
    Value above = high ? compare(e.range, "ge", value, low) : Value();
    Value below = above ? compare(e.range, "lt", value, high) : Value();
    return below ? Value(create<nir::AndOp>(e.range, above, below)) : Value();
  }
  case ast::Expr::KLogical: {
    auto &l = ast::cast<ast::LogicalExpr>(e);
    Value lhs = convert(*l.lhs), rhs = lhs ? convert(*l.rhs) : Value();
    if (!rhs)
      return {};
    if (l.op == ast::LogicalExpr::And)
      return create<nir::AndOp>(e.range, lhs, rhs);
    return create<nir::OrOp>(e.range, lhs, rhs);
  }
  case ast::Expr::KConditional:
    return conditional(ast::cast<ast::ConditionalExpr>(e));
  case ast::Expr::KList:
    if (place == Place::Experiment)
      return list(ast::cast<ast::ListExpr>(e));
    break;
  case ast::Expr::KString:
  case ast::Expr::KRange:
    break;
  }
  error(e.range) << "this is not a number or a condition";
  return {};
}

// --- Literals and names ------------------------------------------------------------

Value Importer::constant(SourceRange range, double value, StringRef unit) {
  auto parsed = units::parseUnit(std::string_view(unit.data(), unit.size()));
  return create<nir::ConstantOp>(range, quantity(parsed ? parsed->dimension : units::Dimension()),
                                 b.getF64FloatAttr(value), str(unit));
}

Value Importer::constant(SourceRange range, double coherent,
                         const units::Dimension &dimension) {
  return create<nir::ConstantOp>(range, quantity(dimension), b.getF64FloatAttr(coherent),
                                 str(dimension.str()));
}

Value Importer::number(const ast::NumberExpr &e, double sign) {
  return create<nir::ConstantOp>(e.range, quantity(e.unit.dimension),
                                 b.getF64FloatAttr(sign * e.value),
                                 str(e.unitText.empty() ? "1" : e.unitText));
}

Value Importer::name(const ast::Expr &e, StringRef text, const ast::Ref &ref) {
  switch (ref.kind) {
  case ast::Ref::Dt:
    return create<nir::DtOp>(e.range, quantity(units::Dimension::of(units::Time)));
  case ast::Ref::Time:
    return create<nir::TimeOp>(e.range, quantity(units::Dimension::of(units::Time)));
  case ast::Ref::Constant:
    return constant(e.range, ref.value, units::Dimension());
  case ast::Ref::Index:
    return create<nir::IndexOp>(e.range, quantity({}), str(ref.index == 0 ? "i" : "j"));
  case ast::Ref::Distance:
    return create<nir::DistanceOp>(e.range, quantity(units::Dimension::of(units::Length)));
  case ast::Ref::LoopVariable:
  case ast::Ref::Argument:
  case ast::Ref::Declaration:
    return declaration(e, text, ref);
  case ast::Ref::Coordinate:
    return create<nir::CoordinateOp>(e.range, quantity(units::Dimension::of(units::Length)),
                                     str(ref.value != 0 ? "j" : "i"),
                                     b.getI64IntegerAttr(ref.index));
  case ast::Ref::Unresolved:
  case ast::Ref::Spikes:
  case ast::Ref::Event:
  case ast::Ref::Phase:
    break;
  case ast::Ref::EventProperty: // of the sample being presented
    return create<nir::MeasureOp>(e.range, quantity({}), str("sample"), FlatSymbolRefAttr(),
                                  str(text), StringAttr(), StringAttr(), FlatSymbolRefAttr(),
                                  StringAttr(), FlatSymbolRefAttr(), StringAttr(), ArrayAttr(),
                                  ValueRange());
  }
  error(e.range) << "'" << text << "' cannot be read here";
  return {};
}

Value Importer::declaration(const ast::Expr &e, StringRef text, const ast::Ref &ref) {
  const ast::Decl *decl = ref.decl;
  if (auto it = locals.find(decl); it != locals.end())
    return it->second;
  if (auto it = slots.find(decl); it != slots.end()) {
    Type type = typeOf(e.type);
    if (type)
      return create<nir::ReadOp>(e.range, type, str(text), b.getI64IntegerAttr(it->second));
  }
  if (auto it = env.values.find(decl); it != env.values.end())
    return constant(e.range, it->second, e.type.dimension);
  // A definition in a synapse is its expression wherever it is read, since an
  // assignment may come in between.
  if (auto *let = ast::dynCast<ast::LetDecl>(decl); let && synapseSource)
    return convert(*let->value);
  // A definition outside models is its expression, once a region.
  const ast::Expr *definition = nullptr;
  if (auto *constant = ast::dynCast<ast::ConstDecl>(decl))
    definition = constant->value.get();
  if (auto *let = ast::dynCast<ast::LetDecl>(decl))
    if (place != Place::Model)
      definition = let->value.get();
  if (definition) {
    Value value = convert(*definition);
    if (value)
      locals[decl] = value;
    return value;
  }
  if (!decl)
    return error(e.range) << "'" << text << "' has no value", Value();
  bool ofNetwork =
      network && llvm::any_of(network->decl->parameters,
                              [&](const auto &param) { return param.get() == decl; });
  Type type = decl->kind == ast::Decl::DGate ? quantity({}) : typeOf(e.type);
  auto get = [&](SymbolRefAttr name) -> Value {
    return create<nir::GetOp>(e.range, type, name);
  };
  if (type && (ofNetwork || place == Place::Model))
    return get(symbol(localName(*decl)));
  // A sweep's variable is the parameter it sweeps.
  if (type && place == Place::Experiment && decl->kind == ast::Decl::DSweep)
    return get(symbol(text));
  // Settings of a projection may read the synapse's parameters.
  if (place == Place::Projection && projection && projection->synapse)
    if (const CheckedModel *synapse = checked(projection->synapse)) {
      // A signal reads what the edge keeps, as it is now.
      auto among = [&](const auto &list) {
        return llvm::any_of(list, [&](const auto *one) { return one == decl; });
      };
      if (inSignal && type &&
          (among(synapse->parameters) || among(synapse->edges) || among(synapse->gates)))
        return get(SymbolRefAttr::get(str("edge"), {symbol(localName(*decl))}));
      for (const ast::VarDecl *param : synapse->parameters)
        if (param->name == decl->name)
          return synapseParameter(*param, e.range);
    }
  if (type && inEdgeInit && decl->kind == ast::Decl::DEdge)
    return get(SymbolRefAttr::get(str("self"), {symbol(decl->name)}));
  if (type && place == Place::Population && decl->kind == ast::Decl::DParam)
    return get(SymbolRefAttr::get(str("self"), {symbol(localName(*decl))}));
  error(e.range) << "'" << text << "' cannot be read here";
  return {};
}

/// "pre" or "post" if that is what a chain of members begins with.
static StringRef endOf(const ast::MemberExpr &e) {
  const ast::Expr *root = e.base.get();
  while (auto *member = ast::dynCast<ast::MemberExpr>(root))
    root = member->base.get();
  StringRef name = nameOf(root);
  return name == "pre" || name == "post" ? name : StringRef();
}

/// A parameter or initial state of an edge's end; a receptor's by its whole name.
Value Importer::endMember(const ast::MemberExpr &e, StringRef end) {
  std::string symbolName = e.name;
  for (const ast::Expr *at = e.base.get(); auto *member = ast::dynCast<ast::MemberExpr>(at);
       at = member->base.get())
    symbolName = member->name + "." + symbolName;
  Type type = typeOf(e.type);
  if (!type || !e.ref.decl) {
    error(e.range) << "'" << end << "." << symbolName << "' cannot be read here";
    return {};
  }
  return create<nir::GetOp>(e.range, type, SymbolRefAttr::get(str(end), {symbol(symbolName)}));
}

Value Importer::member(const ast::MemberExpr &e) {
  if (e.ref.kind == ast::Ref::Coordinate)
    return name(e, e.name, e.ref);
  if (isSynapseEnd(e))
    return synapseEnd(e);
  if (e.ref.kind == ast::Ref::EventProperty)
    return dataField(e);
  if (place == Place::Experiment && e.type.kind == ast::Type::Series)
    return presentValues(e);
  if (place == Place::Projection)
    if (StringRef end = endOf(e); !end.empty())
      return inSignal ? endMember(e) : endMember(e, end);
  // The name of a module changes nothing; a receptor's is part of the symbol.
  if (!e.ref.base)
    return name(e, e.name, e.ref);
  Type type = typeOf(e.type);
  if (type && e.ref.base->kind == ast::Decl::DRef && place == Place::Model)
    return create<nir::GetOp>(e.range, type,
                              SymbolRefAttr::get(str(e.ref.base->name), {symbol(e.name)}));
  bool inside = e.ref.base->kind == ast::Decl::DUse ||
                (e.ref.base->kind == ast::Decl::DCompartment && e.ref.decl);
  if (!type || !inside || (place != Place::Model && place != Place::Population)) {
    error(e.range) << "'" << e.name << "' cannot be read here";
    return {};
  }
  SymbolRefAttr name = memberSymbol(e);
  if (place == Place::Population) {
    SmallVector<FlatSymbolRefAttr> nested{FlatSymbolRefAttr::get(name.getRootReference())};
    llvm::append_range(nested, name.getNestedReferences());
    name = SymbolRefAttr::get(str("self"), nested);
  }
  return create<nir::GetOp>(e.range, type, name);
}

// --- Arithmetic ----------------------------------------------------------------------

bool Importer::isNumber(SourceRange range, Value value) {
  if (isReal(value))
    return true;
  error(range) << "a condition is not a number";
  return false;
}

bool Importer::agree(SourceRange range, Value lhs, Value rhs) {
  if (!isNumber(range, lhs) || !isNumber(range, rhs))
    return false;
  if (lhs.getType() == rhs.getType())
    return true;
  error(range) << lhs.getType() << " and " << rhs.getType() << " do not agree";
  return false;
}

Value Importer::binary(const ast::BinaryExpr &e) {
  if (e.op == ast::BinaryExpr::Pow)
    return power(e);
  Value lhs = convert(*e.lhs), rhs = lhs ? convert(*e.rhs) : Value();
  if (!rhs)
    return {};
  switch (e.op) {
  case ast::BinaryExpr::Add:
    return agree(e.range, lhs, rhs) ? Value(create<nir::AddOp>(e.range, lhs, rhs)) : Value();
  case ast::BinaryExpr::Sub:
    return agree(e.range, lhs, rhs) ? Value(create<nir::SubOp>(e.range, lhs, rhs)) : Value();
  case ast::BinaryExpr::Mul:
  case ast::BinaryExpr::Div:
    if (!isNumber(e.range, lhs) || !isNumber(e.range, rhs))
      return {};
    if (place == Place::Experiment && e.op == ast::BinaryExpr::Mul &&
        e.lhs->type.shape.size() == 2 && !e.rhs->type.shape.empty())
      return arrayFunction(e.range, e.type.dimension, "product", {"a", "b"}, {lhs, rhs});
    if (e.op == ast::BinaryExpr::Mul)
      return create<nir::MulOp>(e.range, lhs, rhs);
    return create<nir::DivOp>(e.range, lhs, rhs);
  case ast::BinaryExpr::Pow:
    break;
  }
  return {};
}

Value Importer::power(const ast::BinaryExpr &e) {
  Value base = convert(*e.lhs);
  if (!base || !isNumber(e.range, base))
    return {};
  if (auto exponent = evaluateConstant(*e.rhs, env))
    return create<nir::PowOp>(e.range, base, *exponent);
  Value exponent = convert(*e.rhs);
  if (!exponent || !isNumber(e.range, exponent))
    return {};
  return create<nir::PowOp>(e.range, base.getType(), base, exponent, FloatAttr());
}

Value Importer::compare(SourceRange range, StringRef predicate, Value lhs, Value rhs) {
  if (!isReal(lhs) && !isReal(rhs)) { // two conditions: equal or not
    Value both = create<nir::AndOp>(range, lhs, rhs);
    Value any = create<nir::OrOp>(range, lhs, rhs);
    Value none = create<nir::NotOp>(range, any);
    Value equal = create<nir::OrOp>(range, both, none);
    return predicate == "ne" ? Value(create<nir::NotOp>(range, equal)) : equal;
  }
  if (!agree(range, lhs, rhs))
    return {};
  return create<nir::CmpOp>(range, str(predicate), lhs, rhs);
}

std::optional<bool> Importer::known(const ast::Expr &condition) {
  if (auto value = evaluateConstant(condition, env))
    return *value != 0;
  return std::nullopt;
}

Value Importer::conditional(const ast::ConditionalExpr &e) {
  // What unrolling decides is decided here, so that no choice is left in the IR.
  if (auto condition = known(*e.condition))
    return convert(*condition ? *e.thenValue : *e.elseValue);
  Value condition = convert(*e.condition);
  Value yes = condition ? convert(*e.thenValue) : Value();
  Value no = yes ? convert(*e.elseValue) : Value();
  if (!no)
    return {};
  if (yes.getType() != no.getType())
    return agree(e.range, yes, no), Value();
  return create<nir::SelectOp>(e.range, condition, yes, no);
}

// --- Calls ---------------------------------------------------------------------------------

Value Importer::call(const ast::CallExpr &e) {
  if (auto *function = ast::dynCast<ast::FnDecl>(e.function))
    return inlineFunction(e, *function);
  StringRef function = nameOf(e.callee.get());
  std::string_view view(function.data(), function.size());
  // min(E.V), sum(v): of one array or of what was recorded.
  bool ofWhole = function == "dot" || function == "sum" ||
                 ((function == "min" || function == "max") && e.arguments.size() == 1);
  if (place == Place::Experiment && (ofWhole || sema::findBuiltin(view, sema::Place::Measure)))
    return measure(e, function);
  if (place == Place::Waveform && sema::findBuiltin(view, sema::Place::Waveform))
    return waveform(e, function);
  if (sema::findBuiltin(view, sema::Place::Math))
    return builtin(e, function);
  if (sema::findBuiltin(view, sema::Place::Distribution))
    return draw(e, function);
  error(e.range) << "'" << function << "' has no value here";
  return {};
}

Value Importer::inlineFunction(const ast::CallExpr &e, const ast::FnDecl &function) {
  std::vector<std::string> names;
  for (const auto &parameter : function.parameters)
    names.push_back(parameter->name);
  auto bound = bindArguments(e, names);
  SmallVector<Value> values;
  for (const auto &parameter : function.parameters) {
    const ast::Expr *argument = bound.lookup(parameter->name);
    if (!argument)
      argument = parameter->value.get();
    Value value = argument ? convert(*argument) : Value();
    if (!value) {
      if (!argument)
        error(e.range) << "argument '" << parameter->name << "' is missing";
      return {};
    }
    values.push_back(value);
  }
  // A call among the arguments may have been of the same function.
  SmallVector<Value> outer;
  for (auto [parameter, value] : llvm::zip_equal(function.parameters, values)) {
    outer.push_back(locals.lookup(parameter.get()));
    locals[parameter.get()] = value;
  }
  Value result = function.body ? convert(*function.body) : Value();
  for (auto [parameter, value] : llvm::zip_equal(function.parameters, outer)) {
    if (value)
      locals[parameter.get()] = value;
    else
      locals.erase(parameter.get());
  }
  return result;
}

Value Importer::builtin(const ast::CallExpr &e, StringRef function) {
  if (function == "white")
    return create<nir::WhiteOp>(e.range,
                                quantity(units::Dimension::of(units::Time).pow({-1, 2})));
  SmallVector<Value> args;
  auto bound = bindArguments(e, function, static_cast<int>(sema::Place::Math));
  const sema::Builtin *signature = sema::findBuiltin(
      std::string_view(function.data(), function.size()), sema::Place::Math);
  for (const sema::Parameter &parameter : signature->signature()) {
    const ast::Expr *argument = bound.lookup(parameter.name);
    if (!argument)
      break;
    Value value = convert(*argument);
    if (!value)
      return {};
    args.push_back(value);
  }
  if (function == "rising" && args.size() == 1)
    return create<nir::RisingOp>(e.range, args.front());
  for (Value arg : args)
    if (!isNumber(e.range, arg))
      return {};
  if (function == "min" || function == "max") {
    Value result = args.empty() ? Value() : args.front();
    for (Value arg : ArrayRef<Value>(args).drop_front(args.empty() ? 0 : 1)) {
      if (!agree(e.range, result, arg))
        return {};
      if (function == "min")
        result = create<nir::MinOp>(e.range, result, arg);
      else
        result = create<nir::MaxOp>(e.range, result, arg);
    }
    return result;
  }
  const nir::Builtin *known = nir::lookupBuiltin(function);
  if (!known || args.size() != known->arity) {
    error(e.range) << "'" << function << "' is not executed yet";
    return {};
  }
  units::Dimension dimension = dimensionOf(args.front());
  if (known->rule == nir::Builtin::Number || known->rule == nir::Builtin::Sign)
    dimension = {};
  else if (known->rule == nir::Builtin::Root)
    dimension = dimension.pow({1, 2});
  return create<nir::CallOp>(e.range, quantity(dimension), str(function), args);
}

Value Importer::draw(const ast::CallExpr &e, StringRef distribution) {
  auto arguments = bindArguments(e, distribution, static_cast<int>(sema::Place::Distribution));
  if (!nir::distributionArity(distribution)) {
    error(e.range) << "the distribution '" << distribution << "' is not executed yet";
    return {};
  }
  SmallVector<Value> args;
  if (distribution == "choice") {
    auto *list = ast::dynCast<ast::ListExpr>(arguments.lookup("values"));
    if (!list)
      return error(e.range) << "'choice' takes a list", Value();
    for (const ast::ExprPtr &element : list->elements)
      args.push_back(convert(*element));
  } else {
    const sema::Builtin *signature = sema::findBuiltin(
        std::string_view(distribution.data(), distribution.size()), sema::Place::Distribution);
    for (const sema::Parameter &parameter : signature->signature()) {
      const ast::Expr *argument = arguments.lookup(parameter.name);
      args.push_back(argument ? convert(*argument) : Value());
    }
  }
  if (args.empty() || llvm::any_of(args, [](Value v) { return !isReal(v); }))
    return {};
  if (distribution == "normal" || distribution == "lognormal") {
    // A standard deviation in percent is relative to the size of the mean.
    auto *literal = ast::dynCast<ast::NumberExpr>(arguments.lookup("sd"));
    bool relative = args[0].getType() != args[1].getType() ||
                    (literal && literal->unitText == "%");
    if (relative) {
      Value size = create<nir::CallOp>(e.range, args[0].getType(), str("abs"), args[0]);
      args[1] = create<nir::MulOp>(e.range, args[1], size);
    }
  }
  return create<nir::DrawOp>(e.range, args.back().getType(), str(distribution), args);
}
