// RUN: neuro-opt %s --neuro-merge --split-input-file | FileCheck %s

// @LIF and @Same differ in nothing but their name; @Unused has no population. One
// class has no varying parameter, one varies in tau (drawn), one in tau and C (C is
// computed from tau of the element).

// CHECK-LABEL: neuro.model @LIF kind
// CHECK-NOT:     element
// CHECK:       neuro.model @"LIF#1" kind
// CHECK:         neuro.param @tau : f64 unit "ms" element default
// CHECK:         neuro.param @C : f64 unit "pF" default
// CHECK:         neuro.derived @d0 : f64 element {
// CHECK:         neuro.derived @d1 : f64 element {
// CHECK:         neuro.derived @d2 : f64 {
// CHECK:         neuro.propagator @p0 {{.*}} {
// CHECK:         } {element}
// CHECK:       neuro.model @"LIF#2" kind
// CHECK:         neuro.param @tau : f64 unit "ms" element default
// CHECK:         neuro.param @C : f64 unit "pF" element default
// CHECK:         neuro.derived @d2 : f64 element {
// CHECK-NOT:   neuro.model @Same
// CHECK-NOT:   neuro.model @Unused
// CHECK:       neuro.population @A model @LIF class "LIF" shape
// CHECK:       neuro.population @B model @"LIF#1" class "LIF#1" shape
// CHECK:       neuro.population @C model @LIF class "LIF" shape
// CHECK:       neuro.population @D model @"LIF#2" class "LIF#2" shape
// CHECK:       neuro.population @X source "Poisson" shape
neuro.model @LIF kind(neuron) {
  neuro.param @tau : f64 unit "ms" default {
    %0 = arith.constant 20.0 : f64
    neuro.yield %0 : f64
  } {scale = 1.0 : f64}
  neuro.param @C : f64 unit "pF" default {
    %0 = arith.constant 250.0 : f64
    neuro.yield %0 : f64
  } {scale = 1.0 : f64}
  neuro.state @V : f64 unit "mV" {scale = 1.0 : f64}
  neuro.derived @d0 : f64 {
    %t = neuro.get @tau : f64
    %n = arith.negf %t : f64
    neuro.yield %n : f64
  }
  neuro.derived @d1 : f64 {
    %t = neuro.get @d0 : f64
    %n = arith.negf %t : f64
    neuro.yield %n : f64
  }
  neuro.derived @d2 : f64 {
    %t = neuro.get @C : f64
    %n = arith.negf %t : f64
    neuro.yield %n : f64
  }
  neuro.propagator @p0 states [@V] inputs [] rows 1 cols 1 {
    %n = neuro.get @d1 : f64
    neuro.yield %n : f64
  }
  neuro.update {
    %V = neuro.get @V : f64
    %p = neuro.coefficient @p0[0, 0] : f64
    %W = arith.mulf %V, %p : f64
    neuro.set @V, %W : f64
  }
}
neuro.model @Same kind(neuron) {
  neuro.param @tau : f64 unit "ms" default {
    %0 = arith.constant 20.0 : f64
    neuro.yield %0 : f64
  } {scale = 1.0 : f64}
  neuro.param @C : f64 unit "pF" default {
    %0 = arith.constant 250.0 : f64
    neuro.yield %0 : f64
  } {scale = 1.0 : f64}
  neuro.state @V : f64 unit "mV" {scale = 1.0 : f64}
  neuro.derived @d0 : f64 {
    %t = neuro.get @tau : f64
    %n = arith.negf %t : f64
    neuro.yield %n : f64
  }
  neuro.derived @d1 : f64 {
    %t = neuro.get @d0 : f64
    %n = arith.negf %t : f64
    neuro.yield %n : f64
  }
  neuro.derived @d2 : f64 {
    %t = neuro.get @C : f64
    %n = arith.negf %t : f64
    neuro.yield %n : f64
  }
  neuro.propagator @p0 states [@V] inputs [] rows 1 cols 1 {
    %n = neuro.get @d1 : f64
    neuro.yield %n : f64
  }
  neuro.update {
    %V = neuro.get @V : f64
    %p = neuro.coefficient @p0[0, 0] : f64
    %W = arith.mulf %V, %p : f64
    neuro.set @V, %W : f64
  }
}
neuro.model @Unused kind(neuron) {
  neuro.update {
  }
}
neuro.network @Net {
  neuro.netparam @sd : f64 unit "ms" {scale = 1.0 : f64}
  neuro.population @A model @LIF shape {
    %n = arith.constant 4.0 : f64
    neuro.yield %n : f64
  } {
    // A state always varies; a value all elements share does not.
    neuro.init @V draws {
      %0 = arith.constant 0.0 : f64
      %1 = arith.constant 1.0 : f64
      %x = neuro.draw "uniform" %0, %1 : (f64, f64) -> f64
      neuro.yield %x : f64
    }
    neuro.init @C {
      %0 = neuro.get @sd : f64
      neuro.yield %0 : f64
    }
  }
  neuro.population @B model @LIF shape {
    %n = arith.constant 4.0 : f64
    neuro.yield %n : f64
  } {
    neuro.init @tau draws {
      %0 = arith.constant 10.0 : f64
      %1 = neuro.get @sd : f64
      %x = neuro.draw "normal" %0, %1 : (f64, f64) -> f64
      neuro.yield %x : f64
    }
  }
  neuro.population @C model @Same shape {
    %n = arith.constant 4.0 : f64
    neuro.yield %n : f64
  } {
  }
  neuro.population @D model @Same shape {
    %n = arith.constant 4.0 : f64
    neuro.yield %n : f64
  } {
    neuro.init @C {
      %0 = neuro.get @self::@tau : f64
      neuro.yield %0 : f64
    }
    neuro.init @tau {
      %0 = neuro.index "i" : f64
      neuro.yield %0 : f64
    }
  }
  neuro.population @X source "Poisson" shape {
    %n = arith.constant 4.0 : f64
    neuro.yield %n : f64
  } {
  }
}

// -----

// Experiments vary parameters too: by drawing, or by assigning some elements only.

// CHECK-LABEL: neuro.model @N kind
// CHECK:         neuro.param @a : f64 unit "1" default
// CHECK:         neuro.param @b : f64 unit "1" default
// CHECK:       neuro.model @"N#1" kind
// CHECK:         neuro.param @a : f64 unit "1" element default
// CHECK:         neuro.param @b : f64 unit "1" element default
// CHECK:       neuro.model @"N#2" kind
// CHECK:         neuro.param @a : f64 unit "1" default
// CHECK:         neuro.param @b : f64 unit "1" element default
// CHECK:       neuro.population @A model @N class "N" shape
// CHECK:       neuro.population @B model @"N#1" class "N#1" shape
// CHECK:       neuro.population @C model @"N#2" class "N#2" shape
neuro.model @N kind(neuron) {
  neuro.param @a : f64 unit "1" default {
    %0 = arith.constant 1.0 : f64
    neuro.yield %0 : f64
  } {scale = 1.0 : f64}
  // By default it follows a.
  neuro.param @b : f64 unit "1" default {
    %0 = neuro.get @a : f64
    neuro.yield %0 : f64
  } {scale = 1.0 : f64}
  neuro.update {
  }
}
neuro.network @Net {
  neuro.population @A model @N shape {
    %n = arith.constant 4.0 : f64
    neuro.yield %n : f64
  } {
  }
  neuro.population @B model @N shape {
    %n = arith.constant 4.0 : f64
    neuro.yield %n : f64
  } {
  }
  neuro.population @C model @N shape {
    %n = arith.constant 4.0 : f64
    neuro.yield %n : f64
  } {
  }
  neuro.view @All = [@A, @B]
  neuro.view @Few = [@C] range {
    %0 = arith.constant 0.0 : f64
    %1 = arith.constant 2.0 : f64
    neuro.yield %0, %1 : f64, f64
  }
}
neuro.experiment @main on @Net {
  neuro.assign @All "a" {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
  neuro.assign @B "a" {
    %0 = arith.constant 2.0 : f64
    %1 = arith.constant 3.0 : f64
    %2 = neuro.draw "uniform" %0, %1 : (f64, f64) -> f64
    neuro.yield %2 : f64
  } {draws}
  neuro.assign @Few "b" {
    %0 = arith.constant 2.0 : f64
    neuro.yield %0 : f64
  }
}

// -----

// A library of models keeps them all.

// CHECK-LABEL: neuro.model @Library
neuro.model @Library kind(neuron) {
  neuro.update {
  }
}
