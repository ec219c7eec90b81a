//===- Check.cpp - The order in which a program is checked ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"
#include "lang/sema/Vectors.h"

#include <filesystem>
#include <tuple>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

/// More than any user wants to see, so that repetitions do not crowd out others.
static constexpr size_t maxDiagnostics = 5000;

/// Names of a file, before anything in it is looked at.
void Checker::declareFile(FileInfo &file) {
  Context nowhere;
  for (DeclPtr &owned : file.file->items.items) {
    Decl *item = owned.get();
    switch (item->kind) {
    case Decl::DFn:
      if (findBuiltin(item->name, Place::Math) || findBuiltin(item->name, Place::Measure) ||
          findBuiltin(item->name, Place::Distribution)) {
        diagnostics.error(Code::E0111, item->nameRange,
                          quoted(item->name) + " is a built-in function; choose another name");
        break;
      }
      [[fallthrough]];
    case Decl::DConst:
      registerDecl(*item, nowhere);
      if (declare(file.names, *item))
        file.own.insert(item->name);
      break;
    case Decl::DModel: {
      auto info = std::make_unique<ModelInfo>();
      info->original = info->decl = static_cast<ModelDecl *>(item);
      info->file = &file;
      // The sources that ship with the compiler emit what the runtime makes.
      info->isBuiltinSource = file.key == "std.sources" && item->name != "Wave";
      modelByDecl[item] = info.get();
      models[item] = std::move(info);
      if (declare(file.names, *item))
        file.own.insert(item->name);
      break;
    }
    case Decl::DNetwork: {
      auto info = std::make_unique<NetworkInfo>();
      info->decl = static_cast<NetworkDecl *>(item);
      info->file = &file;
      networks[item] = std::move(info);
      if (declare(file.names, *item))
        file.own.insert(item->name);
      break;
    }
    default:
      break;
    }
  }
}

/// Notes that a network needs a model, and what it consists of.
void Checker::useModel(ModelInfo *model) {
  for (ModelInfo *used : usedModels)
    if (used == model)
      return;
  usedModels.push_back(model);
  auto useAll = [&](const CheckedModel &items) {
    for (const UseDecl *use : items.uses)
      if (ModelInfo *receptor = modelOf(static_cast<const Decl *>(use->model)))
        useModel(receptor);
    for (const RefDecl *ref : items.refs)
      if (ModelInfo *other = modelOf(static_cast<const Decl *>(ref->model)))
        useModel(other);
  };
  useAll(model->checked);
  for (auto &[compartment, items] : model->compartmentItems)
    useAll(items);
}

/// Makes the index of the program: used models under unique symbols, networks
/// and experiments.
void Checker::publish() {
  program.models.reserve(usedModels.size());
  std::set<std::string> symbols;
  for (ModelInfo *model : usedModels) {
    std::string symbol = model->original->name;
    if (symbols.count(symbol)) {
      std::string prefix = model->file->key;
      if (prefix.compare(0, 4, "std.") != 0)
        prefix = std::filesystem::path(prefix).stem().string();
      symbol = prefix + "." + symbol;
      for (unsigned n = 2; symbols.count(symbol); ++n)
        symbol = prefix + "." + model->original->name + "." + std::to_string(n);
    }
    symbols.insert(symbol);
    model->checked.symbol = symbol;
    model->checked.decl = model->decl;
    model->checked.compartmentItems.clear();
    for (const CompartmentDecl *compartment : model->checked.compartments)
      model->checked.compartmentItems.push_back(model->compartmentItems[compartment]);
    program.models.push_back(model->checked);
  }
  for (size_t i = 0; i < usedModels.size(); ++i) {
    program.modelOf[usedModels[i]->original] = &program.models[i];
    program.modelOf[usedModels[i]->decl] = &program.models[i];
  }
  std::set<const NetworkDecl *> listed;
  for (const DeclPtr &item : program.files[0]->items.items)
    if (auto *network = dynCast<NetworkDecl>(item.get()))
      if (listed.insert(network).second)
        program.networks.push_back(network);
  for (const DeclPtr &item : program.files[0]->items.items)
    if (auto *experiment = dynCast<ExperimentDecl>(item.get())) {
      program.experiments.push_back(experiment);
      if (experiment->networkDecl && listed.insert(experiment->networkDecl).second)
        program.networks.push_back(experiment->networkDecl);
    }
}

void Checker::run(std::unique_ptr<SourceFile> mainFile) {
  std::error_code ignored;
  std::filesystem::path path =
      std::filesystem::weakly_canonical(std::filesystem::absolute(mainFile->name(), ignored),
                                        ignored);
  mainDirectory = path.parent_path().string();
  FileInfo *main = addFile(std::move(mainFile), path.string());
  main->isMain = true;
  loadPrelude();
  loadImports(*main);
  auto cancelled = [&] { return program.cancelled |= options.goesOn && !options.goesOn(); };
  if (cancelled())
    return;

  // By index: flattening a model may not add files, but keeps this plain.
  auto forEach = [&](Decl::Kind kind, auto action) {
    for (size_t f = 0; f < files.size(); ++f)
      for (DeclPtr &item : files[f]->file->items.items)
        if (item->kind == kind)
          action(*item);
  };
  forEach(Decl::DModel, [&](Decl &d) {
    if (ModelInfo *model = modelOf(&d))
      flatten(*model);
  });
  forEach(Decl::DConst, [&](Decl &d) { ensure(&d); });
  forEach(Decl::DFn, [&](Decl &d) { ensure(&d); });
  for (size_t m = 0; m < modelOrder.size(); ++m) {
    if (cancelled())
      return;
    checkModel(*modelOrder[m]);
  }
  forEach(Decl::DNetwork, [&](Decl &d) {
    if (NetworkInfo *network = networkInfo(&d))
      declareNetwork(*network);
  });
  forEach(Decl::DNetwork, [&](Decl &d) {
    if (NetworkInfo *network = networkInfo(&d); network && !cancelled())
      checkNetwork(*network);
  });
  if (cancelled())
    return;
  std::map<std::string, const Decl *> experiments;
  for (DeclPtr &item : main->file->items.items) {
    if (item->kind != Decl::DExperiment)
      continue;
    auto [it, fresh] = experiments.try_emplace(item->name, item.get());
    if (!fresh && !item->name.empty())
      diagnostics
          .error(Code::E0111, item->nameRange,
                 "experiment " + quoted(item->name) + " is declared twice")
          .note(it->second->nameRange, "it was first declared here");
    checkExperiment(static_cast<ExperimentDecl &>(*item));
  }
  forEach(Decl::DNetwork, [&](Decl &d) {
    if (NetworkInfo *network = networkInfo(&d))
      checkTimes(*network);
  });
  publish();
}

std::unique_ptr<CheckedProgram> neuro::check(std::unique_ptr<SourceFile> mainFile,
                                             const LoadOptions &options,
                                             DiagnosticEngine &diagnostics) {
  auto program = std::make_unique<CheckedProgram>();
  // A mistake in a model shows again in every model that extends it: say it once.
  DiagnosticEngine found(maxDiagnostics);
  Checker(*program, options, found).run(std::move(mainFile));
  std::set<std::tuple<const SourceFile *, uint32_t, uint32_t, Code, std::string>> said;
  for (const Diagnostic &d : found.all()) {
    if (!said.emplace(d.range.file, d.range.begin, d.range.end, d.code, d.message).second)
      continue;
    Diagnostic &copy = d.severity == Severity::Error
                           ? diagnostics.error(d.code, d.range, d.message)
                           : diagnostics.warning(d.code, d.range, d.message);
    copy.notes = d.notes;
    copy.help = d.help;
  }
  if (!diagnostics.hasErrors() && !program->cancelled)
    expandVectors(*program, diagnostics);
  return program;
}
