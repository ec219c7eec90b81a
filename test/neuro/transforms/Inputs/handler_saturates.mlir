// A handler whose factor depends on the state.
neuro.model @Saturates kind(neuron) {
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
    %1 = arith.constant 1.0 : f64
    %2 = neuro.get @g : f64
    %3 = arith.subf %1, %2 : f64
    %4 = arith.mulf %w, %3 : f64
    %5 = arith.addf %0, %4 : f64
    neuro.set @g, %5 : f64
  }
}
