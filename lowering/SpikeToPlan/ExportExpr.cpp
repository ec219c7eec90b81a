//===- ExportExpr.cpp - Expression regions to postfix programs -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A region becomes a graph of instructions, each operation once, and the graph is
// then written out depth first. Operations the runtime lacks are composed of
// those it has.
//
//===----------------------------------------------------------------------===//
#include "lowering/SpikeToPlan/ExportExpr.h"

#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/spike/ir/Spike.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/TypeSwitch.h"

#include <deque>

using namespace neuro;
using namespace neuro::lowering;
using mlir::Operation;
using mlir::Value;
using rt::Instr;
using rt::Op;
namespace arith = mlir::arith;
namespace math = mlir::math;

namespace {

struct Node {
  Instr instr;
  llvm::SmallVector<Node *, 3> operands;
};

class RegionExporter {
public:
  RegionExporter(ExportLeaf leaf, int &stream) : leaf(leaf), stream(stream) {}

  llvm::FailureOr<std::vector<rt::Expr>> run(mlir::Region &region) {
    std::vector<rt::Expr> results;
    if (region.empty())
      return results;
    if (!llvm::hasSingleElement(region) || region.front().empty())
      return region.getParentOp()->emitError("expression region is malformed");
    for (Operation &op : region.front()) {
      if (llvm::isa<spike::YieldOp, nir::YieldOp>(op)) {
        for (Value value : op.getOperands()) {
          llvm::FailureOr<rt::Expr> expr = writeOut(nodes.lookup(value), &op);
          if (mlir::failed(expr))
            return mlir::failure();
          results.push_back(std::move(*expr));
        }
        return results;
      }
      if (mlir::failed(visit(&op)))
        return mlir::failure();
    }
    return region.getParentOp()->emitError("expression region yields nothing");
  }

private:
  // --- Graph ---

  Node *make(Op op, llvm::ArrayRef<Node *> operands = {}) {
    arena.push_back({Instr{op}, {operands.begin(), operands.end()}});
    return &arena.back();
  }
  Node *constant(double value) {
    Node *node = make(Op::Const);
    node->instr.imm = value;
    return node;
  }
  Node *truncated(Node *x) {
    return make(Op::Select, {make(Op::Lt, {x, constant(0)}), make(Op::Ceil, {x}),
                             make(Op::Floor, {x})});
  }
  /// x - y*trunc(x/y), the remainder with the sign of x.
  Node *remainder(Node *x, Node *y) {
    Node *whole = truncated(make(Op::Div, {x, y}));
    return make(Op::Sub, {x, make(Op::Mul, {y, whole})});
  }

  llvm::LogicalResult visit(Operation *op) {
    if (op->getNumRegions())
      return op->emitError("'") << op->getName() << "' is control flow, which an expression "
                                << "evaluated by the runtime cannot have";
    if (op->getNumResults() == 0)
      return op->emitError("'") << op->getName() << "' has no place in an expression";
    llvm::SmallVector<Node *> operands;
    for (Value operand : op->getOperands())
      operands.push_back(nodes.lookup(operand));
    if (llvm::is_contained(operands, nullptr))
      return op->emitError("'") << op->getName() << "' uses a value from outside";
    Node *node = convert(op, operands);
    if (!node) {
      // What is left reads a name.
      llvm::FailureOr<Instr> instr = leaf(op);
      if (mlir::failed(instr))
        return mlir::failure();
      node = make(instr->op);
      node->instr = *instr;
    }
    nodes[op->getResult(0)] = node;
    return mlir::success();
  }

  // --- Operations ---

  Node *convert(Operation *op, llvm::ArrayRef<Node *> x) {
    if (auto value = llvm::dyn_cast<arith::ConstantOp>(op))
      return convertConstant(value);
    if (auto draw = llvm::dyn_cast<spike::DrawOp>(op))
      return convertDraw(draw.getDistribution(), x);
    if (auto draw = llvm::dyn_cast<nir::DrawOp>(op))
      return convertDraw(draw.getDistribution(), x);
    if (auto cmp = llvm::dyn_cast<arith::CmpFOp>(op))
      return convertCompare(cmp.getPredicate(), x[0], x[1]);
    if (auto cmp = llvm::dyn_cast<arith::CmpIOp>(op))
      return convertCompare(cmp.getPredicate(), x[0], x[1]);
    if (op->getResult(0).getType().isInteger(1))
      if (Node *node = convertLogic(op, x))
        return node;
    if (Node *node = convertLeaf(op))
      return node;
    if (x.size() == 1)
      return convertUnary(op, x[0]);
    if (x.size() == 2)
      return convertBinary(op, x[0], x[1]);
    if (llvm::isa<arith::SelectOp>(op))
      return make(Op::Select, x);
    if (llvm::isa<math::FmaOp>(op))
      return make(Op::Add, {make(Op::Mul, {x[0], x[1]}), x[2]});
    return nullptr;
  }

  Node *convertConstant(arith::ConstantOp op) {
    if (auto real = llvm::dyn_cast<mlir::FloatAttr>(op.getValue()))
      return constant(real.getValueAsDouble());
    if (auto integer = llvm::dyn_cast<mlir::IntegerAttr>(op.getValue())) {
      // i1 is 0 or 1, not 0 or -1.
      if (integer.getType().isInteger(1))
        return constant(integer.getValue().getBoolValue());
      return constant(static_cast<double>(integer.getValue().getSExtValue()));
    }
    return nullptr;
  }

  Node *convertDraw(llvm::StringRef name, llvm::ArrayRef<Node *> x) {
    if (name == "kaiming") {
      // normal(0, scale*sqrt(2/edges per target)): He et al., "Delving deep into
      // rectifiers", ICCV 2015.
      Node *share = make(Op::Div, {constant(2), make(Op::FanIn)});
      Node *node = make(Op::Normal, {constant(0), make(Op::Mul, {x[0], make(Op::Sqrt, {share})})});
      node->instr.a = stream++;
      return node;
    }
    auto op = llvm::StringSwitch<std::optional<Op>>(name)
                  .Case("uniform", Op::Uniform)
                  .Case("normal", Op::Normal)
                  .Case("lognormal", Op::LogNormal)
                  .Case("exponential", Op::Exponential)
                  .Case("gamma", Op::Gamma)
                  .Case("choice", Op::Choice)
                  .Default(std::nullopt);
    if (!op)
      return nullptr;
    Node *node = make(*op, x);
    node->instr.a = stream++;
    if (*op == Op::Choice)
      node->instr.b = static_cast<int32_t>(x.size());
    return node;
  }

  Node *convertLeaf(Operation *op) {
    if (llvm::isa<spike::DtOp, nir::DtOp>(op))
      return make(Op::Dt);
    if (llvm::isa<spike::TimeOp, nir::TimeOp>(op))
      return make(Op::Time);
    if (llvm::isa<spike::DistanceOp>(op))
      return make(Op::Distance);
    if (auto index = llvm::dyn_cast<spike::IndexOp>(op))
      return make(index.getEnd() == spike::EdgeEnd::Source ? Op::IndexI : Op::IndexJ);
    if (auto index = llvm::dyn_cast<nir::IndexOp>(op))
      return make(index.getWhich() == "j" ? Op::IndexJ : Op::IndexI);
    if (auto coordinate = llvm::dyn_cast<spike::CoordinateOp>(op)) {
      Node *node = make(Op::Coordinate);
      node->instr.a = static_cast<int32_t>(coordinate.getAxis());
      node->instr.b = coordinate.getEnd() == spike::EdgeEnd::Target;
      return node;
    }
    if (auto column = llvm::dyn_cast<spike::ColumnOp>(op)) {
      Node *node = make(Op::Column);
      node->instr.a = column.getName() == "delay";
      return node;
    }
    return nullptr;
  }

  Node *convertLogic(Operation *op, llvm::ArrayRef<Node *> x) {
    if (x.size() == 2) {
      if (llvm::isa<arith::AndIOp>(op))
        return make(Op::And, x);
      if (llvm::isa<arith::OrIOp>(op))
        return make(Op::Or, x);
      if (llvm::isa<arith::XOrIOp>(op))
        return make(Op::Ne, x);
    }
    return nullptr;
  }

  Node *negation(Node *x) { return make(Op::Not, {x}); }

  /// Comparisons with NaN are false except where the predicate is unordered;
  /// Op::Ne is true for NaN, as in C.
  Node *convertCompare(arith::CmpFPredicate predicate, Node *a, Node *b) {
    switch (predicate) {
    case arith::CmpFPredicate::OLT:
      return make(Op::Lt, {a, b});
    case arith::CmpFPredicate::OLE:
      return make(Op::Le, {a, b});
    case arith::CmpFPredicate::OGT:
      return make(Op::Gt, {a, b});
    case arith::CmpFPredicate::OGE:
      return make(Op::Ge, {a, b});
    case arith::CmpFPredicate::OEQ:
      return make(Op::Eq, {a, b});
    case arith::CmpFPredicate::UNE:
      return make(Op::Ne, {a, b});
    case arith::CmpFPredicate::ULT:
      return negation(make(Op::Ge, {a, b}));
    case arith::CmpFPredicate::ULE:
      return negation(make(Op::Gt, {a, b}));
    case arith::CmpFPredicate::UGT:
      return negation(make(Op::Le, {a, b}));
    case arith::CmpFPredicate::UGE:
      return negation(make(Op::Lt, {a, b}));
    case arith::CmpFPredicate::ONE:
      return make(Op::Or, {make(Op::Lt, {a, b}), make(Op::Gt, {a, b})});
    case arith::CmpFPredicate::UEQ:
      return negation(make(Op::Or, {make(Op::Lt, {a, b}), make(Op::Gt, {a, b})}));
    case arith::CmpFPredicate::ORD:
      return make(Op::And, {make(Op::Eq, {a, a}), make(Op::Eq, {b, b})});
    case arith::CmpFPredicate::UNO:
      return make(Op::Or, {make(Op::Ne, {a, a}), make(Op::Ne, {b, b})});
    case arith::CmpFPredicate::AlwaysTrue:
      return constant(1);
    case arith::CmpFPredicate::AlwaysFalse:
      return constant(0);
    }
    return nullptr;
  }

  Node *convertCompare(arith::CmpIPredicate predicate, Node *a, Node *b) {
    switch (predicate) {
    case arith::CmpIPredicate::eq:
      return make(Op::Eq, {a, b});
    case arith::CmpIPredicate::ne:
      return make(Op::Ne, {a, b});
    case arith::CmpIPredicate::slt:
      return make(Op::Lt, {a, b});
    case arith::CmpIPredicate::sle:
      return make(Op::Le, {a, b});
    case arith::CmpIPredicate::sgt:
      return make(Op::Gt, {a, b});
    case arith::CmpIPredicate::sge:
      return make(Op::Ge, {a, b});
    default:
      return nullptr; // unsigned: counts are signed here
    }
  }

  Node *convertUnary(Operation *op, Node *x) {
    if (auto code = unaryCode(op))
      return make(*code, {x});
    return llvm::TypeSwitch<Operation *, Node *>(op)
        // Conversions between exact numbers of one value.
        .Case<arith::SIToFPOp, arith::UIToFPOp, arith::ExtSIOp, arith::ExtUIOp,
              arith::ExtFOp>([&](auto) { return x; })
        .Case<arith::FPToSIOp, math::TruncOp>([&](auto) { return truncated(x); })
        .Case([&](math::Log1pOp) { return make(Op::Log, {make(Op::Add, {constant(1), x})}); })
        .Case([&](math::Log2Op) {
          return make(Op::Div, {make(Op::Log, {x}), make(Op::Log, {constant(2)})});
        })
        .Case([&](math::Exp2Op) { return make(Op::Pow, {constant(2), x}); })
        .Case([&](math::RsqrtOp) {
          return make(Op::Div, {constant(1), make(Op::Sqrt, {x})});
        })
        .Default([](Operation *) { return nullptr; });
  }

  static std::optional<Op> unaryCode(Operation *op) {
    return llvm::TypeSwitch<Operation *, std::optional<Op>>(op)
        .Case([](arith::NegFOp) { return Op::Neg; })
        .Case<math::AbsFOp, math::AbsIOp>([](auto) { return Op::Abs; })
        .Case([](math::FloorOp) { return Op::Floor; })
        .Case([](math::CeilOp) { return Op::Ceil; })
        .Case([](math::RoundOp) { return Op::Round; })
        .Case([](math::ExpOp) { return Op::Exp; })
        .Case([](math::ExpM1Op) { return Op::Expm1; })
        .Case([](math::LogOp) { return Op::Log; })
        .Case([](math::Log10Op) { return Op::Log10; })
        .Case([](math::SqrtOp) { return Op::Sqrt; })
        .Case([](math::SinOp) { return Op::Sin; })
        .Case([](math::CosOp) { return Op::Cos; })
        .Case([](math::TanOp) { return Op::Tan; })
        .Case([](math::TanhOp) { return Op::Tanh; })
        .Case([](math::AtanOp) { return Op::Atan; })
        .Case([](spike::ExprelrOp) { return Op::Exprelr; })
        .Default([](Operation *) { return std::nullopt; });
  }

  Node *convertBinary(Operation *op, Node *x, Node *y) {
    if (auto code = binaryCode(op))
      return make(*code, {x, y});
    return llvm::TypeSwitch<Operation *, Node *>(op)
        .Case([&](arith::DivSIOp) { return truncated(make(Op::Div, {x, y})); })
        .Case([&](arith::FloorDivSIOp) { return make(Op::Floor, {make(Op::Div, {x, y})}); })
        .Case([&](arith::CeilDivSIOp) { return make(Op::Ceil, {make(Op::Div, {x, y})}); })
        .Case<arith::RemSIOp, arith::RemFOp>([&](auto) { return remainder(x, y); })
        .Default([](Operation *) { return nullptr; });
  }

  static std::optional<Op> binaryCode(Operation *op) {
    return llvm::TypeSwitch<Operation *, std::optional<Op>>(op)
        .Case<arith::AddFOp, arith::AddIOp>([](auto) { return Op::Add; })
        .Case<arith::SubFOp, arith::SubIOp>([](auto) { return Op::Sub; })
        .Case<arith::MulFOp, arith::MulIOp>([](auto) { return Op::Mul; })
        .Case([](arith::DivFOp) { return Op::Div; })
        .Case<arith::MinimumFOp, arith::MinNumFOp, arith::MinSIOp>(
            [](auto) { return Op::Min; })
        .Case<arith::MaximumFOp, arith::MaxNumFOp, arith::MaxSIOp>(
            [](auto) { return Op::Max; })
        .Case<math::PowFOp, math::FPowIOp, math::IPowIOp>([](auto) { return Op::Pow; })
        .Default([](Operation *) { return std::nullopt; });
  }

  // --- Writing out ---

  /// Depth first with an explicit stack: chains of operations may be long.
  llvm::FailureOr<rt::Expr> writeOut(Node *root, Operation *where) {
    rt::Expr expr;
    if (!root)
      return where->emitError("yields a value from outside");
    struct Frame {
      Node *node;
      size_t next;
    };
    std::vector<Frame> stack{{root, 0}};
    int depth = 0, deepest = 0;
    while (!stack.empty()) {
      Frame &top = stack.back();
      if (top.next < top.node->operands.size()) {
        Node *operand = top.node->operands[top.next++];
        stack.push_back({operand, 0});
        continue;
      }
      if (expr.code.size() == MAX_EXPR_INSTRUCTIONS)
        return where->emitError("expression is too large: more than ")
               << MAX_EXPR_INSTRUCTIONS << " operations";
      expr.code.push_back(top.node->instr);
      depth += 1 - static_cast<int>(top.node->operands.size());
      deepest = std::max(deepest, depth);
      stack.pop_back();
    }
    if (deepest > MAX_EXPR_DEPTH)
      return where->emitError("expression is nested too deeply: it needs ")
             << deepest << " intermediate values, " << MAX_EXPR_DEPTH << " are possible";
    return expr;
  }

  ExportLeaf leaf;
  int &stream;
  std::deque<Node> arena;
  llvm::DenseMap<Value, Node *> nodes;
};

} // namespace

llvm::FailureOr<std::vector<rt::Expr>>
neuro::lowering::exportExprs(mlir::Region &region, ExportLeaf leaf, int &stream) {
  return RegionExporter(leaf, stream).run(region);
}

llvm::FailureOr<rt::Expr> neuro::lowering::exportExpr(mlir::Region &region, ExportLeaf leaf,
                                                      int &stream) {
  auto results = exportExprs(region, leaf, stream);
  if (mlir::failed(results))
    return mlir::failure();
  if (results->size() > 1)
    return region.getParentOp()->emitError("yields ")
           << results->size() << " values where one is expected";
  return results->empty() ? rt::Expr() : std::move(results->front());
}

rt::Expr neuro::lowering::combine(Op op, const rt::Expr &a, const rt::Expr &b) {
  rt::Expr result = a;
  result.code.insert(result.code.end(), b.code.begin(), b.code.end());
  result.code.push_back({op});
  return result;
}

rt::Expr neuro::lowering::combine(Op op, const rt::Expr &a) {
  rt::Expr result = a;
  result.code.push_back({op});
  return result;
}
