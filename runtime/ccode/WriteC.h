//===- WriteC.h - A network as C source ---------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes an instantiated network, as an engine sees it, and kernels that are C
// already; writes C99 that does tick by tick what the reference engine does, in the
// storage types of compiled code. Sizes, constants and synapses are tables of
// constants; the state is one struct. What has no form in C is an error: E0461.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CCODE_WRITEC_H
#define NEURO_RUNTIME_CCODE_WRITEC_H

#include "lowering/SpikeToC/CCode.h"
#include "runtime/core/Engine.h"

#include <memory>
#include <optional>
#include <string>

namespace neuro::rt {

struct COptions {
  std::string name;   ///< of the model: an identifier
  std::string file;   ///< of header and source, without ending
  std::string source; ///< "cuba.neuro"
  std::string call;   ///< the command, for the head of the files
  std::string compiler; ///< its version
  bool main = false;  ///< also an example program
  double ms = 1000;   ///< which runs that long unless told otherwise
  size_t largest = size_t(256) << 20; ///< bytes of constant tables; more is an error
};

struct CFiles {
  std::string source, header, main; ///< main is empty unless asked for
  size_t flash = 0, ram = 0;        ///< bytes of constant tables, of the state
};

/// An engine that writes the network the first time it is told to run it, and then
/// fails: the run ends there. What an experiment sets up before is part of the model.
class CEngine : public Engine {
public:
  CEngine(const CCode &code, COptions options) : code(code), options(std::move(options)) {}

  Result<int64_t> run(Instance &instance, int64_t ticks, const RunControl &control) override;
  void reset() override {}
  Result<void> save(Instance &, ArchiveWriter &) override;
  Result<bool> load(Instance &, ArchiveReader &) override;

  std::optional<CFiles> files; ///< once written
  int64_t ticks = 0;           ///< of the run that was asked for

private:
  const CCode &code;
  COptions options;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CCODE_WRITEC_H
