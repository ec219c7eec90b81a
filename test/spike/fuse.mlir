// Kernels of a phase become one; a field is loaded once, and after a store its
// new value is used; what nobody needs goes away.
// RUN: neuro-opt %s --spike-fuse | FileCheck %s

// CHECK-LABEL: spike.class @A
// CHECK-NOT: @unused
// CHECK-NOT: @onlyunused
// CHECK-NOT: @forgotten
spike.class @A {
  spike.field @tau : f64 role(parameter)
  spike.field @onlyunused : f64 role(derived) value {
    %0 = spike.read @tau : f64
    spike.yield %0 : f64
  }
  spike.field @unused : f64 role(derived) value {
    %0 = spike.read @onlyunused : f64
    spike.yield %0 : f64
  }
  spike.field @V : f64 role(state) element
  spike.field @W : f64 role(state) element
  spike.field @x : f64 role(let) element
  spike.field @y : f64 role(let) element
  spike.field @forgotten : f64 role(let) element

  // CHECK: spike.kernel @A.update phase(update) reads [@V] writes [@V, @W] {
  // CHECK-NEXT: %[[V:.*]] = spike.load @V : f64
  // CHECK-NEXT: %[[S:.*]] = arith.addf %[[V]], %[[V]]
  // CHECK-NEXT: spike.store @V, %[[S]]
  // CHECK-NEXT: spike.store @W, %[[S]]
  // CHECK-NEXT: }
  spike.kernel @A.update phase(update) reads [@V, @tau] writes [@V, @W] {
    %tau = spike.load @tau : f64
    %dead = arith.mulf %tau, %tau : f64
    %V = spike.load @V : f64
    %V2 = spike.load @V : f64
    %s = arith.addf %V, %V2 : f64
    spike.store @V, %s : f64
    %new = spike.load @V : f64
    spike.store @W, %new : f64
  }
  // CHECK: spike.kernel @A.record.x phase(record) reads [@V] writes [@x, @y] {
  // CHECK-NEXT: %[[V:.*]] = spike.load @V : f64
  // CHECK-NEXT: spike.store @x, %[[V]]
  // CHECK-NEXT: spike.store @y, %[[V]]
  // CHECK-NEXT: }
  // CHECK-NOT: spike.kernel
  spike.kernel @A.record.x phase(record) reads [@V] writes [@x] {
    %V = spike.load @V : f64
    spike.store @x, %V : f64
  }
  spike.kernel @A.record.y phase(record) reads [@V] writes [@y] {
    %V = spike.load @V : f64
    spike.store @y, %V : f64
  }
  spike.kernel @A.record.forgotten phase(record) reads [@W] writes [@forgotten] {
    %W = spike.load @W : f64
    spike.store @forgotten, %W : f64
  }
}

// A branch stores nothing, so what was loaded before it is known after it; what it reads was stored.
// CHECK-LABEL: spike.class @Branch
spike.class @Branch {
  spike.field @V : f64 role(state) element
  spike.field @W : f64 role(state) element
  // CHECK: %[[V:.*]] = spike.load @V
  // CHECK: spike.store @V, %{{.*}} : f64
  // CHECK-NEXT: %[[R:.*]] = scf.if
  // CHECK-NEXT: spike.load @V
  // CHECK: spike.store @W, %[[V]]
  // CHECK-NEXT: spike.store @V, %[[R]]
  spike.kernel @Branch.update phase(update) reads [@V] writes [@V, @W] {
    %V = spike.load @V : f64
    %zero = arith.constant 0.0 : f64
    %c = arith.cmpf ogt, %V, %zero : f64
    %V2 = spike.load @V : f64
    spike.store @V, %zero : f64
    %r = scf.if %c -> f64 {
      %again = spike.load @V : f64
      scf.yield %again : f64
    } else {
      scf.yield %zero : f64
    }
    spike.store @W, %V2 : f64
    spike.store @V, %r : f64
  }
}

spike.network @N {
  spike.population @E class @A shape {
    %0 = arith.constant 4.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.probe "E.x" of @E kind(values) what "x"
  spike.probe "E.y" of @E kind(values) what "y"
}
