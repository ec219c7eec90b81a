// What a network must not do.
// RUN: neuro-opt %s -split-input-file -verify-diagnostics

spike.network @N {
  // expected-error @+1 {{needs a class or a built-in source, and not both}}
  spike.population @E shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
}

// -----

spike.network @N {
  // expected-error @+1 {{names class 'LIF', which does not exist}}
  spike.population @E class @LIF shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
}

// -----

spike.class @A {
  spike.field @syn : f64 role(arrive) element
}
spike.network @N {
  spike.population @E class @A shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
    // expected-error @+1 {{sets 'syn', which is not a parameter or state of class 'A'}}
    spike.init @syn {
      %0 = arith.constant 1.0 : f64
      spike.yield %0 : f64
    }
  }
}

// -----

spike.network @N {
  // expected-error @+1 {{region 'shape' must end in spike.yield}}
  spike.population @E source(port) shape {
  } {
  }
}

// -----

spike.network @N {
  // expected-error @+1 {{names 'A', which is not a population or view of the network}}
  spike.view @B = [@A]
}

// -----

spike.network @N {
  // expected-error @+1 {{names 'B' before it is declared}}
  spike.view @B = [@B]
}

// -----

spike.network @N {
  // expected-error @+1 {{needs at least one part}}
  spike.view @B = []
}

// -----

spike.network @N {
  spike.population @E source(port) shape {
    // expected-error @+1 {{names 'n', which is not a parameter of the network}}
    %0 = spike.get_parameter @n : f64
    spike.yield %0 : f64
  } {
  }
}

// -----

spike.network @N {
  spike.population @E source(port) shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  // expected-error @+1 {{with rule 'bernoulli' needs an argument}}
  spike.projection @p from @E event "spikes" to @E port "syn" rule(bernoulli)
}

// -----

spike.network @N {
  spike.population @E source(port) shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  // expected-error @+1 {{with rule 'all' takes no argument}}
  spike.projection @p from @E event "spikes" to @E port "syn" rule(all) argument {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  }
}

// -----

spike.network @N {
  spike.population @E source(port) shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  // expected-error @+1 {{of kind 'function', and only that, names a function}}
  spike.probe "E.V" of @E kind(function) what "V"
}

// -----

spike.network @N {
  spike.population @E source(port) shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  // expected-error @+1 {{needs exactly one of waveform, samples and noise}}
  spike.stimulus @E input "I"
}

// -----

spike.network @N {
  // expected-error @+1 {{has unknown phase 'sleep'}}
  spike.schedule ["update", "sleep"]
}

// -----

spike.network @N {
  // expected-error @+1 {{has phase 'update' twice}}
  spike.schedule ["update", "update"]
}

// -----

spike.network @N {
  spike.parameter @g value {
    %0 = arith.constant 1.0 : f64
    // expected-error @+1 {{of distribution 'uniform' takes 2 arguments, not 1}}
    %1 = spike.draw "uniform"(%0) : f64
    spike.yield %1 : f64
  }
}

// -----

spike.network @N {
  spike.parameter @g value {
    // expected-error @+1 {{has unknown distribution 'pareto'}}
    %1 = spike.draw "pareto"() : f64
    spike.yield %1 : f64
  }
}
