//===- Sema.h - Checked programs -------------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loads a file and everything it imports, resolves names, infers and checks
// types and dimensions, ports, ranges and causality. What comes out is the same
// AST with `type` and `ref` filled, `extends` flattened, and the whole program
// indexed. Only lang/import turns it into IR.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_SEMA_SEMA_H
#define NEURO_LANG_SEMA_SEMA_H

#include "lang/ast/Decl.h"
#include "lang/diag/Diagnostics.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace neuro {

/// A model after `extends`: its own copy of every inherited item, later
/// declarations having replaced earlier ones of the same name, and every
/// argument of `extends A(tau = …)` folded into the parameter's default.
struct CheckedModel {
  std::string symbol; ///< unique in the program, e.g. "LIF", "std.neurons.LIF"
  const ast::ModelDecl *decl = nullptr; ///< flattened; parameters of both
                                        ///< spellings are in `parameters`
  std::vector<const ast::VarDecl *> parameters, states, edges, inputs, hosts;
  std::vector<const ast::UseDecl *> uses;
  std::vector<const ast::LetDecl *> lets;
  std::vector<const ast::GateDecl *> gates;
  std::vector<const ast::OdeDecl *> odes;
  std::vector<const ast::TraceDecl *> traces;
  std::vector<const ast::OnDecl *> handlers;
  std::vector<const ast::EventDecl *> events;
  std::vector<const ast::EveryDecl *> periodic;
  std::vector<const ast::SolveDecl *> solves;
  std::vector<const ast::BoundDecl *> bounds;
  std::vector<const ast::RefDecl *> refs;
  std::vector<const ast::CompartmentDecl *> compartments;
  std::vector<const ast::CoupleDecl *> couples;
  /// What stands in each of `compartments`, in their order: the lists, and `spike`
  /// where the compartment says when the neuron spikes.
  std::vector<CheckedModel> compartmentItems;
  const ast::SpikeDecl *spike = nullptr; ///< null: never spikes
  const ast::TieDecl *tie = nullptr;
};

struct CheckedProgram {
  std::vector<std::unique_ptr<SourceFile>> sources; ///< [0] is the main file
  std::vector<std::unique_ptr<ast::File>> files;
  std::vector<ast::DeclPtr> synthesised; ///< flattened models
  std::vector<CheckedModel> models;      ///< those the networks use, in order
  std::vector<const ast::NetworkDecl *> networks;       ///< of the main file
  std::vector<const ast::ExperimentDecl *> experiments; ///< of the main file

  /// Any ModelDecl that the AST refers to, to its checked form.
  std::map<const ast::ModelDecl *, const CheckedModel *> modelOf;

  double parseSeconds = 0; ///< of the time `check` took
  bool cancelled = false;  ///< LoadOptions::goesOn said so; the rest is not complete
};

/// Where `import std.x` and `import "file"` look.
struct LoadOptions {
  std::string stdDirectory;   ///< holds neurons.neuro, receptors.neuro, …
  size_t maxFiles = 256;      ///< imported in all
  size_t maxTotalBytes = 256u << 20;
  /// Asked between files and between models and networks, if it is set; false ends `check`.
  std::function<bool()> goesOn;
};

/// Loads, parses and checks. Returns the program even when there are errors;
/// it may be imported only if `!diagnostics.hasErrors()`. Paths of
/// `import "f.neuro"` are relative to the importing file and may not leave the
/// main file's directory (E0105); cycles are E0104.
std::unique_ptr<CheckedProgram> check(std::unique_ptr<SourceFile> mainFile,
                                      const LoadOptions &options,
                                      DiagnosticEngine &diagnostics);

} // namespace neuro

#endif // NEURO_LANG_SEMA_SEMA_H
