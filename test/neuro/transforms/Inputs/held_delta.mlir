// A delta synapse onto a held V; `seen` is not held.
neuro.model @HeldDelta kind(neuron) {
  neuro.param @tau : f64 default {
    %0 = arith.constant 10.0 : f64
    neuro.yield %0 : f64
  }
  neuro.state @V : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.state @seen : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.ddt @V {
    %0 = neuro.get @V : f64
    %1 = arith.negf %0 : f64
    %2 = neuro.get @tau : f64
    %3 = arith.divf %1, %2 : f64
    neuro.yield %3 : f64
  }
  neuro.on @arrive {
  ^bb0(%w: f64):
    %0 = neuro.get @V : f64
    %1 = arith.addf %0, %w : f64
    neuro.set @V, %1 : f64
    %2 = neuro.get @seen : f64
    %3 = arith.addf %2, %w : f64
    neuro.set @seen, %3 : f64
  }
  neuro.spike when {
    %0 = neuro.get @V : f64
    %1 = arith.constant 15.0 : f64
    %2 = arith.cmpf oge, %0, %1 : f64
    neuro.yield %2 : i1
  } refractory {
    %0 = arith.constant 0.3 : f64
    neuro.yield %0 : f64
  } hold [@V] reset {
    %0 = arith.constant 0.0 : f64
    neuro.set @V, %0 : f64
  }
}
