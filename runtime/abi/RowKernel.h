//===- RowKernel.h - Kernels of rows of synapses ----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where `on post` of a synapse depends on the synapse and on traces alone, it can
// wait until the source's next event reads the row. Such a class has two kernels more
// (ClassPlan::catchUpKernel, rowKernel). They have the type of all kernels (Kernel.h),
// but [begin, end) are edges of one source, any bounds; state fields are the table's
// own columns, and what is emitted, at most one value an edge, is added to RowSums. To the
// class's arrays and uniforms come those named here.
//
// For each edge, oldest first, `on post` is run for the events of its target later
// than `From`; the row kernel then runs `on pre`. Of that, what depends on the target
// alone is the same for all rows of a tick: the targets kernel computes it for targets
// [begin, end), and the seen row kernel looks it up.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_ABI_ROWKERNEL_H
#define NEURO_RUNTIME_ABI_ROWKERNEL_H

#include <cstdint>

namespace neuro::rt {

/// A target's last events: stamps of 16 bits (ticks from a base; 0: none), four in a
/// word of 64, the newest in the lowest bits. There are fewer than all of these since
/// any edge was last brought up to date.
constexpr int64_t ROW_CHUNKS = 8;
/// What nearly all edges look up of their targets, which lie anywhere: in one place.
struct alignas(16) RowTarget {
  uint64_t recent; ///< the newest word
  /// The first value of the targets kernel: f64; or f32, and then two stamps of the word
  /// before, which few edges need.
  uint32_t value[2];
};
/// The kernels of rows are called for at most so many edges at a time.
constexpr int64_t ROW_EDGES = 1024;
/// A multiple of how many edges, or targets, a kernel works on at a time.
constexpr int64_t ROW_PADDING = 64;
/// Stamp of a target that never had an event, in NewestPairs.
constexpr int32_t ROW_NO_STAMP = INT32_MIN;

/// arrays[ClassPlan::arraySlots + …]
enum RowArray : int {
  RowTargets, ///< uint32_t per edge: its target's number t; then those of any targets, up
              ///< to a multiple of ROW_PADDING in all
  RowRecent,  ///< RowTarget [t]; then any, likewise
  RowOlder,   ///< uint64_t [t][chunk]: all words, newest first
  RowPairs,   ///< {int32_t stamp, float value} [trace][t]: right after the newest event
  RowStamps,  ///< double [t]: that event's stamp, in ticks
  RowValues,  ///< double [trace][t]
  RowHistory, ///< double [t][event]: stamp, count, each trace after it
  RowNewest,  ///< uint32_t [t]: the newest of these events; older ones follow
  RowTargetBytes, ///< what RowTargets was made of, in the table: asked for ahead
  RowSlots, ///< uint32_t per edge, then any, as RowTargets: its target's place in RowSums
  RowSums,  ///< [slot], of the type of what is emitted: added in the order of the row
  rowArrays ///< from here on other values of the targets kernel, [t], of their own type
};

/// uniforms[ClassPlan::uniformSlots + …]; whole numbers unless said
enum RowUniform : int {
  RowFrom,
  /// Ticks from the base on: when the source's last event arrived; and in that tick
  /// itself its targets' events see this age and, of each trace, the second value.
  RowSince, RowTie,
  RowAgeOfTie,
  RowAgeMask, ///< all ones; 0 if the source never had an event: ages are 0 then
  RowSeen,     ///< this tick, from the base on: the age of targets' events is from here
  RowSeenTick, ///< the same, absolute
  RowElements, ///< number of targets
  RowStride, RowWidth, ///< doubles of a target and of an event in RowHistory
  RowBase,
  RowPreAge, ///< as `on pre` sees it
  /// What kernels are called for next is so many edges further; they ask for its columns.
  RowNext,
  RowTargetWidth, ///< bytes of an edge in RowTargetBytes
  rowUniforms ///< from here on two of each trace of the source: see RowTrace
};
/// What a trace of the source was right after its last event before this one, which all
/// see but the events of targets at RowTie. Any real.
enum RowTrace : int { RowLast, RowOfTie, rowTraces };

} // namespace neuro::rt

#endif // NEURO_RUNTIME_ABI_ROWKERNEL_H
