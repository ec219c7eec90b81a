//===- WriteC.cpp - A network as C source ---------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <fmt/format.h>

namespace neuro::rt {

namespace ccode {

Writer::Writer(Instance &instance, const CCode &code, const COptions &options)
    : instance(instance), code(code), options(options), network(instance.network()),
      program(instance.program()),
      names({options.name, "tell", "step", "fp_mode", "flush_subnormals", "restore_mode", "DT",
             // members of the state, and functions
             "tick", "listener", "user", "arrived", "waiting", "first_due", "last_due", "first_free",
             "first_sent", "lost", "take_place", "file_place", "send_later", "send_to_reference",
             "comes_first", "merge_lists", "file_sent", "arrive_late", "edge_unit", "philox",
             "philox_keyed", "unit", "unit_f32", "normal", "ratio", "first_of", "fixed", "add_fixed",
             "fixed_value", "sum_of", "sum_signals"}) {}

Error Writer::unsupported(const std::string &what, const std::string &at) const {
  return {"E0461: " + what + " has no form in C; leave it out of the network, or embed the "
          "model as `nc build` makes it without --emit", at};
}

Result<CFiles> Writer::write() {
  if (instance.tick() != 0)
    return Error{"a network is written as C before it runs", ""};
  if (Result<void> r = collectPopulations(); !r)
    return r.error();
  normalizations = instance.normalizations();
  if (Result<void> r = collectSynapses(); !r)
    return r.error();
  if (!network.structurals.empty())
    return Error{"E0461: a structural change has no form in C: tables of synapses are constants there, and "
                 "nothing is allocated; leave it out of the network, or embed the model as `nc build` "
                 "makes it without --emit", network.structurals.front().at};
  if (Result<void> r = collectStimuli(); !r)
    return r.error();
  for (const CEdges &set : edgeSets)
    collectWaiting(set);
  shareEnds();
  if (const uint64_t bytes = waiting.capacity * waiting.entry(); bytes > options.largest)
    return Error{fmt::format("E0461: what synapses may send at once to arrive later needs {} MiB of memory, "
                             "more than a C model can have; make the network or the delays after its "
                             "synapses smaller",
                             bytes >> 20), ""};
  CFiles files;
  const std::string body = source();
  files.header = header();
  // Again, now that the tables are counted.
  files.source = head(options.name + ".c: the network " + network.name);
  files.source.pop_back();
  files.source += "\n" + std::string(requirements()) +
                  fmt::format("#include \"{}.h\"\n\n#include <float.h>\n#include <math.h>\n"
                              "#include <stdbool.h>\n#include <stddef.h>\n\n",
                              options.file) +
                  body;
  if (options.main)
    files.main = mainProgram();
  files.flash = flash;
  files.ram = ram;
  if (flash > options.largest)
    return Error{fmt::format("E0461: {} MiB of tables are more than a C file can hold; make the "
                             "network smaller",
                             flash >> 20), ""};
  return files;
}

} // namespace ccode

Result<int64_t> CEngine::run(Instance &instance, int64_t count, const RunControl &) {
  options.ms = static_cast<double>(count) * instance.dt();
  Result<CFiles> made = ccode::Writer(instance, code, options).write();
  if (!made)
    return made.error();
  files = std::move(*made);
  ticks = count;
  return Error{"written", ""};
}

Result<void> CEngine::save(Instance &, ArchiveWriter &) {
  return Error{"a network that is written as C has no checkpoints", ""};
}

Result<bool> CEngine::load(Instance &, ArchiveReader &) {
  return Error{"a network that is written as C has no checkpoints", ""};
}

} // namespace neuro::rt
