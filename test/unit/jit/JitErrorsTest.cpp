//===- JitErrorsTest.cpp - Failures come back as text ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/jit/Harness.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

using namespace neuro;

static std::string errorOf(const char *text, const char *symbol) {
  mlir::DialectRegistry registry;
  registry.insert<mlir::LLVM::LLVMDialect>();
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  auto module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  EXPECT_TRUE(module);
  std::string error;
  auto jit = jit::Jit::create(*module, {}, error);
  if (jit)
    EXPECT_EQ(jit->lookup(symbol, error), nullptr);
  return error;
}

TEST(JitErrors, UnknownKernel) {
  EXPECT_NE(errorOf("llvm.func @f() { llvm.return }", "g").find("g"), std::string::npos);
}

TEST(JitErrors, OnlyListedFunctionsCanBeCalled) {
  std::string error = errorOf("llvm.func @system(!llvm.ptr) -> i32\n"
                              "llvm.func @f(%p: !llvm.ptr) {\n"
                              "  %0 = llvm.call @system(%p) : (!llvm.ptr) -> i32\n"
                              "  llvm.return\n}",
                              "f");
  EXPECT_NE(error.find("system"), std::string::npos) << error;
}
