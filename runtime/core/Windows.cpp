//===- Windows.cpp - Threads from one exchange to the next ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads advance alone through a window no longer than the smallest delay, tell
// the others what spiked and file what the others did. Where elements read what
// other threads own they meet at the end of each window. Elsewhere nobody needs to
// know what spiked in the last window before the first of it can arrive. So windows
// are half as long as that delay, and a thread goes on through half of the next one
// (and, where events are added to states after the update, the update of the tick
// they arrive in) before it waits for those that are that far behind.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/FlushDenormals.h"
#include "runtime/core/State.h"

#include <algorithm>

namespace neuro::rt {

// --- Plans ------------------------------------------------------------------------

void Simulation::State::planWindow(Window &next, int64_t first,
                                   const RunControl *control) {
  next.first = first;
  next.ticks = static_cast<int>(std::min<int64_t>(window - ahead, runEnd - first));
  // Events are filed for the synapses there are when they happen: a tick in which these
  // change is the first of a window.
  for (const StructuralRun &run : structurals)
    for (int64_t every : {run.pruneEvery, run.growEvery})
      if (every > 0) {
        const int64_t until = every - first % every;
        next.ticks = static_cast<int>(
            std::min<int64_t>(next.ticks, until > 1 ? until - 1 : every));
      }
  if (failed || (control && control->stop && control->stop->load()))
    next.ticks = 0;
  for (size_t p = 0; p < probes.size(); ++p) {
    uint64_t mask = 0;
    for (int w = 0; w < next.ticks; ++w) {
      const int64_t n = first + w + 1;
      if (n % probes[p].data.every != 0)
        continue;
      double pass = 1;
      if (!probes[p].plan.when.empty())
        planEvaluator.evaluate(probes[p].plan.when, probes[p].whenTraits,
                               scalarInput(static_cast<double>(n) * dt), &pass);
      if (pass != 0)
        mask |= uint64_t(1) << w;
    }
    next.sampled[p] = mask;
  }
  next.settles = toSettle.exchange(0, std::memory_order_relaxed);
  next.timed = profiler && next.ticks > 0 && profiler->choose(first, next.ticks);
  for (const StimulusRun &stimulus : stimuli)
    if (stimulus.kind == StimulusRun::Waveform || stimulus.kind == StimulusRun::Samples)
      for (int w = 0; w < next.ticks; ++w)
        next.waveforms[static_cast<size_t>(stimulus.index) * maxWindow + w] =
            waveformAt(stimulus, first + w);
}

// --- Exchange ---------------------------------------------------------------------

/// Events of the channel of table `t` on their way to the targets of a thread.
void Simulation::State::fileEvents(int thread, int t, const uint32_t *elements,
                                   const uint32_t *counts, size_t count, int64_t stamp) {
  Worker &worker = workers[static_cast<size_t>(thread)];
  const int64_t before = worker.events;
  if (tables[t].procedural < 0) {
    worker.events += fileSpikes(worker.calendar, worker.tables[t], static_cast<uint32_t>(t),
                                tables[t], elements, counts, count, stamp);
  } else if (Result<void> r = fileProcedural(worker, thread, t, elements, counts, count, stamp);
             !r && !worker.error) {
    worker.error = r.error();
    failed = true;
  }
  if (worker.profile) {
    worker.profile->count(Spent::File, static_cast<size_t>(t), worker.events - before,
                          static_cast<int64_t>(count));
    worker.profile->lap(Spent::File, static_cast<size_t>(t));
  }
}

/// Lists of few spikes give no time to ask for the next while one is filed: all are
/// asked for together.
void Simulation::State::expectEvents(const Worker &worker, const Window &now, int buffer) const {
  for (const auto expect : {expectRows, expectSegments})
    for (int w = 0; w < now.ticks; ++w)
      for (size_t c = 0; c < channels.size(); ++c)
        for (int t : tablesOfChannel[c])
          if (tables[static_cast<size_t>(t)].procedural < 0)
            for (const Worker &other : workers) {
              const SpikeList &list = other.lists[buffer][c];
              expect(worker.tables[static_cast<size_t>(t)], list.elements.data() + list.begin[w],
                     list.begin[w + 1] - list.begin[w]);
            }
}

void Simulation::State::exchange(int thread, const Window &now, int buffer) {
  Worker &worker = workers[static_cast<size_t>(thread)];
  if (now.ticks <= 2) // later ones would drive the first out of the cache again
    expectEvents(worker, now, buffer);
  // Tick, channel, table, source: the order of every sum.
  for (int w = 0; w < now.ticks; ++w)
    for (size_t c = 0; c < channels.size(); ++c) {
      for (const EdgeUse &use : edgesOfChannel[c])
        for (const Worker &other : workers) {
          const SpikeList &list = other.lists[buffer][c];
          const uint32_t begin = list.begin[w], end = list.begin[w + 1];
          if (begin != end)
            fileEdges(worker, use, list.elements.data() + begin,
                      list.counts.empty() ? nullptr : list.counts.data() + begin,
                      end - begin, now.first + w + 1);
        }
      for (int t : tablesOfChannel[c])
        for (const Worker &other : workers) {
          const SpikeList &list = other.lists[buffer][c];
          const uint32_t begin = list.begin[w], end = list.begin[w + 1];
          if (begin == end)
            continue;
          fileEvents(thread, t, list.elements.data() + begin,
                     list.counts.empty() ? nullptr : list.counts.data() + begin, end - begin,
                     now.first + w + 1);
        }
    }
  if (refEmissions) {
    takeRefEmissions(worker, thread, buffer);
    lap(worker.profile, Spent::Deferred);
  } else {
    lap(worker.profile, Spent::Exchange);
  }
}

// --- The loop of a thread -----------------------------------------------------------

static void noteNoMemory(Worker &worker) {
  if (!worker.error)
    worker.error = outOfMemory("the system has no memory left for the spikes in flight");
}

/// Others are to know what spiked, also after a failure.
void Simulation::State::completeLists(Worker &worker, const Window &now, int buffer) {
  if (!worker.failed)
    return;
  noteNoMemory(worker);
  failed = true;
  closeLists(worker, buffer, now.ticks);
}

/// What all threads did in a window, seen by one of them.
void Simulation::State::finishWindow(Worker &worker, int thread, const Window &done, int buffer,
                                     const RunControl &control) {
  try {
    exchange(thread, done, buffer);
    appendProbes(worker, thread, done, buffer);
    lap(worker.profile, Spent::Append);
  } catch (const std::bad_alloc &) {
    noteNoMemory(worker);
    failed = true;
  }
  if (thread == 0 && control.progress && --progress.windows <= 0)
    showProgress(done.first + done.ticks - runStart, control);
}

/// Reading the clock takes as long as some ticks of a small network, so it is read every
/// few milliseconds only.
void Simulation::State::showProgress(int64_t ticks, const RunControl &control) {
  using namespace std::chrono;
  const steady_clock::time_point now = steady_clock::now();
  progress.every = now - progress.looked < milliseconds(5) ? std::min(2 * progress.every, 1 << 16)
                                                           : std::max(progress.every / 2, 1);
  progress.windows = progress.every;
  progress.looked = now;
  if (now - progress.shown > milliseconds(100)) {
    progress.shown = now;
    control.progress(ticks);
  }
}

void Simulation::State::beginWindow(Worker &worker, const Window &now, int buffer) {
  if (worker.profile)
    worker.profile->startWindow(now.timed);
  for (SpikeList &list : worker.lists[buffer])
    list.clear();
  worker.refOut[buffer].clear();
}

/// Threads meet after each window. The last to arrive plans the next one; buffers
/// alternate, so one meeting a window is enough.
void Simulation::State::runMeeting(Worker &worker, int thread, const RunControl &control) {
  for (int buffer = 0;;) {
    const Window &now = windows[buffer];
    if (now.ticks == 0)
      return;
    beginWindow(worker, now, buffer);
    for (int w = 0; w < now.ticks; ++w)
      runTick(worker, now, buffer, w);
    completeLists(worker, now, buffer);
    const int next = (buffer + 1) % windowBuffers;
    barrier->arrive([&] {
      lap(worker.profile, Spent::Wait);
      tick = now.first + now.ticks;
      planWindow(windows[next], tick, &control);
      lap(worker.profile, Spent::Plan);
    });
    lap(worker.profile, Spent::Wait);
    finishWindow(worker, thread, now, buffer, control);
    buffer = next;
  }
}

/// Window k + 1 begins when window k is announced; what others did in k is taken in
/// before the first tick of k + 1 in which it can arrive. So a thread in the update of
/// k has seen all announce k - 2, hence be done with the lists of k - 4, the place of
/// which it writes to; and it needs the plan of k, which the last to announce k - 2 made.
void Simulation::State::runOverlapping(Worker &worker, int thread, const RunControl &control) {
  static_assert(windowBuffers >= 4, "lists of window k are written while others read those of k - 3");
  Barrier::Token pending{};
  for (int k = 0;; ++k) {
    const int buffer = k % windowBuffers, last = (k + windowBuffers - 1) % windowBuffers;
    const Window &now = windows[buffer];
    bool knows = k == 0; // what happened in the last window
    auto waitForOthers = [&] {
      barrier->wait(pending);
      lap(worker.profile, Spent::Wait);
    };
    auto takeIn = [&] {
      knows = true;
      finishWindow(worker, thread, windows[last], last, control);
    };
    if (now.ticks == 0) {
      if (!knows) {
        waitForOthers();
        takeIn();
      }
      return;
    }
    beginWindow(worker, now, buffer);
    // What spiked is sent before events arrive, unless synapses learn after that.
    const bool split = late && edges.empty();
    // Samples are taken at the end of a tick, and others append them.
    const bool sampled = std::any_of(now.sampled.begin(), now.sampled.end(),
                                     [](uint64_t mask) { return mask != 0; }) &&
                         samplesStates;
    auto announce = [&] {
      completeLists(worker, now, buffer);
      pending = barrier->announce([&] {
        tick = now.first + now.ticks;
        const Window &next = windows[(buffer + 1) % windowBuffers];
        planWindow(windows[(buffer + 2) % windowBuffers], next.first + next.ticks, &control);
        lap(worker.profile, Spent::Plan);
      });
    };
    for (int w = 0; w < now.ticks; ++w) {
      const bool end = w + 1 == now.ticks;
      const bool takes = !knows && (w == ahead || end); // announced one after the other
      if (split)
        updateAlone(worker, now, buffer, w);
      if (takes)
        waitForOthers();
      if (split && end && !sampled)
        announce();
      if (takes)
        takeIn();
      if (split)
        endTickAlone(worker, now, buffer, w);
      else
        runTick(worker, now, buffer, w);
    }
    if (!split || sampled)
      announce();
  }
}

bool Simulation::State::overlaps() const {
  auto meets = [](const NormalizeRun &run) { return !run.plan->perPost; };
  return ((late && edges.empty()) || (window > 1 && workers.size() > 1)) && !meetings.any() && !refEmissions &&
         continuous.empty() && structurals.empty() &&
         std::none_of(normalizations.begin(), normalizations.end(), meets) &&
         std::none_of(atOnce.sends.begin(), atOnce.sends.end(), [](char sends) { return sends; });
}

/// Plans the first windows; what each thread is to do then.
std::function<void(int)> Simulation::State::prepareWindows(const RunControl &control) {
  runStart = tick;
  progress = {};
  progress.shown = progress.looked = std::chrono::steady_clock::now();
  samplesStates = std::any_of(probes.begin(), probes.end(), [](const ProbeRun &probe) {
    return probe.plan.kind != ProbePlan::Events && !probe.countsEvents;
  });
  const bool overlapping = overlaps();
  ahead = overlapping && workers.size() > 1 ? window / 2 : 0;
  planWindow(windows[0], tick, &control);
  if (overlapping)
    planWindow(windows[1], tick + windows[0].ticks, &control);
  return [this, &control, overlapping](int thread) {
    if (thread >= static_cast<int>(workers.size()))
      return;
    FlushDenormals flush;
    Worker &worker = workers[static_cast<size_t>(thread)];
    if (worker.profile)
      worker.profile->startRun();
    takeReceptors(worker);
    if (overlapping)
      runOverlapping(worker, thread, control);
    else
      runMeeting(worker, thread, control);
    giveReceptors(worker);
    if (worker.profile)
      worker.profile->endRun();
  };
}

} // namespace neuro::rt
