// What a plan cannot say is refused with a reason.
// RUN: neuro-opt %s --print-plan -split-input-file -verify-diagnostics -o /dev/null

spike.class @A {
  // expected-error @+1 {{field 'V' has no slot: it was not placed}}
  spike.field @V : f64 role(state) element
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element slot 0 value {
    %0 = arith.constant 2.0 : f64
    // expected-error @+1 {{'math.erf' cannot be evaluated when a network is built}}
    %1 = math.erf %0 : f64
    spike.yield %1 : f64
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element slot 0 value {
    %0 = arith.constant 2.0 : f64
    %c = arith.constant true
    // expected-error @+1 {{'scf.if' is control flow, which an expression evaluated by the runtime cannot have}}
    %1 = scf.if %c -> f64 {
      scf.yield %0 : f64
    } else {
      scf.yield %0 : f64
    }
    spike.yield %1 : f64
  }
}

// -----

spike.class @A {
  spike.field @tau : f64 role(parameter) slot 0 value {
    // expected-error @+1 {{'spike.get_parameter' cannot be evaluated when a network is built}}
    %0 = spike.get_parameter @g : f64
    spike.yield %0 : f64
  }
}

// -----

spike.network @N {
  spike.population @X source(poisson) shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
    // expected-error @+1 {{source 'X' has no setting 'period'}}
    spike.init @period {
      %0 = arith.constant 1.0 : f64
      spike.yield %0 : f64
    }
  }
}

// -----

spike.network @N {
  spike.population @X source(poisson) shape {
    // expected-error @+1 {{field 'V' has no value here}}
    %0 = spike.read @V : f64
    spike.yield %0 : f64
  } {
  }
}

// -----

spike.network @N {
  spike.population @X source(poisson) shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  // expected-error @+1 {{population 'X' has no arrive 'syn'}}
  spike.projection @p from @X event "spikes" to @X port "syn" rule(all)
}

// -----

spike.network @N {
  spike.population @X source(poisson) shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  // expected-error @+1 {{population 'X' has no event 'crossing'}}
  spike.probe "X.crossing" of @X kind(events) what "crossing"
}

// -----

spike.network @N {
  spike.population @X source(poisson) shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  // expected-error @+1 {{E0901: recording the function 'median' of a population is not executed yet}}
  spike.probe "median(X)" of @X kind(function) what "spikes" function "median"
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element slot 0
}
spike.class @B {
  spike.field @W : f64 role(state) element slot 0
  spike.field @V : f64 role(state) element slot 1
  spike.field @syn : f64 role(arrive) element slot 2
}
spike.network @N {
  spike.population @a class @A shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.population @b class @B shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.population @x source(port) shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.view @ab = [@a, @b]
  spike.projection @p from @x event "spikes" to @b port "syn" rule(all) weight {
    // expected-error @+1 {{E0920: 'V' of the source 'x' in the settings of a projection is not executed yet}}
    %0 = spike.end_field(i) @V : f64
    spike.yield %0 : f64
  }
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element slot 0
  spike.field @spikes : i8 role(event) element slot 1
}
spike.class @B {
  spike.field @W : f64 role(state) element slot 0
  spike.field @V : f64 role(state) element slot 1
  spike.field @syn : f64 role(arrive) element slot 2
  spike.field @spikes : i8 role(event) element slot 3
}
spike.network @N {
  spike.population @a class @A shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.population @b class @B shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.view @ab = [@a, @b]
  spike.projection @p from @ab event "spikes" to @b port "syn" rule(all) weight {
    // expected-error @+1 {{E0920: 'V' of view 'ab', whose populations are of different models, is not executed yet}}
    %0 = spike.end_field(i) @V : f64
    spike.yield %0 : f64
  }
}

// -----

spike.network @N {
}
neuro.experiment @main on @N {
  // expected-error @+1 {{E0915: the setting 'target = gpu' is not executed yet}}
  neuro.setting "target" text "gpu"
}

// -----

spike.class @A {
  spike.field @V : f64 role(state) element slot 0
}
spike.network @N {
  spike.population @a class @A shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
  }
}
neuro.experiment @main on @N {
  neuro.report "x" {
    // expected-error @+1 {{the network does not record mean(a.V)}}
    %r = neuro.measure "peak" of @a what "V" function "mean" : f64
    neuro.yield %r : f64
  }
}
