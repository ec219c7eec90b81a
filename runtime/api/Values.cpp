//===- Values.cpp - Reading and writing fields ---------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"

using namespace neuro;
using namespace neuro::api;

/// The field's number in its population's class; -1 if it is not one field of one
/// whole population.
static int wholeField(const neuro_sim &sim, const Target &target) {
  if (target.population < 0)
    return -1;
  for (const FieldEntry &entry : fieldsOf(sim, target.population))
    if (entry.name == target.name)
      return entry.field;
  return -1;
}

void api::applyBindings(neuro_sim &sim) {
  for (Binding &binding : sim.bindings) {
    for (size_t k = 0; k < binding.scaled.size(); ++k)
      binding.scaled[k] = binding.values[k] * binding.scale;
    const std::string &name =
        sim.program->plan
            ->classes[static_cast<size_t>(
                sim.network().populations[static_cast<size_t>(binding.population)].classIndex)]
            .fields[static_cast<size_t>(binding.field)]
            .name;
    if (rt::Result<void> r = sim.simulation->set(binding.view, name, binding.scaled); !r)
      fail(r.error(), NEURO_INVALID);
  }
}

neuro_type api::typeOf(rt::Scalar type) {
  switch (type) {
  case rt::Scalar::F32: return NEURO_F32;
  case rt::Scalar::F64: return NEURO_F64;
  case rt::Scalar::I32: return NEURO_I32;
  default: throw Failure(NEURO_INTERNAL, "a field of a type that hosts do not know");
  }
}

/// Of a projection: one value for all, or one each, in the order of neuro_sim_synapses.
static void setSynapses(neuro_sim &sim, const Target &target, const double *values, size_t count) {
  const size_t size = synapsesOf(sim, target.projection, {}).size();
  if (count != 1 && count != size)
    throw Failure(NEURO_INVALID, std::to_string(count) + " values for " + std::to_string(size) +
                                     " synapses; give one for all, or one each");
  std::vector<double> scaled(size);
  for (size_t k = 0; k < size; ++k)
    scaled[k] = values[count == 1 ? 0 : k] * target.unit.scale;
  if (rt::Result<void> r = sim.simulation->setEdges(target.projection, target.name, scaled); !r)
    fail(r.error(), NEURO_INVALID);
}

extern "C" {

neuro_error *neuro_sim_set(neuro_sim *sim, const char *path, const double *values, size_t count) {
  return guarded([&] {
    Use use(sim);
    require(values && count > 0, "there are no values to set");
    const Target target = parsePath(*sim, path);
    if (target.parameter >= 0) {
      require(count == 1, "a parameter of the network has one value");
      if (rt::Result<void> r =
              sim->simulation->setParameter(target.parameter, values[0] * target.unit.scale);
          !r)
        fail(r.error(), NEURO_INVALID);
      return;
    }
    if (target.projection >= 0) {
      setSynapses(*sim, target, values, count);
      return;
    }
    const size_t size = static_cast<size_t>(target.view.size);
    if (count != 1 && count != size)
      throw Failure(NEURO_INVALID, std::to_string(count) + " values for the " +
                                       std::to_string(size) + " elements of " + path +
                                       "; give one for all, or one each");
    std::vector<double> scaled(size);
    for (size_t k = 0; k < size; ++k)
      scaled[k] = values[count == 1 ? 0 : k] * target.unit.scale;
    if (rt::Result<void> r = sim->simulation->set(target.view, target.name, scaled); !r)
      fail(r.error(), NEURO_INVALID);
  });
}

neuro_error *neuro_sim_get(const neuro_sim *sim, const char *path, double *values,
                           size_t capacity, size_t *count) {
  return guarded([&] {
    Use use(looked(sim));
    const Target target = parsePath(*sim, path);
    rt::EdgeList synapses;
    if (target.projection >= 0)
      synapses = synapsesOf(*sim, target.projection,
                            values ? std::vector<std::string>{target.name}
                                   : std::vector<std::string>{});
    const size_t size = target.parameter >= 0    ? 1
                        : target.projection >= 0 ? synapses.size()
                                                 : static_cast<size_t>(target.view.size);
    if (count)
      *count = size;
    if (!values)
      return;
    if (capacity < size)
      throw Failure(NEURO_INVALID, "room for " + std::to_string(capacity) + " values, but " +
                                       path + " has " + std::to_string(size));
    if (target.parameter >= 0) {
      values[0] = sim->simulation->parameters()[static_cast<size_t>(target.parameter)] /
                  target.unit.scale;
      return;
    }
    if (target.projection >= 0) {
      for (size_t k = 0; k < size; ++k)
        values[k] = synapses.values[0][k] / target.unit.scale;
      return;
    }
    rt::Result<std::vector<double>> got = sim->simulation->get(target.view, target.name);
    if (!got)
      fail(got.error(), NEURO_INVALID);
    for (size_t k = 0; k < size; ++k)
      values[k] = (*got)[k] / target.unit.scale;
  });
}

neuro_error *neuro_sim_view(neuro_sim *sim, const char *path, neuro_view *view) {
  return guarded([&] {
    Use use(sim);
    const Target target = parsePath(*sim, path);
    const int field = target.parameter >= 0 ? -1 : wholeField(*sim, target);
    if (field < 0)
      throw Failure(NEURO_INVALID, std::string("'") + path +
                                       "' is not a field of one whole population, which is what "
                                       "can be viewed; use neuro_sim_get");
    for (const FieldEntry &entry : fieldsOf(*sim, target.population))
      if (entry.field == field && entry.role != NEURO_STATE && entry.role != NEURO_INPUT)
        throw Failure(NEURO_INVALID, std::string("'") + path +
                                         "' is no state or input, which is what can be viewed; "
                                         "use neuro_sim_get and neuro_sim_set");
    const rt::FieldMemory memory = sim->simulation->memory(target.population, field);
    if (!memory.data)
      throw Failure(NEURO_INVALID, std::string("'") + path +
                                       "' is stored as one value for all elements; use "
                                       "neuro_sim_get and neuro_sim_set");
    if (memory.stimulated)
      throw Failure(NEURO_INVALID, std::string("'") + path +
                                       "' is driven by a stimulus of the network; use "
                                       "neuro_sim_get and neuro_sim_set for what comes on top");
    const std::vector<int64_t> &shape = sim->simulation->populationShape(target.population);
    neuro_view out{};
    out.data = memory.data;
    out.type = typeOf(memory.type);
    out.scale = target.unit.scale;
    out.epoch = neuro_sim_epoch(sim);
    constexpr size_t most = sizeof(out.shape) / sizeof(out.shape[0]);
    if (shape.size() > most || shape.empty()) {
      out.rank = 1;
      out.shape[0] = target.view.size;
      out.strides[0] = 1;
    } else {
      out.rank = shape.size();
      int64_t stride = 1;
      for (size_t d = shape.size(); d-- > 0;) {
        out.shape[d] = shape[d];
        out.strides[d] = stride;
        stride *= shape[d];
      }
    }
    const rt::PopulationPlan &plan =
        sim->network().populations[static_cast<size_t>(target.population)];
    out.unit = sim->program->plan->classes[static_cast<size_t>(plan.classIndex)]
                   .fields[static_cast<size_t>(field)]
                   .unit.text.c_str();
    give(view, out);
  });
}

uint64_t neuro_sim_epoch(const neuro_sim *sim) { return sim ? 1 : 0; }

neuro_error *neuro_sim_bind(neuro_sim *sim, const char *path, const double *values,
                            size_t count) {
  return guarded([&] {
    Use use(sim);
    const Target target = parsePath(*sim, path);
    const int field = target.parameter >= 0 ? -1 : wholeField(*sim, target);
    bool input = false;
    if (field >= 0)
      for (const FieldEntry &entry : fieldsOf(*sim, target.population))
        input |= entry.field == field && entry.role == NEURO_INPUT;
    if (!input)
      throw Failure(NEURO_INVALID, std::string("'") + path +
                                       "' is not an input of one whole population, which is what "
                                       "can be bound");
    auto same = [&](const Binding &known) {
      return known.population == target.population && known.field == field;
    };
    if (values && count != static_cast<size_t>(target.view.size))
      throw Failure(NEURO_INVALID, std::to_string(count) + " values for the " +
                                       std::to_string(target.view.size) + " elements of " + path);
    std::vector<Binding> &all = sim->bindings;
    Binding binding;
    binding.population = target.population;
    binding.field = field;
    binding.values = values;
    binding.scale = target.unit.scale;
    binding.view = target.view;
    binding.scaled.resize(values ? count : 0);
    all.reserve(all.size() + 1);
    all.erase(std::remove_if(all.begin(), all.end(), same), all.end());
    if (values)
      all.push_back(std::move(binding));
  });
}
}
