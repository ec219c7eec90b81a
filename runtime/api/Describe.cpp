//===- Describe.cpp - What a sim consists of ------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"

using namespace neuro;
using namespace neuro::api;

/// What events of a projection reach, if that is called the same everywhere.
static const char *portOf(const neuro_sim &sim, const rt::ProjectionPlan &plan) {
  const std::vector<rt::ClassPlan> &classes = sim.program->plan->classes;
  const rt::NetworkPlan &network = sim.network();
  if (plan.edgesOf >= 0) {
    const int edge = network.projections[static_cast<size_t>(plan.edgesOf)].edge.classIndex;
    return classes[static_cast<size_t>(edge)].ports[static_cast<size_t>(plan.edgePort)].c_str();
  }
  const char *name = "";
  if (plan.target < 0)
    return name;
  const std::vector<rt::ViewPart> &parts = sim.simulation->view(plan.target).parts;
  for (size_t k = 0; k < plan.targetFields.size() && k < parts.size(); ++k) {
    const int type =
        network.populations[static_cast<size_t>(parts[k].population)].classIndex;
    if (type < 0 || plan.targetFields[k] < 0)
      return "";
    const char *here = classes[static_cast<size_t>(type)]
                           .fields[static_cast<size_t>(plan.targetFields[k])]
                           .name.c_str();
    if (k > 0 && std::strcmp(name, here))
      return "";
    name = here;
  }
  return name;
}

extern "C" {

size_t neuro_sim_populations(const neuro_sim *sim) {
  return sim ? sim->network().populations.size() : 0;
}

neuro_error *neuro_sim_population(const neuro_sim *sim, size_t index,
                                  neuro_population *population) {
  return guarded([&] {
    Use use(looked(sim));
    const std::vector<rt::PopulationPlan> &all = sim->network().populations;
    require(index < all.size(), "there is no population of that number");
    const rt::PopulationPlan &plan = all[index];
    const std::vector<int64_t> &shape =
        sim->simulation->populationShape(static_cast<int>(index));
    neuro_population out{};
    out.name = plan.name.c_str();
    out.model = sim->simulation->report().populations[index].model.c_str();
    out.count = sim->simulation->populationSize(static_cast<int>(index));
    out.shape = shape.data();
    out.rank = shape.size();
    out.fields = fieldsOf(*sim, static_cast<int>(index)).size();
    out.is_source = plan.classIndex < 0;
    out.is_port = plan.classIndex < 0 && (plan.source == rt::SourceKind::Port ||
                                          plan.source == rt::SourceKind::SpikeFile);
    give(population, out);
  });
}

neuro_error *neuro_sim_field(const neuro_sim *sim, size_t population, size_t index,
                             neuro_field *field) {
  return guarded([&] {
    Use use(looked(sim));
    const std::vector<rt::PopulationPlan> &all = sim->network().populations;
    require(population < all.size(), "there is no population of that number");
    const std::vector<FieldEntry> fields = fieldsOf(*sim, static_cast<int>(population));
    require(index < fields.size(), "there is no field of that number");
    const FieldEntry &entry = fields[index];
    neuro_field out{};
    out.scale = entry.unit.scale;
    out.role = entry.role;
    if (entry.field < 0) { // settings of sources have names for ever
      out.name = entry.name.data();
      out.unit = entry.name == "rate" ? "Hz" : "ms";
      out.type = NEURO_F64;
    } else {
      const rt::FieldPlan &plan =
          sim->program->plan->classes[static_cast<size_t>(all[population].classIndex)]
              .fields[static_cast<size_t>(entry.field)];
      const rt::FieldMemory memory =
          sim->simulation->memory(static_cast<int>(population), entry.field);
      out.name = plan.name.c_str();
      out.unit = plan.unit.text.c_str();
      out.type = typeOf(memory.type);
      out.per_element = memory.data != nullptr;
      out.can_view = memory.data && !memory.stimulated &&
                     (entry.role == NEURO_STATE || entry.role == NEURO_INPUT);
    }
    give(field, out);
  });
}

size_t neuro_sim_projections(const neuro_sim *sim) {
  return sim ? sim->network().projections.size() : 0;
}

neuro_error *neuro_sim_projection(const neuro_sim *sim, size_t index,
                                  neuro_projection *projection) {
  return guarded([&] {
    Use use(looked(sim));
    const rt::NetworkPlan &network = sim->network();
    require(index < network.projections.size(), "there is no projection of that number");
    const rt::ProjectionPlan &plan = network.projections[index];
    const rt::ProjectionReport &report = sim->simulation->report().projections[index];
    auto viewName = [&](int view) {
      return view < 0 ? "" : network.views[static_cast<size_t>(view)].name.c_str();
    };
    neuro_projection out{};
    out.name = plan.name.c_str();
    out.source = viewName(plan.source);
    out.target = plan.edgesOf >= 0
                     ? network.projections[static_cast<size_t>(plan.edgesOf)].name.c_str()
                     : viewName(plan.target);
    out.rule = report.rule.c_str();
    out.layout = report.representation.c_str();
    out.synapses = report.synapses;
    out.min_delay = report.minDelay;
    out.max_delay = report.maxDelay;
    out.port = portOf(*sim, plan);
    out.model = plan.edge.classIndex >= 0
                    ? sim->program->plan->classes[static_cast<size_t>(plan.edge.classIndex)].name.c_str()
                    : "";
    out.fields = synapseFieldsOf(*sim, static_cast<int>(index)).size();
    give(projection, out);
  });
}

neuro_error *neuro_sim_counters(const neuro_sim *sim, neuro_counters *counters) {
  return guarded([&] {
    Use use(looked(sim));
    const rt::Counters now = sim->simulation->counters();
    neuro_counters out{};
    out.neurons = now.neurons;
    out.synapses = now.synapses;
    out.spikes = now.spikes;
    out.synaptic_events = now.synapticEvents + now.driveEvents;
    out.memory = now.memoryBytes;
    give(counters, out);
  });
}

size_t neuro_sim_records(const neuro_sim *sim) {
  return sim ? sim->network().probes.size() : 0;
}

neuro_error *neuro_sim_record(const neuro_sim *sim, size_t index, neuro_record *record) {
  return guarded([&] {
    Use use(looked(sim));
    require(index < sim->network().probes.size(), "there is no record of that number");
    const rt::ProbeData &data = sim->simulation->probe(static_cast<int>(index));
    neuro_record out{};
    out.name = data.plan->name.c_str();
    out.unit = data.plan->unit.text.c_str();
    out.scale = data.plan->unit.scale;
    out.is_events = data.plan->kind == rt::ProbePlan::Events;
    out.columns = data.size;
    if (out.is_events) {
      out.rows = data.eventTicks.size();
      out.ticks = data.eventTicks.data();
      out.elements = data.eventElements.data();
    } else {
      if (!data.rowBegin.empty()) {
        // A caller of 1.0 would take them for a table.
        if (record && record->size < sizeof out)
          throw Failure(NEURO_UNSUPPORTED, "record " + data.plan->name +
                                               ": synapses that come and go have no fixed columns");
        out.columns = 0;
        out.row_begin = data.rowBegin.data();
      }
      out.rows = data.sampleTicks.size();
      out.ticks = data.sampleTicks.data();
      out.values = data.samples.data();
      out.sources = data.edgeSources.empty() ? nullptr : data.edgeSources.data();
      out.targets = data.edgeTargets.empty() ? nullptr : data.edgeTargets.data();
    }
    give(record, out);
  });
}

neuro_error *neuro_sim_clear_records(neuro_sim *sim) {
  return guarded([&] {
    Use use(sim);
    for (size_t p = 0; p < sim->network().probes.size(); ++p)
      sim->simulation->clearProbe(static_cast<int>(p));
  });
}
}
