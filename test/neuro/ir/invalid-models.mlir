// RUN: neuro-opt %s -verify-diagnostics -split-input-file
// What the verifiers of models refuse.

neuro.model @M kind(neuron) {
  // expected-error @+1 {{'init' must yield '!neuro.q<"mV">', not '!neuro.q<"pA">'}}
  neuro.state @V : !neuro.q<"mV"> init {
    %0 = neuro.constant 1.0 "pA" : !neuro.q<"pA">
    neuro.yield %0 : !neuro.q<"pA">
  }
}

// -----

neuro.model @M kind(neuron) {
  // expected-error @+1 {{'value' must end in neuro.yield}}
  neuro.let @x : !neuro.q<"mV"> {
  }
}

// -----

neuro.model @M kind(neuron) {
  // expected-error @+1 {{a name is a quantity, f64, i64 or i1, not 'i32'}}
  neuro.state @n : i32
}

// -----

neuro.model @M kind(neuron) {
  // expected-error @+1 {{unit 'ms' is not of type '!neuro.q<"mV">'}}
  neuro.input @I : !neuro.q<"mV"> unit "ms"
}

// -----

neuro.model @M kind(neuron) {
  // expected-error @+1 {{'where' must yield 'i1', not '!neuro.q<"1">'}}
  neuro.param @p : !neuro.q<"1"> where {
    %0 = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  // expected-error @+1 {{'value' must yield '!neuro.q<"mV/ms">', not '!neuro.q<"mV">'}}
  neuro.ddt @V {
    %V = neuro.get @V : !neuro.q<"mV">
    neuro.yield %V : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.param @p : !neuro.q<"1">
  // expected-error @+1 {{no state @p in this model}}
  neuro.ddt @p {
    %p = neuro.get @p : !neuro.q<"1">
    neuro.yield %p : !neuro.q<"1">
  }
}

// -----

neuro.model @M kind(neuron) {
  // expected-error @+1 {{has either 'alpha' and 'beta' or 'inf' and 'tau'}}
  neuro.gate @m alpha {
    %0 = neuro.constant 1.0 "1/ms" : !neuro.q<"1/ms">
    neuro.yield %0 : !neuro.q<"1/ms">
  } tau {
    %0 = neuro.constant 1.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  }
}

// -----

neuro.model @M kind(neuron) {
  // expected-error @+1 {{'alpha' must yield a rate, not '!neuro.q<"1">'}}
  neuro.gate @m alpha {
    %0 = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  } beta {
    %0 = neuro.constant 1.0 "1/ms" : !neuro.q<"1/ms">
    neuro.yield %0 : !neuro.q<"1/ms">
  }
}

// -----

neuro.model @R kind(receptor) {
}
neuro.model @M kind(neuron) {
  neuro.use @syn = @R {
    // expected-error @+1 {{@R has no parameter @tau}}
    neuro.bind @tau {
      %0 = neuro.constant 1.0 "ms" : !neuro.q<"ms">
      neuro.yield %0 : !neuro.q<"ms">
    }
  }
}

// -----

neuro.model @N kind(neuron) {
}
neuro.model @M kind(neuron) {
  // expected-error @+1 {{@N is not a receptor}}
  neuro.use @syn = @N {
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  // expected-error @+1 {{'reset' yields nothing}}
  neuro.spike when {
    %V = neuro.get @V : !neuro.q<"mV">
    %c = neuro.cmp "gt" %V, %V : !neuro.q<"mV">
    neuro.yield %c : i1
  } reset {
    %V = neuro.get @V : !neuro.q<"mV">
    neuro.yield %V : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  // expected-error @+1 {{'hold' needs a refractory time}}
  neuro.spike when {
    %V = neuro.get @V : !neuro.q<"mV">
    %c = neuro.cmp "gt" %V, %V : !neuro.q<"mV">
    neuro.yield %c : i1
  } hold [@V]
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
  // expected-error @+1 {{'refractory' must yield '!neuro.q<"ms">', not '!neuro.q<"mV">'}}
  neuro.spike when {
    %V = neuro.get @V : !neuro.q<"mV">
    %c = neuro.cmp "gt" %V, %V : !neuro.q<"mV">
    neuro.yield %c : i1
  } refractory {
    %V = neuro.get @V : !neuro.q<"mV">
    neuro.yield %V : !neuro.q<"mV">
  }
}

// -----

neuro.model @M kind(neuron) {
  // expected-error @+1 {{no state 'w' in this model}}
  neuro.solver ["w"] method "rk4"
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : f64
  // expected-error @+1 {{has one column a state and one an input}}
  neuro.propagator @p states [@V] inputs ["1"] rows 1 cols 1 {
    %0 = neuro.get @V : f64
    neuro.yield %0 : f64
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : f64
  // expected-error @+1 {{'matrix' must yield 2 values, not 1}}
  neuro.propagator @p states [@V] inputs ["1"] rows 1 cols 2 {
    %0 = neuro.get @V : f64
    neuro.yield %0 : f64
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : f64
  neuro.propagator @p states [@V] inputs [] rows 1 cols 1 {
    %0 = neuro.get @V : f64
    neuro.yield %0 : f64
  }
  neuro.update {
    // expected-error @+1 {{entry is outside the 1 x 1 propagator}}
    %0 = neuro.coefficient @p[0, 1] : f64
    neuro.set @V, %0 : f64
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.update {
    // expected-error @+1 {{no port @syn in this model}}
    %0 = neuro.arrival @syn : f64
  }
}
