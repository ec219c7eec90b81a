//===- ExportExperiment.cpp - Experiments to the plan -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The host script as the neuro dialect holds it, after neuro-units: f64 in
// coherent units, arith and math. Measure calls of all expressions are collected
// in one table; an expression refers to them by number.
//
//===----------------------------------------------------------------------===//
#include "lowering/SpikeToPlan/Exporter.h"

#include "llvm/ADT/StringSwitch.h"

using namespace neuro;
using namespace neuro::lowering;
using mlir::Operation;
using Statement = rt::StatementPlan;

namespace {

/// Statements inside each other; the importer's own limit is lower.
constexpr int MAX_NESTING = 64;

class ExperimentExporter {
public:
  ExperimentExporter(nir::ExperimentOp experiment, const NetworkNames &network,
                     const rt::NetworkPlan &networkPlan)
      : experiment(experiment), network(network), networkPlan(networkPlan) {}

  llvm::FailureOr<rt::ExperimentPlan> run() {
    plan.name = experiment.getSymName().str();
    plan.network = network.index;
    if (mlir::failed(addBody(experiment.getBody().front(), plan.statements, 0)))
      return mlir::failure();
    return std::move(plan);
  }

private:
  // --- Expressions ---

  llvm::FailureOr<rt::Expr> expr(mlir::Region &region) {
    int stream = 0;
    return exportExpr(region, [&](Operation *op) { return leaf(op); }, stream);
  }
  llvm::FailureOr<std::vector<rt::Expr>> exprs(mlir::Region &region) {
    int stream = 0;
    return exportExprs(region, [&](Operation *op) { return leaf(op); }, stream);
  }

  llvm::FailureOr<rt::Instr> leaf(Operation *op) {
    if (auto get = llvm::dyn_cast<nir::GetOp>(op)) {
      auto found = network.parameters.find(get.getVariable().getRootReference().getValue());
      if (get.getVariable().getNestedReferences().empty() &&
          found != network.parameters.end())
        return rt::Instr{rt::Op::Parameter, found->second};
    }
    if (auto read = llvm::dyn_cast<nir::ReadOp>(op)) {
      auto slot = variableSlot(op, read.getSlot());
      if (mlir::failed(slot))
        return mlir::failure();
      return rt::Instr{rt::Op::Variable, *slot};
    }
    if (auto measure = llvm::dyn_cast<nir::MeasureOp>(op)) {
      auto index = addMeasure(measure);
      if (mlir::failed(index))
        return mlir::failure();
      return rt::Instr{rt::Op::Measure, *index};
    }
    return unknownLeaf(op);
  }

  llvm::FailureOr<int> variableSlot(Operation *op, int64_t slot) {
    if (slot < 0 || slot >= 65536)
      return op->emitError("variable slot ") << slot << " is out of range";
    plan.variables = std::max(plan.variables, static_cast<int>(slot) + 1);
    return static_cast<int>(slot);
  }

  llvm::FailureOr<int> viewNamed(Operation *op, llvm::StringRef name) {
    auto found = network.views.find(name);
    if (found == network.views.end())
      return op->emitError("network '") << networkPlan.name << "' has no population or view '"
                                        << name << "'";
    return found->second;
  }

  llvm::FailureOr<int> parameterNamed(Operation *op, llvm::StringRef name) {
    auto found = network.parameters.find(name);
    if (found == network.parameters.end())
      return op->emitError("network '") << networkPlan.name << "' has no parameter '" << name
                                        << "'";
    return found->second;
  }

  llvm::FailureOr<int> projectionNamed(Operation *op, llvm::StringRef name) {
    auto found = network.projections.find(name);
    if (found == network.projections.end())
      return op->emitError("network '") << networkPlan.name << "' has no projection '" << name
                                        << "'";
    return found->second;
  }

  llvm::FailureOr<int> dataNamed(Operation *op, llvm::StringRef name) {
    // The latest of that name: blocks side by side may use one name twice.
    for (size_t k = plan.data.size(); k-- > 0;)
      if (plan.data[k].name == name)
        return static_cast<int>(k);
    return op->emitError("there is no data set '") << name << "'";
  }

  // --- Measures ---

  llvm::FailureOr<int> addMeasure(nir::MeasureOp op) {
    rt::MeasurePlan measure;
    measure.function = op.getFunction().str();
    measure.phase = op.getPhase().value_or("").str();
    measure.variable = op.getWhat().value_or("").str();
    measure.at = sourcePosition(op.getLoc());
    if (auto edges = op.getEdges()) {
      auto index = projectionNamed(op, *edges);
      if (mlir::failed(index))
        return mlir::failure();
      measure.projection = *index;
    }
    if (auto data = op.getData()) {
      auto index = dataNamed(op, *data);
      if (mlir::failed(index))
        return mlir::failure();
      measure.data = *index;
    }
    if (auto with = op.getWithView()) {
      auto index = viewNamed(op, *with);
      if (mlir::failed(index))
        return mlir::failure();
      measure.withView = *index;
      measure.withVariable = op.getWithWhat().value_or("").str();
    }
    if (auto view = op.getView()) {
      auto index = viewNamed(op, *view);
      if (mlir::failed(index))
        return mlir::failure();
      measure.view = *index;
      if (auto function = op.getTargetFunction()) {
        auto name = recordedFunction(op, *function);
        if (mlir::failed(name))
          return mlir::failure();
        measure.variable = *name;
      }
    }
    if (mlir::failed(addArguments(op, measure)))
      return mlir::failure();
    plan.measures.push_back(std::move(measure));
    return static_cast<int>(plan.measures.size()) - 1;
  }

  /// A population function, mean(E.V), is measured as the network records it, and
  /// goes by the recording's name.
  llvm::FailureOr<std::string> recordedFunction(nir::MeasureOp op, llvm::StringRef function) {
    spike::NetworkOp recorded = network.op;
    for (auto probe : recorded.getBody().front().getOps<spike::ProbeOp>())
      if (probe.getFunction() == function && probe.getView() == *op.getView() &&
          probe.getWhat() == op.getWhat().value_or(""))
        return probe.getName().str();
    return op.emitError("the network does not record ")
           << function << "(" << *op.getView() << "." << op.getWhat().value_or("") << ")";
  }

  /// Arguments are values of the same region: each is exported as a region that
  /// yields it.
  llvm::LogicalResult addArguments(nir::MeasureOp op, rt::MeasurePlan &measure) {
    for (auto [position, value] : llvm::enumerate(op.getArgs())) {
      mlir::Region region;
      mlir::Block &block = region.emplaceBlock();
      mlir::IRMapping mapping;
      // Not atBlockEnd, which asks the region's parent for the context.
      mlir::OpBuilder builder(op.getContext());
      builder.setInsertionPointToEnd(&block);
      if (mlir::failed(cloneWithOperands(value, builder, mapping, op)))
        return mlir::failure();
      nir::YieldOp::create(builder, op.getLoc(), mapping.lookup(value));
      auto argument = expr(region);
      if (mlir::failed(argument))
        return mlir::failure();
      std::string name;
      if (auto names = op.getArgNames())
        name = llvm::cast<mlir::StringAttr>((*names)[position]).str();
      measure.args.push_back({name, std::move(*argument)});
    }
    return mlir::success();
  }

  /// Copies what computes `value`, in the order of its block.
  llvm::LogicalResult cloneWithOperands(mlir::Value value, mlir::OpBuilder &builder,
                                        mlir::IRMapping &mapping, Operation *user) {
    llvm::SmallPtrSet<Operation *, 16> needed;
    llvm::SmallVector<mlir::Value> pending{value};
    while (!pending.empty()) {
      Operation *op = pending.pop_back_val().getDefiningOp();
      if (!op || op->getBlock() != user->getBlock())
        return user->emitError("has an argument from outside its expression");
      if (needed.insert(op).second)
        llvm::append_range(pending, op->getOperands());
    }
    for (Operation &op : *user->getBlock())
      if (needed.contains(&op))
        builder.clone(op, mapping);
    return mlir::success();
  }

  // --- Statements ---

  llvm::LogicalResult addBody(mlir::Block &body, std::vector<Statement> &into, int nesting) {
    if (nesting > MAX_NESTING)
      return body.getParentOp()->emitError("statements are nested more than ")
             << MAX_NESTING << " deep";
    for (Operation &op : body) {
      if (auto argument = llvm::dyn_cast<nir::NetArgOp>(op)) {
        if (mlir::failed(addOverride(argument)))
          return mlir::failure();
        continue;
      }
      if (auto setting = llvm::dyn_cast<nir::SettingOp>(op)) {
        if (mlir::failed(addSetting(setting)))
          return mlir::failure();
        continue;
      }
      if (auto data = llvm::dyn_cast<nir::DataOp>(op)) {
        addData(data);
        continue;
      }
      Statement statement;
      statement.at = sourcePosition(op.getLoc());
      if (mlir::failed(fill(&op, statement, nesting)))
        return mlir::failure();
      into.push_back(std::move(statement));
    }
    return mlir::success();
  }

  llvm::LogicalResult fill(Operation *op, Statement &statement, int nesting) {
    return llvm::TypeSwitch<Operation *, llvm::LogicalResult>(op)
        .Case<nir::SimulateOp, nir::AssignOp, nir::AssignParamOp, nir::VariableOp,
              nir::ReportOp, nir::ExpectOp, nir::FreezeOp>([&](auto inner) { return fillOne(inner, statement); })
        .Case<nir::ForOp, nir::SweepOp, nir::PresentOp>(
            [&](auto loop) { return fillLoop(loop, statement, nesting); })
        .Case([&](nir::RestoreOp restore) {
          statement.kind = Statement::Restore;
          statement.text = restore.getFile().str();
          return mlir::success();
        })
        .Case([&](nir::CheckpointOp checkpoint) {
          statement.kind = Statement::Checkpoint;
          statement.text = checkpoint.getFile().str();
          return valueOf(checkpoint.getEvery(), statement);
        })
        .Case([&](nir::ResetOp) {
          statement.kind = Statement::Reset;
          return mlir::success();
        })
        .Default([](Operation *other) {
          return other->emitError("'") << other->getName() << "' is not executed yet";
        });
  }

  llvm::LogicalResult valueOf(mlir::Region &region, Statement &statement) {
    auto value = expr(region);
    if (mlir::failed(value))
      return mlir::failure();
    statement.value = std::move(*value);
    return mlir::success();
  }

  rt::UnitText shown(Operation *op) {
    auto text = op->getAttrOfType<mlir::StringAttr>("unit");
    auto scale = op->getAttrOfType<mlir::FloatAttr>("scale");
    return unitText(text ? std::optional(text.getValue()) : std::nullopt,
                    scale ? std::optional(scale.getValue()) : std::nullopt);
  }

  llvm::LogicalResult fillOne(nir::SimulateOp op, Statement &statement) {
    statement.kind = Statement::Simulate;
    statement.name = op.getPhase().value_or("").str();
    return valueOf(op.getDuration(), statement);
  }

  llvm::LogicalResult fillOne(nir::AssignOp op, Statement &statement) {
    statement.kind = Statement::Assign;
    statement.variable = op.getField().str();
    if (auto edges = network.projections.find(op.getView());
        edges != network.projections.end()) {
      statement.projection = edges->second;
      return valueOf(op.getValue(), statement);
    }
    auto view = viewNamed(op, op.getView());
    if (mlir::failed(view))
      return mlir::failure();
    statement.view = *view;
    return valueOf(op.getValue(), statement);
  }

  llvm::LogicalResult fillOne(nir::AssignParamOp op, Statement &statement) {
    statement.kind = Statement::Assign;
    statement.variable = op.getParam().str();
    auto parameter = parameterNamed(op, op.getParam());
    if (mlir::failed(parameter))
      return mlir::failure();
    statement.index = *parameter;
    return valueOf(op.getValue(), statement);
  }

  llvm::LogicalResult fillOne(nir::VariableOp op, Statement &statement) {
    statement.kind = Statement::Let;
    statement.name = op.getVariable().str();
    statement.unit = shown(op);
    auto slot = variableSlot(op, op.getSlot());
    if (mlir::failed(slot))
      return mlir::failure();
    statement.index = *slot;
    return valueOf(op.getValue(), statement);
  }

  /// A frozen state: of elements (view) or of edges (index).
  llvm::LogicalResult fillOne(nir::FreezeOp op, Statement &statement) {
    statement.kind = Statement::Freeze;
    statement.variable = op.getField().str();
    bool edges = network.projections.count(op.getTarget());
    auto target = edges ? projectionNamed(op, op.getTarget()) : viewNamed(op, op.getTarget());
    if (mlir::failed(target))
      return mlir::failure();
    (edges ? statement.index : statement.view) = *target;
    return mlir::success();
  }

  void addData(nir::DataOp op) {
    rt::DataPlan data;
    data.name = op.getData().str();
    data.reader = op.getReader().str();
    data.at = sourcePosition(op.getLoc());
    for (mlir::NamedAttribute argument : op.getArguments())
      data.arguments.push_back({argument.getName().str(),
                                llvm::cast<mlir::StringAttr>(argument.getValue()).str()});
    plan.data.push_back(std::move(data));
  }

  llvm::LogicalResult fillLoop(nir::PresentOp op, Statement &statement, int nesting) {
    statement.kind = Statement::Present;
    auto data = dataNamed(op, op.getData());
    auto range = exprs(op.getRange());
    auto gap = expr(op.getGap());
    if (mlir::failed(data) || mlir::failed(range) || mlir::failed(gap) ||
        mlir::failed(valueOf(op.getDuration(), statement)))
      return mlir::failure();
    statement.index = *data;
    statement.gap = std::move(*gap);
    if (range->size() >= 2) {
      statement.low = std::move((*range)[0]);
      statement.high = std::move((*range)[1]);
    }
    return addBody(op.getBody().front(), statement.body, nesting + 1);
  }

  llvm::LogicalResult fillOne(nir::ReportOp op, Statement &statement) {
    statement.kind = Statement::Report;
    statement.text = op.getText().str();
    statement.unit = shown(op);
    return valueOf(op.getValue(), statement);
  }

  llvm::LogicalResult fillOne(nir::ExpectOp op, Statement &statement) {
    statement.kind = Statement::Expect;
    statement.text = op.getText().str();
    if (mlir::failed(valueOf(op.getCondition(), statement)))
      return mlir::failure();
    if (op.getParts().empty())
      return mlir::success();
    for (auto part : op.getParts().front().getOps<nir::OperandOp>()) {
      auto value = expr(part.getValue());
      if (mlir::failed(value))
        return mlir::failure();
      statement.operands.push_back({part.getText().str(), std::move(*value), shown(part)});
    }
    return mlir::success();
  }

  /// Values of a loop or of a sweep's axis: a list, or low, high and perhaps step.
  llvm::LogicalResult addAxis(Operation *op, mlir::Region &range, mlir::Region &values,
                              Statement::Axis axis, Statement &statement) {
    if (!values.empty()) {
      auto list = exprs(values);
      if (mlir::failed(list))
        return mlir::failure();
      if (list->empty())
        return op->emitError("has no values");
      axis.values = std::move(*list);
    } else {
      auto bounds = exprs(range);
      if (mlir::failed(bounds))
        return mlir::failure();
      if (bounds->size() < 2 || bounds->size() > 3)
        return op->emitError("a range has two bounds and at most a step");
      axis.low = std::move((*bounds)[0]);
      axis.high = std::move((*bounds)[1]);
      if (bounds->size() == 3)
        axis.step = std::move((*bounds)[2]);
    }
    statement.axes.push_back(std::move(axis));
    return mlir::success();
  }

  llvm::LogicalResult fillLoop(nir::ForOp op, Statement &statement, int nesting) {
    statement.kind = Statement::For;
    statement.name = op.getVariable().str();
    auto slot = variableSlot(op, op.getSlot());
    if (mlir::failed(slot))
      return mlir::failure();
    statement.index = *slot;
    Statement::Axis axis;
    axis.name = statement.name;
    axis.unit = shown(op);
    if (mlir::failed(addAxis(op, op.getRange(), op.getValues(), axis, statement)))
      return mlir::failure();
    return addBody(op.getBody().front(), statement.body, nesting + 1);
  }

  llvm::LogicalResult fillLoop(nir::SweepOp op, Statement &statement, int nesting) {
    statement.kind = Statement::Sweep;
    for (auto axisOp : op.getAxes().front().getOps<nir::AxisOp>()) {
      auto parameter = parameterNamed(axisOp, axisOp.getParam());
      if (mlir::failed(parameter))
        return mlir::failure();
      Statement::Axis axis;
      axis.name = axisOp.getParam().str();
      axis.parameter = *parameter;
      axis.unit = networkPlan.parameters[*parameter].unit;
      if (axisOp.getUnit())
        axis.unit = shown(axisOp);
      if (mlir::failed(addAxis(axisOp, axisOp.getRange(), axisOp.getValues(), axis, statement)))
        return mlir::failure();
    }
    return addBody(op.getBody().front(), statement.body, nesting + 1);
  }

  // --- Settings ---

  llvm::LogicalResult addOverride(nir::NetArgOp op) {
    auto parameter = parameterNamed(op, op.getParam());
    auto value = expr(op.getValue());
    if (mlir::failed(parameter) || mlir::failed(value))
      return mlir::failure();
    plan.overrides.push_back({*parameter, std::move(*value)});
    return mlir::success();
  }

  llvm::LogicalResult addSetting(nir::SettingOp op) {
    llvm::StringRef name = op.getSetting();
    std::string text = op.getText().value_or("").str();
    if (name == "precision") {
      plan.precision = text;
      return mlir::success();
    }
    if (name == "solver") {
      plan.solver = text;
      return mlir::success();
    }
    if (name == "target" && text == "cpu")
      return mlir::success();
    rt::Expr *setting = name == "dt"        ? &plan.dt
                        : name == "seed"    ? &plan.seed
                        : name == "threads" ? &plan.threads
                                            : nullptr;
    if (!setting)
      return op.emitError("E0915: the setting '")
             << name << (text.empty() ? "" : " = " + text) << "' is not executed yet";
    auto value = expr(op.getValue());
    if (mlir::failed(value))
      return mlir::failure();
    *setting = std::move(*value);
    if (auto digits = op->getAttrOfType<mlir::StringAttr>("digits"); digits && name == "seed")
      plan.hasWholeSeed = !digits.getValue().getAsInteger(10, plan.wholeSeed);
    return mlir::success();
  }

  nir::ExperimentOp experiment;
  const NetworkNames &network;
  const rt::NetworkPlan &networkPlan;
  rt::ExperimentPlan plan;
};

} // namespace

llvm::FailureOr<rt::ExperimentPlan>
neuro::lowering::exportExperiment(nir::ExperimentOp experiment, const NetworkNames &network,
                                  const rt::NetworkPlan &plan) {
  return ExperimentExporter(experiment, network, plan).run();
}
