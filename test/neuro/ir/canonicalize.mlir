// RUN: neuro-opt %s --canonicalize | FileCheck %s

// A folded constant stays in the expression it belongs to.

// CHECK-LABEL: neuro.model @N kind(neuron) {
// CHECK-NEXT:    neuro.param @a
// CHECK-NEXT:      %[[three:.*]] = arith.constant 3.0
// CHECK-NEXT:      neuro.yield %[[three]]
// CHECK:         neuro.update {
// CHECK-NEXT:      arith.constant 2.0
// CHECK:           scf.if
// CHECK-NOT:         arith.constant
neuro.model @N kind(neuron) {
  neuro.param @a : f64 unit "1" default {
    %0 = arith.constant 1.0 : f64
    %1 = arith.constant 2.0 : f64
    %2 = arith.addf %0, %1 : f64
    neuro.yield %2 : f64
  }
  neuro.state @x : f64 unit "1"
  neuro.update {
    %x = neuro.get @x : f64
    %c = arith.cmpf ogt, %x, %x : f64
    %r = scf.if %c -> f64 {
      %2 = arith.constant 2.0 : f64
      %y = arith.mulf %x, %2 : f64
      scf.yield %y : f64
    } else {
      scf.yield %x : f64
    }
    neuro.set @x, %r : f64
  }
}
