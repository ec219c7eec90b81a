//===- neuro.h - Neuro for host programs -------------------------*- C -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One header for two libraries: libneuro compiles .neuro programs and runs them;
// libneuro-rt holds no compiler. Plain C99.
//
// Three lifetimes. An ENGINE is what programs are made with. A PROGRAM is an
// immutable compiled model, counted by references, shared between threads. A SIM
// is one network with its state: used by one thread at a time, any number of them
// side by side.
//
// Structs begin with `size`, which the caller sets to sizeof of it, so that they may
// grow; the rest of options may be zero. Threads of a sim do not survive fork(): create
// sims after it, or with one thread.
//
// Functions that can fail return NULL or an error, which the caller frees with
// neuro_error_free. Nothing is thrown, printed, or ended; no signal handler is
// installed; there is no global state. Text is UTF-8. Values cross in the unit of
// the field as the program writes it (neuro_field.unit: "mV", "nS"), times in ms
// or in ticks as said. Pointers that a function returns live as long as the object
// they were asked of, unless said otherwise. NULL may be given to every free.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_H
#define NEURO_H

#include <stddef.h>
#include <stdint.h>

#if defined(NEURO_STATIC) || !defined(__GNUC__)
#define NEURO_API
#else
#define NEURO_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Version of this interface. A library serves headers of the same major version
 * and of no later minor one; structs grow at their end only, and say their size. */
#define NEURO_ABI_MAJOR 1
#define NEURO_ABI_MINOR 2
/* major << 16 | minor of the library. */
NEURO_API uint32_t neuro_abi_version(void);
/* "0.1.0" */
NEURO_API const char *neuro_version(void);
/* 1 if programs can be compiled here (libneuro), 0 if only loaded (libneuro-rt). */
NEURO_API int neuro_can_compile(void);

typedef struct neuro_engine neuro_engine;
typedef struct neuro_program neuro_program;
typedef struct neuro_sim neuro_sim;
typedef struct neuro_error neuro_error;

/* --- Errors ----------------------------------------------------------------- */

typedef enum neuro_status {
  NEURO_OK = 0,
  NEURO_INVALID = 1,   /* the caller's mistake: a name, a size, a range, a NULL */
  NEURO_PROGRAM = 2,   /* the program's: does not compile, or cannot be instantiated */
  NEURO_MEMORY = 3,    /* would not fit */
  NEURO_IO = 4,        /* a file cannot be read or written */
  NEURO_UNSUPPORTED = 5, /* not in this library or for this target */
  NEURO_CANCELLED = 6, /* neuro_engine_cancel, or a progress callback said stop */
  NEURO_BUSY = 7,      /* another thread uses this sim now */
  NEURO_INTERNAL = 8   /* a bug of ours */
} neuro_status;

NEURO_API neuro_status neuro_error_status(const neuro_error *error);
/* One or more lines, without a trailing newline. */
NEURO_API const char *neuro_error_message(const neuro_error *error);
/* "E0203", or "" */
NEURO_API const char *neuro_error_code(const neuro_error *error);
NEURO_API void neuro_error_free(neuro_error *error);

typedef enum neuro_severity { NEURO_NOTE = 0, NEURO_WARNING = 1, NEURO_ERROR = 2 } neuro_severity;

typedef struct neuro_note { /* what a diagnostic points at besides */
  const char *message;
  const char *file; /* "" if it has no place */
  uint32_t line, column;         /* as of neuro_diagnostic */
  uint32_t end_line, end_column;
} neuro_note;

typedef struct neuro_diagnostic {
  size_t size; /* of this struct */
  neuro_severity severity;
  const char *code;    /* "E0203" or "" */
  const char *message; /* one sentence */
  const char *file;    /* "" if it has no place */
  uint32_t line, column;         /* from 1; 0 without a place */
  uint32_t end_line, end_column; /* one past the end */
  const char *text;    /* all of it as nc prints it, with caret, notes and fix */
  /* Since 1.1. */
  const neuro_note *notes;
  size_t note_count;
  const char *help; /* a way out, or "" */
} neuro_diagnostic;
typedef void (*neuro_on_diagnostic)(const neuro_diagnostic *diagnostic, void *user);

/* --- Engine ----------------------------------------------------------------- */

typedef struct neuro_engine_options {
  size_t size; /* of this struct */
  /* Since 1.1. Folder in which machine code is kept for later processes; NULL: the
   * user's cache folder, as of nc ($NEURO_CACHE_DIR, $XDG_CACHE_HOME/neuro or
   * ~/.cache/neuro; at most $NEURO_CACHE_SIZE, else 1 GB). */
  const char *cache_directory;
  int32_t no_cache; /* 1: code is neither looked for nor kept */
} neuro_engine_options;

/* `options` may be NULL. Thread-safe; so are all functions of engines and programs. */
NEURO_API neuro_error *neuro_engine_create(const neuro_engine_options *options,
                                           neuro_engine **engine);
/* Programs and sims of it may outlive it; calls that it was given to may not. */
NEURO_API void neuro_engine_free(neuro_engine *engine);
/* From any thread: programs that are being compiled with this engine now are given up soon
 * (NEURO_CANCELLED); those that begin later are not. Since 1.2. */
NEURO_API void neuro_engine_cancel(neuro_engine *engine);

/* --- Programs --------------------------------------------------------------- */

typedef struct neuro_compile_options {
  size_t size;
  const char *precision;  /* "f32", "f64", "auto"; NULL: the program's, else auto */
  const char *solver;     /* likewise */
  const char *experiment; /* whose precision and solver count; NULL: none */
  int32_t optimization;   /* of machine code, 1 to 3; 0: default */
  /* Passes not to run: "population-fusion,poisson-folding"; NULL: none. */
  const char *without;
  /* Since 1.1. What of neurons and synapses the host will read, set, view or record by
   * name, as paths of neuro_sim_get without selections: "E.V, motor.u, inhibition.w".
   * NULL: anything. States that neither the list nor the program's experiments and records
   * mention need not be kept then: whole-model passes run as they do for nc run (receptors
   * are merged, dead states and constant weights go away), which is faster. Spikes, their
   * events, inputs, parameters and settings of sources are always there, but for parameters
   * of receptors that were merged; "" lists nothing. */
  const char *looks;
  /* Since 1.2. Called by the thread that compiles, at the beginning of each phase (as of
   * neuro_program_phases) and about ten times a second, but not while a file is parsed, a
   * single pass runs, or machine code of one function is made; 0 gives the program up
   * (NEURO_CANCELLED). */
  int (*progress)(const char *phase, void *user);
  void *user;
  /* Since 1.2. The shortest time step that sims will have, in ms; 0: the shortest of the
   * experiments, or else 0.1. By it precision auto says what f32 keeps; a sim with a
   * time step too short for that is refused (E0454). */
  double dt;
} neuro_compile_options;

/* Compiles `source` (NUL-terminated), called `name` in messages; imports are
 * looked up beside `name`. `options`, `on_diagnostic` may be NULL. Diagnostics,
 * warnings too, go to the callback from within the call; the error's message holds
 * all of them. */
NEURO_API neuro_error *neuro_program_compile(neuro_engine *engine, const char *source,
                                             const char *name,
                                             const neuro_compile_options *options,
                                             neuro_on_diagnostic on_diagnostic, void *user,
                                             neuro_program **program);
NEURO_API neuro_error *neuro_program_compile_file(neuro_engine *engine, const char *path,
                                                  const neuro_compile_options *options,
                                                  neuro_on_diagnostic on_diagnostic, void *user,
                                                  neuro_program **program);
/* What `nc build --shared` made, on a machine that may lack a compiler (since 1.1).
 * NEURO_IO: cannot be read, is damaged or something else; NEURO_UNSUPPORTED: of another
 * version, or for another processor. Opening a library runs code of it, so it is to come
 * from where programs may come from. Relative names of data files start beside it. */
NEURO_API neuro_error *neuro_program_load(neuro_engine *engine, const char *path,
                                          neuro_program **program);
/* What `nc build` made and was linked into the host: neuro_model_NAME of NAME.h (since
 * 1.1). It must stay, as constants do. Relative names of data files start at the
 * process's folder. */
typedef struct neuro_model neuro_model;
NEURO_API neuro_error *neuro_program_from_model(neuro_engine *engine, const neuro_model *model,
                                                neuro_program **program);
NEURO_API neuro_program *neuro_program_retain(neuro_program *program);
NEURO_API void neuro_program_free(neuro_program *program);

/* Where compiling took its time; phases in order: "parse", "check", "neuro", …,
 * "generate", "link", "store", or of a program whose code was kept "parse", "check",
 * "cache", "link", or "load". */
typedef struct neuro_phase_time {
  const char *phase;
  double seconds;
} neuro_phase_time;
NEURO_API size_t neuro_program_phases(const neuro_program *program, neuro_phase_time *times,
                                      size_t capacity);

NEURO_API size_t neuro_program_networks(const neuro_program *program);
NEURO_API const char *neuro_program_network(const neuro_program *program, size_t network);

typedef struct neuro_parameter {
  size_t size;
  const char *name;
  const char *unit; /* "mV"; "1" without one */
  double value;     /* default, in that unit; NaN if it is computed from others */
} neuro_parameter;
NEURO_API size_t neuro_program_parameters(const neuro_program *program, size_t network);
NEURO_API neuro_error *neuro_program_parameter(const neuro_program *program, size_t network,
                                               size_t index, neuro_parameter *parameter);

/* --- Sims ------------------------------------------------------------------- */

typedef struct neuro_setting { /* a network parameter */
  const char *name;
  double value;     /* in `unit` */
  const char *unit; /* NULL: the parameter's own */
} neuro_setting;

typedef struct neuro_sim_options {
  size_t size;
  const char *network; /* NULL: the only one, or the last */
  double dt;           /* ms; 0: 0.1 */
  uint64_t seed;       /* of initial values, connections and noise; any number */
  int32_t threads;     /* 0: as many as pay off, at most one a core; n: exactly n */
  const char *target;  /* NULL or "cpu" */
  const neuro_setting *settings;
  size_t setting_count;
  uint64_t memory_limit; /* bytes; 0: the machine's */
  const char *layout;    /* as nc --layout; NULL: auto */
  /* Called now and then while the network is built; 0 ends it (NEURO_CANCELLED). */
  int (*progress)(const char *what, double fraction, void *user);
  void *user;
  /* Since 1.1. Where relative names of data files start; NULL: as the program says. */
  const char *data_directory;
} neuro_sim_options;

/* `options` may be NULL. */
NEURO_API neuro_error *neuro_sim_create(neuro_program *program, const neuro_sim_options *options,
                                        neuro_sim **sim);
NEURO_API void neuro_sim_free(neuro_sim *sim);

NEURO_API int64_t neuro_sim_tick(const neuro_sim *sim);
NEURO_API double neuro_sim_dt(const neuro_sim *sim);   /* ms */
NEURO_API double neuro_sim_time(const neuro_sim *sim); /* ms */
NEURO_API int32_t neuro_sim_threads(const neuro_sim *sim);

/* Advances by `ticks`. Ends early, without an error, after neuro_sim_cancel; `done`
 * (may be NULL) gets the ticks done. */
NEURO_API neuro_error *neuro_sim_run(neuro_sim *sim, int64_t ticks, int64_t *done);
/* Until the first tick at or after `time` ms. */
NEURO_API neuro_error *neuro_sim_run_until(neuro_sim *sim, double time, int64_t *done);
/* From any thread: a run that is under way ends soon, or the next one at once. */
NEURO_API void neuro_sim_cancel(neuro_sim *sim);
/* Called about ten times a second from within each run, by the thread that called it,
 * with the ticks done and asked for; 0 ends the run as neuro_sim_cancel does. NULL: no
 * more. It may not call functions of this sim (NEURO_BUSY). Since 1.1. */
typedef int (*neuro_on_progress)(int64_t done, int64_t ticks, void *user);
NEURO_API neuro_error *neuro_sim_on_progress(neuro_sim *sim, neuro_on_progress progress,
                                             void *user);
/* Back to tick 0: initial states, nothing in flight; parameters and inputs keep their
 * values. */
NEURO_API neuro_error *neuro_sim_reset(neuro_sim *sim);
NEURO_API neuro_error *neuro_sim_checkpoint(neuro_sim *sim, const char *path);
NEURO_API neuro_error *neuro_sim_restore(neuro_sim *sim, const char *path);

/* --- What there is ---------------------------------------------------------- */

typedef struct neuro_population {
  size_t size;
  const char *name;  /* "E", "L[2]" */
  const char *model; /* "LIF", or "Poisson" … of a source */
  int64_t count;     /* elements */
  const int64_t *shape; /* its `rank` extents */
  size_t rank;
  size_t fields;     /* of neuro_sim_field */
  int is_source, is_port; /* a built-in source; one the host pushes events to */
} neuro_population;
NEURO_API size_t neuro_sim_populations(const neuro_sim *sim);
NEURO_API neuro_error *neuro_sim_population(const neuro_sim *sim, size_t index,
                                            neuro_population *population);

typedef enum neuro_role {
  NEURO_STATE = 0, NEURO_PARAMETER = 1, NEURO_INPUT = 2, NEURO_DERIVED = 3,
  NEURO_SETTING = 4, /* of a source: rate, period, phase */
  NEURO_LET = 5      /* since 1.1; computed when it is asked for, as at the end of the last tick */
} neuro_role;
typedef enum neuro_type { NEURO_F32 = 0, NEURO_F64 = 1, NEURO_I32 = 2, NEURO_I16 = 3, NEURO_I8 = 4 } neuro_type;

typedef struct neuro_field {
  size_t size;
  const char *name; /* "V", "exc.I" */
  const char *unit; /* "mV" */
  double scale;     /* what is stored = value in `unit` * scale */
  neuro_role role;
  neuro_type type;  /* as it is stored */
  int per_element;  /* 0: one value for all elements */
  int can_view;     /* neuro_sim_view and neuro_sim_bind work */
} neuro_field;
NEURO_API neuro_error *neuro_sim_field(const neuro_sim *sim, size_t population, size_t index,
                                       neuro_field *field);

typedef struct neuro_projection {
  size_t size;
  const char *name;   /* label, or "E -> A.exc" */
  const char *source, *target; /* views */
  const char *rule;   /* "bernoulli(0.02)" */
  const char *layout; /* "rows: u16 target, uniform weight" */
  int64_t synapses;
  double min_delay, max_delay; /* ms */
  /* Since 1.1. */
  const char *port;   /* what events reach: "exc"; "" of a signal or several ports */
  const char *model;  /* class of the synapses; "" of static ones, which are a weight and a delay */
  size_t fields;      /* of neuro_sim_projection_field; 0 of a signal */
} neuro_projection;
NEURO_API size_t neuro_sim_projections(const neuro_sim *sim);
NEURO_API neuro_error *neuro_sim_projection(const neuro_sim *sim, size_t index,
                                            neuro_projection *projection);
/* A state or parameter of its synapses, "w" of static ones; per_element: one a synapse.
 * Read and set by the path PROJECTION.FIELD ("inhibition.w"). Since 1.1. */
NEURO_API neuro_error *neuro_sim_projection_field(const neuro_sim *sim, size_t projection,
                                                  size_t index, neuro_field *field);
/* Ends (indices in the views source and target) and delays (ms) of the synapses of a
 * projection, by target, then source; any column may be NULL. Of a delay with a
 * dendritic part the axonal one is given. `count` gets their number;
 * `capacity` of them are enough or the call fails, unless all columns are NULL. Static
 * synapses are not kept as such a list: they are found again for each call. Since 1.1. */
NEURO_API neuro_error *neuro_sim_synapses(const neuro_sim *sim, const char *projection,
                                          uint32_t *sources, uint32_t *targets, double *delays,
                                          size_t capacity, size_t *count);

typedef struct neuro_counters {
  size_t size;
  int64_t neurons, synapses, spikes, synaptic_events;
  uint64_t memory; /* bytes held */
} neuro_counters;
NEURO_API neuro_error *neuro_sim_counters(const neuro_sim *sim, neuro_counters *counters);

/* --- Values ----------------------------------------------------------------- */

/* Between runs. `path` is VIEW.FIELD, as an experiment writes it: "E.V", "E[0..10].exc.I"
 * (10 not included), "X.rate", or the name of a network parameter. Values are in the field's unit.
 * count: 1 (for all), or one a selected element. Since 1.1 also PROJECTION.FIELD, the values of
 * all synapses in the order of neuro_sim_synapses. Of static synapses all tables are made again,
 * which takes as long as building them did: give weights that change often a synapse model with
 * `edge w`. Spikes on their way bring what they would have brought. */
NEURO_API neuro_error *neuro_sim_set(neuro_sim *sim, const char *path, const double *values,
                                     size_t count);
/* `count` gets the number of elements; values may be NULL to ask for it; else `capacity`
 * of them are enough or the call fails. */
NEURO_API neuro_error *neuro_sim_get(const neuro_sim *sim, const char *path, double *values,
                                     size_t capacity, size_t *count);

/* What a path names: VIEW.FIELD, PROJECTION.FIELD, a network parameter, or (of neuro_sim_listen) VIEW and
 * VIEW.EVENT, which have no unit. Since 1.1. */
typedef struct neuro_place {
  size_t size;
  int64_t count;      /* elements; 1 of a parameter */
  int64_t population; /* number of the one that it is the whole of; else -1 */
  int64_t field;      /* of neuro_sim_field, in that population; else -1 */
  int32_t is_parameter;
  int32_t has_value;  /* neuro_sim_get works */
  const char *unit;   /* "" without a value */
  int64_t projection; /* number of the one whose synapses it is; else -1 */
} neuro_place;
NEURO_API neuro_error *neuro_sim_place(const neuro_sim *sim, const char *path,
                                       neuro_place *place);

/* Memory of a state or input of a whole population as it is stored (neuro_field.type,
 * scale), shaped as DLPack tensors are: strides in elements. Valid until the sim is
 * freed or its `epoch` changes: neuro_sim_epoch tells. Reading and writing it is
 * allowed between runs. More than 4 axes are shown as one. */
typedef struct neuro_view {
  size_t size; /* of this struct */
  void *data;
  neuro_type type;
  size_t rank;
  int64_t shape[4], strides[4];
  double scale;
  const char *unit;
  uint64_t epoch;
} neuro_view;
NEURO_API neuro_error *neuro_sim_view(neuro_sim *sim, const char *path, neuro_view *view);
NEURO_API uint64_t neuro_sim_epoch(const neuro_sim *sim);
/* From now on an input's values are read from the caller's memory at the start of each
 * run call (per element, of the population's size, f64, in the field's unit); a NULL
 * ends it. The memory must stay until then. */
NEURO_API neuro_error *neuro_sim_bind(neuro_sim *sim, const char *path, const double *values,
                                      size_t count);

/* --- Events ----------------------------------------------------------------- */

/* Events of a Port population (or a SpikeFile, next to those of its file), at ticks after neuro_sim_tick, in any order. One at tick
 * n happens within the n-th tick of the sim, (n-1, n] dt. */
NEURO_API neuro_error *neuro_sim_push_events(neuro_sim *sim, const char *population,
                                             const uint32_t *elements, const int64_t *ticks,
                                             size_t count);

/* Spike times (ms since the start) of a SpikeTrain population or a part of it: times[k] is one of
 * elements[k], an index in the view; of every element, if `elements` is NULL. They take the place
 * of those before, of which elements that are not named have none; what lies in the past has no
 * effect until a reset. Since 1.1. */
NEURO_API neuro_error *neuro_sim_set_times(neuro_sim *sim, const char *view,
                                           const uint32_t *elements, const double *times,
                                           size_t count);

/* Spikes of one view ("E", "E[0..10]"), or its events of another kind ("E.burst"), from
 * now on: by a batch callback at the end of each run call, from the thread that called
 * it, or drained. Sorted by tick, then element (index in the view). The callback may not
 * call functions of this sim (NEURO_BUSY), but for neuro_sim_cancel. */
typedef void (*neuro_on_spikes)(const int64_t *ticks, const uint32_t *elements, size_t count,
                                void *user);
typedef struct neuro_spikes neuro_spikes; /* belongs to the sim */
NEURO_API neuro_error *neuro_sim_listen(neuro_sim *sim, const char *view,
                                        neuro_on_spikes on_spikes, void *user,
                                        neuro_spikes **spikes);
/* Without a callback: what has come since the last drain. Sets `count` to how many were
 * written, at most `capacity`; the rest stays. ticks or elements may be NULL. */
NEURO_API neuro_error *neuro_spikes_drain(neuro_spikes *spikes, int64_t *ticks,
                                          uint32_t *elements, size_t capacity, size_t *count);
/* 0 while the sim runs. */
NEURO_API size_t neuro_spikes_waiting(const neuro_spikes *spikes);
/* Ends what neuro_sim_listen began: the callback is called no more, what has not been drained
 * is lost, and the handle is gone. An error if it is none of this sim's. Since 1.2. */
NEURO_API neuro_error *neuro_sim_unlisten(neuro_sim *sim, neuro_spikes *spikes);

/* What the network itself records (`record E.V every 1 ms`), as it is named there. */
typedef struct neuro_record {
  size_t size;
  const char *name, *unit;
  double scale;            /* a value in `unit` is what is stored / scale */
  int is_events;
  int64_t columns;         /* elements; 1 of a function such as mean(E.V) */
  size_t rows;             /* samples, or events */
  const int64_t *ticks;    /* of each row */
  const double *values;    /* rows x columns; NULL for events */
  const uint32_t *elements;/* events: index in the view */
  const uint32_t *sources, *targets; /* of each column, if they are synapses; else NULL */
  /* Since 1.1. */
  const int64_t *indices;   /* of each column: the element's number in its population; NULL
                             * in records of a sim, and of functions and synapses */
  /* Synapses that come and go: row r is entries row_begin[r] up to row_begin[r + 1] of
   * values, sources and targets; `columns` is 0. Else NULL. */
  const int64_t *row_begin;
} neuro_record;
NEURO_API size_t neuro_sim_records(const neuro_sim *sim);
/* Pointers are valid until the sim runs, is reset or restored, or records are cleared. */
NEURO_API neuro_error *neuro_sim_record(const neuro_sim *sim, size_t index, neuro_record *record);
NEURO_API neuro_error *neuro_sim_clear_records(neuro_sim *sim);

/* --- Experiments ------------------------------------------------------------- */
/* What `nc run` does (since 1.1): a script of the program over networks of its own. */

typedef struct neuro_experiment {
  size_t size;
  const char *name;
  const char *network;
} neuro_experiment;
NEURO_API size_t neuro_program_experiments(const neuro_program *program);
NEURO_API neuro_error *neuro_program_experiment(const neuro_program *program, size_t index,
                                                neuro_experiment *experiment);

typedef struct neuro_experiment_options {
  size_t size;
  const char *experiment; /* NULL: "main", or the first */
  double dt;              /* ms; 0: the experiment's */
  const uint64_t *seed;   /* NULL: the experiment's */
  int32_t threads;        /* 0: the experiment's, else as many as pay off; n: at most n */
  const neuro_setting *settings; /* go before those of the experiment */
  size_t setting_count;
  uint64_t memory_limit;
  const char *layout;
  const char *data_directory; /* as of neuro_sim_options */
  /* Called now and then from within the call: "building", done of 1, and "simulating",
   * done of `total` ms; 0 ends it, and what was recorded is kept. */
  int (*progress)(const char *what, double done, double total, void *user);
  void *user;
} neuro_experiment_options;

/* What came of it; as long as it lives, so does what its functions hand out. Immutable:
 * any number of threads may look at it. */
typedef struct neuro_result neuro_result;
/* Expectations that are not met are no error: see neuro_outcome. `options` may be NULL. */
NEURO_API neuro_error *neuro_experiment_run(neuro_program *program,
                                            const neuro_experiment_options *options,
                                            neuro_result **result);
NEURO_API void neuro_result_free(neuro_result *result);

typedef struct neuro_outcome {
  size_t size;
  const char *experiment, *network;
  uint64_t seed;
  double dt; /* ms */
  int32_t threads;
  int32_t interrupted; /* ended by `progress` */
  double build_seconds, simulate_seconds;
  double biological; /* ms, of all combinations together */
  int64_t neurons, synapses, spikes, synaptic_events;
  uint64_t memory; /* bytes, at most */
  size_t reports, expectations, records, warnings;
  size_t combinations; /* of a sweep; 0 without one */
  size_t failed;       /* expectations that were not met */
} neuro_outcome;
NEURO_API neuro_error *neuro_result_outcome(const neuro_result *result, neuro_outcome *outcome);

/* A number, or several, of `report` or within `expect`. */
typedef struct neuro_report {
  size_t size;
  const char *text;     /* "rate(E)" */
  const double *values; /* in `unit`; NaN: undefined */
  size_t count;         /* more than 1 of a family or histogram */
  const char *unit;
  int64_t combination;  /* of the sweep; -1 outside */
} neuro_report;
NEURO_API neuro_error *neuro_result_report(const neuro_result *result, size_t index,
                                           neuro_report *report);

typedef struct neuro_expectation {
  size_t size;
  const char *text, *at; /* "rate(E) in 10 Hz..20 Hz", "net.neuro:7" */
  int32_t passed;
  int64_t combination;
  size_t operands; /* of neuro_result_operand */
} neuro_expectation;
NEURO_API neuro_error *neuro_result_expectation(const neuro_result *result, size_t index,
                                                neuro_expectation *expectation);
NEURO_API neuro_error *neuro_result_operand(const neuro_result *result, size_t expectation,
                                            size_t index, neuro_report *operand);

/* A value of a swept parameter in one combination; there are neuro_result_swept of them
 * in each. */
NEURO_API size_t neuro_result_swept(const neuro_result *result);
NEURO_API neuro_error *neuro_result_swept_value(const neuro_result *result, size_t combination,
                                                size_t index, neuro_parameter *value);

/* What was recorded, in each combination anew: events first. `combination` (may be NULL)
 * gets its number, -1 without a sweep. Elements of events are columns. */
NEURO_API neuro_error *neuro_result_record(const neuro_result *result, size_t index,
                                           neuro_record *record, int64_t *combination);
/* "net.neuro:7: delays …", or NULL if there is none of that number. */
NEURO_API const char *neuro_result_warning(const neuro_result *result, size_t index);

/* --- Units ------------------------------------------------------------------- */

/* The same quantity in another unit: 0.2, "nA", "pA" gives 200. Since 1.1. */
NEURO_API neuro_error *neuro_convert(double value, const char *unit, const char *wanted,
                                     double *result);

#ifdef __cplusplus
}
#endif
#endif /* NEURO_H */
