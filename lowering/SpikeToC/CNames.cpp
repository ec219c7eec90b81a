//===- CNames.cpp - Identifiers of C --------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToC/CCode.h"

#include <cctype>

using namespace neuro;

/// Words of C99, C++ (a header may be included there), and names that the generated
/// code or <math.h> uses itself.
static const char *const reserved[] = {
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else",
    "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
    "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef",
    "union", "unsigned", "void", "volatile", "while", "bool", "true", "false", "asm", "class",
    "catch", "delete", "export", "friend", "mutable", "namespace", "new", "operator", "private",
    "protected", "public", "template", "this", "throw", "try", "typename", "using", "virtual",
    "and", "or", "not", "xor", "explicit", "alignas", "alignof", "constexpr", "decltype",
    "noexcept", "nullptr", "concept", "requires", "typeid", "bitand", "bitor", "compl",
    "exp", "log", "sin", "cos", "tan", "tanh", "atan", "pow", "sqrt", "fabs", "floor", "ceil",
    "round", "trunc", "rint", "fmod", "fma", "copysign", "expm1", "log10", "j0", "j1", "jn",
    "y0", "y1", "yn", "gamma", "signbit", "isunordered", "NAN", "INFINITY", "DT", "SEED",
    "KERNEL", "mark", "linux", "unix", "main", "errno"};

CNames::CNames(std::vector<std::string> taken) {
  for (const char *word : reserved)
    known[word] = 1;
  for (const std::string &word : taken)
    known[word] = 1;
}

std::string CNames::of(const std::string &text) {
  std::string name;
  for (char c : text)
    name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  // Names that begin with an underscore belong to the compiler.
  const size_t first = name.find_first_not_of('_');
  if (first == std::string::npos)
    name = "x" + name;
  else
    name = name.substr(first);
  if (std::isdigit(static_cast<unsigned char>(name[0])))
    name = "x" + name;
  if (known.count(name) == 0) {
    known[name] = 1;
    return name;
  }
  for (int number = 2;; ++number) {
    std::string other = name + "_" + std::to_string(number);
    if (known.count(other) == 0) {
      known[other] = 1;
      return other;
    }
  }
}
