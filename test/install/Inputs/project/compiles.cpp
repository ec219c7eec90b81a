#include "neuro.hpp"

#include <cstdio>

// Compiles a file that imports a module of the installed library, and runs it.
int main(int argc, char **argv) {
  if (argc != 2)
    return 2;
  neuro_engine *engine = nullptr;
  neuro_program *program = nullptr;
  neuro_sim *sim = nullptr;
  neuro_error *error = nullptr;
  if ((error = neuro_engine_create(nullptr, &engine)) ||
      (error = neuro_program_compile_file(engine, argv[1], nullptr, nullptr, nullptr, &program)) ||
      (error = neuro_sim_create(program, nullptr, &sim)) ||
      (error = neuro_sim_run(sim, 100, nullptr))) {
    std::fprintf(stderr, "%s\n", neuro_error_message(error));
    return 1;
  }
  std::printf("tick %lld, compiler: %d\n", static_cast<long long>(neuro_sim_tick(sim)), neuro_can_compile());
  neuro_sim_free(sim);
  neuro_program_free(program);
  neuro_engine_free(engine);
  return 0;
}
