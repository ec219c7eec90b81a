// RUN: neuro-opt %s --convert-spike-to-loops --canonicalize --cse | FileCheck %s

// A loop in the body (an adaptive solver) makes the kernel run element by
// element; the bits of eight elements still end in one byte.

// CHECK-LABEL: func.func @A.update(
// CHECK:         scf.for %[[GROUP:.*]] = %{{.*}} to %{{.*}} step %c8_i64
// CHECK:           %[[BYTE:.*]] = scf.for %[[LANE:.*]] = %c0_i64 to %c8_i64 step %c1_i64 iter_args(%[[BITS:.*]] = %{{.*}}) -> (i8)
// CHECK:             %[[ELEMENT:.*]] = arith.addi %[[GROUP]], %[[LANE]]
// CHECK:             llvm.load %{{.*}} {alignment = 8 : i64} : !llvm.ptr -> f64
// CHECK:             scf.while
// CHECK:             %[[SHIFT:.*]] = arith.trunci %[[LANE]] : i64 to i8
// CHECK:             %[[BIT:.*]] = arith.shli %{{.*}}, %[[SHIFT]] : i8
// CHECK:             arith.ori %[[BITS]], %[[BIT]] : i8
// CHECK:           llvm.store %[[BYTE]], %{{.*}} {alignment = 1 : i64} : i8, !llvm.ptr
// CHECK-NOT:     spike.
spike.class @A {
  spike.field @V : f64 role(state) element slot 0
  spike.field @crossing : i8 role(event) element slot 1
  spike.kernel @A.update phase(update) reads [@V] writes [@V, @crossing] {
    %V = spike.load @V : f64
    %one = arith.constant 1.0 : f64
    %half = arith.constant 0.5 : f64
    %v = scf.while (%x = %V) : (f64) -> f64 {
      %big = arith.cmpf oge, %x, %one : f64
      scf.condition(%big) %x : f64
    } do {
    ^bb0(%x: f64):
      %y = arith.mulf %x, %half : f64
      scf.yield %y : f64
    }
    spike.store @V, %v : f64
    %low = arith.cmpf olt, %v, %half : f64
    spike.mark @crossing if %low
  }
}
