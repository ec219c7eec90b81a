//===- ImportTest.cpp - Locations and bounds of the importer ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the text tests cannot see: source ranges, and that expansion is bounded.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "lang/import/Import.h"

#include "mlir/IR/MLIRContext.h"
#include <gtest/gtest.h>

using namespace mlir;
using namespace neuro;

namespace {
struct Imported {
  explicit Imported(const std::string &text, ImportOptions options = {}) {
    context.getDiagEngine().registerHandler(
        [&](mlir::Diagnostic &diagnostic) { messages.push_back(diagnostic.str()); });
    LoadOptions load;
    load.stdDirectory = NEURO_STD_DIRECTORY;
    program = check(std::make_unique<SourceFile>("test.neuro", text), load, diagnostics);
    if (!diagnostics.hasErrors())
      module = importProgram(*program, context, options);
  }

  MLIRContext context{MLIRContext::Threading::DISABLED};
  neuro::DiagnosticEngine diagnostics;
  std::unique_ptr<CheckedProgram> program;
  std::vector<std::string> messages;
  OwningOpRef<ModuleOp> module;
};

const char *cell = "neuron Cell {\n"
                   "  state V = 0 mV\n"
                   "  V' = -V/10 ms\n"
                   "}\n"
                   "network Net {\n"
                   "  population A: Cell[2]\n"
                   "}\n";
} // namespace

TEST(ImportTest, EveryOperationHasItsSourceRange) {
  Imported imported(cell);
  ASSERT_TRUE(imported.module) << imported.diagnostics.render();
  unsigned operations = 0;
  imported.module->walk([&](Operation *op) {
    auto range = dyn_cast<FileLineColRange>(op->getLoc());
    ASSERT_TRUE(range) << op->getName().getStringRef().str();
    EXPECT_EQ(range.getFilename().str(), "test.neuro");
    ++operations;
  });
  EXPECT_GT(operations, 10u);
  auto model = *imported.module->getOps<nir::ModelOp>().begin();
  auto ddt = *model.getItems<nir::DdtOp>().begin();
  auto range = cast<FileLineColRange>(ddt.getLoc());
  EXPECT_EQ(range.getStartLine(), 3u);
  EXPECT_EQ(range.getStartColumn(), 3u);
  EXPECT_EQ(range.getEndLine(), 3u);
  EXPECT_EQ(range.getEndColumn(), 16u);
  // -V/10 ms
  auto quotient = nir::yieldedValue(ddt.getValue()).getDefiningOp<nir::DivOp>();
  ASSERT_TRUE(quotient);
  EXPECT_EQ(cast<FileLineColRange>(quotient.getLoc()).getStartColumn(), 8u);
}

TEST(ImportTest, ExpansionIsBounded) {
  // Each function calls the one before twice: 2^60 additions if written out.
  std::string text = "fn f0(x: 1): 1 = x + x\n";
  for (int i = 1; i < 60; ++i) {
    std::string before = "f" + std::to_string(i - 1);
    text += "fn f" + std::to_string(i) + "(x: 1): 1 = " + before + "(x) + " + before + "(x)\n";
  }
  text += "neuron Cell {\n  param p = 1\n  state x = 0\n  x' = f59(p)*x/1 ms\n}\n"
          "network Net {\n  population A: Cell[2]\n}\n";
  ImportOptions options;
  options.maxOperations = 10000;
  Imported imported(text, options);
  ASSERT_FALSE(imported.diagnostics.hasErrors()) << imported.diagnostics.render();
  EXPECT_FALSE(imported.module);
  ASSERT_EQ(imported.messages.size(), 1u);
  EXPECT_EQ(imported.messages.front(), "E0922: the program expands to more than 10000 operations");
}

TEST(ImportTest, LoopsAreBounded) {
  ImportOptions options;
  options.maxOperations = 5000;
  Imported imported("neuron Cell {\n  state V = 0 mV\n  V' = -V/10 ms\n}\n"
                    "network Net {\n  for k in 0..2000 { population L[k]: Cell[2] }\n}\n",
                    options);
  ASSERT_FALSE(imported.diagnostics.hasErrors()) << imported.diagnostics.render();
  EXPECT_FALSE(imported.module);
  ASSERT_EQ(imported.messages.size(), 1u);
}

TEST(ImportTest, SharedDefinitionsAreMadeOnceARegion) {
  // Each `let` of the network reads the one before twice.
  std::string text = "neuron Cell {\n  state V = 0 mV\n  V' = -V/10 ms\n}\n"
                     "network Net(n = 1) {\n  let a0 = n + n\n";
  for (int i = 1; i < 40; ++i) {
    std::string before = "a" + std::to_string(i - 1);
    text += "  let a" + std::to_string(i) + " = " + before + " + " + before + "\n";
  }
  text += "  population A: Cell[a39]\n}\n";
  Imported imported(text);
  ASSERT_TRUE(imported.module) << imported.diagnostics.render();
  unsigned sums = 0;
  imported.module->walk([&](nir::AddOp) { ++sums; });
  EXPECT_EQ(sums, 40u);
}

TEST(ImportTest, ExperimentsAndNetworksMayShareNames) {
  Imported imported(std::string(cell) + "experiment Net on Net {\n  simulate 1 ms\n}\n"
                                        "experiment Cell on Net {\n  simulate 1 ms\n}\n");
  ASSERT_TRUE(imported.module) << imported.diagnostics.render();
  std::vector<std::string> names;
  for (auto experiment : imported.module->getOps<nir::ExperimentOp>()) {
    names.push_back(experiment.getSymName().str());
    EXPECT_EQ(experiment.getNetwork(), "Net");
  }
  EXPECT_EQ(names, (std::vector<std::string>{"Net", "Cell"}));
}
