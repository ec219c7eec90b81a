//===- NeuroNetworkOps.td - Networks: populations, projections, stimuli, recordings
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_NETWORK_OPS_TD
#define NEURO_NETWORK_OPS_TD

include "dialects/neuro/ir/NeuroTypes.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Neuro_NetworkItem<string mnemonic, list<Trait> traits = []>
    : Neuro_Op<mnemonic, !listconcat([SingleBlock, NoTerminator,
                                      HasParent<"::neuro::nir::NetworkOp">], traits)> {
  let hasVerifier = 1;
}

def Neuro_NetworkOp : Neuro_Op<"network", [Symbol, SymbolTable, IsolatedFromAbove, SingleBlock,
                                           NoTerminator, HasParent<"::mlir::ModuleOp">]> {
  let summary = "populations and how they are connected";
  let description = [{
    What exists and what is connected to what, for every choice of the network's
    parameters. Sizes, weights and rules are expressions over those parameters,
    evaluated when the network is built.

    Example:

    ```mlir
    neuro.network @One {
      neuro.population @X source "Poisson" shape {
        %n = neuro.constant 1.0 "1" : !neuro.q<"1">
        neuro.yield %n : !neuro.q<"1">
      } {
      }
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sym_name attr-dict-with-keyword $body";
  let extraClassDeclaration = [{
    /// The item of that name, or null.
    ::mlir::Operation *lookup(::llvm::StringRef name);
    template <typename T> T lookup(::llvm::StringRef name) {
      return ::llvm::dyn_cast_or_null<T>(lookup(name));
    }
    template <typename T> auto getItems() { return getBody().getOps<T>(); }
    ::mlir::Block &getBodyBlock() { return getBody().front(); }
    /// The populations a population or view consists of, in order, with repeats.
    ::std::vector<PopulationOp> populationsOf(::llvm::StringRef view);
  }];
}

def Neuro_NetParamOp : Neuro_NetworkItem<"netparam", [Symbol]> {
  let summary = "a parameter of a network";
  let description = [{
    A number the experiment, a sweep or the command line may set. Its default may
    use earlier parameters. `integer` says that only whole numbers make sense.

    Example:

    ```mlir
    neuro.netparam @g : !neuro.q<"1"> unit "1" default {
      %0 = neuro.constant 5.0 "1" : !neuro.q<"1">
      neuro.yield %0 : !neuro.q<"1">
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, OptionalAttr<StrAttr>:$unit,
                       UnitAttr:$integer);
  let regions = (region MaxSizedRegion<1>:$defaultValue);
  let assemblyFormat = "$sym_name `:` $type (`unit` $unit^)? (`default` $defaultValue^)? attr-dict";
}

def Neuro_PopulationOp : Neuro_NetworkItem<"population", [Symbol,
                                           DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "elements of one model or built-in source";
  let description = [{
    `shape` yields one extent per dimension. The elements are those of a model, or
    of a built-in source: `Poisson` (`rate`), `SpikeTrain` (`times`), `Regular`
    (`period`, `phase`), `Port` (events pushed by the host program). The body says
    what differs from the model's defaults. `class` is written by `neuro-merge`.

    Example:

    ```mlir
    neuro.population @E model @LIF shape {
      %n = neuro.constant 100.0 "1" : !neuro.q<"1">
      neuro.yield %n : !neuro.q<"1">
    } {
      neuro.init @V {
        %v = neuro.constant 0.0 "mV" : !neuro.q<"mV">
        neuro.yield %v : !neuro.q<"mV">
      }
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, OptionalAttr<FlatSymbolRefAttr>:$model,
                       OptionalAttr<StrAttr>:$source, OptionalAttr<StrAttr>:$layout,
                       OptionalAttr<StrAttr>:$class_name);
  let regions = (region SizedRegion<1>:$shape, MaxSizedRegion<1>:$layoutArguments,
                        SizedRegion<1>:$body);
  let assemblyFormat = [{
    $sym_name (`model` $model^)? (`source` $source^)? (`class` $class_name^)? `shape` $shape
    (`layout` $layout^ $layoutArguments)? $body attr-dict
  }];
  let extraClassDeclaration = [{
    /// The initialiser of that field or source setting, or null.
    InitOp lookupInit(::llvm::StringRef name);
  }];
}

def Neuro_InitOp : Neuro_Op<"init", [SingleBlock, NoTerminator,
                                     HasParent<"::neuro::nir::PopulationOp">,
                                     DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "a value of a population's elements";
  let description = [{
    Sets a parameter or initial state of every element, or a setting of a source.
    With `draws` the value is drawn per element. Inside, `@self::@x` reads the
    element's own parameters and `neuro.index "i"` is its index.

    Example:

    ```mlir
    neuro.init @V draws {
      %a = neuro.constant 0.0 "mV" : !neuro.q<"mV">
      %b = neuro.constant 20.0 "mV" : !neuro.q<"mV">
      %x = neuro.draw "uniform" %a, %b : (!neuro.q<"mV">, !neuro.q<"mV">) -> !neuro.q<"mV">
      neuro.yield %x : !neuro.q<"mV">
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$field, UnitAttr:$draws);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$field (`draws` $draws^)? $value attr-dict";
  let hasVerifier = 1;
}

def Neuro_ViewOp : Neuro_NetworkItem<"view", [Symbol,
                                     DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "a group, family or selection of elements";
  let description = [{
    The concatenation of populations and other views, or, with `range`, elements
    low to high (exclusive) in steps of one of them. `family` marks the members of an
    indexed family named as a whole: a measure of it gives one value a member.

    Example:

    ```mlir
    neuro.view @A = [@E, @I]
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, FlatSymbolRefArrayAttr:$parts,
                       UnitAttr:$family);
  let regions = (region MaxSizedRegion<1>:$range);
  let assemblyFormat = "$sym_name `=` $parts (`range` $range^)? attr-dict";
}

def Neuro_ProjectOp : Neuro_NetworkItem<"project", [Symbol,
                                        DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "connections from one view to an event port of another";
  let description = [{
    Each event of a source element reaches, over every edge from it, the port of the
    edge's target after the edge's delay, with the edge's weight. `rule` says which
    pairs have an edge: `all one_to_one bernoulli fixed_indegree fixed_outdegree
    fixed_total pairwise_poisson`, with its number in `argument`. `where` keeps the
    pairs it holds for; `autapses` and `multapses` say whether an element may
    connect to itself and a pair may be connected more than once.

    In the regions, `neuro.index "i"` and `"j"` are the ends' indices in their views,
    `@pre::@x` and `@post::@x` their parameters.

    Example:

    ```mlir
    neuro.project @p0 text "E -> A.syn" from @E event "spikes" to @A port @syn
        rule "fixed_indegree" argument {
      %k = neuro.constant 80.0 "1" : !neuro.q<"1">
      neuro.yield %k : !neuro.q<"1">
    } weight {
      %w = neuro.constant 45.0 "pA" : !neuro.q<"pA">
      neuro.yield %w : !neuro.q<"pA">
    } delay {
      %d = neuro.constant 1.5 "ms" : !neuro.q<"ms">
      neuro.yield %d : !neuro.q<"ms">
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, OptionalAttr<StrAttr>:$label, StrAttr:$text,
                       FlatSymbolRefAttr:$source, StrAttr:$event, FlatSymbolRefAttr:$target,
                       FlatSymbolRefAttr:$port, StrAttr:$rule, OptionalAttr<StrAttr>:$weight_unit,
                       DefaultValuedAttr<BoolAttr, "true">:$autapses,
                       DefaultValuedAttr<BoolAttr, "true">:$multapses,
                       UnitAttr:$weight_draws, UnitAttr:$delay_draws);
  let regions = (region MaxSizedRegion<1>:$argument, MaxSizedRegion<1>:$where,
                        MaxSizedRegion<1>:$weight, MaxSizedRegion<1>:$delay);
  let assemblyFormat = [{
    $sym_name (`label` $label^)? `text` $text `from` $source `event` $event
    `to` $target `port` $port `rule` $rule (`argument` $argument^)? (`where` $where^)?
    (`weight` $weight^)? (`delay` $delay^)? attr-dict
  }];
}

def Neuro_StimulateOp : Neuro_NetworkItem<"stimulate", [
                                          DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "a waveform into an input port";
  let description = [{
    Adds a value to the input of every element of the view in each tick: an
    expression of `neuro.time` and `neuro.index "i"`, samples read from a file
    (`samples`, spacing `interval`), or normal noise (`waveform` yields mean and sd,
    a new value per element every `interval`).

    Example:

    ```mlir
    neuro.stimulate @n input @I waveform {
      %a = neuro.constant 0.8 "nA" : !neuro.q<"pA">
      neuro.yield %a : !neuro.q<"pA">
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$view, FlatSymbolRefAttr:$input,
                       OptionalAttr<StrAttr>:$samples, UnitAttr:$noise);
  let regions = (region MaxSizedRegion<1>:$waveform, MaxSizedRegion<1>:$interval);
  let assemblyFormat = [{
    $view `input` $input (`samples` $samples^)? (`noise` $noise^)? (`waveform` $waveform^)?
    (`interval` $interval^)? attr-dict
  }];
}

def Neuro_RecordOp : Neuro_NetworkItem<"record", [
                                       DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "something to record";
  let description = [{
    Events of a view (`what` is `"spikes"` or an event's name), values of a state,
    `let`, parameter or input, or a function of them over the view (`mean std min
    max sum`, or `rate` and `order_parameter`). Values are sampled at multiples of `every` (default: each
    tick), while `when` holds. The name is the target as written.

    Example:

    ```mlir
    neuro.record "E.spikes" of @E kind(events) what "spikes"
    ```
  }];
  let arguments = (ins StrAttr:$target, FlatSymbolRefAttr:$view, Neuro_RecordKind:$kind,
                       StrAttr:$what, OptionalAttr<StrAttr>:$function, OptionalAttr<StrAttr>:$unit);
  let regions = (region MaxSizedRegion<1>:$every, MaxSizedRegion<1>:$condition);
  let assemblyFormat = [{
    $target `of` $view `kind` `(` $kind `)` `what` $what (`function` $function^)?
    (`unit` $unit^)? (`every` $every^)? (`when` $condition^)? attr-dict
  }];
}

#endif // NEURO_NETWORK_OPS_TD
