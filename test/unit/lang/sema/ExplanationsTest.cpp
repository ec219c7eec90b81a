//===- ExplanationsTest.cpp - The examples of nc explain show what they explain ===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

using namespace neuro;

/// The first ```neuro block of a text.
static std::string exampleOf(std::string_view text) {
  size_t begin = text.find("```neuro\n");
  if (begin == std::string_view::npos)
    return "";
  begin += 9;
  return std::string(text.substr(begin, text.find("```", begin) - begin));
}

TEST(Explanations, ExamplesTriggerTheirCode) {
  int examples = 0;
  for (Code code : allCodes()) {
    std::string name(codeName(code));
    // Syntax is the parser's, what the passes, instantiation and `nc build` refuse is
    // seen behind sema, and one example imports itself.
    if (name[0] == 'E' &&
        (name < "E0100" || name == "E0104" || name == "E0454" || name == "E0455" ||
         name == "E0461" || name == "E0462" ||
         name == "E0918" || name == "E0920" || name > "E0921"))
      continue;
    std::string example = exampleOf(explain(name));
    if (example.empty())
      continue;
    ++examples;
    auto checked = checkText(example, true);
    EXPECT_NE(checked->codes().find(name), std::string::npos)
        << name << " is not shown by its example, which says: " << checked->codes() << "\n"
        << checked->text();
  }
  EXPECT_GT(examples, 80);
}
