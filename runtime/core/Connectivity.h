//===- Connectivity.h - Which pairs a projection connects -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Edges are generated target by target (source by source for fixed_outdegree)
// from numbers keyed by the projection and that target, as often as needed and
// by whoever owns the target: nothing is stored, and the result is the same for
// any number of threads.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_CONNECTIVITY_H
#define NEURO_RUNTIME_CORE_CONNECTIVITY_H

#include "runtime/core/FileEdges.h"
#include "runtime/core/FixedPoint.h"
#include "runtime/core/Population.h"
#include "runtime/core/Random.h"
#include "runtime/core/View.h"

#include <functional>
#include <memory>
#include <vector>

namespace neuro::rt {

/// Edges of one projection; `i` and `j` are indices in the source and target
/// view, `id` the edge's identity for draws: unique, but for convolutions, whose
/// edges with one place in the kernel share theirs, and lists, whose edges are
/// numbered by row.
struct EdgeBlock {
  int count = 0;
  /// Whether edges are those of a list, whose weights and delays are `column`; NaN where
  /// the list has none.
  bool listed = false;
  uint32_t i[EVAL_BLOCK], j[EVAL_BLOCK];
  uint64_t id[EVAL_BLOCK];
  double column[2][EVAL_BLOCK];
  /// Adds edge `l` of another block.
  void take(const EdgeBlock &from, int l) {
    listed = from.listed;
    i[count] = from.i[l];
    j[count] = from.j[l];
    id[count] = from.id[l];
    if (listed)
      for (int c = 0; c < 2; ++c)
        column[c][count] = from.column[c][l];
    ++count;
  }
};

/// Weights that a host chose instead of those the program says, of all edges of a
/// projection: by their identity, in rising order. Edges that share an identity (places
/// in a kernel of a convolution) share the weight.
struct GivenWeights {
  std::vector<uint64_t> ids;
  std::vector<double> values;
  /// `near` is where the last one was found: those of a block mostly follow each other.
  double of(uint64_t id, size_t &near) const;
};

/// Reads the leaves of edge expressions.
class EdgeReader : public BlockReader {
public:
  EdgeReader(const Populations &populations, const View &source, const View &target)
      : populations(populations), source(source), target(target) {}
  const uint32_t *i = nullptr, *j = nullptr;
  const double *columns[2] = {}; ///< of listed edges (EdgeBlock::column)
  /// The edges of a block, from number `first` on.
  void look(const EdgeBlock &block, int first = 0) {
    i = block.i + first;
    j = block.j + first;
    for (int c = 0; c < 2; ++c)
      columns[c] = block.listed ? block.column[c] + first : nullptr;
  }
  bool sourceField(int f, double *out, int n) override;
  bool targetField(int f, double *out, int n) override;
  bool indexI(double *out, int n) override;
  bool indexJ(double *out, int n) override;
  bool distance(double *out, int n) override;
  bool coordinate(int axis, bool ofTarget, double *out, int n) override;
  bool column(int column, double *out, int n) override;

private:
  bool read(const View &view, const uint32_t *index, int f, double *out, int n);
  const Populations &populations;
  const View &source, &target;
};

class PositionIndex;

/// What is kept of a list of edges besides where it is.
struct ListSummary {
  std::vector<uint32_t> inDegree;        ///< of each target
  double low[2] = {}, high[2] = {};      ///< of weights and delays
  EdgeBlock sample;                      ///< some edges, evenly spread over the list
};

/// A projection made ready for one simulation.
class Projection {
public:
  int index = 0;
  const ProjectionPlan *plan = nullptr;
  const View *source = nullptr, *target = nullptr;
  const Populations *populations = nullptr;
  const std::vector<double> *parameters = nullptr;
  const ListedEdges *list = nullptr; ///< of a `file` rule
  std::shared_ptr<const ListSummary> listed; ///< of it, once prepared
  std::shared_ptr<const GivenWeights> given; ///< null: weights are as the program says
  double dt = 0.1;
  uint64_t seed = 1;

  ExprTraits weightTraits, delayTraits;
  bool uniformWeight = false;
  double weight = 0; ///< if uniform
  /// What weights are whole numbers of (SimOptions::integerSums); step 0: of nothing.
  FixedPoint grid;
  bool constantDelay = false;
  int64_t delayTicks = 0; ///< if constant
  double expected = 0;    ///< synapses, for the estimate of memory
  double fanIn = 0;       ///< synapses per target that are expected

  /// Synapses with state or handlers, which have tables of their own.
  bool isEdges() const { return plan->edge.classIndex >= 0 && !plan->continuous; }
  /// Weight and delay only: shares tables with others of its source.
  bool isStatic() const {
    return plan->edge.classIndex < 0 && !plan->continuous && plan->edgesOf < 0;
  }

  /// Its edges are generated again for each spike: the program says `procedural`, or
  /// that layout was asked for and the edges are the same.
  bool isGenerated() const { return generated; }
  /// Asks for that layout, once it is prepared and before tables are planned.
  void generateIfSame() { generated |= whyNotGenerated().empty(); }
  /// Why its edges, as they are stored, cannot be found from their source; empty if they can.
  std::string whyNotGenerated() const;
  /// How many edges a generated projection has, if that follows from its rule alone.
  std::optional<int64_t> generatedCount() const;

  /// Checks the plan and evaluates what is constant. `warnings` gets what a
  /// user must know.
  Result<void> prepare(std::vector<Error> &warnings);
  /// Whether what an expression reads of positions and files is there.
  Result<void> checkLeaves(const Expr &expr, const std::string &what) const;
  /// Other weights, or with null those of the program again. Tables that were made
  /// before know nothing of it. `constants`: one that all share is stored once.
  void give(std::shared_ptr<const GivenWeights> weights, bool constants);
  /// Draws what must be known of all targets at once (fixed_total).
  Result<void> share(Team &team);

  /// Calls `sink` with the edges whose targets lie in [cuts[thread],
  /// cuts[thread + 1]) of their populations, in an order that does not depend
  /// on the number of threads for any one target; those of a list come in its
  /// order, and of `everyThread` at once if asked. `sink` returning an error
  /// ends it.
  static constexpr int everyThread = -1;
  Result<void> edges(int thread,
                     const std::function<Result<void>(const EdgeBlock &)> &sink) const;

  /// The same of one source, where that is possible (isGenerated).
  Result<void> edgesOf(uint32_t i, int thread,
                       const std::function<Result<void>(const EdgeBlock &)> &sink) const;
  /// Of the targets with these indices, those for which `where` holds with source i.
  void passing(uint32_t i, const std::vector<uint32_t> &j, std::vector<char> &passes) const;

  /// conv2d, sumpool, toeplitz: channels, height and width of both sides, then
  /// per axis of the plane.
  struct KernelGeometry {
    std::array<int64_t, 3> in{}, out{};
    std::array<int64_t, 2> size{}, stride{}, dilation{}, pad{};
    bool sameChannel = false; ///< sumpool
  };
  const KernelGeometry &kernel() const { return geometry; }
  /// Whether a condition is evaluated for each pair.
  bool hasCondition() const { return evaluatesWhere(); }
  /// Whether an element's own pair, or that of equal indices, is left out.
  bool excludesPairs() const { return !plan->autapses || whereIsUnequal; }
  bool excludesEqualIndices() const { return whereIsUnequal; }
  /// The targets that are left out of those of source i, sorted.
  std::vector<uint32_t> excludedTargets(uint32_t i) const;

  /// The rule as a user wrote it: "fixed_indegree(800)".
  std::string ruleText() const;
  /// What any expression of an edge may read, apart from the edge's own fields.
  ExprLimits edgeLimits() const;
  /// Edges are those that `reader` is set to; it must outlive the input.
  BlockInput edgeInput(Purpose purpose, EdgeReader &reader) const;
  /// Those of a block, to which `reader` is set.
  BlockInput edgeInput(Purpose purpose, EdgeReader &reader, const EdgeBlock &block) const;
  EdgeReader edgeReader() const { return {*populations, *source, *target}; }

  /// Held of a list.
  size_t listBytes() const {
    return (list ? list->bytes() : 0) +
           (listed ? sizeof *listed + listed->inDegree.capacity() * sizeof(uint32_t) : 0);
  }

private:
  struct Candidates;
  class Emitter;

  Result<void> prepareRule(std::vector<Error> &warnings);
  Result<double> constantOf(const Expr &expr, const char *what) const;
  Result<void> wholeNumbers(bool perTarget, std::vector<Error> &warnings);
  /// Fills the candidates of target j (sources), or of source i (targets).
  void candidates(uint32_t fixed, bool fixedIsTarget, Candidates &out,
                  bool evaluateWhere = true) const;
  // Procedural.cpp
  Result<void> prepareProcedural() const;
  bool countsSourcesOfTargets() const;
  Result<void> oneSource(uint32_t i, int thread, Candidates &candidates,
                         Emitter &emit) const;
  template <class Offer>
  Result<void> drawTargets(uint32_t i, int64_t first, int64_t last, Offer offer) const;
  void makeGaps();
  Result<void> emitTargets(uint32_t i, Candidates &candidates, Emitter &emit) const;
  // Rules.cpp
  Result<int64_t> ruleNumber(const Expr &expr, const std::string &what, int64_t least) const;
  Result<std::vector<int64_t>> ruleNumbers(const char *name, size_t count, int64_t least,
                                           int64_t otherwise) const;
  Result<std::array<int64_t, 3>> extentsOf(const View &view, const char *side) const;
  Result<void> prepareKernel();
  Result<void> prepareList();
  Result<void> prepareNearest(std::vector<Error> &warnings);
  /// Emits the edges from `candidates.offered` that `where` and autapses allow.
  Result<void> emitAllowed(uint32_t j, Candidates &candidates, Emitter &emit) const;
  Result<void> kernelEdges(uint32_t j, Candidates &candidates, Emitter &emit) const;
  Result<void> listEdges(int thread,
                         const std::function<Result<void>(const EdgeBlock &)> &sink) const;
  Result<void> findRepeats() const;
  Error repeated(uint32_t i, uint32_t j) const;
  Result<void> nearestEdges(uint32_t j, Candidates &candidates, Emitter &emit) const;
  Result<void> oneTarget(uint32_t j, Candidates &candidates, Emitter &emit) const;
  Result<void> probabilities(uint32_t j, const Candidates &candidates,
                             Emitter &emit) const;
  Result<void> choose(uint64_t count, uint32_t fixed, bool fixedIsTarget,
                      Candidates &candidates, Emitter &emit) const;
  int64_t countFor(uint32_t index) const {
    return counts.size() == 1 ? counts[0] : counts[index];
  }
  double allowedShare() const;
  bool evaluatesWhere() const { return !plan->where.empty() && !whereIsUnequal; }
  Error fail(std::string message) const {
    return {about("projection " + plan->name, message), plan->at};
  }

  bool generated = false;
  ExprTraits argumentTraits, whereTraits;
  /// Of the weight, before others were given.
  struct {
    ExprTraits traits;
    bool uniform = false;
    double weight = 0;
  } programmed;
  bool whereIsUnequal = false; ///< `where i != j`, which needs no evaluation
  double argument = 0;         ///< if constant
  /// procedural bernoulli: how many targets are passed over until the next, by the highest
  /// bits of the number drawn; `severalGaps` where these do not say it.
  std::vector<uint8_t> gaps;
  KernelGeometry geometry;
  std::shared_ptr<const PositionIndex> nearestIndex;
  /// In- or outdegree, or the multinomial share of each target (fixed_total).
  std::vector<int64_t> counts;
};

/// Told how much of all connections is built and which are being built (or null);
/// false gives up.
using BuildWatch = std::function<bool(double, const Projection *)>;

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_CONNECTIVITY_H
