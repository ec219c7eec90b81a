//===- ConvertContinuous.cpp - A signal becomes an edge class -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A projection with a `signal` gets a class of its own: `end` fields for what it
// reads of its neurons, parameters for what an edge keeps, one `emit` field and a
// kernel of phase `signal`. Whatever the signal computes from things that are
// known when the network is built (parameters of the network, indices, distance)
// becomes a parameter, evaluated once; the kernel holds the rest.
//
// With rule `all` the kernel runs over all sources of one target, so that what is
// read of the target is uniform; otherwise over edges of many targets.
//
// With `via` the class is a copy of the synapse's, to which the kernel is added: an
// edge's own variables are its fields. What the kernel reads of its source has
// fields of its own, because a delay concerns the signal but not the equations.
//
//===----------------------------------------------------------------------===//
#include "lowering/NeuroToSpike/Conversion.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/SetVector.h"

using namespace neuro;
using namespace neuro::lowering;
using mlir::Operation;
using mlir::Value;
using spike::FieldRole;

namespace {

/// When a value of the signal is known, and for whom.
enum class Known { Always, Network, Edge, Tick };

class SignalConverter {
public:
  SignalConverter(nir::ProjectOp project, spike::ProjectionOp projection,
                  llvm::StringRef className, mlir::OpBuilder &classes)
      : project(project), projection(projection), builder(classes),
        name(className.str()) {}

  llvm::LogicalResult run() {
    mlir::Location loc = project.getLoc();
    if (project.getVia()) {
      if (mlir::failed(copySynapse()))
        return mlir::failure();
    } else {
      cls = spike::ClassOp::create(builder, loc, name);
      cls.setEdge(true);
      builder.setInsertionPointToStart(&cls.getBody().emplaceBlock());
    }
    // A rule's arguments may stand there already.
    if (projection.getInits().empty())
      projection.getInits().emplaceBlock();
    inits = mlir::OpBuilder::atBlockEnd(&projection.getInits().front());
    if (!project.getVia() && mlir::failed(addWeight()))
      return mlir::failure();
    // Fields come before the kernel that uses them.
    kernel.setInsertionPointToEnd(&body.emplaceBlock());
    for (Operation &op : project.getSignal().front())
      if (mlir::failed(convert(&op)))
        return mlir::failure();
    builder.setInsertionPointToEnd(&cls.getBody().front());
    auto made = spike::KernelOp::create(builder, loc, name + ".signal", spike::Phase::Signal);
    made.getBody().takeBody(body);
    made.refreshAccesses();
    projection.setViaAttr(mlir::FlatSymbolRefAttr::get(cls.getSymNameAttr()));
    projection.setContinuous(true);
    return mlir::success();
  }

private:
  mlir::Type f64() { return builder.getF64Type(); }

  std::string freeName(llvm::StringRef wanted) {
    std::string result = wanted.str();
    for (unsigned n = 1; !taken.insert(result).second; ++n)
      result = (wanted + llvm::Twine(n)).str();
    return result;
  }

  spike::FieldOp addField(mlir::Location loc, llvm::StringRef fieldName, FieldRole role,
                          bool perElement) {
    return spike::FieldOp::create(builder, loc, fieldName, f64(), role, perElement,
                                  mlir::StringAttr(), mlir::FloatAttr());
  }

  /// The class of the synapse, with kernels of its own, since a kernel's name is
  /// that of a function.
  llvm::LogicalResult copySynapse() {
    auto module = project->getParentOfType<mlir::ModuleOp>();
    auto synapse = module.lookupSymbol<spike::ClassOp>(*project.getVia());
    if (!synapse)
      return project.emitError("has no synapse '") << *project.getVia() << "'";
    cls = llvm::cast<spike::ClassOp>(builder.clone(*synapse));
    cls.setSymName(name);
    mlir::Block &block = cls.getBody().front();
    Operation *last = nullptr;
    for (Operation &op : block) {
      if (auto kernel = llvm::dyn_cast<spike::KernelOp>(op)) {
        llvm::StringRef rest = kernel.getSymName();
        rest.consume_front(synapse.getSymName());
        kernel.setSymName((name + rest).str());
        continue;
      }
      if (auto field = llvm::dyn_cast<spike::FieldOp>(op))
        taken.insert(field.getSymName());
      if (llvm::isa<spike::FieldOp, spike::EmitOp>(op))
        last = &op;
    }
    // Fields come before kernels.
    if (last)
      builder.setInsertionPointAfter(last);
    else
      builder.setInsertionPointToStart(&block);
    return mlir::success();
  }

  /// The edge's own value `w`.
  llvm::LogicalResult addWeight() {
    if (project.getInits().empty())
      return mlir::success();
    for (auto init : llvm::make_early_inc_range(
             project.getInits().front().getOps<nir::InitOp>())) {
      Known known = knownIn(init.getValue());
      if (init.getDraws())
        known = Known::Edge;
      taken.insert(init.getField());
      addField(init.getLoc(), init.getField(), FieldRole::Parameter, known == Known::Edge);
      auto made = spike::InitOp::create(inits, init.getLoc(), init.getField(), init.getDraws());
      if (mlir::failed(moveExpression(init.getValue(), made.getValue(), Home::Edge)))
        return mlir::failure();
    }
    return mlir::success();
  }

  // --- What is known when ---

  static Known leaf(Operation *op) {
    if (auto get = llvm::dyn_cast<nir::GetOp>(op))
      return get.getVariable().getNestedReferences().empty() ? Known::Network : Known::Tick;
    if (llvm::isa<nir::TimeOp>(op))
      return Known::Tick;
    if (op->getNumOperands() == 0 && mlir::matchPattern(op, mlir::m_Constant()))
      return Known::Always;
    if (llvm::isa<nir::DtOp>(op))
      return Known::Network;
    // Indices, distance, coordinates and draws.
    return op->getDialect() &&
                   op->getDialect()->getNamespace() ==
                       nir::NeuroDialect::getDialectNamespace()
               ? Known::Edge
               : Known::Always;
  }

  Known knownOf(Operation *op) {
    if (llvm::isa<nir::GetOp>(op) || op->getNumOperands() == 0)
      return leaf(op);
    Known known = op->getDialect()->getNamespace() ==
                          nir::NeuroDialect::getDialectNamespace()
                      ? Known::Edge
                      : Known::Always;
    for (Value operand : op->getOperands())
      known = std::max(known, when.lookup(operand));
    return known;
  }

  static Known knownIn(mlir::Region &region) {
    Known known = Known::Always;
    for (Operation &op : region.front().without_terminator()) {
      auto get = llvm::dyn_cast<nir::GetOp>(op);
      bool ofEnd = get && !get.getVariable().getNestedReferences().empty();
      if (ofEnd || (!get && leaf(&op) == Known::Edge))
        known = Known::Edge;
    }
    return known;
  }

  // --- The kernel ---

  llvm::LogicalResult convert(Operation *op) {
    if (auto yield = llvm::dyn_cast<nir::YieldOp>(op)) {
      Value value = use(yield.getValues().front());
      if (!value)
        return mlir::failure();
      std::string field = freeName("signal");
      addField(op->getLoc(), field, FieldRole::Emit, true);
      spike::EmitOp::create(builder, op->getLoc(),
                            mlir::FlatSymbolRefAttr::get(builder.getContext(), field),
                            spike::PhaseAttr::get(builder.getContext(), spike::Phase::Signal),
                            mlir::StringAttr(), mlir::StringAttr(), mlir::StringAttr());
      spike::StoreOp::create(kernel, op->getLoc(), field, value);
      return mlir::success();
    }
    Known known = knownOf(op);
    for (Value result : op->getResults())
      when[result] = known;
    if (known != Known::Tick)
      return mlir::success(); // made into a field where it is used
    if (auto get = llvm::dyn_cast<nir::GetOp>(op)) {
      auto field = fieldOf(get);
      if (mlir::failed(field))
        return mlir::failure();
      mapping.map(get.getResult(),
                  spike::LoadOp::create(kernel, op->getLoc(), f64(), *field).getResult());
      return mlir::success();
    }
    if (auto time = llvm::dyn_cast<nir::TimeOp>(op)) {
      mapping.map(time.getResult(),
                  spike::TimeOp::create(kernel, op->getLoc(), f64()).getResult());
      return mlir::success();
    }
    for (Value operand : op->getOperands())
      if (!use(operand))
        return mlir::failure();
    kernel.clone(*op, mapping);
    return mlir::success();
  }

  /// `pre.x`, `post.x` or `edge.w` as a field.
  llvm::FailureOr<std::string> fieldOf(nir::GetOp get) {
    mlir::SymbolRefAttr variable = get.getVariable();
    llvm::StringRef root = variable.getRootReference().getValue();
    std::string member;
    for (mlir::FlatSymbolRefAttr part : variable.getNestedReferences())
      member += (member.empty() ? "" : ".") + part.getValue().str();
    if (root == "edge")
      return member;
    if (root != "pre" && root != "post")
      return get.emitError("'") << variable << "' cannot be read by a signal";
    auto [entry, isNew] = ends.try_emplace((root + "." + member).str());
    if (!isNew)
      return entry->second;
    entry->second = freeName(entry->first());
    bool pre = root == "pre";
    // Rule `all` runs the kernel target by target.
    bool uniform = !pre && project.getRule() == "all" && projection.getWhere().empty() &&
                   !project.getGap() && !project.getVia();
    auto field = addField(get.getLoc(), entry->second, FieldRole::End, !uniform);
    field.setEnd(pre ? spike::End::Pre : spike::End::Post);
    field.setOf(member);
    return entry->second;
  }

  /// The value in the kernel of a value of the signal.
  Value use(Value value) {
    if (Value known = mapping.lookupOrNull(value))
      return known;
    Operation *op = value.getDefiningOp();
    Known known = when.lookup(value);
    if (known == Known::Always) {
      llvm::SetVector<Operation *> slice = sliceOf(op);
      for (Operation *part : slice)
        if (!mapping.contains(part->getResult(0)))
          kernel.clone(*part, mapping);
      return mapping.lookup(value);
    }
    std::string field = parameterFor(value, known == Known::Edge);
    if (field.empty())
      return {};
    Value loaded = spike::LoadOp::create(kernel, op->getLoc(), f64(), field);
    if (value.getType().isInteger(1)) {
      Value zero = mlir::arith::ConstantOp::create(kernel, op->getLoc(),
                                                   kernel.getF64FloatAttr(0));
      loaded = mlir::arith::CmpFOp::create(kernel, op->getLoc(),
                                           mlir::arith::CmpFPredicate::UNE, loaded, zero);
    }
    mapping.map(value, loaded);
    return loaded;
  }

  /// Operations that `op` is computed by, in order.
  llvm::SetVector<Operation *> sliceOf(Operation *op) {
    llvm::SetVector<Operation *> needed;
    llvm::SmallVector<Operation *> open{op};
    while (!open.empty()) {
      Operation *next = open.pop_back_val();
      if (!needed.insert(next))
        continue;
      for (Value operand : next->getOperands())
        if (Operation *definition = operand.getDefiningOp())
          open.push_back(definition);
    }
    llvm::SetVector<Operation *> ordered;
    for (Operation &candidate : project.getSignal().front())
      if (needed.contains(&candidate))
        ordered.insert(&candidate);
    return ordered;
  }

  /// A parameter that holds `value`, evaluated when the network is built; "" after
  /// an error.
  std::string parameterFor(Value value, bool perElement) {
    Operation *op = value.getDefiningOp();
    auto get = llvm::dyn_cast<nir::GetOp>(op);
    std::string field =
        freeName(get ? get.getVariable().getRootReference().getValue() : llvm::StringRef("c"));
    addField(op->getLoc(), field, FieldRole::Parameter, perElement);
    auto init = spike::InitOp::create(inits, op->getLoc(), field, false);
    mlir::Region expression;
    // Not atBlockEnd, which asks the region's parent for the context.
    mlir::OpBuilder at(builder.getContext());
    at.setInsertionPointToEnd(&expression.emplaceBlock());
    mlir::IRMapping local;
    for (Operation *part : sliceOf(op))
      at.clone(*part, local);
    Value result = local.lookup(value);
    if (result.getType().isInteger(1)) // a condition is kept as 0 or 1
      result = mlir::arith::SelectOp::create(
          at, op->getLoc(), result,
          mlir::arith::ConstantOp::create(at, op->getLoc(), at.getF64FloatAttr(1)),
          mlir::arith::ConstantOp::create(at, op->getLoc(), at.getF64FloatAttr(0)));
    nir::YieldOp::create(at, op->getLoc(), result);
    return mlir::succeeded(moveExpression(expression, init.getValue(), Home::Edge))
               ? field
               : std::string();
  }

  nir::ProjectOp project;
  spike::ProjectionOp projection;
  mlir::OpBuilder &builder;
  mlir::OpBuilder inits{builder.getContext()}, kernel{builder.getContext()};
  std::string name;
  spike::ClassOp cls;
  mlir::Region body;
  mlir::IRMapping mapping;
  llvm::DenseMap<Value, Known> when;
  llvm::StringMap<std::string> ends;
  llvm::StringSet<> taken;
};

} // namespace

llvm::LogicalResult neuro::lowering::convertSignal(nir::ProjectOp project,
                                                   spike::ProjectionOp projection,
                                                   mlir::OpBuilder &classes) {
  auto module = project->getParentOfType<mlir::ModuleOp>();
  auto network = projection->getParentOfType<spike::NetworkOp>();
  std::string wanted = (network.getSymName() + "." +
                        project.getLabel().value_or(project.getSymName()) + ".edges")
                           .str(),
              name = wanted;
  for (unsigned n = 1; module.lookupSymbol(name); ++n)
    name = wanted + std::to_string(n);
  mlir::OpBuilder::InsertionGuard guard(classes);
  return SignalConverter(project, projection, name, classes).run();
}
