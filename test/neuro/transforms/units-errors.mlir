// RUN: neuro-opt %s --neuro-units --split-input-file --verify-diagnostics

neuro.model @N kind(neuron) {
  neuro.param @V : !neuro.q<"mV"> unit "kV" default {
    // expected-error @+1 {{is too large: 1.000000e+306 kV is no f64}}
    %0 = neuro.constant 1.0e+306 "kV" : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.model @N kind(neuron) {
  // expected-error @+1 {{has no unit: unknown unit 'mX'; did you mean 'mV'?}}
  neuro.on @arrive {
  ^bb0(%w: !neuro.q<"mV">):
  } {unit = "mX"}
}
