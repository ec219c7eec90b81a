//===- FileEdges.cpp - Connections that are listed ------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/FileEdges.h"

#include <algorithm>
#include <cstring>
#include <memory>

namespace neuro::rt {

void IndexColumn::push_back(int64_t value) {
  if (!isWide) {
    if (value >= 0 && value <= UINT32_MAX) {
      narrow.push_back(static_cast<uint32_t>(value));
      return;
    }
    wide.assign(narrow.begin(), narrow.end());
    std::vector<uint32_t>().swap(narrow);
    isWide = true;
  }
  wide.push_back(value);
}

static uint64_t bitsOf(double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// Whether single precision holds all its bits.
bool ValueColumn::isSingle(double value) {
  if (!(value >= -3.4028234e38 && value <= 3.4028234e38))
    return false; // infinite, too large, or not a number
  return bitsOf(static_cast<double>(static_cast<float>(value))) == bitsOf(value);
}

template <class T> void ValueColumn::spread(std::vector<T> &out) {
  out.reserve(2 * codes.size());
  for (uint16_t code : codes)
    out.push_back(static_cast<T>(different[code]));
  std::vector<uint16_t>().swap(codes);
  std::vector<double>().swap(different);
  codeOf = {};
}

void ValueColumn::push_back(double value) {
  ++count;
  allSingle &= isSingle(value);
  if (form == Codes) {
    if (codeOf.size() < different.size()) // after finish()
      for (size_t k = 0; k < different.size(); ++k)
        codeOf.emplace(bitsOf(different[k]), static_cast<uint16_t>(k));
    const auto known = codeOf.find(bitsOf(value));
    if (known != codeOf.end()) {
      codes.push_back(known->second);
      return;
    }
    if (different.size() <= UINT16_MAX) {
      codeOf.emplace(bitsOf(value), static_cast<uint16_t>(different.size()));
      codes.push_back(static_cast<uint16_t>(different.size()));
      different.push_back(value);
      return;
    }
    form = allSingle ? Singles : Doubles;
    if (form == Singles)
      spread(singles);
    else
      spread(doubles);
  }
  if (form == Singles && !allSingle) {
    form = Doubles;
    doubles.reserve(2 * singles.size());
    doubles.assign(singles.begin(), singles.end());
    std::vector<float>().swap(singles);
  }
  if (form == Singles)
    singles.push_back(static_cast<float>(value));
  else
    doubles.push_back(value);
}

void ValueColumn::finish() {
  codeOf = {};
  codes.shrink_to_fit();
  different.shrink_to_fit();
  singles.shrink_to_fit();
  doubles.shrink_to_fit();
}

Result<void> FileEdges::read(const Visit &visit) const {
  if (target.size() != source.size())
    return Error{"a list of edges has " + std::to_string(source.size()) + " sources but " +
                     std::to_string(target.size()) + " targets",
                 ""};
  auto buffer = std::make_unique<ChunkBuffer>();
  for (size_t first = 0; first < size(); first += EDGE_CHUNK) {
    const size_t count = std::min<size_t>(EDGE_CHUNK, size() - first);
    for (size_t k = 0; k < count; ++k) {
      buffer->source[k] = source[first + k];
      buffer->target[k] = target[first + k];
    }
    for (size_t k = 0; hasWeight() && k < count; ++k)
      buffer->weight[k] = weight[first + k];
    for (size_t k = 0; hasDelay() && k < count; ++k)
      buffer->delay[k] = delay[first + k];
    if (Result<void> r =
            visit(buffer->chunk(first, static_cast<int>(count), hasWeight(), hasDelay()));
        !r)
      return r;
  }
  return {};
}

void FileEdges::append(const EdgeChunk &chunk) {
  for (int k = 0; k < chunk.count; ++k) {
    source.push_back(chunk.source[k]);
    target.push_back(chunk.target[k]);
    if (chunk.weight)
      weight.push_back(chunk.weight[k]);
    if (chunk.delay)
      delay.push_back(chunk.delay[k]);
  }
}

} // namespace neuro::rt
