// RUN: neuro-opt %s --convert-spike-to-loops --canonicalize --cse | FileCheck %s
// RUN: neuro-opt %s --convert-spike-to-loops --expand-neuro-math --canonicalize --cse --loops-verify-l0 --convert-loops-to-llvm | FileCheck %s --check-prefix=LLVM

// One function per kernel: uniforms are read and combined once, before the loop;
// state goes through whole vectors; the mask of 8 elements is one byte.

// CHECK-LABEL: func.func @LIF.update(
// CHECK-SAME:    %[[ARRAYS:.*]]: !llvm.ptr, %[[UNIFORMS:.*]]: !llvm.ptr, %{{.*}}: !llvm.ptr, %[[BEGIN:.*]]: i64, %[[END:.*]]: i64)
// CHECK-DAG:     %[[PSLOT:.*]] = llvm.getelementptr %[[UNIFORMS]][1] : (!llvm.ptr) -> !llvm.ptr, f64
// CHECK-DAG:     %[[P:.*]] = llvm.load %[[PSLOT]] {alignment = 8 : i64} : !llvm.ptr -> f64
// CHECK-DAG:     %[[PV:.*]] = vector.broadcast %[[P]] : f64 to vector<8xf64>
// CHECK:         scf.for %[[I:.*]] = %[[BEGIN]] to %[[END]]
// CHECK-NOT:       vector.broadcast
// CHECK:           llvm.load %{{.*}} {alignment = 64 : i64} : !llvm.ptr -> vector<8xf64>
// CHECK:           arith.mulf %{{.*}}, %[[PV]] : vector<8xf64>
// CHECK:           %[[BYTE:.*]] = llvm.bitcast %{{.*}} : vector<8xi1> to i8
// CHECK:           llvm.store %[[BYTE]], %{{.*}} {alignment = 1 : i64} : i8, !llvm.ptr
// CHECK-NOT:     spike.

// LLVM-LABEL: llvm.func @LIF.update(
// LLVM:         llvm.fmul %{{.*}} : vector<8xf64>
// LLVM-NOT:     builtin.unrealized_conversion_cast
module {
  spike.class @LIF {
    spike.field @tau : f64 role(parameter) slot 0
    spike.field @p : f64 role(coefficient) slot 1
    spike.field @reset_ticks : f64 role(parameter) slot 2
    spike.field @V : f64 role(state) element slot 0
    spike.field @syn : f64 role(arrive) element slot 1
    spike.field @refractory : i32 role(refractory) element slot 2
    spike.field @spikes : i8 role(event) element slot 3
    spike.kernel @LIF.update phase(update) reads [@V, @syn, @p, @refractory, @reset_ticks]
        writes [@V, @syn, @refractory, @spikes] {
      %V = spike.load @V : f64
      %p = spike.load @p : f64
      %w = spike.load @syn : f64
      spike.clear @syn
      %count = spike.load @refractory : i32
      %ticks = spike.load @reset_ticks : f64
      %ticks_i = arith.fptosi %ticks : f64 to i32
      %zero_i = arith.constant 0 : i32
      %one_i = arith.constant 1 : i32
      %held = arith.cmpi sgt, %count, %zero_i : i32
      %decayed = arith.mulf %V, %p : f64
      %kicked = arith.addf %decayed, %w : f64
      %V1 = arith.select %held, %V, %kicked : f64
      %threshold = arith.constant 20.0 : f64
      %reset = arith.constant 0.0 : f64
      %above = arith.cmpf oge, %V1, %threshold : f64
      %true = arith.constant true
      %free = arith.xori %held, %true : i1
      %fires = arith.andi %above, %free : i1
      %V2 = arith.select %fires, %reset, %V1 : f64
      %less = arith.subi %count, %one_i : i32
      %rest = arith.maxsi %less, %zero_i : i32
      %count1 = arith.select %fires, %ticks_i, %rest : i32
      spike.store @V, %V2 : f64
      spike.store @refractory, %count1 : i32
      spike.mark @spikes if %fires
    }
  }
}
