// RUN: neuro-opt %s | neuro-opt | FileCheck %s
// A neuron with a receptor, as imported.

// CHECK-LABEL: neuro.model @ExpCurr kind(receptor)
neuro.model @ExpCurr kind(receptor) {
  // CHECK: neuro.param @tau : !neuro.q<"ms"> unit "ms" default {
  neuro.param @tau : !neuro.q<"ms"> unit "ms" default {
    %0 = neuro.constant 2.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  } where {
    %tau = neuro.get @tau : !neuro.q<"ms">
    %z = neuro.constant 0.0 "ms" : !neuro.q<"ms">
    %c = neuro.cmp "gt" %tau, %z : !neuro.q<"ms">
    neuro.yield %c : i1
  // CHECK: } text "tau > 0 ms"
  } text "tau > 0 ms"
  // CHECK: neuro.host @V : !neuro.q<"mV"> unit "mV"
  neuro.host @V : !neuro.q<"mV"> unit "mV"
  neuro.state @I : !neuro.q<"pA"> unit "pA" init {
    %0 = neuro.constant 0.0 "pA" : !neuro.q<"pA">
    neuro.yield %0 : !neuro.q<"pA">
  }
  // CHECK: neuro.ddt @I {
  neuro.ddt @I {
    %I = neuro.get @I : !neuro.q<"pA">
    %tau = neuro.get @tau : !neuro.q<"ms">
    %n = neuro.neg %I : !neuro.q<"pA">
    %d = neuro.div %n, %tau : !neuro.q<"pA">, !neuro.q<"ms"> -> !neuro.q<"pA/ms">
    neuro.yield %d : !neuro.q<"pA/ms">
  }
  // CHECK: neuro.on @arrive {
  // CHECK-NEXT: ^bb0(%[[W:.*]]: !neuro.q<"pA">):
  neuro.on @arrive {
  ^bb0(%w: !neuro.q<"pA">):
    %I = neuro.get @I : !neuro.q<"pA">
    %s = neuro.add %I, %w : !neuro.q<"pA">
    // CHECK: neuro.set @I, %{{.*}} : !neuro.q<"pA">
    neuro.set @I, %s : !neuro.q<"pA">
  }
}

// CHECK-LABEL: neuro.model @Cell kind(neuron)
neuro.model @Cell kind(neuron) {
  neuro.param @t_ref : !neuro.q<"ms"> unit "ms" element default {
    %0 = neuro.constant 2.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  }
  // CHECK: neuro.input @I : !neuro.q<"pA"> unit "pA"
  neuro.input @I : !neuro.q<"pA"> unit "pA"
  // CHECK: neuro.use @syn = @ExpCurr {
  // CHECK-NEXT: neuro.bind @tau {
  neuro.use @syn = @ExpCurr {
    neuro.bind @tau {
      %0 = neuro.constant 0.5 "ms" : !neuro.q<"ms">
      neuro.yield %0 : !neuro.q<"ms">
    }
  }
  neuro.state @V : !neuro.q<"mV"> unit "mV" init {
    %0 = neuro.constant -65.0 "mV" : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
  // CHECK: neuro.let @total : !neuro.q<"pA"> unit "pA" {
  // CHECK-NEXT: neuro.get @syn::@I : !neuro.q<"pA">
  neuro.let @total : !neuro.q<"pA"> unit "pA" {
    %a = neuro.get @syn::@I : !neuro.q<"pA">
    %b = neuro.get @I : !neuro.q<"pA">
    %s = neuro.add %a, %b : !neuro.q<"pA">
    neuro.yield %s : !neuro.q<"pA">
  }
  // CHECK: neuro.gate @m alpha {
  // CHECK: } beta {
  neuro.gate @m alpha {
    %0 = neuro.constant 1.0 "1/ms" : !neuro.q<"1/ms">
    neuro.yield %0 : !neuro.q<"1/ms">
  } beta {
    %0 = neuro.constant 2.0 "1/ms" : !neuro.q<"1/ms">
    neuro.yield %0 : !neuro.q<"1/ms">
  }
  // CHECK: neuro.gate @q inf {
  // CHECK: } tau {
  // CHECK: } init {
  neuro.gate @q inf {
    %0 = neuro.get @m : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  } tau {
    %0 = neuro.constant 15.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  } init {
    %0 = neuro.constant 0.0 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
  // CHECK: neuro.solver ["V", "m"] method "rk45" {rtol = 9.9999999999999995E-7 : f64}
  neuro.solver ["V", "m"] method "rk45" {rtol = 1.0e-6 : f64}
  // CHECK: neuro.spike when {
  // CHECK: } refractory {
  // CHECK: } hold [@V] reset {
  // CHECK: neuro.set @V
  neuro.spike when {
    %V = neuro.get @V : !neuro.q<"mV">
    %th = neuro.constant -50.0 "mV" : !neuro.q<"mV">
    %c = neuro.cmp "ge" %V, %th : !neuro.q<"mV">
    neuro.yield %c : i1
  } refractory {
    %t = neuro.get @t_ref : !neuro.q<"ms">
    neuro.yield %t : !neuro.q<"ms">
  } hold [@V] reset {
    %r = neuro.constant -65.0 "mV" : !neuro.q<"mV">
    neuro.set @V, %r : !neuro.q<"mV">
  }
  // CHECK: neuro.event @plateau when {
  // CHECK: } do {
  neuro.event @plateau when {
    %V = neuro.get @V : !neuro.q<"mV">
    %th = neuro.constant -30.0 "mV" : !neuro.q<"mV">
    %c = neuro.cmp "gt" %V, %th : !neuro.q<"mV">
    %r = neuro.rising %c
    neuro.yield %r : i1
  } do {
    %r = neuro.constant -60.0 "mV" : !neuro.q<"mV">
    neuro.set @V, %r : !neuro.q<"mV">
  }
}

// Kinds and empty bodies.
// CHECK: neuro.model @Astro kind(glia) {
neuro.model @Astro kind(glia) {
}
// CHECK: neuro.model @Wave kind(source) {
neuro.model @Wave kind(source) {
}
