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
    use earlier parameters. `integer` says that only whole numbers make sense. A
    constraint (`where`) is checked once all parameters have values; `text` is its
    source, for the message.

    Example:

    ```mlir
    neuro.netparam @g : !neuro.q<"1"> unit "1" default {
      %0 = neuro.constant 5.0 "1" : !neuro.q<"1">
      neuro.yield %0 : !neuro.q<"1">
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, OptionalAttr<StrAttr>:$unit,
                       UnitAttr:$integer, OptionalAttr<StrAttr>:$text);
  let regions = (region MaxSizedRegion<1>:$defaultValue, MaxSizedRegion<1>:$constraint);
  let assemblyFormat = [{
    $sym_name `:` $type (`unit` $unit^)? (`default` $defaultValue^)? (`where` $constraint^)?
    (`text` $text^)? attr-dict
  }];
}

def Neuro_PopulationOp : Neuro_NetworkItem<"population", [Symbol,
                                           DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "elements of one model or built-in source";
  let description = [{
    `shape` yields one extent per dimension. The elements are those of a model, or
    of a built-in source: `Poisson` (`rate`), `SpikeTrain` (`times`), `Regular`
    (`period`, `phase`), `Port` (events pushed by the host program). The body says
    what differs from the model's defaults. `class` is written by `neuro-merge`.
    `layout` says where elements stand: `grid` (nx, ny, nz, pitch), `box` (lx, ly,
    lz), `ring` (radius) or `file` (the unit of the numbers in `layout_file`).

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
                       OptionalAttr<StrAttr>:$class_name,
                       OptionalAttr<StrAttr>:$layout_file);
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
                                     ParentOneOf<["::neuro::nir::PopulationOp",
                                                  "::neuro::nir::ProjectOp",
                                                  "::neuro::nir::StructuralOp"]>,
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
    fixed_total pairwise_poisson nearest`, with its number in `argument`, `conv2d
    sumpool toeplitz`, with `neuro.rule_argument`s in `inits`, or `file`. `where` keeps the
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
                       UnitAttr:$weight_draws, UnitAttr:$delay_draws,
                       OptionalAttr<FlatSymbolRefAttr>:$via, UnitAttr:$gap,
                       UnitAttr:$to_edges, UnitAttr:$procedural, OptionalAttr<StrAttr>:$file,
                       UnitAttr:$dendritic_draws, UnitAttr:$backprop_draws);
  let regions = (region MaxSizedRegion<1>:$argument, MaxSizedRegion<1>:$where,
                        MaxSizedRegion<1>:$weight, MaxSizedRegion<1>:$delay,
                        MaxSizedRegion<1>:$dendritic, MaxSizedRegion<1>:$backprop,
                        MaxSizedRegion<1>:$signal, MaxSizedRegion<1>:$inits);
  let assemblyFormat = [{
    $sym_name (`label` $label^)? `text` $text `from` $source `event` $event
    `to` $target `port` $port (`via` $via^)? (`gap` $gap^)? (`to_edges` $to_edges^)?
    `rule` $rule (`procedural` $procedural^)? (`file` $file^)?
    (`argument` $argument^)? (`where` $where^)? (`weight` $weight^)? (`delay` $delay^)?
    (`dendritic` $dendritic^)? (`backprop` $backprop^)? (`signal` $signal^)?
    (`inits` $inits^)? attr-dict
  }];
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "::llvm::StringRef":$text,
      "::llvm::StringRef":$source, "::llvm::StringRef":$event, "::llvm::StringRef":$target,
      "::llvm::StringRef":$port, "::llvm::StringRef":$rule), [{
    auto ref = [&](::llvm::StringRef to) {
      return ::mlir::FlatSymbolRefAttr::get($_builder.getContext(), to);
    };
    $_state.addAttribute(getSymNameAttrName($_state.name), $_builder.getStringAttr(name));
    $_state.addAttribute(getTextAttrName($_state.name), $_builder.getStringAttr(text));
    $_state.addAttribute(getSourceAttrName($_state.name), ref(source));
    $_state.addAttribute(getEventAttrName($_state.name), $_builder.getStringAttr(event));
    $_state.addAttribute(getTargetAttrName($_state.name), ref(target));
    $_state.addAttribute(getPortAttrName($_state.name), ref(port));
    $_state.addAttribute(getRuleAttrName($_state.name), $_builder.getStringAttr(rule));
    for (int region = 0; region < 8; ++region)
      $_state.addRegion();
  }]>];
}

def Neuro_BindRefOp : Neuro_Op<"bind_ref", [HasParent<"::neuro::nir::ProjectOp">]> {
  let summary = "which element a synapse's reference refers to";
  let description = [{
    In a projection's `inits`: the element of the view with the index the region
    yields, or without it the one nearest to the edge's target.

    Example: `neuro.bind_ref @astro of @G`
  }];
  let arguments = (ins FlatSymbolRefAttr:$ref, FlatSymbolRefAttr:$view);
  let regions = (region MaxSizedRegion<1>:$index);
  let assemblyFormat = "$ref `of` $view (`index` $index^)? attr-dict";
}

def Neuro_RuleArgumentOp : Neuro_Op<"rule_argument", [HasParent<"::neuro::nir::ProjectOp">]> {
  let summary = "a named argument of a connection rule";
  let description = [{
    In a projection's `inits`: one value per entry of a list, or a `text`.

    Example: `neuro.rule_argument "pad" text "same"`
  }];
  let arguments = (ins StrAttr:$name, OptionalAttr<StrAttr>:$text);
  let regions = (region MaxSizedRegion<1>:$value);
  let assemblyFormat = "$name (`text` $text^)? (`values` $value^)? attr-dict";
}

def Neuro_NormalizeOp : Neuro_NetworkItem<"normalize", []> {
  let summary = "scales a state of edges so that its sum per neuron is constant";
  let description = [{
    Every `every`: multiplies the state of all edges onto (or, without `per_post`,
    from) each neuron by the factor that makes their sum `total`.

    Example: `neuro.normalize @ff state "w" per_post total { … } every { … }`
  }];
  let arguments = (ins FlatSymbolRefAttr:$projection, StrAttr:$state, UnitAttr:$per_post);
  let regions = (region SizedRegion<1>:$total, SizedRegion<1>:$every);
  let assemblyFormat = [{
    $projection `state` $state (`per_post` $per_post^)? `total` $total `every` $every attr-dict
  }];
}

def Neuro_StructuralOp : Neuro_NetworkItem<"structural", []> {
  let summary = "removes and adds edges while the simulation runs";
  let description = [{
    `prune` is a condition on an edge's states, tested at every `prune_every`; `grow`
    adds the edges a rule gives that do not exist yet, at every `grow_every`.

    Example: `neuro.structural @rec prune { … } prune_every { … }`
  }];
  let arguments = (ins FlatSymbolRefAttr:$projection, OptionalAttr<StrAttr>:$rule);
  let regions = (region MaxSizedRegion<1>:$prune, MaxSizedRegion<1>:$prune_every,
                        MaxSizedRegion<1>:$argument, MaxSizedRegion<1>:$where,
                        MaxSizedRegion<1>:$delay, MaxSizedRegion<1>:$grow_every,
                        MaxSizedRegion<1>:$inits);
  let assemblyFormat = [{
    $projection (`prune` $prune^)? (`prune_every` $prune_every^)? (`rule` $rule^)?
    (`argument` $argument^)? (`where` $where^)? (`delay` $delay^)?
    (`grow_every` $grow_every^)? (`inits` $inits^)? attr-dict
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
