//===- Executable.cpp - What this version can run ------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Executable.h"

#include "lang/ast/Walk.h"
#include "lang/sema/Builtins.h"
#include "lang/sema/ConstEval.h"
#include "lang/sema/StaticSynapse.h"

#include <set>

using namespace neuro;
using namespace neuro::ast;
using sema::findBuiltin;
using sema::Place;

namespace {

std::string calleeName(const Expr *e) {
  if (auto *call = dynCast<CallExpr>(e))
    e = call->callee.get();
  if (auto *name = dynCast<NameExpr>(e))
    return name->name;
  return "";
}

class Executability {
public:
  Executability(const CheckedProgram &program, DiagnosticEngine &diagnostics)
      : program(program), diagnostics(diagnostics) {}

  void experiment(const ExperimentDecl &experiment) {
    if (experiment.networkDecl)
      network(*experiment.networkDecl);
    if (auto *call = dynCast<CallExpr>(experiment.network.get()))
      for (const Argument &a : call->arguments)
        expression(a.value.get());
    inExperiment = true;
    statements(experiment.body);
    inExperiment = false;
  }

  void network(const NetworkDecl &network) {
    if (!networks.insert(&network).second)
      return;
    for (auto &p : network.parameters) {
      plainValue(*p, "network parameter");
      expression(p->value.get());
      expression(p->constraint.get());
    }
    items(network.body);
  }

private:
  const CheckedProgram &program;
  DiagnosticEngine &diagnostics;
  std::set<const NetworkDecl *> networks;
  std::set<const ModelDecl *> models;
  std::set<std::pair<Code, const void *>> said;
  bool inExperiment = false; ///< arrays are executed there

  /// Reports once for `construct`; false when it was said before.
  bool refuse(Code code, SourceRange at, std::string message, std::string help = "",
              const void *construct = nullptr) {
    if (construct && !said.emplace(code, construct).second)
      return false;
    diagnostics.error(code, at, std::move(message)).suggest(std::move(help));
    return true;
  }

  // --- Values ------------------------------------------------------------------

  void plainValue(const VarDecl &var, const char *what) {
    if (!var.type.shape.empty() || var.type.kind == Type::List)
      refuse(Code::E0909, var.nameRange,
             std::string(what) + " '" + var.name + "' is a vector, which is not executed here",
             "states, parameters and derived values of a neuron may be vectors", &var);
    else if (var.type.kind == Type::String)
      refuse(Code::E0901, var.nameRange,
             std::string(what) + " '" + var.name + "' is text, which is not executed yet", "",
             &var);
  }

  /// What no expression of a model, network or experiment may hold yet.
  void expression(const Expr *e) {
    forEachExpr(e, [&](const Expr &x) {
      if (auto *call = dynCast<CallExpr>(&x)) {
        std::string callee = calleeName(call);
        if ((callee == "legendre_A" || callee == "legendre_B" ||
             (!inExperiment && (callee == "dot" || callee == "sum"))) &&
                 !call->function && x.type.kind != Type::Unknown)
          refuse(Code::E0909, x.range,
                 "'" + callee + "' works on vectors, which are not executed here",
                 "vectors are executed in neurons and in the signals between them", &x);
      }
    });
  }

  // --- Models --------------------------------------------------------------------

  const CheckedModel *checked(const ModelDecl *decl) const {
    auto it = program.modelOf.find(decl);
    return it == program.modelOf.end() ? nullptr : it->second;
  }

  void neuron(const CheckedModel &model) {
    if (!models.insert(model.decl).second)
      return;
    declarations(model);
    for (const CheckedModel &compartment : model.compartmentItems)
      declarations(compartment);
    for (const CoupleDecl *couple : model.couples)
      expression(couple->conductance.get());
  }

  /// What stands in a model or in one of its compartments.
  void declarations(const CheckedModel &model) {
    for (const VarDecl *p : model.parameters) {
      plainValue(*p, "parameter");
      expression(p->value.get());
      expression(p->constraint.get());
    }
    for (const VarDecl *s : model.states) {
      plainValue(*s, "state");
      expression(s->value.get());
    }
    for (const VarDecl *i : model.inputs)
      plainValue(*i, "input");
    for (const LetDecl *let : model.lets) {
      if (!let->type.shape.empty())
        refuse(Code::E0909, let->nameRange,
               "'" + let->name + "' is a vector, which is not executed yet",
               "write the components out", let);
      else
        expression(let->value.get());
    }
    for (const GateDecl *gate : model.gates)
      for (const Argument &a : gate->arguments)
        expression(a.value.get());
    for (const OdeDecl *ode : model.odes)
      if (ode->state && ode->state->type.shape.empty())
        expression(ode->value.get());
    for (const UseDecl *use : model.uses) {
      if (auto *call = dynCast<CallExpr>(use->receptor.get()))
        for (const Argument &a : call->arguments)
          expression(a.value.get());
      if (const CheckedModel *receptor = checked(use->model))
        neuron(*receptor);
    }
    for (const OnDecl *on : model.handlers)
      port(*on);
    if (model.spike) {
      expression(model.spike->condition.get());
      expression(model.spike->refractory.get());
      body(model.spike->reset);
    }
    for (const EventDecl *event : model.events) {
      expression(event->condition.get());
      body(event->body);
    }
    for (const EveryDecl *every : model.periodic) {
      expression(every->period.get());
      body(every->body);
    }
    for (const BoundDecl *bound : model.bounds)
      expression(bound->range.get());
  }

  /// A port runs once a tick, with the sum of what arrives or the number of bare
  /// events; what that cannot mean is refused by neuro-solve.
  void port(const OnDecl &on) { body(on.body); }

  void body(const Block &block) {
    handler(block, [&](const AssignDecl &assign) { expression(assign.value.get()); });
  }

  template <typename Action> void handler(const Block &block, Action action) {
    for (const DeclPtr &item : block.items) {
      if (auto *assign = dynCast<AssignDecl>(item.get())) {
        action(*assign);
      } else if (auto *let = dynCast<LetDecl>(item.get())) {
        expression(let->value.get());
      } else if (auto *branch = dynCast<IfDecl>(item.get())) {
        expression(branch->condition.get());
        handler(branch->thenBlock, action);
        handler(branch->elseBlock, action);
      }
    }
  }

  // --- Networks -----------------------------------------------------------------------

  void items(const Block &block) {
    for (const DeclPtr &item : block.items)
      switch (item->kind) {
      case Decl::DPopulation:
        population(*static_cast<const PopulationDecl *>(item.get()));
        break;
      case Decl::DProject:
        projection(*static_cast<const ProjectDecl *>(item.get()));
        break;
      case Decl::DGap:
        gap(*static_cast<const GapDecl *>(item.get()));
        break;
      case Decl::DNormalize:
        edges(static_cast<const NormalizeDecl *>(item.get())->target.get());
        break;
      case Decl::DStructural:
        edges(static_cast<const StructuralDecl *>(item.get())->target.get());
        structural(*static_cast<const StructuralDecl *>(item.get()));
        break;
      case Decl::DRecord:
        for (auto &target : static_cast<const RecordDecl *>(item.get())->targets)
          record(target);
        break;
      case Decl::DStimulate:
        expression(static_cast<const StimulateDecl *>(item.get())->waveform.get());
        break;
      case Decl::DFor:
        items(static_cast<const ForDecl *>(item.get())->body);
        break;
      case Decl::DLet:
        expression(static_cast<const LetDecl *>(item.get())->value.get());
        break;
      default:
        break;
      }
  }

  void population(const PopulationDecl &population) {
    const CheckedModel *model = checked(population.model);
    if (!model)
      return;
    switch (population.model->modelKind) {
    case ModelKind::Source: {
      const std::string &name = population.model->name;
      bool builtin = population.model->range.valid() &&
                     population.model->range.file->name() == "std/sources.neuro";
      // What a source says of itself is executed as a neuron's is.
      if (!builtin || name == "Wave")
        neuron(*model);
      break;
    }
    default:
      neuron(*model);
      break;
    }
    if (auto *call = dynCast<CallExpr>(population.modelExpr.get()))
      for (const Argument &a : call->arguments)
        expression(a.value.get());
    for (const ExprPtr &extent : population.shape)
      expression(extent.get());
    for (const DeclPtr &item : population.inits.items)
      if (auto *assign = dynCast<AssignDecl>(item.get()))
        expression(assign->value.get());
  }

  /// Only what can be found from its source can be generated when that spikes.
  void procedural(const ProjectDecl &project) {
    static const std::set<std::string> rules = {"all",    "one_to_one", "bernoulli",
                                                "fixed_outdegree", "conv2d", "sumpool",
                                                "toeplitz"};
    std::string rule = calleeName(project.rule.get());
    const CheckedModel *synapse = project.synapse ? checked(project.synapse) : nullptr;
    if (!rules.count(rule))
      refuse(Code::E0911, project.rule->range,
             "'procedural " + rule +
                 "' is not executed: this rule chooses sources for each target, so the "
                 "connections of one source cannot be made alone",
             "leave 'procedural' out, or use bernoulli(p) or fixed_outdegree(k)");
    else if (synapse && !isStaticSynapse(*synapse))
      refuse(Code::E0911, project.rule->range,
             "'procedural' connections cannot have state, but those of synapse '" +
                 synapse->decl->name + "' do",
             "leave 'procedural' out: state must be stored");
  }

  void projection(const ProjectDecl &project) {
    for (const DeclPtr &item : project.inits.items)
      if (auto *assign = dynCast<AssignDecl>(item.get()))
        if (calleeName(assign->target.get()) == "signal")
          return continuous(project, *assign);
    if (project.targetPopulation && project.targetPopulation->type.kind == Type::Projection &&
        calleeName(project.rule.get()) != "all") {
      refuse(Code::E0917, project.rule->range,
             "events to synapses reach all edges; other rules are not executed yet",
             "connect all, with a condition on 'i' (the source) and 'j' (the edge's target)");
      return;
    }
    if (project.synapse && !synapse(project))
      return;
    if (project.procedural)
      procedural(project);
    if (auto *call = dynCast<CallExpr>(project.rule.get()))
      for (const Argument &a : call->arguments)
        expression(a.value.get());
    expression(project.where.get());
    for (const DeclPtr &item : project.inits.items) {
      auto *assign = dynCast<AssignDecl>(item.get());
      if (!assign)
        continue;
      std::string name = calleeName(assign->target.get());
      expression(assign->value.get());
      if (name == "backprop" &&
          (!project.synapse || isStaticSynapse(*checked(project.synapse))))
        refuse(Code::E0901, assign->range,
               "'backprop' has no effect on a static synapse and is not executed yet",
               "leave it out");
    }
  }

  void gap(const GapDecl &gap) {
    if (auto *call = dynCast<CallExpr>(gap.rule.get()))
      for (const Argument &a : call->arguments)
        expression(a.value.get());
    expression(gap.where.get());
    for (const DeclPtr &item : gap.inits.items)
      if (auto *assign = dynCast<AssignDecl>(item.get()))
        expression(assign->value.get());
  }

  /// `signal = …`: rule, condition, weight and delay as everywhere; the signal
  /// itself may read both ends.
  void continuous(const ProjectDecl &project, const AssignDecl &signal) {
    if (auto *call = dynCast<CallExpr>(project.rule.get()))
      for (const Argument &a : call->arguments)
        expression(a.value.get());
    expression(project.where.get());
    if (project.synapse && synapse(project) && project.procedural)
      procedural(project);
    if (signal.op == AssignDecl::Draw)
      refuse(Code::E0905, signal.range, "a signal that is drawn anew in each tick is not executed",
             "let the neuron have noise (white()), or draw the weight: w ~ …");
    for (const DeclPtr &item : project.inits.items) {
      auto *assign = dynCast<AssignDecl>(item.get());
      if (!assign)
        continue;
      std::string name = calleeName(assign->target.get());
      if (name == "signal")
        expression(assign->value.get());
      else
        expression(assign->value.get());
      if (name == "dendritic" || name == "backprop")
        refuse(Code::E0905, assign->range, "a signal has one delay, not '" + name + "'",
               "add it to 'delay'");
    }
  }

  /// False when the synapse is refused: nothing else is said of the projection.
  bool synapse(const ProjectDecl &project) {
    const CheckedModel *model = checked(project.synapse);
    if (!model)
      return false;
    if (!models.insert(model->decl).second)
      return true;
    for (const std::vector<const VarDecl *> *vars : {&model->parameters, &model->edges})
      for (const VarDecl *var : *vars) {
        plainValue(*var, var->kind == Decl::DParam ? "parameter" : "edge state");
        expression(var->value.get());
      }
    for (const VarDecl *p : model->parameters)
      if (p->constraint)
        expression(p->constraint.get());
    return true;
  }

  void record(const RecordDecl::Target &target) {
    const Expr *what = target.what.get();
    if (auto *call = dynCast<CallExpr>(what)) {
      static const std::set<std::string> functions = {"mean", "std", "min",  "max",
                                                      "sum",  "rate", "order_parameter"};
      std::string name = calleeName(call);
      if (!functions.count(name))
        refuse(Code::E0921, what->range,
               "recording '" + name + "' of a population is not executed yet",
               "record what it is made of, such as spikes, and report " + name +
                   "(…) in the experiment");
      else if (call->arguments.size() == 1 && isOfProjection(call->arguments[0].value.get())) {
        edges(call->arguments[0].value.get());
      }
      if (target.every)
        expression(target.every.get());
      return;
    }
    edges(what);
    if (target.every)
      expression(target.every.get());
  }

  /// Growth and pruning rely on events.
  void structural(const StructuralDecl &structural) {
    auto *name = dynCast<NameExpr>(structural.target.get());
    auto *project = name ? dynCast<ProjectDecl>(name->ref.decl) : nullptr;
    if (!project || !hasSignal(*project))
      return;
    refuse(Code::E0905, structural.range,
           "connections with a signal do not come and go", "bound their weight at zero instead");
  }

  static bool hasSignal(const ProjectDecl &project) {
    for (const DeclPtr &item : project.inits.items)
      if (auto *assign = dynCast<AssignDecl>(item.get()))
        if (calleeName(assign->target.get()) == "signal")
          return true;
    return false;
  }

  /// Statements about edges need edges that keep their variables.
  void edges(const Expr *e) {
    auto *member = dynCast<MemberExpr>(e);
    const Expr *root = member ? member->base.get() : e;
    auto *name = dynCast<NameExpr>(root);
    auto *project = name && name->type.kind == Type::Projection
                        ? dynCast<ProjectDecl>(name->ref.decl)
                        : nullptr;
    if (!project)
      return;
    const CheckedModel *model = project->synapse ? checked(project->synapse) : nullptr;
    if (!model || isStaticSynapse(*model))
      refuse(Code::E0917, e->range,
             "'" + name->name + "' has static synapses, which keep a weight and a delay only",
             "connect via a synapse that changes its edge state, such as one with a bound on w");
  }

  static bool isOfProjection(const Expr *e) {
    auto *member = dynCast<MemberExpr>(e);
    return member && member->base->type.kind == Type::Projection;
  }

  /// Of `L.w`: whether L's synapses have state.
  bool hasState(const Expr *e) {
    auto *member = dynCast<MemberExpr>(e);
    auto *name = member ? dynCast<NameExpr>(member->base.get()) : nullptr;
    auto *project = name ? dynCast<ProjectDecl>(name->ref.decl) : nullptr;
    const CheckedModel *model =
        project && project->synapse ? checked(project->synapse) : nullptr;
    return model && !isStaticSynapse(*model);
  }

  // --- Experiments ------------------------------------------------------------------------

  void statements(const Block &block) {
    for (const DeclPtr &item : block.items)
      statement(*item);
  }

  void statement(const Decl &item) {
    switch (item.kind) {
    case Decl::DAssign: {
      auto &assign = static_cast<const AssignDecl &>(item);
      std::string name = assign.target->kind == Expr::KName ? calleeName(assign.target.get()) : "";
      if (name == "batch")
        refuse(Code::E0915, item.range, "batches are not executed yet",
               "leave 'batch' out: one instance is simulated");
      else if (name == "target" && calleeName(assign.value.get()) != "cpu")
        refuse(Code::E0915, item.range,
               "the target '" + calleeName(assign.value.get()) + "' is not executed yet",
               "target = cpu");
      if (sema::findSetting(name))
        return;
      edges(assign.target.get());
      if (isOfProjection(assign.target.get()) && assign.op == AssignDecl::Draw)
        refuse(Code::E0917, item.range,
               "drawing variables of synapses between simulations is not executed yet",
               "draw them where the projection is declared, or assign one value or an array");
      expression(assign.value.get());
      return;
    }
    case Decl::DLet: {
      auto &let = static_cast<const LetDecl &>(item);
      expression(let.value.get());
      return;
    }
    case Decl::DReport:
    case Decl::DExpect:
      for (const ExprPtr &value : static_cast<const ExprListDecl &>(item).values)
        expression(value.get());
      return;
    case Decl::DFor:
      statements(static_cast<const ForDecl &>(item).body);
      return;
    case Decl::DSweep:
      statements(static_cast<const SweepDecl &>(item).body);
      return;
    case Decl::DData:
      dataSource(static_cast<const DataDecl &>(item).value.get());
      return;
    case Decl::DPresent: {
      auto &present = static_cast<const PresentDecl &>(item);
      dataSource(present.data.get());
      statements(present.body);
      return;
    }
    case Decl::DTrain:
    case Decl::DTest:
    case Decl::DOptimise:
    case Decl::DQuantise: {
      const char *name = item.kind == Decl::DTrain      ? "train"
                         : item.kind == Decl::DTest     ? "test"
                         : item.kind == Decl::DOptimise ? "optimise"
                                                        : "quantise";
      refuse(Code::E0912, item.nameRange, std::string("'") + name + "' is not executed yet",
             "executed are simulate, present, for, sweep, report, expect, let, reset, freeze and "
             "assignments");
      return;
    }
    case Decl::DFreeze:
      for (const ExprPtr &value : static_cast<const ExprListDecl &>(item).values)
        if (isOfProjection(value.get()) && !hasState(value.get()))
          refuse(Code::E0913, value->range, "static synapses do not change: there is nothing to freeze",
                 "leave it out, or connect via a synapse with state");
      return;
    default:
      return;
    }
  }

  void dataSource(const Expr *e) {
    if (calleeName(e) == "band_limited" && e->kind == Expr::KCall)
      refuse(Code::E0912, e->range, "signals made for training ('band_limited') are not executed yet",
             "read the data with idx, npz, csv or events");
  }
};

} // namespace

void neuro::checkExecutable(const CheckedProgram &program, const std::string &experiment,
                            DiagnosticEngine &diagnostics) {
  Executability check(program, diagnostics);
  for (const ExperimentDecl *e : program.experiments)
    if (experiment.empty() || e->name == experiment)
      check.experiment(*e);
  if (experiment.empty()) // of the file itself; the others belong to whom imports them
    for (const NetworkDecl *network : program.networks)
      check.network(*network);
}
