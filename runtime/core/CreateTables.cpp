//===- CreateTables.cpp - Threads' tables and drives of a simulation ------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which projections share a table, which become drives, and the report of what
// was built. The choices depend on the plan only, never on the threads.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <tuple>

namespace neuro::rt {

int Simulation::State::channelOf(int population, int event) {
  for (size_t c = 0; c < channels.size(); ++c)
    if (channels[c].population == population && channels[c].event == event)
      return static_cast<int>(c);
  channels.push_back({population, event});
  return static_cast<int>(channels.size()) - 1;
}

bool Simulation::State::isDrive(const Projection &projection) const {
  const ProjectionPlan &plan = *projection.plan;
  if (without.has(Pass::PoissonFolding))
    return false;
  if (!projection.isStatic() || plan.rule != Rule::OneToOne || !plan.where.empty() || !projection.constantDelay)
    return false;
  for (const ViewPart &part : projection.source->parts)
    if (populations[part.population]->plan->source != SourceKind::Poisson ||
        populations[part.population]->model || part.step != 1)
      return false;
  for (const ViewPart &part : projection.target->parts)
    if (part.step != 1)
      return false;
  return true;
}

Result<void> Simulation::State::makeTablePlans(std::optional<Layout> forced) {
  tableOf.assign(projections.size(), {});
  chooseWeightForms(forced);
  using Key = std::tuple<int, int, bool, double, bool, int64_t, int, Layout, double>;
  std::map<Key, int> known;
  std::vector<int> groupOf; // union-find over tables
  auto root = [&](int t) {
    while (groupOf[t] != t)
      t = groupOf[t] = groupOf[groupOf[t]];
    return t;
  };
  for (const auto &projection : projections) {
    if (isDrive(*projection) || !projection->isStatic())
      continue;
    std::vector<int> &mine = tableOf[projection->index];
    mine.assign(projection->source->parts.size() * 2, -1);
    int first = -1;
    for (size_t sp = 0; sp < projection->source->parts.size(); ++sp) {
      const int channel = channelOf(projection->source->parts[sp].population,
                                    projection->plan->sourceEvents[sp]);
      for (size_t tp = 0; tp < projection->target->parts.size(); ++tp) {
        const Population &target = *populations[projection->target->parts[tp].population];
        const Scalar type = target.fieldPlan(projection->plan->targetFields[tp]).type;
        int &slot = mine[TableBuilder::key(sp, type)];
        if (slot >= 0)
          continue;
        const WeightForm &form =
            weightForms[type == Scalar::F64][static_cast<size_t>(projection->index)];
        Key key{channel,
                static_cast<int>(type),
                projection->uniformWeight,
                projection->uniformWeight ? projection->weight : 0,
                projection->constantDelay,
                projection->constantDelay ? projection->delayTicks : 0,
                projection->isGenerated() || isIndexFree(form.layout)
                    ? projection->index
                    : -1,
                form.layout,
                form.fixed.step};
        auto [found, fresh] = known.emplace(key, static_cast<int>(tables.size()));
        if (fresh) {
          TablePlan plan;
          plan.channel = channel;
          plan.type = type;
          plan.uniformWeight = projection->uniformWeight;
          plan.weight = projection->weight;
          plan.oneDelay = projection->constantDelay;
          plan.delay = projection->delayTicks;
          plan.procedural = projection->isGenerated() ? projection->index : -1;
          plan.fixed = form.fixed;
          if (plan.procedural < 0)
            plan.layout = form.layout;
          tables.push_back(std::move(plan));
          groupOf.push_back(static_cast<int>(groupOf.size()));
        }
        slot = found->second;
        tables[slot].projections.push_back(projection->index);
        if (first < 0)
          first = slot;
        groupOf[root(slot)] = root(first);
      }
    }
  }
  if (tables.size() >= Calendar::maxTables)
    return Error{"more than 2^24 kinds of synapses", ""};
  std::map<int, int> numbered;
  for (size_t t = 0; t < tables.size(); ++t)
    tables[t].group =
        numbered.emplace(root(static_cast<int>(t)), static_cast<int>(numbered.size()))
            .first->second;
  for (TablePlan &plan : tables) {
    std::sort(plan.projections.begin(), plan.projections.end());
    plan.projections.erase(
        std::unique(plan.projections.begin(), plan.projections.end()),
        plan.projections.end());
    if (!isIndexFree(plan.layout))
      chooseLayout(plan, forced && isIndexFree(*forced) ? std::nullopt : forced);
  }
  return {};
}

Result<void> Simulation::State::buildDrives(int thread,
                                            std::vector<ProjectionCount> &counts) {
  Worker &worker = workers[thread];
  Evaluator evaluator;
  EdgeBlock block;
  double values[EVAL_BLOCK];
  for (const auto &projection : projections) {
    if (!isDrive(*projection))
      continue;
    const View &source = *projection->source;
    ProjectionCount &count = counts[projection->index];
    for (size_t tp = 0; tp < projection->target->parts.size(); ++tp) {
      const ViewPart &part = projection->target->parts[tp];
      const Population &target = *populations[part.population];
      const int field = projection->plan->targetFields[tp];
      int64_t first, last;
      part.within(target.cuts[thread], target.cuts[thread + 1], first, last);
      for (int64_t q = first; q < last;) {
        const int64_t j = part.offset + q;
        const ViewPart &from = source.parts[source.partOf(j)];
        const int64_t n = std::min(last - q, from.offset + from.count - j);
        Drive drive;
        drive.projection = projection->index;
        drive.population = from.population;
        drive.source = from.element(j);
        drive.target = worker.space.offset[part.population][field] +
                       part.low + q - target.cuts[thread];
        drive.count = n;
        drive.type = target.fieldPlan(field).type;
        drive.delay = projection->delayTicks;
        drive.weight = projection->weight;
        if (!projection->uniformWeight) {
          if (Result<void> r = budget.take(static_cast<double>(n) * 8,
                                           "the weights of " + projection->plan->name);
              !r)
            return r;
          drive.weights.resize(static_cast<size_t>(n));
          for (int64_t k = 0; k < n; k += EVAL_BLOCK) {
            block.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, n - k));
            for (int l = 0; l < block.count; ++l) {
              block.i[l] = block.j[l] = static_cast<uint32_t>(j + k + l);
              block.id[l] = static_cast<uint64_t>(j + k + l) << 32;
            }
            if (Result<void> r =
                    TableBuilder::weights(*projection, block, evaluator, values);
                !r)
              return r;
            std::copy(values, values + block.count, drive.weights.begin() + k);
          }
        }
        count.synapses += n;
        count.minDelay = count.maxDelay = projection->delayTicks;
        worker.drives.push_back(std::move(drive));
        q += n;
      }
    }
  }
  return {};
}

BuildWatch Simulation::State::buildWatch(int thread, const ShowBuild &show, std::atomic<bool> &stop) {
  return [this, thread, &show, &stop](double share, const Projection *at) {
    if (thread == 0 && show &&
        !show({"building connections", std::min(share, 1.0),
               at ? std::string_view(at->plan->name) : std::string_view(), budget.inUse()}))
      stop = true;
    return !stop.load();
  };
}

Result<void> Simulation::State::onAllThreads(std::atomic<bool> &stop,
                                             const std::function<Result<void>(int)> &work) {
  const int threads = static_cast<int>(workers.size());
  std::vector<std::optional<Error>> errors(threads);
  team.run([&](int t) {
    if (t >= threads)
      return;
    try {
      if (Result<void> done = work(t); !done)
        errors[t] = done.error();
    } catch (const std::bad_alloc &) {
      errors[t] = outOfMemory("the system has no memory left for the synapses");
    }
    if (errors[t])
      stop = true;
  });
  // A thread that stopped because another failed has nothing to say.
  const std::optional<Error> *chosen = nullptr;
  for (const std::optional<Error> &error : errors)
    if (error && (!chosen || (*chosen)->message == "building was stopped"))
      chosen = &error;
  if (chosen)
    return **chosen;
  return {};
}

Result<void> Simulation::State::fillTables(std::vector<std::vector<ProjectionCount>> &counts,
                                           const ShowBuild &show) {
  const size_t before = budget.inUse();
  std::atomic<bool> stop{false};
  Result<void> filled = onAllThreads(stop, [&](int t) -> Result<void> {
    TableBuilder builder(populations, channels, projections, tables, tableOf, budget);
    const BuildWatch watch = buildWatch(t, show, stop);
    auto progress = [&](double share) { return watch(share, builder.current()); };
    if (Result<void> r = builder.build(t, workers[t].space, workers[t].tables, counts[t], progress);
        !r)
      return r;
    return buildDrives(t, counts[t]);
  });
  tableBytes = budget.inUse() - before;
  return filled;
}

/// A way out for a projection that takes too much memory.
static std::string insteadOfStoring(const Projection &projection) {
  if (!projection.isStatic())
    return "";
  if (projection.plan->rule == Rule::Bernoulli)
    return "; 'connect procedural " + projection.ruleText() + "' generates them at each spike instead";
  return projection.whyNotGenerated().empty()
             ? "; '--layout procedural' generates them at each spike instead"
             : "";
}

Result<void> Simulation::State::buildTables(const SimOptions &options) {
  budget.startMost();
  if (options.layout == Layout::Procedural)
    for (const auto &projection : projections)
      if (!isDrive(*projection) && projection->isStatic())
        projection->generateIfSame();
  // What the whole is about to take, before any of it is taken.
  double expected = 0;
  const Projection *largest = nullptr;
  for (const auto &projection : projections) {
    if (isDrive(*projection) || projection->plan->edgesOf >= 0 || projection->plan->continuous)
      continue;
    if (projection->isGenerated())
      continue;
    const int edge = edgeOf[projection->index];
    const double bytes =
        projection->expected * (edge >= 0 ? edges[edge]->bytesPerEdge()
                                          : 2 + (projection->uniformWeight ? 0 : 4));
    expected += bytes;
    if (!largest || projection->expected > largest->expected)
      largest = projection.get();
  }
  if (largest) {
    const double left = static_cast<double>(budget.total() - budget.inUse());
    if (expected > left)
      return outOfMemory("E0939: the synapses would take at least " + bytesText(expected) + " (" +
                             numberText(largest->expected) + " of them in " +
                             largest->plan->name + ": " + largest->ruleText() + "); " +
                             bytesText(left) + " of " +
                             bytesText(static_cast<double>(budget.total())) + " are left" +
                             insteadOfStoring(*largest),
                         largest->plan->at);
  }
  if (options.integerSums)
    if (Result<void> r = chooseGrids(); !r)
      return r;
  // The others are stored as they are best.
  forcedLayout = options.layout == Layout::Procedural ? std::nullopt : options.layout;
  if (Result<void> r = makeTablePlans(forcedLayout); !r)
    return r;
  if (Result<void> r = checkForced(options.layout); !r)
    return r;
  for (const auto &projection : projections)
    if (!isDrive(*projection) && projection->plan->edgesOf < 0)
      if (Result<void> r = projection->share(team); !r)
        return r;
  continuous.divide(static_cast<int>(workers.size()));

  const int threads = static_cast<int>(workers.size());
  std::vector<std::vector<ProjectionCount>> counts(threads);
  if (Result<void> r = fillTables(counts, options.progress); !r)
    return r;
  std::atomic<bool> stop{false};
  if (Result<void> r = onAllThreads(stop, [&](int t) -> Result<void> {
        if (Result<void> built = buildEdges(t, counts[t], buildWatch(t, options.progress, stop)); !built)
          return built;
        return continuous.build(t);
      });
      !r)
    return r;
  report.synapseBytes = 0;
  for (const Worker &worker : workers) {
    for (const Table &table : worker.tables)
      report.synapseBytes += table.bytes();
    for (const EdgeTable &table : worker.edges)
      report.synapseBytes += table.bytes();
  }
  for (const auto &projection : projections) // kept, to make synapses from again
    report.synapseBytes += projection->listBytes();
  report.synapsePeakBytes = report.synapseBytes + (budget.most() - budget.inUse());
  rememberSources(counts);
  if (Result<void> r = continuous.allocate(); !r)
    return r;
  makeReport(counts);

  window = maxWindow;
  longest = 1;
  for (const auto &projection : projections)
    for (int t = 0; t < threads; ++t) {
      const ProjectionCount &c = counts[t][projection->index];
      if (c.synapses == 0 || isDrive(*projection) || projection->plan->continuous ||
          projection->plan->signal)
        continue;
      window = std::min(window, c.minDelay);
      longest = std::max(longest, c.maxDelay);
    }
  if (Result<void> r = prepareEdges(counts); !r)
    return r;
  if (Result<void> r = budget.take(static_cast<double>(longest + window) * 2 * 24 * threads,
                                   "the calendar of delays up to " +
                                       std::to_string(longest) + " ticks");
      !r)
    return r;
  for (Worker &worker : workers)
    worker.calendar.resize(longest, window);
  tablesOfChannel.assign(channels.size(), {});
  for (size_t t = 0; t < tables.size(); ++t)
    tablesOfChannel[tables[t].channel].push_back(static_cast<int>(t));
  return {};
}

/// How a static projection is stored.
void Simulation::State::describeTable(const Projection &projection, ProjectionReport &r) const {
  if (isDrive(projection)) {
    r.representation = projection.uniformWeight ? "counts drawn at the target, uniform weight"
                                                : "counts drawn at the target, weight per target";
    r.bytes = projection.uniformWeight ? 0 : static_cast<size_t>(r.synapses) * 8;
    return;
  }
  bool wide = false, bits = false;
  const TablePlan *table = nullptr;
  size_t freeBytes = 0;
  size_t row = 0;
  const bool stored = !projection.isGenerated();
  const IndexFree *free = nullptr;
  for (int t : tableOf[projection.index]) {
    if (t < 0)
      continue;
    table = &tables[t];
    for (const Worker &worker : workers)
      if (worker.tables[t].free) {
        free = worker.tables[t].free.get();
        freeBytes += free->bytes();
      }
    bits |= tables[t].layout == Layout::BitRows;
    for (const Worker &worker : workers)
      wide |= worker.tables[t].wide;
  }
  row = (wide ? 4 : 2) + (table ? table->weightBytes() : 0);
  r.representation = std::string("rows: ") + (wide ? "u32" : "u16") + " target, " +
                     (table ? weightText(*table, weightForms[table->type == Scalar::F64]
                                                            [static_cast<size_t>(projection.index)])
                            : "no synapses") +
                     (projection.constantDelay ? ", one delay" : ", delay segments");
  r.bytes = static_cast<size_t>(r.synapses) * row;
  if (bits) {
    // Of the table, which others may share, in proportion.
    r.representation = "bit rows, counted, one weight, one delay";
    double share = 0;
    for (int t : tableOf[projection.index])
      if (t >= 0) {
        double all = 0, bytes = 0;
        for (int p : tables[t].projections)
          all += expectedIn(*projections[p], tables[t]);
        for (const Worker &worker : workers)
          bytes += static_cast<double>(worker.tables[t].bytes());
        if (all > 0)
          share += bytes * expectedIn(projection, tables[t]) / all;
      }
    r.bytes = static_cast<size_t>(share);
  }
  if (free) {
    r.representation = free->text();
    r.bytes = freeBytes;
  }
  if (!stored) {
    r.representation = "generated for each spike";
    r.bytes = 0;
  }
}

void Simulation::State::makeReport(
    const std::vector<std::vector<ProjectionCount>> &counts) {
  for (const auto &projection : projections) {
    ProjectionReport r;
    r.name = projection->plan->name;
    r.rule = projection->ruleText();
    r.at = projection->plan->at;
    int64_t low = INT64_MAX, high = 0, offGrid = 0;
    double example = 0;
    for (const auto &thread : counts) {
      const ProjectionCount &c = thread[projection->index];
      r.synapses += c.synapses;
      r.redrawnDelays += c.redrawn;
      low = std::min(low, c.minDelay);
      high = std::max(high, c.maxDelay);
      if (offGrid == 0)
        example = c.offGridExample;
      offGrid += c.offGrid;
    }
    if (high > 0) {
      r.minDelay = static_cast<double>(low) * dt;
      r.maxDelay = static_cast<double>(high) * dt;
    }
    if (offGrid > 0)
      report.warnings.push_back(
          {"projection " + r.name + ": " + std::to_string(offGrid) +
               " delays are not multiples of dt = " + numberText(dt) +
               " ms and were rounded, for example " + numberText(example) + " ms to " +
               numberText(std::round(example / dt) * dt) + " ms",
           r.at});
    if (projection->plan->continuous) {
      r.synapses = continuous.edges(projection->index);
      r.representation = continuous.representation(projection->index);
      r.bytes = continuous.bytes(projection->index);
      r.minDelay = continuous.longestDelay(projection->index, /*shortest=*/true);
      r.maxDelay = continuous.longestDelay(projection->index, /*shortest=*/false);
    } else if (projection->plan->edgesOf >= 0) {
      r.representation = "events for all edges of " +
                         network->projections[projection->plan->edgesOf].name;
      r.minDelay = r.maxDelay = static_cast<double>(projection->delayTicks) * dt;
    } else if (const int e = edgeOf[projection->index]; e >= 0) {
      r.representation = edges[e]->representation();
      for (const Worker &worker : workers)
        r.bytes += worker.edges[e].bytes();
    } else {
      describeTable(*projection, r);
    }
    if (projection->grid.step > 0)
      r.representation += ", integer sums";
    synapses += r.synapses;
    report.projections.push_back(std::move(r));
  }
  notePasses();
  for (const auto &population : populations) {
    PopulationReport r;
    r.name = population->plan->name;
    static const char *const sourceNames[] = {"", "Poisson", "SpikeTrain", "Regular",
                                              "Port", "SpikeFile"};
    static_assert(std::size(sourceNames) == static_cast<size_t>(SourceKind::SpikeFile) + 1, "");
    r.model = population->model
                  ? population->model->plan->name
                  : sourceNames[static_cast<int>(population->plan->source)];
    r.size = population->size;
    r.layout = population->layout;
    r.bytes = population->bytes;
    if (population->cutByCost) {
      r.cuts = population->cuts;
      r.cuts.back() = population->size;
    }
    report.populations.push_back(std::move(r));
  }
}

/// What was chosen for the network as a whole.
void Simulation::State::notePasses() {
  int folded = 0, constant = 0, shared = 0;
  for (const auto &projection : projections) {
    folded += isDrive(*projection);
    constant += projection->isStatic() && projection->uniformWeight;
  }
  for (const TablePlan &table : tables)
    shared += table.uniformWeight && table.projections.size() > 1;
  auto note = [&](Pass pass, int count, const std::string &what) {
    if (count > 0)
      report.passes.push_back({pass, std::to_string(count) + " projection" +
                                         (count == 1 ? "" : "s") + " " + what});
  };
  note(Pass::PoissonFolding, folded, "drawn at the targets");
  note(Pass::ConstantWeights, constant,
       "of static synapses with one weight" +
           (shared ? "; " + std::to_string(shared) + " tables hold several of equal weight"
                   : std::string()));
}

} // namespace neuro::rt
