// A sum takes in a product that nothing else uses; what is the same for all
// elements, or used twice, and edges stay as they are.
// RUN: neuro-opt %s --spike-contract | FileCheck %s

// CHECK-LABEL: spike.class @A
spike.class @A {
  spike.field @p : f64 role(parameter) slot 0
  spike.field @V : f32 role(state) element slot 0
  spike.field @W : f32 role(state) element slot 1

  // CHECK: spike.kernel @A.update
  spike.kernel @A.update phase(update) reads [@p, @V, @W] writes [@V, @W] {
    // CHECK: %[[WIDE:.*]] = spike.load @p
    // CHECK: %[[P:.*]] = arith.truncf %[[WIDE]]
    %0 = spike.load @p : f64
    %p = arith.truncf %0 : f64 to f32
    // CHECK: %[[V:.*]] = spike.load @V
    // CHECK: %[[W:.*]] = spike.load @W
    %V = spike.load @V : f32
    %W = spike.load @W : f32
    // CHECK: %[[SUM:.*]] = math.fma %[[P]], %[[V]], %[[W]]
    %1 = arith.mulf %p, %V : f32
    %2 = arith.addf %W, %1 : f32
    // CHECK: %[[NEGATED:.*]] = arith.negf %[[SUM]]
    // CHECK: %[[LEFT:.*]] = math.fma %[[V]], %[[W]], %[[NEGATED]]
    %3 = arith.mulf %V, %W : f32
    %4 = arith.subf %3, %2 : f32
    // CHECK: %[[MINUS:.*]] = arith.negf %[[LEFT]]
    // CHECK: %[[RIGHT:.*]] = math.fma %[[MINUS]], %[[LEFT]], %[[V]]
    %5 = arith.mulf %4, %4 : f32
    %6 = arith.subf %V, %5 : f32
    // CHECK: %[[UNIFORM:.*]] = arith.mulf %[[P]], %[[P]]
    // CHECK: arith.addf %[[RIGHT]], %[[UNIFORM]]
    %7 = arith.mulf %p, %p : f32
    %8 = arith.addf %6, %7 : f32
    // CHECK: %[[TWICE:.*]] = arith.mulf
    // CHECK: arith.addf %[[TWICE]], %[[V]]
    // CHECK: arith.addf %[[TWICE]], %[[W]]
    %9 = arith.mulf %8, %V : f32
    %10 = arith.addf %9, %V : f32
    %11 = arith.addf %9, %W : f32
    spike.store @V, %10 : f32
    spike.store @W, %11 : f32
  }
  // Values recorded are those the program's text gives.
  // CHECK: spike.kernel @A.record
  // CHECK-NOT: math.fma
  spike.kernel @A.record phase(record) reads [@V, @W] writes [@V] {
    %V = spike.load @V : f32
    %W = spike.load @W : f32
    %0 = arith.mulf %V, %W : f32
    %1 = arith.addf %0, %V : f32
    spike.store @V, %1 : f32
  }
}
