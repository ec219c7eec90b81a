//===- WideStates.h - What single precision would lose ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_TRANSFORMS_WIDESTATES_H
#define NEURO_DIALECTS_SPIKE_TRANSFORMS_WIDESTATES_H

#include "dialects/spike/ir/Spike.h"

#include "llvm/ADT/StringMap.h"

#include <string>

namespace neuro::spike {

/// States that `precision = auto` keeps in f64, each with the reason. `dt` in ms.
///
/// A state x keeps 24 bits in f32. What a tick adds is rounded to the last of them;
/// where the flow changes x by less than 1e-5 of itself a tick, that is more than a
/// percent of the change, and always the same way. Judged are exact propagators (by
/// their diagonal) and, in kernels, the derivative of the new value by the old one
/// where it follows from parameters, at their defaults: Euler, Runge-Kutta and
/// exponential steps with constant rates, and sums of what does not depend on x.
/// Rates that depend on other states are not judged; they are those of gates, as
/// fast as what they follow. States integrated with error control stay f64 too.
llvm::StringMap<std::string> wideStates(ClassOp cls, double dt);

/// The shortest tick, in ms, down to which no more states of the class would have to be
/// in f64 than at `dt`; 0 if ticks may be as short as they like.
double smallestStep(ClassOp cls, double dt);

/// The attribute of a class that holds it once types are chosen by it.
constexpr llvm::StringLiteral smallestStepName = "smallest_step";

} // namespace neuro::spike

#endif // NEURO_DIALECTS_SPIKE_TRANSFORMS_WIDESTATES_H
