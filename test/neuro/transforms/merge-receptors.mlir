// Two receptors of equal dynamics of which only the sum is seen share their state; one whose
// state is recorded, one with another time constant and one that saturates stay by themselves.
// RUN: neuro-opt %s --neuro-merge-receptors | FileCheck %s

// CHECK: neuro.notes = {{\[\[}}"receptor-merging", "LIF: b into a, through one port"{{\]\]}}
// CHECK-LABEL: neuro.model @LIF
neuro.model @LIF kind(neuron) {
  neuro.param @a.tau : f64 unit "ms" default {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @b.tau : f64 unit "ms" default {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
  neuro.state @a.I : f64 unit "pA"
  neuro.state @b.I : f64 unit "pA"
  neuro.state @seen.I : f64 unit "pA"
  neuro.state @slow.I : f64 unit "pA"
  neuro.state @full.I : f64 unit "pA"
  neuro.state @V : f64 unit "mV"
  // CHECK: neuro.ddt @a.I
  neuro.ddt @a.I {
    %I = neuro.get @a.I : f64
    %tau = neuro.get @a.tau : f64
    %n = arith.negf %I : f64
    %d = arith.divf %n, %tau : f64
    neuro.yield %d : f64
  }
  // CHECK-NOT: neuro.ddt @b.I
  neuro.ddt @b.I {
    %I = neuro.get @b.I : f64
    %tau = neuro.get @b.tau : f64
    %n = arith.negf %I : f64
    %d = arith.divf %n, %tau : f64
    neuro.yield %d : f64
  }
  // CHECK: neuro.ddt @seen.I
  neuro.ddt @seen.I {
    %I = neuro.get @seen.I : f64
    %tau = neuro.get @a.tau : f64
    %n = arith.negf %I : f64
    %d = arith.divf %n, %tau : f64
    neuro.yield %d : f64
  }
  // CHECK: neuro.ddt @slow.I
  neuro.ddt @slow.I {
    %I = neuro.get @slow.I : f64
    %tau = arith.constant 3.0 : f64
    %n = arith.negf %I : f64
    %d = arith.divf %n, %tau : f64
    neuro.yield %d : f64
  }
  // CHECK: neuro.ddt @full.I
  neuro.ddt @full.I {
    %I = neuro.get @full.I : f64
    %tau = neuro.get @a.tau : f64
    %n = arith.negf %I : f64
    %d = arith.divf %n, %tau : f64
    neuro.yield %d : f64
  }
  // CHECK: neuro.ddt @V
  // CHECK-NOT: neuro.get @b.I
  // CHECK: neuro.on @a
  neuro.ddt @V {
    %a = neuro.get @a.I : f64
    %b = neuro.get @b.I : f64
    %c = neuro.get @seen.I : f64
    %s = neuro.get @slow.I : f64
    %f = neuro.get @full.I : f64
    %ab = arith.addf %a, %b : f64
    %abc = arith.addf %ab, %c : f64
    %abcs = arith.addf %abc, %s : f64
    %all = arith.addf %abcs, %f : f64
    neuro.yield %all : f64
  }
  neuro.on @a {
  ^bb0(%w: f64):
    %I = neuro.get @a.I : f64
    %s = arith.addf %I, %w : f64
    neuro.set @a.I, %s : f64
  }
  // CHECK: neuro.on @b
  // CHECK-NEXT: ^bb0(%[[W:.*]]: f64):
  // CHECK-NEXT: %[[I:.*]] = neuro.get @a.I
  // CHECK-NEXT: %[[S:.*]] = arith.addf %[[I]], %[[W]]
  // CHECK-NEXT: neuro.set @a.I, %[[S]]
  neuro.on @b {
  ^bb0(%w: f64):
    %I = neuro.get @b.I : f64
    %s = arith.addf %I, %w : f64
    neuro.set @b.I, %s : f64
  }
  neuro.on @full {
  ^bb0(%w: f64):
    %one = arith.constant 1.0 : f64
    neuro.set @full.I, %one : f64
  }
  neuro.spike when {
    %V = neuro.get @V : f64
    %th = arith.constant 1.0 : f64
    %c = arith.cmpf ogt, %V, %th : f64
    neuro.yield %c : i1
  }
}
neuro.network @N {
  neuro.population @E model @LIF shape {
    %n = arith.constant 3.0 : f64
    neuro.yield %n : f64
  } {
  }
  // CHECK: neuro.project @p0 text "E -> E.b" from @E event "spikes" to @E port @a rule
  neuro.project @p0 text "E -> E.b" from @E event "spikes" to @E port @b rule "all" weight {
    %w = arith.constant 1.0 : f64
    neuro.yield %w : f64
  } delay {
    %d = arith.constant 1.0 : f64
    neuro.yield %d : f64
  }
  neuro.record "E.seen.I" of @E kind(values) what "seen.I"
}
