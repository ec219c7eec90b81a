//===- Units.cpp - The same quantity in another unit ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"
#include "dialects/units/Dimension.h"

using namespace neuro;
using namespace neuro::api;

static units::Unit unitCalled(const char *text) {
  require(text, "there is no unit (a NULL)");
  std::string why;
  std::optional<units::Unit> unit = units::parseUnit(*text ? text : "1", &why);
  if (!unit)
    throw Failure(NEURO_INVALID, why);
  return *unit;
}

extern "C" neuro_error *neuro_convert(double value, const char *unit, const char *wanted,
                                      double *result) {
  return guarded([&] {
    require(result, "there is nowhere to write the result to (a NULL)");
    const units::Unit from = unitCalled(unit), to = unitCalled(wanted);
    if (from.dimension != to.dimension)
      throw Failure(NEURO_INVALID,
                    std::string(unit) + " cannot be turned into " + wanted);
    *result = to.fromCoherent(from.toCoherent(value));
  });
}
