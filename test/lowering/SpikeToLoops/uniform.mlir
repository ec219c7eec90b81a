// RUN: neuro-opt %s --convert-spike-to-loops=width=16 --canonicalize --cse | FileCheck %s

// What does not depend on the element is computed before the loop, once; a
// kernel's own width wins over the option.

// CHECK-LABEL: func.func @A.update(
// CHECK-SAME:    %{{.*}}: !llvm.ptr, %[[UNIFORMS:.*]]: !llvm.ptr, %[[TICK:.*]]: !llvm.ptr,
// CHECK:         %[[TIME:.*]] = llvm.load %{{.*}} : !llvm.ptr -> f64
// CHECK:         %[[EXP:.*]] = math.exp %{{.*}} : f64
// CHECK:         %[[SINGLE:.*]] = arith.truncf %[[EXP]] : f64 to f32
// CHECK:         vector.broadcast %[[SINGLE]] : f32 to vector<16xf32>
// CHECK:         scf.for
// CHECK-NOT:       math.exp
// CHECK:           llvm.load %{{.*}} {alignment = 64 : i64} : !llvm.ptr -> vector<16xf32>
// CHECK:           llvm.store
// CHECK-LABEL: func.func @A.record(
// CHECK:           llvm.load %{{.*}} {alignment = 32 : i64} : !llvm.ptr -> vector<8xf32>
spike.class @A {
  spike.field @rate : f64 role(parameter) slot 0
  spike.field @V : f32 role(state) element slot 0
  spike.kernel @A.update phase(update) reads [@V, @rate] writes [@V] {
    %V = spike.load @V : f32
    %rate = spike.load @rate : f64
    %t = spike.time : f64
    %0 = arith.mulf %rate, %t : f64
    %1 = math.exp %0 : f64
    %2 = arith.truncf %1 : f64 to f32
    %3 = arith.addf %V, %2 : f32
    spike.store @V, %3 : f32
  }
  spike.kernel @A.record phase(record) reads [@V] writes [@V] width 8 {
    %V = spike.load @V : f32
    %0 = arith.addf %V, %V : f32
    spike.store @V, %0 : f32
  }
}
