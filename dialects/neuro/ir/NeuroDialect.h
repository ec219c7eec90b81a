//===- NeuroDialect.h - The neuro dialect
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Types, operations and the few helpers every pass over them needs.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_IR_NEURODIALECT_H
#define NEURO_DIALECTS_NEURO_IR_NEURODIALECT_H

#include "dialects/units/Dimension.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace neuro::units {
llvm::hash_code hash_value(const Dimension &dimension);
} // namespace neuro::units

#include "dialects/neuro/ir/NeuroDialect.h.inc"
#include "dialects/neuro/ir/NeuroEnums.h.inc"
#define GET_TYPEDEF_CLASSES
#include "dialects/neuro/ir/NeuroTypes.h.inc"

namespace neuro::nir {
class InitOp;
class PopulationOp;
class UpdateOp;
} // namespace neuro::nir

#define GET_OP_CLASSES
#include "dialects/neuro/ir/NeuroOps.h.inc"

namespace neuro::nir {

/// The operands of the neuro.yield that ends a single-block region; none if the
/// region is empty or ends otherwise.
mlir::OperandRange yieldedValues(mlir::Region &region);
/// The one value a region yields, or null.
mlir::Value yieldedValue(mlir::Region &region);

/// The type neuro.get of this operation's symbol gives: of a param, state, let,
/// host, input, gate, derived, previous, record_let or netparam. Null otherwise,
/// and for a gate, whose type follows the stage.
mlir::Type declaredType(mlir::Operation *declaration);

/// The operation a (nested) name read or written at `from` refers to, or null.
/// `@syn::@I` goes through the receptor instance; names at an experiment are
/// its network's. `@self`, `@pre` and `@post` are not resolved here.
mlir::Operation *resolve(mlir::Operation *from, mlir::SymbolRefAttr name);

/// The item of a model under a name as networks write it: "V", or "syn.I" for a
/// member of a receptor that is not inlined yet. Null if there is none.
mlir::Operation *lookupMember(ModelOp model, llvm::StringRef name);

/// The model, network or experiment around an operation, or null.
mlir::Operation *enclosingUnit(mlir::Operation *op);

/// The dimension of a quantity type; nothing for other types.
std::optional<units::Dimension> dimensionOf(mlir::Type type);

/// A constant exponent as a fraction of small integers (denominator up to 12),
/// or nothing.
std::optional<units::Rational> rationalExponent(double exponent);

/// A built-in function that neuro.call may name.
struct Builtin {
  enum Rule : uint8_t {
    Number,  ///< dimensionless arguments and result
    Same,    ///< all arguments and the result of one dimension
    Root,    ///< result is the square root of the argument
    Sign,    ///< argument of any dimension, dimensionless result
  };
  llvm::StringLiteral name;
  unsigned arity;
  Rule rule;
};
/// The function of that name, or null.
const Builtin *lookupBuiltin(llvm::StringRef name);

/// Number of parameters of a distribution neuro.draw may name; -1 for any
/// number above 0 (choice); nothing if there is none of that name.
std::optional<int> distributionArity(llvm::StringRef name);

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_IR_NEURODIALECT_H
