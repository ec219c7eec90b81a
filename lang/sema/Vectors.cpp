//===- Vectors.cpp - Vectors and matrices become scalars -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Vectors.h"

#include "lang/ast/Walk.h"
#include "lang/sema/VectorModel.h"

#include <set>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

namespace {

/// What networks and experiments say of vectors.
class Expander {
public:
  Expander(CheckedProgram &program, DiagnosticEngine &diagnostics)
      : program(program), diagnostics(diagnostics), models(program, diagnostics) {}

  void run() {
    std::set<NetworkDecl *> networks;
    for (const NetworkDecl *network : program.networks)
      networks.insert(const_cast<NetworkDecl *>(network));
    for (NetworkDecl *network : networks)
      walk(network->body, [&](Decl &item) {
        if (auto *population = dynCast<PopulationDecl>(&item))
          expand(*population);
      });
    // Only now is it known what `pre.m` of a synapse is.
    for (NetworkDecl *network : networks)
      walk(network->body, [&](Decl &item) {
        if (auto *project = dynCast<ProjectDecl>(&item))
          expand(*project);
      });
    for (NetworkDecl *network : networks)
      items(network->body);
    for (const ExperimentDecl *experiment : program.experiments)
      statements(const_cast<ExperimentDecl *>(experiment)->body);
    models.publish();
  }

private:
  CheckedProgram &program;
  DiagnosticEngine &diagnostics;
  VectorModels models;
  /// By population, and by projection through a synapse.
  std::map<const Decl *, const Expanded *> expandedOf;

  template <typename Visit> static void walk(Block &block, Visit visit) {
    for (DeclPtr &item : block.items) {
      if (auto *loop = dynCast<ForDecl>(item.get()))
        walk(loop->body, visit);
      else
        visit(*item);
    }
  }

  void refuse(SourceRange at, std::string message, std::string help) {
    diagnostics.error(Code::E0909, at, std::move(message)).suggest(std::move(help));
  }

  const Expanded *find(const Decl *decl) const {
    auto found = decl ? expandedOf.find(decl) : expandedOf.end();
    return found == expandedOf.end() ? nullptr : found->second;
  }

  /// Of `P.m`, `L.m` and `pre.m` outside of models: its components, if it is a vector.
  const Components *componentsOf(const MemberExpr &e) const {
    const Expanded *expanded = find(e.ref.base);
    return expanded ? expanded->find(e) : nullptr;
  }

  /// Expressions outside of models.
  VectorExpr outside() {
    VectorExpr expr(diagnostics);
    expr.members = [this](const MemberExpr &e) { return componentsOf(e); };
    return expr;
  }

  // --- Populations and synapses ---

  void expand(PopulationDecl &population) {
    const CheckedModel *model = models.checked(population.model);
    if (!model || !models.hasVectors(*model))
      return;
    auto given = VectorModels::argumentsOf(population.modelExpr.get(), *model);
    const Expanded *made =
        models.instantiate(*model, given, {}, population.nameRange);
    if (!made)
      return;
    expandedOf[&population] = made;
    VectorExpr expr = outside();
    expr.known = made->known;
    population.modelExpr =
        VectorModels::instance(*population.modelExpr, *model, *made, given, expr);
    population.model = made->decl;
    // What the settings name is of the population's own model.
    expr.members = [made](const MemberExpr &e) { return made->find(e, /*inside=*/true); };
    settings(population.inits, expr);
  }

  /// The populations that a source or target consists of, the first of a family.
  static const PopulationDecl *populationOf(const Expr *e) {
    while (e) {
      if (auto *index = dynCast<IndexExpr>(e)) {
        e = index->base.get();
      } else if (auto *member = dynCast<MemberExpr>(e)) {
        e = member->base.get();
      } else if (auto *sum = dynCast<BinaryExpr>(e)) {
        e = sum->lhs.get();
      } else {
        auto *name = dynCast<NameExpr>(e);
        if (auto *population = dynCast<PopulationDecl>(name ? name->ref.decl : nullptr))
          return population;
        auto *group = dynCast<GroupDecl>(name ? name->ref.decl : nullptr);
        e = group ? group->value.get() : nullptr;
      }
    }
    return nullptr;
  }

  void expand(ProjectDecl &project) {
    const CheckedModel *model = project.synapse ? models.checked(project.synapse) : nullptr;
    if (!model)
      return;
    const PopulationDecl *source = populationOf(project.sourcePopulation);
    const PopulationDecl *target = populationOf(project.targetPopulation);
    VectorModels::Ends ends = [&](const MemberExpr &e) -> const Components * {
      const Expr *root = e.base.get();
      while (auto *inner = dynCast<MemberExpr>(root))
        root = inner->base.get();
      auto *name = dynCast<NameExpr>(root);
      if (!name || name->ref.kind != Ref::Unresolved)
        return nullptr;
      const Expanded *of = find(name->name == "pre"    ? source
                                : name->name == "post" ? target
                                                       : nullptr);
      return of ? of->find(e) : nullptr;
    };
    if (!models.hasVectors(*model, &ends))
      return;
    // Another pair of ends may have vectors of other sizes.
    std::string context;
    for (const PopulationDecl *end : {source, target})
      if (const Expanded *of = find(end))
        context += (end == source ? " from " : " to ") + of->decl->name + " " +
                   std::to_string(ordinal(of));
    auto given = VectorModels::argumentsOf(project.via.get(), *model);
    const Expanded *made =
        models.instantiate(*model, given, {}, project.via->range, context, &ends);
    if (!made)
      return;
    expandedOf[&project] = made;
    VectorExpr expr = outside();
    expr.known = made->known;
    project.via = VectorModels::instance(*project.via, *model, *made, given, expr);
    project.synapse = made->decl;
    settings(project.inits, expr);
  }

  std::vector<const Expanded *> ordinals;
  size_t ordinal(const Expanded *expanded) {
    for (size_t n = 0; n < ordinals.size(); ++n)
      if (ordinals[n] == expanded)
        return n;
    ordinals.push_back(expanded);
    return ordinals.size() - 1;
  }

  /// `{ m = [1, 2]; m[1] ~ uniform(0, 1) }`: the components one by one.
  void settings(Block &inits, VectorExpr &expr) {
    std::vector<DeclPtr> items;
    for (DeclPtr &item : inits.items) {
      auto *assign = dynCast<AssignDecl>(item.get());
      if (!assign || !assign->target || !assign->value ||
          (!expr.involves(assign->target.get()) && !expr.involves(assign->value.get()))) {
        items.push_back(std::move(item));
        continue;
      }
      // Of `signal` and `delay` there is one, whatever it is made of.
      const bool named = expr.involves(assign->target.get());
      auto shape = named ? expr.shapeOf(*assign->target) : Shape();
      if (!named && isVector(assign->value->type)) {
        items.push_back(std::move(item)); // w of a signal
        continue;
      }
      for (int64_t k = 0; shape && k < componentCount(*shape) && !expr.failed; ++k) {
        auto one = like(*assign);
        one->target = named ? expr.part(*assign->target, subscriptsOf(*shape, k))
                            : std::move(assign->target);
        Index index = expr.indexInto(*assign->value, *shape, k);
        if (!expr.failed)
          one->value = expr.part(*assign->value, index);
        if (one->target && one->value)
          items.push_back(std::move(one));
      }
    }
    inits.items = std::move(items);
  }

  static std::unique_ptr<AssignDecl> like(const AssignDecl &assign) {
    auto one = std::make_unique<AssignDecl>();
    one->range = assign.range;
    one->nameRange = assign.nameRange;
    one->name = assign.name;
    one->op = assign.op;
    return one;
  }

  // --- Items of networks ---

  void items(Block &block) {
    std::vector<DeclPtr> result;
    for (DeclPtr &item : block.items) {
      if (auto *loop = dynCast<ForDecl>(item.get())) {
        items(loop->body);
      } else if (auto *project = dynCast<ProjectDecl>(item.get())) {
        projection(*project);
        if (splitSignal(*project, result)) {
          program.synthesised.push_back(std::move(item)); // what refers to it stays
          continue;
        }
      } else if (auto *stimulate = dynCast<StimulateDecl>(item.get())) {
        if (splitStimulus(*stimulate, result))
          continue;
      } else if (auto *record = dynCast<RecordDecl>(item.get())) {
        splitRecords(*record);
      } else if (auto *structural = dynCast<StructuralDecl>(item.get())) {
        this->structural(*structural);
      }
      result.push_back(std::move(item));
    }
    block.items = std::move(result);
    forEachExpr(block, [&](ExprPtr &e) {
      rewrite(e, /*measured=*/true);
      VectorExpr expr = outside();
      if (e->type.isNumber() && e->type.shape.empty() && expr.involves(e.get()))
        e = keepOr(e, expr);
    });
  }

  /// The expression without vectors; after an error as it was.
  static ExprPtr keepOr(ExprPtr &e, VectorExpr &expr) {
    ExprPtr made = expr.scalar(*e);
    return made ? std::move(made) : std::move(e);
  }

  /// `P.m[1]` is the variable m[1] of P. As a whole, `P.m` may be recorded and
  /// `measured`; it has no value that an experiment could compute with.
  void rewrite(ExprPtr &e, bool measured) {
    auto *index = dynCast<IndexExpr>(e.get());
    auto *member = index ? dynCast<MemberExpr>(index->base.get()) : nullptr;
    if (member && componentsOf(*member)) {
      VectorExpr expr = outside();
      const Type type = index->type;
      if (ExprPtr made = expr.scalar(*e)) {
        made->type = type;
        if (auto *chosen = dynCast<IndexExpr>(made.get()))
          for (ExprPtr &component : chosen->components)
            component->type = type;
        e = std::move(made);
      }
      return;
    }
    if (auto *whole = dynCast<MemberExpr>(e.get());
        whole && e->type.kind == Type::Series &&
        (!measured || whole->ref.base->kind == Decl::DProject))
      if (const Components *of = componentsOf(*whole); of && !of->shape.empty()) {
        refuse(e->range, "'" + text(*whole) + "' is a vector and has no one value an element",
               "name a component: " + text(*whole) + (of->shape.size() == 1 ? "[0]" : "[0, 0]"));
        return;
      }
    measured |= e->kind == Expr::KCall;
    forEachPart(*e, [&](ExprPtr &part) { rewrite(part, measured); });
  }

  void splitRecords(RecordDecl &record) {
    std::vector<RecordDecl::Target> targets;
    for (RecordDecl::Target &target : record.targets) {
      auto *member = dynCast<MemberExpr>(target.what.get());
      const Components *of =
          member && member->ref.base && member->ref.base->kind == Decl::DProject
              ? componentsOf(*member)
              : nullptr;
      if (!of || of->shape.empty()) {
        targets.push_back(std::move(target));
        continue;
      }
      VectorExpr expr = outside();
      for (int64_t k = 0; k < componentCount(of->shape); ++k) {
        RecordDecl::Target one;
        one.what = expr.part(*member, subscriptsOf(of->shape, k));
        if (one.what)
          one.what->type = member->type;
        if (target.every)
          one.every = expr.scalar(*target.every);
        if (target.when)
          one.when = expr.scalar(*target.when);
        targets.push_back(std::move(one));
      }
    }
    record.targets = std::move(targets);
  }

  /// Conditions and settings of a structure see the variables of its edges.
  void structural(StructuralDecl &structural) {
    auto *name = dynCast<NameExpr>(structural.target.get());
    const Expanded *made = find(name ? name->ref.decl : nullptr);
    if (!made)
      return;
    VectorExpr expr = outside();
    expr.known = made->known;
    for (DeclPtr &item : structural.body.items) {
      if (auto *prune = dynCast<PruneDecl>(item.get());
          prune && expr.involves(prune->condition.get()))
        prune->condition = keepOr(prune->condition, expr);
      if (auto *grow = dynCast<GrowDecl>(item.get()))
        settings(grow->inits, expr);
    }
  }

  // --- Inputs that are vectors ---

  /// The target as written or, where it is a population with one input, that input.
  static ExprPtr inputOf(const Expr &target, const VarDecl &input, const PopulationDecl *of,
                         VectorExpr &copier) {
    ExprPtr copy = copier.scalar(target);
    if (!copy || copy->kind == Expr::KMember)
      return copy;
    auto member = std::make_unique<MemberExpr>();
    member->range = member->nameRange = target.range;
    member->type = input.type;
    member->name = input.name;
    member->ref.kind = Ref::Declaration;
    member->ref.decl = &input;
    member->ref.base = of;
    member->base = std::move(copy);
    return member;
  }

  /// The vector that `B.u` or `B` with its one input is; null for a number.
  const VarDecl *vectorInput(const Expr &target, const PopulationDecl *population) const {
    if (auto *member = dynCast<MemberExpr>(&target)) {
      auto *input = dynCast<VarDecl>(member->ref.decl);
      return input && isVector(input->type) && componentsOf(*member) ? input : nullptr;
    }
    if (target.kind == Expr::KIndex &&
        dynCast<MemberExpr>(cast<IndexExpr>(target).base.get()))
      return nullptr; // B.u[1]
    const Expanded *made = find(population);
    const VarDecl *only = nullptr;
    for (auto &[decl, components] : made ? made->known : std::map<const Decl *, Components>())
      if (decl->kind == Decl::DInput && !components.shape.empty())
        only = only ? nullptr : static_cast<const VarDecl *>(decl);
    return only;
  }

  bool splitStimulus(StimulateDecl &stimulate, std::vector<DeclPtr> &into) {
    const PopulationDecl *population = populationOf(stimulate.target.get());
    const VarDecl *input = vectorInput(*stimulate.target, population);
    if (!input)
      return false;
    if (auto *call = dynCast<CallExpr>(stimulate.waveform.get());
        call && calleeName(*call) == "samples") {
      refuse(call->range, "a file has one column for each element, not for each component",
             "drive the components one by one: stimulate P." + input->name +
                 "[0] with samples(…)");
      return false;
    }
    VectorExpr expr = outside();
    VectorExpr copier(diagnostics);
    ExprPtr target = inputOf(*stimulate.target, *input, population, copier);
    auto shape = target ? expr.shapeOf(*target) : std::nullopt;
    for (int64_t k = 0; shape && k < componentCount(*shape) && !expr.failed; ++k) {
      auto one = std::make_unique<StimulateDecl>();
      one->range = stimulate.range;
      one->nameRange = stimulate.nameRange;
      one->target = expr.part(*target, subscriptsOf(*shape, k));
      Index index = expr.indexInto(*stimulate.waveform, *shape, k);
      if (!expr.failed)
        one->waveform = expr.part(*stimulate.waveform, index);
      if (one->target && one->waveform)
        into.push_back(std::move(one));
    }
    return true;
  }

  static AssignDecl *settingOf(ProjectDecl &project, std::string_view name) {
    for (DeclPtr &item : project.inits.items)
      if (auto *assign = dynCast<AssignDecl>(item.get()))
        if (auto *target = dynCast<NameExpr>(assign->target.get());
            target && target->name == name)
          return assign;
    return nullptr;
  }

  /// `signal = pre.m` into a vector is one signal for each component. They go along
  /// the same connections, so nothing of those may be drawn.
  bool splitSignal(ProjectDecl &project, std::vector<DeclPtr> &into) {
    AssignDecl *signal = settingOf(project, "signal");
    if (!signal)
      return false;
    const PopulationDecl *population = populationOf(project.targetPopulation);
    const VarDecl *input = vectorInput(*project.target, population);
    if (!input)
      return scalarSignal(project, *signal), false;
    static const std::set<std::string> fixed = {"all",     "one_to_one", "nearest", "conv2d",
                                                "sumpool", "toeplitz",   "file"};
    auto *call = dynCast<CallExpr>(project.rule.get());
    auto *rule = dynCast<NameExpr>(call ? call->callee.get() : project.rule.get());
    SourceRange drawn = rule && fixed.count(rule->name) ? SourceRange() : project.rule->range;
    for (DeclPtr &item : project.inits.items)
      if (auto *assign = dynCast<AssignDecl>(item.get());
          assign && assign->op == AssignDecl::Draw)
        drawn = assign->range;
    if (drawn.valid()) {
      refuse(drawn,
             "a signal into the vector '" + input->name +
                 "' goes along the same connections for all its components, and nothing of "
                 "those can be drawn",
             "connect each component by itself: project … -> " + text(*project.target) + "[0]");
      return false;
    }
    VectorExpr expr = outside();
    VectorExpr copier(diagnostics);
    auto copy = [&](const ExprPtr &e) { return e ? copier.scalar(*e) : nullptr; };
    ExprPtr target = inputOf(*project.target, *input, population, copier);
    auto shape = target ? expr.shapeOf(*target) : std::nullopt;
    for (int64_t k = 0; shape && k < componentCount(*shape) && !expr.failed; ++k) {
      auto one = std::make_unique<ProjectDecl>();
      one->range = project.range;
      one->nameRange = project.nameRange;
      one->name = project.name.empty() ? "" : componentName(project.name, {k});
      one->source = copy(project.source);
      one->target = expr.part(*target, subscriptsOf(*shape, k));
      one->procedural = project.procedural;
      one->rule = copy(project.rule);
      one->where = copy(project.where);
      one->hasInits = true;
      one->sourcePopulation = project.sourcePopulation;
      one->targetPopulation = project.targetPopulation;
      one->port = project.port;
      // The weight that the signal reads is that of its own projection.
      VectorExpr own = outside();
      std::vector<DeclPtr> settings;
      for (DeclPtr &item : project.inits.items) {
        auto *assign = static_cast<AssignDecl *>(item.get());
        if (assign == signal)
          continue;
        auto setting = like(*assign);
        setting->target = copy(assign->target);
        setting->value = copy(assign->value);
        own.known[assign] = {{}, {setting.get()}};
        if (setting->target)
          setting->name = text(*setting->target);
        settings.push_back(std::move(setting));
      }
      auto value = like(*signal);
      value->target = copy(signal->target);
      Index index = own.indexInto(*signal->value, *shape, k);
      if (!own.failed)
        value->value = own.part(*signal->value, index);
      if (!value->value || !one->target)
        break;
      settings.push_back(std::move(value));
      one->inits.items = std::move(settings);
      into.push_back(std::move(one));
    }
    return true;
  }

  static std::string text(const Expr &e) {
    if (auto *name = dynCast<NameExpr>(&e))
      return name->name;
    auto *member = dynCast<MemberExpr>(&e);
    return member ? text(*member->base) + "." + member->name : "…";
  }

  // --- Projections ---

  /// Ports and receptors that were made anew.
  void projection(ProjectDecl &project) {
    const Expr *end = project.targetPopulation;
    auto *name = dynCast<NameExpr>(end);
    const Expanded *made = end && end->type.kind == Type::Projection
                               ? find(name ? name->ref.decl : nullptr)
                               : find(populationOf(end));
    if (!made)
      return;
    if (auto port = made->replaced.find(project.port); port != made->replaced.end())
      project.port = port->second;
    if (auto use = made->replaced.find(project.portUse); use != made->replaced.end())
      project.portUse = static_cast<const UseDecl *>(use->second);
  }

  /// A signal that is a number made of vectors, such as dot(w, pre.m).
  void scalarSignal(ProjectDecl &project, AssignDecl &signal) {
    VectorExpr expr = outside();
    if (!expr.involves(signal.value.get()))
      return;
    std::map<const Decl *, Components> weights;
    std::vector<DeclPtr> added;
    // A weight that stands where a vector is needed has a value for each component.
    expr.spread = [&](const Decl *decl, int64_t size) -> const Components * {
      auto *assign = dynCast<AssignDecl>(decl);
      if (!assign || assign->value->type.kind == Type::Unknown)
        return nullptr;
      auto [entry, fresh] = weights.try_emplace(decl);
      if (!fresh)
        return entry->second.shape == Shape{size} ? &entry->second : nullptr;
      entry->second.shape = {size};
      for (int64_t k = 0; k < size; ++k) {
        auto one = std::make_unique<AssignDecl>();
        one->name = componentName("w", {k});
        one->range = assign->range;
        one->op = assign->op;
        one->target = nameExpr(assign->range, *one, assign->value->type);
        bool list = assign->value->type.kind == Type::List || isVector(assign->value->type);
        one->value = expr.part(*assign->value, list ? Index{k} : Index());
        entry->second.parts.push_back(one.get());
        added.push_back(std::move(one));
      }
      return &entry->second;
    };
    ExprPtr value = expr.scalar(*signal.value);
    if (!value)
      return;
    signal.value = std::move(value);
    std::vector<DeclPtr> items;
    for (DeclPtr &item : project.inits.items) {
      if (!weights.count(item.get())) {
        items.push_back(std::move(item));
        continue;
      }
      if (anyExpr(signal.value.get(), [&](const Expr &part) {
            auto *name = dynCast<NameExpr>(&part);
            return name && name->ref.decl == item.get();
          }))
        refuse(item->range, "'w' is one number in one place of the signal and a vector in another",
               "use it as one of the two");
      program.synthesised.push_back(std::move(item)); // its parts stay where it was
    }
    for (DeclPtr &item : added)
      items.push_back(std::move(item));
    project.inits.items = std::move(items);
  }

  // --- Experiments ---

  void statements(Block &block) {
    std::vector<DeclPtr> result;
    for (DeclPtr &item : block.items) {
      if (auto *loop = dynCast<ForDecl>(item.get())) {
        statements(loop->body);
      } else if (auto *sweep = dynCast<SweepDecl>(item.get())) {
        statements(sweep->body);
      } else if (auto *present = dynCast<PresentDecl>(item.get())) {
        statements(present->body);
      } else if (auto *assign = dynCast<AssignDecl>(item.get())) {
        if (splitAssignment(*assign, result))
          continue;
      } else if (item->kind == Decl::DFreeze) {
        splitFreeze(static_cast<ExprListDecl &>(*item));
      }
      result.push_back(std::move(item));
    }
    block.items = std::move(result);
    forEachExpr(block, [&](ExprPtr &e) { rewrite(e, /*measured=*/false); });
  }

  void splitFreeze(ExprListDecl &freeze) {
    std::vector<ExprPtr> values;
    for (ExprPtr &value : freeze.values) {
      auto *member = dynCast<MemberExpr>(value.get());
      const Components *of = member ? componentsOf(*member) : nullptr;
      if (!of || of->shape.empty()) {
        values.push_back(std::move(value));
        continue;
      }
      VectorExpr expr = outside();
      for (int64_t k = 0; k < componentCount(of->shape); ++k)
        if (ExprPtr one = expr.part(*member, subscriptsOf(of->shape, k))) {
          one->type = value->type;
          values.push_back(std::move(one));
        }
    }
    freeze.values = std::move(values);
  }

  /// `P.m = [1, 2]`: each component for all elements.
  bool splitAssignment(AssignDecl &assign, std::vector<DeclPtr> &into) {
    auto *member = dynCast<MemberExpr>(assign.target.get());
    const Components *of = member ? componentsOf(*member) : nullptr;
    if (!of || of->shape.empty())
      return false;
    if (isVector(assign.value->type) && assign.value->kind != Expr::KList) {
      refuse(assign.value->range,
             "the components of '" + member->name + "' are assigned from a list or a number",
             "assign them one by one: " + text(*member) + "[0] = …");
      return false;
    }
    VectorExpr expr = outside();
    for (int64_t k = 0; k < componentCount(of->shape) && !expr.failed; ++k) {
      auto one = like(assign);
      Index index = subscriptsOf(of->shape, k);
      one->target = expr.part(*member, index);
      one->value =
          expr.part(*assign.value, assign.value->kind == Expr::KList ? index : Index());
      if (!one->target || !one->value)
        break;
      one->target->type = member->type;
      into.push_back(std::move(one));
    }
    return true;
  }
};

} // namespace

void neuro::expandVectors(CheckedProgram &program, DiagnosticEngine &diagnostics) {
  Expander(program, diagnostics).run();
}
