// Leaky integrate-and-fire neuron with an excitatory and an inhibitory exponential
// current synapse and an input current: one linear block.
neuro.model @LIF kind(neuron) {
  neuro.param @C : f64 default {
    %0 = arith.constant 250.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @tau_m : f64 default {
    %0 = arith.constant 10.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @E_L : f64 default {
    %0 = arith.constant -65.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @V_th : f64 default {
    %0 = arith.constant -50.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @V_reset : f64 default {
    %0 = arith.constant -65.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @t_ref : f64 default {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @tau_ex : f64 default {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @tau_in : f64 default {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
  neuro.input @I : f64
  neuro.state @V : f64 init {
    %0 = neuro.get @E_L : f64
    neuro.yield %0 : f64
  }
  neuro.state @ex.I : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.state @inh.I : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.ddt @V {
    %0 = neuro.get @E_L : f64
    %1 = neuro.get @V : f64
    %2 = arith.subf %0, %1 : f64
    %3 = neuro.get @tau_m : f64
    %4 = arith.divf %2, %3 : f64
    %5 = neuro.get @ex.I : f64
    %6 = neuro.get @inh.I : f64
    %7 = arith.addf %5, %6 : f64
    %8 = neuro.get @I : f64
    %9 = arith.addf %7, %8 : f64
    %10 = neuro.get @C : f64
    %11 = arith.divf %9, %10 : f64
    %12 = arith.addf %4, %11 : f64
    neuro.yield %12 : f64
  }
  neuro.ddt @ex.I {
    %0 = neuro.get @ex.I : f64
    %1 = arith.negf %0 : f64
    %2 = neuro.get @tau_ex : f64
    %3 = arith.divf %1, %2 : f64
    neuro.yield %3 : f64
  }
  neuro.ddt @inh.I {
    %0 = neuro.get @inh.I : f64
    %1 = arith.negf %0 : f64
    %2 = neuro.get @tau_in : f64
    %3 = arith.divf %1, %2 : f64
    neuro.yield %3 : f64
  }
  neuro.on @ex {
  ^bb0(%w: f64):
    %0 = neuro.get @ex.I : f64
    %1 = arith.addf %0, %w : f64
    neuro.set @ex.I, %1 : f64
  }
  neuro.on @inh {
  ^bb0(%w: f64):
    %0 = neuro.get @inh.I : f64
    %1 = arith.addf %0, %w : f64
    neuro.set @inh.I, %1 : f64
  }
  neuro.spike when {
    %0 = neuro.get @V : f64
    %1 = neuro.get @V_th : f64
    %2 = arith.cmpf oge, %0, %1 : f64
    neuro.yield %2 : i1
  } refractory {
    %0 = neuro.get @t_ref : f64
    neuro.yield %0 : f64
  } hold [@V] reset {
    %0 = neuro.get @V_reset : f64
    neuro.set @V, %0 : f64
  }
}
