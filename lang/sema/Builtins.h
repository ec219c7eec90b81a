//===- Builtins.h - Functions the language brings along ---------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One table of everything that may be called without being declared, each in
// the places where it has a meaning.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_SEMA_BUILTINS_H
#define NEURO_LANG_SEMA_BUILTINS_H

#include "lang/ast/Expr.h"

#include <string>
#include <string_view>
#include <vector>

namespace neuro::sema {

/// Where a built-in may stand.
enum class Place : unsigned {
  Math,         ///< any expression
  Distribution, ///< after `~`
  Waveform,     ///< `stimulate … with`
  Rule,         ///< `connect`
  Layout,       ///< `at`
  Measure,      ///< experiments, and records of population functions
  Data,         ///< `data NAME =`
  Training,     ///< `train` and `test` blocks
  Method,       ///< solver, optimiser, surrogate and format names
};

/// One parameter of a signature, in the notation
///   name:kind  name:kind?  (optional)
/// with the kinds
///   T      a quantity; all T of a call have the same dimension
///   T%     a T, or a fraction of one
///   1      a number        P  a probability
///   ms …   a quantity of that unit's dimension
///   [T] [ms] [1]  a list of such
///   v      a vector of numbers
///   E      spikes or events, or a population that emits them
///   V      recorded values    X  either of the two
///   string bool method *  (anything)
struct Parameter {
  std::string_view name, kind;
  bool optional;
};

struct Builtin {
  std::string_view name;
  Place place;
  std::string_view parameters;
  /// A kind as above; "series" is T over time, "data" something only other
  /// built-ins look into, "matrix" and "v" numbers of unknown extent, "times"
  /// spike times for each element.
  std::string_view result;

  std::vector<Parameter> signature() const;
  /// "pulse(amplitude, from=, until=)": how to write it.
  std::string usage() const;
};

/// The built-in of that name in that place, or null.
const Builtin *findBuiltin(std::string_view name, Place place);
/// The layout that a call after `at` means: of grid there are two.
const Builtin *findLayout(const ast::CallExpr &call);
/// The first of that name in any place, or null.
const Builtin *findBuiltin(std::string_view name);
/// All names of a place.
std::vector<std::string_view> builtinNames(Place place);
/// "a random distribution, to be used after '~'": for messages.
std::string_view placeText(Place place);

/// Experiment settings: dt seed batch threads target precision solver.
struct Setting {
  std::string_view name;
  /// A kind of Parameter, or a list of words "auto|f32|f64".
  std::string_view kind;
};
const Setting *findSetting(std::string_view name);
std::vector<std::string_view> settingNames();

/// Words of "a|b|c".
std::vector<std::string_view> words(std::string_view alternatives);

} // namespace neuro::sema

#endif // NEURO_LANG_SEMA_BUILTINS_H
