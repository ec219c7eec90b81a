// RUN: neuro-opt %s | neuro-opt | FileCheck %s
// Every statement of an experiment.

neuro.network @Net {
  neuro.netparam @g : !neuro.q<"1"> unit "1" default {
    %0 = neuro.constant 5.0 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
  neuro.population @E source "Poisson" shape {
    %n = neuro.constant 10.0 "1" : !neuro.q<"1">
    neuro.yield %n : !neuro.q<"1">
  } {
  }
}

// CHECK-LABEL: neuro.experiment @main on @Net {
neuro.experiment @main on @Net {
  // CHECK: neuro.netarg @g {
  neuro.netarg @g {
    %0 = neuro.constant 6.0 "1" : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
  // CHECK: neuro.setting "dt" {
  neuro.setting "dt" {
    %0 = neuro.constant 0.1 "ms" : !neuro.q<"ms">
    neuro.yield %0 : !neuro.q<"ms">
  }
  // CHECK: neuro.setting "precision" text "f64"
  neuro.setting "precision" text "f64"
  // CHECK: neuro.simulate {
  // CHECK: } as "run"
  neuro.simulate {
    %t = neuro.constant 1.0 "s" : !neuro.q<"ms">
    neuro.yield %t : !neuro.q<"ms">
  } as "run"
  // CHECK: neuro.assign @E "rate" {
  neuro.assign @E "rate" {
    %0 = neuro.constant 9.0 "kHz" : !neuro.q<"1/ms">
    neuro.yield %0 : !neuro.q<"1/ms">
  }
  // CHECK: neuro.assign_param @g {
  // CHECK-NEXT: neuro.get @g : !neuro.q<"1">
  neuro.assign_param @g {
    %0 = neuro.get @g : !neuro.q<"1">
    neuro.yield %0 : !neuro.q<"1">
  }
  // CHECK: neuro.variable "x" slot 0 unit "Hz" {
  // CHECK-NEXT: neuro.measure "rate" of @E what "spikes" phase "run" : !neuro.q<"1/ms">
  neuro.variable "x" slot 0 unit "Hz" {
    %r = neuro.measure "rate" of @E what "spikes" phase "run" : !neuro.q<"1/ms">
    neuro.yield %r : !neuro.q<"1/ms">
  }
  // CHECK: neuro.for "k" slot 1 range {
  // CHECK: } do {
  neuro.for "k" slot 1 range {
    %a = neuro.constant 0.0 "1" : !neuro.q<"1">
    %b = neuro.constant 3.0 "1" : !neuro.q<"1">
    neuro.yield %a, %b : !neuro.q<"1">, !neuro.q<"1">
  } do {
    // CHECK: neuro.report "k" {
    // CHECK-NEXT: neuro.read "k" slot 1 : !neuro.q<"1">
    neuro.report "k" {
      %k = neuro.read "k" slot 1 : !neuro.q<"1">
      neuro.yield %k : !neuro.q<"1">
    }
    // CHECK: neuro.report "x" {
    // CHECK: } unit "Hz"
    neuro.report "x" {
      %x = neuro.read "x" slot 0 : !neuro.q<"1/ms">
      neuro.yield %x : !neuro.q<"1/ms">
    } unit "Hz"
  }
  // CHECK: neuro.for "a" slot 2 values {
  neuro.for "a" slot 2 values {
    %a = neuro.constant 0.0 "1" : !neuro.q<"1">
    neuro.yield %a : !neuro.q<"1">
  } do {
    // CHECK: neuro.reset
    neuro.reset
  }
  // CHECK: neuro.sweep axes {
  // CHECK-NEXT: neuro.axis @g unit "1" values {
  // CHECK: } do {
  neuro.sweep axes {
    neuro.axis @g unit "1" values {
      %a = neuro.constant 3.0 "1" : !neuro.q<"1">
      %b = neuro.constant 4.0 "1" : !neuro.q<"1">
      neuro.yield %a, %b : !neuro.q<"1">, !neuro.q<"1">
    }
  } do {
    neuro.reset
  }
  // CHECK: neuro.expect "count(E, from = 1 s) > 3" {
  // CHECK-NEXT: %[[T:.*]] = neuro.constant 1.000000e+00 "s" : !neuro.q<"ms">
  // CHECK-NEXT: neuro.measure "count" of @E what "spikes" args ["from"](%[[T]] : !neuro.q<"ms">) : !neuro.q<"1">
  // CHECK: } operands {
  // CHECK-NEXT: neuro.operand "real_time_factor()" {
  // CHECK-NEXT: neuro.measure "real_time_factor" : !neuro.q<"1">
  neuro.expect "count(E, from = 1 s) > 3" {
    %t = neuro.constant 1.0 "s" : !neuro.q<"ms">
    %n = neuro.measure "count" of @E what "spikes" args ["from"] (%t : !neuro.q<"ms">) : !neuro.q<"1">
    %3 = neuro.constant 3.0 "1" : !neuro.q<"1">
    %c = neuro.cmp "gt" %n, %3 : !neuro.q<"1">
    neuro.yield %c : i1
  } operands {
    neuro.operand "real_time_factor()" {
      %r = neuro.measure "real_time_factor" : !neuro.q<"1">
      neuro.yield %r : !neuro.q<"1">
    }
  }
}
