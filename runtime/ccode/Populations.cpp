//===- Populations.cpp - State and constants ------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <fmt/format.h>

namespace neuro::rt::ccode {

/// What the struct of a population holds: what changes.
bool Writer::isState(const CPopulation &population, int f) const {
  const FieldPlan &field = population.type->fields[static_cast<size_t>(f)];
  switch (field.role) {
  case FieldRole::State:
  case FieldRole::Refractory:
  case FieldRole::Previous:
  case FieldRole::Draw:
    return field.perElement;
  case FieldRole::Arrive:
    return field.into < 0;
  case FieldRole::Input:
    return true;
  case FieldRole::Let:
    return needLets.count(population.index) > 0;
  default:
    return false;
  }
}

/// A constant that differs between elements and is read.
bool Writer::isTable(const CPopulation &population, int f) const {
  const FieldPlan &field = population.type->fields[static_cast<size_t>(f)];
  const bool read = std::any_of(
      population.type->kernels.begin(), population.type->kernels.end(), [&](const KernelPlan &kernel) {
        auto own = code.kernels.find(kernel.symbol);
        return own != code.kernels.end() &&
               std::find(own->second.arrays.begin(), own->second.arrays.end(), f) !=
                   own->second.arrays.end();
      });
  return (read || readByEnds.count({population.index, f})) && field.perElement &&
         (field.role == FieldRole::Parameter || field.role == FieldRole::Derived ||
          field.role == FieldRole::Coefficient);
}

Result<void> Writer::collectPopulation(int index) {
  CPopulation out;
  out.index = index;
  out.plan = &network.populations[static_cast<size_t>(index)];
  out.size = instance.size(index);
  if (out.size > INT32_MAX)
    return unsupported(fmt::format("a population of {} elements", out.size), out.plan->where);
  out.name = names.of(out.plan->name);
  if (out.plan->classIndex >= 0) {
    out.type = &program.classes[static_cast<size_t>(out.plan->classIndex)];
    out.c = &code.classes[static_cast<size_t>(out.plan->classIndex)];
    for (const EventPlan &event : out.type->events)
      out.events.push_back({out.c->fields[static_cast<size_t>(event.maskField)].name, 1, false});
    for (size_t f = 0; f < out.type->fields.size(); ++f) {
      const FieldPlan &field = out.type->fields[f];
      late |= field.into >= 0;
      if (field.role == FieldRole::Draw) {
        const bool normal = field.distribution == "normal";
        needsNormal |= normal;
        needsUnit |= !normal && out.c->fields[f].type == "double";
        needsUnitF32 |= !normal && out.c->fields[f].type == "float";
        draws = true;
      }
      if (field.role == FieldRole::Input && !field.perElement)
        return unsupported("an input that is one value for all elements (" + field.name + ")",
                           out.plan->where);
      if (instance.isFrozenState(index, static_cast<int>(f)) && isState(out, static_cast<int>(f)))
        out.frozen.push_back(static_cast<int>(f));
    }
    for (const KernelPlan &kernel : out.type->kernels)
      if (kernel.phase != KernelPlan::Update && kernel.phase != KernelPlan::Record &&
          kernel.phase != KernelPlan::Every)
        return unsupported("kernel " + kernel.symbol, out.plan->where);
  } else if (Result<void> r = collectSource(out); !r) {
    return r;
  }
  populations.push_back(std::move(out));
  return {};
}

Result<void> Writer::collectPopulations() {
  for (size_t p = 0; p < network.populations.size(); ++p)
    if (Result<void> r = collectPopulation(static_cast<int>(p)); !r)
      return r;
  return {};
}

/// static const TYPE NAME[n] = {…};
std::string Writer::array(const std::string &type, const std::string &name, size_t n,
                          const std::function<std::string(size_t)> &value) {
  flash += n * typeSize(type);
  std::string out = fmt::format("static const {} {}[{}] = {{", type, name, n), row;
  for (size_t k = 0; k < n; ++k) {
    std::string text = value(k) + (k + 1 < n ? "," : "");
    if (row.empty() || row.size() + text.size() + 1 > 96) {
      out += row + "\n";
      row = "  " + text;
    } else {
      row += " " + text;
    }
  }
  return out + row + "\n};\n";
}

/// The struct of the model.
std::string Writer::stateStruct() {
  std::string out = fmt::format("typedef struct {} {{\n"
                                "  int64_t tick; /* ticks done; it is then tick * {}_DT ms */\n",
                                options.name, options.name);
  ram += 8;
  for (const CPopulation &population : populations) {
    std::string members;
    auto member = [&](const std::string &type, const std::string &name, size_t n,
                      const std::string &about, size_t rows = 1) {
      members += fmt::format("    {} {}{}[{}];{}\n", type, name,
                             rows > 1 ? fmt::format("[{}]", rows) : "", n,
                             about.empty() ? "" : " /* " + comment(about) + " */");
      ram += n * rows * typeSize(type);
    };
    auto stimulated = [&](size_t f) {
      auto found = inputs.find({population.index, static_cast<int>(f)});
      return found != inputs.end() && found->second.changes;
    };
    for (size_t f = 0; population.type && f < population.type->fields.size(); ++f) {
      if (!isState(population, static_cast<int>(f)))
        continue;
      const FieldPlan &field = population.type->fields[f];
      std::string about = field.unit.text == "1" ? "" : field.unit.text;
      if (field.role == FieldRole::Refractory)
        about = "ticks left";
      else if (field.role == FieldRole::Draw)
        about = "drawn in every tick";
      else if (field.role == FieldRole::Input) {
        about += (about.empty() ? "" : ", ") +
                 std::string(!stimulated(f) ? "input: yours to set"
                             : inputs.at({population.index, static_cast<int>(f)}).signals
                                 ? "input: from continuous projections and stimuli"
                                 : "input: from stimuli");
      }
      else if (field.role == FieldRole::Arrive)
        about += (about.empty() ? "" : ", ") + std::string("what arrives in a tick");
      const std::string &name = population.c->fields[f].name;
      member(population.c->fields[f].type, name, static_cast<size_t>(population.size), about);
      if (stimulated(f) && inputs.at({population.index, static_cast<int>(f)}).signals)
        member("double", name + "_signal", static_cast<size_t>(population.size),
               "sum of what continuous projections add");
      if (std::find(population.frozen.begin(), population.frozen.end(), static_cast<int>(f)) !=
          population.frozen.end())
        member(population.c->fields[f].type, frozenName(population, static_cast<int>(f)), static_cast<size_t>(population.size),
               "what every tick leaves in " + name);
      if (auto past = pasts.find({population.index, static_cast<int>(f)}); past != pasts.end())
        member(population.c->fields[f].type, name + "_past", static_cast<size_t>(population.size),
               fmt::format("of tick n at [n % {}]", past->second), static_cast<size_t>(past->second));
    }
    if (!population.type && !isSent(population))
      continue; // counted where it arrives
    if (!population.type && (population.source.stamps.size() || population.source.single.size())) {
      members += "    uint32_t next; /* of its table of events */\n";
      ram += 4;
    }
    if (!population.type && population.plan->source == SourceKind::Port)
      member("uint8_t", "next", static_cast<size_t>((population.size + 7) / 8),
             "events of the next tick, a bit an element: yours to set");
    for (const CEvent &event : population.events) {
      if (event.counts)
        member("uint16_t", event.name, static_cast<size_t>(population.size),
               event.slots > 1 ? "events in tick n at [n % slots]" : "events of the last tick",
               static_cast<size_t>(event.slots));
      else
        member("uint8_t", event.name, static_cast<size_t>((population.size + 7) / 8),
               event.slots > 1 ? fmt::format("a bit an element; of tick n at [n % {}]", event.slots)
                               : "of the last tick, a bit an element",
               static_cast<size_t>(event.slots));
    }
    if (members.empty())
      continue; // nothing of them changes; C knows no empty struct
    const std::string what = population.type ? population.type->name : "source";
    out += fmt::format("  struct {{ /* {} of {} */\n{}  }} {};\n",
                       population.size, comment(what), members, population.name);
  }
  out += edgeMembers() + waitingMembers();
  if (counters > 0) {
    out += fmt::format("  uint16_t arrived[{}]; /* events that reach a target in a tick */\n", counters);
    ram += 2 * counters;
  }
  out += fmt::format("  {}_listener listener;\n  void *user;\n}} {};\n", options.name, options.name);
  ram += 2 * sizeof(void *);
  return out;
}

std::string Writer::constantsOf(const CClass &own, const std::string &name,
                                const std::function<double(int field)> &value) {
  std::string out =
      fmt::format("static const struct {}_constants {}_constants = {{\n", own.name, name);
  for (int f : own.constants) {
    const CField &field = own.fields[static_cast<size_t>(f)];
    const double v = value(f);
    out += fmt::format("  .{} = {},\n", field.name,
                       field.type == "int32_t" ? fmt::format("{}", static_cast<int32_t>(v))
                                               : real(v, field.type == "float"));
    flash += typeSize(field.type);
  }
  return out + "};\n\n";
}

/// One struct a class with what kernels read, one constant of it a population.
std::string Writer::constants() {
  std::string out;
  for (size_t c = 0; c < program.classes.size(); ++c) {
    const ClassPlan &type = program.classes[c];
    const CClass &own = code.classes[c];
    const bool used = std::any_of(populations.begin(), populations.end(),
                                  [&](const CPopulation &p) { return p.type == &type; }) ||
                      std::any_of(edgeSets.begin(), edgeSets.end(), [&](const CEdges &set) {
                        return set.type == &type && !set.targets.empty();
                      }) ||
                      std::any_of(signals.begin(), signals.end(), [&](const CSignal &signal) {
                        return signal.made->type == &type && signal.edges > 0;
                      });
    if (!used || own.constants.empty())
      continue;
    out += fmt::format("/* What the {} of {} have in common. */\n"
                       "struct {}_constants {{\n",
                       type.edge ? "synapses of a projection" : "neurons of a population",
                       comment(type.name), own.name);
    for (int f : own.constants) {
      const CField &field = own.fields[static_cast<size_t>(f)];
      out += fmt::format("  {} {};{}\n", field.type, field.name,
                         field.comment.empty() ? "" : " /* " + comment(field.comment) + " */");
    }
    out += "};\n\n" + edgeConstants(type, own);
    for (const CSignal &signal : signals)
      if (signal.made->type == &type && signal.edges > 0)
        out += constantsOf(own, signal.name, [&](int f) {
          return type.fields[static_cast<size_t>(f)].role == FieldRole::Parameter
                     ? instance.signalUniform(signal.number, f)
                     : 0; // of its target, read in every tick
        });
    for (const CPopulation &population : populations) {
      if (population.type != &type)
        continue;
      out += constantsOf(own, population.name,
                         [&](int f) { return instance.load(population.index, f, 0); });
    }
  }
  for (const CPopulation &population : populations)
    for (size_t f = 0; population.type && f < population.type->fields.size(); ++f)
      if (isTable(population, static_cast<int>(f)))
        out += array(population.c->fields[f].type,
                     population.name + "_" + population.c->fields[f].name,
                     static_cast<size_t>(population.size),
                     [&](size_t e) {
                       return real(instance.load(population.index, static_cast<int>(f),
                                                 static_cast<int64_t>(e)),
                                   population.c->fields[f].type == "float");
                     }) +
               "\n";
  return out;
}

/// The member that holds a state while a tick goes on.
std::string Writer::frozenName(const CPopulation &population, int field) const {
  std::string name = population.c->fields[static_cast<size_t>(field)].name + "_frozen";
  while (std::any_of(population.c->fields.begin(), population.c->fields.end(),
                     [&](const CField &other) { return other.name == name; }))
    name += "_";
  return name;
}

/// Frozen states stay as they were when the tick began, so that a host may set them.
std::string Writer::takeFrozen() const {
  std::string out;
  for (const CPopulation &population : populations)
    for (int f : population.frozen)
      out += fmt::format("  for (int32_t i = 0; i < {}; ++i)\n    m->{}.{}[i] = m->{}.{}[i];\n",
                         population.size, population.name, frozenName(population, f),
                         population.name, population.c->fields[static_cast<size_t>(f)].name);
  return out;
}

std::string Writer::keepFrozen(const CPopulation &population) const {
  std::string out;
  for (int f : population.frozen)
    out += fmt::format("  for (int32_t i = 0; i < {}; ++i)\n    m->{}.{}[i] = m->{}.{}[i];\n",
                       population.size, population.name,
                       population.c->fields[static_cast<size_t>(f)].name, population.name,
                       frozenName(population, f));
  return out;
}

/// Statements that give all states their first values; tables go before them.
std::string Writer::initial() {
  std::string tables, body;
  for (const CPopulation &population : populations) {
    for (size_t f = 0; population.type && f < population.type->fields.size(); ++f) {
      const FieldPlan &field = population.type->fields[f];
      const CField &own = population.c->fields[f];
      if (!isState(population, static_cast<int>(f)))
        continue;
      if (field.role == FieldRole::Let)
        continue;
      const auto stimulated = inputs.find({population.index, static_cast<int>(f)});
      auto value = [&](size_t e) {
        const double v = stimulated != inputs.end()
                             ? stimulated->second.base[e]
                             : instance.load(population.index, static_cast<int>(f),
                                             static_cast<int64_t>(e));
        return own.type == "float" || own.type == "double"
                   ? real(v, own.type == "float")
                   : fmt::format("{}", static_cast<int64_t>(v));
      };
      const size_t n = static_cast<size_t>(population.size);
      // A sum begins at nothing; an input at what it was set to.
      bool same = true;
      const std::string first = n == 0 || field.role == FieldRole::Arrive || field.role == FieldRole::Draw ? "0" : value(0);
      for (size_t e = 1; e < n && same && field.role != FieldRole::Arrive && field.role != FieldRole::Draw; ++e)
        same = value(e) == first;
      const std::string place = fmt::format("m->{}.{}[i]", population.name, own.name);
      std::string from = first;
      if (n == 0)
        continue;
      if (!same) {
        const std::string table = population.name + "_" + own.name + "_initial";
        tables += array(own.type, table, n, value) + "\n";
        from = table + "[i]";
      }
      body += fmt::format("  for (int32_t i = 0; i < {}; ++i)\n    {} = {};\n", n, place, from);
    }
  }
  body += edgeInitial(tables);
  if (waiting.capacity > 0)
    body += fmt::format("  for (uint32_t k = 0; k + 1 < {0}_WAITING; ++k)\n    m->waiting[k].next = k + 2;\n"
                        "  m->first_free = 1;\n",
                        options.name);
  body += remember(/*start=*/true);
  return tables + fmt::format("void {0}_init({0} *m)\n{{\n"
                              "  static const {0} empty = {{0}};\n"
                              "  *m = empty;\n{1}{2}}}\n",
                              options.name, body, sourceCalls(-1, "0"));
}

std::string Writer::kernelCall(const CPopulation &population, const KernelPlan &kernel,
                               const std::string &time) {
  const CKernel &own = code.kernels.at(kernel.symbol);
  std::string call = own.name + "(";
  if (own.readsConstants)
    call += "&" + population.name + "_constants, ";
  if (own.readsTime)
    call += time + ", ";
  call += fmt::format("{}", population.size);
  for (int f : own.arrays) {
    const std::string &name = population.c->fields[static_cast<size_t>(f)].name;
    if (isTable(population, f))
      call += ", " + population.name + "_" + name;
    else
      call += ", m->" + population.name + "." + name;
    for (size_t e = 0; e < population.type->events.size(); ++e)
      if (population.type->events[e].maskField == f && population.events[e].slots > 1)
        call += fmt::format("[now % {}]", population.events[e].slots);
  }
  return call + ");";
}

} // namespace neuro::rt::ccode
