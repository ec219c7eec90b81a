//===- EdgeEnds.cpp - What synapses see of their ends ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of each end a synapse knows the last event and the traces after it. They are kept as
// they were the longest delay ago, where no synapse can look further back; what
// happened since is in the ring of events, and is made up for where somebody looks.
// Values of elements are read where they are.
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <fmt/format.h>

namespace neuro::rt::ccode {

std::string elementOf(const ViewPart &part, const std::string &index) {
  std::string text = index;
  if (part.step != 1) {
    text = part.offset ? fmt::format("({} - {}) * {}", index, part.offset, part.step)
                       : fmt::format("{} * {}", index, part.step);
    return part.low ? fmt::format("{} + {}", text, part.low) : text;
  }
  const int64_t shift = part.low - part.offset;
  return shift == 0 ? text : fmt::format("{} {} {}", text, shift < 0 ? "-" : "+", std::abs(shift));
}

/// a < 10 ? A[a] : B[a - 10], over the parts of a view that have elements.
std::string Writer::select(const View &view, const std::string &index,
                           const std::function<std::string(const ViewPart &, size_t,
                                                           const std::string &)> &text) const {
  std::string out;
  int more = 0;
  std::vector<size_t> parts;
  for (size_t p = 0; p < view.parts.size(); ++p)
    if (view.parts[p].count > 0)
      parts.push_back(p);
  if (parts.empty())
    return "0";
  for (size_t k = 0; k < parts.size(); ++k) {
    const ViewPart &part = view.parts[parts[k]];
    const std::string one = text(part, parts[k], elementOf(part, index));
    if (k + 1 < parts.size()) {
      out += fmt::format("({} < {} ? {} : ", index, part.offset + part.count, one);
      ++more;
    } else {
      out += one;
    }
  }
  return out + std::string(static_cast<size_t>(more), ')');
}

/// The same as statements, each one line.
std::string Writer::branch(const View &view, const std::string &index, const std::string &indent,
                           const std::function<std::string(const ViewPart &, size_t,
                                                           const std::string &)> &text) const {
  std::string out;
  std::vector<size_t> parts;
  for (size_t p = 0; p < view.parts.size(); ++p)
    if (view.parts[p].count > 0)
      parts.push_back(p);
  for (size_t k = 0; k < parts.size(); ++k) {
    const ViewPart &part = view.parts[parts[k]];
    const std::string one = text(part, parts[k], elementOf(part, index));
    if (parts.size() == 1)
      return indent + one + "\n";
    const std::string head = k + 1 < parts.size()
                                 ? fmt::format("{}if ({} < {})", k ? "else " : "", index, part.offset + part.count)
                                 : std::string("else");
    out += fmt::format("{0}{1}\n{0}  {2}\n", indent, head, one);
  }
  return out;
}

int Writer::fieldNamed(int population, const std::string &name) const {
  const ClassPlan *type = populations[static_cast<size_t>(population)].type;
  for (size_t f = 0; type && f < type->fields.size(); ++f)
    if (type->fields[f].name == name)
      return static_cast<int>(f);
  return -1;
}

/// A field of an element: of the state, of a table, or a number all have in common.
std::string Writer::elementValue(int index, int field, const std::string &element) const {
  const CPopulation &population = populations[static_cast<size_t>(index)];
  const std::string &name = population.c->fields[static_cast<size_t>(field)].name;
  if (isState(population, field))
    return fmt::format("m->{}.{}[{}]", population.name, name, element);
  if (isTable(population, field))
    return fmt::format("{}_{}[{}]", population.name, name, element);
  return real(instance.load(index, field, 0), false);
}

/// What a synapse from i to j reads of an element.
std::string Writer::endValue(const CEdges &set, const FieldPlan &field) const {
  const View *view = field.end == EdgeEnd::Pre ? set.from : set.to;
  std::string index = field.end == EdgeEnd::Pre ? "i" : "j";
  if (field.end == EdgeEnd::Ref) {
    view = &instance.view(set.plan->edge.refs[static_cast<size_t>(field.ref)].view);
    index = fmt::format("{}_ref_{}[s]", set.name, set.type->refs[static_cast<size_t>(field.ref)].name);
  }
  return select(*view, index, [&](const ViewPart &part, size_t, const std::string &element) {
    return elementValue(part.population, fieldNamed(part.population, field.of), element);
  });
}

/// Fields that are traces of an end.
std::vector<size_t> Writer::tracesOf(const CEdges &set, bool pre) const {
  std::vector<size_t> traces;
  for (size_t f = 0; f < set.type->fields.size(); ++f)
    if (set.type->fields[f].role == FieldRole::Trace &&
        (set.type->fields[f].end == EdgeEnd::Pre) == pre)
      traces.push_back(f);
  return traces;
}

/// Which event of an end's population synapses hear or look back at; -1: none.
int Writer::eventOf(const CEdges &set, bool pre, size_t part) const {
  if (pre)
    return set.plan->signal ? -1 : set.plan->sourceEvents[part];
  const CPopulation &population =
      populations[static_cast<size_t>(set.to->parts[part].population)];
  return spikesOf(population.type);
}

const CEdges &Writer::keeperOf(const CEdges &set, bool pre) const {
  const int of = pre ? set.preOf : set.postOf;
  return of < 0 ? set : edgeSets[static_cast<size_t>(of)];
}

/// The trace of `keeper` that is always equal to a trace of `set`, or -1.
int Writer::keptTrace(const CEdges &keeper, const CEdges &set, int field) const {
  const FieldPlan &own = set.type->fields[static_cast<size_t>(field)];
  for (size_t f : tracesOf(keeper, own.end == EdgeEnd::Pre))
    if (keeper.type->fields[f].nearest == own.nearest &&
        instance.traceTau(keeper.projection, static_cast<int>(f)) ==
            instance.traceTau(set.projection, field))
      return static_cast<int>(f);
  return -1;
}

/// Synapses with the same elements at an end read one record of what these did, if it is
/// as far behind and has all their traces.
void Writer::shareEnds() {
  auto alike = [&](const CEdges &a, const CEdges &b, bool pre) {
    const View &left = pre ? *a.from : *a.to, &right = pre ? *b.from : *b.to;
    if ((pre ? a.most != b.most : a.backprop != b.backprop) ||
        left.parts.size() != right.parts.size())
      return false;
    for (size_t p = 0; p < left.parts.size(); ++p) {
      const ViewPart &x = left.parts[p], &y = right.parts[p];
      if (x.population != y.population || x.low != y.low || x.step != y.step ||
          x.count != y.count || eventOf(a, pre, p) != eventOf(b, pre, p))
        return false;
    }
    const std::vector<size_t> traces = tracesOf(b, pre);
    return std::all_of(traces.begin(), traces.end(), [&](size_t f) {
      return keptTrace(a, b, static_cast<int>(f)) >= 0;
    });
  };
  if (!instance.sharesTraces())
    return;
  for (bool pre : {true, false})
    for (CEdges &set : edgeSets) {
      int &of = pre ? set.preOf : set.postOf;
      for (size_t k = 0; of < 0 && &edgeSets[k] != &set; ++k)
        if (!set.targets.empty() && !edgeSets[k].targets.empty() && keepsEnd(set, pre) &&
            keepsEnd(edgeSets[k], pre) && alike(edgeSets[k], set, pre))
          of = static_cast<int>(k);
    }
}

/// Types that the struct of the model is made of.
std::string Writer::edgeTypes() {
  std::string out;
  for (const CEdges &set : edgeSets)
    for (bool pre : {true, false}) {
      if (!keepsEnd(set, pre))
        continue;
      out += fmt::format("/* The last spike of a {} of {}, and traces right after it. */\n"
                         "struct {}_{}_{} {{\n  int64_t last; /* tick, or -1 */\n",
                         pre ? "source" : "target", comment(set.plan->name), options.name, set.name,
                         pre ? "pre" : "post");
      for (size_t f : tracesOf(set, pre))
        out += fmt::format("  double {};\n", set.c->fields[f].name);
      out += "};\n";
    }
  return out.empty() ? out : out + "\n";
}

/// Functions that follow the events of an end.
std::string Writer::edgeEnd(const CEdges &set, bool pre) {
  const View &view = pre ? *set.from : *set.to;
  const char *side = pre ? "pre" : "post";
  std::string traces;
  for (size_t f : tracesOf(set, pre)) {
    const std::string &name = set.c->fields[f].name;
    if (set.type->fields[f].nearest)
      traces += fmt::format("  s->{} = 1.0;\n", name);
    else
      traces += fmt::format("  s->{0} = s->last < 0 ? count : s->{0} * exp(-since * DT / {1}) + count;\n",
                            name, real(instance.traceTau(set.projection, static_cast<int>(f)), false));
  }
  if (traces.find("since") != std::string::npos)
    traces = "  const double since = (double)(stamp - s->last);\n" + traces;
  if (traces.find("count") == std::string::npos)
    traces = "  (void)count;\n" + traces;
  const int64_t horizon = pre ? set.most : set.backprop;
  bool any = false, zero = false;
  const std::string event = select(view, "i", [&](const ViewPart &part, size_t p, const std::string &e) {
    const CPopulation &end = populations[static_cast<size_t>(part.population)];
    const int which = eventOf(set, pre, p);
    zero |= pre && isSource(end);
    if (which < 0)
      return std::string("0");
    any = true;
    const CEvent &own = end.events[static_cast<size_t>(which)];
    const std::string ring = fmt::format("m->{}.{}[stamp % {}]", end.name, own.name, own.slots);
    const std::string at = e == "i" ? e : "(" + e + ")";
    return own.counts ? fmt::format("{}[{}]", ring, e)
                      : fmt::format("({}[{} >> 3] >> ({} & 7) & 1)", ring, at, at);
  });
  if (!any)
    return fmt::format("static struct {2}_{0}_{1} {0}_{1}_at(const {2} *m, int64_t now, int32_t i, int64_t limit)\n{{\n"
                       "  (void)now;\n  (void)limit;\n  return m->{0}.{1}[i];\n}}\n\n",
                       set.name, side, options.name);
  return fmt::format("static void {0}_{1}_event(struct {3}_{0}_{1} *s, int64_t stamp, double count)\n{{\n"
                     "{2}  s->last = stamp;\n}}\n\n"
                     "/* Events of element i that are stamped before `limit`. */\n"
                     "static struct {3}_{0}_{1} {0}_{1}_at(const {3} *m, int64_t now, int32_t i, int64_t limit)\n{{\n"
                     "  struct {3}_{0}_{1} s = m->{0}.{1}[i];\n"
                     "  for (int64_t stamp = now - {4}; stamp < limit; ++stamp)\n"
                     "    if (stamp >= {5}) {{\n"
                     "      const double count = (double){6};\n"
                     "      if (count != 0)\n"
                     "        {0}_{1}_event(&s, stamp, count);\n"
                     "    }}\n"
                     "  return s;\n}}\n\n"
                     "/* What no synapse has to look for any more. */\n"
                     "static void {0}_{1}_forget({3} *m, int64_t now)\n{{\n"
                     "  const int64_t stamp = now - {7};\n"
                     "  if (stamp < {5})\n    return;\n"
                     "  for (int32_t i = 0; i < {8}; ++i) {{\n"
                     "    const double count = (double){6};\n"
                     "    if (count != 0)\n"
                     "      {0}_{1}_event(&m->{0}.{1}[i], stamp, count);\n"
                     "  }}\n}}\n\n",
                     set.name, side, traces, options.name, horizon, zero ? 0 : 1, event, horizon + 1,
                     view.size);
}

/// At the beginning of a tick.
std::string Writer::edgeForget() {
  std::string out;
  for (const CEdges &set : edgeSets)
    for (bool pre : {true, false}) {
      if (set.targets.empty() || !keepsEnd(set, pre))
        continue;
      const View &view = pre ? *set.from : *set.to;
      bool any = false;
      for (size_t p = 0; p < view.parts.size(); ++p)
        any |= view.parts[p].count > 0 && eventOf(set, pre, p) >= 0;
      if (any)
        out += fmt::format("  {}_{}_forget(m, now);\n", set.name, pre ? "pre" : "post");
    }
  return out;
}

} // namespace neuro::rt::ccode
