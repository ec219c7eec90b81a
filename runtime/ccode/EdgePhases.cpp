//===- EdgePhases.cpp - When handlers run ---------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each handler runs when its event is there, on one synapse after the other, in the
// order of the reference engine (ReferenceEdges.cpp): stamp, kind of event, source,
// synapse; those that hear their targets: stamp, target, source.
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <fmt/format.h>

namespace neuro::rt::ccode {

/// A loop over those of a view's elements that have an event in tick `stamp`: `i` is
/// their number in the view, `count` of how many, where there may be several.
std::string Writer::eachEventOf(const ViewPart &part, int event, const std::string &stamp,
                                const std::string &inner) const {
  const CPopulation &sender = populations[static_cast<size_t>(part.population)];
  const CEvent &own = sender.events[static_cast<size_t>(event)];
  const std::string begin =
      fmt::format("  if ({} >= {}) {{\n", stamp, isSource(sender) ? 0 : 1);
  const std::string ring = fmt::format("m->{}.{}[{} % {}]", sender.name, own.name, stamp, own.slots);
  const bool whole = part.low == 0 && part.offset == 0 && part.step == 1;
  const std::string e = whole ? "i" : "e";
  const std::string element =
      whole ? "" : fmt::format("      const int32_t e = {};\n", elementOf(part, "i"));
  const std::string loop = fmt::format("    for (int32_t i = {}; i < {}; ++i) {{\n{}", part.offset,
                                       part.offset + part.count, element);
  if (own.counts)
    return begin +
           fmt::format("    const uint16_t *const events = {};\n{}"
                       "      const uint32_t count = events[{}];\n"
                       "      if (count != 0) {{\n{}      }}\n    }}\n  }}\n",
                       ring, loop, e, inner);
  const bool skips = whole && part.count == sender.size;
  return begin +
         fmt::format("    const uint8_t *const events = {};\n{}{}"
                     "      {}if (events[{} >> 3] >> ({} & 7) & 1) {{\n{}      }}\n    }}\n  }}\n",
                     ring, loop,
                     skips ? "      if (events[i >> 3] == 0)\n        i |= 7; /* none of eight */\n" : "",
                     skips ? "else " : "", e, e, inner);
}

/// Parts of a view in the order in which their events are handled.
static std::vector<size_t> inOrder(const Instance &instance, const View &view,
                                   const std::vector<int> &events) {
  std::vector<size_t> parts;
  for (size_t p = 0; p < view.parts.size(); ++p)
    if (view.parts[p].count > 0)
      parts.push_back(p);
  std::stable_sort(parts.begin(), parts.end(), [&](size_t a, size_t b) {
    return instance.channelRank(view.parts[a].population, events[a]) <
           instance.channelRank(view.parts[b].population, events[b]);
  });
  return parts;
}

/// Synapses that events of their sources reach in this tick.
std::string Writer::prePhase(const CEdges &set, const KernelPlan &kernel) {
  const std::string name = handlerName(set, kernel);
  const bool several = repeats(set, kernel);
  auto events = [&](const std::string &stamp, bool one, int stage) {
    std::string out;
    for (size_t p : inOrder(instance, *set.from, set.plan->sourceEvents)) {
      const ViewPart &part = set.from->parts[p];
      if (stage >= 0 && instance.stageOf(part.population) != stage)
        continue;
      const bool counts = populations[static_cast<size_t>(part.population)]
                              .events[static_cast<size_t>(set.plan->sourceEvents[p])]
                              .counts;
      const std::string call =
          fmt::format("          {0}_on_{1}(m, now, s, i, {0}_target[s]{2});\n", set.name, name,
                      !several ? "" : counts ? ", count" : ", 1");
      out += eachEventOf(
          part, set.plan->sourceEvents[p], stamp,
          one ? fmt::format("        for (uint32_t s = {0}_row[i]; s < {0}_row[i + 1]; ++s)\n{1}", set.name,
                            call)
              : fmt::format("        for (uint32_t s = first_of({0}_delay, {0}_row[i], {0}_row[i + 1], delay);\n"
                            "             s < {0}_row[i + 1] && {0}_delay[s] == delay; ++s)\n{1}",
                            set.name, call));
    }
    return out;
  };
  std::string out;
  const bool emits = kernel.phase == KernelPlan::Emit;
  const int64_t least = emits ? std::max<int64_t>(set.least, 1) : set.least;
  if (set.most >= least) {
    if (set.oneDelay())
      out += fmt::format("static void {0}_{1}({2} *m, int64_t now)\n{{\n"
                         "  const int64_t stamp = now{3};\n{4}}}\n\n",
                         set.name, name, options.name,
                         set.most ? fmt::format(" - {}", set.most) : "", events("stamp", true, -1));
    else
      out += fmt::format("static void {0}_{1}_after({2} *m, int64_t now, int32_t delay)\n{{\n"
                         "  const int64_t stamp = now - delay;\n{3}}}\n\n"
                         "static void {0}_{1}({2} *m, int64_t now)\n{{\n"
                         "  for (int32_t delay = {4}; delay >= {5}; --delay)\n"
                         "    {0}_{1}_after(m, now, delay);\n}}\n\n",
                         set.name, name, options.name, events("stamp", false, -1), set.most, least);
  }
  if (!emits || set.least > 0)
    return out;
  for (int stage = 0; stage < instance.stages(); ++stage) {
    const std::string body = events("now", set.oneDelay(), stage);
    if (!body.empty())
      out += fmt::format("/* Without a delay. */\nstatic void {0}_{1}_at_once_{2}({3} *m, int64_t now)\n{{\n{4}{5}}}\n\n",
                         set.name, name, stage, options.name,
                         set.oneDelay() ? "" : "  const int32_t delay = 0;\n", body);
  }
  return out;
}

/// Synapses that hear a spike of their target in this tick.
std::string Writer::postPhase(const CEdges &set, const KernelPlan &kernel, const CHandler &handler) {
  auto events = [&] {
    std::string out;
    for (size_t p = 0; p < set.to->parts.size(); ++p) {
      const int event = eventOf(set, false, p);
      if (event < 0 || set.to->parts[p].count == 0)
        continue;
      const std::string call = fmt::format("          const uint32_t s = {0}_synapse[k];\n"
                                           "          {0}_on_{1}(m, now, s, {2}, i);\n        }}\n",
                                           set.name, handlerName(set, kernel),
                                           handler.usesSource ? set.name + "_source[s]" : "0");
      out += eachEventOf(
          set.to->parts[p], event, "stamp",
          (set.oneBackprop
               ? fmt::format("        for (uint32_t k = {0}_in[i]; k < {0}_in[i + 1]; ++k) {{\n", set.name)
               : fmt::format("        for (uint32_t k = first_of({0}_in_backprop, {0}_in[i], {0}_in[i + 1], delay);\n"
                             "             k < {0}_in[i + 1] && {0}_in_backprop[k] == delay; ++k) {{\n",
                             set.name)) +
              call);
    }
    return out;
  };
  const std::string body = events();
  if (body.empty())
    return "";
  if (set.oneBackprop)
    return fmt::format("static void {0}_post({1} *m, int64_t now)\n{{\n"
                       "  const int64_t stamp = now{2};\n{3}}}\n\n",
                       set.name, options.name, set.backprop ? fmt::format(" - {}", set.backprop) : "",
                       body);
  return fmt::format("static void {0}_post({1} *m, int64_t now)\n{{\n"
                     "  for (int32_t delay = {2}; delay >= {3}; --delay) {{\n"
                     "  const int64_t stamp = now - delay;\n{4}  }}\n}}\n\n",
                     set.name, options.name, set.backprop,
                     *std::min_element(set.backprops.begin(), set.backprops.end()), body);
}

/// Which targets events of a port's sources reach, and what they bring.
std::string Writer::portTables(const CEdges &set) {
  std::string out;
  for (size_t k = 0; k < set.ports.size(); ++k) {
    const PortEvents &port = set.ports[k];
    const ProjectionPlan &plan = network.projections[static_cast<size_t>(port.projection)];
    const int64_t sources = instance.view(plan.source).size;
    if (port.values.size() > 1)
      out += array("double", fmt::format("{}_port_{}_value", set.name, k), port.values.size(),
                   [&](size_t i) { return real(port.values[i], false); });
    if (plan.where.empty())
      continue;
    const size_t bytes = static_cast<size_t>((set.to->size + 7) / 8);
    std::vector<uint8_t> bits(bytes * static_cast<size_t>(sources), 0);
    for (int64_t i = 0; i < sources; ++i)
      for (int64_t j = 0; j < set.to->size; ++j)
        if (instance.reachesTarget(port.projection, static_cast<uint32_t>(i), static_cast<uint32_t>(j)))
          bits[bytes * static_cast<size_t>(i) + static_cast<size_t>(j >> 3)] |=
              static_cast<uint8_t>(1u << (j & 7));
    out += fmt::format("/* The targets that events of each source of {} reach, a bit each. */\n",
                       comment(plan.name)) +
           array("uint8_t", fmt::format("{}_port_{}_reaches", set.name, k), bits.size(),
                 [&](size_t b) { return fmt::format("{}", bits[b]); });
  }
  return out;
}

/// Events of a port reach all synapses, or those onto some targets.
std::string Writer::portPhase(const CEdges &set, const KernelPlan &kernel, const CHandler &handler) {
  struct From {
    size_t port, part;
    int rank;
  };
  std::vector<From> order;
  for (size_t k = 0; k < set.ports.size(); ++k) {
    if (set.ports[k].port != kernel.index)
      continue;
    const ProjectionPlan &plan = network.projections[static_cast<size_t>(set.ports[k].projection)];
    const View &view = instance.view(plan.source);
    for (size_t p = 0; p < view.parts.size(); ++p)
      if (view.parts[p].count > 0)
        order.push_back({k, p, instance.channelRank(view.parts[p].population, plan.sourceEvents[p])});
  }
  std::stable_sort(order.begin(), order.end(), [&](const From &a, const From &b) {
    const int64_t x = set.ports[a.port].delay, y = set.ports[b.port].delay;
    return x != y ? x > y : a.rank < b.rank;
  });
  const bool several = repeats(set, kernel);
  const std::string name = handlerName(set, kernel);
  std::string body;
  for (const From &from : order) {
    const PortEvents &port = set.ports[from.port];
    const ProjectionPlan &plan = network.projections[static_cast<size_t>(port.projection)];
    const View &view = instance.view(plan.source);
    const bool counts = populations[static_cast<size_t>(view.parts[from.part].population)]
                            .events[static_cast<size_t>(plan.sourceEvents[from.part])]
                            .counts;
    const std::string value = port.values.size() > 1
                                  ? fmt::format("{}_port_{}_value[i]", set.name, from.port)
                                  : real(port.values.at(0), false);
    const std::string call = fmt::format("{}_on_{}(m, now, s, {}, j, {}{});\n", set.name, name,
                                         handler.usesSource ? set.name + "_source[s]" : "0", value,
                                         !several ? "" : counts ? ", count" : ", 1");
    std::string inner = fmt::format("        for (uint32_t s = 0; s < {}; ++s) {{\n"
                                    "          const int32_t j = {}_target[s];\n",
                                    set.targets.size(), set.name);
    inner += plan.where.empty()
                 ? "          " + call
                 : fmt::format("          if ({0}_port_{1}_reaches[{2} * i + (j >> 3)] >> (j & 7) & 1)\n"
                               "            {3}",
                               set.name, from.port, (set.to->size + 7) / 8, call);
    body += fmt::format("  /* {} */\n", comment(plan.name)) +
            eachEventOf(view.parts[from.part], plan.sourceEvents[from.part],
                        port.delay ? fmt::format("(now - {})", port.delay) : "now", inner + "        }\n");
  }
  if (body.empty())
    return "";
  return fmt::format("static void {0}_{1}({2} *m, int64_t now)\n{{\n{3}}}\n\n", set.name, name,
                     options.name, body);
}

/// Handlers that run on all synapses.
std::string Writer::allEdges(const CEdges &set, const KernelPlan &kernel,
                             const CHandler &handler) const {
  const std::string name = handlerName(set, kernel);
  if (handler.usesSource)
    return fmt::format("static void {0}_{1}({2} *m, int64_t now)\n{{\n"
                       "  for (int32_t i = 0; i < {3}; ++i)\n"
                       "    for (uint32_t s = {0}_row[i]; s < {0}_row[i + 1]; ++s)\n"
                       "      {0}_on_{1}(m, now, s, i, {0}_target[s]);\n}}\n\n",
                       set.name, name, options.name, set.from->size);
  return fmt::format("static void {0}_{1}({2} *m, int64_t now)\n{{\n"
                     "  for (uint32_t s = 0; s < {3}; ++s)\n"
                     "    {0}_on_{1}(m, now, s, 0, {0}_target[s]);\n}}\n\n",
                     set.name, name, options.name, set.targets.size());
}

/// The function that runs a handler in a tick, and what it is called in there.
std::string Writer::edgePhase(const CEdges &set, const KernelPlan &kernel, const CHandler &handler) {
  switch (kernel.phase) {
  case KernelPlan::Emit:
  case KernelPlan::Pre: return prePhase(set, kernel);
  case KernelPlan::Post: return postPhase(set, kernel, handler);
  case KernelPlan::Port: return portPhase(set, kernel, handler);
  case KernelPlan::Signal: return edgeSignalPhase(set, kernel);
  default: return allEdges(set, kernel, handler);
  }
}

/// Whether all synapses of a projection are ever brought up to date at once.
static bool advances(const CEdges &set, const std::vector<NormalizeInstance> &normalizations) {
  return set.plan->signal || std::any_of(normalizations.begin(), normalizations.end(), [&](const NormalizeInstance &one) {
    return one.projection == set.projection;
  });
}

std::string Writer::edgeFunctions() {
  std::string out;
  if (std::any_of(edgeSets.begin(), edgeSets.end(),
                  [](const CEdges &set) { return set.draws && !set.targets.empty(); }))
    out += "/* A number of synapse `id`: each has a key of its own, of which successive ticks and rounds\n"
           "   take others. */\n"
           "static double edge_unit(uint64_t id, uint32_t object, uint32_t stream, int64_t tick, uint32_t round)\n{\n"
           "  uint32_t r[4];\n"
           "  philox((uint32_t)id, (uint32_t)(id >> 32), object, stream, r);\n"
           "  philox_keyed((uint64_t)r[1] << 32 | r[0], (uint32_t)tick, (uint32_t)(tick >> 32), object, round, r);\n"
           "  return unit(r[0], r[1]);\n}\n\n";
  for (const CEdges &set : edgeSets) {
    if (set.targets.empty())
      continue;
    for (bool pre : {true, false})
      if (keepsEnd(set, pre))
        out += edgeEnd(set, pre);
    // A signal brings its synapses up to date first.
    std::vector<const KernelPlan *> kernels;
    for (const KernelPlan &kernel : set.type->kernels)
      kernels.insert(kernel.phase == KernelPlan::Advance ? kernels.begin() : kernels.end(), &kernel);
    for (const KernelPlan *each : kernels) {
      const KernelPlan &kernel = *each;
      if (kernel.phase == KernelPlan::Advance && !advances(set, normalizations))
        continue;
      const CHandler handler = edgeHandler(set, kernel);
      if (std::string phase = edgePhase(set, kernel, handler); !phase.empty())
        out += (kernel.phase == KernelPlan::Signal ? "" : handler.text) + phase;
    }
  }
  return out;
}

/// Before a tick's update: what waited, equations that cannot wait, and what events
/// that arrive emit.
std::string Writer::edgeArrivals() {
  std::string out = waiting.capacity ? "  arrive_late(m, now);\n" : "";
  for (const CEdges &set : edgeSets) {
    if (set.targets.empty())
      continue;
    if (hasKernel(set, KernelPlan::Step))
      out += fmt::format("  {}_step(m, now);\n", set.name);
    if (hasKernel(set, KernelPlan::Emit) && set.most > 0)
      out += fmt::format("  {}_emit(m, now);\n", set.name);
  }
  return out;
}

/// The same of events of a stage that reach synapses without a delay.
std::string Writer::edgeArrivalsAtOnce(int stage) {
  std::string out;
  for (const CEdges &set : edgeSets) {
    if (set.targets.empty() || set.least > 0 || !hasKernel(set, KernelPlan::Emit))
      continue;
    if (std::any_of(set.from->parts.begin(), set.from->parts.end(), [&](const ViewPart &part) {
          return part.count > 0 && instance.stageOf(part.population) == stage;
        }))
      out += fmt::format("  {}_emit_at_once_{}(m, now);\n", set.name, stage);
  }
  return out;
}

/// After it: what synapses learn.
std::string Writer::edgeLearning() {
  std::string out;
  for (const CEdges &set : edgeSets) {
    if (set.targets.empty())
      continue;
    std::string pre, post, ports;
    if (hasKernel(set, KernelPlan::Pre))
      pre = fmt::format("  {}_pre(m, now);\n", set.name);
    bool hears = false;
    for (size_t p = 0; p < set.to->parts.size(); ++p)
      hears |= set.to->parts[p].count > 0 && eventOf(set, false, p) >= 0;
    if (hasKernel(set, KernelPlan::Post) && hears)
      post = fmt::format("  {}_post(m, now);\n", set.name);
    for (size_t port = 0; port < set.type->ports.size(); ++port)
      for (const KernelPlan &kernel : set.type->kernels) {
        if (kernel.phase != KernelPlan::Port || kernel.index != static_cast<int>(port))
          continue;
        if (std::any_of(set.ports.begin(), set.ports.end(), [&](const PortEvents &from) {
              return from.port == kernel.index &&
                     instance.view(network.projections[static_cast<size_t>(from.projection)].source).size > 0;
            }))
          ports += fmt::format("  {}_{}(m, now);\n", set.name, handlerName(set, kernel));
      }
    out += (set.type->tie == Tie::PostFirst ? post + pre : pre + post) + ports;
  }
  return out;
}

/// Periodic blocks of synapses.
std::string Writer::edgeEvery() {
  std::string out;
  for (const CEdges &set : edgeSets) {
    size_t n = 0;
    for (const KernelPlan &kernel : set.type->kernels)
      if (kernel.phase == KernelPlan::Every) {
        const int64_t period = instance.edgePeriod(set.projection, n++);
        if (!set.targets.empty())
          out += fmt::format("  if (now % {} == 0)\n    {}_{}(m, now);\n", period, set.name,
                             handlerName(set, kernel));
      }
  }
  return out;
}

} // namespace neuro::rt::ccode
