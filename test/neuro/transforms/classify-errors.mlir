// RUN: neuro-opt --neuro-classify --split-input-file --verify-diagnostics %s
// RUN: not neuro-opt --neuro-classify=solver=exact %S/Inputs/adex.mlir 2>&1 | FileCheck %s --check-prefix=EXACT
// RUN: not neuro-opt --neuro-classify=solver=exponential_euler %S/Inputs/izhikevich.mlir 2>&1 | FileCheck %s --check-prefix=EXPONENTIAL
// RUN: not neuro-opt --neuro-classify=solver=magic %S/Inputs/adex.mlir 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// EXACT: error: E0351: no exact solution for 'V': its term exp((V - V_T)/D_T) is not linear in V
// EXACT: note: asked for by the setting 'solver'
// EXACT: error: E0351: no exact solution for 'w': it reads V, which has no exact solution
// EXPONENTIAL: error: E0351: exponential Euler does not apply to 'V': its term V*V is not linear in V
// EXPONENTIAL-NOT: error
// UNKNOWN: error: E0313: unknown solver 'magic'; known are auto, exact, exponential_euler, rosenbrock, rk4, rk45, heun and euler

neuro.model @Asked kind(neuron) {
  neuro.state @x : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.ddt @x {
    %x = neuro.get @x : f64
    // expected-error @+1 {{E0351: no exact solution for 'x': its term x*x is not linear in x}}
    %r = arith.mulf %x, %x : f64
    neuro.yield %r : f64
  }
  // expected-note @+1 {{asked for by the model here}}
  neuro.solver ["x"] method "exact"
}

// -----

neuro.model @Twice kind(neuron) {
  neuro.state @x : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.state @jumps : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.ddt @x {
    %x = neuro.get @x : f64
    %r = arith.negf %x : f64
    neuro.yield %r : f64
  }
  // expected-note @+1 {{the other one}}
  neuro.solver ["x"] method "rk4"
  // expected-error @+1 {{E0351: two solvers for 'x'}}
  neuro.solver ["x"] method "rk45"
  // expected-error @+1 {{E0308: 'jumps' has no differential equation to solve}}
  neuro.solver ["jumps"] method "rk4"
  // expected-error @+1 {{E0313: unknown solver 'guess'}}
  neuro.solver ["x"] method "guess"
}

// -----

neuro.model @Noisy kind(neuron) {
  neuro.state @x : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.ddt @x {
    %r = neuro.white : f64
    // expected-error @+1 {{E0933: the white noise in the equation of 'x' does not enter linearly}}
    %s = arith.mulf %r, %r : f64
    neuro.yield %s : f64
  }
}

// -----

module {
  neuro.network @N {
  }
  neuro.experiment @a on @N {
    // expected-note @+1 {{the other one is here}}
    neuro.setting "solver" text "rk4"
  }
  neuro.experiment @b on @N {
    // expected-error @+1 {{E0351: experiments of one compilation want different solvers}}
    neuro.setting "solver" text "euler"
  }
}
