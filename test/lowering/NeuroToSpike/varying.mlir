// A parameter that some population draws, or computes from the element, has one
// value for each element, and so has what is computed from it.
// RUN: neuro-opt %s --convert-neuro-to-spike | FileCheck %s

// CHECK-LABEL: spike.class @Osc
// CHECK: spike.field @drawn : f64 role(parameter) element
// CHECK: spike.field @indexed : f64 role(parameter) element
// CHECK: spike.field @same : f64 role(parameter) value
// CHECK: spike.field @follows : f64 role(parameter) element
// CHECK: spike.field @d0 : f64 role(derived) element
// CHECK: spike.field @d1 : f64 role(derived) value
// CHECK: spike.field @p0_0_0 : f64 role(coefficient) element
// CHECK: spike.field @previous : f64 role(previous) element
neuro.model @Osc kind(neuron) {
  neuro.param @drawn : f64 default {
    %0 = arith.constant 1.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @indexed : f64 default {
    %0 = arith.constant 1.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @same : f64 default {
    %0 = arith.constant 1.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @follows : f64 default {
    %0 = neuro.get @drawn : f64
    neuro.yield %0 : f64
  }
  neuro.derived @d0 : f64 {
    %0 = neuro.get @indexed : f64
    neuro.yield %0 : f64
  }
  neuro.derived @d1 : f64 {
    %0 = neuro.get @same : f64
    neuro.yield %0 : f64
  }
  neuro.state @x : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.previous @previous : f64
  neuro.propagator @p0 states [@x] inputs [] rows 1 cols 1 {
    %0 = neuro.get @d0 : f64
    neuro.yield %0 : f64
  }
  neuro.update {
  }
}
neuro.network @Net {
  neuro.population @A model @Osc shape {
    %n = arith.constant 10 : i64
    neuro.yield %n : i64
  } {
    neuro.init @drawn draws {
      %0 = arith.constant 1.0 : f64
      %v = neuro.draw "normal" %0, %0 : (f64, f64) -> f64
      neuro.yield %v : f64
    }
    neuro.init @same {
      %0 = arith.constant 2.0 : f64
      neuro.yield %0 : f64
    }
  }
  neuro.population @B model @Osc shape {
    %n = arith.constant 10 : i64
    neuro.yield %n : i64
  } {
    neuro.init @indexed {
      %0 = neuro.index "i" : f64
      neuro.yield %0 : f64
    }
  }
}
