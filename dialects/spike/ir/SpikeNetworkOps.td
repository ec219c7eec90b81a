//===- SpikeNetworkOps.td - Populations, projections, probes -*- tablegen -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_SPIKE_NETWORK_OPS_TD
#define NEURO_SPIKE_NETWORK_OPS_TD

include "dialects/spike/ir/SpikeDialect.td"

def Spike_NetworkOp : Spike_Op<"network", [Symbol, SymbolTable, SingleBlock, NoTerminator,
    NoRegionArguments, IsolatedFromAbove]> {
  let summary = "populations, their connections, stimuli and probes";
  let description = [{
    One to one with rt::NetworkPlan. Sizes, values, weights and delays are
    expression regions evaluated when the network is built.

    ```mlir
    spike.network @Pair {
      spike.population @n class @LIF shape {
        %0 = arith.constant 2.0 : f64
        spike.yield %0 : f64
      } {}
      spike.probe "n.spikes" of @n kind(events) what "spikes"
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sym_name $body attr-dict";
  let hasRegionVerifier = 1;
}

class Spike_InNetwork<string mnemonic, list<Trait> traits = []>
    : Spike_Op<mnemonic, !listconcat([HasParent<"NetworkOp">], traits)>;

def Spike_ParameterOp : Spike_InNetwork<"parameter", [Symbol, NoRegionArguments]> {
  let summary = "a parameter of a network with its default";
  let description = [{
    Example: `spike.parameter @g unit "1" scale 1.0 value { … }`; `integer` for counts.
    The default may use earlier parameters. `where` is a condition that must hold once
    all parameters have values, with its source text.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, UnitAttr:$integer,
    OptionalAttr<StrAttr>:$unit, OptionalAttr<F64Attr>:$scale,
    OptionalAttr<StrAttr>:$constraint_text);
  let regions = (region SizedRegion<1>:$value, MaxSizedRegion<1>:$constraint);
  let assemblyFormat = [{
    $sym_name (`integer` $integer^)? (`unit` $unit^)? (`scale` $scale^)? `value` $value
    (`where` $constraint_text^ $constraint)? attr-dict
  }];
}

def Spike_PopulationOp : Spike_InNetwork<"population", [Symbol, NoRegionArguments,
    SingleBlock, NoTerminator]> {
  let summary = "elements of a class, or of a built-in source";
  let description = [{
    `shape` yields one size per dimension. The second region holds `spike.init`s:
    values of parameters and states, or of a source's settings (`rate` in 1/ms,
    `period` and `phase` in ms, `times` in ms). `at` says where elements stand, with
    its arguments in um in `positions`: grid (nx, ny, nz, pitch), box (lx, ly, lz),
    ring (radius), file (one unit of the numbers in `layout_file`).

    ```mlir
    spike.population @X source(poisson) shape { … } {
      spike.init @rate { … }
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
    OptionalAttr<FlatSymbolRefAttr>:$class_name,
    DefaultValuedAttr<Spike_SourceKind, "::neuro::spike::SourceKind::None">:$source,
    OptionalAttr<StrAttr>:$layout, OptionalAttr<StrAttr>:$layout_file,
    OptionalAttr<StrAttr>:$file);
  let regions = (region SizedRegion<1>:$shape, SizedRegion<1>:$inits,
    MaxSizedRegion<1>:$layout_arguments);
  let assemblyFormat = [{
    $sym_name (`class` $class_name^)? (`source` `(` $source^ `)`)? `shape` $shape $inits
    (`at` $layout^)? (`positions` $layout_arguments^)? attr-dict
  }];
  let hasRegionVerifier = 1;
}

def Spike_InitOp : Spike_Op<"init", [NoRegionArguments, SingleBlock,
    ParentOneOf<["PopulationOp", "ProjectionOp", "StructuralOp"]>]> {
  let summary = "a value of a population's field, per element or for all";
  let description = [{
    In a projection's `inits`: of a field of its edge class, per edge.
    `draws` when it contains a random draw. A source's `times` yields one value per
    spike. Example: `spike.init @V draws { … }`.
  }];
  let arguments = (ins FlatSymbolRefAttr:$field, UnitAttr:$draws);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$field (`draws` $draws^)? $value attr-dict";
}

def Spike_ViewOp : Spike_InNetwork<"view", [Symbol, NoRegionArguments]> {
  let summary = "elements in order: a group or a selection of populations";
  let description = [{
    The concatenation of `parts` (populations or views); with `range`, the elements
    low <= k < high (step apart) of it. `family` marks the members of an indexed
    family named as a whole: a measure of it gives one value a member.

    ```mlir
    spike.view @A = [@E, @I]
    spike.view @"E[0..10]" = [@E] range { … spike.yield %low, %high : f64, f64 }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, FlatSymbolRefArrayAttr:$parts,
    UnitAttr:$family);
  let regions = (region MaxSizedRegion<1>:$range);
  let assemblyFormat = "$sym_name (`family` $family^)? `=` $parts (`range` $range^)? attr-dict";
  let hasRegionVerifier = 1;
}

def Spike_ProjectionOp : Spike_InNetwork<"projection", [Symbol, NoRegionArguments,
    SingleBlock, NoTerminator]> {
  let summary = "static edges from an event of one view to a port of another";
  let description = [{
    Regions: `argument` of the rule (probability, degree, number), `where` the
    condition on a pair, `weight` in the port's coherent unit, `delay` in ms; the
    latter two per edge. They may use `spike.index`, `spike.distance`,
    `spike.get_parameter`, `spike.end_field` and draws.

    Set by `spike-delays`: `delay_structure` is how arrival ticks are found,
    `constant` (one delay for all edges), `bounded` (between `smallest_delay` and
    `largest_delay`, ms) or `at_instantiation` (known when the network is built).
    Set by `spike-layout`: `representation` of the edges, `rows` (one list of edges
    for each source element, ordered by delay).

    ```mlir
    spike.projection @p0 text "E -> A.syn" from @E event "spikes" to @A port "syn"
        rule(fixed_indegree) argument { … } weight { … } delay { … }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, OptionalAttr<StrAttr>:$label,
    OptionalAttr<StrAttr>:$text, FlatSymbolRefAttr:$source, StrAttr:$event,
    FlatSymbolRefAttr:$target, StrAttr:$port, Spike_Rule:$rule,
    OptionalAttr<StrAttr>:$unit, OptionalAttr<F64Attr>:$scale,
    UnitAttr:$no_autapses, UnitAttr:$no_multapses, UnitAttr:$weight_draws,
    UnitAttr:$delay_draws, OptionalAttr<StrAttr>:$delay_structure,
    OptionalAttr<F64Attr>:$smallest_delay, OptionalAttr<F64Attr>:$largest_delay,
    OptionalAttr<StrAttr>:$representation,
    OptionalAttr<FlatSymbolRefAttr>:$via, UnitAttr:$continuous,
    OptionalAttr<FlatSymbolRefAttr>:$mirror, UnitAttr:$to_edges,
    UnitAttr:$procedural, OptionalAttr<StrAttr>:$file, OptionalAttr<StrAttr>:$rule_text,
    UnitAttr:$dendritic_draws, UnitAttr:$backprop_draws);
  let regions = (region MaxSizedRegion<1>:$argument, MaxSizedRegion<1>:$where,
    MaxSizedRegion<1>:$weight, MaxSizedRegion<1>:$delay,
    MaxSizedRegion<1>:$dendritic, MaxSizedRegion<1>:$backprop,
    MaxSizedRegion<1>:$inits);
  let assemblyFormat = [{
    $sym_name (`label` $label^)? (`text` $text^)? `from` $source `event` $event
    `to` $target `port` $port (`unit` $unit^)? (`scale` $scale^)? `rule` `(` $rule `)`
    (`via` $via^)? (`continuous` $continuous^)? (`mirror` $mirror^)? (`to_edges` $to_edges^)?
    (`procedural` $procedural^)? (`file` $file^)?
    (`argument` $argument^)? (`where` $where^)? (`weight` $weight^)? (`delay` $delay^)?
    (`dendritic` $dendritic^)? (`backprop` $backprop^)? (`inits` $inits^)? attr-dict
  }];
  let hasRegionVerifier = 1;
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "::llvm::StringRef":$source,
      "::llvm::StringRef":$event, "::llvm::StringRef":$target, "::llvm::StringRef":$port,
      "Rule":$rule), [{
    $_state.addAttribute(getSymNameAttrName($_state.name), $_builder.getStringAttr(name));
    $_state.addAttribute(getSourceAttrName($_state.name),
                         ::mlir::FlatSymbolRefAttr::get($_builder.getContext(), source));
    $_state.addAttribute(getEventAttrName($_state.name), $_builder.getStringAttr(event));
    $_state.addAttribute(getTargetAttrName($_state.name),
                         ::mlir::FlatSymbolRefAttr::get($_builder.getContext(), target));
    $_state.addAttribute(getPortAttrName($_state.name), $_builder.getStringAttr(port));
    $_state.addAttribute(getRuleAttrName($_state.name),
                         RuleAttr::get($_builder.getContext(), rule));
    for (int region = 0; region < 7; ++region)
      $_state.addRegion();
  }]>];
}

def Spike_BindRefOp : Spike_Op<"bind_ref", [HasParent<"ProjectionOp">, NoRegionArguments]> {
  let summary = "which element an edge's reference refers to";
  let description = [{
    In a projection's `inits`: the element of `view` with the index that the region
    yields, or without it the one nearest to the edge's target.
    Example: `spike.bind_ref "astro" of @G`.
  }];
  let arguments = (ins StrAttr:$ref, FlatSymbolRefAttr:$view);
  let regions = (region MaxSizedRegion<1>:$index);
  let assemblyFormat = "$ref `of` $view (`index` $index^)? attr-dict";
}

def Spike_RuleArgumentOp : Spike_Op<"rule_argument", [HasParent<"ProjectionOp">,
    NoRegionArguments]> {
  let summary = "a named argument of a connection rule";
  let description = [{
    In a projection's `inits`; yields one value per entry of a list.
    Example: `spike.rule_argument "kernel" { … spike.yield %a, %b : f64, f64 }`.
  }];
  let arguments = (ins StrAttr:$name);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$name $value attr-dict";
}

def Spike_NormalizeOp : Spike_InNetwork<"normalize", [NoRegionArguments]> {
  let summary = "scales an edge state so that its sum per neuron is constant";
  let description = [{
    Every `every` ms, after LEARN: multiplies `field` of all edges onto (`per_post`,
    else from) each neuron by one factor that makes their sum `total`.
    Example: `spike.normalize @ff field "w" per_post total { … } every { … }`.
  }];
  let arguments = (ins FlatSymbolRefAttr:$projection, StrAttr:$field, UnitAttr:$per_post);
  let regions = (region SizedRegion<1>:$total, SizedRegion<1>:$every);
  let assemblyFormat = [{
    $projection `field` $field (`per_post` $per_post^)? `total` $total `every` $every attr-dict
  }];
}

def Spike_StructuralOp : Spike_InNetwork<"structural", [NoRegionArguments, SingleBlock,
    NoTerminator]> {
  let summary = "removes and adds edges while the simulation runs";
  let description = [{
    `prune` yields the condition on an edge's fields, `grow` has the same regions as
    a projection's rule. Either may be absent.
    Example: `spike.structural @rec prune { … } prune_every { … }`.
  }];
  let arguments = (ins FlatSymbolRefAttr:$projection, OptionalAttr<Spike_Rule>:$rule);
  let regions = (region MaxSizedRegion<1>:$prune, MaxSizedRegion<1>:$prune_every,
    MaxSizedRegion<1>:$argument, MaxSizedRegion<1>:$where, MaxSizedRegion<1>:$delay,
    MaxSizedRegion<1>:$grow_every, MaxSizedRegion<1>:$inits);
  let assemblyFormat = [{
    $projection (`prune` $prune^)? (`prune_every` $prune_every^)? (`rule` `(` $rule^ `)`)?
    (`argument` $argument^)? (`where` $where^)? (`delay` $delay^)?
    (`grow_every` $grow_every^)? (`inits` $inits^)? attr-dict
  }];
}

def Spike_StimulusOp : Spike_InNetwork<"stimulus", [NoRegionArguments]> {
  let summary = "a signal added to an input port every tick";
  let description = [{
    Either a `waveform` over `spike.time` and `spike.index(i)`, or samples of
    `file` every `dt` ms, or `noise`: yields mean, standard deviation and the
    interval in ms after which each element gets a new normal value.

    ```mlir
    spike.stimulus @n input "I" waveform { … spike.yield %0 : f64 }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$view, StrAttr:$input, UnitAttr:$per_element,
    OptionalAttr<StrAttr>:$file);
  let regions = (region MaxSizedRegion<1>:$waveform, MaxSizedRegion<1>:$dt,
    MaxSizedRegion<1>:$noise);
  let assemblyFormat = [{
    $view `input` $input (`per_element` $per_element^)? (`waveform` $waveform^)?
    (`samples` $file^ `dt` $dt)? (`noise` $noise^)? attr-dict
  }];
  let hasRegionVerifier = 1;
}

def Spike_ProbeOp : Spike_InNetwork<"probe", [NoRegionArguments]> {
  let summary = "what is recorded, how often, and when";
  let description = [{
    `what` is an event (`events`) or a state or let (`values`; `function` reduces
    over the view's elements: mean, std, min, max, sum). With `edges` the "view" is
    a projection and `what` a state of its edges. `every` yields ms; `when` a
    condition over `spike.time`.

    ```mlir
    spike.probe "mean(E.V)" of @E kind(function) what "V" function "mean" unit "mV"
    ```
  }];
  let arguments = (ins StrAttr:$name, FlatSymbolRefAttr:$view, Spike_ProbeKind:$kind,
    StrAttr:$what, OptionalAttr<StrAttr>:$function, OptionalAttr<StrAttr>:$unit,
    OptionalAttr<F64Attr>:$scale);
  let regions = (region MaxSizedRegion<1>:$every, MaxSizedRegion<1>:$when);
  let assemblyFormat = [{
    $name `of` $view `kind` `(` $kind `)` `what` $what (`function` $function^)?
    (`unit` $unit^)? (`scale` $scale^)? (`every` $every^)? (`when` $when^)? attr-dict
  }];
  let hasRegionVerifier = 1;
}

def Spike_ScheduleOp : Spike_InNetwork<"schedule"> {
  let summary = "the total order of phases in a tick";
  let description = [{
    Written by `spike-schedule`. `window` is the exchange window in ms: spikes need
    to be exchanged between owners of elements only once in it, so it is at most the
    smallest delay; absent when delays are known only at instantiation.

    ```mlir
    spike.schedule ["stimulate", "update", "emit", "deliver", "record"] window 1.5
    ```
  }];
  let arguments = (ins StrArrayAttr:$phases, OptionalAttr<F64Attr>:$window);
  let assemblyFormat = "$phases (`window` $window^)? attr-dict";
  let hasVerifier = 1;
}

// --- Leaves of a network's expression regions ---

def Spike_GetParameterOp : Spike_Op<"get_parameter", [Pure]> {
  let summary = "value of a network parameter";
  let description = "Example: `%g = spike.get_parameter @g : f64`.";
  let arguments = (ins FlatSymbolRefAttr:$parameter);
  let results = (outs Spike_Value:$result);
  let assemblyFormat = "$parameter attr-dict `:` type($result)";
}

def Spike_IndexOp : Spike_Op<"index", [Pure]> {
  let summary = "index of the element, or of an end of the edge, in its view";
  let description = "Example: `%i = spike.index(i) : f64`.";
  let arguments = (ins Spike_EdgeEnd:$end);
  let results = (outs Spike_Value:$result);
  let assemblyFormat = "`(` $end `)` attr-dict `:` type($result)";
}

def Spike_DistanceOp : Spike_Op<"distance", [Pure]> {
  let summary = "distance between the ends of an edge, um";
  let description = "Example: `%d = spike.distance : f64`.";
  let results = (outs F64:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def Spike_CoordinateOp : Spike_Op<"coordinate", [Pure]> {
  let summary = "a coordinate of a position, um";
  let description = [{
    Axis 0, 1 or 2 of the element's position, or in an edge's expression of its
    source's (`i`) or target's (`j`). Example: `%x = spike.coordinate(i) 0 : f64`.
  }];
  let arguments = (ins Spike_EdgeEnd:$end,
    ConfinedAttr<I64Attr, [IntNonNegative, IntMaxValue<2>]>:$axis);
  let results = (outs F64:$result);
  let assemblyFormat = "`(` $end `)` $axis attr-dict `:` type($result)";
}

def Spike_ColumnOp : Spike_Op<"column", [Pure]> {
  let summary = "what the file of a `file` rule says of an edge";
  let description = [{
    The number in column "weight" or "delay" of the edge's row. Example:
    `%w = spike.column "weight" : f64`.
  }];
  let arguments = (ins StrAttr:$name);
  let results = (outs F64:$result);
  let assemblyFormat = "$name attr-dict `:` type($result)";
}

def Spike_EndFieldOp : Spike_Op<"end_field", [Pure]> {
  let summary = "a parameter or initial state of an end of the edge";
  let description = "Example: `%x = spike.end_field(j) @x : f64`.";
  let arguments = (ins Spike_EdgeEnd:$end, FlatSymbolRefAttr:$field);
  let results = (outs F64:$result);
  let assemblyFormat = "`(` $end `)` $field attr-dict `:` type($result)";
}

def Spike_DrawOp : Spike_Op<"draw", [MemoryEffects<[MemWrite]>]> {
  let summary = "one sample of a distribution, its own for each element or edge";
  let description = [{
    uniform(low, high), normal(mean, sd), lognormal(mean and sd of the variable),
    exponential(mean), gamma(shape, scale), choice(values…); kaiming(scale) in
    edges: normal with mean 0 and sd scale*sqrt(2/edges per target).
    Example: `%v = spike.draw "uniform" (%low, %high) : f64`. Not to be duplicated
    or removed: the order of draws in a region numbers their random streams.
  }];
  let arguments = (ins StrAttr:$distribution, Variadic<F64>:$arguments);
  let results = (outs F64:$result);
  let assemblyFormat = "$distribution `(` $arguments `)` attr-dict `:` type($result)";
  let hasVerifier = 1;
}

#endif // NEURO_SPIKE_NETWORK_OPS_TD
