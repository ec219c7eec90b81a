//===- EdgeRun.cpp - Running kernels of edges -----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Continuous.h"
#include "runtime/core/EdgeRun.h"
#include "runtime/core/EdgeLanes.h"
#include "runtime/core/EdgeRows.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace neuro::rt {

namespace {

template <class T>
void gatherTyped(T *out, const T *data, const uint32_t *position, int count) {
  for (int l = 0; l < count; ++l)
    out[l] = data[position[l]];
}

template <class T>
void scatterTyped(const T *in, T *data, const uint32_t *position, int count) {
  for (int l = 0; l < count; ++l)
    data[position[l]] = in[l];
}

double elementValue(const View &view, const std::vector<const FieldStore *> &ends,
                    uint32_t index) {
  const size_t part = view.partOf(index);
  return ends[part]->load(view.parts[part].element(index));
}

} // namespace

void EdgeRunner::begin(const EdgeKernel &which, Sight how, double value) {
  kernel = &which;
  sight = how;
  // Emit kernels run before this tick's events are known; with no way back to the
  // synapse all before are seen.
  const KernelPlan::Phase phase = which.plan ? which.plan->phase : KernelPlan::Advance;
  newestPost = which.seesPost && phase == KernelPlan::Emit && edge.backprop.constant &&
               edge.backprop.ticks == 0;
  const bool beforePosts = phase == KernelPlan::Emit ||
                           (phase == KernelPlan::Pre && edge.plan->tie != Tie::PostFirst);
  replayTo = static_cast<double>(beforePosts ? tick - 1 : tick);
  for (size_t f = 0; f < edge.plan->fields.size(); ++f)
    if (edge.plan->fields[f].role == FieldRole::Value && edge.plan->fields[f].slot >= 0)
      table.uniforms[edge.plan->fields[f].slot] = value;
}

void EdgeRunner::addRun(uint32_t first, uint32_t length, uint32_t from, uint32_t delay,
                        uint32_t replayRun) {
  if (!edge.replays)
    return push(first, length, from, delay, 0, 0);
  int64_t &until = table.replayed[replayRun];
  const double since = static_cast<double>(until);
  until = std::max(until, static_cast<int64_t>(replayTo));
  push(first, length, from, delay, since, replayTo);
}

void EdgeRunner::push(uint32_t first, uint32_t length, uint32_t from, uint32_t delay,
                      double since, double until) {
  const double seen = static_cast<double>(tick - static_cast<int64_t>(delay));
  while (length > 0) {
    const int n = static_cast<int>(std::min<uint32_t>(length, EDGE_BLOCK - count));
    run[runs++] = {first, static_cast<uint32_t>(n), from, count, since, until};
    for (int l = 0; l < n; ++l)
      position[count + l] = first + static_cast<uint32_t>(l);
    std::fill_n(source + count, n, from);
    std::fill_n(preSeen + count, n, seen);
    count += n;
    first += static_cast<uint32_t>(n);
    length -= static_cast<uint32_t>(n);
    if (count == EDGE_BLOCK)
      flush();
  }
}

void EdgeRunner::addReverse(uint32_t place, uint32_t length) {
  scattered = true;
  while (length > 0) {
    const uint32_t n = std::min<uint32_t>(length, static_cast<uint32_t>(EDGE_BLOCK - count));
    const uint16_t *delay = table.delay ? table.delay.as<uint16_t>() : nullptr;
    for (uint32_t k = 0; k < n; ++k) {
      const uint32_t e = table.reverseEdge[place + k];
      position[count] = e;
      source[count] = table.reverseSource[place + k];
      preSeen[count] =
          static_cast<double>(tick - (delay ? delay[e] : edge.base->delayTicks));
      for (int f : kernel->scatters)
        __builtin_prefetch(table.fields[f].as<char>() +
                               size_t(e) * static_cast<size_t>(table.fields[f].width),
                           1);
      if (kernel->seesPre)
        __builtin_prefetch(table.pre.newest(source[count]));
      ++count;
    }
    place += n;
    length -= n;
    if (count == EDGE_BLOCK) {
      flush();
      scattered = true;
    }
  }
}

/// Targets of the lanes, and when they were last touched.
void EdgeRunner::loadLanes() {
  const EdgeTargets target = table.targets();
  const uint32_t *touched = table.touched ? table.touched.as<uint32_t>() : nullptr;
  if (scattered) {
    for (int l = 0; l < count; ++l)
      local[l] = target[position[l]];
    if (touched)
      gatherTyped(lastTouched, touched, position, count);
    return;
  }
  for (int r = 0; r < runs; ++r) {
    target.copy(run[r].first, run[r].length, local + run[r].at);
    if (touched)
      std::memcpy(lastTouched + run[r].at, touched + run[r].first,
                  run[r].length * sizeof *lastTouched);
  }
}

void EdgeRunner::findEntries() {
  if (kernel->seesPre) {
    const double also = sight.pre ? 1 : 0;
    if (scattered)
      for (int l = 0; l < count; ++l)
        preEntry[l] = table.pre.find(source[l], preSeen[l] + also);
    else
      for (int r = 0; r < runs; ++r) {
        const double *entry =
            table.pre.find(run[r].source, preSeen[run[r].at] + also);
        std::fill_n(preEntry + run[r].at, run[r].length, entry);
      }
  }
  if (kernel->seesPost) {
    const double also = sight.post ? 1 : 0;
    if (table.backprop) {
      const uint16_t *back = table.backprop.as<uint16_t>();
      for (int l = 0; l < count; ++l)
        postSeen[l] = static_cast<double>(tick - back[position[l]]);
    } else {
      std::fill_n(postSeen, count, static_cast<double>(tick - edge.backprop.ticks));
    }
    if (!newestPost) {
      const EventHistory &targets = table.post.events();
      for (int l = 0; l < count; ++l)
        postEntry[l] = targets.find(local[l], postSeen[l] + also);
    }
  }
}

void EdgeRunner::gatherColumn(const Gather &g) {
  EdgeColumn &column = table.fields[g.field];
  void *out = table.arrays[g.slot];
  if (!scattered) {
    const size_t width = static_cast<size_t>(column.width);
    for (int r = 0; r < runs; ++r)
      std::memcpy(static_cast<char *>(out) + static_cast<size_t>(run[r].at) * width,
                  column.as<char>() + run[r].first * width, run[r].length * width);
  } else if (column.width == 8) {
    gatherTyped(static_cast<uint64_t *>(out), column.as<uint64_t>(), position, count);
  } else {
    gatherTyped(static_cast<uint32_t *>(out), column.as<uint32_t>(), position, count);
  }
}

template <class Real> void EdgeRunner::gatherReal(const Gather &g) {
  Real *out = static_cast<Real *>(table.arrays[g.slot]);
  size_t at = EventHistory::header; // of the trace in an entry
  if (g.kind == Gather::PreTrace)
    at += table.pre.place(g.index);
  if (g.kind == Gather::PostTrace)
    at += table.post.place(g.index);
  const EventHistory *targets = newestPost ? &table.post.events() : nullptr;
  switch (g.kind) {
  case Gather::Elapsed: {
    if (!table.touched) { // never touched in this tick, and no more is asked
      std::fill_n(out, count, static_cast<Real>(1));
      return;
    }
    const uint32_t now = static_cast<uint32_t>(tick);
    for (int l = 0; l < count; ++l)
      out[l] = static_cast<Real>(now - lastTouched[l]);
    // A look completes the last tick even of an edge touched in it.
    if (completing && !std::is_integral_v<Real>)
      for (int l = 0; l < count; ++l)
        if (out[l] == 0)
          out[l] = static_cast<Real>(1e-30);
    return;
  }
  case Gather::PreTrace:
    for (int l = 0; l < count; ++l)
      out[l] = static_cast<Real>(preEntry[l][at]);
    return;
  case Gather::PostTrace:
    if (newestPost) {
      const double *values = targets->newestValues(table.post.place(g.index));
      if constexpr (std::is_floating_point_v<Real>)
        lanes::lookUp(values, local, static_cast<uint32_t>(count), out);
    } else {
      for (int l = 0; l < count; ++l)
        out[l] = static_cast<Real>(postEntry[l][at]);
    }
    return;
  case Gather::PreAge:
    for (int l = 0; l < count; ++l)
      out[l] = static_cast<Real>(ageOf(preEntry[l][0], preSeen[l]));
    return;
  case Gather::PostAge:
    if (newestPost) {
      if constexpr (std::is_floating_point_v<Real>)
        lanes::agesOf(targets->newestStamps(), local,
                      static_cast<double>(tick - edge.backprop.ticks),
                      static_cast<uint32_t>(count), out);
    } else {
      for (int l = 0; l < count; ++l)
        out[l] = static_cast<Real>(ageOf(postEntry[l][0], postSeen[l]));
    }
    return;
  case Gather::PreEnd:
    for (int l = 0; l < count; ++l)
      out[l] = static_cast<Real>(
          l > 0 && source[l] == source[l - 1]
              ? static_cast<double>(out[l - 1])
              : elementValue(*edge.base->source, g.ends, source[l]));
    return;
  case Gather::PostEnd:
    for (int l = 0; l < count; ++l)
      out[l] = static_cast<Real>(
          g.ends[table.targetPart[local[l]]]->load(table.targetElement[local[l]]));
    return;
  case Gather::RefEnd: {
    const View &view = network.views[edge.base->plan->edge.refs[g.index].view];
    const uint32_t *ref = table.refs[g.index].as<uint32_t>();
    for (int l = 0; l < count; ++l)
      out[l] = static_cast<Real>(elementValue(view, g.ends, ref[position[l]]));
    return;
  }
  case Gather::RefIndex: {
    const uint32_t *ref = table.refs[g.index].as<uint32_t>();
    for (int l = 0; l < count; ++l)
      out[l] = static_cast<Real>(ref[position[l]]);
    return;
  }
  case Gather::PreSeries:
    for (int r = 0; r < runs; ++r) {
      // An interval that ends at `tick` begins one before.
      const int64_t then = static_cast<int64_t>(preSeen[run[r].at]) - 1;
      const double value =
          loadScalar(g.series->at(then), g.series->type, run[r].source);
      std::fill_n(out + run[r].at, run[r].length, static_cast<Real>(value));
    }
    return;
  case Gather::Column:
  case Gather::Random:
    return;
  }
}

void EdgeRunner::draw(const Gather &g, uint32_t round) {
  const uint64_t *id = table.id.as<uint64_t>();
  const uint32_t object =
      randomObject(Purpose::EdgeDraw, static_cast<uint32_t>(edge.index));
  uint64_t bits[EDGE_BLOCK];
  double values[EDGE_BLOCK];
  for (int l = 0; l < count; ++l) {
    // The identity of an edge fills a counter, so its draws of successive ticks
    // have a key of their own.
    const uint64_t key = philox(network.seed, id[position[l]], object,
                                static_cast<uint32_t>(g.index))
                             .a;
    bits[l] = philox(key, static_cast<uint64_t>(tick), object, round).a;
  }
  if (edge.plan->fields[g.field].distribution == "normal")
    normalSamples(bits, values, count);
  else
    for (int l = 0; l < count; ++l)
      values[l] = toUnit(bits[l]);
  for (int l = 0; l < count; ++l)
    storeScalar(table.arrays[g.slot], g.type, l, values[l]);
}

void EdgeRunner::gather(const Gather &g) {
  switch (g.kind) {
  case Gather::Column: gatherColumn(g); return;
  case Gather::Random: return; // each time
  default: break;
  }
  if (g.type == Scalar::F64)
    gatherReal<double>(g);
  else if (g.type == Scalar::F32)
    gatherReal<float>(g);
  else
    gatherReal<int32_t>(g);
}

/// Edge by edge in the order of the table: a target's come in order of source.
void EdgeRunner::addSignals(const EdgeKernel &which) {
  const FieldPlan &field = edge.plan->fields[edge.emits[which.emits[0]].plan->field];
  const void *values = table.arrays[field.slot];
  const EdgeTargets target = table.targets();
  for (int l = 0; l < count; ++l) {
    const uint32_t local = target[position[l]];
    sums[table.targetPart[local]][table.targetSlot[local]] +=
        loadScalar(values, field.type, l);
  }
}

/// What lanes from … to - 1 emitted, in order of the emissions.
void EdgeRunner::deliver(const EdgeKernel &which, int from, int to) {
  if (which.emits.empty())
    return; // nor need it have a plan: that of `settle` has none
  const bool pre = which.plan->phase == KernelPlan::Emit;
  for (int e : which.emits) {
    const EmitRun &emit = edge.emits[e];
    const FieldPlan &field = edge.plan->fields[emit.plan->field];
    const void *values = table.arrays[field.slot];
    const uint32_t *after = table.after[e] ? table.after[e].as<uint32_t>() : nullptr;
    const int64_t common = emit.after.ticks;
    if (emit.refView >= 0) {
      const View &view = network.views[emit.refView];
      const uint32_t *ref = table.refs[emit.plan->ref].as<uint32_t>();
      for (int l = from; l < to; ++l) {
        const double value = loadScalar(values, field.type, l);
        if (value == 0)
          continue;
        const size_t part = view.partOf(ref[position[l]]);
        RefEmission out;
        out.due = tick + std::max<int64_t>(1, after ? after[position[l]] : common);
        out.projection = static_cast<uint32_t>(edge.index);
        out.emit = static_cast<uint32_t>(e);
        out.population = static_cast<uint32_t>(view.parts[part].population);
        out.field = static_cast<uint32_t>(emit.refFields[part]);
        out.element =
            static_cast<uint32_t>(view.parts[part].element(ref[position[l]]));
        out.j = table.targetIndex[local[l]];
        out.i = source[l];
        out.at = static_cast<uint32_t>(worker.refOut[buffer].size());
        out.value = value;
        worker.refOut[buffer].push_back(out);
      }
      continue;
    }
    if (pre && !after && common == 0 && !table.dendritic && edge.dendritic.ticks == 0) {
      if (!edge.arrivesF32 && field.type == Scalar::F64) {
        double *arrive = worker.space.f64.as<double>();
        const double *v = static_cast<const double *>(values);
        for (int l = from; l < to; ++l)
          arrive[table.targetSlot[local[l]]] += v[l];
      } else if (!edge.arrivesF64 && field.type == Scalar::F32) {
        float *arrive = worker.space.f32.as<float>();
        const float *v = static_cast<const float *>(values);
        for (int l = from; l < to; ++l)
          arrive[table.targetSlot[local[l]]] += v[l];
      } else {
        for (int l = from; l < to; ++l) {
          worker.space.add(table.targetSlot[local[l]], table.targetWide[local[l]],
                           loadScalar(values, field.type, l));
        }
      }
      continue;
    }
    const uint16_t *dendritic =
        table.dendritic ? table.dendritic.as<uint16_t>() : nullptr;
    for (int l = from; l < to; ++l) {
      const double value = loadScalar(values, field.type, l);
      if (value == 0)
        continue;
      const uint32_t to = local[l];
      const int64_t wait =
          (after ? after[position[l]] : common) +
          (dendritic ? dendritic[position[l]] : edge.dendritic.ticks);
      if (pre && wait == 0) {
        worker.space.add(table.targetSlot[to], table.targetWide[to], value);
        continue;
      }
      worker.deferredDay(tick + std::max<int64_t>(1, wait))
          .push_back({table.targetSlot[to], table.targetWide[to], value});
    }
  }
}

/// Sums go edge by edge, whatever else is in the block: blocks differ with the
/// number of threads. So emissions of several rounds wait for the last one.
void EdgeRunner::deliverRounds(const EdgeKernel &which) {
  const size_t emits = which.emits.size();
  for (int l = 0; l < count; ++l)
    for (uint32_t round = 0; round < times; ++round) {
      for (size_t e = 0; e < emits; ++e) {
        const FieldPlan &field = edge.plan->fields[edge.emits[which.emits[e]].plan->field];
        storeScalar(table.arrays[field.slot], field.type, l,
                    emitted[(round * emits + e) * EDGE_BLOCK + static_cast<size_t>(l)]);
      }
      deliver(which, l, l + 1);
    }
}

/// Fields the kernel changed, and those that events made up for did.
void EdgeRunner::scatter() {
  auto store = [&](int f) {
    if (edge.frozen[f])
      return;
    EdgeColumn &column = table.fields[f];
    const void *in = table.arrays[edge.plan->fields[f].slot];
    if (!scattered) {
      const size_t width = static_cast<size_t>(column.width);
      for (int r = 0; r < runs; ++r)
        std::memcpy(column.as<char>() + run[r].first * width,
                    static_cast<const char *>(in) + static_cast<size_t>(run[r].at) * width,
                    run[r].length * width);
    } else if (column.width == 8) {
      scatterTyped(static_cast<const uint64_t *>(in), column.as<uint64_t>(), position,
                   count);
    } else {
      scatterTyped(static_cast<const uint32_t *>(in), column.as<uint32_t>(), position,
                   count);
    }
  };
  for (int f : kernel->scatters)
    store(f);
  if (replayed)
    for (int f : edge.post.scatters)
      if (std::find(kernel->scatters.begin(), kernel->scatters.end(), f) ==
          kernel->scatters.end())
        store(f);
  if (!table.touched || (kernel->scatters.empty() && !replayed))
    return;
  uint32_t *touched = table.touched.as<uint32_t>();
  const uint32_t now = static_cast<uint32_t>(tick);
  const bool touches = !kernel->scatters.empty();
  if (!scattered) {
    for (int r = 0; r < runs; ++r)
      if (touches)
        std::fill_n(touched + run[r].first, run[r].length, now);
      else
        std::copy_n(lastTouched + run[r].at, run[r].length, touched + run[r].first);
    return;
  }
  for (int l = 0; l < count; ++l)
    touched[position[l]] = touches ? now : lastTouched[l];
}

void EdgeRunner::flush() {
  if (count == 0)
    return;
  loadLanes();
  if (worker.profile && kernel->plan && !looking)
    worker.profile->countEdges(kernel->plan->phase, static_cast<size_t>(edge.index),
                               static_cast<int64_t>(times) * count);
  replayed = edge.replays && !looking && replay();
  findEntries();
  for (const Gather &g : kernel->gathers)
    if (!replayed || g.kind != Gather::Column || !changedByPost(g.field))
      gather(g);
  const bool signals = kernel->plan && kernel->plan->phase == KernelPlan::Signal;
  // Kernels are told when the interval began; handlers add dt themselves.
  Tick now;
  now.index = tick - 1;
  now.time = static_cast<double>(now.index) * network.dt;
  now.dt = network.dt;
  now.seed = network.seed;
  now.object = static_cast<uint64_t>(edge.index);
  const int64_t padded = (count + LANES - 1) / LANES * LANES;
  emitted.clear();
  for (uint32_t round = 0; round < times; ++round) {
    if (edge.drawsRandom)
      for (const Gather &g : kernel->gathers)
        if (g.kind == Gather::Random)
          draw(g, round);
    if (round > 0)
      for (const Gather &g : kernel->gathers)
        if (g.kind == Gather::Elapsed)
          std::memset(table.arrays[g.slot], 0, static_cast<size_t>(EDGE_BLOCK) * 8);
    for (int e : kernel->emits)
      std::memset(table.arrays[edge.plan->fields[edge.emits[e].plan->field].slot], 0,
                  static_cast<size_t>(padded) * 8);
    if (kernel->code)
      kernel->code(table.arrays.data(), table.uniforms.data(), &now, 0, padded);
    if (signals) {
      addSignals(*kernel);
    } else if (times > 1) {
      for (int e : kernel->emits) {
        const FieldPlan &field = edge.plan->fields[edge.emits[e].plan->field];
        for (int l = 0; l < EDGE_BLOCK; ++l)
          emitted.push_back(l < count ? loadScalar(table.arrays[field.slot], field.type, l) : 0);
      }
    } else if (kernel->emits.size() > 1) {
      for (int l = 0; l < count; ++l)
        deliver(*kernel, l, l + 1);
    } else {
      deliver(*kernel, 0, count);
    }
  }
  if (times > 1)
    deliverRounds(*kernel);
  if (!looking)
    scatter();
  replayed = false;
  count = runs = 0;
  scattered = false;
}

void EdgeRunner::advanceAll() {
  completing = true;
  runAll(edge.advance, {true, true});
  completing = false;
}

/// visit(first, length, source, delay, number of the run)
template <class Visit> void EdgeRunner::forRows(Visit visit) {
  const bool one = table.segmentBegin.empty();
  const size_t rows = table.rowBegin.size() - 1;
  for (size_t row = 0; row < rows; ++row) {
    uint32_t first = table.rowBegin[row];
    const uint32_t end = table.rowBegin[row + 1], source = static_cast<uint32_t>(row);
    if (one) {
      if (first < end)
        visit(first, end - first, source, static_cast<uint32_t>(edge.base->delayTicks), source);
      continue;
    }
    for (uint32_t k = table.segmentBegin[row]; k < table.segmentBegin[row + 1]; ++k) {
      visit(first, table.segments[k].length, source, table.segments[k].delay, k);
      first += table.segments[k].length;
    }
  }
}

void EdgeRunner::runAll(const EdgeKernel &which, Sight how, double value) {
  begin(which, how, value);
  forRows([&](uint32_t first, uint32_t length, uint32_t from, uint32_t delay, uint32_t k) {
    addRun(first, length, from, delay, k);
  });
  flush();
  if (edge.replays)
    table.settled = static_cast<int64_t>(replayTo);
}

void EdgeRunner::settle(int64_t limit) {
  limit = std::min(limit, tick);
  if (!edge.replays || table.settled >= limit)
    return;
  static const EdgeKernel nothing;
  if (!RowRunner::isReady(edge, table))
    return runAll(nothing, {});
  begin(nothing, {});
  RowRunner rows(network, worker, edge, table, tick, /*arrives=*/false, *this);
  forRows([&](uint32_t first, uint32_t length, uint32_t from, uint32_t delay, uint32_t k) {
    if (table.replayed[k] < limit)
      rows.run(first, length, from, delay, k);
  });
  table.settled = limit;
}

} // namespace neuro::rt
