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

/// The ticks with which a network runs: those of its experiments, 0.1 ms where
/// they set none.
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
    bool seen = false;
    for (const Grid &g : grids)
      seen |= g.dt == dt;
    if (dt != 0)
      grids.push_back({dt, experiment, !seen});
  }
  return grids;
}

/// Times of a network against the tick of each experiment on it.
void Checker::checkTimes(NetworkInfo &network) {
  for (const Grid &grid : gridsOf(network)) {
    checkDurations(grid.experiment->body, grid);
    if (!grid.isFirst)
      continue;
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

void Checker::checkDurations(const Block &block, const Grid &grid) {
  for (const DeclPtr &item : block.items) {
    if (auto *simulate = dynCast<SimulateDecl>(item.get()); simulate && simulate->duration)
      checkOnGrid(*simulate->duration, "duration", grid, Code::W0501);
    else if (auto *loop = dynCast<ForDecl>(item.get()))
      checkDurations(loop->body, grid);
    else if (auto *sweep = dynCast<SweepDecl>(item.get()))
      checkDurations(sweep->body, grid);
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
    if (code == Code::W0401)
      diagnostics.error(Code::E0409, value.range, "a delay cannot be negative");
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

/// Whether a handler emits to the edge's target without a delay of its own.
static bool emitsAtOnce(const Block &block) {
  for (const DeclPtr &item : block.items) {
    if (auto *emit = dynCast<EmitDecl>(item.get()); emit && !emit->to && !emit->after)
      return true;
    if (auto *branch = dynCast<IfDecl>(item.get());
        branch && (emitsAtOnce(branch->thenBlock) || emitsAtOnce(branch->elseBlock)))
      return true;
  }
  return false;
}

/// Whether the text says that events of a projection act on the target in the tick
/// they happen in. (What only the values of parameters say is seen at instantiation.)
bool Checker::actsAtOnce(const ProjectDecl &project) {
  bool zero = false;
  for (const DeclPtr &item : project.inits.items) {
    auto *assign = dynCast<AssignDecl>(item.get());
    auto *name = assign ? dynCast<NameExpr>(assign->target.get()) : nullptr;
    if (!name || !assign->value)
      continue;
    if (name->name == "signal")
      return false; // read at the start of the tick
    if (name->name != "delay" && name->name != "dendritic")
      continue;
    auto value = assign->op == AssignDecl::Set ? evaluateConstant(*assign->value, {})
                                               : std::nullopt;
    if (!value || *value != 0)
      return false;
    zero |= name->name == "delay";
  }
  // Ports of synapses are handled when all neurons have had their tick.
  if (!zero || (project.targetPopulation &&
                project.targetPopulation->type.kind == Type::Projection))
    return false;
  ModelInfo *synapse = modelOf(static_cast<const Decl *>(project.synapse));
  if (!synapse)
    return true;
  for (const OnDecl *on : synapse->checked.handlers)
    if (on->name == "pre" && emitsAtOnce(on->body))
      return true;
  return false;
}

/// Events that take no time may not come back to where they started. Nodes are
/// populations and projections, so that large groups cost no more than their
/// size.
void Checker::checkZeroDelays(NetworkInfo &network) {
  std::map<const Decl *, std::vector<const Decl *>> next;
  std::map<const Decl *, unsigned> entering;
  auto connect = [&](const Decl *from, const Decl *to) {
    next[from].push_back(to);
    ++entering[to];
    entering.try_emplace(from, 0);
  };
  for (const ProjectDecl *project : network.projections) {
    if (!actsAtOnce(*project) || selectsByLoop(project->sourcePopulation) ||
        selectsByLoop(project->targetPopulation))
      continue;
    // Members of a family are populations of their own, told apart when the
    // network is built.
    for (const PopulationDecl *from : network.sourceOf[project].parts)
      if (!from->familyIndex)
        connect(from, project);
    for (const PopulationDecl *to : network.targetOf[project].parts)
      if (!to->familyIndex)
        connect(project, to);
  }
  // Remove what nothing enters, again and again; what is left lies on circles
  // or behind them.
  std::vector<const Decl *> free;
  for (auto &[node, count] : entering)
    if (count == 0)
      free.push_back(node);
  size_t left = entering.size();
  while (!free.empty()) {
    const Decl *node = free.back();
    free.pop_back();
    --left;
    for (const Decl *to : next[node])
      if (--entering[to] == 0)
        free.push_back(to);
  }
  if (left == 0)
    return;
  // Every node that is left is entered from one that is left: walking backwards
  // must come to a circle.
  std::map<const Decl *, const Decl *> before;
  const Decl *start = nullptr;
  for (auto &[node, targets] : next)
    if (entering[node] != 0)
      for (const Decl *to : targets)
        if (entering[to] != 0) {
          before[to] = node;
          if (!start || to->nameRange.begin < start->nameRange.begin)
            start = to;
        }
  std::set<const Decl *> seen;
  while (seen.insert(start).second)
    start = before[start];
  std::vector<const Decl *> circle = {start};
  for (const Decl *node = before[start]; node != start; node = before[node])
    circle.push_back(node);
  std::reverse(circle.begin(), circle.end());
  // Begin with the population that is declared first.
  auto first = circle.begin();
  for (auto it = circle.begin(); it != circle.end(); ++it)
    if ((*it)->kind == Decl::DPopulation &&
        ((*first)->kind != Decl::DPopulation ||
         (*it)->nameRange.begin < (*first)->nameRange.begin))
      first = it;
  std::rotate(circle.begin(), first, circle.end());
  std::string text;
  std::vector<const Decl *> projects;
  for (const Decl *node : circle)
    if (node->kind == Decl::DPopulation)
      text += node->name + " -> ";
    else
      projects.push_back(node);
  text += circle[0]->name;
  auto &d = diagnostics.error(Code::E0408, projects[0]->range,
                              "events run in a circle without delay: " + text);
  for (size_t i = 1; i < projects.size(); ++i)
    d.note(projects[i]->range, "this projection is part of the circle");
  d.suggest("give one of these projections a delay of at least dt");
}
