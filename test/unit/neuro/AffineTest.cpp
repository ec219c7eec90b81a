//===- AffineTest.cpp - Affine decomposition over SSA -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/analysis/Affine.h"
#include "dialects/neuro/analysis/Dynamics.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include <gtest/gtest.h>

using namespace mlir;
using namespace neuro::nir;

namespace {

/// Decomposes the derivative of x in a model with states x, y and parameter p.
class Affine : public testing::Test {
protected:
  void decompose(const std::string &body,
                 ArrayRef<StringRef> variables = {"x", "y"}) {
    context.loadDialect<NeuroDialect, arith::ArithDialect, math::MathDialect>();
    module = parseSourceString<ModuleOp>(
        "neuro.model @M kind(neuron) {\n"
        "neuro.param @p : f64\nneuro.state @x : f64\nneuro.state @y : f64\n"
        "neuro.ddt @x {\n%x = neuro.get @x : f64\n%y = neuro.get @y : f64\n"
        "%p = neuro.get @p : f64\n%two = arith.constant 2.0 : f64\n" +
            body + "neuro.yield %r : f64\n} }",
        &context);
    ASSERT_TRUE(module);
    ModelOp model = *module->getOps<ModelOp>().begin();
    Block &block = (*model.getItems<DdtOp>().begin()).getValue().front();
    OpBuilder builder(&context);
    builder.createBlock(&scratch);
    AffineInterpreter interpreter(builder);
    for (StringRef name : variables)
      interpreter.bind(builder.getStringAttr(name),
                       AffineForm::variable(builder, model.getLoc(),
                                            builder.getStringAttr(name)));
    interpreter.run(block);
    form = interpreter.yielded(block);
  }

  std::string coefficient(StringRef name) {
    Value value = form.coefficient(StringAttr::get(&context, name));
    return value ? describe(value) : "0";
  }
  std::string constant() {
    return form.constant ? describe(form.constant) : "0";
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  Region scratch;
  AffineForm form;
};

TEST_F(Affine, SumsAndProducts) {
  decompose("%a = arith.mulf %p, %x : f64\n%b = arith.mulf %y, %two : f64\n"
            "%c = arith.subf %a, %b : f64\n%r = arith.addf %c, %p : f64\n");
  ASSERT_TRUE(form.isAffine());
  EXPECT_EQ(coefficient("x"), "p");
  EXPECT_EQ(coefficient("y"), "-2");
  EXPECT_EQ(constant(), "p");
}

TEST_F(Affine, ZerosAndOnesFold) {
  decompose("%z = arith.subf %x, %x : f64\n%q = arith.mulf %z, %y : f64\n"
            "%a = arith.addf %q, %y : f64\n%one = arith.constant 1.0 : f64\n"
            "%r = arith.divf %a, %one : f64\n");
  ASSERT_TRUE(form.isAffine());
  EXPECT_EQ(form.coefficients.size(), 1u);
  EXPECT_EQ(coefficient("y"), "1");
  EXPECT_EQ(constant(), "0");
}

TEST_F(Affine, DivisionAndNegation) {
  decompose("%a = arith.subf %p, %x : f64\n%b = arith.negf %a : f64\n"
            "%r = arith.divf %b, %p : f64\n");
  ASSERT_TRUE(form.isAffine());
  EXPECT_EQ(coefficient("x"), "1/p");
  EXPECT_EQ(constant(), "-p/p");
}

TEST_F(Affine, SelectByAParameter) {
  decompose("%c = arith.cmpf ogt, %p, %two : f64\n"
            "%r = arith.select %c, %x, %y : f64\n");
  ASSERT_TRUE(form.isAffine());
  EXPECT_EQ(coefficient("x"), "if p > 2 then 1 else 0");
  EXPECT_EQ(coefficient("y"), "if p > 2 then 0 else 1");
}

TEST_F(Affine, NamesWhatBreaksIt) {
  decompose("%a = arith.mulf %x, %y : f64\n%r = arith.addf %a, %p : f64\n");
  ASSERT_FALSE(form.isAffine());
  EXPECT_EQ(describe(form.breaker->getResult(0)), "x*y");
  ASSERT_EQ(form.culprits.size(), 2u);
}

TEST_F(Affine, AProductIsAffineInOneFactor) {
  decompose("%r = arith.mulf %x, %y : f64\n", {"x"});
  ASSERT_TRUE(form.isAffine());
  EXPECT_EQ(coefficient("x"), "y");
}

TEST_F(Affine, SelectByAVariableIsNot) {
  decompose("%c = arith.cmpf ogt, %x, %two : f64\n"
            "%r = arith.select %c, %p, %two : f64\n");
  EXPECT_FALSE(form.isAffine());
}

TEST_F(Affine, FunctionOfAVariableIsNot) {
  decompose("%a = math.exp %x : f64\n%r = arith.mulf %a, %p : f64\n");
  ASSERT_FALSE(form.isAffine());
  EXPECT_EQ(describe(form.breaker->getResult(0)), "exp(x)");
}

TEST_F(Affine, NothingTimesAnythingIsNothing) {
  decompose("%e = math.exp %x : f64\n%z = arith.constant 0.0 : f64\n"
            "%a = arith.mulf %e, %z : f64\n%r = arith.addf %a, %x : f64\n");
  ASSERT_TRUE(form.isAffine());
  EXPECT_EQ(coefficient("x"), "1");
}

// A sum of a hundred thousand terms must not overflow the stack.
TEST_F(Affine, LongChainsAreFine) {
  std::string body = "%s0 = arith.addf %x, %p : f64\n";
  const int terms = 100000;
  for (int n = 1; n <= terms; ++n)
    body += "%s" + std::to_string(n) + " = arith.addf %s" +
            std::to_string(n - 1) + ", %y : f64\n";
  body += "%r = arith.negf %s" + std::to_string(terms) + " : f64\n";
  decompose(body);
  ASSERT_TRUE(form.isAffine());
  EXPECT_EQ(coefficient("x"), "-1");
  EXPECT_EQ(coefficient("y"), std::to_string(-terms).insert(0, "").substr(0, 1) +
                                  "100000");
  EXPECT_LE(describe(form.constant).size(), 64u);
}

} // namespace
