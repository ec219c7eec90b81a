//===- ExportExprTest.cpp - Exported expressions have the values of their text -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/spike/ir/Spike.h"
#include "lowering/SpikeToPlan/ExportExpr.h"
#include "runtime/core/ExprEval.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace neuro;

namespace {

/// Exports the region of one parameter; `g` and `h` are parameters 0 and 1.
class ExportExpr : public testing::Test {
protected:
  ExportExpr() {
    context.loadDialect<mlir::arith::ArithDialect, mlir::math::MathDialect,
                        nir::NeuroDialect, spike::SpikeDialect>();
  }

  llvm::FailureOr<rt::Expr> exported(const std::string &body, const std::string &yield) {
    std::string text = "spike.network @N {\n"
                       "spike.parameter @g value { %0 = arith.constant 0.0 : f64\n"
                       "  spike.yield %0 : f64 }\n"
                       "spike.parameter @h value { %0 = arith.constant 0.0 : f64\n"
                       "  spike.yield %0 : f64 }\n"
                       "spike.parameter @x value {\n" +
                       body + "\nspike.yield " + yield + "\n}\n}\n";
    module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
    if (!module) {
      ADD_FAILURE() << "does not parse:\n" << text;
      return mlir::failure();
    }
    mlir::Region *region = nullptr;
    module->walk([&](spike::ParameterOp parameter) {
      if (parameter.getSymName() == "x")
        region = &parameter.getValue();
    });
    int stream = 0;
    return lowering::exportExpr(
        *region,
        [](mlir::Operation *op) -> llvm::FailureOr<rt::Instr> {
          if (auto get = llvm::dyn_cast<spike::GetParameterOp>(op))
            return rt::Instr{rt::Op::Parameter, get.getParameter() == "g" ? 0 : 1};
          return op->emitError("unknown leaf");
        },
        stream);
  }

  double value(const std::string &body, const std::string &yield = "%r : f64") {
    auto expr = exported(body, yield);
    if (mlir::failed(expr))
      return std::numeric_limits<double>::quiet_NaN();
    rt::Scope scope;
    scope.parameters = {g, h};
    auto result = rt::evaluateScalar(*expr, scope);
    EXPECT_TRUE(static_cast<bool>(result));
    return result ? *result : std::numeric_limits<double>::quiet_NaN();
  }

  std::string failure(const std::string &body, const std::string &yield = "%r : f64") {
    std::string message;
    mlir::ScopedDiagnosticHandler handler(&context, [&](mlir::Diagnostic &diagnostic) {
      if (message.empty())
        message = diagnostic.str();
      return mlir::success();
    });
    EXPECT_TRUE(mlir::failed(exported(body, yield)));
    return message;
  }

  mlir::MLIRContext context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  double g = 2.5, h = -1.75;
};

const std::string GH = "%g = spike.get_parameter @g : f64\n%h = spike.get_parameter @h : f64\n";

TEST_F(ExportExpr, BinaryArithmetic) {
  const std::pair<const char *, double> cases[] = {
      {"arith.addf", g + h},         {"arith.subf", g - h},
      {"arith.mulf", g * h},         {"arith.divf", g / h},
      {"arith.minimumf", h},         {"arith.maximumf", g},
      {"arith.remf", std::fmod(g, h)}, {"math.powf", std::pow(g, h)}};
  for (auto [op, expected] : cases)
    EXPECT_DOUBLE_EQ(value(GH + "%r = " + op + " %g, %h : f64"), expected) << op;
}

TEST_F(ExportExpr, UnaryFunctions) {
  const std::pair<const char *, double> cases[] = {
      {"arith.negf", -g},          {"math.absf", g},
      {"math.floor", 2},           {"math.ceil", 3},
      {"math.round", 3},           {"math.trunc", 2},
      {"math.exp", std::exp(g)},   {"math.expm1", std::expm1(g)},
      {"math.log", std::log(g)},   {"math.log10", std::log10(g)},
      {"math.log2", std::log2(g)}, {"math.log1p", std::log1p(g)},
      {"math.exp2", std::exp2(g)}, {"math.sqrt", std::sqrt(g)},
      {"math.rsqrt", 1 / std::sqrt(g)}, {"math.sin", std::sin(g)},
      {"math.cos", std::cos(g)},   {"math.tan", std::tan(g)},
      {"math.tanh", std::tanh(g)}, {"math.atan", std::atan(g)},
      {"spike.exprelr", g / std::expm1(g)}};
  for (auto [op, expected] : cases)
    EXPECT_DOUBLE_EQ(value(GH + "%r = " + op + " %g : f64"), expected) << op;
}

TEST_F(ExportExpr, TruncationGoesTowardsZero) {
  EXPECT_EQ(value(GH + "%r = math.trunc %h : f64"), -1);
  EXPECT_EQ(value(GH + "%i = arith.fptosi %h : f64 to i64\n%r = arith.sitofp %i : i64 to f64"),
            -1);
}

TEST_F(ExportExpr, IntegersDivideLikeIntegers) {
  const std::string ab = "%a = arith.constant -7 : i64\n%b = arith.constant 2 : i64\n";
  const std::pair<const char *, double> cases[] = {
      {"addi", -5},  {"subi", -9},      {"muli", -14},    {"divsi", -3}, {"remsi", -1},
      {"minsi", -7}, {"floordivsi", -4}, {"ceildivsi", -3}, {"maxsi", 2}};
  for (auto [op, expected] : cases)
    EXPECT_EQ(value(ab + "%r = arith." + op + " %a, %b : i64", "%r : i64"), expected) << op;
}

/// Every predicate on every pair of a few values, NaN among them, against C++.
TEST_F(ExportExpr, ComparisonsKeepNaN) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::pair<const char *, bool (*)(double, double)> predicates[] = {
      {"oeq", [](double a, double b) { return a == b; }},
      {"olt", [](double a, double b) { return a < b; }},
      {"ole", [](double a, double b) { return a <= b; }},
      {"ogt", [](double a, double b) { return a > b; }},
      {"oge", [](double a, double b) { return a >= b; }},
      {"one", [](double a, double b) { return a < b || a > b; }},
      {"ord", [](double a, double b) { return a == a && b == b; }},
      {"ueq", [](double a, double b) { return !(a < b || a > b); }},
      {"ult", [](double a, double b) { return !(a >= b); }},
      {"ule", [](double a, double b) { return !(a > b); }},
      {"ugt", [](double a, double b) { return !(a <= b); }},
      {"uge", [](double a, double b) { return !(a < b); }},
      {"une", [](double a, double b) { return a != b; }},
      {"uno", [](double a, double b) { return a != a || b != b; }},
      {"true", [](double, double) { return true; }},
      {"false", [](double, double) { return false; }}};
  for (auto [name, expected] : predicates)
    for (double a : {1.0, 2.0, nan})
      for (double b : {1.0, 2.0, nan}) {
        g = a;
        h = b;
        std::string body = GH + "%c = arith.cmpf " + name + ", %g, %h : f64\n" +
                           "%r = arith.uitofp %c : i1 to f64";
        EXPECT_EQ(value(body), expected(a, b) ? 1 : 0) << name << " " << a << " " << b;
      }
}

TEST_F(ExportExpr, LogicIsZeroAndOne) {
  for (const char *a : {"true", "false"})
    for (const char *b : {"true", "false"}) {
      bool x = a[0] == 't', y = b[0] == 't';
      std::string both = std::string("%a = arith.constant ") + a + "\n%b = arith.constant " + b +
                         "\n";
      auto logic = [&](const std::string &op) {
        return value(both + "%c = arith." + op + " %a, %b : i1\n" +
                     "%r = arith.uitofp %c : i1 to f64");
      };
      EXPECT_EQ(logic("andi"), x && y);
      EXPECT_EQ(logic("ori"), x || y);
      EXPECT_EQ(logic("xori"), x != y);
    }
}

TEST_F(ExportExpr, SelectTakesTheRightBranch) {
  const std::string body = GH + "%c = arith.cmpf ogt, %g, %h : f64\n"
                                "%r = arith.select %c, %g, %h : f64";
  EXPECT_EQ(value(body), 2.5);
  std::swap(g, h);
  EXPECT_EQ(value(body), 2.5);
}

TEST_F(ExportExpr, SharedValuesAreWrittenOutAtEachUse) {
  EXPECT_DOUBLE_EQ(value(GH + "%s = arith.addf %g, %h : f64\n%t = arith.mulf %s, %s : f64\n"
                              "%r = arith.mulf %t, %s : f64"),
                   std::pow(g + h, 3));
}

/// One draw used twice is one sample: both copies have its stream number.
TEST_F(ExportExpr, ADrawUsedTwiceIsOneSample) {
  auto expr = exported(GH + "%d = spike.draw \"uniform\"(%g, %h) : f64\n"
                            "%e = spike.draw \"uniform\"(%g, %h) : f64\n"
                            "%s = arith.subf %d, %d : f64\n%r = arith.addf %s, %e : f64",
                       "%r : f64");
  ASSERT_TRUE(mlir::succeeded(expr));
  std::vector<int> streams;
  for (const rt::Instr &instr : expr->code)
    if (instr.op == rt::Op::Uniform)
      streams.push_back(instr.a);
  EXPECT_EQ(streams, (std::vector<int>{0, 0, 1}));
}

/// Long chains are walked without recursion.
TEST_F(ExportExpr, LongChainsAreFine) {
  std::string body = GH + "%v0 = arith.addf %g, %h : f64\n";
  const int length = 20000;
  for (int k = 1; k <= length; ++k)
    body += "%v" + std::to_string(k) + " = arith.addf %v" + std::to_string(k - 1) +
            ", %g : f64\n";
  EXPECT_DOUBLE_EQ(value(body, "%v" + std::to_string(length) + " : f64"),
                   (g + h) + length * g);
}

TEST_F(ExportExpr, DoublingIsBounded) {
  std::string body = GH + "%v0 = arith.addf %g, %h : f64\n";
  for (int k = 1; k <= 60; ++k)
    body += "%v" + std::to_string(k) + " = arith.addf %v" + std::to_string(k - 1) + ", %v" +
            std::to_string(k - 1) + " : f64\n";
  EXPECT_EQ(failure(body, "%v60 : f64"), "expression is too large: more than 65536 operations");
}

TEST_F(ExportExpr, DeepNestingIsBounded) {
  std::string body = GH + "%v0 = arith.addf %g, %h : f64\n";
  for (int k = 1; k <= 300; ++k)
    body += "%v" + std::to_string(k) + " = arith.subf %g, %v" + std::to_string(k - 1) +
            " : f64\n";
  EXPECT_EQ(failure(body, "%v300 : f64"),
            "expression is nested too deeply: it needs 302 intermediate values, 256 are "
            "possible");
}

TEST_F(ExportExpr, UnknownFunctionsAreRefused) {
  EXPECT_EQ(failure(GH + "%r = math.erf %g : f64"), "unknown leaf");
  EXPECT_EQ(failure("%a = arith.constant 3 : i64\n%b = arith.constant 3 : i64\n"
                    "%r = arith.divui %a, %b : i64",
                    "%r : i64"),
            "unknown leaf");
}

TEST_F(ExportExpr, AnAbsentRegionIsAnAbsentExpression) {
  mlir::Region region;
  int stream = 0;
  auto expr = lowering::exportExpr(
      region, [](mlir::Operation *) -> llvm::FailureOr<rt::Instr> { return mlir::failure(); },
      stream);
  ASSERT_TRUE(mlir::succeeded(expr));
  EXPECT_TRUE(expr->empty());
}

} // namespace
