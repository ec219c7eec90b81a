//===- Inline.cpp - Receptors, gates and lets into their neuron -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes imported models, which use receptors, declare gates and read lets.
// Leaves neurons that stand alone: receptor members are members of the neuron
// ("syn.I"), gates are states with an equation, and no region reads a let.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/transforms/InlineEnds.h"
#include "dialects/neuro/transforms/Passes.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROINLINE
#include "dialects/neuro/transforms/Passes.h.inc"
} // namespace neuro::nir

using namespace mlir;
using namespace neuro::nir;

namespace {

/// Operations that copying may add to one module. A let read by lets read by lets
/// is repeated in each of them, so a short hostile text could ask for more than
/// memory holds; real models stay below a thousandth of this.
constexpr int64_t MaxCopiedOps = 1'000'000;

/// How deep a chain of lets, each written before the one it needs, may be. Chains
/// written in the other order are not limited.
constexpr size_t MaxLetDepth = 1000;

/// Counts copies against MaxCopiedOps; `exhausted` is reported once, by the pass.
struct Budget {
  int64_t left = MaxCopiedOps;
  bool exhausted() const { return left < 0; }
};

// --- Receptors ------------------------------------------------------------------

/// `@syn::@I` is the member "syn.I" of the model whose use @syn was inlined. Other
/// nested names (`@pre::@x`) mean what they meant.
void flattenNestedNames(ModelOp model, const llvm::StringSet<> &uses) {
  auto flat = [&](SymbolRefAttr ref) -> SymbolRefAttr {
    if (ref.getNestedReferences().empty() ||
        !uses.contains(ref.getRootReference()))
      return ref;
    std::string name = ref.getRootReference().str();
    for (FlatSymbolRefAttr part : ref.getNestedReferences())
      name += "." + part.getValue().str();
    return FlatSymbolRefAttr::get(ref.getContext(), name);
  };
  model.walk([&](Operation *op) {
    if (auto get = dyn_cast<GetOp>(op))
      get.setVariableAttr(flat(get.getVariable()));
    else if (auto set = dyn_cast<SetOp>(op))
      set.setVariableAttr(flat(set.getVariable()));
  });
}

/// The neuron's member that a receptor used as `use` calls its host's `name`: for
/// "dend.nmda" the compartment's "dend.V" before the neuron's "V".
std::string findHost(ModelOp neuron, StringRef use, StringRef name) {
  for (StringRef scope = use; scope.contains('.');) {
    scope = scope.rsplit('.').first;
    std::string candidate = (scope + "." + name).str();
    if (neuron.lookup(candidate))
      return candidate;
  }
  return neuron.lookup(name) ? name.str() : std::string();
}

/// One use of a receptor in a neuron.
class ReceptorInliner {
public:
  ReceptorInliner(ModelOp neuron, UseOp use, ModelOp receptor, Budget &budget)
      : neuron(neuron), use(use), receptor(receptor), budget(budget),
        prefix(use.getSymName().str()) {}

  LogicalResult run();

private:
  LogicalResult nameMembers();
  LogicalResult checkBinds();
  void copyMember(Operation *member);
  void rename(Operation *copy);
  void bindDefault(ParamOp param, StringRef original);

  ModelOp neuron;
  UseOp use;
  ModelOp receptor;
  Budget &budget;
  std::string prefix;
  /// What the receptor calls its members and hosts, to what the neuron does.
  llvm::StringMap<std::string> names;
  llvm::StringMap<BindOp> binds;
};

LogicalResult ReceptorInliner::run() {
  if (failed(nameMembers()) || failed(checkBinds()))
    return failure();
  for (Operation &member : receptor.getBodyBlock())
    if (!isa<HostOp>(member))
      copyMember(&member);
  use.erase();
  return success();
}

LogicalResult ReceptorInliner::nameMembers() {
  for (Operation &member : receptor.getBodyBlock()) {
    auto symbol = dyn_cast<SymbolOpInterface>(member);
    if (!symbol)
      continue;
    StringRef name = symbol.getName();
    if (auto host = dyn_cast<HostOp>(member)) {
      std::string found = findHost(neuron, prefix, name);
      if (found.empty()) {
        InFlightDiagnostic error =
            use.emitOpError() << "gives its receptor no '" << name << "': '"
                              << neuron.getSymName() << "' has no such member";
        error.attachNote(host.getLoc()) << "the receptor reads it here";
        return error;
      }
      names[name] = found;
      continue;
    }
    std::string full =
        isa<OnOp>(member) && name == "arrive" ? prefix : prefix + "." + name.str();
    Operation *clash = neuron.lookup(full);
    if (clash && clash != use) {
      InFlightDiagnostic error = use.emitOpError()
                                 << "would make a second '" << full << "'";
      error.attachNote(clash->getLoc()) << "the first is here";
      return error;
    }
    names[name] = full;
  }
  return success();
}

LogicalResult ReceptorInliner::checkBinds() {
  for (BindOp bind : use.getBody().getOps<BindOp>()) {
    StringRef param = bind.getParam();
    if (!receptor.lookup<ParamOp>(param))
      return bind.emitOpError() << "names no parameter '" << param << "' of '"
                                << receptor.getSymName() << "'";
    if (!binds.try_emplace(param, bind).second)
      return bind.emitOpError() << "binds '" << param << "' a second time";
  }
  return success();
}

void ReceptorInliner::copyMember(Operation *member) {
  OpBuilder builder(use);
  Operation *copy = builder.clone(*member);
  copy->walk([&](Operation *op) {
    --budget.left;
    rename(op);
  });
  if (auto param = dyn_cast<ParamOp>(copy))
    bindDefault(param, cast<ParamOp>(member).getSymName());
}

void ReceptorInliner::rename(Operation *copy) {
  auto fullName = [&](StringRef name) {
    auto found = names.find(name);
    return found == names.end() ? name.str() : found->second;
  };
  AttrTypeReplacer replacer;
  replacer.addReplacement([&](FlatSymbolRefAttr ref) -> std::optional<Attribute> {
    return FlatSymbolRefAttr::get(ref.getContext(), fullName(ref.getValue()));
  });
  replacer.replaceElementsIn(copy);
  if (auto symbol = dyn_cast<SymbolOpInterface>(copy))
    symbol.setName(fullName(symbol.getName()));
  if (auto solver = dyn_cast<SolverOp>(copy)) {
    SmallVector<std::string> states;
    for (Attribute state : solver.getStates())
      states.push_back(fullName(cast<StringAttr>(state).getValue()));
    SmallVector<StringRef> refs(states.begin(), states.end());
    solver.setStatesAttr(Builder(copy).getStrArrayAttr(refs));
  }
}

/// An argument is an expression over the neuron's names: it is not renamed.
void ReceptorInliner::bindDefault(ParamOp param, StringRef original) {
  BindOp bind = binds.lookup(original);
  if (!bind)
    return;
  Region &value = param.getDefaultValue();
  value.dropAllReferences();
  value.getBlocks().clear();
  value.takeBody(bind.getValue());
}

/// Inlines uses, those of the receptors used first, so that a receptor may be
/// made of receptors.
class ModelInliner {
public:
  ModelInliner(ModuleOp module, Budget &budget)
      : symbols(module), budget(budget) {}

  LogicalResult inlineUses(ModelOp model);

private:
  SymbolTable symbols;
  Budget &budget;
  llvm::DenseSet<Operation *> done;
  SmallVector<ModelOp> path;
};

LogicalResult ModelInliner::inlineUses(ModelOp model) {
  if (done.contains(model))
    return success();
  if (llvm::is_contained(path, model))
    return model.emitOpError() << "uses itself";
  path.push_back(model);
  llvm::StringSet<> uses;
  for (UseOp use : llvm::make_early_inc_range(model.getItems<UseOp>())) {
    auto receptor = symbols.lookup<ModelOp>(use.getReceptor());
    if (!receptor || receptor.getKind() != ModelKind::Receptor)
      return use.emitOpError()
             << "'" << use.getReceptor() << "' is not a receptor";
    uses.insert(use.getSymName());
    if (failed(inlineUses(receptor)))
      return failure();
    if (failed(ReceptorInliner(model, use, receptor, budget).run()))
      return failure();
    if (budget.exhausted())
      return model.emitOpError()
             << "is larger than " << MaxCopiedOps
             << " operations with its receptors in place";
  }
  flattenNestedNames(model, uses);
  path.pop_back();
  done.insert(model);
  return success();
}

// --- Gates ----------------------------------------------------------------------

/// Copies a region's operations to the builder's place; the value it yields.
Value copyExpression(OpBuilder &builder, Region &region) {
  IRMapping mapping;
  for (Operation &op : region.front().without_terminator())
    builder.clone(op, mapping);
  return mapping.lookupOrDefault(region.front().getTerminator()->getOperand(0));
}

/// A gate becomes a state whose equation is written alpha - (alpha + beta)*m or
/// (inf - m)/tau, the two shapes its `gate` attribute announces, so that
/// neuro-solve reads steady state and rate off the last operations.
void expandGate(GateOp gate) {
  OpBuilder builder(gate);
  Location loc = gate.getLoc();
  bool byRates = !gate.getAlpha().empty();
  Type number = QuantityType::get(gate.getContext(), neuro::units::Dimension());

  auto state = StateOp::create(
      builder, loc, gate.getSymNameAttr(), TypeAttr::get(number),
      builder.getStringAttr("1"), StringAttr(), StringAttr());
  state->setAttr("gate",
                 builder.getStringAttr(byRates ? "alpha_beta" : "inf_tau"));
  if (!gate.getInit().empty()) {
    state.getInit().takeBody(gate.getInit());
  } else {
    builder.createBlock(&state.getInit());
    Value steady;
    if (byRates) {
      Value alpha = copyExpression(builder, gate.getAlpha());
      Value beta = copyExpression(builder, gate.getBeta());
      Value sum = AddOp::create(builder, loc, alpha, beta);
      steady = DivOp::create(builder, loc, alpha, sum);
    } else {
      steady = copyExpression(builder, gate.getInf());
    }
    YieldOp::create(builder, loc, steady);
  }

  builder.setInsertionPoint(gate);
  auto ddt = DdtOp::create(builder, loc, gate.getSymName());
  builder.createBlock(&ddt.getValue());
  Value slope;
  if (byRates) {
    Value alpha = copyExpression(builder, gate.getAlpha());
    Value beta = copyExpression(builder, gate.getBeta());
    Value m = GetOp::create(builder, loc, number, gate.getSymName());
    Value rate = AddOp::create(builder, loc, alpha, beta);
    Value loss = MulOp::create(builder, loc, rate, m);
    slope = SubOp::create(builder, loc, alpha, loss);
  } else {
    Value inf = copyExpression(builder, gate.getInf());
    Value tau = copyExpression(builder, gate.getTau());
    Value m = GetOp::create(builder, loc, number, gate.getSymName());
    Value distance = SubOp::create(builder, loc, inf, m);
    slope = DivOp::create(builder, loc, distance, tau);
  }
  YieldOp::create(builder, loc, slope);
  gate.erase();
}

// --- Lets -------------------------------------------------------------------------

/// Replaces reads of lets by their expressions, each at most once between two
/// assignments of a block.
class LetInliner {
public:
  LetInliner(ModelOp model, Budget &budget) : model(model), budget(budget) {
    for (LetOp let : model.getItems<LetOp>())
      lets[let.getSymNameAttr()] = let;
  }

  LogicalResult run();

private:
  using Known = llvm::DenseMap<StringAttr, Value>;

  LogicalResult flatten(LetOp let);
  LogicalResult inlineIn(Region &region, Known known);
  LogicalResult inlineIn(Block &block, Known &known);
  LogicalResult replace(GetOp get, LetOp let, Known &known);

  ModelOp model;
  Budget &budget;
  llvm::DenseMap<StringAttr, LetOp> lets;
  llvm::DenseSet<Operation *> flat;
  SmallVector<LetOp> path;
};

LogicalResult LetInliner::run() {
  for (Operation &item : model.getBodyBlock()) {
    if (auto let = dyn_cast<LetOp>(item)) {
      if (failed(flatten(let)))
        return failure();
      continue;
    }
    for (Region &region : item.getRegions())
      if (failed(inlineIn(region, Known())))
        return failure();
  }
  return success();
}

/// Makes a let's own expression free of lets.
LogicalResult LetInliner::flatten(LetOp let) {
  if (flat.contains(let))
    return success();
  auto again = llvm::find(path, let);
  if (again != path.end()) {
    InFlightDiagnostic error = let.emitOpError()
                               << "'" << let.getSymName() << "' needs itself";
    for (auto step = std::next(again); step != path.end(); ++step)
      error.attachNote(step->getLoc())
          << "by way of '" << step->getSymName() << "'";
    return error;
  }
  if (path.size() == MaxLetDepth)
    return let.emitOpError() << "is needed through more than " << MaxLetDepth
                             << " others written before it";
  path.push_back(let);
  LogicalResult result = inlineIn(let.getValue(), Known());
  path.pop_back();
  flat.insert(let);
  return result;
}

LogicalResult LetInliner::inlineIn(Region &region, Known known) {
  for (Block &block : region)
    if (failed(inlineIn(block, known)))
      return failure();
  return success();
}

LogicalResult LetInliner::inlineIn(Block &block, Known &known) {
  for (Operation &op : llvm::make_early_inc_range(block)) {
    if (auto get = dyn_cast<GetOp>(op)) {
      if (LetOp let = lets.lookup(get.getVariable().getLeafReference()))
        if (failed(replace(get, let, known)))
          return failure();
      continue;
    }
    // What an inner region computes is not visible after it.
    for (Region &region : op.getRegions())
      if (failed(inlineIn(region, known)))
        return failure();
    bool assigns = isa<SetOp>(op);
    if (op.getNumRegions())
      op.walk([&](SetOp) { assigns = true; });
    if (assigns)
      known.clear();
  }
  return success();
}

LogicalResult LetInliner::replace(GetOp get, LetOp let, Known &known) {
  Value &value = known[let.getSymNameAttr()];
  if (!value) {
    if (failed(flatten(let)))
      return failure();
    OpBuilder builder(get);
    budget.left -= let.getValue().front().getOperations().size();
    if (budget.exhausted())
      return let.emitOpError()
             << "is repeated so often that the model is larger than "
             << MaxCopiedOps << " operations";
    value = copyExpression(builder, let.getValue());
  }
  get.getResult().replaceAllUsesWith(value);
  get.erase();
  return success();
}

// --- Initial values ---------------------------------------------------------------

/// Initial values and defaults may read each other; a circle, which a gate's
/// steady state can close unseen, has no first value.
class InitialValues {
public:
  explicit InitialValues(ModelOp model) {
    for (Operation &item : model.getBodyBlock())
      if (isa<StateOp, ParamOp>(item))
        values[cast<SymbolOpInterface>(item).getNameAttr()] = &item;
  }
  LogicalResult check();

private:
  SmallVector<Operation *> readBy(Operation *item);

  llvm::MapVector<StringAttr, Operation *> values;
};

SmallVector<Operation *> InitialValues::readBy(Operation *item) {
  SmallVector<Operation *> reads;
  item->getRegion(0).walk([&](GetOp get) {
    if (Operation *read = values.lookup(get.getVariable().getLeafReference()))
      reads.push_back(read);
  });
  return reads;
}

LogicalResult InitialValues::check() {
  enum { New, Open, Closed };
  llvm::DenseMap<Operation *, int> seen;
  for (auto &[name, start] : values) {
    SmallVector<std::pair<Operation *, SmallVector<Operation *>>> path;
    auto enter = [&](Operation *item) {
      seen[item] = Open;
      path.emplace_back(item, readBy(item));
    };
    if (seen[start] == New)
      enter(start);
    while (!path.empty()) {
      auto &[item, rest] = path.back();
      if (rest.empty()) {
        seen[item] = Closed;
        path.pop_back();
        continue;
      }
      Operation *next = rest.pop_back_val();
      if (seen[next] == New)
        enter(next);
      else if (seen[next] == Open)
        return next->emitOpError()
               << "'" << cast<SymbolOpInterface>(next).getName()
               << "' has an initial value that needs itself";
    }
  }
  return success();
}

// --- The pass -----------------------------------------------------------------------

struct InlinePass : neuro::nir::impl::NeuroInlineBase<InlinePass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    Budget budget;
    ModelInliner inliner(module, budget);
    for (ModelOp model : module.getOps<ModelOp>())
      if (failed(inliner.inlineUses(model)))
        return signalPassFailure();
    for (ModelOp model :
         llvm::make_early_inc_range(module.getOps<ModelOp>())) {
      if (model.getKind() == ModelKind::Receptor) {
        model.erase();
        continue;
      }
      if (model.getKind() == ModelKind::Synapse)
        inlineEnds(model);
      for (GateOp gate : llvm::make_early_inc_range(model.getItems<GateOp>()))
        expandGate(gate);
      if (failed(LetInliner(model, budget).run()) ||
          failed(InitialValues(model).check()))
        return signalPassFailure();
    }
  }
};

} // namespace
