// Constants stay where they are used: bodies of classes, populations and networks
// hold declarations only.
// RUN: neuro-opt %s --canonicalize --cse | FileCheck %s

// CHECK-LABEL: spike.class @A {
// CHECK-NEXT: spike.field @tau : f64 role(parameter) value {
// CHECK-NEXT: arith.constant 5.000000e+00 : f64
// CHECK-NEXT: spike.yield
spike.class @A {
  spike.field @tau : f64 role(parameter) value {
    %a = arith.constant 2.0 : f64
    %b = arith.constant 3.0 : f64
    %0 = arith.addf %a, %b : f64
    spike.yield %0 : f64
  }
  spike.field @V : f64 role(state) element
  // CHECK: spike.kernel @A.update
  // CHECK-NEXT: arith.constant
  // CHECK-NEXT: spike.load @V
  spike.kernel @A.update phase(update) reads [@V] writes [@V] {
    %V = spike.load @V : f64
    %zero = arith.constant 1.0 : f64
    %0 = arith.addf %V, %zero : f64
    spike.store @V, %0 : f64
  }
}

// Two draws are two numbers, whether used or not.
// CHECK-LABEL: spike.network @N {
// CHECK-NEXT: spike.population @E class @A shape {
// CHECK: spike.init @V draws {
// CHECK: spike.draw "normal"
// CHECK-NEXT: spike.draw "normal"
// CHECK-NEXT: spike.draw "normal"
spike.network @N {
  spike.population @E class @A shape {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  } {
    spike.init @V draws {
      %0 = arith.constant 1.0 : f64
      %unused = spike.draw "normal"(%0, %0) : f64
      %a = spike.draw "normal"(%0, %0) : f64
      %b = spike.draw "normal"(%0, %0) : f64
      %1 = arith.addf %a, %b : f64
      spike.yield %1 : f64
    }
  }
}
