//===- ListRules.cpp - The edges of a list --------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A list is read from its beginning each time its edges are wanted, and each thread
// takes those onto its targets: nothing is kept of an edge. So they come in the order
// of the list, and who stores them puts rows in order.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/ConnectivityImpl.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

Result<void> Projection::prepareList() {
  if (!list)
    return fail("no edges of '" + plan->details.file + "' were read");
  const size_t rows = list->size();
  if (rows >= UINT32_MAX)
    return fail("E0434: '" + plan->details.file + "' has more than 2^32 edges");
  auto inside = [&](int64_t index, const View &view, const char *what,
                    size_t row) -> Result<void> {
    if (index >= 0 && index < view.size)
      return {};
    return fail("E0434: edge " + std::to_string(row) + " of '" + plan->details.file + "' has " +
                what + " " + std::to_string(index) + ", but there are " +
                std::to_string(view.size) + " (counted from 0)");
  };
  auto summary = std::make_shared<ListSummary>();
  summary->inDegree.assign(static_cast<size_t>(target->size), 0);
  EdgeBlock &sample = summary->sample;
  sample.listed = true;
  const size_t samples = std::min<size_t>(EVAL_BLOCK, rows);
  Result<void> read = list->read([&](const EdgeChunk &chunk) -> Result<void> {
    for (int k = 0; k < chunk.count; ++k) {
      const size_t row = chunk.first + static_cast<size_t>(k);
      if (Result<void> ok = inside(chunk.source[k], *source, "source", row); !ok)
        return ok;
      if (Result<void> ok = inside(chunk.target[k], *target, "target", row); !ok)
        return ok;
      ++summary->inDegree[static_cast<size_t>(chunk.target[k])];
      const double values[2] = {chunk.weight ? chunk.weight[k] : std::nan(""),
                                chunk.delay ? chunk.delay[k] : std::nan("")};
      for (int c = 0; c < 2; ++c) {
        summary->low[c] = row == 0 ? values[c] : std::min(summary->low[c], values[c]);
        summary->high[c] = row == 0 ? values[c] : std::max(summary->high[c], values[c]);
      }
      const size_t l = static_cast<size_t>(sample.count);
      if (l < samples && row == l * rows / samples) {
        sample.i[l] = static_cast<uint32_t>(chunk.source[k]);
        sample.j[l] = static_cast<uint32_t>(chunk.target[k]);
        sample.id[l] = row;
        for (int c = 0; c < 2; ++c)
          sample.column[c][l] = values[c];
        ++sample.count;
      }
    }
    return {};
  });
  if (!read)
    return read;
  listed = std::move(summary);
  if (!plan->multapses)
    if (Result<void> r = findRepeats(); !r)
      return r;
  expected = static_cast<double>(rows);
  fanIn = target->size == 0 ? 0 : expected / static_cast<double>(target->size);
  return {};
}

/// An error if a pair is listed twice. The sources of all targets, sorted, would take 4
/// bytes an edge: half of the targets at a time, so that it is no more than the tables will.
Result<void> Projection::findRepeats() const {
  const std::vector<uint32_t> &inDegree = listed->inDegree;
  const size_t half = list->size() / 2 + 1;
  std::vector<size_t> begin;
  std::vector<uint32_t> sources;
  for (size_t first = 0; first < inDegree.size();) {
    begin.assign(1, 0);
    size_t last = first;
    while (last < inDegree.size() && begin.back() < half)
      begin.push_back(begin.back() + inDegree[last++]);
    sources.resize(begin.back());
    std::vector<size_t> next(begin.begin(), begin.end() - 1);
    Result<void> read = list->read([&](const EdgeChunk &chunk) -> Result<void> {
      for (int k = 0; k < chunk.count; ++k)
        if (const size_t j = static_cast<size_t>(chunk.target[k]); j >= first && j < last)
          sources[next[j - first]++] = static_cast<uint32_t>(chunk.source[k]);
      return {};
    });
    if (!read)
      return read;
    for (size_t j = first; j < last; ++j) {
      const auto from = sources.begin() + static_cast<std::ptrdiff_t>(begin[j - first]),
                 to = sources.begin() + static_cast<std::ptrdiff_t>(begin[j - first + 1]);
      std::sort(from, to);
      if (const auto twice = std::adjacent_find(from, to); twice != to)
        return repeated(*twice, static_cast<uint32_t>(j));
    }
    first = last;
  }
  return {};
}

/// Says which two edges of the list connect that pair.
Error Projection::repeated(uint32_t i, uint32_t j) const {
  std::vector<size_t> rows;
  Result<void> read = list->read([&](const EdgeChunk &chunk) -> Result<void> {
    for (int k = 0; k < chunk.count && rows.size() < 2; ++k)
      if (chunk.source[k] == i && chunk.target[k] == j)
        rows.push_back(chunk.first + static_cast<size_t>(k));
    return {};
  });
  if (!read)
    return read.error();
  return fail("E0434: edges " + std::to_string(rows[0]) + " and " + std::to_string(rows[1]) +
              " of '" + plan->details.file +
              "' connect the same pair, which multapse = false forbids");
}

Result<void>
Projection::listEdges(int thread,
                      const std::function<Result<void>(const EdgeBlock &)> &sink) const {
  auto partAt = [](const View &view, const ViewPart *&part, int64_t index) {
    if (!part || index < part->offset || index >= part->offset + part->count)
      part = &view.parts[view.partOf(index)];
  };
  const bool evaluate = evaluatesWhere();
  const ViewPart *from = nullptr, *to = nullptr;
  Evaluator evaluator;
  double pass[EVAL_BLOCK];
  auto block = std::make_unique<EdgeBlock>();
  block->listed = true;
  auto flush = [&]() -> Result<void> {
    if (evaluate) {
      EdgeReader reader = edgeReader();
      const BlockInput input = edgeInput(Purpose::Connect, reader, *block);
      evaluator.evaluate(plan->where, whereTraits, input, pass);
      const int count = block->count;
      block->count = 0;
      for (int l = 0; l < count; ++l)
        if (pass[l] != 0)
          block->take(*block, l);
    }
    Result<void> result = block->count ? sink(*block) : Result<void>();
    block->count = 0;
    return result;
  };
  Result<void> read = list->read([&](const EdgeChunk &chunk) -> Result<void> {
    for (int k = 0; k < chunk.count; ++k) {
      const int64_t i = chunk.source[k], j = chunk.target[k];
      partAt(*target, to, j);
      const int64_t element = to->element(j);
      const std::vector<int64_t> &cuts = (*populations)[to->population]->cuts;
      if (thread != everyThread && (element < cuts[thread] || element >= cuts[thread + 1]))
        continue;
      if (!plan->autapses) {
        partAt(*source, from, i);
        if (from->population == to->population && from->element(i) == element)
          continue;
      }
      if (whereIsUnequal && i == j)
        continue;
      const int l = block->count++;
      block->i[l] = static_cast<uint32_t>(i);
      block->j[l] = static_cast<uint32_t>(j);
      block->id[l] = chunk.first + static_cast<size_t>(k);
      block->column[0][l] = chunk.weight ? chunk.weight[k] : std::nan("");
      block->column[1][l] = chunk.delay ? chunk.delay[k] : std::nan("");
      if (block->count == EVAL_BLOCK)
        if (Result<void> r = flush(); !r)
          return r;
    }
    return {};
  });
  if (!read)
    return read;
  return block->count ? flush() : Result<void>();
}

} // namespace neuro::rt
