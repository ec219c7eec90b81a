//===- Synapses.cpp - Looking at synapses -----------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"

using namespace neuro;
using namespace neuro::api;

std::vector<FieldEntry> api::synapseFieldsOf(const neuro_sim &sim, int projection) {
  const rt::ProjectionPlan &plan =
      sim.network().projections[static_cast<size_t>(projection)];
  if (plan.continuous || plan.signal || plan.edgesOf >= 0)
    return {};
  if (plan.edge.classIndex < 0)
    return {{"w", plan.weightUnit, NEURO_PARAMETER}};
  std::vector<FieldEntry> entries;
  const rt::ClassPlan &type = sim.program->plan->classes[static_cast<size_t>(plan.edge.classIndex)];
  for (size_t f = 0; f < type.fields.size(); ++f) {
    const rt::FieldPlan &field = type.fields[f];
    if (field.role == rt::FieldRole::State || field.role == rt::FieldRole::Parameter)
      entries.push_back({field.name, field.unit,
                         field.role == rt::FieldRole::State ? NEURO_STATE : NEURO_PARAMETER,
                         static_cast<int>(f)});
  }
  return entries;
}

rt::EdgeList api::synapsesOf(const neuro_sim &sim, int projection,
                             const std::vector<std::string> &fields) {
  rt::Result<rt::EdgeList> list = sim.simulation->edges(projection, fields);
  if (!list)
    fail(list.error(), NEURO_INVALID);
  return std::move(*list);
}

extern "C" {

neuro_error *neuro_sim_projection_field(const neuro_sim *sim, size_t projection, size_t index,
                                        neuro_field *field) {
  return guarded([&] {
    Use use(looked(sim));
    const std::vector<rt::ProjectionPlan> &all = sim->network().projections;
    require(projection < all.size(), "there is no projection of that number");
    const std::vector<FieldEntry> fields = synapseFieldsOf(*sim, static_cast<int>(projection));
    require(index < fields.size(), "there is no field of that number");
    const FieldEntry &entry = fields[index];
    const rt::ProjectionPlan &plan = all[projection];
    neuro_field out{};
    out.scale = entry.unit.scale;
    out.role = entry.role;
    out.per_element = 1;
    if (entry.field < 0) {
      out.name = entry.name.data(); // a literal
      out.unit = plan.weightUnit.text.c_str();
      out.type = NEURO_F64;
    } else {
      const rt::FieldPlan &known =
          sim->program->plan->classes[static_cast<size_t>(plan.edge.classIndex)]
              .fields[static_cast<size_t>(entry.field)];
      out.name = known.name.c_str();
      out.unit = known.unit.text.c_str();
      out.type = typeOf(known.type);
      out.per_element = known.perElement || known.role == rt::FieldRole::State;
    }
    give(field, out);
  });
}

neuro_error *neuro_sim_synapses(const neuro_sim *sim, const char *projection, uint32_t *sources,
                                uint32_t *targets, double *delays, size_t capacity,
                                size_t *count) {
  return guarded([&] {
    Use use(looked(sim));
    require(projection, "there is no projection (a NULL)");
    const std::string name = projection;
    size_t length = 0;
    const int number = projectionAt(*sim, name, length);
    if (number < 0 || length != name.size()) {
      std::vector<std::string> known;
      for (const rt::ProjectionPlan &plan : sim->network().projections)
        known.push_back(plan.name);
      throw Failure(NEURO_INVALID,
                    "there is no projection '" + name + "'" + suggestion(name, known));
    }
    const rt::EdgeList list = synapsesOf(*sim, number, {});
    const size_t size = list.size();
    if (count)
      *count = size;
    if (!sources && !targets && !delays)
      return;
    if (capacity < size)
      throw Failure(NEURO_INVALID, "room for " + std::to_string(capacity) + " synapses, but '" +
                                       name + "' has " + std::to_string(size));
    if (sources)
      std::copy(list.source.begin(), list.source.end(), sources);
    if (targets)
      std::copy(list.target.begin(), list.target.end(), targets);
    for (size_t k = 0; delays && k < size; ++k)
      delays[k] = static_cast<double>(list.delay[k]) * sim->simulation->dt();
  });
}
}
