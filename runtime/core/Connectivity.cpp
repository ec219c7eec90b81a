//===- Connectivity.cpp - Which pairs a projection connects ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/ConnectivityImpl.h"

#include "runtime/core/Positions.h"
#include "runtime/core/Random.h"
#include "runtime/core/TickGrid.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

// --- Leaves ---------------------------------------------------------------------

bool EdgeReader::read(const View &view, const uint32_t *index, int f, double *out,
                      int n) {
  bool equal = true;
  for (int l = 0; l < n; ++l) {
    const ViewPart &part = view.parts[view.partOf(index[l])];
    const FieldStore &store = (*populations[part.population]).fields[f];
    out[l] = store.load(part.element(index[l]));
    equal &= out[l] == out[0];
  }
  return equal;
}

bool EdgeReader::sourceField(int f, double *out, int n) {
  return read(source, i, f, out, n);
}
bool EdgeReader::targetField(int f, double *out, int n) {
  return read(target, j, f, out, n);
}
bool EdgeReader::indexI(double *out, int n) {
  for (int l = 0; l < n; ++l)
    out[l] = i[l];
  return false;
}
bool EdgeReader::indexJ(double *out, int n) {
  for (int l = 0; l < n; ++l)
    out[l] = j[l];
  return false;
}

bool EdgeReader::distance(double *out, int n) {
  for (int l = 0; l < n; ++l) {
    const Point a = positionOf(populations, source, i[l]),
                b = positionOf(populations, target, j[l]);
    const double x = b[0] - a[0], y = b[1] - a[1], z = b[2] - a[2];
    out[l] = std::sqrt(x * x + y * y + z * z);
  }
  return false;
}
bool EdgeReader::coordinate(int axis, bool ofTarget, double *out, int n) {
  for (int l = 0; l < n; ++l)
    out[l] = ofTarget ? positionOf(populations, target, j[l])[axis]
                      : positionOf(populations, source, i[l])[axis];
  return false;
}

bool EdgeReader::column(int column, double *out, int n) {
  // Edges that no list has, such as those that grow: their values are refused.
  for (int l = 0; l < n; ++l)
    out[l] = columns[column] ? columns[column][l] : std::nan("");
  return false;
}

BlockInput Projection::edgeInput(Purpose purpose, EdgeReader &reader) const {
  BlockInput input;
  input.parameters = parameters->data();
  input.dt = dt;
  input.seed = seed;
  input.object = randomObject(purpose, static_cast<uint32_t>(index));
  input.reader = &reader;
  input.fanIn = fanIn;
  return input;
}

BlockInput Projection::edgeInput(Purpose purpose, EdgeReader &reader,
                                 const EdgeBlock &block) const {
  reader.look(block);
  BlockInput input = edgeInput(purpose, reader);
  input.ids = block.id;
  input.count = block.count;
  return input;
}

// --- Preparation ------------------------------------------------------------------

static const char *ruleName(Rule rule) {
  switch (rule) {
  case Rule::All: return "all";
  case Rule::OneToOne: return "one_to_one";
  case Rule::Bernoulli: return "bernoulli";
  case Rule::FixedIndegree: return "fixed_indegree";
  case Rule::FixedOutdegree: return "fixed_outdegree";
  case Rule::FixedTotal: return "fixed_total";
  case Rule::PairwisePoisson: return "pairwise_poisson";
  case Rule::Nearest: return "nearest";
  case Rule::Conv2d: return "conv2d";
  case Rule::Sumpool: return "sumpool";
  case Rule::Toeplitz: return "toeplitz";
  case Rule::File: return "file";
  }
  return "?";
}

std::string Projection::ruleText() const {
  std::string text = ruleName(plan->rule);
  if (plan->details.procedural)
    text = "procedural " + text;
  if (plan->rule == Rule::All || plan->rule == Rule::OneToOne)
    return text;
  if (plan->rule == Rule::File)
    return "file(\"" + plan->details.file + "\")";
  if (plan->rule == Rule::Sumpool || plan->rule == Rule::Toeplitz)
    return text + "(" + std::to_string(geometry.size[1]) + ")";
  if (plan->rule == Rule::Conv2d)
    return text + "(" + std::to_string(geometry.size[0]) + " x " +
           std::to_string(geometry.size[1]) + ")";
  return text + "(" + (argumentTraits.perElement() ? "…" : numberText(argument)) + ")";
}

Result<double> Projection::constantOf(const Expr &expr, const char *what) const {
  Scope scope;
  scope.parameters = *parameters;
  scope.dt = dt;
  scope.seed = seed;
  Result<double> value = evaluateScalar(expr, scope);
  if (!value)
    return fail(std::string(what) + ": " + value.error().message);
  if (!std::isfinite(*value))
    return fail(std::string(what) + " is " + numberText(*value));
  return value;
}

Result<void> Projection::checkLeaves(const Expr &expr, const std::string &what) const {
  for (const Instr &instr : expr.code) {
    const bool both = instr.op == Op::Distance;
    const bool one = instr.op == Op::Coordinate;
    if (((both || (one && !instr.b)) && !hasPositions(*populations, *source)) ||
        ((both || (one && instr.b)) && !hasPositions(*populations, *target)))
      return fail("E0431: " + what +
                  " depends on positions, but the populations have no layout");
    if (instr.op == Op::Column && plan->rule != Rule::File)
      return fail(what + " reads a file, but the rule does not name one");
    if (instr.op == Op::Column && list && !(instr.a ? list->hasDelay() : list->hasWeight()))
      return fail("E0434: '" + plan->details.file + "' has no column '" +
                  (instr.a ? "delay" : "weight") +
                  "', and the program does not set it: add " +
                  (instr.a ? "{ delay = 1 ms }" : "{ w = … }"));
  }
  return {};
}

ExprLimits Projection::edgeLimits() const {
  ExprLimits limits;
  limits.parameters = static_cast<int>(parameters->size());
  auto fieldsOf = [&](const View &view) {
    int fields = INT32_MAX;
    for (const ViewPart &part : view.parts)
      fields = std::min(
          fields, static_cast<int>((*populations)[part.population]->fields.size()));
    return view.parts.empty() ? 0 : fields;
  };
  limits.sourceFields = fieldsOf(*source);
  limits.targetFields = fieldsOf(*target);
  return limits;
}

Result<void> Projection::prepare(std::vector<Error> &warnings) {
  const ExprLimits limits = edgeLimits();
  auto check = [&](const Expr &expr, const char *what,
                   ExprTraits &out) -> Result<void> {
    Result<ExprTraits> traits = checkExpr(expr, limits);
    if (!traits)
      return fail(std::string(what) + ": " + traits.error().message);
    if (Result<void> r = checkLeaves(expr, what); !r)
      return r;
    if (traits->usesTime || traits->usesExperiment)
      return fail(std::string(what) + " cannot depend on time or an experiment");
    out = *traits;
    return {};
  };
  for (auto [expr, what, traits] :
       {std::make_tuple(&plan->ruleArgument, "rule argument", &argumentTraits),
        std::make_tuple(&plan->where, "condition", &whereTraits),
        std::make_tuple(&plan->weight, "weight", &weightTraits),
        std::make_tuple(&plan->delay, "delay", &delayTraits)})
    if (Result<void> r = check(*expr, what, *traits); !r)
      return r;
  if (!plan->continuous && !plan->signal &&
      ((isStatic() && plan->weight.empty()) || plan->delay.empty()))
    return fail("weight or delay is missing");
  if (whereTraits.draws || argumentTraits.draws)
    return fail("rule argument and condition cannot be drawn");
  if (source->size > UINT32_MAX || target->size > UINT32_MAX)
    return fail("more than 2^32 elements on one side");
  const std::vector<Instr> &code = plan->where.code;
  whereIsUnequal =
      code.size() == 3 && code[2].op == Op::Ne &&
      ((code[0].op == Op::IndexI && code[1].op == Op::IndexJ) ||
       (code[0].op == Op::IndexJ && code[1].op == Op::IndexI));

  uniformWeight = !weightTraits.perElement();
  if (uniformWeight && !plan->weight.empty()) {
    Result<double> w = constantOf(plan->weight, "weight");
    if (!w)
      return w.error();
    weight = *w;
  }
  constantDelay = !delayTraits.perElement();
  if (constantDelay && !plan->delay.empty()) {
    Result<double> d = constantOf(plan->delay, "delay");
    if (!d)
      return d.error();
    double ticks = std::round(*d / dt);
    // None at all is another thing than one that is too short to be told from none.
    if (ticks < (plan->continuous || plan->signal ? 0 : 1) && *d != 0)
      return fail("E0409: delay " + numberText(*d) + " ms is below one tick of " +
                  numberText(dt) + " ms");
    constexpr double longest = 1 << 24;
    if (ticks > longest)
      return fail("delay " + numberText(*d) + " ms is " + numberText(ticks) +
                  " ticks; at most " + numberText(longest) + " are possible");
    delayTicks = static_cast<int64_t>(ticks);
    if (isOffGrid(*d, ticks, dt))
      warnings.push_back(fail("delay " + numberText(*d) + " ms " + offGridText(ticks, dt)));
  }

  if (Result<void> r = prepareRule(warnings); !r || !plan->details.procedural)
    return r;
  generated = true;
  makeGaps();
  return prepareProcedural();
}

Result<void> Projection::prepareRule(std::vector<Error> &warnings) {
  const double ns = static_cast<double>(source->size),
               nt = static_cast<double>(target->size);
  switch (plan->rule) {
  case Rule::Nearest:
    if (Result<void> r = prepareNearest(warnings); !r)
      return r;
    break;
  case Rule::Conv2d:
  case Rule::Sumpool:
  case Rule::Toeplitz:
    return prepareKernel();
  case Rule::File:
    return prepareList();
  case Rule::All:
    expected = ns * nt * allowedShare();
    break;
  case Rule::OneToOne:
    if (source->size != target->size)
      return fail("one_to_one needs as many sources as targets, but there are " +
                  std::to_string(source->size) + " and " +
                  std::to_string(target->size));
    expected = ns;
    break;
  case Rule::Bernoulli:
  case Rule::PairwisePoisson: {
    const bool bernoulli = plan->rule == Rule::Bernoulli;
    if (!argumentTraits.perElement()) {
      Result<double> p = constantOf(plan->ruleArgument, "rule argument");
      if (!p)
        return p.error();
      argument = *p;
      if (argument < 0 || (bernoulli && argument > 1))
        return fail(ruleText() + (bernoulli ? ": a probability lies in 0..1"
                                            : ": a mean cannot be negative"));
      expected = argument * ns * nt * allowedShare();
    } else {
      expected = ns * nt * allowedShare();
    }
    if (!bernoulli && !plan->multapses)
      return fail("pairwise_poisson makes repeated pairs, which multapse = false "
                  "forbids");
    break;
  }
  case Rule::FixedIndegree:
    if (Result<void> r = wholeNumbers(true, warnings); !r)
      return r;
    break;
  case Rule::FixedOutdegree:
    if (Result<void> r = wholeNumbers(false, warnings); !r)
      return r;
    break;
  case Rule::FixedTotal: {
    if (argumentTraits.perElement())
      return fail("the number of fixed_total cannot depend on an element");
    if (Result<void> r = wholeNumbers(true, warnings); !r)
      return r;
    expected = argument;
    break;
  }
  }
  fanIn = nt == 0 ? 0 : expected / nt;
  return {};
}

/// Share of pairs that pass `where` (and mean p of a varying bernoulli), from a
/// sample: for the estimate of memory only, the tables are counted exactly.
double Projection::allowedShare() const {
  const bool varying = argumentTraits.perElement() && plan->rule != Rule::All;
  if (!evaluatesWhere() && !varying)
    return 1;
  if (source->size == 0 || target->size == 0)
    return 0;
  EdgeReader reader = edgeReader();
  BlockInput input = edgeInput(Purpose::Share, reader);
  input.count = EVAL_BLOCK;
  Evaluator evaluator;
  uint32_t i[EVAL_BLOCK], j[EVAL_BLOCK];
  double pass[EVAL_BLOCK], p[EVAL_BLOCK], sum = 0;
  constexpr int blocks = 8;
  for (int b = 0; b < blocks; ++b) {
    for (int l = 0; l < EVAL_BLOCK; ++l) {
      Random128 r = philox(seed, static_cast<uint64_t>(b * EVAL_BLOCK + l),
                           input.object, 1);
      i[l] = static_cast<uint32_t>(toBelow(r.a, static_cast<uint64_t>(source->size)));
      j[l] = static_cast<uint32_t>(toBelow(r.b, static_cast<uint64_t>(target->size)));
    }
    reader.i = i;
    reader.j = j;
    std::fill(pass, pass + EVAL_BLOCK, 1.0);
    std::fill(p, p + EVAL_BLOCK, 1.0);
    if (!plan->where.empty())
      evaluator.evaluate(plan->where, whereTraits, input, pass);
    if (varying)
      evaluator.evaluate(plan->ruleArgument, argumentTraits, input, p);
    for (int l = 0; l < EVAL_BLOCK; ++l)
      if (pass[l] != 0 && p[l] > 0)
        sum += plan->rule == Rule::Bernoulli ? std::min(p[l], 1.0) : p[l];
  }
  return sum / (blocks * EVAL_BLOCK);
}

Result<void> Projection::wholeNumbers(bool perTarget, std::vector<Error> &warnings) {
  bool moved = false;
  auto whole = [&](double v, uint32_t at) -> Result<int64_t> {
    const char *what = plan->rule == Rule::FixedTotal ? "total" : "degree";
    double r = std::round(v);
    if (!(r >= 0) || r > 4e15 || (plan->rule != Rule::FixedTotal && r > UINT32_MAX))
      return fail(std::string("a ") + what + " of " + numberText(v) + " is impossible");
    if (std::fabs(v - r) > 1e-6 * std::max(1.0, r) && !moved) {
      moved = true;
      warnings.push_back(fail(std::string("the ") + what + " " + numberText(v) +
                              (argumentTraits.perElement()
                                   ? " of element " + std::to_string(at)
                                   : "") +
                              " is not a whole number and becomes " + numberText(r)));
    }
    return static_cast<int64_t>(r);
  };
  const int64_t size = perTarget ? target->size : source->size;
  if (!argumentTraits.perElement()) {
    Result<double> v = constantOf(plan->ruleArgument, "rule argument");
    if (!v)
      return v.error();
    Result<int64_t> n = whole(*v, 0);
    if (!n)
      return n.error();
    argument = static_cast<double>(*n);
    counts = {*n};
    expected = argument * static_cast<double>(size);
    return {};
  }
  if (perTarget ? argumentTraits.usesI || argumentTraits.usesSource
                : argumentTraits.usesJ || argumentTraits.usesTarget)
    return fail(std::string(ruleName(plan->rule)) +
                " is a number per " + (perTarget ? "target" : "source") +
                " and cannot depend on the " + (perTarget ? "source" : "target"));
  counts.resize(static_cast<size_t>(std::max<int64_t>(size, 2)));
  EdgeReader reader = edgeReader();
  BlockInput input = edgeInput(Purpose::Connect, reader);
  Evaluator evaluator;
  uint32_t index[EVAL_BLOCK];
  double values[EVAL_BLOCK];
  expected = 0;
  for (int64_t e = 0; e < size; e += EVAL_BLOCK) {
    input.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, size - e));
    for (int l = 0; l < input.count; ++l)
      index[l] = static_cast<uint32_t>(e + l);
    reader.i = reader.j = index;
    evaluator.evaluate(plan->ruleArgument, argumentTraits, input, values);
    for (int l = 0; l < input.count; ++l) {
      Result<int64_t> n = whole(values[l], index[l]);
      if (!n)
        return n.error();
      counts[static_cast<size_t>(e + l)] = *n;
      expected += static_cast<double>(*n);
    }
  }
  return {};
}

// --- Candidates ---------------------------------------------------------------------

void Projection::candidates(uint32_t fixed, bool fixedIsTarget,
                            Candidates &out, bool evaluateWhere) const {
  const View &own = fixedIsTarget ? *target : *source;
  const View &other = fixedIsTarget ? *source : *target;
  out.listed = false;
  out.total = other.size;
  out.excluded.clear();
  if (!plan->autapses) {
    const ViewPart &part = own.parts[own.partOf(fixed)];
    const int64_t element = part.element(fixed);
    for (const ViewPart &p : other.parts) {
      if (p.population != part.population)
        continue;
      int64_t first, last;
      p.within(element, element + 1, first, last);
      for (int64_t q = first; q < last; ++q)
        out.excluded.push_back(static_cast<uint32_t>(p.offset + q));
    }
  }
  if (whereIsUnequal && fixed < other.size)
    out.excluded.push_back(fixed);
  if (out.excluded.size() > 1) {
    std::sort(out.excluded.begin(), out.excluded.end());
    out.excluded.erase(std::unique(out.excluded.begin(), out.excluded.end()),
                       out.excluded.end());
  }
  if (!evaluateWhere || !evaluatesWhere())
    return;
  out.listed = true;
  out.list.clear();
  out.fixedIndex.assign(EVAL_BLOCK, fixed);
  EdgeReader reader = edgeReader();
  BlockInput input = edgeInput(Purpose::Connect, reader);
  uint32_t index[EVAL_BLOCK];
  double pass[EVAL_BLOCK];
  for (int64_t e = 0; e < other.size; e += EVAL_BLOCK) {
    input.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, other.size - e));
    for (int l = 0; l < input.count; ++l)
      index[l] = static_cast<uint32_t>(e + l);
    reader.i = fixedIsTarget ? index : out.fixedIndex.data();
    reader.j = fixedIsTarget ? out.fixedIndex.data() : index;
    out.evaluator.evaluate(plan->where, whereTraits, input, pass);
    for (int l = 0; l < input.count; ++l)
      if (pass[l] != 0 && !std::binary_search(out.excluded.begin(),
                                              out.excluded.end(), index[l]))
        out.list.push_back(index[l]);
  }
}

std::vector<uint32_t> Projection::excludedTargets(uint32_t i) const {
  Candidates c;
  candidates(i, false, c, /*evaluateWhere=*/false);
  return std::move(c.excluded);
}

void Projection::passing(uint32_t i, const std::vector<uint32_t> &j,
                         std::vector<char> &passes) const {
  uint32_t sources[EVAL_BLOCK];
  std::fill(sources, sources + EVAL_BLOCK, i);
  double pass[EVAL_BLOCK];
  EdgeReader reader = edgeReader();
  BlockInput input = edgeInput(Purpose::Connect, reader);
  Evaluator evaluator;
  for (size_t k = 0; k < j.size(); k += EVAL_BLOCK) {
    input.count = static_cast<int>(std::min<size_t>(EVAL_BLOCK, j.size() - k));
    reader.i = sources;
    reader.j = j.data() + k;
    evaluator.evaluate(plan->where, whereTraits, input, pass);
    for (int l = 0; l < input.count; ++l)
      passes[k + static_cast<size_t>(l)] = pass[l] != 0;
  }
}

// --- Shares of fixed_total --------------------------------------------------------

Result<void> Projection::share(Team &team) {
  if (plan->rule != Rule::FixedTotal)
    return {};
  // A total over targets splits into shares that are multinomial (with
  // repeated pairs) or multivariate hypergeometric (without), drawn one after
  // the other conditional on what is left.
  const int64_t total = static_cast<int64_t>(argument);
  const size_t targets = static_cast<size_t>(target->size);
  std::vector<int64_t> allowed(targets);
  const bool plainPairs = plan->autapses && plan->where.empty();
  if (plainPairs)
    std::fill(allowed.begin(), allowed.end(), source->size);
  else if (Result<void> r = forRanges(team, target->size,
                                      [&](int, int64_t begin, int64_t end) -> Result<void> {
                                        Candidates c;
                                        for (int64_t j = begin; j < end; ++j) {
                                          candidates(static_cast<uint32_t>(j), true, c);
                                          allowed[static_cast<size_t>(j)] = c.count();
                                        }
                                        return {};
                                      });
           !r)
    return r;
  __int128 pairs = 0;
  for (int64_t a : allowed)
    pairs += a;
  if (total > 0 && pairs == 0)
    return fail("fixed_total(" + std::to_string(total) + ") but no pair is allowed");
  if (!plan->multapses && total > pairs)
    return fail("fixed_total(" + std::to_string(total) +
                ") without repeated pairs, but only " +
                numberText(static_cast<double>(pairs)) + " pairs are allowed");
  if (pairs > INT64_MAX)
    return fail("more than 2^63 pairs");
  counts.assign(std::max<size_t>(targets, 2), 0);
  int64_t left = total, pairsLeft = static_cast<int64_t>(pairs);
  const uint32_t object = randomObject(Purpose::Share, static_cast<uint32_t>(index));
  for (size_t j = 0; j < targets && left > 0; ++j) {
    const double unit = toUnit(philox(seed, j, object, 0).a);
    const int64_t n =
        allowed[j] == pairsLeft ? left
        : plan->multapses
            ? binomialSample(unit, left,
                             static_cast<double>(allowed[j]) /
                                 static_cast<double>(pairsLeft))
            : hypergeometricSample(unit, pairsLeft, allowed[j], left);
    if (n > UINT32_MAX)
      return fail("more than 2^32 synapses on one target");
    counts[j] = n;
    left -= n;
    pairsLeft -= allowed[j];
  }
  return {};
}

// --- Edges -----------------------------------------------------------------------------

Result<void> Projection::choose(uint64_t count, uint32_t fixed, bool fixedIsTarget,
                                Candidates &c, Emitter &emit) const {
  if (count == 0)
    return {};
  const int64_t m = c.count();
  auto who = [&] {
    return std::string(fixedIsTarget ? "target " : "source ") + std::to_string(fixed);
  };
  if (m == 0)
    return fail(who() + " needs " + std::to_string(count) +
                " connections, but no pair is allowed");
  RandomSequence draws(seed, fixed,
                       randomObject(Purpose::Connect, static_cast<uint32_t>(index)));
  if (plan->multapses) {
    for (uint64_t k = 0; k < count; ++k)
      if (emit.put(c.at(static_cast<int64_t>(toBelow(draws.next(), static_cast<uint64_t>(m))))))
        if (Result<void> r = emit.flush(); !r)
          return r;
    return {};
  }
  if (count > static_cast<uint64_t>(m))
    return fail(who() + " needs " + std::to_string(count) +
                " different partners, but only " + std::to_string(m) +
                " are allowed");
  // Draw the smaller of the chosen and the left-out, refusing repeats.
  const bool leaveOut = count > static_cast<uint64_t>(m) / 2;
  const uint64_t toDraw = leaveOut ? static_cast<uint64_t>(m) - count : count;
  c.taken.resize(static_cast<size_t>(m) / 64 + 1);
  c.chosen.clear();
  while (c.chosen.size() < toDraw) {
    uint64_t k = toBelow(draws.next(), static_cast<uint64_t>(m));
    uint64_t bit = uint64_t(1) << k % 64;
    if (c.taken[k / 64] & bit)
      continue;
    c.taken[k / 64] |= bit;
    c.chosen.push_back(static_cast<uint32_t>(k));
  }
  Result<void> result;
  if (leaveOut) {
    for (int64_t k = 0; k < m && result; ++k)
      if (!(c.taken[static_cast<size_t>(k) / 64] >> k % 64 & 1))
        result = emit(c.at(k));
  } else {
    for (size_t k = 0; k < c.chosen.size() && result; ++k)
      result = emit(c.at(c.chosen[k]));
  }
  for (uint32_t k : c.chosen)
    c.taken[k / 64] = 0;
  return result;
}

/// bernoulli and pairwise_poisson whose argument differs between pairs.
Result<void> Projection::probabilities(uint32_t j, const Candidates &c,
                                       Emitter &emit) const {
  EdgeReader reader = edgeReader();
  BlockInput input = edgeInput(Purpose::Connect, reader);
  Evaluator evaluator;
  RandomSequence draws(seed, j, input.object);
  uint32_t i[EVAL_BLOCK], js[EVAL_BLOCK];
  std::fill(js, js + EVAL_BLOCK, j);
  double p[EVAL_BLOCK];
  for (int64_t k = 0; k < c.count(); k += EVAL_BLOCK) {
    input.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, c.count() - k));
    for (int l = 0; l < input.count; ++l)
      i[l] = c.at(k + l);
    reader.i = i;
    reader.j = js;
    evaluator.evaluate(plan->ruleArgument, argumentTraits, input, p);
    for (int l = 0; l < input.count; ++l) {
      const bool bernoulli = plan->rule == Rule::Bernoulli;
      if (!(p[l] >= 0) || (bernoulli && p[l] > 1) || p[l] > 1e9)
        return fail((bernoulli ? "probability " : "mean ") + numberText(p[l]) +
                    " between source " + std::to_string(i[l]) + " and target " +
                    std::to_string(j) + (bernoulli ? " is not in 0..1" : " is impossible"));
      const double unit = draws.unit();
      int64_t n = bernoulli ? unit < p[l] : poissonSample(unit, p[l]);
      for (; n > 0; --n)
        if (Result<void> r = emit(i[l]); !r)
          return r;
    }
  }
  return {};
}

Result<void> Projection::oneTarget(uint32_t j, Candidates &c, Emitter &emit) const {
  emit.begin(j, true);
  if (plan->rule == Rule::OneToOne) {
    // The one candidate is i = j.
    if (!plan->where.empty() || !plan->autapses) {
      candidates(j, true, c, /*evaluateWhere=*/false);
      if (std::binary_search(c.excluded.begin(), c.excluded.end(), j))
        return {};
      if (!plan->where.empty()) {
        EdgeReader reader = edgeReader();
        reader.i = reader.j = &j;
        BlockInput input = edgeInput(Purpose::Connect, reader);
        input.count = 1;
        double pass = 0;
        c.evaluator.evaluate(plan->where, whereTraits, input, &pass);
        if (pass == 0)
          return {};
      }
    }
    return emit(j);
  }
  switch (plan->rule) {
  case Rule::Nearest: return nearestEdges(j, c, emit);
  case Rule::Conv2d:
  case Rule::Sumpool:
  case Rule::Toeplitz: return kernelEdges(j, c, emit);
  default: break;
  }
  candidates(j, true, c);
  const int64_t m = c.count();
  switch (plan->rule) {
  case Rule::All:
    for (int64_t k = 0; k < m; ++k)
      if (emit.put(c.at(k)))
        if (Result<void> r = emit.flush(); !r)
          return r;
    return {};
  case Rule::Bernoulli: {
    if (argumentTraits.perElement())
      return probabilities(j, c, emit);
    if (argument <= 0)
      return {};
    if (argument >= 1) {
      for (int64_t k = 0; k < m; ++k)
        if (Result<void> r = emit(c.at(k)); !r)
          return r;
      return {};
    }
    // The gaps between successes are geometric.
    RandomSequence draws(seed, j,
                         randomObject(Purpose::Connect, static_cast<uint32_t>(index)));
    const double scale = 1 / std::log1p(-argument);
    for (double k = 0;;) {
      k += std::floor(std::log(draws.unit()) * scale);
      if (!(k < static_cast<double>(m)))
        return {};
      if (emit.put(c.at(static_cast<int64_t>(k))))
        if (Result<void> r = emit.flush(); !r)
          return r;
      k += 1;
    }
  }
  case Rule::PairwisePoisson: {
    if (argumentTraits.perElement())
      return probabilities(j, c, emit);
    // The total of independent Poisson counts is Poisson, its parts uniform.
    const double mean = argument * static_cast<double>(m);
    const uint32_t object = randomObject(Purpose::Share, static_cast<uint32_t>(index));
    const int64_t n = poissonSample(toUnit(philox(seed, j, object, 0).a), mean);
    return choose(static_cast<uint64_t>(n), j, true, c, emit);
  }
  case Rule::FixedIndegree:
  case Rule::FixedTotal:
    return choose(static_cast<uint64_t>(countFor(j)), j, true, c, emit);
  default:
    return {};
  }
}

Result<void>
Projection::edges(int thread,
                  const std::function<Result<void>(const EdgeBlock &)> &sink) const {
  if (plan->rule == Rule::File)
    return listEdges(thread, sink);
  Emitter emit(*this, thread, sink);
  Candidates c;
  if (generated) {
    for (int64_t i = 0; i < source->size; ++i)
      if (Result<void> r = oneSource(static_cast<uint32_t>(i), thread, c, emit); !r)
        return r;
    return emit.flush();
  }
  if (plan->rule == Rule::FixedOutdegree) {
    for (int64_t i = 0; i < source->size; ++i) {
      emit.begin(static_cast<uint32_t>(i), false);
      candidates(static_cast<uint32_t>(i), false, c);
      if (Result<void> r = choose(static_cast<uint64_t>(countFor(static_cast<uint32_t>(i))),
                                  static_cast<uint32_t>(i), false, c, emit);
          !r)
        return r;
    }
    return emit.flush();
  }
  for (const ViewPart &part : target->parts) {
    const Population &population = *(*populations)[part.population];
    int64_t first, last;
    part.within(population.cuts[thread], population.cuts[thread + 1], first, last);
    for (int64_t q = first; q < last; ++q)
      if (Result<void> r = oneTarget(static_cast<uint32_t>(part.offset + q), c, emit); !r)
        return r;
  }
  return emit.flush();
}

} // namespace neuro::rt
