//===- Times.cpp - The grid of ticks, delays and causality ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

static std::string milliseconds(double value) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.6g ms", value);
  return buffer;
}

/// The ticks with which a network runs: those of its experiments, or 0.1 ms.
std::vector<Checker::Grid> Checker::gridsOf(const NetworkInfo &network) {
  std::vector<Grid> grids;
  for (const DeclPtr &item : program.files[0]->items.items) {
    auto *experiment = dynCast<ExperimentDecl>(item.get());
    if (!experiment || experiment->networkDecl != network.decl)
      continue;
    double dt = 0.1;
    for (const DeclPtr &statement : experiment->body.items)
      if (auto *assign = dynCast<AssignDecl>(statement.get()))
        if (auto *name = dynCast<NameExpr>(assign->target.get()))
          if (name->name == "dt" && assign->value) {
            auto value = evaluateConstant(*assign->value, {});
            dt = value && *value > 0 && std::isfinite(*value) ? *value : 0;
          }
    bool seen = dt == 0;
    for (const Grid &g : grids)
      seen |= g.dt == dt;
    if (!seen)
      grids.push_back({dt, experiment});
  }
  return grids;
}

/// Times of a network against the tick of each experiment on it.
void Checker::checkTimes(NetworkInfo &network) {
  for (const Grid &grid : gridsOf(network)) {
    for (const ProjectDecl *project : network.projections)
      for (const DeclPtr &item : project->inits.items) {
        auto *assign = dynCast<AssignDecl>(item.get());
        auto *name = assign ? dynCast<NameExpr>(assign->target.get()) : nullptr;
        if (!name || !assign->value || assign->op != AssignDecl::Set)
          continue;
        if (name->name == "delay")
          checkDelay(*assign->value, "delay", grid);
        else if (name->name == "dendritic" || name->name == "backprop")
          checkOnGrid(*assign->value, name->name, grid, Code::W0401);
      }
    for (const RecordDecl *record : network.records)
      for (const RecordDecl::Target &target : record->targets)
        if (target.every)
          checkOnGrid(*target.every, "interval", grid, Code::W0501);
  }
}

static std::string tickText(double dt, const ExperimentDecl *experiment) {
  return "dt = " + milliseconds(dt) + " (experiment '" + experiment->name + "')";
}

void Checker::checkDelay(const Expr &value, const std::string &what, const Grid &grid) {
  auto delay = evaluateConstant(value, {});
  if (!delay || *delay == 0) // zero: checkZeroDelays
    return;
  if (*delay < 0 || !std::isfinite(*delay)) {
    diagnostics.error(Code::E0409, value.range, "a delay cannot be negative");
    return;
  }
  if (*delay < grid.dt * (1 - 1e-6)) {
    diagnostics
        .error(Code::E0409, value.range,
               "this delay is " + milliseconds(*delay) + ", shorter than the tick " +
                   tickText(grid.dt, grid.experiment))
        .suggest("use at least one tick, or a smaller dt");
    return;
  }
  checkOnGrid(value, what, grid, Code::W0401);
}

void Checker::checkOnGrid(const Expr &value, const std::string &what, const Grid &grid,
                          Code code) {
  auto time = evaluateConstant(value, {});
  if (!time || !std::isfinite(*time))
    return;
  if (*time < 0) {
    diagnostics.error(Code::E0409, value.range, "this time cannot be negative");
    return;
  }
  double ticks = *time / grid.dt;
  double nearest = std::round(ticks);
  if (std::abs(ticks - nearest) <= 1e-6 * std::max(1.0, nearest))
    return;
  diagnostics.warning(code, value.range,
                      "this " + what + " of " + milliseconds(*time) +
                          " is not a multiple of " + tickText(grid.dt, grid.experiment) +
                          " and is rounded to " + milliseconds(std::max(1.0, nearest) * grid.dt));
}

// --- Causality -----------------------------------------------------------------------

/// True if an expression selects a member of a family by what is not constant:
/// its projections need not close a circle.
static bool selectsByLoop(const Expr *e) {
  while (auto *index = dynCast<IndexExpr>(e)) {
    for (const ExprPtr &s : index->subscripts)
      if (!evaluateConstant(*s, {}))
        return true;
    e = index->base.get();
  }
  return false;
}

/// Events that take no time may not come back to where they started.
void Checker::checkZeroDelays(NetworkInfo &network) {
  struct Edge {
    const PopulationDecl *from, *to;
    const ProjectDecl *project;
  };
  std::vector<Edge> edges;
  for (const ProjectDecl *project : network.projections) {
    bool zero = false;
    for (const DeclPtr &item : project->inits.items)
      if (auto *assign = dynCast<AssignDecl>(item.get()))
        if (auto *name = dynCast<NameExpr>(assign->target.get()))
          if (name->name == "delay" && assign->value && assign->op == AssignDecl::Set) {
            auto value = evaluateConstant(*assign->value, {});
            zero = value && *value == 0;
          }
    if (!zero || selectsByLoop(project->sourcePopulation) ||
        selectsByLoop(project->targetPopulation))
      continue;
    for (const PopulationDecl *from : network.sourceOf[project].parts)
      for (const PopulationDecl *to : network.targetOf[project].parts)
        edges.push_back({from, to, project});
  }
  // Repeatedly drop populations that nothing enters or that lead nowhere; what
  // is left lies on circles.
  for (bool changed = true; changed;) {
    changed = false;
    std::set<const PopulationDecl *> from, to;
    for (const Edge &e : edges) {
      from.insert(e.from);
      to.insert(e.to);
    }
    size_t before = edges.size();
    edges.erase(std::remove_if(edges.begin(), edges.end(),
                               [&](const Edge &e) { return !to.count(e.from) || !from.count(e.to); }),
                edges.end());
    changed = edges.size() != before;
  }
  if (edges.empty())
    return;
  // Walk until a population comes up again: that is one circle.
  std::vector<const Edge *> path = {&edges[0]};
  std::set<const PopulationDecl *> seen = {edges[0].from};
  while (!seen.count(path.back()->to)) {
    seen.insert(path.back()->to);
    for (const Edge &e : edges)
      if (e.from == path.back()->to) {
        path.push_back(&e);
        break;
      }
  }
  const PopulationDecl *start = path.back()->to;
  while (path.front()->from != start)
    path.erase(path.begin());
  std::string circle = start->name;
  for (const Edge *e : path)
    circle += " -> " + e->to->name;
  auto &d = diagnostics.error(Code::E0408, path[0]->project->range,
                              "events run in a circle without delay: " + circle);
  for (size_t i = 1; i < path.size(); ++i)
    if (path[i]->project != path[0]->project)
      d.note(path[i]->project->range, "this projection closes the circle");
  d.suggest("give one of these projections a delay of at least dt");
}
