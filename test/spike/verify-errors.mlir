// What the contracts S0, S1 and S2 refuse.
// RUN: split-file %s %t
// RUN: not neuro-opt %t/neuro.mlir --allow-unregistered-dialect --spike-verify-s0 2>&1 | FileCheck %s --check-prefix=NEURO
// RUN: not neuro-opt %t/kernel.mlir --spike-verify-s0 2>&1 | FileCheck %s --check-prefix=KERNEL
// RUN: not neuro-opt %t/orphan.mlir --spike-verify-s0 2>&1 | FileCheck %s --check-prefix=ORPHAN
// RUN: not neuro-opt %t/twice.mlir --spike-verify-s0 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not neuro-opt %t/unscheduled.mlir --spike-verify-s1 2>&1 | FileCheck %s --check-prefix=UNSCHEDULED
// RUN: not neuro-opt %t/order.mlir --spike-verify-s1 2>&1 | FileCheck %s --check-prefix=ORDER
// RUN: not neuro-opt %t/structure.mlir --spike-verify-s1 2>&1 | FileCheck %s --check-prefix=STRUCTURE
// RUN: not neuro-opt %t/window.mlir --spike-verify-s1 2>&1 | FileCheck %s --check-prefix=WINDOW
// RUN: not neuro-opt %t/slot.mlir --spike-verify-s2 2>&1 | FileCheck %s --check-prefix=SLOT
// RUN: not neuro-opt %t/same.mlir --spike-verify-s2 2>&1 | FileCheck %s --check-prefix=SAME
// RUN: not neuro-opt %t/outside.mlir --spike-verify-s2 2>&1 | FileCheck %s --check-prefix=OUTSIDE
// RUN: not neuro-opt %t/width.mlir --spike-verify-s2 2>&1 | FileCheck %s --check-prefix=WIDTH
// RUN: not neuro-opt %t/kernels.mlir --spike-verify-s2 2>&1 | FileCheck %s --check-prefix=KERNELS
// RUN: not neuro-opt %t/rows.mlir --spike-verify-s2 2>&1 | FileCheck %s --check-prefix=ROWS

//--- neuro.mlir
// NEURO: error: [S0] 'neuro.get' is left outside neuro.experiment
spike.class @A {
  spike.field @tau : f64 role(parameter) value {
    %0 = "neuro.get"() {variable = @x} : () -> f64
    spike.yield %0 : f64
  }
}

//--- kernel.mlir
// KERNEL: error: [S0] 'spike.draw' does not belong in a kernel
spike.class @A {
  spike.kernel @A.update phase(update) reads [] writes [] {
    %0 = arith.constant 1.0 : f64
    %1 = spike.draw "normal"(%0, %0) : f64
  }
}

//--- orphan.mlir
// ORPHAN: error: [S0] coefficient 'c' belongs to no propagator
spike.class @A {
  spike.field @c : f64 role(coefficient)
}

//--- twice.mlir
// TWICE: error: [S0] coefficient 'c' has more than one propagator entry
spike.class @A {
  spike.field @c : f64 role(coefficient)
  spike.propagator @p states 1 inputs 0 coefficients [@c] matrix {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  }
  spike.propagator @q states 1 inputs 0 coefficients [@c] matrix {
    %0 = arith.constant 1.0 : f64
    spike.yield %0 : f64
  }
}

//--- unscheduled.mlir
// UNSCHEDULED: error: [S1] network 'N' must have exactly one schedule
spike.network @N {
}

//--- order.mlir
// ORDER: error: [S1] the phases of network 'N' must be: emit
spike.network @N {
  spike.schedule ["record", "emit"]
}

//--- structure.mlir
// STRUCTURE: error: [S1] projection 'p' has no delay structure
spike.network @N {
  spike.population @E source(port) shape {
    %0 = arith.constant 4.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.projection @p from @E event "spikes" to @E port "syn" rule(all)
  spike.schedule ["emit", "deliver"]
}

//--- window.mlir
// WINDOW: error: [S1] the exchange window of 2.000000e+00 ms is longer than a delay may be
spike.network @N {
  spike.population @E source(port) shape {
    %0 = arith.constant 4.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.projection @p from @E event "spikes" to @E port "syn" rule(all)
    {delay_structure = "constant", smallest_delay = 1.0, largest_delay = 1.0}
  spike.schedule ["emit", "deliver"] window 2.0
}

//--- slot.mlir
// SLOT: error: [S2] field 'V' has no slot
spike.class @A {
  spike.field @V : f64 role(state) element
}

//--- same.mlir
// SAME: error: [S2] slot 0 of arrays is used twice
spike.class @A {
  spike.field @V : f64 role(state) element slot 0
  spike.field @W : f64 role(state) element slot 0
}

//--- outside.mlir
// OUTSIDE: error: [S2] slot 1 of field 'V' is outside the 1 arrays
spike.class @A {
  spike.field @V : f64 role(state) element slot 1
}

//--- width.mlir
// WIDTH: error: [S2] kernel 'A.update' has no width
spike.class @A {
  spike.kernel @A.update phase(update) reads [] writes [] {
  }
}

//--- kernels.mlir
// KERNELS: error: [S2] class 'A' has more than one kernel of phase 'record'
spike.class @A {
  spike.kernel @A.r phase(record) reads [] writes [] width 8 {
  }
  spike.kernel @A.s phase(record) reads [] writes [] width 8 {
  }
}

//--- rows.mlir
// ROWS: error: [S2] projection 'p' has no representation
spike.network @N {
  spike.population @E source(port) shape {
    %0 = arith.constant 4.0 : f64
    spike.yield %0 : f64
  } {
  }
  spike.projection @p from @E event "spikes" to @E port "syn" rule(all)
}
