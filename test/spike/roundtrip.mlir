// Everything the dialect can say is printed as it was written.
// RUN: neuro-opt %s | neuro-opt | FileCheck %s
// RUN: neuro-opt %s --mlir-print-op-generic | neuro-opt | FileCheck %s

// CHECK-LABEL: spike.class @LIF
spike.class @LIF {
  // CHECK: spike.field @tau : f64 role(parameter) unit "ms" scale 1.000000e+00 value {
  // CHECK: } where "tau > 0 ms" {
  spike.field @tau : f64 role(parameter) unit "ms" scale 1.0 value {
    %0 = arith.constant 2.0 : f64
    spike.yield %0 : f64
  } where "tau > 0 ms" {
    %tau = spike.read @tau : f64
    %zero = arith.constant 0.0 : f64
    %0 = arith.cmpf ogt, %tau, %zero : f64
    spike.yield %0 : i1
  }
  // CHECK: spike.field @ticks : f64 role(derived) value {
  // CHECK-NEXT: spike.dt : f64
  spike.field @ticks : f64 role(derived) value {
    %h = spike.dt : f64
    spike.yield %h : f64
  }
  spike.field @p0_0_0 : f64 role(coefficient)
  // CHECK: spike.field @I : f32 role(state) element unit "pA" slot 0 reason "small" value {
  spike.field @I : f32 role(state) element unit "pA" slot 0 reason "small" value {
    %0 = arith.constant 0.0 : f64
    spike.yield %0 : f64
  }
  spike.field @syn : f64 role(arrive) element
  spike.field @spikes : i8 role(event) element
  spike.field @refractory : i32 role(refractory) element
  spike.field @x : f64 role(let) element
  // CHECK: spike.propagator @p0 states 1 inputs 0 of [@I] coefficients [@p0_0_0] matrix {
  spike.propagator @p0 states 1 inputs 0 of [@I] coefficients [@p0_0_0] matrix {
    %tau = spike.read @tau : f64
    %minus = arith.constant -1.0 : f64
    %0 = arith.divf %minus, %tau : f64
    spike.yield %0 : f64
  }
  // CHECK: spike.kernel @LIF.update phase(update) reads [@I, @p0_0_0, @syn] writes [@I, @spikes, @syn] width 8 {
  // CHECK-NEXT: spike.load @I : f32
  // CHECK: spike.clear @syn
  // CHECK: spike.mark @spikes if %{{.*}}
  // CHECK: spike.store @I, %{{.*}} : f32
  spike.kernel @LIF.update phase(update) reads [@I, @p0_0_0, @syn] writes [@I, @spikes, @syn] width 8 {
    %I = spike.load @I : f32
    %p = spike.load @p0_0_0 : f64
    %w = spike.load @syn : f64
    spike.clear @syn
    %1 = spike.exprelr %w : f64
    %t = spike.time : f64
    %fires = arith.cmpf oge, %1, %t : f64
    spike.mark @spikes if %fires
    spike.store @I, %I : f32
  }
  // CHECK: spike.kernel @LIF.record phase(record) reads [] writes [@x]
  spike.kernel @LIF.record phase(record) reads [] writes [@x] {
    %0 = spike.dt : f64
    spike.store @x, %0 : f64
  }
}

// CHECK-LABEL: spike.network @Net
spike.network @Net {
  // CHECK: spike.parameter @n integer unit "1" scale 1.000000e+00 value {
  spike.parameter @n integer unit "1" scale 1.0 value {
    %0 = arith.constant 100.0 : f64
    spike.yield %0 : f64
  }
  // CHECK: spike.population @E class @LIF shape {
  // CHECK: spike.init @I draws {
  // CHECK: spike.draw "uniform"(%{{.*}}, %{{.*}}) : f64
  spike.population @E class @LIF shape {
    %n = spike.get_parameter @n : f64
    spike.yield %n : f64
  } {
    spike.init @I draws {
      %a = arith.constant 0.0 : f64
      %i = spike.index(i) : f64
      %x = spike.coordinate(i) 0 : f64
      %v = spike.draw "uniform"(%a, %i) : f64
      spike.yield %v : f64
    }
  }
  // CHECK: spike.population @X source(poisson) shape {
  spike.population @X source(poisson) shape {
    %n = spike.get_parameter @n : f64
    spike.yield %n : f64
  } {
    spike.init @rate {
      %a = arith.constant 18.0 : f64
      spike.yield %a : f64
    }
  }
  // CHECK: spike.view @A = [@E, @X]
  spike.view @A = [@E, @X]
  // CHECK: spike.view @"E[0..10]" = [@E] range {
  spike.view @"E[0..10]" = [@E] range {
    %a = arith.constant 0.0 : f64
    %b = arith.constant 10.0 : f64
    spike.yield %a, %b : f64, f64
  }
  // CHECK: spike.projection @p0 label "in" text "X -> E.syn" from @X event "spikes" to @E port "syn" unit "pA" scale 1.000000e+00 rule(bernoulli) argument {
  // CHECK: } where {
  // CHECK: } weight {
  // CHECK: } delay {
  // CHECK: } {no_autapses, weight_draws}
  spike.projection @p0 label "in" text "X -> E.syn" from @X event "spikes" to @E port "syn"
      unit "pA" scale 1.0 rule(bernoulli) argument {
    %d = spike.distance : f64
    spike.yield %d : f64
  } where {
    %i = spike.index(i) : f64
    %j = spike.index(j) : f64
    %0 = arith.cmpf one, %i, %j : f64
    spike.yield %0 : i1
  } weight {
    %w = spike.end_field(j) @tau : f64
    spike.yield %w : f64
  } delay {
    %d = arith.constant 1.5 : f64
    spike.yield %d : f64
  } {no_autapses, weight_draws}
  // CHECK: spike.probe "mean(E.I)" of @E kind(function) what "I" function "mean" unit "pA" scale 1.000000e+00 every {
  // CHECK: } when {
  spike.probe "mean(E.I)" of @E kind(function) what "I" function "mean" unit "pA" scale 1.0 every {
    %a = arith.constant 1.0 : f64
    spike.yield %a : f64
  } when {
    %t = spike.time : f64
    %a = arith.constant 100.0 : f64
    %c = arith.cmpf oge, %t, %a : f64
    spike.yield %c : i1
  }
  // CHECK: spike.schedule ["update", "emit", "deliver", "record"] window 1.500000e+00
  spike.schedule ["update", "emit", "deliver", "record"] window 1.5
}
