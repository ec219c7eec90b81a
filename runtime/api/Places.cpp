//===- Places.cpp - What a path names, told to the host ------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"

using namespace neuro;
using namespace neuro::api;

/// The unit's name where it stands as long as the sim.
static const char *lastingUnit(const neuro_sim &sim, int population, const FieldEntry &entry) {
  if (entry.field < 0) // settings of sources
    return entry.name == "rate" ? "Hz" : "ms";
  const rt::PopulationPlan &plan = sim.network().populations[static_cast<size_t>(population)];
  return sim.program->plan->classes[static_cast<size_t>(plan.classIndex)]
      .fields[static_cast<size_t>(entry.field)]
      .unit.text.c_str();
}

static const char *lastingSynapseUnit(const neuro_sim &sim, int projection,
                                      const std::string &name) {
  const rt::ProjectionPlan &plan = sim.network().projections[static_cast<size_t>(projection)];
  for (const FieldEntry &entry : synapseFieldsOf(sim, projection))
    if (entry.name == name && entry.field >= 0)
      return sim.program->plan->classes[static_cast<size_t>(plan.edge.classIndex)]
          .fields[static_cast<size_t>(entry.field)]
          .unit.text.c_str();
  return plan.weightUnit.text.c_str();
}

extern "C" neuro_error *neuro_sim_place(const neuro_sim *sim, const char *path,
                                        neuro_place *place) {
  return guarded([&] {
    Use use(looked(sim));
    require(path, "there is no path (a NULL)");
    neuro_place out{};
    out.population = out.field = out.projection = -1;
    out.unit = "";
    const std::vector<rt::ParameterPlan> &parameters = sim->network().parameters;
    for (const rt::ParameterPlan &parameter : parameters)
      if (parameter.name == path) {
        out.count = out.is_parameter = out.has_value = 1;
        out.unit = parameter.unit.text.c_str();
        return give(place, out);
      }
    size_t length = 0;
    if (const int projection = synapsesNamed(*sim, path, length); projection >= 0) {
      const Target target = parsePath(*sim, path);
      out.projection = projection;
      out.has_value = 1;
      out.count = static_cast<int64_t>(synapsesOf(*sim, projection, {}).size());
      out.unit = lastingSynapseUnit(*sim, projection, target.name);
      return give(place, out);
    }
    std::string rest;
    const rt::View view = parseView(*sim, path, rest);
    out.count = view.size;
    if (view.parts.size() == 1 &&
        view.size == sim->simulation->populationSize(view.parts.front().population))
      out.population = view.parts.front().population;
    if (!rest.empty() && !view.parts.empty()) {
      const int first = view.parts.front().population;
      const std::vector<FieldEntry> fields = fieldsOf(*sim, first);
      for (size_t f = 0; f < fields.size(); ++f)
        if (fields[f].name == rest) {
          parsePath(*sim, path); // all parts have it, in one unit
          out.has_value = 1;
          out.unit = lastingUnit(*sim, first, fields[f]);
          out.field = out.population < 0 ? -1 : static_cast<int64_t>(f);
        }
    }
    give(place, out);
  });
}
