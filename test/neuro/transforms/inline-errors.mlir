// RUN: neuro-opt %s --neuro-inline --split-input-file --verify-diagnostics

// expected-error @+1 {{'neuro.model' op uses itself}}
neuro.model @Loop kind(receptor) {
  neuro.use @inner = @Loop {
  }
}

// -----

neuro.model @R kind(receptor) {
  // expected-note @+1 {{the receptor reads it here}}
  neuro.host @V : !neuro.q<"mV"> unit "mV"
}
neuro.model @N kind(neuron) {
  // expected-error @+1 {{gives its receptor no 'V': 'N' has no such member}}
  neuro.use @syn = @R {
  }
}

// -----

neuro.model @R kind(receptor) {
  neuro.param @tau : !neuro.q<"ms"> unit "ms"
}
neuro.model @N kind(neuron) {
  // expected-note @+1 {{the first is here}}
  neuro.input @syn.tau : !neuro.q<"ms"> unit "ms"
  // expected-error @+1 {{would make a second 'syn.tau'}}
  neuro.use @syn = @R {
  }
}

// -----

neuro.model @R kind(receptor) {
  neuro.param @tau : !neuro.q<"ms"> unit "ms"
}
neuro.model @N kind(neuron) {
  neuro.use @syn = @R {
    neuro.bind @tau {
      %0 = neuro.constant 2.0 "ms" : !neuro.q<"ms">
      neuro.yield %0 : !neuro.q<"ms">
    }
    // expected-error @+1 {{binds 'tau' a second time}}
    neuro.bind @tau {
      %0 = neuro.constant 3.0 "ms" : !neuro.q<"ms">
      neuro.yield %0 : !neuro.q<"ms">
    }
  }
}

// -----

neuro.model @N kind(neuron) {
  // expected-error @+1 {{'a' needs itself}}
  neuro.let @a : !neuro.q<"1"> unit "1" {
    %0 = neuro.get @b : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
  // expected-note @+1 {{by way of 'b'}}
  neuro.let @b : !neuro.q<"1"> unit "1" {
    %0 = neuro.get @a : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
}

// -----

// The gate starts at its steady state for V, and V at a value of the gate.

neuro.model @N kind(neuron) {
  // expected-error @+1 {{'V' has an initial value that needs itself}}
  neuro.state @V : !neuro.q<"1"> unit "1" init {
    %0 = neuro.get @m : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
  neuro.gate @m inf {
    %0 = neuro.get @V : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  } tau {
    %0 = neuro.constant 15.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  }
}
