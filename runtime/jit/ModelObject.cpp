//===- ModelObject.cpp - An object file of a whole program ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/jit/ModelObject.h"
#include "runtime/jit/Target.h"
#include "runtime/model/Model.h"
#include "runtime/model/Seal.h"

#include "mlir/IR/BuiltinOps.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

namespace neuro::jit {

namespace {

/// Writes constants of runtime/model/Model.h into a module.
class ModelConstants {
public:
  explicit ModelConstants(llvm::Module &module)
      : module(module), context(module.getContext()),
        pointer(llvm::PointerType::getUnqual(context)) {}

  llvm::Constant *integer(unsigned bits, uint64_t value) {
    return llvm::ConstantInt::get(llvm::IntegerType::get(context, bits), value);
  }
  /// Bytes and a zero behind them.
  llvm::Constant *bytes(llvm::StringRef data, uint64_t alignment = 1) {
    llvm::GlobalVariable *variable =
        hidden(llvm::ConstantDataArray::getString(context, data, /*AddNull=*/true));
    variable->setAlignment(llvm::Align(alignment));
    return variable;
  }
  /// Room that is written to after linking: data, because all else is under the checksum.
  llvm::Constant *seal() {
    llvm::Constant *empty = structOf(
        {llvm::ConstantDataArray::getString(context, rt::sealMark(), /*AddNull=*/false),
         integer(64, 0), integer(64, 0)});
    return new llvm::GlobalVariable(module, empty->getType(), /*isConstant=*/false,
                                    llvm::GlobalValue::PrivateLinkage, empty);
  }
  llvm::GlobalVariable *hidden(llvm::Constant *value) {
    return new llvm::GlobalVariable(module, value->getType(), /*isConstant=*/true,
                                    llvm::GlobalValue::PrivateLinkage, value);
  }
  llvm::GlobalVariable *exported(llvm::Constant *value, const llvm::Twine &name) {
    return new llvm::GlobalVariable(module, value->getType(), /*isConstant=*/true,
                                    llvm::GlobalValue::ExternalLinkage, value, name);
  }
  llvm::Constant *structOf(llvm::ArrayRef<llvm::Constant *> members) {
    return llvm::ConstantStruct::getAnon(context, members);
  }

  llvm::Module &module;
  llvm::LLVMContext &context;
  llvm::PointerType *pointer;
};

/// "+avx2,+fma": all that the processor has, also what its name alone implies.
std::string featuresOf(const llvm::TargetMachine &machine) {
  std::string text;
  for (const llvm::SubtargetFeatureKV &feature :
       machine.getMCSubtargetInfo()->getEnabledProcessorFeatures())
    text += (text.empty() ? "+" : ",+") + std::string(feature.Key);
  return text;
}

llvm::Error addModel(llvm::Module &module, const llvm::TargetMachine &machine,
                     const ModelImage &image) {
  ModelConstants make(module);
  std::vector<llvm::Constant *> entries;
  for (const std::string &symbol : image.kernels) {
    llvm::Function *code = module.getFunction(symbol);
    if (!code || code->isDeclaration())
      return llvm::createStringError("no code for kernel '" + symbol + "'");
    entries.push_back(make.structOf({make.bytes(symbol), code}));
  }
  auto *entry = llvm::StructType::get(make.context, {make.pointer, make.pointer});
  llvm::Constant *table = make.hidden(
      llvm::ConstantArray::get(llvm::ArrayType::get(entry, entries.size()), entries));
  llvm::Constant *model = make.structOf(
      {make.integer(64, rt::MODEL_MAGIC), make.integer(32, sizeof(neuro_model)),
       make.integer(32, rt::ABI_VERSION), make.bytes(image.name), make.bytes(image.plan, 16),
       make.integer(64, image.plan.size()), table, make.integer(64, entries.size()),
       make.bytes(featuresOf(machine)), make.bytes(machine.getTargetCPU()),
       make.bytes(image.precision), make.bytes(image.without), make.seal()});
  if (image.form == rt::ModelForm::Program) {
    llvm::GlobalVariable *entry = make.hidden(make.hidden(model));
    entry->setSection("neuro_models");
    llvm::appendToUsed(module, {entry}); // found by where it is, not by name
    return llvm::Error::success();
  }
  llvm::GlobalVariable *variable = make.exported(model, "neuro_model_" + image.name);
  if (image.form == rt::ModelForm::Library)
    make.exported(variable, "neuro_model_here");
  return llvm::Error::success();
}

/// Makes a model of a module with its kernels.
llvm::Error finish(llvm::Module &code, llvm::TargetMachine &machine, const ModelImage &image) {
  // Two models in one program have kernels of the same names.
  for (llvm::GlobalObject &object : code.global_objects())
    if (!object.isDeclaration() && !object.hasLocalLinkage()) {
      object.setVisibility(llvm::GlobalValue::DefaultVisibility);
      object.setLinkage(llvm::GlobalValue::InternalLinkage);
    }
  code.setPICLevel(llvm::PICLevel::BigPIC);
  return addModel(code, machine, image);
}

} // namespace

std::string modelObject(mlir::ModuleOp module, const JitOptions &options, const ModelImage &image,
                        std::string &error) {
  JitTimings timings;
  auto object = generate(module, options, timings,
                         [&](llvm::Module &code, llvm::TargetMachine &machine) {
                           return finish(code, machine, image);
                         });
  if (!object) {
    error = llvm::toString(object.takeError());
    return "";
  }
  return std::move(*object);
}

} // namespace neuro::jit
