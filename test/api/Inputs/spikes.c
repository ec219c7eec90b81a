/* Prints all spikes and the last V, bit for bit, of a program that is compiled now (.neuro),
 * loaded (.so), or, without an argument, linked in. */
#include "neuro.h"
#ifdef MODEL
#include "ahead.h"
#endif

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int bad(neuro_error *error) {
  if (error)
    fprintf(stderr, "%d %s\n", (int)neuro_error_status(error), neuro_error_message(error));
  neuro_error_free(error);
  return error != NULL;
}

static neuro_error *open_program(neuro_engine *engine, const char *path, neuro_program **program) {
  const size_t length = path ? strlen(path) : 0;
#ifdef MODEL
  if (!path)
    return neuro_program_from_model(engine, &neuro_model_ahead, program);
#endif
  if (length > 6 && !strcmp(path + length - 6, ".neuro"))
    return neuro_program_compile_file(engine, path, NULL, NULL, NULL, program);
  return neuro_program_load(engine, path, program);
}

int main(int argc, char **argv) {
  static int64_t ticks[100000];
  static uint32_t elements[100000];
  static double v[1000];
  const uint32_t port[] = {0, 1};
  const int64_t when[] = {40, 90};
  const double current = 150; /* pA */
  neuro_engine *engine;
  neuro_program *program;
  neuro_sim *sim;
  neuro_spikes *spikes;
  neuro_sim_options options = {.size = sizeof options};
  size_t count, k;
#ifdef MODEL
  /* Names and units from the generated header. */
  ahead_Small_parameters parameters = ahead_Small_DEFAULTS;
  neuro_setting settings[ahead_Small_PARAMETERS];
  const char *const E = ahead_Small_E, *const E_I = ahead_Small_E_I, *const E_V = ahead_Small_E_V;
  parameters.J = 60;
  options.network = ahead_Small_NETWORK;
  options.setting_count = ahead_Small_settings(&parameters, settings);
#else
  const neuro_setting settings[] = {{"J", 60, "pA"}};
  const char *const E = "E", *const E_I = "E.I", *const E_V = "E.V";
  options.setting_count = 1;
#endif
  options.settings = settings;
  options.dt = 0.1;
  options.seed = 5;
  if (bad(neuro_engine_create(NULL, &engine)) ||
      bad(open_program(engine, argc > 1 ? argv[1] : NULL, &program)))
    return 1;
  neuro_engine_free(engine);
  if (bad(neuro_sim_create(program, &options, &sim)) ||
      bad(neuro_sim_listen(sim, E, NULL, NULL, &spikes)) ||
      bad(neuro_sim_set(sim, E_I, &current, 1)) ||
      bad(neuro_sim_push_events(sim, "P", port, when, 2)) ||
      bad(neuro_sim_run(sim, 2000, NULL)) ||
      bad(neuro_spikes_drain(spikes, ticks, elements, 100000, &count)) ||
      bad(neuro_sim_get(sim, E_V, v, 1000, NULL)))
    return 1;
  for (k = 0; k < count; ++k)
    printf("%" PRId64 " %" PRIu32 "\n", ticks[k], elements[k]);
  for (k = 0; k < 200; ++k)
    printf("%a\n", v[k]);
  neuro_sim_free(sim);
  neuro_program_free(program);
  return count < 1000;
}
