//===- NeuroExperimentOps.td - Experiments: the host script around a network
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_EXPERIMENT_OPS_TD
#define NEURO_EXPERIMENT_OPS_TD

include "dialects/neuro/ir/NeuroTypes.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

/// A statement of an experiment or of a loop in it.
class Neuro_Statement<string mnemonic, list<Trait> traits = []>
    : Neuro_Op<mnemonic, !listconcat([SingleBlock, NoTerminator,
        ParentOneOf<["::neuro::nir::ExperimentOp", "::neuro::nir::ForOp",
                     "::neuro::nir::SweepOp", "::neuro::nir::PresentOp"]>], traits)> {
  let hasVerifier = 1;
}

def Neuro_ExperimentOp : Neuro_Op<"experiment", [IsolatedFromAbove, SingleBlock, NoTerminator,
                                  HasParent<"::mlir::ModuleOp">,
                                  DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "what is done with a network, in order";
  let description = [{
    A host script: settings, simulations, assignments, measures. Its name may be
    that of a model or network too: nothing refers to it. `neuro.get @g` in
    its expressions reads a parameter of the network. No lowering touches it; the
    runtime's plan is made from it as it stands.

    Values of an experiment are arrays whose extents only the run knows (data,
    patterns, measures of families). In the IR such a value has the type of one of
    its elements: `neuro.read` and `neuro.measure` may stand for many values, and
    all other operations act element by element, single values being used for
    every element. Whatever looks at an array as a whole is a `neuro.measure`.

    Example:

    ```mlir
    neuro.experiment @main on @Brunel {
      neuro.simulate {
        %t = neuro.constant 500.0 "ms" : !neuro.q<"ms">
        neuro.yield %t : !neuro.q<"ms">
      } as "run"
    }
    ```
  }];
  let arguments = (ins StrAttr:$label, FlatSymbolRefAttr:$network);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "custom<ExperimentName>($label) `on` $network attr-dict-with-keyword $body";
  let extraClassDeclaration = [{
    /// Its name, written like a symbol but not one: MLIR takes every attribute
    /// `sym_name` for a symbol, which would have to be unique in the module.
    ::llvm::StringRef getSymName() { return getLabel(); }
    template <typename T> auto getItems() { return getBody().getOps<T>(); }
    ::mlir::Block &getBodyBlock() { return getBody().front(); }
  }];
}

def Neuro_NetArgOp : Neuro_Statement<"netarg", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "an argument of the experiment's network";
  let description = [{
    Replaces the default of a network parameter: `on Brunel(g = 5)`.

    Example:

    ```mlir
    neuro.netarg @g {
      %0 = neuro.constant 5.0 "1" : !neuro.q<"1">
      neuro.yield %0 : !neuro.q<"1">
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$param);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$param $value attr-dict";
}

def Neuro_SettingOp : Neuro_Statement<"setting"> {
  let summary = "a setting of the simulation";
  let description = [{
    `dt seed threads batch` have a value; `precision target solver` a word.

    Example:

    ```mlir
    neuro.setting "precision" text "f64"
    ```
  }];
  let arguments = (ins StrAttr:$setting, OptionalAttr<StrAttr>:$text);
  let regions = (region MaxSizedRegion<1>:$value);
  let assemblyFormat = "$setting (`text` $text^)? ($value^)? attr-dict";
}

def Neuro_SimulateOp : Neuro_Statement<"simulate"> {
  let summary = "simulates for a time";
  let description = [{
    Advances the network by a duration. A phase name (`as`) lets measures look at
    just this stretch.

    Example:

    ```mlir
    neuro.simulate {
      %t = neuro.constant 1.0 "s" : !neuro.q<"ms">
      neuro.yield %t : !neuro.q<"ms">
    } as "run"
    ```
  }];
  let arguments = (ins OptionalAttr<StrAttr>:$phase);
  let regions = (region SizedRegion<1>:$duration);
  let assemblyFormat = "$duration (`as` $phase^)? attr-dict";
}

def Neuro_AssignOp : Neuro_Statement<"assign", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "assigns a parameter, input or state between simulations";
  let description = [{
    Every element of the view gets the value; a drawn value is drawn per element.
    `per_element`: the value is an array with one entry an element.

    Example:

    ```mlir
    neuro.assign @X "rate" {
      %0 = neuro.constant 9.0 "kHz" : !neuro.q<"1/ms">
      neuro.yield %0 : !neuro.q<"1/ms">
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$view, StrAttr:$field, UnitAttr:$draws,
                       UnitAttr:$per_element);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$view $field $value attr-dict";
}

def Neuro_AssignParamOp : Neuro_Statement<"assign_param",
                                          [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "assigns a network parameter between simulations";
  let description = [{
    What depends on the parameter and can still change (rates, waveforms,
    parameters of elements) follows.

    Example:

    ```mlir
    neuro.assign_param @g {
      %0 = neuro.constant 6.0 "1" : !neuro.q<"1">
      neuro.yield %0 : !neuro.q<"1">
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$param);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$param $value attr-dict";
}

def Neuro_VariableOp : Neuro_Statement<"variable"> {
  let summary = "a `let` of an experiment";
  let description = [{
    Evaluates an expression, measures included, and keeps its value in a slot.

    Example:

    ```mlir
    neuro.variable "x" slot 0 {
      %0 = neuro.constant 1.0 "1" : !neuro.q<"1">
      neuro.yield %0 : !neuro.q<"1">
    }
    ```
  }];
  let arguments = (ins StrAttr:$variable, I64Attr:$slot, OptionalAttr<StrAttr>:$unit);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$variable `slot` $slot (`unit` $unit^)? $value attr-dict";
}

def Neuro_ReadOp : Neuro_Op<"read", [MemoryEffects<[MemRead]>]> {
  let summary = "the value of an experiment's `let` or loop variable";
  let description = [{
    Reads the slot that an earlier `neuro.variable` or an enclosing `neuro.for`
    writes.

    Example:

    ```mlir
    %x = neuro.read "x" slot 0 : !neuro.q<"1">
    ```
  }];
  let arguments = (ins StrAttr:$variable, I64Attr:$slot);
  let results = (outs Neuro_Value:$result);
  let assemblyFormat = "$variable `slot` $slot attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def Neuro_ForOp : Neuro_Statement<"for"> {
  let summary = "repeats statements for each value of a variable";
  let description = [{
    Values are those of a half-open range (low, high, and optionally step) or a
    list. The network goes on from one pass to the next.

    Example:

    ```mlir
    neuro.for "k" slot 0 range {
      %a = neuro.constant 0.0 "1" : !neuro.q<"1">
      %b = neuro.constant 3.0 "1" : !neuro.q<"1">
      neuro.yield %a, %b : !neuro.q<"1">, !neuro.q<"1">
    } do {
      neuro.reset
    }
    ```
  }];
  let arguments = (ins StrAttr:$variable, I64Attr:$slot);
  let regions = (region MaxSizedRegion<1>:$range, MaxSizedRegion<1>:$values,
                        SizedRegion<1>:$body);
  let assemblyFormat = [{
    $variable `slot` $slot (`range` $range^)? (`values` $values^)? `do` $body attr-dict
  }];
}

def Neuro_SweepOp : Neuro_Statement<"sweep"> {
  let summary = "repeats statements for all combinations of parameter values";
  let description = [{
    Every combination of the axes' values, the last axis fastest, starts from a
    fresh network.

    Example:

    ```mlir
    neuro.sweep axes {
      neuro.axis @g values {
        %a = neuro.constant 3.0 "1" : !neuro.q<"1">
        %b = neuro.constant 4.0 "1" : !neuro.q<"1">
        neuro.yield %a, %b : !neuro.q<"1">, !neuro.q<"1">
      }
    } do {
      neuro.reset
    }
    ```
  }];
  let regions = (region SizedRegion<1>:$axes, SizedRegion<1>:$body);
  let assemblyFormat = "`axes` $axes `do` $body attr-dict";
}

def Neuro_AxisOp : Neuro_Op<"axis", [SingleBlock, NoTerminator, HasParent<"::neuro::nir::SweepOp">,
                                     DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "one parameter of a sweep and its values";
  let description = [{
    A network parameter takes the values of a half-open range (low, high, and
    optionally step) or a list.

    Example: see `neuro.sweep`.
  }];
  let arguments = (ins FlatSymbolRefAttr:$param, OptionalAttr<StrAttr>:$unit);
  let regions = (region MaxSizedRegion<1>:$range, MaxSizedRegion<1>:$values);
  let assemblyFormat = "$param (`unit` $unit^)? (`range` $range^)? (`values` $values^)? attr-dict";
  let hasVerifier = 1;
}

def Neuro_MeasureOp : Neuro_Op<"measure", [MemoryEffects<[MemRead]>,
                                           DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "a number computed from what was recorded";
  let description = [{
    A measure of the language reference (`rate cv_isi synchrony count mean std peak
    …`) of a view's events or values, over one phase or all recorded time. Extra
    arguments are named; a measure of nothing (`real_time_factor`) has no view.
    `with` names what it is compared to (`correlation`), `edges` a projection whose
    edges' `what` is measured, `data` the data set of `field` (`what` is then
    "image" or "label"). `sample` reads a field of the sample being presented.

    Functions of whole arrays are measures of their arguments alone: `index`
    (`of`, `at`), `slice` (`of`, `from`, `until`), `list`, `product` (of matrices),
    `sum`, `dot`, `random_patterns`, `partial`, `latency`, `accuracy` and others.

    Example:

    ```mlir
    %r = neuro.measure "rate" of @E what "spikes" phase "run" : !neuro.q<"1/ms">
    ```
  }];
  let arguments = (ins StrAttr:$function, OptionalAttr<FlatSymbolRefAttr>:$view,
                       OptionalAttr<StrAttr>:$what, OptionalAttr<StrAttr>:$target_function,
                       OptionalAttr<StrAttr>:$phase,
                       OptionalAttr<FlatSymbolRefAttr>:$edges, OptionalAttr<StrAttr>:$data,
                       OptionalAttr<FlatSymbolRefAttr>:$with_view,
                       OptionalAttr<StrAttr>:$with_what,
                       OptionalAttr<StrArrayAttr>:$arg_names, Variadic<Neuro_Real>:$args);
  let results = (outs Neuro_Real:$result);
  let assemblyFormat = [{
    $function (`of` $view^)? (`edges` $edges^)? (`data` $data^)? (`what` $what^)?
    (`function` $target_function^)? (`phase` $phase^)? (`with` $with_view^ $with_what)?
    (`args` $arg_names^ `(` $args `:` type($args) `)`)? attr-dict `:` type($result)
  }];
  let hasVerifier = 1;
}

def Neuro_ReportOp : Neuro_Statement<"report"> {
  let summary = "prints a value";
  let description = [{
    The text is the expression as written, `unit` the unit its value is shown in.

    Example:

    ```mlir
    neuro.report "rate(run.E)" {
      %r = neuro.measure "rate" of @E what "spikes" phase "run" : !neuro.q<"1/ms">
      neuro.yield %r : !neuro.q<"1/ms">
    } unit "Hz"
    ```
  }];
  let arguments = (ins StrAttr:$text, OptionalAttr<StrAttr>:$unit);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$text $value (`unit` $unit^)? attr-dict";
}

def Neuro_ExpectOp : Neuro_Statement<"expect"> {
  let summary = "an assertion on results";
  let description = [{
    A run in which the condition does not hold fails, and prints the operands with
    their source text.

    Example:

    ```mlir
    neuro.expect "rate(E) > 1 Hz" {
      %r = neuro.measure "rate" of @E what "spikes" : !neuro.q<"1/ms">
      %1 = neuro.constant 1.0 "Hz" : !neuro.q<"1/ms">
      %c = neuro.cmp "gt" %r, %1 : !neuro.q<"1/ms">
      neuro.yield %c : i1
    } operands {
      neuro.operand "rate(E)" {
        %r = neuro.measure "rate" of @E what "spikes" : !neuro.q<"1/ms">
        neuro.yield %r : !neuro.q<"1/ms">
      } unit "Hz"
    }
    ```
  }];
  let arguments = (ins StrAttr:$text);
  let regions = (region SizedRegion<1>:$condition, MaxSizedRegion<1>:$parts);
  let assemblyFormat = "$text $condition (`operands` $parts^)? attr-dict";
}

def Neuro_OperandOp : Neuro_Op<"operand", [SingleBlock, NoTerminator,
                                           HasParent<"::neuro::nir::ExpectOp">]> {
  let summary = "a part of an assertion, shown when it fails";
  let description = [{
    The text is the sub-expression as written.

    Example: see `neuro.expect`.
  }];
  let arguments = (ins StrAttr:$text, OptionalAttr<StrAttr>:$unit);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$text $value (`unit` $unit^)? attr-dict";
  let hasVerifier = 1;
}

def Neuro_CheckpointOp : Neuro_Op<"checkpoint"> {
  let summary = "writes the simulation to a file";
  let description = [{
    Now, or, with `every`, each time that much time has been simulated.

    Example: `neuro.checkpoint "state.nck"`
  }];
  let arguments = (ins StrAttr:$file);
  let regions = (region MaxSizedRegion<1>:$every);
  let assemblyFormat = "$file (`every` $every^)? attr-dict";
}

def Neuro_RestoreOp : Neuro_Op<"restore"> {
  let summary = "goes on from where a checkpoint was written";
  let description = "Example: `neuro.restore \"state.nck\"`";
  let arguments = (ins StrAttr:$file);
  let assemblyFormat = "$file attr-dict";
}

def Neuro_ResetOp : Neuro_Op<"reset"> {
  let summary = "back to the initial state";
  let description = [{
    States take their initial values, queues are emptied, time is 0 again;
    connectivity and drawn values stay.

    Example:

    ```mlir
    neuro.reset
    ```
  }];
  let assemblyFormat = "attr-dict";
}

def Neuro_DataOp : Neuro_Op<"data"> {
  let summary = "a data set read before it is presented";
  let description = [{
    `reader` is `idx`, `npz`, `csv` or `events`; `arguments` are its arguments by
    name, all texts. Statements after it refer to it by name.

    Example:

    ```mlir
    neuro.data "training" reader "idx" {images = "train-images", labels = "train-labels"}
    ```
  }];
  let arguments = (ins StrAttr:$data, StrAttr:$reader, DictionaryAttr:$arguments);
  let assemblyFormat = "$data `reader` $reader $arguments attr-dict";
}

def Neuro_PresentOp : Neuro_Statement<"present"> {
  let summary = "presents the samples of a data set one after the other";
  let description = [{
    For each sample, in order: the statements of the body, which may read it
    (`neuro.measure "sample"`), then a simulation of `duration`; then, with a
    `gap`, what the body assigned is put back and `gap` is simulated. `range`
    yields the first sample and the one after the last.

    Example:

    ```mlir
    neuro.present "training" for {
      %t = neuro.constant 350.0 "ms" : !neuro.q<"ms">
      neuro.yield %t : !neuro.q<"ms">
    } do {
      neuro.assign @X "rate" {
        %x = neuro.measure "sample" what "image" : !neuro.q<"1">
        %r = neuro.constant 63.75 "Hz" : !neuro.q<"1/ms">
        %0 = neuro.mul %x, %r : !neuro.q<"1">, !neuro.q<"1/ms"> -> !neuro.q<"1/ms">
        neuro.yield %0 : !neuro.q<"1/ms">
      } {per_element}
    }
    ```
  }];
  let arguments = (ins StrAttr:$data);
  let regions = (region MaxSizedRegion<1>:$range, SizedRegion<1>:$duration,
                        MaxSizedRegion<1>:$gap, SizedRegion<1>:$body);
  let assemblyFormat = [{
    $data (`range` $range^)? `for` $duration (`gap` $gap^)? `do` $body attr-dict
  }];
}

def Neuro_FreezeOp : Neuro_Op<"freeze", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "keeps a state as it is from now on";
  let description = [{
    A state of a view's elements, or of the edges of a projection, does not change
    any more; what reads it sees the value it had.

    Example:

    ```mlir
    neuro.freeze @E "th"
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$target, StrAttr:$field);
  let assemblyFormat = "$target $field attr-dict";
}

#endif // NEURO_EXPERIMENT_OPS_TD
