//===- Passes.td - Passes from imported to solved
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_PASSES_TD
#define NEURO_PASSES_TD

include "mlir/Pass/PassBase.td"

class Neuro_Pass<string flag> : Pass<flag, "::mlir::ModuleOp"> {
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
                           "::neuro::nir::NeuroDialect"];
}

def NeuroInline : Neuro_Pass<"neuro-inline"> {
  let summary = "receptors, gates and lets into their neuron";
  let description = [{
    Every neuron comes to stand alone.

    A receptor used as `syn` gives the neuron its members under `"syn.name"`; its
    host variables are the neuron's own; arguments replace parameter defaults and
    may read the neuron's parameters. Its `on @arrive` becomes the neuron's event
    port `@syn`, other handlers `@"syn.name"`. Receptors may use receptors. The
    receptor models themselves go away.

    A gate becomes a state with an equation. The state's `gate` attribute says
    which of two shapes the equation has, so that a solver can read steady state
    and rate off its last operations: `"alpha_beta"` is
    `alpha - (alpha + beta)*m`, `"inf_tau"` is `(inf - m)/tau`. A gate without an
    initial value starts at its steady state.

    Reads of a `let` become its expression, once between two assignments of a
    body; the `neuro.let` itself stays, for recordings, and reads no other `let`.

    Errors: a receptor that uses itself, a host variable the neuron lacks, an
    argument no parameter has, two members of one name, lets or initial values in
    a circle, and models that would grow past one million operations.
  }];
}

def NeuroUnits : Neuro_Pass<"neuro-units"> {
  let summary = "quantities become f64 in coherent units";
  let description = [{
    The dimensions have done their work: every `!neuro.q` of the module becomes
    `f64`, a literal its value in the coherent unit of its dimension (correctly
    rounded), arithmetic `arith` and `math` without fast-math flags. Powers with a
    whole exponent up to 8 become multiplications; built-in functions that `math`
    lacks are composed of what it has.

    Declarations keep `unit` for reports and gain `scale`, the coherent value of
    one such unit; a declaration without a unit gets its coherent one. `neuro.on`
    says so about the events it takes, projections about their weights
    (`weight_unit`, `weight_scale`). Temperatures in degC are shown in kelvin.
  }];
}

def NeuroMergeReceptors : Neuro_Pass<"neuro-merge-receptors"> {
  let summary = "receptors of equal dynamics share their states";
  let description = [{
    The states `p.*` of one receptor of a neuron and `q.*` of another (or two states
    of its own) become the one sum p + k q, k = 1 or -1, where that is all anybody
    can see of them:

    - both follow the same linear equations without drive or noise, member by
      member, with coefficients over parameters that have the same values: names or
      numbers, of parameters that nobody sets;
    - whatever arrives is added, x += f(w), and both start at 0;
    - every other equation, condition, reset and `let` of the neuron is linear in
      them with coefficients that are equal but for k;
    - nothing else in the program mentions them (recordings, measures, assignments,
      initial values, `freeze`, synapses), nor do `hold`, `solve` and bounds.

    By superposition the sum follows the same equations, so the model is the same in
    real arithmetic; in floating point (x + y) P replaces x P + y P, which may differ
    in the last digit. Where both add what arrives alike, projections to `q` go to
    `p`'s port, and what arrives is one array. The states of `q` stay behind without
    an equation for `spike-dead-state` to remove.
  }];
  let statistics = [
    Statistic<"numMerged", "receptors-merged", "receptors merged into another">];
}

def NeuroConstantState : Neuro_Pass<"neuro-constant-state"> {
  let summary = "state of synapses that never changes becomes a parameter";
  let description = [{
    A state of a synapse that no equation, handler or bound names, that nothing else
    in the program mentions but the values projections give it, and that these give
    alike to all their synapses (no draw, index, position or column of a file; by
    numbers, where the experiment assigns anything)
    becomes a parameter: one number a projection, instead of one a synapse that is
    read, and written back, with every event.
  }];
  let statistics = [
    Statistic<"numConverted", "states-converted", "states that became parameters">];
}

def NeuroShareTraces : Neuro_Pass<"neuro-share-traces"> {
  let summary = "equal traces of a synapse are kept once";
  let description = [{
    Traces of one synapse that belong to the same end, count events alike (all, or
    the nearest) and have the same time constant, be it one parameter or two that
    nobody sets with equal defaults, always have the same value: readers of the
    second read the first, and the second goes away. Traces that anything outside
    the synapse mentions stay.
  }];
  let statistics = [
    Statistic<"numShared", "traces-shared", "traces that another one stands for">];
}

def NeuroClassify : Neuro_Pass<"neuro-classify"> {
  let summary = "chooses a solver for every state, with the reason";
  let description = [{
    Writes `solver` and `reason` on every `neuro.state`: the exact propagator for
    linear blocks with constant coefficients, exponential Euler for conditionally
    linear states, a linearly implicit step for voltages of coupled compartments
    (states marked `coupled`), RK4 for the rest, or what the model or experiment
    asks for. White noise must enter linearly (E0933).

    A `solve` statement of the model comes first, then the option, then the setting
    `solver` of the module's experiments. Asking for a method that does not apply
    (`exact` or `exponential_euler` where an equation is not linear enough) is an
    error that names the term.
  }];
  let options = [
    Option<"solver", "solver", "std::string", /*default=*/"\"\"",
           "auto, exact, exponential_euler, rosenbrock, rk4, rk45, heun or euler for all states; "
           "without it the experiments' setting">];
}

def NeuroSolve : Neuro_Pass<"neuro-solve"> {
  let summary = "differential equations to a straight-line update";
  let description = [{
    Leaves models without `neuro.ddt`, `neuro.on`, `neuro.spike` and `neuro.event`:
    one `neuro.update` in the order of the language reference, and propagators.
    The code is straight-line; only the adaptive `rk45` has a loop.

    FLOW. Exact states: x+ = P x + Q u with `neuro.coefficient`s of a
    `neuro.propagator`, one per set of coupled states (two if some of them are held
    and others are not). Exponential Euler: symmetric splitting, of second order.
    RK4 and RK45 (Dormand-Prince, steps adapted within the tick): all their states
    at once, states these depend on flowing along inside the stages; a stage sees a
    state no higher than the spike threshold that resets it.
    White noise is added exactly in linear blocks, elsewhere by Euler-Maruyama or,
    where its factor reads the state, the derivative-free Milstein scheme.
    ARRIVE. Handlers run once with the sum of what arrives; where that cannot mean
    what running them for each event does, E0931. Held states take nothing.
    DETECT, RESET. All conditions, then all bodies, the spike's first; then bounds.
    EVERY. Each periodic update becomes a `neuro.handler "every"`.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect", "::neuro::nir::NeuroDialect"];
}

def NeuroHoist : Neuro_Pass<"neuro-hoist"> {
  let summary = "what only parameters decide is computed once";
  let description = [{
    Moves each largest expression of an update that reads nothing but parameters,
    `dt` and derived values into a `neuro.derived`, equal expressions into the
    same one. Nothing that reads a state, the time, an input, an arrival, a
    coefficient or a draw moves.

    A division by such a value becomes a multiplication by its reciprocal, which
    is derived too: it differs from the division by at most one rounding (one ulp),
    far below any solver's error, and is many times faster. `reciprocal=false`
    keeps divisions, to the bit.
  }];
  let options = [
    Option<"reciprocal", "reciprocal", "bool", /*default=*/"true",
           "replace division by a bind-time value by multiplication by its reciprocal">];
  let statistics = [
    Statistic<"numDerived", "derived", "derived values created">,
    Statistic<"numReciprocals", "reciprocals", "divisions that became multiplications">];
}

def NeuroMerge : Neuro_Pass<"neuro-merge"> {
  let summary = "one model per class of elements";
  let description = [{
    A class is a model together with the set of its parameters that vary from
    element to element: those some `neuro.init` draws or computes from the element,
    or an experiment assigns so. The parameters, the derived values and the
    propagators that depend on them are marked `element`. Every class is one model:
    the first keeps the model's name, further ones are copies named `"LIF#1"`, and
    so on; populations refer to their class. Models that differ in nothing but their
    name become one first, and models without a population go away, unless the
    module has no population at all.
  }];
  let statistics = [
    Statistic<"numMerged", "merged", "models that were equal to another">,
    Statistic<"numCloned", "cloned", "copies made for other per-element parameters">];
}

def NeuroVerifyN0 : Neuro_Pass<"neuro-verify-n0"> {
  let summary = "contract N0: imported";
  let description = [{
    Every operation has a source range; names resolve; every state has exactly one
    equation, or none and something that sets it.
  }];
}

def NeuroVerifyN1 : Neuro_Pass<"neuro-verify-n1"> {
  let summary = "contract N1: unit-free";
  let description = [{
    No quantity type and no arithmetic on quantities is left anywhere; every unit
    has its scale.
  }];
}

def NeuroVerifyN2 : Neuro_Pass<"neuro-verify-n2"> {
  let summary = "contract N2: solved";
  let description = [{
    No equation, gate, handler, spike or event statement is left: each neuron has
    one straight-line update that reads and writes only what exists, and each
    state that had an equation says its solver and the reason.
  }];
}

#endif // NEURO_PASSES_TD
