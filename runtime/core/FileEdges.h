//===- FileEdges.h - Connections that are listed ----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A simulation reads a list several times: to count the synapses, to make them, and again
// when they are looked at or given other weights. A list that is a file stays there, and a
// few thousand edges at a time are in memory; a table of synapses often takes less than its
// list would. One that is held takes the space its values need, mostly 8 to 14 bytes an
// edge, and gives back exactly what was put in.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_FILEEDGES_H
#define NEURO_RUNTIME_CORE_FILEEDGES_H

#include "runtime/core/Result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <unordered_map>
#include <vector>

namespace neuro::rt {

/// Numbers of elements: 32 bits each as long as that holds all.
class IndexColumn {
public:
  IndexColumn() = default;
  IndexColumn(std::initializer_list<int64_t> values) {
    for (int64_t value : values)
      push_back(value);
  }
  void push_back(int64_t value);
  void reserve(size_t n) { narrow.reserve(n); }
  size_t size() const { return isWide ? wide.size() : narrow.size(); }
  int64_t operator[](size_t k) const { return isWide ? wide[k] : narrow[k]; }
  size_t bytes() const {
    return narrow.capacity() * sizeof(uint32_t) + wide.capacity() * sizeof(int64_t);
  }

private:
  bool isWide = false;
  std::vector<uint32_t> narrow;
  std::vector<int64_t> wide;
};

/// Real numbers: 16-bit codes while there are few different ones, as delays on a grid are,
/// else single precision as long as that is what they are, else double.
class ValueColumn {
public:
  ValueColumn() = default;
  ValueColumn(std::initializer_list<double> values) {
    for (double value : values)
      push_back(value);
  }
  void push_back(double value);
  /// No more will come.
  void finish();
  bool empty() const { return size() == 0; }
  size_t size() const { return count; }
  double operator[](size_t k) const {
    return form == Codes ? different[codes[k]] : form == Singles ? singles[k] : doubles[k];
  }
  size_t bytes() const {
    return codes.capacity() * sizeof(uint16_t) + singles.capacity() * sizeof(float) +
           (doubles.capacity() + different.capacity()) * sizeof(double);
  }

private:
  static bool isSingle(double value);
  template <class T> void spread(std::vector<T> &out);
  enum { Codes, Singles, Doubles } form = Codes;
  size_t count = 0;
  bool allSingle = true;
  std::vector<uint16_t> codes;
  std::vector<double> different; ///< by code
  std::unordered_map<uint64_t, uint16_t> codeOf; ///< of a value's bits; empty once finished
  std::vector<float> singles;
  std::vector<double> doubles;
};

/// Some edges of a list, one after the other: indices in the views of their projection.
struct EdgeChunk {
  size_t first = 0; ///< number of the first one, counted from 0
  int count = 0;
  const int64_t *source = nullptr, *target = nullptr;
  const double *weight = nullptr; ///< in the unit of the port as declared; null without one
  const double *delay = nullptr;  ///< ms; null without one
};
/// All chunks of a list have as many edges, but for the last one.
constexpr int EDGE_CHUNK = 4096;

/// A list of edges, which can be read from its beginning as often as it takes.
class ListedEdges {
public:
  using Visit = std::function<Result<void>(const EdgeChunk &)>;
  virtual ~ListedEdges() = default;
  virtual size_t size() const = 0;
  virtual bool hasWeight() const = 0;
  virtual bool hasDelay() const = 0;
  /// What is held of it in memory.
  virtual size_t bytes() const = 0;
  /// Visits all edges in their order, always the same ones. Several threads may read at
  /// once. An error of `visit` ends it.
  virtual Result<void> read(const Visit &visit) const = 0;
};

/// A list that is held in memory. A column it does not have is empty.
struct FileEdges final : ListedEdges {
  IndexColumn source, target;
  ValueColumn weight; ///< in the unit of the port as declared
  ValueColumn delay;  ///< ms
  size_t size() const override { return source.size(); }
  bool hasWeight() const override { return weight.size() == source.size(); }
  bool hasDelay() const override { return delay.size() == source.size(); }
  size_t bytes() const override {
    return source.bytes() + target.bytes() + weight.bytes() + delay.bytes();
  }
  Result<void> read(const Visit &visit) const override;
  void append(const EdgeChunk &chunk);
};

/// Where a reader of a list puts a chunk together.
struct ChunkBuffer {
  int64_t source[EDGE_CHUNK], target[EDGE_CHUNK];
  double weight[EDGE_CHUNK], delay[EDGE_CHUNK];
  EdgeChunk chunk(size_t first, int count, bool weights, bool delays) const {
    return {first, count, source, target, weights ? weight : nullptr, delays ? delay : nullptr};
  }
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_FILEEDGES_H
