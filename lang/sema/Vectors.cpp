//===- Vectors.cpp - Vectors and matrices become scalars -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Vectors.h"

#include "lang/sema/VectorExpr.h"

#include <functional>
#include <set>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

namespace {

bool isVector(const Type &type) { return type.isNumber() && !type.shape.empty(); }

/// Names of all declarations that an expression reads, and those behind them.
void collectNames(const Expr *e, const std::function<void(const Decl *)> &visit) {
  if (!e)
    return;
  auto list = [&](const std::vector<ExprPtr> &exprs) {
    for (const ExprPtr &x : exprs)
      collectNames(x.get(), visit);
  };
  switch (e->kind) {
  case Expr::KName:
    visit(cast<NameExpr>(*e).ref.decl);
    break;
  case Expr::KIndex:
    collectNames(cast<IndexExpr>(*e).base.get(), visit);
    list(cast<IndexExpr>(*e).subscripts);
    break;
  case Expr::KCall:
    for (const Argument &a : cast<CallExpr>(*e).arguments)
      collectNames(a.value.get(), visit);
    break;
  case Expr::KUnary:
    collectNames(cast<UnaryExpr>(*e).operand.get(), visit);
    break;
  case Expr::KBinary:
    collectNames(cast<BinaryExpr>(*e).lhs.get(), visit);
    collectNames(cast<BinaryExpr>(*e).rhs.get(), visit);
    break;
  default:
    break;
  }
}

/// A model as one kind of population has it.
struct Expanded {
  std::map<const Decl *, Components> known; ///< of the original's declarations
  const ModelDecl *decl = nullptr;
};

/// One model with given sizes, without vectors.
class ModelExpander {
public:
  ModelExpander(const CheckedModel &model, CheckedProgram &program,
                DiagnosticEngine &diagnostics, ConstEnv env)
      : model(model), program(program), expr(diagnostics), diagnostics(diagnostics) {
    expr.env = std::move(env);
  }

  /// The scalar model under a new name; false after an error.
  bool run(const std::string &symbol, CheckedModel &into, Expanded &expanded) {
    into = model;
    into.symbol = symbol;
    auto decl = std::make_unique<ModelDecl>();
    decl->name = model.decl->name;
    decl->nameRange = model.decl->nameRange;
    decl->range = model.decl->range;
    decl->modelKind = model.decl->modelKind;
    into.decl = expanded.decl = decl.get();
    program.synthesised.push_back(std::move(decl));
    for (auto *list : {&into.inputs, &into.hosts, &into.edges})
      for (const VarDecl *var : *list)
        if (isVector(var->type))
          return refuse(*var, "'" + var->name + "' is a vector; only states, parameters and "
                                                "derived values are");
    for (const UseDecl *use : model.uses)
      if (auto *call = dynCast<CallExpr>(use->receptor.get()))
        for (const Argument &a : call->arguments)
          if (VectorExpr::involves(a.value.get()))
            return refuse(*use, "a receptor takes numbers, not vectors");
    declareAll(into.parameters);
    declareAll(into.states);
    // A let may be read before it is declared, so all of them are declared first.
    declareLets(into);
    variables(into.parameters);
    variables(into.states);
    lets(into);
    equations(into);
    handlers(into);
    expanded.known = expr.known;
    return !expr.failed && !failed;
  }

private:
  const CheckedModel &model;
  CheckedProgram &program;
  VectorExpr expr;
  DiagnosticEngine &diagnostics;
  bool failed = false;

  bool refuse(const Decl &at, std::string message) {
    diagnostics.error(Code::E0909, at.nameRange, std::move(message))
        .suggest("use several scalars");
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
    decl->range = from.range;
    return decl;
  }

  // --- Variables ---

  void declareAll(const std::vector<const VarDecl *> &list) {
    for (const VarDecl *var : list) {
      if (!isVector(var->type))
        continue;
      auto shape = expr.declaredShape(*var);
      if (!shape)
        return;
      Components components{*shape, {}};
      for (int64_t k = 0; k < componentCount(*shape); ++k) {
        VarDecl *one =
            make<VarDecl>(*var, componentName(var->name, subscriptsOf(*shape, k)));
        one->type = Type::real(var->type.dimension);
        one->drawn = var->drawn;
        components.parts.push_back(one);
      }
      expr.known[var] = std::move(components);
    }
  }

  void declareLets(const CheckedModel &into) {
    for (const LetDecl *let : into.lets) {
      if (!isVector(let->type))
        continue;
      auto shape = expr.shapeOf(*let->value);
      if (!shape)
        return;
      Components components{*shape, {}};
      for (int64_t k = 0; k < componentCount(*shape); ++k) {
        auto *one = make<LetDecl>(*let, componentName(let->name, subscriptsOf(*shape, k)));
        one->type = Type::real(let->type.dimension);
        components.parts.push_back(one);
      }
      expr.known[let] = std::move(components);
    }
  }

  void variables(std::vector<const VarDecl *> &list) {
    std::vector<const VarDecl *> result;
    for (const VarDecl *var : list) {
      auto found = expr.known.find(var);
      if (found == expr.known.end()) {
        result.push_back(var);
        if (VectorExpr::involves(var->value.get()) ||
            VectorExpr::involves(var->constraint.get())) {
          auto *copy = make<VarDecl>(*var, var->name);
          copy->type = var->type;
          copy->drawn = var->drawn;
          if (var->value)
            copy->value = expr.scalar(*var->value);
          if (var->constraint)
            copy->constraint = expr.scalar(*var->constraint);
          result.back() = copy;
        }
        continue;
      }
      if (var->constraint)
        refuse(*var, "a constraint on a vector is not executed yet");
      const Components &components = found->second;
      for (int64_t k = 0; k < componentCount(components.shape); ++k) {
        auto *one = const_cast<VarDecl *>(
            static_cast<const VarDecl *>(components.parts[static_cast<size_t>(k)]));
        if (var->value)
          one->value = expr.part(*var->value, valueIndex(*var->value, components.shape, k));
        result.push_back(one);
      }
    }
    list = std::move(result);
  }

  /// Subscripts into a value that is a vector or one number for all.
  Index valueIndex(const Expr &value, const Shape &shape, int64_t k) {
    return expr.indexInto(value, shape, k);
  }

  void lets(CheckedModel &into) {
    std::vector<const LetDecl *> result;
    for (const LetDecl *let : into.lets) {
      auto found = expr.known.find(let);
      if (found != expr.known.end()) {
        for (int64_t k = 0; k < componentCount(found->second.shape); ++k) {
          auto *one = const_cast<LetDecl *>(
              static_cast<const LetDecl *>(found->second.parts[static_cast<size_t>(k)]));
          one->value = expr.part(*let->value, subscriptsOf(found->second.shape, k));
          result.push_back(one);
        }
      } else if (VectorExpr::involves(let->value.get())) {
        auto *copy = make<LetDecl>(*let, let->name);
        copy->type = let->type;
        copy->value = expr.scalar(*let->value);
        result.push_back(copy);
      } else {
        result.push_back(let);
      }
      if (expr.failed)
        return;
    }
    into.lets = std::move(result);
  }

  // --- Equations ---

  void equations(CheckedModel &into) {
    std::vector<const OdeDecl *> odes;
    for (const OdeDecl *ode : into.odes) {
      auto found = ode->state ? expr.known.find(ode->state) : expr.known.end();
      if (found == expr.known.end()) {
        odes.push_back(ode);
        if (!VectorExpr::involves(ode->value.get()))
          continue;
        auto *copy = make<OdeDecl>(*ode, ode->name);
        copy->order = ode->order;
        copy->state = ode->state;
        copy->value = expr.scalar(*ode->value);
        odes.back() = copy;
        continue;
      }
      const Components &components = found->second;
      for (int64_t k = 0; k < componentCount(components.shape); ++k) {
        auto *state = static_cast<const VarDecl *>(components.parts[static_cast<size_t>(k)]);
        auto *one = make<OdeDecl>(*ode, state->name);
        one->order = ode->order;
        one->state = state;
        one->value = expr.part(*ode->value, valueIndex(*ode->value, components.shape, k));
        odes.push_back(one);
      }
      if (expr.failed)
        return;
    }
    into.odes = std::move(odes);
    std::vector<const GateDecl *> gates;
    for (const GateDecl *gate : into.gates) {
      bool any = false;
      for (const Argument &a : gate->arguments)
        any |= VectorExpr::involves(a.value.get());
      gates.push_back(gate);
      if (!any)
        continue;
      auto *copy = make<GateDecl>(*gate, gate->name);
      for (const Argument &a : gate->arguments)
        copy->arguments.push_back({a.name, a.nameRange, expr.scalar(*a.value)});
      gates.back() = copy;
    }
    into.gates = std::move(gates);
    std::vector<const SolveDecl *> solves;
    for (const SolveDecl *solve : into.solves) {
      auto *copy = make<SolveDecl>(*solve, solve->name);
      for (const ImportDecl::Item &item : solve->states) {
        const Components *of = componentsNamed(item.name);
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
      solves.push_back(copy);
    }
    into.solves = std::move(solves);
    for (const BoundDecl *bound : into.bounds)
      if (componentsNamed(bound->name) || VectorExpr::involves(bound->BoundDecl::range.get()))
        refuse(*bound, "a bound of a vector is not executed yet");
  }

  const Components *componentsNamed(const std::string &name) const {
    for (const VarDecl *state : model.states)
      if (state->name == name)
        if (auto found = expr.known.find(state); found != expr.known.end())
          return &found->second;
    return nullptr;
  }

  // --- Handlers ---

  static bool involves(const Block &block) {
    for (const DeclPtr &item : block.items) {
      if (auto *assign = dynCast<AssignDecl>(item.get())) {
        if (VectorExpr::involves(assign->target.get()) ||
            VectorExpr::involves(assign->value.get()))
          return true;
      } else if (auto *let = dynCast<LetDecl>(item.get())) {
        if (VectorExpr::involves(let->value.get()))
          return true;
      } else if (auto *branch = dynCast<IfDecl>(item.get())) {
        if (VectorExpr::involves(branch->condition.get()) || involves(branch->thenBlock) ||
            involves(branch->elseBlock))
          return true;
      }
    }
    return false;
  }

  void handlers(CheckedModel &into) {
    for (const OnDecl *&on : into.handlers) {
      if (!involves(on->body))
        continue;
      // Its parameters are names of the original's.
      auto *copy = make<OnDecl>(*on, on->name);
      for (const Ptr<VarDecl> &parameter : on->parameters) {
        auto one = makeOwned<VarDecl>(*parameter, parameter->name);
        one->type = parameter->type;
        expr.known[parameter.get()] = {{}, {one.get()}};
        copy->parameters.push_back(std::move(one));
      }
      block(on->body, copy->body);
      on = copy;
    }
    for (const EventDecl *&event : into.events) {
      if (!VectorExpr::involves(event->condition.get()) && !involves(event->body))
        continue;
      auto *copy = make<EventDecl>(*event, event->name);
      copy->condition = expr.scalar(*event->condition);
      copy->hasBody = event->hasBody;
      block(event->body, copy->body);
      event = copy;
    }
    for (const EveryDecl *&every : into.periodic) {
      if (!VectorExpr::involves(every->period.get()) && !involves(every->body))
        continue;
      auto *copy = make<EveryDecl>(*every, every->name);
      copy->period = expr.scalar(*every->period);
      block(every->body, copy->body);
      every = copy;
    }
    if (!into.spike)
      return;
    const SpikeDecl &spike = *into.spike;
    bool holds = false;
    for (const SpikeDecl::Held &held : spike.hold)
      holds |= componentsNamed(held.name) != nullptr;
    if (!holds && !VectorExpr::involves(spike.condition.get()) && !involves(spike.reset))
      return;
    auto *copy = make<SpikeDecl>(spike, spike.name);
    copy->condition = expr.scalar(*spike.condition);
    if (spike.refractory)
      copy->refractory = expr.scalar(*spike.refractory);
    for (const SpikeDecl::Held &held : spike.hold) {
      const Components *of = componentsNamed(held.name);
      if (!of) {
        copy->hold.push_back(held);
        continue;
      }
      for (const Decl *one : of->parts)
        copy->hold.push_back({one->name, held.range, static_cast<const VarDecl *>(one)});
    }
    block(spike.reset, copy->reset);
    into.spike = copy;
  }

  void block(const Block &from, Block &to) {
    to.range = from.range;
    for (const DeclPtr &item : from.items) {
      if (expr.failed)
        return;
      if (auto *assign = dynCast<AssignDecl>(item.get()))
        assignment(*assign, to);
      else if (auto *let = dynCast<LetDecl>(item.get()))
        local(*let, to);
      else if (auto *branch = dynCast<IfDecl>(item.get())) {
        auto copy = makeOwned<IfDecl>(*branch, branch->name);
        copy->condition = expr.scalar(*branch->condition);
        copy->hasElse = branch->hasElse;
        block(branch->thenBlock, copy->thenBlock);
        block(branch->elseBlock, copy->elseBlock);
        to.items.push_back(std::move(copy));
      } else {
        refuse(*item, "this statement of a model with vectors is not executed yet");
      }
    }
  }

  void local(const LetDecl &let, Block &to) {
    auto shape = isVector(let.type) ? expr.shapeOf(*let.value) : Shape();
    if (!shape)
      return;
    Components components{*shape, {}};
    for (int64_t k = 0; k < componentCount(*shape); ++k) {
      Index index = subscriptsOf(*shape, k);
      auto one = makeOwned<LetDecl>(let, componentName(let.name, index));
      one->type = Type::real(let.type.dimension);
      if (let.type.kind == Type::Bool)
        one->type = let.type;
      one->value = expr.part(*let.value, index);
      components.parts.push_back(one.get());
      to.items.push_back(std::move(one));
    }
    expr.known[&let] = std::move(components);
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
    std::vector<const LetDecl *> values;
    for (int64_t k = 0; k < componentCount(*shape); ++k) {
      auto value = makeOwned<LetDecl>(assign, componentName("value of a vector",
                                                            subscriptsOf(*shape, k)));
      value->type = Type::real(assign.value->type.dimension);
      value->value = expr.part(*assign.value, valueIndex(*assign.value, *shape, k));
      if (!value->value)
        return;
      values.push_back(value.get());
      to.items.push_back(std::move(value));
    }
    for (int64_t k = 0; k < componentCount(*shape); ++k) {
      const LetDecl &value = *values[static_cast<size_t>(k)];
      set(subscriptsOf(*shape, k), nameExpr(assign.range, value, value.type));
    }
  }
};

/// Models of populations, and what networks say of their vectors.
class Expander {
public:
  Expander(CheckedProgram &program, DiagnosticEngine &diagnostics)
      : program(program), diagnostics(diagnostics) {}

  void run() {
    std::set<const NetworkDecl *> networks(program.networks.begin(), program.networks.end());
    for (const NetworkDecl *network : networks)
      walk(const_cast<NetworkDecl *>(network)->body, /*populations=*/true);
    for (const NetworkDecl *network : networks)
      walk(const_cast<NetworkDecl *>(network)->body, /*populations=*/false);
    publish();
  }

private:
  CheckedProgram &program;
  DiagnosticEngine &diagnostics;
  std::map<std::string, Expanded> models; ///< by symbol
  std::vector<CheckedModel> made;
  std::map<const PopulationDecl *, const Expanded *> expandedOf;

  /// The list of models grows, and is referred to by place.
  void publish() {
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
  }

  static bool hasVectors(const CheckedModel &model) {
    for (auto *list : {&model.parameters, &model.states, &model.inputs, &model.hosts})
      for (const VarDecl *var : *list)
        if (isVector(var->type) || VectorExpr::involves(var->value.get()))
          return true;
    for (const LetDecl *let : model.lets)
      if (isVector(let->type) || VectorExpr::involves(let->value.get()))
        return true;
    for (const OdeDecl *ode : model.odes)
      if (VectorExpr::involves(ode->value.get()))
        return true;
    return false;
  }

  void walk(Block &block, bool populations) {
    for (DeclPtr &item : block.items) {
      if (auto *loop = dynCast<ForDecl>(item.get()))
        walk(loop->body, populations);
      else if (item->kind == Decl::DPopulation && populations)
        population(static_cast<PopulationDecl &>(*item));
      else if (item->kind == Decl::DProject && !populations)
        projection(static_cast<ProjectDecl &>(*item));
    }
  }

  // --- Populations ---

  /// Parameters that sizes are made of.
  static std::set<const Decl *> sizeParameters(const CheckedModel &model) {
    std::set<const Decl *> found;
    std::function<void(const Decl *)> add = [&](const Decl *decl) {
      auto *var = dynCast<VarDecl>(decl);
      if (var && var->kind == Decl::DParam && found.insert(decl).second)
        collectNames(var->value.get(), add);
    };
    std::function<void(const Expr *)> look = [&](const Expr *e) {
      if (auto *call = dynCast<CallExpr>(e)) {
        auto *callee = dynCast<NameExpr>(call->callee.get());
        bool legendre =
            callee && (callee->name == "legendre_A" || callee->name == "legendre_B");
        for (const Argument &a : call->arguments)
          legendre ? collectNames(a.value.get(), add) : look(a.value.get());
      } else if (auto *index = dynCast<IndexExpr>(e)) {
        look(index->base.get());
        for (const ExprPtr &s : index->subscripts)
          collectNames(s.get(), add);
      } else if (auto *unary = dynCast<UnaryExpr>(e)) {
        look(unary->operand.get());
      } else if (auto *binary = dynCast<BinaryExpr>(e)) {
        look(binary->lhs.get());
        look(binary->rhs.get());
      }
    };
    for (auto *list : {&model.parameters, &model.states, &model.inputs})
      for (const VarDecl *var : *list) {
        if (isVector(var->type) && var->typeSpec && !var->typeSpec->isUnit)
          for (const ExprPtr &extent : var->typeSpec->arguments)
            collectNames(extent.get(), add);
        look(var->value.get());
      }
    for (const LetDecl *let : model.lets)
      look(let->value.get());
    for (const OdeDecl *ode : model.odes)
      look(ode->value.get());
    return found;
  }

  void population(PopulationDecl &population) {
    auto it = program.modelOf.find(population.model);
    if (it == program.modelOf.end() || !hasVectors(*it->second) ||
        population.model->modelKind == ModelKind::Source)
      return;
    const CheckedModel &model = *it->second;
    auto *call = dynCast<CallExpr>(population.modelExpr.get());
    std::map<std::string, const Expr *> arguments;
    if (call) {
      size_t position = 0;
      for (const Argument &a : call->arguments) {
        if (!a.name.empty())
          arguments[a.name] = a.value.get();
        else if (position < model.parameters.size())
          arguments[model.parameters[position++]->name] = a.value.get();
      }
    }
    ConstEnv env;
    std::string suffix;
    const std::set<const Decl *> sizes = sizeParameters(model);
    for (const VarDecl *parameter : model.parameters) {
      if (!sizes.count(parameter))
        continue;
      auto given = arguments.find(parameter->name);
      const Expr *value = given != arguments.end() ? given->second : parameter->value.get();
      auto number = value ? evaluateConstant(*value, env) : std::nullopt;
      if (!number) {
        diagnostics
            .error(Code::E0909, value ? value->range : population.nameRange,
                   "'" + parameter->name + "' decides the size of a vector of '" +
                       model.decl->name + "' and must be a number")
            .suggest("a size is known when the program is compiled: it cannot be a parameter "
                     "of the network");
        return;
      }
      env.values[parameter] = *number;
      char text[64];
      std::snprintf(text, sizeof text, "%s%s = %.15g", suffix.empty() ? "(" : ", ",
                    parameter->name.c_str(), *number);
      suffix += text;
    }
    if (!suffix.empty())
      suffix += ")";
    const std::string symbol = model.symbol + (suffix.empty() ? "[]" : suffix);
    auto [entry, fresh] = models.try_emplace(symbol);
    if (fresh) {
      CheckedModel expanded;
      if (!ModelExpander(model, program, diagnostics, env)
               .run(symbol, expanded, entry->second))
        return;
      made.push_back(std::move(expanded));
    }
    if (!entry->second.decl)
      return;
    expandedOf[&population] = &entry->second;
    settings(population, model, entry->second, arguments, env);
    population.model = entry->second.decl;
  }

  /// Values the population gives: those of vectors one by one.
  void settings(PopulationDecl &population, const CheckedModel &model,
                const Expanded &expanded,
                const std::map<std::string, const Expr *> &arguments, const ConstEnv &env) {
    VectorExpr expr(diagnostics);
    expr.env = env;
    auto partOf = [&](const Expr &value, const Shape &shape, int64_t k) {
      Index index = expr.indexInto(value, shape, k);
      return expr.failed ? nullptr : expr.part(value, index);
    };
    if (auto *call = dynCast<CallExpr>(population.modelExpr.get())) {
      auto copy = std::make_unique<CallExpr>();
      copy->range = call->range;
      copy->type = call->type;
      copy->callee = std::move(call->callee);
      for (const VarDecl *parameter : model.parameters) {
        auto given = arguments.find(parameter->name);
        if (given == arguments.end())
          continue;
        auto components = expanded.known.find(parameter);
        if (components == expanded.known.end()) {
          copy->arguments.push_back(
              {parameter->name, given->second->range, expr.scalar(*given->second)});
          continue;
        }
        const Components &of = components->second;
        for (int64_t k = 0; k < componentCount(of.shape); ++k)
          copy->arguments.push_back({of.parts[static_cast<size_t>(k)]->name,
                                     given->second->range,
                                     partOf(*given->second, of.shape, k)});
      }
      population.modelExpr = std::move(copy);
    }
    std::vector<DeclPtr> items;
    for (DeclPtr &item : population.inits.items) {
      auto *assign = dynCast<AssignDecl>(item.get());
      auto *target = assign ? dynCast<NameExpr>(assign->target.get()) : nullptr;
      auto found = target ? expanded.known.find(target->ref.decl) : expanded.known.end();
      if (found == expanded.known.end()) {
        items.push_back(std::move(item));
        continue;
      }
      const Components &of = found->second;
      for (int64_t k = 0; k < componentCount(of.shape); ++k) {
        auto one = std::make_unique<AssignDecl>();
        one->range = assign->range;
        one->op = assign->op;
        const Decl &part = *of.parts[static_cast<size_t>(k)];
        one->target = nameExpr(target->range, part, Type::real(assign->value->type.dimension));
        one->value = partOf(*assign->value, of.shape, k);
        items.push_back(std::move(one));
      }
    }
    population.inits.items = std::move(items);
  }

  // --- Projections ---

  const Components *componentsOf(const MemberExpr &e) {
    auto *population = dynCast<PopulationDecl>(e.ref.base);
    auto expanded = population ? expandedOf.find(population) : expandedOf.end();
    if (expanded == expandedOf.end())
      return nullptr;
    auto found = expanded->second->known.find(e.ref.decl);
    return found == expanded->second->known.end() ? nullptr : &found->second;
  }

  void projection(ProjectDecl &project) {
    AssignDecl *signal = nullptr;
    for (DeclPtr &item : project.inits.items)
      if (auto *assign = dynCast<AssignDecl>(item.get()))
        if (auto *name = dynCast<NameExpr>(assign->target.get());
            name && name->name == "signal")
          signal = assign;
    if (!signal || !VectorExpr::involves(signal->value.get()))
      return;
    VectorExpr expr(diagnostics);
    expr.ends = [&](const MemberExpr &e) { return componentsOf(e); };
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
    ExprPtr value = expr.scalar(*signal->value);
    if (!value)
      return;
    signal->value = std::move(value);
    std::vector<DeclPtr> items;
    for (DeclPtr &item : project.inits.items) {
      if (!weights.count(item.get())) {
        items.push_back(std::move(item));
        continue;
      }
      if (readsName(*signal->value, item.get()))
        diagnostics
            .error(Code::E0909, item->range,
                   "'w' is one number in one place of the signal and a vector in another")
            .suggest("use it as one of the two");
      program.synthesised.push_back(std::move(item)); // its parts stay where it was
    }
    for (DeclPtr &item : added)
      items.push_back(std::move(item));
    project.inits.items = std::move(items);
  }

  static bool readsName(const Expr &e, const Decl *decl) {
    bool found = false;
    collectNames(&e, [&](const Decl *d) { found |= d == decl; });
    return found;
  }
};

} // namespace

void neuro::expandVectors(CheckedProgram &program, DiagnosticEngine &diagnostics) {
  Expander(program, diagnostics).run();
}
