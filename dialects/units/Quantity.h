//===- Quantity.h - A number with its unit ----------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_UNITS_QUANTITY_H
#define NEURO_DIALECTS_UNITS_QUANTITY_H

#include <optional>
#include <string>

namespace neuro::units {

/// "9 kHz", "9kHz", "-65 [mV]" or "3" in coherent units. The dimension must be that of the
/// unit `like` ("" or "1": a plain number); else nothing, with one sentence in `why`.
std::optional<double> parseQuantity(const std::string &text, const std::string &like,
                                    std::string &why);

} // namespace neuro::units

#endif // NEURO_DIALECTS_UNITS_QUANTITY_H
