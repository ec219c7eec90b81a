//===- Seal.h - Checksums of linked models ----------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Only a linked file has its final machine code, so `nc build` writes the checksum into
// it afterwards, where the compiler left room (neuro_model_seal). It covers what is
// mapped and never written: code, constants, the plan, what the system's loader reads;
// not the file's header and sections, which `strip` may change. It is against accidents:
// what the system's loader itself runs, it runs before. An object that others link cannot
// have one: its code is not final before the linker has put it where it goes. Who links it
// seals the whole program with `nc seal`.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_MODEL_SEAL_H
#define NEURO_RUNTIME_MODEL_SEAL_H

#include <string>

struct neuro_model;

namespace neuro::rt {

/// What the room begins with in a file; occurs in it once for each model.
std::string sealMark();

/// Seals a library or program that holds models. An error text, empty on success.
std::string sealModels(const std::string &path);

/// True if the loaded file that `model` is part of was sealed and has changed since.
bool sealIsBroken(const neuro_model &model);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_MODEL_SEAL_H
