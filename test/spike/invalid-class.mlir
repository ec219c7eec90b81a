// What a class and its kernels must not do.
// RUN: neuro-opt %s -split-input-file -verify-diagnostics

spike.class @A {
  // expected-error @+1 {{of role 'refractory' counts ticks and must be i8, i16 or i32, not 'f64'}}
  spike.field @r : f64 role(refractory) element
}

// -----

spike.class @A {
  // expected-error @+1 {{of role 'event' is a mask of bits and must be i8, not 'f64'}}
  spike.field @spikes : f64 role(event) element
}

// -----

spike.class @A {
  // expected-error @+1 {{of role 'state' must be f32 or f64, not 'i32'}}
  spike.field @V : i32 role(state) element
}

// -----

spike.class @A {
  // expected-error @+1 {{of role 'state' has one value for each element: 'element' is missing}}
  spike.field @V : f64 role(state)
}

// -----

spike.class @A {
  // expected-error @+1 {{without 'element' is passed to kernels as f64}}
  spike.field @tau : f32 role(parameter)
}

// -----

spike.class @A {
  // expected-error @+1 {{of role 'derived' needs a value}}
  spike.field @d : f64 role(derived)
}

// -----

spike.class @A {
  spike.field @d : f64 role(derived) value {
    // expected-error @+1 {{reads 'tau' before it has a value: it comes later in the class}}
    %0 = spike.read @tau : f64
    spike.yield %0 : f64
  }
  spike.field @tau : f64 role(parameter)
}

// -----

spike.class @A {
  spike.field @tau : f64 role(parameter) value {
    %0 = arith.constant true
    // expected-error @+1 {{region 'value' must yield numbers (f64 or i64), not 'i1'}}
    spike.yield %0 : i1
  }
}

// -----

spike.class @A {
  spike.field @tau : f64 role(parameter) value {
    // expected-error @+1 {{block with no terminator}}
    %0 = arith.constant true
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  // expected-error @+1 {{of 1 states and 1 inputs needs 2 coefficients, not 1}}
  spike.propagator @p states 1 inputs 1 coefficients [@c] matrix {
    spike.yield
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  // expected-error @+1 {{names 'V', which is not a field of role 'coefficient'}}
  spike.propagator @p states 1 inputs 0 coefficients [@V] matrix {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  }
}

// -----

spike.class @A {
  // expected-error @+1 {{must have 1 to 1024 states, 0 to 1024 inputs and 0 to 1024 noises}}
  spike.propagator @p states 4611686018427387904 inputs 4 coefficients [] matrix {
    spike.yield
  }
}

// -----

spike.class @A {
  // expected-error @+1 {{reads 'V', which is not a field of the class}}
  spike.kernel @A.update phase(update) reads [@V] writes [] {
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  // expected-error @+1 {{reads 'V' twice}}
  spike.kernel @A.update phase(update) reads [@V, @V] writes [] {
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  spike.kernel @A.update phase(update) reads [] writes [] {
    // expected-error @+1 {{reads 'V', which kernel 'A.update' does not declare under 'reads'}}
    %0 = spike.load @V : f64
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  spike.kernel @A.update phase(update) reads [@V] writes [] {
    %0 = spike.load @V : f64
    // expected-error @+1 {{writes 'V', which kernel 'A.update' does not declare under 'writes'}}
    spike.store @V, %0 : f64
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  spike.kernel @A.update phase(update) reads [@V] writes [] {
    // expected-error @+1 {{has type 'f32', but field 'V' is stored as 'f64'}}
    %0 = spike.load @V : f32
  }
}

// -----

spike.class @A {
  spike.field @tau : f64 role(parameter)
  spike.kernel @A.update phase(update) reads [@tau] writes [@tau] {
    %0 = spike.load @tau : f64
    // expected-error @+1 {{stores to 'tau', which has no value for each element}}
    spike.store @tau, %0 : f64
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  spike.kernel @A.update phase(update) reads [] writes [@V] {
    // expected-error @+1 {{clears 'V', which has role 'state', not 'arrive'}}
    spike.clear @V
  }
}

// -----

spike.class @A {
  spike.field @spikes : i8 role(event) element
  // expected-error @+1 {{must mark event 'spikes' exactly once, not 0 times}}
  spike.kernel @A.update phase(update) reads [] writes [@spikes] {
  }
}

// -----

spike.class @A {
  spike.field @spikes : i8 role(event) element
  // expected-error @+1 {{must mark event 'spikes' exactly once, not 2 times}}
  spike.kernel @A.update phase(update) reads [] writes [@spikes] {
    %0 = arith.constant true
    spike.mark @spikes if %0
    spike.mark @spikes if %0
  }
}

// -----

spike.class @A {
  spike.field @spikes : i8 role(event) element
  // expected-error @+1 {{marks event 'spikes', which only an update kernel may do}}
  spike.kernel @A.record phase(record) reads [] writes [@spikes] {
    %0 = arith.constant true
    spike.mark @spikes if %0
  }
}

// -----

spike.class @A {
  spike.field @spikes : i8 role(event) element
  spike.kernel @A.update phase(update) reads [] writes [@spikes] {
    %0 = arith.constant true
    scf.if %0 {
      // expected-error @+1 {{must not be inside a loop or branch}}
      spike.mark @spikes if %0
    }
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  spike.kernel @A.update phase(update) reads [@V] writes [@V] {
    %V = spike.load @V : f64
    %zero = arith.constant 0.0 : f64
    %below = arith.cmpf olt, %V, %zero : f64
    scf.if %below {
      // expected-error @+1 {{must not be inside a loop or branch; yield the value}}
      spike.store @V, %zero : f64
    }
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  spike.field @syn : f64 role(arrive) element
  spike.kernel @A.update phase(update) reads [@V] writes [@syn] {
    %V = spike.load @V : f64
    %zero = arith.constant 0.0 : f64
    %below = arith.cmpf olt, %V, %zero : f64
    scf.if %below {
      // expected-error @+1 {{must not be inside a loop or branch}}
      spike.clear @syn
    }
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  spike.kernel @A.update phase(update) reads [@V] writes [] {
    // expected-error @+1 {{belongs to expression regions; a kernel uses spike.load}}
    %0 = spike.read @V : f64
  }
}

// -----

spike.class @A {
  // expected-error @+1 {{does not belong in a spike.class}}
  %0 = arith.constant true
}

// -----

spike.class @A {
  // expected-error @+1 {{has 'into', which only a field of role 'arrive' may have}}
  spike.field @V : f64 role(state) element into "V"
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element
  // expected-error @+1 {{adds into 'V', which is not a state of the class stored as 'f32'}}
  spike.field @exc : f32 role(arrive) element into "V"
}
