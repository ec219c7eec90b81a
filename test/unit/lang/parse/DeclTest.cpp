//===- DeclTest.cpp - Reading declarations and statements -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Dump.h"
#include "Helpers.h"

#include <gtest/gtest.h>

using namespace neuro;
using namespace neuro::ast;

namespace {

/// The first item of a model, network or experiment body.
template <typename T> const T *first(const Parsed &p) {
  const Decl *d = p.file->items.items.empty() ? nullptr : p.file->items.items[0].get();
  const Block *b = d ? lastBlock(const_cast<Decl &>(*d)) : nullptr;
  return b && !b->items.empty()
             ? dynCast<T>(static_cast<const Decl *>(b->items[0].get()))
             : nullptr;
}

Parsed model(const std::string &body) { return Parsed("synapse M {\n" + body + "\n}\n"); }
Parsed network(const std::string &body) { return Parsed("network N {\n" + body + "\n}\n"); }
Parsed experiment(const std::string &body) {
  return Parsed("experiment E on N {\n" + body + "\n}\n");
}

TEST(Decl, Files) {
  Parsed p("module a.b\n"
           "import std.neurons { LIF, AdEx }\n"
           "import \"my_models.neuro\" as m\n"
           "const N: int = 100\n"
           "fn f(x: mV, y = 2): 1 = x/1 mV\n");
  ASSERT_TRUE(p.ok()) << p.errors();
  EXPECT_EQ(p.item<ModuleDecl>(0)->name, "a.b");
  auto *i = p.item<ImportDecl>(1);
  EXPECT_EQ(i->path, (std::vector<std::string>{"std", "neurons"}));
  EXPECT_TRUE(i->selective);
  ASSERT_EQ(i->names.size(), 2u);
  EXPECT_EQ(p.slice(i->names[1].range), "AdEx");
  auto *j = p.item<ImportDecl>(2);
  EXPECT_EQ(j->file, "my_models.neuro");
  EXPECT_EQ(j->alias, "m");
  EXPECT_FALSE(j->selective);
  EXPECT_EQ(p.item<ConstDecl>(3)->typeSpec->text, "int");
  auto *f = p.item<FnDecl>(4);
  EXPECT_EQ(f->parameters.size(), 2u);
  EXPECT_TRUE(f->parameters[0]->typeSpec->isUnit);
  EXPECT_TRUE(f->resultSpec->isUnit);
}

TEST(Decl, ModelHeads) {
  Parsed p("neuron B extends lib.A(tau = 10 ms) { }\n"
           "receptor R(tau = 2 ms, E: mV = 0 mV where E < 1 mV) { }\n"
           "glia G { }\nsource S { }\nsynapse Y { }\n");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto *b = p.item<ModelDecl>(0);
  EXPECT_EQ(dump(*b->extends), "(call (. lib A) ( tau=10:ms ))");
  EXPECT_EQ(p.slice(b->nameRange), "B");
  EXPECT_EQ(p.slice(b->range), "neuron B extends lib.A(tau = 10 ms) { }");
  auto *r = p.item<ModelDecl>(1);
  ASSERT_EQ(r->parameters.size(), 2u);
  EXPECT_EQ(dump(*r->parameters[1]->constraint), "(< E 1:mV)");
  EXPECT_EQ(p.item<ModelDecl>(2)->modelKind, ModelKind::Glia);
  EXPECT_EQ(p.item<ModelDecl>(3)->modelKind, ModelKind::Source);
  EXPECT_EQ(p.item<ModelDecl>(4)->modelKind, ModelKind::Synapse);
}

TEST(Decl, Variables) {
  Parsed p = model("state V: mV = E_L, m: vec(6) ~ uniform(0, 1), x: 1/(s*m)");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto *v = first<VarListDecl>(p);
  ASSERT_TRUE(v);
  EXPECT_EQ(v->kind, Decl::DState);
  ASSERT_EQ(v->vars.size(), 3u);
  EXPECT_EQ(v->vars[1]->typeSpec->text, "vec");
  EXPECT_FALSE(v->vars[1]->typeSpec->isUnit);
  EXPECT_EQ(v->vars[1]->typeSpec->arguments.size(), 1u);
  EXPECT_TRUE(v->vars[1]->drawn);
  EXPECT_EQ(v->vars[2]->typeSpec->text, "1/(s*m)");
  EXPECT_FALSE(v->vars[2]->value);
  // A list is not one of its items, nor the other way round.
  EXPECT_FALSE(dynCast<VarDecl>(static_cast<const Decl *>(v)));
}

TEST(Decl, ModelItems) {
  Parsed p("neuron M {\n"
           "  use ex = ExpCond(tau = 5 ms), inh = lib.GABA\n"
           "  gate m(alpha = a, beta = b)\n"
           "  trace x of pre(tau = 20 ms, pair = nearest)\n"
           "  x'' = -x\n"
           "  spike when rising(V > 0 mV) refractory 3 ms hold V, u { V = 0; u += 1 }\n"
           "  event plateau when V > 3\n"
           "  on reward(r: 1) { w += r; x ~ normal(0, 1) }\n"
           "  on post { emit w*x to astro.glu[2] after 1 ms }\n"
           "  every 10 ms { if a { b = 1 } else if c { b = 2 } else { b = 3 } }\n"
           "  bound w in 0..w_max\n"
           "  tie pre_first\n"
           "  solve V, w with rk45(rtol = 1e-6)\n"
           "  compartment soma { param C = 1 pF }\n"
           "  couple soma -- dend: 8 nS\n"
           "  expose V, w\n"
           "  ref astro: Astro\n"
           "}\n");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto &items = p.item<ModelDecl>()->body.items;
  ASSERT_EQ(items.size(), 16u);
  auto *use = dynCast<UseListDecl>(items[0].get());
  ASSERT_TRUE(use);
  EXPECT_EQ(dump(*use->uses[0]->receptor), "(call ExpCond ( tau=5:ms ))");
  EXPECT_EQ(dump(*use->uses[1]->receptor), "(. lib GABA)");
  EXPECT_EQ(dynCast<GateDecl>(items[1].get())->arguments[1].name, "beta");
  auto *trace = dynCast<TraceDecl>(items[2].get());
  EXPECT_FALSE(trace->ofPost);
  EXPECT_EQ(trace->arguments.size(), 2u);
  auto *ode = dynCast<OdeDecl>(items[3].get());
  EXPECT_EQ(ode->order, 2);
  EXPECT_EQ(ode->name, "x");
  auto *spike = dynCast<SpikeDecl>(items[4].get());
  EXPECT_EQ(dump(*spike->condition), "(call rising ( (> V 0:mV) ))");
  EXPECT_EQ(dump(*spike->refractory), "3:ms");
  ASSERT_EQ(spike->hold.size(), 2u);
  EXPECT_EQ(spike->hold[1].name, "u");
  ASSERT_EQ(spike->reset.items.size(), 2u);
  EXPECT_TRUE(spike->reset.singleLine);
  EXPECT_EQ(dynCast<AssignDecl>(spike->reset.items[1].get())->op, AssignDecl::Add);
  EXPECT_FALSE(dynCast<EventDecl>(items[5].get())->hasBody);
  auto *reward = dynCast<OnDecl>(items[6].get());
  EXPECT_EQ(reward->name, "reward");
  EXPECT_EQ(reward->parameters.size(), 1u);
  EXPECT_EQ(dynCast<AssignDecl>(reward->body.items[1].get())->op, AssignDecl::Draw);
  auto *post = dynCast<OnDecl>(items[7].get());
  auto *emit = dynCast<EmitDecl>(post->body.items[0].get());
  EXPECT_EQ(dump(*emit->to), "(index (. astro glu) [ 2 ])");
  EXPECT_EQ(dump(*emit->after), "1:ms");
  auto *every = dynCast<EveryDecl>(items[8].get());
  auto *choice = dynCast<IfDecl>(every->body.items[0].get());
  ASSERT_TRUE(choice->hasElse);
  auto *second = dynCast<IfDecl>(choice->elseBlock.items[0].get());
  EXPECT_EQ(dump(*second->condition), "c");
  EXPECT_TRUE(second->hasElse);
  auto *bound = dynCast<BoundDecl>(items[9].get());
  EXPECT_EQ(dump(*bound->range), "(range 0 w_max _)");
  EXPECT_EQ(dynCast<TieDecl>(items[10].get())->name, "pre_first");
  EXPECT_EQ(dynCast<SolveDecl>(items[11].get())->states.size(), 2u);
  EXPECT_EQ(dynCast<CompartmentDecl>(items[12].get())->body.items.size(), 1u);
  auto *couple = dynCast<CoupleDecl>(items[13].get());
  EXPECT_EQ(couple->a + couple->b, "somadend");
  EXPECT_EQ(dump(*couple->conductance), "8:nS");
  EXPECT_EQ(dynCast<ExposeDecl>(items[14].get())->names.size(), 2u);
  EXPECT_EQ(dynCast<RefDecl>(items[15].get())->modelName, "Astro");
}

TEST(Decl, Populations) {
  Parsed p = network("population L[k]: lib.PD(a = 1)[2, 3] at grid(2, 3) { V ~ normal(0, 1); r = 2 }");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto *d = first<PopulationDecl>(p);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->name, "L");
  EXPECT_EQ(dump(*d->familyIndex), "k");
  EXPECT_EQ(dump(*d->modelExpr), "(call (. lib PD) ( a=1 ))");
  EXPECT_EQ(d->shape.size(), 2u);
  EXPECT_EQ(dump(*d->layout), "(call grid ( 2 3 ))");
  ASSERT_EQ(d->inits.items.size(), 2u);
}

TEST(Decl, Projections) {
  Parsed p = network("rec: project A.plateau -> B[0..5].syn via S(x = 1) connect procedural "
                     "bernoulli(0.1) where i != j { w = 1 pA }");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto *d = first<ProjectDecl>(p);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->name, "rec");
  EXPECT_EQ(p.slice(d->nameRange), "rec");
  EXPECT_EQ(dump(*d->source), "(. A plateau)");
  EXPECT_EQ(dump(*d->target), "(. (index B [ (range 0 5 _) ]) syn)");
  EXPECT_EQ(dump(*d->via), "(call S ( x=1 ))");
  EXPECT_TRUE(d->procedural);
  EXPECT_EQ(dump(*d->where), "(!= i j)");

  Parsed q = network("project A -> B connect all");
  auto *e = first<ProjectDecl>(q);
  ASSERT_TRUE(e) << q.errors();
  EXPECT_EQ(e->name, "");
  EXPECT_EQ(q.slice(e->nameRange), "project");
  EXPECT_FALSE(e->hasInits);
}

TEST(Decl, NetworkItems) {
  Parsed p = network("g: gap A -- B connect nearest(4) where i < j { g = 1 nS }\n"
                     "stimulate A.I with pulse(1 nA, from = 1 ms, until = 2 ms)\n"
                     "normalize L.w per post to 78 every 500 ms\n"
                     "structural L { prune when w < 1 every 1 s; grow all where i != j { w = 1 } every 2 s }\n"
                     "record A.spikes, A[0..10].V every 1 ms when t > 1 s, mean(A.V)\n"
                     "for k in 0..8 step 2 { group G = A + B; let x = 3; table T = [1, 2] }");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto &items = p.item<NetworkDecl>()->body.items;
  ASSERT_EQ(items.size(), 6u);
  auto *gap = dynCast<GapDecl>(items[0].get());
  EXPECT_EQ(gap->name, "g");
  EXPECT_EQ(dump(*gap->where), "(< i j)");
  EXPECT_TRUE(dynCast<StimulateDecl>(items[1].get()));
  EXPECT_TRUE(dynCast<NormalizeDecl>(items[2].get())->perPost);
  auto *s = dynCast<StructuralDecl>(items[3].get());
  ASSERT_EQ(s->body.items.size(), 2u);
  auto *grow = dynCast<GrowDecl>(s->body.items[1].get());
  EXPECT_EQ(dump(*grow->period), "2:s");
  EXPECT_EQ(dump(*grow->where), "(!= i j)");
  auto *record = dynCast<RecordDecl>(items[4].get());
  ASSERT_EQ(record->targets.size(), 3u);
  EXPECT_FALSE(record->targets[0].every);
  EXPECT_EQ(dump(*record->targets[1].when), "(> t 1:s)");
  auto *loop = dynCast<ForDecl>(items[5].get());
  EXPECT_EQ(dump(*loop->range), "(range 0 8 2)");
  EXPECT_EQ(loop->body.items.size(), 3u);
}

TEST(Decl, ExperimentItems) {
  Parsed p = experiment("dt = 0.1 ms; seed = 42\n"
                        "data d = idx(\"a\", \"b\")\n"
                        "simulate 1 s as run\n"
                        "present d for 350 ms gap 150 ms { X.rate = image*63 Hz }\n"
                        "freeze L.w, E.th\nreset\ncheckpoint \"f\" every 2\nrestore \"f\"\n"
                        "report rate(E), cv_isi(E)\nexpect rate(E) in 1 Hz..2 Hz\n"
                        "train on d { loss = 1; optimise a.w, b.w with adam(lr = 1e-3) }\n"
                        "test on d { report 1 }\n"
                        "quantise L.w as int(8)\n"
                        "sweep g in 3..8 step 0.5, nu in [1, 2] { simulate 1 s }\n"
                        "for k in [1, 2] { let x = k }");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto &items = p.item<ExperimentDecl>()->body.items;
  ASSERT_EQ(items.size(), 16u);
  EXPECT_EQ(dynCast<DataDecl>(items[2].get())->name, "d");
  EXPECT_EQ(dynCast<SimulateDecl>(items[3].get())->name, "run");
  auto *present = dynCast<PresentDecl>(items[4].get());
  EXPECT_EQ(dump(*present->gap), "150:ms");
  EXPECT_TRUE(present->hasBody);
  EXPECT_EQ(items[5]->kind, Decl::DFreeze);
  EXPECT_EQ(items[6]->kind, Decl::DReset);
  EXPECT_EQ(dump(*dynCast<CheckpointDecl>(items[7].get())->every), "2");
  EXPECT_EQ(items[8]->kind, Decl::DRestore);
  EXPECT_EQ(dynCast<ExprListDecl>(items[9].get())->values.size(), 2u);
  EXPECT_EQ(dump(*dynCast<ExprListDecl>(items[10].get())->values[0]),
            "(in (call rate ( E )) 1:Hz 2:Hz)");
  auto *train = dynCast<TrainDecl>(items[11].get());
  auto *optimise = dynCast<OptimiseDecl>(train->body.items[1].get());
  EXPECT_EQ(optimise->targets.size(), 2u);
  EXPECT_EQ(dump(*optimise->method), "(call adam ( lr=1e-3r ))");
  EXPECT_EQ(items[12]->kind, Decl::DTest);
  EXPECT_EQ(dump(*dynCast<QuantiseDecl>(items[13].get())->format), "(call int ( 8 ))");
  auto *sweep = dynCast<SweepDecl>(items[14].get());
  ASSERT_EQ(sweep->axes.size(), 2u);
  EXPECT_EQ(sweep->axes[1].name, "nu");
}

TEST(Decl, KeywordsAreNamesElsewhere) {
  Parsed p("neuron A(state = 1, data = 2) {\n"
           "  param input = 3, edge = table + group*data\n"
           "  state event = f(param = 2).record\n"
           "  event' = -event/test\n"
           "  on reset(source: 1) { input += source; data.table = 2; table[1] = 3 }\n"
           "}\n"
           "network N {\n  data: project input -> table.use connect all { gate = 1 }\n}\n"
           "experiment test on N {\n  data = 3\n  report = 2\n  data data = csv(\"f\")\n}\n");
  EXPECT_TRUE(p.ok()) << p.errors();
}

TEST(Decl, StatementsEndWithTheirLine) {
  Parsed p("neuron A\n{\n  param a = (1 +\n    2), b = [1,\n\n 2]; param c = 3;;\n\n;\n"
           "  on pre { if a { b = 1 }\n else { b = 2 } }\n}\r\n");
  ASSERT_TRUE(p.ok()) << p.errors();
  EXPECT_EQ(p.item<ModelDecl>()->body.items.size(), 3u);
}

TEST(Decl, Comments) {
  Parsed p("# about the file\n\n"
           "## First line.\n##   second\n"
           "neuron A { # head\n"
           "  # own\n"
           "  param a = 1 # behind\n\n"
           "  state b = (2 + # inside\n    3)\n"
           "  # last\n"
           "} # closing\n"
           "# end\n");
  ASSERT_TRUE(p.ok()) << p.errors();
  auto *m = p.item<ModelDecl>();
  EXPECT_EQ(m->leadingComments,
            (std::vector<std::string>{"# about the file", "", "## First line.",
                                      "##   second"}));
  EXPECT_EQ(m->doc, "First line.\n  second");
  EXPECT_EQ(m->trailingComment, "# head");
  EXPECT_EQ(m->body.closingComment, "# closing");
  EXPECT_EQ(m->body.items[0]->leadingComments, std::vector<std::string>{"# own"});
  EXPECT_EQ(m->body.items[0]->trailingComment, "# behind");
  EXPECT_TRUE(m->body.items[1]->blankBefore);
  EXPECT_EQ(m->body.trailingComments, std::vector<std::string>{"# last"});
  ASSERT_EQ(p.file->innerComments.size(), 1u);
  EXPECT_EQ(p.file->innerComments[0].text, "# inside");
  EXPECT_EQ(p.file->items.trailingComments, std::vector<std::string>{"# end"});
}

TEST(Decl, DocEndsAtABlankLine) {
  Parsed p("## not about A\n\nneuron A { }\n## about B\nneuron B { }\n");
  EXPECT_EQ(p.item<ModelDecl>(0)->doc, "");
  EXPECT_EQ(p.item<ModelDecl>(1)->doc, "about B");
}

} // namespace
