// A solved integrate-and-fire neuron with one current synapse becomes a class, its
// network explicit; the experiment is not touched.
// RUN: neuro-opt %s --convert-neuro-to-spike --spike-verify-s0 | FileCheck %s

module {
  // CHECK-LABEL: spike.class @LIF {
  // CHECK-NEXT: spike.field @tau_m : f64 role(parameter) unit "ms" scale 1.000000e+00 value {
  // CHECK: } where "tau_m > 0 ms" {
  // CHECK: spike.field @V_th : f64 role(parameter)
  // CHECK: spike.field @syn.tau : f64 role(parameter)
  // A derived value that is declared first comes after what it reads.
  // CHECK: spike.field @t_ref : f64 role(parameter)
  // CHECK: spike.field @d0 : f64 role(derived) value {
  // CHECK-NEXT: spike.read @t_ref : f64
  // CHECK-NEXT: spike.dt : f64
  // CHECK: spike.field @V : f64 role(state) element unit "mV" scale 1.000000e+00 value {
  // CHECK: } {solver = "exact", solver_reason = "linear"}
  // CHECK: spike.field @syn.I : f64 role(state) element unit "nA" scale 1.000000e+03
  // CHECK: spike.field @p0_0_0 : f64 role(coefficient)
  // CHECK: spike.field @p0_1_2 : f64 role(coefficient)
  // CHECK: spike.propagator @p0 states 2 inputs 1 of [@V, @syn.I] coefficients [@p0_0_0, @p0_0_1, @p0_0_2, @p0_1_0, @p0_1_1, @p0_1_2] matrix {
  // CHECK: spike.field @I_e : f64 role(input) element unit "pA" scale 1.000000e+00
  // CHECK: spike.field @syn : f64 role(arrive) element unit "pA" scale 1.000000e+00
  // CHECK: spike.field @power : f64 role(let) element
  // CHECK: spike.field @spikes : i8 role(event) element
  // CHECK: spike.field @crossing : i8 role(event) element
  // CHECK: spike.field @refractory : i32 role(refractory) element
  neuro.model @LIF kind(neuron) {
    neuro.param @tau_m : f64 unit "ms" default {
      %0 = arith.constant 20.0 : f64
      neuro.yield %0 : f64
    } where {
      %tau = neuro.get @tau_m : f64
      %zero = arith.constant 0.0 : f64
      %c = arith.cmpf ogt, %tau, %zero : f64
      neuro.yield %c : i1
    } text "tau_m > 0 ms"
    neuro.param @V_th : f64 unit "mV" default {
      %0 = arith.constant 20.0 : f64
      neuro.yield %0 : f64
    }
    neuro.param @syn.tau : f64 unit "ms" default {
      %0 = arith.constant 2.0 : f64
      neuro.yield %0 : f64
    }
    neuro.derived @d0 : f64 {
      %t = neuro.get @t_ref : f64
      %h = neuro.dt : f64
      %n = arith.divf %t, %h : f64
      %r = math.round %n : f64
      neuro.yield %r : f64
    }
    neuro.param @t_ref : f64 unit "ms" default {
      %0 = arith.constant 2.0 : f64
      neuro.yield %0 : f64
    }
    neuro.state @V : f64 unit "mV" init {
      %0 = arith.constant 0.0 : f64
      neuro.yield %0 : f64
    } {solver = "exact", reason = "linear"}
    neuro.state @syn.I : f64 unit "nA" init {
      %0 = arith.constant 0.0 : f64
      neuro.yield %0 : f64
    }
    neuro.input @I_e : f64 unit "pA"
    neuro.port @syn unit "pA"
    neuro.propagator @p0 states [@V, @syn.I] inputs ["1"] rows 2 cols 3 {
      %tau = neuro.get @tau_m : f64
      %ts = neuro.get @syn.tau : f64
      %one = arith.constant 1.0 : f64
      %zero = arith.constant 0.0 : f64
      %minus = arith.constant -1.0 : f64
      %a = arith.divf %minus, %tau : f64
      %d = arith.divf %minus, %ts : f64
      neuro.yield %a, %one, %one, %zero, %d, %zero : f64, f64, f64, f64, f64, f64
    }
    // CHECK: spike.kernel @LIF.update phase(update)
    // CHECK-SAME: reads [@refractory, @V, @syn.I, @I_e, @p0_0_0, @p0_0_1, @syn, @V_th, @d0]
    // CHECK-SAME: writes [@spikes, @crossing, @V, @syn.I, @refractory, @syn]
    // CHECK-NEXT: %[[C:.*]] = spike.load @refractory : i32
    // CHECK-NEXT: %[[ZERO:.*]] = arith.constant 0 : i32
    // CHECK-NEXT: %[[HELD:.*]] = arith.cmpi sgt, %[[C]], %[[ZERO]] : i32
    // CHECK: spike.load @p0_0_1 : f64
    // CHECK: spike.load @syn : f64
    // CHECK: %[[TICKS:.*]] = spike.load @d0 : f64
    // CHECK: %[[FREE:.*]] = arith.xori %[[HELD]], %{{.*}} : i1
    // CHECK-NEXT: %[[FIRES:.*]] = arith.andi %{{.*}}, %[[FREE]] : i1
    // CHECK-NEXT: %[[N:.*]] = arith.fptosi %[[TICKS]] : f64 to i32
    // CHECK-NEXT: spike.mark @spikes if %[[FIRES]]
    // CHECK-NEXT: spike.mark @crossing if
    // CHECK: spike.store @V, %{{.*}} : f64
    // CHECK-NEXT: spike.store @syn.I
    // CHECK-NEXT: %[[ONE:.*]] = arith.constant 1 : i32
    // CHECK-NEXT: %[[NONE:.*]] = arith.constant 0 : i32
    // CHECK-NEXT: %[[LESS:.*]] = arith.subi %[[C]], %[[ONE]] : i32
    // CHECK-NEXT: %[[DOWN:.*]] = arith.select %[[HELD]], %[[LESS]], %[[NONE]] : i32
    // CHECK-NEXT: %[[NEXT:.*]] = arith.select %[[FIRES]], %[[N]], %[[DOWN]] : i32
    // CHECK-NEXT: spike.store @refractory, %[[NEXT]] : i32
    // CHECK-NEXT: spike.clear @syn
    neuro.update {
      %V = neuro.get @V : f64
      %I = neuro.get @syn.I : f64
      %Ie = neuro.get @I_e : f64
      %p00 = neuro.coefficient @p0[0, 0] : f64
      %p01 = neuro.coefficient @p0[0, 1] : f64
      %a = arith.mulf %p00, %V : f64
      %b = arith.mulf %p01, %I : f64
      %flow = arith.addf %a, %b : f64
      %flow2 = arith.addf %flow, %Ie : f64
      %held = neuro.refractory : i1
      %Vn = arith.select %held, %V, %flow2 : f64
      %w = neuro.arrival @syn : f64
      %In = arith.addf %I, %w : f64
      %th = neuro.get @V_th : f64
      %c = arith.cmpf oge, %Vn, %th : f64
      %ticks = neuro.get @d0 : f64
      %hit = neuro.detect "spikes" if %c refractory %ticks
      %hit2 = neuro.detect "crossing" if %c
      %zero = arith.constant 0.0 : f64
      %Vr = arith.select %hit, %zero, %Vn : f64
      neuro.set @V, %Vr : f64
      neuro.set @syn.I, %In : f64
    }
    // CHECK: spike.kernel @LIF.record phase(record) reads [@V] writes [@power] {
    // CHECK-NEXT: %[[V:.*]] = spike.load @V : f64
    // CHECK-NEXT: %[[P:.*]] = arith.mulf %[[V]], %[[V]] : f64
    // CHECK-NEXT: spike.store @power, %[[P]] : f64
    // CHECK-NEXT: }
    neuro.record_let @power : f64 unit "1" {
      %V = neuro.get @V : f64
      %p = arith.mulf %V, %V : f64
      neuro.yield %p : f64
    }
  }
  // CHECK-LABEL: spike.network @Net {
  // CHECK-NOT: neuro.
  neuro.network @Net {
    // CHECK: spike.parameter @n integer unit "1" scale 1.000000e+00 value {
    neuro.netparam @n : i64 unit "1" default {
      %0 = arith.constant 100 : i64
      neuro.yield %0 : i64
    }
    // CHECK: spike.population @E class @LIF shape {
    // CHECK-NEXT: spike.get_parameter @n : i64
    neuro.population @E model @LIF shape {
      %n = neuro.get @n : i64
      neuro.yield %n : i64
    } {
      // CHECK: spike.init @V draws {
      neuro.init @V draws {
        %lo = arith.constant 0.0 : f64
        %hi = neuro.get @self::@V_th : f64
        // CHECK: %[[HI:.*]] = spike.read @V_th : f64
        // CHECK: spike.draw "uniform"(%{{.*}}, %[[HI]]) : f64
        %v = neuro.draw "uniform" %lo, %hi : (f64, f64) -> f64
        neuro.yield %v : f64
      }
    }
    // CHECK: spike.population @X source(poisson) shape {
    // CHECK: spike.init @rate {
    neuro.population @X source "Poisson" shape {
      %n = neuro.get @n : i64
      neuro.yield %n : i64
    } {
      neuro.init @rate {
        %r = arith.constant 18.0 : f64
        neuro.yield %r : f64
      }
    }
    // CHECK: spike.view @A = [@E]
    neuro.view @A = [@E]
    // CHECK: spike.view @B = [@A] range {
    neuro.view @B = [@A] range {
      %a = arith.constant 0.0 : f64
      %b = arith.constant 10.0 : f64
      neuro.yield %a, %b : f64, f64
    }
    // CHECK: spike.projection @p0 label "in" text "X -> E.syn" from @X event "spikes" to @E port "syn" unit "nA" scale 1.000000e+03 rule(fixed_indegree) argument {
    // CHECK: } where {
    // CHECK-NEXT: spike.index(i) : f64
    // CHECK-NEXT: spike.index(j) : f64
    // CHECK: } weight {
    // CHECK-NEXT: spike.end_field(j) @V_th : f64
    // CHECK: } delay {
    // CHECK: } {no_autapses}
    neuro.project @p0 label "in" text "X -> E.syn" from @X event "spikes" to @E port @syn rule "fixed_indegree" argument {
      %k = arith.constant 10.0 : f64
      neuro.yield %k : f64
    } where {
      %i = neuro.index "i" : f64
      %j = neuro.index "j" : f64
      %c = arith.cmpf une, %i, %j : f64
      neuro.yield %c : i1
    } weight {
      %w = neuro.get @post::@V_th : f64
      neuro.yield %w : f64
    } delay {
      %d = arith.constant 1.5 : f64
      neuro.yield %d : f64
    } {autapses = false, weight_unit = "nA"}
    // CHECK: spike.stimulus @E input "I_e" per_element waveform {
    neuro.stimulate @E input @I_e waveform {
      %t = neuro.time : f64
      %i = neuro.index "i" : f64
      %v = arith.mulf %t, %i : f64
      neuro.yield %v : f64
    }
    // CHECK: spike.stimulus @E input "I_e" samples "i.csv" dt {
    neuro.stimulate @E input @I_e samples "i.csv" interval {
      %d = arith.constant 0.5 : f64
      neuro.yield %d : f64
    }
    // CHECK: spike.stimulus @E input "I_e" noise {
    // CHECK: spike.yield %{{.*}}, %{{.*}}, %{{.*}} : f64, f64, f64
    neuro.stimulate @E input @I_e noise waveform {
      %m = arith.constant 0.0 : f64
      %s = arith.constant 50.0 : f64
      neuro.yield %m, %s : f64, f64
    } interval {
      %d = arith.constant 1.0 : f64
      neuro.yield %d : f64
    }
    // CHECK: spike.probe "E.power" of @E kind(values) what "power" unit "1" scale 1.000000e+00 every {
    // CHECK: } when {
    neuro.record "E.power" of @E kind(values) what "power" unit "1" every {
      %d = arith.constant 1.0 : f64
      neuro.yield %d : f64
    } when {
      %t = neuro.time : f64
      %d = arith.constant 100.0 : f64
      %c = arith.cmpf oge, %t, %d : f64
      neuro.yield %c : i1
    }
  }
  // CHECK-LABEL: neuro.experiment @main on @Net {
  // CHECK-NEXT: neuro.simulate {
  neuro.experiment @main on @Net {
    neuro.simulate {
      %t = arith.constant 500.0 : f64
      neuro.yield %t : f64
    } as "run"
  }
}
