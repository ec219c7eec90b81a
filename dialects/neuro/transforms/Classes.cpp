//===- Classes.cpp - What populations and projections have in common ------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/transforms/Classes.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace neuro::nir;

// --- What varies --------------------------------------------------------------------

bool neuro::nir::variesByElement(Region &value, ModelOp model, const ParameterNames &varying) {
  WalkResult result = value.walk([&](Operation *op) {
    if (isa<DrawOp, IndexOp, DistanceOp, CoordinateOp>(op))
      return WalkResult::interrupt();
    auto get = dyn_cast<GetOp>(op);
    if (!get || get.getVariable().getNestedReferences().empty())
      return WalkResult::advance();
    StringRef root = get.getVariable().getRootReference().getValue();
    if (root == "pre" || root == "post")
      return WalkResult::interrupt();
    if (root != "self")
      return WalkResult::advance();
    // Of the element's members only parameters can be the same for all.
    StringRef member = get.getVariable().getLeafReference();
    bool varies = !model || !model.lookup<ParamOp>(member) ||
                  varying.count(member.str());
    return varies ? WalkResult::interrupt() : WalkResult::advance();
  });
  return result.wasInterrupted();
}

/// True if a default is drawn, or computed from parameters that vary.
static bool defaultVaries(ParamOp param, const ParameterNames &varying) {
  WalkResult result = param.getDefaultValue().walk([&](Operation *op) {
    auto get = dyn_cast<GetOp>(op);
    bool varies = isa<DrawOp>(op) ||
                  (get && varying.count(get.getVariable().getLeafReference().str()));
    return varies ? WalkResult::interrupt() : WalkResult::advance();
  });
  return result.wasInterrupted();
}

ParameterNames
neuro::nir::varyingParameters(ModelOp model, const ParameterNames &assigned,
                              llvm::function_ref<InitOp(ParamOp)> initOf) {
  ParameterNames varying;
  for (const std::string &name : assigned)
    if (model.lookup<ParamOp>(name))
      varying.insert(name);
  auto varies = [&](ParamOp param) {
    if (InitOp init = initOf(param))
      return init.getDraws() || variesByElement(init.getValue(), model, varying);
    return defaultVaries(param, varying);
  };
  // A parameter may be computed from others that vary.
  for (bool changed = true; changed;) {
    changed = false;
    for (ParamOp param : model.getItems<ParamOp>())
      if (!varying.count(param.getSymName().str()) && varies(param))
        changed |= varying.insert(param.getSymName().str()).second;
  }
  return varying;
}

void neuro::nir::markElements(ModelOp model, const ParameterNames &varying) {
  llvm::StringSet<> element;
  for (const std::string &name : varying)
    element.insert(name);
  auto readsElement = [&](Operation &item) {
    WalkResult result = item.walk([&](GetOp get) {
      return element.contains(get.getVariable().getLeafReference())
                 ? WalkResult::interrupt()
                 : WalkResult::advance();
    });
    return result.wasInterrupted();
  };
  for (Operation &item : model.getBodyBlock()) {
    if (auto param = dyn_cast<ParamOp>(item)) {
      if (element.contains(param.getSymName()))
        param.setElement(true);
    } else if (auto derived = dyn_cast<DerivedOp>(item)) {
      if (readsElement(item)) {
        derived.setElement(true);
        element.insert(derived.getSymName());
      }
    } else if (isa<PropagatorOp>(item) && readsElement(item)) {
      item.setAttr("element", UnitAttr::get(item.getContext()));
    }
  }
}

// --- Classes ----------------------------------------------------------------------

void ModelClasses::add(ModelOp model, const ParameterNames &varying, Operation *user) {
  std::vector<Class> &ofModel = classes[model];
  auto known = llvm::find_if(ofModel, [&](const Class &c) { return c.varying == varying; });
  if (known == ofModel.end())
    known = ofModel.insert(known, {varying, {}});
  known->users.push_back(user);
}

int64_t ModelClasses::make(SymbolTable &symbols,
                           llvm::function_ref<void(Operation *, ModelOp)> tell) {
  int64_t copies = 0;
  for (auto &[model, ofModel] : classes) {
    SmallVector<ModelOp> models = {model};
    for (size_t n = 1; n < ofModel.size(); ++n) {
      ModelOp copy = ModelOp(model).clone();
      copy.setSymName((ModelOp(model).getSymName() + "#" + Twine(n)).str());
      symbols.insert(copy, std::next(Block::iterator(models.back())));
      models.push_back(copy);
      ++copies;
    }
    for (auto [classModel, c] : llvm::zip(models, ofModel)) {
      markElements(classModel, c.varying);
      for (Operation *user : c.users)
        tell(user, classModel);
    }
  }
  return copies;
}
