//===- host.cpp - A spiking controller flies a simulated blimp -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The closed loop: every millisecond the host writes the blimp's altitude error
// and climb rate into the network's inputs, lets the network run one tick, reads
// the thrust and moves the blimp. At 40 s a steady downdraught sets in; the
// controller's integral takes it up.
//
//===----------------------------------------------------------------------===//

#include "lang/sema/Sema.h"
#include "lowering/Compiler.h"
#include "runtime/core/Simulation.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

using namespace neuro;

namespace {

/// Vertical motion of a neutrally buoyant airship, SI units.
struct Blimp {
  double mass = 0.5;  ///< kg, with the air it drags along
  double drag = 0.3;  ///< N s/m
  double altitude = 0, velocity = 0;
  void move(double thrust, double wind, double seconds) {
    velocity += seconds * (thrust + wind - drag * velocity) / mass;
    altitude += seconds * velocity;
  }
};

int viewOf(const rt::Simulation &simulation, const char *name) {
  const std::vector<rt::ViewPlan> &views = simulation.network().views;
  for (size_t v = 0; v < views.size(); ++v)
    if (views[v].name == name)
      return static_cast<int>(v);
  return -1;
}

int fail(const std::string &why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return 1;
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 3)
    return fail("usage: pid-controller pid.neuro STANDARD_LIBRARY_DIRECTORY");

  // Once per program: text to machine code.
  std::string why;
  std::unique_ptr<SourceFile> source = loadFile(argv[1], &why);
  if (!source)
    return fail("cannot read '" + std::string(argv[1]) + "': " + why);
  LoadOptions load;
  load.stdDirectory = argv[2];
  DiagnosticEngine diagnostics;
  std::unique_ptr<CheckedProgram> checked = check(std::move(source), load, diagnostics);
  if (diagnostics.hasErrors())
    return fail(diagnostics.render(false));
  CompileOptions options;
  options.precision = "f64";
  CompileResult compiled = compile(*checked, options);
  if (!compiled.program)
    return fail(compiled.diagnostics);

  // Once per instance: sizes, numbers, memory.
  const double dt = 1; // ms
  rt::SimOptions instance;
  instance.dt = dt;
  instance.seed = 1;
  instance.threads = 1;
  auto created = rt::Simulation::create(compiled.program->plan, 0, compiled.program->kernels, instance);
  if (!created)
    return fail(created.error().message);
  rt::Simulation &network = **created;
  const int errorUp = viewOf(network, "e_pos"), errorDown = viewOf(network, "e_neg");
  const int rateUp = viewOf(network, "v_pos"), rateDown = viewOf(network, "v_neg");
  const int motor = viewOf(network, "motor");
  if (std::min({errorUp, errorDown, rateUp, rateDown, motor}) < 0)
    return fail("the network lacks a population this host talks to");

  Blimp blimp;
  const double wanted = 1; // m
  double worstBefore = 0, dip = 0, worstAfter = 0;
  for (int tick = 0; tick < 100000; ++tick) {
    const double seconds = tick * dt / 1000;
    const double wind = seconds < 40 ? 0 : -0.15;
    const double error = wanted - blimp.altitude;
    // The set point stands still, so the error changes at minus the climb rate.
    for (auto [view, drive] : {std::pair(errorUp, error), std::pair(errorDown, -error),
                               std::pair(rateUp, -blimp.velocity), std::pair(rateDown, blimp.velocity)})
      if (auto set = network.set(view, "drive", drive); !set)
        return fail(set.error().message);
    if (auto ran = network.run(1); !ran)
      return fail(ran.error().message);
    double thrust = 0;
    for (const char *term : {"proportional.x", "integral.x", "derivative.x"}) {
      auto value = network.get(motor, term);
      if (!value)
        return fail(value.error().message);
      thrust += value->front();
    }
    blimp.move(thrust, wind, dt / 1000);
    if (seconds >= 30 && seconds < 40)
      worstBefore = std::max(worstBefore, std::abs(error));
    if (seconds >= 40)
      dip = std::max(dip, error);
    if (seconds >= 80)
      worstAfter = std::max(worstAfter, std::abs(error));
    if (tick % 5000 == 0)
      std::printf("%5.0f s  altitude %6.3f m  thrust %6.3f N\n", seconds, blimp.altitude, thrust);
  }
  std::printf("largest error at rest %.3f m, in the downdraught %.3f m, 40 s later %.3f m\n",
              worstBefore, dip, worstAfter);
  // The claim: the disturbance is felt, and rejected.
  return worstBefore < 0.05 && dip > 0.05 && worstAfter < 0.05 ? 0 : fail("the disturbance was not rejected");
}
