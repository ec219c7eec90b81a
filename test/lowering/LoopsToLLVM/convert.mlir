// RUN: neuro-opt %s --convert-loops-to-llvm | FileCheck %s

// One conversion for everything; no descriptor of memory, no wrapper function.
// CHECK-LABEL: llvm.func @K(%arg0: !llvm.ptr, %arg1: !llvm.ptr, %arg2: !llvm.ptr, %arg3: i64, %arg4: i64)
// CHECK:         llvm.cond_br
// CHECK:         llvm.intr.fma(%{{.*}}, %{{.*}}, %{{.*}}) : (vector<8xf64>, vector<8xf64>, vector<8xf64>) -> vector<8xf64>
// CHECK-NOT:     {{func\.func|scf\.|cf\.|arith\.|unrealized}}
func.func @K(%a: !llvm.ptr, %u: !llvm.ptr, %t: !llvm.ptr, %b: i64, %e: i64) {
  %step = arith.constant 8 : i64
  scf.for %i = %b to %e step %step : i64 {
    %p = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %x = llvm.load %p : !llvm.ptr -> vector<8xf64>
    %y = math.fma %x, %x, %x : vector<8xf64>
    llvm.store %y, %p : vector<8xf64>, !llvm.ptr
  }
  return
}
