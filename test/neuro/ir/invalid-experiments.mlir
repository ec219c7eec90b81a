// RUN: neuro-opt %s -verify-diagnostics -split-input-file
// What the verifiers of experiments refuse.

// expected-error @+1 {{no network @Net}}
neuro.experiment @main on @Net {
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  // expected-error @+1 {{the network has no parameter @g}}
  neuro.netarg @g {
    %0 = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
}

// -----

neuro.network @Net {
  neuro.netparam @g : !neuro.q<"mV">
}
neuro.experiment @main on @Net {
  // expected-error @+1 {{'value' must yield '!neuro.q<"mV">', not '!neuro.q<"1">'}}
  neuro.netarg @g {
    %0 = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  // expected-error @+1 {{no setting 'speed'}}
  neuro.setting "speed" text "fast"
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  // expected-error @+1 {{'seed' takes a value}}
  neuro.setting "seed" text "lucky"
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  // expected-error @+1 {{'duration' must yield '!neuro.q<"ms">', not '!neuro.q<"mV">'}}
  neuro.simulate {
    %0 = neuro.constant 1.0 "mV" : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  neuro.report "x" {
    // expected-error @+1 {{no variable 'x' in slot 0}}
    %0 = neuro.read "x" slot 0 : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  neuro.variable "x" slot 0 {
    %0 = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
  neuro.report "x" {
    // expected-error @+1 {{'x' is '!neuro.q<"1">', not '!neuro.q<"mV">'}}
    %0 = neuro.read "x" slot 0 : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  // expected-error @+1 {{has either a range or values}}
  neuro.for "k" slot 0 do {
  }
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  // expected-error @+1 {{has at least one axis}}
  neuro.sweep axes {
  } do {
  }
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  neuro.report "rate(E)" {
    // expected-error @+1 {{the network has no population or view @E}}
    %0 = neuro.measure "rate" of @E what "spikes" : !neuro.q<"1/ms">
    neuro.yield %0 : !neuro.q<"1/ms">
  } unit "Hz"
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  // expected-error @+1 {{unit 'mV' is not of type '!neuro.q<"1">'}}
  neuro.report "real_time_factor()" {
    %0 = neuro.measure "real_time_factor" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  } unit "mV"
}

// -----

neuro.network @Net {
}
neuro.experiment @main on @Net {
  // expected-error @+1 {{'condition' must yield 'i1', not '!neuro.q<"1">'}}
  neuro.expect "real_time_factor()" {
    %0 = neuro.measure "real_time_factor" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
}

// -----

neuro.network @Net {
}
// expected-error @+1 {{expects parent op to be one of}}
neuro.simulate {
  %0 = neuro.constant 1.0 "ms" : !neuro.q<"ms">
  neuro.yield %0 : !neuro.q<"ms">
}
