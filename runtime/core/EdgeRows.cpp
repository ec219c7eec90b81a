//===- EdgeRows.cpp - Rows of edges that a spike reaches ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeRows.h"

#include <algorithm>

namespace neuro::rt {

bool canRunRows(const EdgeProjection &edge) {
  if (!edge.replays || !edge.model->row || !edge.model->catchUp || edge.elapsed ||
      edge.drawsRandom || edge.backprop.ticks != 0 || edge.emit.emits.size() > 1 ||
      !edge.dendritic.constant || edge.dendritic.ticks != 0)
    return false;
  for (int e : edge.emit.emits) {
    const EmitRun &emit = edge.emits[static_cast<size_t>(e)];
    const Scalar type = edge.plan->fields[emit.plan->field].type;
    if (emit.refView >= 0 || !emit.after.constant || emit.after.ticks != 0 ||
        (type == Scalar::F64 ? edge.arrivesF32 : edge.arrivesF64))
      return false;
  }
  return true;
}

bool RowRunner::isReady(const EdgeProjection &edge, const EdgeTable &table) {
  // Kernels of rows write all they may change.
  auto frozen = [&](const EdgeKernel &kernel) {
    return std::any_of(kernel.scatters.begin(), kernel.scatters.end(),
                       [&](int f) { return edge.frozen[f]; });
  };
  return edge.rows && table.post.events().isRecentWhole() && !frozen(edge.emit) && !frozen(edge.post);
}

RowRunner::RowRunner(const EdgeRunner::Network &network, Worker &worker,
                     const EdgeProjection &edge, EdgeTable &table, int64_t tick, bool arrives,
                     EdgeRunner &rest)
    : worker(worker), edge(edge), table(table), tick(tick), arrives(arrives),
      kernel(arrives ? edge.model->row : edge.model->catchUp), rest(rest),
      until(arrives ? tick - 1 : tick), base(table.post.events().base()), clock{},
      row(table.rowUniforms.data() + edge.plan->uniformSlots) {
  clock.index = tick - 1; // kernels are told when the interval began
  clock.time = static_cast<double>(clock.index) * network.dt;
  clock.dt = network.dt;
  clock.seed = network.seed;
  clock.object = static_cast<uint64_t>(edge.index);
  std::copy(table.uniforms.begin(), table.uniforms.end(), table.rowUniforms.begin());
  EventHistory &post = table.post.events();
  void **arrays = table.rowArrays.data();
  for (size_t f = 0; f < edge.plan->fields.size(); ++f)
    if (const int slot = edge.plan->fields[f].slot; slot >= 0 && table.fields[f])
      arrays[slot] = table.fields[f].as<void>();
  arrays += edge.plan->arraySlots;
  auto give = [&](RowArray which, const void *data) { arrays[which] = const_cast<void *>(data); };
  give(RowRecent, post.newestWords());
  give(RowOlder, post.recentStamps());
  give(RowPairs, post.newestPairs());
  give(RowStamps, post.newestStamps());
  give(RowValues, post.newestValues(0));
  give(RowHistory, post.entries());
  give(RowNewest, post.newestEntries());
  give(RowTargetBytes, table.target.as<void>());
  for (int e : edge.emit.emits) {
    const int field = edge.emits[static_cast<size_t>(e)].plan->field;
    if (table.targetSlot.empty()) // no targets of this thread
      break;
    const uint32_t from = table.slotsInOrder ? table.targetSlot[0] : 0;
    if (edge.plan->fields[static_cast<size_t>(field)].type == Scalar::F64)
      give(RowSums, worker.space.f64.as<double>() + from);
    else
      give(RowSums, worker.space.f32.as<float>() + from);
  }
  row[RowTargetWidth] = table.target.width;
  row[RowSeen] = static_cast<double>(tick - base);
  row[RowSeenTick] = static_cast<double>(tick);
  row[RowElements] = static_cast<double>(post.elements());
  row[RowStride] = static_cast<double>(post.elementWidth());
  row[RowWidth] = static_cast<double>(post.entryWidth());
  row[RowBase] = static_cast<double>(base);
}

void RowRunner::lookAtTargets() {
  if (!edge.model->targets || !edge.model->seenRow)
    return;
  const size_t targets = table.post.events().elements();
  const size_t values = static_cast<size_t>(edge.plan->targetValues) - 1; // beside RowTarget's
  table.seen.resize(targets * values);
  for (size_t k = 0; k < values; ++k)
    table.rowArrays[static_cast<size_t>(edge.plan->arraySlots) + rowArrays + k] =
        table.seen.data() + k * targets;
  edge.model->targets(table.rowArrays.data(), table.rowUniforms.data(), &clock, 0,
                      static_cast<int64_t>(targets));
  kernel = edge.model->seenRow;
}

void RowRunner::prefetch(uint32_t first, uint32_t source, uint32_t replayRun) {
  __builtin_prefetch(&table.replayed[replayRun], 1);
  if (edge.post.seesPre || edge.emit.seesPre)
    __builtin_prefetch(table.pre.newest(source));
  next = first;
}

void RowRunner::run(uint32_t first, uint32_t length, uint32_t source, uint32_t delay,
                    uint32_t replayRun) {
  int64_t &upTo = table.replayed[replayRun];
  const int64_t since = upTo;
  upTo = std::max(upTo, until);
  row[RowFrom] = static_cast<double>(
      std::clamp<int64_t>(since - base, 0, EventHistory::recentTicks));
  row[RowTie] = 0;
  if (edge.post.seesPre || edge.emit.seesPre) {
    // Events of targets that are made up for see the newest of the source's events that
    // had arrived by then. That is the last one: those in between all read the row. In the
    // very tick it arrived the order of the two decides.
    const double wait = static_cast<double>(delay);
    const double *pre = table.pre.find(source, static_cast<double>(until) - wait + 1);
    const double *ofTie = edge.plan->tie == Tie::PreFirst || pre[0] == neverStamp
                              ? pre
                              : table.pre.find(source, pre[0]);
    const bool never = pre[0] == neverStamp;
    const double arrived = never ? 0 : pre[0] + wait - static_cast<double>(base);
    if (!never &&
        (arrived < -0x1p30 || arrived > static_cast<double>(since - base + 1))) {
      rest.addPiece(first, length, source, delay, static_cast<double>(since),
                    static_cast<double>(until));
      rest.flush();
      return;
    }
    row[RowSince] = arrived;
    row[RowAgeMask] = never ? 0 : -1;
    if (!never && arrived > static_cast<double>(since - base)) {
      row[RowTie] = arrived;
      row[RowAgeOfTie] = ageOf(ofTie[0], pre[0]);
    }
    row[RowPreAge] = ageOf(pre[0], static_cast<double>(tick) - wait);
    for (size_t k = 0; k < edge.preTraces.size(); ++k) {
      double *trace = row + rowUniforms + k * rowTraces;
      const size_t at = EventHistory::header + table.pre.place(static_cast<int>(k));
      trace[RowLast] = pre[at];
      trace[RowOfTie] = ofTie[at];
    }
  }
  if (arrives && worker.profile)
    worker.profile->countEdges(KernelPlan::Emit, static_cast<size_t>(edge.index), length);
  // What is in scratch of a call's edges, addressed by the edge's number.
  auto giveScratch = [&](int slot, void *data, uintptr_t width) {
    table.rowArrays[static_cast<size_t>(slot)] =
        reinterpret_cast<void *>(reinterpret_cast<uintptr_t>(data) - first * width);
  };
  while (length > 0) {
    const uint32_t n = std::min<uint32_t>(length, ROW_EDGES);
    table.targets().copy(first, n, local);
    static_assert(ROW_EDGES % ROW_PADDING == 0);
    const uint32_t padded = (n + ROW_PADDING - 1) / ROW_PADDING * ROW_PADDING;
    std::fill(local + n, local + padded, local[0]);
    giveScratch(edge.plan->arraySlots + RowTargets, local, sizeof *local);
    if (arrives && !edge.emit.emits.empty()) {
      uint32_t *at = local;
      if (!table.slotsInOrder) {
        at = slots;
        for (uint32_t l = 0; l < padded; ++l)
          at[l] = table.targetSlot[local[l]];
      }
      giveScratch(edge.plan->arraySlots + RowSlots, at, sizeof *at);
    }
    row[RowNext] = length == n && next ? static_cast<double>(*next) - first : n;
    kernel(table.rowArrays.data(), table.rowUniforms.data(), &clock, first, first + n);
    first += n;
    length -= n;
  }
  next.reset();
}

} // namespace neuro::rt
