//===- LifText.h - A neuron's kernel as text --------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_JIT_LIFTEXT_H
#define NEURO_TEST_UNIT_JIT_LIFTEXT_H

#include <string>

namespace neuro::test {

inline std::string replaceAll(std::string text, const std::string &from, const std::string &to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// A leaky neuron with a current synapse; REAL is its precision.
inline std::string lifText(const std::string &real) {
  std::string text = R"mlir(
    spike.class @LIF {
      spike.field @pv : f64 role(parameter) slot 0
      spike.field @pi : f64 role(parameter) slot 1
      spike.field @decay : f64 role(parameter) slot 2
      spike.field @ticks : f64 role(parameter) slot 3
      spike.field @V : REAL role(state) element slot 0
      spike.field @I : REAL role(state) element slot 1
      spike.field @syn : REAL role(arrive) element slot 2
      spike.field @refractory : i32 role(refractory) element slot 3
      spike.field @spikes : i8 role(event) element slot 4
      spike.kernel @LIF.update phase(update)
          reads [@pv, @pi, @decay, @ticks, @V, @I, @syn, @refractory]
          writes [@V, @I, @syn, @refractory, @spikes] {
        %V = spike.load @V : REAL
        %I = spike.load @I : REAL
        %w = spike.load @syn : REAL
        spike.clear @syn
        %count = spike.load @refractory : i32
        NONE
        %pv_f64 = spike.load @pv : f64
        ROUND pv
        %pi_f64 = spike.load @pi : f64
        ROUND pi
        %decay_f64 = spike.load @decay : f64
        ROUND decay
        %ticks = spike.load @ticks : f64
        %ticks_i = arith.fptosi %ticks : f64 to i32
        %zero_i = arith.constant 0 : i32
        %one_i = arith.constant 1 : i32
        %held = arith.cmpi sgt, %count, %zero_i : i32
        %leak = arith.mulf %pv, %V : REAL
        %drive = arith.mulf %pi, %I : REAL
        %Vflow = arith.addf %leak, %drive : REAL
        %Iflow = arith.mulf %decay, %I : REAL
        %I1 = arith.addf %Iflow, %w : REAL
        %V1 = arith.select %held, %V, %Vflow : REAL
        %threshold = arith.constant 20.0 : REAL
        %reset = arith.constant 10.0 : REAL
        %above = arith.cmpf oge, %V1, %threshold : REAL
        %true = arith.constant true
        %free = arith.xori %held, %true : i1
        %fires = arith.andi %above, %free : i1
        %V2 = arith.select %fires, %reset, %V1 : REAL
        %less = arith.subi %count, %one_i : i32
        %rest = arith.maxsi %less, %zero_i : i32
        %count1 = arith.select %fires, %ticks_i, %rest : i32
        spike.store @V, %V2 : REAL
        spike.store @I, %I1 : REAL
        spike.store @refractory, %count1 : i32
        spike.mark @spikes if %fires
      }
    })mlir";
  // Uniform fields arrive as f64.
  for (std::string name : {"pv", "pi", "decay"})
    text = replaceAll(text, "ROUND " + name,
                      real == "f32" ? "%" + name + " = arith.truncf %" + name + "_f64 : f64 to f32"
                                    : "%" + name + " = arith.addf %" + name + "_f64, %none : f64");
  text = replaceAll(text, "NONE", real == "f32" ? "" : "%none = arith.constant -0.0 : f64");
  return replaceAll(text, "REAL", real);
}

} // namespace neuro::test

#endif // NEURO_TEST_UNIT_JIT_LIFTEXT_H
