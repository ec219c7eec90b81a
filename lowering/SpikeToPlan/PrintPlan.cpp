//===- PrintPlan.cpp - The plan as text -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/SpikeToPlan/PrintEdges.h"
#include "lowering/SpikeToPlan/SpikeToPlan.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <iterator>

using namespace neuro::rt;
using namespace neuro::lowering;

namespace {

/// Shortest text that reads back as the same number.
std::string number(double value) {
  for (int digits : {6, 15, 17}) {
    std::string text;
    llvm::raw_string_ostream(text) << llvm::format("%.*g", digits, value);
    if (std::strtod(text.c_str(), nullptr) == value || digits == 17)
      return text;
  }
  return "";
}

/// Names for the leaves of expressions of one place.
struct Names {
  const ClassPlan *element = nullptr;
  const NetworkPlan *network = nullptr;
};

const char *symbol(Op op) {
  switch (op) {
  case Op::Add: return "+";
  case Op::Sub: return "-";
  case Op::Mul: return "*";
  case Op::Div: return "/";
  case Op::Pow: return "^";
  case Op::Lt: return "<";
  case Op::Le: return "<=";
  case Op::Gt: return ">";
  case Op::Ge: return ">=";
  case Op::Eq: return "==";
  case Op::Ne: return "!=";
  case Op::And: return "and";
  case Op::Or: return "or";
  default: return nullptr;
  }
}

const char *function(Op op) {
  switch (op) {
  case Op::Mod: return "mod";
  case Op::Min: return "min";
  case Op::Max: return "max";
  case Op::Abs: return "abs";
  case Op::Sign: return "sign";
  case Op::Floor: return "floor";
  case Op::Ceil: return "ceil";
  case Op::Round: return "round";
  case Op::Exp: return "exp";
  case Op::Expm1: return "expm1";
  case Op::Log: return "log";
  case Op::Log10: return "log10";
  case Op::Sqrt: return "sqrt";
  case Op::Sin: return "sin";
  case Op::Cos: return "cos";
  case Op::Tan: return "tan";
  case Op::Tanh: return "tanh";
  case Op::Atan: return "atan";
  case Op::Sigmoid: return "sigmoid";
  case Op::Exprelr: return "exprelr";
  case Op::Heaviside: return "heaviside";
  case Op::Not: return "not";
  case Op::Uniform: return "uniform";
  case Op::Normal: return "normal";
  case Op::LogNormal: return "lognormal";
  case Op::Exponential: return "exponential";
  case Op::Gamma: return "gamma";
  case Op::Choice: return "choice";
  default: return "?";
  }
}

bool isDraw(Op op) { return op >= Op::Uniform; }

template <typename T> std::string nameOf(const std::vector<T> *list, int index) {
  if (list && index >= 0 && static_cast<size_t>(index) < list->size())
    return (*list)[index].name;
  return "#" + std::to_string(index);
}

std::string leaf(const Instr &instr, const Names &names) {
  switch (instr.op) {
  case Op::Const: return number(instr.imm);
  case Op::Parameter:
    return nameOf(names.network ? &names.network->parameters : nullptr, instr.a);
  case Op::Field: return nameOf(names.element ? &names.element->fields : nullptr, instr.a);
  case Op::SourceField: return "pre.#" + std::to_string(instr.a);
  case Op::TargetField: return "post.#" + std::to_string(instr.a);
  case Op::IndexI: return "i";
  case Op::IndexJ: return "j";
  case Op::Distance: return "distance";
  case Op::Coordinate:
    return std::string(instr.b ? "post." : "") + static_cast<char>('x' + instr.a);
  case Op::Column: return instr.a ? "file.delay" : "file.weight";
  case Op::FanIn: return "fan_in";
  case Op::Dt: return "dt";
  case Op::Time: return "t";
  case Op::Variable: return "variable#" + std::to_string(instr.a);
  case Op::Measure: return "measure#" + std::to_string(instr.a);
  default: return "?";
  }
}

/// Infix; a long expression is named by its length instead.
std::string text(const Expr &expr, const Names &names) {
  constexpr size_t LONGEST = 256;
  if (expr.empty())
    return "none";
  if (expr.code.size() > LONGEST)
    return "<" + std::to_string(expr.code.size()) + " instructions>";
  std::vector<std::string> stack;
  for (const Instr &instr : expr.code) {
    size_t count = static_cast<size_t>(operandCount(instr));
    if (count > stack.size())
      return "<malformed>";
    std::vector<std::string> args(stack.end() - count, stack.end());
    stack.resize(stack.size() - count);
    std::string result;
    if (instr.op == Op::Select)
      result = "(if " + args[0] + " then " + args[1] + " else " + args[2] + ")";
    else if (instr.op == Op::Neg)
      result = "-" + args[0];
    else if (const char *infix = symbol(instr.op))
      result = "(" + args[0] + " " + infix + " " + args[1] + ")";
    else if (count == 0)
      result = leaf(instr, names);
    else
      result = std::string(function(instr.op)) +
               (isDraw(instr.op) ? "#" + std::to_string(instr.a) : "") + "(" +
               llvm::join(args, ", ") + ")";
    stack.push_back(std::move(result));
  }
  return stack.size() == 1 ? stack[0] : "<malformed>";
}

std::string unit(const UnitText &unit) {
  std::string result = " [" + unit.text;
  if (unit.scale != 1)
    result += " = " + number(unit.scale);
  return result + "]";
}

const char *roleName(FieldRole role) {
  constexpr const char *names[] = {"parameter",  "derived",  "coefficient", "state", "refractory",
                                   "previous", "arrive", "input",  "event", "let", "draw",
                                   "elapsed", "trace", "age", "end", "value", "emit", "ref"};
  static_assert(std::size(names) == static_cast<size_t>(FieldRole::Ref) + 1);
  return names[static_cast<int>(role)];
}

const char *scalarName(Scalar scalar) {
  constexpr const char *names[] = {"f32", "f64", "i32", "u8", "u16", "bits"};
  static_assert(std::size(names) == static_cast<size_t>(Scalar::Bits) + 1);
  return names[static_cast<int>(scalar)];
}

const char *ruleName(Rule rule) {
  constexpr const char *names[] = {"all",        "one_to_one",    "bernoulli",
                                   "fixed_indegree", "fixed_outdegree", "fixed_total",
                                   "pairwise_poisson", "nearest", "conv2d", "sumpool",
                                   "toeplitz", "file"};
  static_assert(std::size(names) == static_cast<size_t>(Rule::File) + 1);
  return names[static_cast<int>(rule)];
}

const char *sourceName(SourceKind kind) {
  constexpr const char *names[] = {"none", "poisson", "spike_train", "regular", "port", "spike_file"};
  static_assert(std::size(names) == static_cast<size_t>(SourceKind::SpikeFile) + 1);
  return names[static_cast<int>(kind)];
}

class Printer {
public:
  explicit Printer(llvm::raw_ostream &os) : os(os) {}

  void print(const ProgramPlan &plan) {
    os << "plan abi " << plan.abiVersion << "\n";
    for (const ClassPlan &cls : plan.classes)
      print(cls);
    for (const NetworkPlan &network : plan.networks)
      print(network, plan);
    for (const ExperimentPlan &experiment : plan.experiments)
      print(experiment, plan);
  }

private:
  void optional(llvm::StringRef name, const Expr &expr, const Names &names) {
    if (!expr.empty())
      os << " " << name << " " << text(expr, names);
  }

  // --- Classes ---

  void print(const ClassPlan &cls) {
    Names names{&cls, nullptr};
    os << (cls.edge ? "edge class " : "class ") << cls.name << tieText(cls.tie) << ": "
       << cls.arraySlots << " arrays, " << cls.uniformSlots << " uniforms";
    if (cls.smallestStep > 0)
      os << llvm::format(", ticks from %.3g ms", cls.smallestStep);
    os << "\n";
    for (auto [index, field] : llvm::enumerate(cls.fields)) {
      os << "  field " << index << " " << field.name << ": " << roleName(field.role) << " "
         << scalarName(field.type) << (field.perElement ? " array " : " uniform ")
         << field.slot << unit(field.unit);
      if (field.key >= 0)
        os << " draws as " << field.key;
      if (field.into >= 0)
        os << " into " << cls.fields[static_cast<size_t>(field.into)].name;
      os << edgeText(field, cls);
      optional("tau", field.tau, names);
      optional("=", field.value, names);
      if (!field.constraint.empty())
        os << " where \"" << field.constraintText << "\" "
           << text(field.constraint, names);
      os << "\n";
    }
    for (const PropagatorPlan &propagator : cls.propagators) {
      os << "  propagator " << propagator.name << ": " << propagator.states << " states, "
         << propagator.inputs << " inputs";
      if (propagator.noises > 0)
        os << ", " << propagator.noises << " noises";
      os << "\n";
      const size_t solved = static_cast<size_t>(propagator.states + propagator.inputs);
      const size_t columns = solved + static_cast<size_t>(propagator.noises);
      for (size_t entry = 0; entry < propagator.matrix.size(); ++entry) {
        const size_t row = entry / columns, column = entry % columns;
        os << "    ";
        if (column < solved && propagator.coefficients[row * solved + column] < 0)
          os << "unread";
        else if (column < solved)
          os << nameOf(&cls.fields, propagator.coefficients[row * solved + column]);
        else
          os << "noise " << column - solved << " in row " << row;
        os << " of " << text(propagator.matrix[entry], names) << "\n";
      }
      for (int field : propagator.noiseCoefficients)
        os << "    " << (field < 0 ? "unread" : nameOf(&cls.fields, field)) << " of the noise\n";
    }
    for (const EventPlan &event : cls.events)
      os << "  event " << event.name << ": field " << event.maskField << "\n";
    for (const KernelPlan &kernel : cls.kernels) {
      os << "  kernel " << kernel.symbol << ": " << phaseName(kernel.phase);
      if (kernel.index >= 0)
        os << " port " << cls.ports[static_cast<size_t>(kernel.index)];
      optional("every", kernel.period, names);
      os << "\n";
    }
    for (const EmitPlan &emit : cls.emits) {
      os << "  emit " << emitText(emit, cls);
      optional("after", emit.after, names);
      os << "\n";
    }
  }

  // --- Networks ---

  void print(const NetworkPlan &network, const ProgramPlan &plan) {
    Names names{nullptr, &network};
    os << "network " << network.name << "\n";
    for (const ParameterPlan &parameter : network.parameters)
      os << "  parameter " << parameter.name << (parameter.isInteger ? " integer" : "")
         << unit(parameter.unit) << " = " << text(parameter.value, names) << "\n";
    for (const PopulationPlan &population : network.populations)
      print(population, network, plan);
    for (const ViewPlan &view : network.views) {
      os << "  view " << view.name << (view.family ? " family:" : ":");
      for (const ViewPlan::Part &part : view.parts) {
        os << " " << nameOf(&network.populations, part.population);
        if (part.low.empty())
          continue;
        os << "[" << text(part.low, names) << " .. " << text(part.high, names);
        optional("step", part.step, names);
        os << "]";
      }
      os << "\n";
    }
    for (const ProjectionPlan &projection : network.projections)
      print(projection, network, plan);
    for (const NormalizePlan &normalize : network.normalizations)
      os << "  normalize \"" << nameOf(&network.projections, normalize.projection) << "\" "
         << edgeField(plan, network, normalize.projection, normalize.field)
         << (normalize.perPost ? " per post" : " per pre") << " to "
         << text(normalize.total, names) << " every " << text(normalize.every, names) << "\n";
    for (const StructuralPlan &structural : network.structurals)
      print(structural, network, plan);
    for (const StimulusPlan &stimulus : network.stimuli)
      print(stimulus, network);
    for (const ProbePlan &probe : network.probes)
      print(probe, network);
  }

  void print(const PopulationPlan &population, const NetworkPlan &network,
             const ProgramPlan &plan) {
    const ClassPlan *cls = population.classIndex >= 0
                               ? &plan.classes[static_cast<size_t>(population.classIndex)]
                               : nullptr;
    Names names{cls, &network};
    os << "  population " << population.name << ": "
       << (cls ? cls->name : std::string(sourceName(population.source))) << " [";
    llvm::interleaveComma(population.shape, os,
                          [&](const Expr &size) { os << text(size, names); });
    os << "]";
    optional("rate", population.rate, names);
    optional("period", population.period, names);
    optional("phase", population.phase, names);
    if (!population.times.empty()) {
      os << " times";
      for (const Expr &time : population.times)
        os << " " << text(time, names);
    }
    if (!population.where.empty())
      os << " at " << population.where;
    os << "\n";
    for (const InitPlan &init : population.inits)
      os << "    " << nameOf(cls ? &cls->fields : nullptr, init.field)
         << (init.draws ? " ~ " : " = ") << text(init.value, names) << "\n";
  }

  void indices(llvm::StringRef name, const std::vector<int> &list) {
    os << " " << name << " ";
    llvm::interleave(list, os, ",");
  }

  void print(const ProjectionPlan &projection, const NetworkPlan &network,
             const ProgramPlan &plan) {
    const ClassPlan *edge = projection.edge.classIndex < 0
                                ? nullptr
                                : &plan.classes[static_cast<size_t>(projection.edge.classIndex)];
    Names names{edge, &network};
    os << "  projection \"" << projection.name << "\": "
       << nameOf(&network.views, projection.source) << " -> ";
    if (projection.edgesOf >= 0)
      os << "edges of \"" << nameOf(&network.projections, projection.edgesOf) << "\" port "
         << projection.edgePort;
    else
      os << nameOf(&network.views, projection.target);
    indices("events", projection.sourceEvents);
    indices("ports", projection.targetFields);
    os << " " << ruleName(projection.rule);
    if (!projection.ruleArgument.empty())
      os << "(" << text(projection.ruleArgument, names) << ")";
    optional("where", projection.where, names);
    os << (projection.autapses ? "" : " no autapses")
       << (projection.multapses ? "" : " no multapses") << "\n";
    if (edge)
      os << "    via " << edge->name;
    else
      os << "    w" << (projection.weightDraws ? " ~ " : " = ")
         << text(projection.weight, names) << unit(projection.weightUnit);
    os << ", delay" << (projection.delayDraws ? " ~ " : " = ")
       << text(projection.delay, names);
    delay("dendritic", projection.edge.dendritic, projection.edge.dendriticDraws, names);
    delay("backprop", projection.edge.backprop, projection.edge.backpropDraws, names);
    os << "\n";
    for (const InitPlan &init : projection.edge.inits)
      os << "    " << nameOf(edge ? &edge->fields : nullptr, init.field)
         << (init.draws ? " ~ " : " = ") << text(init.value, names) << "\n";
    for (auto [index, ref] : llvm::enumerate(projection.edge.refs)) {
      os << "    " << nameOf(edge ? &edge->refs : nullptr, static_cast<int>(index)) << " = "
         << nameOf(&network.views, ref.view);
      if (ref.index.empty())
        os << " nearest\n";
      else
        os << "[" << text(ref.index, names) << "]\n";
    }
  }

  void delay(llvm::StringRef name, const Expr &value, bool draws, const Names &names) {
    if (!value.empty())
      os << ", " << name << (draws ? " ~ " : " = ") << text(value, names);
  }

  void print(const StructuralPlan &structural, const NetworkPlan &network,
             const ProgramPlan &plan) {
    int edge = network.projections[static_cast<size_t>(structural.projection)].edge.classIndex;
    Names names{edge < 0 ? nullptr : &plan.classes[static_cast<size_t>(edge)], &network};
    os << "  structural \"" << nameOf(&network.projections, structural.projection) << "\"";
    optional("prune when", structural.pruneWhen, names);
    optional("every", structural.pruneEvery, names);
    if (!structural.growEvery.empty())
      os << " grow " << ruleName(structural.growRule);
    optional("of", structural.growArgument, names);
    optional("where", structural.growWhere, names);
    optional("delay", structural.growDelay, names);
    optional("every", structural.growEvery, names);
    os << "\n";
    for (const InitPlan &init : structural.growInits)
      os << "    " << nameOf(names.element ? &names.element->fields : nullptr, init.field)
         << (init.draws ? " ~ " : " = ") << text(init.value, names) << "\n";
  }

  void print(const StimulusPlan &stimulus, const NetworkPlan &network) {
    Names names{nullptr, &network};
    os << "  stimulus " << nameOf(&network.views, stimulus.view);
    indices("inputs", stimulus.inputFields);
    os << (stimulus.dependsOnElement ? " per element" : "");
    optional("=", stimulus.value, names);
    if (!stimulus.samplesFile.empty())
      os << " samples \"" << stimulus.samplesFile << "\"" << unit(stimulus.samplesUnit);
    optional("every", stimulus.samplesDt, names);
    optional("mean", stimulus.noiseMean, names);
    optional("sd", stimulus.noiseSd, names);
    optional("every", stimulus.noiseDt, names);
    os << "\n";
  }

  void print(const ProbePlan &probe, const NetworkPlan &network) {
    Names names{nullptr, &network};
    constexpr const char *kinds[] = {"events", "values", "function", "edges"};
    os << "  probe \"" << probe.name << "\": " << kinds[probe.kind] << " "
       << (probe.function.empty() ? "" : probe.function + " ") << "of "
       << (probe.projection >= 0 ? nameOf(&network.projections, probe.projection)
                                 : nameOf(&network.views, probe.view));
    indices("fields", probe.fields);
    os << unit(probe.unit);
    optional("every", probe.every, names);
    optional("when", probe.when, names);
    os << (probe.needsRecordKernel ? " record kernel" : "") << "\n";
  }

  // --- Experiments ---

  void print(const ExperimentPlan &experiment, const ProgramPlan &plan) {
    const NetworkPlan &network = plan.networks[static_cast<size_t>(experiment.network)];
    Names names{nullptr, &network};
    os << "experiment " << experiment.name << " on " << network.name << "\n";
    for (const ExperimentPlan::Override &override : experiment.overrides)
      os << "  parameter " << nameOf(&network.parameters, override.parameter) << " = "
         << text(override.value, names) << "\n";
    setting("dt", experiment.dt, names);
    setting("seed", experiment.seed, names);
    setting("threads", experiment.threads, names);
    if (!experiment.precision.empty())
      os << "  precision = " << experiment.precision << "\n";
    if (!experiment.solver.empty())
      os << "  solver = " << experiment.solver << "\n";
    for (auto [index, measure] : llvm::enumerate(experiment.measures))
      print(static_cast<int>(index), measure, network);
    print(experiment.statements, network, 2);
  }

  void setting(llvm::StringRef name, const Expr &value, const Names &names) {
    if (!value.empty())
      os << "  " << name << " = " << text(value, names) << "\n";
  }

  void print(int index, const MeasurePlan &measure, const NetworkPlan &network) {
    Names names{nullptr, &network};
    os << "  measure#" << index << " " << measure.function;
    if (measure.view >= 0)
      os << " of " << nameOf(&network.views, measure.view) << "." << measure.variable;
    else if (measure.projection >= 0)
      os << " of " << network.projections[static_cast<size_t>(measure.projection)].name << "."
         << measure.variable;
    else if (!measure.variable.empty())
      os << " " << measure.variable;
    if (measure.data >= 0)
      os << " of data#" << measure.data;
    if (measure.withView >= 0)
      os << " with " << nameOf(&network.views, measure.withView) << "." << measure.withVariable;
    if (!measure.phase.empty())
      os << " during " << measure.phase;
    for (const MeasurePlan::Arg &arg : measure.args)
      os << " " << arg.name << " = " << text(arg.value, names);
    os << "\n";
  }

  void print(const std::vector<StatementPlan> &statements, const NetworkPlan &network,
             unsigned indent) {
    for (const StatementPlan &statement : statements)
      print(statement, network, indent);
  }

  void print(const StatementPlan &statement, const NetworkPlan &network, unsigned indent) {
    Names names{nullptr, &network};
    os.indent(indent);
    switch (statement.kind) {
    case StatementPlan::Simulate:
      os << "simulate " << text(statement.value, names);
      if (!statement.name.empty())
        os << " as " << statement.name;
      break;
    case StatementPlan::Assign:
      os << "assign ";
      if (statement.view >= 0)
        os << nameOf(&network.views, statement.view) << ".";
      if (statement.projection >= 0)
        os << nameOf(&network.projections, statement.projection) << ".";
      os << statement.variable << " = " << text(statement.value, names);
      break;
    case StatementPlan::Let:
      os << "let variable#" << statement.index << " " << statement.name << " = "
         << text(statement.value, names);
      break;
    case StatementPlan::For:
      os << "for variable#" << statement.index;
      break;
    case StatementPlan::Sweep:
      os << "sweep";
      break;
    case StatementPlan::Report:
      os << "report \"" << statement.text << "\" " << text(statement.value, names)
         << unit(statement.unit);
      break;
    case StatementPlan::Expect:
      os << "expect \"" << statement.text << "\" " << text(statement.value, names);
      break;
    case StatementPlan::Reset:
      os << "reset";
      break;
    case StatementPlan::Checkpoint:
      os << "checkpoint \"" << statement.text << "\"";
      optional("every", statement.value, names);
      break;
    case StatementPlan::Restore:
      os << "restore \"" << statement.text << "\"";
      break;
    case StatementPlan::Present:
      os << "present data#" << statement.index;
      if (!statement.low.empty())
        os << " " << text(statement.low, names) << " .. " << text(statement.high, names);
      os << " for " << text(statement.value, names);
      optional("gap", statement.gap, names);
      break;
    case StatementPlan::Freeze:
      os << "freeze ";
      if (statement.view >= 0)
        os << nameOf(&network.views, statement.view) << "." << statement.variable;
      else
        os << network.projections[static_cast<size_t>(statement.index)].name << "."
           << statement.variable;
      break;
    }
    for (const StatementPlan::Axis &axis : statement.axes)
      print(axis, names);
    if (!statement.at.empty())
      os << " at " << statement.at;
    os << "\n";
    for (const StatementPlan::Operand &operand : statement.operands)
      os.indent(indent + 2) << "operand \"" << operand.text << "\" "
                            << text(operand.value, names) << unit(operand.unit) << "\n";
    print(statement.body, network, indent + 2);
  }

  void print(const StatementPlan::Axis &axis, const Names &names) {
    os << " " << axis.name << unit(axis.unit) << " in ";
    if (axis.values.empty()) {
      os << text(axis.low, names) << " .. " << text(axis.high, names);
      optional("step", axis.step, names);
      return;
    }
    os << "[";
    llvm::interleaveComma(axis.values, os,
                          [&](const Expr &value) { os << text(value, names); });
    os << "]";
  }

  llvm::raw_ostream &os;
};

} // namespace

std::string neuro::lowering::printPlan(const ProgramPlan &plan) {
  std::string result;
  llvm::raw_string_ostream os(result);
  Printer(os).print(plan);
  return result;
}
