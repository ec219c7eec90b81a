//===- Signals.cpp - Continuous projections, as C -------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// At the start of a tick the signals of all edges are summed into the inputs they act
// on, before any of these changes (ReferenceSignals.cpp, core/ContinuousTick.cpp): what
// is read of a source with a delay is kept in a ring of earlier values, all else is read
// where it is. Sums of edges without state have eight lanes, as SignalSum says.
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <fmt/format.h>

namespace neuro::rt::ccode {

/// What an edge reads of an end: with a delay, or a `let`.
Result<void> Writer::collectSignalEnd(const ProjectionPlan &plan, const FieldPlan &field,
                                      int64_t longest) {
  const bool pre = field.end == EdgeEnd::Pre;
  for (const ViewPart &part : instance.view(pre ? plan.source : plan.target).parts) {
    const int f = fieldNamed(part.population, field.of);
    CPopulation &population = populations[static_cast<size_t>(part.population)];
    if (f < 0)
      return unsupported("a signal that reads " + field.of + " of " + population.name, plan.at);
    const FieldRole role = population.type->fields[static_cast<size_t>(f)].role;
    if (role == FieldRole::Let)
      needLets.insert(part.population);
    readByEnds.insert({part.population, f});
    if (pre && longest > 0 && isState(population, f)) {
      int64_t &slots = pasts[{part.population, f}];
      slots = std::max(slots, longest + 1);
    }
  }
  return {};
}

Result<void> Writer::collectSignals() {
  if (Result<void> r = instance.bindSignals(); !r)
    return r;
  size_t number = 0;
  for (SignalInstance &made : signalInstances = instance.signals()) {
    CSignal out;
    out.number = number++;
    out.made = &made;
    out.plan = &network.projections[static_cast<size_t>(made.projection)];
    out.from = &instance.view(out.plan->source);
    out.to = &instance.view(out.plan->target);
    out.c = &code.classes[static_cast<size_t>(out.plan->edge.classIndex)];
    out.name = names.of(out.plan->name.find(' ') == std::string::npos && !out.plan->name.empty()
                            ? out.plan->name
                            : fmt::format("signal_{}", number));
    // Pieces of a row of all sources, or each a row of its own.
    constexpr size_t piece = 1024;
    out.dense = !made.sums.empty();
    for (const SignalSum &sum : made.sums) {
      size_t at = 0;
      int excluded = 0;
      for (size_t p = 0; p < sum.pieces.size(); ++p) {
        out.dense &= sum.pieces[p].size() == std::min(piece, static_cast<size_t>(out.from->size) - p * piece);
        for (const SignalEdge &edge : sum.pieces[p]) {
          out.dense &= edge.source == at++;
          excluded += edge.excluded;
          out.longest = std::max(out.longest, edge.delay);
          out.oneDelay &= edge.delay == made.sums[0].pieces[0][0].delay;
          ++out.edges;
        }
      }
      out.dense &= at == static_cast<size_t>(out.from->size);
      out.excludes |= excluded > 0;
      if (excluded > 1)
        return unsupported("a continuous projection that meets an element several times", out.plan->at);
    }
    if (out.edges >= UINT32_MAX || out.longest > UINT16_MAX)
      return unsupported(out.longest > UINT16_MAX ? "a delay of more than 65,535 ticks"
                                                  : fmt::format("{} continuous edges", out.edges),
                         out.plan->at);
    if (!out.dense && out.excludes)
      return unsupported("a continuous projection that leaves out pairs", out.plan->at);
    for (const FieldPlan &field : made.type->fields)
      if (field.role == FieldRole::End)
        if (Result<void> r = collectSignalEnd(*out.plan, field, out.longest); !r)
          return r;
    signals.push_back(std::move(out));
  }
  return {};
}

/// The inputs that a projection acts on.
void Writer::eachSignalInput(const std::function<void(int population, int field)> &visit) const {
  for (const ProjectionPlan &plan : network.projections) {
    if (!plan.continuous && !plan.signal)
      continue;
    const View &view = instance.view(plan.target);
    for (size_t p = 0; p < view.parts.size(); ++p)
      visit(view.parts[p].population, plan.targetFields[p]);
  }
}

/// A value of an end: of a source, as it was a delay ago.
std::string Writer::signalEnd(const ProjectionPlan &plan, const FieldPlan &field,
                              const std::string &delay) const {
  const bool pre = field.end == EdgeEnd::Pre;
  return select(instance.view(pre ? plan.source : plan.target), pre ? "i" : "j",
                [&](const ViewPart &part, size_t, const std::string &element) {
                  const int f = fieldNamed(part.population, field.of);
                  const auto past = pasts.find({part.population, f});
                  if (!pre || past == pasts.end() || delay == "0")
                    return elementValue(part.population, f, element);
                  const CPopulation &population = populations[static_cast<size_t>(part.population)];
                  return fmt::format("m->{}.{}_past[(now + {} - {}) % {}][{}]", population.name,
                                     population.c->fields[static_cast<size_t>(f)].name, past->second - 1,
                                     delay, past->second, element);
                });
}

std::string Writer::signalTables(const CSignal &signal, const std::string &functions) {
  std::string out;
  auto table = [&](const std::string &type, const std::string &name, size_t size,
                   const std::function<std::string(size_t)> &value) {
    if (hasWord(functions, signal.name + "_" + name))
      out += array(type, signal.name + "_" + name, size, value);
  };
  const std::vector<SignalSum> &sums = signal.made->sums;
  std::vector<const SignalEdge *> edges;
  std::vector<size_t> row;
  for (const SignalSum &sum : sums) {
    row.push_back(edges.size());
    for (const std::vector<SignalEdge> &piece : sum.pieces)
      for (const SignalEdge &edge : piece)
        edges.push_back(&edge);
  }
  row.push_back(edges.size());
  const size_t n = edges.size();
  table(unsignedType(n), "row", row.size(), [&](size_t k) { return fmt::format("{}", row[k]); });
  table(unsignedType(static_cast<uint64_t>(signal.to->size)), "target", sums.size(),
        [&](size_t k) { return fmt::format("{}", sums[k].target); });
  table(unsignedType(static_cast<uint64_t>(signal.from->size)), "source", n,
        [&](size_t k) { return fmt::format("{}", edges[k]->source); });
  table("uint16_t", "delay", n, [&](size_t k) { return fmt::format("{}", edges[k]->delay); });
  table("int32_t", "self", sums.size(), [&](size_t k) {
    for (size_t e = row[k]; e < row[k + 1]; ++e)
      if (edges[e]->excluded)
        return fmt::format("{}", edges[e]->source);
    return std::string("-1");
  });
  for (size_t k = 0; k < signal.made->edgeFields.size(); ++k) {
    const CField &field = signal.c->fields[static_cast<size_t>(signal.made->edgeFields[k])];
    table(field.type, field.name, n, [&](size_t e) {
      return real(instance.signalValue(signal.number, k, edges[e]->at), field.type == "float");
    });
  }
  return out;
}

/// The signal of one edge, e, from i to j, and the sum over those of a target.
std::string Writer::signalFunctions(const CSignal &signal) {
  const ClassPlan &type = *signal.made->type;
  const KernelPlan &kernel =
      *std::find_if(type.kernels.begin(), type.kernels.end(),
                    [](const KernelPlan &k) { return k.phase == KernelPlan::Signal; });
  const CKernel &own = code.kernels.at(kernel.symbol);
  const std::string delay = signal.longest == 0 ? "0"
                            : signal.oneDelay   ? fmt::format("{}", signal.longest)
                                                : signal.name + "_delay[e]";
  std::string locals, values, call = own.name + "(";
  for (int f : signal.c->constants) {
    const FieldPlan &field = type.fields[static_cast<size_t>(f)];
    const CField &c = signal.c->fields[static_cast<size_t>(f)];
    if (field.role == FieldRole::End)
      values += fmt::format("  constants.{} = ({}){};\n", c.name, c.type,
                            signalEnd(*signal.plan, field, delay));
  }
  if (!values.empty())
    locals += fmt::format("  struct {}_constants constants = {}_constants;\n{}", signal.c->name, signal.name,
                          values);
  if (own.readsConstants)
    call += values.empty() ? "&" + signal.name + "_constants, " : "&constants, ";
  if (own.readsTime)
    call += "(double)(now - 1) * DT, ";
  call += "1";
  for (int f : own.arrays) {
    const FieldPlan &field = type.fields[static_cast<size_t>(f)];
    const CField &c = signal.c->fields[static_cast<size_t>(f)];
    if (field.role == FieldRole::Parameter) {
      call += fmt::format(", &{}_{}[e]", signal.name, c.name);
      continue;
    }
    locals += field.role == FieldRole::End
                  ? fmt::format("  const {0} {1} = ({0}){2};\n", c.type, c.name,
                                signalEnd(*signal.plan, field, delay))
                  : fmt::format("  {} {} = 0;\n", c.type, c.name);
    call += ", &" + c.name;
  }
  const CField &emit = signal.c->fields[static_cast<size_t>(signal.made->emit)];
  std::string body = locals + "  " + call + ");\n" + fmt::format("  return {};\n", emit.name);
  std::string unused;
  for (const char *name : {"m", "now", "e", "i", "j"})
    if (!hasWord(body, name))
      unused += fmt::format("  (void){};\n", name);
  std::string out = fmt::format("/* {}: {}: what edge e, from i to j, signals. */\n"
                                "static double {}_of(const {} *m, int64_t now, uint32_t e, int32_t i, int32_t j)\n{{\n{}{}}}\n\n",
                                comment(signal.plan->at.substr(signal.plan->at.rfind('/') + 1)),
                                comment(signal.plan->name), signal.name, options.name, unused, body);
  const std::string add = branch(*signal.to, "j", "    ", [&](const ViewPart &part, size_t p, const std::string &element) {
    const CPopulation &target = populations[static_cast<size_t>(part.population)];
    return fmt::format("m->{}.{}_signal[{}] += total;", target.name,
                       target.c->fields[static_cast<size_t>(signal.plan->targetFields[p])].name, element);
  });
  const int64_t n = signal.from->size;
  if (!signal.dense)
    return out + fmt::format("static void {0}_add({1} *m, int64_t now)\n{{\n"
                             "  for (int32_t r = 0; r < {2}; ++r) {{\n"
                             "    const uint32_t begin = {0}_row[r], end = {0}_row[r + 1], whole = begin + (end - begin) / 8 * 8;\n"
                             "    const int32_t j = {0}_target[r];\n"
                             "    double lanes[8] = {{0}};\n"
                             "    for (uint32_t e = begin; e < whole; ++e)\n"
                             "      lanes[(e - begin) % 8] += {0}_of(m, now, e, {0}_source[e], j);\n"
                             "    double total = sum_of(lanes);\n"
                             "    for (uint32_t e = whole; e < end; ++e)\n"
                             "      total += {0}_of(m, now, e, {0}_source[e], j);\n{3}  }}\n}}\n\n",
                             signal.name, options.name, signal.made->sums.size(), add);
  const std::string value = fmt::format("{0}{1}_of(m, now, (uint32_t)r * {2}u + (uint32_t)i, i, j)",
                                        signal.excludes ? fmt::format("i == {}_self[r] ? 0 : ", signal.name) : "",
                                        signal.name, n);
  return out + fmt::format("static void {0}_add({1} *m, int64_t now)\n{{\n"
                           "  for (int32_t r = 0; r < {2}; ++r) {{\n"
                           "    const int32_t j = {0}_target[r];\n"
                           "    double total = 0;\n"
                           "    for (int32_t begin = 0; begin < {3}; begin += 1024) {{\n"
                           "      const int32_t end = begin + 1024 < {3} ? begin + 1024 : {3}, whole = begin + (end - begin) / 8 * 8;\n"
                           "      double lanes[8] = {{0}};\n"
                           "      for (int32_t i = begin; i < whole; ++i)\n"
                           "        lanes[(i - begin) % 8] += {4};\n"
                           "      double piece = sum_of(lanes);\n"
                           "      for (int32_t i = whole; i < end; ++i)\n"
                           "        piece += {4};\n"
                           "      total += piece;\n"
                           "    }}\n{5}  }}\n}}\n\n",
                           signal.name, options.name, signal.made->sums.size(), n, value, add);
}

/// Signals of edges with state are added one by one, in the order of the table.
std::string Writer::edgeSignalPhase(const CEdges &set, const KernelPlan &kernel) {
  std::string locals, changed;
  const std::string call = kernelOn(set, kernel, /*looks=*/false, locals, changed);
  std::string emit;
  for (const EmitPlan &one : set.type->emits)
    if (one.phase == KernelPlan::Signal)
      emit = set.c->fields[static_cast<size_t>(one.field)].name;
  const std::string body = locals + "  " + call + "\n  return " + emit + ";\n";
  std::string unused;
  for (const char *name : {"m", "now", "s", "i", "j"})
    if (!hasWord(body, name))
      unused += fmt::format("  (void){};\n", name);
  const std::string add = branch(*set.to, "j", "      ", [&](const ViewPart &part, size_t p, const std::string &element) {
    const CPopulation &target = populations[static_cast<size_t>(part.population)];
    return fmt::format("m->{}.{}_signal[{}] += {}_on_signal(m, now, s, i, j);", target.name,
                       target.c->fields[static_cast<size_t>(set.plan->targetFields[p])].name, element,
                       set.name);
  });
  return fmt::format("/* Synapse s, from i to j: what it signals. */\n"
                     "static double {0}_on_signal({1} *m, int64_t now, uint32_t s, int32_t i, int32_t j)\n{{\n{2}{3}}}\n\n"
                     "static void {0}_signal({1} *m, int64_t now)\n{{\n"
                     "{4}  for (int32_t i = 0; i < {5}; ++i)\n"
                     "    for (uint32_t s = {0}_row[i]; s < {0}_row[i + 1]; ++s) {{\n"
                     "      const int32_t j = {0}_target[s];\n{6}    }}\n}}\n\n",
                     set.name, options.name, unused, body,
                     hasKernel(set, KernelPlan::Advance) ? fmt::format("  {}_advance(m, now);\n", set.name) : "",
                     set.from->size, add);
}

/// Sums of all signals, for the interval that begins.
std::string Writer::signalSums() {
  std::string out, body;
  std::set<std::pair<int, int>> done;
  eachSignalInput([&](int p, int f) {
    const CPopulation &target = populations[static_cast<size_t>(p)];
    if (!done.insert({p, f}).second || target.size == 0)
      return;
    body += fmt::format("  for (int32_t i = 0; i < {}; ++i)\n    m->{}.{}_signal[i] = 0;\n", target.size,
                        target.name, target.c->fields[static_cast<size_t>(f)].name);
  });
  if (done.empty())
    return "";
  for (const CSignal &signal : signals)
    if (signal.edges > 0)
      body += fmt::format("  {}_add(m, now);\n", signal.name);
  for (const CEdges &set : edgeSets)
    if (set.plan->signal && !set.targets.empty())
      body += fmt::format("  {}_signal(m, now);\n", set.name);
  return fmt::format("/* The sums of what continuous projections add to inputs in a tick. */\n"
                     "static void sum_signals({} *m, int64_t now)\n{{\n  (void)now;\n{}}}\n\n",
                     options.name, body);
}

/// Tables and functions of projections whose edges have no state.
std::string Writer::signalText() {
  std::string functions, tables;
  for (const CSignal &signal : signals)
    if (signal.edges > 0) {
      const std::string own = signalFunctions(signal);
      tables += signalTables(signal, own);
      functions += own;
    }
  if (functions.empty())
    return "";
  return tables +
         "\nstatic double sum_of(const double x[8])\n{\n"
         "  return ((x[0] + x[1]) + (x[2] + x[3])) + ((x[4] + x[5]) + (x[6] + x[7]));\n}\n\n" +
         functions;
}

/// The end of a tick: `let`s that edges read, and values they will see later. `start`:
/// as if it had always been so.
std::string Writer::remember(bool start) {
  std::string out;
  for (int p : needLets) {
    const CPopulation &population = populations[static_cast<size_t>(p)];
    for (const KernelPlan &kernel : population.type->kernels)
      if (kernel.phase == KernelPlan::Record && population.size > 0)
        out += "  " + kernelCall(population, kernel, start ? "0.0" : "(double)now * DT") + "\n";
  }
  for (const auto &[key, slots] : pasts) {
    const CPopulation &population = populations[static_cast<size_t>(key.first)];
    const std::string &name = population.c->fields[static_cast<size_t>(key.second)].name;
    if (population.size == 0)
      continue;
    out += start ? fmt::format("  for (int32_t n = 0; n < {3}; ++n)\n"
                               "    for (int32_t i = 0; i < {2}; ++i)\n"
                               "      m->{0}.{1}_past[n][i] = m->{0}.{1}[i];\n",
                               population.name, name, population.size, slots)
                 : fmt::format("  for (int32_t i = 0; i < {2}; ++i)\n"
                               "    m->{0}.{1}_past[now % {3}][i] = m->{0}.{1}[i];\n",
                               population.name, name, population.size, slots);
  }
  return out;
}

} // namespace neuro::rt::ccode
