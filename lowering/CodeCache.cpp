//===- CodeCache.cpp - Machine code kept between compilations -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/CodeCache.h"

#include "lowering/BuildIdentity.h"
#include "runtime/core/Archive.h"
#include "runtime/jit/Jit.h"
#include "runtime/model/PlanBytes.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/BLAKE3.h"

#include <cstring>

namespace neuro::lowering {

namespace {

constexpr char magic[8] = {'N', 'E', 'U', 'R', 'O', 'C', 'C', '\n'};
using Hash = llvm::BLAKE3Result<32>;

struct Header {
  char magic[8];
  uint64_t size; ///< of what follows
  char key[32];
  char checksum[32]; ///< of what follows
};
static_assert(sizeof(Header) == 80);

Hash hashOf(llvm::StringRef bytes) {
  llvm::BLAKE3 hasher;
  hasher.update(bytes);
  return hasher.final();
}

llvm::StringRef bytesOf(const Hash &hash) {
  return {reinterpret_cast<const char *>(hash.data()), hash.size()};
}

/// All that the result of `compile` follows from; empty with `why` set if it is not known.
std::string everythingThatDecides(const CheckedProgram &program, const CompileOptions &options,
                                  std::string &why) {
  const std::string compiler = buildIdentity(why);
  if (compiler.empty())
    return "";
  jit::JitOptions jitOptions;
  jitOptions.optimization = options.optimization;
  const std::string target = jit::targetText(jitOptions, why);
  if (target.empty())
    return "";
  rt::ArchiveWriter all;
  all.text(compiler);
  all.text(LLVM_VERSION_STRING);
  all.put(rt::ABI_VERSION);
  all.text(target);
  // All members, or this does not compile: who adds one thinks of it here.
  const auto &[experiment, held, agreeing, precision, solver, width, verify, optimization, elements, machineCode,
               ccode, without, integerSums, closed, looks, dt, overridden, reproducerDirectory, cacheDirectory,
               cacheLimit, goesOn] = options;
  // Code does not follow from these.
  (void)agreeing, (void)verify, (void)elements, (void)machineCode, (void)ccode, (void)reproducerDirectory;
  (void)cacheDirectory, (void)cacheLimit, (void)goesOn;
  all.text(experiment);
  all.put<uint64_t>(held.size());
  for (const std::string &name : held)
    all.text(name);
  all.text(precision);
  all.text(solver);
  all.put(width);
  all.put(optimization);
  all.text(without.str());
  all.put(integerSums);
  all.put(closed);
  all.put<uint8_t>(looks.has_value());
  all.put<uint64_t>(looks ? looks->size() : 0);
  for (const std::string &path : looks.value_or(std::vector<std::string>()))
    all.text(path);
  all.put(dt);
  all.put<uint64_t>(overridden.size());
  for (const std::string &name : overridden)
    all.text(name);
  all.put<uint64_t>(program.sources.size());
  for (const auto &source : program.sources) {
    all.text(source->name()); // plans and messages hold it
    all.text(source->text());
  }
  return all.contents();
}

void putRange(rt::ArchiveWriter &out, const CheckedProgram &program, const SourceRange &range) {
  int32_t file = -1;
  for (size_t k = 0; k < program.sources.size(); ++k)
    if (program.sources[k].get() == range.file)
      file = static_cast<int32_t>(k);
  out.put(file);
  out.put(range.begin);
  out.put(range.end);
}

SourceRange getRange(rt::ArchiveReader &in, const CheckedProgram &program) {
  const int32_t file = in.get<int32_t>();
  SourceRange range;
  range.begin = in.get<uint32_t>();
  range.end = in.get<uint32_t>();
  if (file >= 0 && static_cast<size_t>(file) < program.sources.size())
    range.file = program.sources[static_cast<size_t>(file)].get();
  return range;
}

} // namespace

CodeCache::CodeCache(const CheckedProgram &program, const CompileOptions &options)
    : program(program), directory(options.cacheDirectory, options.cacheLimit) {
  if (options.cacheDirectory.empty() || options.elements || options.ccode ||
      !options.machineCode)
    return;
  const std::string all = everythingThatDecides(program, options, reason);
  if (!all.empty())
    key = llvm::toHex(bytesOf(hashOf(all)), /*LowerCase=*/true);
}

std::optional<CachedProgram> CodeCache::read(std::string &why) const {
  std::optional<std::string> bytes = directory.read(key, why);
  if (!bytes)
    return std::nullopt;
  auto damaged = [&] {
    why = "'" + file() + "' was damaged";
    return std::nullopt;
  };
  Header header;
  if (bytes->size() < sizeof header)
    return damaged();
  std::memcpy(&header, bytes->data(), sizeof header);
  const llvm::StringRef content = llvm::StringRef(*bytes).drop_front(sizeof header);
  if (std::memcmp(header.magic, magic, sizeof magic) != 0 || header.size != content.size() ||
      llvm::toHex(llvm::StringRef(header.key, sizeof header.key), true) != key ||
      bytesOf(hashOf(content)) != llvm::StringRef(header.checksum, sizeof header.checksum))
    return damaged();

  rt::ArchiveReader in = rt::ArchiveReader::over(content.str());
  CachedProgram out;
  rt::Result<rt::ProgramPlan> plan = rt::planFromBytes(in.text());
  if (!plan)
    return damaged();
  out.plan = std::move(*plan);
  out.object = in.text();
  out.precision = in.text();
  for (uint64_t left = in.get<uint64_t>(); left > 0 && in.ok(); --left) {
    SolverChoice choice;
    for (std::string *text :
         {&choice.model, &choice.state, &choice.solver, &choice.reason, &choice.precision})
      *text = in.text();
    out.solvers.push_back(std::move(choice));
  }
  for (uint64_t left = in.get<uint64_t>(); left > 0 && in.ok(); --left) {
    const rt::Pass pass = in.get<rt::Pass>();
    out.passes.push_back({pass, in.text()});
  }
  out.diagnostics = in.text();
  for (uint64_t left = in.get<uint64_t>(); left > 0 && in.ok(); --left) {
    Diagnostic said{};
    said.severity = in.get<Severity>();
    said.code = in.get<Code>();
    said.range = getRange(in, program);
    said.message = in.text();
    for (uint64_t notes = in.get<uint64_t>(); notes > 0 && in.ok(); --notes) {
      const SourceRange where = getRange(in, program);
      said.note(where, in.text());
    }
    said.help = in.text();
    out.coded.push_back(std::move(said));
  }
  if (!in.ok() || !in.atEnd())
    return damaged();
  return out;
}

std::string CodeCache::write(const CompiledProgram &compiled, std::string_view object,
                             const std::string &diagnostics,
                             const std::vector<Diagnostic> &coded) const {
  rt::Result<std::string> plan = rt::planToBytes(compiled.plan);
  if (!plan)
    return plan.error().message;
  rt::ArchiveWriter out;
  out.text(*plan);
  out.text(object);
  out.text(compiled.precision);
  out.put<uint64_t>(compiled.solvers.size());
  for (const SolverChoice &choice : compiled.solvers)
    for (const std::string *text :
         {&choice.model, &choice.state, &choice.solver, &choice.reason, &choice.precision})
      out.text(*text);
  out.put<uint64_t>(compiled.passes.size());
  for (const rt::PassNote &note : compiled.passes) {
    out.put(note.pass);
    out.text(note.text);
  }
  out.text(diagnostics);
  out.put<uint64_t>(coded.size());
  for (const Diagnostic &said : coded) {
    out.put(said.severity);
    out.put(said.code);
    putRange(out, program, said.range);
    out.text(said.message);
    out.put<uint64_t>(said.notes.size());
    for (const Note &note : said.notes) {
      putRange(out, program, note.range);
      out.text(note.message);
    }
    out.text(said.help);
  }
  Header header{};
  std::memcpy(header.magic, magic, sizeof magic);
  header.size = out.contents().size();
  std::string keyBytes;
  llvm::tryGetFromHex(key, keyBytes);
  std::memcpy(header.key, keyBytes.data(), sizeof header.key);
  const Hash checksum = hashOf(out.contents());
  std::memcpy(header.checksum, checksum.data(), sizeof header.checksum);
  std::string bytes(reinterpret_cast<const char *>(&header), sizeof header);
  bytes += out.contents();
  return directory.write(key, bytes);
}

} // namespace neuro::lowering
