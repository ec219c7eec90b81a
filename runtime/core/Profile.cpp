//===- Profile.cpp - Where the time of a simulation goes ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Profile.h"

#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

// --- Clocks -----------------------------------------------------------------------

Profiler::Profiler(int threads, const std::array<size_t, kindsOfSpent> &objects) {
  for (int t = 0; t < threads; ++t) {
    profiles.push_back(std::make_unique<ThreadProfile>());
    profiles.back()->layOut(objects);
  }
  // The cost of a lap, by taking many: the least of some tries, since others may
  // interrupt.
  ThreadProfile trial;
  trial.layOut(objects);
  constexpr int laps = 500;
  double least = 1e18;
  for (int tries = 0; tries < 5; ++tries) {
    trial.startRun();
    trial.startWindow(true);
    const int64_t begin = ThreadProfile::cycles();
    for (int k = 0; k < laps; ++k)
      trial.lap(Spent::Rest);
    least = std::min(least, static_cast<double>(ThreadProfile::cycles() - begin) / laps);
    trial.endRun();
  }
  costOfLap = std::max(0.0, least);
}

bool Profiler::choose(int64_t first, int ticks) {
  allTicks += ticks;
  constexpr double affordable = 0.02;
  const ThreadProfile &one = *profiles[0];
  // By what the windows timed up to now took; the first ones are all timed.
  if (one.timedWindows >= 16 && one.timedCycles > 0) {
    const double share = static_cast<double>(one.timedLaps) * costOfLap /
                         static_cast<double>(one.timedCycles);
    stride = std::clamp<int64_t>(static_cast<int64_t>(std::ceil(share / affordable)), 1, 64);
  }
  if (stride == 1)
    return true;
  // SplitMix64 (Steele, Lea & Flood 2014) of the tick: which windows are chosen has
  // nothing to do with what recurs in them.
  uint64_t x = static_cast<uint64_t>(first) * 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return static_cast<int64_t>((x ^ (x >> 31)) >> 33) % stride == 0;
}

void Profile::add(const Profile &other) {
  auto addTo = [](std::vector<double> &into, const std::vector<double> &from) {
    into.resize(std::max(into.size(), from.size()));
    for (size_t t = 0; t < from.size(); ++t)
      into[t] += from[t];
  };
  threads = std::max(threads, other.threads);
  ticks += other.ticks;
  windows += other.windows;
  timedWindows += other.timedWindows;
  overheadSeconds += other.overheadSeconds;
  addTo(seconds, other.seconds);
  for (const ProfileRow &row : other.rows) {
    auto same = std::find_if(rows.begin(), rows.end(), [&](const ProfileRow &known) {
      return known.kind == row.kind && known.name == row.name && known.phase == row.phase;
    });
    if (same == rows.end()) {
      rows.push_back(row);
      continue;
    }
    addTo(same->seconds, row.seconds);
    same->work += row.work;
    same->calls += row.calls;
    same->replayed += row.replayed;
    same->bytes += row.bytes;
    same->updates += row.updates;
    same->operations += row.operations;
    same->workingSet = std::max(same->workingSet, row.workingSet);
    for (const ProfileShare &share : row.shares) {
      auto mine = std::find_if(same->shares.begin(), same->shares.end(), [&](const ProfileShare &s) {
        return s.projection == share.projection;
      });
      if (mine == same->shares.end())
        same->shares.push_back(share);
      else
        mine->events += share.events;
    }
  }
}

// --- Rows -------------------------------------------------------------------------

namespace {

/// Arithmetic for one Poisson count: Philox4x32-10 gives sixteen bytes in about 100
/// operations, each of which is looked up; a few are not enough and take more.
constexpr double operationsOfDraw = 8;

double bytesOf(Scalar type) { return type == Scalar::Bits ? 0.125 : type == Scalar::F64 ? 8 : 4; }

/// Bytes of arrays that a kernel reads and writes for an element, and of all arrays.
struct Traffic {
  double moved = 0, held = 0;
};
Traffic trafficOf(const ClassPlan &plan, const std::vector<FieldStore> &fields,
                  const KernelPlan &kernel) {
  Traffic traffic;
  auto isArray = [&](size_t f) {
    return plan.fields[f].slot >= 0 &&
           (plan.fields[f].role == FieldRole::Arrive || fields[f].data);
  };
  auto touches = [](const std::vector<int> &list, size_t f) {
    return std::find(list.begin(), list.end(), static_cast<int>(f)) != list.end();
  };
  const bool unknown = kernel.reads.empty() && kernel.writes.empty();
  for (size_t f = 0; f < plan.fields.size(); ++f) {
    if (!isArray(f))
      continue;
    const bool reads = unknown || touches(kernel.reads, f),
               writes = unknown || touches(kernel.writes, f);
    traffic.moved += bytesOf(plan.fields[f].type) * (reads + writes);
    traffic.held += reads || writes ? bytesOf(plan.fields[f].type) : 0;
  }
  return traffic;
}

bool isWide(const ClassPlan &plan) {
  return std::any_of(plan.fields.begin(), plan.fields.end(), [](const FieldPlan &field) {
    return field.role == FieldRole::State && field.type == Scalar::F64;
  });
}

/// Makes rows of the slots of all threads.
class Rows {
public:
  explicit Rows(const Profiler &profiler) : profiler(profiler) {
    // Clock readings taken off; what is left is stretched to the whole of the run.
    for (int t = 0; t < profiler.threads(); ++t) {
      const ThreadProfile &thread = profiler.thread(t);
      double sum = 0;
      for (const ThreadProfile::Slot &slot : thread.all())
        sum += net(slot);
      scale.push_back(sum > 0 ? thread.runSeconds / sum : 0);
    }
  }

  /// A row for the time spent on an object in these ways, or null if nobody came there.
  ProfileRow *make(ProfileRow::Kind kind, std::string name, std::string phase,
                   std::initializer_list<Spent> ways, size_t object) {
    ProfileRow row;
    row.kind = kind;
    row.name = std::move(name);
    row.phase = std::move(phase);
    row.seconds.assign(static_cast<size_t>(profiler.threads()), 0);
    double seconds = 0;
    for (int t = 0; t < profiler.threads(); ++t)
      for (Spent way : ways) {
        const ThreadProfile::Slot &slot = profiler.thread(t).slot(way, object);
        row.seconds[static_cast<size_t>(t)] += net(slot) * scale[static_cast<size_t>(t)];
        row.work += slot.work;
        row.calls += slot.calls;
        seconds += row.seconds[static_cast<size_t>(t)];
      }
    if (row.calls == 0 && row.work == 0 && !(seconds > 0))
      return nullptr;
    rows.push_back(std::move(row));
    return &rows.back();
  }

  int64_t sum(Spent way, size_t object, int64_t ThreadProfile::Slot::*member) const {
    int64_t n = 0;
    for (int t = 0; t < profiler.threads(); ++t)
      n += profiler.thread(t).slot(way, object).*member;
    return n;
  }

  std::vector<ProfileRow> rows;

private:
  double net(const ThreadProfile::Slot &slot) const {
    return std::max(0.0, static_cast<double>(slot.cycles) -
                             static_cast<double>(slot.laps) * profiler.clockCycles());
  }
  const Profiler &profiler;
  std::vector<double> scale; ///< seconds a clock tick, per thread
};

} // namespace

void Simulation::State::startProfile() {
  std::array<size_t, kindsOfSpent> objects;
  for (size_t k = 0; k < kindsOfSpent; ++k)
    objects[k] = k <= static_cast<size_t>(Spent::Lets)      ? populations.size()
                 : k <= static_cast<size_t>(Spent::Deliver) ? tables.size()
                 : k <= static_cast<size_t>(Spent::Drive)   ? projections.size()
                                                            : 1;
  profiler = std::make_unique<Profiler>(static_cast<int>(workers.size()), objects);
  for (size_t t = 0; t < workers.size(); ++t)
    workers[t].profile = &profiler->thread(static_cast<int>(t));
}

/// Neurons and sources.
static void addPopulationRows(Rows &out, const Populations &populations, double ticks,
                              double threads) {
  for (const auto &population : populations) {
    const size_t p = static_cast<size_t>(population->index);
    const double elements = static_cast<double>(population->size);
    auto row = [&](Spent way, const char *phase) {
      ProfileRow *made = out.make(ProfileRow::Population, population->plan->name, phase, {way}, p);
      if (made) {
        made->unit = "neuron-tick";
        made->model = population->model ? population->model->plan->name : "source";
        made->work = static_cast<int64_t>(elements * ticks);
        made->f64 = population->model && isWide(*population->model->plan);
        made->writes = true;
      }
      return made;
    };
    if (ProfileRow *made = row(Spent::Emit, "emit")) {
      made->unit = "element-tick";
      if (population->plan->source == SourceKind::Poisson)
        made->operations = elements * ticks * operationsOfDraw;
    }
    if (!population->model)
      continue;
    const ClassPlan &plan = *population->model->plan;
    auto addKernel = [&](ProfileRow &to, const KernelPlan &kernel, double times) {
      const Traffic traffic = trafficOf(plan, population->fields, kernel);
      to.bytes += traffic.moved * elements * times;
      to.workingSet = std::max(to.workingSet, traffic.held * elements / threads);
      to.operations += kernel.operations * elements * times;
    };
    row(Spent::Stimuli, "stimuli");
    if (ProfileRow *made = row(Spent::Draws, "draw")) {
      const double draws = static_cast<double>(population->model->draws.size());
      made->operations = elements * ticks * draws * operationsOfDraw;
      made->bytes = elements * ticks * draws * (made->f64 ? 8 : 4);
      made->workingSet = elements / threads * draws * (made->f64 ? 8 : 4);
    }
    if (ProfileRow *made = row(Spent::Update, "update"))
      for (const KernelPlan &kernel : plan.kernels)
        if (kernel.phase == KernelPlan::Update)
          addKernel(*made, kernel, ticks);
    if (ProfileRow *made = row(Spent::Compact, "spikes")) {
      made->bytes = elements * ticks / 8 * static_cast<double>(plan.events.size());
      made->workingSet = elements / threads / 8;
    }
    if (ProfileRow *made = row(Spent::Every, "every"))
      for (size_t k = 0; k < population->model->every.size(); ++k)
        addKernel(*made, *population->model->every[k].plan,
                  ticks / static_cast<double>(std::max<int64_t>(1, population->everyTicks[k])));
    if (ProfileRow *made = row(Spent::Lets, "lets"))
      for (const KernelPlan &kernel : plan.kernels)
        if (kernel.phase == KernelPlan::Record)
          addKernel(*made, kernel,
                    static_cast<double>(made->calls) / std::max(1.0, threads));
  }
}

/// Synapses with state.
static void addEdgeRows(Rows &out, const EdgeProjection &edge, const std::vector<Worker> &workers,
                        size_t at) {
  const size_t object = static_cast<size_t>(edge.index);
  double held = 0;
  for (const Worker &worker : workers)
    held = std::max(held, static_cast<double>(worker.edges[at].bytes()));
  auto row = [&](Spent way, const char *phase, const EdgeKernel *kernel) {
    ProfileRow *made =
        out.make(ProfileRow::Projection, edge.base->plan->name, phase, {way}, object);
    if (!made)
      return made;
    made->unit = "edge";
    made->model = edge.representation();
    made->workingSet = held;
    made->f64 = isWide(*edge.plan);
    made->writes = kernel && !kernel->scatters.empty();
    if (!kernel || !*kernel)
      return made;
    double each = 4 + (edge.elapsed ? 8 : 0); // its target, when it was last touched
    for (const Gather &gather : kernel->gathers)
      if (gather.kind == Gather::Column)
        each += bytesOf(gather.type);
    for (int f : kernel->scatters)
      each += bytesOf(edge.field(f).type);
    const double edges = static_cast<double>(made->work);
    made->bytes = edges * each;
    made->updates = edges * static_cast<double>(kernel->emits.size());
    made->operations = edges * (kernel->plan ? kernel->plan->operations : 0);
    return made;
  };
  if (ProfileRow *made = row(Spent::EdgeFile, "file", nullptr)) {
    made->unit = "spike";
    made->work = out.sum(Spent::EdgeFile, object, &ThreadProfile::Slot::other);
    made->workingSet = 0;
  }
  row(Spent::EdgeSignal, "signal", &edge.signal);
  row(Spent::EdgeStep, "step", &edge.step);
  // Events of targets that were made up for when an edge was touched.
  const double replayed =
      static_cast<double>(out.sum(Spent::EdgeReplay, object, &ThreadProfile::Slot::work));
  auto touched = [&](ProfileRow *made) {
    if (!made || !edge.replays || replayed == 0)
      return;
    made->replayed = static_cast<int64_t>(replayed);
    made->operations += replayed * (edge.post.plan ? edge.post.plan->operations : 0);
  };
  ProfileRow *emit = edge.emit ? row(Spent::EdgeEmit, "emit", &edge.emit) : nullptr;
  touched(emit);
  row(Spent::EdgeHear, "hear posts", nullptr);
  if (edge.pre) {
    ProfileRow *pre = row(Spent::EdgePre, "on pre", &edge.pre);
    if (!emit)
      touched(pre);
  }
  if (edge.post)
    row(Spent::EdgePost, "on post", &edge.post);
  row(Spent::EdgePort, "port", edge.ports.size() == 1 ? &edge.ports[0] : nullptr);
  row(Spent::EdgeEvery, "every", edge.every.size() == 1 ? &edge.every[0] : nullptr);
  row(Spent::EdgeStructure, "structure", nullptr);
  row(Spent::EdgeNormalize, "normalize", nullptr);
}

Profile Simulation::State::profile() const {
  Profile result;
  if (!profiler)
    return result;
  result.threads = profiler->threads();
  result.ticks = profiler->ticks();
  const double ticks = static_cast<double>(result.ticks),
               threads = static_cast<double>(result.threads);
  for (int t = 0; t < profiler->threads(); ++t) {
    const ThreadProfile &thread = profiler->thread(t);
    result.seconds.push_back(thread.runSeconds);
    result.windows = thread.windows;
    result.timedWindows = thread.timedWindows;
    if (thread.runCycles > 0)
      result.overheadSeconds += static_cast<double>(thread.timedLaps) * profiler->clockCycles() *
                                thread.runSeconds / static_cast<double>(thread.runCycles);
  }
  Rows out(*profiler);
  addPopulationRows(out, populations, ticks, threads);

  // Synapses without state, by table.
  for (size_t t = 0; t < tables.size(); ++t) {
    const TablePlan &plan = tables[t];
    double bytes = 0, synapses = 0, largest = 0, segments = 0;
    for (const Worker &worker : workers) {
      const Table &table = worker.tables[t];
      const double one = static_cast<double>(table.bytes());
      bytes += one;
      largest = std::max(largest, one);
      synapses += static_cast<double>(table.synapses);
      segments += static_cast<double>(table.segments.size());
    }
    const Population &source = *populations[channels[plan.channel].population];
    const std::string &first = network->projections[plan.projections[0]].name;
    const std::string name =
        plan.projections.size() == 1
            ? first
            : source.plan->name + " -> " + std::to_string(plan.projections.size()) + " projections";
    const int64_t events = out.sum(Spent::File, t, &ThreadProfile::Slot::work);
    const int64_t spikes = out.sum(Spent::File, t, &ThreadProfile::Slot::other);
    const double rows = static_cast<double>(source.size);
    if (ProfileRow *made = out.make(ProfileRow::Projection, name, "file", {Spent::File}, t)) {
      made->unit = "spike";
      made->work = spikes;
      made->model = report.projections[plan.projections[0]].representation;
      // Of a spike: where its row begins and ends, its segments, and their entries in
      // the calendar.
      const double each = 32 + (rows > 0 ? segments / rows : 0) * (sizeof(Segment) + 16);
      made->bytes = static_cast<double>(spikes) * each;
      made->workingSet = (rows * 16 + segments * sizeof(Segment)) / threads;
    }
    if (events == 0)
      continue;
    if (ProfileRow *made = out.make(ProfileRow::Projection, name, "deliver", {Spent::Deliver}, t)) {
      made->unit = "event";
      made->work = events;
      made->model = report.projections[plan.projections[0]].representation;
      made->f64 = plan.type == Scalar::F64;
      // A bit row is read whole, of lists what was reached.
      if (plan.layout == Layout::BitRows)
        made->bytes = rows > 0 ? static_cast<double>(spikes) / threads * bytes / rows : 0;
      else
        made->bytes = static_cast<double>(events) * (plan.procedural >= 0 ? sizeof(Calendar::Loose)
                                                     : synapses > 0       ? bytes / synapses
                                                                          : 0);
      if (!isCounted(plan.layout))
        made->updates = static_cast<double>(events);
      made->isDense = plan.layout == Layout::BitRows;
      made->isUniform = plan.uniformWeight && plan.oneDelay && plan.procedural < 0;
      made->workingSet = largest;
      if (plan.projections.size() > 1) {
        double all = 0;
        for (int p : plan.projections)
          all += expectedIn(*projections[p], plan);
        for (int p : plan.projections)
          made->shares.push_back(
              {network->projections[p].name,
               all > 0 ? static_cast<double>(events) * expectedIn(*projections[p], plan) / all : 0});
      }
    }
  }
  for (size_t e = 0; e < edges.size(); ++e)
    addEdgeRows(out, *edges[e], workers, e);
  for (const auto &projection : projections)
    if (ProfileRow *made = out.make(ProfileRow::Projection, projection->plan->name, "draw",
                                    {Spent::Drive}, static_cast<size_t>(projection->index))) {
      made->unit = "draw";
      made->model = report.projections[projection->index].representation;
      made->operations = static_cast<double>(made->work) * operationsOfDraw;
      for (const Drive &drive : workers[0].drives)
        if (drive.projection == projection->index)
          made->f64 = drive.type == Scalar::F64;
      made->bytes = static_cast<double>(made->work) * (made->f64 ? 16 : 8);
      made->writes = true;
    }
  auto engine = [&](const char *name, const char *phase, std::initializer_list<Spent> ways) {
    if (ProfileRow *made = out.make(ProfileRow::Engine, name, phase, ways, 0))
      made->work = 0;
  };
  engine("signals", "sum", {Spent::Signals});
  engine("recording", "sample", {Spent::Sample});
  engine("recording", "append", {Spent::Append});
  engine("threads", "exchange", {Spent::Exchange, Spent::Deferred});
  engine("threads", "plan", {Spent::Plan});
  engine("threads", "wait", {Spent::Wait});
  engine("ticks", "rest", {Spent::Restored, Spent::Rest});
  result.rows = std::move(out.rows);
  return result;
}

Profile Simulation::profile() const { return state->profile(); }

} // namespace neuro::rt
