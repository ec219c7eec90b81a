// RUN: neuro-opt %s --spike-delays -verify-diagnostics

spike.class @A {
  spike.field @syn : f64 role(arrive) element
}
spike.network @N {
  spike.population @E class @A shape {
    %0 = arith.constant 4.0 : f64
    spike.yield %0 : f64
  } {
  }
  // expected-error @+1 {{the delay is negative: -1.5}}
  spike.projection @constant from @E event "spikes" to @E port "syn" rule(all) delay {
    %a = arith.constant -1.5 : f64
    spike.yield %a : f64
  }
}
