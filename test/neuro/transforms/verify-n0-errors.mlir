// RUN: neuro-opt %s --neuro-verify-n0 --split-input-file --verify-diagnostics

// expected-error@unknown {{'neuro.param' op has no source range}}
neuro.model @N kind(neuron) {
  neuro.param @a : !neuro.q<"1"> unit "1" loc(unknown)
}

// -----

neuro.model @N kind(neuron) {
  neuro.state @V : !neuro.q<"1"> unit "1"
  // expected-note @+1 {{the first is here}}
  neuro.ddt @V {
    %d = neuro.constant 1.0 "1/ms" : !neuro.q<"1/ms">
    neuro.yield %d : !neuro.q<"1/ms">
  }
  // expected-error @+1 {{is a second equation for 'V'}}
  neuro.ddt @V {
    %d = neuro.constant 2.0 "1/ms" : !neuro.q<"1/ms">
    neuro.yield %d : !neuro.q<"1/ms">
  }
}
