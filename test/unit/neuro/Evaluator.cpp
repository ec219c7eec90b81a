//===- Evaluator.cpp - Runs a solved neuron model, for tests ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evaluator.h"
#include "dialects/neuro/transforms/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/TypeSwitch.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>
#include <unsupported/Eigen/MatrixFunctions>

using namespace mlir;
using namespace neuro::nir;

namespace neuro::test {

struct Neuron::Context {
  MLIRContext mlir;
  OwningOpRef<ModuleOp> module;
};

Neuron::Neuron(const std::string &file, double dt, const std::string &solver)
    : dt(dt), context(std::make_unique<Context>()) {
  context->mlir.loadDialect<NeuroDialect, arith::ArithDialect,
                            math::MathDialect, scf::SCFDialect>();
  ScopedDiagnosticHandler handler(&context->mlir, [&](Diagnostic &diagnostic) {
    errors += diagnostic.str() + "\n";
    for (Diagnostic &note : diagnostic.getNotes())
      errors += note.str() + "\n";
    return success();
  });
  context->module = parseSourceFile<ModuleOp>(
      std::string(NEURO_TEST_INPUTS) + "/" + file, &context->mlir);
  if (!context->module)
    return;
  NeuroClassifyOptions options;
  options.solver = solver;
  PassManager passes(&context->mlir);
  passes.addPass(createNeuroClassify(options));
  passes.addPass(createNeuroSolve());
  ok = succeeded(passes.run(*context->module));
  if (!ok)
    return;
  model = *context->module->getOps<ModelOp>().begin();
  for (InputOp input : model.getItems<InputOp>())
    inputs[input.getSymName().str()] = 0;
  for (ParamOp parameter : model.getItems<ParamOp>()) {
    evaluate(parameter.getDefaultValue().front());
    parameters[parameter.getSymName().str()] =
        number(yieldedValue(parameter.getDefaultValue()));
  }
  initialise();
}

Neuron::~Neuron() = default;

void Neuron::initialise() {
  for (StateOp state : model.getItems<StateOp>()) {
    evaluate(state.getInit().front());
    states[state.getSymName().str()] = number(yieldedValue(state.getInit()));
  }
}

void Neuron::bindPropagators() {
  for (PropagatorOp propagator : model.getItems<PropagatorOp>()) {
    evaluate(propagator.getMatrix().front());
    int64_t rows = propagator.getRows(), columns = propagator.getCols();
    Eigen::MatrixXd augmented = Eigen::MatrixXd::Zero(columns, columns);
    unsigned entry = 0;
    for (Value value : yieldedValues(propagator.getMatrix())) {
      augmented(entry / columns, entry % columns) = number(value) * dt;
      ++entry;
    }
    Eigen::MatrixXd exponential = augmented.exp();
    auto &matrix = propagators[propagator.getSymName().str()];
    for (int64_t row = 0; row < rows; ++row) {
      matrix.emplace_back();
      for (int64_t column = 0; column < columns; ++column)
        matrix.back().push_back(exponential(row, column));
    }
  }
}

std::set<std::string> Neuron::tick() {
  if (ticks == 0) {
    bindPropagators();
    for (PreviousOp previous : model.getItems<PreviousOp>()) {
      double &value = hidden[previous.getSymName().str()];
      if (previous.getInit().empty())
        continue;
      evaluate(previous.getInit().front());
      value = number(yieldedValue(previous.getInit()));
    }
  }
  events.clear();
  written.clear();
  loaded = -1;
  evaluate(model.getUpdate().getBody().front());
  for (auto &[name, value] : written)
    (hidden.count(name) ? hidden : states)[name] = value;
  refractory = loaded >= 0 ? loaded : std::max<int64_t>(refractory - 1, 0);
  arrivals.clear();
  ++ticks;
  return events;
}

std::string Neuron::attribute(const std::string &state,
                              const std::string &name) {
  auto found = model.lookup<StateOp>(state);
  auto text = found ? found->getAttrOfType<StringAttr>(name) : StringAttr();
  return text ? text.str() : "";
}

size_t Neuron::count(const std::string &operation) {
  size_t found = 0;
  model.walk([&](Operation *op) {
    found += op->getName().getStringRef() == operation;
  });
  return found;
}

double Neuron::read(const std::string &name) {
  if (auto found = written.find(name); found != written.end())
    return found->second;
  for (const auto *names : {&states, &parameters, &inputs, &hidden})
    if (auto found = names->find(name); found != names->end())
      return found->second;
  ADD_FAILURE() << "reads " << name;
  return NAN;
}

double Neuron::number(Value value) {
  auto found = values.find(value);
  if (found == values.end()) {
    ADD_FAILURE() << "value used before it was computed";
    return NAN;
  }
  return found->second;
}

void Neuron::evaluate(Block &block) {
  for (Operation &op : block)
    evaluate(&op);
}

static bool holds(arith::CmpFPredicate predicate, double a, double b) {
  bool unordered = std::isnan(a) || std::isnan(b);
  switch (predicate) {
  case arith::CmpFPredicate::OEQ: return a == b;
  case arith::CmpFPredicate::OGT: return a > b;
  case arith::CmpFPredicate::OGE: return a >= b;
  case arith::CmpFPredicate::OLT: return a < b;
  case arith::CmpFPredicate::OLE: return a <= b;
  case arith::CmpFPredicate::UNO: return unordered;
  case arith::CmpFPredicate::UNE: return unordered || a != b;
  default:
    ADD_FAILURE() << "comparison this evaluator lacks";
    return false;
  }
}

void Neuron::evaluate(Operation *op) {
  auto in = [&](unsigned n) { return number(op->getOperand(n)); };
  auto give = [&](double result) { values[op->getResult(0)] = result; };
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](arith::ConstantOp constant) {
        if (auto real = dyn_cast<FloatAttr>(constant.getValue()))
          give(real.getValueAsDouble());
        else
          give(cast<IntegerAttr>(constant.getValue()).getInt() != 0);
      })
      .Case([&](arith::AddFOp) { give(in(0) + in(1)); })
      .Case([&](arith::SubFOp) { give(in(0) - in(1)); })
      .Case([&](arith::MulFOp) { give(in(0) * in(1)); })
      .Case([&](arith::DivFOp) { give(in(0) / in(1)); })
      .Case([&](arith::NegFOp) { give(-in(0)); })
      .Case([&](arith::AndIOp) { give(in(0) != 0 && in(1) != 0); })
      .Case([&](arith::OrIOp) { give(in(0) != 0 || in(1) != 0); })
      .Case([&](arith::SelectOp) { give(in(0) != 0 ? in(1) : in(2)); })
      .Case([&](arith::CmpFOp compare) {
        give(holds(compare.getPredicate(), in(0), in(1)));
      })
      .Case([&](arith::MaximumFOp) {
        give(std::isnan(in(0)) || std::isnan(in(1)) ? NAN
                                                    : std::max(in(0), in(1)));
      })
      .Case([&](math::ExpOp) { give(std::exp(in(0))); })
      .Case([&](math::ExpM1Op) { give(std::expm1(in(0))); })
      .Case([&](math::AbsFOp) { give(std::abs(in(0))); })
      .Case([&](math::RoundOp) { give(std::round(in(0))); })
      .Case([&](math::PowFOp) { give(std::pow(in(0), in(1))); })
      .Case([&](math::SinOp) { give(std::sin(in(0))); })
      .Case([&](TimeOp) { give(time()); })
      .Case([&](DtOp) { give(dt); })
      .Case([&](GetOp get) {
        give(read(get.getVariable().getRootReference().str()));
      })
      .Case([&](SetOp set) {
        written[set.getVariable().getRootReference().str()] = in(0);
      })
      .Case([&](CoefficientOp coefficient) {
        give(propagators.at(coefficient.getPropagator().str())
                 .at(coefficient.getRow())
                 .at(coefficient.getColumn()));
      })
      .Case([&](ArrivalOp arrival) { give(arrivals[arrival.getPort().str()]); })
      .Case([&](RefractoryOp) { give(refractory > 0); })
      .Case([&](DetectOp detect) {
        bool fires = number(detect.getCondition()) != 0;
        if (detect.getRefractory()) {
          fires = fires && refractory == 0;
          if (fires)
            loaded = std::llround(number(detect.getRefractory()));
        }
        if (fires)
          events.insert(detect.getEvent().str());
        give(fires);
      })
      .Case([&](scf::WhileOp loop) {
        std::vector<double> carried;
        for (Value initial : loop.getInits())
          carried.push_back(number(initial));
        for (unsigned steps = 0;; ++steps) {
          ASSERT_LT(steps, 100000u) << "the adaptive solver does not end";
          Block &before = loop.getBefore().front();
          for (auto [argument, value] :
               llvm::zip(before.getArguments(), carried))
            values[argument] = value;
          evaluate(before);
          auto condition = cast<scf::ConditionOp>(before.getTerminator());
          carried.clear();
          for (Value value : condition.getArgs())
            carried.push_back(number(value));
          if (number(condition.getCondition()) == 0)
            break;
          Block &after = loop.getAfter().front();
          for (auto [argument, value] : llvm::zip(after.getArguments(), carried))
            values[argument] = value;
          evaluate(after);
          carried.clear();
          for (Value value : after.getTerminator()->getOperands())
            carried.push_back(number(value));
        }
        for (auto [result, value] : llvm::zip(loop.getResults(), carried))
          values[result] = value;
      })
      .Case<YieldOp, scf::ConditionOp, scf::YieldOp>([](auto) {})
      .Default([](Operation *other) {
        ADD_FAILURE() << "operation this evaluator lacks: "
                      << other->getName().getStringRef().str();
      });
}

} // namespace neuro::test
