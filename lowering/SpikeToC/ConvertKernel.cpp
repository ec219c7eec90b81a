//===- ConvertKernel.cpp - A kernel to a function on arrays ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Values that are the same for all elements stand before the loop, as in compiled
// kernels. All stores stand at the end of its body, after the values they store
// have names: so an expression may read `V[i]` wherever it is written.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

#include "dialects/spike/transforms/UniformValues.h"
#include "lowering/SpikeToC/Convert.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;

namespace neuro::lowering {

namespace {

class KernelConversion final : public EmitCLowering {
public:
  KernelConversion(ModuleOp module, spike::KernelOp kernel, const CClass &owner,
                   ElementaryFunctions &functions, CKernel &out)
      : EmitCLowering(OpBuilder::atBlockEnd(module.getBody()), functions, /*wrapping=*/false),
        module(module), kernel(kernel), cls(kernel->getParentOfType<spike::ClassOp>()),
        names(owner), uniform(cls), out(out) {}

  emitc::FuncOp run();

private:
  ModuleOp module;
  spike::KernelOp kernel;
  spike::ClassOp cls;
  const CClass &names;
  spike::UniformValues uniform;
  CKernel &out;
  emitc::FuncOp function;
  emitc::ForOp loop;
  llvm::MapVector<int, unsigned> arrayArguments; ///< field to argument
  struct Store {
    int field;
    Value value;
    Location loc;
  };
  llvm::MapVector<int, Store> stores;

  void collectArrays();
  void createFunction();
  std::optional<LogicalResult> lowerOwn(Operation &op) override;
  Value loadField(spike::LoadOp load);
  LogicalResult store(Location loc, int field, Value value);
  bool isStraight() { return b.getInsertionBlock() == loop.getBody(); }
  void name(Value value, const llvm::Twine &text);
  bool isUniform(Operation &op) { return op.getNumResults() == 1 && uniform.has(op.getResult(0)); }
};

std::string fieldOf(Operation *op) {
  if (auto load = dyn_cast<spike::LoadOp>(op))
    return load.getField().str();
  if (auto store = dyn_cast<spike::StoreOp>(op))
    return store.getField().str();
  if (auto clear = dyn_cast<spike::ClearOp>(op))
    return clear.getField().str();
  if (auto mark = dyn_cast<spike::MarkOp>(op))
    return mark.getEvent().str();
  return "";
}

/// Array fields in the order of the class.
void KernelConversion::collectArrays() {
  std::vector<bool> used(names.fields.size()), written(names.fields.size());
  kernel.getBody().walk([&](Operation *op) {
    const std::string field = fieldOf(op);
    if (field.empty() || !cls.lookupField(field).getElement())
      return;
    const size_t index = static_cast<size_t>(cls.getFieldIndex(field));
    used[index] = true;
    if (!isa<spike::LoadOp>(op))
      written[index] = true;
  });
  for (size_t k = 0; k < used.size(); ++k)
    if (used[k]) {
      out.arrays.push_back(static_cast<int>(k));
      out.written.push_back(written[k]);
    }
}

void KernelConversion::createFunction() {
  Location loc = kernel.getLoc();
  MLIRContext *context = kernel.getContext();
  SmallVector<Type> types;
  SmallVector<Attribute> texts;
  auto argument = [&](Type type, StringRef text) {
    types.push_back(type);
    texts.push_back(b.getStringAttr(text));
  };
  const std::string constants = "const struct " + names.name + "_constants";
  if (out.readsConstants)
    argument(emitc::PointerType::get(emitc::OpaqueType::get(context, constants)), "k");
  if (out.readsTime)
    argument(b.getF64Type(), "t");
  argument(b.getI32Type(), "size");
  std::vector<spike::FieldOp> fields = cls.getFields();
  for (size_t k = 0; k < out.arrays.size(); ++k) {
    const int field = out.arrays[k];
    arrayArguments[field] = static_cast<unsigned>(types.size());
    Type element = typeOf(fields[static_cast<size_t>(field)].getType());
    argument(emitc::PointerType::get(element),
             (out.written[k] ? "" : "const ") + names.fields[static_cast<size_t>(field)].name);
  }
  function = emitc::FuncOp::create(b, loc, out.name, b.getFunctionType(types, {}));
  function->setAttr(namesAttribute, b.getArrayAttr(texts));
  Block *entry = function.addEntryBlock();
  b.setInsertionPointToStart(entry);
  emitc::ReturnOp::create(b, loc, Value());
  b.setInsertionPointToStart(entry);
  Type i32 = b.getI32Type();
  auto number = [&](int32_t value) -> Value {
    return emitc::ConstantOp::create(b, loc, i32, b.getI32IntegerAttr(value));
  };
  Value zero = number(0), one = number(1);
  Value size = entry->getArgument((out.readsConstants ? 1 : 0) + (out.readsTime ? 1 : 0));
  loop = emitc::ForOp::create(b, loc, zero, size, one);
  loop->setAttr(nameAttribute, b.getStringAttr("i"));
}

/// Gives the operation that makes a value a name and a variable.
void KernelConversion::name(Value value, const llvm::Twine &text) {
  Operation *made = value.getDefiningOp();
  if (!made || made->hasAttr(nameAttribute) || isa<emitc::ConstantOp, emitc::LiteralOp>(made))
    return;
  made->setAttr(nameAttribute, b.getStringAttr(text));
  made->setAttr(localAttribute, b.getUnitAttr());
}

Value KernelConversion::loadField(spike::LoadOp load) {
  Location loc = load.getLoc();
  const int index = cls.getFieldIndex(load.getField());
  const CField &field = names.fields[static_cast<size_t>(index)];
  spike::FieldOp source = cls.lookupField(load.getField());
  if (!source.getElement()) {
    Type type = field.type == "float"     ? Type(b.getF32Type())
                : field.type == "int32_t" ? Type(b.getI32Type())
                                          : Type(b.getF64Type());
    return emitc::LiteralOp::create(b, loc, type, "k->" + field.name);
  }
  if (auto known = stores.find(index); known != stores.end())
    return known->second.value; // what was stored before
  Value array = function.getArgument(arrayArguments.lookup(index));
  Type element = typeOf(source.getType());
  Value place = emitc::SubscriptOp::create(b, loc, emitc::LValueType::get(element), array,
                                           ValueRange(loop.getInductionVar()));
  return emitc::LoadOp::create(b, loc, element, place);
}

LogicalResult KernelConversion::store(Location loc, int field, Value value) {
  assert(isStraight() && "kernels store outside of loops and branches");
  stores.erase(field);
  stores.insert({field, Store{field, value, loc}});
  return success();
}

std::optional<LogicalResult> KernelConversion::lowerOwn(Operation &op) {
  Location loc = op.getLoc();
  if (b.getInsertionBlock() == loop.getBody() && isUniform(op))
    b.setInsertionPoint(loop);
  auto done = [&](Value value) -> LogicalResult {
    values.map(op.getResult(0), value);
    return success();
  };
  if (auto load = dyn_cast<spike::LoadOp>(op))
    return done(loadField(load));
  if (auto narrow = dyn_cast<arith::TruncFOp>(op); narrow && of(narrow.getIn()).getType().isF32())
    return done(of(narrow.getIn())); // a constant that is kept as a float
  if (auto whole = dyn_cast<arith::FPToSIOp>(op);
      whole && of(whole.getIn()).getType().isInteger(32))
    return done(cast(loc, typeOf(whole.getType()), of(whole.getIn())));
  if (isa<spike::TimeOp>(op))
    return done(function.getArgument(out.readsConstants ? 1 : 0));
  if (isa<spike::DtOp>(op))
    return done(emitc::LiteralOp::create(b, loc, b.getF64Type(), "DT"));
  if (auto store = dyn_cast<spike::StoreOp>(op))
    return this->store(loc, cls.getFieldIndex(store.getField()), of(store.getValue()));
  if (auto clear = dyn_cast<spike::ClearOp>(op)) {
    Type type = typeOf(cls.lookupField(clear.getField()).getType());
    TypedAttr zero = isa<FloatType>(type) ? TypedAttr(b.getFloatAttr(type, 0))
                                          : TypedAttr(IntegerAttr::get(type, 0));
    return this->store(loc, cls.getFieldIndex(clear.getField()),
                       emitc::ConstantOp::create(b, loc, type, zero));
  }
  if (auto mark = dyn_cast<spike::MarkOp>(op)) {
    assert(isStraight() && "kernels mark events outside of loops and branches");
    const int index = cls.getFieldIndex(mark.getEvent());
    Value condition = of(mark.getCondition());
    const std::string event = names.fields[static_cast<size_t>(index)].name;
    name(condition, event == "spikes" ? "fires" : event + "_now");
    emitc::CallOpaqueOp::create(b, loc, TypeRange(), "mark",
                                ValueRange{function.getArgument(arrayArguments.lookup(index)),
                                           loop.getInductionVar(), condition});
    return success();
  }
  if (auto decay = dyn_cast<spike::DecayOp>(op))
    return done(call(loc, typeOf(decay.getType()), functions.decay(decay.getType()),
                     {of(decay.getRate()), of(decay.getAge())}));
  if (auto made = dyn_cast<emitc::CallOpaqueOp>(op)) {
    SmallVector<Value> arguments;
    for (Value operand : op.getOperands())
      arguments.push_back(of(operand));
    return done(call(loc, op.getResult(0).getType(), made.getCallee(), arguments));
  }
  return std::nullopt;
}

emitc::FuncOp KernelConversion::run() {
  collectArrays();
  kernel.getBody().walk([&](Operation *op) {
    if (isa<spike::TimeOp>(op))
      out.readsTime = true;
    else if (auto load = dyn_cast<spike::LoadOp>(op))
      out.readsConstants |= !cls.lookupField(load.getField()).getElement();
  });
  createFunction();
  for (Operation &op : kernel.getBody().front()) {
    b.setInsertionPoint(loop.getBody()->getTerminator());
    if (failed(lower(op)))
      return {};
    // Work that all elements share is done once.
    if (isUniform(op) && !isa<arith::ConstantOp, spike::LoadOp, spike::TimeOp, spike::DtOp>(op) &&
        llvm::any_of(op.getUsers(), [&](Operation *user) { return !isUniform(*user); }))
      if (Operation *made = of(op.getResult(0)).getDefiningOp();
          made && !isa<emitc::LiteralOp, emitc::ConstantOp, emitc::CastOp>(made))
        made->setAttr(localAttribute, b.getUnitAttr());
    if (auto compare = dyn_cast<arith::CmpIOp>(op))
      if (auto load = compare.getLhs().getDefiningOp<spike::LoadOp>();
          load && cls.lookupField(load.getField()).getRole() == spike::FieldRole::Refractory &&
          !compare->use_empty())
        name(of(compare.getResult()),
             compare.getPredicate() == arith::CmpIPredicate::ugt ||
                     compare.getPredicate() == arith::CmpIPredicate::sgt ||
                     compare.getPredicate() == arith::CmpIPredicate::ne
                 ? "is_refractory"
                 : "is_ready");
  }
  b.setInsertionPoint(loop.getBody()->getTerminator());
  for (auto &[field, store] : stores) {
    if (store.value.getParentBlock() == loop.getBody())
      name(store.value, names.fields[static_cast<size_t>(field)].name + "_next");
    Type element = typeOf(cls.getFields()[static_cast<size_t>(field)].getType());
    Value place = emitc::SubscriptOp::create(b, store.loc, emitc::LValueType::get(element),
                                             function.getArgument(arrayArguments.lookup(field)),
                                             ValueRange(loop.getInductionVar()));
    emitc::AssignOp::create(b, store.loc, place, store.value);
  }
  return function;
}

} // namespace

emitc::FuncOp convertKernel(ModuleOp module, spike::KernelOp kernel, const CClass &owner,
                            ElementaryFunctions &functions, CKernel &out) {
  return KernelConversion(module, kernel, owner, functions, out).run();
}

} // namespace neuro::lowering
