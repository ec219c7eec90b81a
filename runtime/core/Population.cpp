//===- Population.cpp - Storage and binding of one population -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Population.h"

#include "runtime/core/FieldOrder.h"
#include "runtime/core/Random.h"
#include "runtime/numerics/MatrixExponential.h"
#include "runtime/numerics/NoiseCovariance.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_map>

namespace neuro::rt {

double loadScalar(const void *data, Scalar type, int64_t at) {
  switch (type) {
  case Scalar::F32: return static_cast<const float *>(data)[at];
  case Scalar::F64: return static_cast<const double *>(data)[at];
  case Scalar::I32: return static_cast<const int32_t *>(data)[at];
  case Scalar::U8: return static_cast<const uint8_t *>(data)[at];
  case Scalar::U16: return static_cast<const uint16_t *>(data)[at];
  case Scalar::Bits: return static_cast<const uint8_t *>(data)[at / 8] >> at % 8 & 1;
  }
  return 0;
}

double FieldStore::load(int64_t e) const { return data ? loadScalar(data, type, e) : uniform; }

void FieldStore::store(int64_t e, double value) {
  if (!data) {
    uniform = value;
    return;
  }
  switch (type) {
  case Scalar::F32: static_cast<float *>(data)[e] = static_cast<float>(value); return;
  case Scalar::F64: static_cast<double *>(data)[e] = value; return;
  case Scalar::I32:
    static_cast<int32_t *>(data)[e] = static_cast<int32_t>(
        std::clamp(std::round(value), -2147483648.0, 2147483647.0));
    return;
  case Scalar::U8:
    static_cast<uint8_t *>(data)[e] =
        static_cast<uint8_t>(std::clamp(std::round(value), 0.0, 255.0));
    return;
  case Scalar::U16:
    static_cast<uint16_t *>(data)[e] =
        static_cast<uint16_t>(std::clamp(std::round(value), 0.0, 65535.0));
    return;
  case Scalar::Bits: {
    uint8_t &byte = static_cast<uint8_t *>(data)[e / 8];
    byte = static_cast<uint8_t>((byte & ~(1u << e % 8)) | (value != 0) << e % 8);
    return;
  }
  }
}

void FieldStore::fillPadding(int64_t size, int64_t padded) {
  if (!data || type == Scalar::Bits || size == 0)
    return;
  double last = load(size - 1);
  for (int64_t e = size; e < padded; ++e)
    store(e, last);
}

size_t scalarBytes(Scalar type, int64_t count) {
  switch (type) {
  case Scalar::F32: case Scalar::I32: return static_cast<size_t>(count) * 4;
  case Scalar::F64: return static_cast<size_t>(count) * 8;
  case Scalar::U8: return static_cast<size_t>(count);
  case Scalar::U16: return static_cast<size_t>(count) * 2;
  case Scalar::Bits: return static_cast<size_t>(count) / 8;
  }
  return 0;
}

static bool alwaysArray(FieldRole role) {
  switch (role) {
  case FieldRole::State: case FieldRole::Refractory: case FieldRole::Previous:
  case FieldRole::Event: case FieldRole::Let: case FieldRole::Arrive:
    return true;
  default:
    return false;
  }
}

static bool isArray(const FieldPlan &field) {
  return field.perElement || alwaysArray(field.role);
}

double fieldBytes(const ClassPlan &plan, double padded) {
  double bytes = 0;
  for (const FieldPlan &field : plan.fields)
    if (isArray(field))
      bytes += 64 + padded * static_cast<double>(scalarBytes(field.type, 64)) / 64;
  return bytes;
}

bool allocateFields(const std::vector<Population *> &populations) {
  const ClassPlan &plan = *populations.front()->model->plan;
  int64_t padded = 0;
  for (Population *population : populations) {
    population->fields.assign(plan.fields.size(), {});
    population->bytes = 0;
    padded += population->padded;
  }
  auto stored = [&](const FieldPlan &field) {
    return isArray(field) && field.role != FieldRole::Arrive;
  };
  auto room = [](const FieldPlan &field, int64_t elements) {
    return (scalarBytes(field.type, elements) + 63) / 64 * 64;
  };
  size_t total = 0;
  for (const FieldPlan &field : plan.fields)
    if (stored(field))
      total += room(field, padded);
  if (!populations.front()->storage.allocate(total))
    return false;
  char *at = populations.front()->storage.as<char>();
  for (size_t f = 0; f < plan.fields.size(); ++f) {
    const FieldPlan &field = plan.fields[f];
    char *next = at;
    for (Population *population : populations) {
      population->fields[f].type = field.type;
      if (!stored(field))
        continue;
      population->fields[f].data = next;
      next += scalarBytes(field.type, population->padded);
      population->bytes += room(field, population->padded);
    }
    if (stored(field))
      at += room(field, padded);
  }
  return true;
}

const Expr &Population::fieldValue(int f) const {
  for (const InitPlan &init : plan->inits)
    if (init.field == f)
      return init.value;
  return fieldPlan(f).value;
}

int Population::findField(std::string_view name) const {
  if (model)
    for (size_t f = 0; f < model->plan->fields.size(); ++f)
      if (model->plan->fields[f].name == name)
        return static_cast<int>(f);
  return -1;
}

bool ElementReader::field(int f, double *out, int n) {
  const FieldStore &store = population.fields[f];
  if (!store.data) {
    out[0] = store.uniform;
    return true;
  }
  if (elements)
    for (int l = 0; l < n; ++l)
      out[l] = store.load(elements[l]);
  else
    for (int l = 0; l < n; ++l)
      out[l] = store.load(first + l);
  return false;
}

bool ElementReader::coordinate(int axis, bool, double *out, int n) {
  const std::vector<double> &of = population.positions[axis];
  for (int l = 0; l < n; ++l)
    out[l] = of[static_cast<size_t>(elements ? elements[l] : first + l)];
  return false;
}

bool ElementReader::indexI(double *out, int n) {
  for (int l = 0; l < n; ++l)
    out[l] = static_cast<double>(indexFirst + l);
  return false;
}

Result<void>
forRanges(Team &team, int64_t count,
          const std::function<Result<void>(int, int64_t, int64_t)> &work) {
  const int64_t blocks = (count + EVAL_BLOCK - 1) / EVAL_BLOCK;
  const int threads = team.size();
  std::vector<std::optional<Error>> errors(threads);
  auto piece = [&](int t) {
    int64_t begin = blocks * t / threads * EVAL_BLOCK;
    int64_t end = std::min(count, blocks * (t + 1) / threads * EVAL_BLOCK);
    if (begin >= end)
      return;
    try {
      Result<void> result = work(t, begin, end);
      if (!result)
        errors[t] = result.error();
    } catch (const std::bad_alloc &) {
      errors[t] = Error{"out of memory", ""};
    }
  };
  if (blocks <= 4)
    for (int t = 0; t < threads; ++t)
      piece(t);
  else
    team.run(piece);
  for (std::optional<Error> &error : errors)
    if (error)
      return *error;
  return {};
}

// --- Order --------------------------------------------------------------------

namespace {

ExprLimits limitsOf(const Population &population, int parameterCount) {
  ExprLimits limits;
  limits.parameters = parameterCount;
  limits.fields = static_cast<int>(population.model->plan->fields.size());
  return limits;
}

} // namespace

Result<void> checkPopulation(Population &population, int parameterCount) {
  const ClassPlan &plan = *population.model->plan;
  const ExprLimits limits = limitsOf(population, parameterCount);
  auto check = [&](const Expr &expr, const std::string &what) -> Result<void> {
    Result<ExprTraits> traits = checkExpr(expr, limits);
    if (!traits)
      return Error{"population " + population.plan->name + ", " + what + ": " +
                       traits.error().message,
                   population.plan->where};
    if (traits->usesPosition && !population.hasPositions())
      return Error{"population " + population.plan->name + ", " + what +
                       ": reads positions, but the population has no layout",
                   population.plan->where};
    if (traits->usesExperiment || traits->usesTime || traits->usesJ ||
        traits->usesSource || traits->usesTarget || traits->usesColumn ||
        traits->usesFanIn)
      return Error{"population " + population.plan->name + ", " + what +
                       ": reads what only an edge or an experiment has",
                   population.plan->where};
    return {};
  };
  for (const InitPlan &init : population.plan->inits)
    if (init.field < 0 || init.field >= limits.fields)
      return Error{"population " + population.plan->name +
                       " sets a field its class does not have",
                   population.plan->where};
  for (int f = 0; f < limits.fields; ++f) {
    if (Result<void> r = check(population.fieldValue(f), plan.fields[f].name); !r)
      return r;
    if (Result<void> r =
            check(plan.fields[f].constraint, "constraint on " + plan.fields[f].name);
        !r)
      return r;
  }
  for (const PropagatorPlan &p : plan.propagators) {
    for (const Expr &entry : p.matrix)
      if (Result<void> r = check(entry, "propagator " + p.name); !r)
        return r;
  }
  population.order.clear();
  FieldOrder ordering(
      *population.model, [&](int f) -> const Expr & { return population.fieldValue(f); },
      [&](int f) {
        return Error{"population " + population.plan->name + ": the value of " +
                         population.fieldPlan(f).name + " depends on itself",
                     population.plan->where};
      },
      population.order);
  for (int f = 0; f < limits.fields; ++f)
    if (Result<void> r = ordering.visit(f); !r)
      return r;
  return {};
}

// --- Values -------------------------------------------------------------------

namespace {

BlockInput inputOf(const BindContext &context, const Population &population) {
  BlockInput input;
  input.parameters = context.parameters->data();
  input.dt = context.dt;
  input.seed = context.seed;
  input.object =
      randomObject(Purpose::Initial, static_cast<uint32_t>(population.index));
  return input;
}

Error notFinite(const Population &population, int f, int64_t element, double value) {
  return Error{"population " + population.plan->name + ": " +
                   population.fieldPlan(f).name + " of element " +
                   std::to_string(element) + " is " + numberText(value),
               population.plan->where};
}

Result<void> bindField(Population &population, const BindContext &context, int f) {
  const Expr &expr = population.fieldValue(f);
  FieldStore &store = population.fields[f];
  const FieldPlan &plan = population.fieldPlan(f);
  const uint64_t key = static_cast<uint64_t>(plan.drawKey(f)) << 40;
  if (expr.empty()) {
    store.uniform = 0;
    if (store.data)
      std::memset(store.data, 0, scalarBytes(store.type, population.padded));
    return {};
  }
  Result<ExprTraits> traits =
      checkExpr(expr, limitsOf(population, static_cast<int>(context.parameters->size())));
  if (!traits)
    return traits.error();
  if (!store.data) {
    // One value for the instance: evaluate the first block and insist.
    BlockInput input = inputOf(context, population);
    ElementReader reader(population);
    input.reader = &reader;
    input.count = static_cast<int>(std::min<int64_t>(population.size, EVAL_BLOCK));
    if (input.count == 0)
      input.count = 1;
    std::vector<uint64_t> ids(EVAL_BLOCK);
    for (int l = 0; l < EVAL_BLOCK; ++l)
      ids[l] = key | static_cast<uint64_t>(l);
    input.ids = ids.data();
    double values[EVAL_BLOCK];
    bool equal = Evaluator().evaluate(expr, *traits, input, values);
    if (!equal && population.size > 1)
      return Error{"population " + population.plan->name + ": " + plan.name +
                       " differs between elements, but class " +
                       population.model->plan->name + " stores one value of it",
                   population.plan->where};
    if (!std::isfinite(values[0]))
      return notFinite(population, f, 0, values[0]);
    store.uniform = values[0];
    return {};
  }
  Result<void> result = forRanges(
      *context.team, population.size,
      [&](int, int64_t begin, int64_t end) -> Result<void> {
        BlockInput input = inputOf(context, population);
        ElementReader reader(population);
        input.reader = &reader;
        uint64_t ids[EVAL_BLOCK];
        double values[EVAL_BLOCK];
        Evaluator evaluator;
        for (int64_t e = begin; e < end; e += EVAL_BLOCK) {
          input.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, end - e));
          reader.first = reader.indexFirst = e;
          for (int l = 0; l < input.count; ++l)
            ids[l] = key | static_cast<uint64_t>(e + l);
          input.ids = ids;
          evaluator.evaluate(expr, *traits, input, values);
          for (int l = 0; l < input.count; ++l) {
            if (!std::isfinite(values[l]))
              return notFinite(population, f, e + l, values[l]);
            store.store(e + l, values[l]);
          }
        }
        return {};
      });
  store.fillPadding(population.size, population.padded);
  return result;
}

/// Matrices repeat far more often than not (a few values over many elements),
/// so exponentials are kept by their matrix.
class PropagatorCache {
public:
  PropagatorCache(const PropagatorPlan &plan, double dt) : plan(plan), dt(dt) {}

  const double *get(const std::vector<double> &matrix) {
    std::string key(reinterpret_cast<const char *>(matrix.data()),
                    matrix.size() * sizeof(double));
    auto found = known.find(key);
    if (found != known.end())
      return found->second.data();
    if (known.size() >= 4096)
      known.clear();
    const size_t solved = plan.coefficients.size();
    std::vector<double> result(solved + plan.noiseCoefficients.size());
    const double *system = matrix.data();
    std::vector<double> drift;
    if (plan.noises > 0) {
      const int columns = plan.states + plan.inputs;
      for (int row = 0; row < plan.states; ++row)
        drift.insert(drift.end(), system + row * (columns + plan.noises),
                     system + row * (columns + plan.noises) + columns);
      if (!numerics::noiseFactor(matrix.data(), plan.states, plan.inputs, plan.noises, dt,
                                 result.data() + solved))
        return nullptr;
      system = drift.data();
    }
    if (!numerics::propagator(system, plan.states, plan.inputs, dt, result.data()))
      return nullptr;
    return known.emplace(std::move(key), std::move(result)).first->second.data();
  }

private:
  const PropagatorPlan &plan;
  double dt;
  std::unordered_map<std::string, std::vector<double>> known;
};

Result<void> bindPropagator(Population &population, const BindContext &context,
                            int p) {
  const PropagatorPlan &plan = population.model->plan->propagators[p];
  const size_t entries = plan.matrix.size();
  std::vector<ExprTraits> traits;
  for (const Expr &entry : plan.matrix) {
    Result<ExprTraits> t = checkExpr(
        entry, limitsOf(population, static_cast<int>(context.parameters->size())));
    if (!t)
      return t.error();
    traits.push_back(*t);
  }
  bool anyArray = false;
  for (const std::vector<int> *list : {&plan.coefficients, &plan.noiseCoefficients})
    for (int f : *list)
      anyArray |= f >= 0 && population.fields[f].data != nullptr;
  if (!anyArray)
    for (const Expr &entry : plan.matrix)
      for (const Instr &instr : entry.code)
        if (instr.op == Op::IndexI ||
            (instr.op == Op::Field && population.fields[instr.a].data))
          return Error{"population " + population.plan->name + ": propagator " +
                           plan.name + " differs between elements, but class " +
                           population.model->plan->name + " stores one",
                       population.plan->where};
  // Without arrays one matrix serves all.
  const int64_t count = anyArray ? population.size : std::min<int64_t>(1, population.size);
  auto work = [&](int, int64_t begin, int64_t end) -> Result<void> {
    BlockInput input = inputOf(context, population);
    ElementReader reader(population);
    input.reader = &reader;
    Evaluator evaluator;
    PropagatorCache cache(plan, context.dt);
    std::vector<double> values(entries * EVAL_BLOCK), matrix(entries);
    for (int64_t e = begin; e < end; e += EVAL_BLOCK) {
      input.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, end - e));
      reader.first = reader.indexFirst = e;
      for (size_t k = 0; k < entries; ++k)
        evaluator.evaluate(plan.matrix[k], traits[k], input, &values[k * EVAL_BLOCK]);
      for (int l = 0; l < input.count; ++l) {
        for (size_t k = 0; k < entries; ++k)
          matrix[k] = values[k * EVAL_BLOCK + l];
        const double *result = cache.get(matrix);
        if (!result)
          return Error{"population " + population.plan->name + ": propagator " +
                           plan.name + " of element " + std::to_string(e + l) +
                           " has no finite value (parameters or dt too large)",
                       population.plan->where};
        for (const std::vector<int> *list : {&plan.coefficients, &plan.noiseCoefficients})
          for (int f : *list) {
            if (f >= 0)
              population.fields[f].store(e + l, *result);
            ++result;
          }
      }
    }
    return {};
  };
  Result<void> result =
      count <= 1 ? work(0, 0, 1) : forRanges(*context.team, count, work);
  for (const std::vector<int> *list : {&plan.coefficients, &plan.noiseCoefficients})
    for (int f : *list)
      if (f >= 0)
        population.fields[f].fillPadding(population.size, population.padded);
  return result;
}

} // namespace

Result<void> checkConstraint(const Population &population,
                             const BindContext &context, int f) {
  const FieldPlan &plan = population.fieldPlan(f);
  if (plan.constraint.empty())
    return {};
  Result<ExprTraits> traits = checkExpr(
      plan.constraint,
      limitsOf(population, static_cast<int>(context.parameters->size())));
  if (!traits)
    return traits.error();
  BlockInput input = inputOf(context, population);
  ElementReader reader(population);
  input.reader = &reader;
  Evaluator evaluator;
  double values[EVAL_BLOCK];
  for (int64_t e = 0; e < population.size; e += EVAL_BLOCK) {
    input.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, population.size - e));
    reader.first = reader.indexFirst = e;
    bool equal = evaluator.evaluate(plan.constraint, *traits, input, values);
    for (int l = 0; l < input.count; ++l)
      if (!(values[l] != 0)) {
        bool one = !population.fields[f].data;
        std::string unit = plan.unit.text == "1" ? "" : " " + plan.unit.text;
        return Error{
            "population " + population.plan->name + ": " + plan.name +
                (one ? "" : " of element " + std::to_string(e + l)) + " is " +
                numberText(population.fields[f].load(e + l) / plan.unit.scale) +
                unit + ", but " +
                (plan.constraintText.empty() ? "its constraint" : plan.constraintText) +
                " must hold",
            population.plan->where};
      }
    if (equal && !population.fields[f].data)
      break;
  }
  return {};
}

/// Whether kernels have room for the values of a derived field. They have unless a host
/// sets what it said to leave as the program has it (CompileOptions).
static Result<void> checkLimit(const Population &population, int f) {
  const FieldPlan &plan = population.fieldPlan(f);
  const FieldStore &store = population.fields[f];
  if (plan.limit <= 0)
    return {};
  for (int64_t e = 0; e < (store.data ? population.size : 1); ++e)
    if (const double value = store.load(e); !(value >= 0 && value <= static_cast<double>(plan.limit)))
      return Error{"population " + population.plan->name + ": " + numberText(value) +
                       " ticks of refractoriness are counted in a range of 0 to " +
                       std::to_string(plan.limit) +
                       "; compile without narrow-counters to set such values",
                   population.plan->where};
  return {};
}

/// Evaluates one field, if it is in scope. `done`: propagators evaluated already.
static Result<void> bindOne(Population &population, const BindContext &context,
                            BindScope scope, int f, std::vector<char> &done) {
  FieldStore &store = population.fields[f];
  switch (population.fieldPlan(f).role) {
  case FieldRole::Parameter:
  case FieldRole::Input:
    if (scope == BindScope::Everything)
      return bindField(population, context, f);
    return {};
  case FieldRole::Derived:
    if (scope == BindScope::States)
      return {};
    if (Result<void> r = bindField(population, context, f); !r)
      return r;
    return checkLimit(population, f);
  case FieldRole::Coefficient: {
    const int p = population.model->propagatorOf[f];
    if (p < 0 || done[p] || scope == BindScope::States)
      return {};
    done[p] = 1;
    return bindPropagator(population, context, p);
  }
  case FieldRole::State:
  case FieldRole::Previous:
  case FieldRole::Refractory:
    if (scope != BindScope::Derived)
      return bindField(population, context, f);
    return {};
  case FieldRole::Draw:
  case FieldRole::Elapsed:
  case FieldRole::Trace:
  case FieldRole::Age:
  case FieldRole::End:
  case FieldRole::Value:
  case FieldRole::Emit:
  case FieldRole::Ref:
    return {};
  case FieldRole::Event:
  case FieldRole::Let:
    if (scope != BindScope::Derived && store.data)
      std::memset(store.data, 0, scalarBytes(store.type, population.padded));
    return {};
  case FieldRole::Arrive:
    return {};
  }
  return {};
}

Result<void> bind(Population &population, const BindContext &context,
                  BindScope scope) {
  if (!population.model)
    return {};
  std::vector<char> done(population.model->plan->propagators.size(), 0);
  // Parameters, and what they read, come first, so that a constraint is
  // reported before anything computed from the offending value.
  std::vector<char> early(population.fields.size(), 0);
  auto reads = [&](const Expr &expr) {
    for (const Instr &instr : expr.code)
      if (instr.op == Op::Field)
        early[instr.a] = 1;
  };
  for (auto f = population.order.rbegin(); f != population.order.rend(); ++f) {
    const FieldRole role = population.fieldPlan(*f).role;
    early[*f] |= role == FieldRole::Parameter || role == FieldRole::Input;
    if (!early[*f])
      continue;
    reads(population.fieldValue(*f));
    if (const int p = population.model->propagatorOf[*f]; p >= 0)
      for (const Expr &entry : population.model->plan->propagators[p].matrix)
        reads(entry);
  }
  for (bool now : {true, false}) {
    for (int f : population.order)
      if (early[f] == now)
        if (Result<void> r = bindOne(population, context, scope, f, done); !r)
          return r;
    if (now && scope == BindScope::Everything)
      for (size_t f = 0; f < population.fields.size(); ++f)
        if (Result<void> r = checkConstraint(population, context, static_cast<int>(f)); !r)
          return r;
  }
  return {};
}

Result<void> rebindParameter(Population &population, const BindContext &context,
                             int parameter) {
  if (!population.model)
    return {};
  bool any = false;
  for (int f : population.order) {
    const FieldPlan &plan = population.fieldPlan(f);
    if ((plan.role == FieldRole::Parameter || plan.role == FieldRole::Input) &&
        !population.fields[f].assigned &&
        readsParameter(population.fieldValue(f), parameter)) {
      if (Result<void> r = bindField(population, context, f); !r)
        return r;
      any = true;
    } else if (plan.role == FieldRole::Derived) {
      any |= readsParameter(population.fieldValue(f), parameter);
    }
  }
  if (!any)
    return {};
  for (size_t f = 0; f < population.fields.size(); ++f)
    if (Result<void> r = checkConstraint(population, context, static_cast<int>(f)); !r)
      return r;
  return bind(population, context, BindScope::Derived);
}

} // namespace neuro::rt
