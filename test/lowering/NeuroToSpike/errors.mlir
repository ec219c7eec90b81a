// What cannot become spike IR, and says so.
// RUN: neuro-opt %s --convert-neuro-to-spike -split-input-file -verify-diagnostics

// expected-error @+1 {{E0901: 'S' is a source; only neurons, glia and synapses are executed yet}}
neuro.model @S kind(source) {
}

// -----

// expected-error @+1 {{'A' has no update: it was not solved}}
neuro.model @A kind(neuron) {
}

// -----

neuro.model @A kind(neuron) {
  // expected-error @+1 {{the value of 'a' depends on itself}}
  neuro.param @a : f64 default {
    %0 = neuro.get @b : f64
    neuro.yield %0 : f64
  }
  neuro.param @b : f64 default {
    %0 = neuro.get @a : f64
    neuro.yield %0 : f64
  }
  neuro.update {
  }
}

// -----

neuro.model @A kind(neuron) {
  neuro.state @spikes : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.update {
    %c = arith.constant true
    // expected-error @+1 {{'spikes' of 'A' already names something else}}
    %hit = neuro.detect "spikes" if %c
  }
}

// -----

neuro.model @A kind(neuron) {
  neuro.state @x : f64 init {
    %0 = arith.constant 1.0 : f64
    // expected-error @+1 {{'neuro.white' cannot be lowered here}}
    %1 = neuro.white : f64
    neuro.yield %1 : f64
  }
  neuro.update {
  }
}

// -----

neuro.model @A kind(neuron) {
  neuro.state @x : f64 init {
    %0 = arith.constant 1.0 : f64
    neuro.yield %0 : f64
  }
  neuro.update {
    // expected-error @+1 {{'neuro.white' cannot be lowered in a kernel}}
    %1 = neuro.white : f64
    neuro.set @x, %1 : f64
  }
}
