//===- VectorModel.cpp - One model without its vectors -------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/VectorModel.h"

#include "lang/ast/Walk.h"
#include "lang/sema/StaticSynapse.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

bool sema::isVector(const Type &type) { return type.isNumber() && !type.shape.empty(); }

const Components *Expanded::find(const MemberExpr &e, bool inside) const {
  std::string name = e.name;
  const Components *found = nullptr;
  for (const Expr *at = &e;;) {
    if (auto it = named.find(name); it != named.end())
      found = &it->second; // the longest name counts: dend.m before m
    at = cast<MemberExpr>(*at).base.get();
    auto *base = dynCast<MemberExpr>(at);
    auto *root = inside ? dynCast<NameExpr>(at) : nullptr;
    if (root)
      if (auto it = named.find(root->name + "." + name); it != named.end())
        return &it->second;
    if (!base)
      return found;
    name = base->name + "." + name;
  }
}

namespace {

/// One model with given sizes, without vectors.
class ModelExpander {
public:
  ModelExpander(VectorModels &models, const CheckedModel &model, CheckedProgram &program,
                DiagnosticEngine &diagnostics, ConstEnv env, const VectorModels::Ends *ends,
                Expanded &expanded)
      : models(models), model(model), program(program), expr(diagnostics),
        diagnostics(diagnostics), expanded(expanded) {
    expr.env = std::move(env);
    expr.members = [this, ends](const MemberExpr &e) -> const Components * {
      if (auto use = this->expanded.receptors.find(e.ref.base);
          use != this->expanded.receptors.end()) {
        auto found = use->second->known.find(e.ref.decl);
        return found == use->second->known.end() ? nullptr : &found->second;
      }
      return ends ? (*ends)(e) : nullptr;
    };
  }

  /// The scalar model under a new name; false after an error.
  bool run(const std::string &symbol, CheckedModel &into) {
    into = model;
    into.symbol = symbol;
    auto decl = std::make_unique<ModelDecl>();
    decl->name = model.decl->name;
    decl->nameRange = model.decl->nameRange;
    decl->range = model.decl->range;
    decl->modelKind = model.decl->modelKind;
    const ModelDecl *made = into.decl = decl.get();
    program.synthesised.push_back(std::move(decl));
    std::vector<Part> parts = {{"", &model, &into}};
    for (size_t n = 0; n < model.compartmentItems.size(); ++n) {
      into.compartmentItems[n].decl = made;
      parts.push_back({model.compartments[n]->name + ".", &model.compartmentItems[n],
                       &into.compartmentItems[n]});
    }
    // All are declared first: they may be read before they are defined, and by each
    // other's names.
    for (const Part &part : parts)
      if (!uses(part))
        return false;
    for (const Part &part : parts)
      for (auto *list : {&part.from->parameters, &part.from->states, &part.from->edges,
                         &part.from->inputs, &part.from->hosts})
        declareAll(part, *list);
    for (const Part &part : parts)
      declareDefinitions(part);
    for (const Part &part : parts) {
      for (auto *list : {&part.into->parameters, &part.into->states, &part.into->edges,
                         &part.into->inputs, &part.into->hosts})
        variables(*list);
      lets(*part.into);
      equations(*part.into);
      gates(*part.into);
      settings(part);
      handlers(part);
    }
    couples(into);
    expanded.known = expr.known;
    if (expr.failed || failed)
      return false;
    expanded.decl = made;
    return true;
  }

private:
  /// What stands in the model itself or in one of its compartments.
  struct Part {
    std::string prefix; ///< "dend.", or nothing
    const CheckedModel *from;
    CheckedModel *into;
  };
  VectorModels &models;
  const CheckedModel &model;
  CheckedProgram &program;
  VectorExpr expr;
  DiagnosticEngine &diagnostics;
  Expanded &expanded;
  bool failed = false;

  bool refuse(const Decl &at, std::string message, std::string help) {
    diagnostics.error(Code::E0909, at.nameRange, std::move(message)).suggest(std::move(help));
    failed = true;
    return false;
  }

  /// A new declaration like `from`, kept by the program.
  template <typename T> T *make(const Decl &from, const std::string &name) {
    auto decl = makeOwned<T>(from, name);
    T *raw = decl.get();
    program.synthesised.push_back(std::move(decl));
    return raw;
  }
  template <typename T>
  static std::unique_ptr<T> makeOwned(const Decl &from, const std::string &name) {
    std::unique_ptr<T> decl;
    if constexpr (std::is_same_v<T, VarDecl>)
      decl = std::make_unique<VarDecl>(from.kind);
    else
      decl = std::make_unique<T>();
    decl->name = name;
    decl->nameRange = from.nameRange;
    static_cast<Decl &>(*decl).range = from.range; // a bound has another range
    return decl;
  }

  // --- Receptors ---

  bool uses(const Part &part) {
    for (const UseDecl *&use : part.into->uses) {
      const CheckedModel *receptor = models.checked(use->model);
      if (!receptor)
        continue;
      auto given = VectorModels::argumentsOf(use->receptor.get(), *receptor);
      bool any = models.hasVectors(*receptor);
      for (auto &[name, value] : given)
        any |= expr.involves(value);
      if (!any)
        continue;
      const Expanded *made = models.instantiate(*receptor, given, expr.env, use->nameRange);
      if (!made || !made->decl)
        return failed = true, false;
      auto *copy = make<UseDecl>(*use, use->name);
      copy->model = made->decl;
      // Its arguments are written out once all names are known.
      pending.push_back({use, copy, receptor, made, given});
      expanded.receptors[use] = made;
      expanded.replaced[use] = copy;
      expr.bases[use] = copy;
      for (auto &[name, components] : made->named)
        expanded.named[part.prefix + use->name + "." + name] = components;
      for (size_t n = 0; n < receptor->handlers.size(); ++n)
        if (auto on = made->replaced.find(receptor->handlers[n]); on != made->replaced.end())
          expanded.replaced[on->first] = on->second;
      use = copy;
    }
    return true;
  }
  struct Pending {
    const UseDecl *use;
    UseDecl *copy;
    const CheckedModel *receptor;
    const Expanded *made;
    VectorModels::Arguments given;
  };
  std::vector<Pending> pending;

  // --- Variables ---

  /// In a compartment every name is made anew, since a name there is that of a
  /// declaration of the compartment.
  bool isAnew(const Part &part, std::initializer_list<const Expr *> values) const {
    bool any = !part.prefix.empty();
    for (const Expr *value : values)
      any |= expr.involves(value);
    return any;
  }

  void declareAll(const Part &part, const std::vector<const VarDecl *> &list) {
    for (const VarDecl *var : list) {
      const bool vector = isVector(var->type);
      if (!vector && !isAnew(part, {var->value.get(), var->constraint.get()}))
        continue;
      auto shape = vector ? expr.declaredShape(*var) : Shape();
      if (!shape)
        return;
      Components components{*shape, {}};
      for (int64_t k = 0; k < componentCount(*shape); ++k) {
        VarDecl *one =
            make<VarDecl>(*var, componentName(var->name, subscriptsOf(*shape, k)));
        one->type = vector ? Type::real(var->type.dimension) : var->type;
        if (!vector)
          one->typeSpec = clone(var->typeSpec.get());
        one->drawn = var->drawn;
        components.parts.push_back(one);
      }
      if (vector)
        expanded.named[part.prefix + var->name] = components;
      expr.known[var] = std::move(components);
    }
  }

  void declareDefinitions(const Part &part) {
    for (const LetDecl *let : part.from->lets) {
      // What depends on the ends of a synapse has no type before they are known.
      const bool open = isVector(let->type) || let->type.kind == Type::Unknown;
      if (!open && !isAnew(part, {let->value.get()}))
        continue;
      auto shape = open ? expr.shapeOf(*let->value) : Shape();
      if (!shape)
        return;
      Components components{*shape, {}};
      for (int64_t k = 0; k < componentCount(*shape); ++k) {
        auto *one = make<LetDecl>(*let, componentName(let->name, subscriptsOf(*shape, k)));
        one->type = let->type;
        one->type.shape.clear();
        components.parts.push_back(one);
      }
      if (!shape->empty())
        expanded.named[part.prefix + let->name] = components;
      expr.known[let] = std::move(components);
    }
    for (const GateDecl *gate : part.from->gates) {
      bool anew = !part.prefix.empty();
      for (const Argument &a : gate->arguments)
        anew |= expr.involves(a.value.get());
      if (anew)
        expr.known[gate] = {{}, {make<GateDecl>(*gate, gate->name)}};
    }
  }

  /// What was made of a declaration, in place of it.
  template <typename T, typename Fill>
  void replace(std::vector<const T *> &list, Fill fill) {
    std::vector<const T *> result;
    for (const T *decl : list) {
      auto found = expr.known.find(decl);
      if (found == expr.known.end()) {
        result.push_back(decl);
        continue;
      }
      const Components of = found->second;
      for (int64_t k = 0; k < componentCount(of.shape) && !expr.failed; ++k) {
        auto *one =
            const_cast<T *>(static_cast<const T *>(of.parts[static_cast<size_t>(k)]));
        fill(*decl, *one, of.shape, k);
        result.push_back(one);
      }
    }
    list = std::move(result);
  }

  void variables(std::vector<const VarDecl *> &list) {
    replace(list, [&](const VarDecl &var, VarDecl &one, const Shape &shape, int64_t k) {
      if (var.value)
        one.value = component(*var.value, shape, k);
      // A condition is one, of all components: it stands with the last.
      if (var.constraint && k + 1 == componentCount(shape))
        one.constraint = expr.scalar(*var.constraint);
    });
  }

  /// Component `k` of a value that is a vector of that shape or one number for all.
  ExprPtr component(const Expr &value, const Shape &shape, int64_t k) {
    Index index = expr.indexInto(value, shape, k);
    return expr.failed ? nullptr : expr.part(value, index);
  }

  void lets(CheckedModel &into) {
    replace(into.lets, [&](const LetDecl &let, LetDecl &one, const Shape &shape, int64_t k) {
      one.value = expr.part(*let.value, subscriptsOf(shape, k));
    });
  }

  void gates(CheckedModel &into) {
    replace(into.gates, [&](const GateDecl &gate, GateDecl &one, const Shape &, int64_t) {
      for (const Argument &a : gate.arguments)
        one.arguments.push_back({a.name, a.nameRange, expr.scalar(*a.value)});
    });
  }

  // --- Equations ---

  void equations(CheckedModel &into) {
    std::vector<const OdeDecl *> odes;
    for (const OdeDecl *ode : into.odes) {
      auto found = ode->state ? expr.known.find(ode->state) : expr.known.end();
      if (found == expr.known.end() && !expr.involves(ode->value.get())) {
        odes.push_back(ode);
        continue;
      }
      const Components of = found == expr.known.end() ? Components{{}, {ode->state}}
                                                      : found->second;
      for (int64_t k = 0; k < componentCount(of.shape) && !expr.failed; ++k) {
        auto *state = static_cast<const VarDecl *>(of.parts[static_cast<size_t>(k)]);
        auto *one = make<OdeDecl>(*ode, state->name);
        one->order = ode->order;
        one->state = state;
        one->value = component(*ode->value, of.shape, k);
        odes.push_back(one);
      }
    }
    into.odes = std::move(odes);
  }

  /// Components of the state of that name; null if it stays as it is.
  const Components *componentsNamed(const Part &part, const std::string &name) const {
    for (auto *list : {&part.from->states, &part.from->edges})
      for (const VarDecl *state : *list)
        if (state->name == name)
          if (auto found = expr.known.find(state); found != expr.known.end())
            return &found->second;
    return nullptr;
  }

  void settings(const Part &part) {
    for (const SolveDecl *&solve : part.into->solves) {
      auto *copy = make<SolveDecl>(*solve, solve->name);
      for (const ImportDecl::Item &item : solve->states) {
        const Components *of = componentsNamed(part, item.name);
        if (!of) {
          copy->states.push_back(item);
          continue;
        }
        for (const Decl *one : of->parts) {
          copy->states.push_back(item);
          copy->states.back().name = one->name;
        }
      }
      copy->method = expr.scalar(*solve->method);
      solve = copy;
    }
    std::vector<const BoundDecl *> bounds;
    for (const BoundDecl *bound : part.into->bounds) {
      const Components *of = componentsNamed(part, bound->name);
      auto *range = dynCast<RangeExpr>(bound->BoundDecl::range.get());
      if (!range || (!of && !expr.involves(range))) {
        bounds.push_back(bound);
        continue;
      }
      const Shape shape = of ? of->shape : Shape();
      for (int64_t k = 0; k < componentCount(shape); ++k) {
        auto *one = make<BoundDecl>(*bound, componentName(bound->name, subscriptsOf(shape, k)));
        static_cast<Decl *>(one)->range = static_cast<const Decl *>(bound)->range;
        auto limits = std::make_unique<RangeExpr>();
        limits->Expr::range = range->Expr::range;
        limits->type = range->type;
        limits->low = component(*range->low, shape, k);
        limits->high = component(*range->high, shape, k);
        if (expr.failed)
          return;
        one->BoundDecl::range = std::move(limits);
        bounds.push_back(one);
      }
    }
    part.into->bounds = std::move(bounds);
    for (const TraceDecl *&trace : part.into->traces) {
      bool any = false;
      for (const Argument &a : trace->arguments)
        any |= expr.involves(a.value.get());
      if (!any)
        continue;
      auto *copy = make<TraceDecl>(*trace, trace->name);
      copy->ofPost = trace->ofPost;
      for (const Argument &a : trace->arguments)
        copy->arguments.push_back({a.name, a.nameRange, expr.scalar(*a.value)});
      expr.known[trace] = {{}, {copy}};
      trace = copy;
    }
    for (Pending &use : pending)
      if (!use.copy->receptor)
        use.copy->receptor = VectorModels::instance(*use.use->receptor, *use.receptor, *use.made,
                                                    use.given, expr);
  }

  void couples(CheckedModel &into) {
    for (const CoupleDecl *&couple : into.couples) {
      if (!expr.involves(couple->conductance.get()))
        continue;
      auto *copy = make<CoupleDecl>(*couple, couple->name);
      copy->a = couple->a;
      copy->b = couple->b;
      copy->aRange = couple->aRange;
      copy->bRange = couple->bRange;
      copy->conductance = expr.scalar(*couple->conductance);
      couple = copy;
    }
  }

  // --- Handlers ---

  bool involves(const Block &block) const {
    for (const DeclPtr &item : block.items) {
      if (auto *assign = dynCast<AssignDecl>(item.get())) {
        if (expr.involves(assign->target.get()) || expr.involves(assign->value.get()))
          return true;
      } else if (auto *let = dynCast<LetDecl>(item.get())) {
        if (expr.involves(let->value.get()))
          return true;
      } else if (auto *emit = dynCast<EmitDecl>(item.get())) {
        if (expr.involves(emit->value.get()) || expr.involves(emit->after.get()))
          return true;
      } else if (auto *branch = dynCast<IfDecl>(item.get())) {
        if (expr.involves(branch->condition.get()) || involves(branch->thenBlock) ||
            involves(branch->elseBlock))
          return true;
      }
    }
    return false;
  }

  void handlers(const Part &part) {
    for (const OnDecl *&on : part.into->handlers) {
      for (const Ptr<VarDecl> &parameter : on->parameters)
        if (isVector(parameter->type))
          refuse(*parameter, "an event carries one number, not a vector",
                 "give each component a port of its own");
      if (!involves(on->body) && part.prefix.empty())
        continue;
      // Its parameters are names of the original's.
      auto *copy = make<OnDecl>(*on, on->name);
      for (const Ptr<VarDecl> &parameter : on->parameters) {
        auto one = makeOwned<VarDecl>(*parameter, parameter->name);
        one->type = parameter->type;
        one->typeSpec = clone(parameter->typeSpec.get());
        expr.known[parameter.get()] = {{}, {one.get()}};
        copy->parameters.push_back(std::move(one));
      }
      block(on->body, copy->body);
      expanded.replaced[on] = copy;
      on = copy;
    }
    for (const EventDecl *&event : part.into->events) {
      if (!expr.involves(event->condition.get()) && !involves(event->body))
        continue;
      auto *copy = make<EventDecl>(*event, event->name);
      copy->condition = expr.scalar(*event->condition);
      copy->hasBody = event->hasBody;
      block(event->body, copy->body);
      expanded.replaced[event] = copy;
      event = copy;
    }
    for (const EveryDecl *&every : part.into->periodic) {
      if (!expr.involves(every->period.get()) && !involves(every->body))
        continue;
      auto *copy = make<EveryDecl>(*every, every->name);
      copy->period = expr.scalar(*every->period);
      block(every->body, copy->body);
      every = copy;
    }
    if (part.into->spike)
      part.into->spike = spike(*part.into->spike);
  }

  const SpikeDecl *spike(const SpikeDecl &spike) {
    auto componentsOf = [&](const SpikeDecl::Held &held) {
      auto found = held.state ? expr.known.find(held.state) : expr.known.end();
      return found == expr.known.end() ? nullptr : &found->second;
    };
    bool holds = false;
    for (const SpikeDecl::Held &held : spike.hold)
      holds |= componentsOf(held) != nullptr;
    if (!holds && !expr.involves(spike.condition.get()) &&
        !expr.involves(spike.refractory.get()) && !involves(spike.reset))
      return &spike;
    auto *copy = make<SpikeDecl>(spike, spike.name);
    copy->condition = expr.scalar(*spike.condition);
    if (spike.refractory)
      copy->refractory = expr.scalar(*spike.refractory);
    for (const SpikeDecl::Held &held : spike.hold) {
      const Components *of = componentsOf(held);
      if (!of) {
        copy->hold.push_back(held);
        continue;
      }
      for (const Decl *one : of->parts)
        copy->hold.push_back({one->name, held.range, static_cast<const VarDecl *>(one)});
    }
    block(spike.reset, copy->reset);
    return copy;
  }

  void block(const Block &from, Block &to) {
    to.range = from.range;
    for (const DeclPtr &item : from.items) {
      if (expr.failed)
        return;
      if (auto *assign = dynCast<AssignDecl>(item.get())) {
        assignment(*assign, to);
      } else if (auto *let = dynCast<LetDecl>(item.get())) {
        local(*let, to);
      } else if (auto *emit = dynCast<EmitDecl>(item.get())) {
        auto copy = makeOwned<EmitDecl>(*emit, emit->name);
        copy->value = expr.scalar(*emit->value);
        if (emit->to)
          copy->to = expr.scalar(*emit->to);
        if (emit->after)
          copy->after = expr.scalar(*emit->after);
        to.items.push_back(std::move(copy));
      } else if (auto *branch = dynCast<IfDecl>(item.get())) {
        auto copy = makeOwned<IfDecl>(*branch, branch->name);
        copy->condition = expr.scalar(*branch->condition);
        copy->hasElse = branch->hasElse;
        block(branch->thenBlock, copy->thenBlock);
        block(branch->elseBlock, copy->elseBlock);
        to.items.push_back(std::move(copy));
      }
    }
  }

  void local(const LetDecl &let, Block &to) {
    const bool open = isVector(let.type) || let.type.kind == Type::Unknown;
    auto shape = open ? expr.shapeOf(*let.value) : Shape();
    if (!shape)
      return;
    Components components{*shape, {}};
    for (int64_t k = 0; k < componentCount(*shape); ++k) {
      Index index = subscriptsOf(*shape, k);
      auto one = makeOwned<LetDecl>(let, componentName(let.name, index));
      one->type = let.type;
      one->type.shape.clear();
      one->value = expr.part(*let.value, index);
      components.parts.push_back(one.get());
      to.items.push_back(std::move(one));
    }
    expr.known[&let] = std::move(components);
  }

  /// A name for a value that is computed here; null after an error.
  const LetDecl *keep(const Decl &from, ExprPtr value, const Type &type, Block &to) {
    if (!value)
      return nullptr;
    auto let = makeOwned<LetDecl>(from, "value of a vector");
    let->type = type;
    let->type.shape.clear();
    let->value = std::move(value);
    const LetDecl *raw = let.get();
    to.items.push_back(std::move(let));
    return raw;
  }

  /// All components of the value are known before the first one is assigned.
  void assignment(const AssignDecl &assign, Block &to) {
    auto shape = isVector(assign.target->type) ? expr.shapeOf(*assign.target) : Shape();
    if (!shape)
      return;
    auto set = [&](const Index &index, ExprPtr value) {
      auto one = makeOwned<AssignDecl>(assign, assign.name);
      one->op = assign.op;
      one->target = expr.part(*assign.target, index);
      one->value = std::move(value);
      if (one->target && one->value)
        to.items.push_back(std::move(one));
    };
    if (shape->empty())
      return set({}, expr.scalar(*assign.value));
    const bool draws = assign.op == AssignDecl::Draw;
    std::vector<ExprPtr> values;
    for (int64_t k = 0; k < componentCount(*shape); ++k) {
      ExprPtr value = component(*assign.value, *shape, k);
      auto *call = draws ? dynCast<CallExpr>(value.get()) : nullptr;
      if (call) {
        // Each component is drawn by itself, from what was there before.
        for (Argument &a : call->arguments)
          if (a.value->kind != Expr::KNumber && a.value->kind != Expr::KList) {
            const Type type = a.value->type;
            const LetDecl *kept = keep(assign, std::move(a.value), type, to);
            a.value = nameExpr(assign.range, *kept, type);
          }
      } else if (const LetDecl *kept = keep(assign, std::move(value), assign.value->type, to)) {
        value = nameExpr(assign.range, *kept, kept->type);
      }
      if (!value)
        return;
      values.push_back(std::move(value));
    }
    for (int64_t k = 0; k < componentCount(*shape); ++k)
      set(subscriptsOf(*shape, k), std::move(values[static_cast<size_t>(k)]));
  }
};

} // namespace

// --- Models --------------------------------------------------------------------------

const CheckedModel *VectorModels::checked(const ModelDecl *decl) const {
  auto it = program.modelOf.find(decl);
  return it == program.modelOf.end() ? nullptr : it->second;
}

VectorModels::Arguments VectorModels::argumentsOf(const Expr *instance,
                                                  const CheckedModel &model) {
  Arguments arguments;
  size_t position = 0;
  if (auto *call = dynCast<CallExpr>(instance))
    for (const Argument &a : call->arguments) {
      if (!a.name.empty())
        arguments[a.name] = a.value.get();
      else if (position < model.parameters.size())
        arguments[model.parameters[position++]->name] = a.value.get();
    }
  return arguments;
}

ExprPtr VectorModels::instance(const Expr &of, const CheckedModel &model,
                               const Expanded &expanded, const Arguments &given,
                               VectorExpr &expr) {
  auto *call = dynCast<CallExpr>(&of);
  auto copy = std::make_unique<CallExpr>();
  copy->range = of.range;
  copy->type = of.type;
  copy->callee = expr.part(call ? *call->callee : of, {});
  for (const VarDecl *parameter : model.parameters) {
    auto value = given.find(parameter->name);
    if (value == given.end() || expr.failed)
      continue;
    auto known = expanded.known.find(parameter);
    const Components components =
        known == expanded.known.end() ? Components{{}, {parameter}} : known->second;
    for (int64_t k = 0; k < componentCount(components.shape); ++k) {
      Index index = expr.indexInto(*value->second, components.shape, k);
      if (expr.failed)
        break;
      copy->arguments.push_back({components.parts[static_cast<size_t>(k)]->name,
                                 value->second->range, expr.part(*value->second, index)});
    }
  }
  return copy;
}

/// Every expression that stands in a model, its compartments' too.
static void forEachModelExpr(const CheckedModel &model,
                             const std::function<void(const Expr *)> &visit) {
  auto body = [&](const Block &block) {
    forEachStatement(block, [&](const Decl &item) {
      if (auto *assign = dynCast<AssignDecl>(&item)) {
        visit(assign->target.get());
        visit(assign->value.get());
      } else if (auto *let = dynCast<LetDecl>(&item)) {
        visit(let->value.get());
      } else if (auto *emit = dynCast<EmitDecl>(&item)) {
        visit(emit->value.get());
        visit(emit->after.get());
      } else if (auto *branch = dynCast<IfDecl>(&item)) {
        visit(branch->condition.get());
      }
    });
  };
  for (auto *list : {&model.parameters, &model.states, &model.edges, &model.inputs, &model.hosts})
    for (const VarDecl *var : *list) {
      visit(var->value.get());
      visit(var->constraint.get());
    }
  for (const UseDecl *use : model.uses)
    visit(use->receptor.get());
  for (const LetDecl *let : model.lets)
    visit(let->value.get());
  for (const GateDecl *gate : model.gates)
    for (const Argument &a : gate->arguments)
      visit(a.value.get());
  for (const OdeDecl *ode : model.odes)
    visit(ode->value.get());
  for (const TraceDecl *trace : model.traces)
    for (const Argument &a : trace->arguments)
      visit(a.value.get());
  for (const OnDecl *on : model.handlers)
    body(on->body);
  for (const EventDecl *event : model.events) {
    visit(event->condition.get());
    body(event->body);
  }
  for (const EveryDecl *every : model.periodic) {
    visit(every->period.get());
    body(every->body);
  }
  for (const BoundDecl *bound : model.bounds)
    visit(bound->BoundDecl::range.get());
  for (const CoupleDecl *couple : model.couples)
    visit(couple->conductance.get());
  if (model.spike) {
    visit(model.spike->condition.get());
    visit(model.spike->refractory.get());
    body(model.spike->reset);
  }
  for (const CheckedModel &items : model.compartmentItems)
    forEachModelExpr(items, visit);
}

/// Every variable that may be a vector, those of compartments too.
static void forEachVariable(const CheckedModel &model,
                            const std::function<void(const VarDecl &)> &visit) {
  for (auto *list : {&model.parameters, &model.states, &model.edges, &model.inputs, &model.hosts})
    for (const VarDecl *var : *list)
      visit(*var);
  for (const OnDecl *on : model.handlers)
    for (const Ptr<VarDecl> &parameter : on->parameters)
      visit(*parameter);
  for (const CheckedModel &items : model.compartmentItems)
    forEachVariable(items, visit);
}

static void forEachUse(const CheckedModel &model,
                       const std::function<void(const UseDecl &)> &visit) {
  for (const UseDecl *use : model.uses)
    visit(*use);
  for (const CheckedModel &items : model.compartmentItems)
    forEachUse(items, visit);
}

bool VectorModels::hasVectors(const CheckedModel &model, const Ends *ends) const {
  VectorExpr probe(diagnostics);
  if (ends)
    probe.members = *ends;
  bool any = false;
  forEachVariable(model, [&](const VarDecl &var) { any |= isVector(var.type); });
  forEachModelExpr(model, [&](const Expr *e) { any = any || probe.involves(e); });
  forEachUse(model, [&](const UseDecl &use) {
    const CheckedModel *receptor = checked(use.model);
    any = any || (receptor && hasVectors(*receptor));
  });
  return any;
}

/// Parameters that sizes are made of.
std::set<const Decl *> VectorModels::sizeParameters(const CheckedModel &model) const {
  std::set<const Decl *> found;
  std::function<void(const Expr *)> add = [&](const Expr *e) {
    forEachExpr(e, [&](const Expr &x) {
      auto *name = dynCast<NameExpr>(&x);
      auto *var = name ? dynCast<VarDecl>(name->ref.decl) : nullptr;
      if (var && var->kind == Decl::DParam && found.insert(var).second)
        add(var->value.get());
    });
  };
  forEachVariable(model, [&](const VarDecl &var) {
    if (isVector(var.type) && var.typeSpec && !var.typeSpec->isUnit)
      for (const ExprPtr &extent : var.typeSpec->arguments)
        add(extent.get());
  });
  forEachModelExpr(model, [&](const Expr *e) {
    forEachExpr(e, [&](const Expr &x) {
      auto *call = dynCast<CallExpr>(&x);
      if (call && (calleeName(*call) == "legendre_A" || calleeName(*call) == "legendre_B"))
        for (const Argument &a : call->arguments)
          add(a.value.get());
      if (auto *index = dynCast<IndexExpr>(&x))
        for (const ExprPtr &s : index->subscripts)
          add(s.get());
    });
  });
  forEachUse(model, [&](const UseDecl &use) {
    const CheckedModel *receptor = checked(use.model);
    if (!receptor)
      return;
    Arguments given = argumentsOf(use.receptor.get(), *receptor);
    for (const Decl *size : sizeParameters(*receptor))
      if (auto value = given.find(size->name); value != given.end())
        add(value->second);
  });
  return found;
}

std::optional<ConstEnv> VectorModels::sizesOf(const CheckedModel &model, const Arguments &given,
                                              const ConstEnv &caller, SourceRange at) {
  ConstEnv env;
  const std::set<const Decl *> sizes = sizeParameters(model);
  for (const VarDecl *parameter : model.parameters) {
    if (!sizes.count(parameter))
      continue;
    auto argument = given.find(parameter->name);
    const bool isGiven = argument != given.end();
    const Expr *value = isGiven ? argument->second : parameter->value.get();
    auto number = value ? evaluateConstant(*value, isGiven ? caller : env) : std::nullopt;
    if (!number) {
      diagnostics
          .error(Code::E0909, value ? value->range : at,
                 "'" + parameter->name + "' decides the size of a vector of '" +
                     model.decl->name + "' and must be a number")
          .suggest("a size is known when the program is compiled: it cannot be a parameter "
                   "of the network");
      return std::nullopt;
    }
    env.values[parameter] = *number;
  }
  return env;
}

const Expanded *VectorModels::instantiate(const CheckedModel &model, const Arguments &given,
                                          const ConstEnv &caller, SourceRange at,
                                          const std::string &context, const Ends *ends) {
  auto env = sizesOf(model, given, caller, at);
  if (!env)
    return nullptr;
  std::string suffix;
  for (const VarDecl *parameter : model.parameters)
    if (auto value = env->values.find(parameter); value != env->values.end()) {
      char text[64];
      std::snprintf(text, sizeof text, "%s%s = %.15g", suffix.empty() ? "(" : ", ",
                    parameter->name.c_str(), value->second);
      suffix += text;
    }
  const std::string symbol =
      model.symbol + (suffix.empty() ? "[]" : suffix + ")") + context;
  auto [entry, fresh] = models.try_emplace(symbol);
  if (fresh) {
    CheckedModel expanded;
    if (ModelExpander(*this, model, program, diagnostics, *env, ends, entry->second)
            .run(symbol, expanded))
      made.push_back(std::move(expanded));
  }
  return entry->second.decl ? &entry->second : nullptr;
}

/// The list of models grows, and is referred to by place.
void VectorModels::publish() {
  if (made.empty())
    return;
  std::map<const ModelDecl *, size_t> places;
  for (auto &[decl, model] : program.modelOf)
    places[decl] = static_cast<size_t>(model - program.models.data());
  for (CheckedModel &model : made) {
    places[model.decl] = program.models.size();
    program.models.push_back(std::move(model));
  }
  for (auto &[decl, place] : places)
    program.modelOf[decl] = &program.models[place];
  made.clear();
}
