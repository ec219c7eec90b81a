//===- LookUp.cpp - Tables of thirty-two numbers --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/jit/LookUp.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicsX86.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/Target/TargetMachine.h"

namespace neuro::jit {

/// Through memory: any processor, any number of lanes.
static llvm::Value *throughMemory(llvm::IRBuilder<> &b, llvm::Function &function) {
  llvm::Value *index = function.getArg(2);
  llvm::Type *table = function.getArg(0)->getType(), *real = table->getScalarType();
  llvm::Value *memory = b.CreateAlloca(llvm::ArrayType::get(real, 32));
  b.CreateAlignedStore(function.getArg(0), memory, llvm::Align(4));
  b.CreateAlignedStore(function.getArg(1), b.CreateConstInBoundsGEP1_64(real, memory, 16),
                       llvm::Align(4));
  llvm::Value *place = b.CreateAnd(index, llvm::ConstantInt::get(index->getType(), 31));
  auto load = [&](llvm::Value *at) {
    return b.CreateLoad(real, b.CreateInBoundsGEP(real, memory, b.CreateZExt(at, b.getInt64Ty())));
  };
  auto *lanes = llvm::dyn_cast<llvm::FixedVectorType>(index->getType());
  if (!lanes)
    return load(place);
  llvm::Value *result = llvm::PoisonValue::get(function.getReturnType());
  for (unsigned lane = 0; lane < lanes->getNumElements(); ++lane)
    result = b.CreateInsertElement(result, load(b.CreateExtractElement(place, lane)), lane);
  return result;
}

static bool hasPermutes(const llvm::TargetMachine &machine) {
  return machine.getTargetTriple().isX86() &&
         machine.getMCSubtargetInfo()->checkFeatures("+avx512f");
}

void defineLookUps(llvm::Module &module, const llvm::TargetMachine &machine) {
  for (llvm::Function &function : module) {
    if (!function.isDeclaration() || !isLookUp(function.getName().str()))
      continue;
    function.setLinkage(llvm::GlobalValue::InternalLinkage);
    function.addFnAttr(llvm::Attribute::AlwaysInline);
    llvm::IRBuilder<> b(llvm::BasicBlock::Create(module.getContext(), "", &function));
    auto *lanes = llvm::dyn_cast<llvm::FixedVectorType>(function.getReturnType());
    llvm::Value *result =
        lanes && lanes->getNumElements() == 16 && hasPermutes(machine)
            ? b.CreateIntrinsic(llvm::Intrinsic::x86_avx512_vpermi2var_ps_512, {},
                                {function.getArg(0), function.getArg(2), function.getArg(1)})
            : throughMemory(b, function);
    b.CreateRet(result);
  }
}

} // namespace neuro::jit
