// RUN: neuro-opt %s --loops-verify-l0 -split-input-file -verify-diagnostics

// expected-error @+1 {{'helper' is not a kernel (arrays, uniforms, tick, begin, end)}}
func.func @helper(%x: f64) -> f64 {
  return %x : f64
}

// -----

// expected-error @+1 {{calls 'system', which is not in the table of library calls}}
func.func private @system(f64)

// -----

func.func @K(%a: !llvm.ptr, %u: !llvm.ptr, %t: !llvm.ptr, %b: i64, %e: i64) {
  %x = arith.constant 1.0 : f64
  // expected-error @+1 {{'math.exp' may not be left in L0}}
  %0 = math.exp %x : f64
  return
}

// -----

func.func @K(%a: !llvm.ptr, %u: !llvm.ptr, %t: !llvm.ptr, %b: i64, %e: i64) {
  // expected-error @+1 {{'spike.time' may not be left in L0}}
  %0 = spike.time : f64
  return
}
