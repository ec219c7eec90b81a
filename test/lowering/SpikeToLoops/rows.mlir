// RUN: neuro-opt %s --convert-spike-to-loops --canonicalize --cse | FileCheck %s
// RUN: neuro-opt %s --convert-spike-to-loops --expand-neuro-math --canonicalize --cse --loops-verify-l0 --convert-loops-to-llvm | FileCheck %s --check-prefix=LLVM

// `on post` asks for the edge and for traces alone: rows make up for it when they are
// read. Four functions: that alone, then `on pre` too; what `on pre` asks of targets
// alone; and the row that looks it up.

// CHECK-LABEL: func.func @Learns.catch_up(
// What is looked up of each target stands in one place; of the first edges before the loop.
// CHECK:         scf.if
// CHECK-COUNT-8:   llvm.load %{{.*}} : !llvm.ptr -> vector<4xi32>
// CHECK:           vector.shuffle
// CHECK:           llvm.store %{{.*}} : vector<8xi32>
// CHECK:         scf.for
// CHECK:           %[[BUSY:.*]] = arith.cmpi ugt
// CHECK:           scf.while
// CHECK:             llvm.intr.masked.gather %{{.*}}, %[[BUSY]], %{{.*}} -> vector<8xi64>
// The event next to the newest word, of lanes that do not gather.
// CHECK:           arith.select %[[BUSY]]
// CHECK:           scf.if
// CHECK:           scf.for
// A word without an event in the tick of the source's, if any lane had its newest, or one with.
// CHECK:             arith.cmpi eq, %{{.*}} : vector<16xi16>
// CHECK:             scf.if
// CHECK:               scf.if
// The oldest event of a word first; only lanes whose targets had it change.
// CHECK:               arith.shrui %[[OLD:.*]], %{{.*}} : vector<8xi32>
// CHECK:               arith.cmpi ugt
// CHECK:               scf.if
// CHECK:                 arith.addf
// CHECK:                 arith.select
// The next one likewise, two without asking.
// CHECK:               scf.if
// CHECK-NOT:           scf.if
// CHECK-COUNT-2:       arith.addf
// CHECK:             } else {
// CHECK-COUNT-4:       scf.if
// CHECK:           llvm.intr.masked.store
// Of the next edges.
// CHECK:           scf.if
// CHECK-COUNT-8:     llvm.load %{{.*}} : !llvm.ptr -> vector<4xi32>
// CHECK:         return

// CHECK-LABEL: func.func @Learns.row(
// CHECK:           llvm.intr.masked.gather %{{.*}} -> vector<8xi64>
// CHECK:           arith.subf
// CHECK:           llvm.intr.masked.store
// What is emitted is added edge by edge.
// CHECK:           %[[SUM:.*]] = llvm.load %[[AT:.*]] {{.*}} : !llvm.ptr -> f32
// CHECK:           arith.addf %[[SUM]]
// CHECK:           llvm.store %{{.*}}, %[[AT]]
// CHECK-COUNT-7:   llvm.load %{{.*}} : !llvm.ptr -> f32

// CHECK-LABEL: func.func @Learns.targets(
// CHECK-NOT:     gather
// CHECK:         arith.mulf
// CHECK-COUNT-8: llvm.store %{{.*}} : f32
// CHECK:         return

// CHECK-LABEL: func.func @Learns.seen_row(
// CHECK:         arith.subf
// CHECK:         return

// A value of 64 bits leaves no place for events beside the newest word.
// CHECK-LABEL: func.func @LearnsWide.catch_up(
// CHECK:           %[[BUSY:.*]] = arith.cmpi ugt
// CHECK:           scf.while
// CHECK-NOT:       arith.select %[[BUSY]]
// CHECK:         return

// The time is another when the row is read.
// CHECK-NOT: @AsksTime.row
// CHECK-NOT: @ReadsTarget.row

// LLVM: llvm.func @Learns.seen_row(
module {
  spike.class @Learns edge {
    spike.field @rate : f64 role(parameter) slot 0
    spike.field @w : f32 role(state) element slot 0
    spike.field @x : f32 role(trace) element slot 1 end(pre) value {
      %tau = arith.constant 2.0e+01 : f64
      spike.yield %tau : f64
    }
    spike.field @y : f32 role(trace) element slot 2 end(post) value {
      %tau = arith.constant 2.0e+01 : f64
      spike.yield %tau : f64
    }
    spike.field @emit0 : f32 role(emit) element slot 3
    spike.emit @emit0 phase(emit)
    spike.kernel @Learns.emit phase(emit) reads [@w, @y, @rate] writes [@emit0, @w] width 8 {
      %w = spike.load @w : f32
      spike.store @emit0, %w : f32
      %y = spike.load @y : f32
      %rate = spike.load @rate : f64
      %r = arith.truncf %rate : f64 to f32
      %d = arith.mulf %y, %r : f32
      %n = arith.subf %w, %d : f32
      spike.store @w, %n : f32
    }
    spike.kernel @Learns.post phase(post) reads [@w, @x] writes [@w] width 8 {
      %w = spike.load @w : f32
      %x = spike.load @x : f32
      %n = arith.addf %w, %x : f32
      spike.store @w, %n : f32
    }
  }
  spike.class @LearnsWide edge {
    spike.field @rate : f64 role(parameter) slot 0
    spike.field @w : f64 role(state) element slot 0
    spike.field @x : f64 role(trace) element slot 1 end(pre) value {
      %tau = arith.constant 2.0e+01 : f64
      spike.yield %tau : f64
    }
    spike.field @y : f64 role(trace) element slot 2 end(post) value {
      %tau = arith.constant 2.0e+01 : f64
      spike.yield %tau : f64
    }
    spike.field @emit0 : f64 role(emit) element slot 3
    spike.emit @emit0 phase(emit)
    spike.kernel @LearnsWide.emit phase(emit) reads [@w, @y, @rate] writes [@emit0, @w] width 8 {
      %w = spike.load @w : f64
      spike.store @emit0, %w : f64
      %y = spike.load @y : f64
      %r = spike.load @rate : f64
      %d = arith.mulf %y, %r : f64
      %n = arith.subf %w, %d : f64
      spike.store @w, %n : f64
    }
    spike.kernel @LearnsWide.post phase(post) reads [@w, @x] writes [@w] width 8 {
      %w = spike.load @w : f64
      %x = spike.load @x : f64
      %n = arith.addf %w, %x : f64
      spike.store @w, %n : f64
    }
  }
  spike.class @AsksTime edge {
    spike.field @w : f64 role(state) element slot 0
    spike.field @emit0 : f64 role(emit) element slot 1
    spike.emit @emit0 phase(emit)
    spike.kernel @AsksTime.emit phase(emit) reads [@w] writes [@emit0] width 8 {
      %w = spike.load @w : f64
      spike.store @emit0, %w : f64
    }
    spike.kernel @AsksTime.post phase(post) reads [@w] writes [@w] width 8 {
      %w = spike.load @w : f64
      %t = spike.time : f64
      %n = arith.addf %w, %t : f64
      spike.store @w, %n : f64
    }
  }
  spike.class @ReadsTarget edge {
    spike.field @w : f64 role(state) element slot 0
    spike.field @V : f64 role(end) element slot 1 end(post) of "V"
    spike.field @emit0 : f64 role(emit) element slot 2
    spike.emit @emit0 phase(emit)
    spike.kernel @ReadsTarget.emit phase(emit) reads [@w] writes [@emit0] width 8 {
      %w = spike.load @w : f64
      spike.store @emit0, %w : f64
    }
    spike.kernel @ReadsTarget.post phase(post) reads [@w, @V] writes [@w] width 8 {
      %w = spike.load @w : f64
      %v = spike.load @V : f64
      %n = arith.addf %w, %v : f64
      spike.store @w, %n : f64
    }
  }
}
