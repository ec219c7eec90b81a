//===- KernelInterpreter.cpp - Kernels, one operation at a time -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The body is first written down as steps over numbered values, because an
// element is updated many thousand times; a step is still one operation.
//
//===----------------------------------------------------------------------===//

#include "dialects/spike/interpreter/KernelInterpreter.h"
#include "dialects/spike/interpreter/Operations.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/DenseMap.h"

using namespace mlir;

namespace neuro::spike {

namespace {

struct Steps {
  std::vector<int> arguments; ///< values that parameters go to
  std::vector<struct Step> steps;
  std::vector<int> yields;
  int condition = -1; ///< of scf.condition
};

enum class Kind { Compute, Constant, Load, Store, Time, Dt, If, While, For };

struct Step {
  Kind kind = Kind::Compute;
  Function function = nullptr; ///< Compute
  int operands[3] = {-1, -1, -1};
  int result = -1;
  int field = -1;      ///< Load, Store
  bool whole = false;  ///< Load, Store: an i32 or event
  Number constant;
  std::vector<int> inputs, results; ///< of the forms with regions
  std::vector<Steps> blocks;
};

class Machine {
public:
  Machine(std::vector<Number> values, double *fields, double time, double dt)
      : values(std::move(values)), fields(fields), time(time), dt(dt) {}

  void run(const Steps &block) {
    for (const Step &step : block.steps)
      run(step);
  }

private:
  std::vector<Number> values;
  double *fields;
  double time, dt;

  Number &at(int value) { return values[static_cast<size_t>(value)]; }

  std::vector<Number> take(const std::vector<int> &from) {
    std::vector<Number> out;
    for (int value : from)
      out.push_back(at(value));
    return out;
  }
  void give(const std::vector<int> &to, const std::vector<Number> &what) {
    for (size_t k = 0; k < to.size(); ++k)
      at(to[k]) = what[k];
  }

  void run(const Step &step) {
    switch (step.kind) {
    case Kind::Compute: {
      Number in[3];
      for (int k = 0; k < 3 && step.operands[k] >= 0; ++k)
        in[k] = at(step.operands[k]);
      at(step.result) = step.function(in);
      return;
    }
    case Kind::Constant:
      at(step.result) = step.constant;
      return;
    case Kind::Load:
      at(step.result) = step.whole ? Number::integer(static_cast<int64_t>(fields[step.field]))
                                   : Number::real(fields[step.field]);
      return;
    case Kind::Store:
      fields[step.field] = step.whole ? static_cast<double>(at(step.operands[0]).i)
                                      : at(step.operands[0]).f;
      return;
    case Kind::Time:
      at(step.result) = Number::real(time);
      return;
    case Kind::Dt:
      at(step.result) = Number::real(dt);
      return;
    case Kind::If: {
      const Steps &block = step.blocks[at(step.operands[0]).i ? 0 : 1];
      run(block);
      give(step.results, take(block.yields));
      return;
    }
    case Kind::While: {
      std::vector<Number> carried = take(step.inputs);
      for (;;) {
        const Steps &before = step.blocks[0], &after = step.blocks[1];
        give(before.arguments, carried);
        run(before);
        carried = take(before.yields);
        if (!at(before.condition).i)
          break;
        give(after.arguments, carried);
        run(after);
        carried = take(after.yields);
      }
      give(step.results, carried);
      return;
    }
    case Kind::For: {
      const Steps &body = step.blocks[0];
      std::vector<Number> carried = take(step.inputs);
      const int64_t last = at(step.operands[1]).i, by = at(step.operands[2]).i;
      for (int64_t k = at(step.operands[0]).i; k < last; k += by) {
        std::vector<Number> arguments{Number::integer(k)};
        arguments.insert(arguments.end(), carried.begin(), carried.end());
        give(body.arguments, arguments);
        run(body);
        carried = take(body.yields);
      }
      give(step.results, carried);
      return;
    }
    }
  }
};

/// Writes a kernel down as steps.
class Reader {
public:
  Reader(KernelOp kernel, std::string &error)
      : owner(kernel->getParentOfType<ClassOp>()), error(error) {}

  bool read(mlir::Block &from, Steps &to) {
    for (BlockArgument argument : from.getArguments())
      to.arguments.push_back(number(argument));
    for (Operation &op : from) {
      if (auto yield = dyn_cast<scf::YieldOp>(op)) {
        to.yields = numbers(yield.getOperands());
      } else if (auto condition = dyn_cast<scf::ConditionOp>(op)) {
        to.condition = number(condition.getCondition());
        to.yields = numbers(condition.getArgs());
      } else if (!read(op, to)) {
        return false;
      }
    }
    return true;
  }
  size_t count() const { return known.size(); }

private:
  ClassOp owner;
  std::string &error;
  llvm::DenseMap<Value, int> known;

  bool fail(Operation &op, const llvm::Twine &why) {
    error = (op.getName().getStringRef() + ": " + why).str();
    return false;
  }
  int number(Value value) {
    return known.try_emplace(value, static_cast<int>(known.size())).first->second;
  }
  std::vector<int> numbers(ValueRange values) {
    std::vector<int> out;
    for (Value value : values)
      out.push_back(number(value));
    return out;
  }

  bool access(Operation &op, llvm::StringRef name, Step &step) {
    step.field = owner.getFieldIndex(name);
    if (step.field < 0)
      return fail(op, "there is no field " + name);
    Type type = owner.lookupField(name).getType();
    step.whole = type.isInteger();
    return !type.isF32() || fail(op, "field " + name + " is f32; the interpreter computes in f64");
  }

  bool blocksOf(Operation &op, Step &step) {
    step.results = numbers(op.getResults());
    step.blocks.resize(op.getNumRegions());
    for (unsigned k = 0; k < op.getNumRegions(); ++k)
      if (!op.getRegion(k).empty() && !read(op.getRegion(k).front(), step.blocks[k]))
        return false;
    return true;
  }

  bool read(Operation &op, Steps &to) {
    Step step;
    if (op.getNumResults() == 1 && op.getNumRegions() == 0)
      step.result = number(op.getResult(0));
    if (auto load = dyn_cast<LoadOp>(op)) {
      step.kind = Kind::Load;
      if (!access(op, load.getField(), step))
        return false;
    } else if (auto store = dyn_cast<StoreOp>(op)) {
      step.kind = Kind::Store;
      step.operands[0] = number(store.getValue());
      if (!access(op, store.getField(), step))
        return false;
    } else if (auto mark = dyn_cast<MarkOp>(op)) {
      step.kind = Kind::Store;
      step.operands[0] = number(mark.getCondition());
      if (!access(op, mark.getEvent(), step))
        return false;
    } else if (auto clear = dyn_cast<ClearOp>(op)) {
      Step zero;
      zero.kind = Kind::Constant;
      zero.result = number(Value()); // no operation makes it: every clear's zero
      to.steps.push_back(zero);
      step.kind = Kind::Store;
      step.operands[0] = zero.result;
      if (!access(op, clear.getField(), step))
        return false;
    } else if (isa<TimeOp>(op)) {
      step.kind = Kind::Time;
    } else if (isa<DtOp>(op)) {
      step.kind = Kind::Dt;
    } else if (auto branch = dyn_cast<scf::IfOp>(op)) {
      step.kind = Kind::If;
      step.operands[0] = number(branch.getCondition());
      if (!blocksOf(op, step))
        return false;
    } else if (auto loop = dyn_cast<scf::WhileOp>(op)) {
      step.kind = Kind::While;
      step.inputs = numbers(loop.getInits());
      if (!blocksOf(op, step))
        return false;
    } else if (auto loop = dyn_cast<scf::ForOp>(op)) {
      step.kind = Kind::For;
      step.operands[0] = number(loop.getLowerBound());
      step.operands[1] = number(loop.getUpperBound());
      step.operands[2] = number(loop.getStep());
      step.inputs = numbers(loop.getInitArgs());
      if (!blocksOf(op, step))
        return false;
    } else if (auto constant = dyn_cast<arith::ConstantOp>(op)) {
      step.kind = Kind::Constant;
      if (auto real = dyn_cast<FloatAttr>(constant.getValue()))
        step.constant = Number::real(real.getValueAsDouble());
      else if (auto whole = dyn_cast<IntegerAttr>(constant.getValue()))
        step.constant = Number::integer(whole.getType().isInteger() &&
                                                    whole.getType().getIntOrFloatBitWidth() < 32
                                            ? whole.getValue().getZExtValue()
                                            : whole.getValue().getSExtValue());
      else
        return fail(op, "a constant that is not a number");
      if (op.getResult(0).getType().isF32())
        return fail(op, "the interpreter computes in f64");
    } else {
      step.function = functionOf(&op);
      if (!step.function)
        return fail(op, "the interpreter does not know this operation");
      for (unsigned k = 0; k < op.getNumOperands(); ++k)
        step.operands[k] = number(op.getOperand(k));
    }
    to.steps.push_back(std::move(step));
    return true;
  }
};

} // namespace

struct KernelInterpreter::Program {
  Steps body;
  size_t values = 0;
};

KernelInterpreter::KernelInterpreter(std::unique_ptr<Program> program)
    : program(std::move(program)) {}
KernelInterpreter::~KernelInterpreter() = default;

std::unique_ptr<KernelInterpreter> KernelInterpreter::create(KernelOp kernel,
                                                             std::string &error) {
  auto program = std::make_unique<Program>();
  Reader reader(kernel, error);
  if (!reader.read(kernel.getBody().front(), program->body)) {
    error = "kernel " + kernel.getSymName().str() + ": " + error;
    return nullptr;
  }
  program->values = reader.count();
  return std::unique_ptr<KernelInterpreter>(new KernelInterpreter(std::move(program)));
}

void KernelInterpreter::run(double *fields, double time, double dt) const {
  Machine(std::vector<Number>(program->values), fields, time, dt).run(program->body);
}

} // namespace neuro::spike
