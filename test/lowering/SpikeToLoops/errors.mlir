// RUN: neuro-opt %s --convert-spike-to-loops -split-input-file -verify-diagnostics

spike.class @A {
  spike.field @V : f64 role(state) element
  spike.kernel @A.update phase(update) reads [@V] writes [@V] {
    // expected-error @+1 {{field @V has no slot: run spike-layout first}}
    %V = spike.load @V : f64
    spike.store @V, %V : f64
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element slot 0
  // expected-error @+1 {{width 12 is not 1, 8, 16, 32 or 64}}
  spike.kernel @A.update phase(update) reads [@V] writes [@V] width 12 {
    %V = spike.load @V : f64
    spike.store @V, %V : f64
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element slot 0
  spike.kernel @A.update phase(update) reads [@V] writes [@V] {
    %V = spike.load @V : f64
    // expected-error @+1 {{'vector.broadcast' cannot be part of a kernel}}
    %0 = vector.broadcast %V : f64 to vector<2xf64>
    spike.store @V, %V : f64
  }
}
