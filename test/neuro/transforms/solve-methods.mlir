// RUN: neuro-opt --neuro-classify --neuro-solve --cse --split-input-file %s | FileCheck %s
// RUN: neuro-opt --neuro-classify --neuro-solve --cse %S/Inputs/adex.mlir | FileCheck %s --check-prefix=ADEX
// RUN: neuro-opt --neuro-classify --neuro-solve --cse %S/Inputs/adaptive_lif.mlir | FileCheck %s --check-prefix=HOLD
// RUN: neuro-opt --neuro-classify=solver=rk45 --neuro-solve %S/Inputs/adex.mlir | FileCheck %s --check-prefix=RK45
// RUN: neuro-opt --neuro-classify=solver=euler --neuro-solve --cse %S/Inputs/izhikevich.mlir | FileCheck %s --check-prefix=EULER

// Exponential Euler: with the others frozen, x' = c + b x moves x by
// (c + b x) (exp(b s) - 1)/b in a time s, and by c s where b is zero. States that
// read each other take turns symmetrically: y half a tick, x one, y half.
// CHECK-LABEL: neuro.model @Gate
neuro.model @Gate kind(neuron) {
  neuro.state @x : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  neuro.state @y : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // CHECK: neuro.update {
  // CHECK-DAG: %[[x:.*]] = neuro.get @x
  // CHECK-DAG: %[[y:.*]] = neuro.get @y
  // CHECK-DAG: %[[h:.*]] = neuro.dt
  // CHECK: %[[half:.*]] = arith.mulf %[[h]], %{{.*}}
  // CHECK: %[[b:.*]] = arith.negf %[[x]]
  // CHECK: %[[slope:.*]] = arith.mulf %[[b]], %[[y]]
  // CHECK: %[[z:.*]] = arith.mulf %[[b]], %[[half]]
  // CHECK: %[[flat:.*]] = arith.cmpf oeq, %[[z]], %{{.*}}
  // CHECK: %[[grown:.*]] = math.expm1 %[[z]]
  // CHECK: %[[over:.*]] = arith.divf %[[grown]], %[[b]]
  // CHECK: %[[step:.*]] = arith.select %[[flat]], %[[half]], %[[over]]
  // CHECK: %[[change:.*]] = arith.mulf %[[slope]], %[[step]]
  // CHECK: %[[middle:.*]] = arith.addf %[[y]], %[[change]]
  // CHECK: %[[bx:.*]] = arith.negf %[[middle]]
  // CHECK: arith.mulf %[[bx]], %[[h]]
  // CHECK: math.expm1
  // CHECK: %[[newx:.*]] = arith.addf %[[x]], %{{.*}}
  // CHECK: %[[by:.*]] = arith.negf %[[newx]]
  // CHECK: arith.mulf %[[by]], %[[half]]
  // CHECK: math.expm1
  // CHECK: %[[newy:.*]] = arith.addf %[[middle]], %{{.*}}
  // CHECK-NOT: math.expm1
  // CHECK: neuro.set @x, %[[newx]]
  // CHECK: neuro.set @y, %[[newy]]
  neuro.ddt @x {
    %x = neuro.get @x : f64
    %y = neuro.get @y : f64
    %one = arith.constant 1.0 : f64
    %rest = arith.subf %one, %x : f64
    %r = arith.mulf %y, %rest : f64
    neuro.yield %r : f64
  }
  neuro.ddt @y {
    %x = neuro.get @x : f64
    %y = neuro.get @y : f64
    %xy = arith.mulf %x, %y : f64
    %r = arith.negf %xy : f64
    neuro.yield %r : f64
  }
}

// -----

// What an input does nonlinearly is one augmented input: evaluated once a tick,
// multiplied by an entry of the propagator. x only integrates, so that its own
// entry is 1 and is not read.
// CHECK-LABEL: neuro.model @Drive
neuro.model @Drive kind(neuron) {
  neuro.input @I : f64
  neuro.state @x : f64 init {
    %zero = arith.constant 0.0 : f64
    neuro.yield %zero : f64
  }
  // CHECK: neuro.propagator @p0 states [@x] inputs ["x: exp(I)"] rows 1 cols 2 {
  // CHECK-NOT: math.exp
  // CHECK: neuro.update {
  // CHECK-DAG: %[[I:.*]] = neuro.get @I
  // CHECK-DAG: %[[x:.*]] = neuro.get @x
  // CHECK: %[[drive:.*]] = math.exp %[[I]]
  // CHECK-NOT: neuro.coefficient @p0[0, 0]
  // CHECK: %[[q:.*]] = neuro.coefficient @p0[0, 1]
  // CHECK: %[[change:.*]] = arith.mulf %[[q]], %[[drive]]
  // CHECK: arith.addf %[[x]], %[[change]]
  neuro.ddt @x {
    %I = neuro.get @I : f64
    %r = math.exp %I : f64
    neuro.yield %r : f64
  }
}

// RK4: four evaluations of the right-hand side, each seeing V at V_cut at most.
// ADEX: neuro.update {
// ADEX-DAG: %[[cut:.*]] = neuro.get @V_cut
// ADEX-COUNT-4: math.exp
// ADEX-NOT: math.exp
// ADEX: %[[fires:.*]] = arith.cmpf ogt, %[[new:.*]], %[[cut]]
// ADEX: neuro.detect "spikes" if %[[fires]]
// ADEX-NOT: scf.

// w flows while V is held: two propagators, the second with V's row zero.
// HOLD: neuro.propagator @p0 states [@V, @w] inputs ["I", "1"]
// HOLD: reason = "V, w: linear with constant coefficients"
// HOLD: neuro.propagator @p1 states [@V, @w] inputs ["I", "1"]
// HOLD: %[[zero:.*]] = arith.constant 0.0
// HOLD: neuro.yield %[[zero]], %[[zero]], %[[zero]], %[[zero]],
// HOLD: reason = "V, w: linear, with the held states still"
// HOLD: neuro.update {
// HOLD: %[[held:.*]] = neuro.refractory
// HOLD: neuro.coefficient @p1[1, 1]
// HOLD-NOT: neuro.coefficient @p1[0
// HOLD: arith.select %[[held]]

// Only the adaptive method loops.
// RK45: neuro.update {
// RK45: scf.while
// RK45-COUNT-7: math.exp
// RK45-NOT: math.exp
// RK45: arith.maximumf
// RK45: math.powf
// RK45: scf.yield
// RK45: neuro.detect "spikes"

// EULER: neuro.update {
// EULER: %[[h:.*]] = neuro.dt
// EULER: %[[moved:.*]] = arith.mulf %[[h]], %{{.*}}
// EULER-NOT: math.
// EULER: neuro.arrival @arrive
