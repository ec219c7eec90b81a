//===- EdgeTables.cpp - State and tables of synapses with state -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace neuro::rt::ccode {

/// Whether a field is one value a synapse in tables or in the state.
static bool isOfEdge(const FieldPlan &field) { return field.perElement; }

std::string Writer::edgeMembers() {
  std::string out;
  for (const CEdges &set : edgeSets) {
    std::string members;
    auto member = [&](const std::string &type, const std::string &name, size_t n,
                      const std::string &about) {
      if (n == 0)
        return;
      members += fmt::format("    {} {}[{}];{}\n", type, name, n,
                             about.empty() ? "" : " /* " + comment(about) + " */");
      ram += n * typeSize(type);
    };
    for (size_t f = 0; f < set.type->fields.size(); ++f)
      if (set.type->fields[f].role == FieldRole::State && isOfEdge(set.type->fields[f])) {
        std::string about = set.type->fields[f].unit.text == "1" ? "" : set.type->fields[f].unit.text;
        if (set.looks && !set.frozen[f])
          about += fmt::format("{}now: {}_{}_{}()", about.empty() ? "" : "; ", options.name, set.name,
                               set.c->fields[f].name);
        member(set.c->fields[f].type, set.c->fields[f].name, set.targets.size(), about);
      }
    if (set.looksBack)
      member("uint32_t", "touched", set.targets.size(), "tick of the last change");
    const size_t pres = static_cast<size_t>(set.from->size), posts = static_cast<size_t>(set.to->size);
    for (bool pre : {true, false})
      if (keepsEnd(set, pre) && (pre ? pres : posts) > 0) {
        members += fmt::format("    struct {0}_{1} {1}[{2}]; /* before the last {3} ticks */\n",
                               options.name + "_" + set.name,
                               pre ? "pre" : "post", pre ? pres : posts,
                               (pre ? set.most : set.backprop) + 1);
        ram += (pre ? pres : posts) * 8 * (1 + tracesOf(set, pre).size());
      }
    if (!members.empty())
      out += fmt::format("  struct {{ /* {} synapses of {} */\n{}  }} {};\n", set.targets.size(),
                         comment(set.type->name), members, set.name);
  }
  return out;
}

/// Tables that `functions` mention.
std::string Writer::edgeTables(const std::string &functions) {
  std::string out;
  for (const CEdges &set : edgeSets) {
    const ProjectionPlan &plan = *set.plan;
    const size_t n = set.targets.size();
    if (n == 0)
      continue;
    auto table = [&](const std::string &type, const std::string &name, size_t size,
                     const std::function<std::string(size_t)> &value, const std::string &about = "") {
      if (!hasWord(functions, set.name + "_" + name))
        return;
      out += (about.empty() ? "" : "/* " + about + " */\n") +
             array(type, set.name + "_" + name, size, value);
    };
    auto numbers = [&](const std::string &name, const auto &list, const std::string &about = "") {
      const auto most = *std::max_element(list.begin(), list.end());
      table(unsignedType(static_cast<uint64_t>(most)), name, list.size(),
            [&](size_t k) { return fmt::format("{}", list[k]); }, about);
    };
    auto ticks = [&](const std::string &name, const std::vector<int64_t> &list) {
      table("uint16_t", name, n, [&](size_t k) { return fmt::format("{}", list[k]); });
    };
    out += fmt::format("/* {}: {}: {} synapses of {}. Those of source i are [row[i], row[i + 1]){}. */\n",
                       comment(plan.at.substr(plan.at.rfind('/') + 1)), comment(plan.name), n,
                       comment(set.type->name), set.oneDelay() ? "" : ", by delay in ticks");
    numbers("row", set.row);
    numbers("target", set.targets);
    numbers("source", set.sources);
    ticks("delay", set.delays);
    std::vector<uint32_t> in(static_cast<size_t>(set.to->size) + 1, 0);
    for (uint32_t target : set.targets)
      ++in[target + 1];
    std::partial_sum(in.begin(), in.end(), in.begin());
    numbers("in", in, "The same by target.");
    numbers("synapse", set.byTarget);
    table("uint16_t", "in_backprop", n,
          [&](size_t k) { return fmt::format("{}", set.backprops[set.byTarget[k]]); });
    ticks("backprop", set.backprops);
    ticks("dendritic", set.dendritic);
    for (size_t k = 0; k < set.after.size(); ++k)
      ticks(fmt::format("after_{}", k), set.after[k]);
    for (size_t k = 0; k < set.refs.size(); ++k)
      numbers("ref_" + set.type->refs[k].name, set.refs[k]);
    if (set.draws)
      table("uint64_t", "id", n, [&](size_t k) { return fmt::format("UINT64_C({})", set.ids[k]); },
            "What random numbers of a synapse are keyed by.");
    for (size_t f = 0; f < set.type->fields.size(); ++f) {
      const FieldPlan &field = set.type->fields[f];
      const bool constant = field.role == FieldRole::Parameter || field.role == FieldRole::Derived ||
                            field.role == FieldRole::Coefficient;
      if (constant && isOfEdge(field))
        table(set.c->fields[f].type, set.c->fields[f].name, n, [&](size_t k) {
          return real(instance.loadEdge(set.projection, static_cast<int>(f), k),
                      set.c->fields[f].type == "float");
        });
    }
    out += portTables(set) + "\n";
  }
  return out;
}

/// Values that all synapses of a projection share.
std::string Writer::edgeConstants(const ClassPlan &type, const CClass &own) {
  std::string out;
  for (const CEdges &set : edgeSets) {
    if (set.type != &type || set.targets.empty())
      continue;
    out += constantsOf(own, set.name, [&](int f) { return instance.loadEdge(set.projection, f, 0); });
  }
  return out;
}

/// Tables of first values into `tables`, statements of init.
std::string Writer::edgeInitial(std::string &tables) {
  std::string body;
  for (const CEdges &set : edgeSets) {
    const size_t n = set.targets.size();
    for (size_t f = 0; n > 0 && f < set.type->fields.size(); ++f) {
      const FieldPlan &field = set.type->fields[f];
      if (field.role != FieldRole::State || !isOfEdge(field))
        continue;
      const CField &own = set.c->fields[f];
      auto value = [&](size_t k) {
        return real(instance.loadEdge(set.projection, static_cast<int>(f), k), own.type == "float");
      };
      bool same = true;
      const std::string first = value(0);
      for (size_t k = 1; k < n && same; ++k)
        same = value(k) == first;
      std::string from = first;
      if (!same) {
        const std::string table = set.name + "_" + own.name + "_initial";
        tables += array(own.type, table, n, value) + "\n";
        from = table + "[s]";
      }
      body += fmt::format("  for (uint32_t s = 0; s < {}; ++s)\n    m->{}.{}[s] = {};\n", n, set.name,
                          own.name, from);
    }
    for (bool pre : {true, false}) {
      const int64_t size = pre ? set.from->size : set.to->size;
      if (keepsEnd(set, pre) && size > 0)
        body += fmt::format("  for (int32_t i = 0; i < {}; ++i)\n    m->{}.{}[i].last = -1;\n", size,
                            set.name, pre ? "pre" : "post");
    }
  }
  return body;
}

/// Functions that show states of synapses as they are now: declarations or bodies.
std::string Writer::edgeLooks(bool bodies) {
  std::string out;
  for (const CEdges &set : edgeSets) {
    if (!set.looks)
      continue;
    if (!bodies)
      out += fmt::format("/* States of synapse s of {}, as they are by now: ticks without an event are made up "
                         "for\n   when there is one. */\n",
                         comment(set.plan->name));
    for (size_t f = 0; f < set.type->fields.size(); ++f) {
      const FieldPlan &field = set.type->fields[f];
      if (field.role != FieldRole::State || !isOfEdge(field))
        continue;
      const CField &own = set.c->fields[f];
      const std::string head = fmt::format("{0} {1}_{2}_{3}(const {1} *m, uint32_t s)", own.type,
                                           options.name, set.name, own.name);
      if (!bodies) {
        out += head + ";\n";
        continue;
      }
      if (set.frozen[f]) {
        out += fmt::format("{}\n{{\n  return m->{}.{}[s];\n}}\n\n", head, set.name, own.name);
        continue;
      }
      std::string body;
      for (const KernelPlan &kernel : set.type->kernels) {
        if (kernel.phase != KernelPlan::Advance)
          continue;
        const CKernel &c = code.kernels.at(kernel.symbol);
        if (std::find(c.arrays.begin(), c.arrays.end(), static_cast<int>(f)) == c.arrays.end()) {
          body = fmt::format("  return m->{}.{}[s];\n", set.name, own.name);
          continue;
        }
        std::string locals, changed;
        const std::string call = kernelOn(set, kernel, /*looks=*/true, locals, changed);
        body = locals + "  " + call + "\n" + fmt::format("  return {};\n", own.name);
        std::string before;
        if (hasWord(body, "now"))
          before += "  const int64_t now = m->tick;\n";
        if (hasWord(body, "i"))
          before += fmt::format("  const int32_t i = {}_source[s];\n", set.name);
        if (hasWord(body, "j"))
          before += fmt::format("  const int32_t j = {}_target[s];\n", set.name);
        body = before + body;
      }
      out += head + "\n{\n" + body + "}\n\n";
    }
  }
  return out;
}

} // namespace neuro::rt::ccode
