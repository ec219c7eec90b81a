//===- MergeReceptors.cpp - Receptors of equal dynamics become one --------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes flat, unit-free neuron models before solvers are chosen. The argument is
// superposition: x' = A x and y' = A y give (x + k y)' = A (x + k y), and events
// that add to x or y add to the sum. Passes.td says when only the sum can be seen.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/analysis/Dynamics.h"
#include "dialects/neuro/analysis/SameValue.h"
#include "dialects/neuro/ir/Mentions.h"
#include "dialects/neuro/transforms/Passes.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROMERGERECEPTORS
#include "dialects/neuro/transforms/Passes.h.inc"

namespace {

/// The states of one receptor, or one state of the neuron's own.
struct Family {
  std::string prefix; ///< "exc." or ""
  std::string name;   ///< "exc" or "I_e", for messages and as the port's name
  SmallVector<StringAttr> states;

  bool has(StringAttr state) const { return llvm::is_contained(states, state); }
};

/// Names that a region reads or writes.
bool touches(Region &region, llvm::function_ref<bool(StringAttr)> mine) {
  return region
      .walk([&](Operation *op) {
        auto get = dyn_cast<GetOp>(op);
        auto set = dyn_cast<SetOp>(op);
        return (get && mine(nameOf(get))) || (set && mine(nameOf(set)))
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

class Merger {
public:
  Merger(ModelOp model, const Mentions &outside)
      : model(model), outside(outside), dynamics(model),
        inside(model, [](Operation *op) { return isa<GetOp, SetOp, DdtOp>(op); }),
        same(model, [&outside](StringRef name) { return !outside.has(name); }),
        builder(model.getContext()) {
    builder.createBlock(&scratch);
  }

  /// Merges what it can of one pair; false when there is none.
  bool mergeOne(std::string &note);
  /// Receptor that was merged, and into which; whether what arrives is added alike.
  std::string merged, into;
  bool samePort = false;

private:
  void findFamilies();
  bool isCandidate(const Family &family);
  bool isSuperposable(const Family &family);
  bool sameDynamics(const Family &p, const Family &q);
  std::optional<int> sign(const Family &p, const Family &q);
  bool additive(OnOp handler, const Family &p, const Family &q);
  bool signOf(Region &region, const Family &p, const Family &q, std::optional<int> &k);
  bool arriveAlike(const Family &p, const Family &q);
  void merge(const Family &p, const Family &q, int k);
  void replaceByZero(Region &region, const Family &q);

  StringAttr counterpart(const Family &p, StringAttr state, const Family &q) const {
    StringRef member = state.getValue().drop_front(p.prefix.size());
    return StringAttr::get(state.getContext(), p.prefix.empty()
                                                   ? q.states.front().getValue()
                                                   : q.prefix + member.str());
  }
  LinearRow rowOf(StringAttr state) {
    return linearRow(dynamics, dynamics.equations[dynamics.index.lookup(state)], builder);
  }
  /// A let that nobody outside sees; inside, reads of lets were inlined.
  bool isUnseenLet(Operation &item) const {
    return isa<LetOp>(item) && !outside.has(SymbolTable::getSymbolName(&item).getValue());
  }

  ModelOp model;
  const Mentions &outside;
  Dynamics dynamics;
  Mentions inside;
  SameValue same;
  Region scratch; ///< holds coefficients while they are compared
  OpBuilder builder; ///< at its end
  std::vector<Family> families;
};

// --- Candidates ---------------------------------------------------------------------

void Merger::findFamilies() {
  llvm::StringMap<size_t> known;
  for (StateOp state : model.getItems<StateOp>()) {
    StringRef full = state.getSymName();
    auto [name, member] = full.split('.');
    if (member.empty()) {
      families.push_back({"", full.str(), {state.getSymNameAttr()}});
      continue;
    }
    auto [entry, fresh] = known.try_emplace(name, families.size());
    if (fresh)
      families.push_back({name.str() + ".", name.str(), {}});
    families[entry->second].states.push_back(state.getSymNameAttr());
  }
}

bool Merger::isCandidate(const Family &family) {
  for (StringAttr name : family.states) {
    const Equation &equation = dynamics.equations[dynamics.index.lookup(name)];
    if (!equation.ddt || equation.allReads.random || outside.has(name) || inside.has(name) ||
        equation.state->hasAttr("gate") || equation.state->hasAttr("coupled") ||
        equation.reads.size() > 16)
      return false;
    Region &init = equation.state.getInit();
    if (!init.empty() && !same.isZero(yieldedValue(init)))
      return false;
  }
  return isSuperposable(family);
}

/// Linear among themselves, without drive.
bool Merger::isSuperposable(const Family &family) {
  for (StringAttr name : family.states) {
    LinearRow row = rowOf(name);
    if (!row.isLinear() || row.lumped || row.form.constant || !row.noise.empty())
      return false;
    for (auto &entry : row.form.coefficients)
      if (!family.has(entry.first))
        return false;
  }
  return true;
}

bool Merger::sameDynamics(const Family &p, const Family &q) {
  if (p.states.size() != q.states.size() || p.prefix.empty() != q.prefix.empty())
    return false;
  for (StringAttr state : p.states) {
    StringAttr other = counterpart(p, state, q);
    if (!q.has(other))
      return false;
    LinearRow mine = rowOf(state), theirs = rowOf(other);
    for (StringAttr column : p.states)
      if (!same.equal(mine.form.coefficient(column),
                      theirs.form.coefficient(counterpart(p, column, q))))
        return false;
  }
  return true;
}

// --- What can be seen of them -----------------------------------------------------------

/// Whether a handler adds to each state what does not depend on any of them, and
/// gives nothing else a value that does.
bool Merger::additive(OnOp handler, const Family &p, const Family &q) {
  AffineInterpreter interpreter(builder);
  for (const Family *family : {&p, &q})
    for (StringAttr state : family->states)
      interpreter.bind(state, AffineForm::variable(builder, handler.getLoc(), state));
  Block &body = handler.getBody().front();
  for (Value argument : body.getArguments())
    interpreter.bindArgument(argument, AffineForm::of(argument));
  interpreter.run(body);
  bool writesP = false, writesQ = false;
  for (StringAttr name : interpreter.written()) {
    AffineForm form = *interpreter.bound(name);
    const bool own = p.has(name) || q.has(name);
    writesP |= p.has(name);
    writesQ |= q.has(name);
    if (!form.isAffine() || form.coefficients.size() != (own ? 1 : 0))
      return false;
    if (own && constantValue(form.coefficient(name)) != 1.0)
      return false;
    // One that may be missing (null) is the number zero, not one.
    if (own && !form.coefficients.count(name))
      return false;
  }
  return !(writesP && writesQ);
}

/// Narrows down k so that all the region gives depends on p + k q only.
bool Merger::signOf(Region &region, const Family &p, const Family &q, std::optional<int> &k) {
  if (region.empty())
    return true;
  AffineInterpreter interpreter(builder);
  for (const Family *family : {&p, &q})
    for (StringAttr state : family->states)
      interpreter.bind(state, AffineForm::variable(builder, region.getLoc(), state));
  Block &body = region.front();
  for (Value argument : body.getArguments())
    interpreter.bindArgument(argument, AffineForm::of(argument));
  interpreter.run(body);
  SmallVector<AffineForm> results;
  for (StringAttr name : interpreter.written())
    results.push_back(*interpreter.bound(name));
  if (Operation *last = body.empty() ? nullptr : &body.back())
    if (auto yield = dyn_cast<YieldOp>(last))
      for (unsigned n = 0; n < yield.getNumOperands(); ++n)
        results.push_back(interpreter.yielded(body, n));
  for (const AffineForm &form : results) {
    if (!form.isAffine())
      return false;
    for (StringAttr state : p.states) {
      Value a = form.coefficient(state), b = form.coefficient(counterpart(p, state, q));
      if (!a && !b)
        continue;
      if ((!k || *k == 1) && same.equal(a, b))
        k = 1;
      else if ((!k || *k == -1) && same.opposite(a, b))
        k = -1;
      else
        return false;
    }
  }
  return true;
}

std::optional<int> Merger::sign(const Family &p, const Family &q) {
  auto mine = [&](StringAttr name) { return p.has(name) || q.has(name); };
  std::optional<int> k;
  for (Operation &item : model.getBodyBlock()) {
    if (isUnseenLet(item))
      continue;
    auto ddt = dyn_cast<DdtOp>(item);
    if (ddt && mine(ddt.getStateAttr().getAttr()))
      continue;
    for (Region &region : item.getRegions()) {
      if (!touches(region, mine))
        continue;
      // A draw or a noise must not be looked at twice, nor written with a state.
      if (auto on = dyn_cast<OnOp>(item)) {
        if (!additive(on, p, q))
          return std::nullopt;
        continue;
      }
      bool writes = false;
      region.walk([&](SetOp set) { writes |= mine(nameOf(set)); });
      if (writes || !signOf(region, p, q, k))
        return std::nullopt;
    }
  }
  return k; // nobody reads them: nothing to gain, dead-state sees to it
}

/// Whether events of both ports add the same, so that they may come through one.
bool Merger::arriveAlike(const Family &p, const Family &q) {
  auto on = model.lookup<OnOp>(p.name), other = model.lookup<OnOp>(q.name);
  if (!on || !other || p.prefix.empty())
    return false;
  Block &a = on.getBody().front(), &b = other.getBody().front();
  if (a.getNumArguments() != b.getNumArguments())
    return false;
  AffineInterpreter first(builder), second(builder);
  for (auto [x, y] : llvm::zip(a.getArguments(), b.getArguments())) {
    first.bindArgument(x, AffineForm::of(x));
    second.bindArgument(y, AffineForm::of(x)); // the same event
  }
  for (StringAttr state : p.states)
    first.bind(state, AffineForm::variable(builder, on.getLoc(), state));
  for (StringAttr state : q.states)
    second.bind(state, AffineForm::variable(builder, on.getLoc(), state));
  first.run(a);
  second.run(b);
  if (first.written().size() != second.written().size())
    return false;
  for (StringAttr name : first.written()) {
    if (!p.has(name))
      return false;
    std::optional<AffineForm> theirs = second.bound(counterpart(p, name, q));
    if (!theirs || !llvm::is_contained(second.written(), counterpart(p, name, q)) ||
        !same.equal(first.bound(name)->constant, theirs->constant))
      return false;
  }
  return true;
}

// --- Merging ------------------------------------------------------------------------

/// Folds what a zero makes trivial, as on paper.
void foldZero(Value zero) {
  for (bool changed = true; changed;) {
    changed = false;
    // An operation may use the zero twice, and folding makes further uses.
    llvm::SmallSetVector<Operation *, 8> users(zero.user_begin(), zero.user_end());
    for (Operation *user : users) {
      if (user->getNumResults() != 1)
        continue;
      const bool first = user->getOperand(0) == zero;
      OpBuilder builder(user);
      Value result;
      if (isa<arith::AddFOp>(user))
        result = user->getOperand(first ? 1 : 0);
      else if (isa<arith::SubFOp>(user) && !first)
        result = user->getOperand(0);
      else if (isa<arith::SubFOp>(user))
        result = arith::NegFOp::create(builder, user->getLoc(), user->getOperand(1));
      else if (isa<arith::MulFOp, arith::NegFOp>(user) || (isa<arith::DivFOp>(user) && first))
        result = zero;
      else
        continue;
      user->getResult(0).replaceAllUsesWith(result);
      user->erase();
      changed = true;
    }
  }
}

void Merger::replaceByZero(Region &region, const Family &q) {
  SmallVector<GetOp> gets;
  region.walk([&](GetOp get) {
    if (q.has(nameOf(get)))
      gets.push_back(get);
  });
  for (GetOp get : gets) {
    OpBuilder builder(get);
    Value zero = arith::ConstantOp::create(builder, get.getLoc(), builder.getF64FloatAttr(0));
    get.replaceAllUsesWith(zero);
    get.erase();
    foldZero(zero);
    if (zero.use_empty())
      zero.getDefiningOp()->erase();
  }
}

void Merger::merge(const Family &p, const Family &q, int k) {
  auto ofQ = [&](StringAttr name) { return q.has(name); };
  auto ofEither = [&](StringAttr name) { return p.has(name) || q.has(name); };
  for (Operation &item : llvm::make_early_inc_range(model.getBodyBlock())) {
    auto ddt = dyn_cast<DdtOp>(item);
    if (ddt && q.has(ddt.getStateAttr().getAttr())) {
      ddt.erase();
      continue;
    }
    // What it would be now nobody wants to know.
    if (isUnseenLet(item) && touches(item.getRegion(0), ofEither)) {
      item.erase();
      continue;
    }
    for (Region &region : item.getRegions()) {
      if (!touches(region, ofQ))
        continue;
      region.walk([&](SetOp set) {
        if (!q.has(nameOf(set)))
          return;
        StringAttr target = counterpart(q, nameOf(set), p);
        OpBuilder builder(set);
        Location loc = set.getLoc();
        auto symbol = FlatSymbolRefAttr::get(target);
        Value before = GetOp::create(builder, loc, builder.getF64Type(), symbol);
        Value after = k > 0 ? arith::AddFOp::create(builder, loc, before, set.getValue())
                                  .getResult()
                            : arith::SubFOp::create(builder, loc, before, set.getValue())
                                  .getResult();
        SetOp::create(builder, loc, symbol, after);
        set.erase();
      });
      replaceByZero(region, q);
    }
  }
}

bool Merger::mergeOne(std::string &note) {
  findFamilies();
  std::vector<Family> candidates;
  for (const Family &family : families)
    if (isCandidate(family))
      candidates.push_back(family);
  // The number of pairs stays bounded however many receptors a neuron has.
  unsigned attempts = 0;
  for (size_t a = 0; a < candidates.size(); ++a)
    for (size_t b = a + 1; b < candidates.size() && attempts < 1000; ++b, ++attempts) {
      const Family &p = candidates[a], &q = candidates[b];
      if (!sameDynamics(p, q))
        continue;
      std::optional<int> k = sign(p, q);
      if (!k)
        continue;
      samePort = *k == 1 && arriveAlike(p, q);
      merge(p, q, *k);
      merged = q.name;
      into = p.name;
      note = model.getSymName().str() + ": " + q.name + " into " + p.name +
             (*k < 0 ? " with its sign reversed" : "");
      return true;
    }
  return false;
}

// --- The pass ------------------------------------------------------------------------

struct NeuroMergeReceptors : impl::NeuroMergeReceptorsBase<NeuroMergeReceptors> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    bool checkpoints = false;
    module.walk([&](Operation *op) { checkpoints |= isa<CheckpointOp, RestoreOp>(op); });
    if (checkpoints) // of programs that may look at other things
      return;
    Mentions outside(module, [](Operation *op) {
      auto model = dyn_cast<ModelOp>(op);
      return model && isElementModel(model);
    });
    for (ModelOp model : module.getOps<ModelOp>()) {
      if (!isElementModel(model))
        continue;
      std::string note;
      for (unsigned rounds = 0; rounds < 256; ++rounds) {
        Merger merger(model, outside);
        if (!merger.mergeOne(note))
          break;
        ++numMerged;
        if (merger.samePort && redirect(model, merger.merged, merger.into))
          note += ", through one port";
        addNote(module, "receptor-merging", note);
      }
    }
  }

  /// Projections to one port of a model's populations go to another.
  bool redirect(ModelOp model, StringRef from, StringRef to) {
    bool any = false;
    for (NetworkOp network : getOperation().getOps<NetworkOp>())
      for (ProjectOp project : network.getBody().front().getOps<ProjectOp>()) {
        if (project.getPort() != from)
          continue;
        auto populations = network.populationsOf(project.getTarget());
        if (populations.empty() || !llvm::all_of(populations, [&](PopulationOp population) {
              return population.getModel() == model.getSymName();
            }))
          continue;
        project.setPort(to);
        any = true;
      }
    return any;
  }
};

} // namespace
} // namespace neuro::nir
