//===- PrintEmitC.cpp - EmitC to C99 that one can read --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's translateToCpp numbers values v1, v2, … and gives each a statement. Here a
// value that is used once stands where it is used, others get names of the program,
// and comments say which line a statement comes from. Operators keep the order of
// their operands: a sum is printed so that C adds in the order of the IR.
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToC/SpikeToC.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/raw_ostream.h"

#include <charconv>

using namespace mlir;

namespace neuro::lowering {

namespace {

/// Of C's operators; what binds tighter is greater.
enum Strength { Choice = 1, Or, And, BitOr, BitXor, BitAnd, Equal, Relation, Shift, Sum, Product, Unary, Primary };

struct Text {
  std::string text;
  Strength strength = Primary;
};

std::string typeName(Type type) {
  if (type.isF32())
    return "float";
  if (type.isF64())
    return "double";
  if (type.isInteger(1))
    return "bool";
  if (auto whole = dyn_cast<IntegerType>(type))
    return (whole.isUnsigned() ? "uint" : "int") + std::to_string(whole.getWidth()) + "_t";
  if (auto opaque = dyn_cast<emitc::OpaqueType>(type))
    return opaque.getValue().str();
  if (auto pointer = dyn_cast<emitc::PointerType>(type))
    return typeName(pointer.getPointee()) + " *";
  return "void";
}

Text numberText(Attribute value, Type type) {
  if (auto real = dyn_cast<FloatAttr>(value)) {
    const APFloat number = real.getValue();
    if (number.isNaN())
      return {"NAN", Primary};
    if (number.isInfinity())
      return {number.isNegative() ? "-INFINITY" : "INFINITY", number.isNegative() ? Unary : Primary};
    // The fewest digits that give the bits back.
    char digits[64];
    const std::to_chars_result end =
        type.isF32() ? std::to_chars(digits, digits + sizeof digits, number.convertToFloat())
                     : std::to_chars(digits, digits + sizeof digits, number.convertToDouble());
    std::string text(digits, end.ptr);
    if (text.find_first_of(".e") == std::string::npos)
      text += ".0";
    if (type.isF32())
      text += "f";
    return {text, number.isNegative() ? Unary : Primary};
  }
  auto whole = cast<IntegerAttr>(value);
  if (type.isInteger(1))
    return {whole.getValue().isZero() ? "false" : "true", Primary};
  auto integer = cast<IntegerType>(type);
  std::string text;
  if (integer.isUnsigned()) {
    const uint64_t bits = whole.getValue().getZExtValue();
    llvm::raw_string_ostream stream(text);
    if (bits > 0xffff)
      stream << "0x", stream.write_hex(bits);
    else
      stream << bits;
    if (integer.getWidth() == 32)
      stream << "u";
    else if (integer.getWidth() == 64)
      stream << "u" << (bits > 0xffffffffu ? "ll" : "");
    return {text, Primary};
  }
  return {std::to_string(whole.getValue().getSExtValue()),
          whole.getValue().isNegative() ? Unary : Primary};
}

/// "file.neuro", 12, of what the program says; false if a location is none.
bool placeOf(Location loc, StringRef &file, unsigned &line) {
  if (auto place = dyn_cast<FileLineColLoc>(loc)) {
    file = place.getFilename().getValue();
    line = place.getLine();
    return true;
  }
  if (auto name = dyn_cast<NameLoc>(loc))
    return placeOf(name.getChildLoc(), file, line);
  if (auto call = dyn_cast<CallSiteLoc>(loc))
    return placeOf(call.getCallee(), file, line) || placeOf(call.getCaller(), file, line);
  if (auto fused = dyn_cast<FusedLoc>(loc))
    for (Location part : fused.getLocations())
      if (placeOf(part, file, line))
        return true;
  return false;
}

/// "dV" of V' = … and of gate V(…), "v" of let v = …, else "".
std::string definedBy(StringRef line) {
  auto word = [](StringRef text) {
    return text.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; });
  };
  for (StringRef intro : {"let ", "gate "})
    if (line.consume_front(intro)) {
      StringRef name = word(line.ltrim());
      return name.empty() ? "" : (intro == "let " ? name.str() : ("d" + name).str());
    }
  StringRef name = word(line);
  return !name.empty() && line.drop_front(name.size()).starts_with("'") ? ("d" + name).str() : "";
}

class Printer {
public:
  Printer(emitc::FuncOp function, const LineOf &lines) : function(function), lines(lines) {}

  std::string print(StringRef specifiers);

private:
  emitc::FuncOp function;
  const LineOf &lines;
  std::string out;
  unsigned indent = 0;
  llvm::DenseMap<Value, Text> texts;
  CNames names;
  std::string lastPlace;
  unsigned numbered = 0;

  static constexpr size_t columns = 100, longest = 64;

  void line(const std::string &text);
  void comment(Location loc);
  void printBlock(Block &block);
  void printOp(Operation &op);
  void printFor(emitc::ForOp op);
  void printIf(emitc::IfOp op);
  void value(Operation &op, Text text);
  Text expression(Operation &op);
  std::string operand(Value value, Strength least);
  std::string bare(Value value) { return operand(value, Choice); }
  Text binary(Operation &op, const char *symbol, Strength strength);
  std::string arguments(ValueRange values);
  std::string freshName(Operation &op);
};

/// One statement, broken where it is too long.
void Printer::line(const std::string &text) {
  std::string rest = std::string(indent, ' ') + text;
  const std::string more(indent + 4, ' ');
  while (rest.size() > columns) {
    // After a comma or around an operator, but not within parentheses if it can be helped.
    size_t at = std::string::npos;
    int depth = 0, best = 1000;
    const bool list = text.back() == ')'; // of parameters
    for (size_t k = 0; k < columns && k < rest.size(); ++k) {
      if (rest[k] == '(')
        ++depth;
      else if (rest[k] == ')')
        --depth;
      else if (rest[k] == ' ' && k > more.size() + 24) {
        // A list is broken after a comma.
        const int cost = 2 * depth + (rest[k - 1] == ',' ? 0 : list ? 2 : 1);
        if (cost <= best) {
          best = cost;
          at = k;
        }
      }
    }
    if (at == std::string::npos)
      break;
    out += rest.substr(0, at) + "\n";
    rest = more + rest.substr(at + 1);
  }
  out += rest + "\n";
}

/// The line of the program that what follows comes from, once.
void Printer::comment(Location loc) {
  StringRef file;
  unsigned number = 0;
  if (!lines || !placeOf(loc, file, number))
    return;
  std::string place = (llvm::StringRef(file).rsplit('/').second.empty() ? file : file.rsplit('/').second).str() +
                      ":" + std::to_string(number);
  if (place == lastPlace)
    return;
  std::string text = lines(file, number);
  // Where a model or block begins nothing is said of what it computes.
  if (!text.empty() && text.back() == '{')
    return;
  for (size_t at; (at = text.find("*/")) != std::string::npos;)
    text.replace(at, 2, "* /");
  for (size_t at; (at = text.find("/*")) != std::string::npos;)
    text.replace(at, 2, "/ *");
  lastPlace = place;
  out += std::string(indent, ' ') + "/* " + place + (text.empty() ? "" : ": " + text) + " */\n";
}

std::string Printer::operand(Value value, Strength least) {
  const Text &text = texts[value];
  return text.strength < least ? "(" + text.text + ")" : text.text;
}

std::string Printer::arguments(ValueRange values) {
  std::string list;
  for (Value value : values)
    list += (list.empty() ? "" : ", ") + bare(value);
  return list;
}

Text Printer::binary(Operation &op, const char *symbol, Strength strength) {
  // Bits, shifts and logic are bracketed where C's precedence is not what people know.
  const bool known = strength == Sum || strength == Product;
  const Strength left = known ? strength : strength == And || strength == Or ? Equal : Unary;
  const Strength right = known ? static_cast<Strength>(strength + 1) : left;
  auto same = [&](Value value) {
    // a && b && c needs no brackets.
    return (strength == And || strength == Or) && texts[value].strength == strength;
  };
  Value x = op.getOperand(0), y = op.getOperand(1);
  std::string lhs = same(x) ? texts[x].text : operand(x, strength >= Equal && strength <= Relation ? Shift : left);
  std::string rhs = operand(y, strength >= Equal && strength <= Relation ? Shift : right);
  return {lhs + " " + symbol + " " + rhs, strength};
}

Text Printer::expression(Operation &op) {
  return TypeSwitch<Operation *, Text>(&op)
      .Case([&](emitc::ConstantOp o) { return numberText(o.getValue(), o.getType()); })
      .Case([&](emitc::LiteralOp o) { return Text{o.getValue().str(), Primary}; })
      .Case([&](emitc::AddOp) { return binary(op, "+", Sum); })
      .Case([&](emitc::SubOp) { return binary(op, "-", Sum); })
      .Case([&](emitc::MulOp) { return binary(op, "*", Product); })
      .Case([&](emitc::DivOp) { return binary(op, "/", Product); })
      .Case([&](emitc::RemOp) { return binary(op, "%", Product); })
      .Case([&](emitc::BitwiseAndOp) { return binary(op, "&", BitAnd); })
      .Case([&](emitc::BitwiseOrOp) { return binary(op, "|", BitOr); })
      .Case([&](emitc::BitwiseXorOp) { return binary(op, "^", BitXor); })
      .Case([&](emitc::BitwiseLeftShiftOp) { return binary(op, "<<", Shift); })
      .Case([&](emitc::BitwiseRightShiftOp) { return binary(op, ">>", Shift); })
      .Case([&](emitc::LogicalAndOp) { return binary(op, "&&", And); })
      .Case([&](emitc::LogicalOrOp) { return binary(op, "||", Or); })
      .Case([&](emitc::LogicalNotOp o) { return Text{"!" + operand(o.getOperand(), Unary), Unary}; })
      .Case([&](emitc::UnaryMinusOp o) {
        std::string x = operand(o.getOperand(), Unary);
        return Text{(x[0] == '-' ? "-(" + x + ")" : "-" + x), Unary};
      })
      .Case([&](emitc::CmpOp o) {
        static const char *const symbols[] = {"==", "!=", "<", "<=", ">", ">=", "<=>"};
        const unsigned which = static_cast<unsigned>(o.getPredicate());
        return binary(op, symbols[which], which < 2 ? Equal : Relation);
      })
      .Case([&](emitc::ConditionalOp o) {
        return Text{operand(o.getCondition(), Or) + " ? " + operand(o.getTrueValue(), Or) + " : " +
                        operand(o.getFalseValue(), Or),
                    Choice};
      })
      .Case([&](emitc::CastOp o) {
        return Text{"(" + typeName(o.getType()) + ")" + operand(o.getSource(), Unary), Unary};
      })
      .Case([&](emitc::CallOpaqueOp o) {
        return Text{o.getCallee().str() + "(" + arguments(o.getOperands()) + ")", Primary};
      })
      .Case([&](emitc::SubscriptOp o) {
        return Text{operand(o.getValue(), Primary) + "[" + arguments(o.getIndices()) + "]", Primary};
      })
      .Case([&](emitc::LoadOp o) { return Text{bare(o.getOperand()), Primary}; })
      .Default([](Operation *) { return Text{"", Primary}; });
}

std::string Printer::freshName(Operation &op) {
  if (auto given = op.getAttrOfType<StringAttr>(nameAttribute))
    return names.of(given.str());
  // What a line defines lends its name to parts of it: dV, dV_2 of V' = ….
  StringRef file;
  unsigned number = 0;
  if (lines && placeOf(op.getLoc(), file, number))
    if (std::string defined = definedBy(lines(file, number)); !defined.empty())
      return names.of(defined);
  return names.of("x" + std::to_string(++numbered));
}

/// A value stands where it is used, or gets a variable.
void Printer::value(Operation &op, Text text) {
  Value result = op.getResult(0);
  const bool isPlace = isa<emitc::SubscriptOp, emitc::ConstantOp, emitc::LiteralOp>(op);
  bool local = op.hasAttr(localAttribute);
  if (auto load = dyn_cast<emitc::LoadOp>(op))
    // Elements are not stored to before the end; variables in loops are.
    local |= isa_and_nonnull<emitc::VariableOp>(load.getOperand().getDefiningOp()) &&
             !load->getParentOfType<emitc::FuncOp>()->hasAttr("c.straight");
  else if (!isPlace)
    local |= (!result.hasOneUse() && !result.use_empty()) || text.text.size() > longest;
  if (result.use_empty())
    return;
  if (!local || isPlace) {
    texts[result] = std::move(text);
    return;
  }
  comment(op.getLoc());
  const std::string name = freshName(op);
  line("const " + typeName(result.getType()) + " " + name + " = " + text.text + ";");
  texts[result] = {name, Primary};
}

void Printer::printFor(emitc::ForOp op) {
  auto given = op->getAttrOfType<StringAttr>(nameAttribute);
  const std::string i = names.of(given ? given.str() : "i");
  texts[op.getInductionVar()] = {i, Primary};
  std::string step = bare(op.getStep());
  line("for (" + typeName(op.getInductionVar().getType()) + " " + i + " = " + bare(op.getLowerBound()) +
       "; " + i + " < " + bare(op.getUpperBound()) + "; " +
       (step == "1" ? "++" + i : i + " += " + step) + ") {");
  indent += 2;
  printBlock(*op.getBody());
  indent -= 2;
  line("}");
}

void Printer::printIf(emitc::IfOp op) {
  line("if (" + bare(op.getCondition()) + ") {");
  indent += 2;
  printBlock(op.getThenRegion().front());
  indent -= 2;
  if (!op.getElseRegion().empty() &&
      llvm::any_of(op.getElseRegion().front(), [](Operation &o) { return !isa<emitc::YieldOp>(o); })) {
    line("} else {");
    indent += 2;
    printBlock(op.getElseRegion().front());
    indent -= 2;
  }
  line("}");
}

void Printer::printOp(Operation &op) {
  if (isa<emitc::YieldOp>(op))
    return;
  if (auto end = dyn_cast<emitc::ReturnOp>(op)) {
    if (end.getOperand())
      line("return " + bare(end.getOperand()) + ";");
    return;
  }
  if (auto loop = dyn_cast<emitc::ForOp>(op))
    return printFor(loop);
  if (auto branch = dyn_cast<emitc::IfOp>(op))
    return printIf(branch);
  if (auto text = dyn_cast<emitc::VerbatimOp>(op)) {
    if (text.getValue() == loopCloses)
      indent -= 2;
    if (text.getValue() == loopEnds)
      line("if (!" + operand(text.getFmtArgs()[0], Unary) + ")\n" + std::string(indent + 2, ' ') + "break;");
    else
      line(text.getValue().str());
    if (text.getValue() == loopBegins)
      indent += 2;
    return;
  }
  if (auto variable = dyn_cast<emitc::VariableOp>(op)) {
    const std::string name = freshName(op);
    line(typeName(cast<emitc::LValueType>(variable.getType()).getValueType()) + " " + name + ";");
    texts[variable.getResult()] = {name, Primary};
    return;
  }
  if (auto assign = dyn_cast<emitc::AssignOp>(op))
    return line(bare(assign.getVar()) + " = " + bare(assign.getValue()) + ";");
  if (op.getNumResults() == 0) {
    comment(op.getLoc());
    return line(expression(op).text + ";");
  }
  value(op, expression(op));
}

void Printer::printBlock(Block &block) {
  for (Operation &op : block)
    printOp(op);
}

std::string Printer::print(StringRef specifiers) {
  ArrayRef<Type> results = function.getFunctionType().getResults();
  std::string head = (specifiers + " " + (results.empty() ? "void" : typeName(results[0])) + " " +
                      function.getName() + "(").str();
  auto given = function->getAttrOfType<ArrayAttr>(namesAttribute);
  std::string list;
  for (auto [k, argument] : llvm::enumerate(function.getArguments())) {
    StringRef name = cast<StringAttr>(given[k]).getValue();
    const bool isConst = name.consume_front("const ");
    const std::string own = names.of(name.str());
    std::string text = typeName(argument.getType());
    if (isa<emitc::PointerType>(argument.getType())) {
      const bool isStruct = isa<emitc::OpaqueType>(
          cast<emitc::PointerType>(argument.getType()).getPointee());
      // See KERNEL in runtime/ccode/Text.cpp.
      text = (isConst ? "const " : "") + text + (isStruct || specifiers != "KERNEL" ? "" : "restrict ") + own;
    } else {
      text += " " + own;
    }
    list += (list.empty() ? "" : ", ") + text;
    texts[argument] = {own, Primary};
  }
  line(head + list + ")");
  line("{");
  indent = 2;
  printBlock(function.getBody().front());
  indent = 0;
  line("}");
  return std::move(out);
}

} // namespace

std::string printFunction(emitc::FuncOp function, StringRef specifiers, const LineOf &lines) {
  bool loops = false;
  Operation *top = nullptr;
  function.walk([&](emitc::ForOp loop) {
    loops |= top != nullptr || !loop->hasAttr(nameAttribute);
    top = loop;
  });
  function.walk([&](emitc::VerbatimOp) { loops = true; });
  // A variable of a branch never changes after it.
  if (!loops)
    function->setAttr("c.straight", UnitAttr::get(function.getContext()));
  return Printer(function, lines).print(specifiers);
}

} // namespace neuro::lowering
