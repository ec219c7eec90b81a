// RUN: neuro-opt --neuro-classify --split-input-file %s | FileCheck %s
// RUN: neuro-opt --neuro-classify=solver=rk4 --split-input-file %s | FileCheck %s --check-prefix=FORCED
// RUN: neuro-opt --neuro-classify %S/Inputs/hodgkin_huxley.mlir | FileCheck %s --check-prefix=HH
// RUN: neuro-opt --neuro-classify %S/Inputs/adex.mlir | FileCheck %s --check-prefix=ADEX

// Gates and a conductance-driven V depend on each other, but each is linear in
// itself; the conductance alone has constant coefficients.
// HH-LABEL: neuro.model @HH
// HH: neuro.state @V
// HH: reason = "linear in itself given m, h, n and ex.g; not exact because its term m*m is not linear in m", solver = "exponential_euler"
// HH: neuro.state @m
// HH: reason = "linear in itself given V; not exact because its term expm1((13 - (V - V_T))/4) is not linear in V", solver = "exponential_euler"
// HH: neuro.state @ex.g
// HH: reason = "linear with constant coefficients", solver = "exact"

// One nonlinear state takes its whole component to RK4.
// ADEX-LABEL: neuro.model @AdEx
// ADEX: neuro.state @V
// ADEX: reason = "not linear in itself: the term exp((V - V_T)/D_T); within a tick its equations see it no higher than the spike threshold, so that an upstroke cannot overflow", solver = "rk4"
// ADEX: neuro.state @w
// ADEX: reason = "coupled to V, which is not linear in itself", solver = "rk4"

// A state below a nonlinear one is judged for itself; a state without an
// equation is constant while others flow, so that x stays exact.
// CHECK-LABEL: neuro.model @Chain
// FORCED-LABEL: neuro.model @Chain
neuro.model @Chain kind(neuron) {
  // CHECK: neuro.state @q
  // CHECK: reason = "not linear in itself: the term q*q", solver = "rk4"
  // FORCED: neuro.state @q
  // FORCED: reason = "asked for by the setting 'solver'", solver = "rk4"
  neuro.state @q : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // CHECK: neuro.state @y
  // CHECK: reason = "linear in itself given q", solver = "exponential_euler"
  neuro.state @y : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // CHECK: neuro.state @x
  // CHECK: reason = "linear with constant coefficients", solver = "exact"
  // FORCED: neuro.state @x
  // FORCED: reason = "asked for by the setting 'solver'", solver = "rk4"
  neuro.state @x : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // CHECK: neuro.state @jumps
  // CHECK: reason = "has no equation: only events change it", solver = "events"
  neuro.state @jumps : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.ddt @q {
    %q = neuro.get @q : f64
    %r = arith.mulf %q, %q : f64
    neuro.yield %r : f64
  }
  neuro.ddt @y {
    %q = neuro.get @q : f64
    %y = neuro.get @y : f64
    %r = arith.subf %q, %y : f64
    neuro.yield %r : f64
  }
  neuro.ddt @x {
    %x = neuro.get @x : f64
    %jumps = neuro.get @jumps : f64
    %r = arith.subf %jumps, %x : f64
    neuro.yield %r : f64
  }
}

// -----

// A coefficient or a term that depends on an input, on an event-driven state or
// on the time is not constant; an added function of an input is.
// CHECK-LABEL: neuro.model @Coefficients
neuro.model @Coefficients kind(neuron) {
  neuro.input @I : f64
  // CHECK: neuro.state @a
  // CHECK: reason = "linear in itself; not exact because its coefficient of a, I, depends on I", solver = "exponential_euler"
  neuro.state @a : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // CHECK: neuro.state @b
  // CHECK: reason = "linear in itself; not exact because it depends on t", solver = "exponential_euler"
  neuro.state @b : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // CHECK: neuro.state @c
  // CHECK: reason = "linear with constant coefficients", solver = "exact"
  neuro.state @c : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // CHECK: neuro.state @d
  // CHECK: reason = "linear in itself given b", solver = "exponential_euler"
  neuro.state @d : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.ddt @a {
    %a = neuro.get @a : f64
    %I = neuro.get @I : f64
    %r = arith.mulf %I, %a : f64
    neuro.yield %r : f64
  }
  neuro.ddt @b {
    %b = neuro.get @b : f64
    %t = neuro.time : f64
    %r = arith.subf %t, %b : f64
    neuro.yield %r : f64
  }
  neuro.ddt @c {
    %c = neuro.get @c : f64
    %I = neuro.get @I : f64
    %drive = math.exp %I : f64
    %r = arith.subf %drive, %c : f64
    neuro.yield %r : f64
  }
  neuro.ddt @d {
    %b = neuro.get @b : f64
    %d = neuro.get @d : f64
    %r = arith.subf %b, %d : f64
    neuro.yield %r : f64
  }
}

// -----

// The model's own request comes before the setting; what it leaves open is
// chosen as usual: y reads x, which has no exact solution any more.
// CHECK-LABEL: neuro.model @Asked
neuro.model @Asked kind(neuron) {
  // CHECK: neuro.state @x
  // CHECK: reason = "asked for by the model", solver = "rk45"
  // FORCED-LABEL: neuro.model @Asked
  // FORCED: neuro.state @x
  // FORCED: reason = "asked for by the model", solver = "rk45"
  neuro.state @x : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // CHECK: neuro.state @y
  // CHECK: reason = "linear in itself given x", solver = "exponential_euler"
  // FORCED: neuro.state @y
  // FORCED: reason = "asked for by the setting 'solver'", solver = "rk4"
  neuro.state @y : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.ddt @x {
    %x = neuro.get @x : f64
    %r = arith.negf %x : f64
    neuro.yield %r : f64
  }
  neuro.ddt @y {
    %x = neuro.get @x : f64
    %y = neuro.get @y : f64
    %r = arith.subf %x, %y : f64
    neuro.yield %r : f64
  }
  neuro.solver ["x"] method "rk45" {rtol = 1.0e-8 : f64}
}

// -----

// Without an option, the experiments' setting decides.
// CHECK-LABEL: neuro.model @Set
neuro.model @Set kind(neuron) {
  // CHECK: neuro.state @x
  // CHECK: reason = "asked for by the setting 'solver'", solver = "euler"
  neuro.state @x : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.ddt @x {
    %x = neuro.get @x : f64
    %r = arith.negf %x : f64
    neuro.yield %r : f64
  }
}
neuro.network @N {
}
neuro.experiment @main on @N {
  neuro.setting "solver" text "euler"
}
