// RUN: neuro-opt %s --expand-neuro-math | FileCheck %s

// No call and no branch: integers are made by adding 1.5 * 2^23, powers of two
// by shifting them into the exponent.
// CHECK-LABEL: func.func @exp
// CHECK:         math.fma
// CHECK:         arith.bitcast %{{.*}} : vector<8xf32> to vector<8xi32>
// CHECK:         arith.shli
// CHECK-NOT:     math.exp
// CHECK-NOT:     call
func.func @exp(%x: vector<8xf32>) -> vector<8xf32> {
  %0 = math.exp %x : vector<8xf32>
  return %0 : vector<8xf32>
}

// CHECK-LABEL: func.func @all
// CHECK-NOT:     math.{{expm1|log|log10|tanh|sin|cos|powf}}
// CHECK-NOT:     call
// CHECK:         math.sqrt
func.func @all(%x: f64, %y: f64) -> f64 {
  %0 = math.expm1 %x : f64
  %1 = math.log %0 : f64
  %2 = math.log10 %1 : f64
  %3 = math.tanh %2 : f64
  %4 = math.sin %3 : f64
  %5 = math.cos %4 : f64
  %6 = math.powf %5, %y : f64
  %7 = math.sqrt %6 : f64
  return %7 : f64
}

// CHECK-LABEL: func.func @cube
// CHECK-NEXT:    %{{.*}} = arith.constant
// CHECK-NEXT:    %[[SQUARE:.*]] = arith.mulf %[[X:.*]], %[[X]] : f64
// CHECK-NEXT:    %[[CUBE:.*]] = arith.mulf %[[SQUARE]], %[[X]] : f64
// CHECK-NEXT:    return %[[CUBE]]
func.func @cube(%x: f64) -> f64 {
  %three = arith.constant 3.0 : f64
  %0 = math.powf %x, %three : f64
  return %0 : f64
}

// The few functions that stay calls, one element at a time.
// CHECK-LABEL: func.func @tan
// CHECK-COUNT-2: call @tanf(%{{.*}}) : (f32) -> f32
// CHECK-NOT:     call @tanf
func.func @tan(%x: vector<2xf32>) -> vector<2xf32> {
  %0 = math.tan %x : vector<2xf32>
  return %0 : vector<2xf32>
}
