//===- Plan.h - What a compiled program tells the runtime -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The data half of the model ABI (kernels are the code half). Made once by the
// compiler from placed `spike` IR, read only afterwards, shared by simulations.
// Everything numeric is an Expr, so sizes and values may change without
// recompiling. Values are in coherent units; `unit` and `scale` say how to show
// them: shown = value / scale.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_ABI_PLAN_H
#define NEURO_RUNTIME_ABI_PLAN_H

#include "runtime/abi/Expr.h"
#include "runtime/abi/Kernel.h"

#include <memory>
#include <string>
#include <vector>

namespace neuro::rt {

struct UnitText {
  std::string text = "1";
  double scale = 1;
};

// --- Classes: one state layout and one set of kernels, many populations ----

enum class Scalar : uint8_t { F32, F64, I32, Bits };

enum class FieldRole : uint8_t {
  Parameter,  ///< value: default; populations may set it
  Derived,    ///< value: over parameters, dt; evaluated when parameters are bound
  Coefficient,///< entry of a propagator
  State,      ///< value: initial value
  Refractory, ///< I32 ticks left; 0 at start
  Previous,   ///< last tick's value of a `rising` condition, F32/F64 0 or 1
  Arrive,     ///< event port: sum of what arrives this tick; the kernel clears it
  Input,      ///< continuous port: sum of stimuli; runtime writes, kernel reads
  Event,      ///< Bits mask written by `update`
  Let,        ///< written by the `record` kernel on ticks that record it
};

struct FieldPlan {
  std::string name; ///< "V", "syn.I"
  FieldRole role;
  Scalar type = Scalar::F64;
  /// Array of one value an element, or one value an instance. State, Arrive,
  /// Event, Refractory, Previous, Let are always arrays.
  bool perElement = false;
  int slot = -1; ///< index into the kernel's `arrays` or `uniforms`
  UnitText unit;
  Expr value;
  Expr constraint; ///< of a parameter: must be non-zero; empty if none
  std::string constraintText;
};

/// exp(A h) of the augmented system [A B; 0 0], evaluated when parameters are
/// bound: x(t+h) = P x(t) + Q u with u constant over the tick. Row-major.
struct PropagatorPlan {
  std::string name;
  int states = 0, inputs = 0;
  std::vector<Expr> matrix;    ///< states*(states+inputs): rows of [A B], per ms
  std::vector<int> coefficients; ///< field indices, same order: rows of [P Q]
};

struct EventPlan {
  std::string name; ///< "spikes" first if the class spikes, then named events
  int maskField;
};

struct KernelPlan {
  enum Phase : uint8_t { Update, Record } phase = Update;
  std::string symbol;
};

struct ClassPlan {
  std::string name;
  std::vector<FieldPlan> fields;
  std::vector<PropagatorPlan> propagators;
  std::vector<EventPlan> events;
  std::vector<KernelPlan> kernels;
  int arraySlots = 0, uniformSlots = 0;
};

// --- Networks ---------------------------------------------------------------

struct ParameterPlan {
  std::string name;
  UnitText unit;
  Expr value; ///< default; may use earlier parameters
  bool isInteger = false;
};

struct InitPlan {
  int field;  ///< in the class
  Expr value; ///< per element; may draw
  bool draws = false;
};

enum class SourceKind : uint8_t { None, Poisson, SpikeTrain, Regular, Port };

struct PopulationPlan {
  std::string name;
  int classIndex = -1; ///< -1 for built-in sources
  SourceKind source = SourceKind::None;
  std::vector<Expr> shape;
  std::vector<InitPlan> inits;
  // Built-in sources.
  Expr rate;               ///< Poisson, per element, 1/ms
  Expr period, phase;      ///< Regular, ms
  std::vector<Expr> times; ///< SpikeTrain: the same for every element, ms
  std::string where;       ///< "file.neuro:12:3", for messages
};

/// A population, group, family or selection: elements in order.
struct ViewPlan {
  std::string name;
  struct Part {
    int population;
    Expr low, high, step; ///< empty: all; step empty: 1
  };
  std::vector<Part> parts;
  /// An indexed family named as a whole (`L` of L[0], L[1], …): measures of it
  /// give one value a member instead of one over all.
  bool family = false;
};

enum class Rule : uint8_t {
  All, OneToOne, Bernoulli, FixedIndegree, FixedOutdegree, FixedTotal,
  PairwisePoisson
};

struct ProjectionPlan {
  std::string name;   ///< label, or "E -> A.syn"
  int source, target; ///< views
  /// Per part of the source view: index into its class's `events` (0 for
  /// built-in sources); per part of the target view: the Arrive field.
  std::vector<int> sourceEvents, targetFields;
  Rule rule;
  Expr ruleArgument; ///< p, k, n or lambda; p may vary with the edge
  Expr where;        ///< empty: every pair
  bool autapses = true, multapses = true;
  Expr weight, delay;     ///< ms; per edge; delay includes `dendritic`
  bool weightDraws = false, delayDraws = false;
  UnitText weightUnit;
  std::string at;    ///< "file.neuro:12:3"
};

struct StimulusPlan {
  int view;
  std::vector<int> inputFields; ///< per part
  /// Waveform over Time (start of the tick) and IndexI; coherent units.
  Expr value;
  bool dependsOnElement = false;
  /// samples(file, dt): a table instead of `value`.
  std::string samplesFile;
  UnitText samplesUnit; ///< of the numbers in the file
  Expr samplesDt;
  /// noise(mean, sd, dt): a new normal value an element every `noiseDt`.
  Expr noiseMean, noiseSd, noiseDt;
};

struct ProbePlan {
  std::string name; ///< as written: "E.spikes", "E[0..10].V", "mean(E.V)"
  enum Kind : uint8_t { Events, Values, Function } kind;
  int view;
  std::vector<int> fields; ///< per part: event index (Events) or field (Values, Function)
  /// Function: mean, std, min, max, sum of `fields`, or rate, whose `fields` are
  /// event indices (events per element and time since the last sample).
  std::string function;
  Expr every;              ///< ms; empty: each tick
  Expr when;               ///< over Time; empty: always
  UnitText unit;
  bool needsRecordKernel = false; ///< records a `let`
};

struct NetworkPlan {
  std::string name;
  std::vector<ParameterPlan> parameters;
  std::vector<PopulationPlan> populations;
  std::vector<ViewPlan> views;
  std::vector<ProjectionPlan> projections;
  std::vector<StimulusPlan> stimuli;
  std::vector<ProbePlan> probes;
};

// --- Experiments --------------------------------------------------------------

/// A measure call in an experiment: rate(run.E), peak(N[0].V, from = …).
struct MeasurePlan {
  std::string function; ///< "rate"
  std::string phase;    ///< "run", or "" for all recorded time
  int view = -1;        ///< -1: none (real_time_factor())
  std::string variable; ///< "spikes", "V", an event name, or ""
  struct Arg {
    std::string name; ///< "from"
    Expr value;
  };
  std::vector<Arg> args;
  UnitText unit; ///< of the result
};

struct StatementPlan {
  enum Kind : uint8_t {
    Simulate, ///< value: duration; name: phase or ""
    Assign,   ///< view + variable, or `parameter`; value (may draw)
    Let,      ///< variable slot `index`
    For,      ///< variable slot `index`; values or range; body
    Sweep,    ///< axes, body; each combination starts from a fresh network
    Report,   ///< text, value, unit
    Expect,   ///< text, value (condition); `operands` are shown on failure
    Reset
  } kind;
  std::string text; ///< source text of the expression
  std::string name;
  std::string at;   ///< "file.neuro:12:3"
  Expr value;
  UnitText unit;
  int index = -1;
  int view = -1;
  std::string variable; ///< field or source setting assigned ("tau_m", "rate", "I")
  /// Iterated values: `values`, or low, high, step when `values` is empty.
  struct Axis {
    std::string name;
    int parameter = -1; ///< network parameter (Sweep)
    UnitText unit;
    std::vector<Expr> values;
    Expr low, high, step;
  };
  std::vector<Axis> axes;
  std::vector<StatementPlan> body;
  /// Expect: sub-expressions with their text, printed when it fails.
  struct Operand {
    std::string text;
    Expr value;
    UnitText unit;
  };
  std::vector<Operand> operands;
};

struct ExperimentPlan {
  std::string name;
  int network = -1;
  struct Override {
    int parameter;
    Expr value;
  };
  std::vector<Override> overrides; ///< `on Brunel(g = 5)`
  Expr dt;                         ///< ms; empty: 0.1
  Expr seed, threads;
  std::string precision; ///< "", "f32", "f64", "auto"
  std::string solver;
  std::vector<MeasurePlan> measures;
  std::vector<StatementPlan> statements;
  int variables = 0; ///< number of `let` and loop slots
};

struct ProgramPlan {
  uint32_t abiVersion = ABI_VERSION;
  std::string file;
  std::vector<ClassPlan> classes;
  std::vector<NetworkPlan> networks;
  std::vector<ExperimentPlan> experiments;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_ABI_PLAN_H
