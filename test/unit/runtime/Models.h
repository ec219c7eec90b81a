//===- Models.h - Kernels and plans written by hand -------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the compiler would make of a leaky integrate-and-fire neuron with an
// exponential current synapse, so that the runtime is tested without it.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_RUNTIME_MODELS_H
#define NEURO_TEST_UNIT_RUNTIME_MODELS_H

#include "runtime/core/Simulation.h"

#include <cmath>
#include <string>

namespace neuro::rt::test {

// --- Expressions -------------------------------------------------------------

inline Expr num(double v) { return Expr::constant(v); }
inline Expr leaf(Op op, int a = 0) { return {{{op, a, 0, 0}}}; }
inline Expr apply(Op op, std::initializer_list<Expr> operands, int a = 0, int b = 0) {
  Expr e;
  for (const Expr &operand : operands)
    e.code.insert(e.code.end(), operand.code.begin(), operand.code.end());
  e.code.push_back({op, a, b, 0});
  return e;
}
inline Expr operator+(const Expr &a, const Expr &b) { return apply(Op::Add, {a, b}); }
inline Expr operator-(const Expr &a, const Expr &b) { return apply(Op::Sub, {a, b}); }
inline Expr operator*(const Expr &a, const Expr &b) { return apply(Op::Mul, {a, b}); }
inline Expr operator/(const Expr &a, const Expr &b) { return apply(Op::Div, {a, b}); }
inline Expr operator-(const Expr &a) { return apply(Op::Neg, {a}); }

// --- The neuron ----------------------------------------------------------------

/// Field indices of the class.
enum LifField {
  TauM, C, EL, VTh, VReset, TRef, TauS, RefTicks,
  P00, P01, P02, P10, P11, P12, Psum, // Psum: unused padding of the enum
  V, I, Arrive, Refractory, Spikes, Current, PCurrent, Double
};

template <class Real, bool PerElement>
void lifUpdate(void *const *arrays, const double *uniforms, const Tick *,
               int64_t begin, int64_t end) {
  Real *v = static_cast<Real *>(arrays[0]), *i = static_cast<Real *>(arrays[1]);
  Real *arrive = static_cast<Real *>(arrays[2]);
  int32_t *refractory = static_cast<int32_t *>(arrays[3]);
  uint8_t *spikes = static_cast<uint8_t *>(arrays[4]);
  const Real *current = static_cast<const Real *>(arrays[5]);
  const Real *a00 = static_cast<const Real *>(arrays[6]),
             *a01 = static_cast<const Real *>(arrays[7]),
             *a02 = static_cast<const Real *>(arrays[8]),
             *aCurrent = static_cast<const Real *>(arrays[9]);
  for (int64_t word = begin; word < end; word += 8) {
    uint8_t bits = 0;
    for (int64_t e = word; e < word + 8; ++e) {
      const Real p00 = PerElement ? a00[e] : static_cast<Real>(uniforms[0]);
      const Real p01 = PerElement ? a01[e] : static_cast<Real>(uniforms[1]);
      const Real p02 = PerElement ? a02[e] : static_cast<Real>(uniforms[2]);
      const Real pc = PerElement ? aCurrent[e] : static_cast<Real>(uniforms[7]);
      const Real p11 = static_cast<Real>(uniforms[3]);
      const bool held = refractory[e] > 0;
      Real next = p00 * v[e] + p01 * i[e] + p02 + pc * current[e];
      Real now = held ? v[e] : next;
      i[e] = p11 * i[e] + arrive[e];
      arrive[e] = 0;
      const bool fired = !held && now >= static_cast<Real>(uniforms[4]);
      v[e] = fired ? static_cast<Real>(uniforms[5]) : now;
      refractory[e] = fired  ? static_cast<int32_t>(uniforms[6])
                      : held ? refractory[e] - 1
                             : 0;
      bits = static_cast<uint8_t>(bits | fired << (e - word));
    }
    spikes[word / 8] = bits;
  }
}

template <class Real>
void lifRecord(void *const *arrays, const double *, const Tick *, int64_t begin,
               int64_t end) {
  const Real *v = static_cast<const Real *>(arrays[0]);
  Real *twice = static_cast<Real *>(arrays[10]);
  for (int64_t e = begin; e < end; ++e)
    twice[e] = 2 * v[e];
}

/// The class; with `perElement`, tau_m differs between elements.
inline ClassPlan lifClass(Scalar real = Scalar::F64, bool perElement = false) {
  ClassPlan c;
  c.name = "LIF";
  auto field = [&](const char *name, FieldRole role, int slot, Expr value,
                   bool array = false, Scalar type = Scalar::F64) {
    FieldPlan f;
    f.name = name;
    f.role = role;
    f.type = type;
    f.perElement = array;
    f.slot = slot;
    f.value = std::move(value);
    c.fields.push_back(std::move(f));
  };
  using R = FieldRole;
  field("tau_m", R::Parameter, -1, num(10), perElement);
  c.fields.back().unit = {"ms", 1};
  c.fields.back().constraint = apply(Op::Gt, {leaf(Op::Field, TauM), num(0)});
  c.fields.back().constraintText = "tau_m > 0 ms";
  field("C", R::Parameter, -1, num(250));
  field("E_L", R::Parameter, -1, num(-65));
  field("V_th", R::Parameter, 4, num(-50));
  field("V_reset", R::Parameter, 5, num(-65));
  field("t_ref", R::Parameter, -1, num(2));
  field("tau_s", R::Parameter, -1, num(2));
  field("refractory_ticks", R::Derived, 6,
        apply(Op::Round, {leaf(Op::Field, TRef) / leaf(Op::Dt)}));
  const Scalar p = perElement ? real : Scalar::F64;
  field("p00", R::Coefficient, perElement ? 6 : 0, {}, perElement, p);
  field("p01", R::Coefficient, perElement ? 7 : 1, {}, perElement, p);
  field("p02", R::Coefficient, perElement ? 8 : 2, {}, perElement, p);
  field("p10", R::Coefficient, -1, {});
  field("p11", R::Coefficient, 3, {});
  field("p12", R::Coefficient, -1, {});
  field("unused", R::Derived, -1, num(0));
  field("V", R::State, 0, leaf(Op::Field, EL), true, real);
  c.fields.back().unit = {"mV", 1};
  field("syn.I", R::State, 1, num(0), true, real);
  field("syn", R::Arrive, 2, {}, true, real);
  field("refractory", R::Refractory, 3, {}, true, Scalar::I32);
  field("spikes", R::Event, 4, {}, true, Scalar::Bits);
  field("I", R::Input, 5, {}, true, real);
  field("pI", R::Coefficient, perElement ? 9 : 7, {}, perElement, p);
  field("twice", R::Let, 10, {}, true, real);
  PropagatorPlan pp;
  pp.name = "p0";
  pp.states = 2;
  pp.inputs = 1;
  const Expr rate = num(1) / leaf(Op::Field, TauM);
  pp.matrix = {-rate, num(1) / leaf(Op::Field, C), leaf(Op::Field, EL) * rate,
               num(0), -(num(1) / leaf(Op::Field, TauS)), num(0)};
  pp.coefficients = {P00, P01, P02, P10, P11, P12};
  c.propagators.push_back(pp);
  // The input current acts through a propagator of its own: V' = -V/tau + I/C.
  PropagatorPlan pi;
  pi.name = "pI";
  pi.states = 1;
  pi.inputs = 1;
  pi.matrix = {-rate, num(1) / leaf(Op::Field, C)};
  pi.coefficients = {P00, PCurrent};
  c.propagators.push_back(pi);
  c.events = {{"spikes", Spikes}};
  const std::string suffix = std::string(real == Scalar::F64 ? ".f64" : ".f32") +
                             (perElement ? ".each" : "");
  c.kernels = {{KernelPlan::Update, "LIF.update" + suffix},
               {KernelPlan::Record, "LIF.record" + suffix}};
  c.arraySlots = 11;
  c.uniformSlots = 8;
  return c;
}

inline KernelTable lifKernels() {
  return {{"LIF.update.f64", lifUpdate<double, false>},
          {"LIF.update.f32", lifUpdate<float, false>},
          {"LIF.update.f64.each", lifUpdate<double, true>},
          {"LIF.update.f32.each", lifUpdate<float, true>},
          {"LIF.record.f64", lifRecord<double>},
          {"LIF.record.f32", lifRecord<float>},
          {"LIF.record.f64.each", lifRecord<double>},
          {"LIF.record.f32.each", lifRecord<float>}};
}

// --- Networks --------------------------------------------------------------------

/// Puts a one-network program together.
struct Program {
  ProgramPlan plan;
  KernelTable kernels = lifKernels();
  Scalar real;

  explicit Program(Scalar real = Scalar::F64, bool perElement = false) : real(real) {
    plan.classes = {lifClass(real, perElement)};
    plan.networks.emplace_back();
    network().name = "Net";
  }
  NetworkPlan &network() { return plan.networks[0]; }

  /// Adds a population and a view of all of it (same index in both lists when
  /// only these functions are used).
  int population(const std::string &name, double size, int classIndex = 0) {
    PopulationPlan p;
    p.name = name;
    p.classIndex = classIndex;
    p.shape = {num(size)};
    p.where = "net.neuro:1:1";
    network().populations.push_back(std::move(p));
    return view({{static_cast<int>(network().populations.size()) - 1, {}, {}, {}}});
  }
  int source(const std::string &name, SourceKind kind, double size) {
    int v = population(name, size, -1);
    network().populations.back().source = kind;
    return v;
  }
  int poisson(const std::string &name, double size, double perMs) {
    int v = source(name, SourceKind::Poisson, size);
    network().populations.back().rate = num(perMs);
    return v;
  }
  int spikeTrain(const std::string &name, double size, std::vector<double> times) {
    int v = source(name, SourceKind::SpikeTrain, size);
    for (double t : times)
      network().populations.back().times.push_back(num(t));
    return v;
  }
  int view(std::vector<ViewPlan::Part> parts) {
    ViewPlan v;
    v.name = "view" + std::to_string(network().views.size());
    v.parts = std::move(parts);
    network().views.push_back(std::move(v));
    return static_cast<int>(network().views.size()) - 1;
  }
  ProjectionPlan &project(int source, int target, Rule rule, Expr argument, Expr weight,
                          Expr delay) {
    ProjectionPlan p;
    p.name = "p" + std::to_string(network().projections.size());
    p.source = source;
    p.target = target;
    p.sourceEvents.assign(network().views[source].parts.size(), 0);
    p.targetFields.assign(network().views[target].parts.size(), Arrive);
    p.rule = rule;
    p.ruleArgument = std::move(argument);
    p.weight = std::move(weight);
    p.delay = std::move(delay);
    p.at = "net.neuro:2:2";
    network().projections.push_back(std::move(p));
    return network().projections.back();
  }
  int recordSpikes(int view) { return record(view, ProbePlan::Events, 0); }
  int record(int view, ProbePlan::Kind kind, int field, double every = 0) {
    ProbePlan p;
    p.name = "probe" + std::to_string(network().probes.size());
    p.kind = kind;
    p.view = view;
    p.fields.assign(network().views[view].parts.size(), field);
    if (every > 0)
      p.every = num(every);
    network().probes.push_back(std::move(p));
    return static_cast<int>(network().probes.size()) - 1;
  }
  Result<std::unique_ptr<Simulation>> create(const SimOptions &options = {}) {
    return Simulation::create(plan, 0, kernels, options);
  }
};

inline SimOptions withThreads(int threads, uint64_t seed = 1) {
  SimOptions o;
  o.threads = threads;
  o.exactThreads = true;
  o.seed = seed;
  return o;
}

} // namespace neuro::rt::test

#endif // NEURO_TEST_UNIT_RUNTIME_MODELS_H
