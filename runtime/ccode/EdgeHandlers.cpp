//===- EdgeHandlers.cpp - A handler on one synapse ------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler gets what its kernel reads from where it is, calls the kernel on one
// synapse, s from i to j, and sends what that emits, as ReferenceEdges.cpp does.
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include "runtime/core/Random.h"

#include <algorithm>
#include <fmt/format.h>

namespace neuro::rt::ccode {

/// A number of ticks of synapse s: of a table, or the one they have in common.
std::string Writer::ticksOf(const CEdges &set, const char *table,
                            const std::vector<int64_t> &ticks) const {
  const bool same = std::all_of(ticks.begin(), ticks.end(), [&](int64_t t) { return t == ticks[0]; });
  return same ? fmt::format("{}", ticks.empty() ? 0 : ticks[0])
              : fmt::format("{}_{}[s]", set.name, table);
}

static const char *wordOf(KernelPlan::Phase phase) {
  switch (phase) {
  case KernelPlan::Emit: return "emit";
  case KernelPlan::Pre: return "pre";
  case KernelPlan::Post: return "post";
  case KernelPlan::Step: return "step";
  case KernelPlan::Advance: return "advance";
  case KernelPlan::Signal: return "signal";
  default: return "";
  }
}

/// "pre", "port_reward", "every_1"
std::string Writer::handlerName(const CEdges &set, const KernelPlan &kernel) const {
  if (kernel.phase == KernelPlan::Port)
    return "port_" + set.type->ports[static_cast<size_t>(kernel.index)];
  if (kernel.phase != KernelPlan::Every)
    return wordOf(kernel.phase);
  int number = 0;
  for (const KernelPlan &other : set.type->kernels) {
    number += other.phase == KernelPlan::Every;
    if (&other == &kernel)
      break;
  }
  return fmt::format("every_{}", number);
}

static std::string aboutHandler(const CEdges &set, const KernelPlan &kernel) {
  switch (kernel.phase) {
  case KernelPlan::Emit: return "an event of i reaches it";
  case KernelPlan::Pre: return "what it learns from that";
  case KernelPlan::Post: return "j has spiked";
  case KernelPlan::Step: return "its equations, in every tick";
  case KernelPlan::Every: return "what it does from time to time";
  case KernelPlan::Advance: return "makes up for the ticks since it was touched";
  case KernelPlan::Port: return "an event of port " + set.type->ports[static_cast<size_t>(kernel.index)];
  default: return "what it adds to an input of j";
  }
}

/// Whether a handler may run several times in a row for one event.
bool Writer::repeats(const CEdges &set, const KernelPlan &kernel) const {
  auto counts = [&](const View &view, const std::vector<int> &events) {
    for (size_t p = 0; p < view.parts.size(); ++p)
      if (populations[static_cast<size_t>(view.parts[p].population)]
              .events[static_cast<size_t>(events[p])]
              .counts)
        return true;
    return false;
  };
  if (kernel.phase == KernelPlan::Emit || kernel.phase == KernelPlan::Pre)
    return counts(*set.from, set.plan->sourceEvents);
  if (kernel.phase == KernelPlan::Port)
    for (const PortEvents &port : set.ports) {
      const ProjectionPlan &plan = network.projections[static_cast<size_t>(port.projection)];
      if (port.port == kernel.index && counts(instance.view(plan.source), plan.sourceEvents))
        return true;
    }
  return false;
}

/// The call of a kernel on synapse s, after `locals`. `looks`: on copies of its states.
/// `changed`: statements that begin another round.
std::string Writer::kernelOn(const CEdges &set, const KernelPlan &kernel, bool looks,
                             std::string &locals, std::string &changed) const {
  const CKernel &own = code.kernels.at(kernel.symbol);
  const bool after = kernel.phase == KernelPlan::Every || kernel.phase == KernelPlan::Advance;
  const bool seenPre = after || (kernel.phase == KernelPlan::Post && set.type->tie == Tie::PreFirst);
  const bool seenPost = after || (kernel.phase == KernelPlan::Pre && set.type->tie == Tie::PostFirst);
  const std::string delay = ticksOf(set, "delay", set.delays);
  const std::string backprop = ticksOf(set, "backprop", set.backprops);
  // Signals come first in a tick: what happens in it is not there yet.
  const bool early = set.plan->signal && kernel.phase == KernelPlan::Advance && !looks;
  auto minus = [](const std::string &ticks) { return ticks == "0" ? "" : " - " + ticks; };
  bool pre = false, post = false;
  std::string draws, call = own.name + "(", values;
  // What all synapses share, and an event brings.
  bool brings = false;
  for (int f : set.c->constants) {
    const FieldPlan &field = set.type->fields[static_cast<size_t>(f)];
    if (field.role != FieldRole::Value || kernel.phase != KernelPlan::Port)
      continue;
    brings = true;
    const CField &c = set.c->fields[static_cast<size_t>(f)];
    values += fmt::format("  constants.{} = {}argument;\n", c.name,
                          c.type == "double" ? "" : "(" + c.type + ")");
  }
  if (own.readsConstants && brings)
    locals += fmt::format("  struct {}_constants constants = {}_constants;\n{}", set.c->name, set.name, values);
  if (own.readsConstants)
    call += brings ? "&constants, " : "&" + set.name + "_constants, ";
  if (own.readsTime)
    call += "(double)(now - 1) * DT, ";
  call += "1";
  std::string fields;
  for (size_t a = 0; a < own.arrays.size(); ++a) {
    const size_t f = static_cast<size_t>(own.arrays[a]);
    const FieldPlan &field = set.type->fields[f];
    const CField &c = set.c->fields[f];
    switch (field.role) {
    case FieldRole::State:
      if (!looks && !set.frozen[f]) {
        call += fmt::format(", &m->{}.{}[s]", set.name, c.name);
        continue;
      }
      fields += fmt::format("  {} {} = m->{}.{}[s];\n", c.type, c.name, set.name, c.name);
      break;
    case FieldRole::Parameter:
    case FieldRole::Derived:
    case FieldRole::Coefficient:
      call += fmt::format(", &{}_{}[s]", set.name, c.name);
      continue;
    case FieldRole::Elapsed:
      fields += fmt::format("  {} {} = ({})((uint32_t)now - m->{}.touched[s]);\n", c.type, c.name, c.type,
                            set.name);
      // Handlers are over: a time too short to change anything lets bounds hold.
      if (kernel.phase == KernelPlan::Advance && (c.type == "float" || c.type == "double"))
        fields += fmt::format("  if ({0} == 0)\n    {0} = {1};\n", c.name, real(1e-30, c.type == "float"));
      changed += fmt::format("    {} = 0;\n", c.name);
      break;
    case FieldRole::Trace: {
      (field.end == EdgeEnd::Pre ? pre : post) = true;
      const CEdges &keeper = keeperOf(set, field.end == EdgeEnd::Pre);
      const int kept = &keeper == &set ? static_cast<int>(f) : keptTrace(keeper, set, static_cast<int>(f));
      fields += fmt::format("  const {0} {1} = ({0}){2}.{3};\n", c.type, c.name,
                            field.end == EdgeEnd::Pre ? "before" : "after",
                            keeper.c->fields[static_cast<size_t>(kept)].name);
      break;
    }
    case FieldRole::Age:
      (field.end == EdgeEnd::Pre ? pre : post) = true;
      fields += fmt::format("  const {0} {1} = {2}.last < 0 ? 0 : ({0})(now{3} - {2}.last);\n", c.type,
                            c.name, field.end == EdgeEnd::Pre ? "before" : "after",
                            minus(field.end == EdgeEnd::Pre ? delay : backprop));
      break;
    case FieldRole::End:
      fields += fmt::format("  const {0} {1} = ({0}){2};\n", c.type, c.name,
                            kernel.phase == KernelPlan::Signal && field.end == EdgeEnd::Pre
                                ? signalEnd(*set.plan, field, delay)
                                : endValue(set, field));
      break;
    case FieldRole::Ref:
      fields += fmt::format("  const {0} {1} = ({0}){2}_ref_{3}[s];\n", c.type, c.name, set.name,
                            set.type->refs[static_cast<size_t>(field.ref)].name);
      break;
    case FieldRole::Value:
      fields += fmt::format("  const {0} {1} = ({0})argument;\n", c.type, c.name);
      break;
    case FieldRole::Draw:
      fields += fmt::format("  {} {};\n", c.type, c.name);
      draws += fmt::format("{} = ({}){}edge_unit({}_id[s], 0x{:08x}u, {}u, now, {}){}; ", c.name, c.type,
                           field.distribution == "normal" ? "normal(" : "", set.name,
                           randomObject(Purpose::EdgeDraw, static_cast<uint32_t>(set.projection)),
                           field.stream, repeats(set, kernel) ? "round" : "0",
                           field.distribution == "normal" ? ")" : "");
      break;
    case FieldRole::Emit:
      fields += fmt::format("  {} {} = 0;\n", c.type, c.name);
      changed += fmt::format("    {} = 0;\n", c.name);
      break;
    default:
      fields += fmt::format("  {} {} = 0;\n", c.type, c.name);
      break;
    }
    call += ", &" + c.name;
  }
  if (pre)
    locals += fmt::format("  const struct {0}_{1}_pre before = {1}_pre_at(m, now, i, now{2}{3});\n",
                          options.name, keeperOf(set, true).name, minus(delay), seenPre ? " + 1" : "");
  if (post)
    locals += fmt::format("  const struct {0}_{1}_post after = {1}_post_at(m, now, j, now{2}{3});\n",
                          options.name, keeperOf(set, false).name, minus(backprop),
                          !seenPost            ? ""
                          : !early             ? " + 1"
                          : !set.oneBackprop   ? fmt::format(" + ({} > 0)", backprop)
                          : set.backprop > 0   ? " + 1"
                                               : "");
  locals += fields;
  return draws + call + ");";
}

/// Sends what a kernel wrote.
std::string Writer::emissions(const CEdges &set, const KernelPlan &kernel, const std::string &indent) {
  std::string out;
  const CKernel &own = code.kernels.at(kernel.symbol);
  for (size_t k = 0; k < set.type->emits.size(); ++k) {
    const EmitPlan &emit = set.type->emits[k];
    if (emit.phase != kernel.phase || (kernel.phase == KernelPlan::Port && emit.port != kernel.index) ||
        std::find(own.arrays.begin(), own.arrays.end(), emit.field) == own.arrays.end())
      continue;
    const CField &c = set.c->fields[static_cast<size_t>(emit.field)];
    const bool pre = kernel.phase == KernelPlan::Emit;
    const std::string after = ticksOf(set, fmt::format("after_{}", k).c_str(), set.after[k]);
    const std::string inner = indent + "  ";
    if (emit.ref >= 0) {
      const View &view = instance.view(set.plan->edge.refs[static_cast<size_t>(emit.ref)].view);
      const std::string index =
          fmt::format("{}_ref_{}[s]", set.name, set.type->refs[static_cast<size_t>(emit.ref)].name);
      const std::string wait = after == "0" ? "1" : after.find('[') == std::string::npos
                                   ? after
                                   : fmt::format("({0} > 1 ? {0} : 1)", after);
      out += fmt::format("{}if ({} != 0) {{\n", indent, c.name) +
             branch(view, index, inner,
                    [&](const ViewPart &part, size_t, const std::string &element) {
                      return fmt::format("send_to_reference(m, {}, (uint32_t)j, (uint32_t)i, {}, {}, {}, {});",
                                         set.projection, wait,
                                         waitingSum(part.population, fieldNamed(part.population, emit.to)),
                                         element, c.name);
                    }) +
             indent + "}\n";
      continue;
    }
    auto sumOf = [&](const ViewPart &part, size_t p) -> std::pair<const CPopulation &, const CField &> {
      const CPopulation &receiver = populations[static_cast<size_t>(part.population)];
      const int f = set.plan->targetFields[p];
      const int into = receiver.type->fields[static_cast<size_t>(f)].into;
      return {receiver, receiver.c->fields[static_cast<size_t>(into >= 0 ? into : f)]};
    };
    auto atOnce = [&](const std::string &space) {
      return branch(*set.to, "j", space, [&](const ViewPart &part, size_t p, const std::string &element) {
        auto [receiver, sum] = sumOf(part, p);
        return fmt::format("m->{}.{}[{}] += {}{};", receiver.name, sum.name, element,
                           sum.type == c.type ? "" : "(" + sum.type + ")", c.name);
      });
    };
    bool all = true, any = false; // of them wait
    for (size_t s = 0; s < set.targets.size(); ++s) {
      const bool waits = set.after[k][s] + set.dendritic[s] > 0;
      all &= waits;
      any |= waits;
    }
    if (pre && !any) {
      out += fmt::format("{}if ({} != 0) {{\n", indent, c.name) + atOnce(inner) + indent + "}\n";
      continue;
    }
    const std::string dendritic = ticksOf(set, "dendritic", set.dendritic);
    std::string wait = after == "0" ? dendritic : dendritic == "0" ? after : after + " + " + dendritic;
    auto later = [&](const std::string &space, const std::string &ticks) {
      return branch(*set.to, "j", space, [&](const ViewPart &part, size_t p, const std::string &element) {
        return fmt::format("send_later(m, now + {}, {}, {}, {});", ticks,
                           waitingSum(part.population, set.plan->targetFields[p]), element, c.name);
      });
    };
    out += fmt::format("{}if ({} != 0) {{\n", indent, c.name);
    if (!any)
      out += later(inner, "1");
    else if (all)
      out += later(inner, wait);
    else {
      out += fmt::format("{}const int32_t wait = {};\n", inner, wait);
      if (pre)
        out += fmt::format("{0}if (wait == 0) {{\n{1}{0}}} else {{\n{2}{0}}}\n", inner, atOnce(inner + "  "),
                           later(inner + "  ", "wait"));
      else
        out += later(inner, "(wait > 1 ? wait : 1)");
    }
    out += indent + "}\n";
  }
  return out;
}

/// One kernel on one synapse: s, from i to j.
CHandler Writer::edgeHandler(const CEdges &set, const KernelPlan &kernel) {
  std::string locals, changed;
  const std::string call = kernelOn(set, kernel, /*looks=*/false, locals, changed);
  std::string body = locals;
  const bool several = repeats(set, kernel);
  if (several)
    body += fmt::format("  for (uint32_t round = 0; round < count; ++round) {{\n    {}\n{}{}  }}\n", call,
                        emissions(set, kernel, "    "), changed);
  else
    body += "  " + call + "\n" + emissions(set, kernel, "  ");
  const bool writes = std::any_of(kernel.writes.begin(), kernel.writes.end(), [&](int f) {
    return set.type->fields[static_cast<size_t>(f)].role == FieldRole::State;
  });
  if (writes && set.looksBack)
    body += fmt::format("  m->{}.touched[s] = (uint32_t)now;\n", set.name);
  const bool argument = kernel.phase == KernelPlan::Port;
  CHandler out;
  out.usesSource = hasWord(body, "i");
  std::string unused;
  for (const char *name : {"m", "s", "i", "j", "now", "argument"})
    if (!hasWord(body, name) && (argument || name[0] != 'a'))
      unused += fmt::format("  (void){};\n", name);
  out.text = fmt::format("/* Synapse s, from i to j: {}. */\n"
                         "static void {}_on_{}({} *m, int64_t now, uint32_t s, int32_t i, int32_t j{}{})\n{{\n{}{}}}\n\n",
                         aboutHandler(set, kernel), set.name, handlerName(set, kernel), options.name,
                         argument ? ", double argument" : "", several ? ", uint32_t count" : "", unused,
                         body);
  return out;
}

} // namespace neuro::rt::ccode
