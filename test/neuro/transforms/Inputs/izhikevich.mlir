// Izhikevich neuron with a delta synapse on V.
neuro.model @Izhikevich kind(neuron) {
  neuro.param @a : f64 default {
    %0 = arith.constant 0.02 : f64
    neuro.yield %0 : f64
  }
  neuro.param @b : f64 default {
    %0 = arith.constant 0.2 : f64
    neuro.yield %0 : f64
  }
  neuro.param @c : f64 default {
    %0 = arith.constant -65.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @d : f64 default {
    %0 = arith.constant 8.0 : f64
    neuro.yield %0 : f64
  }
  neuro.input @I : f64
  neuro.state @V : f64 init {
    %0 = neuro.get @c : f64
    neuro.yield %0 : f64
  }
  neuro.state @u : f64 init {
    %0 = neuro.get @b : f64
    %1 = neuro.get @c : f64
    %2 = arith.mulf %0, %1 : f64
    neuro.yield %2 : f64
  }
  neuro.ddt @V {
    %0 = arith.constant 0.04 : f64
    %1 = neuro.get @V : f64
    %2 = arith.mulf %1, %1 : f64
    %3 = arith.mulf %0, %2 : f64
    %4 = arith.constant 5.0 : f64
    %5 = neuro.get @V : f64
    %6 = arith.mulf %4, %5 : f64
    %7 = arith.addf %3, %6 : f64
    %8 = arith.constant 140.0 : f64
    %9 = arith.addf %7, %8 : f64
    %10 = neuro.get @u : f64
    %11 = arith.subf %9, %10 : f64
    %12 = neuro.get @I : f64
    %13 = arith.addf %11, %12 : f64
    neuro.yield %13 : f64
  }
  neuro.ddt @u {
    %0 = neuro.get @a : f64
    %1 = neuro.get @b : f64
    %2 = neuro.get @V : f64
    %3 = arith.mulf %1, %2 : f64
    %4 = neuro.get @u : f64
    %5 = arith.subf %3, %4 : f64
    %6 = arith.mulf %0, %5 : f64
    neuro.yield %6 : f64
  }
  neuro.on @arrive {
  ^bb0(%w: f64):
    %0 = neuro.get @V : f64
    %1 = arith.addf %0, %w : f64
    neuro.set @V, %1 : f64
  }
  neuro.spike when {
    %0 = neuro.get @V : f64
    %1 = arith.constant 30.0 : f64
    %2 = arith.cmpf oge, %0, %1 : f64
    neuro.yield %2 : i1
  } reset {
    %0 = neuro.get @c : f64
    neuro.set @V, %0 : f64
    %1 = neuro.get @u : f64
    %2 = neuro.get @d : f64
    %3 = arith.addf %1, %2 : f64
    neuro.set @u, %3 : f64
  }
}
