// RUN: neuro-opt %s -verify-diagnostics -split-input-file
// What the verifiers of networks refuse.

neuro.network @N {
  // expected-error @+1 {{has either a model or a built-in source}}
  neuro.population @E shape {
    %n = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
  }
}

// -----

neuro.network @N {
  // expected-error @+1 {{no model @LIF}}
  neuro.population @E model @LIF shape {
    %n = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
  }
}

// -----

neuro.network @N {
  // expected-error @+1 {{no built-in source 'Pink'}}
  neuro.population @E source "Pink" shape {
    %n = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
  }
}

// -----

neuro.network @N {
  // expected-error @+1 {{'shape' must yield '!neuro.q<"1">', not '!neuro.q<"mV">'}}
  neuro.population @E source "Poisson" shape {
    %n = neuro.constant 1.0 "mV" : !neuro.q<"mV">
    neuro.yield %n : !neuro.q<"mV">
  } {
  }
}

// -----

neuro.network @N {
  neuro.population @E source "Poisson" shape {
    %n = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
    // expected-error @+1 {{'Poisson' has no setting @times}}
    neuro.init @times {
      %t = neuro.constant 1.0 "ms" : !neuro.q<"ms">
      neuro.yield %t : !neuro.q<"ms">
    }
  }
}

// -----

neuro.network @N {
  neuro.population @E source "Poisson" shape {
    %n = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
    // expected-error @+1 {{@rate must be '!neuro.q<"1/ms">', not '!neuro.q<"ms">'}}
    neuro.init @rate {
      %t = neuro.constant 1.0 "ms" : !neuro.q<"ms">
      neuro.yield %t : !neuro.q<"ms">
    }
  }
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
}
neuro.network @N {
  neuro.population @E model @M shape {
    %n = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
    // expected-error @+1 {{@M has no parameter or state @W}}
    neuro.init @W {
      %v = neuro.constant 1.0 "mV" : !neuro.q<"mV">
      neuro.yield %v : !neuro.q<"mV">
    }
  }
}

// -----

neuro.network @N {
  // expected-error @+1 {{no population or view @E}}
  neuro.view @A = [@E]
}

// -----

neuro.network @N {
  // expected-error @+1 {{uses @A before it is declared}}
  neuro.view @A = [@A]
}

// -----

neuro.model @M kind(neuron) {
  neuro.state @V : !neuro.q<"mV">
}
neuro.network @N {
  neuro.population @E model @M shape {
    %n = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
  }
  // expected-error @+1 {{@M has no port @syn}}
  neuro.project @p0 text "E -> E" from @E event "spikes" to @E port @syn rule "all" weight {
    %w = neuro.constant 1.0 "mV" : !neuro.q<"mV">
    neuro.yield %w : !neuro.q<"mV">
  } delay {
    %d = neuro.constant 1.0 "ms" : !neuro.q<"ms">
    neuro.yield %d : !neuro.q<"ms">
  }
}

// -----

neuro.network @N {
  neuro.population @E source "Poisson" shape {
    %n = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
  }
  // expected-error @+1 {{target @E is a source and takes no events}}
  neuro.project @p0 text "E -> E" from @E event "spikes" to @E port @syn rule "all" weight {
    %w = neuro.constant 1.0 "mV" : !neuro.q<"mV">
    neuro.yield %w : !neuro.q<"mV">
  } delay {
    %d = neuro.constant 1.0 "ms" : !neuro.q<"ms">
    neuro.yield %d : !neuro.q<"ms">
  }
}

// -----

neuro.network @N {
  // expected-error @+1 {{rule 'bernoulli' takes an argument}}
  neuro.project @p0 text "E -> E" from @E event "spikes" to @E port @syn rule "bernoulli" weight {
    %w = neuro.constant 1.0 "mV" : !neuro.q<"mV">
    neuro.yield %w : !neuro.q<"mV">
  } delay {
    %d = neuro.constant 1.0 "ms" : !neuro.q<"ms">
    neuro.yield %d : !neuro.q<"ms">
  }
}

// -----

neuro.network @N {
  // expected-error @+1 {{'delay' must yield '!neuro.q<"ms">', not '!neuro.q<"mV">'}}
  neuro.project @p0 text "E -> E" from @E event "spikes" to @E port @syn rule "all" weight {
    %w = neuro.constant 1.0 "mV" : !neuro.q<"mV">
    neuro.yield %w : !neuro.q<"mV">
  } delay {
    %w = neuro.constant 1.0 "mV" : !neuro.q<"mV">
    neuro.yield %w : !neuro.q<"mV">
  }
}

// -----

neuro.network @N {
  // expected-error @+1 {{no connection rule 'some'}}
  neuro.project @p0 text "E -> E" from @E event "spikes" to @E port @syn rule "some"
}

// -----

neuro.model @M kind(neuron) {
  neuro.input @I : !neuro.q<"pA">
}
neuro.network @N {
  neuro.population @E model @M shape {
    %n = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
  }
  // expected-error @+1 {{'waveform' must yield '!neuro.q<"pA">', not '!neuro.q<"mV">'}}
  neuro.stimulate @E input @I waveform {
    %w = neuro.constant 1.0 "mV" : !neuro.q<"mV">
    neuro.yield %w : !neuro.q<"mV">
  }
}

// -----

neuro.network @N {
  // expected-error @+1 {{has either a waveform or samples}}
  neuro.stimulate @E input @I
}

// -----

neuro.network @N {
  // expected-error @+1 {{'function' goes with kind(function)}}
  neuro.record "mean(E.V)" of @E kind(values) what "V" function "mean"
}
