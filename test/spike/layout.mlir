// spike-layout chooses storage types, gives slots and makes arithmetic follow.
// RUN: neuro-opt %s --spike-layout=precision=auto | FileCheck %s --check-prefixes=CHECK,AUTO
// RUN: neuro-opt %s --spike-layout=precision=f64 | FileCheck %s --check-prefixes=CHECK,F64
// RUN: neuro-opt %s --spike-layout=precision=f32 | FileCheck %s --check-prefixes=CHECK,F32
// RUN: neuro-opt %s --spike-layout=precision=auto --spike-verify-s2 -o /dev/null

// CHECK-LABEL: spike.class @Fast
// CHECK: spike.field @tau : f64 role(parameter) slot 0 value
// CHECK: spike.field @rest : f64 role(parameter) element slot 0
// AUTO: spike.field @target : f32 role(parameter) element slot 1
// F64: spike.field @target : f64 role(parameter) element slot 1
// CHECK: spike.field @p : f64 role(coefficient) slot 1
// AUTO: spike.field @V : f32 role(state) element slot 2{{$}}
// F64: spike.field @V : f64 role(state) element slot 2{{$}}
// CHECK: spike.field @ticks : f64 role(derived) slot 2
// CHECK: spike.field @refractory : i32 role(refractory) element slot 3
// CHECK: spike.field @spikes : i8 role(event) element slot 4
spike.class @Fast {
  spike.field @tau : f64 role(parameter) value {
    %0 = arith.constant 10.0 : f64
    spike.yield %0 : f64
  }
  // No kernel touches it: it stays as precise as it was given.
  spike.field @rest : f64 role(parameter) element
  spike.field @target : f64 role(parameter) element
  spike.field @p : f64 role(coefficient)
  spike.field @V : f64 role(state) element
  spike.field @ticks : f64 role(derived) value {
    %0 = arith.constant 20.0 : f64
    spike.yield %0 : f64
  }
  spike.field @refractory : i32 role(refractory) element
  spike.field @spikes : i8 role(event) element
  spike.propagator @p0 states 1 inputs 0 of [@V] coefficients [@p] matrix {
    %tau = spike.read @tau : f64
    %minus = arith.constant -1.0 : f64
    %0 = arith.divf %minus, %tau : f64
    spike.yield %0 : f64
  }
  // Uniforms and constants adapt to their use; the count of ticks is taken in f64.
  // AUTO: spike.kernel @Fast.update {{.*}} width 16 {
  // F64: spike.kernel @Fast.update {{.*}} width 8 {
  // AUTO: %[[V:.*]] = spike.load @V : f32
  // AUTO: %[[P64:.*]] = spike.load @p : f64
  // AUTO: %[[P:.*]] = arith.truncf %[[P64]] : f64 to f32
  // AUTO: %[[T:.*]] = spike.load @target : f32
  // AUTO: %[[TICKS:.*]] = spike.load @ticks : f64
  // AUTO: %[[TH:.*]] = arith.constant 2.000000e+01 : f32
  // AUTO: %[[A:.*]] = arith.mulf %[[P]], %[[V]] : f32
  // AUTO: %[[B:.*]] = arith.addf %[[A]], %[[T]] : f32
  // AUTO: arith.cmpf oge, %[[B]], %[[TH]] : f32
  // AUTO: arith.fptosi %[[TICKS]] : f64 to i32
  // AUTO: spike.store @V, %{{.*}} : f32
  // F64-NOT: f32
  // F64: spike.store @V
  spike.kernel @Fast.update phase(update) reads [@V, @p, @target, @ticks]
      writes [@V, @refractory, @spikes] {
    %V = spike.load @V : f64
    %p = spike.load @p : f64
    %T = spike.load @target : f64
    %ticks = spike.load @ticks : f64
    %th = arith.constant 20.0 : f64
    %a = arith.mulf %p, %V : f64
    %b = arith.addf %a, %T : f64
    %c = arith.cmpf oge, %b, %th : f64
    %n = arith.fptosi %ticks : f64 to i32
    spike.mark @spikes if %c
    spike.store @refractory, %n : i32
    spike.store @V, %b : f64
  }
}

// CHECK-LABEL: spike.class @Slow
// AUTO: spike.field @w : f64 role(state) element slot 0 reason "changes by 1e-06 of itself in a tick of 0.1 ms; f32 keeps 6e-8"
// AUTO: spike.field @n : f64 role(state) element slot 1 reason "sums up without decay; f32 would lose small changes"
// AUTO: spike.field @V : f32 role(state) element slot 2
// AUTO: spike.field @last : f32 role(state) element slot 3
// F32: spike.field @w : f32 role(state) element slot 0{{$}}
spike.class @Slow {
  spike.field @tau : f64 role(parameter) value {
    %0 = arith.constant 1.0e5 : f64
    spike.yield %0 : f64
  }
  spike.field @pw : f64 role(coefficient)
  spike.field @pwn : f64 role(coefficient)
  spike.field @pnw : f64 role(coefficient)
  spike.field @pn : f64 role(coefficient)
  spike.field @w : f64 role(state) element
  spike.field @n : f64 role(state) element
  spike.field @V : f64 role(state) element
  spike.field @last : f64 role(state) element
  spike.propagator @p0 states 2 inputs 0 of [@w, @n] coefficients [@pw, @pwn, @pnw, @pn] matrix {
    %tau = spike.read @tau : f64
    %minus = arith.constant -1.0 : f64
    %zero = arith.constant 0.0 : f64
    %0 = arith.divf %minus, %tau : f64
    %one = arith.constant 1.0 : f64
    spike.yield %0, %zero, %one, %zero : f64, f64, f64, f64
  }
  // What works on a wide field is wide; V alone stays narrow. Time is f64, and
  // so is the difference of a time and a stored time.
  // AUTO: %[[W:.*]] = spike.load @w : f64
  // AUTO: %[[P:.*]] = spike.load @pw : f64
  // AUTO: %[[V:.*]] = spike.load @V : f32
  // AUTO: %[[VW:.*]] = arith.extf %[[V]] : f32 to f64
  // AUTO: %[[A:.*]] = arith.mulf %[[P]], %[[W]] : f64
  // AUTO: %[[B:.*]] = arith.addf %[[A]], %[[VW]] : f64
  // AUTO: spike.store @w, %[[B]] : f64
  // AUTO: arith.mulf %[[V]], %[[V]] : f32
  // AUTO: arith.subf %{{.*}}, %{{.*}} : f64
  // AUTO: arith.truncf %{{.*}} : f64 to f32
  // AUTO: spike.store @last, %{{.*}} : f32
  spike.kernel @Slow.update phase(update) reads [@w, @pw, @V, @last, @n] writes [@w, @V, @last, @n] {
    %w = spike.load @w : f64
    %p = spike.load @pw : f64
    %V = spike.load @V : f64
    %a = arith.mulf %p, %w : f64
    %b = arith.addf %a, %V : f64
    spike.store @w, %b : f64
    %VV = arith.mulf %V, %V : f64
    spike.store @V, %VV : f64
    %t = spike.time : f64
    %last = spike.load @last : f64
    %age = arith.subf %t, %last : f64
    spike.store @last, %age : f64
    %n = spike.load @n : f64
    spike.store @n, %n : f64
  }
}

// A propagator that holds the state while it is refractory decides nothing.
// CHECK-LABEL: spike.class @Held
// AUTO: spike.field @V : f32 role(state) element slot 0{{$}}
spike.class @Held {
  spike.field @p : f64 role(coefficient)
  spike.field @q : f64 role(coefficient)
  spike.field @V : f64 role(state) element
  spike.propagator @p0 states 1 inputs 0 of [@V] coefficients [@p] matrix {
    %0 = arith.constant -0.1 : f64
    spike.yield %0 : f64
  }
  spike.propagator @p1 states 1 inputs 0 of [@V] coefficients [@q] matrix {
    %0 = arith.constant 0.0 : f64
    spike.yield %0 : f64
  }
  spike.kernel @Held.update phase(update) reads [@V] writes [@V] {
    %V = spike.load @V : f64
    spike.store @V, %V : f64
  }
}

// A loop is error control: states stay f64, and the body is computed in f64.
// CHECK-LABEL: spike.class @Adaptive
// AUTO: spike.field @V : f64 role(state) element slot 0 reason "integrated with error control, which f32 would defeat"
// AUTO: spike.field @I : f32 role(input) element slot 1
// AUTO: spike.kernel @Adaptive.update {{.*}} width 1 {
// AUTO: %[[I:.*]] = spike.load @I : f32
// AUTO: arith.extf %[[I]] : f32 to f64
// F32: spike.field @V : f32
// F32: arith.truncf %{{.*}} : f64 to f32
// F32-NEXT: spike.store @V, %{{.*}} : f32
spike.class @Adaptive {
  spike.field @V : f64 role(state) element
  spike.field @I : f64 role(input) element
  spike.kernel @Adaptive.update phase(update) reads [@V, @I] writes [@V] {
    %V = spike.load @V : f64
    %I = spike.load @I : f64
    %one = arith.constant 1.0 : f64
    %r = scf.while (%x = %V) : (f64) -> f64 {
      %c = arith.cmpf olt, %x, %one : f64
      scf.condition(%c) %x : f64
    } do {
    ^bb0(%x: f64):
      %y = arith.addf %x, %I : f64
      scf.yield %y : f64
    }
    spike.store @V, %r : f64
  }
}
