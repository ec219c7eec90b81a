// A port whose events are only added to a state that has flowed gives up its sum; the
// kernel stores what flowed.
// RUN: neuro-opt %s --split-input-file --spike-direct-arrivals | FileCheck %s

// CHECK: neuro.notes = {{.*}}"direct-arrivals", "A: exc into g"
// CHECK-LABEL: spike.class @A
spike.class @A {
  spike.field @p : f64 role(coefficient) slot 0
  spike.field @g : f32 role(state) element slot 0
  // CHECK: spike.field @exc : f32 role(arrive) element slot 1 into "g"
  spike.field @exc : f32 role(arrive) element slot 1
  // CHECK: spike.kernel @A.update phase(update) reads [@p, @g] writes [@g]
  spike.kernel @A.update phase(update) reads [@p, @g, @exc] writes [@g, @exc] {
    // CHECK: %[[FLOWED:.*]] = arith.mulf
    // CHECK-NEXT: spike.store @g, %[[FLOWED]]
    // CHECK-NEXT: }
    %0 = spike.load @p : f64
    %p = arith.truncf %0 : f64 to f32
    %g = spike.load @g : f32
    %1 = arith.mulf %p, %g : f32
    %exc = spike.load @exc : f32
    %2 = arith.addf %exc, %1 : f32
    spike.store @g, %2 : f32
    spike.clear @exc
  }
}

// -----

// One port whose sum is held keeps all others from it.
// CHECK-LABEL: spike.class @Held
spike.class @Held {
  spike.field @g : f32 role(state) element slot 0
  spike.field @h : f32 role(state) element slot 1
  // CHECK-NOT: into
  spike.field @a : f32 role(arrive) element slot 2
  spike.field @b : f32 role(arrive) element slot 3
  spike.kernel @Held.update phase(update) reads [@g, @h, @a, @b] writes [@g, @h, @a, @b] {
    %g = spike.load @g : f32
    %a = spike.load @a : f32
    %0 = arith.addf %g, %a : f32
    spike.store @g, %0 : f32
    %h = spike.load @h : f32
    %b = spike.load @b : f32
    %1 = arith.addf %h, %b : f32
    %held = arith.cmpf ogt, %g, %h : f32
    %2 = arith.select %held, %h, %1 : f32
    spike.store @h, %2 : f32
    spike.clear @a
    spike.clear @b
  }
}

// -----

// Nor is a state of another width an accumulator of the port's numbers.
// CHECK-LABEL: spike.class @Wide
spike.class @Wide {
  spike.field @g : f64 role(state) element slot 0
  // CHECK-NOT: into
  spike.field @a : f32 role(arrive) element slot 1
  spike.kernel @Wide.update phase(update) reads [@g, @a] writes [@g, @a] {
    %g = spike.load @g : f64
    %a = spike.load @a : f32
    %wide = arith.extf %a : f32 to f64
    %0 = arith.addf %g, %wide : f64
    spike.store @g, %0 : f64
    spike.clear @a
  }
}
