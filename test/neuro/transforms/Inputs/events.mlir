// Two events beside the spike, bodies that read what they assigned, a clock.
neuro.model @Events kind(neuron) {
  neuro.param @theta : f64 default {
    %0 = arith.constant 1.0 : f64
    neuro.yield %0 : f64
  }
  neuro.input @I : f64
  neuro.state @x : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.state @n : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.state @m : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.state @k : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.ddt @x {
    %0 = neuro.get @I : f64
    neuro.yield %0 : f64
  }
  neuro.spike when {
    %0 = neuro.get @x : f64
    %1 = neuro.get @theta : f64
    %2 = arith.cmpf oge, %0, %1 : f64
    neuro.yield %2 : i1
  } refractory {
    %0 = arith.constant 0.3 : f64
    neuro.yield %0 : f64
  } reset {
    %0 = neuro.get @n : f64
    %1 = arith.constant 1.0 : f64
    %2 = arith.addf %0, %1 : f64
    neuro.set @n, %2 : f64
    %3 = arith.constant 2.0 : f64
    %4 = neuro.get @n : f64
    %5 = arith.mulf %3, %4 : f64
    neuro.set @m, %5 : f64
  }
  neuro.event @up when {
    %0 = neuro.get @x : f64
    %1 = neuro.get @theta : f64
    %2 = arith.constant 2.0 : f64
    %3 = arith.divf %1, %2 : f64
    %4 = arith.cmpf ogt, %0, %3 : f64
    %5 = neuro.rising %4
    neuro.yield %5 : i1
  } do {
    %0 = neuro.get @k : f64
    %1 = arith.constant 1.0 : f64
    %2 = arith.addf %0, %1 : f64
    neuro.set @k, %2 : f64
    %3 = neuro.get @x : f64
    %4 = arith.constant 0.0 : f64
    %5 = neuro.get @k : f64
    %6 = arith.mulf %4, %5 : f64
    %7 = arith.subf %3, %6 : f64
    neuro.set @x, %7 : f64
  }
  neuro.event @late when {
    %0 = neuro.time : f64
    %1 = arith.constant 0.45 : f64
    %2 = arith.cmpf ogt, %0, %1 : f64
    neuro.yield %2 : i1
  }
}
