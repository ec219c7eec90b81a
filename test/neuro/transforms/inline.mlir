// RUN: neuro-opt %s --neuro-inline --split-input-file | FileCheck %s

// Receptor members become the neuron's, under the use's name; an argument is an
// expression of the neuron's own parameters; the receptor goes away.

// CHECK-NOT: neuro.model @ExpCurr
// CHECK-LABEL: neuro.model @LIF
// CHECK-NOT:     neuro.use
// CHECK:         neuro.param @tau_s
// CHECK:         neuro.param @syn.tau : !neuro.q<"ms"> unit "ms" default {
// CHECK:           %[[tau:.*]] = neuro.get @tau_s
// CHECK:           neuro.yield %[[tau]]
// CHECK:         where {
// CHECK:           neuro.get @syn.tau
// CHECK:         text "tau > 0 ms"
// CHECK:         neuro.state @syn.I : !neuro.q<"pA">
// CHECK:         neuro.ddt @syn.I {
// CHECK:           neuro.get @syn.I
// CHECK:           neuro.get @syn.tau
// CHECK:         neuro.on @syn {
// CHECK:         ^bb0(%[[w:.*]]: !neuro.q<"pA">):
// CHECK:           %[[I:.*]] = neuro.get @syn.I
// CHECK:           %[[s:.*]] = neuro.add %[[I]], %[[w]]
// CHECK:           neuro.set @syn.I, %[[s]]
// CHECK:         neuro.on @syn.boost {
// CHECK:         neuro.solver ["syn.I"] method "euler"
// CHECK:         neuro.ddt @V {
// CHECK:           neuro.get @syn.I
neuro.model @ExpCurr kind(receptor) {
  neuro.param @tau : !neuro.q<"ms"> unit "ms" default {
    %0 = neuro.constant 5.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  } where {
    %tau = neuro.get @tau : !neuro.q<"ms">
    %z = neuro.constant 0.0 "ms" : !neuro.q<"ms">
    %c = neuro.cmp "gt" %tau, %z : !neuro.q<"ms">
    neuro.yield %c : i1
  } text "tau > 0 ms"
  neuro.state @I : !neuro.q<"pA"> unit "pA" init {
    %0 = neuro.constant 0.0 "pA" : !neuro.q<"pA">
    neuro.yield %0 : !neuro.q<"pA">
  }
  neuro.ddt @I {
    %I = neuro.get @I : !neuro.q<"pA">
    %tau = neuro.get @tau : !neuro.q<"ms">
    %n = neuro.neg %I : !neuro.q<"pA">
    %d = neuro.div %n, %tau : !neuro.q<"pA">, !neuro.q<"ms"> -> !neuro.q<"pA/ms">
    neuro.yield %d : !neuro.q<"pA/ms">
  }
  neuro.on @arrive {
  ^bb0(%w: !neuro.q<"pA">):
    %I = neuro.get @I : !neuro.q<"pA">
    %s = neuro.add %I, %w : !neuro.q<"pA">
    neuro.set @I, %s : !neuro.q<"pA">
  }
  neuro.on @boost {
  ^bb0(%w: !neuro.q<"1">):
    %I = neuro.get @I : !neuro.q<"pA">
    %s = neuro.mul %I, %w : !neuro.q<"pA">, !neuro.q<"1"> -> !neuro.q<"pA">
    neuro.set @I, %s : !neuro.q<"pA">
  }
  neuro.solver ["I"] method "euler"
}
neuro.model @LIF kind(neuron) {
  neuro.param @C : !neuro.q<"pF"> unit "pF" default {
    %0 = neuro.constant 250.0 "pF" : !neuro.q<"pF">
    neuro.yield %0 : !neuro.q<"pF">
  }
  neuro.param @tau_s : !neuro.q<"ms"> unit "ms" default {
    %0 = neuro.constant 2.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  }
  neuro.use @syn = @ExpCurr {
    neuro.bind @tau {
      %0 = neuro.get @tau_s : !neuro.q<"ms">
      neuro.yield %0 : !neuro.q<"ms">
    }
  }
  neuro.state @V : !neuro.q<"mV"> unit "mV" init {
    %0 = neuro.constant 0.0 "mV" : !neuro.q<"mV">
    neuro.yield %0 : !neuro.q<"mV">
  }
  neuro.ddt @V {
    %I = neuro.get @syn::@I : !neuro.q<"pA">
    %C = neuro.get @C : !neuro.q<"pF">
    %d = neuro.div %I, %C : !neuro.q<"pA">, !neuro.q<"pF"> -> !neuro.q<"mV/ms">
    neuro.yield %d : !neuro.q<"mV/ms">
  }
}

// -----

// A host variable is the neuron's; a compartment's own comes first. A receptor's
// let is put where the neuron reads it, and stays under its full name.

// CHECK-LABEL: neuro.model @TwoComp
// CHECK:         neuro.let @nmda.I
// CHECK:           neuro.get @nmda.g
// CHECK:           neuro.get @V :
// CHECK:         neuro.let @dend.nmda.I
// CHECK:           neuro.get @dend.nmda.g
// CHECK:           neuro.get @dend.V :
// CHECK:         neuro.let @all
// CHECK-NOT:       neuro.get @nmda.I
// CHECK:           neuro.get @nmda.g
// CHECK:           neuro.get @V
// CHECK-NOT:       neuro.get @dend.nmda.I
// CHECK:           neuro.get @dend.nmda.g
// CHECK:           neuro.get @dend.V
neuro.model @NMDA kind(receptor) {
  neuro.host @V : !neuro.q<"mV"> unit "mV"
  neuro.param @g : !neuro.q<"nS"> unit "nS" default {
    %0 = neuro.constant 1.0 "nS" : !neuro.q<"nS">
    neuro.yield %0 : !neuro.q<"nS">
  }
  neuro.let @I : !neuro.q<"pA"> unit "pA" {
    %g = neuro.get @g : !neuro.q<"nS">
    %V = neuro.get @V : !neuro.q<"mV">
    %I = neuro.mul %g, %V : !neuro.q<"nS">, !neuro.q<"mV"> -> !neuro.q<"pA">
    neuro.yield %I : !neuro.q<"pA">
  }
}
neuro.model @TwoComp kind(neuron) {
  neuro.input @V : !neuro.q<"mV"> unit "mV"
  neuro.input @dend.V : !neuro.q<"mV"> unit "mV"
  neuro.use @nmda = @NMDA {
  }
  neuro.use @dend.nmda = @NMDA {
  }
  neuro.let @all : !neuro.q<"pA"> unit "pA" {
    %a = neuro.get @nmda::@I : !neuro.q<"pA">
    %b = neuro.get @dend.nmda::@I : !neuro.q<"pA">
    %s = neuro.add %a, %b : !neuro.q<"pA">
    neuro.yield %s : !neuro.q<"pA">
  }
}

// -----

// Gates: the equation has the shape its attribute announces, and the state starts
// where it would stay.

// CHECK-LABEL: neuro.model @Gates
// CHECK:         neuro.state @m : !neuro.q<"1"> unit "1" init {
// CHECK:           %[[a0:.*]] = neuro.get @a
// CHECK:           %[[b0:.*]] = neuro.get @b
// CHECK:           %[[sum:.*]] = neuro.add %[[a0]], %[[b0]]
// CHECK:           %[[steady:.*]] = neuro.div %[[a0]], %[[sum]]
// CHECK:           neuro.yield %[[steady]]
// CHECK:         } {gate = "alpha_beta"}
// CHECK:         neuro.ddt @m {
// CHECK:           %[[a:.*]] = neuro.get @a
// CHECK:           %[[b:.*]] = neuro.get @b
// CHECK:           %[[m:.*]] = neuro.get @m
// CHECK:           %[[rate:.*]] = neuro.add %[[a]], %[[b]]
// CHECK:           %[[loss:.*]] = neuro.mul %[[rate]], %[[m]]
// CHECK:           %[[slope:.*]] = neuro.sub %[[a]], %[[loss]]
// CHECK:           neuro.yield %[[slope]] : !neuro.q<"1/ms">
// CHECK:         neuro.state @q : !neuro.q<"1"> unit "1" init {
// CHECK:           neuro.constant 2.500000e-01 "1"
// CHECK:         } {gate = "inf_tau"}
// CHECK:         neuro.ddt @q {
// CHECK:           %[[inf:.*]] = neuro.constant 5.000000e-01
// CHECK:           %[[tau:.*]] = neuro.constant 1.500000e+01
// CHECK:           %[[q:.*]] = neuro.get @q
// CHECK:           %[[d:.*]] = neuro.sub %[[inf]], %[[q]]
// CHECK:           neuro.div %[[d]], %[[tau]]
neuro.model @Gates kind(neuron) {
  neuro.input @a : !neuro.q<"1/ms"> unit "1/ms"
  neuro.input @b : !neuro.q<"1/ms"> unit "1/ms"
  neuro.gate @m alpha {
    %0 = neuro.get @a : !neuro.q<"1/ms">
    neuro.yield %0 : !neuro.q<"1/ms">
  } beta {
    %0 = neuro.get @b : !neuro.q<"1/ms">
    neuro.yield %0 : !neuro.q<"1/ms">
  }
  neuro.gate @q inf {
    %0 = neuro.constant 0.5 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  } tau {
    %0 = neuro.constant 15.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  } init {
    %0 = neuro.constant 0.25 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
}

// -----

// A let is computed once in an expression however often it is read, and again
// after an assignment, because it may have changed.

// CHECK-LABEL: neuro.model @Lets
// CHECK:         neuro.ddt @x {
// CHECK:           %[[x:.*]] = neuro.get @x
// CHECK-NEXT:      neuro.get @tau
// CHECK-NEXT:      %[[half:.*]] = neuro.div %[[x]]
// CHECK-NEXT:      %[[sum:.*]] = neuro.add %[[half]], %[[half]]
// CHECK-NEXT:      neuro.yield %[[sum]]
// CHECK:         neuro.on @arrive {
// CHECK:           %[[x0:.*]] = neuro.get @x
// CHECK:           %[[before:.*]] = neuro.div %[[x0]]
// CHECK:           neuro.set @x, %{{.*}} : !neuro.q<"1">
// CHECK:           %[[x1:.*]] = neuro.get @x
// CHECK:           %[[after:.*]] = neuro.div %[[x1]]
// CHECK:           neuro.set @y, %[[after]]
neuro.model @Lets kind(neuron) {
  neuro.param @tau : !neuro.q<"ms"> unit "ms" default {
    %0 = neuro.constant 2.0 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  }
  neuro.state @x : !neuro.q<"1"> unit "1"
  neuro.state @y : !neuro.q<"1/ms"> unit "1/ms"
  neuro.ddt @x {
    %a = neuro.get @half : !neuro.q<"1/ms">
    %b = neuro.get @half : !neuro.q<"1/ms">
    %s = neuro.add %a, %b : !neuro.q<"1/ms">
    neuro.yield %s : !neuro.q<"1/ms">
  }
  neuro.on @arrive {
  ^bb0(%w: !neuro.q<"ms">):
    %a = neuro.get @half : !neuro.q<"1/ms">
    %p = neuro.mul %a, %w : !neuro.q<"1/ms">, !neuro.q<"ms"> -> !neuro.q<"1">
    neuro.set @x, %p : !neuro.q<"1">
    %b = neuro.get @half : !neuro.q<"1/ms">
    neuro.set @y, %b : !neuro.q<"1/ms">
  }
  neuro.let @half : !neuro.q<"1/ms"> unit "1/ms" {
    %x = neuro.get @x : !neuro.q<"1">
    %tau = neuro.get @tau : !neuro.q<"ms">
    %h = neuro.div %x, %tau : !neuro.q<"1">, !neuro.q<"ms"> -> !neuro.q<"1/ms">
    neuro.yield %h : !neuro.q<"1/ms">
  }
}
