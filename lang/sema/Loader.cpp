//===- Loader.cpp - Files, modules and imports ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

#include "lang/parse/Parse.h"

#include <chrono>
#include <filesystem>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

namespace fs = std::filesystem;

static constexpr std::string_view modules[] = {"neurons", "receptors", "synapses", "sources"};

FileInfo *Checker::addFile(std::unique_ptr<SourceFile> source, std::string key) {
  auto info = std::make_unique<FileInfo>();
  FileInfo *result = info.get();
  result->key = std::move(key);
  totalBytes += source->text().size();
  fileOf[source.get()] = result;
  const auto start = std::chrono::steady_clock::now();
  auto tree = parse(*source, diagnostics);
  program.parseSeconds +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result->file = tree.get();
  program.sources.push_back(std::move(source));
  program.files.push_back(std::move(tree));
  fileByKey[result->key] = result;
  files.push_back(std::move(info));
  declareFile(*result);
  return result;
}

void Checker::loadPrelude() {
  std::string why;
  auto source = loadFile(options.stdDirectory + "/sources.neuro", &why);
  if (!source) {
    SourceRange start{program.sources[0].get(), 0, 0};
    diagnostics
        .error(Code::E0102, start,
               "the standard library is not at '" + options.stdDirectory + "': " + why)
        .suggest("reinstall the compiler, or build it again");
    return;
  }
  prelude = addFile(std::make_unique<SourceFile>("std/sources.neuro", source->text()),
                    "std.sources");
  prelude->isPrelude = true;
  prelude->state = FileInfo::Loaded;
}

void Checker::loadImports(FileInfo &file) {
  file.state = FileInfo::Loading;
  loading.push_back(&file);
  for (const DeclPtr &item : file.file->items.items)
    if (auto *import = dynCast<ImportDecl>(item.get()); import && !program.cancelled) {
      program.cancelled = options.goesOn && !options.goesOn();
      if (!program.cancelled)
        importInto(file, *import);
    }
  loading.pop_back();
  file.state = FileInfo::Loaded;
}

void Checker::importInto(FileInfo &file, const ImportDecl &import) {
  if (import.path.empty() && import.file.empty())
    return; // a syntax error, reported
  FileInfo *from = import.path.empty() ? loadPath(file, import) : loadModule(file, import);
  if (!from) {
    // What it would have brought is unknown, not wrong.
    auto poison = [&](const std::string &name, SourceRange range) {
      if (!name.empty())
        file.names.names.try_emplace(name, Symbol{{}, range, nullptr, true});
    };
    for (const ImportDecl::Item &item : import.names)
      poison(item.name, item.range);
    poison(import.alias, import.pathRange);
    file.lacksNames |= !import.selective && import.alias.empty();
    return;
  }
  auto bring = [&](const std::string &name, SourceRange range) {
    auto it = from->names.names.find(name);
    if (it == from->names.names.end())
      return;
    if (!declare(file.names, name, range, it->second.ref))
      return;
    file.names.names[name].declared = it->second.declared;
  };
  if (!import.alias.empty()) {
    if (declare(file.names, import.alias, import.pathRange, {}))
      file.names.names[import.alias].module = from;
    return;
  }
  if (!import.selective) {
    for (const std::string &name : from->own)
      bring(name, import.pathRange);
    return;
  }
  for (const ImportDecl::Item &item : import.names) {
    if (from->own.count(item.name)) {
      bring(item.name, item.range);
      continue;
    }
    std::vector<std::string_view> candidates(from->own.begin(), from->own.end());
    auto &d = diagnostics.error(Code::E0103, item.range,
                                quoted(from->file->source->name()) + " has no " +
                                    quoted(item.name));
    file.names.names.try_emplace(item.name, Symbol{{}, item.range, nullptr, true});
    if (auto near = nearest(item.name, candidates); !near.empty())
      d.suggest("did you mean " + quoted(std::string(near)) + "?");
  }
}

FileInfo *Checker::loadModule(FileInfo &from, const ImportDecl &import) {
  std::string name;
  for (const std::string &part : import.path)
    name += (name.empty() ? "" : ".") + part;
  if (import.path[0] != "std" || import.path.size() != 2) {
    diagnostics.error(Code::E0102, import.pathRange, "there is no module " + quoted(name))
        .suggest("library modules are std.neurons, std.receptors, std.synapses and "
                 "std.sources; a file is imported by its path in quotes");
    return nullptr;
  }
  bool known = false;
  std::vector<std::string_view> candidates;
  for (std::string_view module : modules) {
    known |= module == import.path[1];
    candidates.push_back(module);
  }
  if (!known) {
    auto near = nearest(import.path[1], candidates);
    diagnostics
        .error(Code::E0102, import.pathRange, "the standard library has no module " + quoted(name))
        .suggest(near.empty() ? "its modules are std.neurons, std.receptors, std.synapses and "
                                "std.sources"
                              : "did you mean 'std." + std::string(near) + "'?");
    return nullptr;
  }
  if (auto it = fileByKey.find(name); it != fileByKey.end())
    return it->second;
  std::string why;
  auto source = loadFile(options.stdDirectory + "/" + import.path[1] + ".neuro", &why);
  if (!source) {
    diagnostics.error(Code::E0102, import.pathRange,
                      "library module " + quoted(name) + " cannot be read: " + why);
    return nullptr;
  }
  FileInfo *file = addFile(
      std::make_unique<SourceFile>("std/" + import.path[1] + ".neuro", source->text()), name);
  loadImports(*file);
  return file;
}

/// True if `path` lies in `directory` or below; both canonical.
static bool isInside(const fs::path &path, const fs::path &directory) {
  auto at = path.begin();
  for (auto &part : directory) {
    if (part.empty())
      continue;
    if (at == path.end() || *at != part)
      return false;
    ++at;
  }
  return true;
}

FileInfo *Checker::loadPath(FileInfo &from, const ImportDecl &import) {
  std::error_code ignored;
  fs::path asWritten(import.file);
  fs::path shown = fs::path(from.file->source->name()).parent_path() / asWritten;
  if (import.file.find('\0') != std::string::npos || asWritten.is_absolute()) {
    diagnostics.error(Code::E0105, import.pathRange,
                      "an import is a path relative to this file, but " + quoted(import.file) +
                          " is absolute");
    return nullptr;
  }
  fs::path canonical =
      fs::weakly_canonical(fs::path(from.key).parent_path() / asWritten, ignored);
  if (ignored || !isInside(canonical, mainDirectory)) {
    diagnostics
        .error(Code::E0105, import.pathRange,
               quoted(import.file) + " lies outside the directory of the main file")
        .suggest("copy it beside the main file, or below");
    return nullptr;
  }
  std::string key = canonical.string();
  if (auto it = fileByKey.find(key); it != fileByKey.end()) {
    if (it->second->state != FileInfo::Loading)
      return it->second;
    std::string chain;
    bool inCycle = false;
    for (FileInfo *f : loading) {
      inCycle |= f == it->second;
      if (inCycle)
        chain += quoted(f->file->source->name()) + " imports ";
    }
    diagnostics
        .error(Code::E0104, import.pathRange,
               chain + quoted(it->second->file->source->name()) + ": files cannot import each other")
        .suggest("move what both need into a third file");
    return nullptr;
  }
  if (program.files.size() >= options.maxFiles) {
    diagnostics.error(Code::E0106, import.pathRange,
                      "a program may consist of at most " + std::to_string(options.maxFiles) +
                          " files");
    return nullptr;
  }
  std::string why;
  size_t left = options.maxTotalBytes > totalBytes ? options.maxTotalBytes - totalBytes : 0;
  auto source = loadFile(key, &why, left);
  if (!source) {
    diagnostics.error(Code::E0101, import.pathRange,
                      quoted(import.file) + " cannot be read: " + why);
    return nullptr;
  }
  FileInfo *file = addFile(
      std::make_unique<SourceFile>(shown.lexically_normal().string(), source->text()), key);
  loadImports(*file);
  return file;
}
