//===- Edges.cpp - Synapses with state ------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each handler runs when its event is there, on one synapse after the other, in the
// order of the reference engine (ReferenceEdges.cpp). Of each end a synapse knows the
// last event and the traces after it. They are kept as they were the longest delay ago,
// where no synapse can look further back; what happened since is in the ring of
// events, and is made up for where somebody looks.
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace neuro::rt::ccode {

Result<void> Writer::collectEdges(int index) {
  const ProjectionPlan &plan = network.projections[static_cast<size_t>(index)];
  const View &source = instance.view(plan.source), &target = instance.view(plan.target);
  CEdges out;
  out.projection = index;
  out.type = &program.classes[static_cast<size_t>(plan.edge.classIndex)];
  out.c = &code.classes[static_cast<size_t>(plan.edge.classIndex)];
  const ClassPlan &type = *out.type;
  if (plan.signal)
    return unsupported("a continuous projection", plan.at);
  if (source.parts.size() != 1 || target.parts.size() != 1)
    return unsupported("a projection of synapses with state between groups", plan.at);
  if (!plan.edge.refs.empty() || !instance.portEvents(index).empty() || !type.refs.empty())
    return unsupported("a synapse with references or ports", plan.at);
  for (const KernelPlan &kernel : type.kernels)
    switch (kernel.phase) {
    case KernelPlan::Emit:
    case KernelPlan::Pre:
    case KernelPlan::Post:
    case KernelPlan::Advance:
      break;
    default:
      return unsupported("a synapse of model " + type.name +
                             ", which acts at other times than spikes of its ends",
                         plan.at);
    }
  for (size_t f = 0; f < type.fields.size(); ++f)
    switch (type.fields[f].role) {
    case FieldRole::Draw:
      return unsupported("a synapse that draws random numbers", plan.at);
    case FieldRole::End:
    case FieldRole::Ref:
      return unsupported("a synapse that reads the neurons at its ends", plan.at);
    case FieldRole::State:
      if (instance.isFrozen(index, static_cast<int>(f)))
        return unsupported("a frozen synapse", plan.at);
      break;
    default:
      break;
    }
  const ViewPart &from = source.parts[0], &to = target.parts[0];
  out.source = from.population;
  out.target = to.population;
  out.sourceEvent = plan.sourceEvents[0];
  out.field = plan.targetFields[0];
  const CPopulation &sender = populations[static_cast<size_t>(out.source)];
  const CPopulation &receiver = populations[static_cast<size_t>(out.target)];
  out.name = names.of(sender.name + "_to_" + receiver.name + "_" +
                      receiver.c->fields[static_cast<size_t>(out.field)].name);
  const std::vector<EdgeInstance> edges = instance.edges(index);
  if (edges.size() >= UINT32_MAX)
    return unsupported(fmt::format("{} synapses with state", edges.size()), plan.at);
  out.row.assign(static_cast<size_t>(sender.size) + 1, 0);
  out.backprop = edges.empty() ? 0 : edges[0].backprop;
  for (const EdgeInstance &edge : edges) {
    const int64_t i = from.low + (static_cast<int64_t>(edge.source) - from.offset) * from.step;
    const int64_t j = to.low + (static_cast<int64_t>(edge.target) - to.offset) * to.step;
    ++out.row[static_cast<size_t>(i) + 1];
    out.sources.push_back(static_cast<uint32_t>(i));
    out.targets.push_back(static_cast<uint32_t>(j));
    out.delays.push_back(edge.delay);
    if (edge.delay < 1 || edge.delay > UINT16_MAX)
      return unsupported("a synapse with state whose delay is 0, or beyond 65,535 ticks", plan.at);
    if (edge.backprop != out.backprop)
      return unsupported("a delay of what a synapse sees of its target that varies", plan.at);
    for (size_t k = 0; k < type.emits.size(); ++k)
      if (edge.dendritic != 0 || edge.after[k] != 0)
        return unsupported("a delay between a synapse with state and its target", plan.at);
  }
  for (const EmitPlan &emit : type.emits)
    if (emit.ref >= 0 || emit.phase != KernelPlan::Emit)
      return unsupported("a synapse that emits to others than its target, or after a spike of it",
                         plan.at);
  if (!std::is_sorted(out.sources.begin(), out.sources.end()))
    return unsupported("a selection that goes backwards", plan.at);
  std::partial_sum(out.row.begin(), out.row.end(), out.row.begin());
  auto [least, most] = std::minmax_element(out.delays.begin(), out.delays.end());
  out.least = edges.empty() ? 1 : *least;
  out.most = edges.empty() ? 1 : *most;
  for (const FieldPlan &field : type.fields) {
    out.looksBack |= field.role == FieldRole::Elapsed;
    if (field.role == FieldRole::Trace || field.role == FieldRole::Age)
      (field.end == EdgeEnd::Pre ? out.seesPre : out.seesPost) = true;
  }
  // Rings that are long enough: what a synapse waits for, and what it looks back at.
  CPopulation &before = populations[static_cast<size_t>(out.source)];
  CPopulation &after = populations[static_cast<size_t>(out.target)];
  CEvent &pre = before.events[static_cast<size_t>(out.sourceEvent)];
  pre.slots = std::max(pre.slots, out.most + 2);
  pre.used = true;
  const int spikes = spikesOf(after.type);
  if (spikes >= 0) {
    CEvent &post = after.events[static_cast<size_t>(spikes)];
    post.slots = std::max(post.slots, out.backprop + 2);
  }
  edgeSets.push_back(std::move(out));
  return {};
}

/// Whether a field is one value a synapse in tables or in the state.
static bool isOfEdge(const FieldPlan &field) { return field.perElement; }

static bool isRead(const CEdges &set, const CCode &code, int f) {
  return std::any_of(set.type->kernels.begin(), set.type->kernels.end(), [&](const KernelPlan &kernel) {
    if (kernel.phase == KernelPlan::Advance)
      return false;
    const CKernel &own = code.kernels.at(kernel.symbol);
    return std::find(own.arrays.begin(), own.arrays.end(), f) != own.arrays.end();
  });
}

std::string Writer::edgeMembers() {
  std::string out;
  for (const CEdges &set : edgeSets) {
    std::string members;
    auto member = [&](const std::string &type, const std::string &name, size_t n,
                      const std::string &about) {
      if (n == 0)
        return;
      members += fmt::format("    {} {}[{}];{}\n", type, name, n,
                             about.empty() ? "" : " /* " + comment(about) + " */");
      ram += n * typeSize(type);
    };
    for (size_t f = 0; f < set.type->fields.size(); ++f)
      if (set.type->fields[f].role == FieldRole::State && isOfEdge(set.type->fields[f]))
        member(set.c->fields[f].type, set.c->fields[f].name, set.targets.size(),
               set.type->fields[f].unit.text == "1" ? "" : set.type->fields[f].unit.text);
    if (set.looksBack)
      member("uint32_t", "touched", set.targets.size(), "tick of the last change");
    const size_t pres = static_cast<size_t>(populations[static_cast<size_t>(set.source)].size),
                 posts = static_cast<size_t>(populations[static_cast<size_t>(set.target)].size);
    for (bool pre : {true, false})
      if ((pre ? set.seesPre : set.seesPost) && (pre ? pres : posts) > 0) {
        members += fmt::format("    struct {0}_{1} {1}[{2}]; /* before the last {3} ticks */\n",
                               options.name + "_" + set.name,
                               pre ? "pre" : "post", pre ? pres : posts,
                               (pre ? set.most : set.backprop) + 1);
        ram += (pre ? pres : posts) * 8 * (1 + tracesOf(set, pre).size());
      }
    if (!members.empty())
      out += fmt::format("  struct {{ /* {} synapses of {} */\n{}  }} {};\n", set.targets.size(),
                         comment(set.type->name), members, set.name);
  }
  return out;
}

/// Fields that are traces of an end.
std::vector<size_t> Writer::tracesOf(const CEdges &set, bool pre) const {
  std::vector<size_t> traces;
  for (size_t f = 0; f < set.type->fields.size(); ++f)
    if (set.type->fields[f].role == FieldRole::Trace && (set.type->fields[f].end == EdgeEnd::Pre) == pre)
      traces.push_back(f);
  return traces;
}

/// Types that the struct of the model is made of.
std::string Writer::edgeTypes() {
  std::string out;
  for (const CEdges &set : edgeSets)
    for (bool pre : {true, false}) {
      if (!(pre ? set.seesPre : set.seesPost))
        continue;
      const CPopulation &end = populations[static_cast<size_t>(pre ? set.source : set.target)];
      out += fmt::format("/* The last spike of an element of {}, and traces right after it. */\n"
                         "struct {}_{}_{} {{\n  int64_t last; /* tick, or -1 */\n",
                         end.name, options.name, set.name, pre ? "pre" : "post");
      for (size_t f : tracesOf(set, pre))
        out += fmt::format("  double {};\n", set.c->fields[f].name);
      out += "};\n";
    }
  return out.empty() ? out : out + "\n";
}

std::string Writer::edgeTables() {
  std::string out;
  for (const CEdges &set : edgeSets) {
    const ProjectionPlan &plan = network.projections[static_cast<size_t>(set.projection)];
    const CPopulation &sender = populations[static_cast<size_t>(set.source)];
    const CPopulation &receiver = populations[static_cast<size_t>(set.target)];
    const size_t n = set.targets.size();
    if (n == 0)
      continue;
    out += fmt::format("/* {}: {}: {} synapses of {}. Those of element i are [row[i], row[i + 1]){}. */\n",
                       comment(plan.at.substr(plan.at.rfind('/') + 1)), comment(plan.name), n,
                       comment(set.type->name), set.least == set.most ? "" : ", by delay in ticks");
    out += array(unsignedType(n), set.name + "_row", set.row.size(),
                 [&](size_t k) { return fmt::format("{}", set.row[k]); });
    out += array(unsignedType(static_cast<uint64_t>(receiver.size)), set.name + "_target", n,
                 [&](size_t k) { return fmt::format("{}", set.targets[k]); });
    if (set.least != set.most)
      out += array("uint16_t", set.name + "_delay", n,
                   [&](size_t k) { return fmt::format("{}", set.delays[k]); });
    if (hasKernel(set, KernelPlan::Post)) {
      std::vector<uint32_t> order(n), row(static_cast<size_t>(receiver.size) + 1, 0);
      std::iota(order.begin(), order.end(), 0u);
      std::stable_sort(order.begin(), order.end(),
                       [&](uint32_t a, uint32_t b) { return set.targets[a] < set.targets[b]; });
      for (uint32_t target : set.targets)
        ++row[target + 1];
      std::partial_sum(row.begin(), row.end(), row.begin());
      out += "/* The same by target. */\n";
      out += array(unsignedType(n), set.name + "_in", row.size(),
                   [&](size_t k) { return fmt::format("{}", row[k]); });
      out += array(unsignedType(n), set.name + "_synapse", n,
                   [&](size_t k) { return fmt::format("{}", order[k]); });
      if (set.seesPre)
        out += array(unsignedType(static_cast<uint64_t>(sender.size)), set.name + "_source", n,
                     [&](size_t k) { return fmt::format("{}", set.sources[k]); });
    }
    for (size_t f = 0; f < set.type->fields.size(); ++f) {
      const FieldPlan &field = set.type->fields[f];
      const bool constant = field.role == FieldRole::Parameter || field.role == FieldRole::Derived ||
                            field.role == FieldRole::Coefficient;
      if (constant && isOfEdge(field) && isRead(set, code, static_cast<int>(f)))
        out += array(set.c->fields[f].type, set.name + "_" + set.c->fields[f].name, n, [&](size_t k) {
          return real(instance.loadEdge(set.projection, static_cast<int>(f), k),
                      set.c->fields[f].type == "float");
        });
    }
    out += "\n";
  }
  return out;
}

/// Values that all synapses of a projection share.
std::string Writer::edgeConstants(const ClassPlan &type, const CClass &own) {
  std::string out;
  for (const CEdges &set : edgeSets) {
    if (set.type != &type)
      continue;
    out += constantsOf(own, set.name, [&](int f) { return instance.loadEdge(set.projection, f, 0); });
  }
  return out;
}

/// Tables of first values into `tables`, statements of init.
std::string Writer::edgeInitial(std::string &tables) {
  std::string body;
  for (const CEdges &set : edgeSets) {
    const size_t n = set.targets.size();
    for (size_t f = 0; n > 0 && f < set.type->fields.size(); ++f) {
      const FieldPlan &field = set.type->fields[f];
      if (field.role != FieldRole::State || !isOfEdge(field))
        continue;
      const CField &own = set.c->fields[f];
      auto value = [&](size_t k) {
        return real(instance.loadEdge(set.projection, static_cast<int>(f), k), own.type == "float");
      };
      bool same = true;
      const std::string first = value(0);
      for (size_t k = 1; k < n && same; ++k)
        same = value(k) == first;
      std::string from = first;
      if (!same) {
        const std::string table = set.name + "_" + own.name + "_initial";
        tables += array(own.type, table, n, value) + "\n";
        from = table + "[s]";
      }
      body += fmt::format("  for (uint32_t s = 0; s < {}; ++s)\n    m->{}.{}[s] = {};\n", n, set.name,
                          own.name, from);
    }
    for (bool pre : {true, false}) {
      const int64_t size = populations[static_cast<size_t>(pre ? set.source : set.target)].size;
      if ((pre ? set.seesPre : set.seesPost) && size > 0)
        body += fmt::format("  for (int32_t i = 0; i < {}; ++i)\n    m->{}.{}[i].last = -1;\n", size,
                            set.name, pre ? "pre" : "post");
    }
  }
  return body;
}

bool Writer::hasKernel(const CEdges &set, KernelPlan::Phase phase) const {
  return std::any_of(set.type->kernels.begin(), set.type->kernels.end(),
                     [&](const KernelPlan &kernel) { return kernel.phase == phase; });
}

/// Functions that follow the events of an end.
std::string Writer::edgeEnd(const CEdges &set, bool pre) {
  const CPopulation &end = populations[static_cast<size_t>(pre ? set.source : set.target)];
  const char *side = pre ? "pre" : "post";
  const int which = pre ? set.sourceEvent : spikesOf(end.type);
  std::string traces;
  for (size_t f : tracesOf(set, pre)) {
    const std::string &name = set.c->fields[f].name;
    if (set.type->fields[f].nearest)
      traces += fmt::format("  s->{} = 1.0;\n", name);
    else
      traces += fmt::format("  s->{0} = s->last < 0 ? count : s->{0} * exp(-since * DT / {1}) + count;\n",
                            name, real(instance.traceTau(set.projection, static_cast<int>(f)), false));
  }
  if (traces.find("since") != std::string::npos)
    traces = "  const double since = (double)(stamp - s->last);\n" + traces;
  if (traces.find("count") == std::string::npos)
    traces = "  (void)count;\n" + traces;
  const int64_t horizon = pre ? set.most : set.backprop;
  std::string event = "0.0";
  if (which >= 0) {
    const CEvent &own = end.events[static_cast<size_t>(which)];
    event = own.counts ? fmt::format("m->{}.{}[stamp % {}][i]", end.name, own.name, own.slots)
                       : fmt::format("m->{}.{}[stamp % {}][i >> 3] >> (i & 7) & 1", end.name, own.name,
                                     own.slots);
  }
  const int start = pre && isSource(end) ? 0 : 1;
  return fmt::format("static void {0}_{1}_event(struct {3}_{0}_{1} *s, int64_t stamp, double count)\n{{\n"
                     "{2}  s->last = stamp;\n}}\n\n"
                     "/* Events of element i that are stamped before `limit`. */\n"
                     "static struct {3}_{0}_{1} {0}_{1}_at(const {3} *m, int64_t now, int32_t i, int64_t limit)\n{{\n"
                     "  struct {3}_{0}_{1} s = m->{0}.{1}[i];\n"
                     "  for (int64_t stamp = now - {4}; stamp < limit; ++stamp)\n"
                     "    if (stamp >= {5}) {{\n"
                     "      const double count = (double)({6});\n"
                     "      if (count != 0)\n"
                     "        {0}_{1}_event(&s, stamp, count);\n"
                     "    }}\n"
                     "  return s;\n}}\n\n"
                     "/* What no synapse has to look for any more. */\n"
                     "static void {0}_{1}_forget({3} *m, int64_t now)\n{{\n"
                     "  const int64_t stamp = now - {7};\n"
                     "  if (stamp < {5})\n    return;\n"
                     "  for (int32_t i = 0; i < {8}; ++i) {{\n"
                     "    const double count = (double)({6});\n"
                     "    if (count != 0)\n"
                     "      {0}_{1}_event(&m->{0}.{1}[i], stamp, count);\n"
                     "  }}\n}}\n\n",
                     set.name, side, traces, options.name, horizon, start, event, horizon + 1, end.size);
}

/// One kernel on one synapse: s, from i to j.
std::string Writer::edgeHandler(const CEdges &set, const KernelPlan &kernel) {
  const CKernel &own = code.kernels.at(kernel.symbol);
  const CPopulation &sender = populations[static_cast<size_t>(set.source)];
  const CPopulation &receiver = populations[static_cast<size_t>(set.target)];
  const bool seenPre = kernel.phase == KernelPlan::Post && set.type->tie == Tie::PreFirst;
  const bool seenPost = kernel.phase == KernelPlan::Pre && set.type->tie == Tie::PostFirst;
  const bool counts = kernel.phase != KernelPlan::Post &&
                      sender.events[static_cast<size_t>(set.sourceEvent)].counts;
  const std::string delay =
      set.least == set.most ? fmt::format("{}", set.most) : set.name + "_delay[s]";
  bool pre = false, post = false;
  std::string locals, call = own.name + "(", emitted, reset;
  if (own.readsConstants)
    call += "&" + set.name + "_constants, ";
  if (own.readsTime)
    call += "(double)(now - 1) * DT, ";
  call += "1";
  for (size_t a = 0; a < own.arrays.size(); ++a) {
    const size_t f = static_cast<size_t>(own.arrays[a]);
    const FieldPlan &field = set.type->fields[f];
    const CField &c = set.c->fields[f];
    switch (field.role) {
    case FieldRole::State:
      call += fmt::format(", &m->{}.{}[s]", set.name, c.name);
      continue;
    case FieldRole::Parameter:
    case FieldRole::Derived:
    case FieldRole::Coefficient:
      call += fmt::format(", &{}_{}[s]", set.name, c.name);
      continue;
    case FieldRole::Elapsed:
      locals += fmt::format("  {} {} = ({})(now - (int64_t)m->{}.touched[s]);\n", c.type, c.name, c.type,
                            set.name);
      reset += fmt::format("    {} = 0;\n", c.name);
      break;
    case FieldRole::Trace:
      (field.end == EdgeEnd::Pre ? pre : post) = true;
      locals += fmt::format("  const {0} {1} = ({0}){2}.{1};\n", c.type, c.name,
                            field.end == EdgeEnd::Pre ? "before" : "after");
      break;
    case FieldRole::Age:
      (field.end == EdgeEnd::Pre ? pre : post) = true;
      locals += fmt::format("  const {0} {1} = {2}.last < 0 ? 0 : ({0})(now - {3} - {2}.last);\n", c.type,
                            c.name, field.end == EdgeEnd::Pre ? "before" : "after",
                            field.end == EdgeEnd::Pre ? delay : fmt::format("{}", set.backprop));
      break;
    case FieldRole::Emit: {
      locals += fmt::format("  {} {} = 0;\n", c.type, c.name);
      const int into = receiver.type->fields[static_cast<size_t>(set.field)].into;
      const CField &sum = receiver.c->fields[static_cast<size_t>(into >= 0 ? into : set.field)];
      emitted += fmt::format("{{0}}if ({1} != 0)\n{{0}}  m->{2}.{3}[j] += {4}{1};\n", "", c.name,
                             receiver.name, sum.name,
                             sum.type == c.type ? "" : "(" + sum.type + ")");
      break;
    }
    default:
      locals += fmt::format("  {} {} = 0;\n", c.type, c.name);
      break;
    }
    call += ", &" + c.name;
  }
  call += ");";
  std::string body;
  if (pre)
    body += fmt::format("  const struct {3}_{0}_pre before = {0}_pre_at(m, now, i, now - {1}{2});\n",
                        set.name, delay, seenPre ? " + 1" : "", options.name);
  if (post)
    body += fmt::format("  const struct {3}_{0}_post after = {0}_post_at(m, now, j, now{1}{2});\n",
                        set.name, set.backprop ? fmt::format(" - {}", set.backprop) : "",
                        seenPost ? " + 1" : "", options.name);
  body += locals;
  const bool writes = std::any_of(kernel.writes.begin(), kernel.writes.end(), [&](int f) {
    return set.type->fields[static_cast<size_t>(f)].role == FieldRole::State;
  });
  auto indented = [&](const std::string &indent) {
    std::string text = emitted;
    for (size_t at; (at = text.find("{0}")) != std::string::npos;)
      text.replace(at, 3, indent);
    return text;
  };
  if (counts) {
    std::string again;
    for (size_t a = 0; a < own.arrays.size(); ++a)
      if (set.type->fields[static_cast<size_t>(own.arrays[a])].role == FieldRole::Emit)
        reset += fmt::format("    {} = 0;\n", set.c->fields[static_cast<size_t>(own.arrays[a])].name);
    body += fmt::format("  for (uint32_t round = 0; round < count; ++round) {{\n    {}\n{}{}  }}\n", call,
                        indented("    "), reset);
  } else {
    body += "  " + call + "\n" + indented("  ");
  }
  if (writes && set.looksBack)
    body += fmt::format("  m->{}.touched[s] = (uint32_t)now;\n", set.name);
  std::string unused;
  for (auto [name, used] : {std::pair{"i", pre}, {"j", post || !emitted.empty()}})
    if (!used)
      unused += fmt::format("  (void){};\n", name);
  const char *phase = kernel.phase == KernelPlan::Emit ? "emit" : kernel.phase == KernelPlan::Pre ? "pre" : "post";
  if (body.find("now") == std::string::npos)
    unused += "  (void)now;\n";
  if (body.find("m->") == std::string::npos && !pre && !post)
    unused += "  (void)m;\n";
  return fmt::format("/* Synapse s, from i to j: {}. */\n"
                     "static void {}_on_{}({} *m, int64_t now, uint32_t s, int32_t i, int32_t j{})\n{{\n{}{}}}\n\n",
                     kernel.phase == KernelPlan::Emit  ? "an event of i reaches it"
                     : kernel.phase == KernelPlan::Pre ? "what it learns from that"
                                                       : "j has spiked",
                     set.name, phase, options.name, counts ? ", uint32_t count" : "", unused, body);
}

/// All synapses that an event of a phase reaches in this tick.
std::string Writer::edgePhase(const CEdges &set, KernelPlan::Phase phase) {
  const CPopulation &sender = populations[static_cast<size_t>(set.source)];
  const CPopulation &receiver = populations[static_cast<size_t>(set.target)];
  const char *name = phase == KernelPlan::Emit ? "emit" : phase == KernelPlan::Pre ? "pre" : "post";
  if (phase == KernelPlan::Post) {
    const int spikes = spikesOf(receiver.type);
    if (spikes < 0)
      return "";
    const std::string inner =
        fmt::format("      for (uint32_t k = {0}_in[i]; k < {0}_in[i + 1]; ++k) {{\n"
                    "        const uint32_t s = {0}_synapse[k];\n"
                    "        {0}_on_post(m, now, s, {1}, i);\n"
                    "      }}\n",
                    set.name, set.seesPre ? set.name + "_source[s]" : "0");
    return fmt::format("static void {0}_post({1} *m, int64_t now)\n{{\n"
                       "  const int64_t stamp = now{2};\n"
                       "  if (stamp < 1)\n    return;\n{3}}}\n\n",
                       set.name, options.name, set.backprop ? fmt::format(" - {}", set.backprop) : "",
                       eachEvent(receiver, receiver.events[static_cast<size_t>(spikes)], inner));
  }
  const CEvent &event = sender.events[static_cast<size_t>(set.sourceEvent)];
  const std::string call = fmt::format("{0}_on_{1}(m, now, s, i, {0}_target[s]{2});\n", set.name, name,
                                       event.counts ? ", events[i]" : "");
  if (set.least == set.most)
    return fmt::format("static void {0}_{1}({2} *m, int64_t now)\n{{\n"
                       "  const int64_t stamp = now - {3};\n"
                       "  if (stamp < {4})\n    return;\n{5}}}\n\n",
                       set.name, name, options.name, set.most, isSource(sender) ? 0 : 1,
                       eachEvent(sender, event,
                                 fmt::format("      for (uint32_t s = {0}_row[i]; s < {0}_row[i + 1]; ++s)\n"
                                             "        {1}",
                                             set.name, call)));
  const std::string inner = fmt::format(
      "      for (uint32_t s = first_of({0}_delay, {0}_row[i], {0}_row[i + 1], delay);\n"
      "           s < {0}_row[i + 1] && {0}_delay[s] == delay; ++s)\n"
      "        {1}",
      set.name, call);
  return fmt::format("static void {0}_{1}_after({2} *m, int64_t now, int32_t delay)\n{{\n"
                     "  const int64_t stamp = now - delay;\n"
                     "  if (stamp < {3})\n    return;\n{4}}}\n\n"
                     "static void {0}_{1}({2} *m, int64_t now)\n{{\n"
                     "  for (int32_t delay = {5}; delay >= {6}; --delay)\n"
                     "    {0}_{1}_after(m, now, delay);\n}}\n\n",
                     set.name, name, options.name, isSource(sender) ? 0 : 1,
                     eachEvent(sender, event, inner), set.most, set.least);
}

std::string Writer::edgeFunctions() {
  std::string out;
  for (const CEdges &set : edgeSets) {
    if (set.targets.empty())
      continue;
    for (bool pre : {true, false})
      if (pre ? set.seesPre : set.seesPost)
        out += edgeEnd(set, pre);
    for (const KernelPlan &kernel : set.type->kernels)
      if (kernel.phase != KernelPlan::Advance)
        out += edgeHandler(set, kernel) + edgePhase(set, kernel.phase);
  }
  return out;
}

/// Before a tick's update: what events that arrive emit.
std::string Writer::edgeArrivals() {
  std::string out;
  for (const CEdges &set : edgeSets) {
    if (set.targets.empty())
      continue;
    for (bool pre : {true, false})
      if (pre ? set.seesPre : set.seesPost)
        out += fmt::format("  {}_{}_forget(m, now);\n", set.name, pre ? "pre" : "post");
    if (hasKernel(set, KernelPlan::Emit))
      out += fmt::format("  {}_emit(m, now);\n", set.name);
  }
  return out;
}

/// After it: what synapses learn.
std::string Writer::edgeLearning() {
  std::string out;
  for (const CEdges &set : edgeSets) {
    if (set.targets.empty())
      continue;
    std::string pre, post;
    if (hasKernel(set, KernelPlan::Pre))
      pre = fmt::format("  {}_pre(m, now);\n", set.name);
    if (hasKernel(set, KernelPlan::Post) && spikesOf(populations[static_cast<size_t>(set.target)].type) >= 0)
      post = fmt::format("  {}_post(m, now);\n", set.name);
    out += set.type->tie == Tie::PostFirst ? post + pre : pre + post;
  }
  return out;
}

} // namespace neuro::rt::ccode
