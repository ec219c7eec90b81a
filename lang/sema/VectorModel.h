//===- VectorModel.h - One model without its vectors ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to lang/sema. A model whose sizes are known becomes one whose states,
// parameters, inputs, edges, … are numbers. So does each receptor that it uses and
// that has vectors or is given some.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_SEMA_VECTORMODEL_H
#define NEURO_LANG_SEMA_VECTORMODEL_H

#include "lang/sema/Sema.h"
#include "lang/sema/VectorExpr.h"

#include <set>

namespace neuro::sema {

bool isVector(const ast::Type &type);

/// A model as one kind of population, projection or use has it.
struct Expanded {
  const ast::ModelDecl *decl = nullptr; ///< null after an error
  /// What became of the original's declarations: those of vectors and those that had
  /// to be made anew.
  std::map<const ast::Decl *, Components> known;
  /// Instances of receptors and ports that were made anew.
  std::map<const ast::Decl *, const ast::Decl *> replaced;
  /// Receptors by the instance of the original.
  std::map<const ast::Decl *, const Expanded *> receptors;
  /// Vectors by the name they have from outside: "m", "syn.m", "dend.m".
  std::map<std::string, Components> named;

  /// What `P.m`, `pre.syn.m` or `run.P.dend.m` is of elements of this model; null
  /// when it is no vector. `inside`: the first name is one of the model already, as
  /// in the settings of a population.
  const Components *find(const ast::MemberExpr &e, bool inside = false) const;
};

/// All models without vectors that a program needs, each once.
class VectorModels {
public:
  VectorModels(CheckedProgram &program, DiagnosticEngine &diagnostics)
      : program(program), diagnostics(diagnostics) {}

  using Arguments = std::map<std::string, const ast::Expr *>;
  /// Components of `pre.m` and `post.m` in a synapse.
  using Ends = std::function<const Components *(const ast::MemberExpr &)>;

  /// Arguments of `Model(a = 1, b = 2)` by name.
  static Arguments argumentsOf(const ast::Expr *instance, const CheckedModel &model);

  /// True if the model has vectors, works on them, or uses a receptor that does.
  /// With `ends`, also if it reads vectors of its ends.
  bool hasVectors(const CheckedModel &model, const Ends *ends = nullptr) const;

  /// The model with the sizes that `given` says; `caller` values the names in there.
  /// `at`: where to complain; `context`: distinguishes models that read other ends.
  /// Null after an error.
  const Expanded *instantiate(const CheckedModel &model, const Arguments &given,
                              const ConstEnv &caller, SourceRange at,
                              const std::string &context = "", const Ends *ends = nullptr);

  /// Values of the parameters that decide sizes; nothing after an error.
  std::optional<ConstEnv> sizesOf(const CheckedModel &model, const Arguments &given,
                                  const ConstEnv &caller, SourceRange at);
  /// A call that gives `model`'s parameters the components of `given`; the parameters
  /// `model` has after expansion are found in `expanded`.
  static ast::ExprPtr instance(const ast::Expr &of, const CheckedModel &model,
                               const Expanded &expanded, const Arguments &given,
                               VectorExpr &expr);
  const CheckedModel *checked(const ast::ModelDecl *decl) const;
  /// Adds what was made to the program; nothing may be instantiated after that.
  void publish();

private:
  CheckedProgram &program;
  DiagnosticEngine &diagnostics;
  std::map<std::string, Expanded> models; ///< by symbol
  std::vector<CheckedModel> made;

  std::set<const ast::Decl *> sizeParameters(const CheckedModel &model) const;
};

} // namespace neuro::sema

#endif // NEURO_LANG_SEMA_VECTORMODEL_H
