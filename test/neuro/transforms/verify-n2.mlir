// RUN: neuro-opt %s --neuro-verify-n2 | FileCheck %s

// CHECK-LABEL: neuro.model @N
neuro.model @N kind(neuron) {
  neuro.param @a : f64 unit "1" {scale = 1.0 : f64}
  neuro.state @V : f64 unit "1" {scale = 1.0 : f64, solver = "euler", reason = "asked for"}
  neuro.input @I : f64 unit "1" {scale = 1.0 : f64}
  neuro.port @syn
  neuro.derived @d0 : f64 {
    %a = neuro.get @a : f64
    %h = neuro.dt : f64
    %r = arith.mulf %a, %h : f64
    neuro.yield %r : f64
  }
  neuro.derived @d1 : f64 {
    %d = neuro.get @d0 : f64
    neuro.yield %d : f64
  }
  neuro.previous @r0 : f64
  neuro.update {
    %V = neuro.get @V : f64
    %d = neuro.get @d1 : f64
    %I = neuro.get @I : f64
    %r = neuro.get @r0 : f64
    %w = neuro.arrival @syn : f64
    %s = arith.mulf %V, %d : f64
    neuro.set @V, %s : f64
    neuro.set @r0, %s : f64
  }
}
