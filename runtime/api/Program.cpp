//===- Program.cpp - Engines and compiled programs --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"
#include "runtime/api/Version.h"

#include <cmath>

using namespace neuro;
using namespace neuro::api;

int api::networkCalled(const Program &program, const char *name) {
  const std::vector<rt::NetworkPlan> &all = program.plan->networks;
  if (all.empty())
    throw Failure(NEURO_PROGRAM, "the program has no network");
  if (!name)
    return static_cast<int>(all.size()) - 1;
  std::vector<std::string> known;
  for (size_t n = 0; n < all.size(); ++n) {
    if (all[n].name == name)
      return static_cast<int>(n);
    known.push_back(all[n].name);
  }
  throw Failure(NEURO_INVALID,
                "there is no network '" + std::string(name) + "'" + suggestion(name, known));
}

/// The network of that number, or an error.
static const rt::NetworkPlan &networkAt(const neuro_program *program, size_t index) {
  require(program, "there is no program (a NULL)");
  require(index < program->content.plan->networks.size(), "there is no network of that number");
  return program->content.plan->networks[index];
}

extern "C" {

uint32_t neuro_abi_version(void) { return NEURO_ABI_MAJOR << 16 | NEURO_ABI_MINOR; }
const char *neuro_version(void) { return versionText; }

neuro_error *neuro_engine_create(const neuro_engine_options *options, neuro_engine **engine) {
  return guarded([&] {
    require(engine, "there is nowhere to write the engine to (a NULL)");
    *engine = nullptr;
    const neuro_engine_options chosen = take(options);
    auto made = std::make_unique<neuro_engine>();
    made->cacheDirectory = chosen.cache_directory ? chosen.cache_directory : "";
    made->cached = !chosen.no_cache;
    *engine = made.release();
  });
}
void neuro_engine_free(neuro_engine *engine) { delete engine; }
void neuro_engine_cancel(neuro_engine *engine) {
  if (engine)
    engine->cancelled.fetch_add(1, std::memory_order_relaxed);
}

neuro_program *neuro_program_retain(neuro_program *program) {
  if (program)
    program->references.fetch_add(1, std::memory_order_relaxed);
  return program;
}

void neuro_program_free(neuro_program *program) {
  if (program && program->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
    delete program;
}

size_t neuro_program_phases(const neuro_program *program, neuro_phase_time *times,
                            size_t capacity) {
  if (!program)
    return 0;
  const auto &phases = program->content.phases;
  for (size_t k = 0; times && k < phases.size() && k < capacity; ++k)
    times[k] = {phases[k].first.c_str(), phases[k].second};
  return phases.size();
}

size_t neuro_program_networks(const neuro_program *program) {
  return program ? program->content.plan->networks.size() : 0;
}

const char *neuro_program_network(const neuro_program *program, size_t network) {
  if (!program || network >= program->content.plan->networks.size())
    return nullptr;
  return program->content.plan->networks[network].name.c_str();
}

size_t neuro_program_parameters(const neuro_program *program, size_t network) {
  if (!program || network >= program->content.plan->networks.size())
    return 0;
  return program->content.plan->networks[network].parameters.size();
}

neuro_error *neuro_program_parameter(const neuro_program *program, size_t network, size_t index,
                                     neuro_parameter *parameter) {
  return guarded([&] {
    const rt::NetworkPlan &plan = networkAt(program, network);
    require(index < plan.parameters.size(), "there is no parameter of that number");
    const rt::ParameterPlan &found = plan.parameters[index];
    // A default that reads no other parameter is a number by itself.
    rt::Result<double> value = rt::evaluateScalar(found.value, rt::Scope());
    neuro_parameter out{};
    out.name = found.name.c_str();
    out.unit = found.unit.text.c_str();
    out.value = value ? *value / found.unit.scale : std::nan("");
    give(parameter, out);
  });
}
}
