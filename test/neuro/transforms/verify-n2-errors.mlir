// RUN: neuro-opt %s --neuro-verify-n2 --split-input-file --verify-diagnostics

// expected-error @+1 {{'neuro.model' op has no update}}
neuro.model @N kind(neuron) {
}

// -----

neuro.model @N kind(neuron) {
  neuro.update {
  }
  // expected-error @+1 {{'neuro.update' op is the model's second}}
  neuro.update {
  }
}

// -----

neuro.model @N kind(neuron) {
  neuro.state @V : f64 unit "1" {solver = "euler", reason = "asked for"}
  // expected-error @+1 {{'neuro.ddt' op is not solved}}
  neuro.ddt @V {
    %V = neuro.get @V : f64
    neuro.yield %V : f64
  }
  neuro.update {
  }
}

// -----

neuro.model @N kind(neuron) {
  // expected-error @+1 {{'V' does not say its solver and the reason}}
  neuro.state @V : f64 unit "1" {solver = "euler"}
  neuro.update {
  }
}

// -----

neuro.model @N kind(neuron) {
  neuro.let @x : f64 unit "1" {
    %0 = arith.constant 1.0 : f64
    neuro.yield %0 : f64
  }
  neuro.update {
    // expected-error @+1 {{reads @x, which an update cannot read}}
    %x = neuro.get @x : f64
  }
}

// -----

neuro.model @N kind(neuron) {
  neuro.param @a : f64 unit "1"
  neuro.update {
    %a = neuro.get @a : f64
    // expected-error @+1 {{is not solved}}
    %w = neuro.white : f64
  }
}

// -----

neuro.model @N kind(neuron) {
  neuro.param @a : f64 unit "1"
  neuro.derived @d0 : f64 {
    // expected-error @+1 {{reads @d1, which is not known when parameters are bound}}
    %a = neuro.get @d1 : f64
    neuro.yield %a : f64
  }
  neuro.derived @d1 : f64 {
    %a = neuro.get @a : f64
    neuro.yield %a : f64
  }
  neuro.update {
  }
}

// -----

neuro.model @N kind(neuron) {
  neuro.state @V : f64 unit "1" {solver = "exact", reason = "linear"}
  neuro.propagator @p0 states [@V] inputs [] rows 1 cols 1 {
    // expected-error @+1 {{reads @V, which is not known when parameters are bound}}
    %V = neuro.get @V : f64
    neuro.yield %V : f64
  }
  neuro.update {
  }
}
