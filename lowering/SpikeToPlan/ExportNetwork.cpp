//===- ExportNetwork.cpp - Networks to the plan -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Populations are views of themselves, so that projections, stimuli, probes and
// experiments name elements in one way.
//
//===----------------------------------------------------------------------===//
#include "lowering/SpikeToPlan/ExportViews.h"
#include "lowering/SpikeToPlan/Exporter.h"

using namespace neuro;
using namespace neuro::lowering;
using mlir::Operation;

namespace {

static_assert(static_cast<int>(spike::Rule::PairwisePoisson) ==
                      static_cast<int>(rt::Rule::PairwisePoisson) &&
                  static_cast<int>(spike::Rule::File) == static_cast<int>(rt::Rule::File) &&
                  static_cast<int>(spike::Rule::FixedIndegree) ==
                      static_cast<int>(rt::Rule::FixedIndegree) &&
                  static_cast<int>(spike::SourceKind::Port) ==
                      static_cast<int>(rt::SourceKind::Port) &&
                  static_cast<int>(spike::SourceKind::Poisson) ==
                      static_cast<int>(rt::SourceKind::Poisson) &&
                  static_cast<int>(spike::ProbeKind::Function) ==
                      static_cast<int>(rt::ProbePlan::Function),
              "rules, sources and probes have the same numbers in IR and plan");

class NetworkExporter {
public:
  NetworkExporter(spike::NetworkOp network, const ClassNames &classes, NetworkNames &names)
      : network(network), classes(classes), names(names) {}

  llvm::FailureOr<rt::NetworkPlan> run() {
    plan.name = network.getSymName().str();
    names.op = network;
    for (Operation &op : network.getBody().front())
      if (mlir::failed(add(&op)))
        return mlir::failure();
    if (mlir::failed(addConstraints()))
      return mlir::failure();
    return std::move(plan);
  }

private:
  llvm::LogicalResult add(Operation *op) {
    if (auto parameter = llvm::dyn_cast<spike::ParameterOp>(op))
      return addParameter(parameter);
    if (auto population = llvm::dyn_cast<spike::PopulationOp>(op))
      return addPopulation(population);
    if (auto view = llvm::dyn_cast<spike::ViewOp>(op))
      return addView(view);
    if (auto projection = llvm::dyn_cast<spike::ProjectionOp>(op))
      return addProjection(projection);
    if (auto normalize = llvm::dyn_cast<spike::NormalizeOp>(op))
      return addNormalize(normalize);
    if (auto structural = llvm::dyn_cast<spike::StructuralOp>(op))
      return addStructural(structural);
    if (auto stimulus = llvm::dyn_cast<spike::StimulusOp>(op))
      return addStimulus(stimulus);
    if (auto probe = llvm::dyn_cast<spike::ProbeOp>(op))
      return addProbe(probe);
    return mlir::success(); // the schedule: the runtime's own order
  }

  // --- Expressions ---

  /// What an expression stands in, for the names it reads.
  struct Scope {
    spike::ClassOp element; ///< of a population's init
    int source = -1, target = -1; ///< views of an edge
  };

  llvm::FailureOr<rt::Expr> expr(mlir::Region &region, Scope scope, int &stream) {
    return exportExpr(
        region, [&](Operation *op) { return leaf(op, scope); }, stream);
  }
  llvm::FailureOr<rt::Expr> expr(mlir::Region &region) {
    int stream = 0;
    return expr(region, {}, stream);
  }

  llvm::FailureOr<rt::Instr> leaf(Operation *op, Scope scope) {
    if (auto get = llvm::dyn_cast<spike::GetParameterOp>(op)) {
      auto found = names.parameters.find(get.getParameter());
      if (found == names.parameters.end())
        return get.emitError("'") << get.getParameter() << "' is used before it is declared";
      return rt::Instr{rt::Op::Parameter, found->second};
    }
    if (auto read = llvm::dyn_cast<spike::ReadOp>(op); read && scope.element) {
      int index = scope.element.getFieldIndex(read.getField());
      if (index >= 0)
        return rt::Instr{rt::Op::Field, index};
    }
    if (auto end = llvm::dyn_cast<spike::EndFieldOp>(op); end && scope.source >= 0) {
      bool source = end.getEnd() == spike::EdgeEnd::Source;
      auto field = endField(end, source ? scope.source : scope.target);
      if (mlir::failed(field))
        return mlir::failure();
      return rt::Instr{source ? rt::Op::SourceField : rt::Op::TargetField, *field};
    }
    return unknownLeaf(op);
  }

  /// The field's index, which must be the same in every part of the view.
  llvm::FailureOr<int> endField(spike::EndFieldOp op, int view) {
    std::optional<int> index;
    for (const auto &part : plan.views[view].parts) {
      spike::ClassOp cls = classOf(part.population);
      int found = cls ? cls.getFieldIndex(op.getField()) : -1;
      if (!cls)
        return op.emitError("E0920: '")
               << op.getField() << "' of the source '" << plan.populations[part.population].name
               << "' in the settings of a projection is not executed yet";
      if (found < 0)
        return op.emitError("population '")
               << plan.populations[part.population].name << "' has no '" << op.getField() << "'";
      if (index && *index != found)
        return op.emitError("E0920: '")
               << op.getField() << "' of view '" << plan.views[view].name
               << "', whose populations are of different models, is not executed yet";
      index = found;
    }
    return *index;
  }

  /// The class with that number in the plan; null if there is none.
  spike::ClassOp classNumbered(int index) {
    for (const auto &entry : classes.classes)
      if (entry.second.index == index)
        return entry.second.op;
    return {};
  }

  /// The class of a population; null for a built-in source.
  spike::ClassOp classOf(int population) {
    return classNumbered(plan.populations[population].classIndex);
  }

  llvm::FailureOr<int> viewNamed(Operation *op, llvm::StringRef name) {
    auto found = names.views.find(name);
    if (found == names.views.end())
      return op->emitError("names no population or view '") << name << "'";
    return found->second;
  }

  // --- Elements ---

  llvm::LogicalResult addParameter(spike::ParameterOp op) {
    auto value = expr(op.getValue());
    if (mlir::failed(value))
      return mlir::failure();
    names.parameters[op.getSymName()] = static_cast<int>(plan.parameters.size());
    plan.parameters.push_back({op.getSymName().str(), unitText(op.getUnit(), op.getScale()),
                               std::move(*value), op.getInteger(), rt::Expr(),
                               op.getConstraintText().value_or("").str()});
    return mlir::success();
  }

  /// Constraints may read any parameter, so all are known by then.
  llvm::LogicalResult addConstraints() {
    for (auto op : network.getBody().front().getOps<spike::ParameterOp>()) {
      auto constraint = expr(op.getConstraint());
      if (mlir::failed(constraint))
        return mlir::failure();
      int index = names.parameters.lookup(op.getSymName());
      plan.parameters[static_cast<size_t>(index)].constraint = std::move(*constraint);
    }
    return mlir::success();
  }

  llvm::LogicalResult addPopulation(spike::PopulationOp op) {
    rt::PopulationPlan population;
    population.name = op.getSymName().str();
    population.source = static_cast<rt::SourceKind>(op.getSource());
    population.where = sourcePosition(op.getLoc());
    population.file = op.getFile().value_or("").str();
    spike::ClassOp cls;
    if (auto name = op.getClassName()) {
      auto found = classes.classes.find(*name);
      if (found == classes.classes.end())
        return op.emitError("names no class '") << *name << "'";
      population.classIndex = found->second.index;
      cls = found->second.op;
    }
    int stream = 0;
    auto shape = exportExprs(
        op.getShape(), [&](Operation *inner) { return leaf(inner, {}); }, stream);
    if (mlir::failed(shape))
      return mlir::failure();
    population.shape = std::move(*shape);
    if (mlir::failed(addLayout(population, op)))
      return mlir::failure();
    for (auto init : op.getInits().front().getOps<spike::InitOp>())
      if (mlir::failed(cls ? addInit(population, cls, init, stream)
                           : addSetting(population, init, stream)))
        return mlir::failure();
    int index = static_cast<int>(plan.populations.size());
    names.populations[population.name] = index;
    sizes.push_back(sizeOf(population));
    addViewPlan({population.name, {{index, {}, {}, {}}}});
    plan.populations.push_back(std::move(population));
    return mlir::success();
  }

  llvm::LogicalResult addLayout(rt::PopulationPlan &population, spike::PopulationOp op) {
    auto name = op.getLayout();
    if (!name)
      return mlir::success();
    using Layout = rt::LayoutPlan;
    population.layout.kind = *name == "grid"   ? Layout::Grid
                             : *name == "box"  ? Layout::Box
                             : *name == "ring" ? Layout::Ring
                                               : Layout::File;
    population.layout.file = op.getLayoutFile().value_or("").str();
    int stream = 0;
    auto arguments = exportExprs(
        op.getLayoutArguments(), [&](Operation *inner) { return leaf(inner, {}); }, stream);
    if (mlir::failed(arguments))
      return mlir::failure();
    population.layout.arguments = std::move(*arguments);
    return mlir::success();
  }

  static rt::Expr sizeOf(const rt::PopulationPlan &population) {
    rt::Expr size = population.shape[0];
    for (size_t axis = 1; axis < population.shape.size(); ++axis)
      size = combine(rt::Op::Mul, size, population.shape[axis]);
    return size;
  }

  llvm::LogicalResult addInit(rt::PopulationPlan &population, spike::ClassOp cls,
                              spike::InitOp init, int &stream) {
    auto value = expr(init.getValue(), {cls}, stream);
    if (mlir::failed(value))
      return mlir::failure();
    int field = cls.getFieldIndex(init.getField());
    if (field < 0)
      return init.emitError("class '") << cls.getSymName() << "' has no '" << init.getField()
                                       << "'";
    population.inits.push_back({field, std::move(*value), init.getDraws()});
    return mlir::success();
  }

  llvm::LogicalResult addSetting(rt::PopulationPlan &population, spike::InitOp init,
                                 int &stream) {
    auto values = exportExprs(
        init.getValue(), [&](Operation *inner) { return leaf(inner, {}); }, stream);
    if (mlir::failed(values))
      return mlir::failure();
    llvm::StringRef name = init.getField();
    if (name == "times" && population.source == rt::SourceKind::SpikeTrain) {
      population.times = std::move(*values);
      return mlir::success();
    }
    rt::Expr *setting =
        name == "rate" && population.source == rt::SourceKind::Poisson      ? &population.rate
        : name == "period" && population.source == rt::SourceKind::Regular ? &population.period
        : name == "phase" && population.source == rt::SourceKind::Regular  ? &population.phase
        : name == "pause" && population.source == rt::SourceKind::SpikeFile  ? &population.pause
                                                                            : nullptr;
    if (!setting)
      return init.emitError("source '") << population.name << "' has no setting '" << name
                                        << "'";
    *setting = std::move(values->front());
    return mlir::success();
  }

  void addViewPlan(rt::ViewPlan view) {
    names.views[view.name] = static_cast<int>(plan.views.size());
    plan.views.push_back(std::move(view));
  }

  llvm::LogicalResult addView(spike::ViewOp op) {
    rt::ViewPlan view;
    view.name = op.getSymName().str();
    view.family = op.getFamily();
    for (auto name : op.getParts().getAsRange<mlir::FlatSymbolRefAttr>()) {
      auto part = viewNamed(op, name.getValue());
      if (mlir::failed(part))
        return mlir::failure();
      llvm::append_range(view.parts, plan.views[*part].parts);
      // A view of views of views doubles at each step.
      if (view.parts.size() > 65536)
        return op.emitError("view '") << op.getSymName() << "' has too many parts";
    }
    if (!op.getRange().empty()) {
      int stream = 0;
      auto bounds = exportExprs(
          op.getRange(), [&](Operation *inner) { return leaf(inner, {}); }, stream);
      if (mlir::failed(bounds))
        return mlir::failure();
      view.parts = select(view.parts, sizes, (*bounds)[0], (*bounds)[1],
                          bounds->size() > 2 ? (*bounds)[2] : rt::Expr());
    }
    addViewPlan(std::move(view));
    return mlir::success();
  }

  // --- Edges, stimuli, probes ---

  /// Per part of the view: the event's index in the part's class.
  llvm::LogicalResult eventIndices(Operation *op, int view, llvm::StringRef event,
                                   std::vector<int> &indices) {
    for (const auto &part : plan.views[view].parts) {
      spike::ClassOp cls = classOf(part.population);
      int index = cls ? cls.getEventIndex(event) : event == "spikes" ? 0 : -1;
      if (index < 0)
        return op->emitError("population '")
               << plan.populations[part.population].name << "' has no event '" << event << "'";
      indices.push_back(index);
    }
    return mlir::success();
  }

  /// Per part of the view: the index of a field, of `role` when one is asked for.
  llvm::LogicalResult fieldIndices(Operation *op, int view, llvm::StringRef name,
                                   std::optional<spike::FieldRole> role,
                                   std::vector<int> &indices) {
    for (const auto &part : plan.views[view].parts) {
      spike::ClassOp cls = classOf(part.population);
      spike::FieldOp field = cls ? cls.lookupField(name) : spike::FieldOp();
      if (!field || (role && field.getRole() != *role))
        return op->emitError("population '")
               << plan.populations[part.population].name << "' has no "
               << (role ? stringifyFieldRole(*role) : llvm::StringRef("value")) << " '" << name
               << "'";
      indices.push_back(cls.getFieldIndex(name));
    }
    return mlir::success();
  }

  /// Whether the edges of a continuous projection have more than values that are
  /// known when the network is built: a synapse of their own.
  bool keepsState(spike::ProjectionOp op) {
    auto found = op.getVia() ? classes.classes.find(*op.getVia()) : classes.classes.end();
    if (found == classes.classes.end())
      return false;
    spike::ClassOp cls = found->second.op;
    return llvm::any_of(cls.getFields(), [](spike::FieldOp field) {
      switch (field.getRole()) {
      case spike::FieldRole::End:
      case spike::FieldRole::Emit:
        return false;
      case spike::FieldRole::Parameter:
        return !field.getValue().empty();
      default:
        return true;
      }
    });
  }

  llvm::LogicalResult addProjection(spike::ProjectionOp op) {
    rt::ProjectionPlan projection;
    projection.name =
        op.getLabel() ? op.getLabel()->str() : op.getText().value_or(op.getSymName()).str();
    projection.at = sourcePosition(op.getLoc());
    auto source = viewNamed(op, op.getSource());
    if (op.getToEdges() && mlir::failed(addEdgeTarget(op, projection)))
      return mlir::failure();
    // Events to edges are seen by the targets of those edges.
    auto target = op.getToEdges()
                      ? llvm::FailureOr<int>(plan.projections[projection.edgesOf].target)
                      : viewNamed(op, op.getTarget());
    projection.signal = op.getContinuous() && keepsState(op);
    projection.continuous = op.getContinuous() && !projection.signal;
    if (mlir::failed(source) || mlir::failed(target) ||
        (!op.getContinuous() &&
         mlir::failed(eventIndices(op, *source, op.getEvent(), projection.sourceEvents))) ||
        (!op.getToEdges() &&
         mlir::failed(fieldIndices(op, *target, op.getPort(),
                                   op.getContinuous() ? spike::FieldRole::Input
                                                      : spike::FieldRole::Arrive,
                                   projection.targetFields))))
      return mlir::failure();
    projection.source = *source;
    projection.target = *target;
    projection.rule = static_cast<rt::Rule>(op.getRule());
    projection.autapses = !op.getNoAutapses();
    projection.multapses = !op.getNoMultapses();
    projection.weightDraws = op.getWeightDraws();
    projection.delayDraws = op.getDelayDraws();
    projection.weightUnit = unitText(op.getUnit(), op.getScale());
    if (mlir::failed(addRuleDetails(projection, op)))
      return mlir::failure();
    int stream = 0;
    Scope scope{{}, *source, *target};
    auto argument = expr(op.getArgument(), scope, stream);
    auto where = expr(op.getWhere(), scope, stream);
    auto weight = expr(op.getWeight(), scope, stream);
    auto delay = expr(op.getDelay(), scope, stream);
    if (mlir::failed(argument) || mlir::failed(where) || mlir::failed(weight) ||
        mlir::failed(delay))
      return mlir::failure();
    projection.ruleArgument = std::move(*argument);
    projection.where = std::move(*where);
    projection.weight = std::move(*weight);
    projection.delay = std::move(*delay);
    if (op.getVia() && mlir::failed(addEdge(op, projection, scope, stream)))
      return mlir::failure();
    if (auto mirror = op.getMirror()) {
      auto original = edgesNamed(op, *mirror);
      if (mlir::failed(original))
        return mlir::failure();
      projection.mirrorOf = *original;
    }
    names.projections[op.getSymName()] = static_cast<int>(plan.projections.size());
    plan.projections.push_back(std::move(projection));
    return mlir::success();
  }

  llvm::LogicalResult addRuleDetails(rt::ProjectionPlan &projection, spike::ProjectionOp op) {
    projection.details.file = op.getFile().value_or("").str();
    projection.details.text = op.getRuleText().value_or("").str();
    projection.details.procedural = op.getProcedural();
    for (auto argument : op.getInits().getOps<spike::RuleArgumentOp>()) {
      int stream = 0;
      auto values = exportExprs(
          argument.getValue(), [&](Operation *inner) { return leaf(inner, {}); }, stream);
      if (mlir::failed(values))
        return mlir::failure();
      projection.details.arguments.emplace_back(argument.getName().str(), std::move(*values));
    }
    return mlir::success();
  }

  /// The class of a projection's edges; null when they have no state.
  spike::ClassOp edgeClass(int projection) {
    return classNumbered(plan.projections[projection].edge.classIndex);
  }

  llvm::FailureOr<int> edgesNamed(Operation *op, llvm::StringRef name) {
    auto found = names.projections.find(name);
    if (found == names.projections.end() || !edgeClass(found->second))
      return op->emitError("names no projection whose edges have state: '") << name << "'";
    return found->second;
  }

  /// The edges and the port that a projection's events go to.
  llvm::LogicalResult addEdgeTarget(spike::ProjectionOp op, rt::ProjectionPlan &projection) {
    auto edges = edgesNamed(op, op.getTarget());
    if (mlir::failed(edges))
      return mlir::failure();
    projection.edgesOf = *edges;
    for (auto kernel : edgeClass(*edges).getBody().front().getOps<spike::KernelOp>())
      if (auto port = kernel.getPort()) {
        ++projection.edgePort;
        if (*port == op.getPort())
          return mlir::success();
      }
    return op.emitError("names no port of the edges: '") << op.getPort() << "'";
  }

  llvm::LogicalResult addInits(mlir::Region &inits, spike::ClassOp cls, Scope scope,
                               int &stream, std::vector<rt::InitPlan> &into) {
    if (inits.empty())
      return mlir::success();
    for (auto init : inits.front().getOps<spike::InitOp>()) {
      auto value = expr(init.getValue(), scope, stream);
      int field = cls.getFieldIndex(init.getField());
      if (mlir::failed(value))
        return mlir::failure();
      if (field < 0)
        return init.emitError("class '") << cls.getSymName() << "' has no '"
                                         << init.getField() << "'";
      into.push_back({field, std::move(*value), init.getDraws()});
    }
    return mlir::success();
  }

  llvm::LogicalResult addEdge(spike::ProjectionOp op, rt::ProjectionPlan &projection,
                              Scope scope, int &stream) {
    auto found = classes.classes.find(*op.getVia());
    if (found == classes.classes.end())
      return op.emitError("names no class '") << *op.getVia() << "'";
    rt::EdgePlan &edge = projection.edge;
    edge.classIndex = found->second.index;
    spike::ClassOp cls = scope.element = found->second.op;
    auto dendritic = expr(op.getDendritic(), scope, stream);
    auto backprop = expr(op.getBackprop(), scope, stream);
    if (mlir::failed(dendritic) || mlir::failed(backprop) ||
        mlir::failed(addInits(op.getInits(), cls, scope, stream, edge.inits)))
      return mlir::failure();
    edge.dendritic = std::move(*dendritic);
    edge.backprop = std::move(*backprop);
    edge.dendriticDraws = op.getDendriticDraws();
    edge.backpropDraws = op.getBackpropDraws();
    // Every neuron must have what the class reads of its end.
    for (spike::FieldOp field : cls.getFields()) {
      std::vector<int> unused;
      if (field.getRole() == spike::FieldRole::End && field.getEnd() != spike::End::Ref &&
          mlir::failed(fieldIndices(
              op, field.getEnd() == spike::End::Pre ? projection.source : projection.target,
              *field.getOf(), std::nullopt, unused)))
        return mlir::failure();
      if (field.getRole() != spike::FieldRole::Ref)
        continue;
      if (mlir::failed(addRef(op, field.getSymName(), scope, stream, edge)))
        return mlir::failure();
    }
    return mlir::success();
  }

  llvm::LogicalResult addRef(spike::ProjectionOp op, llvm::StringRef name, Scope scope,
                             int &stream, rt::EdgePlan &edge) {
    if (!op.getInits().empty())
      for (auto bind : op.getInits().front().getOps<spike::BindRefOp>()) {
        if (bind.getRef() != name)
          continue;
        auto view = viewNamed(bind, bind.getView());
        auto index = expr(bind.getIndex(), scope, stream);
        if (mlir::failed(view) || mlir::failed(index))
          return mlir::failure();
        edge.refs.push_back({*view, std::move(*index)});
        return mlir::success();
      }
    return op.emitError("does not say which element '") << name << "' refers to";
  }

  llvm::LogicalResult addNormalize(spike::NormalizeOp op) {
    auto projection = edgesNamed(op, op.getProjection());
    auto total = expr(op.getTotal()), every = expr(op.getEvery());
    if (mlir::failed(projection) || mlir::failed(total) || mlir::failed(every))
      return mlir::failure();
    rt::NormalizePlan normalize;
    normalize.projection = *projection;
    normalize.field = edgeClass(*projection).getFieldIndex(op.getField());
    normalize.perPost = op.getPerPost();
    normalize.total = std::move(*total);
    normalize.every = std::move(*every);
    normalize.at = sourcePosition(op.getLoc());
    plan.normalizations.push_back(std::move(normalize));
    return mlir::success();
  }

  llvm::LogicalResult addStructural(spike::StructuralOp op) {
    auto projection = edgesNamed(op, op.getProjection());
    if (mlir::failed(projection))
      return mlir::failure();
    rt::StructuralPlan structural;
    structural.projection = *projection;
    structural.at = sourcePosition(op.getLoc());
    if (op.getRule())
      structural.growRule = static_cast<rt::Rule>(*op.getRule());
    const rt::ProjectionPlan &edges = plan.projections[*projection];
    Scope scope{edgeClass(*projection), edges.source, edges.target};
    int stream = 0;
    for (auto [region, into] :
         {std::pair(&op.getPrune(), &structural.pruneWhen),
          {&op.getPruneEvery(), &structural.pruneEvery},
          {&op.getArgument(), &structural.growArgument},
          {&op.getWhere(), &structural.growWhere},
          {&op.getDelay(), &structural.growDelay},
          {&op.getGrowEvery(), &structural.growEvery}}) {
      auto value = expr(*region, scope, stream);
      if (mlir::failed(value))
        return mlir::failure();
      *into = std::move(*value);
    }
    if (mlir::failed(
            addInits(op.getInits(), scope.element, scope, stream, structural.growInits)))
      return mlir::failure();
    plan.structurals.push_back(std::move(structural));
    return mlir::success();
  }

  llvm::LogicalResult addStimulus(spike::StimulusOp op) {
    rt::StimulusPlan stimulus;
    auto view = viewNamed(op, op.getView());
    if (mlir::failed(view) ||
        mlir::failed(fieldIndices(op, *view, op.getInput(), spike::FieldRole::Input,
                                  stimulus.inputFields)))
      return mlir::failure();
    stimulus.view = *view;
    stimulus.dependsOnElement = op.getPerElement();
    stimulus.samplesFile = op.getFile().value_or("").str();
    if (op.getFile()) {
      spike::FieldOp input =
          classOf(plan.views[*view].parts.front().population).lookupField(op.getInput());
      stimulus.samplesUnit = unitText(input.getUnit(), input.getScale());
    }
    auto value = expr(op.getWaveform()), interval = expr(op.getDt());
    if (mlir::failed(value) || mlir::failed(interval))
      return mlir::failure();
    stimulus.value = std::move(*value);
    stimulus.samplesDt = std::move(*interval);
    int stream = 0;
    auto noise = exportExprs(
        op.getNoise(), [&](Operation *inner) { return leaf(inner, {}); }, stream);
    if (mlir::failed(noise))
      return mlir::failure();
    if (!noise->empty()) {
      stimulus.noiseMean = std::move((*noise)[0]);
      stimulus.noiseSd = std::move((*noise)[1]);
      stimulus.noiseDt = std::move((*noise)[2]);
    }
    plan.stimuli.push_back(std::move(stimulus));
    return mlir::success();
  }

  /// True if the view's elements have `m[0]` for `m`.
  bool isVector(int view, llvm::StringRef name) {
    if (plan.views[view].parts.empty())
      return false;
    spike::ClassOp cls = classOf(plan.views[view].parts.front().population);
    return cls && !cls.lookupField(name) && (cls.lookupField((name + "[0]").str()) ||
                                           cls.lookupField((name + "[0, 0]").str()));
  }

  /// A vector is recorded component by component: first all elements' m[0], then all
  /// elements' m[1], …, by a view that has the elements once for each.
  llvm::LogicalResult addVector(spike::ProbeOp op, int view, rt::ProbePlan &probe) {
    rt::ViewPlan repeated;
    repeated.name = plan.views[view].name + "." + op.getWhat().str();
    spike::ClassOp first = classOf(plan.views[view].parts.front().population);
    std::string prefix = op.getWhat().str() + "[";
    for (spike::FieldOp field : first.getFields()) {
      if (!field.getSymName().starts_with(prefix))
        continue;
      if (mlir::failed(fieldIndices(op, view, field.getSymName(), std::nullopt, probe.fields)))
        return mlir::failure();
      llvm::append_range(repeated.parts, plan.views[view].parts);
      probe.needsRecordKernel |= field.getRole() == spike::FieldRole::Let;
    }
    probe.view = static_cast<int>(plan.views.size());
    plan.views.push_back(std::move(repeated));
    return mlir::success();
  }

  llvm::LogicalResult addProbe(spike::ProbeOp op) {
    rt::ProbePlan probe;
    probe.name = op.getName().str();
    probe.kind = static_cast<rt::ProbePlan::Kind>(op.getKind());
    probe.function = op.getFunction().value_or("").str();
    probe.unit = unitText(op.getUnit(), op.getScale());
    if (op.getKind() == spike::ProbeKind::Edges ||
        (op.getKind() == spike::ProbeKind::Function && names.projections.count(op.getView())))
      return addEdgeProbe(op, std::move(probe));
    auto view = viewNamed(op, op.getView());
    if (mlir::failed(view))
      return mlir::failure();
    probe.view = *view;
    if (op.getKind() == spike::ProbeKind::Events || probe.function == "rate") {
      if (mlir::failed(eventIndices(op, *view, op.getWhat(), probe.fields)))
        return mlir::failure();
    } else if (isVector(*view, op.getWhat()) && probe.function.empty()) {
      if (mlir::failed(addVector(op, *view, probe)))
        return mlir::failure();
    } else if (mlir::failed(checkFunction(op)) ||
               mlir::failed(fieldIndices(op, *view, op.getWhat(), std::nullopt,
                                         probe.fields))) {
      return mlir::failure();
    } else {
      for (const auto &part : plan.views[*view].parts)
        probe.needsRecordKernel |=
            classOf(part.population).lookupField(op.getWhat()).getRole() ==
            spike::FieldRole::Let;
    }
    auto every = expr(op.getEvery()), when = expr(op.getWhen());
    if (mlir::failed(every) || mlir::failed(when))
      return mlir::failure();
    probe.every = std::move(*every);
    probe.when = std::move(*when);
    plan.probes.push_back(std::move(probe));
    return mlir::success();
  }

  /// Values of edges, or, of kind Function, one function of those of all edges.
  llvm::LogicalResult addEdgeProbe(spike::ProbeOp op, rt::ProbePlan probe) {
    if (!probe.function.empty() && mlir::failed(checkFunction(op)))
      return mlir::failure();
    auto projection = edgesNamed(op, op.getView());
    auto every = expr(op.getEvery()), when = expr(op.getWhen());
    if (mlir::failed(projection) || mlir::failed(every) || mlir::failed(when))
      return mlir::failure();
    probe.view = -1;
    probe.projection = *projection;
    probe.fields = {edgeClass(*projection).getFieldIndex(op.getWhat())};
    probe.every = std::move(*every);
    probe.when = std::move(*when);
    plan.probes.push_back(std::move(probe));
    return mlir::success();
  }

  static llvm::LogicalResult checkFunction(spike::ProbeOp op) {
    llvm::StringRef name = op.getFunction().value_or("");
    if (name.empty() || name == "mean" || name == "std" || name == "min" || name == "max" ||
        name == "sum" || name == "rate" || name == "order_parameter")
      return mlir::success();
    return op.emitError("E0901: recording the function '")
           << name << "' of a population is not executed yet";
  }

  spike::NetworkOp network;
  const ClassNames &classes;
  NetworkNames &names;
  rt::NetworkPlan plan;
  std::vector<rt::Expr> sizes; ///< of populations
};

} // namespace

llvm::FailureOr<rt::NetworkPlan> neuro::lowering::exportNetwork(spike::NetworkOp network,
                                                                const ClassNames &classes,
                                                                NetworkNames &names) {
  return NetworkExporter(network, classes, names).run();
}
