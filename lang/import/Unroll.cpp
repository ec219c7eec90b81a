//===- Unroll.cpp - Loops of experiments whose variable chooses elements
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elements of the network are known by name before it is built, but a loop of an
// experiment is counted while it runs. So a loop whose variable stands in a
// selection, as k does in rate(Y[k]) or a.Y[0..k].spikes, is written out once for
// each of its values; all others stay loops.
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/ast/Printer.h"
#include "lang/ast/Walk.h"

#include <cmath>
#include <cstdio>

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

bool Importer::mentions(const ast::Expr &e, const llvm::DenseSet<const ast::Decl *> &names) {
  return ast::anyExpr(&e, [&](const ast::Expr &part) {
    auto *name = ast::dynCast<ast::NameExpr>(&part);
    return name && names.contains(name->ref.decl);
  });
}

/// Passes of all loops that are written out: each has operations of its own.
static constexpr size_t maxPasses = 65536;

/// Adds the definitions of the block that follow from what `names` already holds.
static void addDependent(const ast::Block &block, llvm::DenseSet<const ast::Decl *> &names) {
  for (const ast::DeclPtr &item : block.items) {
    if (auto *let = ast::dynCast<ast::LetDecl>(item.get())) {
      if (let->value && Importer::mentions(*let->value, names))
        names.insert(let);
    } else if (auto *loop = ast::dynCast<ast::ForDecl>(item.get())) {
      if (loop->range && Importer::mentions(*loop->range, names))
        names.insert(loop);
      addDependent(loop->body, names);
    } else if (auto *sweep = ast::dynCast<ast::SweepDecl>(item.get())) {
      addDependent(sweep->body, names);
    } else if (auto *present = ast::dynCast<ast::PresentDecl>(item.get())) {
      addDependent(present->body, names);
    }
  }
}

const ast::Expr *Importer::selectionBy(const ast::ForDecl &loop,
                                       llvm::DenseSet<const ast::Decl *> &names) {
  names.insert(&loop);
  addDependent(loop.body, names);
  const ast::Expr *found = nullptr;
  auto look = [&](const ast::Expr &e) {
    auto *index = ast::dynCast<ast::IndexExpr>(&e);
    if (!found && index &&
        (index->base->type.kind == ast::Type::Population || !index->components.empty()) &&
        llvm::any_of(index->subscripts,
                     [&](const ast::ExprPtr &s) { return mentions(*s, names); }))
      found = index;
  };
  // The walk may replace what it visits, which this one does not.
  ast::forEachExpr(const_cast<ast::Block &>(loop.body),
                   [&](ast::ExprPtr &e) { ast::forEachExpr(e.get(), look); });
  return found;
}

/// Puts the component that the loops passed through choose in place of `m[k]`.
LogicalResult Importer::chooseComponents(ast::ExprPtr &e, SmallVectorImpl<Chosen> &chosen) {
  auto *index = ast::dynCast<ast::IndexExpr>(e.get());
  if (!index || index->components.empty()) {
    LogicalResult result = success();
    ast::forEachPart(*e, [&](ast::ExprPtr &part) {
      if (succeeded(result))
        result = chooseComponents(part, chosen);
    });
    return result;
  }
  size_t k = 0;
  for (size_t axis = 0; axis < index->subscripts.size(); ++axis) {
    auto value = evaluateConstant(*index->subscripts[axis], env);
    if (!value)
      return success(); // an inner loop chooses
    const double extent = static_cast<double>(index->extents[axis]);
    if (!(*value >= 0) || *value >= extent || *value != std::floor(*value)) {
      char text[32];
      std::snprintf(text, sizeof text, "%.10g", *value);
      return error(index->range) << "index " << text << " of " << ast::print(*index)
                                 << " is not one of the " << index->extents[axis]
                                 << " components 0.." << index->extents[axis];
    }
    k = k * static_cast<size_t>(index->extents[axis]) + static_cast<size_t>(*value);
  }
  ast::ExprPtr whole = std::move(e);
  e = std::move(index->components[k]);
  chosen.push_back({&e, std::move(whole), k});
  // A component may itself hold others: m[k + 0] of Y[k].
  return chooseComponents(e, chosen);
}

LogicalResult Importer::withComponents(const ast::Block &block,
                                       llvm::function_ref<LogicalResult()> import) {
  // The tree is as it was when this returns.
  SmallVector<Chosen> chosen;
  LogicalResult result = success();
  ast::forEachExpr(const_cast<ast::Block &>(block), [&](ast::ExprPtr &e) {
    if (succeeded(result))
      result = chooseComponents(e, chosen);
  });
  if (succeeded(result))
    result = import();
  for (Chosen &one : llvm::reverse(chosen)) {
    auto &index = static_cast<ast::IndexExpr &>(*one.whole);
    index.components[one.component] = std::move(*one.place);
    *one.place = std::move(one.whole);
  }
  return result;
}

LogicalResult Importer::unroll(const ast::ForDecl &loop, const ast::Expr &selection,
                               const llvm::DenseSet<const ast::Decl *> &names) {
  const ast::ListExpr *list = listOf(*loop.range);
  auto values = evaluateRange(list ? static_cast<const ast::Expr &>(*list) : *loop.range, env);
  if (!values)
    return error(loop.range->range)
           << "'" << loop.name << "' chooses elements in " << ast::print(selection)
           << ", so its values must be known when the program is compiled: run it over "
              "constants, such as 0..4";
  llvm::DenseSet<const ast::Decl *> outer = unrolled;
  unrolled.insert(names.begin(), names.end());
  LogicalResult result = success();
  for (double value : *values) {
    env.values[&loop] = value;
    if (++passes > maxPasses)
      return error(loop.range->range)
             << "'" << loop.name << "' chooses elements in " << ast::print(selection)
             << ", so the loop is written out, but that makes more than " << maxPasses
             << " passes of loops: select elements by a slice or a measure of all";
    result = withComponents(loop.body, [&] { return experimentStatements(loop.body); });
    if (failed(result))
      break;
  }
  env.values.erase(&loop);
  unrolled = std::move(outer);
  return result;
}

/// Puts numbers where whole numbers are known from unrolled loops.
static void substitute(const ast::Expr &of, ast::ExprPtr &copy,
                       const llvm::DenseSet<const ast::Decl *> &names, const ConstEnv &env) {
  if (!Importer::mentions(of, names))
    return;
  auto value = of.type.kind == ast::Type::Range ? std::nullopt : evaluateConstant(of, env);
  if (value && of.type.dimension.isDimensionless() && of.type.kind != ast::Type::Bool &&
      *value == std::floor(*value) && *value >= 0 && *value < 1e15) {
    auto number = std::make_unique<ast::NumberExpr>();
    number->value = *value;
    number->isInteger = true;
    number->text = std::to_string(static_cast<int64_t>(*value));
    copy = std::move(number);
    return;
  }
  llvm::SmallVector<const ast::Expr *> parts;
  ast::forEachPart(of, [&](const ast::Expr &part) { parts.push_back(&part); });
  size_t next = 0;
  ast::forEachPart(*copy, [&](ast::ExprPtr &part) {
    if (next < parts.size())
      substitute(*parts[next++], part, names, env);
  });
}

std::string Importer::shown(const ast::Expr &e) {
  // What is nothing but such a value keeps its name: k = 2.
  if (unrolled.empty() || !mentions(e, unrolled) || evaluateConstant(e, env))
    return ast::print(e);
  ast::ExprPtr copy = ast::clone(&e);
  substitute(e, copy, unrolled, env);
  return ast::print(*copy);
}
