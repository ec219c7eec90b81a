/*===- Thread.c - neuro.h from a C99 program ------------------------*- C -*-===*
 *
 * Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===*
 *
 * Compiles, runs, reads and writes a network without a word of C++. Built with
 * -std=c99 -Wall -Wextra -Wpedantic -Werror; ends with 0 if all is as it should be.
 *
 *===----------------------------------------------------------------------===*/

#include "neuro.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const text =
    "import std.neurons\n"
    "network Net {\n"
    "  population E: LIF[3] { tau_m = 10 ms; E_L = -65 mV; V_th = -50 mV; V_reset = -65 mV; "
    "V = -65 mV }\n"
    "}\n";

#define CHECK(condition)                                                                 \
  do                                                                                     \
    if (!(condition)) {                                                                  \
      fprintf(stderr, "line %d: not so: %s\n", __LINE__, #condition);                    \
      return 1;                                                                          \
    }                                                                                    \
  while (0)

#define OK(call)                                                                         \
  do {                                                                                   \
    neuro_error *error = (call);                                                         \
    if (error) {                                                                         \
      fprintf(stderr, "line %d: %s\n", __LINE__, neuro_error_message(error));            \
      neuro_error_free(error);                                                           \
      return 1;                                                                          \
    }                                                                                    \
  } while (0)

static void count(const neuro_diagnostic *diagnostic, void *user) {
  if (diagnostic->severity == NEURO_ERROR && diagnostic->line == 3)
    ++*(int *)user;
}

int main(void) {
  neuro_engine *engine = NULL;
  neuro_program *program = NULL;
  neuro_sim *sim = NULL;
  neuro_spikes *spikes = NULL;
  neuro_error *error;
  double v[3], current[3] = {0, 0, 0};
  int64_t ticks[8], done = 0;
  uint32_t elements[8];
  size_t n = 0;
  int wrong = 0;

  CHECK(neuro_abi_version() >> 16 == NEURO_ABI_MAJOR);
  CHECK((int)(neuro_abi_version() & 0xffff) >= NEURO_ABI_MINOR);
  OK(neuro_engine_create(NULL, &engine));

  error = neuro_program_compile(engine, "network N {\n  population E: LIF[3]\n  spam\n}\n",
                                "bad.neuro", NULL, count, &wrong, &program);
  CHECK(error && !program && wrong > 0);
  CHECK(neuro_error_status(error) == NEURO_PROGRAM);
  CHECK(strstr(neuro_error_message(error), "bad.neuro:3") != NULL);
  CHECK(neuro_error_code(error)[0] == 'E');
  neuro_error_free(error);

  OK(neuro_program_compile(engine, text, "good.neuro", NULL, NULL, NULL, &program));
  neuro_engine_free(engine); /* the program lives on */
  OK(neuro_sim_create(program, NULL, &sim));
  neuro_program_free(program); /* and so does the sim */

  OK(neuro_sim_listen(sim, "E", NULL, NULL, &spikes));
  v[0] = -65, v[1] = -60, v[2] = -49; /* above threshold: spikes in the first tick */
  OK(neuro_sim_set(sim, "E.V", v, 3));
  OK(neuro_sim_run(sim, 1, &done));
  CHECK(done == 1 && neuro_sim_tick(sim) == 1);
  CHECK(fabs(neuro_sim_time(sim) - 0.1) < 1e-12);
  CHECK(neuro_spikes_waiting(spikes) == 1);
  OK(neuro_spikes_drain(spikes, ticks, elements, 8, &n));
  CHECK(n == 1 && ticks[0] == 1 && elements[0] == 2);
  OK(neuro_sim_get(sim, "E.V", v, 3, &n));
  CHECK(n == 3);
  /* V decays towards E_L with tau_m. */
  CHECK(fabs(v[1] - (-65 + 5 * exp(-0.01))) < 1e-4);
  CHECK(fabs(v[2] - -65) < 1e-4);

  error = neuro_sim_get(sim, "E.W", current, 3, &n);
  CHECK(neuro_error_status(error) == NEURO_INVALID);
  CHECK(strstr(neuro_error_message(error), "has no 'W'") != NULL);
  neuro_error_free(error);

  neuro_sim_free(sim);
  return 0;
}
