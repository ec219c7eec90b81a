// Linear adaptation: w reads V, which is held while refractory, so that w has one
// propagator while V flows and another while it stands still.
neuro.model @AdaptiveLIF kind(neuron) {
  neuro.param @C : f64 default {
    %0 = arith.constant 200.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @g : f64 default {
    %0 = arith.constant 10.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @E : f64 default {
    %0 = arith.constant -70.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @V_th : f64 default {
    %0 = arith.constant -50.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @V_reset : f64 default {
    %0 = arith.constant -60.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @t_ref : f64 default {
    %0 = arith.constant 1.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @tau_w : f64 default {
    %0 = arith.constant 100.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @a : f64 default {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @b : f64 default {
    %0 = arith.constant 20.0 : f64
    neuro.yield %0 : f64
  }
  neuro.input @I : f64
  neuro.state @V : f64 init {
    %0 = neuro.get @E : f64
    neuro.yield %0 : f64
  }
  neuro.state @w : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.ddt @V {
    %0 = neuro.get @g : f64
    %1 = neuro.get @E : f64
    %2 = neuro.get @V : f64
    %3 = arith.subf %1, %2 : f64
    %4 = arith.mulf %0, %3 : f64
    %5 = neuro.get @w : f64
    %6 = arith.subf %4, %5 : f64
    %7 = neuro.get @I : f64
    %8 = arith.addf %6, %7 : f64
    %9 = neuro.get @C : f64
    %10 = arith.divf %8, %9 : f64
    neuro.yield %10 : f64
  }
  neuro.ddt @w {
    %0 = neuro.get @a : f64
    %1 = neuro.get @V : f64
    %2 = neuro.get @E : f64
    %3 = arith.subf %1, %2 : f64
    %4 = arith.mulf %0, %3 : f64
    %5 = neuro.get @w : f64
    %6 = arith.subf %4, %5 : f64
    %7 = neuro.get @tau_w : f64
    %8 = arith.divf %6, %7 : f64
    neuro.yield %8 : f64
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
    %1 = neuro.get @w : f64
    %2 = neuro.get @b : f64
    %3 = arith.addf %1, %2 : f64
    neuro.set @w, %3 : f64
  }
}
