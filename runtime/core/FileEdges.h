//===- FileEdges.h - Connections read from a file ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A simulation keeps the list, from which it makes synapses again when they are looked at
// or given other weights. So columns take the space their values need, mostly 8 to 14
// bytes an edge, and give back exactly what was put in.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_FILEEDGES_H
#define NEURO_RUNTIME_CORE_FILEEDGES_H

#include <cstddef>
#include <cstdint>
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

/// Edges read from a file: indices in the views of their projection. A column the
/// file does not have is empty.
struct FileEdges {
  IndexColumn source, target;
  ValueColumn weight; ///< in the unit of the port as declared
  ValueColumn delay;  ///< ms
  size_t bytes() const {
    return source.bytes() + target.bytes() + weight.bytes() + delay.bytes();
  }
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_FILEEDGES_H
