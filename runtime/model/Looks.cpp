//===- Looks.cpp - What a host said it looks at ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/model/Looks.h"

#include <algorithm>

namespace neuro::rt {

std::vector<std::string> splitLooks(const std::string &list) {
  std::vector<std::string> paths;
  for (size_t at = 0; at <= list.size();) {
    const size_t comma = std::min(list.find(',', at), list.size());
    const size_t first = list.find_first_not_of(" \n\t", at);
    if (first < comma) {
      const size_t last = list.find_last_not_of(" \n\t", comma - 1);
      paths.push_back(list.substr(first, last + 1 - first));
    }
    at = comma + 1;
  }
  return paths;
}

std::optional<std::vector<std::string>> unknownLook(const ProgramPlan &plan,
                                                    const std::string &path) {
  std::vector<std::string> known;
  auto find = [&](const std::string &name, int type) {
    std::string wanted; // what follows "name."
    if (path.size() > name.size() && path[name.size()] == '.' && path.compare(0, name.size(), name) == 0)
      wanted = path.substr(name.size() + 1);
    for (const FieldPlan &field : plan.classes[static_cast<size_t>(type)].fields) {
      if (!wanted.empty() &&
          (field.name == wanted || field.name.compare(0, wanted.size() + 1, wanted + "[") == 0))
        return true;
      const std::string here = name + "." + field.name;
      if ((field.role == FieldRole::State || field.role == FieldRole::Let) &&
          std::find(known.begin(), known.end(), here) == known.end())
        known.push_back(here);
    }
    return false;
  };
  for (const NetworkPlan &network : plan.networks) {
    auto classOf = [&](int population) {
      return network.populations[static_cast<size_t>(population)].classIndex;
    };
    for (const PopulationPlan &population : network.populations)
      if (population.classIndex >= 0 && find(population.name, population.classIndex))
        return std::nullopt;
    for (const ViewPlan &view : network.views)
      for (const ViewPlan::Part &part : view.parts)
        if (classOf(part.population) >= 0 && find(view.name, classOf(part.population)))
          return std::nullopt;
    for (const ProjectionPlan &projection : network.projections)
      if ((projection.edge.classIndex < 0 && path == projection.name + ".w") ||
          (projection.edge.classIndex >= 0 && find(projection.name, projection.edge.classIndex)))
        return std::nullopt;
  }
  return known;
}

} // namespace neuro::rt
