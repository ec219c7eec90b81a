//===- EdgeModels.h - Synapses with state written by hand -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the compiler would make of additive pair STDP, of a neuron that repeats
// what arrives, and of a synapse with a decaying tag that a port turns into
// weight, so that the runtime is tested without it.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_RUNTIME_EDGEMODELS_H
#define NEURO_TEST_UNIT_RUNTIME_EDGEMODELS_H

#include "Models.h"

#include <algorithm>

namespace neuro::rt::test {

// --- A neuron that spikes whenever something arrives --------------------------

inline void parrotUpdate(void *const *arrays, const double *, const Tick *, int64_t begin,
                         int64_t end) {
  double *sum = static_cast<double *>(arrays[0]), *arrive = static_cast<double *>(arrays[1]);
  uint8_t *spikes = static_cast<uint8_t *>(arrays[2]);
  double *trigger = static_cast<double *>(arrays[3]);
  std::fill(spikes + begin / 8, spikes + end / 8, uint8_t(0));
  for (int64_t e = begin; e < end; ++e) {
    if (trigger[e] > 0)
      spikes[e / 8] = static_cast<uint8_t>(spikes[e / 8] | 1 << e % 8);
    sum[e] += arrive[e];
    arrive[e] = trigger[e] = 0;
  }
}

/// Port "syn" is summed up in state "sum", port "trigger" makes it spike.
enum ParrotField { ParrotSum, ParrotSyn, ParrotSpikes, ParrotTrigger };

inline ClassPlan parrotClass() {
  ClassPlan c;
  c.name = "Parrot";
  auto field = [&](const char *name, FieldRole role, int slot, Scalar type) {
    FieldPlan f;
    f.name = name;
    f.role = role;
    f.type = type;
    f.perElement = true;
    f.slot = slot;
    c.fields.push_back(std::move(f));
  };
  field("sum", FieldRole::State, 0, Scalar::F64);
  field("syn", FieldRole::Arrive, 1, Scalar::F64);
  field("spikes", FieldRole::Event, 2, Scalar::Bits);
  field("trigger", FieldRole::Arrive, 3, Scalar::F64);
  c.events = {{"spikes", ParrotSpikes}};
  KernelPlan update;
  update.symbol = "Parrot.update";
  c.kernels = {update};
  c.arraySlots = 4;
  return c;
}

// --- Additive STDP ---------------------------------------------------------------

enum StdpField {
  StdpAp, StdpAm, StdpMax, StdpW, StdpX, StdpPreAge, StdpY, StdpPostAge, StdpElapsed,
  StdpTag, StdpValue, StdpEmit, StdpDraw
};

template <class Real> struct StdpArrays {
  Real *w, *x, *preAge, *y, *postAge, *elapsed, *tag, *emit, *draw;
  double ap, am, max, value, dt;
  StdpArrays(void *const *a, const double *u, const Tick *t)
      : w(static_cast<Real *>(a[0])), x(static_cast<Real *>(a[1])),
        preAge(static_cast<Real *>(a[2])), y(static_cast<Real *>(a[3])),
        postAge(static_cast<Real *>(a[4])), elapsed(static_cast<Real *>(a[5])),
        tag(static_cast<Real *>(a[6])), emit(static_cast<Real *>(a[7])),
        draw(static_cast<Real *>(a[8])), ap(u[0]), am(u[1]), max(u[2]), value(u[3]),
        dt(t->dt) {}
  static constexpr double tau = 20, tauTag = 100;
  double preTrace(int64_t e) const { return x[e] * std::exp(-preAge[e] * dt / tau); }
  double postTrace(int64_t e) const { return y[e] * std::exp(-postAge[e] * dt / tau); }
  /// Earlier ticks: the clip of the last one, then the tag's decay.
  void complete(int64_t e) {
    if (!(elapsed[e] > 0))
      return;
    w[e] = static_cast<Real>(std::clamp<double>(w[e], 0, max));
    tag[e] = static_cast<Real>(tag[e] * std::exp(-elapsed[e] * dt / tauTag));
  }
};

template <class Real>
void stdpEmit(void *const *a, const double *u, const Tick *t, int64_t begin, int64_t end) {
  StdpArrays<Real> s(a, u, t);
  for (int64_t e = begin; e < end; ++e) {
    s.complete(e);
    s.emit[e] = s.w[e];
    s.w[e] = static_cast<Real>(s.w[e] - s.am * s.postTrace(e));
    s.tag[e] = static_cast<Real>(s.tag[e] - s.postTrace(e));
  }
}
/// Only the emission, for classes whose `on pre` runs in LEARN.
template <class Real>
void stdpEmitOnly(void *const *a, const double *u, const Tick *t, int64_t begin,
                  int64_t end) {
  StdpArrays<Real> s(a, u, t);
  for (int64_t e = begin; e < end; ++e)
    s.emit[e] = static_cast<Real>(
        s.elapsed[e] > 0 ? std::clamp<double>(s.w[e], 0, s.max) : s.w[e]);
}
template <class Real>
void stdpPre(void *const *a, const double *u, const Tick *t, int64_t begin, int64_t end) {
  StdpArrays<Real> s(a, u, t);
  for (int64_t e = begin; e < end; ++e) {
    s.complete(e);
    s.w[e] = static_cast<Real>(s.w[e] - s.am * s.postTrace(e));
    s.tag[e] = static_cast<Real>(s.tag[e] - s.postTrace(e));
  }
}
template <class Real>
void stdpPost(void *const *a, const double *u, const Tick *t, int64_t begin, int64_t end) {
  StdpArrays<Real> s(a, u, t);
  for (int64_t e = begin; e < end; ++e) {
    s.complete(e);
    s.w[e] = static_cast<Real>(s.w[e] + s.ap * s.preTrace(e));
    s.tag[e] = static_cast<Real>(s.tag[e] + s.preTrace(e));
  }
}
template <class Real>
void stdpReward(void *const *a, const double *u, const Tick *t, int64_t begin, int64_t end) {
  StdpArrays<Real> s(a, u, t);
  for (int64_t e = begin; e < end; ++e) {
    s.complete(e);
    s.w[e] = static_cast<Real>(s.w[e] + s.value * s.tag[e]);
  }
}
template <class Real>
void stdpAdvance(void *const *a, const double *u, const Tick *t, int64_t begin,
                 int64_t end) {
  StdpArrays<Real> s(a, u, t);
  for (int64_t e = begin; e < end; ++e)
    s.complete(e);
}
/// Writes this tick's draw into the tag.
template <class Real>
void stdpNoisy(void *const *a, const double *u, const Tick *t, int64_t begin, int64_t end) {
  StdpArrays<Real> s(a, u, t);
  for (int64_t e = begin; e < end; ++e) {
    s.emit[e] = s.w[e];
    s.tag[e] = s.draw[e];
  }
}

struct StdpOptions {
  Scalar real = Scalar::F64;
  double ap = 1, am = 1.05, max = 100, w = 50;
  bool nearest = false;
  bool split = false; ///< a Pre kernel in LEARN
  bool noisy = false; ///< on pre draws into the tag, no plasticity
  Tie tie = Tie::Ignore;
};

inline ClassPlan stdpClass(const StdpOptions &o) {
  ClassPlan c;
  c.name = "STDP";
  c.edge = true;
  c.tie = o.tie;
  auto field = [&](const char *name, FieldRole role, int slot, Expr value, bool each,
                   EdgeEnd end = EdgeEnd::None) {
    FieldPlan f;
    f.name = name;
    f.role = role;
    f.type = each ? o.real : Scalar::F64;
    f.perElement = each;
    f.slot = slot;
    f.value = std::move(value);
    f.end = end;
    f.nearest = o.nearest;
    if (role == FieldRole::Trace)
      f.tau = num(20);
    c.fields.push_back(std::move(f));
  };
  using R = FieldRole;
  field("A_p", R::Parameter, 0, num(o.ap), false);
  field("A_m", R::Parameter, 1, num(o.am), false);
  field("w_max", R::Parameter, 2, num(o.max), false);
  field("w", R::State, 0, num(o.w), true);
  field("x", R::Trace, 1, {}, true, EdgeEnd::Pre);
  field("pre.age", R::Age, 2, {}, true, EdgeEnd::Pre);
  field("y", R::Trace, 3, {}, true, EdgeEnd::Post);
  field("post.age", R::Age, 4, {}, true, EdgeEnd::Post);
  field("elapsed", R::Elapsed, 5, {}, true);
  field("tag", R::State, 6, num(0), true);
  field("value", R::Value, 3, {}, false);
  field("emit0", R::Emit, 7, {}, true);
  field("u0", R::Draw, 8, {}, true);
  c.fields.back().distribution = "uniform";
  if (!o.noisy)
    c.fields.pop_back();
  c.emits.resize(1);
  c.emits[0].field = StdpEmit;
  c.ports = {"reward"};
  const std::string suffix = o.real == Scalar::F64 ? ".f64" : ".f32";
  auto kernel = [&](KernelPlan::Phase phase, const char *name, std::vector<int> reads,
                    std::vector<int> writes, int index = -1) {
    KernelPlan k;
    k.phase = phase;
    k.symbol = name + suffix;
    k.index = index;
    k.reads = std::move(reads);
    k.writes = std::move(writes);
    c.kernels.push_back(std::move(k));
  };
  if (o.noisy) {
    kernel(KernelPlan::Emit, "STDP.noisy", {StdpW, StdpDraw}, {StdpTag, StdpEmit});
  } else {
    if (o.split) {
      kernel(KernelPlan::Emit, "STDP.emitOnly", {StdpW, StdpElapsed}, {StdpEmit});
      kernel(KernelPlan::Pre, "STDP.pre", {StdpW, StdpTag, StdpElapsed, StdpY, StdpPostAge},
             {StdpW, StdpTag});
    } else {
      kernel(KernelPlan::Emit, "STDP.emit",
             {StdpW, StdpTag, StdpElapsed, StdpY, StdpPostAge}, {StdpW, StdpTag, StdpEmit});
    }
    kernel(KernelPlan::Post, "STDP.post", {StdpW, StdpTag, StdpElapsed, StdpX, StdpPreAge},
           {StdpW, StdpTag});
    kernel(KernelPlan::Port, "STDP.reward", {StdpW, StdpTag, StdpElapsed}, {StdpW, StdpTag},
           0);
    kernel(KernelPlan::Advance, "STDP.advance", {StdpW, StdpTag, StdpElapsed},
           {StdpW, StdpTag});
  }
  c.arraySlots = 9;
  c.uniformSlots = 4;
  return c;
}

inline void addEdgeKernels(KernelTable &table) {
  table["Parrot.update"] = parrotUpdate;
  table["STDP.emit.f64"] = stdpEmit<double>;
  table["STDP.emit.f32"] = stdpEmit<float>;
  table["STDP.emitOnly.f64"] = stdpEmitOnly<double>;
  table["STDP.emitOnly.f32"] = stdpEmitOnly<float>;
  table["STDP.pre.f64"] = stdpPre<double>;
  table["STDP.pre.f32"] = stdpPre<float>;
  table["STDP.post.f64"] = stdpPost<double>;
  table["STDP.post.f32"] = stdpPost<float>;
  table["STDP.reward.f64"] = stdpReward<double>;
  table["STDP.reward.f32"] = stdpReward<float>;
  table["STDP.advance.f64"] = stdpAdvance<double>;
  table["STDP.advance.f32"] = stdpAdvance<float>;
  table["STDP.noisy.f64"] = stdpNoisy<double>;
  table["STDP.noisy.f32"] = stdpNoisy<float>;
}

/// Classes: 0 LIF, 1 Parrot, 2 STDP.
struct EdgeProgram : Program {
  explicit EdgeProgram(const StdpOptions &options = {}) : Program(options.real) {
    plan.classes.push_back(parrotClass());
    plan.classes.push_back(stdpClass(options));
    addEdgeKernels(kernels);
  }
  int parrots(const std::string &name, double size) { return population(name, size, 1); }
  /// Spikes of `train` make the elements of a view of parrots spike, one tick later.
  void trigger(int train, int view) {
    ProjectionPlan &p = project(train, view, Rule::All, {}, num(1), num(0.1));
    p.targetFields.assign(p.targetFields.size(), ParrotTrigger);
  }
  ProjectionPlan &plastic(int source, int target, Rule rule, Expr argument, Expr delay,
                          int port = ParrotSyn) {
    ProjectionPlan &p = project(source, target, rule, std::move(argument), {}, std::move(delay));
    p.targetFields.assign(p.targetFields.size(), port);
    p.edge.classIndex = 2;
    return p;
  }
  /// Events of `source` for port 0 of all edges of projection `of`.
  ProjectionPlan &reward(int source, int of, double value, double delay) {
    ProjectionPlan &p = project(source, network().projections[of].target, Rule::All, {},
                                num(value), num(delay));
    p.targetFields.clear();
    p.edgesOf = of;
    p.edgePort = 0;
    return p;
  }
};

} // namespace neuro::rt::test

#endif // NEURO_TEST_UNIT_RUNTIME_EDGEMODELS_H
