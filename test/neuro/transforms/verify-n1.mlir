// RUN: neuro-opt %s --neuro-verify-n1 | FileCheck %s

// CHECK-LABEL: neuro.model @N
neuro.model @N kind(neuron) {
  neuro.state @V : f64 unit "V" {scale = 1000.0 : f64}
  neuro.ddt @V {
    %V = neuro.get @V : f64
    %d = arith.negf %V : f64
    neuro.yield %d : f64
  }
  neuro.on @arrive {
  ^bb0(%w: f64):
    neuro.set @V, %w : f64
  }
}
