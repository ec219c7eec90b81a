//===- ConvertModel.cpp - A solved model becomes a class -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fields come in an order in which a value reads only earlier ones: parameters,
// derived constants and states as they depend on each other, then what has no
// value of its own. Kernels follow.
//
//===----------------------------------------------------------------------===//
#include "lowering/NeuroToSpike/Conversion.h"
#include "lowering/NeuroToSpike/ConvertSynapse.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace neuro;
using namespace neuro::lowering;
using mlir::Operation;
using mlir::Value;
using spike::FieldRole;

namespace {

/// Names that an expression region reads in its own model.
std::vector<llvm::StringRef> readNames(mlir::Region &region) {
  std::vector<llvm::StringRef> names;
  region.walk([&](nir::GetOp get) {
    names.push_back(get.getVariable().getRootReference().getValue());
  });
  return names;
}

/// The region whose value a declaration has: default, definition, initial value.
mlir::Region *valueOf(Operation *op) {
  return llvm::TypeSwitch<Operation *, mlir::Region *>(op)
      .Case([](nir::ParamOp param) { return &param.getDefaultValue(); })
      .Case([](nir::DerivedOp derived) { return &derived.getValue(); })
      .Case([](nir::StateOp state) { return &state.getInit(); })
      .Default([](Operation *) { return nullptr; });
}

/// Declarations with a value, each after those its value reads.
class ValueOrder {
public:
  explicit ValueOrder(nir::ModelOp model) : model(model) {}

  llvm::LogicalResult run() {
    for (Operation &op : model.getBodyBlock())
      if (valueOf(&op) && mlir::failed(visit(&op)))
        return mlir::failure();
    return mlir::success();
  }

  std::vector<Operation *> order;

private:
  /// Depth-first with an explicit stack: a chain of values may be long.
  llvm::LogicalResult visit(Operation *root) {
    struct Frame {
      Operation *op;
      std::vector<llvm::StringRef> reads;
      size_t next = 0;
    };
    std::vector<Frame> stack;
    auto enter = [&](Operation *op) {
      mark[op] = Entered;
      stack.push_back({op, readNames(*valueOf(op)), 0});
    };
    if (mark.lookup(root) == Done)
      return mlir::success();
    enter(root);
    while (!stack.empty()) {
      Frame &top = stack.back();
      if (top.next == top.reads.size()) {
        mark[top.op] = Done;
        order.push_back(top.op);
        stack.pop_back();
        continue;
      }
      Operation *read = model.lookup(top.reads[top.next++]);
      if (!read || !valueOf(read) || mark.lookup(read) == Done)
        continue;
      if (mark.lookup(read) == Entered)
        return read->emitError("the value of '")
               << mlir::SymbolTable::getSymbolName(read).getValue()
               << "' depends on itself";
      enter(read);
    }
    return mlir::success();
  }

  enum Mark { New, Entered, Done };
  nir::ModelOp model;
  llvm::DenseMap<Operation *, Mark> mark;
};

class ModelConverter {
public:
  ModelConverter(nir::ModelOp model, const llvm::StringSet<> &varying)
      : model(model), varying(varying), builder(model) {}

  llvm::LogicalResult run() {
    bool synapse = model.getKind() == nir::ModelKind::Synapse;
    if (model.getKind() != nir::ModelKind::Neuron && model.getKind() != nir::ModelKind::Glia &&
        !synapse)
      return model.emitError("E0901: '")
             << model.getSymName() << "' is a " << nir::stringifyModelKind(model.getKind())
             << "; only neurons, glia and synapses are executed yet";
    nir::UpdateOp update = model.getUpdate();
    if (!update && !synapse)
      return model.emitError("'") << model.getSymName() << "' has no update: it was not solved";
    // The class takes the model's name, which must be free by then.
    name = model.getSymName().str();
    model.setSymName(name + " (being converted)");
    cls = spike::ClassOp::create(builder, model.getLoc(), name);
    builder.setInsertionPointToStart(&cls.getBody().emplaceBlock());
    if (mlir::failed(addValues()) || mlir::failed(addPropagators()) ||
        mlir::failed(addPlainFields()) ||
        (synapse && mlir::failed(addEdgeFields(model, cls))) ||
        (update && (mlir::failed(addEvents(update)) || mlir::failed(addUpdate(update)))) ||
        mlir::failed(addHandlers()) || mlir::failed(addRecords()))
      return mlir::failure();
    model.erase();
    return mlir::success();
  }

private:
  // --- Fields ---

  llvm::FailureOr<spike::FieldOp> addField(mlir::Location loc, llvm::StringRef fieldName,
                                           FieldRole role, mlir::Type type, bool perElement,
                                           ShownUnit unit = {}) {
    if (!taken.insert(fieldName).second)
      return mlir::emitError(loc, "'") << fieldName << "' of '" << name
                                       << "' already names something else";
    auto field = spike::FieldOp::create(
        builder, loc, fieldName, type, role, perElement, unit.text, unit.scale);
    if (perElement)
      elements.insert(field.getSymName());
    return field;
  }

  mlir::Type f64() { return builder.getF64Type(); }

  bool readsElement(mlir::Region &region) {
    return llvm::any_of(readNames(region),
                        [&](llvm::StringRef read) { return elements.contains(read); });
  }

  llvm::LogicalResult addValues() {
    ValueOrder sorted(model);
    if (mlir::failed(sorted.run()))
      return mlir::failure();
    for (Operation *op : sorted.order)
      if (mlir::failed(addValue(op)))
        return mlir::failure();
    return mlir::success();
  }

  llvm::LogicalResult addValue(Operation *op) {
    llvm::StringRef fieldName = mlir::SymbolTable::getSymbolName(op).getValue();
    FieldRole role = FieldRole::State;
    bool perElement = true;
    if (auto param = llvm::dyn_cast<nir::ParamOp>(op)) {
      role = FieldRole::Parameter;
      // A default over a varying parameter varies with it.
      perElement = param.getElement() || varying.contains(fieldName) ||
                   readsElement(param.getDefaultValue());
    } else if (auto derived = llvm::dyn_cast<nir::DerivedOp>(op)) {
      role = FieldRole::Derived;
      perElement = derived.getElement() || readsElement(derived.getValue());
    }
    auto field = addField(op->getLoc(), fieldName, role, f64(), perElement, shownUnit(op));
    if (mlir::failed(field) ||
        mlir::failed(moveExpression(*valueOf(op), field->getValue(), Home::Class)))
      return mlir::failure();
    if (auto state = llvm::dyn_cast<nir::StateOp>(op)) {
      // For reports; no later pass depends on them.
      if (auto solver = state.getSolverAttr())
        (*field)->setAttr("solver", solver);
      if (auto reason = state.getReasonAttr())
        (*field)->setAttr("solver_reason", reason);
    }
    auto param = llvm::dyn_cast<nir::ParamOp>(op);
    if (!param || param.getConstraint().empty())
      return mlir::success();
    field->setConstraintText(param.getText().value_or(fieldName));
    return moveExpression(param.getConstraint(), field->getConstraint(), Home::Class);
  }

  /// A name of the form p0_1_2 that nothing else has.
  std::string coefficientName(llvm::StringRef propagator, int64_t row, int64_t column) {
    std::string result =
        (propagator + "_" + llvm::Twine(row) + "_" + llvm::Twine(column)).str();
    while (taken.contains(result) || model.lookup(result))
      result += "_";
    return result;
  }

  llvm::LogicalResult addPropagators() {
    for (auto propagator : model.getItems<nir::PropagatorOp>()) {
      bool perElement = readsElement(propagator.getMatrix());
      llvm::SmallVector<mlir::Attribute> names;
      int64_t rows = propagator.getRows(), columns = propagator.getCols();
      if (rows < 1 || rows > 1024 || columns < rows || columns > 2048)
        return propagator.emitError("has an impossible shape");
      for (int64_t row = 0; row < rows; ++row)
        for (int64_t column = 0; column < columns; ++column) {
          std::string entry = coefficientName(propagator.getSymName(), row, column);
          auto field = addField(propagator.getLoc(), entry, FieldRole::Coefficient, f64(),
                                perElement);
          if (mlir::failed(field))
            return mlir::failure();
          names.push_back(mlir::FlatSymbolRefAttr::get(field->getSymNameAttr()));
        }
      llvm::SmallVector<mlir::Attribute> noises;
      for (int64_t row = 0; propagator.getNoises() && row < rows; ++row)
        for (int64_t column = 0; column <= row; ++column) {
          std::string entry = coefficientName(propagator.getSymName(), row, columns + column);
          auto field = addField(propagator.getLoc(), entry, FieldRole::Coefficient, f64(),
                                perElement);
          if (mlir::failed(field))
            return mlir::failure();
          noises.push_back(mlir::FlatSymbolRefAttr::get(field->getSymNameAttr()));
        }
      auto block = spike::PropagatorOp::create(
          builder, propagator.getLoc(), propagator.getSymName(), rows, columns - rows,
          propagator.getStatesAttr(), builder.getArrayAttr(names), propagator.getNoisesAttr(),
          noises.empty() ? mlir::ArrayAttr() : builder.getArrayAttr(noises));
      if (mlir::failed(moveExpression(propagator.getMatrix(), block.getMatrix(), Home::Class)))
        return mlir::failure();
      coefficients[propagator.getSymName()] = {std::move(names), std::move(noises), columns};
    }
    return mlir::success();
  }

  llvm::LogicalResult addPlainFields() {
    for (Operation &op : model.getBodyBlock()) {
      FieldRole role;
      if (llvm::isa<nir::InputOp>(op) && op.hasAttr("end"))
        continue; // of another element: addEdgeFields
      else if (llvm::isa<nir::InputOp>(op))
        role = FieldRole::Input;
      else if (llvm::isa<nir::PortOp>(op))
        role = FieldRole::Arrive;
      else if (llvm::isa<nir::PreviousOp>(op))
        role = FieldRole::Previous;
      else if (llvm::isa<nir::LetOp, nir::RecordLetOp>(op))
        role = FieldRole::Let;
      else
        continue;
      auto field = addField(op.getLoc(), mlir::SymbolTable::getSymbolName(&op).getValue(),
                            role, f64(), true, shownUnit(&op));
      if (mlir::failed(field))
        return mlir::failure();
      // A rising condition may hold from the start (an initial value of its own).
      if (role == FieldRole::Previous && op.getNumRegions() == 1 &&
          mlir::failed(moveExpression(op.getRegion(0), field->getValue(), Home::Class)))
        return mlir::failure();
    }
    return mlir::success();
  }

  llvm::LogicalResult addEvents(nir::UpdateOp update) {
    llvm::SmallVector<nir::DetectOp> detects;
    bool counts = false;
    for (auto detect : update.getBody().front().getOps<nir::DetectOp>()) {
      detects.push_back(detect);
      counts |= static_cast<bool>(detect.getRefractory());
    }
    // rt::EventPlan wants `spikes` first.
    for (bool spikes : {true, false})
      for (nir::DetectOp detect : detects)
        if ((detect.getEvent() == "spikes") == spikes &&
            mlir::failed(addField(detect.getLoc(), detect.getEvent(), FieldRole::Event,
                                  builder.getIntegerType(8), true)))
          return mlir::failure();
    bool asks = false;
    update.walk([&](nir::RefractoryOp) { asks = true; });
    if (counts || asks)
      return addField(update.getLoc(), "refractory", FieldRole::Refractory,
                      builder.getI32Type(), true);
    return mlir::success();
  }

  // --- Kernels ---

  spike::KernelOp addKernel(mlir::Location loc, const llvm::Twine &kernelName,
                            spike::Phase phase) {
    auto kernel = spike::KernelOp::create(builder, loc, kernelName.str(), phase);
    kernel.getBody().emplaceBlock();
    return kernel;
  }

  llvm::LogicalResult addUpdate(nir::UpdateOp update) {
    spike::KernelOp kernel =
        addKernel(update.getLoc(), name + ".update", spike::Phase::Update);
    kernel.getBody().takeBody(update.getBody());
    if (mlir::failed(convertBody(kernel)))
      return mlir::failure();
    mlir::OpBuilder end = mlir::OpBuilder::atBlockEnd(&kernel.getBody().front());
    for (spike::FieldOp field : cls.getFields())
      if (field.getRole() == FieldRole::Arrive)
        spike::ClearOp::create(end, field.getLoc(), field.getSymName());
    kernel.refreshAccesses();
    return mlir::success();
  }

  llvm::LogicalResult addHandlers() {
    llvm::StringMap<unsigned> count;
    for (auto handler : model.getItems<nir::HandlerOp>()) {
      unsigned number = count[handler.getPhase().str() + "." +
                              handler.getPort().value_or("").str()]++;
      spike::KernelOp kernel = addKernel(
          handler.getLoc(), handlerSymbol(handler, name, number), handlerPhase(handler));
      kernel.setPortAttr(handler.getPortAttr());
      kernel.getBody().takeBody(handler.getBody());
      if (mlir::failed(moveExpression(handler.getPeriod(), kernel.getPeriod(), Home::Class)) ||
          mlir::failed(convertEventValue(handler, kernel, cls)) ||
          mlir::failed(convertBody(kernel)))
        return mlir::failure();
      kernel.refreshAccesses();
    }
    return mlir::success();
  }

  llvm::LogicalResult addRecords() {
    int count = 0;
    for (Operation &op : model.getBodyBlock()) {
      if (!llvm::isa<nir::LetOp, nir::RecordLetOp>(op))
        continue;
      spike::KernelOp kernel =
          addKernel(op.getLoc(),
                    name + ".record" + (count ? "." + llvm::Twine(count) : llvm::Twine()),
                    spike::Phase::Record);
      ++count;
      kernel.getBody().takeBody(op.getRegion(0));
      auto yield = llvm::dyn_cast<nir::YieldOp>(kernel.getBody().front().back());
      if (!yield || yield.getNumOperands() != 1 || !yield.getOperand(0).getType().isF64())
        return op.emitError("must yield one f64");
      mlir::OpBuilder end(yield);
      spike::StoreOp::create(end, op.getLoc(),
                             mlir::SymbolTable::getSymbolName(&op).getValue(),
                             yield.getOperand(0));
      yield.erase();
      if (mlir::failed(convertBody(kernel)))
        return mlir::failure();
      kernel.refreshAccesses();
    }
    return mlir::success();
  }

  llvm::LogicalResult convertBody(spike::KernelOp kernel) {
    llvm::SmallVector<Operation *> neuros;
    kernel.getBody().walk([&](Operation *op) {
      if (op->getName().getDialectNamespace() == nir::NeuroDialect::getDialectNamespace())
        neuros.push_back(op);
    });
    for (Operation *op : neuros)
      if (mlir::failed(convertOperation(op)))
        return mlir::failure();
    finishRefractory(kernel);
    return mlir::success();
  }

  llvm::LogicalResult convertOperation(Operation *op) {
    mlir::OpBuilder at(op);
    mlir::Location loc = op->getLoc();
    Value value;
    if (auto get = llvm::dyn_cast<nir::GetOp>(op)) {
      spike::FieldOp field = fieldNamed(get.getVariable());
      if (!field)
        return get.emitError("'") << get.getVariable() << "' is not a field of '" << name << "'";
      value = spike::LoadOp::create(at, loc, get.getType(), field.getSymName());
    } else if (auto set = llvm::dyn_cast<nir::SetOp>(op)) {
      spike::FieldOp field = fieldNamed(set.getVariable());
      if (!field)
        return set.emitError("'") << set.getVariable() << "' is not a field of '" << name << "'";
      spike::StoreOp::create(at, loc, field.getSymName(), set.getValue());
    } else if (auto coefficient = llvm::dyn_cast<nir::CoefficientOp>(op)) {
      auto entry = coefficients.find(coefficient.getPropagator());
      if (entry == coefficients.end())
        return coefficient.emitError("names no propagator");
      const Coefficients &known = entry->second;
      uint64_t row = coefficient.getRow(), column = coefficient.getColumn();
      uint64_t columns = static_cast<uint64_t>(known.columns);
      bool ofNoise = column >= columns; // L's lower triangle, row by row
      llvm::ArrayRef<mlir::Attribute> fields = ofNoise ? known.noises : known.fields;
      uint64_t position =
          ofNoise ? row * (row + 1) / 2 + (column - columns) : row * columns + column;
      if ((ofNoise && column - columns > row) || position >= fields.size())
        return coefficient.emitError("is outside its propagator");
      value = spike::LoadOp::create(at, loc, f64(),
                                    llvm::cast<mlir::FlatSymbolRefAttr>(fields[position]));
    } else if (auto arrival = llvm::dyn_cast<nir::ArrivalOp>(op)) {
      value = spike::LoadOp::create(at, loc, f64(), arrival.getPort());
    } else if (llvm::isa<nir::RefractoryOp>(op)) {
      value = isHeld(op->getParentOfType<spike::KernelOp>());
    } else if (auto detect = llvm::dyn_cast<nir::DetectOp>(op)) {
      value = convertDetect(detect);
    } else if (llvm::isa<nir::TimeOp>(op)) {
      value = spike::TimeOp::create(at, loc, f64());
    } else if (llvm::isa<nir::DtOp>(op)) {
      value = spike::DtOp::create(at, loc, f64());
    } else {
      auto converted = convertHandlerOp(op, cls);
      if (mlir::failed(converted))
        return mlir::failure();
      if (!*converted)
        return op->emitError("'") << op->getName() << "' cannot be lowered in a kernel";
      value = **converted;
    }
    if (value)
      op->getResult(0).replaceAllUsesWith(value);
    op->erase();
    return mlir::success();
  }

  spike::FieldOp fieldNamed(mlir::SymbolRefAttr symbol) {
    if (!symbol.getNestedReferences().empty())
      return {};
    return cls.lookupField(symbol.getRootReference().getValue());
  }

  // --- Refractory counter ---

  /// The counter at the start of the tick is above zero.
  Value isHeld(spike::KernelOp kernel) {
    if (held)
      return held;
    mlir::OpBuilder start = mlir::OpBuilder::atBlockBegin(&kernel.getBody().front());
    mlir::Location loc = kernel.getLoc();
    counter = spike::LoadOp::create(start, loc, start.getI32Type(), "refractory");
    Value zero = mlir::arith::ConstantOp::create(start, loc, start.getI32IntegerAttr(0));
    held = mlir::arith::CmpIOp::create(start, loc, mlir::arith::CmpIPredicate::sgt, counter,
                                       zero);
    return held;
  }

  Value convertDetect(nir::DetectOp detect) {
    mlir::OpBuilder at(detect);
    mlir::Location loc = detect.getLoc();
    Value fires = detect.getCondition();
    if (Value ticks = detect.getRefractory()) {
      Value blocked = isHeld(detect->getParentOfType<spike::KernelOp>());
      Value yes = mlir::arith::ConstantOp::create(at, loc, at.getBoolAttr(true));
      Value free = mlir::arith::XOrIOp::create(at, loc, blocked, yes);
      fires = mlir::arith::AndIOp::create(at, loc, fires, free);
      Value count = mlir::arith::FPToSIOp::create(at, loc, at.getI32Type(), ticks);
      loads.push_back({fires, count, loc});
    }
    spike::MarkOp::create(at, loc, detect.getEvent(), fires);
    return fires;
  }

  /// The counter's next value: what a spike loads, else one less down to zero.
  void finishRefractory(spike::KernelOp kernel) {
    if (!counter)
      return;
    mlir::OpBuilder end = mlir::OpBuilder::atBlockEnd(&kernel.getBody().front());
    mlir::Location loc = kernel.getLoc();
    Value one = mlir::arith::ConstantOp::create(end, loc, end.getI32IntegerAttr(1));
    Value zero = mlir::arith::ConstantOp::create(end, loc, end.getI32IntegerAttr(0));
    Value less = mlir::arith::SubIOp::create(end, loc, counter, one);
    Value next = mlir::arith::SelectOp::create(end, loc, held, less, zero);
    for (auto &load : loads)
      next = mlir::arith::SelectOp::create(end, load.loc, load.fires, load.ticks, next);
    spike::StoreOp::create(end, loc, "refractory", next);
    counter = held = Value();
    loads.clear();
  }

  struct Coefficients {
    llvm::SmallVector<mlir::Attribute> fields, noises;
    int64_t columns = 0;
  };
  struct CounterLoad {
    Value fires, ticks;
    mlir::Location loc;
  };

  nir::ModelOp model;
  const llvm::StringSet<> &varying;
  mlir::OpBuilder builder;
  spike::ClassOp cls;
  std::string name;
  llvm::StringSet<> taken, elements;
  llvm::StringMap<Coefficients> coefficients;
  Value counter, held;
  llvm::SmallVector<CounterLoad> loads;
};

} // namespace

llvm::LogicalResult neuro::lowering::convertModel(nir::ModelOp model,
                                                  const llvm::StringSet<> &varying) {
  return ModelConverter(model, varying).run();
}
