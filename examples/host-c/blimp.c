/*===- blimp.c - A spiking controller flies a simulated blimp ----------------===*\
 *
 * Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
\*===----------------------------------------------------------------------===*/
/*
 * A host program in plain C, over neuro.h alone. Every simulated millisecond it writes
 * the blimp's altitude error and climb rate into the network's inputs, runs one tick,
 * reads the thrust and moves the blimp. At 40 s a steady downdraught sets in, which the
 * controller's integral takes up. It ends with 1 if it does not.
 *
 *   blimp pid.neuro     compiles the program
 *   blimp pid.so        loads what `nc build --shared` made of it
 */
#include "neuro.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Vertical motion of a neutrally buoyant airship, SI units. */
struct blimp {
  double mass; /* kg, with the air it drags along */
  double drag; /* N s/m */
  double altitude, velocity;
};

static void move(struct blimp *blimp, double thrust, double wind, double seconds) {
  blimp->velocity += seconds * (thrust + wind - blimp->drag * blimp->velocity) / blimp->mass;
  blimp->altitude += seconds * blimp->velocity;
}

/* Says what went wrong, if anything did. */
static int failed(neuro_error *error) {
  if (error)
    fprintf(stderr, "%s\n", neuro_error_message(error));
  neuro_error_free(error);
  return error != NULL;
}

static neuro_error *open_program(neuro_engine *engine, const char *path, neuro_program **program) {
  const size_t length = strlen(path);
  neuro_compile_options options = {.size = sizeof options};
  if (length > 3 && !strcmp(path + length - 3, ".so"))
    return neuro_program_load(engine, path, program);
  options.precision = "f64";
  options.looks = "motor.u"; /* all that is read; inputs can always be written */
  return neuro_program_compile_file(engine, path, &options, NULL, NULL, program);
}

/* The closed loop; 0 if the disturbance was rejected. */
static int fly(neuro_sim *sim) {
  struct blimp blimp = {0.5, 0.3, 0, 0};
  const double wanted = 1; /* m */
  double before = 0, dip = 0, after = 0;
  int tick;
  for (tick = 0; tick < 100000; ++tick) {
    const double seconds = tick / 1000.0, wind = seconds < 40 ? 0 : -0.15;
    const double error = wanted - blimp.altitude;
    /* The set point stands still, so the error changes at minus the climb rate. */
    const double up = -blimp.velocity, down = blimp.velocity, over = -error;
    double thrust;
    if (failed(neuro_sim_set(sim, "e_pos.drive", &error, 1)) ||
        failed(neuro_sim_set(sim, "e_neg.drive", &over, 1)) ||
        failed(neuro_sim_set(sim, "v_pos.drive", &up, 1)) ||
        failed(neuro_sim_set(sim, "v_neg.drive", &down, 1)) ||
        failed(neuro_sim_run(sim, 1, NULL)) ||
        failed(neuro_sim_get(sim, "motor.u", &thrust, 1, NULL)))
      return 1;
    move(&blimp, thrust, wind, 0.001);
    if (seconds >= 30 && seconds < 40)
      before = fmax(before, fabs(error));
    if (seconds >= 40)
      dip = fmax(dip, error);
    if (seconds >= 80)
      after = fmax(after, fabs(error));
    if (tick % 5000 == 0)
      printf("%5.0f s  altitude %6.3f m  thrust %6.3f N\n", seconds, blimp.altitude, thrust);
  }
  printf("largest error at rest %.3f m, in the downdraught %.3f m, 40 s later %.3f m\n", before, dip,
         after);
  if (before < 0.05 && dip > 0.05 && after < 0.05)
    return 0;
  fprintf(stderr, "the disturbance was not rejected\n");
  return 1;
}

int main(int argc, char **argv) {
  neuro_engine *engine = NULL;
  neuro_program *program = NULL;
  neuro_sim *sim = NULL;
  neuro_sim_options options = {.size = sizeof options};
  int status = 1;
  if (argc != 2) {
    fprintf(stderr, "usage: blimp pid.neuro, or what nc build --shared made of it\n");
    return 2;
  }
  options.dt = 1; /* ms */
  options.seed = 1;
  options.threads = 1;
  if (!failed(neuro_engine_create(NULL, &engine)) &&
      !failed(open_program(engine, argv[1], &program)) &&
      !failed(neuro_sim_create(program, &options, &sim)))
    status = fly(sim);
  neuro_sim_free(sim);
  neuro_program_free(program);
  neuro_engine_free(engine);
  return status;
}
