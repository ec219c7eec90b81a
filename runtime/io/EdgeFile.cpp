//===- EdgeFile.cpp - Connections that stay in their file -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/EdgeFile.h"

#include "runtime/io/CsvRows.h"
#include "runtime/io/NumericArray.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace neuro::rt;

// --- Any file ---------------------------------------------------------------------------

/// FNV-1a (Fowler, Noll & Vo), on 64-bit words.
static uint64_t sumOf(const EdgeChunk &chunk) {
  uint64_t sum = 0xcbf29ce484222325u;
  auto add = [&](const void *values) {
    if (!values)
      return;
    const char *at = static_cast<const char *>(values);
    for (int k = 0; k < chunk.count; ++k, at += 8) {
      uint64_t word;
      std::memcpy(&word, at, 8);
      sum = (sum ^ word) * 0x100000001b3u;
      sum ^= sum >> 32;
    }
  };
  add(chunk.source);
  add(chunk.target);
  add(chunk.weight);
  add(chunk.delay);
  return sum;
}

Error EdgeFile::fail(const std::string &what) const {
  return {fmt::format("E0434: '{}' {}", path, what), ""};
}

Result<int64_t> EdgeFile::index(double value, size_t edge, const std::string &name) const {
  if (!(value >= 0 && value < 9e15) || value != std::floor(value))
    return Error{fmt::format("E0434: edge {} of '{}' has {} {}; an index is a whole number, "
                             "0 or more",
                             edge, path, name, value),
                 ""};
  return static_cast<int64_t>(value);
}

Result<void> EdgeFile::open() {
  sums.clear();
  edges = 0;
  Result<void> read = stream([&](const EdgeChunk &chunk) -> Result<void> {
    sums.push_back(sumOf(chunk));
    edges += static_cast<size_t>(chunk.count);
    return {};
  });
  sums.shrink_to_fit();
  return read;
}

Result<void> EdgeFile::read(const Visit &visit) const {
  const Error changed = fail("has changed since it was first read");
  size_t seen = 0;
  Result<void> done = stream([&](const EdgeChunk &chunk) -> Result<void> {
    const size_t number = chunk.first / EDGE_CHUNK;
    seen += static_cast<size_t>(chunk.count);
    if (seen > edges || sums[number] != sumOf(chunk))
      return changed;
    return visit(chunk);
  });
  if (done && seen != edges)
    return changed;
  return done;
}

// --- CSV and NumPy archives ------------------------------------------------------------------

namespace {

/// What columns are called.
constexpr std::initializer_list<const char *> SOURCE = {"source", "pre", "source_node_id"},
                                              TARGET = {"target", "post", "target_node_id"},
                                              WEIGHT = {"weight", "w", "syn_weight"},
                                              DELAY = {"delay"};

/// The first of `known` names that there is, or empty.
std::string find(const std::vector<std::string> &names, std::initializer_list<const char *> known) {
  for (const char *name : known)
    if (std::find(names.begin(), names.end(), name) != names.end())
      return name;
  return "";
}

/// A file of columns with names.
class ColumnFile : public EdgeFile {
public:
  using EdgeFile::EdgeFile;
  Result<void> choose(const std::vector<std::string> &names) {
    columns[0] = find(names, SOURCE);
    columns[1] = find(names, TARGET);
    columns[2] = find(names, WEIGHT);
    columns[3] = find(names, DELAY);
    for (int c = 0; c < 2; ++c)
      if (columns[c].empty())
        return fail(fmt::format("has no column '{}'; it has {}", c == 0 ? "source" : "target",
                                names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))));
    weights = !columns[2].empty();
    delays = !columns[3].empty();
    return {};
  }

protected:
  std::string columns[4]; ///< names; empty: the file has none
};

class CsvEdges final : public ColumnFile {
public:
  explicit CsvEdges(const std::string &path) : ColumnFile(path) {}

private:
  Result<void> stream(const Visit &visit) const override {
    Result<CsvRows> rows = CsvRows::open(path);
    if (!rows)
      return rows.error();
    const std::vector<std::string> &names = rows->columns();
    size_t at[4] = {};
    for (int c = 0; c < 4; ++c)
      if (!columns[c].empty()) {
        at[c] = static_cast<size_t>(std::find(names.begin(), names.end(), columns[c]) - names.begin());
        if (at[c] == names.size())
          return fail("has no column '" + columns[c] + "' any more");
      }
    std::vector<double> values(names.size());
    auto buffer = std::make_unique<ChunkBuffer>();
    size_t first = 0;
    while (true) {
      int count = 0;
      for (; count < EDGE_CHUNK; ++count) {
        Result<bool> row = rows->next(values.data());
        if (!row)
          return row.error();
        if (!*row)
          break;
        for (int c = 0; c < 2; ++c) {
          Result<int64_t> end = index(values[at[c]], first + static_cast<size_t>(count), columns[c]);
          if (!end)
            return end.error();
          (c == 0 ? buffer->source : buffer->target)[count] = *end;
        }
        if (weights)
          buffer->weight[count] = values[at[2]];
        if (delays)
          buffer->delay[count] = values[at[3]];
      }
      if (count == 0)
        return {};
      if (Result<void> r = visit(buffer->chunk(first, count, weights, delays)); !r)
        return r;
      first += static_cast<size_t>(count);
    }
  }
};

class NpzEdges final : public ColumnFile {
public:
  explicit NpzEdges(const std::string &path) : ColumnFile(path) {}

private:
  Result<void> stream(const Visit &visit) const override {
    std::unique_ptr<ArrayStream> arrays[4];
    for (int c = 0; c < 4; ++c) {
      if (columns[c].empty())
        continue;
      Result<std::unique_ptr<ArrayStream>> opened = streamNpz(path, columns[c]);
      if (!opened)
        return opened.error();
      arrays[c] = std::move(*opened);
      if (arrays[c]->size() != arrays[0]->size())
        return fail(c == 1 ? fmt::format("has {} sources but {} targets", arrays[0]->size(),
                                         arrays[1]->size())
                           : fmt::format("has {} sources but {} values of {}", arrays[0]->size(),
                                         arrays[c]->size(), columns[c]));
    }
    auto buffer = std::make_unique<ChunkBuffer>();
    for (uint64_t first = 0; first < arrays[0]->size(); first += EDGE_CHUNK) {
      const size_t count =
          static_cast<size_t>(std::min<uint64_t>(EDGE_CHUNK, arrays[0]->size() - first));
      for (int c = 0; c < 2; ++c) {
        if (Result<void> r = arrays[c]->read(buffer->weight, count); !r)
          return r;
        for (size_t k = 0; k < count; ++k) {
          Result<int64_t> end = index(buffer->weight[k], first + k, columns[c]);
          if (!end)
            return end.error();
          (c == 0 ? buffer->source : buffer->target)[k] = *end;
        }
      }
      if (weights)
        if (Result<void> r = arrays[2]->read(buffer->weight, count); !r)
          return r;
      if (delays)
        if (Result<void> r = arrays[3]->read(buffer->delay, count); !r)
          return r;
      if (Result<void> r = visit(buffer->chunk(first, static_cast<int>(count), weights, delays)); !r)
        return r;
    }
    return {};
  }
};

template <class File>
Result<std::shared_ptr<const ListedEdges>> opened(const std::string &path,
                                                  const std::vector<std::string> &names) {
  auto file = std::make_shared<File>(path);
  if (Result<void> r = file->choose(names); !r)
    return r.error();
  if (Result<void> r = file->open(); !r)
    return r.error();
  return std::shared_ptr<const ListedEdges>(std::move(file));
}

} // namespace

Result<std::shared_ptr<const ListedEdges>> neuro::rt::openCsvEdges(const std::string &path) {
  Result<CsvRows> rows = CsvRows::open(path);
  if (!rows)
    return rows.error();
  return opened<CsvEdges>(path, rows->columns());
}

Result<std::shared_ptr<const ListedEdges>> neuro::rt::openNpzEdges(const std::string &path) {
  Result<std::vector<std::string>> names = listNpz(path);
  if (!names)
    return names.error();
  return opened<NpzEdges>(path, *names);
}
