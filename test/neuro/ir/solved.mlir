// RUN: neuro-opt %s | neuro-opt | FileCheck %s
// A model after neuro-solve: f64 only, one straight-line update.

// CHECK-LABEL: neuro.model @LIF kind(neuron)
neuro.model @LIF kind(neuron) {
  neuro.param @tau_m : f64 unit "ms" default {
    %0 = arith.constant 20.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @t_ref : f64 unit "ms"
  // CHECK: neuro.state @V : f64 unit "mV" init {
  // CHECK: } {reason = "linear with constant coefficients", solver = "exact"}
  neuro.state @V : f64 unit "mV" init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  } {solver = "exact", reason = "linear with constant coefficients"}
  neuro.state @syn.I : f64 unit "pA" init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  // CHECK: neuro.derived @d0 : f64 element {
  neuro.derived @d0 : f64 element {
    %t = neuro.get @t_ref : f64
    %h = neuro.dt : f64
    %n = arith.divf %t, %h : f64
    %r = math.roundeven %n : f64
    neuro.yield %r : f64
  }
  // CHECK: neuro.propagator @p0 states [@V, @syn.I] inputs ["1"] rows 2 cols 3 {
  neuro.propagator @p0 states [@V, @syn.I] inputs ["1"] rows 2 cols 3 {
    %a = neuro.get @tau_m : f64
    %z = arith.constant 0.0 : f64
    neuro.yield %a, %z, %z, %z, %a, %z : f64, f64, f64, f64, f64, f64
  } {reason = "linear with constant coefficients"}
  // CHECK: neuro.port @syn unit "pA"
  neuro.port @syn unit "pA"
  // CHECK: neuro.previous @r0 : f64
  neuro.previous @r0 : f64
  // CHECK: neuro.update {
  neuro.update {
    %V = neuro.get @V : f64
    // CHECK: neuro.coefficient @p0[0, 2] : f64
    %p = neuro.coefficient @p0[0, 2] : f64
    // CHECK: neuro.arrival @syn : f64
    %w = neuro.arrival @syn : f64
    %n = arith.addf %p, %w : f64
    // CHECK: neuro.refractory : i1
    %held = neuro.refractory : i1
    %x = arith.select %held, %V, %n : f64
    %th = arith.constant 20.0 : f64
    %c = arith.cmpf oge, %x, %th : f64
    %ticks = neuro.get @d0 : f64
    // CHECK: neuro.detect "spikes" if %{{.*}} refractory %{{.*}}
    %hit = neuro.detect "spikes" if %c refractory %ticks
    // CHECK: neuro.detect "plateau" if %{{[^ ]*}}{{$}}
    %other = neuro.detect "plateau" if %c
    %prev = neuro.get @r0 : f64
    neuro.set @r0, %prev : f64
    // CHECK: neuro.set @V, %{{.*}} : f64
    neuro.set @V, %x : f64
  }
  // CHECK: neuro.record_let @v : f64 unit "1" {
  neuro.record_let @v : f64 unit "1" {
    %V = neuro.get @V : f64
    neuro.yield %V : f64
  }
}

// CHECK-LABEL: neuro.network @Net
neuro.network @Net {
  neuro.netparam @N : f64 unit "1" default {
    %0 = arith.constant 10.0 : f64
    neuro.yield %0 : f64
  } {integer}
  // CHECK: neuro.population @E model @LIF class "LIF#0" shape {
  neuro.population @E model @LIF class "LIF#0" shape {
    %n = neuro.get @N : f64
    neuro.yield %n : f64
  } {
    neuro.init @V draws {
      %i = neuro.index "i" : f64
      %x = neuro.draw "normal" %i, %i : (f64, f64) -> f64
      neuro.yield %x : f64
    }
  }
  neuro.project @p0 text "E -> E.syn" from @E event "plateau" to @E port @syn rule "all" weight {
    %w = arith.constant 1.0 : f64
    neuro.yield %w : f64
  } delay {
    %d = neuro.get @pre::@tau_m : f64
    neuro.yield %d : f64
  }
}
