// Exponentials of rate times age in kernels of edges become decays; of other things or of
// a rate of its own they stay.
// RUN: neuro-opt %s --spike-decays | FileCheck %s

// CHECK-LABEL: spike.class @S edge
spike.class @S edge {
  spike.field @rate : f64 role(derived) slot 0 value {
    %0 = arith.constant -5.0e-03 : f64
    spike.yield %0 : f64
  }
  spike.field @w : f32 role(state) element slot 0
  spike.field @u : f32 role(state) element slot 1
  spike.field @pre.age : f32 role(age) element slot 2 end(pre)
  spike.field @post.age : f64 role(age) element slot 3 end(post)
  spike.kernel @S.post phase(post) reads [@rate, @w, @u, @pre.age, @post.age] writes [@w] {
    %0 = spike.load @rate : f64
    // CHECK: %[[RATE:.*]] = arith.truncf
    %rate = arith.truncf %0 : f64 to f32
    // CHECK: %[[AGE:.*]] = spike.load @pre.age
    %age = spike.load @pre.age : f32
    // CHECK: %[[DECAY:.*]] = spike.decay %[[RATE]], %[[AGE]] : f32
    %1 = arith.mulf %age, %rate : f32
    %2 = math.exp %1 : f32
    // CHECK: %[[W:.*]] = spike.load @w
    %w = spike.load @w : f32
    // CHECK: math.exp
    %3 = arith.mulf %rate, %w : f32
    %4 = math.exp %3 : f32
    // CHECK: math.exp
    %u = spike.load @u : f32
    %5 = arith.mulf %u, %age : f32
    %6 = math.exp %5 : f32
    %7 = arith.addf %2, %4 : f32
    %8 = arith.addf %6, %7 : f32
    // CHECK: spike.decay %{{.*}}, %{{.*}} : f64
    %wide = spike.load @post.age : f64
    %9 = arith.mulf %0, %wide : f64
    %10 = math.exp %9 : f64
    %11 = arith.truncf %10 : f64 to f32
    %12 = arith.addf %8, %11 : f32
    spike.store @w, %12 : f32
  }
}
