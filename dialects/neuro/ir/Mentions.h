//===- Mentions.h - Names that a program speaks of --------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pass that removes or merges variables must know who can see them: what is
// recorded, measured, assigned, initialised, frozen, normalised, read by
// synapses, by connection rules, by conditions. Instead of a list of such
// operations, which a new one would have to be added to, every name in any
// attribute counts. That can only keep more than needed.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_IR_MENTIONS_H
#define NEURO_DIALECTS_NEURO_IR_MENTIONS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"

#include <string>

namespace neuro {

/// Names that a host program said it looks at ("V", "exc.I"), an attribute of the module;
/// such a host may also set what it names, and all parameters that remain.
constexpr llvm::StringLiteral hostNames = "neuro.host";
template <class Visit> void forEachHostName(mlir::Operation *module, Visit visit) {
  if (auto names = module->getAttrOfType<mlir::ArrayAttr>(hostNames))
    for (mlir::Attribute name : names)
      visit(llvm::cast<mlir::StringAttr>(name).getValue());
}

class Mentions {
public:
  /// Of all operations in `root` but `root` itself and those, with what is inside,
  /// for which `skip` holds.
  Mentions(mlir::Operation *root, llvm::function_ref<bool(mlir::Operation *)> skip) {
    forEachHostName(root, [&](llvm::StringRef name) { names.insert(name); });
    root->walk<mlir::WalkOrder::PreOrder>([&](mlir::Operation *op) {
      if (op == root)
        return mlir::WalkResult::advance();
      if (skip(op))
        return mlir::WalkResult::skip();
      addAttributes(op);
      return mlir::WalkResult::advance();
    });
  }

  /// The names an operation mentions, but for the one it declares.
  void addAttributes(mlir::Operation *op) {
    for (mlir::NamedAttribute attribute : op->getAttrs())
      if (attribute.getName() != mlir::SymbolTable::getSymbolAttrName())
        attribute.getValue().walk([&](mlir::Attribute inner) {
          if (auto text = llvm::dyn_cast<mlir::StringAttr>(inner))
            names.insert(text.getValue());
          else if (auto symbol = llvm::dyn_cast<mlir::SymbolRefAttr>(inner))
            addPath(symbol);
        });
  }

  /// Whether `name`, or the vector that it is a component of, is mentioned.
  bool has(llvm::StringRef name) const {
    return names.contains(name) ||
           (name.ends_with("]") &&
            names.contains(name.take_until([](char c) { return c == '['; })));
  }

private:
  /// `@post::@exc::@I` is "post.exc.I", "exc.I" and "I".
  void addPath(mlir::SymbolRefAttr symbol) {
    std::string path;
    for (mlir::FlatSymbolRefAttr part : llvm::reverse(symbol.getNestedReferences())) {
      path = path.empty() ? part.getValue().str() : part.getValue().str() + "." + path;
      names.insert(path);
    }
    llvm::StringRef root = symbol.getRootReference();
    names.insert(path.empty() ? root.str() : root.str() + "." + path);
  }

  llvm::StringSet<> names;
};

/// Notes for the user what a pass did: "receptor-merging: LIF: inh.I into exc.I".
inline void addNote(mlir::ModuleOp module, llvm::StringRef pass, const llvm::Twine &text) {
  mlir::Builder builder(module.getContext());
  llvm::SmallVector<mlir::Attribute> notes;
  if (auto known = module->getAttrOfType<mlir::ArrayAttr>("neuro.notes"))
    notes.assign(known.begin(), known.end());
  notes.push_back(builder.getStrArrayAttr({pass, text.str()}));
  module->setAttr("neuro.notes", builder.getArrayAttr(notes));
}

} // namespace neuro

#endif // NEURO_DIALECTS_NEURO_IR_MENTIONS_H
