/*===- ApiBench.c - What a host pays for a tick and for a sim --------*- C -*-===*
 *
 * Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===*
 *
 * Steps 1,000 neurons one tick a call and many ticks a call: the difference is what
 * a call costs above the work itself. Then makes further sims of the same program.
 *
 *===----------------------------------------------------------------------===*/

#define _POSIX_C_SOURCE 199309L
#include "neuro.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *const text =
    "import std.neurons\n"
    "network Net {\n"
    "  population X: Poisson[1000] { rate = 5 kHz }\n"
    "  population E: LIF[800] { V ~ uniform(0 mV, 20 mV) }\n"
    "  population I: LIF[200] { V ~ uniform(0 mV, 20 mV) }\n"
    "  group A = E + I\n"
    "  project X -> A.syn connect one_to_one { w = 60 pA; delay = 0.1 ms }\n"
    "  project E -> A.syn connect bernoulli(0.1) { w = 20 pA; delay = 1.5 ms }\n"
    "  project I -> A.syn connect bernoulli(0.1) { w = -100 pA; delay = 1.5 ms }\n"
    "}\n";

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(neuro_error *error) {
  if (!error)
    return;
  fprintf(stderr, "%s\n", neuro_error_message(error));
  exit(1);
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values, size_t count) {
  qsort(values, count, sizeof *values, ascending);
  return values[count / 2];
}

int main(void) {
  enum { rounds = 21, ticks = 5000 };
  double single[rounds], many[rounds], create[rounds], start = now();
  neuro_engine *engine;
  neuro_program *program;
  neuro_sim *sim, *other;
  neuro_sim_options options = {0};
  options.size = sizeof options;
  options.threads = 1;
  must(neuro_engine_create(NULL, &engine));
  must(neuro_program_compile(engine, text, "bench.neuro", NULL, NULL, NULL, &program));
  printf("compile      %8.2f ms\n", 1e3 * (now() - start));
  start = now();
  must(neuro_sim_create(program, &options, &sim));
  printf("first sim    %8.2f ms\n", 1e3 * (now() - start));
  for (int r = 0; r < rounds; ++r) {
    start = now();
    must(neuro_sim_create(program, &options, &other));
    create[r] = now() - start;
    neuro_sim_free(other);
  }
  printf("another sim  %8.2f ms\n", 1e3 * median(create, rounds));
  must(neuro_sim_run(sim, ticks, NULL));
  for (int r = 0; r < rounds; ++r) {
    start = now();
    must(neuro_sim_run(sim, ticks, NULL));
    many[r] = (now() - start) / ticks;
    start = now();
    for (int k = 0; k < ticks; ++k)
      must(neuro_sim_run(sim, 1, NULL));
    single[r] = (now() - start) / ticks;
  }
  const double work = median(many, rounds), call = median(single, rounds);
  printf("a tick       %8.3f us within a long run\n", 1e6 * work);
  printf("             %8.3f us one a call: %.3f us more\n", 1e6 * call, 1e6 * (call - work));
  neuro_sim_free(sim);
  neuro_program_free(program);
  neuro_engine_free(engine);
  return 0;
}
