// RUN: neuro-opt %s -verify-diagnostics -split-input-file
// What the verifiers of expressions refuse.

neuro.model @M kind(neuron) {
  neuro.let @x : !neuro.q<"mV"> {
    // expected-error @+1 {{unit 'pA' is not of type '!neuro.q<"mV">'}}
    %0 = neuro.constant 1.0 "pA" : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.let @x : !neuro.q<"mV"> {
    // expected-error @+1 {{unknown unit 'mX'}}
    %0 = neuro.constant 1.0 "mX" : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  // expected-error @+1 {{a quantity type is written in the coherent unit 'mV', not 'V'}}
  neuro.state @V : !neuro.q<"V">
}

// -----

neuro.model @M kind(neuron) {
  // expected-error @+1 {{unknown unit 'furlong'}}
  neuro.state @V : !neuro.q<"furlong">
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"mV"> {
    // expected-error @+1 {{no @W here}}
    %0 = neuro.get @W : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  // expected-note @+1 {{declared here}}
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"pA"> {
    // expected-error @+1 {{@V is '!neuro.q<"mV">', not '!neuro.q<"pA">'}}
    %0 = neuro.get @V : !neuro.q<"pA">
    neuro.yield %0 : !neuro.q<"pA">
  }
}

// -----

neuro.model @M kind(neuron) {
  // expected-note @+1 {{declared here}}
  neuro.param @C : !neuro.q<"pF">
  neuro.on @arrive {
  ^bb0(%w: !neuro.q<"pF">):
    // expected-error @+1 {{@C is not a state}}
    neuro.set @C, %w : !neuro.q<"pF">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    // expected-error @+1 {{result must be '!neuro.q<"mV^2">', not '!neuro.q<"mV">'}}
    %0 = neuro.mul %V, %V : !neuro.q<"mV">, !neuro.q<"mV"> -> !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    // expected-error @+1 {{result must be '!neuro.q<"1">', not '!neuro.q<"mV">'}}
    %0 = neuro.div %V, %V : !neuro.q<"mV">, !neuro.q<"mV"> -> !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    // expected-error @+1 {{the exponent of a quantity must be a ratio of small integers}}
    %0 = neuro.pow %V to 0.123 : !neuro.q<"mV"> -> !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    // expected-error @+1 {{base and computed exponent must be dimensionless}}
    %0 = neuro.pow %V, %V : !neuro.q<"mV">, !neuro.q<"mV"> -> !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    // expected-error @+1 {{has either a computed or a constant exponent}}
    %0 = neuro.pow %V : !neuro.q<"mV"> -> !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"1"> {
    %V = neuro.get @V : !neuro.q<"mV">
    // expected-error @+1 {{'exp' takes a dimensionless number, not '!neuro.q<"mV">'}}
    %0 = neuro.call "exp" %V : (!neuro.q<"mV">) -> !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    // expected-error @+1 {{no built-in function 'erf'}}
    %0 = neuro.call "erf" %V : (!neuro.q<"mV">) -> !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    // expected-error @+1 {{'clip' takes 3 arguments}}
    %0 = neuro.call "clip" %V, %V : (!neuro.q<"mV">, !neuro.q<"mV">) -> !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : i1 {
    %V = neuro.get @V : !neuro.q<"mV">
    // expected-error @+1 {{no relation 'above'}}
    %0 = neuro.cmp "above" %V, %V : !neuro.q<"mV">
    neuro.yield %0 : i1
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.let @x : !neuro.q<"1"> {
    // expected-error @+1 {{result must be '!neuro.q<"ms">', not '!neuro.q<"1">'}}
    %0 = neuro.time : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.let @x : !neuro.q<"1"> {
    // expected-error @+1 {{an index is "i" or "j"}}
    %0 = neuro.index "k" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    // expected-error @+1 {{no distribution 'cauchy'}}
    %0 = neuro.draw "cauchy" %V : (!neuro.q<"mV">) -> !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  neuro.let @x : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    %t = neuro.time : !neuro.q<"ms">
    // expected-error @+1 {{arguments of 'normal' must be '!neuro.q<"mV">', not '!neuro.q<"ms">'}}
    %0 = neuro.draw "normal" %V, %t : (!neuro.q<"mV">, !neuro.q<"ms">) -> !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}
