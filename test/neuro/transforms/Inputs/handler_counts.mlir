// A handler that would have to run for every event: not executed.
neuro.model @Counts kind(neuron) {
  neuro.state @n : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.on @arrive {
  ^bb0(%w: f64):
    %0 = neuro.get @n : f64
    %1 = arith.constant 1.0 : f64
    %2 = arith.addf %0, %1 : f64
    neuro.set @n, %2 : f64
  }
}
