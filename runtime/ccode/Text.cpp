//===- Text.cpp - The files of a C model ----------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace neuro::rt::ccode {

std::string Writer::head(const std::string &what) const {
  int64_t neurons = 0, synapses = 0;
  for (const CPopulation &population : populations)
    if (population.type)
      neurons += population.size;
  for (const CGroup &group : groups)
    for (const CTable &table : group.tables)
      synapses += static_cast<int64_t>(table.targets.size());
  for (const CEdges &set : edgeSets)
    synapses += static_cast<int64_t>(set.targets.size());
  for (const CSignal &signal : signals)
    synapses += static_cast<int64_t>(signal.edges);
  return fmt::format("/* {}\n *\n"
                     " * Made by `{}` ({}) from {}; changes will be lost.\n *\n"
                     " * Network {}: {} neurons, {} synapses; a tick is {} ms; seed {}.\n"
                     " * Memory: {} bytes of constant tables (flash), {} bytes of state (RAM);\n"
                     " * nothing is allocated.\n",
                     comment(what), comment(options.call), comment(options.compiler),
                     comment(options.source), comment(network.name), neurons, synapses,
                     instance.dt(), instance.seed(), flash, ram);
}

std::string Writer::header() {
  std::string upper = options.name;
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const std::string state = stateStruct();
  std::string out = head(options.name + ".h: the network " + network.name) + " */\n" +
                    fmt::format("#ifndef NEURO_{0}_H\n#define NEURO_{0}_H\n\n#include <stdint.h>\n\n"
                                "#ifdef __cplusplus\nextern \"C\" {{\n#endif\n\n",
                                upper);
  out += fmt::format("#define {}_DT {} /* ms, length of a tick */\n\n", options.name,
                     real(instance.dt(), false));
  out += "/* Populations. */\nenum {";
  for (size_t k = 0; k < populations.size(); ++k)
    out += fmt::format("{} {}_{} = {}", k ? "," : "", options.name, populations[k].name, k);
  out += " };\n\n";
  out += fmt::format("/* Told of every spike at the end of its tick: element of a population, and the tick. */\n"
                     "typedef void (*{}_listener)(void *user, int population, int32_t element,\n"
                     "                            int64_t tick);\n\n",
                     options.name);
  out += edgeTypes();
  if (waiting.capacity > 0)
    out += fmt::format("/* How much synapses may have sent that is due later. This is room for all they can\n"
                       "   send; with less, `lost` counts what there was no room for. */\n"
                       "#ifndef {0}_WAITING\n#define {0}_WAITING {1}\n#endif\n\n",
                       options.name, waiting.capacity);
  out += "/* The state; any number of them, each a network of its own. */\n" + state + "\n";
  out += fmt::format("/* Tick 0: initial values, nothing in flight, nobody listens. */\n"
                     "void {0}_init({0} *m);\n"
                     "/* From now on `listener` is told of spikes; NULL: nobody. */\n"
                     "void {0}_listen({0} *m, {0}_listener listener, void *user);\n"
                     "/* One tick, or some. */\n"
                     "void {0}_tick({0} *m);\n"
                     "void {0}_run({0} *m, int64_t ticks);\n",
                     options.name);
  out += edgeLooks(/*bodies=*/false);
  out += fmt::format("\n#ifdef __cplusplus\n}}\n#endif\n\n#endif /* NEURO_{}_H */\n", upper);
  return out;
}

const char *requirements() {
  return
    " *\n"
    " * C99 and <math.h>; compile with -std=c99 (or -ffp-contract=off), as results are those\n"
    " * of `nc run` to the last bit only where the compiler computes what is written:\n"
    " * without -ffast-math, in float and double without extra digits. */\n";
}

static const char *const guards =
    "#ifdef __FAST_MATH__\n"
    "#error \"-ffast-math changes what this model computes: compile without it\"\n"
    "#endif\n"
    "#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0\n"
    "#error \"this processor mode computes with extra digits: use SSE2 (-mfpmath=sse), or no x87\"\n"
    "#endif\n"
    "#ifdef __clang__\n"
    "#pragma STDC FP_CONTRACT OFF\n"
    "#elif defined(__GNUC__) && !defined(__STRICT_ANSI__) && !defined(NEURO_NO_CONTRACTION) && \\\n"
    "    (defined(__FP_FAST_FMA) || defined(__FP_FAST_FMAF))\n"
    "#error \"compile with -std=c99, or with -ffp-contract=off -DNEURO_NO_CONTRACTION\"\n"
    "#endif\n\n";

/// Promises of `restrict` hold within a function. Where gcc 12 inlines it and makes vectors
/// of what follows, it forgets that stores before it come first.
static const char *const kernels =
    "/* Kernels on whole arrays, which do not overlap. They are not inlined, since gcc would take\n"
    "   that for what surrounds them, too. */\n"
    "#ifdef __GNUC__\n"
    "#define KERNEL static __attribute__((noinline))\n"
    "#else\n"
    "#define KERNEL static\n"
    "#endif\n\n";

/// Processors are asked to do what compiled code does: numbers too small to be normal
/// are zero. Others keep them, which shows in what has decayed for a hundred time
/// constants.
static const char *const flushing =
    "/* Numbers too small to be normal are zero while a model runs, where the processor can\n"
    "   do it, as in `nc run`. */\n"
    "#if defined(__SSE2__)\n"
    "#include <xmmintrin.h>\n"
    "typedef unsigned int fp_mode;\n"
    "static inline fp_mode flush_subnormals(void)\n{\n"
    "  const fp_mode before = _mm_getcsr();\n"
    "  _mm_setcsr(before | 0x8040u);\n"
    "  return before;\n}\n"
    "static inline void restore_mode(fp_mode mode)\n{\n  _mm_setcsr(mode);\n}\n"
    "#elif defined(__GNUC__) && defined(__aarch64__)\n"
    "typedef uint64_t fp_mode;\n"
    "static inline fp_mode flush_subnormals(void)\n{\n"
    "  fp_mode before;\n"
    "  __asm__ __volatile__(\"mrs %0, fpcr\" : \"=r\"(before));\n"
    "  __asm__ __volatile__(\"msr fpcr, %0\" : : \"r\"(before | (fp_mode)1 << 24));\n"
    "  return before;\n}\n"
    "static inline void restore_mode(fp_mode mode)\n{\n"
    "  __asm__ __volatile__(\"msr fpcr, %0\" : : \"r\"(mode));\n}\n"
    "#elif defined(__GNUC__) && defined(__arm__) && defined(__ARM_FP)\n"
    "typedef uint32_t fp_mode;\n"
    "static inline fp_mode flush_subnormals(void)\n{\n"
    "  fp_mode before;\n"
    "  __asm__ __volatile__(\"vmrs %0, fpscr\" : \"=r\"(before));\n"
    "  __asm__ __volatile__(\"vmsr fpscr, %0\" : : \"r\"(before | (fp_mode)1 << 24));\n"
    "  return before;\n}\n"
    "static inline void restore_mode(fp_mode mode)\n{\n"
    "  __asm__ __volatile__(\"vmsr fpscr, %0\" : : \"r\"(mode));\n}\n"
    "#else\n"
    "typedef int fp_mode;\n"
    "static inline fp_mode flush_subnormals(void)\n{\n  return 0;\n}\n"
    "static inline void restore_mode(fp_mode mode)\n{\n  (void)mode;\n}\n"
    "#endif\n\n";

static const char *const marking =
    "/* Notes whether element i has an event; elements come in order. */\n"
    "static inline void mark(uint8_t *mask, int32_t i, bool event)\n{\n"
    "  const unsigned bit = (unsigned)event << (i & 7);\n"
    "  mask[i >> 3] = (uint8_t)((i & 7) == 0 ? bit : mask[i >> 3] | bit);\n}\n\n";

/// What happens in a tick, as in Reference.cpp.
std::string Writer::tick() {
  std::string body;
  auto add = [&](const std::string &text) { body += text; };
  const std::string sums = signalSums();
  add(takeFrozen());
  add(edgeForget());
  if (!sums.empty())
    add("  sum_signals(m, now);\n");
  const std::string arrive = arrivals(false, 0) + edgeArrivals() + driveCalls();
  if (!late)
    add(arrive);
  add(inputCalls());
  for (int stage = 0; stage < instance.stages(); ++stage) {
    for (const CPopulation &population : populations) {
      if (instance.stageOf(population.index) != stage || !population.type)
        continue;
      for (const KernelPlan &kernel : population.type->kernels)
        if (kernel.phase == KernelPlan::Update)
          add(drawCalls(population, kernel, "m->tick", "  ") + "  " + kernelCall(population, kernel, "(double)m->tick * DT") + "\n");
      add(keepFrozen(population));
    }
    add(sourceCalls(stage, "now"));
    if (!late)
      add(arrivals(true, stage) + edgeArrivalsAtOnce(stage));
  }
  if (late) {
    add(arrive);
    for (int stage = 0; stage < instance.stages(); ++stage)
      add(arrivals(true, stage) + edgeArrivalsAtOnce(stage));
  }
  add(edgeLearning());
  for (const CPopulation &population : populations) {
    if (!population.type)
      continue;
    size_t n = 0;
    for (const KernelPlan &kernel : population.type->kernels)
      if (kernel.phase == KernelPlan::Every)
        add(fmt::format("  if (now % {} == 0) {{\n{}    {}\n  }}\n", instance.period(population.index, n++),
                        drawCalls(population, kernel, "now", "    "),
                        kernelCall(population, kernel, "(double)now * DT")));
  }
  add(edgeEvery() + normalizeCalls());
  for (const CPopulation &population : populations)
    add(keepFrozen(population)); // from what arrived and `every`
  add(remember(/*start=*/false));
  if (waiting.sorted)
    add("  file_sent(m, now);\n");
  std::string told;
  for (const CPopulation &population : populations)
    if (!population.events.empty() && population.type && population.type->events[0].name == "spikes")
      told += fmt::format("    tell(m, {}_{}, m->{}.{}{}, {});\n", options.name, population.name,
                          population.name, population.events[0].name,
                          population.events[0].slots > 1
                              ? fmt::format("[now % {}]", population.events[0].slots)
                              : "",
                          population.size);
  std::string tell;
  if (!told.empty()) {
    tell = fmt::format("/* Whoever listens hears of the events of a tick. */\n"
                       "static void tell(const {0} *m, int population, const uint8_t *mask, int32_t size)\n{{\n"
                       "  for (int32_t i = 0; i < size; ++i)\n"
                       "    if (mask[i >> 3] >> (i & 7) & 1)\n"
                       "      m->listener(m->user, population, i, m->tick);\n}}\n\n",
                       options.name);
    told = "  if (m->listener) {\n" + told + "  }\n";
  }
  return sums + tell + fmt::format("/* From tick n to n + 1. */\n"
                            "static void step({0} *m)\n{{\n"
                            "  const int64_t now = m->tick + 1; /* its end */\n"
                            "  (void)now;\n"
                            "{1}  m->tick = now;\n{2}}}\n\n"
                            "void {0}_run({0} *m, int64_t ticks)\n{{\n"
                            "  const fp_mode mode = flush_subnormals();\n"
                            "  while (ticks-- > 0)\n    step(m);\n"
                            "  restore_mode(mode);\n}}\n\n"
                            "void {0}_tick({0} *m)\n{{\n  {0}_run(m, 1);\n}}\n\n"
                            "void {0}_listen({0} *m, {0}_listener listener, void *user)\n{{\n"
                            "  m->listener = listener;\n  m->user = user;\n}}\n",
                            options.name, body, told);
}

std::string Writer::source() {
  auto title = [](const char *text) {
    return fmt::format("/* --- {} {} */\n\n", text, std::string(70 - std::char_traits<char>::length(text), '-'));
  };
  // The parts first: they count what the head says.
  std::string out;
  out += guards;
  out += fmt::format("#define DT {}_DT\n\n", options.name);
  out += flushing;
  if (!code.functions.empty())
    out += title("Elementary functions") + code.functions;
  out += title("Constants") + constants();
  std::string neurons = title("Neurons") + kernels;
  if (code.marks)
    neurons += marking;
  std::string rest;
  std::string sources = sourceTables();
  sources += sourceFunctions() + inputFunctions();
  if (!sources.empty())
    rest += title("Sources and inputs") + sources;
  const std::string functions = edgeFunctions() + normalizeFunctions(), looks = edgeLooks(/*bodies=*/true);
  if (!groups.empty() || !edgeSets.empty())
    rest += title("Synapses") + synapseTables() + edgeTables(functions + looks) + deliveries(functions) +
            waitingFunctions() + functions;
  if (const std::string text = signalText(); !text.empty())
    rest += title("Continuous projections") + text;
  rest += title("The network") + initial() + "\n" + tick();
  if (!looks.empty())
    rest += "\n" + title("Synapses as they are now") + looks;
  // A kernel that nobody calls, of a class without elements or of states that are all frozen,
  // is left out.
  for (const ClassPlan &type : program.classes)
    for (const KernelPlan &kernel : type.kernels)
      if (auto found = code.kernels.find(kernel.symbol);
          found != code.kernels.end() && hasWord(rest, found->second.name))
        neurons += found->second.text + "\n";
  out += neurons + rest;
  return out;
}

std::string Writer::mainProgram() {
  std::string texts;
  for (const CPopulation &population : populations)
    texts += (texts.empty() ? "\"" : ", \"") + population.name + "\"";
  return fmt::format("/* Runs {0} and prints its spikes: population, element, time in ms. */\n"
                     "#include \"{3}.h\"\n\n"
                     "#include <stdio.h>\n#include <stdlib.h>\n\n"
                     "static {0} network;\n\n"
                     "static void print(void *user, int population, int32_t element, int64_t tick)\n{{\n"
                     "  static const char *const names[] = {{{1}}};\n"
                     "  (void)user;\n"
                     "  printf(\"%s,%ld,%.10g\\n\", names[population], (long)element, (double)tick * {0}_DT);\n}}\n\n"
                     "int main(int argc, char **argv)\n{{\n"
                     "  const double ms = argc > 1 ? atof(argv[1]) : {2};\n"
                     "  {0}_init(&network);\n"
                     "  {0}_listen(&network, print, NULL);\n"
                     "  {0}_run(&network, (int64_t)(ms / {0}_DT + 0.5));\n"
                     "  return 0;\n}}\n",
                     options.name, texts, real(options.ms, false), options.file);
}

} // namespace neuro::rt::ccode
