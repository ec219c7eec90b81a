//===- Affine.h - Affine decomposition over SSA -----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Interprets a straight-line body of arith/math operations on f64 symbolically:
// every value becomes c + sum_k b_k x_k over chosen variables x_k, with c and b_k
// built as new operations that do not mention the variables, or "not affine"
// with the operation that broke it. With no variables it is an inliner that
// substitutes what the names of the body mean.
//
// The interpretation is exact in real arithmetic. Structural zeros and ones are
// folded (0*x = 0 whatever x is), as a symbolic derivation on paper would do.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_ANALYSIS_AFFINE_H
#define NEURO_DIALECTS_NEURO_ANALYSIS_AFFINE_H

#include "dialects/neuro/ir/NeuroDialect.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include <functional>
#include <optional>
#include <string>

namespace neuro::nir {

/// The name a body reads or writes, "syn.I" for a member of a receptor.
mlir::StringAttr nameOf(GetOp get);
mlir::StringAttr nameOf(SetOp set);

/// Real arithmetic on f64 values in which a null Value is the number zero.
/// Zeros, ones and pairs of constants are folded while building.
class Arithmetic {
public:
  Arithmetic(mlir::OpBuilder &builder, mlir::Location loc)
      : builder(builder), loc(loc) {}

  mlir::Value constant(double value);
  mlir::Value add(mlir::Value a, mlir::Value b);
  mlir::Value sub(mlir::Value a, mlir::Value b);
  mlir::Value neg(mlir::Value a);
  mlir::Value mul(mlir::Value a, mlir::Value b);
  /// `b` must not be the null zero.
  mlir::Value div(mlir::Value a, mlir::Value b);
  mlir::Value select(mlir::Value condition, mlir::Value a, mlir::Value b);
  /// The value itself, with an explicit 0.0 for the null zero.
  mlir::Value materialize(mlir::Value a) { return a ? a : constant(0.0); }

  mlir::OpBuilder &builder;
  mlir::Location loc;
};

/// The number a value is defined as, if it is an arith.constant (or null: 0).
std::optional<double> constantValue(mlir::Value value);

/// c + sum_k b_k x_k. Coefficients that are structurally zero are absent.
struct AffineForm {
  mlir::Value constant; ///< null: zero
  llvm::SmallMapVector<mlir::StringAttr, mlir::Value, 4> coefficients;
  /// Not affine: the operation of the interpreted body that combines the
  /// variables `culprits` in another way; the other members mean nothing then.
  mlir::Operation *breaker = nullptr;
  llvm::SmallSetVector<mlir::StringAttr, 4> culprits;

  bool isAffine() const { return !breaker; }
  bool isConstant() const { return !breaker && coefficients.empty(); }
  mlir::Value coefficient(mlir::StringAttr variable) const {
    return coefficients.lookup(variable);
  }

  static AffineForm of(mlir::Value value) {
    AffineForm form;
    form.constant = value;
    return form;
  }
  static AffineForm variable(mlir::OpBuilder &builder, mlir::Location loc,
                             mlir::StringAttr name);
};

/// Interprets bodies op by op, in order, building into `builder`. Names read
/// by `neuro.get` are looked up in the environment and otherwise read anew;
/// `neuro.set` changes the environment, so that sequences of handlers can be
/// run one after the other on the same interpreter.
class AffineInterpreter {
public:
  /// What names mean before anything is bound; shared, not copied.
  using Values = llvm::DenseMap<mlir::StringAttr, mlir::Value>;
  explicit AffineInterpreter(mlir::OpBuilder &builder,
                             const Values *base = nullptr)
      : builder(builder), base(base) {}

  /// What reading `name` gives from now on.
  void bind(mlir::StringAttr name, AffineForm form);
  void bind(mlir::StringAttr name, mlir::Value value) {
    bind(name, AffineForm::of(value));
  }
  /// What a block argument of the body stands for.
  void bindArgument(mlir::Value argument, AffineForm form);
  /// Called first for every operation; a returned form is its only result.
  using Hook = std::function<std::optional<AffineForm>(mlir::Operation *)>;
  void setHook(Hook newHook) { hook = std::move(newHook); }

  /// Interprets every operation of `body` except its terminator.
  void run(mlir::Block &body);
  /// The form of a value of an interpreted body.
  AffineForm lookup(mlir::Value value) const;
  /// The form of the n-th operand of an interpreted body's terminator.
  AffineForm yielded(mlir::Block &body, unsigned n = 0) const;
  /// What `name` is bound to now, if anything.
  std::optional<AffineForm> bound(mlir::StringAttr name) const;
  /// Names written by `neuro.set`, in the order of the first write.
  llvm::ArrayRef<mlir::StringAttr> written() const {
    return writes.getArrayRef();
  }
  void clearWritten() { writes.clear(); }

private:
  void interpret(mlir::Operation *op);
  AffineForm combine(mlir::Operation *op);
  AffineForm rebuild(mlir::Operation *op);
  AffineForm broken(mlir::Operation *op) const;
  AffineForm linear(mlir::Operation *op, const AffineForm &a,
                    const AffineForm &b, bool subtract);
  AffineForm scale(Arithmetic &arithmetic, const AffineForm &form,
                   llvm::function_ref<mlir::Value(mlir::Value)> by);

  mlir::OpBuilder &builder;
  const Values *base;
  Hook hook;
  llvm::DenseMap<mlir::StringAttr, AffineForm> environment;
  llvm::DenseMap<mlir::Value, AffineForm> values;
  llvm::SmallSetVector<mlir::StringAttr, 8> writes;
};

/// The value as a scientist would write it, "exp((V - V_T)/D_T)", cut with an
/// ellipsis after `limit` characters. For reasons and error messages.
std::string describe(mlir::Value value, size_t limit = 60);

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_ANALYSIS_AFFINE_H
