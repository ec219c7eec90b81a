//===- Paths.cpp - What "E[0..10].exc.I" names --------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A path begins with the name of a population, group or selection of the network,
// may go on with a selection in brackets, and ends with a dot and a field; or with the
// name of a projection, whose synapses have the field. Names may hold brackets and dots
// themselves ("L[2]", "E -> I.exc"): the longest that fits counts.
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"

#include <cstdlib>

using namespace neuro;
using namespace neuro::api;

namespace {

/// Reads "[a..b]", "[a..b step c]", "[k]", half open as in programs.
class Selection {
public:
  explicit Selection(const std::string &path, size_t &at) : path(path), at(at) {}

  bool present() const { return at < path.size() && path[at] == '['; }
  void read(int64_t size) {
    ++at;
    low = number(0);
    high = low + 1;
    if (path.compare(at, 2, "..") == 0) {
      at += 2;
      high = number(size);
    }
    skip();
    if (path.compare(at, 4, "step") == 0) {
      at += 4;
      step = number(-1);
    }
    skip();
    if (at >= path.size() || path[at] != ']')
      bad();
    ++at;
  }
  int64_t low = 0, high = 0, step = 1;

private:
  const std::string &path;
  size_t &at;

  void skip() {
    while (at < path.size() && path[at] == ' ')
      ++at;
  }
  [[noreturn]] void bad() const {
    throw Failure(NEURO_INVALID, "in '" + path +
                                     "': a selection is [k], [a..b] or [a..b step s] of whole "
                                     "numbers, b not included");
  }
  /// Digits, or `otherwise` where there are none and that is not negative.
  int64_t number(int64_t otherwise) {
    skip();
    int64_t value = 0;
    const size_t first = at;
    for (; at < path.size() && path[at] >= '0' && path[at] <= '9'; ++at) {
      if (at - first >= 18)
        bad();
      value = value * 10 + (path[at] - '0');
    }
    if (at == first) {
      if (otherwise < 0)
        bad();
      return otherwise;
    }
    skip();
    return value;
  }
};

/// Whether `name` is how `path` begins, and ends where a name may.
bool begins(const std::string &path, const std::string &name) {
  return !name.empty() && path.compare(0, name.size(), name) == 0 &&
         (path.size() == name.size() || path[name.size()] == '.' || path[name.size()] == '[');
}

} // namespace

/// How much of the path is the name of a population, group or selection.
static size_t nameLength(const rt::NetworkPlan &network, const std::string &path) {
  size_t length = 0;
  for (const rt::PopulationPlan &population : network.populations)
    if (begins(path, population.name))
      length = std::max(length, population.name.size());
  for (const rt::ViewPlan &view : network.views)
    if (begins(path, view.name))
      length = std::max(length, view.name.size());
  return length;
}

rt::View api::parseView(const neuro_sim &sim, const std::string &path, std::string &rest) {
  const rt::NetworkPlan &network = sim.network();
  int population = -1, view = -1;
  size_t length = 0;
  for (size_t p = 0; p < network.populations.size(); ++p)
    if (const std::string &name = network.populations[p].name;
        name.size() > length && begins(path, name)) {
      population = static_cast<int>(p);
      length = name.size();
    }
  for (size_t v = 0; v < network.views.size(); ++v)
    if (const std::string &name = network.views[v].name;
        name.size() > length && begins(path, name)) {
      view = static_cast<int>(v);
      length = name.size();
    }
  if (length == 0) {
    std::vector<std::string> known;
    for (const rt::PopulationPlan &p : network.populations)
      known.push_back(p.name);
    const std::string name = path.substr(0, path.find_first_of(".["));
    throw Failure(NEURO_INVALID, "network " + network.name + " has no population '" + name + "'" +
                                     suggestion(name, known));
  }
  size_t at = length;
  rt::View found;
  if (view >= 0)
    found = sim.simulation->view(view);
  else {
    const int64_t size = sim.simulation->populationSize(population);
    Selection selection(path, at);
    selection.high = size;
    if (selection.present())
      selection.read(size);
    rt::Result<rt::View> slice =
        sim.simulation->slice(population, selection.low, selection.high, selection.step);
    if (!slice)
      fail(slice.error(), NEURO_INVALID);
    found = std::move(*slice);
  }
  if (at < path.size() && path[at] != '.')
    throw Failure(NEURO_INVALID, "in '" + path + "': a dot and a field must follow '" +
                                     path.substr(0, at) + "'");
  rest = at < path.size() ? path.substr(at + 1) : "";
  return found;
}

int api::projectionAt(const neuro_sim &sim, const std::string &path, size_t &length) {
  const std::vector<rt::ProjectionPlan> &all = sim.network().projections;
  int found = -1;
  length = 0;
  for (size_t p = 0; p < all.size(); ++p)
    if (all[p].name.size() > length && begins(path, all[p].name)) {
      found = static_cast<int>(p);
      length = all[p].name.size();
    }
  if (found >= 0)
    for (size_t p = static_cast<size_t>(found) + 1; p < all.size(); ++p)
      if (all[p].name == all[static_cast<size_t>(found)].name)
        throw Failure(NEURO_INVALID, "several projections are called '" + all[p].name +
                                         "'; give the one you mean a label: `label: project " +
                                         all[p].name + " …`");
  return found;
}

int api::synapsesNamed(const neuro_sim &sim, const std::string &path, size_t &length) {
  const int projection = projectionAt(sim, path, length);
  return projection >= 0 && length > nameLength(sim.network(), path) ? projection : -1;
}

std::vector<FieldEntry> api::fieldsOf(const neuro_sim &sim, int population) {
  std::vector<FieldEntry> entries;
  const rt::PopulationPlan &plan = sim.network().populations[static_cast<size_t>(population)];
  if (plan.classIndex < 0) {
    const rt::UnitText perSecond{"Hz", 1e-3}, milliseconds{"ms", 1};
    if (plan.source == rt::SourceKind::Poisson)
      entries.push_back({"rate", perSecond, NEURO_SETTING});
    if (plan.source == rt::SourceKind::Regular) {
      entries.push_back({"period", milliseconds, NEURO_SETTING});
      entries.push_back({"phase", milliseconds, NEURO_SETTING});
    }
    return entries;
  }
  const rt::ClassPlan &type =
      sim.program->plan->classes[static_cast<size_t>(plan.classIndex)];
  for (size_t f = 0; f < type.fields.size(); ++f) {
    const rt::FieldPlan &field = type.fields[f];
    neuro_role role;
    switch (field.role) {
    case rt::FieldRole::State: role = NEURO_STATE; break;
    case rt::FieldRole::Parameter: role = NEURO_PARAMETER; break;
    case rt::FieldRole::Input: role = NEURO_INPUT; break;
    case rt::FieldRole::Derived: role = NEURO_DERIVED; break;
    case rt::FieldRole::Let: role = NEURO_LET; break;
    default: continue;
    }
    entries.push_back({field.name, field.unit, role, static_cast<int>(f)});
  }
  return entries;
}

bool api::unitOf(const neuro_sim &sim, int population, const std::string &name,
                 rt::UnitText &unit) {
  for (const FieldEntry &entry : fieldsOf(sim, population))
    if (entry.name == name) {
      unit = entry.unit;
      return true;
    }
  return false;
}

Target api::parsePath(const neuro_sim &sim, const char *text) {
  require(text, "there is no path (a NULL)");
  const std::string path = text;
  const rt::NetworkPlan &network = sim.network();
  Target target;
  for (size_t p = 0; p < network.parameters.size(); ++p)
    if (network.parameters[p].name == path) {
      target.parameter = static_cast<int>(p);
      target.unit = network.parameters[p].unit;
      return target;
    }
  size_t length = 0;
  if (const int projection = synapsesNamed(sim, path, length); projection >= 0) {
    target.projection = projection;
    target.name = length < path.size() && path[length] == '.' ? path.substr(length + 1) : "";
    std::vector<std::string> known;
    for (const FieldEntry &entry : synapseFieldsOf(sim, projection)) {
      if (entry.name == target.name) {
        target.unit = entry.unit;
        return target;
      }
      known.emplace_back(entry.name);
    }
    throw Failure(NEURO_INVALID, "synapses of '" + path.substr(0, length) + "' have no '" +
                                     target.name + "'" + suggestion(target.name, known));
  }
  target.view = parseView(sim, path, target.name);
  if (target.name.empty())
    throw Failure(NEURO_INVALID, "'" + path + "' names no field; write " + path + ".FIELD");
  bool first = true;
  for (const rt::ViewPart &part : target.view.parts) {
    rt::UnitText unit;
    if (!unitOf(sim, part.population, target.name, unit)) {
      std::vector<std::string> known;
      for (const FieldEntry &entry : fieldsOf(sim, part.population))
        known.emplace_back(entry.name);
      throw Failure(NEURO_INVALID,
                    "population " +
                        network.populations[static_cast<size_t>(part.population)].name + " has no '" +
                        target.name + "'" + suggestion(target.name, known) +
                        (sim.program->plan->limited
                             ? " (the program was compiled with `looks`, which does not name it)"
                             : ""));
    }
    if (!first && (unit.text != target.unit.text || unit.scale != target.unit.scale))
      throw Failure(NEURO_INVALID, "the populations of '" + path + "' give " + target.name +
                                       " in " + target.unit.text + " and in " + unit.text +
                                       "; name one of them");
    target.unit = unit;
    first = false;
  }
  if (target.view.parts.size() == 1) {
    const rt::ViewPart &part = target.view.parts[0];
    if (part.low == 0 && part.step == 1 &&
        part.count == sim.simulation->populationSize(part.population))
      target.population = part.population;
  }
  return target;
}
