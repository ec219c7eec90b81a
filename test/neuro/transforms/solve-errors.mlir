// RUN: neuro-opt --neuro-classify --neuro-solve --split-input-file --verify-diagnostics %s
// RUN: not neuro-opt --neuro-solve %S/Inputs/adex.mlir 2>&1 | FileCheck %s --check-prefix=UNCLASSIFIED

// UNCLASSIFIED: error: state 'V' has no known solver; neuro-classify chooses one

// Each event adds one, so that two in a tick would have to add two.
neuro.model @Counts kind(neuron) {
  neuro.state @n : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // expected-note @+1 {{way out}}
  neuro.on @arrive {
  ^bb0(%w: f64):
    %n = neuro.get @n : f64
    %one = arith.constant 1.0 : f64
    %s = arith.addf %n, %one : f64
    // expected-error @+1 {{E0931: 'n' changes by every event alike, but a handler of a port with values runs once a tick, with the sum of what arrives; let the port take bare events, on arrive}}
    neuro.set @n, %s : f64
  }
}

// -----

// Of three events in a tick each would have to halve what the one before left.
neuro.model @Halves kind(neuron) {
  neuro.state @x : f64 init {
    %one = arith.constant 1.0 : f64
    neuro.yield %one : f64
  }
  // expected-note @+1 {{way out}}
  neuro.on @kick {
    %x = neuro.get @x : f64
    %half = arith.constant 0.5 : f64
    %s = arith.mulf %x, %half : f64
    // expected-error @+1 {{E0931: the change of 'x' depends on how often it happened before}}
    neuro.set @x, %s : f64
  }
}

// -----

neuro.model @Drawn kind(neuron) {
  neuro.state @g : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.spike when {
    %g = neuro.get @g : f64
    %one = arith.constant 1.0 : f64
    %c = arith.cmpf ogt, %g, %one : f64
    neuro.yield %c : i1
  } reset {
    %high = arith.constant 1.0 : f64
    // expected-error @+2 {{E0932: a draw from 'kaiming' while the simulation runs is not executed yet}}
    // expected-note @+1 {{way out: uniform, normal, lognormal, exponential, gamma and choice}}
    %x = neuro.draw "kaiming" %high : (f64) -> f64
    neuro.set @g, %x : f64
  }
}

// -----

neuro.model @RisesInFlow kind(neuron) {
  neuro.state @x : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.ddt @x {
    %x = neuro.get @x : f64
    %one = arith.constant 1.0 : f64
    %c = arith.cmpf olt, %x, %one : f64
    // expected-error @+1 {{E0932: 'rising' is executed only in the condition of a spike or an event}}
    %r = neuro.rising %c // expected-note {{way out: declare 'event NAME when}}
    %d = arith.select %r, %one, %x : f64
    neuro.yield %d : f64
  }
}

// -----

neuro.model @Tolerance kind(neuron) {
  neuro.state @x : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.ddt @x {
    %x = neuro.get @x : f64
    %r = arith.negf %x : f64
    neuro.yield %r : f64
  }
  // expected-error @+1 {{E0351: rtol must be between 0 and 1, but is 2}}
  neuro.solver ["x"] method "rk45" {rtol = 2.0 : f64}
}
