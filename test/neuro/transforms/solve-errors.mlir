// RUN: neuro-opt --neuro-classify --neuro-solve --split-input-file --verify-diagnostics %s
// RUN: not neuro-opt --neuro-solve %S/Inputs/adex.mlir 2>&1 | FileCheck %s --check-prefix=UNCLASSIFIED

// UNCLASSIFIED: error: state 'V' has no known solver; neuro-classify chooses one

neuro.model @Sets kind(neuron) {
  neuro.state @g : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // expected-note @+1 {{way out: keep what arrives in a state of its own}}
  neuro.on @arrive {
  ^bb0(%w: f64):
    // expected-error @+1 {{E0931: 'g' is set anew instead of added to}}
    neuro.set @g, %w : f64
  }
}

// -----

neuro.model @Squares kind(neuron) {
  neuro.state @g : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // expected-note @+1 {{way out}}
  neuro.on @arrive {
  ^bb0(%w: f64):
    %g = neuro.get @g : f64
    %square = arith.mulf %w, %w : f64
    %s = arith.addf %g, %square : f64
    // expected-error @+1 {{E0931: the change of 'g' is not proportional to the event's value: the event's value*the event's value}}
    neuro.set @g, %s : f64
  }
}

// -----

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
    // expected-error @+1 {{E0931: 'n' is set anew instead of added to}}
    neuro.set @n, %s : f64
  }
}

// -----

neuro.model @Feedback kind(neuron) {
  neuro.state @a : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.state @b : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // expected-note @+1 {{way out}}
  neuro.on @arrive {
  ^bb0(%w: f64):
    %a = neuro.get @a : f64
    %s = arith.addf %a, %w : f64
    neuro.set @a, %s : f64
    %new = neuro.get @a : f64
    %b = neuro.get @b : f64
    %p = arith.mulf %new, %w : f64
    %q = arith.addf %b, %p : f64
    // expected-error @+1 {{E0931: the change of 'b' is not proportional to the event's value}}
    neuro.set @b, %q : f64
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
    %low = arith.constant 0.0 : f64
    %high = arith.constant 1.0 : f64
    // expected-error @+1 {{E0932: a reset cannot draw random numbers yet}}
    %x = neuro.draw "uniform" %low, %high : (f64, f64) -> f64
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
