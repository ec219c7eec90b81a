//===- Positions.cpp - Layouts and what reads them -------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

#include <cmath>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

void Checker::checkLayout(PopulationDecl &population, const Context &ctx) {
  Expr &layout = *population.layout;
  auto *call = dynCast<CallExpr>(&layout);
  auto *name = dynCast<NameExpr>(call ? call->callee.get() : &layout);
  const Builtin *builtin = !name ? nullptr
                           : call ? findLayout(*call)
                                  : findBuiltin(name->name, Place::Layout);
  if (!builtin) {
    auto &d = diagnostics.error(Code::E0418, layout.range, "unknown layout " + quoted(text(layout)));
    auto near = name ? nearest(name->name, builtinNames(Place::Layout)) : std::string_view();
    d.suggest(near.empty() ? "grid(nx, ny, nz, pitch), grid(nx, ny, pitch), box(lx, ly, lz), "
                             "box(lx, ly), ring(radius) or file(\"positions.csv\")"
                           : "did you mean " + quoted(std::string(near)) + "?");
    return;
  }
  if (!call) {
    diagnostics
        .error(Code::E0206, layout.range, quoted(name->name) + " needs its arguments")
        .suggest("it is written " + builtin->usage());
    return;
  }
  Type common;
  size_t before = diagnostics.errorCount();
  checkArguments(*call, *builtin, ctx, common);
  if (diagnostics.errorCount() != before)
    return;
  // Lengths are positive, and a grid has a place for every element.
  double places = 1;
  size_t position = 0;
  auto signature = builtin->signature();
  for (const Argument &a : call->arguments) {
    Parameter parameter = signature[std::min(position, signature.size() - 1)];
    if (a.name.empty())
      ++position;
    else
      for (const Parameter &p : signature)
        if (p.name == a.name)
          parameter = p;
    auto value = evaluateConstant(*a.value, {});
    if (!value) {
      if (parameter.kind == "1")
        places = NAN;
      continue;
    }
    bool count = parameter.kind == "1";
    if (parameter.kind == "string")
      continue;
    if (!(*value > 0) || (count && *value != std::floor(*value))) {
      diagnostics.error(Code::E0432, a.value->range,
                        quoted(std::string(parameter.name)) + " of " + quoted(name->name) +
                            (count ? " is a number of places: 1, 2, …"
                                   : " must be a positive length"));
      return;
    }
    if (count)
      places *= *value;
  }
  if (name->name != "grid" || population.shape.empty())
    return;
  double elements = 1;
  for (const ExprPtr &extent : population.shape) {
    auto n = evaluateConstant(*extent, {});
    elements *= n ? *n : NAN;
  }
  if (std::isnan(elements) || std::isnan(places) || elements == places)
    return;
  auto whole = [](double x) { return std::to_string(static_cast<int64_t>(x)); };
  if (elements > 1e15 || places > 1e15)
    return; // refused for its size elsewhere
  diagnostics
      .error(Code::E0432, layout.range,
             "this grid has " + whole(places) + " places, but " + quoted(population.name) +
                 " has " + whole(elements) + " elements")
      .suggest("a grid holds one element at each place: give " + quoted(population.name) + " " +
               whole(places) + " elements, or use box(…)");
}

bool Checker::requirePositions(SourceRange at, const std::string &what, const Elements *elements) {
  if (!elements)
    return true;
  for (const PopulationDecl *part : elements->parts) {
    if (part->layout)
      continue;
    auto &d = diagnostics.error(Code::E0431, at,
                                what + " needs positions, but the elements of " +
                                    quoted(part->name) + " have none");
    notePlace(d, part, quoted(part->name) + " is declared here");
    d.suggest("say where they stand, for instance: population " + part->name +
              ": … at box(1 mm, 1 mm, 1 mm)");
    return false;
  }
  return true;
}

Type Checker::checkCoordinate(MemberExpr &e, const Elements *elements, bool post) {
  int axis = e.name == "x" ? 0 : e.name == "y" ? 1 : e.name == "z" ? 2 : -1;
  if (axis < 0) {
    diagnostics
        .error(Code::E0113, e.nameRange, "a position has no " + quoted(e.name))
        .suggest("its coordinates are x, y and z");
    return {};
  }
  if (!requirePositions(e.range, quoted(text(e)), elements))
    return {};
  e.ref.kind = Ref::Coordinate;
  e.ref.index = axis;
  e.ref.value = post;
  return Type::real(units::Dimension::of(units::Length));
}
