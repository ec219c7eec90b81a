// RUN: neuro-opt %s --neuro-verify-n0 | FileCheck %s

// A state with an equation, one that only a reset sets, names of every kind.

// CHECK-LABEL: neuro.model @N
neuro.model @N kind(neuron) {
  neuro.param @tau : !neuro.q<"ms"> unit "ms"
  neuro.state @V : !neuro.q<"1"> unit "1"
  neuro.state @n : !neuro.q<"1"> unit "1"
  neuro.ddt @V {
    %V = neuro.get @V : !neuro.q<"1">
    %tau = neuro.get @tau : !neuro.q<"ms">
    %d = neuro.div %V, %tau : !neuro.q<"1">, !neuro.q<"ms"> -> !neuro.q<"1/ms">
    neuro.yield %d : !neuro.q<"1/ms">
  }
  neuro.spike when {
    %V = neuro.get @V : !neuro.q<"1">
    %n = neuro.get @n : !neuro.q<"1">
    %c = neuro.cmp "gt" %V, %n : !neuro.q<"1">
    neuro.yield %c : i1
  } reset {
    %n = neuro.get @n : !neuro.q<"1">
    %m = neuro.add %n, %n : !neuro.q<"1">
    neuro.set @n, %m : !neuro.q<"1">
  }
}
neuro.network @Net {
  neuro.netparam @k : !neuro.q<"1"> unit "1"
  neuro.population @A model @N shape {
    %k = neuro.get @k : !neuro.q<"1">
    neuro.yield %k : !neuro.q<"1">
  } {
    neuro.init @V {
      %tau = neuro.get @self::@tau : !neuro.q<"ms">
      %r = neuro.div %tau, %tau : !neuro.q<"ms">, !neuro.q<"ms"> -> !neuro.q<"1">
      neuro.yield %r : !neuro.q<"1">
    }
  }
}
