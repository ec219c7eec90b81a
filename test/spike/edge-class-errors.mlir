// What an edge class, and what refers to one, must not look like.
// RUN: neuro-opt %s -split-input-file -verify-diagnostics

spike.class @A {
  // expected-error @+1 {{of role 'trace' belongs in an edge class}}
  spike.field @x : f64 role(trace) element end(pre)
}

// -----

spike.class @A edge {
  // expected-error @+1 {{of role 'trace' needs its time constant}}
  spike.field @x : f64 role(trace) element end(pre)
}

// -----

spike.class @A edge {
  // expected-error @+1 {{of role 'age' is of end 'pre' or 'post'}}
  spike.field @x : f64 role(age) element
}

// -----

spike.class @A edge {
  // expected-error @+1 {{of role 'end' goes through no reference}}
  spike.field @x : f64 role(end) element end(ref) of "ca" through "astro"
}

// -----

spike.class @A edge {
  // expected-error @+1 {{of role 'draw' needs a distribution and a stream}}
  spike.field @u : f64 role(draw) element
}

// -----

spike.class @A edge {
  spike.field @w : f64 role(state) element
  // expected-error @+1 {{names 'w', which is not a field of role 'emit'}}
  spike.emit @w phase(emit)
}

// -----

spike.class @A edge {
  spike.field @out : f64 role(emit) element
  // expected-error @+1 {{names a reference and its port, or neither}}
  spike.emit @out phase(emit) to "glu"
}

// -----

spike.class @A edge {
  // expected-error @+1 {{of phase 'update' does not belong in an edge class}}
  spike.kernel @A.update phase(update) reads [] writes [] {
  }
}

// -----

spike.class @A {
  // expected-error @+1 {{of phase 'post' belongs in an edge class}}
  spike.kernel @A.post phase(post) reads [] writes [] {
  }
}

// -----

spike.class @A edge {
  // expected-error @+1 {{of phase 'port', and only that, names a port}}
  spike.kernel @A.port phase(port) reads [] writes [] {
  }
}

// -----

spike.class @A edge {
  spike.field @elapsed : f64 role(elapsed) element
  spike.kernel @A.post phase(post) reads [] writes [@elapsed] {
    %0 = arith.constant 0.0 : f64
    // expected-error @+1 {{stores to 'elapsed' of role 'elapsed', which a kernel of edges may not change}}
    spike.store @elapsed, %0 : f64
  }
}

// -----

spike.class @N {
  spike.field @syn : f64 role(arrive) element
}
spike.network @Net {
  spike.population @E class @N shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  // expected-error @+1 {{names 'N', which is not an edge class}}
  spike.projection @p from @E event "spikes" to @E port "syn" rule(all) via @N
}

// -----

spike.class @N {
  spike.field @syn : f64 role(arrive) element
}
spike.network @Net {
  spike.population @E class @N shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.projection @p from @E event "spikes" to @E port "syn" rule(all)
  // expected-error @+1 {{names 'p', which is no projection whose edges have state}}
  spike.projection @q from @E event "spikes" to @p port "reward" rule(all) to_edges
}
