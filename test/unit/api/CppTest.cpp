//===- CppTest.cpp - neuro.hpp ------------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "neuro.hpp"

#include "Harness.h"

#include <array>

TEST(ApiCpp, ANetworkFromTextToSpikes) {
  const neuro::Program program = neuro::Engine().compile(api_test::mixedText);
  EXPECT_EQ(program.networks(), std::vector<std::string>{"Mixed"});
  neuro::SimOptions options;
  options.settings = {{"J", 0.02, "nA"}};
  options.threads = 1;
  neuro::Sim sim(program, options);
  EXPECT_EQ(sim.get("J"), std::vector<double>{20});
  neuro::Spikes spikes = sim.listen("I");
  EXPECT_EQ(sim.run(500), 500);
  EXPECT_EQ(sim.runUntil(100), 500);
  EXPECT_NEAR(sim.time(), 100, 1e-9);
  const neuro::Events events = spikes.drain();
  EXPECT_GT(events.size(), 10u);
  EXPECT_EQ(events.ticks.size(), events.elements.size());
  EXPECT_EQ(spikes.waiting(), 0u);
  sim.unlisten(spikes);
  EXPECT_THROW(sim.unlisten(spikes), neuro::Error);

  std::array<double, 40> v;
  EXPECT_EQ(sim.get("E.V", v), 40u);
  sim.set("E.V", 3);
  sim.set("E[0..2].V", std::vector<double>{1, 2});
  EXPECT_EQ(sim.get("E[0..3].V"), (std::vector<double>{1, 2, 3}));
  v.fill(700);
  sim.bind("E.I", v);
  sim.run();
  EXPECT_EQ(sim.get("E.I"), std::vector<double>(40, 700));
  sim.unbind("E.I");
  sim.push("P", std::vector<uint32_t>{0}, std::vector<int64_t>{sim.tick() + 1});
  sim.reset();
  EXPECT_EQ(sim.tick(), 0);
  EXPECT_EQ(sim.counters().neurons, 50);
}

TEST(ApiCpp, ViewsHaveTheirType) {
  neuro_compile_options f64{};
  f64.size = sizeof f64;
  f64.precision = "f64";
  neuro::Sim sim(neuro::Engine().compile(api_test::mixedText, "m.neuro", &f64));
  const neuro::Span<double> v = sim.view<double>("E.V");
  ASSERT_EQ(v.size(), 40u);
  v[7] = 4.5;
  EXPECT_EQ(sim.get("E[7].V")[0], 4.5);
  EXPECT_THROW(sim.view<float>("E.V"), neuro::Error);
}

TEST(ApiCpp, ErrorsCarryTheirCode) {
  int said = 0;
  try {
    neuro::Engine().compile("network N { population E: Nothing[3] }", "n.neuro", nullptr,
                            [&](const neuro_diagnostic &d) { said += d.severity == NEURO_ERROR; });
    FAIL() << "compiled";
  } catch (const neuro::Error &error) {
    EXPECT_EQ(error.status, NEURO_PROGRAM);
    EXPECT_EQ(error.code.size(), 5u);
    EXPECT_NE(std::string(error.what()).find("Nothing"), std::string::npos);
  }
  EXPECT_EQ(said, 1);
}
