// Refractory counters are stored in as few bytes as the longest count of any population
// needs; where something else may set it, they stay as they are.
// RUN: neuro-opt %s --spike-narrow-counters | FileCheck %s
// RUN: neuro-opt %s --spike-narrow-counters='overridden=scale' | FileCheck %s --check-prefix=SET
// RUN: neuro-opt %s --spike-narrow-counters='dt=0.0005' | FileCheck %s --check-prefix=FINE
// RUN: neuro-opt %s --spike-narrow-counters='dt=0' | FileCheck %s --check-prefix=UNKNOWN

// CHECK: neuro.notes = {{.*}}"narrow-counters", "A: 2 bytes"{{.*}}"narrow-counters", "B: 1 byte"{{.*}}"narrow-counters", "C: 4 bytes, since the text does not bound the refractory time"
// SET: "A: 4 bytes{{.*}}"B: 1 byte"
// FINE: "A: 4 bytes"{{.*}}"B: 2 bytes"
// UNKNOWN-NOT: narrow-counters

// Two populations: 20 ticks, and twice 200.
// CHECK-LABEL: spike.class @A
// UNKNOWN-LABEL: spike.class @A
spike.class @A {
  spike.field @t_ref : f64 role(parameter) value {
    %0 = arith.constant 2.0 : f64
    spike.yield %0 : f64
  }
  // CHECK: spike.field @ticks : f64 role(derived) value {
  // CHECK: } {limit = 65535 : i64}
  spike.field @ticks : f64 role(derived) value {
    %0 = spike.read @t_ref : f64
    %1 = spike.dt : f64
    %2 = arith.divf %0, %1 : f64
    %3 = math.round %2 : f64
    spike.yield %3 : f64
  }
  spike.field @V : f64 role(state) element
  spike.field @spikes : i8 role(event) element
  // CHECK: spike.field @c : i16 role(refractory) element
  // UNKNOWN: spike.field @c : i32 role(refractory) element
  spike.field @c : i32 role(refractory) element
  // CHECK: %[[C:.*]] = spike.load @c : i16
  // CHECK: arith.cmpi ugt, %[[C]], %{{.*}} : i16
  // CHECK: arith.subi %[[C]], %{{.*}} : i16
  // CHECK: %[[TICKS:.*]] = spike.load @ticks
  // CHECK: %[[I32:.*]] = arith.fptosi %[[TICKS]] : f64 to i32
  // CHECK: arith.trunci %[[I32]] : i32 to i16
  // CHECK: spike.store @c, %{{.*}} : i16
  spike.kernel @A.update phase(update) reads [@c, @V, @ticks] writes [@spikes, @c] {
    %c = spike.load @c : i32
    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i32
    %held = arith.cmpi sgt, %c, %zero : i32
    %V = spike.load @V : f64
    %theta = arith.constant 1.0 : f64
    %above = arith.cmpf oge, %V, %theta : f64
    %true = arith.constant true
    %free = arith.xori %held, %true : i1
    %fires = arith.andi %above, %free : i1
    spike.mark @spikes if %fires
    %less = arith.subi %c, %one : i32
    %next = arith.select %held, %less, %zero : i32
    %ticks = spike.load @ticks : f64
    %count = arith.fptosi %ticks : f64 to i32
    %new = arith.select %fires, %count, %next : i32
    spike.store @c, %new : i32
  }
}

// Between 10 and 50 ticks by element. Another reader of the counter sees an i32.
// CHECK-LABEL: spike.class @B
spike.class @B {
  spike.field @t_ref : f64 role(parameter) element value {
    %0 = arith.constant 2.0 : f64
    spike.yield %0 : f64
  }
  spike.field @ticks : f64 role(derived) element value {
    %0 = spike.read @t_ref : f64
    %1 = spike.dt : f64
    %2 = arith.divf %0, %1 : f64
    %3 = math.round %2 : f64
    spike.yield %3 : f64
  }
  spike.field @left : f64 role(state) element
  // CHECK: spike.field @c : i8 role(refractory) element
  spike.field @c : i32 role(refractory) element
  // CHECK: %[[C:.*]] = spike.load @c : i8
  // CHECK: %[[WIDE:.*]] = arith.extui %[[C]] : i8 to i32
  // CHECK: arith.sitofp %[[WIDE]] : i32 to f64
  spike.kernel @B.update phase(update) reads [@c, @ticks] writes [@left, @c] {
    %c = spike.load @c : i32
    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i32
    %held = arith.cmpi sgt, %c, %zero : i32
    %left = arith.sitofp %c : i32 to f64
    spike.store @left, %left : f64
    %less = arith.subi %c, %one : i32
    %ticks = spike.load @ticks : f64
    %count = arith.fptosi %ticks : f64 to i32
    %new = arith.select %held, %less, %count : i32
    spike.store @c, %new : i32
  }
}

// How long depends on a state.
// CHECK-LABEL: spike.class @C
spike.class @C {
  spike.field @V : f64 role(state) element
  // CHECK: spike.field @c : i32 role(refractory) element
  spike.field @c : i32 role(refractory) element
  spike.kernel @C.update phase(update) reads [@c, @V] writes [@c] {
    %c = spike.load @c : i32
    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i32
    %held = arith.cmpi sgt, %c, %zero : i32
    %less = arith.subi %c, %one : i32
    %V = spike.load @V : f64
    %count = arith.fptosi %V : f64 to i32
    %new = arith.select %held, %less, %count : i32
    spike.store @c, %new : i32
  }
}

spike.network @N {
  spike.parameter @scale unit "1" value {
    %0 = arith.constant 200.0 : f64
    spike.yield %0 : f64
  }
  spike.population @Short class @A shape {
    %0 = arith.constant 2.0 : f64
    spike.yield %0 : f64
  } {}
  spike.population @Long class @A shape {
    %0 = arith.constant 2.0 : f64
    spike.yield %0 : f64
  } {
    spike.init @t_ref {
      %0 = spike.get_parameter @scale : f64
      %1 = arith.constant 0.2 : f64
      %2 = arith.mulf %0, %1 : f64
      spike.yield %2 : f64
    }
  }
  spike.population @Drawn class @B shape {
    %0 = arith.constant 2.0 : f64
    spike.yield %0 : f64
  } {
    spike.init @t_ref draws {
      %0 = arith.constant 1.0 : f64
      %1 = arith.constant 5.0 : f64
      %2 = spike.draw "uniform" (%0, %1) : f64
      spike.yield %2 : f64
    }
  }
  spike.population @Odd class @C shape {
    %0 = arith.constant 2.0 : f64
    spike.yield %0 : f64
  } {}
}
