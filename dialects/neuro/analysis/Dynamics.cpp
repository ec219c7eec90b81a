//===- Dynamics.cpp - The differential equations of a model -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/analysis/Dynamics.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;

namespace neuro::nir {

std::optional<Method> parseMethod(StringRef name) {
  return llvm::StringSwitch<std::optional<Method>>(name)
      .Case("exact", Method::Exact)
      .Case("exponential_euler", Method::ExponentialEuler)
      .Case("rosenbrock", Method::Rosenbrock)
      .Case("rk4", Method::RungeKutta4)
      .Case("rk45", Method::RungeKutta45)
      .Case("heun", Method::Heun)
      .Cases({"euler", "euler_maruyama"}, Method::Euler)
      .Default(std::nullopt);
}

StringRef methodName(Method method) {
  switch (method) {
  case Method::Exact:
    return "exact";
  case Method::ExponentialEuler:
    return "exponential_euler";
  case Method::Rosenbrock:
    return "rosenbrock";
  case Method::Heun:
    return "heun";
  case Method::RungeKutta4:
    return "rk4";
  case Method::RungeKutta45:
    return "rk45";
  case Method::Euler:
    return "euler";
  }
  llvm_unreachable("every method has a name");
}

Reads readsOf(ArrayRef<Value> values) {
  Reads reads;
  SmallVector<Operation *> pending;
  llvm::SmallPtrSet<Operation *, 32> seen;
  auto visit = [&](Value value) {
    if (Operation *op = value ? value.getDefiningOp() : nullptr)
      if (seen.insert(op).second)
        pending.push_back(op);
  };
  for (Value value : values)
    visit(value);
  while (!pending.empty()) {
    Operation *op = pending.pop_back_val();
    if (auto get = dyn_cast<GetOp>(op))
      reads.names.insert(nameOf(get));
    else if (isa<TimeOp>(op))
      reads.time = true;
    else if (isa<WhiteOp, DrawOp>(op))
      reads.random = true;
    for (Value operand : op->getOperands())
      visit(operand);
  }
  return reads;
}

//===----------------------------------------------------------------------===//
// The model as a graph
//===----------------------------------------------------------------------===//

Dynamics::Dynamics(ModelOp model) : model(model) {
  for (Operation &op : model.getBodyBlock()) {
    if (auto state = dyn_cast<StateOp>(op)) {
      StringAttr name = state.getSymNameAttr();
      index[name] = equations.size();
      equations.push_back({name, state, DdtOp(), {}, {}});
    } else if (isa<InputOp, TraceOp>(op)) {
      inputs.insert(SymbolTable::getSymbolName(&op));
    } else if (isa<ParamOp, DerivedOp>(op)) {
      parameters.insert(SymbolTable::getSymbolName(&op));
    }
  }
  for (auto ddt : model.getItems<DdtOp>()) {
    auto it = index.find(ddt.getStateAttr().getAttr());
    if (it != index.end())
      equations[it->second].ddt = ddt;
  }
  for (Equation &equation : equations) {
    if (!equation.ddt)
      continue;
    Operation *yield = equation.ddt.getValue().front().getTerminator();
    equation.allReads = readsOf(llvm::to_vector(yield->getOperands()));
    for (StringAttr name : equation.allReads.names)
      if (hasEquation(name))
        equation.reads.push_back(index.lookup(name));
    llvm::sort(equation.reads);
  }
}

bool Dynamics::isConstantOverTick(StringAttr name) const {
  return inputs.contains(name) || (index.count(name) && !hasEquation(name));
}

bool Dynamics::isParametric(ArrayRef<Value> values) const {
  Reads reads = readsOf(values);
  return !reads.time && !reads.random &&
         llvm::all_of(reads.names, [&](StringAttr name) {
           return parameters.contains(name);
         });
}

/// Tarjan's algorithm without recursion; a component is complete only after
/// everything it reads, which gives the upstream-first order.
std::vector<SmallVector<unsigned, 4>> Dynamics::components() const {
  constexpr unsigned None = ~0u;
  std::vector<SmallVector<unsigned, 4>> result;
  std::vector<unsigned> order(equations.size(), None), low(equations.size());
  std::vector<bool> onStack(equations.size());
  SmallVector<unsigned> stack;
  SmallVector<std::pair<unsigned, unsigned>> path; // node, next edge
  unsigned counter = 0;
  auto enter = [&](unsigned node) {
    order[node] = low[node] = counter++;
    stack.push_back(node);
    onStack[node] = true;
    path.push_back({node, 0});
  };
  for (unsigned root = 0; root < equations.size(); ++root) {
    if (order[root] != None || !equations[root].ddt)
      continue;
    enter(root);
    while (!path.empty()) {
      unsigned node = path.back().first;
      if (path.back().second < equations[node].reads.size()) {
        unsigned next = equations[node].reads[path.back().second++];
        if (order[next] == None)
          enter(next);
        else if (onStack[next])
          low[node] = std::min(low[node], order[next]);
        continue;
      }
      path.pop_back();
      if (!path.empty())
        low[path.back().first] = std::min(low[path.back().first], low[node]);
      if (low[node] != order[node])
        continue;
      SmallVector<unsigned, 4> component;
      unsigned member;
      do {
        member = stack.pop_back_val();
        onStack[member] = false;
        component.push_back(member);
      } while (member != node);
      llvm::sort(component);
      result.push_back(std::move(component));
    }
  }
  return result;
}

SmallVector<unsigned, 8> Dynamics::closure(ArrayRef<unsigned> states) const {
  llvm::SmallSetVector<unsigned, 8> reached;
  for (unsigned state : states)
    reached.insert(state);
  for (unsigned n = 0; n < reached.size(); ++n)
    for (unsigned next : equations[reached[n]].reads)
      reached.insert(next);
  SmallVector<unsigned, 8> result(reached.begin(), reached.end());
  llvm::sort(result);
  return result;
}

std::vector<SmallVector<unsigned, 4>>
Dynamics::weakComponents(ArrayRef<unsigned> states) const {
  llvm::DenseMap<unsigned, unsigned> leader;
  for (unsigned state : states)
    leader[state] = state;
  auto find = [&](unsigned state) {
    while (leader[state] != state)
      state = leader[state] = leader[leader[state]];
    return state;
  };
  for (unsigned state : states)
    for (unsigned read : equations[state].reads)
      if (leader.count(read)) {
        unsigned a = find(state), b = find(read);
        leader[std::max(a, b)] = std::min(a, b);
      }
  llvm::MapVector<unsigned, SmallVector<unsigned, 4>> groups;
  for (unsigned state : states)
    groups[find(state)].push_back(state);
  std::vector<SmallVector<unsigned, 4>> result;
  for (auto &[first, group] : groups)
    result.push_back(std::move(group));
  return result;
}

//===----------------------------------------------------------------------===//
// Decomposing derivatives
//===----------------------------------------------------------------------===//

std::optional<AffineForm> withoutNoise(Operation *op) {
  if (isa<WhiteOp>(op))
    return AffineForm::of(nullptr);
  return std::nullopt;
}

StringAttr noiseName(MLIRContext *context, unsigned n) {
  return StringAttr::get(context, " white" + Twine(n)); // no name has a blank
}

Noise noiseOf(const Equation &equation, OpBuilder &builder) {
  Noise noise;
  if (!equation.ddt || !equation.allReads.random)
    return noise;
  Block &body = equation.ddt.getValue().front();
  unsigned count = 0;
  AffineInterpreter interpreter(builder);
  interpreter.setHook([&](Operation *op) -> std::optional<AffineForm> {
    if (!isa<WhiteOp>(op))
      return std::nullopt;
    return AffineForm::variable(builder, op->getLoc(),
                                noiseName(op->getContext(), count++));
  });
  interpreter.run(body);
  AffineForm form = interpreter.yielded(body);
  if (!form.isAffine()) {
    noise.breaker = form.breaker;
    return noise;
  }
  for (unsigned n = 0; n < count; ++n)
    if (Value coefficient =
            form.coefficient(noiseName(builder.getContext(), n)))
      noise.terms.push_back(
          {coefficient, readsOf(coefficient).names.contains(equation.name)});
  return noise;
}

static AffineForm decompose(const Equation &equation, OpBuilder &builder,
                            ArrayRef<StringAttr> variables) {
  AffineInterpreter interpreter(builder);
  interpreter.setHook(withoutNoise);
  for (StringAttr name : variables)
    interpreter.bind(name, AffineForm::variable(
                               builder, equation.ddt.getLoc(), name));
  Block &body = equation.ddt.getValue().front();
  interpreter.run(body);
  return interpreter.yielded(body);
}

static std::string joined(ArrayRef<StringAttr> names) {
  std::string text;
  for (auto [n, name] : llvm::enumerate(names)) {
    if (n == 4 && names.size() > 5)
      return text + " and " + std::to_string(names.size() - n) + " more";
    if (n)
      text += n + 1 == names.size() ? " and " : ", ";
    text += name.getValue();
  }
  return text;
}

static std::string because(const AffineForm &form) {
  return "its term " + describe(form.breaker->getResult(0)) +
         " is not linear in " + joined(form.culprits.getArrayRef());
}

/// The first thing a would-be constant reads that is none, or "".
static std::string movingPart(const Dynamics &dynamics, Value value) {
  Reads reads = readsOf(value);
  if (reads.time)
    return "t";
  if (reads.random)
    return "noise";
  for (StringAttr name : reads.names)
    if (!dynamics.parameters.contains(name))
      return name.str();
  return "";
}

LinearRow linearRow(const Dynamics &dynamics, const Equation &equation,
                    OpBuilder &builder) {
  LinearRow row(equation.ddt.getLoc());
  SmallVector<StringAttr> states, all;
  for (StringAttr name : equation.allReads.names) {
    if (dynamics.hasEquation(name))
      states.push_back(name);
    if (dynamics.hasEquation(name) || dynamics.isConstantOverTick(name))
      all.push_back(name);
  }
  if (all.size() > MaxLinearBlock) {
    row.obstacle = "it reads more than " + std::to_string(MaxLinearBlock) +
                   " states and inputs";
    return row;
  }
  auto isParametric = [&](const AffineForm &form, bool withConstant) {
    SmallVector<Value> values;
    if (withConstant && form.constant)
      values.push_back(form.constant);
    for (auto &[name, coefficient] : form.coefficients)
      values.push_back(coefficient);
    return dynamics.isParametric(values);
  };

  for (const Noise::Term &term : noiseOf(equation, builder).terms) {
    std::string what = movingPart(dynamics, term.coefficient);
    if (!what.empty()) {
      row.obstacle = "the coefficient of its noise, " + describe(term.coefficient) +
                     ", depends on " + what;
      row.obstacleLoc = term.coefficient.getLoc();
      return row;
    }
    row.noise.push_back(term.coefficient);
  }
  row.form = decompose(equation, builder, all);
  if (row.form.isAffine() && isParametric(row.form, true))
    return row;

  row.lumped = true;
  row.form = decompose(equation, builder, states);
  if (!row.form.isAffine()) {
    row.obstacle = because(row.form);
    row.obstacleLoc = row.form.breaker->getLoc();
    return row;
  }
  for (auto &[name, coefficient] : row.form.coefficients) {
    std::string what = movingPart(dynamics, coefficient);
    if (what.empty())
      continue;
    row.obstacle = "its coefficient of " + name.str() + ", " +
                   describe(coefficient) + ", depends on " + what;
    row.obstacleLoc = coefficient.getLoc();
    return row;
  }
  Reads reads = readsOf(row.form.constant);
  if (reads.time || reads.random) {
    row.obstacle = reads.time ? "it depends on t" : "it has a noise term";
    return row;
  }
  return row;
}

AffineForm ownForm(const Dynamics &dynamics, const Equation &equation,
                   OpBuilder &builder) {
  return decompose(equation, builder, equation.name);
}

//===----------------------------------------------------------------------===//
// Thresholds
//===----------------------------------------------------------------------===//

/// `x > c` or `c < x` as (x, c).
static std::optional<std::pair<GetOp, Value>> upwardComparison(Value condition) {
  auto compare = condition.getDefiningOp<arith::CmpFOp>();
  if (!compare)
    return std::nullopt;
  Value low, high;
  switch (compare.getPredicate()) {
  case arith::CmpFPredicate::OGT:
  case arith::CmpFPredicate::OGE:
  case arith::CmpFPredicate::UGT:
  case arith::CmpFPredicate::UGE:
    high = compare.getLhs();
    low = compare.getRhs();
    break;
  case arith::CmpFPredicate::OLT:
  case arith::CmpFPredicate::OLE:
  case arith::CmpFPredicate::ULT:
  case arith::CmpFPredicate::ULE:
    high = compare.getRhs();
    low = compare.getLhs();
    break;
  default:
    return std::nullopt;
  }
  if (auto get = high.getDefiningOp<GetOp>())
    return std::make_pair(get, low);
  return std::nullopt;
}

SmallVector<Threshold, 2> upwardThresholds(const Dynamics &dynamics) {
  SmallVector<Threshold, 2> thresholds;
  for (auto spike : dynamics.model.getItems<SpikeOp>()) {
    if (spike.getReset().empty())
      continue;
    llvm::SmallPtrSet<Attribute, 4> reset;
    spike.getReset().walk([&](SetOp set) { reset.insert(nameOf(set)); });
    SmallVector<Value> pending = llvm::to_vector(
        spike.getCondition().front().getTerminator()->getOperands());
    while (!pending.empty()) {
      Value condition = pending.pop_back_val();
      if (auto either = condition.getDefiningOp<arith::OrIOp>()) {
        pending.push_back(either.getLhs());
        pending.push_back(either.getRhs());
        continue;
      }
      auto comparison = upwardComparison(condition);
      if (!comparison)
        continue;
      StringAttr name = nameOf(comparison->first);
      if (!dynamics.hasEquation(name) || !reset.count(name) ||
          readsOf(comparison->second).names.contains(name))
        continue;
      thresholds.push_back({dynamics.index.lookup(name), comparison->second});
    }
  }
  return thresholds;
}

} // namespace neuro::nir
