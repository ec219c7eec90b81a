//===- Population.h - Storage and binding of one population -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A population is an instance of a class: one array or one number per field.
// Binding evaluates parameters, constants derived from them, propagator
// coefficients and initial states in the order of their dependencies.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_POPULATION_H
#define NEURO_RUNTIME_CORE_POPULATION_H

#include "runtime/abi/Plan.h"
#include "runtime/core/ExprEval.h"
#include "runtime/core/Memory.h"
#include "runtime/core/Team.h"

#include <array>
#include <cstring>
#include <functional>
#include <memory>

namespace neuro::rt {

/// One field of one population. Arrive fields have no storage here: each
/// thread owns its part (Deliver.h).
struct FieldStore {
  Scalar type = Scalar::F64;
  void *data = nullptr; ///< null: one value for all
  double uniform = 0;
  bool assigned = false; ///< by the user, after creation

  double load(int64_t element) const;
  void store(int64_t element, double value);
  /// Writes the last real element's value to the padding, so that what the
  /// kernels compute there stays ordinary.
  void fillPadding(int64_t size, int64_t padded);
};

size_t scalarBytes(Scalar type, int64_t count);
/// The value with that number of an array of `type`.
double loadScalar(const void *data, Scalar type, int64_t at);

struct PeriodicKernel {
  const KernelPlan *plan = nullptr;
  Kernel kernel = nullptr;
  std::vector<int> draws; ///< Draw fields that it reads
};

/// What is common to the populations of a class.
struct Model {
  const ClassPlan *plan = nullptr;
  Kernel update = nullptr;
  Kernel record = nullptr;
  std::vector<Kernel> kernels; ///< as ClassPlan::kernels
  /// RowKernel.h, if the class has them.
  Kernel catchUp = nullptr, row = nullptr, targets = nullptr, seenRow = nullptr;
  std::vector<PeriodicKernel> every; ///< in the order of the model
  std::vector<int> draws;            ///< Draw fields that `update` reads
  std::vector<int> propagatorOf; ///< per field: the propagator it belongs to, or -1
};

class PoissonSampler;

/// What a built-in source needs. Stamps are ticks.
struct Source {
  std::shared_ptr<const PoissonSampler> poisson;
  /// Samplers of rates that held before, up to and including stamp `until`: of
  /// events that a drive has still to deliver. In order of time.
  struct Earlier {
    int64_t until;
    std::shared_ptr<const PoissonSampler> poisson;
  };
  std::vector<Earlier> earlier;
  const PoissonSampler &poissonAt(int64_t stamp) const {
    for (const Earlier &e : earlier)
      if (stamp <= e.until)
        return *e.poisson;
    return *poisson;
  }
  std::vector<double> rate;   ///< 1/ms; one value, or one an element
  std::vector<double> period, phase; ///< ms; same
  bool phaseGiven = false;
  std::vector<int64_t> nextStamp; ///< Regular: per element (padded)
  std::vector<double> times;      ///< SpikeTrain, ms
  std::vector<int64_t> stamps;    ///< sorted
  struct Pushed {
    int64_t tick;
    uint32_t element;
    bool operator<(const Pushed &other) const {
      return tick != other.tick ? tick < other.tick : element < other.element;
    }
  };
  /// Port, SpikeFile, and SpikeTrain with times for each element: sorted, from
  /// `cursor` on.
  std::vector<Pushed> pushed;
  std::vector<Pushed> file; ///< SpikeFile: what the file holds, sorted
  bool assigned = false;      ///< a setting was assigned by the user
};

/// A state that does not change any more (Simulation::freeze).
struct FrozenField {
  int field = 0;
  size_t width = 0; ///< bytes an element
  std::vector<char> bytes;
};

struct Population {
  int index = 0;
  const PopulationPlan *plan = nullptr;
  const Model *model = nullptr; ///< null: a built-in source
  int64_t size = 0, padded = 0;
  std::vector<int64_t> shape;       ///< size is its product
  std::string layout;               ///< "grid(8, 8, 10 um)", for reports
  std::vector<double> positions[3]; ///< x, y, z per element, um; empty without layout
  std::vector<FieldStore> fields;
  Buffer storage; ///< of the first of its class, which has that of all
  size_t bytes = 0;
  std::vector<int> order; ///< fields in order of dependency
  /// Thread t owns elements [cuts[t], cuts[t+1]), multiples of LANES.
  std::vector<int64_t> cuts;
  bool cutByCost = false; ///< not into equal parts
  std::vector<int64_t> everyTicks; ///< per Model::every: its period
  Source source;
  std::vector<FrozenField> frozen;
  /// Puts the frozen states of some elements back.
  void keepFrozen(int64_t begin, int64_t end) {
    for (const FrozenField &f : frozen)
      std::memcpy(static_cast<char *>(fields[static_cast<size_t>(f.field)].data) +
                      static_cast<size_t>(begin) * f.width,
                  f.bytes.data() + static_cast<size_t>(begin) * f.width,
                  static_cast<size_t>(end - begin) * f.width);
  }
  /// Takes the present values of frozen states for the ones to keep.
  void takeFrozen() {
    for (FrozenField &f : frozen)
      std::memcpy(f.bytes.data(), fields[static_cast<size_t>(f.field)].data, f.bytes.size());
  }

  bool hasPositions() const { return plan->layout.kind != LayoutPlan::None; }
  std::array<double, 3> position(int64_t e) const {
    return {positions[0][e], positions[1][e], positions[2][e]};
  }
  const FieldPlan &fieldPlan(int f) const { return model->plan->fields[f]; }
  /// The population's own expression for a field, or the class's.
  const Expr &fieldValue(int f) const;
  int findField(std::string_view name) const;
};

using Populations = std::vector<std::unique_ptr<Population>>;

/// What binding needs to know about the simulation.
struct BindContext {
  const std::vector<double> *parameters;
  double dt;
  uint64_t seed;
  Team *team;
};

enum class BindScope { Everything, Derived, States };

/// Bytes the fields of `size` elements of a class take.
double fieldBytes(const ClassPlan &plan, double padded);
/// Lays out the fields of populations of one class, each field's of all of them
/// side by side; the budget was asked before.
bool allocateFields(const std::vector<Population *> &populations);
/// Checks all expressions of a population and finds the order of evaluation.
Result<void> checkPopulation(Population &population, int parameterCount);
Result<void> bind(Population &population, const BindContext &context,
                  BindScope scope);
/// Re-evaluates the parameters that read network parameter `parameter`.
Result<void> rebindParameter(Population &population, const BindContext &context,
                             int parameter);
/// Constraints of one parameter field.
Result<void> checkConstraint(const Population &population,
                             const BindContext &context, int field);

/// Reads fields of given elements of a population, or of a run of them.
class ElementReader : public BlockReader {
public:
  explicit ElementReader(const Population &population) : population(population) {}
  int64_t first = 0;                  ///< element of lane 0
  const int64_t *elements = nullptr;  ///< element of each lane, if not a run
  int64_t indexFirst = 0;             ///< IndexI of lane 0
  bool field(int f, double *out, int n) override;
  bool indexI(double *out, int n) override;
  bool coordinate(int axis, bool ofTarget, double *out, int n) override;

private:
  const Population &population;
};

/// Runs `work(thread, begin, end)` over [0, count) in pieces that are multiples
/// of EVAL_BLOCK; returns the error of the lowest piece. Exceptions for lack of
/// memory become errors.
Result<void>
forRanges(Team &team, int64_t count,
          const std::function<Result<void>(int, int64_t, int64_t)> &work);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_POPULATION_H
