//===- NetworksTest.cpp - Populations and what connects them -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

static const char *models = R"(import std.neurons { LIF, IafPscExp, IafCondExp, Integrator }
import std.synapses { STDP, TsodyksMarkram }
neuron Rate { input y: 1
  state x = 0
  x' = (y - x)/10 ms
  event high when rising(x > 1) }
)";

/// Codes of a network with populations A, B (LIF), C (two current ports), G
/// (conductances), R (rate), X (Poisson).
static std::string text(const std::string &items, const std::string &after = "") {
  return std::string(models) + "network N(n = 10, p = 0.1) {\n" +
         "population A: LIF[n]\npopulation B: LIF[20]\npopulation C: IafPscExp[5]\n"
         "population G: IafCondExp[5]\npopulation R: Rate[5]\npopulation X: Poisson[5]\n" +
         items + "\n}\n" + after;
}
static std::string codes(const std::string &items, const std::string &after = "") {
  return codesOf(text(items, after));
}

TEST(Networks, Populations) {
  EXPECT_EQ(codes("population P: LIF[n, 3] { V ~ normal(1 mV, 10 %); tau_m = 5 ms; syn.I = 1 pA }"),
            "");
  EXPECT_EQ(codes("population P: LIF[2.5]"), "E0402");
  EXPECT_EQ(codes("population P: LIF[-3]"), "E0402");
  EXPECT_EQ(codes("population P: LIF[3 mV]"), "E0402");
  EXPECT_EQ(codes("population P: STDP[3]"), "E0401");
  EXPECT_EQ(codes("population P: LIFE[3]"), "E0110");
  EXPECT_EQ(codes("population P: N[3]"), "E0112");
  EXPECT_EQ(codes("population P: LIF[3] { U = 1 mV }"), "E0410");
  EXPECT_EQ(codes("population P: LIF[3] { I = 1 pA }"), "E0410");
  EXPECT_EQ(codes("population P: LIF[3] { V = 1 pA }"), "E0204");
  EXPECT_EQ(codes("population P: LIF[3] { V = 1 mV; V = 2 mV }"), "E0111");
  EXPECT_EQ(codes("population P: LIF[3] { V ~ 1 mV }"), "E0214");
  EXPECT_EQ(codes("population P: LIF[3] { V = V_th - 1 mV*i }"), "");
  EXPECT_EQ(codes("population P: LIF[3] { t_ref = -1 ms }"), "E0315");
  EXPECT_EQ(codes("population P: LIF(t_ref = -1 ms)[3]"), "E0315");
  EXPECT_EQ(codes("population P: SpikeTrain[1] { times = [1 ms, 2 ms] }"), "");
  EXPECT_EQ(codes("population P: SpikeTrain[1] { times = [1 mV] }"), "E0204");
  EXPECT_EQ(codes("population P: SpikeTrain[1] { times = 5 ms }"), "E0202");
  EXPECT_EQ(codes("population P: SpikeFile[1]"), "") << "silent until events are presented";
  EXPECT_EQ(codes("population P: LIF[3] at grid(3, 1, 1, 50 um)"), "");
  EXPECT_EQ(codes("population P: LIF[3] at grid(3, 1, 1, 50 ms)"), "E0205");
  EXPECT_EQ(codes("population P: LIF[3] at rign(3)"), "E0418");
  EXPECT_EQ(codes("population A: LIF[3]"), "E0111");
}

TEST(Networks, WeightReceptorPort) {
  EXPECT_EQ(codes("project A -> B.syn connect all { w = 1 pA; delay = 1 ms }"), "");
  EXPECT_EQ(codes("project A -> B connect all { w = 1 pA; delay = 1 ms }"), "");
  EXPECT_EQ(codes("project A -> B.syn connect all { w = 1 nS; delay = 1 ms }"), "E0404");
  EXPECT_EQ(codes("project A -> B.syn connect all { w = 1; delay = 1 ms }"), "E0404");
  EXPECT_EQ(codes("project A -> B.syn connect all { w ~ normal(1 nS, 10 %) }"), "E0404");
  EXPECT_EQ(codes("project A -> C.ex connect all { w = 1 pA }"), "");
  EXPECT_EQ(codes("project A -> C connect all { w = 1 pA }"), "E0403");
  EXPECT_EQ(codes("project A -> C.exc connect all { w = 1 pA }"), "E0403");
  EXPECT_EQ(codes("project A -> B.I connect all { w = 1 pA }"), "E0403");
  EXPECT_EQ(codes("project A -> B.V connect all { w = 1 pA }"), "E0403");
  EXPECT_EQ(codes("project A -> R connect all { w = 1 pA }"), "E0403");
  EXPECT_EQ(codes("project A -> X connect all { w = 1 pA }"), "E0403");
  EXPECT_EQ(codes("project A -> B.syn connect all { delay = 1 ms }"), "E0415");
  EXPECT_EQ(codes("project A -> B.syn connect all { w = 1 pA; wieght = 2 }"), "E0410");
  EXPECT_EQ(codes("project A -> B.syn connect all { w = 1 pA; delay = 1 mV }"), "E0204");
  EXPECT_EQ(codes("project A -> B.syn connect all { w = 1 pA; multapse = 3 }"), "E0202");
  EXPECT_EQ(codes("group Q = A + G\nproject X -> Q.ex connect all { w = 1 pA }"), "E0403");
  EXPECT_EQ(codes("group Q = C + G\nproject X -> Q.ex connect all { w = 1 pA }"), "E0404");
  EXPECT_EQ(messageOf("E0404", text("project A -> G.ex connect all { w = 1 pA }")),
            "this has unit pA, but port 'G.ex' needs nS\n"
            "note: events arrive there as nS");
}

TEST(Networks, Sources) {
  EXPECT_EQ(codes("project R -> B.syn connect all { w = 1 pA }"), "E0405");
  EXPECT_EQ(codes("project R.high -> B.syn connect all { w = 1 pA }"), "");
  EXPECT_EQ(codes("project R.hihg -> B.syn connect all { w = 1 pA }"), "E0405");
  EXPECT_EQ(codes("project A.spikes -> B.syn connect all { w = 1 pA }"), "");
  EXPECT_EQ(codes("project A.V -> B.syn connect all { w = 1 pA }"), "E0405");
  EXPECT_EQ(codes("project Q -> B.syn connect all { w = 1 pA }"), "E0110");
  EXPECT_EQ(codes("project n -> B.syn connect all { w = 1 pA }"), "E0112");
  EXPECT_EQ(codes("project A + B -> B.syn connect all { w = 1 pA }"), "");
}

TEST(Networks, Rules) {
  auto rule = [](const std::string &r) {
    return codes("project A -> B.syn connect " + r + " { w = 1 pA; delay = 1 ms }");
  };
  for (const char *fine :
       {"all", "one_to_one", "bernoulli(p)",
        "fixed_indegree(p*n)", "fixed_outdegree(3)", "fixed_total(100)", "pairwise_poisson(0.1)",
        "sumpool(2)", "file(\"edges.csv\")", "bernoulli(10 %) where i != j",
        "all where mod(i + j, 2) == 0", "procedural bernoulli(0.1)",
        "bernoulli(if pre.V > post.V then 0.1 else 0.2)"})
    EXPECT_EQ(rule(fine), "") << fine;
  for (const char *spatial : {"bernoulli(0.2*exp(-(distance/200 um)^2))", "nearest(3)"})
    EXPECT_EQ(rule(spatial), "E0431") << spatial;
  EXPECT_EQ(rule("bernouli(0.1)"), "E0406");
  EXPECT_EQ(rule("bernoulli"), "E0206");
  EXPECT_EQ(rule("bernoulli(1.5)"), "E0407");
  EXPECT_EQ(rule("bernoulli(-10 %)"), "E0407");
  EXPECT_EQ(rule("bernoulli(0.1 mV)"), "E0205");
  EXPECT_EQ(rule("fixed_indegree(-3)"), "E0402");
  EXPECT_EQ(rule("fixed_indegree(1, 2)"), "E0206");
  EXPECT_EQ(rule("all where i"), "E0202");
  EXPECT_EQ(rule("bernoulli(0.1*t/1 ms)"), "E0210");
  EXPECT_EQ(rule("bernoulli(if pre.Q > 0 mV then 0.1 else 0.2)"), "E0113");
}

TEST(Networks, Synapses) {
  EXPECT_EQ(codes("s: project A -> B.syn via STDP connect all { w ~ uniform(0 pA, 30 pA); delay = 1 ms }"),
            "");
  EXPECT_EQ(codes("project A -> B.syn via STDP(A_p = 0.1, w_max = 3 pA) connect all { delay = 1 ms }"),
            "");
  EXPECT_EQ(codes("project A -> B.syn via STDP(A_q = 0.1) connect all { delay = 1 ms }"), "E0206");
  EXPECT_EQ(codes("project A -> B.syn via STDP connect all { x = 1 }"), "E0410");
  EXPECT_EQ(codes("project A -> B.syn via STDP connect all { w = 3 nS }"), "E0204");
  EXPECT_EQ(codes("project A -> B.syn via LIF connect all"), "E0416");
  EXPECT_EQ(codes("project A -> G.ex via STDP connect all { delay = 1 ms }"), "E0416");
  EXPECT_EQ(codes("s: project A -> B.syn connect all { w = 1 pA }\n"
                  "project X -> s.reward connect all { w = 1 }"),
            "E0403");
  EXPECT_EQ(codes("s: project A -> B.syn via STDP connect all\n"
                  "project X -> s.reward connect all { w = 1 }"),
            "E0403");
}

TEST(Networks, EndsOfASynapseAreCheckedWhereItIsUsed) {
  const std::string s = "synapse Q { edge w: pA = 1 pA\n on pre { emit w*post.V/1 mV } }\n";
  auto use = [&](const std::string &to) {
    return codesOf(s + text("project A -> " + to + " via Q connect all { delay = 1 ms }"));
  };
  EXPECT_EQ(use("B.syn"), "");
  EXPECT_EQ(codesOf("synapse Q { edge w: pA = 1 pA\n on pre { emit w*post.x } }\n" +
                    text("project A -> B.syn via Q connect all { delay = 1 ms }")),
            "E0416");
  EXPECT_EQ(codesOf("synapse Q { edge w: pA = 1 pA\n w' = post.V*1 pA\n on pre { emit w } }\n" +
                    text("project A -> B.syn via Q connect all { delay = 1 ms }")),
            "E0203");
}

TEST(Networks, FamiliesAndLoops) {
  EXPECT_EQ(codes("for k in 0..3 { population L[k]: LIF[n]\n"
                  "project L[k] -> A connect all { w = k*1 pA; delay = 1 ms } }\n"
                  "record L.spikes, L[1].V, L[2][0..3].V"),
            "");
  EXPECT_EQ(codes("for k in 0..3 { population L: LIF[n] }"), "E0411");
  EXPECT_EQ(codes("for k in 0..n { population L[k]: LIF[n] }"), "E0210");
  EXPECT_EQ(codes("for k in 0..1000000000 { population L[k]: LIF[n] }"), "E0412");
  EXPECT_EQ(codes("for k in 0..2000 { for l in 0..2000 { population L[k]: LIF[n] } }"), "E0412");
  EXPECT_EQ(codes("for k in 0..3 step 0 { population L[k]: LIF[n] }"), "E0412");
  EXPECT_EQ(codes("for k in 3 { population L[k]: LIF[n] }"), "E0412");
  EXPECT_EQ(codes("for i in 0..3 { population L[i]: LIF[n] { V = i*1 mV } }"), "E0115");
  EXPECT_EQ(codes("for i in 0..3 { population L[i]: LIF[n] { V = 1 mV } }"), "");
  EXPECT_EQ(codes("population L[-1]: LIF[n]"), "E0411");
  EXPECT_EQ(codes("record L[3].V\nfor k in 0..3 { population L[k]: LIF[n] }"), "E0417");
  EXPECT_EQ(codes("for k in 0..6 step 2 { population L[k + 1]: LIF[n] }\nrecord L[5].V, L[4].V"),
            "E0417");
  EXPECT_EQ(codes("for k in 0..3 { population L[k]: LIF[n] }",
                  "experiment e on N { simulate 1 s\n report rate(L[2]), rate(L[3]) }"),
            "E0417");
  EXPECT_EQ(codes("group Q = Z + Q\ngroup Z = Q + A"), "E0116");
}

TEST(Networks, Selections) {
  EXPECT_EQ(codes("record B[0..20].V, B[19].V, A[0..100].V"), "");
  EXPECT_EQ(codes("record B[0..21].V"), "E0417");
  EXPECT_EQ(codes("record B[20].V"), "E0417");
  EXPECT_EQ(codes("record B[-1].V"), "E0417");
  EXPECT_EQ(codes("record B[0, 1].V"), "E0417");
  EXPECT_EQ(codes("record B.V[0]"), "E0417");
  EXPECT_EQ(codes("record B[1 mV].V"), "E0202");
}

TEST(Networks, Stimuli) {
  for (const char *fine :
       {"pulse(1 pA, from = 1 ms, until = 2 ms)", "sine(1 pA, 10 Hz, phase = pi, offset = 2 pA)",
        "ramp(0 pA, 1 nA, from = 1 ms, until = 2 ms)", "steps([1 ms, 2 ms], [1 pA, 2 pA])",
        "samples(\"i.csv\", dt = 0.1 ms)", "noise(0 pA, 10 pA, dt = 1 ms)",
        "pulse(1 pA, from = 1 ms, until = 2 ms) + sine(1 pA, 10 Hz)",
        "1 pA*sin(2*pi*10 Hz*t)", "i*1 pA"})
    EXPECT_EQ(codes(std::string("stimulate B.I with ") + fine), "") << fine;
  EXPECT_EQ(codes("stimulate B.I with pulse(1 mV, from = 1 ms, until = 2 ms)"), "E0413");
  EXPECT_EQ(codes("stimulate B.I with pulse(1 pA, from = 1 ms)"), "E0206");
  EXPECT_EQ(codes("stimulate B.I with pulse(1 pA, from = 1 ms, till = 2 ms)"), "E0206");
  EXPECT_EQ(codes("stimulate B.V with pulse(1 mV, from = 1 ms, until = 2 ms)"), "E0413");
  EXPECT_EQ(codes("stimulate B.J with pulse(1 pA, from = 1 ms, until = 2 ms)"), "E0413");
  EXPECT_EQ(codes("stimulate B.I with sine(1 pA, 10 Hz, offset = 2 mV)"), "E0201");
  EXPECT_EQ(codes("stimulate B.I with plus(1 pA)"), "E0212");
}

TEST(Networks, Records) {
  EXPECT_EQ(codes("record A.spikes, B.syn.I every 1 ms, mean(A.V), rate(A), R.high when t > 1 s"), "");
  EXPECT_EQ(codes("record A"), "E0414");
  EXPECT_EQ(codes("record A.Q"), "E0113");
  EXPECT_EQ(codes("record A.syn"), "E0112");
  EXPECT_EQ(codes("record R.spikes"), "E0113");
  EXPECT_EQ(codes("record cv_isi(A)"), "E0414");
  EXPECT_EQ(codes("record A.V every 1 mV"), "E0204");
  EXPECT_EQ(codes("record A.V every 0 ms"), "E0502");
  EXPECT_EQ(codes("record A.V when 3"), "E0202");
  EXPECT_EQ(codes("s: project A -> B.syn connect all { w = 1 pA }\nrecord s.w, s.delay"), "");
  EXPECT_EQ(codes("s: project A -> B.syn connect all { w = 1 pA }\nrecord s.q"), "E0113");
  EXPECT_EQ(codes("group Q = C + R\nrecord Q.V"), "E0113");
}

TEST(Networks, Signals) {
  EXPECT_EQ(codes("project R -> R.y connect all { signal = 0.1*pre.x }"), "");
  EXPECT_EQ(codes("project R -> R connect all { w ~ normal(0, 1); signal = w*(pre.x - post.x) }"), "");
  EXPECT_EQ(codes("project R -> R.y connect all { signal = pre.x*1 mV }"), "E0419");
  EXPECT_EQ(codes("project R -> R.z connect all { signal = pre.x }"), "E0419");
  EXPECT_EQ(codes("project R -> R.y connect all { signal = pre.q }"), "E0113");
}

TEST(Networks, Plasticity) {
  const std::string s = "s: project A -> B.syn via STDP connect all { delay = 1 ms }\n";
  EXPECT_EQ(codes(s + "normalize s.w per post to 10 pA every 1 s"), "");
  EXPECT_EQ(codes(s + "normalize s.w per post to 10 every 1 s"), "E0204");
  EXPECT_EQ(codes(s + "normalize A.V per post to 10 mV every 1 s"), "E0420");
  EXPECT_EQ(codes(s + "structural s { prune when w < 1 pA every 1 s\n"
                      "grow bernoulli(0.1) where i != j { w = 1 pA } every 1 s }"),
            "");
  EXPECT_EQ(codes(s + "structural s { prune when w < 1 pA every 1 s\n"
                      "grow fixed_total(10) where i != j { w = 1 pA } every 1 s }"),
            "E0422");
  EXPECT_EQ(codes(s + "structural s { prune when w < 1 every 1 s }"), "E0201");
  EXPECT_EQ(codes("gap A -- B connect one_to_one { g = 1 nS }"), "");
  EXPECT_EQ(codes("gap A -- B connect one_to_one { g = 1 pA }"), "E0204");
  EXPECT_EQ(codes("gap A -- R connect one_to_one { g = 1 nS }"), "E0421");
  EXPECT_EQ(codes("gap A -- B connect one_to_one"), "E0415");
}

TEST(Networks, Delays) {
  const std::string e = "experiment e on N { dt = 0.1 ms\n simulate 1 s }\n";
  auto delay = [&](const std::string &d) {
    return codes("project A -> B.syn connect all { w = 1 pA; delay = " + d + " }", e);
  };
  EXPECT_EQ(delay("1.5 ms"), "");
  EXPECT_EQ(delay("0.1 ms"), "");
  EXPECT_EQ(delay("1.25 ms"), "W0401");
  EXPECT_EQ(delay("0.05 ms"), "E0409");
  EXPECT_EQ(delay("-1 ms"), "E0409");
  EXPECT_EQ(delay("0 ms"), "") << "acyclic";
  EXPECT_EQ(checkText(text("project A -> B.syn connect all { w = 1 pA; delay = 1.25 ms }", e))
                ->message("W0401"),
            "this delay of 1.25 ms is not a multiple of dt = 0.1 ms (experiment 'e') and is "
            "rounded to 1.3 ms");
  EXPECT_EQ(codes("record A.V every 0.25 ms", e), "W0501");
}

TEST(Networks, ZeroDelayCircles) {
  auto zero = [](const std::string &from, const std::string &to) {
    return "project " + from + " -> " + to + ".syn connect all { w = 1 pA; delay = 0 ms }\n";
  };
  EXPECT_EQ(codes(zero("A", "B")), "");
  EXPECT_EQ(codes(zero("A", "B") + zero("B", "A")), "E0408");
  EXPECT_EQ(codes(zero("A", "A")), "E0408");
  EXPECT_EQ(codes("population D: LIF[3]\npopulation F: LIF[3]\n" + zero("F", "A") + zero("A", "B") +
                  zero("B", "D") + zero("D", "A")),
            "E0408");
  EXPECT_EQ(messageOf("E0408", text("population D: LIF[3]\n" + zero("A", "B") + zero("B", "D") +
                                    zero("D", "A"))),
            "events run in a circle without delay: A -> B -> D -> A\n"
            "note: this projection is part of the circle\n"
            "note: this projection is part of the circle\n"
            "help: give one of these projections a delay of at least dt");
  EXPECT_EQ(codes("group Q = A + B\n" + zero("Q", "A")), "E0408");
  EXPECT_EQ(codes(zero("A", "B") +
                  "project B -> A.syn connect all { w = 1 pA; delay = 1 ms }"),
            "");
}
