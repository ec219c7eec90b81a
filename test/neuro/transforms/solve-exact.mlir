// RUN: neuro-opt --neuro-classify --neuro-solve %s | FileCheck %s

// Leaky integrate-and-fire with an exponential current synapse: one linear
// block, solved by its propagator; only inputs are left to multiply.

// CHECK-LABEL: neuro.model @LIF
neuro.model @LIF kind(neuron) {
  neuro.param @tau_m : f64 default {
    %0 = arith.constant 20.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @C : f64 default {
    %0 = arith.constant 250.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @E_L : f64 default {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @V_th : f64 default {
    %0 = arith.constant 20.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @t_ref : f64 default {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @syn.tau : f64 default {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
  neuro.input @I_e : f64
  // CHECK: neuro.state @V : f64
  // CHECK: reason = "linear with constant coefficients, together with syn.I", solver = "exact"
  neuro.state @V : f64 init {
    %E = neuro.get @E_L : f64
    neuro.yield %E : f64
  }
  // CHECK: neuro.state @syn.I : f64
  // CHECK: reason = "linear with constant coefficients", solver = "exact"
  neuro.state @syn.I : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  // CHECK-NOT: neuro.ddt
  // CHECK: neuro.propagator @p0 states [@V, @syn.I] inputs ["I_e", "1"] rows 2 cols 4 {
  // CHECK: neuro.yield
  // CHECK: {reason = "V, syn.I: linear with constant coefficients"}
  // CHECK: neuro.port @syn
  // CHECK: neuro.update {
  // FLOW, with everything at t_n; V stands still while refractory.
  // CHECK-DAG: %[[V:.*]] = neuro.get @V :
  // CHECK-DAG: %[[I:.*]] = neuro.get @syn.I :
  // CHECK-DAG: %[[Ie:.*]] = neuro.get @I_e :
  // CHECK-DAG: %[[held:.*]] = neuro.refractory
  // CHECK: %[[p00:.*]] = neuro.coefficient @p0[0, 0]
  // CHECK: %[[a:.*]] = arith.mulf %[[p00]], %[[V]]
  // CHECK: %[[p01:.*]] = neuro.coefficient @p0[0, 1]
  // CHECK: %[[b:.*]] = arith.mulf %[[p01]], %[[I]]
  // CHECK: %[[ab:.*]] = arith.addf %[[a]], %[[b]]
  // CHECK: %[[q0:.*]] = neuro.coefficient @p0[0, 2]
  // CHECK: %[[c:.*]] = arith.mulf %[[q0]], %[[Ie]]
  // CHECK: %[[abc:.*]] = arith.addf %[[ab]], %[[c]]
  // CHECK: %[[q1:.*]] = neuro.coefficient @p0[0, 3]
  // CHECK: %[[moved:.*]] = arith.addf %[[abc]], %[[q1]]
  // The current depends on nothing else: one coefficient.
  // CHECK: %[[p11:.*]] = neuro.coefficient @p0[1, 1]
  // CHECK: %[[decayed:.*]] = arith.mulf %[[p11]], %[[I]]
  // CHECK-NOT: neuro.coefficient
  // CHECK: %[[flowed:.*]] = arith.select %[[held]], %[[V]], %[[moved]]
  // ARRIVE
  // CHECK: %[[w:.*]] = neuro.arrival @syn
  // CHECK: %[[arrived:.*]] = arith.addf %[[decayed]], %[[w]]
  // DETECT
  // CHECK: %[[above:.*]] = arith.cmpf oge, %[[flowed]]
  // CHECK: %[[ticks:.*]] = math.round
  // CHECK: %[[hit:.*]] = neuro.detect "spikes" if %[[above]] refractory %[[ticks]]
  // RESET
  // CHECK: %[[final:.*]] = arith.select %[[hit]], %{{.*}}, %[[flowed]]
  // CHECK-NEXT: neuro.set @V, %[[final]]
  // CHECK-NEXT: neuro.set @syn.I, %[[arrived]]
  // CHECK-NEXT: }
  // CHECK-NOT: neuro.spike
  neuro.ddt @V {
    %E = neuro.get @E_L : f64
    %V = neuro.get @V : f64
    %tau = neuro.get @tau_m : f64
    %I = neuro.get @syn.I : f64
    %Ie = neuro.get @I_e : f64
    %C = neuro.get @C : f64
    %0 = arith.subf %E, %V : f64
    %1 = arith.divf %0, %tau : f64
    %2 = arith.addf %I, %Ie : f64
    %3 = arith.divf %2, %C : f64
    %4 = arith.addf %1, %3 : f64
    neuro.yield %4 : f64
  }
  neuro.ddt @syn.I {
    %I = neuro.get @syn.I : f64
    %tau = neuro.get @syn.tau : f64
    %0 = arith.negf %I : f64
    %1 = arith.divf %0, %tau : f64
    neuro.yield %1 : f64
  }
  neuro.on @syn {
  ^bb0(%w: f64):
    %I = neuro.get @syn.I : f64
    %0 = arith.addf %I, %w : f64
    neuro.set @syn.I, %0 : f64
  }
  neuro.spike when {
    %V = neuro.get @V : f64
    %th = neuro.get @V_th : f64
    %0 = arith.cmpf oge, %V, %th : f64
    neuro.yield %0 : i1
  } refractory {
    %t = neuro.get @t_ref : f64
    neuro.yield %t : f64
  } hold [@V] reset {
    %0 = arith.constant 10.0 : f64
    neuro.set @V, %0 : f64
  }
}
