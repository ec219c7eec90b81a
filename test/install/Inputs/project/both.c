#include "neuro.h"

#include "second.h"

#include <stdio.h>

int main(void) {
  neuro_engine *engine = NULL;
  neuro_program *program = NULL;
  neuro_error *error = NULL;
  if ((error = neuro_engine_create(NULL, &engine)) ||
      (error = neuro_program_from_model(engine, &neuro_model_second, &program))) {
    fprintf(stderr, "%s\n", neuro_error_message(error));
    return 1;
  }
  printf("network %s, compiler: %d\n", neuro_program_network(program, 0), neuro_can_compile());
  neuro_program_free(program);
  neuro_engine_free(engine);
  return 0;
}
