// RUN: not neuro-opt %s --spike-layout=precision=f16 2>&1 | FileCheck %s --check-prefix=PRECISION
// RUN: not neuro-opt %s --spike-layout=width=3 2>&1 | FileCheck %s --check-prefix=WIDTH
// RUN: not neuro-opt %s --spike-layout=dt=0 2>&1 | FileCheck %s --check-prefix=DT
// PRECISION: error: precision must be f32, f64 or auto, not 'f16'
// WIDTH: error: width must be a power of two up to 64, or 0, not 3
// DT: error: dt must be positive
spike.class @A {
}
