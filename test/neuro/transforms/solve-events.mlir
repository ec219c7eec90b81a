// RUN: neuro-opt --neuro-classify --neuro-solve %s | FileCheck %s

// CHECK-LABEL: neuro.model @Events
neuro.model @Events kind(neuron) {
  neuro.param @theta : f64 default {
    %one = arith.constant 1.0 : f64
    neuro.yield %one : f64
  }
  neuro.state @x : f64 init {
    %theta = neuro.get @theta : f64
    neuro.yield %theta : f64
  }
  neuro.state @count : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // Ports keep what is said about them.
  neuro.on @reward {
  ^bb0(%r: f64):
    %x = neuro.get @x : f64
    %count = neuro.get @count : f64
    %gain = arith.mulf %count, %r : f64
    %s = arith.addf %x, %gain : f64
    neuro.set @x, %s : f64
  } {unit = "1", scale = 1.0 : f64}
  // CHECK: neuro.port @reward unit "1" {scale = 1.000000e+00 : f64}

  // The hidden memory of a rising condition starts as what holds at the start.
  // CHECK: neuro.previous @rising0 : f64 init {
  // CHECK-DAG: %[[x0:.*]] = neuro.get @x
  // CHECK-DAG: %[[theta0:.*]] = neuro.get @theta
  // CHECK: %[[holds:.*]] = arith.cmpf ogt, %[[x0]], %[[theta0]]
  // CHECK: arith.select %[[holds]]

  // CHECK: neuro.update {
  // CHECK-DAG: %[[x:.*]] = neuro.get @x
  // CHECK-DAG: %[[count:.*]] = neuro.get @count
  // CHECK-DAG: %[[t:.*]] = neuro.time
  // CHECK-DAG: %[[h:.*]] = neuro.dt
  // CHECK: %[[r:.*]] = neuro.arrival @reward
  // CHECK: %[[gain:.*]] = arith.mulf %[[count]], %[[r]]
  // CHECK: %[[arrived:.*]] = arith.addf %[[x]], %[[gain]]

  // All conditions see the values after arrivals, at the end of the tick.
  // CHECK: %[[spikes:.*]] = arith.cmpf oge, %[[arrived]]
  // CHECK: %[[above:.*]] = arith.cmpf ogt, %[[arrived]]
  // CHECK: %[[before:.*]] = neuro.get @rising0
  // CHECK: %[[was:.*]] = arith.cmpf oeq, %[[before]]
  // CHECK: neuro.set @rising0
  // CHECK: %[[rises:.*]] = arith.andi %[[above]], %[[was]]
  // CHECK: %[[end:.*]] = arith.addf %[[t]], %[[h]]
  // CHECK: %[[late:.*]] = arith.cmpf ogt, %[[end]]
  // CHECK: %[[hit:.*]] = neuro.detect "spikes" if %[[spikes]]
  // CHECK-NOT: refractory
  // CHECK: %[[up:.*]] = neuro.detect "up" if %[[rises]]
  // CHECK: neuro.detect "late" if %[[late]]

  // Bodies run in order, each on what the one before left.
  // CHECK: %[[more:.*]] = arith.addf %[[count]]
  // CHECK: %[[counted:.*]] = arith.select %[[hit]], %[[more]], %[[count]]
  // CHECK: %[[twice:.*]] = arith.addf %[[counted]], %[[counted]]
  // CHECK: %[[final:.*]] = arith.select %[[up]], %[[twice]], %[[counted]]
  // CHECK: neuro.set @count, %[[final]]
  neuro.spike when {
    %x = neuro.get @x : f64
    %theta = neuro.get @theta : f64
    %c = arith.cmpf oge, %x, %theta : f64
    neuro.yield %c : i1
  } reset {
    %count = neuro.get @count : f64
    %one = arith.constant 1.0 : f64
    %n = arith.addf %count, %one : f64
    neuro.set @count, %n : f64
  }
  neuro.event @up when {
    %x = neuro.get @x : f64
    %theta = neuro.get @theta : f64
    %c = arith.cmpf ogt, %x, %theta : f64
    %r = neuro.rising %c
    neuro.yield %r : i1
  } do {
    %count = neuro.get @count : f64
    %n = arith.addf %count, %count : f64
    neuro.set @count, %n : f64
  }
  neuro.event @late when {
    %t = neuro.time : f64
    %end = arith.constant 5.0 : f64
    %c = arith.cmpf ogt, %t, %end : f64
    neuro.yield %c : i1
  }
  // CHECK-NOT: neuro.event
}
