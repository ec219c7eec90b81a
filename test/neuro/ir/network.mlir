// RUN: neuro-opt %s | neuro-opt | FileCheck %s
// Populations, sources, views, projections, stimuli and recordings.

neuro.model @Cell kind(neuron) {
  neuro.param @E_L : !neuro.q<"mV"> unit "mV"
  neuro.state @V : !neuro.q<"mV"> unit "mV"
  neuro.input @I : !neuro.q<"pA"> unit "pA"
  neuro.on @arrive {
  ^bb0(%w: !neuro.q<"mV">):
    neuro.set @V, %w : !neuro.q<"mV">
  }
}

// CHECK-LABEL: neuro.network @Net
neuro.network @Net {
  // CHECK: neuro.netparam @N : !neuro.q<"1"> unit "1" default {
  // CHECK: } {integer}
  neuro.netparam @N : !neuro.q<"1"> unit "1" default {
    %0 = neuro.constant 100.0 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  } {integer}
  // CHECK: neuro.population @"L[0]" model @Cell shape {
  neuro.population @"L[0]" model @Cell shape {
    %n = neuro.get @N : !neuro.q<"1">
    neuro.yield %n, %n : !neuro.q<"1">, !neuro.q<"1">
  } layout "grid" {
    %n = neuro.get @N : !neuro.q<"1">
    %p = neuro.constant 10.0 "um" : !neuro.q<"um">
    neuro.yield %n, %n, %n, %p : !neuro.q<"1">, !neuro.q<"1">, !neuro.q<"1">, !neuro.q<"um">
  } {
    // CHECK: neuro.init @E_L {
    neuro.init @E_L {
      %0 = neuro.constant -65.0 "mV" : !neuro.q<"mV">
      neuro.yield %0 : !neuro.q<"mV">
    }
    // CHECK: neuro.init @V draws {
    // CHECK-NEXT: neuro.get @self::@E_L : !neuro.q<"mV">
    neuro.init @V draws {
      %m = neuro.get @self::@E_L : !neuro.q<"mV">
      %sd = neuro.constant 5.0 "mV" : !neuro.q<"mV">
      %x = neuro.draw "normal" %m, %sd : (!neuro.q<"mV">, !neuro.q<"mV">) -> !neuro.q<"mV">
      neuro.yield %x : !neuro.q<"mV">
    }
  }
  // CHECK: neuro.population @X source "Poisson" shape {
  neuro.population @X source "Poisson" shape {
    %n = neuro.get @N : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
    neuro.init @rate {
      %0 = neuro.constant 8.0 "Hz" : !neuro.q<"1/ms">
      neuro.yield %0 : !neuro.q<"1/ms">
    }
  }
  neuro.population @S source "SpikeTrain" shape {
    %n = neuro.constant 1.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
    neuro.init @times {
      %0 = neuro.constant 1.0 "ms" : !neuro.q<"ms">
      %1 = neuro.constant 2.5 "ms" : !neuro.q<"ms">
      neuro.yield %0, %1 : !neuro.q<"ms">, !neuro.q<"ms">
    }
  }
  // CHECK: neuro.view @A = [@X, @S]
  neuro.view @A = [@X, @S]
  // CHECK: neuro.view @L = [@"L[0]"] {family}
  neuro.view @L = [@"L[0]"] {family}
  // CHECK: neuro.view @"L[0][0..10]" = [@"L[0]"] range {
  neuro.view @"L[0][0..10]" = [@"L[0]"] range {
    %a = neuro.constant 0.0 "1" : !neuro.q<"1">
    %b = neuro.constant 10.0 "1" : !neuro.q<"1">
    neuro.yield %a, %b : !neuro.q<"1">, !neuro.q<"1">
  }
  // CHECK: neuro.project @p0 label "in" text "A -> L" from @A event "spikes" to @L port @arrive rule "bernoulli" argument {
  // CHECK: } where {
  // CHECK: } weight {
  // CHECK: } delay {
  // CHECK: } {autapses = false, delay_draws, multapses = false, weight_draws, weight_unit = "mV"}
  neuro.project @p0 label "in" text "A -> L" from @A event "spikes" to @L port @arrive
      rule "bernoulli" argument {
    %p = neuro.constant 10.0 "%" : !neuro.q<"1">
    neuro.yield %p : !neuro.q<"1">
  } where {
    %i = neuro.index "i" : !neuro.q<"1">
    %j = neuro.index "j" : !neuro.q<"1">
    %c = neuro.cmp "lt" %i, %j : !neuro.q<"1">
    neuro.yield %c : i1
  } weight {
    %a = neuro.constant 0.1 "mV" : !neuro.q<"mV">
    %w = neuro.draw "normal" %a, %a : (!neuro.q<"mV">, !neuro.q<"mV">) -> !neuro.q<"mV">
    neuro.yield %w : !neuro.q<"mV">
  } delay {
    %a = neuro.constant 1.0 "ms" : !neuro.q<"ms">
    %d = neuro.draw "exponential" %a : (!neuro.q<"ms">) -> !neuro.q<"ms">
    neuro.yield %d : !neuro.q<"ms">
  } {autapses = false, multapses = false, weight_draws, delay_draws, weight_unit = "mV"}
  // CHECK: neuro.stimulate @L input @I waveform {
  neuro.stimulate @L input @I waveform {
    %t = neuro.time : !neuro.q<"ms">
    %on = neuro.constant 50.0 "ms" : !neuro.q<"ms">
    %c = neuro.cmp "ge" %t, %on : !neuro.q<"ms">
    %a = neuro.constant 0.8 "nA" : !neuro.q<"pA">
    %z = neuro.constant 0.0 "pA" : !neuro.q<"pA">
    %r = neuro.select %c, %a, %z : !neuro.q<"pA">
    neuro.yield %r : !neuro.q<"pA">
  }
  // CHECK: neuro.stimulate @L input @I samples "current.csv" interval {
  neuro.stimulate @L input @I samples "current.csv" interval {
    %t = neuro.constant 1.0 "ms" : !neuro.q<"ms">
    neuro.yield %t : !neuro.q<"ms">
  }
  // CHECK: neuro.stimulate @L input @I noise waveform {
  // CHECK: } interval {
  neuro.stimulate @L input @I noise waveform {
    %a = neuro.constant 10.0 "pA" : !neuro.q<"pA">
    neuro.yield %a, %a : !neuro.q<"pA">, !neuro.q<"pA">
  } interval {
    %t = neuro.constant 1.0 "ms" : !neuro.q<"ms">
    neuro.yield %t : !neuro.q<"ms">
  }
  // CHECK: neuro.record "L.spikes" of @L kind(events) what "spikes"
  neuro.record "L.spikes" of @L kind(events) what "spikes"
  // CHECK: neuro.record "mean(L.V)" of @L kind(function) what "V" function "mean" unit "mV" every {
  // CHECK: } when {
  neuro.record "mean(L.V)" of @L kind(function) what "V" function "mean" unit "mV" every {
    %t = neuro.constant 1.0 "ms" : !neuro.q<"ms">
    neuro.yield %t : !neuro.q<"ms">
  } when {
    %t = neuro.time : !neuro.q<"ms">
    %s = neuro.constant 1.0 "s" : !neuro.q<"ms">
    %c = neuro.cmp "gt" %t, %s : !neuro.q<"ms">
    neuro.yield %c : i1
  }
}
