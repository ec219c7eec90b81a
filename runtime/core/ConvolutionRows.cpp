//===- ConvolutionRows.cpp - conv2d, sumpool, toeplitz --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An event at (c_in, y, x) reaches, in each output channel, the places whose kernel
// covers it. Which those are along an axis depends on the coordinate only, so they
// are listed once an axis; weights are those of the kernel.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/IndexFree.h"
#include "runtime/core/Tables.h"

#include <algorithm>

namespace neuro::rt {

namespace {

/// Targets along one axis of each coordinate of the source, ascending.
struct Axis {
  struct Reach {
    int32_t target, kernel;
  };
  std::vector<uint32_t> begin; ///< per coordinate and one more
  std::vector<Reach> reach;    ///< `kernel` ascends with `target`: it counts from the far end

  void make(int64_t in, int64_t out, int64_t size, int64_t stride, int64_t dilation, int64_t pad) {
    begin.push_back(0);
    for (int64_t s = 0; s < in; ++s) {
      for (int64_t k = size - 1; k >= 0; --k) {
        const int64_t from = s + pad - k * dilation;
        if (from >= 0 && from % stride == 0 && from / stride < out)
          reach.push_back({static_cast<int32_t>(from / stride), static_cast<int32_t>(size - 1 - k)});
      }
      begin.push_back(static_cast<uint32_t>(reach.size()));
    }
  }
  const Reach *first(int64_t s) const { return reach.data() + begin[static_cast<size_t>(s)]; }
  const Reach *last(int64_t s) const { return reach.data() + begin[static_cast<size_t>(s) + 1]; }
};

template <class Real> class ConvolutionRows : public IndexFree {
public:
  Projection::KernelGeometry g;
  Axis rows, columns;
  /// Elements [low, high) of the target population are the thread's; `place` is that
  /// of element 0, which may lie before them.
  int64_t low = 0, high = 0, place = 0;
  double uniform = 0;
  /// Real per place, in order of c_in, c_out, y, x with y and x counted from the far end:
  /// what an event needs lies together, and the weights of neighbouring targets follow
  /// each other. Empty if they are the same.
  Buffer weights;

  uint32_t length(uint32_t row) const override {
    uint32_t n = 0;
    visit(row, [&](int64_t, int64_t, const Axis::Reach *x, const Axis::Reach *end) {
      n += static_cast<uint32_t>(end - x);
    });
    return n;
  }

  void deliver(const BitRows::Event *events, size_t n, void *out) const override {
#pragma clang fp contract(off)
    Real *arrive = static_cast<Real *>(out) + place;
    const Real *each = weights.as<Real>();
    for (size_t k = 0; k < n; ++k) {
      const uint32_t count = events[k].count;
      if (!each) {
        const Real value = static_cast<Real>(uniform * count);
        visit(events[k].row,
              [&](int64_t line, int64_t, const Axis::Reach *x, const Axis::Reach *end) {
                for (; x < end; ++x)
                  arrive[line + x->target] += value;
              });
      } else if (count == 1 && !g.sameChannel && g.stride[1] == 1 && g.dilation[1] == 1) {
        addLines(events[k].row, arrive, each);
      } else if (count == 1) {
        visit(events[k].row,
              [&](int64_t line, int64_t kernel, const Axis::Reach *x, const Axis::Reach *end) {
                for (; x < end; ++x)
                  arrive[line + x->target] += each[kernel + x->kernel];
              });
      } else {
        const Real times = static_cast<Real>(count);
        visit(events[k].row,
              [&](int64_t line, int64_t kernel, const Axis::Reach *x, const Axis::Reach *end) {
                for (; x < end; ++x)
                  arrive[line + x->target] += times * each[kernel + x->kernel];
              });
      }
    }
  }

  size_t bytes() const override {
    return weights.size() + (rows.reach.capacity() + columns.reach.capacity()) * sizeof(Axis::Reach) +
           (rows.begin.capacity() + columns.begin.capacity()) * 4;
  }
  std::string text() const override {
    std::string size = std::to_string(g.size[1]);
    if (g.size[0] > 1)
      size = std::to_string(g.size[0]) + " x " + size;
    return "convolution, no targets stored, " +
           (weights.size() == 0 ? std::string("uniform weight")
                                : std::to_string(weights.size() / sizeof(Real)) + " " +
                                      (sizeof(Real) == 8 ? "f64" : "f32") + " weights of a kernel of " + size);
  }

private:
  /// Adds the weights of one event where the targets of a line follow each other.
  void addLines(uint32_t row, Real *arrive, const Real *each) const {
    const int64_t sx = row % g.in[2];
    switch (columns.last(sx) - columns.first(sx)) {
    case 1: return addLinesOf<1>(row, arrive, each);
    case 2: return addLinesOf<2>(row, arrive, each);
    case 3: return addLinesOf<3>(row, arrive, each);
    case 4: return addLinesOf<4>(row, arrive, each);
    case 5: return addLinesOf<5>(row, arrive, each);
    case 7: return addLinesOf<7>(row, arrive, each);
    default: return addLinesOf<0>(row, arrive, each);
    }
  }
  /// N targets in a line; 0: any number.
  template <int N> void addLinesOf(uint32_t row, Real *arrive, const Real *each) const {
    const int64_t sx = row % g.in[2], sy = row / g.in[2] % g.in[1], from = row / g.in[2] / g.in[1];
    const Axis::Reach *x = columns.first(sx);
    const int64_t n = N > 0 ? N : columns.last(sx) - x;
    if (n == 0)
      return;
    const Axis::Reach *y = rows.first(sy), *yEnd = rows.last(sy);
    const int64_t plane = g.out[1] * g.out[2], places = g.size[0] * g.size[1];
    for (int64_t to = low / plane; to * plane < high; ++to) {
      const Real *kernel = each + (from * g.out[0] + to) * places + x->kernel;
      const int64_t first = to * plane + x->target;
      for (const Axis::Reach *line = y; line < yEnd; ++line) {
        const int64_t target = first + line->target * g.out[2];
        const Real *w = kernel + line->kernel * g.size[1];
        if (target >= low && target + n <= high) {
          Real *at = arrive + target;
          for (int64_t k = 0; k < n; ++k)
            at[k] += w[k];
        } else { // another thread has a part of it
          for (int64_t k = std::max<int64_t>(0, low - target); k < std::min(n, high - target); ++k)
            arrive[target + k] += w[k];
        }
      }
    }
  }
  /// Lines of targets of one source: `visit(line, kernel, x, end)`, of which x->target
  /// is added to `line` and x->kernel to `kernel`. The thread's targets only.
  template <class Visit> void visit(uint32_t row, Visit &&visit) const {
    const int64_t sx = row % g.in[2], sy = row / g.in[2] % g.in[1], from = row / g.in[2] / g.in[1];
    const Axis::Reach *x = columns.first(sx), *xEnd = columns.last(sx);
    const int64_t plane = g.out[1] * g.out[2];
    int64_t to = g.sameChannel ? from : 0, toEnd = g.sameChannel ? from + 1 : g.out[0];
    to = std::max(to, low / plane);
    toEnd = std::min(toEnd, (high + plane - 1) / plane);
    for (; to < toEnd; ++to)
      for (const Axis::Reach *y = rows.first(sy), *yEnd = rows.last(sy); y < yEnd; ++y) {
        const int64_t line = (to * g.out[1] + y->target) * g.out[2];
        if (line + g.out[2] <= low || line >= high)
          continue;
        const int64_t kernel = ((from * g.out[0] + to) * g.size[0] + y->kernel) * g.size[1];
        const Axis::Reach *first = x, *last = xEnd;
        if (line < low || line + g.out[2] > high) { // another thread has a part of it
          while (first < last && line + first->target < low)
            ++first;
          while (first < last && line + last[-1].target >= high)
            --last;
        }
        visit(line, kernel, first, last);
      }
  }
};

template <class Real>
Result<std::unique_ptr<IndexFree>> convolution(const IndexFreeInput &input, Budget &budget) {
  const Projection &projection = input.projection;
  const Projection::KernelGeometry &g = projection.kernel();
  auto made = std::make_unique<ConvolutionRows<Real>>();
  made->g = g;
  made->uniform = projection.weight;
  made->rows.make(g.in[1], g.out[1], g.size[0], g.stride[0], g.dilation[0], g.pad[0]);
  made->columns.make(g.in[2], g.out[2], g.size[1], g.stride[1], g.dilation[1], g.pad[1]);
  // The target is one whole population: its indices are its elements.
  if (!input.targets.empty()) {
    const TargetRun &run = input.targets.front();
    made->low = run.first;
    made->high = run.first + run.count;
    made->place = run.place - run.first;
  }
  if (projection.uniformWeight)
    return std::unique_ptr<IndexFree>(std::move(made));
  const int64_t places = g.out[0] * g.in[0] * g.size[0] * g.size[1];
  if (Result<void> r = budget.take(static_cast<double>(places) * sizeof(Real),
                                   "the kernel of " + projection.plan->name);
      !r)
    return r.error();
  if (!made->weights.allocate(static_cast<size_t>(places) * sizeof(Real)))
    return noMemoryFor(projection);
  Evaluator evaluator;
  EdgeBlock block;
  double values[EVAL_BLOCK];
  for (int64_t k = 0; k < places; k += EVAL_BLOCK) {
    block.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, places - k));
    for (int l = 0; l < block.count; ++l) {
      block.i[l] = block.j[l] = 0; // weights are drawn by place
      block.id[l] = static_cast<uint64_t>(k + l);
    }
    if (Result<void> r = TableBuilder::weights(projection, block, evaluator, values); !r)
      return r.error();
    for (int l = 0; l < block.count; ++l) {
      // The identity of an edge is its place (c_out, c_in, y, x).
      const int64_t x = (k + l) % g.size[1], line = (k + l) / g.size[1];
      const int64_t y = line % g.size[0], pair = line / g.size[0];
      const int64_t from = pair % g.in[0], to = pair / g.in[0];
      const int64_t at = ((from * g.out[0] + to) * g.size[0] + g.size[0] - 1 - y) * g.size[1] +
                         g.size[1] - 1 - x;
      made->weights.template as<Real>()[at] = static_cast<Real>(values[l]);
    }
  }
  return std::unique_ptr<IndexFree>(std::move(made));
}

} // namespace

Result<std::unique_ptr<IndexFree>> makeConvolution(const IndexFreeInput &input, Budget &budget) {
  return input.type == Scalar::F64 ? convolution<double>(input, budget)
                                   : convolution<float>(input, budget);
}

} // namespace neuro::rt
