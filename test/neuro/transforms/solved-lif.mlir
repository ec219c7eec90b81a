// RUN: neuro-opt %s --neuro-verify-n0 --neuro-inline --neuro-units --neuro-verify-n1 --canonicalize --cse --neuro-classify --neuro-solve --canonicalize --cse --neuro-hoist --neuro-merge --neuro-verify-n2 | FileCheck %s

// The whole way from imported to solved for the neuron of the balanced network:
// two states advanced by one propagator, nothing per tick but what must be.

// CHECK-NOT:   neuro.model @ExpCurr
// CHECK-LABEL: neuro.model @LIF
// CHECK:         neuro.param @tau_m : f64 unit "ms" element default {
// CHECK:         neuro.param @syn.tau : f64 unit "ms" default {
// CHECK-NEXT:      arith.constant 2.000000e+00
// CHECK:         neuro.state @V : f64 unit "mV" init
// CHECK:         solver = "exact"
// CHECK:         neuro.propagator @p0 states [@syn.I, @V] inputs ["1"] rows 2 cols 3
// CHECK:         } {element,
// CHECK:         neuro.port @syn unit "pA"
// CHECK:         neuro.derived @[[ticks:.*]] : f64 {
// CHECK:           math.round
// CHECK:         neuro.update {
// CHECK:           %[[refractory:.*]] = neuro.get @[[ticks]] : f64
// CHECK-NOT:       arith.divf
// CHECK:           %[[hit:.*]] = neuro.detect "spikes" if %{{.*}} refractory %[[refractory]]
// CHECK:           %[[V:.*]] = arith.select %[[hit]], %{{.*}}, %{{.*}} : f64
// CHECK:           neuro.set @V, %[[V]] : f64
// CHECK:       neuro.population @E model @LIF class "LIF"

neuro.model @ExpCurr kind(receptor) {
  neuro.param @tau : !neuro.q<"ms"> unit "ms" default {
    %0 = neuro.constant 5.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  }
  neuro.state @I : !neuro.q<"pA"> unit "pA" init {
    %0 = neuro.constant 0.0 "pA" : !neuro.q<"pA">
    neuro.yield %0 : !neuro.q<"pA">
  }
  neuro.ddt @I {
    %I = neuro.get @I : !neuro.q<"pA">
    %tau = neuro.get @tau : !neuro.q<"ms">
    %n = neuro.neg %I : !neuro.q<"pA">
    %d = neuro.div %n, %tau : !neuro.q<"pA">, !neuro.q<"ms"> -> !neuro.q<"pA/ms">
    neuro.yield %d : !neuro.q<"pA/ms">
  }
  neuro.on @arrive {
  ^bb0(%w: !neuro.q<"pA">):
    %I = neuro.get @I : !neuro.q<"pA">
    %s = neuro.add %I, %w : !neuro.q<"pA">
    neuro.set @I, %s : !neuro.q<"pA">
  }
}
neuro.model @LIF kind(neuron) {
  neuro.param @tau_m : !neuro.q<"ms"> unit "ms" default {
    %0 = neuro.constant 20.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  }
  neuro.param @C : !neuro.q<"pF"> unit "pF" default {
    %0 = neuro.constant 250.0 "pF" : !neuro.q<"pF">
    neuro.yield %0 : !neuro.q<"pF">
  }
  neuro.param @E_L : !neuro.q<"mV"> unit "mV" default {
    %0 = neuro.constant 0.0 "mV" : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
  neuro.param @V_th : !neuro.q<"mV"> unit "mV" default {
    %0 = neuro.constant 20.0 "mV" : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
  neuro.param @t_ref : !neuro.q<"ms"> unit "ms" default {
    %0 = neuro.constant 2.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  }
  neuro.use @syn = @ExpCurr {
    neuro.bind @tau {
      %0 = neuro.constant 2.0 "ms" : !neuro.q<"ms">
      neuro.yield %0 : !neuro.q<"ms">
    }
  }
  neuro.state @V : !neuro.q<"mV"> unit "mV" init {
    %0 = neuro.get @E_L : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
  neuro.ddt @V {
    %E = neuro.get @E_L : !neuro.q<"mV">
    %V = neuro.get @V : !neuro.q<"mV">
    %s = neuro.sub %E, %V : !neuro.q<"mV">
    %tau = neuro.get @tau_m : !neuro.q<"ms">
    %leak = neuro.div %s, %tau : !neuro.q<"mV">, !neuro.q<"ms"> -> !neuro.q<"mV/ms">
    %I = neuro.get @syn::@I : !neuro.q<"pA">
    %C = neuro.get @C : !neuro.q<"pF">
    %in = neuro.div %I, %C : !neuro.q<"pA">, !neuro.q<"pF"> -> !neuro.q<"mV/ms">
    %d = neuro.add %leak, %in : !neuro.q<"mV/ms">
    neuro.yield %d : !neuro.q<"mV/ms">
  }
  neuro.spike when {
    %V = neuro.get @V : !neuro.q<"mV">
    %th = neuro.get @V_th : !neuro.q<"mV">
    %c = neuro.cmp "ge" %V, %th : !neuro.q<"mV">
    neuro.yield %c : i1
  } refractory {
    %t = neuro.get @t_ref : !neuro.q<"ms">
    neuro.yield %t : !neuro.q<"ms">
  } hold [@V] reset {
    %r = neuro.constant 10.0 "mV" : !neuro.q<"mV">
    neuro.set @V, %r : !neuro.q<"mV">
  }
}
neuro.network @Net {
  neuro.population @E model @LIF shape {
    %n = neuro.constant 100.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
    neuro.init @tau_m draws {
      %a = neuro.constant 0.02 "s" : !neuro.q<"ms">
      %b = neuro.constant 10.0 "ms" : !neuro.q<"ms">
      %x = neuro.draw "uniform" %a, %b : (!neuro.q<"ms">, !neuro.q<"ms">) -> !neuro.q<"ms">
      neuro.yield %x : !neuro.q<"ms">
    }
  }
}
