//===- Sources.cpp - Built-in sources of events ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The same numbers as in a run: counts of Poisson sources are keyed by seed,
// population, element and tick (runtime/core/Poisson.h), those of regular ones are
// defined by their period (Instance::sourceEvents).
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include "runtime/core/Random.h"

#include <algorithm>
#include <fmt/format.h>

namespace neuro::rt::ccode {

/// Of one element in one tick.
uint64_t mostEvents(const CPopulation &population) {
  uint64_t most = 1;
  if (population.source.poisson && population.plan->source == SourceKind::Poisson)
    for (const PoissonSampler::Distribution &one : population.source.poisson->distributions())
      most = std::max<uint64_t>(most, one.base + one.thresholds.size());
  return most;
}

Result<void> Writer::collectSource(CPopulation &population) {
  const PopulationPlan &plan = *population.plan;
  population.source = instance.source(population.index);
  population.events.push_back({"spikes", 1, false});
  switch (plan.source) {
  case SourceKind::Poisson:
    population.events[0].name = "counts";
    population.events[0].counts = true;
    if (population.size > 0 && population.source.poisson->distributions().empty())
      return unsupported("a Poisson source of more rates than there are tables for", plan.where);
    if (mostEvents(population) > UINT16_MAX)
      return unsupported("a Poisson source of more than 65,535 events in a tick", plan.where);
    return {};
  case SourceKind::Regular:
  case SourceKind::Port:
    return {};
  case SourceKind::SpikeTrain:
  case SourceKind::SpikeFile:
    if (std::adjacent_find(population.source.stamps.begin(), population.source.stamps.end()) !=
            population.source.stamps.end() ||
        std::adjacent_find(population.source.single.begin(), population.source.single.end()) !=
            population.source.single.end() ||
        (!population.source.stamps.empty() && !population.source.single.empty()))
      return unsupported("a source with several events of an element in one tick", plan.where);
    return {};
  case SourceKind::None:
    break;
  }
  return unsupported("a source of this kind", plan.where);
}

/// Whether its events are sent through tables, rather than counted at their targets.
bool Writer::isSent(const CPopulation &population) const {
  return population.events[0].used ||
         std::any_of(groups.begin(), groups.end(),
                     [&](const CGroup &g) { return g.population == population.index; });
}

static const char *const philoxText =
    "/* Philox4x32-10: Salmon et al., \"Parallel random numbers: as easy as 1, 2, 3\", SC 2011.\n"
    "   What a number is for is its counter, so it depends on nothing else. */\n"
    "static void philox_keyed(uint64_t key, uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3,\n"
    "                         uint32_t out[4])\n{\n"
    "  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);\n"
    "  for (int round = 0; round < 10; ++round) {\n"
    "    const uint64_t a = (uint64_t)0xD2511F53u * c0, b = (uint64_t)0xCD9E8D57u * c2;\n"
    "    c0 = (uint32_t)(b >> 32) ^ c1 ^ k0;\n"
    "    c1 = (uint32_t)b;\n"
    "    c2 = (uint32_t)(a >> 32) ^ c3 ^ k1;\n"
    "    c3 = (uint32_t)a;\n"
    "    k0 += 0x9E3779B9u;\n"
    "    k1 += 0xBB67AE85u;\n"
    "  }\n"
    "  out[0] = c0;\n  out[1] = c1;\n  out[2] = c2;\n  out[3] = c3;\n}\n\n"
    "static void philox(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, uint32_t out[4])\n{\n"
    "  philox_keyed(SEED, c0, c1, c2, c3, out);\n}\n\n";

static const char *const poissonText =
    "/* Counts of a Poisson process in a tick: `base` and the number of thresholds, of the\n"
    "   distribution function times 2^64, at or below a random number. */\n"
    "struct poisson {\n  uint32_t base;\n  uint32_t n;\n  const uint64_t *thresholds;\n};\n\n"
    "/* The highest bytes of the numbers of 128 elements. */\n"
    "static void poisson_bytes(uint8_t bytes[128], uint32_t object, int32_t block, int64_t stamp)\n{\n"
    "  for (int32_t c = 0; c < 8; ++c) {\n"
    "    uint32_t r[4];\n"
    "    philox((uint32_t)block * 8u + (uint32_t)c, (uint32_t)stamp, object, (uint32_t)(stamp >> 32), r);\n"
    "    for (int32_t byte = 0; byte < 8; ++byte) {\n"
    "      bytes[8 * c + byte] = (uint8_t)(r[byte >> 2] >> (byte & 3) * 8);\n"
    "      bytes[64 + 8 * c + byte] = (uint8_t)(r[2 + (byte >> 2)] >> (byte & 3) * 8);\n"
    "    }\n  }\n}\n\n"
    "/* The count of an element; the other bits of its number are drawn if they matter. */\n"
    "static uint32_t poisson_count(const struct poisson *p, uint8_t byte, uint32_t object, int32_t element,\n"
    "                              int64_t stamp)\n{\n"
    "  const uint64_t least = (uint64_t)byte << 56;\n"
    "  uint32_t k = 0;\n"
    "  while (k < p->n && p->thresholds[k] <= least)\n    ++k;\n"
    "  if (k < p->n && p->thresholds[k] >> 56 == byte) {\n"
    "    uint32_t r[4];\n"
    "    philox((uint32_t)element, (uint32_t)stamp, object, (uint32_t)(stamp >> 32), r);\n"
    "    const uint64_t number = least | ((uint64_t)r[1] << 32 | r[0]) >> 8;\n"
    "    while (k < p->n && p->thresholds[k] <= number)\n      ++k;\n"
    "  }\n"
    "  return p->base + k;\n}\n\n";

static const char *const regularText =
    "/* Whether one of round((phase + k period) / DT), k = 0, 1, ..., is this tick. */\n"
    "static bool regular_at(double phase, double period, int64_t stamp)\n{\n"
    "  const double near = floor(((double)stamp * DT - phase) / period);\n"
    "  for (double k = near > 1.0 ? near - 1.0 : 0.0; k <= near + 2.0; k += 1.0)\n"
    "    if (round((phase + k * period) / DT) == (double)stamp)\n"
    "      return true;\n"
    "  return false;\n}\n\n";

/// What all Poisson populations need, and what each has of its own.
std::string Writer::sourceTables() {
  std::string out;
  bool poisson = false, regular = false;
  // A source that reaches nobody is not heard of.
  auto isUsed = [&](const CPopulation &population) {
    return !population.type && (isSent(population) ||
                                std::any_of(drives.begin(), drives.end(), [&](const CDrive &drive) {
                                  return drive.source == population.index;
                                }));
  };
  for (const CPopulation &population : populations) {
    if (!isUsed(population) || population.size == 0)
      continue;
    poisson |= !population.type && population.plan->source == SourceKind::Poisson;
    regular |= !population.type && population.plan->source == SourceKind::Regular;
  }
  const bool noisy = std::any_of(network.stimuli.begin(), network.stimuli.end(),
                                 [](const StimulusPlan &plan) { return !plan.noiseSd.empty(); });
  if (poisson || draws || noisy)
    out += fmt::format("#define SEED UINT64_C({})\n\n", instance.seed()) + philoxText;
  out += randomFunctions();
  if (poisson)
    out += poissonText;
  if (regular)
    out += regularText;
  for (const CPopulation &population : populations) {
    if (!isUsed(population) || population.size == 0)
      continue;
    const SourceInstance &source = population.source;
    switch (population.plan->source) {
    case SourceKind::Poisson: {
      std::string list;
      size_t number = 0;
      const auto all = source.poisson->distributions();
      for (const PoissonSampler::Distribution &one : all) {
        const std::string name = fmt::format("{}_thresholds_{}", population.name, number++);
        // An element that never fires has none.
        if (!one.thresholds.empty())
          out += array("uint64_t", name, one.thresholds.size(), [&](size_t k) {
            return fmt::format("UINT64_C({})", one.thresholds[k]);
          });
        list += fmt::format("  {{{}, {}, {}}},\n", one.base, one.thresholds.size(),
                            one.thresholds.empty() ? "NULL" : name);
        flash += 8 + sizeof(void *);
      }
      out += fmt::format("static const struct poisson {}_rates[{}] = {{\n{}}};\n", population.name,
                         all.size(), list);
      if (all.size() > 1)
        out += array(unsignedType(all.size()), population.name + "_rate_of",
                     static_cast<size_t>(population.size),
                     [&](size_t e) { return fmt::format("{}", source.poisson->distributionOf(e)); });
      out += "\n";
      break;
    }
    case SourceKind::Regular:
      for (auto [name, values] : {std::pair{"period", &source.period}, {"phase", &source.phase}})
        if (values->size() > 1)
          out += array("double", population.name + "_" + name, values->size(),
                       [&, v = values](size_t k) { return real((*v)[k], false); }) +
                 "\n";
      break;
    case SourceKind::SpikeTrain:
    case SourceKind::SpikeFile:
      if (!source.stamps.empty())
        out += "/* Ticks of the events of all its elements. */\n" +
               array("int64_t", population.name + "_ticks", source.stamps.size(),
                     [&](size_t k) { return fmt::format("{}", source.stamps[k]); }) +
               "\n";
      if (!source.single.empty()) {
        out += "/* Its events, by tick. */\n" +
               array("int64_t", population.name + "_ticks", source.single.size(),
                     [&](size_t k) { return fmt::format("{}", source.single[k].first); }) +
               array(unsignedType(static_cast<uint64_t>(population.size)),
                     population.name + "_elements", source.single.size(),
                     [&](size_t k) { return fmt::format("{}", source.single[k].second); }) +
               "\n";
      }
      break;
    default:
      break;
    }
  }
  return out;
}

/// "&P_rates[0]", or that of element e.
static std::string rateOf(const CPopulation &population) {
  return population.source.poisson->distributions().size() > 1
             ? fmt::format("&{0}_rates[{0}_rate_of[e]]", population.name)
             : fmt::format("&{}_rates[0]", population.name);
}

static std::string hex(Purpose purpose, int index) {
  return fmt::format("0x{:08x}u", randomObject(purpose, static_cast<uint32_t>(index)));
}

/// The events of a source that are sent, drawn or looked up at the tick they bear.
std::string Writer::sourceFunctions() {
  std::string out;
  for (const CPopulation &population : populations) {
    if (population.type || !isSent(population) || population.size == 0)
      continue;
    const CEvent &event = population.events[0];
    const std::string ring = event.slots > 1
                                 ? fmt::format("m->{}.{}[stamp % {}]", population.name, event.name, event.slots)
                                 : fmt::format("m->{}.{}", population.name, event.name);
    std::string body;
    const std::string clear = fmt::format("  for (int32_t b = 0; b < {}; ++b)\n    events[b] = 0;\n",
                                          (population.size + 7) / 8);
    const SourceInstance &source = population.source;
    auto setting = [&](const char *name, const std::vector<double> &values) {
      return values.size() > 1 ? fmt::format("{}_{}[e]", population.name, name)
                               : real(values.at(0), false);
    };
    switch (population.plan->source) {
    case SourceKind::Poisson:
      body = fmt::format("  uint16_t *const counts = {};\n"
                         "  uint8_t bytes[128];\n"
                         "  for (int32_t e = 0; e < {}; ++e) {{\n"
                         "    if (e % 128 == 0)\n"
                         "      poisson_bytes(bytes, {}, e / 128, stamp);\n"
                         "    counts[e] = stamp < 1 ? 0 : (uint16_t)poisson_count({}, bytes[e % 128], {}, e, stamp);\n"
                         "  }}\n",
                         ring, population.size, hex(Purpose::Poisson, population.index),
                         rateOf(population), hex(Purpose::PoissonTail, population.index));
      break;
    case SourceKind::Regular:
      body = fmt::format("  uint8_t *const events = {};\n{}"
                         "  for (int32_t e = 0; e < {}; ++e)\n"
                         "    if (regular_at({}, {}, stamp))\n"
                         "      events[e >> 3] = (uint8_t)(events[e >> 3] | 1u << (e & 7));\n",
                         ring, clear, population.size, setting("phase", source.phase),
                         setting("period", source.period));
      break;
    case SourceKind::SpikeTrain:
    case SourceKind::SpikeFile:
      if (source.stamps.empty() && source.single.empty()) {
        body = fmt::format("  uint8_t *const events = {};\n{}", ring, clear);
      } else if (!source.stamps.empty()) {
        body = fmt::format("  uint8_t *const events = {0};\n{1}"
                           "  while (m->{2}.next < {3} && {2}_ticks[m->{2}.next] < stamp)\n"
                           "    ++m->{2}.next;\n"
                           "  if (m->{2}.next < {3} && {2}_ticks[m->{2}.next] == stamp)\n"
                           "    for (int32_t e = 0; e < {4}; ++e)\n"
                           "      events[e >> 3] = (uint8_t)(events[e >> 3] | 1u << (e & 7));\n",
                           ring, clear, population.name, source.stamps.size(), population.size);
      } else {
        body = fmt::format("  uint8_t *const events = {0};\n{1}"
                           "  while (m->{2}.next < {3} && {2}_ticks[m->{2}.next] < stamp)\n"
                           "    ++m->{2}.next;\n"
                           "  for (; m->{2}.next < {3} && {2}_ticks[m->{2}.next] == stamp; ++m->{2}.next) {{\n"
                           "    const uint32_t e = {2}_elements[m->{2}.next];\n"
                           "    events[e >> 3] = (uint8_t)(events[e >> 3] | 1u << (e & 7));\n"
                           "  }}\n",
                           ring, clear, population.name, source.single.size());
      }
      break;
    case SourceKind::Port:
      body = fmt::format("  uint8_t *const events = {0};\n"
                         "  for (int32_t b = 0; b < {2}; ++b) {{\n"
                         "    events[b] = m->{1}.next[b];\n"
                         "    m->{1}.next[b] = 0;\n"
                         "  }}\n",
                         ring, population.name, (population.size + 7) / 8);
      break;
    case SourceKind::None:
      break;
    }
    out += fmt::format("/* Events of {0} in tick `stamp`. */\n"
                       "static void emit_{0}({1} *m, int64_t stamp)\n{{\n{2}{3}}}\n\n",
                       population.name, options.name,
                       body.find("stamp") == std::string::npos ? "  (void)stamp;\n" : "", body);
  }
  for (const CDrive &drive : drives) {
    const CPopulation &sender = populations[static_cast<size_t>(drive.source)];
    const CPopulation &receiver = populations[static_cast<size_t>(drive.target)];
    const FieldPlan &field = receiver.type->fields[static_cast<size_t>(drive.field)];
    const CField &sum = receiver.c->fields[static_cast<size_t>(field.into >= 0 ? field.into : drive.field)];
    const bool single = sum.type == "float";
    const bool one = std::all_of(drive.weights.begin(), drive.weights.end(),
                                 [&](double w) { return w == drive.weights[0]; });
    if (!one)
      out += array(sum.type, drive.name + "_weight", drive.weights.size(),
                   [&](size_t k) { return real(drive.weights[k], single); }) +
             "\n";
    const int64_t shift = drive.to - drive.from;
    auto moved = [](int64_t by) {
      return by == 0 ? std::string("e") : fmt::format("e {} {}", by < 0 ? "-" : "+", by < 0 ? -by : by);
    };
    out += fmt::format("/* {}: counted at its targets. */\n"
                       "static void {}({} *m, int64_t stamp)\n{{\n"
                       "  if (stamp < 1)\n    return;\n"
                       "  uint8_t bytes[128];\n"
                       "  for (int32_t e = {}; e < {}; ++e) {{\n"
                       "    if ({}e % 128 == 0)\n"
                       "      poisson_bytes(bytes, {}, e / 128, stamp);\n"
                       "    const uint32_t count = poisson_count({}, bytes[e % 128], {}, e, stamp);\n"
                       "    m->{}.{}[{}] += {} * ({})count;\n"
                       "  }}\n}}\n\n",
                       comment(network.projections[static_cast<size_t>(drive.projection)].name),
                       drive.name, options.name, drive.from,
                       drive.from + static_cast<int64_t>(drive.weights.size()),
                       drive.from % 128 == 0 ? "" : fmt::format("e == {} || ", drive.from),
                       hex(Purpose::Poisson, sender.index), rateOf(sender),
                       hex(Purpose::PoissonTail, sender.index), receiver.name, sum.name, moved(shift),
                       one ? real(drive.weights[0], single)
                           : fmt::format("{}_weight[{}]", drive.name, moved(-drive.from)),
                       sum.type);
  }
  return out;
}

/// Drives come after all else that is due, in order of projection.
std::string Writer::driveCalls() {
  std::string out;
  for (const CDrive &drive : drives)
    out += fmt::format("  {}(m, now{});\n", drive.name,
                       drive.delay ? fmt::format(" - {}", drive.delay) : "");
  return out;
}

std::string Writer::sourceCalls(int stage, const std::string &stamp) {
  std::string out;
  for (const CPopulation &population : populations)
    if (!population.type && isSent(population) && population.size > 0 &&
        (stage < 0 || instance.stageOf(population.index) == stage))
      out += fmt::format("  emit_{}(m, {});\n", population.name, stamp);
  return out;
}

} // namespace neuro::rt::ccode
