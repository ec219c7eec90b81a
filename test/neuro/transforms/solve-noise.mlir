// RUN: neuro-opt --neuro-classify --neuro-solve %s | FileCheck %s

// Noise in a linear block: one propagator with a column for it, one normal number for each
// state it reaches, the lower triangle of L behind the columns of [P Q].
// CHECK-LABEL: neuro.model @Filtered
neuro.model @Filtered kind(neuron) {
  neuro.param @tau : f64 default {
    %t = arith.constant 10.0 : f64
    neuro.yield %t : f64
  }
  // CHECK: neuro.state @I
  // CHECK: reason = "linear with constant coefficients; its noise with the exact covariance of a tick"
  neuro.state @I : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.state @V : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.ddt @I {
    %I = neuro.get @I : f64
    %tau = neuro.get @tau : f64
    %n = arith.negf %I : f64
    %d = arith.divf %n, %tau : f64
    %w = neuro.white : f64
    %s = arith.addf %d, %w : f64
    neuro.yield %s : f64
  }
  neuro.ddt @V {
    %I = neuro.get @I : f64
    %V = neuro.get @V : f64
    %d = arith.subf %I, %V : f64
    neuro.yield %d : f64
  }
  // CHECK: neuro.propagator @p0 states [@I, @V] inputs [] rows 2 cols 2 noises 1
  // CHECK: neuro.update
  // CHECK-DAG: %[[z0:.*]] = neuro.random "normal" stream 0
  // CHECK-DAG: %[[z1:.*]] = neuro.random "normal" stream 1
  // CHECK-DAG: %[[l00:.*]] = neuro.coefficient @p0[0, 2]
  // CHECK-DAG: arith.mulf %[[l00]], %[[z0]]
  // CHECK-DAG: %[[l10:.*]] = neuro.coefficient @p0[1, 2]
  // CHECK-DAG: arith.mulf %[[l10]], %[[z0]]
  // CHECK-DAG: %[[l11:.*]] = neuro.coefficient @p0[1, 3]
  // CHECK-DAG: arith.mulf %[[l11]], %[[z1]]
}

// A factor that reads its own state: not linear, corrected as Milstein's scheme does.
// CHECK-LABEL: neuro.model @Multiplicative
neuro.model @Multiplicative kind(neuron) {
  // CHECK: neuro.state @x
  // CHECK: multiplicative noise (Ito) by the derivative-free Milstein scheme
  neuro.state @x : f64 init {
    %one = arith.constant 1.0 : f64
    neuro.yield %one : f64
  }
  neuro.ddt @x {
    %x = neuro.get @x : f64
    %w = neuro.white : f64
    %g = arith.mulf %x, %w : f64
    neuro.yield %g : f64
  }
  // CHECK: neuro.update
  // CHECK-COUNT-1: neuro.random "normal" stream 0
  // CHECK-NOT: neuro.random
}

// CHECK-LABEL: neuro.model @Periodic
neuro.model @Periodic kind(glia) {
  neuro.state @n : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.every {
    %t = arith.constant 10.0 : f64
    neuro.yield %t : f64
  } do {
    %low = arith.constant 0.0 : f64
    %high = arith.constant 2.0 : f64
    %x = neuro.draw "uniform" %low, %high : (f64, f64) -> f64
    %n = neuro.get @n : f64
    %s = arith.addf %n, %x : f64
    neuro.set @n, %s : f64
  }
  neuro.bound @n {
    %low = arith.constant 0.0 : f64
    %high = arith.constant 9.0 : f64
    neuro.yield %low, %high : f64, f64
  }
  // CHECK-NOT: neuro.every
  // CHECK-NOT: neuro.bound
  // CHECK-DAG: neuro.handler "every"
  // CHECK-DAG: neuro.random "uniform" stream 0
  // CHECK-DAG: arith.minimumf
}
