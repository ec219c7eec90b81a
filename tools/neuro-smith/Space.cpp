//===- Space.cpp - Random layouts, and what depends on distance -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <algorithm>
#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

/// " at …", or nothing.
std::string Generator::layout(PopulationInfo &population) {
  if (!population.flat || !random.chance(0.3))
    return "";
  population.placed = true;
  if (random.chance(0.1)) {
    population.size = 12;
    return " at file(\"places.csv\")";
  }
  auto um = [&](int low, int high) { return format("{} um", random.range(low, high)); };
  switch (random.below(4)) {
  case 0:
    return format(" at box({}, {})", um(200, 1000), um(200, 1000));
  case 1:
    return format(" at box({}, {}, {})", um(200, 1000), um(200, 1000), um(50, 300));
  case 2:
    return format(" at ring({})", um(100, 500));
  default: {
    std::vector<int> divisors;
    for (int d = 1; d <= population.size; ++d)
      if (population.size % d == 0)
        divisors.push_back(d);
    const int rows = random.pick(divisors), columns = population.size / rows;
    return random.chance(0.2)
               ? format(" at grid({}, 1, {}, {})", rows, columns, um(20, 100))
               : format(" at grid({}, {}, {})", rows, columns, um(20, 100));
  }
  }
}

/// A rule that looks at where both ends stand.
std::string Generator::byDistance(int sourceSize, std::string &where) {
  const std::string reach = format("{} um", random.range(80, 500));
  switch (random.below(4)) {
  case 0:
    where.clear();
    return format("nearest({})", random.range(1, std::max(1, std::min(8, sourceSize))));
  case 1:
    where = format(" where distance < {}", reach);
    return format("bernoulli({})", literal(std::min(1.0, random.uniform(4, 16) / sourceSize), Dim::One));
  case 2:
    where = random.chance(0.5) ? format(" where abs(pre.position.x - post.position.x) < {}", reach)
                               : std::string();
    return format("bernoulli({}*exp(-distance/{}))",
                  literal(std::min(1.0, random.uniform(4, 16) / sourceSize), Dim::One), reach);
  default:
    where.clear();
    return format("bernoulli(0.8*exp(-(distance/{})^2))", reach);
  }
}

} // namespace neuro::smith
