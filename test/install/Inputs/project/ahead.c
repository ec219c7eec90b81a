#include "neuro.h"

#include "balanced.h"

#include <stdio.h>

/* Runs the model that is linked in, with other parameters than its own. */
int main(void) {
  neuro_engine *engine = NULL;
  neuro_program *program = NULL;
  neuro_sim *sim = NULL;
  neuro_spikes *spikes = NULL;
  neuro_sim_options options = {0};
  neuro_setting settings[balanced_Balanced_PARAMETERS];
  balanced_Balanced_parameters parameters = balanced_Balanced_DEFAULTS;
  neuro_error *error = NULL;
  parameters.N = 50;
  options.size = sizeof options;
  options.seed = 1;
  options.network = balanced_Balanced_NETWORK;
  options.settings = settings;
  options.setting_count = balanced_Balanced_settings(&parameters, settings);
  if ((error = neuro_engine_create(NULL, &engine)) ||
      (error = neuro_program_from_model(engine, &neuro_model_balanced, &program)) ||
      (error = neuro_sim_create(program, &options, &sim)) ||
      (error = neuro_sim_listen(sim, balanced_Balanced_E, NULL, NULL, &spikes)) ||
      (error = neuro_sim_run(sim, 1000, NULL))) {
    fprintf(stderr, "%s\n", neuro_error_message(error));
    return 1;
  }
  printf("%zu spikes, compiler: %d\n", neuro_spikes_waiting(spikes), neuro_can_compile());
  neuro_sim_free(sim);
  neuro_program_free(program);
  neuro_engine_free(engine);
  return neuro_can_compile() != 0;
}
