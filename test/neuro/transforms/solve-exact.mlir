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
