// A handler that is not linear in what arrives.
neuro.model @Squares kind(neuron) {
  neuro.state @g : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.ddt @g {
    %0 = neuro.get @g : f64
    %1 = arith.negf %0 : f64
    %2 = arith.constant 5.0 : f64
    %3 = arith.divf %1, %2 : f64
    neuro.yield %3 : f64
  }
  neuro.on @arrive {
  ^bb0(%w: f64):
    %0 = neuro.get @g : f64
    %1 = arith.mulf %w, %w : f64
    %2 = arith.addf %0, %1 : f64
    neuro.set @g, %2 : f64
  }
}
