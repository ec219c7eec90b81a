//===- Waiting.cpp - What synapses send that arrives later ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What waits for dendritic delays, `after` and the next tick is added to a sum one by
// one, in the order in which it was sent, so it stands in lists by the tick it is due
// in, which share one array. That has room for all that handlers can send; a host that
// knows better may make it smaller.
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace neuro::rt::ccode {

/// The number of a sum, which a place in the list begins with.
size_t Writer::waitingSum(int population, int field) {
  const std::pair<int, int> sum{population, field};
  auto found = std::find(waiting.sums.begin(), waiting.sums.end(), sum);
  if (found == waiting.sums.end()) {
    waiting.sums.push_back(sum);
    return waiting.sums.size() - 1;
  }
  return static_cast<size_t>(found - waiting.sums.begin());
}

std::string Writer::waitingMembers() {
  if (waiting.capacity == 0)
    return "";
  const std::string type = waiting.single ? "float" : "double";
  ram += waiting.capacity * waiting.entry() + 12 + static_cast<size_t>(waiting.longest + 1) * 8;
  return fmt::format("  struct {{ /* what synapses sent that is due later */\n"
                     "    {0} value;\n    int32_t element;\n    uint32_t next;\n    uint16_t sum;\n{1}"
                     "  }} waiting[{2}_WAITING];\n"
                     "  uint32_t first_due[{3}], last_due[{3}]; /* by tick; 0 is none, n is waiting[n - 1] */\n"
                     "  uint32_t first_free{4};\n"
                     "  uint32_t lost; /* for which there was no room: none, unless you made it smaller */\n",
                     type,
                     waiting.sorted ? "    uint16_t wait;\n    uint32_t projection, target, source;\n" : "",
                     options.name, waiting.longest + 1, waiting.sorted ? ", first_sent" : "");
}

static const char *const laterText =
    "/* A place in the list, or 0 if there is none. */\n"
    "static uint32_t take_place({0} *m, uint16_t sum, int32_t element, {1} value)\n{{\n"
    "  const uint32_t place = m->first_free;\n"
    "  if (place == 0) {{\n    ++m->lost;\n    return 0;\n  }}\n"
    "  m->first_free = m->waiting[place - 1].next;\n"
    "  m->waiting[place - 1].sum = sum;\n"
    "  m->waiting[place - 1].element = element;\n"
    "  m->waiting[place - 1].value = value;\n"
    "  m->waiting[place - 1].next = 0;\n"
    "  return place;\n}}\n\n"
    "static void file_place({0} *m, int64_t due, uint32_t place)\n{{\n"
    "  const int64_t day = due % {2};\n"
    "  if (m->first_due[day] == 0)\n"
    "    m->first_due[day] = place;\n"
    "  else\n"
    "    m->waiting[m->last_due[day] - 1].next = place;\n"
    "  m->last_due[day] = place;\n}}\n\n";

static const char *const sendText =
    "/* Sends a value to a sum, to arrive in tick `due`. */\n"
    "static void send_later({0} *m, int64_t due, uint16_t sum, int32_t element, {1} value)\n{{\n"
    "  const uint32_t place = take_place(m, sum, element, value);\n"
    "  if (place != 0)\n"
    "    file_place(m, due, place);\n}}\n\n";

static const char *const referenceText =
    "/* To what a synapse refers to: filed at the end of the tick, in order of projection,\n"
    "   target and source. */\n"
    "static void send_to_reference({0} *m, uint32_t projection, uint32_t target, uint32_t source,\n"
    "                              int32_t wait, uint16_t sum, int32_t element, {1} value)\n{{\n"
    "  const uint32_t place = take_place(m, sum, element, value);\n"
    "  if (place == 0)\n    return;\n"
    "  m->waiting[place - 1].wait = (uint16_t)wait;\n"
    "  m->waiting[place - 1].projection = projection;\n"
    "  m->waiting[place - 1].target = target;\n"
    "  m->waiting[place - 1].source = source;\n"
    "  m->waiting[place - 1].next = m->first_sent;\n"
    "  m->first_sent = place;\n}}\n\n"
    "static bool comes_first(const {0} *m, uint32_t a, uint32_t b)\n{{\n"
    "  if (m->waiting[a - 1].projection != m->waiting[b - 1].projection)\n"
    "    return m->waiting[a - 1].projection < m->waiting[b - 1].projection;\n"
    "  if (m->waiting[a - 1].target != m->waiting[b - 1].target)\n"
    "    return m->waiting[a - 1].target < m->waiting[b - 1].target;\n"
    "  return m->waiting[a - 1].source < m->waiting[b - 1].source;\n}}\n\n"
    "/* Two sorted lists as one; of equal places those of the first come first. */\n"
    "static uint32_t merge_lists({0} *m, uint32_t a, uint32_t b)\n{{\n"
    "  uint32_t first = 0, last = 0;\n"
    "  while (a != 0 || b != 0) {{\n"
    "    uint32_t *const from = b == 0 || (a != 0 && !comes_first(m, b, a)) ? &a : &b;\n"
    "    if (last == 0)\n      first = *from;\n"
    "    else\n      m->waiting[last - 1].next = *from;\n"
    "    last = *from;\n"
    "    *from = m->waiting[last - 1].next;\n"
    "  }}\n"
    "  return first;\n}}\n\n"
    "/* What was sent to references in this tick, sorted by merging, goes on its way. */\n"
    "static void file_sent({0} *m, int64_t now)\n{{\n"
    "  uint32_t lists[33] = {{0}}; /* the n-th has 2^n places, or none */\n"
    "  uint32_t sorted = 0, in_order = 0;\n"
    "  while (m->first_sent != 0) {{ /* it is in the reverse order */\n"
    "    const uint32_t place = m->first_sent;\n"
    "    m->first_sent = m->waiting[place - 1].next;\n"
    "    m->waiting[place - 1].next = in_order;\n"
    "    in_order = place;\n"
    "  }}\n"
    "  while (in_order != 0) {{\n"
    "    uint32_t list = in_order;\n"
    "    int32_t n = 0;\n"
    "    in_order = m->waiting[list - 1].next;\n"
    "    m->waiting[list - 1].next = 0;\n"
    "    for (; n < 32 && lists[n] != 0; ++n) {{\n"
    "      list = merge_lists(m, lists[n], list);\n"
    "      lists[n] = 0;\n"
    "    }}\n"
    "    lists[n] = list;\n"
    "  }}\n"
    "  for (int32_t n = 0; n < 33; ++n)\n"
    "    sorted = merge_lists(m, lists[n], sorted);\n"
    "  while (sorted != 0) {{\n"
    "    const uint32_t place = sorted;\n"
    "    sorted = m->waiting[place - 1].next;\n"
    "    m->waiting[place - 1].next = 0;\n"
    "    file_place(m, now + m->waiting[place - 1].wait, place);\n"
    "  }}\n}}\n\n";

/// Before the functions of synapses, which send.
std::string Writer::waitingFunctions() {
  if (waiting.capacity == 0)
    return "";
  const std::string type = waiting.single ? "float" : "double";
  std::string cases;
  for (size_t k = 0; k < waiting.sums.size(); ++k) {
    const auto [population, field] = waiting.sums[k];
    const CPopulation &receiver = populations[static_cast<size_t>(population)];
    const int into = receiver.type->fields[static_cast<size_t>(field)].into;
    const CField &sum = receiver.c->fields[static_cast<size_t>(into >= 0 ? into : field)];
    cases += fmt::format("    case {}: m->{}.{}[element] += {}value; break;\n", k, receiver.name, sum.name,
                         sum.type == type ? "" : "(" + sum.type + ")");
  }
  return fmt::format(laterText, options.name, type, waiting.longest + 1) +
         (waiting.toTargets ? fmt::format(sendText, options.name, type) : "") +
         (waiting.sorted ? fmt::format(referenceText, options.name, type) : "") +
         fmt::format("/* What is due now. */\n"
                     "static void arrive_late({0} *m, int64_t now)\n{{\n"
                     "  const int64_t day = now % {1};\n"
                     "  uint32_t place = m->first_due[day];\n"
                     "  m->first_due[day] = 0;\n"
                     "  while (place != 0) {{\n"
                     "    const uint32_t next = m->waiting[place - 1].next;\n"
                     "    const int32_t element = m->waiting[place - 1].element;\n"
                     "    const {2} value = m->waiting[place - 1].value;\n"
                     "    switch (m->waiting[place - 1].sum) {{\n{3}    }}\n"
                     "    m->waiting[place - 1].next = m->first_free;\n"
                     "    m->first_free = place;\n"
                     "    place = next;\n"
                     "  }}\n}}\n\n",
                     options.name, waiting.longest + 1, type, cases);
}

} // namespace neuro::rt::ccode
