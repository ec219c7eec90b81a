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
  const llvm::Align aligned(real->getPrimitiveSizeInBits() / 8);
  b.CreateAlignedStore(function.getArg(0), memory, aligned);
  b.CreateAlignedStore(function.getArg(1), b.CreateConstInBoundsGEP1_64(real, memory, 16),
                       aligned);
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

/// One permutation of a pair of registers.
static llvm::Value *permuteFloats(llvm::IRBuilder<> &b, llvm::Function &function) {
  return b.CreateIntrinsic(llvm::Intrinsic::x86_avx512_vpermi2var_ps_512, {},
                           {function.getArg(0), function.getArg(2), function.getArg(1)});
}

/// One of each half, which are a pair of registers, and a choice.
static llvm::Value *permuteDoubles(llvm::IRBuilder<> &b, llvm::Function &function) {
  auto *lanes = llvm::FixedVectorType::get(b.getInt64Ty(), 8);
  llvm::Value *index = b.CreateZExt(function.getArg(2), lanes);
  auto of = [&](llvm::Value *half) {
    return b.CreateIntrinsic(llvm::Intrinsic::x86_avx512_vpermi2var_pd_512, {},
                             {b.CreateShuffleVector(half, {0, 1, 2, 3, 4, 5, 6, 7}), index,
                              b.CreateShuffleVector(half, {8, 9, 10, 11, 12, 13, 14, 15})});
  };
  llvm::Value *upper = b.CreateICmpNE(b.CreateAnd(index, llvm::ConstantInt::get(lanes, 16)),
                                      llvm::ConstantInt::get(lanes, 0));
  return b.CreateSelect(upper, of(function.getArg(1)), of(function.getArg(0)));
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
    const bool wide = function.getReturnType()->getScalarType()->isDoubleTy();
    const bool permutes = lanes && lanes->getNumElements() == (wide ? 8 : 16) &&
                          hasPermutes(machine);
    b.CreateRet(!permutes ? throughMemory(b, function)
                : wide    ? permuteDoubles(b, function)
                          : permuteFloats(b, function));
  }
}

} // namespace neuro::jit
