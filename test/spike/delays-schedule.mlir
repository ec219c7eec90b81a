// spike-delays says what the text says about delays; spike-schedule orders the
// phases a network needs and takes the smallest delay as exchange window.
// RUN: neuro-opt %s --spike-delays --spike-schedule --spike-verify-s1 | FileCheck %s

spike.class @A {
  spike.field @syn : f64 role(arrive) element
  spike.field @I : f64 role(input) element
}

// CHECK-LABEL: spike.network @Known
// CHECK: spike.projection @constant {{.*}}
// CHECK: {delay_structure = "constant", largest_delay = 1.500000e+00 : f64, smallest_delay = 1.500000e+00 : f64}
// CHECK: spike.projection @bounded {{.*}}
// CHECK: {delay_structure = "bounded", largest_delay = 2.000000e+00 : f64, smallest_delay = 5.000000e-01 : f64}
// CHECK: spike.schedule ["update", "emit", "deliver"] window 5.000000e-01
spike.network @Known {
  spike.population @E class @A shape {
    %0 = arith.constant 4.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.projection @constant from @E event "spikes" to @E port "syn" rule(all) delay {
    %a = arith.constant 1.0 : f64
    %b = arith.constant 0.5 : f64
    %d = arith.addf %a, %b : f64
    spike.yield %d : f64
  }
  spike.projection @bounded from @E event "spikes" to @E port "syn" rule(all) delay {
    %a = arith.constant 0.5 : f64
    %b = arith.constant 2.0 : f64
    %d = spike.draw "uniform"(%a, %b) : f64
    spike.yield %d : f64
  }
}

// CHECK-LABEL: spike.network @Unknown
// CHECK: {delay_structure = "at_instantiation"}
// CHECK: {delay_structure = "at_instantiation"}
// CHECK: spike.schedule ["stimulate", "update", "emit", "deliver", "record"]{{$}}
spike.network @Unknown {
  spike.parameter @d value {
    %0 = arith.constant 1.5 : f64
    spike.yield %0 : f64
  }
  spike.population @E class @A shape {
    %0 = arith.constant 4.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.stimulus @E input "I" waveform {
    %t = spike.time : f64
    spike.yield %t : f64
  }
  spike.projection @parameter from @E event "spikes" to @E port "syn" rule(all) delay {
    %d = spike.get_parameter @d : f64
    spike.yield %d : f64
  }
  spike.projection @unbounded from @E event "spikes" to @E port "syn" rule(all) delay {
    %a = arith.constant 0.5 : f64
    %d = spike.draw "normal"(%a, %a) : f64
    spike.yield %d : f64
  }
  spike.probe "E.spikes" of @E kind(events) what "spikes"
}

// Nothing to connect, update or record.
// CHECK-LABEL: spike.network @Source
// CHECK: spike.schedule ["emit"]{{$}}
spike.network @Source {
  spike.population @X source(poisson) shape {
    %0 = arith.constant 4.0 : f64
    spike.yield %0 : f64
  } {
  }
}
