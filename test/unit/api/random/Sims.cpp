//===- Sims.cpp - Random calls of sims -----------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "World.h"

#include <algorithm>
#include <thread>

using namespace api_test;

namespace {

/// Bytes a sim may take: sizes in mutated programs may be any.
constexpr uint64_t mostMemory = uint64_t(64) << 20;

void onSpikes(const int64_t *ticks, const uint32_t *elements, size_t count, void *user) {
  EXPECT_GT(count, 0u);
  EXPECT_TRUE(std::is_sorted(ticks, ticks + count));
  uint32_t most = 0;
  for (size_t k = 0; k < count; ++k)
    most = std::max(most, elements[k]);
  *static_cast<size_t *>(user) += count + (most > 0);
}

} // namespace

void World::create() {
  if (sims.size() > 3 || (!sims.empty() && choose.one(2))) {
    const size_t index = choose.below(sims.size());
    log("sim_free " + std::to_string(index));
    sims.erase(sims.begin() + static_cast<ptrdiff_t>(index));
    return;
  }
  static const char *const layouts[] = {nullptr, nullptr, "auto", "rows", "bits", "dense", "rows-i16", "rows-i8",
                                        "one-to-one", "all-to-all", "convolution", "procedural", "none", ""};
  static const char *const networks[] = {nullptr, nullptr, nullptr, "Mixed", "Net", "Small", "Plastic", "none", ""};
  static const char *const names[] = {"J", "g", "N", "f", "n", "Z", ""};
  static const char *const units[] = {nullptr, nullptr, "nA", "pA", "kHz", "furlong", ""};
  static const char *const targets[] = {nullptr, nullptr, nullptr, "cpu", "gpu", ""};
  neuro_sim_options options{};
  options.size = choose.sizeOf(sizeof options);
  options.network = choose.pick(networks);
  options.seed = choose.one(10) ? choose.word() : choose.below(3);
  options.threads = static_cast<int32_t>(choose.below(4)) - (choose.one(10) ? 2 : 0);
  options.dt = choose.below(6) ? 0.1 : choose.value();
  if (options.dt > 1e3)
    options.dt = 0.05; // delays of 1 ms would all be refused
  options.target = choose.pick(targets);
  options.layout = choose.pick(layouts);
  options.memory_limit = choose.one(20) ? 1 + choose.below(100000) : mostMemory;
  if (options.size < sizeof options)
    options.size = std::max(options.size, offsetof(neuro_sim_options, layout)); // knows of limits, or of nothing
  if (choose.one(40))
    options.size = choose.below(sizeof(size_t));
  neuro_setting settings[2];
  for (neuro_setting &setting : settings)
    setting = {choose.one(50) ? nullptr : choose.pick(names), choose.one(2) ? 3 : choose.value(), choose.pick(units)};
  options.settings = choose.one(30) ? nullptr : settings;
  options.setting_count = choose.one(2) ? 0 : choose.below(3);
  size_t questions = choose.one(6) ? choose.below(4) : SIZE_MAX;
  options.progress = [](const char *what, double fraction, void *user) -> int {
    read(what);
    EXPECT_TRUE(fraction >= 0 && fraction <= 1) << fraction;
    return !user /* not in a struct that is this short */ || (*static_cast<size_t *>(user))-- > 0;
  };
  options.user = &questions;
  const bool bad = choose.one(60);
  const Program some = programs.empty() || bad ? Program{nullptr, false} : choose.pick(programs);
  if (some.mixed && choose.one(2)) {
    options = simOptions(choose.below(3));
    options.threads = static_cast<int32_t>(choose.below(3));
  }
  log("sim_create dt " + std::to_string(options.dt) + " threads " + std::to_string(options.threads) + " size " +
      std::to_string(options.size));
  auto made = std::make_unique<Running>();
  neuro_sim *sim = nullptr;
  const bool good = ended(neuro_sim_create(some.handle, &options, &sim));
  EXPECT_EQ(good, sim != nullptr);
  if (!sim)
    return;
  made->sim.reset(sim);
  made->mixed = some.mixed;
  learnPaths(*made);
  // A program that is slow is not waited for.
  ended(neuro_sim_on_progress(
      sim,
      [](int64_t, int64_t, void *user) -> int {
        const Running &at = *static_cast<Running *>(user);
        return !at.ends && std::chrono::steady_clock::now() - at.begun < std::chrono::seconds(2);
      },
      made.get()));
  sims.push_back(std::move(made));
}

void World::learnPaths(Running &at) {
  for (size_t p = 0; p < neuro_sim_populations(at.sim.get()); ++p) {
    neuro_population population{};
    population.size = sizeof population;
    EXPECT_EQ(textOf(neuro_sim_population(at.sim.get(), p, &population)), "");
    at.paths.push_back(population.name);
    for (size_t f = 0; f < population.fields; ++f) {
      neuro_field field{};
      field.size = sizeof field;
      EXPECT_EQ(textOf(neuro_sim_field(at.sim.get(), p, f, &field)), "");
      const std::string name = population.name;
      at.paths.push_back(name + "." + field.name);
      at.paths.push_back(name + "[0..2]." + field.name);
    }
  }
  for (size_t p = 0; p < neuro_sim_projections(at.sim.get()); ++p) {
    neuro_projection projection{};
    projection.size = sizeof projection;
    EXPECT_EQ(textOf(neuro_sim_projection(at.sim.get(), p, &projection)), "");
    at.paths.push_back(projection.name);
    for (size_t f = 0; f < projection.fields; ++f) {
      neuro_field field{};
      field.size = sizeof field;
      EXPECT_EQ(textOf(neuro_sim_projection_field(at.sim.get(), p, f, &field)), "");
      at.paths.push_back(std::string(projection.name) + "." + field.name);
    }
  }
}

const char *World::path(Running &at) {
  static const char *const all[] = {
      "E.V", "E.I", "E.syn.I", "I.V", "I.tau_m", "X.rate", "J", "g", "N", "E[0..10].V", "E[3].I",
      "E[0..40 step 7].syn.I", "E[40].V", "E[", "E..V", "", "P.V", "P", "E", "I.V_th", "Q.V", "E[0..0].V",
      "E[10..5].V", "I.nothing", "X[0..5].rate", "mean(E.V)", "inhibition.w", "inhibition.v", "inhibition",
      "X -> E.syn.w", "P -> I.syn.w", "X -> E.syn", "learnt.w", "E[99999999999999999999].V", "E[-1].V", "\xff"};
  if (choose.one(50))
    return nullptr;
  return at.paths.empty() || choose.one(2) ? choose.pick(all) : choose.pick(at.paths).c_str();
}

const char *World::view(Running &at) {
  static const char *const all[] = {"E", "I", "X", "P", "T", "E[3..9]", "E.spikes", "E.V", "T[1..2]", "Z", "", "T.x"};
  return choose.one(50) ? nullptr : at.paths.empty() || choose.one(2) ? choose.pick(all) : choose.pick(at.paths).c_str();
}

/// Of this sim or of any other.
std::string World::checkpointFile() {
  return choose.one(10) ? "/no/such/file" : folder + "/checkpoint" + std::to_string(choose.below(3));
}

void World::simCalls(Running &at) {
  for (double &v : at.memory)
    if (choose.one(20))
      v = choose.value();
  switch (choose.below(5)) {
  case 0:
    return values(at);
  case 1:
    return events(at);
  case 2:
    return time(at);
  case 3:
    return looks(at);
  default:
    return lives(at);
  }
}

void World::values(Running &at) {
  neuro_sim *sim = at.sim.get();
  const char *const where = path(at);
  const std::string name = where ? where : "(null)";
  switch (choose.below(5)) {
  case 0: {
    const size_t count = choose.count();
    log("set " + name + " " + std::to_string(count));
    ended(neuro_sim_set(sim, where, choose.one(30) ? nullptr : at.memory.data(), count));
    break;
  }
  case 1: {
    std::vector<double> out(64);
    size_t n = 0;
    log("get " + name);
    ended(neuro_sim_get(sim, where, choose.below(4) ? out.data() : nullptr, choose.count(), &n));
    break;
  }
  case 2: {
    neuro_view view{};
    view.size = choose.sizeOf(sizeof view);
    log("view " + name);
    if (ended(neuro_sim_view(sim, where, &view)) && view.size >= sizeof view)
      at.view = view;
    break;
  }
  case 3:
    log("bind " + name);
    ended(neuro_sim_bind(sim, where, choose.below(3) ? at.memory.data() : nullptr, choose.count()));
    break;
  default: {
    // What was shown stays where it is until the sim says otherwise.
    const neuro_view &view = at.view;
    if (!view.data || view.epoch != neuro_sim_epoch(sim))
      break;
    log("touches a view");
    size_t bytes = view.type == NEURO_F64 ? 8 : view.type == NEURO_I16 ? 2 : view.type == NEURO_I8 ? 1 : 4;
    int64_t last = 0;
    for (size_t axis = 0; axis < view.rank; ++axis) {
      if (view.shape[axis] == 0)
        return;
      last += (view.shape[axis] - 1) * view.strides[axis];
    }
    auto *data = static_cast<volatile unsigned char *>(view.data);
    data[0] = data[0];
    volatile unsigned char &end = data[static_cast<size_t>(last) * bytes + bytes - 1];
    end = end;
  }
  }
}

void World::events(Running &at) {
  neuro_sim *sim = at.sim.get();
  const char *const where = view(at);
  const std::string name = where ? where : "(null)";
  switch (choose.below(6)) {
  case 0: {
    uint32_t elements[3];
    int64_t ticks[3];
    for (int k = 0; k < 3; ++k) {
      elements[k] = static_cast<uint32_t>(choose.below(5));
      ticks[k] = neuro_sim_tick(sim) + static_cast<int64_t>(choose.below(40)) - 1;
      if (choose.one(50))
        ticks[k] = static_cast<int64_t>(choose.word());
    }
    const char *const port = choose.one(2) ? "P" : where;
    log("push_events " + std::string(port ? port : "(null)"));
    ended(neuro_sim_push_events(sim, port, elements, ticks, choose.below(4)));
    break;
  }
  case 1: {
    const uint32_t elements[] = {static_cast<uint32_t>(choose.below(4)), 0, 1};
    const char *const train = choose.one(2) ? "T" : where;
    log("set_times " + std::string(train ? train : "(null)"));
    ended(neuro_sim_set_times(sim, train, choose.one(2) ? elements : nullptr, at.memory.data(), choose.below(4)));
    break;
  }
  case 2: {
    if (at.spikes.size() + at.called.size() > 8)
      break;
    const bool calls = choose.one(3);
    neuro_spikes *heard = nullptr;
    log(std::string(calls ? "listen by callback " : "listen ") + name);
    ended(neuro_sim_listen(sim, where, calls ? onSpikes : nullptr, &this->heard, choose.one(20) ? nullptr : &heard));
    if (heard)
      (calls ? at.called : at.spikes).push_back(heard);
    break;
  }
  case 3: {
    // Also handles of another sim, or of none.
    Running &owner = choose.one(5) ? *choose.pick(sims) : at;
    std::vector<neuro_spikes *> &from = choose.one(2) ? owner.spikes : owner.called;
    if (from.empty()) {
      EXPECT_FALSE(ended(neuro_sim_unlisten(sim, nullptr)));
      break;
    }
    const size_t index = choose.below(from.size());
    log("unlisten");
    EXPECT_EQ(ended(neuro_sim_unlisten(sim, from[index])), &owner == &at);
    if (&owner == &at) {
      EXPECT_FALSE(ended(neuro_sim_unlisten(sim, from[index])));
      from.erase(from.begin() + static_cast<ptrdiff_t>(index));
    }
    break;
  }
  default: {
    std::vector<neuro_spikes *> &from = choose.one(10) ? at.called : at.spikes;
    if (from.empty())
      break;
    int64_t ticks[40];
    uint32_t elements[40];
    size_t n = 0;
    neuro_spikes *const some = choose.pick(from);
    neuro_spikes_waiting(some);
    log("drain");
    ended(neuro_spikes_drain(some, choose.below(3) ? ticks : nullptr, choose.below(3) ? elements : nullptr,
                             choose.below(41), choose.one(30) ? nullptr : &n));
  }
  }
}

void World::time(Running &at) {
  neuro_sim *sim = at.sim.get();
  int64_t done = 0;
  at.begun = std::chrono::steady_clock::now();
  switch (choose.below(8)) {
  case 0: {
    static const double later[] = {0, 0.1, 0.25, 3, -5, NAN, INFINITY, -INFINITY};
    const double until = neuro_sim_time(sim) + choose.pick(later);
    log("run_until " + std::to_string(until));
    ended(neuro_sim_run_until(sim, until, choose.one(2) ? nullptr : &done));
    break;
  }
  case 1: // now and then another thread ends it
    if (choose.one(10)) {
      log("run, cancelled from another thread");
      std::thread other([sim, pause = choose.below(3000)] {
        std::this_thread::sleep_for(std::chrono::microseconds(pause));
        neuro_sim_cancel(sim);
      });
      ended(neuro_sim_run(sim, 20000, &done));
      other.join();
      break;
    }
    [[fallthrough]];
  case 2:
    if (choose.one(5)) {
      log("cancel");
      neuro_sim_cancel(sim);
    }
    break;
  case 3:
    at.ends = choose.one(3);
    break;
  default: {
    static const int64_t all[] = {0, 1, 1, 2, 17, 100, -1, INT64_MAX, INT64_MIN};
    const int64_t ticks = choose.pick(all);
    log("run " + std::to_string(ticks));
    if (ended(neuro_sim_run(sim, ticks, &done)))
      EXPECT_TRUE(done >= 0 && done <= ticks);
  }
  }
}

void World::looks(Running &at) {
  neuro_sim *sim = at.sim.get();
  switch (choose.below(6)) {
  case 0: {
    neuro_population population{};
    population.size = sizeof population;
    const size_t number = choose.below(neuro_sim_populations(sim) + 1);
    if (ended(neuro_sim_population(sim, number, &population))) {
      read(population.name);
      read(population.model);
      int64_t product = 1;
      for (size_t k = 0; k < population.rank; ++k)
        product *= population.shape[k];
      EXPECT_EQ(product, population.count);
      neuro_field field{};
      field.size = sizeof field;
      if (ended(neuro_sim_field(sim, number, choose.below(population.fields + 1), &field))) {
        read(field.name);
        read(field.unit);
      }
    }
    break;
  }
  case 1: {
    neuro_projection projection{};
    projection.size = sizeof projection;
    const size_t number = choose.below(neuro_sim_projections(sim) + 1);
    if (ended(neuro_sim_projection(sim, number, &projection))) {
      for (const char *text : {projection.name, projection.source, projection.target, projection.rule,
                               projection.layout, projection.port, projection.model})
        read(text);
      neuro_field field{};
      field.size = sizeof field;
      ended(neuro_sim_projection_field(sim, number, choose.below(projection.fields + 1), &field));
    }
    break;
  }
  case 2: {
    neuro_place place{};
    place.size = choose.sizeOf(sizeof place);
    if (ended(neuro_sim_place(sim, path(at), &place)) && place.size >= sizeof place)
      read(place.unit);
    break;
  }
  case 3: {
    static const char *const all[] = {"inhibition", "X -> E.syn", "P -> I.syn", "learnt", "E", "", "Z"};
    const char *const name = choose.one(2) ? choose.pick(all) : path(at);
    std::vector<uint32_t> ends(400);
    std::vector<double> delays(400);
    size_t n = 0;
    log("synapses " + std::string(name ? name : "(null)"));
    ended(neuro_sim_synapses(sim, name, choose.one(2) ? ends.data() : nullptr, nullptr,
                             choose.one(2) ? delays.data() : nullptr, choose.one(2) ? 400 : choose.below(400), &n));
    break;
  }
  case 4: {
    neuro_record record{};
    record.size = sizeof record;
    const size_t number = choose.below(neuro_sim_records(sim) + 1);
    log("record " + std::to_string(number));
    if (ended(neuro_sim_record(sim, number, &record))) {
      read(record.name);
      read(record.unit);
      double sum = 0;
      for (size_t row = 0; row < record.rows; ++row)
        sum += static_cast<double>(record.ticks[row]);
      if (record.values && !record.row_begin)
        for (size_t k = 0; k < record.rows * static_cast<size_t>(record.columns); ++k)
          sum += record.values[k];
      if (record.elements)
        for (size_t row = 0; row < record.rows; ++row)
          EXPECT_LT(record.elements[row], record.columns);
      heard += sum > 0;
    }
    if (choose.one(4)) {
      log("clear_records");
      ended(neuro_sim_clear_records(sim));
    }
    break;
  }
  default: {
    neuro_counters counters{};
    counters.size = choose.sizeOf(sizeof counters);
    ended(neuro_sim_counters(sim, &counters));
    neuro_sim_time(sim), neuro_sim_dt(sim), neuro_sim_threads(sim), neuro_sim_epoch(sim);
  }
  }
}

void World::lives(Running &at) {
  neuro_sim *sim = at.sim.get();
  const std::string file = checkpointFile();
  switch (choose.below(5)) {
  case 0:
    log("reset");
    ended(neuro_sim_reset(sim));
    break;
  case 1:
  case 2:
    log("checkpoint " + file);
    ended(neuro_sim_checkpoint(sim, choose.one(50) ? nullptr : file.c_str()));
    break;
  case 3:
    log("restore " + file);
    ended(neuro_sim_restore(sim, choose.one(50) ? nullptr : file.c_str()));
    break;
  default: // without a sim
    switch (choose.below(8)) {
    case 0: EXPECT_FALSE(ended(neuro_sim_run(nullptr, 1, nullptr))); break;
    case 1: EXPECT_FALSE(ended(neuro_sim_restore(nullptr, file.c_str()))); break;
    case 2: EXPECT_FALSE(ended(neuro_sim_set(nullptr, "E.V", at.memory.data(), 1))); break;
    case 3: EXPECT_FALSE(ended(neuro_sim_listen(nullptr, "E", onSpikes, nullptr, nullptr))); break;
    case 4: neuro_sim_cancel(nullptr), neuro_engine_cancel(nullptr); break;
    case 5: EXPECT_EQ(neuro_sim_populations(nullptr) + neuro_sim_projections(nullptr) + neuro_sim_records(nullptr), 0u); break;
    case 6: neuro_sim_free(nullptr), neuro_engine_free(nullptr), neuro_program_free(nullptr), neuro_result_free(nullptr), neuro_error_free(nullptr); break;
    default: EXPECT_EQ(neuro_sim_tick(nullptr) + neuro_spikes_waiting(nullptr) + neuro_sim_epoch(nullptr), 0u);
    }
  }
}
