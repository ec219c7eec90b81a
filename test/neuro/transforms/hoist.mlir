// RUN: neuro-opt %s --neuro-hoist --split-input-file | FileCheck %s
// RUN: neuro-opt %s --neuro-hoist=reciprocal=false --split-input-file | FileCheck %s --check-prefix=EXACT

// What only parameters and dt decide is computed once, equal expressions by one
// derived value; what reads a state, an input, an arrival, the time or a
// coefficient stays.

// CHECK-LABEL: neuro.model @N
// CHECK:         neuro.derived @d0 : f64 {
// CHECK:           %[[a:.*]] = neuro.get @a
// CHECK:           arith.negf %[[a]]
// CHECK:         neuro.derived @d1 : f64 {
// CHECK:           %[[t:.*]] = neuro.get @t_ref
// CHECK:           %[[h:.*]] = neuro.dt
// CHECK:           %[[q:.*]] = arith.divf %[[t]], %[[h]]
// CHECK:           %[[r:.*]] = math.round %[[q]]
// CHECK:           neuro.yield %[[r]]
// CHECK-NOT:     neuro.derived
// CHECK:         neuro.update {
// CHECK-DAG:       %[[ticks:.*]] = neuro.get @d1 : f64
// CHECK-DAG:       %[[minus:.*]] = neuro.get @d0 : f64
// CHECK-NOT:       neuro.dt
// CHECK-NOT:       arith.negf
// CHECK:           %[[V:.*]] = neuro.get @V
// CHECK:           arith.mulf %[[V]], %[[minus]]
// CHECK:           arith.mulf %{{.*}}, %[[minus]]
// CHECK:           %[[p:.*]] = neuro.coefficient @p0[0, 0]
// CHECK:           %[[pa:.*]] = arith.mulf %[[p]], %{{.*}}
// CHECK:           neuro.time
// CHECK:           neuro.arrival @syn
// CHECK:           neuro.get @I
// CHECK:           neuro.detect "spikes" if %{{.*}} refractory %[[ticks]]
neuro.model @N kind(neuron) {
  neuro.param @a : f64 unit "1" {scale = 1.0 : f64}
  neuro.param @t_ref : f64 unit "ms" {scale = 1.0 : f64}
  neuro.input @I : f64 unit "1" {scale = 1.0 : f64}
  neuro.state @V : f64 unit "1" {scale = 1.0 : f64}
  neuro.port @syn
  neuro.propagator @p0 states [@V] inputs [] rows 1 cols 1 {
    %a = neuro.get @a : f64
    %n = arith.negf %a : f64
    neuro.yield %n : f64
  }
  neuro.update {
    %V = neuro.get @V : f64
    %a = neuro.get @a : f64
    %n = arith.negf %a : f64
    %m = arith.mulf %V, %n : f64
    %a2 = neuro.get @a : f64
    %n2 = arith.negf %a2 : f64
    %m2 = arith.mulf %m, %n2 : f64
    %p = neuro.coefficient @p0[0, 0] : f64
    %pa = arith.mulf %p, %a : f64
    %s = arith.addf %m2, %pa : f64
    %t = neuro.time : f64
    %s2 = arith.addf %s, %t : f64
    %w = neuro.arrival @syn : f64
    %s3 = arith.addf %s2, %w : f64
    %I = neuro.get @I : f64
    %s4 = arith.addf %s3, %I : f64
    %c = arith.cmpf ogt, %s4, %a : f64
    %tr = neuro.get @t_ref : f64
    %h = neuro.dt : f64
    %k = arith.divf %tr, %h : f64
    %r = math.round %k : f64
    %hit = neuro.detect "spikes" if %c refractory %r
    neuro.set @V, %s4 : f64
  }
}

// -----

// Division by what is known is multiplication by its reciprocal. A literal whose
// reciprocal is not a normal number stays a divisor.

// CHECK-LABEL: neuro.model @Divisions
// CHECK:         neuro.derived @d0 : f64 {
// CHECK:           %[[tau:.*]] = neuro.get @tau
// CHECK:           %[[one:.*]] = arith.constant 1.0
// CHECK:           arith.divf %[[one]], %[[tau]]
// CHECK:         neuro.update {
// CHECK:           %[[inv:.*]] = neuro.get @d0
// CHECK:           %[[V:.*]] = neuro.get @V
// CHECK:           %[[q:.*]] = arith.mulf %[[V]], %[[inv]]
// CHECK:           %[[quarter:.*]] = arith.constant 2.500000e-01
// CHECK:           %[[r:.*]] = arith.mulf %[[q]], %[[quarter]]
// CHECK:           %[[tiny:.*]] = arith.divf %[[r]], %{{.*}}
// CHECK:           arith.divf %[[tiny]], %[[V]]

// EXACT-LABEL: neuro.model @Divisions
// EXACT-NOT:     neuro.derived
// EXACT:         neuro.update {
// EXACT-COUNT-4:   arith.divf
neuro.model @Divisions kind(neuron) {
  neuro.param @tau : f64 unit "ms" {scale = 1.0 : f64}
  neuro.state @V : f64 unit "1" {scale = 1.0 : f64}
  neuro.update {
    %V = neuro.get @V : f64
    %tau = neuro.get @tau : f64
    %q = arith.divf %V, %tau : f64
    %four = arith.constant 4.0 : f64
    %r = arith.divf %q, %four : f64
    %min = arith.constant 1.0e-310 : f64
    %tiny = arith.divf %r, %min : f64
    %s = arith.divf %tiny, %V : f64
    neuro.set @V, %s : f64
  }
}

// -----

// Conditions are not derived, but what they read is; a condition inside a derived
// value goes with it. What is derived already is not derived again, and inner
// regions count as part of the tick.

// CHECK-LABEL: neuro.model @Conditions
// CHECK:         neuro.derived @d0 : f64 {
// CHECK:         neuro.derived @d1 : f64 {
// CHECK:           arith.cmpf
// CHECK:           arith.select
// CHECK-NOT:     neuro.derived
// CHECK:         neuro.update {
// CHECK-DAG:       %[[twice:.*]] = neuro.get @d0
// CHECK-DAG:       %[[chosen:.*]] = neuro.get @d1
// CHECK:           %[[c:.*]] = arith.cmpf ogt, %[[twice]]
// CHECK:           %[[s:.*]] = arith.select %[[c]]
// CHECK:           scf.if
// CHECK:             arith.addf %[[s]], %[[chosen]]
// CHECK:           } else {
// CHECK:             arith.addf %[[s]], %[[twice]]
neuro.model @Conditions kind(neuron) {
  neuro.param @a : f64 unit "1" {scale = 1.0 : f64}
  neuro.state @V : f64 unit "1" {scale = 1.0 : f64}
  neuro.derived @d0 : f64 {
    %a = neuro.get @a : f64
    %b = arith.addf %a, %a : f64
    neuro.yield %b : f64
  }
  neuro.update {
    %V = neuro.get @V : f64
    %W = arith.mulf %V, %V : f64
    %a = neuro.get @a : f64
    %b = arith.addf %a, %a : f64
    %c = arith.cmpf ogt, %b, %a : f64
    %s = arith.select %c, %V, %W : f64
    %x = arith.cmpf olt, %V, %W : f64
    %r = scf.if %x -> f64 {
      %d = arith.select %c, %a, %b : f64
      %e = arith.addf %s, %d : f64
      scf.yield %e : f64
    } else {
      %b2 = arith.addf %a, %a : f64
      %e = arith.addf %s, %b2 : f64
      scf.yield %e : f64
    }
    neuro.set @V, %r : f64
  }
}
