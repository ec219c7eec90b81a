// Conductance-driven V is linear in itself; th changes only at spikes.
neuro.model @CondLIF kind(neuron) {
  neuro.param @C : f64 default {
    %0 = arith.constant 200.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @g_L : f64 default {
    %0 = arith.constant 10.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @E_L : f64 default {
    %0 = arith.constant -65.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @E_ex : f64 default {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @tau_ex : f64 default {
    %0 = arith.constant 5.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @V_th : f64 default {
    %0 = arith.constant -50.0 : f64
    neuro.yield %0 : f64
  }
  neuro.input @I : f64
  neuro.state @V : f64 init {
    %0 = neuro.get @E_L : f64
    neuro.yield %0 : f64
  }
  neuro.state @ex.g : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.state @th : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.ddt @V {
    %0 = neuro.get @g_L : f64
    %1 = neuro.get @E_L : f64
    %2 = neuro.get @V : f64
    %3 = arith.subf %1, %2 : f64
    %4 = arith.mulf %0, %3 : f64
    %5 = neuro.get @ex.g : f64
    %6 = neuro.get @E_ex : f64
    %7 = neuro.get @V : f64
    %8 = arith.subf %6, %7 : f64
    %9 = arith.mulf %5, %8 : f64
    %10 = arith.addf %4, %9 : f64
    %11 = neuro.get @I : f64
    %12 = arith.addf %10, %11 : f64
    %13 = neuro.get @C : f64
    %14 = arith.divf %12, %13 : f64
    neuro.yield %14 : f64
  }
  neuro.ddt @ex.g {
    %0 = neuro.get @ex.g : f64
    %1 = arith.negf %0 : f64
    %2 = neuro.get @tau_ex : f64
    %3 = arith.divf %1, %2 : f64
    neuro.yield %3 : f64
  }
  neuro.on @ex {
  ^bb0(%w: f64):
    %0 = neuro.get @ex.g : f64
    %1 = arith.addf %0, %w : f64
    neuro.set @ex.g, %1 : f64
  }
  neuro.spike when {
    %0 = neuro.get @V : f64
    %1 = neuro.get @V_th : f64
    %2 = neuro.get @th : f64
    %3 = arith.addf %1, %2 : f64
    %4 = arith.cmpf ogt, %0, %3 : f64
    neuro.yield %4 : i1
  } refractory {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  } reset {
    %0 = neuro.get @E_L : f64
    neuro.set @V, %0 : f64
    %1 = neuro.get @th : f64
    %2 = arith.constant 1.0 : f64
    %3 = arith.addf %1, %2 : f64
    neuro.set @th, %3 : f64
  }
}
