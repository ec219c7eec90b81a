//===- Quantity.cpp - A number with its unit ------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/units/Quantity.h"

#include "dialects/units/Dimension.h"

#include <cmath>
#include <cstdlib>

using namespace neuro;

std::optional<double> units::parseQuantity(const std::string &text, const std::string &like,
                                           std::string &why) {
  const char *begin = text.c_str();
  char *end = nullptr;
  const double number = std::strtod(begin, &end);
  std::string unitText = end;
  const size_t first = unitText.find_first_not_of(" \t");
  unitText = first == std::string::npos ? "" : unitText.substr(first);
  if (unitText.size() > 1 && unitText.front() == '[' && unitText.back() == ']')
    unitText = unitText.substr(1, unitText.size() - 2);
  if (end == begin || !std::isfinite(number)) {
    why = "'" + text + "' is not a number with a unit";
    return std::nullopt;
  }
  const std::optional<Unit> wanted = parseUnit(like.empty() ? "1" : like);
  const std::optional<Unit> unit = parseUnit(unitText.empty() ? "1" : unitText, &why);
  if (!unit)
    return std::nullopt;
  if (wanted && unit->dimension != wanted->dimension) {
    why = "'" + text + "' is in " + (unitText.empty() ? "no unit" : unitText) + ", but " +
          (like.empty() || like == "1" ? "a plain number" : like) + " is wanted";
    return std::nullopt;
  }
  return unit->toCoherent(number);
}
