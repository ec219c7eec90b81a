//===- ContinuousTick.cpp - Signals in the tick loop ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Continuous.h"

#include <algorithm>
#include <cstring>

namespace neuro::rt {

namespace {

constexpr int lanes = 8;
using Lanes = double __attribute__((vector_size(lanes * sizeof(double))));

/// The sum of x[0..n) in an order that depends on n alone: element k goes to lane
/// k mod 8, lanes are added pairwise, what is left over last.
template <class T> double sumInOrder(const T *x, int64_t n) {
  using Piece = T __attribute__((vector_size(lanes * sizeof(T))));
  Lanes sum = {};
  int64_t k = 0;
  for (; k + lanes <= n; k += lanes) {
    Piece piece;
    std::memcpy(&piece, x + k, sizeof piece);
    sum += __builtin_convertvector(piece, Lanes);
  }
  double total =
      ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
  for (; k < n; ++k)
    total += static_cast<double>(x[k]);
  return total;
}

/// Elements low, low + step, … of a field, converted.
template <class From, class To>
void copyElements(const void *from, int64_t low, int64_t step, int64_t count, To *to) {
  const From *values = static_cast<const From *>(from) + low;
  if constexpr (std::is_same_v<From, To>)
    if (step == 1) {
      std::memcpy(to, values, static_cast<size_t>(count) * sizeof(To));
      return;
    }
  for (int64_t k = 0; k < count; ++k)
    to[k] = static_cast<To>(values[k * step]);
}

template <class To>
void copyField(const FieldStore &store, int64_t low, int64_t step, int64_t count, To *to) {
  if (!store.data)
    std::fill(to, to + count, static_cast<To>(store.uniform));
  else if (store.type == Scalar::F64)
    copyElements<double>(store.data, low, step, count, to);
  else if (store.type == Scalar::F32)
    copyElements<float>(store.data, low, step, count, to);
  else
    for (int64_t k = 0; k < count; ++k)
      to[k] = static_cast<To>(store.load(low + k * step));
}

template <class T> void pick(void *to, const void *from, const uint32_t *index, int64_t n) {
  T *out = static_cast<T *>(to);
  const T *in = static_cast<const T *>(from);
  for (int64_t k = 0; k < n; ++k)
    out[k] = in[index[k]];
}

void *offset(void *base, Scalar type, int64_t entries) {
  const int64_t size = type == Scalar::F32 ? 4 : 8;
  return reinterpret_cast<void *>(reinterpret_cast<uintptr_t>(base) +
                                  static_cast<uintptr_t>(entries * size));
}

} // namespace

void Continuous::publish(int thread, int64_t tick, bool always) {
  for (Series &s : series) {
    const View &view = (*context.views)[static_cast<size_t>(s.view)];
    for (size_t p = 0; p < view.parts.size(); ++p) {
      const ViewPart &part = view.parts[p];
      const Population &population = *(*context.populations)[part.population];
      const FieldStore &store = population.fields[s.fields[p]];
      int64_t first, last;
      part.within(population.cuts[thread], population.cuts[thread + 1], first, last);
      const int64_t low = part.low + first * part.step, count = last - first;
      if (count == 0)
        continue;
      for (int64_t back = 0; back < (always ? s.depth : 1); ++back) {
        void *to = offset(s.at(tick - back), s.type, part.offset + first);
        if (s.type == Scalar::F32)
          copyField(store, low, part.step, count, static_cast<float *>(to));
        else
          copyField(store, low, part.step, count, static_cast<double *>(to));
      }
    }
  }
}

void Continuous::sum(int thread, const Tick &tick) {
  Share &share = shares[static_cast<size_t>(thread)];
  for (std::vector<double> &sums : share.sums)
    std::fill(sums.begin(), sums.end(), 0.0);
  for (size_t s = 0; s < signals.size(); ++s) {
    Part &part = share.parts[s];
    part.uniforms = signals[s].uniforms;
    if (signals[s].dense)
      sumRows(signals[s], part, share, tick);
    else
      sumEdges(signals[s], part, share, tick);
  }
}

void Continuous::sumRows(const Signal &signal, Part &part, Share &share, const Tick &tick) {
  const Projection &projection = *signal.projection;
  const ClassPlan &cls = *signal.plan;
  const int64_t sources = projection.source->size;
  const int64_t padded = (sources + LANES - 1) / LANES * LANES;
  const FieldPlan &emit = cls.fields[static_cast<size_t>(signal.emit)];
  const bool mixed = !projection.constantDelay;
  void *emitted = share.emitted.as<void>();
  if (!mixed)
    for (auto [field, index] : signal.ends)
      part.arrays[static_cast<size_t>(cls.fields[static_cast<size_t>(field)].slot)] =
          series[static_cast<size_t>(index)].at(tick.index - projection.delayTicks);
  for (size_t r = 0; r < part.rows.size(); ++r) {
    const Row &row = part.rows[r];
    const Population &population =
        *(*context.populations)[projection.target->parts[row.part].population];
    for (size_t k = 0; k < signal.postFields.size(); ++k)
      part.uniforms[static_cast<size_t>(
          cls.fields[static_cast<size_t>(signal.postFields[k])].slot)] =
          population.fields[signal.postOf[k][row.part]].load(row.element);
    const int64_t rowBegin = static_cast<int64_t>(r) * padded;
    for (size_t k = 0; k < part.values.size(); ++k) {
      const FieldPlan &field = cls.fields[static_cast<size_t>(signal.edgeFields[k])];
      part.arrays[static_cast<size_t>(field.slot)] =
          offset(part.values[k].as<void>(), field.type, rowBegin);
    }
    double total = 0;
    for (int64_t begin = 0; begin < padded; begin += longestBlock) {
      const int64_t end = std::min(begin + longestBlock, padded);
      const int64_t real = std::min(end, sources) - begin;
      // Buffers hold one piece, but are addressed from the row's beginning.
      part.arrays[static_cast<size_t>(emit.slot)] = offset(emitted, emit.type, -begin);
      if (mixed) {
        const uint32_t *delay = part.delay.as<uint32_t>() + rowBegin;
        for (size_t k = 0; k < signal.ends.size(); ++k) {
          auto [field, index] = signal.ends[k];
          const Series &from = series[static_cast<size_t>(index)];
          void *to = part.gathered[k].as<void>();
          for (int64_t i = 0; i < real; ++i) {
            const void *values = from.at(tick.index - delay[begin + i]);
            if (from.type == Scalar::F32)
              static_cast<float *>(to)[i] = static_cast<const float *>(values)[begin + i];
            else
              static_cast<double *>(to)[i] = static_cast<const double *>(values)[begin + i];
          }
          part.arrays[static_cast<size_t>(cls.fields[static_cast<size_t>(field)].slot)] =
              offset(to, from.type, -begin);
        }
      }
      signal.kernel(part.arrays.data(), part.uniforms.data(), &tick, begin, end);
      for (uint32_t none : row.excluded)
        if (none >= begin && none < end) {
          if (emit.type == Scalar::F32)
            static_cast<float *>(emitted)[none - begin] = 0;
          else
            static_cast<double *>(emitted)[none - begin] = 0;
        }
      total += emit.type == Scalar::F32
                   ? sumInOrder(static_cast<const float *>(emitted), real)
                   : sumInOrder(static_cast<const double *>(emitted), real);
    }
    share.sums[signal.inputs[row.part]][row.place] += total;
  }
}

void Continuous::sumEdges(const Signal &signal, Part &part, Share &share, const Tick &tick) {
  const ClassPlan &cls = *signal.plan;
  const FieldPlan &emit = cls.fields[static_cast<size_t>(signal.emit)];
  const bool mixed = part.delay.size() != 0;
  void *emitted = share.emitted.as<void>();
  const Run *run = part.runs.data();
  for (const Block &block : part.blocks) {
    const int64_t n = (block.count + LANES - 1) / LANES * LANES;
    const uint32_t *source = part.source.as<uint32_t>() + block.begin;
    const uint32_t *target = part.target.as<uint32_t>() + block.begin;
    for (size_t k = 0; k < signal.ends.size(); ++k) {
      auto [f, index] = signal.ends[k];
      const FieldPlan &field = cls.fields[static_cast<size_t>(f)];
      const Series &from = series[static_cast<size_t>(index)];
      void *to = part.gathered[k].as<void>();
      part.arrays[static_cast<size_t>(field.slot)] = to;
      const bool post = field.end == EdgeEnd::Post;
      if (post || !mixed) {
        const void *values =
            from.at(tick.index - (post ? 0 : signal.pairs->delayTicks));
        if (from.type == Scalar::F32)
          pick<float>(to, values, post ? target : source, n);
        else
          pick<double>(to, values, post ? target : source, n);
        continue;
      }
      const uint32_t *delay = part.delay.as<uint32_t>() + block.begin;
      for (int64_t e = 0; e < n; ++e) {
        const void *values = from.at(tick.index - delay[e]);
        if (from.type == Scalar::F32)
          static_cast<float *>(to)[e] = static_cast<const float *>(values)[source[e]];
        else
          static_cast<double *>(to)[e] = static_cast<const double *>(values)[source[e]];
      }
    }
    for (size_t k = 0; k < part.values.size(); ++k) {
      const FieldPlan &field = cls.fields[static_cast<size_t>(signal.edgeFields[k])];
      part.arrays[static_cast<size_t>(field.slot)] =
          offset(part.values[k].as<void>(), field.type, block.begin);
    }
    part.arrays[static_cast<size_t>(emit.slot)] = emitted;
    signal.kernel(part.arrays.data(), part.uniforms.data(), &tick, 0, n);
    int64_t at = 0;
    for (int r = 0; r < block.runs; ++r, ++run) {
      share.sums[run->input][run->place] +=
          emit.type == Scalar::F32
              ? sumInOrder(static_cast<const float *>(emitted) + at, run->length)
              : sumInOrder(static_cast<const double *>(emitted) + at, run->length);
      at += run->length;
    }
  }
}

} // namespace neuro::rt
