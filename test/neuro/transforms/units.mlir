// RUN: neuro-opt %s --neuro-units --split-input-file | FileCheck %s
// RUN: neuro-opt %s --neuro-units --split-input-file | FileCheck %s --check-prefix=STRICT

// Nothing may be reordered, contracted or assumed finite.
// STRICT-NOT: fastmath
// STRICT-NOT: neuro.q

// A declaration keeps its unit, gains its scale, and its default is in the
// coherent unit; one without a unit gets that one.

// CHECK-LABEL: neuro.model @Declarations
// CHECK:         neuro.param @C : f64 unit "nF" default {
// CHECK:           arith.constant 2.500000e+02 : f64
// CHECK:         } where {
// CHECK:           %[[C:.*]] = neuro.get @C : f64
// CHECK:           %[[zero:.*]] = arith.constant 0.000000e+00 : f64
// CHECK:           arith.cmpf ogt, %[[C]], %[[zero]] : f64
// CHECK:         } text "C > 0 nF" {scale = 1.000000e+03 : f64}
// CHECK:         neuro.param @n : i64 default {
// CHECK:           arith.constant 3 : i64
// CHECK:         neuro.state @V : f64 unit "mV" {scale = 1.000000e+00 : f64}
// CHECK:         neuro.input @T : f64 unit "K" {scale = 1.000000e+00 : f64}
// CHECK:         neuro.on @arrive {
// CHECK:         ^bb0(%{{.*}}: f64):
// CHECK:         } {scale = 1.000000e+00 : f64, unit = "pA"}
neuro.model @Declarations kind(neuron) {
  neuro.param @C : !neuro.q<"pF"> unit "nF" default {
    %0 = neuro.constant 0.25 "nF" : !neuro.q<"pF">
    neuro.yield %0 : !neuro.q<"pF">
  } where {
    %C = neuro.get @C : !neuro.q<"pF">
    %z = neuro.constant 0.0 "nF" : !neuro.q<"pF">
    %c = neuro.cmp "gt" %C, %z : !neuro.q<"pF">
    neuro.yield %c : i1
  } text "C > 0 nF"
  neuro.param @n : i64 default {
    %0 = arith.constant 3 : i64
    neuro.yield %0 : i64
  }
  neuro.state @V : !neuro.q<"mV">
  neuro.input @T : !neuro.q<"K"> unit "degC"
  neuro.on @arrive {
  ^bb0(%w: !neuro.q<"pA">):
    %0 = neuro.constant 0.0 "mV" : !neuro.q<"mV">
    neuro.set @V, %0 : !neuro.q<"mV">
  }
}

// -----

// CHECK-LABEL: neuro.model @Arithmetic
// CHECK:         neuro.let @literals
// CHECK:           arith.constant -7.000000e+01 : f64
// CHECK:           arith.constant 2.731500e+02 : f64
// CHECK:         neuro.let @sums
// CHECK:           %[[x:.*]] = neuro.get @x : f64
// CHECK:           %[[add:.*]] = arith.addf %[[x]], %[[x]] : f64
// CHECK:           %[[sub:.*]] = arith.subf %[[add]], %[[x]] : f64
// CHECK:           %[[mul:.*]] = arith.mulf %[[sub]], %[[x]] : f64
// CHECK:           %[[div:.*]] = arith.divf %[[mul]], %[[x]] : f64
// CHECK:           %[[neg:.*]] = arith.negf %[[div]] : f64
// CHECK:           %[[min:.*]] = arith.minimumf %[[neg]], %[[x]] : f64
// CHECK:           %[[max:.*]] = arith.maximumf %[[min]], %[[x]] : f64
// CHECK:           neuro.yield %[[max]] : f64
// CHECK:         neuro.let @conditions
// CHECK:           arith.cmpf olt
// CHECK:           arith.cmpf ole
// CHECK:           arith.cmpf ogt
// CHECK:           arith.cmpf oge
// CHECK:           arith.cmpf oeq
// CHECK:           %[[ne:.*]] = arith.cmpf une
// CHECK:           %[[and:.*]] = arith.andi %{{.*}}, %[[ne]] : i1
// CHECK:           %[[or:.*]] = arith.ori %[[and]], %[[ne]] : i1
// CHECK:           %[[true:.*]] = arith.constant true
// CHECK:           %[[not:.*]] = arith.xori %[[or]], %[[true]] : i1
// CHECK:           arith.select %[[not]]
// CHECK:         neuro.let @integers
// CHECK:           %[[n:.*]] = neuro.get @n : i64
// CHECK:           arith.sitofp %[[n]] : i64 to f64
// CHECK:         neuro.let @leaves
// CHECK:           neuro.dt : f64
// CHECK:           neuro.time : f64
neuro.model @Arithmetic kind(neuron) {
  neuro.param @x : !neuro.q<"1"> unit "1"
  neuro.param @n : i64
  neuro.let @literals : !neuro.q<"1"> unit "1" {
    %v = neuro.constant -0.07 "V" : !neuro.q<"mV">
    %t = neuro.constant 0.0 "degC" : !neuro.q<"K">
    %tt = neuro.div %t, %t : !neuro.q<"K">, !neuro.q<"K"> -> !neuro.q<"1">
    %vv = neuro.div %v, %v : !neuro.q<"mV">, !neuro.q<"mV"> -> !neuro.q<"1">
    %r = neuro.add %tt, %vv : !neuro.q<"1">
    neuro.yield %r : !neuro.q<"1">
  }
  neuro.let @sums : !neuro.q<"1"> unit "1" {
    %x = neuro.get @x : !neuro.q<"1">
    %add = neuro.add %x, %x : !neuro.q<"1">
    %sub = neuro.sub %add, %x : !neuro.q<"1">
    %mul = neuro.mul %sub, %x : !neuro.q<"1">, !neuro.q<"1"> -> !neuro.q<"1">
    %div = neuro.div %mul, %x : !neuro.q<"1">, !neuro.q<"1"> -> !neuro.q<"1">
    %neg = neuro.neg %div : !neuro.q<"1">
    %min = neuro.min %neg, %x : !neuro.q<"1">
    %max = neuro.max %min, %x : !neuro.q<"1">
    neuro.yield %max : !neuro.q<"1">
  }
  neuro.let @conditions : !neuro.q<"1"> unit "1" {
    %x = neuro.get @x : !neuro.q<"1">
    %y = neuro.neg %x : !neuro.q<"1">
    %lt = neuro.cmp "lt" %x, %y : !neuro.q<"1">
    %le = neuro.cmp "le" %x, %y : !neuro.q<"1">
    %gt = neuro.cmp "gt" %x, %y : !neuro.q<"1">
    %ge = neuro.cmp "ge" %x, %y : !neuro.q<"1">
    %eq = neuro.cmp "eq" %x, %y : !neuro.q<"1">
    %ne = neuro.cmp "ne" %x, %y : !neuro.q<"1">
    %and = neuro.and %eq, %ne
    %or = neuro.or %and, %ne
    %not = neuro.not %or
    %r = neuro.select %not, %x, %y : !neuro.q<"1">
    neuro.yield %r : !neuro.q<"1">
  }
  neuro.let @integers : !neuro.q<"1"> unit "1" {
    %n = neuro.get @n : i64
    %r = neuro.to_real %n : !neuro.q<"1">
    neuro.yield %r : !neuro.q<"1">
  }
  neuro.let @leaves : !neuro.q<"1"> unit "1" {
    %h = neuro.dt : !neuro.q<"ms">
    %t = neuro.time : !neuro.q<"ms">
    %r = neuro.div %h, %t : !neuro.q<"ms">, !neuro.q<"ms"> -> !neuro.q<"1">
    neuro.yield %r : !neuro.q<"1">
  }
}

// -----

// Whole powers are multiplications up to 8, by squaring.

// CHECK-LABEL: neuro.model @Powers
// CHECK:         %[[x:.*]] = neuro.get @x
// CHECK:         %[[sq3:.*]] = arith.mulf %[[x]], %[[x]]
// CHECK-NEXT:    %[[x3:.*]] = arith.mulf %[[x]], %[[sq3]]
// CHECK-NEXT:    %[[sq4:.*]] = arith.mulf %[[x3]], %[[x3]]
// CHECK-NEXT:    %[[x4:.*]] = arith.mulf %[[sq4]], %[[sq4]]
// CHECK-NEXT:    %[[sq:.*]] = arith.mulf %[[x4]], %[[x4]]
// CHECK-NEXT:    %[[one:.*]] = arith.constant 1.0
// CHECK-NEXT:    %[[inv:.*]] = arith.divf %[[one]], %[[sq]]
// CHECK-NEXT:    %[[root:.*]] = math.sqrt %[[inv]]
// CHECK-NEXT:    %[[nine:.*]] = arith.constant 9.0
// CHECK-NEXT:    %[[p:.*]] = math.powf %[[root]], %[[nine]]
// CHECK-NEXT:    math.powf %[[p]], %[[x]]
neuro.model @Powers kind(neuron) {
  neuro.param @x : !neuro.q<"1"> unit "1"
  neuro.let @y : !neuro.q<"1"> unit "1" {
    %x = neuro.get @x : !neuro.q<"1">
    %a = neuro.pow %x to 3.0 : !neuro.q<"1"> -> !neuro.q<"1">
    %b = neuro.pow %a to 4.0 : !neuro.q<"1"> -> !neuro.q<"1">
    %c = neuro.pow %b to -2.0 : !neuro.q<"1"> -> !neuro.q<"1">
    %d = neuro.pow %c to 0.5 : !neuro.q<"1"> -> !neuro.q<"1">
    %e = neuro.pow %d to 9.0 : !neuro.q<"1"> -> !neuro.q<"1">
    %f = neuro.pow %e, %x : !neuro.q<"1">, !neuro.q<"1"> -> !neuro.q<"1">
    neuro.yield %f : !neuro.q<"1">
  }
}

// -----

// The functions that math does not have.

// CHECK-LABEL: neuro.model @Functions
// CHECK:         neuro.let @sigmoid
// CHECK:           %[[n:.*]] = arith.negf
// CHECK:           %[[e:.*]] = math.exp %[[n]]
// CHECK:           %[[d:.*]] = arith.addf %{{.*}}, %[[e]]
// CHECK:           arith.divf %{{.*}}, %[[d]]
// CHECK:         neuro.let @exprelr
// CHECK:           %[[x:.*]] = neuro.get @x
// CHECK:           %[[g:.*]] = math.expm1 %[[x]]
// CHECK:           %[[flat:.*]] = arith.cmpf oeq, %[[g]]
// CHECK:           %[[q:.*]] = arith.divf %[[x]], %[[g]]
// CHECK:           arith.select %[[flat]], %{{.*}}, %[[q]]
// CHECK:         neuro.let @mod
// CHECK:           %[[x:.*]] = neuro.get @x
// CHECK:           %[[q:.*]] = arith.divf %[[x]], %[[two:.*]] : f64
// CHECK:           %[[w:.*]] = math.floor %[[q]]
// CHECK:           %[[p:.*]] = arith.mulf %[[two]], %[[w]]
// CHECK:           arith.subf %[[x]], %[[p]]
// CHECK:         neuro.let @clip
// CHECK:           arith.maximumf
// CHECK:           arith.minimumf
// CHECK:         neuro.let @sign
// CHECK:           %[[x:.*]] = neuro.get @x
// CHECK:           %[[up:.*]] = arith.cmpf ogt, %[[x]]
// CHECK:           %[[down:.*]] = arith.cmpf olt, %[[x]]
// CHECK:           %[[low:.*]] = arith.select %[[down]], %{{.*}}, %[[x]]
// CHECK:           arith.select %[[up]], %{{.*}}, %[[low]]
// CHECK:         neuro.let @heaviside
// CHECK:           %[[x:.*]] = neuro.get @x
// CHECK:           arith.cmpf oge, %[[x]]
neuro.model @Functions kind(neuron) {
  neuro.param @x : !neuro.q<"1"> unit "1"
  neuro.let @sigmoid : !neuro.q<"1"> unit "1" {
    %x = neuro.get @x : !neuro.q<"1">
    %r = neuro.call "sigmoid" %x : (!neuro.q<"1">) -> !neuro.q<"1">
    neuro.yield %r : !neuro.q<"1">
  }
  neuro.let @exprelr : !neuro.q<"1"> unit "1" {
    %x = neuro.get @x : !neuro.q<"1">
    %r = neuro.call "exprelr" %x : (!neuro.q<"1">) -> !neuro.q<"1">
    neuro.yield %r : !neuro.q<"1">
  }
  neuro.let @mod : !neuro.q<"1"> unit "1" {
    %x = neuro.get @x : !neuro.q<"1">
    %2 = neuro.constant 2.0 "1" : !neuro.q<"1">
    %r = neuro.call "mod" %x, %2 : (!neuro.q<"1">, !neuro.q<"1">) -> !neuro.q<"1">
    neuro.yield %r : !neuro.q<"1">
  }
  neuro.let @clip : !neuro.q<"1"> unit "1" {
    %x = neuro.get @x : !neuro.q<"1">
    %0 = neuro.constant 0.0 "1" : !neuro.q<"1">
    %1 = neuro.constant 100.0 "%" : !neuro.q<"1">
    %r = neuro.call "clip" %x, %0, %1 : (!neuro.q<"1">, !neuro.q<"1">, !neuro.q<"1">) -> !neuro.q<"1">
    neuro.yield %r : !neuro.q<"1">
  }
  neuro.let @sign : !neuro.q<"1"> unit "1" {
    %x = neuro.get @x : !neuro.q<"1">
    %r = neuro.call "sign" %x : (!neuro.q<"1">) -> !neuro.q<"1">
    neuro.yield %r : !neuro.q<"1">
  }
  neuro.let @heaviside : !neuro.q<"1"> unit "1" {
    %x = neuro.get @x : !neuro.q<"1">
    %r = neuro.call "heaviside" %x : (!neuro.q<"1">) -> !neuro.q<"1">
    neuro.yield %r : !neuro.q<"1">
  }
}

// -----

// Networks and experiments as well.

// CHECK-LABEL: neuro.network @Net
// CHECK:         neuro.netparam @J : f64 unit "nA" default {
// CHECK:           arith.constant 4.500000e+01 : f64
// CHECK:         } {scale = 1.000000e+03 : f64}
// CHECK:         neuro.init @V draws {
// CHECK:           neuro.draw "uniform" %{{.*}}, %{{.*}} : (f64, f64) -> f64
// CHECK:         neuro.project @p
// CHECK:           neuro.distance : f64
// CHECK:           weight_scale = 1.000000e+00 : f64
// CHECK-SAME:      weight_unit = "pA"
// CHECK:         neuro.record "n.V"
// CHECK-SAME:      unit "V"
// CHECK:         {scale = 1.000000e+03 : f64}
// CHECK-LABEL: neuro.experiment @main
// CHECK:           arith.constant 1.000000e+03 : f64
// CHECK:         neuro.report "rate(n)" {
// CHECK:           neuro.measure "rate" of @n what "spikes" : f64
// CHECK:         } unit "Hz" {scale = 1.000000e-03 : f64}
neuro.model @N kind(neuron) {
  neuro.state @V : !neuro.q<"mV"> unit "mV"
  neuro.on @arrive {
  ^bb0(%w: !neuro.q<"pA">):
  }
}
neuro.network @Net {
  neuro.netparam @J : !neuro.q<"pA"> unit "nA" default {
    %0 = neuro.constant 0.045 "nA" : !neuro.q<"pA">
    neuro.yield %0 : !neuro.q<"pA">
  }
  neuro.population @n model @N shape {
    %n = neuro.constant 4.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
    neuro.init @V draws {
      %a = neuro.constant 0.0 "mV" : !neuro.q<"mV">
      %b = neuro.constant 20.0 "mV" : !neuro.q<"mV">
      %x = neuro.draw "uniform" %a, %b : (!neuro.q<"mV">, !neuro.q<"mV">) -> !neuro.q<"mV">
      neuro.yield %x : !neuro.q<"mV">
    }
  }
  neuro.project @p text "n -> n" from @n event "spikes" to @n port @arrive rule "all"
  weight {
    %J = neuro.get @J : !neuro.q<"pA">
    neuro.yield %J : !neuro.q<"pA">
  } delay {
    %d = neuro.distance : !neuro.q<"um">
    %v = neuro.constant 0.3 "m/s" : !neuro.q<"um/ms">
    %t = neuro.div %d, %v : !neuro.q<"um">, !neuro.q<"um/ms"> -> !neuro.q<"ms">
    neuro.yield %t : !neuro.q<"ms">
  }
  neuro.record "n.V" of @n kind(values) what "V" unit "V" every {
    %t = neuro.constant 1.0 "ms" : !neuro.q<"ms">
    neuro.yield %t : !neuro.q<"ms">
  }
}
neuro.experiment @main on @Net {
  neuro.simulate {
    %t = neuro.constant 1.0 "s" : !neuro.q<"ms">
    neuro.yield %t : !neuro.q<"ms">
  }
  neuro.report "rate(n)" {
    %r = neuro.measure "rate" of @n what "spikes" : !neuro.q<"1/ms">
    neuro.yield %r : !neuro.q<"1/ms">
  } unit "Hz"
}
