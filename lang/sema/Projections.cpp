//===- Projections.cpp - Weight, receptor and port of every connection ---===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

static bool hasSignal(const Block &settings) {
  for (const DeclPtr &item : settings.items)
    if (auto *assign = dynCast<AssignDecl>(item.get()))
      if (auto *name = dynCast<NameExpr>(assign->target.get()))
        if (name->name == "signal")
          return true;
  return false;
}

Scope &Checker::edgeScope(Scope &network) {
  Scope &edge = newScope(&network);
  Ref index;
  index.kind = Ref::Index;
  edge.names["i"] = {index, {}, nullptr};
  index.index = 1;
  edge.names["j"] = {index, {}, nullptr};
  Ref distance;
  distance.kind = Ref::Distance;
  edge.names["distance"] = {distance, {}, nullptr};
  return edge;
}

void Checker::resolveSynapse(ProjectDecl &project) {
  if (!project.via)
    return;
  ModelInfo *model = resolveModel(*project.via, "synapse");
  if (!model)
    return;
  if (model->original->modelKind != ModelKind::Synapse) {
    auto &d = diagnostics.error(Code::E0416, project.via->range,
                                "'via' needs a synapse, but " + quoted(model->original->name) +
                                    " is " + withArticle(kindText(*model->original)));
    notePlace(d, model->original, "it is declared here");
    return;
  }
  project.synapse = model->decl;
}

void Checker::checkProject(NetworkInfo &network, ProjectDecl &project, Scope &scope) {
  network.projections.push_back(&project);
  bool signal = hasSignal(project.inits);
  Context ctx;
  ctx.scope = &scope;
  ctx.network = &network;
  ctx.latest = Level::Parameter;
  ctx.latestWhat = "a connection";

  // Kept by the network: copies of synapses refer to them.
  Elements &source = network.sourceOf[&project];
  Target target;
  if (project.source)
    resolveSource(project, ctx, source, signal);
  if (project.target)
    resolveTarget(project, ctx, target, signal);
  network.targetOf[&project] = target.elements;
  ModelInfo *synapse = modelOf(static_cast<const Decl *>(project.synapse));
  if (synapse) {
    useModel(synapse);
    std::set<std::string> set;
    for (const DeclPtr &item : project.inits.items)
      if (auto *assign = dynCast<AssignDecl>(item.get()))
        if (auto *name = dynCast<NameExpr>(assign->target.get()))
          set.insert(name->name);
    ctx.latestWhat = "an argument of " + quoted(synapse->original->name);
    checkParameters(*project.via, synapse->checked.parameters, ctx, synapse->original->name,
                    project.via->range, set);
    checkSynapseFits(project, *synapse, target, source, network.targetOf[&project]);
    ctx.latestWhat = "a connection";
  }

  Scope &edge = edgeScope(scope);
  ctx.scope = &edge;
  ctx.edgeValues = true;
  // An end that could not be resolved says nothing about its variables.
  static const Elements nothing;
  ctx.pre = source.parts.empty() ? &nothing : &source;
  ctx.post = target.elements.parts.empty() ? &nothing : &target.elements;

  if (project.rule)
    checkRule(*project.rule, ctx, signal);
  if (project.where)
    checkCondition(*project.where, ctx, "'where'");
  checkEdgeSettings(project, synapse, target, ctx, signal);
}

// --- The ends ---------------------------------------------------------------------

bool Checker::resolveSource(ProjectDecl &project, const Context &ctx, Elements &source,
                            bool signal) {
  Expr &e = *project.source;
  Path path;
  if (e.kind == Expr::KBinary) {
    if (!resolveElements(e, ctx, source))
      return false;
    project.sourcePopulation = &e;
  } else {
    if (!resolvePath(e, ctx, path))
      return false;
    if (path.projection) {
      auto &d = diagnostics.error(Code::E0405, e.range,
                                  "a connection starts at a population, but " +
                                      quoted(path.projection->name) + " is a projection");
      notePlace(d, path.projection, "it is declared here");
      return false;
    }
    source = path.elements;
    project.sourcePopulation = path.root;
  }
  e.type = path.members.empty() ? Type::of(Type::Population) : Type::of(Type::Series);
  for (const PopulationDecl *part : source.parts) {
    ModelInfo *model = modelOf(part);
    if (!model || model->broken)
      continue;
    if (path.members.empty()) {
      if (signal || model->spike || model->isBuiltinSource)
        continue;
      auto &d = diagnostics.error(Code::E0405, e.range,
                                  quoted(part->name) + " never spikes, so it has nothing to "
                                                       "project");
      notePlace(d, model->original,
                quoted(model->original->name) + " has no 'spike when'");
      if (!model->checked.events.empty())
        d.suggest("name its event: " + text(e) + "." + model->checked.events[0]->name);
      else
        d.suggest("a continuous connection is written { signal = …pre.x… }");
      return false;
    }
    size_t found = 0;
    Member member = findMember(*model, path.members, &found);
    MemberExpr &last = *path.members.back();
    if (member.kind != Member::Spikes && member.kind != Member::Event) {
      std::vector<std::string_view> candidates;
      if (model->spike || model->isBuiltinSource)
        candidates.push_back("spikes");
      for (const EventDecl *event : model->checked.events)
        candidates.push_back(event->name);
      auto &d = diagnostics.error(
          Code::E0405, last.nameRange,
          member.kind == Member::None
              ? quoted(model->original->name) + " has no event " + quoted(last.name)
              : quoted(last.name) + " is " + withArticle(kindText(*member.decl)) +
                    ", not an event");
      if (auto near = nearest(last.name, candidates); !near.empty())
        d.suggest("did you mean " + quoted(std::string(near)) + "?");
      else if (!candidates.empty())
        d.suggest("its events are " + [&] {
          std::string list;
          for (auto c : candidates)
            list += (list.empty() ? "" : ", ") + quoted(std::string(c));
          return list;
        }());
      return false;
    }
    last.ref.kind = member.kind == Member::Spikes ? Ref::Spikes : Ref::Event;
    last.ref.decl = member.decl;
    last.ref.base = part;
    if (member.kind == Member::Event && !project.sourceEvent)
      project.sourceEvent = static_cast<const EventDecl *>(member.decl);
  }
  return true;
}

/// Ports of a model that take events: receptors with `on arrive`, its own
/// `on arrive`, and named handlers; those of compartments too.
std::vector<Member> Checker::eventPorts(ModelInfo &model) {
  std::vector<Member> ports;
  auto addFrom = [&](const CheckedModel &items, const CompartmentDecl *compartment) {
    for (const UseDecl *use : items.uses) {
      ModelInfo *receptor = modelOf(static_cast<const Decl *>(use->model));
      if (!receptor)
        continue;
      for (const OnDecl *on : receptor->checked.handlers)
        if (on->name == "arrive") {
          Member m{Member::Port, on, use, compartment, receptor};
          ports.push_back(m);
        }
    }
    for (const OnDecl *on : items.handlers)
      if (on->name != "pre" && on->name != "post") {
        Member m{Member::Port, on, nullptr, compartment, &model};
        ports.push_back(m);
      }
  };
  addFrom(model.checked, nullptr);
  for (auto &[compartment, items] : model.compartmentItems)
    addFrom(items, compartment);
  return ports;
}

static std::string portName(const Member &port) {
  std::string name;
  if (port.compartment)
    name = port.compartment->name + ".";
  return name + (port.use ? port.use->name : port.decl->name);
}

Type Checker::portType(const Member &port) {
  if (!port.decl)
    return {};
  if (auto *on = dynCast<OnDecl>(port.decl))
    return on->parameters.empty() ? Type::of(Type::Void) : typeOf(on->parameters[0].get());
  Type type = typeOf(port.decl);
  if (port.component)
    type.shape.clear();
  return type;
}

/// Says that `model` has no event port of that name.
bool Checker::missingPort(ProjectDecl &project, ModelInfo &model, const PopulationDecl &part,
                          const std::string &name, SourceRange at) {
  std::vector<Member> ports = eventPorts(model);
  std::vector<std::string> names;
  for (const Member &p : ports)
    names.push_back(portName(p));
  std::vector<std::string_view> candidates(names.begin(), names.end());
  auto &d = diagnostics.error(Code::E0403, at,
                              quoted(model.original->name) + " has no port " + quoted(name) +
                                  " that takes events");
  notePlace(d, &part, quoted(part.name) + " consists of " + quoted(model.original->name));
  auto near = nearest(name, candidates);
  if (!near.empty()) {
    d.suggest("did you mean " + quoted(std::string(near)) + "?");
  } else if (!names.empty()) {
    std::string list;
    for (const std::string &n : names)
      list += (list.empty() ? "" : ", ") + quoted(n);
    d.suggest("its ports are " + list);
  } else {
    d.suggest("give it a receptor, for instance: use syn = ExpCurr(tau = 2 ms)");
  }
  return false;
}

bool Checker::resolveTarget(ProjectDecl &project, const Context &ctx, Target &target,
                            bool signal) {
  Expr &e = *project.target;
  Path path;
  if (!resolvePath(e, ctx, path))
    return false;
  project.targetPopulation = path.root;
  e.type = Type::of(path.members.empty() ? Type::Population : Type::Opaque);
  if (path.projection) {
    target.projection = path.projection;
    ModelInfo *synapse = modelOf(static_cast<const Decl *>(path.projection->synapse));
    if (!synapse) {
      if (!path.projection->via)
        diagnostics.error(Code::E0403, e.range,
                          quoted(path.projection->name) +
                              " has static synapses, which have no ports")
            .note(path.projection->range, "it is declared here");
      return false;
    }
    Member member = path.members.empty() ? Member() : findMember(*synapse, path.members);
    if (member.kind != Member::Port) {
      std::vector<std::string_view> candidates;
      for (const OnDecl *on : synapse->checked.handlers)
        if (on->name != "pre" && on->name != "post")
          candidates.push_back(on->name);
      std::string name = path.members.empty() ? "" : path.members.back()->name;
      auto &d = diagnostics.error(Code::E0403, e.range,
                                  "synapse " + quoted(synapse->original->name) +
                                      (name.empty() ? " needs a port to be named"
                                                    : " has no port " + quoted(name) +
                                                          " that takes events"));
      if (auto near = nearest(name, candidates); !near.empty())
        d.suggest("did you mean " + quoted(std::string(near)) + "?");
      else if (!candidates.empty())
        d.suggest("its port is " + quoted(std::string(candidates[0])));
      return false;
    }
    project.port = member.decl;
    target.ports.push_back(member);
    path.members.back()->ref.kind = Ref::Declaration;
    path.members.back()->ref.decl = member.decl;
    path.members.back()->ref.base = path.projection;
    return true;
  }
  target.elements = path.elements;
  for (const PopulationDecl *part : target.elements.parts) {
    ModelInfo *model = modelOf(part);
    if (!model || model->broken)
      continue;
    if (model->original->modelKind == ModelKind::Source && model->isBuiltinSource) {
      diagnostics.error(Code::E0403, e.range,
                        quoted(part->name) + " is a source and takes no events");
      return false;
    }
    std::string name = path.members.empty() ? "" : path.members.back()->name;
    Member member;
    if (signal) {
      std::vector<const VarDecl *> inputs = model->checked.inputs;
      if (!path.members.empty()) {
        member = findMember(*model, path.members);
        member.component = path.component != nullptr;
      } else if (inputs.size() == 1) {
        member.kind = Member::Value;
        member.decl = inputs[0];
        member.owner = model;
      }
      if (member.kind != Member::Value || member.decl->kind != Decl::DInput) {
        std::vector<std::string_view> candidates;
        for (const VarDecl *v : inputs)
          candidates.push_back(v->name);
        auto &d = diagnostics.error(
            Code::E0419, path.members.empty() ? e.range : path.members.back()->nameRange,
            path.members.empty()
                ? quoted(model->original->name) + " has " +
                      (inputs.empty() ? "no input" : "several inputs: name one")
                : quoted(model->original->name) + " has no continuous input " + quoted(name));
        if (auto near = nearest(name, candidates); !near.empty())
          d.suggest("did you mean " + quoted(std::string(near)) + "?");
        else
          d.suggest("a signal adds to an input: input " + (name.empty() ? "I" : name) + ": pA");
        return false;
      }
    } else if (path.members.empty()) {
      std::vector<Member> ports = eventPorts(*model);
      if (ports.empty())
        return missingPort(project, *model, *part, "arrive", e.range);
      if (ports.size() > 1) {
        std::string list;
        for (const Member &p : ports)
          list += (list.empty() ? "" : ", ") + quoted(portName(p));
        auto &d = diagnostics.error(Code::E0403, e.range,
                                    quoted(model->original->name) + " has " +
                                        std::to_string(ports.size()) +
                                        " ports that take events: " + list);
        notePlace(d, model->original, "it is declared here");
        d.suggest("name one: " + text(e) + "." + portName(ports[0]));
        return false;
      }
      member = ports[0];
    } else {
      member = findMember(*model, path.members);
      if (member.kind == Member::Receptor) {
        const OnDecl *arrive = nullptr;
        if (member.owner)
          for (const OnDecl *on : member.owner->checked.handlers)
            if (on->name == "arrive")
              arrive = on;
        if (!member.owner)
          return false;
        if (!arrive) {
          auto &d = diagnostics.error(Code::E0403, path.members.back()->nameRange,
                                      "receptor " + quoted(member.owner->original->name) +
                                          " takes no events: it has no 'on arrive'");
          notePlace(d, member.owner->original, "it is declared here");
          return false;
        }
        member.kind = Member::Port;
        member.decl = arrive;
      }
      if (member.kind == Member::Value && member.decl->kind == Decl::DInput) {
        auto &d = diagnostics.error(Code::E0403, path.members.back()->nameRange,
                                    quoted(name) + " is a continuous input and takes no events");
        notePlace(d, member.decl, "it is declared here");
        d.suggest("drive it with 'stimulate', or by { signal = … }; events need a receptor");
        return false;
      }
      if (member.kind != Member::Port)
        return missingPort(project, *model, *part, name, path.members.back()->nameRange);
    }
    if (target.ports.empty()) {
      project.port = member.decl;
      project.portUse = member.use;
      if (!path.members.empty()) {
        path.members.back()->ref.kind = Ref::Declaration;
        path.members.back()->ref.decl = member.decl;
        path.members.back()->ref.base = part;
      }
    } else {
      Type first = portType(target.ports[0]), here = portType(member);
      if (first.kind != Type::Unknown && here.kind != Type::Unknown &&
          (first.kind == Type::Void ? here.kind != Type::Void
                                    : first.dimension != here.dimension)) {
        auto &d = diagnostics.error(Code::E0404, e.range,
                                    "the port " + quoted(portName(member)) + " of " +
                                        quoted(text(*path.root)) + " takes " + needText(first) +
                                        " in one population and " + needText(here) +
                                        " in another");
        notePlace(d, target.ports[0].decl, "one is declared here");
        notePlace(d, member.decl, "the other is declared here");
        return false;
      }
    }
    target.ports.push_back(member);
  }
  return true;
}

// --- The rule ------------------------------------------------------------------------

/// What the signature of a rule cannot say.
void Checker::checkRuleArguments(CallExpr &call, const Builtin &rule, const Context &ctx) {
  if (rule.name == "nearest" &&
      requirePositions(call.range, "'nearest'", ctx.pre))
    requirePositions(call.range, "'nearest'", ctx.post);
  for (const Argument &a : call.arguments)
    if (a.name == "pad")
      if (auto *pad = dynCast<StringExpr>(a.value.get());
          pad && pad->value != "same" && pad->value != "valid")
        diagnostics.error(Code::E0433, a.value->range, "no padding " + text(*a.value))
            .suggest("it is \"same\" or \"valid\"");
}

void Checker::checkRule(Expr &rule, const Context &ctx, bool signal) {
  auto *call = dynCast<CallExpr>(&rule);
  auto *name = dynCast<NameExpr>(call ? call->callee.get() : &rule);
  const Builtin *builtin = name ? findBuiltin(name->name, Place::Rule) : nullptr;
  if (!builtin) {
    auto &d = diagnostics.error(Code::E0406, rule.range,
                                "unknown connection rule " + quoted(text(rule)));
    auto near = name ? nearest(name->name, builtinNames(Place::Rule)) : std::string_view();
    d.suggest(near.empty() ? "rules are all, one_to_one, bernoulli(p), fixed_indegree(k), "
                             "fixed_outdegree(k), fixed_total(n), pairwise_poisson(lambda), "
                             "nearest(k), conv2d(…), sumpool(k), toeplitz(k) and "
                             "file(\"…\")"
                           : "did you mean " + quoted(std::string(near)) + "?");
    if (call)
      for (Argument &a : call->arguments)
        check(*a.value, ctx);
    return;
  }
  rule.type = Type::of(Type::Void);
  if (!call) {
    for (const Parameter &p : builtin->signature())
      if (!p.optional) {
        diagnostics
            .error(Code::E0206, rule.range,
                   quoted(name->name) + " needs " + quoted(std::string(p.name)))
            .suggest("it is written " + builtin->usage());
        break;
      }
    return;
  }
  Type common;
  size_t before = diagnostics.errorCount();
  checkArguments(*call, *builtin, ctx, common);
  if (diagnostics.errorCount() != before || call->arguments.empty())
    return;
  checkRuleArguments(*call, *builtin, ctx);
  std::string_view kind = builtin->signature()[0].kind;
  auto value = evaluateConstant(*call->arguments[0].value, {});
  if (kind == "1" && value && *value < 0)
    diagnostics.error(Code::E0402, call->arguments[0].value->range,
                      quoted(name->name) + " cannot make a negative number of connections");
}
