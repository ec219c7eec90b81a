//===- PrintEdges.cpp - Edge classes of a plan as text ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/SpikeToPlan/PrintEdges.h"

using namespace neuro::rt;
using namespace neuro::lowering;

static std::string refName(const ClassPlan &cls, int ref) {
  return ref >= 0 && static_cast<size_t>(ref) < cls.refs.size()
             ? cls.refs[static_cast<size_t>(ref)].name
             : "?";
}

std::string neuro::lowering::edgeText(const FieldPlan &field, const ClassPlan &cls) {
  std::string end = field.end == EdgeEnd::Pre    ? "pre"
                    : field.end == EdgeEnd::Post ? "post"
                    : field.end == EdgeEnd::Ref  ? refName(cls, field.ref)
                                                 : "";
  if (field.role == FieldRole::Draw)
    return " " + field.distribution + " stream " + std::to_string(field.stream);
  if (field.role == FieldRole::Ref)
    return " of class " + field.of;
  if (end.empty())
    return "";
  std::string text = " of " + end;
  if (field.role == FieldRole::End)
    text += "." + field.of;
  return field.nearest ? text + " nearest" : text;
}

std::string neuro::lowering::emitText(const EmitPlan &emit, const ClassPlan &cls) {
  std::string text = cls.fields[static_cast<size_t>(emit.field)].name;
  text += std::string(" by ") + phaseName(emit.phase);
  if (emit.port >= 0)
    text += " " + cls.ports[static_cast<size_t>(emit.port)];
  if (emit.ref >= 0)
    text += " to " + refName(cls, emit.ref) + "." + emit.to;
  return text;
}

std::string neuro::lowering::tieText(Tie tie) {
  return tie == Tie::PreFirst    ? " tie pre_first"
         : tie == Tie::PostFirst ? " tie post_first"
                                 : "";
}

const char *neuro::lowering::phaseName(KernelPlan::Phase phase) {
  constexpr const char *names[] = {"update", "record", "every", "emit",    "pre",
                                   "post",   "port",   "step",  "advance", "signal"};
  return names[phase];
}

std::string neuro::lowering::edgeField(const ProgramPlan &plan, const NetworkPlan &network,
                                       int projection, int field) {
  int cls = network.projections[static_cast<size_t>(projection)].edge.classIndex;
  if (cls < 0 || field < 0)
    return "?";
  return plan.classes[static_cast<size_t>(cls)].fields[static_cast<size_t>(field)].name;
}
