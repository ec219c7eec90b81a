//===- Measures.cpp - Measures, arrays and data of experiments
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/ast/Printer.h"
#include "lang/sema/Builtins.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

/// E, E.V, run.E.V, E + I: not a variable that holds such values.
static bool isElements(const ast::Expr &e) {
  auto *name = ast::dynCast<ast::NameExpr>(&e);
  return e.type.kind == ast::Type::Population ||
         (e.type.kind == ast::Type::Series && !name && e.kind != ast::Expr::KCall);
}

/// mean(order_parameter(O.th)): a function of the elements, recorded over time.
static const ast::CallExpr *recordedFunction(const ast::Expr &e) {
  auto *call = ast::dynCast<ast::CallExpr>(&e);
  bool one = call && call->arguments.size() == 1 && isElements(*call->arguments[0].value);
  StringRef name = one ? nameOf(call->callee.get()) : StringRef();
  return one && name != "max_over_time" && name != "mean_over_time" ? call : nullptr;
}

Value Importer::arrayFunction(SourceRange range, const units::Dimension &dimension,
                              StringRef function, ArrayRef<StringRef> names, ValueRange values) {
  for (Value value : values)
    if (!value || !isNumber(range, value))
      return {};
  return create<nir::MeasureOp>(range, quantity(dimension), str(function), FlatSymbolRefAttr(),
                                StringAttr(), StringAttr(), StringAttr(), FlatSymbolRefAttr(),
                                StringAttr(), FlatSymbolRefAttr(), StringAttr(),
                                names.empty() ? ArrayAttr() : b.getStrArrayAttr(names), values);
}

FlatSymbolRefAttr Importer::labelled(StringRef label) {
  for (auto project : network->op.getBodyBlock().getOps<nir::ProjectOp>())
    if (project.getLabel() == label)
      return symbol(project.getSymName());
  return {};
}

Value Importer::measure(const ast::CallExpr &call, StringRef function) {
  static const sema::Parameter whole[] = {{"of", "*", false}}, product[] = {{"a", "*", false},
                                                                            {"b", "*", false}};
  const sema::Builtin *builtin = sema::findBuiltin(
      std::string_view(function.data(), function.size()), sema::Place::Measure);
  std::vector<sema::Parameter> signature;
  if (builtin)
    signature = builtin->signature();
  else if (function == "dot")
    signature.assign(std::begin(product), std::end(product));
  else
    signature.assign(std::begin(whole), std::end(whole));
  std::vector<std::string> parameters;
  for (const sema::Parameter &parameter : signature)
    parameters.emplace_back(parameter.name);
  auto arguments = bindArguments(call, parameters);

  FlatSymbolRefAttr view, edges, withView;
  StringAttr what, phase, inner, withWhat;
  SmallVector<StringRef> names;
  SmallVector<Value> values;
  for (const sema::Parameter &parameter : signature) {
    const ast::Expr *argument = arguments.lookup(std::string(parameter.name));
    if (!argument)
      continue;
    StringRef name(parameter.name.data(), parameter.name.size());
    bool with = name == "with";
    if (const ast::CallExpr *of = name == "of" ? recordedFunction(*argument) : nullptr) {
      inner = str(nameOf(of->callee.get()));
      argument = of->arguments.front().value.get();
    } else if (!isElements(*argument)) {
      Value value = convert(*argument);
      if (!value || !isNumber(argument->range, value))
        return {};
      names.push_back(name);
      values.push_back(value);
      continue;
    }
    if (auto *member = ast::dynCast<ast::MemberExpr>(argument);
        member && member->base->type.kind == ast::Type::Projection) {
      edges = labelled(nameOf(member->base.get()));
      if (!edges || with)
        return error(argument->range) << "this cannot be measured", Value();
      what = str(member->name);
      continue;
    }
    auto measured = path(*argument);
    if (failed(measured))
      return {};
    if (measured->view.empty())
      return error(argument->range) << "name what is measured in this phase", Value();
    if (measured->member.empty())
      measured->member = "spikes";
    (with ? withView : view) = symbol(measured->view);
    (with ? withWhat : what) = str(measured->member);
    if (!with && !measured->phase.empty())
      phase = str(measured->phase);
  }
  return create<nir::MeasureOp>(call.range, quantity(call.type.dimension), str(function), view,
                                what, inner, phase, edges, StringAttr(), withView, withWhat,
                                names.empty() ? ArrayAttr() : b.getStrArrayAttr(names), values);
}

Value Importer::presentValues(const ast::MemberExpr &e) {
  FlatSymbolRefAttr view, edges;
  std::string what = e.name;
  if (e.base->type.kind == ast::Type::Projection) {
    edges = labelled(nameOf(e.base.get()));
    if (!edges)
      return error(e.range) << "this projection is not known", Value();
  } else {
    auto target = path(e);
    if (failed(target))
      return {};
    if (!target->phase.empty())
      return error(e.range) << "a phase has no values; name a measure of it", Value();
    if (isEvent(*target) || target->member.empty() || target->member == "spikes")
      return error(e.range) << "E0505: '" << target->text()
                            << "' is events and has no value; name a measure of it",
             Value();
    view = symbol(target->view);
    what = target->member;
  }
  return create<nir::MeasureOp>(e.range, quantity(e.type.dimension), str("now"), view, str(what),
                                StringAttr(), StringAttr(), edges, StringAttr(),
                                FlatSymbolRefAttr(), StringAttr(), ArrayAttr(), ValueRange());
}

// --- Arrays ---------------------------------------------------------------------------

Value Importer::index(const ast::IndexExpr &e) {
  Value of = convert(*e.base);
  if (!of)
    return {};
  if (e.subscripts.size() == 1)
    if (auto *range = ast::dynCast<ast::RangeExpr>(e.subscripts.front().get())) {
      Value from = convert(*range->low), until = from ? convert(*range->high) : Value();
      if (!until)
        return {};
      return arrayFunction(e.range, e.type.dimension, "slice", {"of", "from", "until"},
                           {of, from, until});
    }
  // One name an extent: "at0", "at1".
  SmallVector<std::string> names = {"of"};
  SmallVector<Value> values = {of};
  for (const ast::ExprPtr &subscript : e.subscripts) {
    names.push_back("at" + std::to_string(names.size() - 1));
    values.push_back(convert(*subscript));
    if (!values.back())
      return {};
  }
  SmallVector<StringRef> texts(names.begin(), names.end());
  return arrayFunction(e.range, e.type.dimension, "index", texts, values);
}

Value Importer::list(const ast::ListExpr &e) {
  SmallVector<std::string> names;
  SmallVector<Value> values;
  for (const ast::ExprPtr &element : e.elements) {
    names.push_back(std::to_string(names.size()));
    values.push_back(convert(*element));
    if (!values.back())
      return {};
  }
  SmallVector<StringRef> texts(names.begin(), names.end());
  return arrayFunction(e.range, e.type.dimension, "list", texts, values);
}

// --- Data -----------------------------------------------------------------------------

/// The text of a file's name, or of a constant that holds it.
static const ast::StringExpr *textOf(const ast::Expr *e) {
  for (unsigned links = 0; e && links < 100; ++links) {
    if (auto *text = ast::dynCast<ast::StringExpr>(e))
      return text;
    auto *name = ast::dynCast<ast::NameExpr>(e);
    auto *constant = name ? ast::dynCast<ast::ConstDecl>(name->ref.decl) : nullptr;
    auto *let = name ? ast::dynCast<ast::LetDecl>(name->ref.decl) : nullptr;
    e = constant ? constant->value.get() : let ? let->value.get() : nullptr;
  }
  return nullptr;
}

LogicalResult Importer::importDataSet(SourceRange range, StringRef name, const ast::Expr &e) {
  auto *call = ast::dynCast<ast::CallExpr>(&e);
  if (!call)
    return error(e.range) << "a data set is read with idx, npz, csv or events";
  StringRef reader = nameOf(call->callee.get());
  auto arguments = bindArguments(*call, reader, static_cast<int>(sema::Place::Data));
  SmallVector<NamedAttribute> texts;
  for (const auto &argument : arguments) {
    const ast::StringExpr *text = textOf(argument.second);
    if (!text)
      return error(argument.second->range) << "the name of a file or array stands in quotes";
    texts.push_back(b.getNamedAttr(argument.first(), str(text->value)));
  }
  create<nir::DataOp>(range, str(name), str(reader), b.getDictionaryAttr(texts));
  return success();
}

LogicalResult Importer::importData(const ast::DataDecl &data) {
  return importDataSet(data.Decl::range, data.name, *data.value);
}

/// training or training[0..100]: its name, and the range.
static std::pair<StringRef, const ast::RangeExpr *> dataSetOf(const ast::Expr &e) {
  if (auto *index = ast::dynCast<ast::IndexExpr>(&e))
    return {nameOf(index->base.get()),
            ast::dynCast<ast::RangeExpr>(index->subscripts.front().get())};
  return {nameOf(&e), nullptr};
}

LogicalResult Importer::importPresent(const ast::PresentDecl &present) {
  auto [name, range] = dataSetOf(*present.data);
  std::string own;
  if (present.data->kind == ast::Expr::KCall) {
    own = "data set " + std::to_string(++dataSets); // no name of a program has blanks
    name = own;
    if (failed(importDataSet(present.data->range, name, *present.data)))
      return failure();
  }
  auto op = create<nir::PresentOp>(present.Decl::range, str(name));
  if (range && failed(rangeRegion(op.getRange(), *range)))
    return failure();
  if (failed(expression(op.getDuration(), *present.duration)) ||
      (present.gap && failed(expression(op.getGap(), *present.gap))))
    return failure();
  return region(op.getBody(), [&] { return experimentStatements(present.body); });
}

Value Importer::dataField(const ast::MemberExpr &e) {
  auto [name, range] = dataSetOf(*e.base);
  SmallVector<Value> values;
  if (range) {
    values = {convert(*range->low), convert(*range->high)};
    if (!values[0] || !values[1])
      return {};
  }
  return create<nir::MeasureOp>(e.range, quantity({}), str("field"), FlatSymbolRefAttr(),
                                str(e.name), StringAttr(), StringAttr(), FlatSymbolRefAttr(),
                                str(name), FlatSymbolRefAttr(), StringAttr(),
                                range ? b.getStrArrayAttr({"from", "until"}) : ArrayAttr(),
                                values);
}

LogicalResult Importer::importFreeze(const ast::ExprListDecl &freeze) {
  for (const ast::ExprPtr &value : freeze.values) {
    auto *member = ast::dynCast<ast::MemberExpr>(value.get());
    if (member && member->base->type.kind == ast::Type::Projection) {
      FlatSymbolRefAttr edges = labelled(nameOf(member->base.get()));
      if (!edges)
        return error(value->range) << "this projection is not known";
      create<nir::FreezeOp>(value->range, edges, str(member->name));
      continue;
    }
    auto target = path(*value);
    if (failed(target))
      return failure();
    create<nir::FreezeOp>(value->range, symbol(target->view), str(target->member));
  }
  return success();
}
