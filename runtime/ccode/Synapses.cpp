//===- Synapses.cpp - What events bring, as tables and loops --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Events are remembered, not what they bring: a ring of as many ticks as the longest
// delay, a bit an element. What is due in a tick is added in the order of stamp,
// group, source element, projection, synapse (Instance::group), so a sum has the bits
// it has in a run. Rows are sorted by delay, and keep their order within one.
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace neuro::rt::ccode {

Result<void> Writer::collectProjection(int index) {
  const ProjectionPlan &plan = network.projections[static_cast<size_t>(index)];
  if (plan.continuous || plan.edgesOf >= 0)
    return {}; // of their own, and with those synapses
  if (instance.hasEdges(index))
    return collectEdges(index);
  Result<std::vector<Synapse>> synapses = instance.synapses(index);
  if (!synapses)
    return synapses.error();
  const View &source = instance.view(plan.source), &target = instance.view(plan.target);
  for (size_t a = 0; a < target.parts.size(); ++a)
    for (size_t b = 0; b < a; ++b)
      if (target.parts[a].population == target.parts[b].population)
        return unsupported("a projection that meets one population twice", plan.at);

  struct Key {
    size_t source, target;
    bool operator<(const Key &o) const {
      return std::tie(source, target) < std::tie(o.source, o.target);
    }
  };
  std::map<Key, std::vector<size_t>> parts;
  for (size_t s = 0; s < synapses->size(); ++s)
    parts[{source.partOf((*synapses)[s].source), target.partOf((*synapses)[s].target)}].push_back(s);
  for (auto &[key, which] : parts) {
    const int rank = instance.group(index, key.source, key.target);
    const ViewPart &from = source.parts[key.source], &to = target.parts[key.target];
    const int event = plan.sourceEvents[key.source];
    if (rank < 0) {
      CDrive drive;
      drive.projection = index;
      drive.source = from.population;
      drive.target = to.population;
      drive.field = plan.targetFields[key.target];
      drive.name = names.of("drive_" + populations[static_cast<size_t>(from.population)].name + "_to_" +
                            populations[static_cast<size_t>(to.population)].name);
      std::sort(which.begin(), which.end(), [&](size_t a, size_t b) {
        return (*synapses)[a].source < (*synapses)[b].source;
      });
      const Synapse &first = (*synapses)[which.front()];
      drive.from = from.low + static_cast<int64_t>(first.source) - from.offset;
      drive.to = to.low + static_cast<int64_t>(first.target) - to.offset;
      drive.delay = first.delay;
      for (size_t s : which)
        drive.weights.push_back((*synapses)[s].weight);
      drives.push_back(std::move(drive));
      continue;
    }
    CTable table;
    table.projection = index;
    table.source = from.population;
    table.target = to.population;
    table.field = plan.targetFields[key.target];
    const CPopulation &receiver = populations[static_cast<size_t>(to.population)];
    const CPopulation &sender = populations[static_cast<size_t>(from.population)];
    table.name = names.of(sender.name + "_to_" + receiver.name + "_" +
                          receiver.c->fields[static_cast<size_t>(table.field)].name);
    auto element = [](const ViewPart &part, uint32_t at) {
      return static_cast<size_t>(part.low + (static_cast<int64_t>(at) - part.offset) * part.step);
    };
    std::stable_sort(which.begin(), which.end(), [&](size_t a, size_t b) {
      const Synapse &x = (*synapses)[a], &y = (*synapses)[b];
      const size_t i = element(from, x.source), j = element(from, y.source);
      return i != j ? i < j : x.delay < y.delay;
    });
    table.row.assign(static_cast<size_t>(sender.size) + 1, 0);
    for (size_t s : which) {
      const Synapse &synapse = (*synapses)[s];
      ++table.row[element(from, synapse.source) + 1];
      table.targets.push_back(static_cast<uint32_t>(element(to, synapse.target)));
      table.delays.push_back(synapse.delay);
      table.weights.push_back(instance.storedWeight(rank, synapse.weight));
    }
    std::partial_sum(table.row.begin(), table.row.end(), table.row.begin());
    auto same = [](const auto &list) {
      return std::all_of(list.begin(), list.end(), [&](auto v) { return v == list.front(); });
    };
    table.oneDelay = same(table.delays);
    table.oneWeight = same(table.weights);

    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const CGroup &g) { return g.rank == rank; });
    if (group == groups.end()) {
      CGroup fresh;
      fresh.rank = rank;
      fresh.population = from.population;
      fresh.event = event;
      fresh.counted = instance.counted(rank);
      fresh.sharesWeight = instance.sharesWeight(rank);
      fresh.least = INT64_MAX;
      group = groups.insert(std::upper_bound(groups.begin(), groups.end(), rank,
                                             [](int r, const CGroup &g) { return r < g.rank; }),
                            std::move(fresh));
    }
    group->least = std::min(group->least, *std::min_element(table.delays.begin(), table.delays.end()));
    group->most = std::max(group->most, *std::max_element(table.delays.begin(), table.delays.end()));
    group->tables.push_back(std::move(table));
  }
  return {};
}

/// Before hundreds of millions of synapses are listed: a table has a target for each of them.
Result<void> Writer::checkSize() const {
  uint64_t least = 0;
  for (size_t p = 0; p < network.projections.size(); ++p) {
    const ProjectionPlan &plan = network.projections[p];
    const int64_t count = instance.synapseCount(static_cast<int>(p));
    // What is one to one may be counted where it arrives, and needs no table.
    if (plan.continuous || plan.edgesOf >= 0 || count <= instance.view(plan.source).size)
      continue;
    int64_t size = INT64_MAX;
    for (const ViewPart &part : instance.view(plan.target).parts)
      size = std::min(size, instance.size(part.population));
    least += static_cast<uint64_t>(count) * typeSize(unsignedType(static_cast<uint64_t>(size)));
  }
  if (least > options.largest)
    return Error{fmt::format("E0461: {} MiB of tables and more are too many for a C file; make the "
                             "network smaller",
                             least >> 20), ""};
  return {};
}

Result<void> Writer::collectSynapses() {
  if (Result<void> r = checkSize(); !r)
    return r;
  for (size_t p = 0; p < network.projections.size(); ++p)
    if (Result<void> r = collectProjection(static_cast<int>(p)); !r)
      return r;
  if (Result<void> r = collectSignals(); !r)
    return r;
  for (CGroup &group : groups) {
    CPopulation &sender = populations[static_cast<size_t>(group.population)];
    CEvent &event = sender.events[static_cast<size_t>(group.event)];
    event.slots = std::max(event.slots, group.most + 1);
    if (group.most > UINT16_MAX)
      return unsupported("a delay of more than 65,535 ticks",
                         network.projections[static_cast<size_t>(group.tables[0].projection)].at);
    if (group.counted) {
      if (group.least != group.most ||
          std::any_of(group.tables.begin(), group.tables.end(), [](const CTable &t) { return !t.oneWeight; }))
        return unsupported("counting events of several weights or delays",
                           network.projections[static_cast<size_t>(group.tables[0].projection)].at);
      std::map<std::pair<int, int>, size_t> sums;
      size_t needed = 0;
      for (CTable &table : group.tables) {
        auto [place, fresh] = sums.try_emplace({table.target, table.field}, needed);
        if (fresh)
          needed += static_cast<size_t>(instance.size(table.target));
        table.counter = place->second;
        table.counts = fresh;
      }
      counters = std::max(counters, needed);
      std::vector<uint64_t> degree(needed, 0);
      for (const CTable &table : group.tables)
        for (uint32_t target : table.targets)
          degree[table.counter + target] += mostEvents(sender);
      if (needed > 0 && *std::max_element(degree.begin(), degree.end()) > UINT16_MAX)
        return unsupported("counting more than 65,535 events at a target",
                           network.projections[static_cast<size_t>(group.tables[0].projection)].at);
    }
    group.name = names.of("deliver_" + sender.name +
                          (event.name == "spikes" ? "" : "_" + event.name));
  }
  return {};
}

std::string Writer::synapseTables() {
  std::string out;
  for (const CGroup &group : groups)
    for (const CTable &table : group.tables) {
      const ProjectionPlan &plan = network.projections[static_cast<size_t>(table.projection)];
      const CPopulation &receiver = populations[static_cast<size_t>(table.target)];
      const bool single = receiver.c->fields[static_cast<size_t>(table.field)].type == "float";
      std::string place = plan.at.substr(plan.at.rfind('/') + 1);
      out += fmt::format("/* {}{}{}{}: {} synapses. Those of element i are [row[i], row[i + 1])",
                         comment(place), place.empty() ? "" : ": ", comment(plan.name), "",
                         table.targets.size());
      out += table.oneDelay ? ". */\n" : ",\n   by delay in ticks. */\n";
      out += array(unsignedType(table.targets.size()), table.name + "_row", table.row.size(),
                   [&](size_t k) { return fmt::format("{}", table.row[k]); });
      out += array(unsignedType(static_cast<uint64_t>(receiver.size)), table.name + "_target",
                   table.targets.size(),
                   [&](size_t k) { return fmt::format("{}", table.targets[k]); });
      if (!table.oneDelay)
        out += array("uint16_t", table.name + "_delay",
                     table.delays.size(),
                     [&](size_t k) { return fmt::format("{}", table.delays[k]); });
      if (!table.oneWeight)
        out += array(single ? "float" : "double", table.name + "_weight", table.weights.size(),
                     [&](size_t k) { return real(table.weights[k], single); });
      out += "\n";
    }
  return out;
}

std::string eachEvent(const CPopulation &sender, const CEvent &event, const std::string &inner) {
  const std::string ring =
      event.slots > 1 ? fmt::format("m->{}.{}[stamp % {}]", sender.name, event.name, event.slots)
                      : fmt::format("m->{}.{}", sender.name, event.name);
  if (event.counts)
    return fmt::format("  const uint16_t *const events = {};\n"
                       "  for (int32_t i = 0; i < {}; ++i)\n"
                       "    if (events[i] != 0) {{\n{}    }}\n",
                       ring, sender.size, inner);
  return fmt::format("  const uint8_t *const events = {};\n"
                     "  for (int32_t i = 0; i < {}; ++i) {{\n"
                     "    if (events[i >> 3] == 0)\n"
                     "      i |= 7; /* none of eight */\n"
                     "    else if (events[i >> 3] >> (i & 7) & 1) {{\n"
                     "{}    }}\n  }}\n",
                     ring, sender.size, inner);
}

/// The same where one weight is multiplied with the number of events at a target.
std::string Writer::counting(const CGroup &group) {
  const CPopulation &sender = populations[static_cast<size_t>(group.population)];
  const CEvent &event = sender.events[static_cast<size_t>(group.event)];
  std::string inner, after, label;
  for (const CTable &table : group.tables) {
    const CPopulation &receiver = populations[static_cast<size_t>(table.target)];
    const FieldPlan &field = receiver.type->fields[static_cast<size_t>(table.field)];
    const CField &sum = receiver.c->fields[static_cast<size_t>(field.into >= 0 ? field.into : table.field)];
    const std::string shift = table.counter ? fmt::format("{} + ", table.counter) : "";
    label += (label.empty() ? "" : ", ") + network.projections[static_cast<size_t>(table.projection)].name;
    const std::string place = fmt::format("m->arrived[{}{}_target[s]]", shift, table.name);
    inner += fmt::format("      for (uint32_t s = {0}_row[i]; s < {0}_row[i + 1]; ++s)\n", table.name) +
             (event.counts ? fmt::format("        {0} = (uint16_t)({0} + events[i]);\n", place)
                           : fmt::format("        ++{};\n", place));
    if (table.counts)
      after += fmt::format("  for (int32_t j = 0; j < {0}; ++j)\n"
                           "    if (m->arrived[{1}j] != 0) {{\n"
                           "      m->{2}.{3}[j] += {4} * ({5})m->arrived[{1}j];\n"
                           "      m->arrived[{1}j] = 0;\n"
                           "    }}\n",
                           receiver.size, shift, receiver.name, sum.name,
                           real(table.weights.front(), sum.type == "float"), sum.type);
  }
  return fmt::format("/* {}: one weight for all, times the number of events at a target. */\n"
                     "static void {}({} *m, int64_t stamp)\n{{\n"
                     "  if (stamp < {})\n    return;\n{}{}}}\n",
                     comment(label), group.name, options.name, isSource(sender) ? 0 : 1,
                     eachEvent(sender, event, inner), after);
}

/// What the events of one tick bring that have a delay of `delay` ticks.
std::string Writer::delivery(const CGroup &group) {
  if (group.counted)
    return counting(group);
  const CPopulation &sender = populations[static_cast<size_t>(group.population)];
  const CEvent &event = sender.events[static_cast<size_t>(group.event)];
  std::string inner, label;
  for (const CTable &table : group.tables) {
    const CPopulation &receiver = populations[static_cast<size_t>(table.target)];
    const FieldPlan &field = receiver.type->fields[static_cast<size_t>(table.field)];
    const int into = field.into >= 0 ? field.into : table.field;
    const CField &sum = receiver.c->fields[static_cast<size_t>(into)];
    const bool single = sum.type == "float";
    std::string weight = table.oneWeight ? real(table.weights.front(), single)
                                         : table.name + "_weight[s]";
    // Several events at once: rounded where a run rounds.
    if (event.counts)
      weight = group.sharesWeight && single
                   ? fmt::format("(float)({} * events[i])", real(table.weights.front(), false))
                   : fmt::format("({})events[i] * {}", sum.type, weight);
    const std::string add = fmt::format("m->{}.{}[{}_target[s]] += {};", receiver.name, sum.name,
                                        table.name, weight);
    label += (label.empty() ? "" : ", ") + network.projections[static_cast<size_t>(table.projection)].name;
    if (table.oneDelay && group.least == group.most)
      inner += fmt::format("      for (uint32_t s = {0}_row[i]; s < {0}_row[i + 1]; ++s)\n"
                           "        {1}\n",
                           table.name, add);
    else if (table.oneDelay)
      inner += fmt::format("      if (delay == {2})\n"
                           "        for (uint32_t s = {0}_row[i]; s < {0}_row[i + 1]; ++s)\n"
                           "          {1}\n",
                           table.name, add, table.delays.front());
    else
      inner += fmt::format(
          "      for (uint32_t s = first_of({0}_delay, {0}_row[i], {0}_row[i + 1], delay);\n"
          "           s < {0}_row[i + 1] && {0}_delay[s] == delay; ++s)\n"
          "        {1}\n",
          table.name, add);
  }
  return fmt::format("/* {} */\n"
                     "static void {}({} *m, int64_t stamp{})\n{{\n"
                     "  if (stamp < {})\n    return;\n"
                     "{}{}}}\n",
                     comment(label), group.name, options.name,
                     group.least == group.most ? "" : ", int32_t delay",
                     isSource(sender) ? 0 : 1, eachEvent(sender, event, inner), "");
}

/// `functions`: what follows, and may search rows, too.
std::string Writer::deliveries(const std::string &functions) {
  std::string own, out;
  for (const CGroup &group : groups)
    own += delivery(group) + "\n";
  if (hasWord(own + functions, "first_of"))
    out += "/* The first synapse of a row whose delay is not below `delay`. */\n"
           "static uint32_t first_of(const uint16_t *delays, uint32_t begin, uint32_t end, int32_t delay)\n"
           "{\n"
           "  while (begin < end) {\n"
           "    const uint32_t middle = begin + (end - begin) / 2;\n"
           "    if (delays[middle] < delay)\n"
           "      begin = middle + 1;\n"
           "    else\n"
           "      end = middle;\n"
           "  }\n"
           "  return begin;\n"
           "}\n\n";
  return out + own;
}

/// Calls in the order of stamps, the oldest first, and groups.
std::string Writer::arrivals(bool atOnce, int stage) {
  std::string out;
  if (atOnce) {
    for (const CGroup &group : groups)
      if (group.least == 0 && instance.stageOf(group.population) == stage)
        out += group.most == 0 ? fmt::format("  {}(m, now);\n", group.name)
                               : fmt::format("  {}(m, now, 0);\n", group.name);
    return out;
  }
  int64_t least = INT64_MAX, most = 0;
  bool single = true;
  size_t waiting = 0;
  for (const CGroup &group : groups) {
    if (group.most == 0)
      continue;
    ++waiting;
    least = std::min(least, std::max<int64_t>(group.least, 1));
    most = std::max(most, group.most);
    single &= group.least == group.most;
  }
  if (waiting == 0)
    return "";
  if (single) {
    std::vector<const CGroup *> order;
    for (const CGroup &group : groups)
      if (group.most > 0)
        order.push_back(&group);
    std::stable_sort(order.begin(), order.end(),
                     [](const CGroup *a, const CGroup *b) { return a->most > b->most; });
    for (const CGroup *group : order)
      out += fmt::format("  {}(m, now - {});\n", group->name, group->most);
    return out;
  }
  out += fmt::format("  for (int32_t delay = {}; delay >= {}; --delay) {{\n", most, least);
  for (const CGroup &group : groups) {
    if (group.most == 0)
      continue;
    const int64_t low = std::max<int64_t>(group.least, 1);
    std::string call = fmt::format("{}(m, now - delay{});\n", group.name,
                                   group.least == group.most ? "" : ", delay");
    if (low == least && group.most == most)
      out += "    " + call;
    else if (low == group.most)
      out += fmt::format("    if (delay == {})\n      {}", low, call);
    else
      out += fmt::format("    if (delay >= {} && delay <= {})\n      {}", low, group.most, call);
  }
  return out + "  }\n";
}

} // namespace neuro::rt::ccode
