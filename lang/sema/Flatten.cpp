//===- Flatten.cpp - Inheritance by copying ------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

static constexpr unsigned maxGenerations = 64;
/// Declarations copied from model to model, in a whole program.
static constexpr size_t maxCopies = 200000;

namespace {
/// What a model declares itself, and so replaces in the model it extends.
struct Own {
  std::set<std::string> names; ///< of everything that has a name
  std::set<std::string> states, equations, handlers, bounds, couplings;
  bool spike = false, tie = false;
};

Own ownOf(const ModelDecl &model) {
  Own own;
  for (auto &p : model.parameters)
    own.names.insert(p->name);
  for (const DeclPtr &item : model.body.items) {
    if (auto *list = dynCast<VarListDecl>(item.get())) {
      for (auto &v : list->vars) {
        own.names.insert(v->name);
        if (v->kind == Decl::DState || v->kind == Decl::DEdge)
          own.states.insert(v->name);
      }
      continue;
    }
    if (auto *uses = dynCast<UseListDecl>(item.get())) {
      for (auto &u : uses->uses)
        own.names.insert(u->name);
      continue;
    }
    switch (item->kind) {
    case Decl::DOde:
      own.equations.insert(item->name);
      break;
    case Decl::DSpike:
      own.spike = true;
      break;
    case Decl::DOn:
      own.handlers.insert(item->name);
      if (item->name != "pre" && item->name != "post" && item->name != "arrive")
        own.names.insert(item->name);
      break;
    case Decl::DBound:
      own.bounds.insert(item->name);
      break;
    case Decl::DTie:
      own.tie = true;
      break;
    case Decl::DCouple: {
      auto &c = *static_cast<const CoupleDecl *>(item.get());
      own.couplings.insert(c.a + " " + c.b);
      break;
    }
    case Decl::DGate:
    case Decl::DTrace:
    case Decl::DLet:
    case Decl::DRef:
    case Decl::DEvent:
    case Decl::DCompartment:
      own.names.insert(item->name);
      break;
    default:
      break;
    }
  }
  return own;
}

/// True if the derived model says something else instead of this item.
bool isReplaced(const Decl &item, const Own &own) {
  switch (item.kind) {
  case Decl::DOde:
    // A new equation, or the state has become something else.
    return own.equations.count(item.name) ||
           (own.names.count(item.name) && !own.states.count(item.name));
  case Decl::DSpike:
    return own.spike;
  case Decl::DTie:
    return own.tie;
  case Decl::DOn:
    return own.handlers.count(item.name) || own.names.count(item.name);
  case Decl::DBound:
    return own.bounds.count(item.name) != 0;
  case Decl::DCouple: {
    auto &c = static_cast<const CoupleDecl &>(item);
    return own.couplings.count(c.a + " " + c.b) || own.couplings.count(c.b + " " + c.a);
  }
  case Decl::DGate:
  case Decl::DTrace:
  case Decl::DLet:
  case Decl::DRef:
  case Decl::DEvent:
  case Decl::DCompartment:
    return own.names.count(item.name) != 0;
  default:
    return false;
  }
}

template <typename T> Ptr<T> cloneAs(const T &decl) {
  return Ptr<T>(static_cast<T *>(clone(static_cast<const Decl *>(&decl)).release()));
}
} // namespace

void Checker::flatten(ModelInfo &model) {
  if (model.state == ModelInfo::Flattened)
    return;
  if (model.state == ModelInfo::Busy) {
    if (!model.broken)
      diagnostics.error(Code::E0304, model.original->nameRange,
                        "model " + quoted(model.original->name) + " extends itself");
    model.broken = true;
    return;
  }
  model.state = ModelInfo::Busy;
  model.decl = model.original;
  modelByDecl[model.original] = &model;
  modelOrder.push_back(&model);

  ModelInfo *base = nullptr;
  if (model.original->extends) {
    if (declDepth >= maxGenerations) {
      diagnostics.error(Code::E0304, model.original->nameRange,
                        "models extend each other over more than " +
                            std::to_string(maxGenerations) + " generations");
      model.broken = true;
    } else {
      ++declDepth;
      base = resolveModel(*model.original->extends, "model");
      --declDepth;
      if (base)
        model.generation = base->generation + 1;
      if (!base || base->broken || base->state != ModelInfo::Flattened) {
        model.broken = true; // said already, or said by the cycle
        base = nullptr;
      }
    }
  }
  if (base && base->original->modelKind != model.original->modelKind) {
    auto &d = diagnostics.error(Code::E0304, model.original->extends->range,
                                withArticle(kindText(*model.original)) + " cannot extend " +
                                    withArticle(kindText(*base->original)));
    notePlace(d, base->original, quoted(base->original->name) + " is declared here");
    model.broken = true;
    base = nullptr;
  }
  if (base && model.generation > maxGenerations) {
    diagnostics.error(Code::E0304, model.original->nameRange,
                      "models extend each other over more than " +
                          std::to_string(maxGenerations) + " generations");
    model.broken = true;
    base = nullptr;
  }
  if (base) {
    copiedItems += base->checked.parameters.size() + base->checked.states.size() +
                   base->decl->body.items.size() + model.original->body.items.size();
    if (copiedItems > maxCopies) {
      diagnostics.error(Code::E0304, model.original->nameRange,
                        "the models of this program inherit more than " +
                            std::to_string(maxCopies) + " declarations");
      model.broken = true;
      base = nullptr;
    }
  }
  std::map<const VarDecl *, const VarDecl *> inherited;
  if (base) {
    model.base = base;
    const ModelDecl &from = *base->decl;
    const ModelDecl &own = *model.original;
    Own replaced = ownOf(own);

    // Arguments of `extends A(tau = 10 ms)` become the defaults.
    std::map<std::string, Argument *> arguments;
    if (auto *call = dynCast<CallExpr>(own.extends.get()))
      for (Argument &a : call->arguments) {
        std::vector<std::string_view> candidates;
        bool known = false;
        for (const VarDecl *p : base->checked.parameters) {
          candidates.push_back(p->name);
          known |= p->name == a.name;
        }
        if (!known) {
          auto &d = diagnostics.error(Code::E0206,
                                      a.name.empty() ? a.value->range : a.nameRange,
                                      a.name.empty() ? "arguments of " + quoted(from.name) +
                                                           " are given by name"
                                                     : quoted(from.name) +
                                                           " has no parameter " +
                                                           quoted(a.name));
          if (auto near = nearest(a.name, candidates); !near.empty())
            d.suggest("did you mean " + quoted(std::string(near)) + "?");
        } else if (!arguments.emplace(a.name, &a).second) {
          diagnostics.error(Code::E0206, a.nameRange, quoted(a.name) + " is given twice");
        }
      }
    auto take = [&](const VarDecl &var) {
      Ptr<VarDecl> copy = cloneAs(var);
      auto argument = arguments.find(var.name);
      if (var.kind == Decl::DParam && argument != arguments.end()) {
        copy->value = clone(argument->second->value.get());
        copy->drawn = false;
        inherited[copy.get()] = &var;
      }
      return copy;
    };

    auto flat = std::make_unique<ModelDecl>();
    flat->name = own.name;
    flat->range = own.range;
    flat->nameRange = own.nameRange;
    flat->doc = own.doc;
    flat->modelKind = own.modelKind;
    flat->body.range = own.body.range;
    for (auto &p : from.parameters)
      if (!replaced.names.count(p->name))
        flat->parameters.push_back(take(*p));
    for (auto &p : own.parameters)
      flat->parameters.push_back(cloneAs(*p));
    for (const DeclPtr &item : from.body.items) {
      if (auto *list = dynCast<VarListDecl>(item.get())) {
        auto copy = std::make_unique<VarListDecl>(list->kind);
        copy->range = list->range;
        copy->nameRange = list->nameRange;
        for (auto &v : list->vars)
          if (!replaced.names.count(v->name))
            copy->vars.push_back(take(*v));
        if (!copy->vars.empty())
          flat->body.items.push_back(std::move(copy));
      } else if (auto *uses = dynCast<UseListDecl>(item.get())) {
        auto copy = std::make_unique<UseListDecl>();
        copy->range = uses->range;
        copy->nameRange = uses->nameRange;
        for (auto &u : uses->uses)
          if (!replaced.names.count(u->name))
            copy->uses.push_back(cloneAs(*u));
        if (!copy->uses.empty())
          flat->body.items.push_back(std::move(copy));
      } else if (!isReplaced(*item, replaced)) {
        flat->body.items.push_back(clone(item.get()));
      }
    }
    for (const DeclPtr &item : own.body.items)
      flat->body.items.push_back(clone(item.get()));
    model.decl = flat.get();
    program.synthesised.push_back(std::move(flat));
    modelByDecl[model.decl] = &model;
  }
  model.state = ModelInfo::Flattened;
  declareMembers(model);
  for (auto &[copy, original] : inherited)
    declStates[copy].inherited = original;
}
