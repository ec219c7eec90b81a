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

/// U8 and U16: unsigned counters. Bits: eight elements a byte.
enum class Scalar : uint8_t { F32, F64, I32, U8, U16, Bits };

enum class FieldRole : uint8_t {
  Parameter,  ///< value: default; populations may set it
  Derived,    ///< value: over parameters, dt; evaluated when parameters are bound
  Coefficient,///< entry of a propagator
  State,      ///< value: initial value
  Refractory, ///< I32, U16 or U8 ticks left; 0 at start
  Previous,   ///< last tick's value of a `rising` condition, F32/F64 0 or 1
  Arrive,     ///< event port: sum of what arrives this tick; the kernel clears it
  Input,      ///< continuous port: sum of stimuli; runtime writes, kernel reads
  Event,      ///< Bits mask written by `update`
  Let,        ///< written by the `record` kernel on ticks that record it
  Draw,       ///< a fresh random number every tick (or every run of an edge
              ///< kernel), written by the runtime: see FieldPlan::distribution
  // Of edge classes only (ClassPlan::edge).
  Elapsed,    ///< ticks since the edge was last touched; 0 if in this tick
  Trace,      ///< a trace of an end as it was after that end's last event seen
              ///< before this tick; the kernel lets it decay by its Age
  Age,        ///< ticks since the event that `Trace`s of the same end speak of
  End,        ///< a field of the edge's source, target or referred element
  Value,      ///< argument of the port event that is being handled
  Emit,       ///< written by kernels: what an `emit` or `signal` delivers
  Ref,        ///< index of the element a `ref` refers to, in its view
};

/// Which end of an edge a Trace, Age or End field belongs to.
enum class EdgeEnd : uint8_t { None, Pre, Post, Ref };

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
  /// Derived: values are within 0 and this, or kernels that count have no room for
  /// them; 0: any value.
  int64_t limit = 0;
  /// Numbers the draws of its values, which thus do not depend on which other
  /// fields a pass removed; -1: its position.
  int key = -1;
  /// Arrive: position of the State that events are added to, after `update` of
  /// their tick; -1: they are summed here before, and the kernel does the rest.
  int into = -1;
  int drawKey(int position) const { return key >= 0 ? key : position; }
  // Edge classes.
  EdgeEnd end = EdgeEnd::None; ///< Trace, Age, End
  int ref = -1;                ///< End of a Ref, Ref: index into ClassPlan::refs
  std::string of;              ///< End: the field's name in the class of that end
  bool nearest = false;        ///< Trace: set to 1 by an event, instead of + 1
  Expr tau;                    ///< Trace: time constant, ms; over uniform fields
  /// Draw: "uniform" in [0, 1) or "normal" of mean 0 and variance 1. Keyed by
  /// (seed, object, element or edge, tick, `stream`).
  std::string distribution;
  int stream = 0;
};

/// exp(A h) of the augmented system [A B; 0 0], evaluated when parameters are
/// bound: x(t+h) = P x(t) + Q u with u constant over the tick. Row-major.
/// With white noise, x' = A x + B u + G xi: the tick adds L z with z of independent
/// standard normals and L L^T the covariance that the noise builds up in a tick.
struct PropagatorPlan {
  std::string name;
  int states = 0, inputs = 0;
  int noises = 0; ///< columns of G
  /// states*(states+inputs+noises): rows of [A B G]; A, B per ms, G per sqrt(ms)
  std::vector<Expr> matrix;
  /// Field indices, rows of [P Q] (without columns for the noises); -1 for an
  /// entry that nobody reads.
  std::vector<int> coefficients;
  /// Field indices of L's lower triangle, row by row; empty without noise.
  std::vector<int> noiseCoefficients;
};

struct EventPlan {
  std::string name; ///< "spikes" first if the class spikes, then named events
  int maskField;
};

/// Kernels of edge classes work on blocks of edges whose fields the runtime has
/// gathered into arrays; afterwards it scatters State and delivers Emit fields.
/// Each begins by completing the edge's earlier ticks if Elapsed > 0: bounds of
/// the tick it was last touched in, then the flow of its own equations.
struct KernelPlan {
  enum Phase : uint8_t {
    Update, ///< neurons: FLOW, ARRIVE, DETECT, RESET
    Record, ///< lets that are recorded
    Every,  ///< neurons and edges: EVERY, each `period`, after LEARN
    /// Edges, before ARRIVE of the tick the source's event reaches them in:
    /// computes what `on pre` emits. Where a class has no Pre kernel it also does
    /// the rest of `on pre`; where it has one, Emit changes no state.
    Emit,
    Pre,     ///< LEARN: `on pre`
    Post,    ///< LEARN: `on post`
    Port,    ///< LEARN: the handler of ports[index]
    Step,    ///< each tick before Emit, all edges: equations that cannot wait
    Advance, ///< only completes earlier ticks: before a look from outside
    Signal   ///< continuous edges, before FLOW: writes the one Emit field
  } phase = Update;
  std::string symbol;
  int index = -1; ///< Port: of ClassPlan::ports
  bool usesTime = false; ///< reads `t`
  double cost = 1;       ///< nanoseconds an element, about, on one thread
  /// Arithmetic on reals an element, about; a function such as exp counts as 16.
  double operations = 0;
  bool measuresElapsed = true; ///< asks more of `elapsed` than whether it is 0
  Expr period;    ///< Every, ms
  /// Field indices the kernel loads and stores, so that the runtime gathers no
  /// others; both empty: all.
  std::vector<int> reads, writes;
  uint64_t fingerprint = 0; ///< of the code: equal only if it computes the same
};

/// What happens to an Emit field's value after a kernel wrote it.
struct EmitPlan {
  int field = -1;
  KernelPlan::Phase phase = KernelPlan::Emit; ///< of the kernel that writes it
  int port = -1;      ///< phase Port: whose
  int ref = -1;       ///< receiver: refs[ref], or -1: the edge's own target
  std::string to;     ///< ref: Arrive field there ("glu")
  /// ms, per edge; empty: none. To the target a pre event's emission is due at
  /// arrival + dendritic + after; anything else one tick after the handler at
  /// the earliest.
  Expr after;
};

struct RefPlan {
  std::string name;
  std::string className; ///< of the populations it may refer to
};

enum class Tie : uint8_t { Ignore, PreFirst, PostFirst };

struct ClassPlan {
  std::string name;
  std::vector<FieldPlan> fields;
  std::vector<PropagatorPlan> propagators;
  std::vector<EventPlan> events;
  std::vector<KernelPlan> kernels;
  int arraySlots = 0, uniformSlots = 0;
  /// `precision = auto` chose f32 for what keeps it at ticks of this many ms or more.
  double smallestStep = 0;
  // Edge classes.
  bool edge = false;
  Tie tie = Tie::Ignore;
  std::vector<EmitPlan> emits;
  std::vector<std::string> ports; ///< names of `on NAME(x)` handlers
  std::vector<RefPlan> refs;
  /// Symbols of RowKernel.h's kernels; empty: the class has none.
  std::string catchUpKernel, rowKernel;
  std::string targetsKernel, seenRowKernel; ///< empty: nothing depends on targets alone
  int targetValues = 0; ///< that the targets kernel computes
  bool wideTargets = false; ///< the first of them is f64: see RowTarget
};

// --- Networks ---------------------------------------------------------------

struct ParameterPlan {
  std::string name;
  UnitText unit;
  Expr value; ///< default; may use earlier parameters
  bool isInteger = false;
  Expr constraint; ///< over all parameters: must be non-zero; empty if none
  std::string constraintText;
};

struct InitPlan {
  int field;  ///< in the class
  Expr value; ///< per element; may draw
  bool draws = false;
};

enum class SourceKind : uint8_t {
  None, Poisson, SpikeTrain, Regular, Port,
  /// Events of `file`, read before the simulation starts, and those that a
  /// presented sample brings (SpikeFile, EventFile, EventCamera).
  SpikeFile
};

/// Where elements stand, coherent lengths (um). None: no positions.
struct LayoutPlan {
  enum Kind : uint8_t { None, Grid, Box, Ring, File } kind = None;
  /// Grid: nx, ny, nz, pitch; elements in the middle of cells, the last axis
  /// fastest. Box: lx, ly, lz (uniform positions). Ring: radius. File: unit of
  /// its numbers.
  std::vector<Expr> arguments;
  std::string file; ///< File: rows of x y (z)
};

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
  std::string file;        ///< SpikeFile; empty: only what is presented
  Expr pause;              ///< SpikeFile: between recordings, ms
  LayoutPlan layout;
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
  PairwisePoisson,
  Nearest,  ///< each target from its k nearest sources
  Conv2d, Sumpool, Toeplitz,
  File      ///< pairs (and weights, delays) read from RulePlan::file
};

/// What a rule needs besides its argument.
struct RulePlan {
  std::vector<std::pair<std::string, std::vector<Expr>>> arguments; ///< named lists
  std::string text;  ///< named text argument, such as conv2d's pad
  std::string file;  ///< File
  bool procedural = false; ///< edges are generated again instead of stored
};

/// A synapse with state, handlers or a continuous effect.
struct EdgePlan {
  int classIndex = -1; ///< -1: a static synapse (weight and delay only)
  /// Initial values of State, values of Parameter fields that are not defaults.
  /// With an edge class the weight is a field like any other and
  /// ProjectionPlan::weight is empty.
  std::vector<InitPlan> inits;
  Expr dendritic, backprop; ///< ms, per edge; empty: 0. (`delay` is axonal alone)
  bool dendriticDraws = false, backpropDraws = false;
  struct Ref {
    int view = -1;
    Expr index; ///< element in the view; empty: the nearest to the target
  };
  std::vector<Ref> refs; ///< as ClassPlan::refs
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
  RulePlan details;
  EdgePlan edge;
  /// A continuous projection: targetFields are Input fields, the edge class has a
  /// Signal kernel. `delay` may be empty (no delay).
  bool continuous = false;
  /// Continuous as well, but of edges with state: EdgePlan is as for those that
  /// events reach, and the class's Signal kernel is one of several.
  bool signal = false;
  /// The same pairs as that projection with the ends exchanged (gap junctions).
  int mirrorOf = -1;
  /// The target is not a view but the edges of that projection: events reach
  /// ports[edgePort] of all its edges for which `where` holds.
  int edgesOf = -1, edgePort = -1;
};

/// normalize L.w per post to X every t.
struct NormalizePlan {
  int projection = -1, field = -1;
  bool perPost = true;
  Expr total, every;
  std::string at;
};

/// structural L { prune when … every …; grow … }. Expressions read the edge
/// class's fields (Op::Field) besides the leaves of edges.
struct StructuralPlan {
  int projection = -1;
  Expr pruneWhen, pruneEvery; ///< empty: never
  Rule growRule = Rule::Bernoulli;
  RulePlan growDetails;
  Expr growArgument, growWhere, growEvery; ///< growEvery empty: never
  std::vector<InitPlan> growInits;
  Expr growDelay;
  std::string at;
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
  enum Kind : uint8_t {
    Events, Values, Function,
    Edges ///< `fields[0]` of all edges of `projection`
  } kind;
  int view;
  int projection = -1;
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
  std::vector<NormalizePlan> normalizations;
  std::vector<StructuralPlan> structurals;
};

// --- Experiments --------------------------------------------------------------

/// A measure call in an experiment: rate(run.E), peak(N[0].V, from = …), or a
/// function of whole arrays: index, slice, list, product, sum, dot, …
struct MeasurePlan {
  std::string function; ///< "rate"
  std::string phase;    ///< "run", or "" for all recorded time
  int view = -1;        ///< -1: none (real_time_factor())
  std::string variable; ///< "spikes", "V", an event name, or ""
  struct Arg {
    std::string name; ///< "from"
    Expr value;       ///< may have several values
  };
  std::vector<Arg> args;
  UnitText unit; ///< of the result
  int projection = -1;   ///< `variable` of the edges of that projection
  int data = -1;         ///< `variable` of that data set (function "field")
  int withView = -1;     ///< what it is compared to: correlation(A, with = B)
  std::string withVariable;
  std::string at;        ///< "file.neuro:12:3"
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
    Reset,
    Present,  ///< samples of data set `index`: body, then `value` ms; then `gap` ms
    Freeze,   ///< view (or projection `index`) + variable
    Checkpoint, ///< file `text`; now, or each `value` ms of simulated time
    Restore   ///< file `text`
  } kind;
  std::string text; ///< source text of the expression
  std::string name;
  std::string at;   ///< "file.neuro:12:3"
  Expr value;
  UnitText unit;
  int index = -1;
  int projection = -1; ///< Assign: `variable` of the edges of that projection
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
  Expr gap;       ///< Present, ms; empty: none
  Expr low, high; ///< Present: samples low..high; empty: all
  /// Expect: sub-expressions with their text, printed when it fails.
  struct Operand {
    std::string text;
    Expr value;
    UnitText unit;
  };
  std::vector<Operand> operands;
};

/// data NAME = idx("images", "labels"), and its like.
struct DataPlan {
  std::string name;
  std::string reader; ///< "idx", "npz", "csv", "events"
  /// "images", "labels", "file" to what the program says.
  std::vector<std::pair<std::string, std::string>> arguments;
  std::string at;
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
  /// The seed as written, when it is a whole number that f64 may not hold.
  bool hasWholeSeed = false;
  uint64_t wholeSeed = 0;
  std::string precision; ///< "", "f32", "f64", "auto"
  std::string solver;
  std::vector<MeasurePlan> measures;
  std::vector<DataPlan> data;
  std::vector<StatementPlan> statements;
  int variables = 0; ///< number of `let` and loop slots
};

struct ProgramPlan {
  uint32_t abiVersion = ABI_VERSION;
  std::string file;
  std::vector<ClassPlan> classes;
  std::vector<NetworkPlan> networks;
  std::vector<ExperimentPlan> experiments;
  /// A host said what it looks at: other states may be gone.
  bool limited = false;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_ABI_PLAN_H
