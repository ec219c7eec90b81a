//===- DescribeTest.cpp - What a program and a sim say of themselves ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <map>

using namespace api_test;

template <class Struct> static Struct sized() {
  Struct value{};
  value.size = sizeof value;
  return value;
}

TEST(ApiDescribe, NetworksAndParameters) {
  ASSERT_EQ(neuro_program_networks(mixed()), 1u);
  EXPECT_STREQ(neuro_program_network(mixed(), 0), "Mixed");
  ASSERT_EQ(neuro_program_parameters(mixed(), 0), 3u);
  auto p = sized<neuro_parameter>();
  OK(neuro_program_parameter(mixed(), 0, 2, &p));
  EXPECT_STREQ(p.name, "J");
  EXPECT_STREQ(p.unit, "pA");
  EXPECT_EQ(p.value, 30);
  REFUSED(neuro_program_parameter(mixed(), 0, 3, &p), NEURO_INVALID, "parameter");
  REFUSED(neuro_program_parameter(mixed(), 1, 0, &p), NEURO_INVALID, "network");
}

TEST(ApiDescribe, PopulationsAndTheirFields) {
  Sim sim = made(mixed());
  ASSERT_EQ(neuro_sim_populations(sim.get()), 5u);
  std::map<std::string, size_t> at;
  for (size_t k = 0; k < 4; ++k) {
    auto p = sized<neuro_population>();
    OK(neuro_sim_population(sim.get(), k, &p));
    at[p.name] = k;
    const std::string name = p.name;
    EXPECT_EQ(p.is_source, name == "X" || name == "P");
    EXPECT_EQ(p.is_port, name == "P");
    if (name == "E") {
      EXPECT_STREQ(p.model, "LIF");
      EXPECT_EQ(p.count, 40);
      ASSERT_EQ(p.rank, 2u);
      EXPECT_EQ(p.shape[0], 4);
      EXPECT_EQ(p.shape[1], 10);
    }
    // Whatever is listed can be read, and viewed where it says so.
    for (size_t f = 0; f < p.fields; ++f) {
      auto field = sized<neuro_field>();
      OK(neuro_sim_field(sim.get(), k, f, &field));
      const std::string path = name + "." + field.name;
      EXPECT_EQ(valuesOf(sim.get(), path.c_str()).size(), static_cast<size_t>(p.count)) << path;
      auto view = sized<neuro_view>();
      const std::string why = textOf(neuro_sim_view(sim.get(), path.c_str(), &view));
      EXPECT_EQ(why.empty(), field.can_view != 0) << path << ": " << why;
      if (why.empty()) {
        EXPECT_EQ(view.type, field.type);
        EXPECT_EQ(view.scale, field.scale);
        EXPECT_STREQ(view.unit, field.unit);
      }
    }
    auto none = sized<neuro_field>();
    REFUSED(neuro_sim_field(sim.get(), k, p.fields, &none), NEURO_INVALID, "field");
  }
  std::map<std::string, neuro_field> fields;
  auto e = sized<neuro_population>();
  OK(neuro_sim_population(sim.get(), at.at("E"), &e));
  for (size_t f = 0; f < e.fields; ++f) {
    auto field = sized<neuro_field>();
    OK(neuro_sim_field(sim.get(), at.at("E"), f, &field));
    fields[field.name] = field;
  }
  ASSERT_TRUE(fields.count("V") && fields.count("tau_m") && fields.count("I") &&
              fields.count("syn.I"));
  EXPECT_EQ(fields["V"].role, NEURO_STATE);
  EXPECT_STREQ(fields["V"].unit, "mV");
  EXPECT_TRUE(fields["V"].can_view);
  EXPECT_EQ(fields["tau_m"].role, NEURO_PARAMETER);
  EXPECT_EQ(fields["I"].role, NEURO_INPUT);
  EXPECT_STREQ(fields["syn.I"].unit, "pA");
}

TEST(ApiDescribe, Projections) {
  Sim sim = made(mixed());
  ASSERT_EQ(neuro_sim_projections(sim.get()), 4u);
  auto p = sized<neuro_projection>();
  OK(neuro_sim_projection(sim.get(), 1, &p));
  EXPECT_STREQ(p.name, "inhibition");
  EXPECT_STREQ(p.source, "I");
  EXPECT_EQ(std::string(p.target).substr(0, 1), "E");
  EXPECT_EQ(std::string(p.rule).substr(0, 9), "bernoulli");
  EXPECT_NEAR(static_cast<double>(p.synapses), 120, 46); // 400 pairs, 5 standard deviations
  EXPECT_EQ(p.min_delay, 1.5);
  EXPECT_EQ(p.max_delay, 1.5);
  EXPECT_NE(std::string(p.layout), "");
  REFUSED(neuro_sim_projection(sim.get(), 4, &p), NEURO_INVALID, "projection");
}

TEST(ApiDescribe, CountersAndRecords) {
  Sim sim = made(mixed());
  OK(neuro_sim_run(sim.get(), 1000, nullptr));
  auto c = sized<neuro_counters>();
  OK(neuro_sim_counters(sim.get(), &c));
  EXPECT_EQ(c.neurons, 50);
  EXPECT_GT(c.synapses, 40 + 40);
  EXPECT_GT(c.spikes, 0);
  EXPECT_GT(c.synaptic_events, 0);
  EXPECT_GT(c.memory, 1000u);

  ASSERT_EQ(neuro_sim_records(sim.get()), 3u);
  auto spikes = sized<neuro_record>(), v = sized<neuro_record>(), mean = sized<neuro_record>();
  OK(neuro_sim_record(sim.get(), 0, &spikes));
  OK(neuro_sim_record(sim.get(), 1, &v));
  OK(neuro_sim_record(sim.get(), 2, &mean));
  EXPECT_TRUE(spikes.is_events);
  EXPECT_EQ(spikes.values, nullptr);
  EXPECT_FALSE(v.is_events);
  EXPECT_EQ(v.columns, 3);
  EXPECT_EQ(v.rows, 100u);
  EXPECT_EQ(v.ticks[0], 10);
  EXPECT_STREQ(v.unit, "mV");
  EXPECT_EQ(mean.columns, 1);
  EXPECT_EQ(mean.rows, 200u);
  const std::vector<double> now = valuesOf(sim.get(), "E.V");
  for (size_t k = 0; k < 3; ++k)
    EXPECT_EQ(v.values[99 * 3 + k] / v.scale, now[k]);
  double sum = 0;
  for (double x : now)
    sum += x;
  EXPECT_NEAR(mean.values[199] / mean.scale, sum / 40, 1e-6);
  OK(neuro_sim_clear_records(sim.get()));
  OK(neuro_sim_record(sim.get(), 0, &spikes));
  EXPECT_EQ(spikes.rows, 0u);
}
