// RUN: neuro-opt %s | neuro-opt | FileCheck %s
// Expressions: literals keep their unit, arithmetic carries dimensions.

// CHECK-LABEL: neuro.model @Expressions kind(neuron)
neuro.model @Expressions kind(neuron) {
  neuro.param @g : !neuro.q<"nS"> unit "nS"
  neuro.state @V : !neuro.q<"mV"> unit "mV"
  // CHECK-LABEL: neuro.let @arithmetic : !neuro.q<"pA">
  neuro.let @arithmetic : !neuro.q<"pA"> unit "pA" {
    // CHECK: neuro.constant -7.060000e+01 "mV" : !neuro.q<"mV">
    %E = neuro.constant -70.6 "mV" : !neuro.q<"mV">
    // CHECK: neuro.constant 8.000000e-01 "nA" : !neuro.q<"pA">
    %I0 = neuro.constant 0.8 "nA" : !neuro.q<"pA">
    %V = neuro.get @V : !neuro.q<"mV">
    %g = neuro.get @g : !neuro.q<"nS">
    // CHECK: neuro.sub %{{.*}}, %{{.*}} : !neuro.q<"mV">
    %d = neuro.sub %E, %V : !neuro.q<"mV">
    // CHECK: neuro.mul %{{.*}}, %{{.*}} : !neuro.q<"nS">, !neuro.q<"mV"> -> !neuro.q<"pA">
    %I = neuro.mul %g, %d : !neuro.q<"nS">, !neuro.q<"mV"> -> !neuro.q<"pA">
    %n = neuro.neg %I : !neuro.q<"pA">
    %s = neuro.add %n, %I0 : !neuro.q<"pA">
    %min = neuro.min %s, %I : !neuro.q<"pA">
    %max = neuro.max %min, %n : !neuro.q<"pA">
    neuro.yield %max : !neuro.q<"pA">
  }
  // CHECK-LABEL: neuro.let @powers
  neuro.let @powers : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    // CHECK: neuro.pow %{{.*}} to 2.000000e+00 : !neuro.q<"mV"> -> !neuro.q<"mV^2">
    %V2 = neuro.pow %V to 2.0 : !neuro.q<"mV"> -> !neuro.q<"mV^2">
    // CHECK: neuro.call "sqrt" %{{.*}} : (!neuro.q<"mV^2">) -> !neuro.q<"mV">
    %r = neuro.call "sqrt" %V2 : (!neuro.q<"mV^2">) -> !neuro.q<"mV">
    %x = neuro.div %r, %V : !neuro.q<"mV">, !neuro.q<"mV"> -> !neuro.q<"1">
    // CHECK: neuro.pow %{{.*}}, %{{.*}} : !neuro.q<"1">, !neuro.q<"1"> -> !neuro.q<"1">
    %p = neuro.pow %x, %x : !neuro.q<"1">, !neuro.q<"1"> -> !neuro.q<"1">
    %e = neuro.call "exprelr" %p : (!neuro.q<"1">) -> !neuro.q<"1">
    %w = neuro.mul %e, %V : !neuro.q<"1">, !neuro.q<"mV"> -> !neuro.q<"mV">
    // CHECK: neuro.call "clip" %{{.*}}, %{{.*}}, %{{.*}} :
    %c = neuro.call "clip" %w, %V, %r : (!neuro.q<"mV">, !neuro.q<"mV">, !neuro.q<"mV">) -> !neuro.q<"mV">
    neuro.yield %c : !neuro.q<"mV">
  }
  // CHECK-LABEL: neuro.let @conditions
  neuro.let @conditions : !neuro.q<"mV"> {
    %V = neuro.get @V : !neuro.q<"mV">
    %z = neuro.constant 0.0 "mV" : !neuro.q<"mV">
    // CHECK: %[[A:.*]] = neuro.cmp "ge" %{{.*}}, %{{.*}} : !neuro.q<"mV">
    %a = neuro.cmp "ge" %V, %z : !neuro.q<"mV">
    // CHECK: neuro.rising %[[A]]
    %b = neuro.rising %a
    %c = neuro.and %a, %b
    %d = neuro.or %c, %b
    // CHECK: %[[N:.*]] = neuro.not
    %n = neuro.not %d
    // CHECK: neuro.select %[[N]], %{{.*}}, %{{.*}} : !neuro.q<"mV">
    %r = neuro.select %n, %V, %z : !neuro.q<"mV">
    neuro.yield %r : !neuro.q<"mV">
  }
  // CHECK-LABEL: neuro.let @leaves
  neuro.let @leaves : !neuro.q<"ms"> {
    // CHECK: neuro.time : !neuro.q<"ms">
    %t = neuro.time : !neuro.q<"ms">
    // CHECK: neuro.dt : !neuro.q<"ms">
    %h = neuro.dt : !neuro.q<"ms">
    // CHECK: neuro.white : !neuro.q<"1/ms^(1/2)">
    %xi = neuro.white : !neuro.q<"1/ms^(1/2)">
    // CHECK: neuro.index "j" : !neuro.q<"1">
    %j = neuro.index "j" : !neuro.q<"1">
    // CHECK: neuro.distance : !neuro.q<"um">
    %d = neuro.distance : !neuro.q<"um">
    // CHECK: neuro.draw "normal" %{{.*}}, %{{.*}} : (!neuro.q<"ms">, !neuro.q<"ms">) -> !neuro.q<"ms">
    %n = neuro.draw "normal" %t, %h : (!neuro.q<"ms">, !neuro.q<"ms">) -> !neuro.q<"ms">
    // CHECK: neuro.draw "gamma" %{{.*}}, %{{.*}} : (!neuro.q<"1">, !neuro.q<"ms">) -> !neuro.q<"ms">
    %g = neuro.draw "gamma" %j, %h : (!neuro.q<"1">, !neuro.q<"ms">) -> !neuro.q<"ms">
    %s = neuro.add %n, %g : !neuro.q<"ms">
    neuro.yield %s : !neuro.q<"ms">
  }
}
