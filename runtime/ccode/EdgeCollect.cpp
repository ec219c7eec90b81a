//===- EdgeCollect.cpp - Which synapses with state there are --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace neuro::rt::ccode {

bool Writer::hasKernel(const CEdges &set, KernelPlan::Phase phase) const {
  return std::any_of(set.type->kernels.begin(), set.type->kernels.end(),
                     [&](const KernelPlan &kernel) { return kernel.phase == phase; });
}

/// "L", or "E_to_F_exc".
static std::string nameOf(const ProjectionPlan &plan, const CEdges &set,
                          const std::vector<CPopulation> &populations) {
  if (plan.name.find(' ') == std::string::npos && !plan.name.empty())
    return plan.name;
  auto end = [&](const View &view) {
    std::string text;
    for (const ViewPart &part : view.parts)
      text += (text.empty() ? "" : "_") + populations[static_cast<size_t>(part.population)].name;
    return text;
  };
  const CPopulation &receiver = populations[static_cast<size_t>(set.to->parts[0].population)];
  return end(*set.from) + "_to_" + end(*set.to) + "_" +
         receiver.c->fields[static_cast<size_t>(plan.targetFields[0])].name;
}

Result<void> Writer::collectEdges(int index) {
  const ProjectionPlan &plan = network.projections[static_cast<size_t>(index)];
  CEdges out;
  out.projection = index;
  out.plan = &plan;
  out.from = &instance.view(plan.source);
  out.to = &instance.view(plan.target);
  out.type = &program.classes[static_cast<size_t>(plan.edge.classIndex)];
  out.c = &code.classes[static_cast<size_t>(plan.edge.classIndex)];
  const ClassPlan &type = *out.type;
  out.name = names.of(nameOf(plan, out, populations));
  const std::vector<EdgeInstance> edges = instance.edges(index);
  if (edges.size() >= UINT32_MAX)
    return unsupported(fmt::format("{} synapses with state", edges.size()), plan.at);
  out.row.assign(static_cast<size_t>(out.from->size) + 1, 0);
  out.after.resize(type.emits.size());
  out.refs.resize(type.refs.size());
  out.draws = std::any_of(type.fields.begin(), type.fields.end(),
                          [](const FieldPlan &field) { return field.role == FieldRole::Draw; });
  for (const EdgeInstance &edge : edges) {
    ++out.row[edge.source + 1];
    out.sources.push_back(edge.source);
    out.targets.push_back(edge.target);
    out.delays.push_back(edge.delay);
    out.dendritic.push_back(edge.dendritic);
    out.backprops.push_back(edge.backprop);
    for (size_t k = 0; k < type.emits.size(); ++k)
      out.after[k].push_back(edge.after[k]);
    for (size_t k = 0; k < type.refs.size(); ++k)
      out.refs[k].push_back(edge.refs[k]);
    if (out.draws)
      out.ids.push_back(edge.id);
    int64_t longest = std::max({edge.delay, edge.dendritic, edge.backprop});
    for (int64_t after : edge.after)
      longest = std::max(longest, after);
    if (longest > UINT16_MAX)
      return unsupported("a delay of more than 65,535 ticks", plan.at);
  }
  std::partial_sum(out.row.begin(), out.row.end(), out.row.begin());
  if (!edges.empty()) {
    auto [least, most] = std::minmax_element(out.delays.begin(), out.delays.end());
    out.least = *least;
    out.most = *most;
    auto [soonest, latest] = std::minmax_element(out.backprops.begin(), out.backprops.end());
    out.backprop = *latest;
    out.oneBackprop = *soonest == *latest;
  }
  out.byTarget.resize(edges.size());
  std::iota(out.byTarget.begin(), out.byTarget.end(), 0u);
  std::stable_sort(out.byTarget.begin(), out.byTarget.end(), [&](uint32_t a, uint32_t b) {
    return std::tie(out.targets[a], out.backprops[a]) < std::tie(out.targets[b], out.backprops[b]);
  });
  for (size_t f = 0; f < type.fields.size(); ++f) {
    const FieldPlan &field = type.fields[f];
    out.looksBack |= field.role == FieldRole::Elapsed;
    if (field.role == FieldRole::Trace || field.role == FieldRole::Age)
      (field.end == EdgeEnd::Pre ? out.seesPre : out.seesPost) = true;
    out.frozen.push_back(instance.isFrozen(index, static_cast<int>(f)));
  }
  for (const KernelPlan &kernel : type.kernels)
    out.looks |= kernel.phase == KernelPlan::Advance && !edges.empty();
  out.ports = instance.portEvents(index);
  if (out.draws) {
    draws = needsUnit = true;
    for (const FieldPlan &field : type.fields)
      needsNormal |= field.role == FieldRole::Draw && field.distribution == "normal";
  }
  if (Result<void> r = collectEnds(out); !r)
    return r;
  edgeSets.push_back(std::move(out));
  return {};
}

/// Rings that are long enough: what a synapse waits for, and what it looks back at; and
/// what it reads of elements.
Result<void> Writer::collectEnds(const CEdges &set) {
  for (bool pre : {true, false}) {
    const View &view = pre ? *set.from : *set.to;
    for (size_t p = 0; p < view.parts.size(); ++p) {
      const int event = eventOf(set, pre, p);
      if (event < 0)
        continue;
      CEvent &own = populations[static_cast<size_t>(view.parts[p].population)]
                        .events[static_cast<size_t>(event)];
      own.slots = std::max(own.slots, (pre ? set.most : set.backprop) + 2);
      own.used = true;
    }
  }
  for (const PortEvents &port : set.ports) {
    const ProjectionPlan &plan = network.projections[static_cast<size_t>(port.projection)];
    const View &view = instance.view(plan.source);
    for (size_t p = 0; p < view.parts.size(); ++p) {
      CEvent &own = populations[static_cast<size_t>(view.parts[p].population)]
                        .events[static_cast<size_t>(plan.sourceEvents[p])];
      own.slots = std::max(own.slots, port.delay + 1);
      own.used = true;
    }
    if (port.delay > UINT16_MAX)
      return unsupported("a delay of more than 65,535 ticks", plan.at);
  }
  for (const FieldPlan &field : set.type->fields) {
    if (field.role != FieldRole::End)
      continue;
    if (set.plan->signal && field.end != EdgeEnd::Ref)
      if (Result<void> r = collectSignalEnd(*set.plan, field, set.most); !r)
        return r;
    const View &view = field.end == EdgeEnd::Pre    ? *set.from
                       : field.end == EdgeEnd::Post ? *set.to
                           : instance.view(set.plan->edge.refs[static_cast<size_t>(field.ref)].view);
    for (const ViewPart &part : view.parts) {
      const int f = fieldNamed(part.population, field.of);
      const CPopulation &population = populations[static_cast<size_t>(part.population)];
      if (f < 0 || (!isState(population, f) &&
                    population.type->fields[static_cast<size_t>(f)].role != FieldRole::Parameter &&
                    population.type->fields[static_cast<size_t>(f)].role != FieldRole::Derived &&
                    population.type->fields[static_cast<size_t>(f)].role != FieldRole::Coefficient))
        return unsupported("a synapse that reads " + field.of + " of " + population.name,
                           set.plan->at);
      readByEnds.insert({part.population, f});
    }
  }
  return {};
}

/// Room for what the synapses of a projection may send that arrives later. Ports and
/// rings are known by now.
void Writer::collectWaiting(const CEdges &set) {
  auto most = [&](const View &view, const std::vector<int> &events) {
    uint64_t count = 1;
    for (size_t p = 0; p < view.parts.size(); ++p) {
      const CPopulation &population = populations[static_cast<size_t>(view.parts[p].population)];
      if (p < events.size() && population.events[static_cast<size_t>(events[p])].counts)
        count = std::max(count, mostEvents(population));
    }
    return count;
  };
  for (size_t k = 0; k < set.type->emits.size() && !set.targets.empty(); ++k) {
    const EmitPlan &emit = set.type->emits[k];
    const bool pre = emit.phase == KernelPlan::Emit;
    if (emit.phase == KernelPlan::Signal)
      continue;
    // How often a handler runs in a tick, at most.
    uint64_t runs = 1;
    if (emit.phase == KernelPlan::Port) {
      runs = 0;
      for (const PortEvents &port : set.ports)
        if (port.port == emit.port) {
          const ProjectionPlan &plan = network.projections[static_cast<size_t>(port.projection)];
          const View &view = instance.view(plan.source);
          runs += static_cast<uint64_t>(view.size) * most(view, plan.sourceEvents);
        }
    } else if (pre || emit.phase == KernelPlan::Pre) {
      runs = most(*set.from, set.plan->sourceEvents);
    }
    bool waits = false;
    for (size_t e = 0; e < set.targets.size(); ++e) {
      const int64_t wait = set.after[k][e] + (emit.ref < 0 ? set.dendritic[e] : 0);
      if (emit.ref < 0 && pre && wait == 0)
        continue;
      waits = true;
      const uint64_t ticks = static_cast<uint64_t>(std::max<int64_t>(1, wait));
      waiting.longest = std::max(waiting.longest, static_cast<int64_t>(ticks));
      waiting.capacity += runs * ticks;
    }
    if (!waits)
      continue;
    waiting.single &= set.c->fields[static_cast<size_t>(emit.field)].type == "float";
    if (emit.ref < 0) {
      waiting.toTargets = true;
      for (size_t p = 0; p < set.to->parts.size(); ++p)
        waitingSum(set.to->parts[p].population, set.plan->targetFields[p]);
      continue;
    }
    waiting.sorted = true;
    for (const ViewPart &part :
         instance.view(set.plan->edge.refs[static_cast<size_t>(emit.ref)].view).parts)
      waitingSum(part.population, fieldNamed(part.population, emit.to));
  }
}

} // namespace neuro::rt::ccode
