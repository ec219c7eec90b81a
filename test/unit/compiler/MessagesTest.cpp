//===- MessagesTest.cpp - Whose mistake it is, and where ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/Messages.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"
#include "mlir/IR/MLIRContext.h"

#include <gtest/gtest.h>

using namespace neuro;

namespace {

struct MessagesTest : ::testing::Test {
  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};
  CheckedProgram program;
  MessagesTest() {
    program.sources.push_back(
        std::make_unique<SourceFile>("cell.neuro", "neuron A {\n  µ' = -x/tau\n}\n"));
  }
  mlir::Location at(unsigned line, unsigned from, unsigned to) {
    return mlir::FileLineColRange::get(mlir::StringAttr::get(&context, "cell.neuro"), line, from,
                                       line, to);
  }
};

bool contains(const std::string &text, const char *part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_F(MessagesTest, CodedErrorsAreTheUsersAndPointAtTheText) {
  lowering::Messages messages(context, program);
  mlir::InFlightDiagnostic error = mlir::emitError(at(2, 8, 14), "E0351: not linear in 'x'");
  error.attachNote(at(1, 1, 7)) << "declared here";
  error.report();
  EXPECT_TRUE(messages.hasUserErrors());
  EXPECT_EQ(messages.internalErrors(), "");
  std::string text = messages.render();
  EXPECT_TRUE(contains(text, "cell.neuro:2:8: error[E0351]: not linear in 'x'")) << text;
  EXPECT_TRUE(contains(text, "cell.neuro:1:1: note: declared here")) << text;
  // Columns count characters: the letter before is two bytes long.
  EXPECT_TRUE(contains(text, "x/tau")) << text;
}

TEST_F(MessagesTest, ErrorsWithoutACodeAreOurs) {
  lowering::Messages messages(context, program);
  mlir::emitError(at(2, 3, 5), "op has no slot");
  EXPECT_FALSE(messages.hasUserErrors());
  EXPECT_EQ(messages.internalErrors(), "cell.neuro:2:3: op has no slot\n");
  EXPECT_EQ(messages.render(), "");
}

TEST_F(MessagesTest, UnknownPlacesFallBackToTheFile) {
  lowering::Messages messages(context, program);
  mlir::emitError(mlir::UnknownLoc::get(&context), "E0313: unknown solver 'rk5'");
  EXPECT_TRUE(messages.hasUserErrors());
  EXPECT_TRUE(contains(messages.render(), "error[E0313]: unknown solver 'rk5'"));
}

TEST_F(MessagesTest, PlacesOutsideTheFileDoNoHarm) {
  lowering::Messages messages(context, program);
  mlir::emitError(at(4000, 1, 2), "E0351: far away");
  mlir::emitError(at(2, 4000, 5000), "E0351: far right");
  EXPECT_TRUE(contains(messages.render(), "far right"));
}
