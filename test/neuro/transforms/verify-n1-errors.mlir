// RUN: neuro-opt %s --neuro-verify-n1 --split-input-file --verify-diagnostics

neuro.model @N kind(neuron) {
  // expected-error @+1 {{'neuro.state' op still has a quantity}}
  neuro.state @V : !neuro.q<"mV"> unit "mV" {scale = 1.0 : f64}
}

// -----

neuro.model @N kind(neuron) {
  neuro.on @arrive {
  // expected-error @-1 {{'neuro.on' op still has a quantity}}
  ^bb0(%w: !neuro.q<"mV">):
  }
}

// -----

neuro.model @N kind(neuron) {
  // expected-error @+1 {{has 'unit' but no 'scale'}}
  neuro.state @V : f64 unit "mV"
}

// -----

neuro.experiment @main on @Net {
  neuro.simulate {
    // expected-error @+1 {{'neuro.constant' op is arithmetic on quantities}}
    %t = neuro.constant 1.0 "s" : !neuro.q<"ms">
    neuro.yield %t : !neuro.q<"ms">
  }
}
neuro.network @Net {
}
