// Adaptive exponential integrate-and-fire neuron (Brette & Gerstner 2005).
neuro.model @AdEx kind(neuron) {
  neuro.param @C : f64 default {
    %0 = arith.constant 281.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @g_L : f64 default {
    %0 = arith.constant 30.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @E_L : f64 default {
    %0 = arith.constant -70.6 : f64
    neuro.yield %0 : f64
  }
  neuro.param @V_T : f64 default {
    %0 = arith.constant -50.4 : f64
    neuro.yield %0 : f64
  }
  neuro.param @D_T : f64 default {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @tau_w : f64 default {
    %0 = arith.constant 144.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @a : f64 default {
    %0 = arith.constant 4.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @b : f64 default {
    %0 = arith.constant 80.5 : f64
    neuro.yield %0 : f64
  }
  neuro.param @V_cut : f64 default {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.input @I : f64
  neuro.state @V : f64 init {
    %0 = neuro.get @E_L : f64
    neuro.yield %0 : f64
  }
  neuro.state @w : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.ddt @V {
    %0 = neuro.get @g_L : f64
    %1 = neuro.get @E_L : f64
    %2 = neuro.get @V : f64
    %3 = arith.subf %1, %2 : f64
    %4 = arith.mulf %0, %3 : f64
    %5 = neuro.get @g_L : f64
    %6 = neuro.get @D_T : f64
    %7 = arith.mulf %5, %6 : f64
    %8 = neuro.get @V : f64
    %9 = neuro.get @V_T : f64
    %10 = arith.subf %8, %9 : f64
    %11 = neuro.get @D_T : f64
    %12 = arith.divf %10, %11 : f64
    %13 = math.exp %12 : f64
    %14 = arith.mulf %7, %13 : f64
    %15 = arith.addf %4, %14 : f64
    %16 = neuro.get @w : f64
    %17 = arith.subf %15, %16 : f64
    %18 = neuro.get @I : f64
    %19 = arith.addf %17, %18 : f64
    %20 = neuro.get @C : f64
    %21 = arith.divf %19, %20 : f64
    neuro.yield %21 : f64
  }
  neuro.ddt @w {
    %0 = neuro.get @a : f64
    %1 = neuro.get @V : f64
    %2 = neuro.get @E_L : f64
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
    %1 = neuro.get @V_cut : f64
    %2 = arith.cmpf ogt, %0, %1 : f64
    neuro.yield %2 : i1
  } reset {
    %0 = neuro.get @E_L : f64
    neuro.set @V, %0 : f64
    %1 = neuro.get @w : f64
    %2 = neuro.get @b : f64
    %3 = arith.addf %1, %2 : f64
    neuro.set @w, %3 : f64
  }
}
