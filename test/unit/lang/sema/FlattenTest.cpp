//===- FlattenTest.cpp - Inheritance by copying, and the program's index -===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

#include "lang/ast/Printer.h"

using namespace neuro;
using namespace neuro::ast;

static const CheckedModel *find(const Checked &checked, const std::string &symbol) {
  for (const CheckedModel &m : checked.program->models)
    if (m.symbol == symbol)
      return &m;
  return nullptr;
}

TEST(Flatten, LaterDeclarationsReplaceEarlierOnes) {
  auto checked = checkText(R"(
receptor R(tau = 5 ms) { state I = 0 pA
  I' = -I/tau
  on arrive(w: pA) { I += w } }
neuron A {
  param tau = 10 ms, E = 0 mV, C = 1 pF
  use syn = R
  state V = E
  V' = (E - V)/tau + syn.I/C
  let d = V - E
  spike when V > 10 mV { V = E }
}
neuron B extends A(tau = 20 ms) {
  param E = -70 mV, b = 1 pA
  use gaba = R(tau = 7 ms)
  state a = 0 pA
  a' = -a/tau
  V' = (E - V)/tau + (syn.I - gaba.I - a)/C
  spike when V > 20 mV refractory 2 ms hold V { V = E; a += b }
}
network N { population P: B[3] }
)");
  ASSERT_EQ(checked->codes(), "") << checked->text();
  const CheckedModel *b = find(*checked, "B");
  ASSERT_NE(b, nullptr);
  ASSERT_EQ(b->parameters.size(), 4u);
  std::string names;
  for (const VarDecl *p : b->parameters) {
    names += p->name + " = " + print(*p->value) + "; ";
    EXPECT_EQ(p->type.kind, Type::Real) << p->name;
  }
  EXPECT_EQ(names, "tau = 20 ms; C = 1 pF; E = -70 mV; b = 1 pA; ");
  EXPECT_EQ(b->states.size(), 2u);
  EXPECT_EQ(b->odes.size(), 2u);
  EXPECT_EQ(b->uses.size(), 2u);
  EXPECT_EQ(b->lets.size(), 1u);
  ASSERT_NE(b->spike, nullptr);
  EXPECT_EQ(print(*b->spike->condition), "V > 20 mV");
  ASSERT_EQ(b->spike->hold.size(), 1u);
  EXPECT_EQ(b->spike->hold[0].state, b->states[0]) << "references are to the copy";
  // The receptor comes with the neurons that use it; A itself is not used.
  EXPECT_NE(find(*checked, "R"), nullptr);
  EXPECT_EQ(find(*checked, "A"), nullptr);
  EXPECT_EQ(checked->program->modelOf.count(b->decl), 1u);
}

TEST(Flatten, ArgumentsAreCheckedAgainstTheInheritedParameter) {
  const char *a = "neuron A(tau = 10 ms) { state V = 0 mV\n V' = -V/tau }\n";
  EXPECT_EQ(codesOf(std::string(a) + "neuron B extends A(tau = 5 ms) { }"), "");
  EXPECT_EQ(codesOf(std::string(a) + "neuron B extends A(tau = 5 mV) { }"), "E0204");
  EXPECT_EQ(codesOf(std::string(a) + "neuron B extends A(tua = 5 ms) { }"), "E0206");
  EXPECT_EQ(codesOf(std::string(a) + "neuron B extends A(5 ms) { }"), "E0206");
  EXPECT_EQ(codesOf(std::string(a) + "neuron B(k = 2 ms) extends A(tau = 2*k) { }"), "");
}

TEST(Flatten, AMistakeIsSaidOnce) {
  EXPECT_EQ(codesOf("neuron A { state V = 0 mV\n V' = -V/Q }\nneuron B extends A { }\n"
                    "neuron C extends B { }"),
            "E0110");
}

TEST(Flatten, InheritedNamesMeanWhatTheyMeantThere) {
  // `ExpCurr` and the time constant are looked up in the library's file.
  EXPECT_EQ(codesOf("import std.neurons { LIF }\nneuron B extends LIF { }\n"
                    "network N { population P: B[1]\n"
                    " project P -> P.syn connect all { w = 1 pA; delay = 1 ms } }"),
            "");
}

TEST(Flatten, Circles) {
  EXPECT_EQ(codesOf("neuron A extends A { }"), "E0304");
  EXPECT_EQ(codesOf("neuron A extends B { }\nneuron B extends C { }\nneuron C extends A { }"),
            "E0304");
  EXPECT_EQ(codesOf("neuron A extends B { V' = -V/tau }\nneuron B extends A { }\n"
                    "network N { population P: A[1]\n record P.V }"),
            "E0304");
}

TEST(Flatten, Kinds) {
  EXPECT_EQ(codesOf("receptor R { }\nneuron A extends R { }"), "E0304");
  EXPECT_EQ(codesOf("neuron A extends Q { }"), "E0110");
}

TEST(Index, SymbolsAreUnique) {
  auto checked = checkText("import std.neurons as std_neurons\n"
                           "neuron LIF { state V = 0 mV }\n"
                           "network N { population A: LIF[1]\n population B: std_neurons.LIF[1] }");
  ASSERT_EQ(checked->codes(), "") << checked->text();
  EXPECT_NE(find(*checked, "LIF"), nullptr);
  EXPECT_NE(find(*checked, "std.neurons.LIF"), nullptr);
}

TEST(Index, ReferencesAndTypesAreFilled) {
  auto checked = checkText(R"(
import std.neurons { LIF }
network N(n = 5) {
  population A: LIF[n] { V ~ uniform(0 mV, 20 mV) }
  population X: Poisson[n] { rate = 30 Hz }
  p: project X -> A connect one_to_one { w = 5 pA; delay = 1 ms }
  record A.syn.I
}
experiment e on N { simulate 1 s as run
 report rate(run.A) }
)");
  ASSERT_EQ(checked->codes(), "") << checked->text();
  auto &network = *checked->program->networks.at(0);
  auto &x = static_cast<const PopulationDecl &>(*network.body.items[1]);
  EXPECT_EQ(x.model->name, "Poisson");
  auto &p = static_cast<const ProjectDecl &>(*network.body.items[2]);
  ASSERT_NE(p.portUse, nullptr) << "the only port is the default";
  EXPECT_EQ(p.portUse->name, "syn");
  ASSERT_NE(p.port, nullptr);
  EXPECT_EQ(p.port->name, "arrive");
  EXPECT_EQ(p.sourceEvent, nullptr);
  EXPECT_EQ(p.targetPopulation, p.target.get());
  auto &record = static_cast<const RecordDecl &>(*network.body.items[3]);
  auto &member = cast<MemberExpr>(*record.targets[0].what);
  EXPECT_EQ(member.type.kind, Type::Series);
  EXPECT_EQ(member.type.dimension.str(), "pA");
  ASSERT_EQ(checked->program->experiments.size(), 1u);
  EXPECT_EQ(checked->program->experiments[0]->networkDecl, &network);
}
