//===- EdgeFile.h - Connections that stay in their file ---------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_IO_EDGEFILE_H
#define NEURO_RUNTIME_IO_EDGEFILE_H

#include "runtime/core/FileEdges.h"

#include <memory>
#include <string>
#include <vector>

namespace neuro::rt {

/// Edges of a file, which is read again each time. It must not change meanwhile: a chunk that is
/// not what it was the first time is an error before anyone sees it.
class EdgeFile : public ListedEdges {
public:
  /// The first time: that all is well.
  Result<void> open();
  size_t size() const override { return edges; }
  bool hasWeight() const override { return weights || edges == 0; }
  bool hasDelay() const override { return delays || edges == 0; }
  size_t bytes() const override { return sums.capacity() * sizeof(uint64_t); }
  Result<void> read(const Visit &visit) const override;

protected:
  explicit EdgeFile(std::string path) : path(std::move(path)) {}
  /// Visits what the file holds now.
  virtual Result<void> stream(const Visit &visit) const = 0;
  /// Source or target `value` of an edge, as column `name` has it.
  Result<int64_t> index(double value, size_t edge, const std::string &name) const;
  Error fail(const std::string &what) const;
  const std::string path;
  bool weights = false, delays = false;

private:
  size_t edges = 0;
  std::vector<uint64_t> sums; ///< of each chunk
};

/// `.csv` and `.npz` (NetworkFiles.h, openEdges).
Result<std::shared_ptr<const ListedEdges>> openCsvEdges(const std::string &path);
Result<std::shared_ptr<const ListedEdges>> openNpzEdges(const std::string &path);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_IO_EDGEFILE_H
