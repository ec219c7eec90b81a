//===- Stimuli.cpp - Waveforms into input ports
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

#include "lang/sema/Builtins.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

static constexpr double twoPi = 6.283185307179586476925286766559;

LogicalResult Importer::importStimulus(const ast::StimulateDecl &stimulate) {
  auto target = path(*stimulate.target);
  if (failed(target))
    return failure();
  if (target->member.empty())
    return error(stimulate.target->range) << "name the input port to stimulate";
  place = Place::Waveform;
  auto *call = ast::dynCast<ast::CallExpr>(stimulate.waveform.get());
  StringRef name = call && !call->function ? nameOf(call->callee.get()) : StringRef();
  llvm::StringMap<const ast::Expr *> arguments;
  if (name == "samples" || name == "noise")
    arguments = bindArguments(*call, name, static_cast<int>(sema::Place::Waveform));
  auto required = [&](StringRef argument) -> const ast::Expr * {
    const ast::Expr *value = arguments.lookup(argument);
    if (!value)
      error(call->range) << "'" << name << "' needs '" << argument << "'";
    return value;
  };
  StringAttr file;
  if (name == "samples") {
    auto *text = ast::dynCast<ast::StringExpr>(required("file"));
    if (!text)
      return failure();
    file = str(text->value);
  }
  auto op = create<nir::StimulateOp>(stimulate.range, symbol(target->view),
                                     symbol(inputSymbol(*target)), file,
                                     name == "noise" ? b.getUnitAttr() : UnitAttr());
  LogicalResult result = success();
  if (name == "noise") {
    const ast::Expr *mean = required("mean"), *sd = mean ? required("sd") : nullptr;
    if (!sd)
      return failure();
    result = region(op.getWaveform(), [&] {
      SmallVector<Value> values{convert(*mean), convert(*sd)};
      return yield(stimulate.waveform->range, values);
    });
  } else if (name != "samples") {
    result = expression(op.getWaveform(), *stimulate.waveform);
  }
  if (succeeded(result) && (name == "noise" || name == "samples")) {
    const ast::Expr *interval = required("dt");
    result = interval ? expression(op.getInterval(), *interval) : failure();
  }
  place = Place::Network;
  return result;
}

Value Importer::waveform(const ast::CallExpr &call, StringRef name) {
  SourceRange range = call.range;
  auto arguments = bindArguments(call, name, static_cast<int>(sema::Place::Waveform));
  bool missing = false;
  auto argument = [&](StringRef parameter) -> Value {
    const ast::Expr *value = arguments.lookup(parameter);
    Value converted = value ? convert(*value) : Value();
    if (!value)
      error(range) << "'" << name << "' needs '" << parameter << "'";
    else if (converted && !isNumber(value->range, converted))
      converted = {};
    missing |= !converted;
    return converted;
  };
  Value time = create<nir::TimeOp>(range, quantity(units::Dimension::of(units::Time)));
  auto zeroOf = [&](Value like) {
    return constant(range, 0, cast<nir::QuantityType>(like.getType()).getDimension());
  };
  /// from <= t < until
  auto within = [&](Value from, Value until) -> Value {
    Value begun = compare(range, "ge", time, from);
    Value going = begun ? compare(range, "lt", time, until) : Value();
    return going ? Value(create<nir::AndOp>(range, begun, going)) : Value();
  };

  if (name == "pulse") {
    Value amplitude = argument("amplitude"), from = argument("from"), until = argument("until");
    Value on = missing ? Value() : within(from, until);
    return on ? Value(create<nir::SelectOp>(range, on, amplitude, zeroOf(amplitude))) : Value();
  }
  if (name == "ramp") { // straight from start to end, nothing outside
    Value start = argument("start"), end = argument("end");
    Value from = argument("from"), until = argument("until");
    Value on = missing ? Value() : within(from, until);
    if (!on || !agree(range, start, end))
      return {};
    Value rise = create<nir::SubOp>(range, end, start);
    Value elapsed = create<nir::SubOp>(range, time, from);
    Value duration = create<nir::SubOp>(range, until, from);
    Value fraction = create<nir::DivOp>(range, elapsed, duration);
    Value value = create<nir::MulOp>(range, rise, fraction);
    value = create<nir::AddOp>(range, start, value);
    return create<nir::SelectOp>(range, on, value, zeroOf(value));
  }
  if (name == "sine") { // offset + amplitude*sin(2 pi f t + phase)
    Value amplitude = argument("amplitude"), frequency = argument("frequency");
    Value phase = arguments.contains("phase") ? argument("phase") : Value();
    Value offset = arguments.contains("offset") ? argument("offset") : Value();
    if (missing)
      return {};
    Value circle = constant(range, twoPi, units::Dimension());
    Value angle = create<nir::MulOp>(range, circle, frequency);
    angle = create<nir::MulOp>(range, angle, time);
    if (phase) {
      if (!agree(range, angle, phase))
        return {};
      angle = create<nir::AddOp>(range, angle, phase);
    }
    Value sine = create<nir::CallOp>(range, angle.getType(), str("sin"), angle);
    Value value = create<nir::MulOp>(range, amplitude, sine);
    if (!offset)
      return value;
    return agree(range, offset, value) ? Value(create<nir::AddOp>(range, offset, value))
                                       : Value();
  }
  if (name == "steps") { // nothing before the first time, the last value to the end
    const ast::Expr *timesArgument = arguments.lookup("times");
    const ast::Expr *valuesArgument = arguments.lookup("values");
    const ast::ListExpr *times = timesArgument ? listOf(*timesArgument) : nullptr;
    const ast::ListExpr *values = valuesArgument ? listOf(*valuesArgument) : nullptr;
    if (!times || !values || times->elements.empty() ||
        times->elements.size() != values->elements.size()) {
      error(range) << "'steps' takes two lists of one length";
      return {};
    }
    Value result;
    for (auto [at, to] : llvm::zip_equal(times->elements, values->elements)) {
      Value begin = convert(*at), value = begin ? convert(*to) : Value();
      if (!value || !isNumber(range, value))
        return {};
      Value begun = compare(range, "ge", time, begin);
      if (!begun || (result && !agree(range, result, value)))
        return {};
      result = create<nir::SelectOp>(range, begun, value, result ? result : zeroOf(value));
    }
    return result;
  }
  error(range) << "'" << name << "' stands alone after 'with'";
  return {};
}
