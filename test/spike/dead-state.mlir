// What no event, no emission and nothing mentioned elsewhere depends on goes away, through any
// number of ticks; the rest keeps its operations.
// RUN: neuro-opt %s --spike-dead-state | FileCheck %s

// CHECK: neuro.notes = {{.*}}"dead-state", "A: without u, w, port free, idle, 4 constants"
// CHECK-LABEL: spike.class @A
spike.class @A {
  spike.field @tau : f64 role(parameter)
  // CHECK-NOT: spike.field @u
  spike.field @u : f64 role(state) element
  // CHECK: spike.field @V : f64 role(state) element {draw_key = 2 : i64}
  spike.field @V : f64 role(state) element
  // w and u feed each other, and nobody else.
  // CHECK-NOT: spike.field @w
  spike.field @w : f64 role(state) element
  // CHECK: spike.field @kept : f64 role(state) element {draw_key = 4 : i64}
  spike.field @kept : f64 role(state) element
  // CHECK-NOT: @p_0_1
  spike.field @p_0_0 : f64 role(coefficient)
  spike.field @p_0_1 : f64 role(coefficient)
  spike.field @p_1_0 : f64 role(coefficient)
  spike.field @p_1_1 : f64 role(coefficient)
  // CHECK-NOT: @q
  spike.field @q : f64 role(coefficient)
  // CHECK: spike.propagator @p states 2 inputs 0 of [@V, @_] coefficients [@p_0_0, @_, @_, @_]
  spike.propagator @p states 2 inputs 0 of [@V, @w] coefficients [@p_0_0, @p_0_1, @p_1_0, @p_1_1] matrix {
    %0 = spike.read @tau : f64
    spike.yield %0, %0, %0, %0 : f64, f64, f64, f64
  }
  // CHECK-NOT: spike.propagator
  spike.propagator @r states 1 inputs 0 coefficients [@q] matrix {
    %0 = spike.read @tau : f64
    spike.yield %0 : f64
  }
  // CHECK: spike.field @syn : f64 role(arrive) element
  spike.field @syn : f64 role(arrive) element
  // CHECK-NOT: @free
  spike.field @free : f64 role(arrive) element
  // CHECK: spike.field @spikes
  spike.field @spikes : i8 role(event) element
  // CHECK-NOT: @idle
  spike.field @idle : i8 role(event) element
  // CHECK: spike.kernel @A.update phase(update) reads [@V, @p_0_0, @syn, @kept] writes [@spikes, @V, @kept, @syn]
  // CHECK-NEXT: %[[V:.*]] = spike.load @V
  // CHECK-NEXT: %[[P:.*]] = spike.load @p_0_0
  // CHECK-NEXT: %[[PV:.*]] = arith.mulf %[[P]], %[[V]]
  // CHECK-NEXT: %[[IN:.*]] = spike.load @syn
  // CHECK-NEXT: %[[SUM:.*]] = arith.addf %[[PV]], %[[IN]]
  // CHECK-NEXT: %[[NONE:.*]] = arith.constant 0.0
  // CHECK-NEXT: %[[ALL:.*]] = arith.addf %[[SUM]], %[[NONE]]
  // CHECK-NOT: spike.store @{{[uw]}}
  // CHECK: spike.mark @spikes
  // CHECK-NOT: spike.mark
  // CHECK: spike.clear @syn
  // CHECK-NOT: spike.clear
  spike.kernel @A.update phase(update) reads [@u, @w, @V, @p_0_0, @p_1_1, @q, @syn, @free, @kept]
      writes [@u, @w, @V, @kept, @spikes, @idle, @syn, @free] {
    %V = spike.load @V : f64
    %p = spike.load @p_0_0 : f64
    %pV = arith.mulf %p, %V : f64
    %in = spike.load @syn : f64
    %sum = arith.addf %pV, %in : f64
    %more = spike.load @free : f64
    %all = arith.addf %sum, %more : f64
    %u = spike.load @u : f64
    %w = spike.load @w : f64
    %pw = spike.load @p_1_1 : f64
    %q = spike.load @q : f64
    %w1 = arith.mulf %pw, %u : f64
    %u1 = arith.mulf %q, %w : f64
    %zero = arith.constant 0.0 : f64
    %fires = arith.cmpf ogt, %all, %zero : f64
    spike.mark @spikes if %fires
    %low = arith.cmpf olt, %u1, %zero : f64
    spike.mark @idle if %low
    %k = spike.load @kept : f64
    %k1 = arith.addf %k, %V : f64
    spike.store @u, %u1 : f64
    spike.store @w, %w1 : f64
    spike.store @V, %all : f64
    spike.store @kept, %k1 : f64
    spike.clear @syn
    spike.clear @free
  }
}

// An edge that learns what nobody asks for does not hear its target.
// CHECK-LABEL: spike.class @S edge
// CHECK-NOT: @count
// CHECK: spike.kernel @S.pre
// CHECK-NOT: spike.kernel @S.post
spike.class @S edge {
  spike.field @g : f64 role(state) element
  spike.field @count : f64 role(state) element
  spike.field @emit0 : f64 role(emit) element
  spike.emit @emit0 phase(emit)
  spike.kernel @S.emit phase(emit) reads [@g] writes [@emit0] {
    %g = spike.load @g : f64
    spike.store @emit0, %g : f64
  }
  spike.kernel @S.pre phase(pre) reads [@g] writes [@g] {
    %g = spike.load @g : f64
    %two = arith.addf %g, %g : f64
    spike.store @g, %two : f64
  }
  spike.kernel @S.post phase(post) reads [@count] writes [@count] {
    %c = spike.load @count : f64
    %two = arith.addf %c, %c : f64
    spike.store @count, %two : f64
  }
}

spike.network @N {
  spike.population @E class @A shape {
    %n = arith.constant 4.0 : f64
    spike.yield %n : f64
  } {
    spike.init @kept {
      %0 = arith.constant 1.0 : f64
      spike.yield %0 : f64
    }
  }
  spike.projection @rec from @E event "spikes" to @E port "syn" rule(all) via @S inits {
  }
}
