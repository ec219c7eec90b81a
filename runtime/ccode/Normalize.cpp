//===- Normalize.cpp - normalize, as C ------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As core/EdgeChange.cpp does it: sums per target in f64, in the order of the index by
// target; sums per source in fixed point of 128 bits, which C99 does not have: two
// numbers of 64 bits.
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <fmt/format.h>

namespace neuro::rt::ccode {

static const char *const fixedText =
    "/* A sum in units of 2^-64, as a number of 128 bits: so its rounding does not depend on an\n"
    "   order. */\n"
    "struct fixed {\n  uint64_t low, high;\n};\n\n"
    "static void add_fixed(struct fixed *sum, double value)\n{\n"
    "  if (value != value)\n    return;\n"
    "  const bool negative = value < 0;\n"
    "  const double size = fmin(fabs(value), 1125899906842624.0);\n"
    "  uint64_t high = (uint64_t)size;\n"
    "  uint64_t low = (uint64_t)((size - (double)high) * 18446744073709551616.0);\n"
    "  if (negative) {\n"
    "    low = ~low + 1;\n"
    "    high = ~high + (low == 0);\n"
    "  }\n"
    "  sum->low += low;\n"
    "  sum->high += high + (sum->low < low);\n}\n\n"
    "static double fixed_value(struct fixed sum)\n{\n"
    "  const bool negative = sum.high >> 63 != 0;\n"
    "  if (negative) {\n"
    "    sum.low = ~sum.low + 1;\n"
    "    sum.high = ~sum.high + (sum.low == 0);\n"
    "  }\n"
    "  /* Rounded once: bits that do not fit into 64 leave a trace in the last one. */\n"
    "  int shift = 64;\n"
    "  uint64_t top = sum.high, rest = sum.low;\n"
    "  if (top == 0) {\n"
    "    top = rest;\n"
    "    rest = 0;\n"
    "    shift = 0;\n"
    "  }\n"
    "  for (; top != 0 && top >> 63 == 0 && shift > 0; --shift) {\n"
    "    top = top << 1 | rest >> 63;\n"
    "    rest <<= 1;\n"
    "  }\n"
    "  double value = (double)(top | (rest != 0)) * 5.421010862427522e-20;\n"
    "  for (; shift > 0; --shift)\n"
    "    value *= 2;\n"
    "  return negative ? -value : value;\n}\n\n";

std::string Writer::normalizeFunctions() {
  std::string out;
  bool fixed = false;
  int number = 0;
  for (const NormalizeInstance &one : normalizations) {
    ++number;
    const CEdges &set = *std::find_if(edgeSets.begin(), edgeSets.end(), [&](const CEdges &s) {
      return s.projection == one.projection;
    });
    if (set.targets.empty() || set.frozen[static_cast<size_t>(one.field)])
      continue;
    const CField &field = set.c->fields[static_cast<size_t>(one.field)];
    const std::string advance =
        hasKernel(set, KernelPlan::Advance) ? fmt::format("  {}_advance(m, now);\n", set.name) : "";
    const std::string cast = field.type == "double" ? "" : "(" + field.type + ")";
    out += fmt::format("/* The sum of {} per {} becomes {}. */\n"
                       "static void normalize_{}({} *m, int64_t now)\n{{\n{}",
                       field.name, one.perPost ? "target" : "source", real(one.total, false), number,
                       options.name, advance.empty() ? "  (void)now;\n" : advance);
    if (one.perPost) {
      out += fmt::format("  for (int32_t j = 0; j < {1}; ++j) {{\n"
                         "    double sum = 0;\n"
                         "    for (uint32_t k = {0}_in[j]; k < {0}_in[j + 1]; ++k)\n"
                         "      sum += m->{0}.{2}[{0}_synapse[k]];\n"
                         "    if (sum != 0) {{\n"
                         "      const double factor = {3} / sum;\n"
                         "      for (uint32_t k = {0}_in[j]; k < {0}_in[j + 1]; ++k) {{\n"
                         "        const uint32_t s = {0}_synapse[k];\n"
                         "        m->{0}.{2}[s] = {4}(factor * m->{0}.{2}[s]);\n"
                         "      }}\n    }}\n  }}\n}}\n\n",
                         set.name, set.to->size, field.name, real(one.total, false), cast);
      continue;
    }
    fixed = true;
    out += fmt::format("  for (int32_t i = 0; i < {1}; ++i) {{\n"
                       "    struct fixed sum = {{0, 0}};\n"
                       "    for (uint32_t s = {0}_row[i]; s < {0}_row[i + 1]; ++s)\n"
                       "      add_fixed(&sum, m->{0}.{2}[s]);\n"
                       "    if (sum.low != 0 || sum.high != 0) {{\n"
                       "      const double factor = {3} / fixed_value(sum);\n"
                       "      for (uint32_t s = {0}_row[i]; s < {0}_row[i + 1]; ++s)\n"
                       "        m->{0}.{2}[s] = {4}(factor * m->{0}.{2}[s]);\n"
                       "    }}\n  }}\n}}\n\n",
                       set.name, set.from->size, field.name, real(one.total, false), cast);
  }
  return (fixed ? fixedText : "") + out;
}

/// After periodic blocks.
std::string Writer::normalizeCalls() {
  std::string out;
  int number = 0;
  for (const NormalizeInstance &one : normalizations) {
    ++number;
    const CEdges &set = *std::find_if(edgeSets.begin(), edgeSets.end(), [&](const CEdges &s) {
      return s.projection == one.projection;
    });
    if (!set.targets.empty() && !set.frozen[static_cast<size_t>(one.field)])
      out += fmt::format("  if (now % {} == 0)\n    normalize_{}(m, now);\n", one.every, number);
  }
  return out;
}

} // namespace neuro::rt::ccode
