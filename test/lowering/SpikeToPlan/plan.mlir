// What the runtime is told of a placed program.
// RUN: neuro-opt %s --spike-delays --spike-schedule --spike-fuse --spike-layout=precision=f64 --spike-verify-s2 --print-plan -o /dev/null | FileCheck %s

// CHECK: plan abi 1
// CHECK-LABEL: class LIF: 7 arrays, 4 uniforms
// CHECK-NEXT: field 0 tau: parameter f64 uniform 0 [ms] = 20 where "tau > 0 ms" (tau > 0)
// CHECK-NEXT: field 1 t_ref: parameter f64 uniform 1 [s = 1000] = 2
// CHECK-NEXT: field 2 ticks: derived f64 uniform 2 [1] = round((t_ref / dt))
// CHECK-NEXT: field 3 p: coefficient f64 uniform 3 [1]
// CHECK-NEXT: field 4 V: state f64 array 0 [mV] = -70
// CHECK-NEXT: field 5 syn: arrive f64 array 1 [pA]
// CHECK-NEXT: field 6 I: input f64 array 2 [pA]
// CHECK-NEXT: field 7 x: let f64 array 3 [1]
// CHECK-NEXT: field 8 spikes: event bits array 4 [1]
// CHECK-NEXT: field 9 crossing: event bits array 5 [1]
// CHECK-NEXT: field 10 refractory: refractory i32 array 6 [1]
// CHECK-NEXT: propagator p0: 1 states, 0 inputs
// CHECK-NEXT: p of (-1 / tau)
// CHECK-NEXT: event spikes: field 8
// CHECK-NEXT: event crossing: field 9
// CHECK-NEXT: kernel LIF.update: update
// CHECK-NEXT: kernel LIF.record: record
spike.class @LIF {
  spike.field @tau : f64 role(parameter) unit "ms" value {
    %0 = arith.constant 20.0 : f64
    spike.yield %0 : f64
  } where "tau > 0 ms" {
    %tau = spike.read @tau : f64
    %zero = arith.constant 0.0 : f64
    %0 = arith.cmpf ogt, %tau, %zero : f64
    spike.yield %0 : i1
  }
  spike.field @t_ref : f64 role(parameter) unit "s" value {
    %0 = arith.constant 2.0 : f64
    spike.yield %0 : f64
  }
  spike.field @ticks : f64 role(derived) value {
    %t = spike.read @t_ref : f64
    %h = spike.dt : f64
    %0 = arith.divf %t, %h : f64
    %1 = math.round %0 : f64
    spike.yield %1 : f64
  }
  spike.field @p : f64 role(coefficient)
  spike.field @V : f64 role(state) element unit "mV" value {
    %0 = arith.constant -70.0 : f64
    spike.yield %0 : f64
  }
  spike.field @syn : f64 role(arrive) element unit "pA"
  spike.field @I : f64 role(input) element unit "pA"
  spike.field @x : f64 role(let) element unit "1"
  spike.field @spikes : i8 role(event) element
  spike.field @crossing : i8 role(event) element
  spike.field @refractory : i32 role(refractory) element
  spike.propagator @p0 states 1 inputs 0 of [@V] coefficients [@p] matrix {
    %tau = spike.read @tau : f64
    %minus = arith.constant -1.0 : f64
    %0 = arith.divf %minus, %tau : f64
    spike.yield %0 : f64
  }
  spike.kernel @LIF.update phase(update) reads [@V, @p, @syn, @I, @ticks] writes [@V, @syn, @spikes, @crossing, @refractory] {
    %V = spike.load @V : f64
    %p = spike.load @p : f64
    %ticks = spike.load @ticks : f64
    %n = arith.fptosi %ticks : f64 to i32
    spike.store @refractory, %n : i32
    %0 = arith.mulf %V, %p : f64
    %c = arith.cmpf ogt, %0, %p : f64
    spike.mark @spikes if %c
    spike.mark @crossing if %c
    spike.store @V, %0 : f64
    spike.clear @syn
  }
  spike.kernel @LIF.record phase(record) reads [@V] writes [@x] {
    %V = spike.load @V : f64
    spike.store @x, %V : f64
  }
}

// A second class has its fields elsewhere.
// CHECK-LABEL: class Other: 2 arrays, 0 uniforms
spike.class @Other {
  spike.field @spikes : i8 role(event) element
  spike.field @syn : f64 role(arrive) element
  spike.kernel @Other.update phase(update) reads [] writes [@spikes, @syn] {
    %c = arith.constant false
    spike.mark @spikes if %c
    spike.clear @syn
  }
}

// CHECK-LABEL: network Net
spike.network @Net {
  // CHECK-NEXT: parameter n integer [1] = 100
  spike.parameter @n integer unit "1" value {
    %0 = arith.constant 100 : i64
    spike.yield %0 : i64
  }
  // CHECK-NEXT: parameter k [1] = (n / 3)
  spike.parameter @k unit "1" value {
    %n = spike.get_parameter @n : i64
    %x = arith.sitofp %n : i64 to f64
    %three = arith.constant 3.0 : f64
    %0 = arith.divf %x, %three : f64
    spike.yield %0 : f64
  }
  // CHECK-NEXT: population E: LIF [n, 2] at
  // CHECK-NEXT: V ~ uniform#1(0, normal#0(tau, i))
  // CHECK-NEXT: tau = 10
  spike.population @E class @LIF shape {
    %n = spike.get_parameter @n : i64
    %two = arith.constant 2 : i64
    spike.yield %n, %two : i64, i64
  } {
    spike.init @V draws {
      %a = arith.constant 0.0 : f64
      %tau = spike.read @tau : f64
      %i = spike.index(i) : f64
      %b = spike.draw "normal"(%tau, %i) : f64
      %0 = spike.draw "uniform"(%a, %b) : f64
      spike.yield %0 : f64
    }
    spike.init @tau {
      %a = arith.constant 10.0 : f64
      spike.yield %a : f64
    }
  }
  // CHECK-NEXT: population I: Other [n]
  spike.population @I class @Other shape {
    %n = spike.get_parameter @n : i64
    spike.yield %n : i64
  } {
  }
  // CHECK-NEXT: population X: poisson [10] rate 18
  spike.population @X source(poisson) shape {
    %n = arith.constant 10 : i64
    spike.yield %n : i64
  } {
    spike.init @rate {
      %a = arith.constant 18.0 : f64
      spike.yield %a : f64
    }
  }
  // CHECK-NEXT: population T: spike_train [1] times 1 2.5
  spike.population @T source(spike_train) shape {
    %n = arith.constant 1 : i64
    spike.yield %n : i64
  } {
    spike.init @times {
      %a = arith.constant 1.0 : f64
      %b = arith.constant 2.5 : f64
      spike.yield %a, %b : f64, f64
    }
  }
  // CHECK-NEXT: population R: regular [1] period 10 phase 2
  spike.population @R source(regular) shape {
    %n = arith.constant 1 : i64
    spike.yield %n : i64
  } {
    spike.init @period {
      %a = arith.constant 10.0 : f64
      spike.yield %a : f64
    }
    spike.init @phase {
      %a = arith.constant 2.0 : f64
      spike.yield %a : f64
    }
  }
  // Populations are views of themselves.
  // CHECK-NEXT: view E: E
  // CHECK-NEXT: view I: I
  // CHECK-NEXT: view X: X
  // CHECK-NEXT: view T: T
  // CHECK-NEXT: view R: R
  // CHECK-NEXT: view A family: E I
  spike.view @A family = [@E, @I]
  // CHECK-NEXT: view E[0..10]: E[0 .. 10]
  spike.view @"E[0..10]" = [@E] range {
    %a = arith.constant 0 : i64
    %b = arith.constant 10 : i64
    spike.yield %a, %b : i64, i64
  }
  // A selection of a selection counts in the elements it selects from.
  // CHECK-NEXT: view S: E[(0 + 2) .. min(10, (0 + 8)) step 3]
  spike.view @S = [@"E[0..10]"] range {
    %a = arith.constant 2 : i64
    %b = arith.constant 8 : i64
    %c = arith.constant 3 : i64
    spike.yield %a, %b, %c : i64, i64, i64
  }
  // CHECK-NEXT: projection "in": X -> A events 0 ports 5,1 bernoulli(0.1) where (i != j) no autapses no multapses
  // CHECK-NEXT: w ~ normal#0(45, 5) [nA = 1000], delay ~ uniform#1(1, 2)
  spike.projection @p0 label "in" text "X -> A.syn" from @X event "spikes" to @A port "syn" unit "nA" rule(bernoulli) argument {
    %p = arith.constant 0.1 : f64
    spike.yield %p : f64
  } where {
    %i = spike.index(i) : f64
    %j = spike.index(j) : f64
    %c = arith.cmpf une, %i, %j : f64
    spike.yield %c : i1
  } weight {
    %m = arith.constant 45.0 : f64
    %s = arith.constant 5.0 : f64
    %w = spike.draw "normal"(%m, %s) : f64
    spike.yield %w : f64
  } delay {
    %m = arith.constant 1.0 : f64
    %s = arith.constant 2.0 : f64
    %d = spike.draw "uniform"(%m, %s) : f64
    spike.yield %d : f64
  } {no_autapses, no_multapses, weight_draws, delay_draws}
  // CHECK-NEXT: projection "A -> E.syn": A -> E events 0,0 ports 5 all
  // CHECK-NEXT: w = post.#0 [1], delay = 1.5
  spike.projection @p1 text "A -> E.syn" from @A event "spikes" to @E port "syn" rule(all) weight {
    %w = spike.end_field(j) @tau : f64
    spike.yield %w : f64
  } delay {
    %d = arith.constant 1.5 : f64
    spike.yield %d : f64
  }
  // CHECK-NEXT: stimulus E inputs 6 per element = (if ((t >= 10) and (t < 20)) then (i * 5) else 0)
  spike.stimulus @E input "I" per_element waveform {
    %t = spike.time : f64
    %i = spike.index(i) : f64
    %a = arith.constant 10.0 : f64
    %b = arith.constant 20.0 : f64
    %five = arith.constant 5.0 : f64
    %zero = arith.constant 0.0 : f64
    %c = arith.cmpf oge, %t, %a : f64
    %d = arith.cmpf olt, %t, %b : f64
    %e = arith.andi %c, %d : i1
    %v = arith.mulf %i, %five : f64
    %r = arith.select %e, %v, %zero : f64
    spike.yield %r : f64
  }
  // CHECK-NEXT: stimulus E inputs 6 samples "i.csv" [pA] every 0.5
  spike.stimulus @E input "I" samples "i.csv" dt {
    %d = arith.constant 0.5 : f64
    spike.yield %d : f64
  }
  // CHECK-NEXT: stimulus E inputs 6 mean 0 sd 50 every 1
  spike.stimulus @E input "I" noise {
    %m = arith.constant 0.0 : f64
    %s = arith.constant 50.0 : f64
    %d = arith.constant 1.0 : f64
    spike.yield %m, %s, %d : f64, f64, f64
  }
  // CHECK-NEXT: probe "A.spikes": events of A fields 0,0 [1]
  spike.probe "A.spikes" of @A kind(events) what "spikes"
  // CHECK-NEXT: probe "E.crossing": events of E fields 1 [1]
  spike.probe "E.crossing" of @E kind(events) what "crossing"
  // CHECK-NEXT: probe "E.x": values of E fields 7 [1] every 1 when (t >= 100) record kernel
  spike.probe "E.x" of @E kind(values) what "x" every {
    %d = arith.constant 1.0 : f64
    spike.yield %d : f64
  } when {
    %t = spike.time : f64
    %a = arith.constant 100.0 : f64
    %c = arith.cmpf oge, %t, %a : f64
    spike.yield %c : i1
  }
  // CHECK-NEXT: probe "mean(E.V)": function mean of E fields 4 [mV]
  spike.probe "mean(E.V)" of @E kind(function) what "V" function "mean" unit "mV"
}

// CHECK-LABEL: experiment main on Net
neuro.experiment @main on @Net {
  // CHECK-NEXT: parameter k = 5
  neuro.netarg @k {
    %0 = arith.constant 5.0 : f64
    neuro.yield %0 : f64
  }
  // CHECK-NEXT: dt = 0.1
  neuro.setting "dt" {
    %0 = arith.constant 0.1 : f64
    neuro.yield %0 : f64
  }
  // CHECK-NEXT: seed = 42
  neuro.setting "seed" {
    %0 = arith.constant 42 : i64
    neuro.yield %0 : i64
  }
  // CHECK-NEXT: precision = f64
  neuro.setting "precision" text "f64"
  // CHECK-NEXT: measure#0 rate of E.spikes during run
  // CHECK-NEXT: measure#1 peak of E.mean(E.V) from = (dt * 3)
  // CHECK-NEXT: measure#2 real_time_factor
  // CHECK-NEXT: measure#3 rate of E.spikes
  // CHECK-NEXT: measure#4 rate of E.spikes
  // CHECK-NEXT: simulate 500 as run
  neuro.simulate {
    %t = arith.constant 500.0 : f64
    neuro.yield %t : f64
  } as "run"
  // CHECK-NEXT: assign X.rate = 9
  neuro.assign @X "rate" {
    %0 = arith.constant 9.0 : f64
    neuro.yield %0 : f64
  }
  // CHECK-NEXT: assign k = 6
  neuro.assign_param @k {
    %0 = arith.constant 6.0 : f64
    neuro.yield %0 : f64
  }
  // CHECK-NEXT: let variable#0 x = (k + 1)
  neuro.variable "x" slot 0 {
    %k = neuro.get @k : f64
    %one = arith.constant 1.0 : f64
    %0 = arith.addf %k, %one : f64
    neuro.yield %0 : f64
  }
  // CHECK-NEXT: for variable#1 i [1] in 0 .. 3 step 2
  neuro.for "i" slot 1 range {
    %a = arith.constant 0.0 : f64
    %b = arith.constant 3.0 : f64
    %c = arith.constant 2.0 : f64
    neuro.yield %a, %b, %c : f64, f64, f64
  } do {
    // CHECK-NEXT: {{^    }}simulate (variable#0 * variable#1)
    neuro.simulate {
      %x = neuro.read "x" slot 0 : f64
      %i = neuro.read "i" slot 1 : f64
      %t = arith.mulf %x, %i : f64
      neuro.yield %t : f64
    }
    // CHECK-NEXT: {{^    }}reset
    neuro.reset
  }
  // CHECK-NEXT: sweep k [1] in [3, 4] n [1] in 10 .. 20
  neuro.sweep axes {
    neuro.axis @k values {
      %a = arith.constant 3.0 : f64
      %b = arith.constant 4.0 : f64
      neuro.yield %a, %b : f64, f64
    }
    neuro.axis @n range {
      %a = arith.constant 10 : i64
      %b = arith.constant 20 : i64
      neuro.yield %a, %b : i64, i64
    }
  } do {
    // CHECK-NEXT: {{^    }}report "rate(run.E)" measure#0 [Hz = 0.001]
    neuro.report "rate(run.E)" {
      %r = neuro.measure "rate" of @E what "spikes" phase "run" : f64
      neuro.yield %r : f64
    } unit "Hz"
  }
  // CHECK-NEXT: report "peak" (measure#1 / measure#2) [mV]
  neuro.report "peak" {
    %h = neuro.dt : f64
    %three = arith.constant 3.0 : f64
    %from = arith.mulf %h, %three : f64
    %r = neuro.measure "peak" of @E what "V" function "mean" args ["from"](%from : f64) : f64
    %f = neuro.measure "real_time_factor" : f64
    %q = arith.divf %r, %f : f64
    neuro.yield %q : f64
  } unit "mV"
  // CHECK-NEXT: expect "rate(E) > 1 Hz" (measure#3 > 0.001)
  // CHECK-NEXT: operand "rate(E)" measure#4 [Hz = 0.001]
  neuro.expect "rate(E) > 1 Hz" {
    %r = neuro.measure "rate" of @E what "spikes" : f64
    %one = arith.constant 0.001 : f64
    %c = arith.cmpf ogt, %r, %one : f64
    neuro.yield %c : i1
  } operands {
    neuro.operand "rate(E)" {
      %r = neuro.measure "rate" of @E what "spikes" : f64
      neuro.yield %r : f64
    } unit "Hz"
  }
}
